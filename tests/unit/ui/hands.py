"""A receptionist's hands: typing, also Chinese, and finding what is on a desk."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from deskapp.app import open_papers
from deskapp.ui.common.form import Form
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.context import Context
from deskapp.ui.spec import DeskSpec
from tests.factories import TestClock


class NowClock(TestClock):
    """The computer's own clock."""

    def __init__(self) -> None:
        super().__init__()

    def __call__(self) -> datetime:
        return datetime.now(UTC)

    @property  # type: ignore[override]
    def now(self) -> datetime:
        return datetime.now(UTC)

    @now.setter
    def now(self, value: datetime) -> None:
        """It goes by itself."""


def put_up(qtbot: QtBot, page: QWidget, width: int, height: int) -> None:
    """Show a page in a window of its own that has the keys."""
    qtbot.addWidget(page)
    page.resize(width, height)
    page.show()
    page.activateWindow()
    QTest.qWaitForWindowActive(page)


def built(qtbot: QtBot, context: Context, spec: DeskSpec, database: Path, height: int = 700) -> RegisterDesk:
    """The desk of a numbered register, with papers to print."""
    context.settings.database = str(database)
    context.papers = open_papers()
    made = spec.build(context)
    assert isinstance(made, RegisterDesk)
    put_up(qtbot, made, 1200, height)
    return made


def front(board: RegisterDesk, qtbot: QtBot, id: int) -> None:
    """Bring an entry to the front."""
    board.show_entry(id)
    qtbot.waitUntil(lambda: board.pane.detail is not None and board.pane.detail.id == id)


def enter_text(widget: QWidget, text: str) -> None:
    """Type words as an input method commits them."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def press(key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
    """Press a key wherever the keys go."""
    modifiers = Qt.KeyboardModifier.NoModifier
    for each in held:
        modifiers |= each
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, modifiers)


def form_of(desk: RegisterDesk) -> Form:
    """The form that is open."""
    assert desk.pane.form is not None
    return desk.pane.form


def focus_name(desk: RegisterDesk) -> str:
    """The field of the open form that has the keys."""
    widget = QApplication.focusWidget()
    return next((name for name, editor in form_of(desk).editors.items() if widget is editor.target), "")
