"""The editor of each kind of field; ``editor_for`` picks it by the field's marker."""

from __future__ import annotations

import unicodedata
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from deskapp.domain.fields import FieldSpec, Marker, Text
from deskapp.ui import theme
from deskapp.ui.common.parts import em

if TYPE_CHECKING:
    from deskapp.ui.context import Context


# So many lines does a text grow by before it scrolls.
_GROWS = 4


class Unread(ValueError):
    """What stands in an editor cannot be read as a value of its field: ``problem.<code>``."""

    def __init__(self, code: str, **params: Any) -> None:
        self.code, self.params = code, params
        super().__init__(code)


class Editor(QWidget):
    """One field's editor.

    ``changed`` tells that the person changed something, ``entered`` that Enter was pressed and the next field is due,
    ``explained`` carries a line of explanation to show under the field. ``raw`` is what a draft keeps: JSON values from
    which ``set_raw`` makes the same editor again, readable or not.
    """

    changed = Signal()
    entered = Signal()
    explained = Signal(str)

    def __init__(self, context: Context, spec: FieldSpec, title: str) -> None:
        super().__init__()
        self.context = context
        self.spec = spec
        self.title = title
        self.box = QHBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)

    def hold(self, widget: QWidget) -> None:
        """Make ``widget`` the one that takes the keys."""
        self.box.addWidget(widget)
        widget.setAccessibleName(self.title)
        self.setFocusProxy(widget)

    @property
    def target(self) -> QWidget:
        """The widget that takes the keys."""
        return self.focusProxy() or self

    def value(self) -> Any:
        """What stands there, as the field's type.

        Raises:
            Unread: It cannot be read.
        """
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value; ``changed`` is not emitted."""
        raise NotImplementedError

    def raw(self) -> Any:
        """What stands there, as JSON."""
        return self.value()

    def set_raw(self, raw: Any) -> None:
        """Show what ``raw`` gave."""
        self.set_value(raw)

    def try_again(self) -> None:
        """It was refused, and the keys are here again."""

    def mark(self, bad: bool) -> None:
        """Draw it as refused, or no longer."""
        theme.mark_problem(self.target, bad)


class LineEditor(Editor):
    """One line of words, or a phone number."""

    def __init__(self, context: Context, spec: FieldSpec, title: str) -> None:
        super().__init__(context, spec, title)
        self.line = QLineEdit()
        self.line.textEdited.connect(self._edited)
        self.line.returnPressed.connect(self.entered)
        self.hold(self.line)

    def _edited(self, _text: str) -> None:
        self.changed.emit()

    def value(self) -> Any:
        """The words, without blanks around them."""
        return self.line.text().strip()

    def set_value(self, value: Any) -> None:
        """Show words."""
        self.line.setText("" if value is None else str(value))
        self.line.setCursorPosition(0)

    def raw(self) -> Any:
        """The line as typed."""
        return self.line.text()

    def set_raw(self, raw: Any) -> None:
        """Show the line as it was typed, ready to be typed on."""
        self.set_value(raw)
        self.line.end(False)


class SecretEditor(LineEditor):
    """A PIN or password: never shown, never in a draft, its blanks kept."""

    def __init__(self, context: Context, spec: FieldSpec, title: str) -> None:
        super().__init__(context, spec, title)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)

    def value(self) -> Any:
        """The secret as typed."""
        return self.line.text()

    def try_again(self) -> None:
        """What is wrong in it is hidden: it is typed anew, not mended."""
        self.line.selectAll()

    def raw(self) -> Any:
        """Nothing: a secret is not kept."""
        return ""


class NumberEditor(LineEditor):
    """A whole number."""

    def value(self) -> Any:
        """The number, or nothing."""
        text = self.line.text().strip()
        try:
            return int(text) if text else None
        except ValueError as error:
            raise Unread("not_a_number", value=text[:30]) from error


class MoneyEditor(LineEditor):
    """A sum in yuan, right-aligned."""

    def __init__(self, context: Context, spec: FieldSpec, title: str) -> None:
        super().__init__(context, spec, title)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.setMaximumWidth(em(self) * 9)
        self.box.addStretch(1)

    def value(self) -> Any:
        """The sum; nothing typed is zero."""
        text = unicodedata.normalize("NFKC", self.line.text()).strip().replace(",", "").lstrip("¥")
        try:
            return Decimal(text or 0)
        except InvalidOperation as error:
            raise Unread("not_a_number", value=text[:30]) from error

    def set_value(self, value: Any) -> None:
        """Show a sum; zero leaves the line empty."""
        self.line.setText(str(value) if value else "")


class _Lines(QPlainTextEdit):
    """Several lines; Tab goes on instead of indenting, and it is as tall as its field asks for."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self._lines = lines
        self._fit()
        self.textChanged.connect(self._fit)

    def changeEvent(self, event: QEvent) -> None:
        """Qt: grow with the text's size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit()

    def _fit(self) -> None:
        written = round(self.document().size().height())
        lines = min(max(self._lines, written), self._lines + _GROWS)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + theme.px(16))


class LinesEditor(Editor):
    """Words of several lines."""

    def __init__(self, context: Context, spec: FieldSpec, title: str) -> None:
        super().__init__(context, spec, title)
        marker = spec.marker
        self.text = _Lines(marker.lines if isinstance(marker, Text) else 3)
        self._quiet = False
        self.text.textChanged.connect(self._edited)
        self.hold(self.text)

    def _edited(self) -> None:
        if not self._quiet:
            self.changed.emit()

    def value(self) -> Any:
        """The words, without blanks around them."""
        return self.text.toPlainText().strip()

    def set_value(self, value: Any) -> None:
        """Show words."""
        self._quiet = True
        self.text.setPlainText("" if value is None else str(value))
        self._quiet = False

    def raw(self) -> Any:
        """The text as typed."""
        return self.text.toPlainText()

    def set_raw(self, raw: Any) -> None:
        """Show the text as it was typed, ready to be typed on."""
        self.set_value(raw)
        self.text.moveCursor(QTextCursor.MoveOperation.End)


class FlagEditor(Editor):
    """Yes or no: a box to tick, with the field's name as its words."""

    def __init__(self, context: Context, spec: FieldSpec, title: str) -> None:
        super().__init__(context, spec, title)
        self.tick = QCheckBox(title)
        self.tick.clicked.connect(self._clicked)
        self.tick.installEventFilter(self)
        self.hold(self.tick)
        self.box.addStretch(1)

    def _clicked(self, _on: bool) -> None:
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: Enter goes on to the next field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and is_enter(event):
            self.entered.emit()
            return True
        return super().eventFilter(watched, event)

    def value(self) -> Any:
        """Whether it is ticked."""
        return self.tick.isChecked()

    def set_value(self, value: Any) -> None:
        """Tick it or not."""
        self.tick.setChecked(bool(value))


class HiddenEditor(Editor):
    """Carries a value along, unseen."""

    def __init__(self, context: Context, spec: FieldSpec, title: str) -> None:
        super().__init__(context, spec, title)
        self._value: Any = None
        self.hide()

    def value(self) -> Any:
        """What it carries."""
        return self._value

    def set_value(self, value: Any) -> None:
        """Carry another value."""
        self._value = value


def is_enter(event: QKeyEvent) -> bool:
    """Enter alone, without Ctrl and its like."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and held == Qt.KeyboardModifier.NoModifier


def editor_for(context: Context, spec: FieldSpec, title: str, register: str) -> Editor:
    """The editor of a field by its marker."""
    from deskapp.ui.common.editor_kinds import KINDS

    marker: Marker = spec.marker
    if isinstance(marker, Text) and marker.lines > 1:
        return LinesEditor(context, spec, title)
    return KINDS[type(marker)](context, spec, title, register)
