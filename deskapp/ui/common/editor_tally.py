"""The editor of a tally: every place is a line with its numbers, typed from one to the next; the sums stand below."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from deskapp.domain.fields import FieldSpec, Number, Tally, fields_of
from deskapp.ui import theme
from deskapp.ui.common.editors import Editor, Unread, is_enter
from deskapp.ui.common.parts import clear, em, label, while_alive

if TYPE_CHECKING:
    from deskapp.ui.context import Context

_CELL_EM = 4.6


class Place(Protocol):
    """What is counted, as the marker's source lists it; places of one ``group`` stand together."""

    code: str
    name: str
    group: str


class _Cell(QLineEdit):
    """One number. ``moved`` carries lines and columns to go; Tab and Enter go on as one reads."""

    moved = Signal(int, int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Up and Down stay in the column, Enter goes on."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if is_enter(event):
            self.moved.emit(0, 1)
        elif event.key() in steps:
            self.moved.emit(steps[Qt.Key(event.key())], 0)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Qt: Tab goes on, Shift+Tab back."""
        self.moved.emit(0, 1 if next else -1)
        return True


class TallyEditor(Editor):
    """Numbers by place; a place without any is left out. ``raw`` keeps them as typed, by the place's code."""

    def __init__(self, context: Context, spec: FieldSpec, title: str, register: str) -> None:
        super().__init__(context, spec, title)
        marker = spec.marker
        assert isinstance(marker, Tally)
        self.row_type = marker.row
        self.register = register
        self.key, *self.counts = fields_of(marker.row)
        self._places: Sequence[Place] = ()
        self._typed: dict[str, Mapping[str, Any]] = {}
        self.cells: dict[str, list[_Cell]] = {}
        self._names: dict[str, str] = {}
        self.sums: list[QLabel] = []
        self._table = QWidget()
        self._grid = QGridLayout(self._table)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(3))
        self.box.addWidget(self._table)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # until the places are known
        context.ask(marker.source, while_alive(self, self._listed), owner=self, token=f"tally {spec.name}")

    # The table

    def _listed(self, places: Sequence[Place]) -> None:
        self._places = places
        self._lay_out()

    def _lay_out(self) -> None:
        """A heading, the places group by group, the sums."""
        had_keys = self.hasFocus() or any(cell.hasFocus() for line in self.cells.values() for cell in line)
        clear(self._grid)
        self.cells, self._names, self.sums = {}, {}, []
        self._grid.setColumnStretch(0, 1)
        self._heading()
        group = None
        for place in self._places:
            if place.group != group and place.group:
                self._grid.addWidget(label(place.group, "small"), self._grid.rowCount(), 0, 1, -1)
            group = place.group
            self._add(place.code, place.name)
        for code in self._typed:  # what is no place any more keeps its line
            if code not in self.cells:
                self._add(code, code)
        self._footing()
        if first := next(iter(self.cells.values()), None):
            self.setFocusProxy(first[0])
            if had_keys:
                first[0].setFocus(Qt.FocusReason.TabFocusReason)
        self._add_up()

    def _heading(self) -> None:
        for at, column in enumerate((self.key, *self.counts)):
            made = label(self.context.label(self.register, column.name), "small")
            if at:
                made.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(made, 0, at)

    def _add(self, code: str, name: str) -> None:
        row = self._grid.rowCount()
        self._grid.addWidget(label(name, wrap=True), row, 0)
        self._names[code] = name
        self.cells[code] = []
        for at, column in enumerate(self.counts, 1):
            cell = _Cell()
            cell.setAlignment(Qt.AlignmentFlag.AlignRight)
            cell.setFixedWidth(round(em(self) * _CELL_EM))
            cell.setAccessibleName(f"{name} {self.context.label(self.register, column.name)}")
            typed = self._typed.get(code, {}).get(column.name)
            cell.setText("" if typed is None else str(typed))
            cell.textEdited.connect(self._edited)
            cell.moved.connect(self._go)
            self._grid.addWidget(cell, row, at)
            self.cells[code].append(cell)

    def _footing(self) -> None:
        row = self._grid.rowCount()
        self._grid.addWidget(label(QCoreApplication.translate("TallyEditor", "In all"), "strong"), row, 0)
        for at in range(1, len(self.counts) + 1):
            made = label("", "strong")
            made.setAlignment(Qt.AlignmentFlag.AlignRight)
            made.setContentsMargins(0, 0, theme.px(8), 0)  # under the numbers, which have an edge
            self._grid.addWidget(made, row, at)
            self.sums.append(made)

    # Typing

    def _edited(self, _text: str) -> None:
        self._add_up()
        self.changed.emit()

    def _go(self, down: int, on: int) -> None:
        """To the next number as one reads, or to the one above or below; past the last one out of the table."""
        lines = list(self.cells.values())
        cells = [cell for line in lines for cell in line]
        at = next(at for at, cell in enumerate(cells) if cell is self.sender())
        wanted = at + on + down * len(self.counts)
        if 0 <= wanted < len(cells):
            cells[wanted].setFocus(Qt.FocusReason.TabFocusReason)
        elif wanted >= len(cells) and on:
            self.entered.emit()
        elif on:
            QWidget.focusNextPrevChild(cells[0], False)

    def _add_up(self) -> None:
        """The sums of what can be read; what cannot is marked as it is typed."""
        for at, made in enumerate(self.sums):
            column = self.counts[at]
            found = [_number(line[at], column) for line in self.cells.values()]
            made.setText(str(sum(number for number in found if number is not None and number >= 0)))
        for line in self.cells.values():
            for cell, column in zip(line, self.counts, strict=True):
                theme.mark_problem(cell, _number(cell, column) == _NO_NUMBER)

    # What stands there

    def value(self) -> Any:
        """The places with a number, in order.

        Raises:
            Unread: Some cell holds no number that fits; its place is named.
        """
        rows, bad, most = [], [], 0
        for code, line in self.cells.items():
            found = [_number(cell, column) for cell, column in zip(line, self.counts, strict=True)]
            for cell, column, number in zip(line, self.counts, found, strict=True):
                if number == _NO_NUMBER:
                    bad.append(f"{self._names[code]} {cell.text().strip()[:20]}")
                    most = column.marker.max if isinstance(column.marker, Number) else most
            if any(number is not None for number in found):
                numbers = dict(zip((column.name for column in self.counts), found, strict=True))
                rows.append(self.row_type(**{self.key.name: code}, **numbers))
        if bad:
            raise Unread("not_counted", value=", ".join(bad), max=most)
        return tuple(rows)

    def set_value(self, value: Any) -> None:
        """Show rows."""
        names = (self.key.name, *(column.name for column in self.counts))
        self.set_raw([{name: getattr(row, name) for name in names} for row in value or ()])

    def raw(self) -> Any:
        """The lines with something in them, as typed."""
        if not self.cells:  # the places are still on their way
            return list(self._typed.values())
        return [
            {self.key.name: code} | {c.name: cell.text() for c, cell in zip(self.counts, line, strict=True)}
            for code, line in self.cells.items()
            if any(cell.text().strip() for cell in line)
        ]

    def set_raw(self, raw: Any) -> None:
        """Show lines as they were typed; the places may still be on their way."""
        kept = raw if isinstance(raw, list) else []
        self._typed = {str(line[self.key.name]): line for line in kept}
        if self._places:
            self._lay_out()

    def mark(self, bad: bool) -> None:
        """Draw the first number as refused where no other is, or no longer; the cursor goes to what is refused."""
        self._add_up()
        cells = [(cell, column) for line in self.cells.values() for cell, column in zip(line, self.counts, strict=True)]
        wrong = next((cell for cell, column in cells if _number(cell, column) == _NO_NUMBER), None)
        if cells:
            self.setFocusProxy((wrong or cells[0][0]) if bad else cells[0][0])
        if bad and cells and wrong is None:
            theme.mark_problem(cells[0][0], True)


#: What stands for something that cannot be read as a number that fits.
_NO_NUMBER = -1


def _number(cell: QLineEdit, column: FieldSpec) -> int | None:
    """The number of a cell: None for an empty one, ``_NO_NUMBER`` for what is none or does not fit."""
    text = unicodedata.normalize("NFKC", cell.text()).strip()
    if not text:
        return None
    marker = column.marker
    fits = text.isascii() and text.isdecimal() and len(text) < 10
    if fits and isinstance(marker, Number) and marker.min <= int(text) <= marker.max:
        return int(text)
    return _NO_NUMBER
