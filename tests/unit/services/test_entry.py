"""Who could have entered: for a unit and a span, every loan, slip and hand-over that overlaps (``KEY-8``)."""

from __future__ import annotations

import csv
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from deskapp.domain.entry import EntryList, Way, asked_id, of_asked_id
from deskapp.domain.keys import FindDraft
from deskapp.domain.loans import LoseDraft, Remedy, TakeBackDraft
from deskapp.domain.people import Role
from deskapp.domain.reception import ReasonDraft
from deskapp.domain.slips import FailDraft
from deskapp.domain.transfers import HandItem, TrustItem
from deskapp.domain.words import Language
from deskapp.errors import DeskError, Invalid, NotAllowed, NotFound
from tests.factories import Desk
from tests.ways.keys_hung import UNIT, hung
from tests.ways.loans import lend, outside_draft, picks
from tests.ways.transfers import left, record, taken

VOID = ReasonDraft(reason="登记错误")


def who(desk: Desk, since: datetime, until: datetime, unit: str = UNIT) -> EntryList:
    found = desk.call("entry.who", unit=unit, since=since, until=until)
    assert isinstance(found, EntryList)
    return found


def now(desk: Desk) -> EntryList:
    return who(desk, desk.clock.now - timedelta(minutes=5), desk.clock.now)


def ways(found: EntryList) -> list[Way]:
    return [line.way for line in found.lines]


def test_key_8_a_loan_of_the_units_keys_that_overlaps_is_named_with_whom_to_call(desk: Desk) -> None:
    begin = desk.clock.now
    loan = lend(desk, outside_draft(desk, sets=picks(hung(desk).hook)))
    desk.clock.forward(hours=2)
    (line,) = now(desk).lines
    assert (line.ref.number, line.way, line.since, line.until) == (loan.number, Way.LOAN, begin, None)
    assert (line.who, line.company, line.phone, line.purpose) == ("李强", "顺达水暖", "136 0000 7788", "疏通下水管")
    assert (line.keys, line.given_by, line.taken_by) == ("A001", desk.actor.name, "")
    desk.step("loans", "take_back", loan.id, TakeBackDraft())
    back = desk.clock.now
    desk.clock.forward(hours=2)
    assert now(desk).lines == ()
    (over,) = who(desk, begin + timedelta(hours=1), desk.clock.now).lines
    assert (over.until, over.taken_by) == (back, desk.actor.name)
    assert who(desk, begin - timedelta(days=1), begin - timedelta(minutes=1)).lines == ()


@pytest.mark.parametrize(
    ("begins", "ends", "there"),
    [(-3, -1, False), (-1, 1, True), (1, 2, True), (-1, 9, True), (4, 9, True), (5, 9, False)],
)
def test_key_8_only_what_overlaps_the_span_is_named(desk: Desk, begins: int, ends: int, there: bool) -> None:
    begin = desk.clock.now
    loan = lend(desk, outside_draft(desk, sets=picks(hung(desk).hook)))
    desk.clock.forward(hours=4)
    desk.step("loans", "take_back", loan.id, TakeBackDraft())
    desk.clock.forward(hours=20)
    found = who(desk, begin + timedelta(hours=begins), begin + timedelta(hours=ends))
    assert bool(found.lines) is there


def test_key_8_keys_of_another_unit_and_voided_loans_are_not_named(desk: Desk) -> None:
    lend(desk, outside_draft(desk, sets=picks(hung(desk, unit="3-2-1202").hook)))
    mistaken = lend(desk, outside_draft(desk, sets=picks(hung(desk).hook), phone="136 0000 7799"))
    desk.step("loans", "void", mistaken.id, VOID)
    assert now(desk).lines == ()
    assert ways(who(desk, desk.clock.now, desk.clock.now + timedelta(hours=1), "3-2-1202")) == [Way.LOAN]


def test_key_8_a_slip_is_there_from_the_arrival_to_the_end_of_the_work(desk: Desk) -> None:
    begin = desk.clock.now
    slip = desk.slip_in("in_hand")
    desk.clock.forward(hours=1)
    (line,) = now(desk).lines
    assert (line.ref.number, line.way, line.since, line.until) == (slip.number, Way.SLIP, begin, None)
    assert (line.who, line.company, line.purpose) == ("李强", "工程部", "厨房下水管漏水")
    done = desk.slip_in("done")
    desk.clock.forward(hours=1)
    assert done.number not in [each.ref.number for each in now(desk).lines]


