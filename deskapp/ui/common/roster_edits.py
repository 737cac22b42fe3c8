"""Changes of a draft on their way to the register: each gesture one verb, in order, undone, redone (``DUTY-1``)."""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from deskapp.domain.common import Change
from deskapp.domain.roster import REGISTER, Broken, CellsDraft
from deskapp.domain.roster_rules import broken
from deskapp.errors import DeskError
from deskapp.ui.common.parts import while_alive
from deskapp.ui.common.roster_board import Board, Puts, as_put
from deskapp.ui.tasks import Task

if TYPE_CHECKING:
    from deskapp.ui.context import Context

#: The rules are judged once the hands pause: a held key is not kept waiting.
_JUDGED_AFTER_MS = 120


class RosterEdits(QObject):
    """The draft in front.

    ``put`` carries the places that are other now, ``judged`` those whose broken rules are; ``refused`` the error after
    which the month must be read again, ``settled`` that everything is saved.
    """

    put = Signal(object)
    judged = Signal(object)
    refused = Signal(object)
    settled = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.board: Board | None = None
        self._done: list[Puts] = []
        self._undone: list[Puts] = []
        self._waiting: deque[tuple[Board, Puts]] = deque()
        self.sending = False
        self._judge = QTimer(self)
        self._judge.setSingleShot(True)
        self._judge.setInterval(_JUDGED_AFTER_MS)
        self._judge.timeout.connect(self.judge)

    def begin(self, board: Board | None) -> None:
        """Another draft, or the same one read again: as long as its cells stand as they were left, they can be undone.

        What is still on its way of the one before goes on to its own.
        """
        old = self.board
        same = board is not None and old is not None and (board.sheet.id, board.cells) == (old.sheet.id, old.cells)
        self.board = board
        if not same:
            self._done.clear()
            self._undone.clear()
        self._judge.stop()

    @property
    def idle(self) -> bool:
        """Everything is saved."""
        return not self.sending and not self._waiting

    def do(self, puts: Puts) -> None:
        """Change cells: at once here, then in the register."""
        if before := self._apply(puts):
            self._done.append(before)
            self._undone.clear()

    def undo(self) -> bool:
        """Take the last change back, through a further one."""
        return self._over(self._done, self._undone)

    def redo(self) -> bool:
        """Make again what was taken back."""
        return self._over(self._undone, self._done)

    def _over(self, source: list[Puts], target: list[Puts]) -> bool:
        if not source:
            return False
        target.append(self._apply(source.pop()))
        return True

    def _apply(self, puts: Puts) -> Puts:
        assert self.board is not None
        before = self.board.put(puts)
        if before:
            self.put.emit(tuple(before))
            self._waiting.append((self.board, {place: puts[place] for place in before}))
            self._send()
            self._judge.start()
        return before

    def _send(self) -> None:
        """One at a time: each carries the version that the one before it made."""
        if self.sending or not self._waiting:
            return
        self.sending = True
        board, puts = self._waiting.popleft()
        draft = CellsDraft(cells=tuple(as_put(board, place, cell) for place, cell in puts.items()))
        then, refused = partial(self._saved, board), partial(self._refused, board)
        self._context.do(
            f"{REGISTER}.put", while_alive(self, then), while_alive(self, refused),
            id=board.sheet.id, version=board.version, draft=draft,
        )  # fmt: skip

    def _saved(self, board: Board, _change: Change) -> None:
        self.sending = False
        board.version += 1
        self._go_on()

    def _go_on(self) -> None:
        if self._waiting:
            self._send()
        else:
            self.settled.emit()

    def _refused(self, board: Board, error: DeskError) -> None:
        """Nothing that was built on it is sent either."""
        self.sending = False
        self._waiting = deque(each for each in self._waiting if each[0] is not board)
        if board is self.board:
            self._done.clear()
            self._undone.clear()
        self.refused.emit(error)
        self._go_on()

    # What is broken

    def judge(self) -> None:
        """Find anew what is broken, beside the window's work."""
        self._judge.stop()
        if (board := self.board) is not None:
            then = while_alive(self, partial(self._found, board))
            self._context.runner.read(Task(partial(broken, board.now()), then, _failed, self, "judge"))

    def _found(self, board: Board, found: tuple[Broken, ...]) -> None:
        if board is self.board:
            self.judged.emit(tuple(board.judged(found)))


def _failed(error: Exception) -> None:
    raise error
