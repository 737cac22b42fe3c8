"""Keys handed to an owner at move-in, left in trust, taken back (``KEY-5``) [001·1·4.5.1.2, 4.5.5]."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from deskapp.domain.common import Query
from deskapp.domain.directory import IdType, Relation, ResidentDraft, TieDraft
from deskapp.domain.keys import Category
from deskapp.domain.keys import State as SetState
from deskapp.domain.loans import TakeBackDraft
from deskapp.domain.people import Role
from deskapp.domain.reception import ReasonDraft
from deskapp.domain.transfers import AmendDraft, HandItem, Kind, SignDraft, State, TransferDraft, TrustItem
from deskapp.errors import Invalid, NotAllowed
from tests.factories import Desk
from tests.ways.keys_hung import UNIT, hung, key_set
from tests.ways.loans import lend, picks, staff_draft
from tests.ways.transfers import ID_CARD, left, read, record, taken

VOID = ReasonDraft(reason="登记错误")


def refused(error: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in error.value.problems]


def refusals(desk: Desk, draft: TransferDraft) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as error:
        desk.call("transfers.record", draft=draft)
    return refused(error)


def item(key: str = "", description: str = "入户门钥匙", count: int = 1) -> HandItem:
    return HandItem(key=key, description=description, count=count)


def voided(desk: Desk, id: int) -> None:
    desk.as_(Role.SUPERVISOR).step("transfers", "void", id, VOID)


def test_key_5_keys_handed_to_the_owner_are_itemised_signed_and_leave_their_hook(desk: Desk) -> None:
    made = hung(desk)
    lines = (item(made.hook, count=2), HandItem(description="单元门禁卡"))
    shown = record(desk, taken(desk, items=lines, signed=True))
    assert shown.number.startswith("LQ-202611-")
    assert (shown.state, shown.kind, shown.unit, shown.resident) == (State.SIGNED, Kind.HANDED_OVER, UNIT, "陈静")
    assert [(line.number, line.hook, line.description, line.count) for line in shown.lines] == [
        (made.number, "A001", "入户门钥匙", 2),
        (made.number, "A001", "单元门禁卡", 1),
    ]
    after = key_set(desk, made.id)
    assert (after.state, after.hook) == (SetState.HANDED, "")
    assert shown.number in [ref.number for ref in after.linked]
    assert hung(desk).hook == "A001"  # the hook is free again


def test_key_5_a_set_that_is_not_on_its_hook_is_not_handed_over(desk: Desk) -> None:
    made = hung(desk)
    desk.step("keys", "miss", made.id, ReasonDraft(reason="清点时不在"))
    assert refusals(desk, taken(desk, items=(item(made.hook),))) == [("items.0.key", "key_not_here")]
    other = hung(desk, unit="3-2-1202")
    assert refusals(desk, taken(desk, items=(item(other.hook),))) == [("items.0.key", "key_of_other_unit")]
    assert refusals(desk, taken(desk, items=(item("Z9"),))) == [("items.0.key", "unknown_key")]


def test_key_5_every_line_belongs_to_a_set_and_every_set_is_named_once(desk: Desk) -> None:
    made = hung(desk)
    assert refusals(desk, taken(desk, items=())) == [("items", "required")]
    assert refusals(desk, taken(desk, items=(item(),))) == [("items.0.key", "required")]
    twice = (item(made.hook), item(made.number))
    assert refusals(desk, taken(desk, items=twice)) == [("items.1.key", "named_twice")]
    assert key_set(desk, made.id).state is SetState.IN


def test_key_5_what_is_listed_otherwise_than_it_hung_is_said(desk: Desk) -> None:
    made = hung(desk, keys=3)
    change = desk.call("transfers.record", draft=taken(desk, items=(item(made.hook, count=2),)))
    codes = {caution.code: caution.params for caution in change.warnings}
    assert codes["keys_listed_otherwise"] == {"hook": "A001", "listed": 2, "keys": 3}


def test_key_5_a_vacant_unit_is_pointed_out_and_the_directory_left_alone(desk: Desk) -> None:
    change = desk.call("transfers.record", draft=taken(desk))
    assert "unit_still_vacant" in [caution.code for caution in change.warnings]
    assert desk.call("directory.unit_card", unit=UNIT).state == "vacant"


def test_key_5_an_id_number_is_checked_by_its_check_digit_and_kept_masked(desk: Desk) -> None:
    made = hung(desk)
    wrong = taken(desk, items=(item(made.hook),), id_number="110105194912310021")
    assert refusals(desk, wrong) == [("id_number", "id_number")]
    nameless = taken(desk, items=(item(made.hook),), id_type=IdType.NONE)
    assert refusals(desk, nameless) == [("id_type", "required")]
    empty = taken(desk, items=(item(made.hook),), id_number="")
    assert refusals(desk, empty) == [("id_number", "required")]
    shown = record(desk, taken(desk, items=(item(made.hook),)))
    assert shown.id_number_masked == "110105********002X"
    told = [change for row in shown.history for change in row.changes if change.field == "id_number"]
    assert [change.new for change in told] == ["110105********002X"]


def test_key_5_a_resident_is_prefilled_from_the_directory_with_the_document_masked(desk: Desk) -> None:
    owner = ResidentDraft(
        name="陈业主", phones="137 0000 1111", id_type=IdType.ID_CARD, id_number=ID_CARD,
        ties=(TieDraft(unit=UNIT, relation=Relation.OWNER),),
    )  # fmt: skip
    desk.as_(Role.DIRECTOR).call("directory.save_resident", draft=owner)
    made = hung(desk)
    known = desk.call("transfers.known", unit=UNIT)
    party = next(party for party in known.people if party.name == "陈业主")
    assert (party.phone, party.id_number_masked) == ("137 0000 1111", "110105********002X")
    assert [(each.key, each.keys) for each in known.here] == [("A001", 3)]
    draft = taken(
        desk, items=(item(made.hook),), resident=party.name, resident_id=party.resident_id,
        id_number=party.id_number_masked,
    )  # fmt: skip
    assert record(desk, draft).id_number_masked == "110105********002X"
    assert [each.key for each in desk.call("transfers.known", unit=UNIT).handed] == [made.number]


def test_key_5_a_mask_is_no_number_of_somebody_else(desk: Desk) -> None:
    made = hung(desk)
    draft = taken(desk, items=(item(made.hook),), id_number="110105********002X")
    assert refusals(desk, draft) == [("id_number", "id_number")]


def test_key_5_an_owner_leaves_keys_in_trust_on_a_hook_of_their_own(desk: Desk) -> None:
    lines = (
        TrustItem(hook="a3", description="入户门钥匙", count=2), TrustItem(description="信箱钥匙"),
        TrustItem(hook="A5", description="车库遥控器"),
    )  # fmt: skip
    shown = record(desk, left(desk, trusted=lines))
    assert [(line.hook, line.description, line.count) for line in shown.lines] == [
        ("A003", "入户门钥匙", 2), ("A003", "信箱钥匙", 1), ("A005", "车库遥控器", 1),
    ]  # fmt: skip
    first, second = (key_set(desk, id) for id in dict.fromkeys(line.set_id for line in shown.lines))
    assert (first.state, first.category, first.keys, first.hook) == (SetState.IN, Category.TRUST, 3, "A003")
    assert (second.unit, second.keys, second.hook) == (UNIT, 1, "A005")
    waits = desk.call("directory.unit_card", unit=UNIT).waiting
    assert "可交房产中介李先生看房" in [each.params.get("instruction") for each in waits]


def test_key_5_a_set_that_was_handed_over_comes_back_in_trust(desk: Desk) -> None:
    made = hung(desk)
    record(desk, taken(desk, items=(item(made.hook),)))
    hung(desk, unit="3-2-1202")  # takes the hook that became free
    shown = record(desk, left(desk, trusted=(TrustItem(key=made.number, description="入户门钥匙"),)))
    after = key_set(desk, made.id)
    assert (after.state, after.category, after.hook) == (SetState.IN, Category.TRUST, "A002")
    assert shown.lines[0].number == made.number
    again = left(desk, trusted=(TrustItem(key=made.number, description="入户门钥匙"),))
    assert refusals(desk, again) == [("trusted.0.key", "key_not_handed")]


def test_key_5_an_owner_takes_entrusted_keys_back(desk: Desk) -> None:
    lines = (TrustItem(description="入户门钥匙"), TrustItem(hook="A5", description="车库遥控器"))
    trust = record(desk, left(desk, trusted=lines))
    first, second = (line.hook for line in trust.lines)
    record(desk, taken(desk, items=(item(first),)))
    assert read(desk, trust.id).returned_at is None  # one set is still here
    desk.clock.forward(hours=1)
    last = record(desk, taken(desk, items=(item(second),)))
    over = read(desk, trust.id)
    assert over.returned_at == desk.clock.now
    assert over.history[-1].verb == "transfers.take_back"
    assert desk.call("transfers.counts")["trusted"] == 0
    voided(desk, last.id)
    assert read(desk, trust.id).returned_at is None
    assert desk.call("transfers.counts")["trusted"] == 1


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"instruction": " "}, ("instruction", "required")),
        ({"trusted": ()}, ("trusted", "required")),
        ({"trusted": (TrustItem(hook="Q9", description="钥匙"),)}, ("trusted.0.hook", "unknown_hook")),
        ({"trusted": (TrustItem(hook="A1", description="钥匙"),)}, ("trusted.0.hook", "hook_taken")),
        ({"until": "yesterday"}, ("until", "in_past")),
        ({"resident": ""}, ("resident", "required")),
        ({"unit": ""}, ("unit", "required")),
        ({"unit": "9-9-9"}, ("unit", "unknown_unit")),
        ({"resident_id": 999}, ("resident_id", "unknown_resident")),
    ],
)
def test_all_4_what_is_missing_or_wrong_is_named_at_its_field(
    desk: Desk, values: dict[str, Any], problem: tuple[str, str]
) -> None:
    hung(desk)
    if values.get("until") == "yesterday":
        values = {"until": (desk.clock.now - timedelta(days=1)).astimezone().date()}
    assert problem in refusals(desk, left(desk, **values))


def test_two_sets_do_not_go_to_one_hook(desk: Desk) -> None:
    lines = (TrustItem(hook="A4", description="一"), TrustItem(hook="a-004", description="二"))
    assert refusals(desk, left(desk, trusted=lines)) == [("trusted.1.hook", "named_twice")]
    full = tuple(TrustItem(hook=f"A{n}", description="钥匙") for n in range(1, 11))
    record(desk, left(desk, trusted=full))
    assert refusals(desk, left(desk)) == [("trusted.0.hook", "no_free_hook")]


def test_all_9_keys_that_changed_hands_before_are_entered_with_the_reason(desk: Desk) -> None:
    before = desk.clock.now - timedelta(hours=5)
    made = hung(desk)
    assert refusals(desk, taken(desk, items=(item(made.hook),), happened_at=before)) == [
        ("happened_reason", "reason_required")
    ]
    shown = record(desk, taken(desk, items=(item(made.hook),), happened_at=before, happened_reason="停电补记"))
    assert (shown.at, shown.recorded_at, shown.happened_reason) == (before, desk.clock.now, "停电补记")


def test_key_5_a_paper_is_signed_afterwards_and_never_before_the_keys_changed_hands(desk: Desk) -> None:
    shown = record(desk, taken(desk))
    assert desk.call("transfers.counts")["unsigned"] == 1
    early = desk.clock.now - timedelta(hours=1)
    with pytest.raises(Invalid) as error:
        desk.step("transfers", "sign", shown.id, SignDraft(signed_at=early))
    assert refused(error) == [("signed_at", "before")]
    desk.step("transfers", "sign", shown.id, SignDraft(signed_at=desk.clock.now))
    assert read(desk, shown.id).state is State.SIGNED
    assert desk.call("transfers.counts")["unsigned"] == 0


def test_key_5_voiding_puts_the_sets_back(desk: Desk) -> None:
    made = hung(desk)
    shown = record(desk, taken(desk, items=(item(made.hook),)))
    desk.step("transfers", "void", shown.id, VOID)
    after = key_set(desk, made.id)
    assert (after.state, after.hook, after.category) == (SetState.IN, "A001", Category.VACANT)
    trust = record(desk, left(desk))
    desk.step("transfers", "void", trust.id, VOID)
    assert key_set(desk, trust.lines[0].set_id).state is SetState.RETIRED
    again = record(desk, taken(desk, items=(item(made.hook),)))
    back = record(desk, left(desk, trusted=(TrustItem(key=made.number, hook="A9", description="钥匙"),)))
    desk.step("transfers", "void", back.id, VOID)
    after = key_set(desk, made.id)
    assert (after.state, after.category, after.hook) == (SetState.HANDED, Category.VACANT, "")
    desk.step("transfers", "void", again.id, VOID)
    assert key_set(desk, made.id).hook == "A001"


def test_key_5_voiding_is_refused_where_a_set_or_its_hook_has_moved_on(desk: Desk) -> None:
    made = hung(desk)
    first = record(desk, taken(desk, items=(item(made.hook),)))
    other = hung(desk, unit="3-2-1202")
    with pytest.raises(Invalid) as error:
        desk.step("transfers", "void", first.id, VOID)
    assert refused(error) == [("reason", "hook_taken_since")]
    assert error.value.problems[0].params == {"value": "A001", "number": other.number}
    record(desk, left(desk, trusted=(TrustItem(key=made.number, description="钥匙"),)))
    with pytest.raises(Invalid) as moved:
        desk.step("transfers", "void", first.id, VOID)
    assert refused(moved) == [("reason", "key_moved_on")]
    assert read(desk, first.id).state is State.RECORDED


def test_a_signed_entry_is_voided_by_the_office_only(desk: Desk) -> None:
    shown = record(desk, taken(desk, signed=True))
    with pytest.raises(NotAllowed):
        desk.step("transfers", "void", shown.id, VOID)
    voided(desk, shown.id)
    assert read(desk, shown.id).void_reason == "登记错误"


def test_the_person_and_the_owners_wish_are_put_right(desk: Desk) -> None:
    trust = record(desk, left(desk))
    later = (desk.clock.now + timedelta(days=90)).astimezone().date()
    desk.step("transfers", "amend", trust.id, AmendDraft(resident="陈先生", instruction="可交保洁王阿姨", until=later))
    shown = read(desk, trust.id)
    assert (shown.resident, shown.instruction, shown.until) == ("陈先生", "可交保洁王阿姨", later)
    with pytest.raises(Invalid) as error:
        desk.step("transfers", "amend", trust.id, AmendDraft(resident="陈先生"))
    assert refused(error) == [("instruction", "required")]
    handed = record(desk, taken(desk))
    with pytest.raises(Invalid) as none:
        desk.step("transfers", "amend", handed.id, AmendDraft(resident="陈先生", until=later))
    assert refused(none) == [("until", "only_of_trust")]


def test_key_5_keys_kept_past_the_end_of_their_trust_stand_in_today(desk: Desk) -> None:
    trust = record(desk, left(desk))
    assert desk.call("transfers.counts")["ended"] == 0
    desk.clock.forward(days=40)
    assert list(desk.call("transfers.ids", query=Query(chip="ended"))) == [trust.id]
    texts = {row.text for row in desk.call("today.list")}
    assert {"today.trust_ended", "today.transfers_unsigned"} <= texts


@pytest.mark.parametrize("typed", ["chenjing", "cj", "陈静", "1234", UNIT, "门禁卡", "LQ-202611-0001"])
def test_all_5_a_hand_over_is_found(desk: Desk, typed: str) -> None:
    record(desk, taken(desk))
    assert "transfers" in {hit.ref.register for hit in desk.call("search.find", text=typed, limit=50)}


def test_a_units_page_tells_of_it(desk: Desk) -> None:
    shown = record(desk, taken(desk))
    events = desk.call("directory.unit_history", unit_id=shown.unit_id)
    assert "transfers" in {event.ref.register for event in events}


def test_key_5_the_same_draft_twice_is_one_hand_over(desk: Desk) -> None:
    draft = taken(desk, client_id="once")
    assert desk.call("transfers.record", draft=draft).id == desk.call("transfers.record", draft=draft).id


@pytest.mark.parametrize("role", [Role.STEWARD, Role.CASHIER, Role.ADMIN])
def test_only_the_counter_hands_keys_over(desk: Desk, role: Role) -> None:
    with pytest.raises(NotAllowed):
        desk.as_(role).call("transfers.counts")


def test_all_9_keys_do_not_change_hands_before_they_came_back(desk: Desk) -> None:
    made = hung(desk)
    loan = lend(desk, staff_draft(desk, sets=picks(made.hook)))
    returned = desk.clock.forward(hours=2)
    desk.step("loans", "take_back", loan.id, TakeBackDraft())
    desk.clock.forward(hours=1)
    early = taken(
        desk, items=(item(made.hook),), happened_at=returned - timedelta(minutes=30), happened_reason="停电补记"
    )
    assert refusals(desk, early) == [("happened_at", "before")]
    first = record(desk, replace(early, happened_at=returned + timedelta(minutes=10)))
    again = left(
        desk,
        trusted=(TrustItem(key=made.number, description="钥匙"),),
        happened_at=returned,
        happened_reason="停电补记",
    )
    assert refusals(desk, again) == [("happened_at", "before")]
    assert record(desk, replace(again, happened_at=first.at)).at == first.at


@pytest.mark.parametrize("late", [False, True])
def test_key_5_a_trust_goes_on_when_the_taking_of_any_of_its_sets_is_voided(desk: Desk, *, late: bool) -> None:
    lines = (TrustItem(description="入户门钥匙"), TrustItem(hook="A9", description="车库钥匙"))
    trust = record(desk, left(desk, trusted=lines))
    hooks = [line.hook for line in trust.lines]
    between = desk.clock.forward(hours=1)
    desk.clock.forward(hours=1)
    when: dict[str, Any] = {"happened_at": between, "happened_reason": "停电补记"}
    drafts = [taken(desk, items=(item(hooks[0]),), **when), taken(desk, items=(item(hooks[1]),))]
    first, second = (record(desk, draft) for draft in (reversed(drafts) if late else drafts))
    assert read(desk, trust.id).returned_at == desk.clock.now
    desk.step("transfers", "void", first.id, VOID)
    assert read(desk, trust.id).returned_at is None
    assert desk.call("transfers.counts")["trusted"] == 1
    desk.step("transfers", "void", second.id, VOID)
    assert desk.call("transfers.counts")["trusted"] == 1
