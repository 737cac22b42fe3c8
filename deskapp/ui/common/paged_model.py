"""A register's table over any number of rows: an ordered snapshot of ids, and pages of rows fetched by id."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Collection, Sequence
from dataclasses import replace
from operator import neg
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal

from deskapp.domain.common import Query
from deskapp.domain.words import catalogue
from deskapp.ui import format as fmt
from deskapp.ui.common.parts import while_alive
from deskapp.ui.common.register_spec import Cell, Column, RegisterSpec

if TYPE_CHECKING:
    from deskapp.errors import DeskError
    from deskapp.ui.context import Context

PAGE = 200
PAGES_KEPT = 24
# Pages asked for at once: what is on screen is never on more than two.
_MOST_WANTED = 3

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


def aligned(column: Column) -> Qt.AlignmentFlag:
    """Where a column's words stand: money at the right, everything else at the left."""
    return Qt.AlignmentFlag.AlignRight if column.cell is Cell.MONEY else Qt.AlignmentFlag.AlignLeft


class PagedModel(QAbstractTableModel):
    """Rows come when they are looked at; until then their cells are empty. Sorting and filtering are the service's.

    ``loaded`` tells that a new order of ids is in place; ``number_below`` writes the number under the time, where there
    is no room for a column of its own.
    """

    loaded = Signal()
    refused = Signal(object)

    def __init__(self, context: Context, spec: RegisterSpec) -> None:
        super().__init__()
        self.context = context
        self.spec = spec
        self.columns: tuple[Column, ...] = spec.columns
        self.query = Query(chip=spec.chips[0], sort=spec.sort)
        self.ids: array[int] = array("q")
        self.known = False
        self.number_below = False
        self._rows: dict[int, Any] = {}
        self._fresh: OrderedDict[int, None] = OrderedDict()
        self._under_way: set[int] = set()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._generation = 0
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fetch)

    # What is shown

    def ask(self, query: Query | None = None) -> None:
        """Take a new snapshot of ids, for another query or the same one."""
        self.query = query or self.query
        verb = f"{self.spec.register}.ids"
        arrived = while_alive(self, self._arrived)
        self.context.ask(verb, arrived, self.refused.emit, owner=self, token="ids", query=self.query)

    def _arrived(self, ids: array[int]) -> None:
        self.known = True
        self._generation += 1
        self._fresh.clear()
        self._under_way.clear()
        if len(self._rows) > PAGE * PAGES_KEPT:
            self._rows.clear()  # rows of the last snapshot stand in until theirs come, but not for ever
        if ids == self.ids:
            self._again(0, len(ids) - 1)
        else:
            self.beginResetModel()
            self.ids = ids
            self.endResetModel()
        self.loaded.emit()

    def sort_by(self, column: int) -> None:
        """Sort by a column; by the same one again: the other way round."""
        key = self.columns[column].sort
        if key:
            self.ask(replace(self.query, sort=f"-{key}" if self.query.sort == key else key))

    def clear(self) -> None:
        """Forget everything (another person has signed in)."""
        self.beginResetModel()
        self.ids = array("q")
        self._rows.clear()
        self._fresh.clear()
        self.known = False
        self.endResetModel()

    def row_of(self, entry_id: int) -> int:
        """Where an entry stands; -1 for nowhere."""
        if self.query.sort in {"id", "-id"}:
            rising = self.query.sort == "id"
            at = bisect_left(self.ids, entry_id if rising else -entry_id, key=None if rising else neg)
            return at if at < len(self.ids) and self.ids[at] == entry_id else -1
        try:
            return self.ids.index(entry_id)
        except ValueError:
            return -1

    def row(self, number: int) -> Any:
        """One row's data class, or ``None`` while it is on its way."""
        if not 0 <= number < len(self.ids):
            return None
        page = number // PAGE
        if page in self._fresh:
            self._fresh.move_to_end(page)
        else:
            self._want(page)
        return self._rows.get(self.ids[number])

    # Pages

    def _want(self, page: int) -> None:
        if page in self._under_way:
            return
        self._wanted[page] = None
        self._wanted.move_to_end(page)
        if not self._soon.isActive():
            self._soon.start()

    def _fetch(self) -> None:
        """Ask for the pages wanted last; those that were only scrolled past are left out."""
        pages = list(self._wanted)[-_MOST_WANTED:]
        self._wanted.clear()
        for page in pages:
            ids = self.ids[page * PAGE : (page + 1) * PAGE]
            if not ids:
                continue
            self._under_way.add(page)
            came = _Came(self, page, self._generation)
            self.context.ask(
                f"{self.spec.register}.rows", while_alive(self, came.rows), while_alive(self, came.refused), ids=ids
            )

    def take_page(self, page: int, generation: int, rows: Sequence[Any]) -> None:
        """A page came."""
        if generation != self._generation:
            return
        for row in rows:
            self._rows[row.id] = row
        self._under_way.discard(page)
        self._fresh[page] = None
        while len(self._fresh) > PAGES_KEPT:
            self._let_go(self._fresh.popitem(last=False)[0])
        self._again(page * PAGE, min((page + 1) * PAGE, len(self.ids)) - 1)

    def _let_go(self, page: int) -> None:
        for entry_id in self.ids[page * PAGE : (page + 1) * PAGE]:
            self._rows.pop(entry_id, None)

    def lose_page(self, page: int, error: DeskError) -> None:
        """A page could not be read: it stays blank until the table is asked again, or it would be asked for at once."""
        self._under_way.discard(page)
        self._fresh[page] = None
        self.refused.emit(error)

    def refresh(self, ids: Collection[int]) -> None:
        """Read some entries again that stay where they are."""
        verb = f"{self.spec.register}.rows"
        here = array("q", (entry_id for entry_id in ids if entry_id in self._rows))
        if here:
            self.context.ask(verb, while_alive(self, self._refreshed), self.refused.emit, ids=here)

    def _refreshed(self, rows: Sequence[Any]) -> None:
        for row in rows:
            self._rows[row.id] = row
            at = self.row_of(row.id)
            if at >= 0:
                self._again(at, at)

    def _again(self, first: int, last: int) -> None:
        if 0 <= first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    # Qt's side

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Qt: how many rows."""
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Qt: how many columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: a cell's words; ``ROW_ROLE`` gives the whole row."""
        if not index.isValid():
            return None
        if role == ROW_ROLE:
            return self.row(index.row())
        column = self.columns[index.column()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            row = self.row(index.row())
            return "" if row is None else self.words(column, row)
        if role == Qt.ItemDataRole.ToolTipRole and column.width == 0:
            row = self.row(index.row())
            return None if row is None else self.words(column, row)
        return None

    def all_words(self, column: Column) -> list[str]:
        """Everything a column of words may say."""
        if column.cell is not Cell.WORD:
            return []
        prefix = f"{self.spec.register}.{column.name}."
        return [self.context.word(key) for key in catalogue() if key.startswith(prefix)]

    def words(self, column: Column, row: Any) -> str:
        """What a cell says."""
        if column.says is not None:
            return column.says(self.context, row)
        value = getattr(row, column.name)
        if value is None or value == "":
            return "–" if column.cell is Cell.TEXT else ""
        match column.cell:
            case Cell.STATE:
                return self.context.word(f"{self.spec.register}.state.{value}")
            case Cell.WORD:
                return self.context.word(f"{self.spec.register}.{column.name}.{value}")
            case Cell.MOMENT:
                return f"{fmt.moment(value)}\n{row.number.partition('-')[2]}" if self.number_below else fmt.clock(value)
            case Cell.CLOCK:
                return f"{fmt.clock(value)}\n{fmt.distance(value)}"
            case Cell.MONEY:
                return fmt.money(value)
            case Cell.AGE:
                return fmt.span(fmt.now() - value)
            case _:
                return " ".join(str(value).split())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: a column's title."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return aligned(column) | Qt.AlignmentFlag.AlignVCenter
        title = (
            column.heading() if column.heading else self.context.label(self.spec.register, column.title or column.name)
        )
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return title
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if column.cell is Cell.STATE else title
        return None


class _Came:
    """Where a page goes when it comes: which page of which snapshot it is."""

    def __init__(self, model: PagedModel, page: int, generation: int) -> None:
        self.model, self.page, self.generation = model, page, generation

    def rows(self, rows: Sequence[Any]) -> None:
        self.model.take_page(self.page, self.generation, rows)

    def refused(self, error: DeskError) -> None:
        self.model.lose_page(self.page, error)
