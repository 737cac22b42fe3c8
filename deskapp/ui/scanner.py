"""The hand scanner is a keyboard: a code is known by its shape and its speed, wherever the cursor is (``ALL-11``)."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

#: A number as it stands in the QR code: ``PG-202611-0087``, with the copy's ordinal after a slash.
CODE = re.compile(r"[A-Z]{2}-\d{6}-\d{4,}(/\d)?")
#: People do not press two keys within this many seconds, again and again; scanners do.
FASTEST_TYPING = 0.035
_SHORTEST = 6
#: Scans that follow each other within this many seconds are one run.
_RUN = 30.0
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class Scan:
    """One scanned code, whether this run had it already, and the whole run so far."""

    code: str
    again: bool
    run: tuple[str, ...]


class Scanner(QObject):
    """Watches every key of the application; takes nothing away until a whole code has come with its Enter."""

    shape: ClassVar[re.Pattern[str]] = CODE
    scanned = Signal(object)

    def __init__(self, app: QApplication, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(app)
        self._clock = clock
        self._typed = ""
        self._last = float("-inf")
        self._before: _Before | None = None
        self._run: list[str] = []
        self._run_at = float("-inf")
        self._swallow_release = False
        app.installEventFilter(self)

    def stop(self) -> None:
        """Watch no more."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Gather a burst; swallow the Enter that ends one."""
        kind = event.type()
        if kind == QEvent.Type.KeyRelease and self._swallow_release and isinstance(event, QKeyEvent):
            self._swallow_release = event.key() not in _ENDS
            return not self._swallow_release
        if kind != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        focus = QApplication.focusWidget()
        if watched is not focus and not (focus is None and isinstance(watched, QWidget) and watched.isWindow()):
            return False  # the same key on its way to the widget, or on its way up from it
        return self._key(event, focus)

    def _key(self, event: QKeyEvent, focus: QWidget | None) -> bool:
        now = self._clock()
        slow = now - self._last > FASTEST_TYPING
        self._last = now
        if event.key() in _ENDS:
            return self._end(slow)
        text = event.text()
        if slow or (text and not text.isprintable()):
            self._typed = ""
        if not text:
            return False  # Shift on its way to a capital letter, perhaps the first of a burst
        if text.isprintable():
            if not self._typed:
                self._before = _Before.of(focus)
            self._typed += text
        return False

    def _end(self, slow: bool) -> bool:
        code = unicodedata.normalize("NFKC", self._typed).strip().upper()
        typed, self._typed = self._typed, ""
        if slow or len(code) < _SHORTEST or not self.shape.fullmatch(code):
            return False
        if self._before is not None:
            self._before.put_back(typed)
            self._before = None
        self._swallow_release = True
        self._report(code)
        return True

    def _report(self, code: str) -> None:
        now = self._clock()
        if now - self._run_at > _RUN:
            self._run.clear()
        self._run_at = now
        again = code in self._run
        if not again:
            self._run.append(code)
        self.scanned.emit(Scan(code, again, tuple(self._run)))


class _Before:
    """What stood where the cursor was when a burst began."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._index: QPersistentModelIndex | None = None
        self._choice = -1
        self._selected = ""
        if isinstance(widget, QLineEdit):
            self._selected = widget.selectedText()
        elif isinstance(widget, QPlainTextEdit | QTextEdit):
            self._selected = widget.textCursor().selectedText()
        elif isinstance(widget, QAbstractItemView):
            self._index = QPersistentModelIndex(widget.currentIndex())
        elif isinstance(widget, QComboBox):
            self._choice = widget.currentIndex()
        widget.destroyed.connect(self._forget)
        self._alive = True

    @classmethod
    def of(cls, widget: QWidget | None) -> _Before | None:
        """Remember a widget, if any has the cursor."""
        return cls(widget) if widget is not None else None

    def _forget(self) -> None:
        self._alive = False

    def put_back(self, typed: str) -> None:
        """Take the typed characters out again and put back what they replaced or moved."""
        widget = self._widget
        if not self._alive:
            return
        if isinstance(widget, QLineEdit):
            self._mend_line(widget, typed)
        elif isinstance(widget, QPlainTextEdit | QTextEdit):
            self._mend_text(widget, typed)
        elif isinstance(widget, QAbstractItemView) and self._index is not None:
            widget.setCurrentIndex(widget.model().index(self._index.row(), self._index.column()))
        elif isinstance(widget, QComboBox) and self._choice >= 0:
            widget.setCurrentIndex(self._choice)

    def _mend_line(self, field: QLineEdit, typed: str) -> None:
        end = field.cursorPosition()
        start = end - len(typed)
        if start >= 0 and field.text()[start:end].casefold() == typed.casefold():
            field.setSelection(start, len(typed))
            field.insert(self._selected)
            field.setSelection(start, len(self._selected))

    def _mend_text(self, field: QPlainTextEdit | QTextEdit, typed: str) -> None:
        cursor = field.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(typed))
        if cursor.selectedText().casefold() == typed.casefold():
            cursor.insertText(self._selected.replace("\u2029", "\n"))
