"""At sign-in: whoever is not on the roster is told once, and what is to be read is named (``DUTY-6``, ``DUTY-8``)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from deskapp.domain.duty_log import Kind
from deskapp.domain.must_read import NoteDraft
from deskapp.domain.people import Role
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.main_window import MainWindow
from deskapp.ui.sign_in import SignInPage
from tests.duty import DAY, at, publish
from tests.factories import PIN, Desk, TestClock
from tests.unit.ui.hands import enter_text, press

TOLD = "You are not on the duty roster for this shift"


@pytest.fixture
def clock() -> TestClock:
    """Nine in the morning, by the office's own clock; it stands still."""
    return TestClock(at(9, 0))


@pytest.fixture
def rostered(desk: Desk) -> Desk:
    """A receptionist has the early shift, the director the late one."""
    publish(desk, [(Role.RECEPTIONIST, "z"), (Role.DIRECTOR, "w")])
    return desk


def sign_in(window: MainWindow, desk: Desk, role: Role) -> None:
    """By name and PIN, through the page."""
    page = window.findChild(SignInPage)
    assert page is not None
    code = desk.as_(role).actor.code
    names = [page.people.item(i) for i in range(page.people.count())]
    page.people.setCurrentItem(next(item for item in names if code in item.text()))
    page.pin.setFocus()
    page.pin.clear()
    enter_text(page.pin, PIN)
    press(Qt.Key.Key_Return)
    assert window.context.actor is not None
    assert window.context.actor.code == code


def logged(desk: Desk) -> list[str]:
    page = desk.call("duty_log.page", since=DAY, until=DAY)
    return [entry.by for entry in page.entries if entry.kind is Kind.NOT_ROSTERED]


def write(desk: Desk, title: str) -> int:
    """A note of the supervisor's."""
    made = desk.as_(Role.SUPERVISOR).call("must_read.write", draft=NoteDraft(title=title, content="停梯两小时。"))
    return int(made.id)


def bar(window: MainWindow) -> str:
    return window.arrivals.bar.text


def test_duty_6_whoever_is_not_on_the_roster_is_told_calmly_and_the_log_keeps_it(
    locked: MainWindow, rostered: Desk
) -> None:
    assert bar(locked) == ""
    sign_in(locked, rostered, Role.SUPERVISOR)
    assert bar(locked).startswith(TOLD)
    assert f"On duty: {rostered.actor.name}." in bar(locked)
    assert logged(rostered) == [rostered.as_(Role.SUPERVISOR).actor.name]
    assert locked.at_work, "nothing stands in the way of the work"


def test_duty_6_a_second_sign_in_within_the_shift_says_and_keeps_nothing_more(
    locked: MainWindow, rostered: Desk
) -> None:
    sign_in(locked, rostered, Role.SUPERVISOR)
    locked.lock()
    assert bar(locked) == ""
    sign_in(locked, rostered, Role.SUPERVISOR)
    assert bar(locked) == ""
    assert len(logged(rostered)) == 1


def test_duty_6_in_the_next_shift_it_is_said_again(locked: MainWindow, rostered: Desk, clock: TestClock) -> None:
    sign_in(locked, rostered, Role.SUPERVISOR)
    locked.lock()
    clock.now = at(14, 30)
    sign_in(locked, rostered, Role.SUPERVISOR)
    assert bar(locked).startswith(TOLD)
    assert len(logged(rostered)) == 2


def test_duty_6_whoever_is_on_the_roster_is_told_nothing(locked: MainWindow, rostered: Desk) -> None:
    sign_in(locked, rostered, Role.RECEPTIONIST)
    assert (bar(locked), logged(rostered)) == ("", [])


