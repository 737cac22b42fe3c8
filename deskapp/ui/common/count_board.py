"""Counting place by place: a key for what is seen, a scan for a set; the next place comes by itself (``KEY-6``).

Where several things lie at a place, each is scanned while the place is in front, and the next place is asked for.
"""

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

_LABEL = re.compile(r"[A-Z]+[\s-]*\d+(?:[\s-]+\d+)*")
_PART = re.compile(r"[A-Z]+|\d+")
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
        self.lay_out(self.tr("Counted"), self._word("places"))
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
            made = button("")
            made.setProperty("key", key)
            made.clicked.connect(partial(self._clicked, mark))
            flow.addWidget(made)
            self.buttons[mark] = made
        column.addWidget(choices)
        line = QHBoxLayout()
        self.keys_field = self._field(self.tr("Keys"), self.context.label("inventories", "keys"))
        self.keys_field.setValidator(QIntValidator(1, 99, self.keys_field))
        self.keys_field.setFixedWidth(em(self) * 5)
        self.typed = self._field("", self._word("line"))
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

    def _word(self, name: str) -> str:
        return self.model.word(name)

    def _dress(self, detail: InventoryDetail) -> None:
        """Call things as they are called where they are counted."""
        self.model.subject = detail.subject
        self.table.carriers = detail.many
        for mark, made in self.buttons.items():
            goes_on = self.many and mark is Mark.PRESENT
            made.setText(f"{made.property('key')}  {self._word('next' if goes_on else f'mark.{mark}')}")
        self.keys_field.setVisible(not self.many)
        self.typed.setAccessibleName(self._word("line"))
        self.table.setAccessibleName(self._word("places"))

    # What is shown

    @property
    def many(self) -> bool:
        """Whether several things lie at a place, each with a code of its own."""
        return self.detail is not None and self.detail.many

    @property
    def counting(self) -> bool:
        """Whether places can be counted now."""
        return self.detail is not None and self.detail.state is State.COUNTING

    def show_detail(self, detail: InventoryDetail) -> None:
        """Show a count; the place that was in front stays there, one that was just scanned comes there."""
        if self.detail is None or self.detail.id != detail.id or self.detail.state is not detail.state:
            self._current, self._scanned = 0, ""
            self.detail = detail
            self._dress(detail)
            self.keys_field.clear()
            self._here(False)
            self.table.clearSelection()
        self.detail = detail
        before = {(line.place_id, line.thing) for line in self.model.lines if isinstance(line, SheetLine)}
        self.model.show_lines(detail.lines if self.counting else detail.differences, counting=self.counting)
        self.progress.setText(self._progress(detail))
        self.bar.setRange(0, max(detail.total if self.counting else detail.different, 1))
        self.bar.setValue(detail.counted if self.counting else detail.explained or not detail.different)
        self.card.tally.setText(f"{detail.counted} / {detail.total}" if self.counting else "")
        self.work.setVisible(self.counting)
        self.table.setVisible(bool(self.model.lines))
        self._bring(self._just_scanned(before) or self._current or self._next(0))
        QTimer.singleShot(0, self, self.fit)

    def _progress(self, detail: InventoryDetail) -> str:
        if self.counting:
            said = self.tr("{counted} / {total} counted · {left} to count")
            said = said.format(counted=detail.counted, total=detail.total, left=detail.total - detail.counted)
            return f"{said} · {self._items(detail.things)}" if self.many else said
        if detail.compared_at is None:
            return self.tr("{counted} / {total} counted").format(counted=detail.counted, total=detail.total)
        if not detail.different:
            return self._word("all_well").format(total=detail.total)
        said = self.tr("{count} difference(s) · {left} to explain")
        return said.format(count=detail.different, left=detail.different - detail.explained)

    def _items(self, count: int) -> str:
        return self._word("seen").format(count=count)

    def _just_scanned(self, before: set[tuple[int, str]]) -> int:
        """The place whose set was just scanned; of several things the one that was not there before."""
        code, self._scanned = self._scanned, ""
        if self.many and code:
            lines = (line for line in self.model.lines if isinstance(line, SheetLine) and line.thing)
            return next((line.id for line in lines if (line.place_id, line.thing) not in before), 0)
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
            seen = self.model.seen(line) if line.mark is not None else self._word("nothing_seen")
            keys = self._keys(line.keys) if line.keys else ""
            return " · ".join(part for part in (seen, keys, when) if part)
        expected = " ".join(part for part in (self.model.differs("expected", line), line.expected_code) if part)
        seen = " ".join(part for part in (self.model.differs("seen", line), when) if part)
        words = [self._word(f"difference.{line.difference}")]
        words.append(self.tr("Should be: {expected}").format(expected=expected))
        words.append(self.tr("Seen: {seen}").format(seen=seen))
        if line.resolution is not None:
            done = self._word(f"resolution.{line.resolution}")
            words.append(" · ".join((done, line.explanation, line.explained_by)))
        return "\n".join(words)

    def _keys(self, count: int) -> str:
        return self._items(count) if self.many else self.tr("%n key(s)", "", count)

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
        """A figure: so many keys hang there; or the first of an item's last four."""
        if self.counting and self.many:
            self.typed.setText(digit)
            self.to_line()
        elif self.counting:
            self.keys_field.setText(digit)
            self.keys_field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.keys_field.setCursorPosition(1)

    def _here(self, on: bool) -> None:
        """Whether the next code is what hangs at the place in front, wherever it belongs."""
        self.hangs_here = on
        line = self.line()
        said = self._word("line.hint")
        if on and line is not None:
            said = self._word("line.other").format(place=line.place)
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
        if self.many and mark is Mark.PRESENT:
            self._go_on(line)
            return
        line = self._place(line)
        keys = self.keys_field.text() if mark is Mark.PRESENT else ""
        draft = TickDraft(place=line.place, mark=mark, keys=int(keys) if keys else None, times=line.times)
        self._tick(draft, replace(line, mark=mark, code="", keys=draft.keys, times=line.times + 1))

    def _place(self, line: SheetLine) -> SheetLine:
        """The line of the place itself, whichever of its things is in front."""
        lines = (each for each in self.model.lines if isinstance(each, SheetLine))
        return next((each for each in lines if each.place_id == line.place_id and not each.thing), line)

    def _go_on(self, line: SheetLine) -> None:
        """Everything here was scanned: the next place comes; where nothing was, that is to be said."""
        if self._place(line).mark is None:
            self.context.say(self._word("nothing_seen"), kind="warning")
            return
        self._next_after(line.id)
        self.take_keys()

    def _next_after(self, line_id: int) -> None:
        following = self._next(line_id)
        self._bring(following or line_id)
        if not following:
            self.context.say(self.tr("Everything is counted. Ctrl+Enter compares."), kind="ok")

    def take_scan(self, code: str) -> bool:
        """A label was scanned: its set hangs where it belongs, or, after O, at the place in front.

        Where several things lie, a place's label brings the place to the front, and an item lies at the place in front.
        """
        if not self.counting:
            return False
        self.table.act_on_keys()
        self.keys_field.clear()  # the figures of the code itself
        self.typed.clear()
        if self.many and (line_id := self._named(code)):
            self._here(False)
            self._bring(line_id)
            self.take_keys()
        else:
            self._code(code.partition("/")[0])
        return True

    def _named(self, text: str) -> int:
        """The line of the place that a text stands for, ``a47`` for A047, ``a1-3`` for A-1-03; 0 for none."""
        wanted = _spelt(text)
        lines = self.model.lines if wanted else ()
        return next((line.id for line in lines if not line.thing and _spelt(line.place) == wanted), 0)

    def _typed(self) -> None:
        """A hook comes to the front; anything else is the code of a set."""
        text = self.typed.text().strip()
        self.typed.clear()
        line_id = self._named(text)
        if line_id and not self.hangs_here:
            self._bring(line_id)
            self.take_keys()
        elif text:
            self._code(text)

    def _code(self, code: str) -> None:
        line = self.line()
        self._scanned = "" if self.hangs_here else code.upper()
        if self.many and isinstance(line, SheetLine):
            self._scanned = code
            mark = Mark.OTHER if self.hangs_here else Mark.PRESENT
            self._tick(TickDraft(place=line.place, mark=mark, code=code), None)
        elif self.hangs_here and isinstance(line, SheetLine):
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
            self._next_after(seen.id)
        self.take_keys()

    def take_back(self) -> None:
        """The place in front was counted by mistake."""
        line, detail = self.line(), self.detail
        if not self.counting or detail is None or not isinstance(line, SheetLine) or line.mark is None:
            return
        done, refused = while_alive(self, partial(self._taken_back, line)), while_alive(self, self._refused)
        self.context.do(
            "inventories.untick", done, refused, id=detail.id, draft=UntickDraft(place=line.place, thing=line.thing)
        )

    def _taken_back(self, line: SheetLine, _change: Change) -> None:
        said = self.tr("{place} is to be counted again").format(place=line.thing or line.place)
        self.context.say(said, kind="ok")

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


def _spelt(text: str) -> tuple[str, ...]:
    """A place's label without what may be left out: blanks, dashes, noughts in front."""
    typed = text.strip().upper()
    return tuple(part.lstrip("0") for part in _PART.findall(typed)) if _LABEL.fullmatch(typed) else ()
