"""Counting place by place: a key for what is seen, a scan for a set; the next place comes by itself (``KEY-6``)."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from deskapp.domain.inventories import DifferenceLine, InventoryDetail, Mark, SheetLine, State, TickDraft, UntickDraft
from deskapp.errors import DeskError, Invalid
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.count_card import PlaceCard
from deskapp.ui.common.count_table import CountModel, CountTable, Line
from deskapp.ui.common.editors import is_enter
from deskapp.ui.common.line_board import LineBoard
from deskapp.ui.common.parts import FlowLayout, button, em, while_alive

if TYPE_CHECKING:
    from deskapp.domain.common import Change
    from deskapp.ui.context import Context

_LABEL = re.compile(r"([A-Z]+)[\s-]*0*(\d+)")
_ALREADY = "inventory_scanned_already"


class CountBoard(LineBoard):
    """Works by keys alone. While it is counted it knows nothing of what is expected; then it shows what differs.

    ``explaining`` carries the place whose difference is to be explained, ``moved`` that another place is in front.
    """

    explaining = Signal(str)
    moved = Signal()
    model: CountModel
    table: CountTable
    card: PlaceCard
    detail: InventoryDetail | None

    def __init__(self, context: Context) -> None:
        super().__init__(context, CountTable(CountModel(context)))
        self.hangs_here = False
        self._scanned = ""
        self.home: QWidget = self.table  # where the keys go on: here, or in the picture
        self.card = PlaceCard()
        self.work = self._work()
        self.lay_out(self.tr("Counted"), self.tr("Hooks"))
        self.table.marked.connect(self.mark)
        self.table.digit.connect(self.begin_keys)
        self.table.entered.connect(self.to_line)
        self.table.taken_back.connect(self.take_back)
        self.table.doubleClicked.connect(self.to_line)

    # How it is made

    def _work(self) -> QWidget:
        """A button for what can be seen, how many keys, and a line for hooks and codes."""
        work = QWidget()
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        choices = QWidget()
        flow = FlowLayout(choices, gap=theme.px(6))
        self.buttons = {}
        for mark, key in ((Mark.PRESENT, self.tr("Space")), (Mark.EMPTY, "E"), (Mark.OTHER, "O")):
            made = button(f"{key}  {self.context.word(f'inventories.mark.{mark}')}")
            made.clicked.connect(partial(self._clicked, mark))
            flow.addWidget(made)
            self.buttons[mark] = made
        column.addWidget(choices)
        line = QHBoxLayout()
        self.keys_field = self._field(self.tr("Keys"), self.context.label("inventories", "keys"))
        self.keys_field.setValidator(QIntValidator(1, 99, self.keys_field))
        self.keys_field.setFixedWidth(em(self) * 5)
        self.typed = self._field("", self.tr("Hook, or the code of a set"))
        line.addWidget(self.keys_field)
        line.addWidget(self.typed, 1)
        column.addLayout(line)
        return work

    def _field(self, hint: str, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText(hint)
        made.setAccessibleName(name)
        made.setMaxLength(60)
        made.installEventFilter(self)
        return made

    # What is shown

    @property
    def counting(self) -> bool:
        """Whether places can be counted now."""
        return self.detail is not None and self.detail.state is State.COUNTING

    def show_detail(self, detail: InventoryDetail) -> None:
        """Show a count; the place that was in front stays there, one that was just scanned comes there."""
        if self.detail is None or self.detail.id != detail.id or self.detail.state is not detail.state:
            self._current, self._scanned = 0, ""
            self.keys_field.clear()
            self._here(False)
            self.table.clearSelection()
        self.detail = detail
        self.model.show_lines(detail.lines if self.counting else detail.differences, counting=self.counting)
        self.progress.setText(self._progress(detail))
        self.bar.setRange(0, max(detail.total if self.counting else detail.different, 1))
        self.bar.setValue(detail.counted if self.counting else detail.explained or not detail.different)
        self.card.tally.setText(f"{detail.counted} / {detail.total}" if self.counting else "")
        self.work.setVisible(self.counting)
        self.table.setVisible(bool(self.model.lines))
        self._bring(self._just_scanned() or self._current or self._next(0))
        QTimer.singleShot(0, self, self.fit)

    def _progress(self, detail: InventoryDetail) -> str:
        if self.counting:
            said = self.tr("{counted} / {total} counted · {left} to count")
            return said.format(counted=detail.counted, total=detail.total, left=detail.total - detail.counted)
        if detail.compared_at is None:
            return self.tr("{counted} / {total} counted").format(counted=detail.counted, total=detail.total)
        if not detail.different:
            return self.tr("{total} hooks counted: everything is as it should be.").format(total=detail.total)
        said = self.tr("{count} difference(s) · {left} to explain")
        return said.format(count=detail.different, left=detail.different - detail.explained)

    def _just_scanned(self) -> int:
        """The place whose set was just scanned."""
        code, self._scanned = self._scanned, ""
        found = (line.id for line in self.model.lines if isinstance(line, SheetLine) and code and line.code == code)
        return next(found, 0)

    def line(self) -> Line | None:
        """The place in front."""
        return cast("Line | None", super().line())

    def bring_place(self, place_id: int) -> None:
        """Bring a place to the front by its own id: it was chosen in the picture."""
        found = (line.id for line in self.model.lines if isinstance(line, SheetLine) and line.place_id == place_id)
        if (line_id := next(found, 0)) and line_id != self._current:
            self._bring(line_id)

    def show_line(self, line: Line, *, other: bool) -> None:
        """Say which place is in front and what was seen there."""
        if other:
            self.keys_field.clear()
            self._here(False)
        self.card.place.setText(line.place)
        self.card.part.setText(line.part)
        self.card.said.setText(self._told(line))
        self.moved.emit()

    def _told(self, line: Line) -> str:
        when = " ".join(part for part in (fmt.clock(line.at), line.by) if part)
        if isinstance(line, SheetLine):
            seen = self.model.seen(line) if line.mark is not None else self.tr("What hangs here?")
            keys = self.tr("%n key(s)", "", line.keys) if line.keys else ""
            return " · ".join(part for part in (seen, keys, when) if part)
        expected = " ".join(part for part in (self.model.differs("expected", line), line.expected_code) if part)
        seen = " ".join(part for part in (self.model.differs("seen", line), when) if part)
        words = [self.context.word(f"inventories.difference.{line.difference}")]
        words.append(self.tr("Should be: {expected}").format(expected=expected))
        words.append(self.tr("Seen: {seen}").format(seen=seen))
        if line.resolution is not None:
            done = self.context.word(f"inventories.resolution.{line.resolution}")
            words.append(" · ".join((done, line.explanation, line.explained_by)))
        return "\n".join(words)

    # What is done

    def take_keys(self) -> None:
        """The keys go back to where places are gone through: the table, or the picture if they came from there."""
        if not self.home.hasFocus():
            home = self.home if self.home.isVisible() else self.table
            home.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clicked(self, mark: Mark, _on: bool = False) -> None:
        self.mark(mark)

    def to_line(self, *_index: object) -> None:
        """Enter: while counting to the line for hooks and codes, then to the explanation of what differs."""
        line = self.line()
        if self.counting:
            self.typed.setFocus(Qt.FocusReason.OtherFocusReason)
        elif isinstance(line, DifferenceLine) and self.detail is not None and self.detail.state is State.COMPARED:
            self.explaining.emit(line.place)

    def begin_keys(self, digit: str) -> None:
        """A figure: so many keys hang there."""
        if self.counting:
            self.keys_field.setText(digit)
            self.keys_field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.keys_field.setCursorPosition(1)

    def _here(self, on: bool) -> None:
        """Whether the next code is what hangs at the place in front, wherever it belongs."""
        self.hangs_here = on
        line = self.line()
        said = self.tr("Hook, or scan a set  Enter")
        if on and line is not None:
            said = self.tr("Scan or type what hangs at {place}").format(place=line.place)
        self.typed.setPlaceholderText(said)

    def mark(self, mark: Mark) -> None:
        """Say what is seen at the place in front; another set needs its code."""
        line = self.line()
        if not self.counting or not isinstance(line, SheetLine):
            return
        if mark is Mark.OTHER:
            self._here(True)
            self.typed.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        keys = self.keys_field.text() if mark is Mark.PRESENT else ""
        draft = TickDraft(place=line.place, mark=mark, keys=int(keys) if keys else None, times=line.times)
        self._tick(draft, replace(line, mark=mark, code="", keys=draft.keys, times=line.times + 1))

    def take_scan(self, code: str) -> bool:
        """A label was scanned: its set hangs where it belongs, or, after O, at the place in front."""
        if not self.counting:
            return False
        self.keys_field.clear()  # the figures of the code itself
        self.typed.clear()
        self._code(code.partition("/")[0])
        return True

    def _typed(self) -> None:
        """A hook comes to the front; anything else is the code of a set."""
        text = self.typed.text().strip()
        self.typed.clear()
        found = _LABEL.fullmatch(text.upper())
        wanted = f"{found[1]}{int(found[2]):03d}" if found else ""
        line_id = next((line.id for line in self.model.lines if line.place == wanted), 0)
        if line_id and not self.hangs_here:
            self._bring(line_id)
            self.take_keys()
        elif text:
            self._code(text)

    def _code(self, code: str) -> None:
        line = self.line()
        self._scanned = "" if self.hangs_here else code.upper()
        if self.hangs_here and isinstance(line, SheetLine):
            draft = TickDraft(place=line.place, mark=Mark.OTHER, code=code, times=line.times)
            self._tick(draft, replace(line, mark=Mark.OTHER, code=code.upper(), times=line.times + 1))
        else:
            self._tick(TickDraft(code=code), None)

    def _tick(self, draft: TickDraft, seen: SheetLine | None) -> None:
        if self._saving or self.detail is None:
            return
        self._saving = True
        done, refused = while_alive(self, partial(self._ticked, seen)), while_alive(self, self._refused)
        self.context.do("inventories.tick", done, refused, id=self.detail.id, draft=draft)

    def _ticked(self, seen: SheetLine | None, _change: Change) -> None:
        """The next place comes to the front; the whole count is on its way."""
        self._saving = False
        self.keys_field.clear()
        self._here(False)
        if seen is not None:
            lines = [seen if line.id == seen.id else line for line in self.model.lines]
            self.model.show_lines(lines, counting=True)
            following = self._next(seen.id)
            self._bring(following or seen.id)
            if not following:
                self.context.say(self.tr("Everything is counted. Ctrl+Enter compares."), kind="ok")
        self.take_keys()

    def take_back(self) -> None:
        """The place in front was counted by mistake."""
        line, detail = self.line(), self.detail
        if not self.counting or detail is None or not isinstance(line, SheetLine) or line.mark is None:
            return
        done, refused = while_alive(self, partial(self._taken_back, line)), while_alive(self, self._refused)
        self.context.do("inventories.untick", done, refused, id=detail.id, draft=UntickDraft(place=line.place))

    def _taken_back(self, line: SheetLine, _change: Change) -> None:
        self.context.say(self.tr("{place} is to be counted again").format(place=line.place), kind="ok")

    def _refused(self, error: DeskError) -> None:
        self._saving, self._scanned = False, ""
        self._here(False)
        self.take_keys()
        if isinstance(error, Invalid) and all(each.code == _ALREADY for each in error.problems):
            self.context.say(self.context.error_text(error), kind="warning", seconds=10)
        else:
            super()._refused(error)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: Enter or Space after the number of keys counts the place; Enter after a code takes it."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if watched is self.typed and is_enter(event):
            self._typed()
            return True
        if watched is self.keys_field and (is_enter(event) or event.key() == Qt.Key.Key_Space):
            self.mark(Mark.PRESENT)
            return True
        return super().eventFilter(watched, event)