def test_duty_6_the_next_person_is_told_for_themselves(locked: MainWindow, rostered: Desk) -> None:
    sign_in(locked, rostered, Role.SUPERVISOR)
    locked.lock()
    sign_in(locked, rostered, Role.RECEPTIONIST)
    assert bar(locked) == ""
    locked.lock()
    sign_in(locked, rostered, Role.STEWARD)
    assert bar(locked).startswith(TOLD)
    assert len(logged(rostered)) == 2


@pytest.mark.parametrize("role", [Role.CASHIER, Role.ADMIN])
def test_duty_6_who_does_not_work_at_the_counter_is_told_nothing(
    locked: MainWindow, rostered: Desk, role: Role
) -> None:
    sign_in(locked, rostered, role)
    assert (bar(locked), logged(rostered)) == ("", [])
    assert locked.toasts.shown == []


def test_duty_6_without_a_published_roster_nothing_is_said(locked: MainWindow, desk: Desk) -> None:
    sign_in(locked, desk, Role.SUPERVISOR)
    assert (bar(locked), logged(desk)) == ("", [])
    assert not locked.foot.duty.text().startswith("On duty")


def test_duty_6_one_key_puts_it_away(locked: MainWindow, rostered: Desk) -> None:
    sign_in(locked, rostered, Role.SUPERVISOR)
    press(Qt.Key.Key_F11, Qt.KeyboardModifier.ShiftModifier)
    assert bar(locked) == ""


def test_duty_6_it_goes_by_itself_when_the_own_shift_begins(
    locked: MainWindow, rostered: Desk, clock: TestClock
) -> None:
    sign_in(locked, rostered, Role.DIRECTOR)
    assert bar(locked).startswith(TOLD)
    clock.now = at(14, 0)
    locked.foot.duty.timer.timeout.emit()
    assert bar(locked) == ""


def test_duty_6_it_stays_when_the_window_is_made_anew(locked: MainWindow, rostered: Desk, qtbot: QtBot) -> None:
    sign_in(locked, rostered, Role.SUPERVISOR)
    locked.rebuild()
    assert bar(locked).startswith(TOLD)
    locked.lock()
    locked.rebuild()
    assert bar(locked) == ""


def test_duty_8_unread_notes_are_named_at_sign_in_and_one_key_reads_them(locked: MainWindow, desk: Desk) -> None:
    first, second = write(desk, "电梯年检"), write(desk, "水箱清洗")
    sign_in(locked, desk, Role.RECEPTIONIST)
    assert bar(locked) == "2 must-read notes to read: 电梯年检"
    press(Qt.Key.Key_F11)
    page = locked.tabs.desk
    assert isinstance(page, RegisterDesk)
    assert page.entry_id == first
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.entry_id == second
    assert bar(locked) == "1 must-read note to read: 水箱清洗"
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert bar(locked) == ""
    assert desk.call("must_read.unread") == ()


def test_duty_8_whoever_put_it_away_is_asked_again_for_a_new_note_only(locked: MainWindow, desk: Desk) -> None:
    write(desk, "电梯年检")
    sign_in(locked, desk, Role.RECEPTIONIST)
    press(Qt.Key.Key_F11, Qt.KeyboardModifier.ShiftModifier)
    locked.lock()
    sign_in(locked, desk, Role.RECEPTIONIST)
    assert bar(locked) == ""
    locked.lock()
    write(desk, "水箱清洗")
    sign_in(locked, desk, Role.RECEPTIONIST)
    assert bar(locked).startswith("2 must-read notes")


def test_duty_8_without_anything_to_read_the_key_says_so(locked: MainWindow, desk: Desk) -> None:
    sign_in(locked, desk, Role.RECEPTIONIST)
    press(Qt.Key.Key_F11)
    assert [toast.text for toast in locked.toasts.shown] == ["You have read every must-read note."]


def test_duty_8_behind_the_sign_in_page_no_title_stands(locked: MainWindow, desk: Desk) -> None:
    write(desk, "电梯年检")
    sign_in(locked, desk, Role.RECEPTIONIST)
    locked.lock()
    assert bar(locked) == ""
