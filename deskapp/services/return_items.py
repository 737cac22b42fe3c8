"""The items of a return list: chosen, put on it, taken off, sent away with it, brought back (``MAIL-7``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from deskapp.domain.mail import Reason
from deskapp.domain.mail import State as ItemState
from deskapp.domain.pickups import ItemPick
from deskapp.domain.returns import TO_GO
from deskapp.domain.words import has_word
from deskapp.errors import Problem
from deskapp.models.base import inline
from deskapp.models.mail import MailItem
from deskapp.models.returns import MailReturn, ReturnLine
from deskapp.services import deadlines, mail_clocks, mail_items
from deskapp.services.mail import MailService
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.office import Core


def to_go(tx: Tx) -> list[MailItem]:
    """Items that are to go back and are on no list yet, by the partial index of what is in the house."""
    waiting = select(MailItem).where(mail_items.in_the_house(), MailItem.state.in_(inline(*TO_GO)))
    # Asked for in the statement, "on no list" would be looked up among all that ever came.
    return [row for row in tx.session.scalars(waiting.order_by(MailItem.id)) if row.return_id is None]


# Choosing


def chosen(
    core: Core, tx: Tx, carrier: str, picks: Sequence[ItemPick], problems: list[Problem]
) -> tuple[str, list[MailItem]]:
    """The carrier of a new list and its items; without ``picks`` all of the carrier's that are to go back."""
    if any(problem.field == "carrier" or problem.field.startswith("items") for problem in problems):
        return carrier, []
    if picks:
        rows = picked(core, tx, picks, problems)
        named = {row.carrier for row in rows if row.carrier}
        carrier = carrier or (named.pop() if len(named) == 1 else "")
        if carrier:
            problems += of_one_carrier(carrier, picks, rows)
    else:
        waiting = to_go(tx)
        carriers = {row.carrier for row in waiting if row.carrier}
        carrier = carrier or (carriers.pop() if len(carriers) == 1 else "")
        rows = [row for row in waiting if row.carrier == carrier]
        if carrier and not rows:
            problems.append(Problem("carrier", "return_nothing"))
    if not carrier:
        problems.append(Problem("carrier", "return_whose" if rows or picks else "return_nothing"))
    return carrier, rows


def picked(core: Core, tx: Tx, picks: Sequence[ItemPick], problems: list[Problem]) -> list[MailItem]:
    """The items that were scanned or typed and can be listed; what cannot be is said at its line."""
    rows, found = [], len(problems)
    for index, pick in enumerate(picks):
        place = f"items.{index}.item"
        here: list[Problem] = []
        for row in core.service(MailService).picked(tx, [pick.item], "items", here):
            problems += _unfit(tx, row, place)
            if row in rows:
                problems.append(Problem(place, "named_twice", {"value": row.number}))
            rows.append(row)
        problems += [Problem(place, problem.code, problem.params) for problem in here]
    return rows if len(problems) == found else []


def _unfit(tx: Tx, row: MailItem, place: str) -> Iterable[Problem]:
    if row.state not in TO_GO:
        yield Problem(place, "return_not_to_go", {"number": row.number, "state": f"mail.state.{row.state}"})
    elif row.return_id is not None:
        listed = tx.session.get_one(MailReturn, row.return_id)
        yield Problem(place, "return_listed", {"number": row.number, "list": listed.number})


def of_one_carrier(carrier: str, picks: Sequence[ItemPick], rows: Sequence[MailItem]) -> Iterable[Problem]:
    """A list is signed by one carrier's worker; an item that names no carrier goes with whoever takes it."""
    for index, (_, row) in enumerate(zip(picks, rows, strict=False)):
        if row.carrier and row.carrier != carrier:
            params = {"number": row.number, "carrier": _called(row.carrier)}
            yield Problem(f"items.{index}.item", "return_other_carrier", params)


def _called(carrier: str) -> str:
    """The word of a carrier that is known here, the name itself of another one."""
    key = f"carrier.{carrier}"
    return key if has_word(key) else carrier


# The lines of an open list


def lines_of(tx: Tx, listed: MailReturn) -> list[tuple[ReturnLine, MailItem]]:
    """The lines of a list with their items, as they were put on it."""
    asked = select(ReturnLine, MailItem).join(MailItem, MailItem.id == ReturnLine.item_id)
    found = tx.session.execute(asked.where(ReturnLine.return_id == listed.id).order_by(ReturnLine.id))
    return [(line, row) for line, row in found]


