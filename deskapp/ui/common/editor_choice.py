"""Editors that choose: few members side by side, many in a box with type-ahead, rows of the directory by id."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from deskapp.domain.fields import Choice, FieldSpec, Pick
from deskapp.domain.words import has_word
from deskapp.ui import theme
from deskapp.ui.common.editors import Editor, is_enter
from deskapp.ui.common.parts import ChipButton, FlowLayout, em, while_alive

if TYPE_CHECKING:
    from deskapp.domain.common import Option
    from deskapp.ui.context import Context

# Up to so many members stand side by side; more go into a box.
SEGMENTS = 8
# Letters typed within so many seconds of each other are one word (``ts`` for the second choice with a t).
_ONE_WORD = 0.8


def initials(text: str) -> str:
    """What may be typed for a choice: its letters, and for Chinese the pinyin initials; in lower case."""
    if text.isascii():
        return text.lower()
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower()


def find_by_key(texts: Sequence[str], current: int, typed: str) -> int:
    """The next choice after ``current`` that begins with what was typed; -1 for none."""
    order = [*range(current + 1, len(texts)), *range(current + 1)]
    typed = typed.lower()
    return next((i for i in order if texts[i].lower().startswith(typed) or initials(texts[i]).startswith(typed)), -1)


class Segments(QWidget):
    """A row of choices, one of them taken: arrow keys move, letters, pinyin initials and digits jump, Enter goes on."""

    chosen = Signal(int)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._flow = FlowLayout(self, gap=theme.px(3))
        self._flow.setContentsMargins(2, 2, 2, 2)
        self._buttons: list[QPushButton] = []
        self._letters = ""
        self._typed_at = float("-inf")
        self.current = -1

    def offer(self, texts: Sequence[str]) -> None:
        """Show these choices."""
        for text in texts:
            made = ChipButton(text)
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.clicked.connect(self._clicked)
            self._buttons.append(made)
            self._flow.addWidget(made)

    def choose(self, index: int) -> None:
        """Take one, or none with -1; says nothing."""
        self.current = index
        for at, made in enumerate(self._buttons):
            made.setChecked(at == index)
        taken = self._buttons[index].text() if index >= 0 else ""
        self.setAccessibleDescription(taken)

    def texts(self) -> list[str]:
        """The words of all choices."""
        return [made.text() for made in self._buttons]

    def _clicked(self, _on: bool) -> None:
        sender = self.sender()
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._take(next(at for at, made in enumerate(self._buttons) if made is sender))

    def _take(self, index: int) -> None:
        self.choose(index)
        self.chosen.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: choose by key."""
        count, key = len(self._buttons), event.key()
        if is_enter(event):
            self.entered.emit()
        elif key in {Qt.Key.Key_Right, Qt.Key.Key_Down}:
            self._take((self.current + 1) % count)
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Up}:
            self._take((max(self.current, 0) - 1) % count)
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._take(0 if key == Qt.Key.Key_Home else count - 1)
        elif not self._typed(event.text()):
            super().keyPressEvent(event)

    def _typed(self, text: str) -> bool:
        if not text or not text.isalnum():
            return False
        if text.isdecimal() and 1 <= int(text) <= len(self._buttons):
            self._take(int(text) - 1)
            return True
        now = time.monotonic()
        self._letters = self._letters + text if now - self._typed_at < _ONE_WORD else text
        self._typed_at = now
        found = find_by_key(self.texts(), self.current - 1, self._letters) if len(self._letters) > 1 else -1
        if found < 0:  # not a word that goes on: the next choice with this letter
            self._letters = text
            found = find_by_key(self.texts(), self.current, text)
        if found >= 0:
            self._take(found)
        return found >= 0

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: show where the keys go."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt: show that they go elsewhere."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: a ring around the choices that have the keys, another around those refused."""
        bad = bool(self.property("problem"))
        if not (self.hasFocus() or bad):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(theme.tokens().danger if bad else theme.tokens().accent)
        painter.setPen(QPen(colour, 2))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)


class SegmentsEditor(Editor):
    """One of a few members of an enumeration."""

    def __init__(self, context: Context, spec: FieldSpec, title: str, register: str) -> None:
        super().__init__(context, spec, title)
        self.members = members_of(spec)
        self.segments = Segments()
        self.segments.offer([context.word(member_key(register, spec.name, member)) for member in self.members])
        self.segments.chosen.connect(self._chosen)
        self.segments.entered.connect(self.entered)
        self.hold(self.segments)

    def _chosen(self, _index: int) -> None:
        self.changed.emit()

    def value(self) -> Any:
        """The member taken, or nothing."""
        return self.members[self.segments.current] if self.segments.current >= 0 else None

    def set_value(self, value: Any) -> None:
        """Take a member (or its code)."""
        self.segments.choose(next((at for at, member in enumerate(self.members) if member == value), -1))

    def raw(self) -> Any:
        """The member's code."""
        value = self.value()
        return None if value is None else str(value.value)