def test_key_8_a_slip_without_an_arrival_may_have_been_there_since_it_was_issued(desk: Desk) -> None:
    begin = desk.clock.now
    slip = desk.slip()
    desk.clock.forward(hours=3)
    (line,) = now(desk).lines
    assert (line.since, line.until, line.who) == (begin, None, "")
    desk.step("slips", "void", slip.id, VOID)
    assert now(desk).lines == ()
    desk.slip_in("draft")
    assert now(desk).lines == ()
    failed = desk.slip()
    desk.step("slips", "fail", failed.id, FailDraft(reason="家中无人"))
    assert ways(now(desk)) == [Way.SLIP]


def test_key_8_whoever_was_handed_the_keys_has_them_until_they_are_left_here_again(desk: Desk) -> None:
    made = hung(desk)
    begin = desk.clock.now
    handed = record(desk, taken(desk, items=(HandItem(key=made.hook, description="入户门钥匙"),)))
    desk.clock.forward(days=3)
    (line,) = now(desk).lines
    assert (line.ref.number, line.way, line.who, line.since) == (handed.number, Way.OWNER, "陈静", begin)
    assert line.until is None
    record(desk, left(desk, trusted=(TrustItem(key=made.number, description="入户门钥匙"),)))
    desk.clock.forward(days=1)
    assert now(desk).lines == ()
    (over,) = who(desk, begin, desk.clock.now).lines
    assert over.until == begin + timedelta(days=3)


def test_key_8_a_part_of_the_keys_left_here_leaves_the_rest_with_the_owner(desk: Desk) -> None:
    one, two = hung(desk), hung(desk)
    lines = tuple(HandItem(key=each.hook, description="入户门钥匙") for each in (one, two))
    record(desk, taken(desk, items=lines))
    record(desk, left(desk, trusted=(TrustItem(key=one.number, description="入户门钥匙"),)))
    desk.clock.forward(days=1)
    assert ways(now(desk)) == [Way.OWNER]


def test_key_8_a_missing_set_means_anybody_until_it_is_found(desk: Desk) -> None:
    made = hung(desk)
    begin = desk.clock.now
    desk.step("keys", "miss", made.id, ReasonDraft(reason="清点时不在"))
    desk.clock.forward(days=1)
    (line,) = now(desk).lines
    assert (line.way, line.since, line.until, line.purpose, line.keys) == (
        Way.MISSING, begin, None, "清点时不在", "A001"
    )  # fmt: skip
    desk.step("keys", "find", made.id, FindDraft(reason="挂错柜"))
    desk.clock.forward(days=1)
    assert now(desk).lines == ()
    (past,) = who(desk, begin, desk.clock.now).lines
    assert past.until == begin + timedelta(days=1)


def test_key_8_lost_keys_are_still_with_whoever_lost_them(desk: Desk) -> None:
    loan = lend(desk, outside_draft(desk, sets=picks(hung(desk).hook)))
    lost = LoseDraft(sets=picks("A001"), remedy=Remedy.LOCK_ORDERED, reason="丢失")
    desk.step("loans", "lose", loan.id, lost)
    desk.clock.forward(days=9)
    found = now(desk)
    assert ways(found) == [Way.LOST, Way.MISSING]
    assert [line.until for line in found.lines] == [None, None]
    assert found.lines[0].who == "李强"


def test_key_8_lost_keys_are_with_nobody_any_more_once_they_are_found(desk: Desk) -> None:
    key_set = hung(desk)
    loan = lend(desk, outside_draft(desk, sets=picks(key_set.hook)))
    desk.step("loans", "lose", loan.id, LoseDraft(sets=picks("A001"), remedy=Remedy.LOCK_ORDERED, reason="丢失"))
    desk.clock.forward(days=2)
    desk.step("keys", "find", key_set.id, FindDraft(reason="门岗捡到"))
    found_at = desk.clock.now
    assert [(line.way, line.until) for line in now(desk).lines] == [(Way.LOST, found_at), (Way.MISSING, found_at)]
    desk.clock.forward(days=9)
    assert now(desk).lines == ()


