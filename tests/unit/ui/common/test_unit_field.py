"""The unit field: whatever is typed, it shows who is meant (REC-1, ALL-5)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from deskapp.domain.directory import ResidentDraft, TieDraft
from deskapp.domain.fields import FieldSpec, UnitCode
from deskapp.domain.people import Role
from deskapp.ui.common.unit_field import UnitField
from deskapp.ui.context import Context
from tests.factories import Desk


@pytest.fixture
def field(qtbot: QtBot, context: Context) -> Iterator[UnitField]:
    page = QWidget()
    made = UnitField(context, FieldSpec("unit", str, UnitCode()), "Unit")
    column = QVBoxLayout(page)
    column.addWidget(made)
    column.addWidget(QLineEdit())
    column.addStretch(1)
    qtbot.addWidget(page)
    page.resize(600, 400)
    page.show()
    page.activateWindow()
    QTest.qWaitForWindowActive(page)
    made.line.setFocus()
    yield made
    page.close()


@pytest.mark.parametrize("typed", ["3-2-1102", "3 2 1102", "321102", "1234", "chenj", "cj"])
def test_enter_takes_who_is_meant(field: UnitField, qtbot: QtBot, typed: str) -> None:
    QTest.keyClicks(field.line, typed)
    qtbot.waitUntil(lambda: field.popup is not None and field.popup.isVisible())
    with qtbot.waitSignal(field.entered), qtbot.waitSignal(field.picked) as taken:
        QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert taken.args[0].name == "陈静"
    assert field.value() == "3-2-1102"
    assert field.meaning.text() == "陈静"


def test_enter_at_once_waits_for_the_answer(field: UnitField, qtbot: QtBot) -> None:
    QTest.keyClicks(field.line, "321102")
    with qtbot.waitSignals([field.picked, field.entered]):
        QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert field.value() == "3-2-1102"


def test_leaving_takes_only_what_is_certain(field: UnitField, desk: Desk, qtbot: QtBot) -> None:
    second = ResidentDraft(name="陈明", phones="137 0000 9999", ties=(TieDraft(unit="3-2-1102"),))
    desk.as_(Role.DIRECTOR).call("directory.save_resident", draft=second)
    QTest.keyClicks(field.line, "3 2 1102")
    with qtbot.waitSignal(field.picked) as taken:
        QTest.keyClick(field.line, Qt.Key.Key_Tab)
    assert taken.args[0].unit == "3-2-1102"
    assert taken.args[0].resident_id is None
    assert field.value() == "3-2-1102"


def test_esc_closes_the_list_first(field: UnitField, qtbot: QtBot) -> None:
    QTest.keyClicks(field.line, "3-2")
    qtbot.waitUntil(lambda: field.popup is not None and field.popup.isVisible())
    QTest.keyClick(field.line, Qt.Key.Key_Down)
    assert field.popup is not None
    assert field.popup.currentRow() == 1
    QTest.keyClick(field.line, Qt.Key.Key_Escape)
    assert not field.popup.isVisible()
    assert field.value() == "3-2"


def test_nobody_of_that_name_is_said(field: UnitField, qtbot: QtBot) -> None:
    QTest.keyClicks(field.line, "zzzz")
    qtbot.waitUntil(lambda: field.popup is not None and field.popup.isVisible())
    assert field.popup is not None
    assert field.popup.item(0).text() == "Nobody and no unit of this name"
    with qtbot.waitSignal(field.entered):
        QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert field.value() == "zzzz"
