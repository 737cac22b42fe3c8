"""What was cleared, pasted over or taken off the grid by mistake comes back (``DUTY-9``)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from deskapp.domain.common import Ref
from deskapp.ui.common.afterwards_model import AfterwardsModel
from deskapp.ui.common.afterwards_table import AfterwardsTable
from deskapp.ui.context import Context

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def sheet(qtbot: QtBot, context: Context) -> AfterwardsTable:
    """Three lines as they were pasted."""
    made = AfterwardsTable(AfterwardsModel(context))
    qtbot.addWidget(made)
    made.show()
    made.paste("11-22 08:10\tj\t3-2-1102\t陈静\n08:20\tz\n08:30\tk\n")
    return made


def names(table: AfterwardsTable) -> list[str]:
    return [row.cells.get("what", "") for row in table.sheet.rows]


def test_duty_9_a_sheet_cleared_by_mistake_comes_back_at_once(qtbot: QtBot, context: Context) -> None:
    table = sheet(qtbot, context)
    QTest.keyClick(table, Qt.Key.Key_A, CTRL)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert all(row.empty for row in table.sheet.rows)
    QTest.keyClick(table, Qt.Key.Key_Z, CTRL)
    assert names(table) == ["J", "Z", "K", ""]
    QTest.keyClick(table, Qt.Key.Key_Y, CTRL)
    assert all(row.empty for row in table.sheet.rows)


def test_duty_9_a_line_taken_off_and_cells_pasted_over_come_back(qtbot: QtBot, context: Context) -> None:
    table = sheet(qtbot, context)
    table.go(1, 1)
    QTest.keyClick(table, Qt.Key.Key_Delete, SHIFT)
    table.go(0, 3)
    table.paste("张伟")
    QTest.keyClick(table, Qt.Key.Key_Z, CTRL)
    assert (table.sheet.rows[0].cells["name"], names(table)) == ("陈静", ["J", "K", ""])
    assert table.place == (0, 3)
    QTest.keyClick(table, Qt.Key.Key_Z, CTRL)
    assert names(table) == ["J", "Z", "K", ""]


def test_duty_9_what_is_entered_meanwhile_stays_entered(qtbot: QtBot, context: Context) -> None:
    table = sheet(qtbot, context)
    table.sheet.rows[1].ref = Ref("duty_log", 7, "#7")
    QTest.keyClick(table, Qt.Key.Key_Z, CTRL)
    assert [row.ref is not None for row in table.sheet.rows] == [True, False]
    QTest.keyClick(table, Qt.Key.Key_Y, CTRL)
    assert [row.ref is not None for row in table.sheet.rows] == [False, True, False, False]


def test_duty_9_another_persons_sheet_has_no_steps(qtbot: QtBot, context: Context) -> None:
    table = sheet(qtbot, context)
    table.sheet.take(())
    QTest.keyClick(table, Qt.Key.Key_Z, CTRL)
    assert names(table) == [""]
