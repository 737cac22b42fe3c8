"""The screen locks after idle time and unlocks without closing what is open (``roles.md``)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from deskapp.domain.people import Role
from deskapp.ui.idle import Idle
from deskapp.ui.main_window import MainWindow
from tests.factories import Desk


class Clock:
    """Time that stands until it is moved; the wall's clock may go on alone while the computer sleeps."""

    def __init__(self) -> None:
        self.now, self.slept = 100.0, 0.0

    def __call__(self) -> tuple[float, float]:
        return self.now, self.now + self.slept


def test_left_alone_only_when_nobody_touched_it_for_so_long(qtbot: QtBot, qapp: QApplication) -> None:
    clock, line, said = Clock(), QLineEdit(), []
    qtbot.addWidget(line)
    idle = Idle(qapp, clock)
    idle.left_alone.connect(lambda: said.append(clock.now))
    idle.begin(600)
    clock.now += 599
    QTest.keyClick(line, Qt.Key.Key_A)
    clock.now += 2
    idle.timer.timeout.emit()
    assert not said
    assert idle.timer.isActive()
    assert idle.timer.interval() == 598_000
    clock.now += 600
    idle.timer.timeout.emit()
    assert said == [1301.0]
    qapp.removeEventFilter(idle)
    idle.deleteLater()


def test_the_first_key_after_a_long_sleep_locks_and_is_typed_nowhere(qtbot: QtBot, qapp: QApplication) -> None:
    clock, line, said = Clock(), QLineEdit(), []
    qtbot.addWidget(line)
    idle = Idle(qapp, clock)
    idle.left_alone.connect(lambda: said.append(clock.now))
    idle.begin(600)
    clock.slept = 3600.0
    QTest.keyClick(line, Qt.Key.Key_A)
    assert said == [100.0]
    assert line.text() == ""
    qapp.removeEventFilter(idle)
    idle.deleteLater()


def test_the_window_locks_after_the_rulebooks_time_and_keeps_what_is_open(window: MainWindow, desk: Desk) -> None:
    assert window.idle.timer.interval() == 600_000
    desk.as_(Role.SUPERVISOR).call("rulebook.change", key="desk.idle_lock_after", value="5 min")
    window._to_work()
    assert window.idle.timer.interval() == 300_000
    open_desk = window.tabs.desk
    window.idle.left_alone.emit()
    assert window.context.actor is None
    assert window.tabs.desk is open_desk
    assert not window.idle.timer.isActive()
