"""Mail that goes back to its carrier: on a list, signed for, or not gone at all (``MAIL-3``, ``MAIL-7``)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from deskapp.domain.common import Query
from deskapp.domain.mail import (
    AmendDraft,
    HoldDraft,
    IdentifyDraft,
    ItemDetail,
    Reason,
    SendBackDraft,
)
from deskapp.domain.mail import State as ItemState
from deskapp.domain.people import Role
from deskapp.domain.reception import ReasonDraft
from deskapp.domain.returns import ItemsDraft, ReturnDraft, State
from deskapp.errors import Conflict, Invalid, NotAllowed, WrongStep
from tests.factories import Desk
from tests.ways import mail as items
from tests.ways.returns import CARRIER, item, made, picks, read, sign, signature, unknown

VOID = ReasonDraft(reason="单据开错")


def refusals(desk: Desk, draft: ReturnDraft) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as error:
        desk.call("returns.make", draft=draft)
    return [(problem.field, problem.code) for problem in error.value.problems]


def refused_step(desk: Desk, verb: str, id: int, draft: object) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as error:
        desk.step("returns", verb, id, draft)
    return [(problem.field, problem.code) for problem in error.value.problems]


def numbers(desk: Desk, id: int) -> list[str]:
    return [line.item.number for line in read(desk, id).lines]


def test_mail_7_a_list_takes_all_that_is_to_go_back_to_its_carrier(desk: Desk) -> None:
    first, second = unknown(desk), unknown(desk)
    other = unknown(desk, carrier="sf")
    listed = read(desk, desk.call("returns.make", draft=ReturnDraft(carrier=CARRIER)).id)
    assert listed.number.startswith("TJ-202611-")
    assert (listed.state, listed.carrier, listed.total) == (State.OPEN, CARRIER, 2)
    assert numbers(desk, listed.id) == [first.number, second.number]
    assert [line.reason for line in listed.lines] == [Reason.UNKNOWN] * 2
    assert item(desk, other.id).return_list is None


def test_mail_7_items_on_a_list_stay_where_they_are_until_it_is_signed(desk: Desk) -> None:
    one = unknown(desk)
    listed = made(desk, one.number)
    after = item(desk, one.id)
    assert (after.state, after.place, after.done_at) == (ItemState.UNKNOWN, one.place, None)
    assert after.return_list is not None
    assert after.return_list.number == listed.number
    assert (after.return_reason, after.due_at) == (Reason.UNKNOWN, one.due_at)
    assert after.history[-1].verb == "mail.enlist"


def test_mail_7_nothing_leaves_without_the_carriers_signature(desk: Desk) -> None:
    one = unknown(desk)
    listed = made(desk, one.number)
    unsigned = signature(desk, signed=False)
    assert refused_step(desk, "sign", listed.id, unsigned) == [("signed", "return_unsigned")]
    nobody = signature(desk, signer="  ")
    assert refused_step(desk, "sign", listed.id, nobody) == [("signer", "required")]
    untimed = signature(desk, signed_at=None)
    assert refused_step(desk, "sign", listed.id, untimed) == [("signed_at", "required")]
    assert item(desk, one.id).state is ItemState.UNKNOWN


def test_mail_7_a_signed_list_sends_its_items_off_and_frees_their_places(desk: Desk) -> None:
    one = unknown(desk)
    assert one.place
    lying = desk.call("shelves.listed")[0].items
    listed = made(desk, one.number)
    shown = sign(desk, listed.id)
    assert (shown.state, shown.signer, shown.signed, shown.signed_at) == (State.SIGNED, "赵邮差", True, desk.clock.now)
    after = item(desk, one.id)
    assert (after.state, after.done_at, after.due_at) == (ItemState.RETURNED, desk.clock.now, None)
    assert after.missed == 0
    assert desk.call("shelves.listed")[0].items == lying - 1
    assert shown.lines[0].item.place == one.place  # for the record


def test_mail_3_what_is_signed_after_its_two_days_has_missed_its_clock(desk: Desk) -> None:
    late, soon = unknown(desk), unknown(desk, carrier="sf")
    assert late.due_at == desk.clock.now + timedelta(hours=48)
    desk.clock.forward(hours=47)
    sign(desk, made(desk, soon.number, carrier="sf").id)
    desk.clock.forward(hours=1)
    sign(desk, made(desk, late.number).id)
    assert (item(desk, soon.id).missed, item(desk, late.id).missed) == (0, 1)


def test_mail_7_nobody_signs_before_the_list_was_made_or_its_last_item_came(desk: Desk) -> None:
    listed = made(desk)
    early = signature(desk, signed_at=desk.clock.now - timedelta(hours=1))
    assert refused_step(desk, "sign", listed.id, early) == [("signed_at", "before")]
    desk.clock.forward(hours=3)
    added = unknown(desk)
    desk.step("returns", "add", listed.id, ItemsDraft(items=picks(added.number)))
    early = signature(desk, signed_at=desk.clock.now - timedelta(hours=1))
    assert refused_step(desk, "sign", listed.id, early) == [("signed_at", "before")]
    tomorrow = signature(desk, signed_at=desk.clock.now + timedelta(days=1))
    assert refused_step(desk, "sign", listed.id, tomorrow) == [("signed_at", "in_future")]


def test_mail_7_a_list_without_items_is_refused_in_words(desk: Desk) -> None:
    assert refusals(desk, ReturnDraft()) == [("carrier", "return_nothing")]
    unknown(desk, carrier="sf")
    assert refusals(desk, ReturnDraft(carrier=CARRIER)) == [("carrier", "return_nothing")]
    listed = made(desk)
    desk.step("returns", "drop", listed.id, ItemsDraft(items=picks(numbers(desk, listed.id)[0])))
    assert read(desk, listed.id).total == 0
    assert refused_step(desk, "sign", listed.id, signature(desk)) == [("signer", "return_empty")]


def test_mail_7_a_list_is_of_one_carrier(desk: Desk) -> None:
    post, express, nameless = unknown(desk), unknown(desk, carrier="sf"), unknown(desk, carrier="")
    both = ReturnDraft(carrier=CARRIER, items=picks(post.number, express.number))
    assert refusals(desk, both) == [("items.1.item", "return_other_carrier")]
    whose = ReturnDraft(items=picks(post.number, express.number))
    assert refusals(desk, whose) == [("carrier", "return_whose")]
    assert refusals(desk, ReturnDraft(items=picks(nameless.number))) == [("carrier", "return_whose")]
    assert refusals(desk, ReturnDraft()) == [("carrier", "return_whose")]
    listed = read(desk, desk.call("returns.make", draft=ReturnDraft(items=picks(post.number, nameless.number))).id)
    assert (listed.carrier, listed.total) == (CARRIER, 2)


def test_mail_7_only_what_is_to_go_back_is_listed_and_only_once(desk: Desk) -> None:
    waits = unknown(desk, unit="3-2-1102", recipient="陈静", unknown=False)
    listed = unknown(desk)
    made(desk, listed.number)
    free = unknown(desk)
    draft = ReturnDraft(
        carrier=CARRIER, items=picks(waits.number, listed.number, free.number, free.tracking, "YJ-209901-0001")
    )
    assert refusals(desk, draft) == [
        ("items.0.item", "return_not_to_go"),
        ("items.1.item", "return_listed"),
        ("items.3.item", "named_twice"),
        ("items.4.item", "unknown_item"),
    ]
    assert item(desk, free.id).return_list is None


def test_mail_7_items_are_added_by_scan_and_taken_off_again(desk: Desk) -> None:
    listed = made(desk)
    more = unknown(desk)
    desk.step("returns", "add", listed.id, ItemsDraft(items=picks(more.tracking)))
    assert numbers(desk, listed.id)[-1] == more.number
    assert read(desk, listed.id).total == 2
    again = ItemsDraft(items=picks(more.number))
    assert refused_step(desk, "add", listed.id, again) == [("items.0.item", "return_listed")]
    express = ItemsDraft(items=picks(unknown(desk, carrier="sf").number))
    assert refused_step(desk, "add", listed.id, express) == [("items.0.item", "return_other_carrier")]
    desk.step("returns", "drop", listed.id, again)
    assert more.number not in numbers(desk, listed.id)
    assert item(desk, more.id).return_list is None
    assert refused_step(desk, "drop", listed.id, again) == [("items.0.item", "return_not_on_it")]
    assert made(desk, more.number).total == 1  # free for another list


def test_mail_7_a_voided_open_list_leaves_its_items_free_and_keeps_its_lines(desk: Desk) -> None:
    one = unknown(desk)
    listed = made(desk, one.number)
    desk.step("returns", "void", listed.id, VOID)
    shown = read(desk, listed.id)
    assert (shown.state, shown.void_reason) == (State.VOIDED, "单据开错")
    assert numbers(desk, listed.id) == [one.number]
    after = item(desk, one.id)
    assert (after.state, after.return_list, after.due_at) == (ItemState.UNKNOWN, None, one.due_at)
    assert listed.number in [ref.number for ref in after.linked]


def test_mail_7_a_signed_list_is_voided_by_the_office_and_its_items_are_where_they_were(desk: Desk) -> None:
    one = unknown(desk)
    listed = made(desk, one.number)
    sign(desk, listed.id)
    with pytest.raises(NotAllowed):
        desk.step("returns", "void", listed.id, VOID)
    desk.as_(Role.SUPERVISOR).step("returns", "void", listed.id, VOID)
    after = item(desk, one.id)
    assert (after.state, after.place, after.done_at) == (ItemState.UNKNOWN, one.place, None)
    assert after.due_at == one.due_at  # its two days run on
    assert after.return_list is None
    assert desk.call("shelves.listed")[0].items == 1
    assert made(desk, one.number).total == 1


def test_mail_7_what_has_come_once_more_cannot_be_brought_back_as_well(desk: Desk) -> None:
    one = unknown(desk)
    listed = made(desk, one.number)
    sign(desk, listed.id)
    unknown(desk, tracking=one.tracking, again=True)
    boss = desk.as_(Role.SUPERVISOR)
    assert refused_step(boss, "void", listed.id, VOID) == [("reason", "return_came_again")]
    assert item(desk, one.id).state is ItemState.RETURNED


def test_mail_7_a_signed_list_takes_nothing_more(desk: Desk) -> None:
    listed = made(desk)
    sign(desk, listed.id)
    for verb in ("add", "drop"):
        with pytest.raises((WrongStep, Invalid)):
            desk.step("returns", verb, listed.id, ItemsDraft(items=picks(unknown(desk).number)))
    assert read(desk, listed.id).total == 1


def test_mail_7_ready_counts_by_carrier_and_says_how_long_is_left(desk: Desk) -> None:
    first = unknown(desk)
    desk.clock.forward(hours=40)
    unknown(desk)
    express = unknown(desk, carrier="sf")
    nameless = unknown(desk, carrier="")
    desk.clock.forward(hours=9)
    post, sf, none = desk.call("returns.ready")
    assert (post.carrier, post.items, post.late, post.due) == (CARRIER, 2, 1, first.due_at)
    assert (sf.carrier, sf.items, sf.late, sf.due) == ("sf", 1, 0, express.due_at)
    assert (none.carrier, [line.item.number for line in none.lines]) == ("", [nameless.number])
    made(desk, express.number, carrier="sf")
    assert [group.carrier for group in desk.call("returns.ready")] == [CARRIER, ""]


def test_mail_7_open_lists_stand_in_today_until_they_are_signed(desk: Desk) -> None:
    listed = made(desk)
    (row,) = [row for row in desk.call("today.list") if row.register == "returns"]
    assert (row.text, row.count, row.chip) == ("today.returns_open", 1, "open")
    sign(desk, listed.id)
    assert not [row for row in desk.call("today.list") if row.register == "returns"]


def test_a_list_is_found_by_number_carrier_and_signer(desk: Desk) -> None:
    listed = made(desk)
    sign(desk, listed.id)
    for text in (listed.number, "邮政", "China Post", "赵邮差", "zyc", "2222"):
        assert listed.id in list(desk.call("returns.ids", query=Query(text=text))), text
    row = desk.call("returns.rows", ids=[listed.id])[0]
    assert (row.carrier, row.items, row.signer, row.state) == (CARRIER, 1, "赵邮差", State.SIGNED)
    assert desk.call("returns.counts") == {"open": 0, "signed": 1}


def test_mail_7_only_open_lists_are_offered_to_be_added_to(desk: Desk) -> None:
    first, second = made(desk), made(desk)
    sign(desk, first.id)
    (option,) = desk.call("returns.options")
    assert (option.id, option.code, option.text) == (second.id, second.number, f"{second.number} 中国邮政 × 1")


def test_the_same_draft_sent_twice_makes_one_list(desk: Desk) -> None:
    draft = ReturnDraft(carrier=CARRIER, items=picks(unknown(desk).number), client_id="abc")
    assert desk.call("returns.make", draft=draft).id == desk.call("returns.make", draft=draft).id
    assert len(desk.call("returns.ids", query=Query())) == 1


def test_a_stale_list_is_not_signed(desk: Desk) -> None:
    listed = made(desk)
    desk.step("returns", "add", listed.id, ItemsDraft(items=picks(unknown(desk).number)))
    with pytest.raises(Conflict):
        desk.call("returns.sign", id=listed.id, version=listed.version, draft=signature(desk))


def refused_item(desk: Desk) -> ItemDetail:
    """An item of a resident who does not want it."""
    one = items.receive(desk, carrier=CARRIER)
    return items.step(desk, "send_back", one.id, SendBackDraft(reason=Reason.REFUSED, note="业主拒收"))


def test_mail_7_a_line_says_why_its_item_goes_back(desk: Desk) -> None:
    one = refused_item(desk)
    listed = made(desk, one.number)
    (line,) = listed.lines
    assert (line.reason, line.note, line.due) == (Reason.REFUSED, "业主拒收", one.due_at)
    (line,) = sign(desk, listed.id).lines
    assert (line.reason, line.note, line.due) == (Reason.REFUSED, "业主拒收", None)


def test_mail_7_what_is_collected_after_all_leaves_its_open_list(desk: Desk) -> None:
    one, other = refused_item(desk), refused_item(desk)
    listed = made(desk, one.number, other.number)
    items.hand_out(desk, one)
    shown = read(desk, listed.id)
    assert (shown.total, [line.item.number for line in shown.lines]) == (1, [other.number])
    assert shown.history[-1].verb == "returns.lose_item"
    after = item(desk, one.id)
    assert (after.state, after.return_list) == (ItemState.COLLECTED, None)
    sign(desk, listed.id)
    assert item(desk, one.id).state is ItemState.COLLECTED


@pytest.mark.parametrize("verb", ["hold", "keep", "miss", "void"])
def test_mail_7_what_is_held_kept_missed_or_voided_leaves_its_open_list(desk: Desk, verb: str) -> None:
    one = refused_item(desk)
    listed = made(desk, one.number)
    until = (desk.clock.now + timedelta(days=9)).astimezone().date()
    reason = ReasonDraft(reason="业主改变主意")
    desk.step("mail", verb, one.id, HoldDraft(until=until, reason="出差") if verb == "hold" else reason)
    assert (read(desk, listed.id).total, item(desk, one.id).return_list) == (0, None)


def test_mail_3_whoever_is_found_to_live_here_gets_the_item_off_the_list(desk: Desk) -> None:
    one = unknown(desk)
    listed = made(desk, one.number)
    items.step(desk, "identify", one.id, IdentifyDraft(unit="3-2-1102", recipient="陈静"))
    assert (read(desk, listed.id).total, item(desk, one.id).return_list) == (0, None)


def test_mail_7_an_item_of_another_carrier_leaves_the_list_and_one_put_right_stays(desk: Desk) -> None:
    one, other = unknown(desk), unknown(desk)
    listed = made(desk, one.number, other.number)
    items.step(desk, "amend", one.id, AmendDraft(recipient="无名", tracking=one.tracking, carrier="顺丰"))
    items.step(desk, "amend", other.id, AmendDraft(recipient="无名", tracking=other.tracking, carrier="邮政"))
    assert numbers(desk, listed.id) == [other.number]


def test_mail_7_an_item_marked_for_return_while_it_is_listed_stays_with_its_new_reason(desk: Desk) -> None:
    one = unknown(desk)
    listed = made(desk, one.number)
    items.step(desk, "send_back", one.id, SendBackDraft(reason=Reason.MISSENT, note="寄错小区"))
    (line,) = read(desk, listed.id).lines
    assert (line.reason, line.note) == (Reason.MISSENT, "寄错小区")
    sign(desk, listed.id)
    desk.as_(Role.SUPERVISOR).step("returns", "void", listed.id, VOID)
    after = item(desk, one.id)
    assert (after.state, after.return_reason, after.place) == (ItemState.RETURN, Reason.MISSENT, one.place)


def test_mail_7_a_late_list_that_is_voided_has_missed_nothing_yet(desk: Desk) -> None:
    one = unknown(desk)
    desk.clock.forward(hours=50)
    listed = made(desk, one.number)
    sign(desk, listed.id)
    assert item(desk, one.id).missed == 1
    desk.as_(Role.SUPERVISOR).step("returns", "void", listed.id, VOID)
    assert (item(desk, one.id).missed, item(desk, one.id).due_at) == (0, one.due_at)


def test_mail_7_a_list_whose_step_fails_changes_nothing(desk: Desk) -> None:
    """One transaction: an item of the list that is gone meanwhile leaves the rest as it is."""
    one, other = refused_item(desk), refused_item(desk)
    listed = made(desk, one.number)
    draft = ItemsDraft(items=picks(other.number, "YJ-209901-0001"))
    assert refused_step(desk, "add", listed.id, draft) == [("items.1.item", "unknown_item")]
    assert (read(desk, listed.id).total, item(desk, other.id).return_list) == (1, None)
