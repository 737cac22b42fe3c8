"""Ctrl+Z in the grid of lines entered afterwards: what was typed, pasted, cleared or taken off comes back."""

from __future__ import annotations

from deskapp.domain.common import Ref
from deskapp.ui.common.afterwards_model import AfterwardsModel
from deskapp.ui.common.afterwards_rows import PaperRow

#: Every line that is not empty: its id, its cells, what it became.
Lines = tuple[tuple[str, tuple[tuple[str, str], ...], Ref | None], ...]
#: So many steps are remembered.
_MOST = 100


class AfterwardsUndo:
    """Follows what is typed; another sheet has no steps. A line that is entered stays entered."""

    def __init__(self, model: AfterwardsModel) -> None:
        self._model = model
        self._back: list[Lines] = []
        self._ahead: list[Lines] = []
        self._now: Lines = ()
        self._applying = False
        model.typed.connect(self._typed)
        model.modelReset.connect(self._begin)

    def _begin(self) -> None:
        if not self._applying:
            self._back, self._ahead, self._now = [], [], self._lines()

    def _lines(self) -> Lines:
        return tuple((row.client_id, _cells(row), row.ref) for row in self._model.rows if not row.empty)

    def _typed(self) -> None:
        lines = self._lines()
        if not self._applying and lines != self._now:
            self._back = [*self._back, self._now][-_MOST:]
            self._ahead, self._now = [], lines

    def undo(self) -> bool:
        """One step back; False where there is none."""
        return self._go(self._back, self._ahead)

    def redo(self) -> bool:
        """The step that was taken back, again."""
        return self._go(self._ahead, self._back)

    def _go(self, source: list[Lines], other: list[Lines]) -> bool:
        if not source:
            return False
        other.append(self._lines())
        lines, there = source.pop(), {row.client_id: row for row in self._model.rows}
        named = {client_id for client_id, _cells, _ref in lines}
        entered = [row for row in self._model.rows if row.fixed and row.client_id not in named]
        self._applying = True
        self._model.take([*entered, *(_row(line, there.get(line[0])) for line in lines)])
        self._now = self._lines()
        self._model.typed.emit()
        self._applying = False
        return True


def _cells(row: PaperRow) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, text) for name, text in row.cells.items() if text))


def _row(line: tuple[str, tuple[tuple[str, str], ...], Ref | None], there: PaperRow | None) -> PaperRow:
    client_id, cells, ref = line
    if there is not None and (there.fixed or _cells(there) == cells):
        return there
    return PaperRow(client_id, dict(cells), ref)
