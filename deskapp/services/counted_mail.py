"""The places of the mail shelves as they are counted, and what lies on them (``MAIL-9``, ``KEY-6``)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import func, or_, select

from deskapp.domain.common import Option
from deskapp.domain.inventories import Difference, Expected, Found, Place, Resolution
from deskapp.domain.mail import HERE, REGISTER, State
from deskapp.errors import Invalid, Problem
from deskapp.models.inventories import InventoryLine
from deskapp.models.mail import MailItem, MailPlace, MailShelf
from deskapp.services import deadlines, mail_clocks, mail_items, mail_places, shelf_reads
from deskapp.services.counting import Countable, Figure
from deskapp.services.mail import MailService
from deskapp.services.verbs import Tx

#: Without a scanner so many of a number's last characters are enough.
_TAIL = 4


class CountedMail(Countable):
    """What a count asks of the mail shelves; no fixed day asks for it."""

    name = "counted_mail"
    subject = REGISTER
    many = True

    def parts(self, tx: Tx) -> Sequence[Option]:
        """The shelves in use."""
        return shelf_reads.options(tx)

    def places(self, tx: Tx, part_id: int | None) -> Sequence[Place]:
        """The places, shelf by shelf and board by board."""
        asked = (
            select(MailPlace.id, MailPlace.label, MailShelf.code, MailShelf.name, MailShelf.id)
            .join(MailShelf, MailShelf.id == MailPlace.shelf_id)
            .where(MailShelf.active)
            .order_by(MailShelf.code, MailPlace.row, MailPlace.column)
        )
        found = tx.session.execute(asked if part_id is None else asked.where(MailShelf.id == part_id))
        return [
            Place(id=id, label=label, part=f"{code} {name}", part_id=shelf) for id, label, code, name, shelf in found
        ]

    def lying(self, tx: Tx, place_ids: Sequence[int]) -> Mapping[int, Sequence[Expected]]:
        """The items that lie at each place by the register."""
        here: dict[int, list[Expected]] = defaultdict(list)
        # In parts: a statement takes only so many values.
        for part in (place_ids[at : at + 500] for at in range(0, len(place_ids), 500)):
            asked = select(MailItem).where(MailItem.place_id.in_(part), MailItem.state.in_(HERE))
            for row in tx.session.scalars(asked.order_by(MailItem.id)):
                here[row.place_id or 0].append(_expected(row))
        return here

    def found(self, tx: Tx, code: str, place_id: int | None = None) -> Found | None:
        """An item by its number, its tracking number, or the end of one of them; or a place by its label."""
        if (place := mail_places.named(tx, code)) is not None:
            return Found(item_id=None, code="", place_id=place.id)
        row = mail_items.of_code(tx, code) or _by_tail(tx, code, place_id) or _left(tx, code)
        return _found(row, place_id) if row is not None else None

    # What is done about a difference.

    def settle(self, tx: Tx, line: InventoryLine, resolution: Resolution, reason: str) -> None:
        """Report an item missing, find one again that was, or move it to the place where it lies."""
        if resolution is Resolution.EXPLAINED:
            return
        if line.difference is Difference.MISPLACED and resolution is Resolution.MISSING:
            said = f"inventories.difference.{line.difference}"
            raise Invalid(Problem("resolution", "inventory_not_for_this", {"value": said}))
        row = tx.session.get(MailItem, line.item_id or line.expected_id or 0)
        if row is None:
            raise Invalid(Problem("resolution", "inventory_thing_not_known", {"value": line.thing or line.place}))
        if resolution is Resolution.MISSING:
            self._miss(tx, row, reason)
        elif row.state is State.MISSING:
            self._find(tx, row, line)
        else:
            self._must_be_here(row)
            if resolution is Resolution.MOVED and row.place_id != line.place_id:
                mail = self.core.service(MailService)
                mail.follow(tx, row, "shelve", row.state, place_id=line.place_id, place=line.place)

    def _miss(self, tx: Tx, row: MailItem, reason: str) -> None:
        if row.state is State.MISSING:
            return
        self._must_be_here(row)
        mail_clocks.stop(tx, row)
        gone = {"missing_at": tx.now, "missing_reason": reason, "place_id": None}
        self.core.service(MailService).follow(tx, row, "miss", State.MISSING, **gone)

    def _find(self, tx: Tx, row: MailItem, line: InventoryLine) -> None:
        """It lies where it was seen, and waits from now on; what belonged to nobody known still does."""
        here = {"place_id": line.place_id, "place": line.place, "missing_at": None, "missing_reason": ""}
        target = State.UNKNOWN if row.unit_id is None or row.unknown_at else State.WAITING
        if target is State.WAITING:
            here |= {"return_reason": None, "return_note": ""}
            mail_clocks.anew(tx, self.core, row)
        else:
            deadlines.start(tx, self.core, row, mail_clocks.UNKNOWN, mail_clocks.UNKNOWN_WITHIN, tx.now)
        self.core.service(MailService).follow(tx, row, "find", target, **here)

    @staticmethod
    def _must_be_here(row: MailItem) -> None:
        """What has been handed out or sent back meanwhile is dealt with where that is written down."""
        if row.state not in HERE:
            params = {"number": row.number, "state": f"{REGISTER}.state.{row.state}"}
            raise Invalid(Problem("resolution", "inventory_thing_elsewhere", params))

    def figures(self, tx: Tx) -> Iterable[Figure]:
        """Items in the house by kind and state."""
        counted = select(MailItem.kind, MailItem.state, func.count()).where(mail_items.in_the_house())
        for kind, state, things in tx.session.execute(counted.group_by(MailItem.kind, MailItem.state)):
            yield Figure(kind.value, state.value, things)


def _by_tail(tx: Tx, code: str, place_id: int | None) -> MailItem | None:
    """The one item in the house whose number or tracking number ends like this; at the place before anywhere else."""
    tail = mail_items.tracking(code)
    if len(tail) < _TAIL:
        return None
    ends = or_(MailItem.tracking.endswith(tail), MailItem.number.endswith(tail))
    rows = tx.session.scalars(select(MailItem).where(ends, mail_items.in_the_house()).order_by(MailItem.id)).all()
    meant = [row for row in rows if row.place_id == place_id and row.state in HERE] or rows
    if len(meant) > 1:
        raise Invalid(Problem("code", "inventory_several_things", {"value": code.strip(), "count": len(meant)}))
    return meant[0] if meant else None


def _left(tx: Tx, code: str) -> MailItem | None:
    """An item of this tracking number that has left by the register."""
    known = mail_items.known(tx, code)
    return tx.session.get(MailItem, known.ref.id) if known is not None else None


def _words(row: MailItem) -> str:
    """Whose an item is, and the end of its tracking number."""
    tail = f"…{row.tracking[-_TAIL:]}" if row.tracking else ""
    return " ".join(part for part in (row.unit_code, row.recipient, tail) if part)


def _expected(row: MailItem) -> Expected:
    state = f"{REGISTER}.state.{row.state}"
    return Expected(item_id=row.id, code=row.number, there=True, state=state, words=_words(row))


def _found(row: MailItem, place_id: int | None) -> Found:
    here = row.state in HERE
    elsewhere = row.place if here and place_id is not None and row.place_id != place_id else ""
    words = " · ".join(part for part in (elsewhere, _words(row)) if part)
    return Found(
        item_id=row.id, code=row.number, place_id=row.place_id if here else None, words=words,
        state=f"{REGISTER}.state.{row.state}", here=here,
    )  # fmt: skip


SERVICE = CountedMail
