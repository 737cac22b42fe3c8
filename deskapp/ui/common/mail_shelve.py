"""Putting on the shelf by scans: one item or several, then their place, and on (``MAIL-9``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from deskapp.domain import carriers
from deskapp.domain.common import Ref
from deskapp.domain.mail import PREFIX, REGISTER, ItemHit, ShelveDraft
from deskapp.errors import Invalid
from deskapp.ui.common import mail_keys
from deskapp.ui.common.mail_scan import PLACE, TYPED_PLACE
from deskapp.ui.common.parts import while_alive
from deskapp.ui.common.run_page import RunPage, RunWords
from deskapp.ui.common.run_table import RunTable

if TYPE_CHECKING:
    from deskapp.domain.common import Change
    from deskapp.errors import DeskError
    from deskapp.ui.context import Context

_FIELDS = ("place", "unit", "recipient")


@dataclass(slots=True, eq=False)
class Move:
    """One item of the run: where it lay, where it goes, what came of it.

    ``again``: there is no such place; unless another item comes first, the next place is for this one.
    """

    typed: str
    item: ItemHit | None = None
    place: str = ""
    said: str = ""
    tone: str = "muted"
    done: bool = False
    again: bool = False


class ShelveRun(RunPage):
    """A line to scan into and a list of what was put where. No scan is lost, none is done twice."""

    prefix = PREFIX
    table: RunTable[Move]

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._say()

    def words(self) -> RunWords:
        """What the page is called."""
        return RunWords(
            title=self.tr("Put on the shelf"), done=self.tr("Done"), hint=self.tr("Scan an item, then its place"),
            line=self.tr("Item or place"), list=self.tr("Scanned so far"),
            stranger=self.tr("{code} is no item's label."),
            start=self.tr("Scan an item, or several of one unit, then the label of their place."),
            listed=self.tr("What went where is listed here: ↓ goes into the list, Enter opens an item."),
        )  # fmt: skip

    def make_table(self) -> RunTable[Move]:
        """The moves, their places large."""
        headings = (
            self.tr("No."), self.tr("Number"), *(self.context.label(REGISTER, each) for each in _FIELDS),
            self.tr("What came of it"),
        )  # fmt: skip
        return RunTable(headings, (2.6, 9, 7, 6.4, 8, 0), _cells, large=2, gives_way=(4,))

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page, for F1."""
        return mail_keys.shelving()

    # Scanning

    def take(self, text: str) -> None:
        """One more scan: an item, or the place of those scanned since the last place."""
        text = carriers.tidy(text)
        if not text:
            return
        typed = TYPED_PLACE.fullmatch(text)
        if PLACE.fullmatch(text) or (typed is not None and self._open()):
            self._to_place("-".join(typed.groups()) if typed is not None else text)
            return
        before = next((move for move in self._open() if text in _names(move)), None)
        if before is not None:
            before.said, before.tone = self.tr("Already scanned: now its place"), "soon"
            self.table.show_line(before)
            return
        self._give_up()
        move = Move(typed=text)
        self._tell(move)
        then, refused = while_alive(self, partial(self._found, move)), while_alive(self, partial(self._refused, move))
        self.context.ask("mail.found", then, refused, text=text)

    def _open(self) -> list[Move]:
        """What still waits for its place."""
        return [
            move for move in self.table.lines
            if move.again or not (move.done or move.place or move.tone == "late")
        ]  # fmt: skip

    def _give_up(self) -> None:
        """Another item comes before the right place: what lies in hand now is not put where that one goes."""
        for move in self.table.lines:
            if move.again:
                move.again, move.said = False, self.tr("Not shelved: scan it once more")
                self.table.show_line(move)

    def _found(self, move: Move, hits: Sequence[ItemHit]) -> None:
        if len(hits) != 1:
            none, several = self.tr("Nothing here has this code"), self.tr("Several items: scan the one that is meant")
            move.said, move.tone = several if hits else none, "late"
        else:
            move.item = hits[0]
            move.said = self.tr("Lies at {place}: scan its place").format(place=hits[0].place or "–")
            move.tone = "info"
        self._tell(move)

    def _to_place(self, place: str) -> None:
        waits = self._open()
        if not waits:
            self.context.say(self.tr("{place} is a place: scan an item first.").format(place=place), kind="warning")
        for move in waits:
            move.place, move.again = place, False
            if move.item is None:
                move.said, move.tone = self.tr("Not known yet: scan it once more"), "late"
                self._tell(move)
                continue
            done = while_alive(self, partial(self._put, move))
            refused = while_alive(self, partial(self._not_put, move))
            draft = ShelveDraft(place=place)
            self.context.do("mail.shelve", done, refused, id=move.item.id, version=move.item.version, draft=draft)

    def _put(self, move: Move, _change: Change) -> None:
        move.done, move.said, move.tone = True, self.tr("On the shelf"), "ok"
        self._tell(move)

    def _not_put(self, move: Move, error: DeskError) -> None:
        """A place that was mistyped: the next one goes to what was refused, without another scan of it."""
        self._refused(move, error)
        if isinstance(error, Invalid) and {problem.field for problem in error.problems} == {"place"}:
            move.place, move.again = "", True
            move.said = self.tr("{why} Scan the right place").format(why=move.said)
            self._tell(move)

    def _refused(self, move: Move, error: DeskError) -> None:
        move.said, move.tone = self.context.error_text(error), "late"
        self._tell(move)

    # The list

    def _tell(self, move: Move) -> None:
        self.table.show_line(move)
        self._say()

    def _say(self) -> None:
        put = sum(1 for move in self.table.lines if move.done)
        waits = len(self._open())
        said = self.tr("{count} put on the shelf").format(count=put)
        if waits:
            said += self.tr(" · {count} wait for their place").format(count=waits)
        self.tell(said)

    def open_line(self, _index: object = None) -> None:
        """Enter in the list: to the item."""
        move = self.table.current()
        if move is not None and move.item is not None:
            self.context.open(Ref(REGISTER, move.item.id, move.item.number))


def _cells(move: Move) -> tuple[tuple[str, ...], str]:
    item = move.item
    number = item.number if item else move.typed
    lies = item.place if item else ""
    place = lies if move.tone == "late" else move.place or lies
    return (number, place, item.unit if item else "", item.recipient if item else "", move.said or "…"), move.tone


def _names(move: Move) -> set[str]:
    """What a move's item is known by."""
    return {move.typed, *((move.item.number, move.item.tracking) if move.item else ())}
