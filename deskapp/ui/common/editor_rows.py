"""The editor of a short table: a line of small fields for each row, a fresh line always at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from deskapp.domain.fields import FieldSpec, Money, Number, Rows, Text, fields_of
from deskapp.ui import theme
from deskapp.ui.common.editors import Editor, Unread, editor_for
from deskapp.ui.common.parts import em, label

if TYPE_CHECKING:
    from deskapp.ui.context import Context


class RowsEditor(Editor):
    """A table of a few rows; a row without words is not a row. Problems are named ``field.row.column``."""

    def __init__(self, context: Context, spec: FieldSpec, title: str, register: str) -> None:
        super().__init__(context, spec, title)
        marker = spec.marker
        assert isinstance(marker, Rows)
        self.row_type = marker.row
        self.most = marker.max
        self.register = register
        self.columns = fields_of(marker.row)
        self._lines: list[list[Editor]] = []
        self._table = QWidget()
        self._grid = QGridLayout(self._table)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px(4))
        for at, column in enumerate(self.columns):
            self._grid.addWidget(label(context.label(register, column.name), "small"), 0, at)
            self._grid.setColumnStretch(at, 2 if isinstance(column.marker, (Money, Number)) else 4)
        self.box.addWidget(self._table)
        self._add()

    def _add(self) -> list[Editor]:
        line: list[Editor] = []
        for at, column in enumerate(self.columns):
            editor = editor_for(self.context, column, self.context.label(self.register, column.name), self.register)
            for field in editor.findChildren(QLineEdit):
                field.setMinimumWidth(em(self) * (3 if isinstance(column.marker, (Money, Number)) else 4))
            editor.changed.connect(self._changed)
            editor.entered.connect(self._entered)
            self._grid.addWidget(editor, len(self._lines) + 1, at)
            line.append(editor)
        if self._lines:
            QWidget.setTabOrder(self._lines[-1][-1].target, line[0].target)
        self._lines.append(line)
        self.setFocusProxy(self._lines[0][0])
        return line

    @property
    def cells(self) -> list[Editor]:
        """The first cell of every line, the fresh one too."""
        return [line[0] for line in self._lines]

    def _changed(self) -> None:
        if self._filled(self._lines[-1]) and len(self._lines) < self.most:
            self._add()
        self.changed.emit()

    def _entered(self) -> None:
        """Enter goes on to the next cell; in an empty line it leaves the table."""
        cells = [cell for line in self._lines for cell in line]
        sender = self.sender()
        at = next(at for at, cell in enumerate(cells) if cell is sender)
        line = self._lines[at // len(self.columns)]
        if not self._filled(line) or at + 1 == len(cells):
            self.entered.emit()
        else:
            cells[at + 1].target.setFocus()

    def _filled(self, line: list[Editor]) -> bool:
        return any(
            str(cell.raw()).strip()
            for cell, column in zip(line, self.columns, strict=True)
            if isinstance(column.marker, Text)
        )

    def value(self) -> Any:
        """The rows that hold words."""
        rows = []
        for at, line in enumerate(self._lines):
            if not self._filled(line):
                continue
            try:
                values = {
                    column.name: self._cell(cell, column) for cell, column in zip(line, self.columns, strict=True)
                }
            except Unread as error:
                raise Unread(error.code, **{**error.params, "row": at}) from error
            rows.append(self.row_type(**values))
        return tuple(rows)

    def _cell(self, cell: Editor, column: FieldSpec) -> Any:
        """An empty sum is what the row's class gives by itself: one piece, no price."""
        if isinstance(column.marker, Money) and not str(cell.raw()).strip():
            return self.row_type.__dataclass_fields__[column.name].default  # type: ignore[attr-defined]
        return cell.value()

    def set_value(self, value: Any) -> None:
        """Show rows."""
        self.set_raw([{column.name: getattr(row, column.name) for column in self.columns} for row in value or ()])

    def raw(self) -> Any:
        """Each line's cells as typed."""
        lines = [line for line in self._lines if self._filled(line)]
        return [{column.name: cell.raw() for cell, column in zip(line, self.columns, strict=True)} for line in lines]

    def set_raw(self, raw: Any) -> None:
        """Show lines as they were typed."""
        kept = raw if isinstance(raw, list) else []
        while len(self._lines) < min(len(kept) + 1, self.most):
            self._add()
        for at, line in enumerate(self._lines):
            cells = kept[at] if at < len(kept) else {}
            for cell, column in zip(line, self.columns, strict=True):
                cell.set_raw(cells.get(column.name, ""))

    def mark(self, bad: bool) -> None:
        """Draw its cells as refused, or no longer."""
        for line in self._lines:
            for cell in line:
                cell.mark(bad and self._filled(line))
