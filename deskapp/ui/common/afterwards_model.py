"""The table of the lines that are entered afterwards: every cell can be typed in until its line is entered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt, Signal

from deskapp.domain.afterwards import COLUMNS, LOOKS, MOST, REGISTER, what_of
from deskapp.ui import format as fmt
from deskapp.ui.common.afterwards_rows import CARRIED, PaperRow, kept_when
from deskapp.ui.common.moments import write_moment
from deskapp.ui.context import Context

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
#: After the columns of the paper: what became of the line.
STATE = "state"
_ROOT = QModelIndex()


class AfterwardsModel(QAbstractTableModel):
    """Always with an empty line at the end; ``typed`` tells that something was changed by hand."""

    typed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.rows: list[PaperRow] = [PaperRow()]
        self.columns = (*COLUMNS, STATE)

    # Reading

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Qt: how many lines."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Qt: how many columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """Qt: the columns' names, the lines' numbers."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return str(section + 1)
        name = self.columns[section]
        if name == STATE:
            return QCoreApplication.translate("AfterwardsDesk", "Entered as")
        return self.context.label(REGISTER, name)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt: what is entered stays as it is."""
        made = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and self.columns[index.column()] != STATE and not self.rows[index.row()].fixed:
            made |= Qt.ItemFlag.ItemIsEditable
        return made

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: a cell's words; ``ROW_ROLE`` gives the whole line."""
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], self.columns[index.column()]
        if role == ROW_ROLE:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole}:
            return self.words(row, column, typed=role == Qt.ItemDataRole.EditRole)
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.faults.get(column) or self.words(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return " ".join(part for part in (self.words(row, column), row.faults.get(column, "")) if part)
        return None

    def words(self, row: PaperRow, column: str, *, typed: bool = False) -> str:
        """What stands in a cell, and what is typed over."""
        if column == STATE:
            return self._state(row)
        text = row.cells.get(column, "")
        if column == "when" and row.when is not None:
            return write_moment(row.when, fmt.now())
        what = what_of(text) if column == "what" and text else None
        if what is None:
            return text
        return LOOKS[what].letter if typed else f"{LOOKS[what].letter} {self.context.word(f'{REGISTER}.what.{what}')}"

    def _state(self, row: PaperRow) -> str:
        if row.ref is not None:
            return row.ref.number
        if row.busy:
            return QCoreApplication.translate("AfterwardsDesk", "being entered")
        if not row.faults:
            return ""
        return QCoreApplication.translate("AfterwardsDesk", "{count} to mend").format(count=len(row.faults))

    def idle(self, row: PaperRow, column: str) -> bool:
        """Whether a line of this kind does without a column."""
        what = what_of(row.cells.get("what", ""))
        always = {"when", "what", STATE, *CARRIED}
        return what is not None and column not in always and column not in LOOKS[what].uses

    @property
    def open_rows(self) -> list[PaperRow]:
        """The lines that are typed and not entered."""
        return [row for row in self.rows if not row.empty and not row.fixed]

    # Writing

    def take(self, rows: Sequence[PaperRow]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.rows = [*rows[:MOST]]
        if not self.rows or not self.rows[-1].empty or self.rows[-1].fixed:
            self.rows.append(PaperRow())
        self.endResetModel()

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Qt: a cell was typed."""
        if role != Qt.ItemDataRole.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        self.put(index.row(), self.columns[index.column()], str(value or ""))
        self.typed.emit()
        return True

    def put(self, at: int, column: str, text: str) -> None:
        """Write a cell; a first time takes over from the line above who wrote it down and on which paper."""
        row, above = self.rows[at], self.rows[at - 1] if at else None
        text = text.strip()
        if column == "when":
            if text == self.words(row, "when"):
                return
            text = kept_when(text, above.when if above is not None else None, fmt.now())
            for name in CARRIED if text and above is not None else ():
                if above is not None and not row.cells.get(name) and above.cells.get(name):
                    row.cells[name] = above.cells[name]
        elif column == "what" and (what := what_of(text)) is not None:
            text = LOOKS[what].letter
        if text != row.cells.get(column, ""):
            row.faults = {}
        row.cells[column] = text
        self.show_row(at)
        if at == len(self.rows) - 1 and not row.empty and len(self.rows) < MOST:
            self._append()

    def _append(self) -> None:
        self.beginInsertRows(_ROOT, len(self.rows), len(self.rows))
        self.rows.append(PaperRow())
        self.endInsertRows()

    def remove(self, places: Sequence[int]) -> None:
        """Take lines off the sheet that are not being entered; what was entered stays in its register."""
        for at in sorted(set(places), reverse=True):
            if not self.rows[at].busy:
                self.beginRemoveRows(_ROOT, at, at)
                del self.rows[at]
                self.endRemoveRows()
        if not self.rows or not self.rows[-1].empty:
            self._append()
        self.typed.emit()

    def show_row(self, at: int) -> None:
        """A line says something else now."""
        self.dataChanged.emit(self.index(at, 0), self.index(at, len(self.columns) - 1))

    def show_all(self) -> None:
        """Every line may say something else now."""
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(self.columns) - 1))