def test_key_8_everything_stands_in_order_of_time(desk: Desk) -> None:
    desk.slip()
    desk.clock.forward(minutes=5)
    lend(desk, outside_draft(desk, sets=picks(hung(desk).hook)))
    desk.clock.forward(minutes=5)
    record(desk, taken(desk))
    assert ways(now(desk)) == [Way.SLIP, Way.LOAN, Way.OWNER]


@pytest.mark.parametrize(
    ("unit", "hours", "problem"),
    [("", 1, ("unit", "required")), ("9-9-9", 1, ("unit", "unknown_unit")), (UNIT, -1, ("until", "span_backwards"))],
)
def test_all_4_a_question_without_sense_is_refused_at_its_field(
    desk: Desk, unit: str, hours: int, problem: tuple[str, str]
) -> None:
    with pytest.raises(Invalid) as error:
        who(desk, desk.clock.now, desk.clock.now + timedelta(hours=hours), unit)
    assert [(each.field, each.code) for each in error.value.problems] == [problem]


def test_key_8_the_list_is_printed_and_the_journal_says_by_whom(desk: Desk) -> None:
    lend(desk, outside_draft(desk, sets=picks(hung(desk).hook)))
    found = now(desk)
    sheet = desk.call("entry.sheet", id=found.id)
    assert sheet.lines == found.lines
    assert (sheet.since, sheet.until) == tuple(each.replace(second=0) for each in (found.since, found.until))
    printed = desk.call("entry.print", id=found.id)
    assert (printed.by, printed.reprint) == (desk.actor.name, 0)
    told = desk.call("journal.history", register="unit", id=found.unit_id)[-1]
    assert (told.verb, told.who) == ("entry.print", desk.actor.name)
    assert {change.field for change in told.changes} == {"since", "until"}
    assert desk.as_(Role.DIRECTOR).call("journal.check").findings == ()


@pytest.mark.parametrize("id", [0, 7, 12345, 10**40, -5, int("1" + "9" * 24)])
def test_a_list_that_nobody_asked_for_is_not_there(desk: Desk, id: int) -> None:
    with pytest.raises(NotFound):
        desk.call("entry.sheet", id=id)


def test_a_question_is_one_number_and_back(desk: Desk) -> None:
    since, until = (desk.clock.now.replace(second=0, microsecond=0) + timedelta(days=n) for n in (0, 9))
    assert of_asked_id(asked_id(1234, since, until)) == (1234, since, until)


def test_key_8_the_list_is_written_to_a_file_by_the_office(desk: Desk, tmp_path: Path) -> None:
    draft = outside_draft(desk, sets=picks(hung(desk).hook), purpose="=HYPERLINK(1)")
    loan = lend(desk, draft)
    asked = {"unit": UNIT, "since": desk.clock.now - timedelta(hours=1), "until": desk.clock.now}
    path = str(tmp_path / "who.csv")
    with pytest.raises(NotAllowed):
        desk.call("entry.write_csv", path=path, language=Language.CHINESE, **asked)
    office = desk.as_(Role.SUPERVISOR)
    assert office.call("entry.write_csv", path=path, language=Language.CHINESE, **asked) == path
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        head, line = csv.reader(file)
    assert head[:4] == ["起", "止", "方式", "人员"]
    assert line[1:4] == ["至今", "借用钥匙", "李强"]
    assert line[-1] == loan.number
    assert "'=HYPERLINK(1)" in line
    told = desk.call("journal.history", register="unit", id=now(desk).unit_id)[-1]
    assert told.verb == "entry.write_csv"


def test_key_8_a_file_that_cannot_be_written_leaves_no_mark(desk: Desk, tmp_path: Path) -> None:
    asked = {"unit": UNIT, "since": desk.clock.now - timedelta(hours=1), "until": desk.clock.now}
    office = desk.as_(Role.SUPERVISOR)
    with pytest.raises(DeskError) as error:
        office.call("entry.write_csv", path=str(tmp_path / "no" / "who.csv"), language=Language.ENGLISH, **asked)
    assert error.value.code == "unwritable"
    unit_id = office.call("directory.unit_card", unit=UNIT).unit_id
    assert "entry.write_csv" not in [row.verb for row in desk.call("journal.history", register="unit", id=unit_id)]


@pytest.mark.parametrize("role", [Role.STEWARD, Role.CASHIER, Role.ADMIN])
def test_key_8_it_is_for_the_counter(desk: Desk, role: Role) -> None:
    with pytest.raises(NotAllowed):
        now(desk.as_(role))
