"""The month's fixed days in Today: rows with a box, ticked off by key or pointer, and taken back."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from deskapp.domain.common import TodayItem
from deskapp.ui.main_window import MainWindow
from deskapp.ui.today_pane import ROW, TodayPane
from tests.factories import Desk, TestClock

SLIPS = "dispatch.count_window 2026-11"


@pytest.fixture
def clock() -> TestClock:
    """The days on which slips, keys and complaints are counted."""
    return TestClock(datetime(2026, 11, 25, 10).astimezone())


@pytest.fixture
def today(window: MainWindow, qtbot: QtBot) -> TodayPane:
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: bool(ticks(window.today)))
    return window.today


def ticks(pane: TodayPane) -> list[str]:
    rows = [pane.model.index(row).data(ROW) for row in range(pane.model.rowCount())]
    return [row.tick for row in rows if isinstance(row, TodayItem) and row.tick]


def place(pane: TodayPane, tick: str) -> int:
    rows = range(pane.model.rowCount())
    return next(row for row in rows if getattr(pane.model.index(row).data(ROW), "tick", "") == tick)


def box(pane: TodayPane, tick: str, x: int = 18) -> QPoint:
    rect = pane.list.visualRect(pane.model.index(place(pane, tick)))
    return rect.topLeft() + QPoint(x, rect.height() // 2)


def test_a_fixed_day_shows_its_window(today: TodayPane) -> None:
    index = today.model.index(place(today, SLIPS))
    assert index.data(Qt.ItemDataRole.DisplayRole).startswith("Slips counted on days, 25–27 · 11-27")
    assert index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked
    assert "Space" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_space_ticks_it_off_and_the_keys_go_on(window: MainWindow, today: TodayPane, desk: Desk, qtbot: QtBot) -> None:
    today.list.setFocus()
    row = place(today, SLIPS)
    today.list.setCurrentIndex(today.model.index(row))
    before = ticks(today)
    QTest.keyClick(today.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: SLIPS not in ticks(today))
    assert ticks(today) == [tick for tick in before if tick != SLIPS]
    assert today.list.currentIndex().row() == row
    assert window.toasts.shown[-1].text == "Slips counted on days, 25–27: done"
    assert window.tabs.spec.code == "reception", "ticking goes nowhere"


def test_it_is_taken_back_while_that_is_offered(window: MainWindow, today: TodayPane, qtbot: QtBot) -> None:
    today.list.setCurrentIndex(today.model.index(place(today, SLIPS)))
    QTest.keyClick(today.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: SLIPS not in ticks(today))
    window.toasts.act()
    qtbot.waitUntil(lambda: SLIPS in ticks(today))


def test_a_click_on_the_box_ticks_and_beside_it_goes_there(window: MainWindow, today: TodayPane, qtbot: QtBot) -> None:
    port = today.list.viewport()
    QTest.mouseClick(port, Qt.MouseButton.LeftButton, pos=box(today, SLIPS))
    qtbot.waitUntil(lambda: SLIPS not in ticks(today))
    assert window.tabs.spec.code == "reception"
    report = "dispatch.report_day 2026-11"
    if report not in ticks(today):
        report = "keys.inventory_window 2026-11"
    QTest.mouseClick(port, Qt.MouseButton.LeftButton, pos=box(today, report, 120))
    pages = {"dispatch.report_day": "slips", "keys.inventory_window": "inventories"}
    assert window.tabs.spec.code == pages[report.partition(" ")[0]]
    assert report in ticks(today)


def test_let_go_elsewhere_nothing_is_ticked(today: TodayPane, qtbot: QtBot) -> None:
    port, before = today.list.viewport(), ticks(today)
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=box(today, SLIPS))
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=box(today, SLIPS, 120))
    qtbot.wait(0)
    assert ticks(today) == before


def test_space_on_anything_else_ticks_nothing(window: MainWindow, today: TodayPane, desk: Desk, qtbot: QtBot) -> None:
    desk.entry()
    today.refresh()
    qtbot.waitUntil(lambda: any(item.ref is not None for item in today.items))
    before = ticks(today)
    row = next(r for r in range(today.model.rowCount()) if getattr(today.model.index(r).data(ROW), "ref", None))
    today.list.setCurrentIndex(today.model.index(row))
    QTest.keyClick(today.list, Qt.Key.Key_Space)
    qtbot.wait(0)
    assert ticks(today) == before


def test_a_fixed_day_of_a_register_without_a_page_does_nothing_wrong(window: MainWindow, today: TodayPane) -> None:
    item = TodayItem(register="nowhere", text="today.fixed.day", params={"title": "x"}, tick="a 2026-11")
    today._follow(item)
    assert window.toasts.shown[-1].text == "There is no page for this yet."
    today._follow(next(item for item in today.items if item.register == "inventories"))
    assert window.tabs.spec.code == "inventories"
