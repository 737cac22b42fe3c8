"""Counts of the mail shelves: the keys' own count, with several items at a place (``MAIL-9``, ``KEY-6``)."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from deskapp.domain.inventories import (
    CloseDraft,
    CompareDraft,
    Difference,
    DifferenceLine,
    ExplainDraft,
    InventoryDetail,
    InventoryDraft,
    Mark,
    Resolution,
    State,
    Subject,
    TickDraft,
    UntickDraft,
)
from deskapp.domain.mail import FindDraft, ItemDraft, ShelveDraft
from deskapp.domain.mail import State as MailState
from deskapp.domain.people import Role
from deskapp.domain.reception import ReasonDraft
from deskapp.domain.shelves import ShelfDraft
from deskapp.domain.words import Language, word
from deskapp.errors import Invalid, NotAllowed
from deskapp.models.base import row_values
from deskapp.models.mail import MailItem
from deskapp.services.office import OpenOffice, open_office
from tests.factories import Desk, TestClock

ROOT = Path(__file__).parents[3]
#: Tracking numbers of what lies on the shelf: two at the first place, one at the second.
FIRST, SECOND, THIRD = "SF1000000011", "SF1000000022", "YT9000000033"


@pytest.fixture
def items(desk: Desk) -> list[int]:
    """A shelf of 2 × 2 places with three items on it."""
    desk.call("shelves.make", draft=ShelfDraft(code="A", name="前台左", rows=2, columns=2))
    return [receive(desk, code, place) for code, place in ((FIRST, "A-1-01"), (SECOND, "A-1-01"), (THIRD, "A-1-02"))]


def receive(desk: Desk, tracking: str, place: str, unit: str = "3-2-1102") -> int:
    draft = ItemDraft(tracking=tracking, unit=unit, recipient="陈静", place=place)
    return int(desk.call("mail.receive", draft=draft).id)


def begin(desk: Desk, **values: Any) -> int:
    return int(desk.call("inventories.begin", draft=InventoryDraft(subject=Subject.MAIL, **values)).id)


def scan(desk: Desk, id: int, code: str, place: str = "", mark: Mark = Mark.PRESENT) -> None:
    desk.call("inventories.tick", id=id, draft=TickDraft(place=place, code=code, mark=mark))


def empty(desk: Desk, id: int, *places: str) -> None:
    for place in places:
        desk.call("inventories.tick", id=id, draft=TickDraft(place=place, mark=Mark.EMPTY))


def read(desk: Desk, id: int) -> InventoryDetail:
    detail = desk.call("inventories.detail", id=id)
    assert isinstance(detail, InventoryDetail)
    return detail


def number(desk: Desk, item_id: int) -> str:
    return str(desk.call("mail.detail", id=item_id).number)


def compare(desk: Desk, id: int, reason: str = "") -> dict[str, DifferenceLine]:
    """The differences by the thing, or by the place."""
    desk.step("inventories", "compare", id, CompareDraft(reason=reason))
    return {line.thing or line.place: line for line in read(desk, id).differences}


def explain(desk: Desk, id: int, line: DifferenceLine, resolution: Resolution = Resolution.EXPLAINED) -> None:
    draft = ExplainDraft(place=line.place, thing=line.thing, resolution=resolution, explanation="夜班放错")
    desk.call("inventories.explain", id=id, draft=draft)


def problems(refused: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in refused.value.problems]


def moved(desk: Desk, item_id: int, place: str) -> None:
    desk.step("mail", "shelve", item_id, ShelveDraft(place=place))


def missed(desk: Desk, item_id: int) -> None:
    desk.step("mail", "miss", item_id, ReasonDraft(reason="夜班放错"))


def stored(desk: Desk, item_id: int) -> dict[str, Any]:
    """What is written of an item, but for what makes it this very one."""
    with desk.office.core.transaction(desk.actor, "mail.detail", writing=False) as tx:
        row = tx.session.get(MailItem, item_id)
        assert row is not None
        return {name: value for name, value in row_values(row).items() if name not in {"id", "number", "tracking"}}


def seen_all(desk: Desk, id: int) -> None:
    for code, place in ((FIRST, "A-1-01"), (SECOND, "A-1-01"), (THIRD, "A-1-02")):
        scan(desk, id, code, place)
    empty(desk, id, "A-2-01", "A-2-02")


def test_mail_9_the_shelf_is_counted_by_scans_several_items_at_a_place(desk: Desk, items: list[int]) -> None:
    made = begin(desk)
    assert [line.place for line in read(desk, made).lines] == ["A-1-01", "A-1-02", "A-2-01", "A-2-02"]
    seen_all(desk, made)
    shown = read(desk, made)
    assert (shown.counted, shown.total, shown.things) == (4, 4, 3)
    first, *rest = [(line.place, line.thing, line.keys) for line in shown.lines]
    assert first == ("A-1-01", "", 2)
    assert [thing for _place, thing, _keys in rest[:2]] == [number(desk, id) for id in items[:2]]
    assert compare(desk, made) == {}


def test_mail_9_the_count_is_blind_until_it_is_compared(desk: Desk, items: list[int]) -> None:
    made = begin(desk)
    scan(desk, made, FIRST, "A-1-01")
    told = repr(asdict(desk.call("inventories.sheet", id=made))) + repr(asdict(read(desk, made)))
    told += repr(desk.call("inventories.rows", ids=[made]))
    told += repr([item for item in desk.call("today.list") if item.register == "inventories"])
    for secret in (*(number(desk, id) for id in items[1:]), SECOND, "陈静", "3-2-1102", "expected"):
        assert secret not in told
    place = read(desk, made).lines[0]
    assert (place.mark, place.keys) == (Mark.PRESENT, 1)  # one was seen; that there are two is nobody's to know
    found = compare(desk, made, "余下的明天点")
    assert found[number(desk, items[1])].expected_words == "3-2-1102 陈静 …0022"


def test_mail_9_what_nobody_saw_is_lacking_and_reported_missing(desk: Desk, items: list[int]) -> None:
    made = begin(desk)
    scan(desk, made, FIRST, "A-1-01")
    empty(desk, made, "A-1-02", "A-2-01", "A-2-02")
    found = compare(desk, made)
    lost = [number(desk, id) for id in items[1:]]
    assert {key: line.difference for key, line in found.items()} == dict.fromkeys(lost, Difference.LACKING)
    explain(desk, made, found[lost[0]], Resolution.MISSING)
    shown = desk.call("mail.detail", id=items[1])
    assert (shown.state, shown.missing_reason, shown.due_at) == (MailState.MISSING, "夜班放错", None)
    with pytest.raises(Invalid) as twice:
        explain(desk, made, found[lost[0]])
    assert problems(twice) == [("place", "inventory_settled")]
    explain(desk, made, found[lost[1]])
    assert desk.call("mail.detail", id=items[2]).state is MailState.WAITING
    assert desk.as_(Role.SUPERVISOR).call("journal.check").sound


def test_mail_9_what_lies_at_a_strange_place_is_moved_there_or_put_back(desk: Desk, items: list[int]) -> None:
    made = begin(desk)
    scan(desk, made, FIRST, "A-2-02")
    scan(desk, made, SECOND, "A-2-02")
    scan(desk, made, THIRD, "A-1-02")
    empty(desk, made, "A-1-01", "A-2-01")
    found = compare(desk, made)
    one, two = (found[number(desk, id)] for id in items[:2])
    assert [line.difference for line in found.values()] == [Difference.MISPLACED] * 2
    assert (one.place, one.expected_words) == ("A-2-02", "A-1-01 · 3-2-1102 陈静 …0011")
    explain(desk, made, one, Resolution.MOVED)
    explain(desk, made, two, Resolution.PUT_BACK)
    assert [desk.call("mail.detail", id=id).place for id in items[:2]] == ["A-2-02", "A-1-01"]


def test_mail_9_a_missing_item_that_lies_there_is_found_again(desk: Desk, items: list[int]) -> None:
    missed(desk, items[0])
    made = begin(desk)
    scan(desk, made, FIRST, "A-2-01")
    scan(desk, made, SECOND, "A-1-01")
    scan(desk, made, THIRD, "A-1-02")
    empty(desk, made, "A-2-02")
    (line,) = compare(desk, made).values()
    assert (line.difference, line.expected_state) == (Difference.UNEXPECTED, "mail.state.missing")
    with pytest.raises(Invalid) as refused:
        explain(desk, made, line, Resolution.MISSING)
    assert problems(refused) == [("resolution", "inventory_not_for_this")]
    explain(desk, made, line, Resolution.PUT_BACK)
    shown = desk.call("mail.detail", id=items[0])
    assert (shown.state, shown.place, shown.missing_reason) == (MailState.WAITING, "A-2-01", "")
    assert shown.due_at is not None


def test_mail_9_missed_and_found_in_a_count_is_as_missed_and_found_by_hand(desk: Desk, items: list[int]) -> None:
    office, here = desk.as_(Role.SUPERVISOR), "A-1-01"  # two items at one place
    made = begin(desk)
    empty(desk, made, here, "A-1-02", "A-2-01", "A-2-02")
    explain(desk, made, compare(desk, made)[number(desk, items[0])], Resolution.MISSING)
    missed(desk, items[1])
    assert stored(desk, items[0]) == stored(desk, items[1])
    desk.clock.forward(days=5)
    office.step("inventories", "void", made, ReasonDraft(reason="重新清点"))
    again = begin(desk)
    scan(desk, again, FIRST, here)
    explain(desk, again, compare(desk, again, "只点这一位")[number(desk, items[0])], Resolution.PUT_BACK)
    desk.step("mail", "find", items[1], FindDraft(reason="夜班放错", place=here))
    assert stored(desk, items[0]) == stored(desk, items[1])


def test_mail_9_what_the_register_does_not_know_is_noted_and_only_explained(desk: Desk, items: list[int]) -> None:
    made = begin(desk)
    with pytest.raises(Invalid) as refused:
        scan(desk, made, "JD777788889999", "A-2-01")
    assert problems(refused) == [("code", "inventory_unknown_thing")]
    scan(desk, made, "jd777788889999", "A-2-01", Mark.OTHER)
    assert read(desk, made).things == 1
    found = compare(desk, made, "先核对这一位")["JD777788889999"]
    assert (found.difference, found.mark, found.expected_code) == (Difference.UNEXPECTED, Mark.OTHER, "")
    with pytest.raises(Invalid) as unknown:
        explain(desk, made, found, Resolution.PUT_BACK)
    assert problems(unknown) == [("resolution", "inventory_thing_not_known")]
    explain(desk, made, found)


def test_mail_9_handed_out_or_moved_during_the_count_is_no_difference(desk: Desk, items: list[int]) -> None:
    made = begin(desk)
    scan(desk, made, FIRST, "A-1-01")  # the first place is counted; its second item is not seen yet
    moved(desk, items[1], "A-2-01")  # carried there by somebody else, who scanned it
    missed(desk, items[2])
    late = receive(desk, "ZT5000000044", "A-1-01")  # came in after its place was counted
    empty(desk, made, "A-1-02", "A-2-02")
    scan(desk, made, SECOND, "A-2-01")
    assert number(desk, late) not in compare(desk, made)
    assert read(desk, made).differences == ()


def test_mail_9_seen_and_then_handed_out_is_no_difference(desk: Desk, items: list[int]) -> None:
    made = begin(desk)
    seen_all(desk, made)
    missed(desk, items[0])
    moved(desk, items[1], "A-2-02")
    assert compare(desk, made) == {}


def test_mail_9_the_same_item_twice_says_so_and_at_another_place_the_last_word_holds(
    desk: Desk, items: list[int]
) -> None:
    made = begin(desk)
    scan(desk, made, FIRST, "A-1-01")
    with pytest.raises(Invalid) as refused:
        scan(desk, made, number(desk, items[0]), "A-1-01")
    assert problems(refused) == [("code", "inventory_scanned_already")]
    scan(desk, made, FIRST, "A-1-02")  # the place had not been scanned before it
    shown = read(desk, made)
    assert (shown.counted, shown.things) == (1, 1)  # nothing is left of the first place: it is to be counted again
    assert [line.place for line in shown.lines if line.thing] == ["A-1-02"]


def test_mail_9_without_a_scanner_the_number_or_its_last_four_are_enough(desk: Desk, items: list[int]) -> None:
    made = begin(desk)
    scan(desk, made, "0011", "A-1-01")
    scan(desk, made, number(desk, items[1]).lower(), "A-1-01")
    twin = receive(desk, "EM2000000033", "A-2-01", "5-1-0603")
    scan(desk, made, "0033", "A-2-01")  # of two with this end the one that should lie here
    assert [line.thing for line in read(desk, made).lines if line.thing][-1] == number(desk, twin)
    with pytest.raises(Invalid) as several:
        scan(desk, made, "0033", "A-2-02")
    assert problems(several) == [("code", "inventory_several_things")]
    with pytest.raises(Invalid) as unknown:
        scan(desk, made, "9876", "A-2-02")
    assert problems(unknown) == [("code", "inventory_unknown_thing")]


def test_mail_9_a_code_by_itself_names_its_own_place(desk: Desk, items: list[int]) -> None:
    made = begin(desk)
    scan(desk, made, THIRD)
    (line,) = [line for line in read(desk, made).lines if line.thing]
    assert line.place == "A-1-02"
    with pytest.raises(Invalid) as place:
        scan(desk, made, "A-1-01", "A-1-02")
    assert problems(place) == [("code", "inventory_thing_is_a_place")]
    with pytest.raises(Invalid) as nothing:
        desk.call("inventories.tick", id=made, draft=TickDraft(place="A-1-01"))
    assert problems(nothing) == [("code", "required")]
    with pytest.raises(Invalid) as nowhere:
        desk.call("inventories.tick", id=made, draft=TickDraft(place="C-1-01", mark=Mark.EMPTY))
    assert problems(nowhere) == [("place", "inventory_no_such_place")]


def test_mail_9_a_place_where_something_was_seen_is_not_empty_and_is_taken_back(desk: Desk, items: list[int]) -> None:
    made = begin(desk)
    scan(desk, made, FIRST, "A-1-01")
    scan(desk, made, SECOND, "A-1-01")
    with pytest.raises(Invalid) as refused:
        empty(desk, made, "A-1-01")
    assert problems(refused) == [("place", "inventory_not_empty")]
    desk.call("inventories.untick", id=made, draft=UntickDraft(place="A-1-01", thing=number(desk, items[0])))
    shown = read(desk, made)
    assert (shown.counted, shown.things, shown.lines[0].keys) == (1, 1, 1)
    desk.call("inventories.untick", id=made, draft=UntickDraft(place="A-1-01"))
    shown = read(desk, made)
    assert (shown.counted, shown.things, shown.lines[0].mark) == (0, 0, None)
    seen_all(desk, made)
    assert compare(desk, made) == {}


def test_mail_9_places_that_nobody_counted_are_differences_and_their_items_are_not_called_lacking(
    desk: Desk, items: list[int]
) -> None:
    made = begin(desk)
    empty(desk, made, "A-2-01")
    with pytest.raises(Invalid) as refused:
        compare(desk, made)
    assert problems(refused) == [("reason", "inventory_places_left")]
    found = compare(desk, made, "上排被挡住")
    assert {key: (line.difference, line.expected_keys) for key, line in found.items()} == {
        "A-1-01": (Difference.UNCOUNTED, 2),
        "A-1-02": (Difference.UNCOUNTED, 1),
        "A-2-02": (Difference.UNCOUNTED, 0),
    }


def test_mail_9_two_people_count_at_once_and_neither_writes_over_the_other(desk: Desk, items: list[int]) -> None:
    made, other = begin(desk), desk.as_(Role.SUPERVISOR)
    times = {line.place: line.times for line in read(other, made).lines}
    scan(desk, made, FIRST, "A-1-01")
    scan(other, made, SECOND, "A-1-01")  # two hands at one place take nothing from each other
    draft = TickDraft(place="A-1-01", mark=Mark.EMPTY, times=times["A-1-01"])
    with pytest.raises(Invalid) as meanwhile:
        other.call("inventories.tick", id=made, draft=draft)
    assert ("place", "inventory_not_empty") in problems(meanwhile)
    empty(desk, made, "A-2-01")
    draft = TickDraft(place="A-2-01", mark=Mark.EMPTY, times=times["A-2-01"])
    with pytest.raises(Invalid) as written_over:
        other.call("inventories.tick", id=made, draft=draft)
    assert problems(written_over) == [("place", "inventory_counted_meanwhile")]
    scan(other, made, THIRD, "A-1-02")
    empty(other, made, "A-2-02")
    assert len(read(desk, made).counters) == 2
    assert compare(desk, made) == {}


def test_mail_9_a_count_broken_off_with_the_program_is_gone_on_with_by_somebody_else(
    office: OpenOffice, place: Path, clock: TestClock, items: list[int]
) -> None:
    made = begin(Desk(office, clock))
    office.close()
    lines = (
        "import os, sys",
        "from deskapp.services.office import open_office",
        "from deskapp.domain.people import Role",
        "from deskapp.domain.inventories import TickDraft",
        "from tests.factories import actor_of",
        "office = open_office(sys.argv[1])",
        "actor = actor_of(office, Role.RECEPTIONIST)",
        f"for code in ('{FIRST}', '{SECOND}'):",
        f"    office.call(actor, 'inventories.tick', id={made}, draft=TickDraft(place='A-1-01', code=code))",
        "os._exit(9)",
    )
    broken = subprocess.run([sys.executable, "-c", "\n".join(lines), str(place)], cwd=ROOT, check=False)
    assert broken.returncode == 9
    again = open_office(place, clock=clock)
    other = Desk(again, clock, Role.SUPERVISOR)
    assert (read(other, made).counted, read(other, made).things) == (1, 2)
    scan(other, made, THIRD, "A-1-02")
    empty(other, made, "A-2-01", "A-2-02")
    assert compare(other, made) == {}
    again.close()


def test_mail_9_every_difference_is_explained_before_the_supervisor_signs(desk: Desk, items: list[int]) -> None:
    made, office = begin(desk), desk.as_(Role.SUPERVISOR)
    empty(desk, made, "A-1-01", "A-1-02", "A-2-01", "A-2-02")
    found = compare(desk, made)
    assert len(found) == 3
    with pytest.raises(Invalid) as refused:
        office.step("inventories", "close", made, CloseDraft(counter_signed=True))
    assert problems(refused) == [("summary", "inventory_unexplained")]
    first = next(iter(found.values()))
    draft = ExplainDraft(place=first.place, thing=first.thing, explanation="已领取未登记", alike=True)
    desk.call("inventories.explain", id=made, draft=draft)
    office.step("inventories", "close", made, CloseDraft(counter_signed=True, summary="三件待查"))
    shown = read(desk, made)
    assert (shown.state, shown.different, shown.total) == (State.CLOSED, 3, 4)


def test_mail_9_more_may_differ_than_there_are_places(desk: Desk) -> None:
    desk.call("shelves.make", draft=ShelfDraft(code="B", name="门边", rows=1, columns=1))
    for at in range(3):
        receive(desk, f"SF20000000{at:02d}", "B-1-01")
    made = begin(desk)
    empty(desk, made, "B-1-01")
    assert len(compare(desk, made)) == 3


def test_mail_9_gone_on_with_after_the_comparison_the_count_is_blind_again(desk: Desk, items: list[int]) -> None:
    made = begin(desk)
    scan(desk, made, FIRST, "A-1-01")
    assert len(compare(desk, made, "先看一眼")) == 4
    desk.as_(Role.SUPERVISOR).step("inventories", "resume", made, ReasonDraft(reason="接着点"))
    shown = read(desk, made)
    assert (shown.counted, shown.things, shown.differences) == (1, 1, ())
    scan(desk, made, SECOND, "A-1-01")
    scan(desk, made, THIRD, "A-1-02")
    empty(desk, made, "A-2-01", "A-2-02")
    assert compare(desk, made) == {}


def test_mail_9_one_shelf_is_counted_beside_the_keys_and_ticks_no_fixed_day(desk: Desk, items: list[int]) -> None:
    desk.clock.forward(days=6)
    shelf = desk.call("shelves.make", draft=ShelfDraft(code="B", name="门边", rows=1, columns=1)).id
    before = [item.tick for item in desk.call("today.list") if item.tick]
    made = begin(desk, part_id=shelf)
    empty(desk, made, "B-1-01")
    assert compare(desk, made) == {}
    assert [item.tick for item in desk.call("today.list") if item.tick] == before
    with pytest.raises(Invalid) as twice:
        begin(desk)
    assert problems(twice) == [("part_id", "inventory_under_way")]


def test_mail_9_a_count_under_way_stands_in_today_in_words_of_its_own(desk: Desk, items: list[int]) -> None:
    made = begin(desk)
    scan(desk, made, FIRST, "A-1-01")
    for verb in ("", "compare"):
        if verb:
            compare(desk, made, "先看一眼")
        (item,) = [each for each in desk.call("today.list") if each.ref and each.ref.register == "inventories"]
        assert "邮件货架清点" in word(item.text, Language.CHINESE, **item.params)


def test_mail_9_the_counter_alone_counts_the_shelves(desk: Desk, items: list[int]) -> None:
    made = begin(desk)
    for role in (Role.STEWARD, Role.CASHIER):
        with pytest.raises(NotAllowed):
            scan(desk.as_(role), made, FIRST, "A-1-01")


def test_mail_9_an_item_that_left_since_is_not_reported_missing(desk: Desk, items: list[int]) -> None:
    made = begin(desk)
    empty(desk, made, "A-1-01", "A-1-02", "A-2-01", "A-2-02")
    line = compare(desk, made)[number(desk, items[2])]
    desk.step("mail", "void", items[2], ReasonDraft(reason="误录"))
    with pytest.raises(Invalid) as refused:
        explain(desk, made, line, Resolution.MISSING)
    assert problems(refused) == [("resolution", "inventory_thing_elsewhere")]
    assert read(desk, made).explained == 0
