"""Who is on duty, at the window's foot (``DUTY-6``)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from deskapp.domain.people import Role
from deskapp.domain.roster import PublishDraft
from deskapp.domain.shifts import ShiftDraft
from deskapp.ui.context import Context
from deskapp.ui.duty_line import DutyLine
from deskapp.ui.main_window import MainWindow
from tests.factories import Desk, TestClock, actor_of
from tests.ways import roster

#: A Saturday.
TODAY = date(2026, 11, 21)


@pytest.fixture
def clock() -> TestClock:
    """Ten in the morning, by the office's own clock; it stands still."""
    return TestClock(datetime(2026, 11, 21, 10).astimezone())


@pytest.fixture
def people(desk: Desk) -> tuple[int, ...]:
    """A receptionist in the morning, a steward in the evening: published."""
    made = roster.people(desk)
    sheet = roster.begin(desk, "2026-11")
    roster.publish(desk, roster.put(desk, sheet, {(made[0], TODAY): "z", (made[1], TODAY): "w"}))
    return made


@pytest.fixture
def line(qtbot: QtBot, context: Context) -> Iterator[DutyLine]:
    made = DutyLine(context)
    qtbot.addWidget(made)
    made.resize(900, 20)
    return made


def test_duty_6_the_foot_says_who_is_on_duty_until_when_and_who_comes_next(
    line: DutyLine, people: tuple[int, ...]
) -> None:
    line.read()
    now, following = line.toolTip().split(" · ")
    assert now.startswith("On duty: 员工10 until")
    assert now.endswith("14:00")
    assert following.startswith("next: 员工11 at")
    assert following.endswith("14:00")


def test_duty_6_without_a_published_roster_it_says_so(line: DutyLine) -> None:
    line.read()
    assert line.toolTip() == "No roster published for this month"


def test_duty_6_it_is_read_again_when_a_roster_is_published(line: DutyLine, context: Context, desk: Desk) -> None:
    line.read()
    made = roster.people(desk)
    sheet = roster.put(desk, roster.begin(desk, "2026-11"), {(made[0], TODAY): "z"})
    context.actor = actor_of(context.office, Role.SUPERVISOR)  # type: ignore[arg-type]
    context.do("roster.publish", id=sheet.id, version=sheet.version, draft=PublishDraft(note="人手不足"))
    assert line.toolTip().startswith("On duty: 员工10 until")


def test_duty_6_it_is_read_again_when_the_shift_ends(line: DutyLine, people: tuple[int, ...], clock: TestClock) -> None:
    line.read()
    assert line.timer.isActive()
    clock.now = datetime(2026, 11, 21, 15).astimezone()
    line.timer.timeout.emit()
    assert line.toolTip().startswith("On duty: 员工11 until")


def test_duty_1_where_there_is_little_room_it_says_less_and_never_half_a_name(
    line: DutyLine, people: tuple[int, ...]
) -> None:
    line.show()
    line.read()
    assert line.text() == line.toolTip()
    line.resize(line.fontMetrics().horizontalAdvance(line.toolTip()) - 1, 20)
    assert line.text() == line.toolTip().partition(" · ")[0]
    line.resize(line.fontMetrics().horizontalAdvance(line.text()) - 1, 20)
    assert line.text() == "On duty: 员工10"
    assert "next:" in line.toolTip()


def test_duty_1_its_timer_is_not_minutes_late_after_hours(line: DutyLine) -> None:
    assert line.timer.timerType() is Qt.TimerType.PreciseTimer


def test_duty_1_a_shift_over_midnight_is_on_duty_on_both_days(line: DutyLine, desk: Desk, clock: TestClock) -> None:
    office = desk.as_(Role.SUPERVISOR)
    made = roster.people(desk)
    night = ShiftDraft(letter="j", short="通", name="通宵班", starts="20:00", ends="08:00")
    office.call("shifts.save", draft=night)
    sheet = roster.begin(desk, "2026-11")
    roster.publish(desk, roster.put(desk, sheet, {(made[0], TODAY): "j"}))
    for hour in (23, 23 + 6):
        clock.now = datetime(2026, 11, 21).astimezone() + timedelta(hours=hour)
        line.read()
        assert line.toolTip().startswith("On duty: 员工10 until")
        assert line.toolTip().endswith("08:00")
    clock.now = datetime(2026, 11, 22, 9).astimezone()
    line.read()
    assert line.toolTip() == "Nobody on duty"


def test_duty_1_all_of_those_on_duty_are_named_with_when_they_go(line: DutyLine, desk: Desk) -> None:
    made = roster.people(desk)
    sheet = roster.begin(desk, "2026-11")
    roster.publish(desk, roster.put(desk, sheet, {(who, TODAY): "z" for who in made[:3]}))
    line.read()
    assert line.toolTip().startswith("On duty: 员工10, 员工11, 员工13 until")


def test_duty_6_before_somebody_is_signed_in_nothing_is_said(locked: MainWindow) -> None:
    assert locked.foot.duty.toolTip() == ""


def test_duty_6_it_stands_in_the_window(window: MainWindow) -> None:
    assert window.foot.duty.toolTip() == "No roster published for this month"
