"""Lines that are entered one after the other, each once, in the name of whoever began (``DUTY-9``)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from deskapp.ui.common import afterwards_faults
from deskapp.ui.common.afterwards_rows import PaperRow
from deskapp.ui.common.parts import while_alive

if TYPE_CHECKING:
    from deskapp.domain.common import Change
    from deskapp.errors import DeskError
    from deskapp.ui.context import Context


class EnteringRun(QObject):
    """``settled`` tells of each line, ``finished`` of how many were entered and how many refused."""

    settled = Signal(object)
    finished = Signal(int, int)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self.context = context
        self._waiting: list[PaperRow] = []
        self._reason = ""
        self._by = 0
        self._entered = self._refused = 0

    @property
    def running(self) -> bool:
        """Whether lines are still being entered."""
        return bool(self._waiting)

    def start(self, rows: Sequence[PaperRow], reason: str) -> None:
        """Enter these lines in this order."""
        self._waiting, self._reason, self._by = list(rows), reason, self._person
        self._entered = self._refused = 0
        for row in rows:
            row.busy, row.faults = True, {}
        self._next()

    def stop(self) -> None:
        """The counter was locked half way: the rest waits for whoever typed it, and nobody enters another's lines."""
        left, self._waiting = self._waiting, []
        for row in left:
            row.busy = False
            self.settled.emit(row)

    @property
    def _person(self) -> int:
        return self.context.actor.staff_id if self.context.actor is not None else 0

    def _next(self) -> None:
        if not self._waiting:
            self.finished.emit(self._entered, self._refused)
        elif self._person != self._by:
            self.stop()
        else:
            row = self._waiting[0]
            done, refused = while_alive(self, partial(self._done, row)), while_alive(self, partial(self._not_done, row))
            self.context.do("afterwards.enter", done, refused, draft=row.line(self._reason))

    def _done(self, row: PaperRow, change: Change) -> None:
        row.ref = change.ref
        self._entered += 1
        self._settle(row)

    def _not_done(self, row: PaperRow, error: DeskError) -> None:
        afterwards_faults.refused(self.context, row, error)
        self._refused += 1
        self._settle(row)

    def _settle(self, row: PaperRow) -> None:
        row.busy = False
        if row in self._waiting:
            self._waiting.remove(row)
            self.settled.emit(row)
            self._next()
        else:  # stopped meanwhile
            self.settled.emit(row)
