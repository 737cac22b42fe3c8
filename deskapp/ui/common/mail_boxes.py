"""Small parts of the mail's pages: a field under its name, a box of carriers, keys that work from any field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QEvent, QKeyCombination, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from deskapp.domain import carriers
from deskapp.ui import theme
from deskapp.ui.common.editor_choice import find_by_key
from deskapp.ui.common.editors import is_enter
from deskapp.ui.common.parts import em, label

if TYPE_CHECKING:
    from deskapp.ui.context import Context

Keys = Mapping[QKeyCombination, Callable[[], None]]


def titled(text: str, widget: QWidget, width: float = 0) -> QWidget:
    """A field under its name; ``width`` in characters, 0: as much as there is."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(2))
    head = label(text, "small")
    head.setBuddy(widget)
    column.addWidget(head)
    column.addWidget(widget)
    widget.setAccessibleName(text)
    if width:
        widget.setFixedWidth(round(em(widget) * width))
    return made


def line(hint: str = "", look: str = "") -> QLineEdit:
    """A line of words; its length is the register's to judge, so that no scan is cut."""
    made = QLineEdit()
    made.setPlaceholderText(hint)
    if look:
        theme.look(made, look)
    return made


class CarrierBox(QComboBox):
    """The carriers by their names, found by letters and pinyin initials; Enter (``entered``) goes on."""

    entered = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.addItem("–", "")
        for code in carriers.carriers():
            self.addItem(carriers.name(code, context.language), code)

    def show_code(self, code: str) -> None:
        """Show a carrier; one of another name is added."""
        if code and self.findData(code) < 0:
            self.addItem(code, code)
        self.setCurrentIndex(max(0, self.findData(code)))

    def code(self) -> str:
        """The carrier taken, empty for none."""
        return str(self.currentData() or "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: choose by key; Enter goes on."""
        typed = event.text()
        if is_enter(event):
            self.entered.emit()
        elif typed.isalnum() and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            found = find_by_key([self.itemText(at) for at in range(self.count())], self.currentIndex(), typed)
            if found >= 0:
                self.setCurrentIndex(found)
                self.activated.emit(found)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: Any) -> None:
        """Qt: a wheel turned over the page leaves it alone."""
        event.ignore()


class ChoiceRow(QPushButton):
    """One of several people to choose from: a line of its own, cut where there is no room and whole to the mouse."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._whole = text
        theme.look(self, "chip")
        self.setStyleSheet("QPushButton { text-align: left; }")
        self.setAutoDefault(False)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setToolTip(text)
        self.setAccessibleName(text)

    def minimumSizeHint(self) -> QSize:
        """Qt: may be narrower than its words."""
        return QSize(em(self) * 8, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: as many of the words as there is room for; the taken one is written in bold."""
        super().resizeEvent(event)
        room = self.width() - theme.px(34)
        self.setText(QFontMetrics(bold(self.font())).elidedText(self._whole, Qt.TextElideMode.ElideRight, room))


def bold(font: QFont) -> QFont:
    """The same font, bold."""
    made = QFont(font)
    made.setBold(True)
    return made


class Scrolled(QScrollArea):
    """A page that scrolls where there is little room, and then keeps in view whatever has the keys."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        body.setProperty("kind", "clear")
        self.column = QVBoxLayout(body)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.px(10))
        self.setWidget(body)
        cast(QApplication, QApplication.instance()).focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isAncestorOf(new):
            self.ensureWidgetVisible(new, 0, em(self) * 2)


class OwnKeys(QObject):
    """Keys of a page that work from every field of it, also where Qt's own fields would take them."""

    def __init__(self, page: QWidget, keys: Keys) -> None:
        super().__init__(page)
        self.keys = keys

    def watch(self, *widgets: QWidget) -> None:
        """Let them work in these."""
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: before the field itself, and before a shortcut of the window."""
        if not isinstance(event, QKeyEvent):
            return False
        act = self.keys.get(event.keyCombination())
        if act is None:
            return False
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() is QEvent.Type.KeyPress:
            act()
            return True
        return False
