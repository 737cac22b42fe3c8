"""The month's duty report: every figure counted a second time, in another way (``reports.md``, ``DUTY-5``)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

import pytest
from openpyxl import load_workbook

from deskapp.domain.calendar import DayDraft, DayKind
from deskapp.domain.duty_log import Kind, LogDraft, SignDraft
from deskapp.domain.duty_month import DutyFigures, DutyReport
from deskapp.domain.handovers import State
from deskapp.domain.people import Role
from deskapp.domain.roster import PersonDraft
from deskapp.errors import DeskError, NotAllowed, NotFound
from deskapp.models.handovers import Handover
from tests.factories import Desk
from tests.ways import handovers, roster, swaps

DECEMBER, JANUARY = datetime(2026, 12, 1).astimezone(), datetime(2027, 1, 1).astimezone()
HOLIDAY = date(2026, 12, 25)
#: What the shifts of a new office are, by letter: hours, whether late, when they end.
KNOWN = {"z": (6.5, False, time(14)), "w": (6.0, True, time(20)), "c": (11.5, False, time(20))}


def table(desk: Desk, month: int = 202612) -> DutyReport:
    found = desk.as_(Role.SUPERVISOR).call("duty_month.table", id=month)
    assert isinstance(found, DutyReport)
    return found


@pytest.fixture
def cells(desk: Desk) -> dict[tuple[int, date], str]:
    """A published December of three people by chance, with a public holiday."""
    people = roster.people(desk)
    desk.as_(Role.SUPERVISOR).call("calendar.set_day", draft=DayDraft(day=HOLIDAY, kind=DayKind.REST, name="圣诞节"))
    chance = Random(7)
    days = [date(2026, 12, day) for day in range(1, 32)]
    made = {(who, day): letter for who in people for day in days if (letter := chance.choice(["z", "w", "c", "-", ""]))}
    roster.publish(desk, roster.put(desk, roster.begin(desk), made))
    return made


def counted(cells: dict[tuple[int, date], str], who: int, at: datetime) -> tuple[float, ...]:
    """Shifts, hours, late ones, weekends, holidays that were over at a moment."""
    own = [
        (day, *KNOWN[letter])
        for (staff, day), letter in cells.items()
        if staff == who and letter in KNOWN and datetime.combine(day, KNOWN[letter][2]).astimezone() <= at
    ]
    holidays = sum(day == HOLIDAY for day, *_ in own)
    weekends = sum(day.weekday() >= 5 for day, *_ in own)
    return len(own), sum(hours for _, hours, *_ in own), sum(late for *_, late, _ in own), weekends, holidays


def told(row: DutyFigures) -> tuple[float, ...]:
    return row.shifts, row.hours, row.late, row.weekends, row.holidays


@pytest.mark.parametrize(
    "now", [JANUARY + timedelta(days=3), datetime(2026, 12, 17, 14, 0).astimezone()], ids=["over", "runs"]
)
def test_reports_duty_every_figure_is_what_was_published(
    desk: Desk, cells: dict[tuple[int, date], str], now: datetime
) -> None:
    desk.clock.now = now
    found = table(desk)
    at = min(now, JANUARY)
    assert (found.number, found.at, found.edition) == ("2026-12", at, "2026-12/1")
    wanted = [counted(cells, who, at) for who in (2, 3, 5)]
    assert [told(row) for row in found.people] == wanted
    assert told(found.total) == tuple(map(sum, zip(*wanted, strict=True)))
    assert found.total.late
    assert found.total.weekends


def test_reports_duty_a_draft_counts_for_nothing(desk: Desk) -> None:
    people = roster.people(desk)
    roster.put(desk, roster.begin(desk), {(people[0], date(2026, 12, 1)): "z"})
    desk.clock.now = JANUARY
    found = table(desk)
    assert (found.edition, found.people, told(found.total)) == ("", (), (0, 0, 0, 0, 0))


def test_reports_duty_who_left_the_roster_is_still_counted(desk: Desk, cells: dict[tuple[int, date], str]) -> None:
    desk.clock.now = JANUARY
    before = table(desk)
    draft = PersonDraft(on_roster=False)
    desk.as_(Role.SUPERVISOR).call("roster.set_person", staff_id=2, draft=draft)
    assert sorted(table(desk).people, key=lambda row: row.code) == sorted(before.people, key=lambda row: row.code)
    assert table(desk).total == before.total


def test_reports_duty_approved_swaps_are_listed_and_counted_once(desk: Desk) -> None:
    made = swaps.agreed(desk)
    assert table(desk, 202612).swaps == (), "the month is still to come"
    desk.clock.now = JANUARY
    assert table(desk).swaps == (), "it does not stand yet"
    desk.clock.now = datetime(2026, 11, 22, 9).astimezone()
    swaps.approve(desk, made.id)
    desk.clock.now = JANUARY
    found = table(desk)
    (line,) = found.swaps
    assert (line.number, line.day, line.shift, line.other_day, line.other_shift) == (
        made.number, swaps.DAY, "早", swaps.OTHER_DAY, "晚",
    )  # fmt: skip
    assert found.total.swaps == 1
    assert {row.code: row.swaps for row in found.people} == {"0010": 1, "0011": 1}
    assert found.edition == "2026-12/2", "the edition that the swap made"


def late_one(desk: Desk, minutes: int) -> str:
    made = handovers.given(desk)
    with desk.office.core.transaction(desk.actor, "handovers.take", writing=True) as tx:
        row = tx.session.get(Handover, made.id)
        assert row is not None
        row.state, row.taken_at, row.incoming_id = State.TAKEN, tx.now, desk.as_(Role.STEWARD).actor.staff_id
        row.late_minutes, row.head_hash, row.head_at = minutes, bytes(32), tx.now
    return made.number


def test_reports_duty_late_handovers_are_named_with_minutes(desk: Desk) -> None:
    late_one(desk, 0)
    number = late_one(desk, 12)
    desk.clock.forward(days=30)
    found = table(desk, 202611)
    assert [(line.number, line.minutes) for line in found.late] == [(number, 12)]
    assert (found.late[0].outgoing, found.late[0].incoming) == ("员工10", "员工11")
    assert table(desk, 202612).late == ()


def test_duty_5_working_days_not_countersigned_are_listed(desk: Desk) -> None:
    desk.clock.now = datetime(2026, 11, 24, 9).astimezone()
    assert table(desk, 202611).unsigned == (), "no log yet"
    desk.call("duty_log.write", draft=LogDraft(kind=Kind.NOTE, text="巡查正常"))
    desk.clock.now = datetime(2026, 11, 27, 9).astimezone()
    days = [date(2026, 11, day) for day in (24, 25, 26)]
    assert table(desk, 202611).unsigned == tuple(days), "from the first entry on, today not yet"
    desk.as_(Role.SUPERVISOR).call("duty_log.sign", draft=SignDraft(day=days[1]))
    assert table(desk, 202611).unsigned == (days[0], days[2])
    desk.clock.now = JANUARY
    november = table(desk, 202611).unsigned
    assert november == (days[0], days[2], date(2026, 11, 27), date(2026, 11, 30)), "the last day too, weekends never"


def test_reports_duty_a_month_to_come_and_no_month_at_all(desk: Desk) -> None:
    assert table(desk, 202701).at is None
    for wrong in (0, 202613, 20261121):
        with pytest.raises(NotFound):
            table(desk, wrong)
    for role in (Role.STEWARD, Role.CASHIER):
        with pytest.raises(NotAllowed):
            desk.as_(role).call("duty_month.table", id=202612)


@pytest.mark.parametrize("name", ["值班.csv", "值班.xlsx"])
def test_reports_duty_the_same_figures_in_a_file_for_the_office(
    desk: Desk, cells: dict[tuple[int, date], str], tmp_path: Path, name: str
) -> None:
    desk.clock.now = JANUARY
    with pytest.raises(NotAllowed):
        desk.call("duty_month.write_table", id=202612, path=str(tmp_path / name))
    office = desk.as_(Role.SUPERVISOR)
    found = table(desk)
    path = office.call("duty_month.write_table", id=202612, path=str(tmp_path / name))
    first = found.people[0]
    if name.endswith(".csv"):
        text = Path(path).read_text(encoding="utf-8-sig")
        assert f"{first.name},{first.code},{first.shifts},{first.hours},{first.late}" in text
    else:
        rows = {row[0]: row[1:] for row in load_workbook(path).active.iter_rows(values_only=True)}
        assert rows[first.name][:4] == (first.code, first.shifts, first.hours, first.late)
        assert rows["合计 In all"][1:3] == (found.total.shifts, found.total.hours)
    with pytest.raises(DeskError):
        office.call("duty_month.write_table", id=202612, path=str(tmp_path / "nowhere" / name))
