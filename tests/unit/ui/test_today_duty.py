"""From Today to the duty registers by keys: each item leads to its place (``DUTY-1``, ``DUTY-8``)."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from deskapp.domain.common import TodayItem
from deskapp.domain.must_read import NoteDraft
from deskapp.domain.people import Role
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.desks.roster import RosterDesk
from deskapp.ui.main_window import MainWindow
from deskapp.ui.today_list import ROW
from tests.factories import Desk, TestClock
from tests.unit.ui.hands import press


@pytest.fixture
def clock() -> TestClock:
    """Two days before the month ends, by the office's own clock."""
    return TestClock(datetime(2026, 11, 29, 9).astimezone())


def enter(window: MainWindow, qtbot: QtBot, register: str) -> None:
    """Enter on the item of a register."""
    window.today.refresh()
    qtbot.waitUntil(lambda: any(item.register == register for item in window.today.items))
    model, view = window.today.model, window.today.list
    for at in range(model.rowCount()):
        row = model.index(at).data(ROW)
        if isinstance(row, TodayItem) and row.register == register:
            view.setCurrentIndex(model.index(at))
    view.setFocus()
    press(Qt.Key.Key_Return)


def test_duty_1_today_leads_to_the_month_whose_roster_is_due(window: MainWindow, qtbot: QtBot) -> None:
    enter(window, qtbot, "roster")
    desk = window.tabs.desk
    assert isinstance(desk, RosterDesk)
    assert desk.month == "2026-12"


def test_duty_8_today_leads_to_the_unread_note_and_its_tab_counts_it(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    draft = NoteDraft(title="电梯年检", content="停梯两小时。")
    id = desk.as_(Role.SUPERVISOR).call("must_read.write", draft=draft).id
    enter(window, qtbot, "must_read")
    page = window.tabs.desk
    assert isinstance(page, RegisterDesk)
    assert page.entry_id == id
    tab = window.tabs.bar.currentIndex()
    assert window.tabs.bar.tabText(tab).endswith("●1")
    page.next_step()
    qtbot.waitUntil(lambda: not window.tabs.bar.tabText(tab).endswith("●1"))