def put_on(core: Core, tx: Tx, listed: MailReturn, rows: Iterable[MailItem]) -> None:
    """Items go on a list: they stay where they are until it is signed. Whom nobody knows has that for a reason."""
    for row in rows:
        row.return_reason = row.return_reason or Reason.UNKNOWN
        row.return_id = listed.id
        tx.session.add(_line(listed, row))
        core.service(MailService).save(tx, row, verb="mail.enlist", more={"list": [None, listed.number]})
    tx.session.flush()


def _line(listed: MailReturn, row: MailItem) -> ReturnLine:
    return ReturnLine(
        return_id=listed.id, item_id=row.id, before=row.state, before_place_id=row.place_id,
        before_due_start=row.due_start, reason=row.return_reason, note=row.return_note,
    )  # fmt: skip


def refresh(line: ReturnLine, row: MailItem) -> None:
    """A line says of its item what is so now: where it lies, since when its two days run, why it goes."""
    assert row.due_start is not None
    line.before, line.before_place_id, line.before_due_start = row.state, row.place_id, row.due_start
    line.reason, line.note = row.return_reason or Reason.UNKNOWN, row.return_note


def take_off(core: Core, tx: Tx, listed: MailReturn, rows: Iterable[MailItem], *, keep: bool = False) -> None:
    """Items come off a list and are free for another one; ``keep`` leaves the lines of a voided one on record."""
    ids = {line.item_id: line for line, _ in lines_of(tx, listed)}
    for row in rows:
        row.return_id = None
        if not keep:
            tx.session.delete(ids[row.id])
        core.service(MailService).save(tx, row, verb="mail.unlist", more={"list": [listed.number, None]})
    tx.session.flush()


def on_it(core: Core, tx: Tx, listed: MailReturn, picks: Sequence[ItemPick], problems: list[Problem]) -> list[MailItem]:
    """The items of a list that were scanned or typed; what is not on it is said at its line."""
    rows: list[MailItem] = []
    for index, pick in enumerate(picks):
        here: list[Problem] = []
        found = core.service(MailService).picked(tx, [pick.item], "items", here)
        if pick.item.strip() and not any(row.return_id == listed.id for row in found):
            problems.append(Problem(f"items.{index}.item", "return_not_on_it", {"value": pick.item.strip()}))
        rows += [row for row in found if row not in rows]
    return rows


# Away, and back


def latest(tx: Tx, listed: MailReturn) -> tuple[datetime, str]:
    """Before this moment nobody can have signed, and the word for it: the list was made, its last item came in."""
    came = max((row.received_at for _, row in lines_of(tx, listed)), default=listed.made_at)
    return (came, "returns.field.last_came") if came > listed.made_at else (listed.made_at, "returns.field.made_at")


def sent_off(core: Core, tx: Tx, listed: MailReturn, at: datetime) -> None:
    """The carrier took them: every item has left, its place is free, its clock stands (``MAIL-7``)."""
    for line, row in lines_of(tx, listed):
        refresh(line, row)
        mail_clocks.stop(tx, row, at)
        core.service(MailService).follow(tx, row, "send_off", ItemState.RETURNED, done_at=at, place_id=None)


def not_brought_back(tx: Tx, listed: MailReturn) -> Iterable[Problem]:
    """Why a signed list cannot be voided: an item has come once more since, so it cannot be here twice."""
    for _, row in lines_of(tx, listed):
        other = mail_items.of_code(tx, row.tracking) if row.tracking else None
        if other is not None and other is not row:
            yield Problem("reason", "return_came_again", {"number": row.number, "other": other.number})


def brought_back(core: Core, tx: Tx, listed: MailReturn) -> None:
    """A signed list was a mistake: every item is where it was, and its two days run on as if it had never left."""
    for line, row in lines_of(tx, listed):
        what = mail_clocks.UNKNOWN if row.unknown_at else mail_clocks.SEND_OFF
        clock = deadlines.start(tx, core, row, what, mail_clocks.UNKNOWN_WITHIN, line.before_due_start)
        if row.done_at is not None and row.done_at > clock.due:
            row.missed -= 1  # it is missed when it really leaves
        core.service(MailService).follow(
            tx, row, "come_back", line.before, done_at=None, return_id=None, place_id=line.before_place_id
        )
