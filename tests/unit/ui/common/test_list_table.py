"""Short lists: every line of a cell's words stands at the same distance from its edge."""

from __future__ import annotations

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QTableWidgetItem
from pytestqt.qtbot import QtBot

from deskapp.ui.common.list_table import ListTable
from deskapp.ui.context import Context


def _begins(picture: QImage, rows: range) -> int:
    """Where in these rows of the picture, whose ground is clear, something stands first."""
    return next(x for x in range(picture.width()) if any(picture.pixelColor(x, y).alpha() > 80 for y in rows))


def test_the_lines_of_a_cell_begin_under_each_other(qtbot: QtBot, context: Context) -> None:
    table = ListTable(1)
    qtbot.addWidget(table)
    table.setWordWrap(True)
    table.horizontalHeader().hide()
    table.resize(140, 200)
    table.setColumnWidth(0, 120)
    table.insertRow(0)
    table.setItem(0, 0, QTableWidgetItem("HHHHHHHHHH HHHHHHHHHH"))
    table.resizeRowToContents(0)
    table.show()
    high, line = table.rowHeight(0), table.fontMetrics().height()
    assert high >= 2 * line + 4
    picture = table.viewport().grab().toImage().convertToFormat(QImage.Format.Format_ARGB32)
    middle = high // 2
    first, second = _begins(picture, range(3, middle - 2)), _begins(picture, range(middle + 3, high - 3))
    assert abs(first - second) <= 1
    assert first >= 4