class _Box(QComboBox):
    """A box whose list is reached by letters and pinyin initials; a wheel turned over the form leaves it alone."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(em(self) * 8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: choose by key; Enter goes on."""
        typed = event.text()
        if is_enter(event):
            self.entered.emit()
        elif typed.isalnum() and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            texts = [self.itemText(at) for at in range(self.count())]
            found = find_by_key(texts, self.currentIndex(), typed)
            if found >= 0:
                self.setCurrentIndex(found)
                self.activated.emit(found)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: Any) -> None:
        """Qt: let the form scroll."""
        event.ignore()

    def minimumSizeHint(self) -> QSize:
        """Qt: may be narrower than its longest item."""
        return QSize(em(self) * 6, super().minimumSizeHint().height())


class BoxEditor(Editor):
    """One of many members of an enumeration."""

    def __init__(self, context: Context, spec: FieldSpec, title: str, register: str) -> None:
        super().__init__(context, spec, title)
        self.combo = _Box()
        if not spec.marker.required:
            self.combo.addItem("–", None)
        for member in members_of(spec):
            self.combo.addItem(context.word(member_key(register, spec.name, member)), member.value)
        self.combo.activated.connect(self._activated)
        self.combo.entered.connect(self.entered)
        self.hold(self.combo)

    def _activated(self, _index: int) -> None:
        self.changed.emit()

    def value(self) -> Any:
        """The member taken, or nothing."""
        code = self.combo.currentData()
        return None if code is None else self.spec.type(code)

    def set_value(self, value: Any) -> None:
        """Take a member (or its code)."""
        self.combo.setCurrentIndex(self.combo.findData(None if value is None else str(value)))

    def raw(self) -> Any:
        """The member's code."""
        return self.combo.currentData()


class PickEditor(Editor):
    """One row of what the field's source verb lists."""

    def __init__(self, context: Context, spec: FieldSpec, title: str, _register: str) -> None:
        super().__init__(context, spec, title)
        self.combo = _Box()
        self.combo.setPlaceholderText(self.tr("Choose…"))
        self.combo.activated.connect(self._activated)
        self.combo.entered.connect(self.entered)
        self.hold(self.combo)
        self._waiting: int | None = None
        self.needed = bool(spec.marker.required)
        marker = spec.marker
        assert isinstance(marker, Pick)
        context.ask(marker.source, while_alive(self, self.offer), owner=self, token="options")

    def offer(self, options: tuple[Option, ...]) -> None:
        """Let these be chosen from; what was taken stays if it is among them."""
        self.combo.clear()
        if not self.needed:
            self.combo.addItem("–", None)
        for option in options:
            self.combo.addItem(_said(option), option.id)
        self.combo.setCurrentIndex(self.combo.findData(self._waiting) if self._waiting is not None else -1)

    def need(self) -> None:
        """Where it is asked at all, nobody is no answer."""
        if not self.needed and self.combo.count():
            self.combo.removeItem(0)
        self.needed = True

    def _activated(self, _index: int) -> None:
        self._waiting = self.combo.currentData()
        self.changed.emit()

    def value(self) -> Any:
        """The id taken, or nothing."""
        return self._waiting

    def set_value(self, value: Any) -> None:
        """Take a row by its id; the list may still be on its way."""
        self._waiting = value
        self.combo.setCurrentIndex(self.combo.findData(value) if value is not None else -1)


def _said(option: Option) -> str:
    """Code and name; a name that begins with the code (building 3 is called ``3 栋``) says both."""
    named = re.match(re.escape(option.code) + "(?![0-9A-Za-z])", option.text)
    return option.text if named else f"{option.code} {option.text}".strip()


def choice_editor(context: Context, spec: FieldSpec, title: str, register: str) -> Editor:
    """Segments for few members, a box for many."""
    assert isinstance(spec.marker, Choice)
    kind = SegmentsEditor if len(members_of(spec)) <= SEGMENTS else BoxEditor
    return kind(context, spec, title, register)


def members_of(spec: FieldSpec) -> tuple[StrEnum, ...]:
    """The members that a ``Choice`` field chooses from."""
    among = spec.marker.among if isinstance(spec.marker, Choice) else ()
    return among or tuple(cast(type[StrEnum], spec.type))


def member_key(register: str, field: str, member: StrEnum) -> str:
    """The word of a member: the register's own, or that of the register whose enumeration it is."""
    own = f"{register}.{field}.{member.value}"
    home = type(member).__module__.rpartition(".")[2]
    return own if has_word(own) else f"{home}.{field}.{member.value}"
