"""Editors of moments and days: one line, typed as people say it, with what it means beside."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from deskapp.domain.fields import FieldSpec, Moment
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.editors import LineEditor, Unread
from deskapp.ui.common.moments import Unreadable, read_day, read_moment, write_moment
from deskapp.ui.common.parts import em, label

if TYPE_CHECKING:
    from deskapp.ui.context import Context

# Minutes that a key moves the time by: arrows, arrows with Shift, page keys.
_STEP, _FINE, _LEAP = 5, 1, 60


class MomentEditor(LineEditor):
    """A moment."""

    def __init__(self, context: Context, spec: FieldSpec, title: str, _register: str = "") -> None:
        super().__init__(context, spec, title)
        self.line.setPlaceholderText(self._example())
        example = self.line.fontMetrics().horizontalAdvance(self.line.placeholderText())
        self.line.setFixedWidth(max(em(self) * 10, example + theme.px(30)))
        self.line.textChanged.connect(self._explain)
        self.line.editingFinished.connect(self._settle)
        self.line.installEventFilter(self)
        self.meaning = label("", "small", wrap=True)
        self.box.setAlignment(self.line, Qt.AlignmentFlag.AlignTop)  # in line with its neighbours, however long that is
        self.box.addSpacing(em(self) // 2)
        self.box.addWidget(self.meaning, 1)

    def _example(self) -> str:
        marker = self.spec.marker
        past = isinstance(marker, Moment) and marker.when == "past"
        return self.tr("14:30 or 11-21 14:30") if past else self.tr("14:30, +2h, tomorrow 9:00")

    def value(self) -> Any:
        """The moment, or nothing."""
        try:
            return read_moment(self.line.text(), fmt.now())
        except Unreadable as error:
            raise Unread("not_a_time", value=self.line.text()[:30]) from error

    def set_value(self, value: Any) -> None:
        """Show a moment."""
        self.line.setText(write_moment(value, fmt.now()))

    def raw(self) -> Any:
        """The text as typed, and the moment it meant then: ``14:30`` means another one tomorrow."""
        try:
            moment = self.value()
        except Unread:
            moment = None
        return {"text": self.line.text(), "at": moment.isoformat() if moment else ""}

    def set_raw(self, raw: Any) -> None:
        """Show the moment that was meant, or the text that could not be read."""
        kept = raw if isinstance(raw, dict) else {}
        if kept.get("at"):
            self.set_value(datetime.fromisoformat(kept["at"]))
        else:
            self.line.setText(str(kept.get("text", "")))

    def _explain(self, text: str) -> None:
        try:
            moment = read_moment(text, fmt.now())
        except Unreadable:
            self.meaning.setText(self.tr("?"))
            return
        if moment is None:
            self.meaning.setText("")
            return
        here = fmt.now().astimezone().date()
        days = (moment.astimezone().date() - here).days
        day = {0: self.tr("today"), 1: self.tr("tomorrow"), -1: self.tr("yesterday")}.get(days)
        day = day or moment.astimezone().strftime("%Y-%m-%d")
        parts = [f"{day} {moment.astimezone():%H:%M}"]
        if moment > fmt.now():
            parts.append(fmt.distance(moment))
        self.meaning.setText(" · ".join(parts))

    def _settle(self) -> None:
        """What was relative becomes the time it meant, so that it stays put."""
        if self.line.text().lstrip().startswith(("+", "-", "\N{FULLWIDTH PLUS SIGN}")):
            try:
                self.set_value(self.value())
            except Unread:
                return

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: up and down move the time."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            step = {
                Qt.Key.Key_Up: _FINE if fine else _STEP,
                Qt.Key.Key_Down: -_FINE if fine else -_STEP,
                Qt.Key.Key_PageUp: _LEAP,
                Qt.Key.Key_PageDown: -_LEAP,
            }.get(Qt.Key(event.key()))
            if step is not None:
                self._move(step)
                return True
        return super().eventFilter(watched, event)

    def _move(self, minutes: int) -> None:
        try:
            moment = self.value() or fmt.now().astimezone().replace(second=0, microsecond=0)
        except Unread:
            return
        moment += timedelta(minutes=minutes)
        if abs(minutes) == _STEP:  # on to the next round five minutes
            over = moment.minute % _STEP
            moment -= timedelta(minutes=over if minutes > 0 else over - _STEP if over else 0)
        self.set_value(moment)
        self.changed.emit()


class DayEditor(LineEditor):
    """A calendar day."""

    def __init__(self, context: Context, spec: FieldSpec, title: str, _register: str = "") -> None:
        super().__init__(context, spec, title)
        self.line.setPlaceholderText(self.tr("2026-11-21, 11-21 or +7"))

    def value(self) -> Any:
        """The day, or nothing."""
        try:
            return read_day(self.line.text(), fmt.now().astimezone().date())
        except Unreadable as error:
            raise Unread("unreadable_day", value=self.line.text()[:30]) from error

    def set_value(self, value: Any) -> None:
        """Show a day."""
        self.line.setText(value.isoformat() if value else "")

    def set_raw(self, raw: Any) -> None:
        """Show what stood there, readable or not."""
        self.line.setText(str(raw or ""))
