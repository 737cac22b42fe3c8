"""What a count refuses, and how what was seen differs from what was expected at that moment (``KEY-6``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from deskapp.domain.inventories import (
    RESOLUTIONS,
    Difference,
    Expected,
    ExplainDraft,
    Found,
    Mark,
    Resolution,
    State,
    TickDraft,
)
from deskapp.errors import Problem
from deskapp.models.inventories import Inventory, InventoryLine, running
from deskapp.services.counting import Countable
from deskapp.services.verbs import Tx


def month_of(text: str, now: datetime, problems: list[Problem]) -> str:
    """The month that is counted, ``2026-11``; this one if none was given."""
    this = f"{now.astimezone():%Y-%m}"
    wanted = text.strip()
    if not wanted:
        return this
    try:
        month = f"{datetime.strptime(wanted, '%Y-%m'):%Y-%m}"
    except ValueError:
        problems.append(Problem("month", "not_a_month", {"value": wanted}))
        return this
    if month > this:
        problems.append(Problem("month", "month_to_come", {"value": month}))
    return month


def under_way(tx: Tx, subject: str, part_id: int | None, problems: list[Problem]) -> None:
    """No place is counted by two counts at a time: whoever comes second goes on with the first."""
    for row in tx.session.scalars(select(Inventory).where(running(), Inventory.subject == subject)):
        if part_id is None or row.part_id in {0, part_id}:
            problems.append(Problem("part_id", "inventory_under_way", {"number": row.number, "part": row.part or "–"}))
            return


def done_otherwise(tx: Tx, row: Inventory, column: InstrumentedAttribute[datetime | None]) -> bool:
    """Whether another count of everything in its month stands that was compared, or reported."""
    same = (Inventory.subject == row.subject, Inventory.month == row.month, Inventory.part_id == 0)
    others = select(Inventory.id).where(*same, Inventory.id != row.id, Inventory.state != State.VOIDED)
    return tx.session.scalar(others.where(column.is_not(None)).limit(1)) is not None


def lines_of(tx: Tx, inventory_id: int) -> Sequence[InventoryLine]:
    """The places of a count in order, each before its things."""
    asked = select(InventoryLine).where(InventoryLine.inventory_id == inventory_id)
    return tx.session.scalars(asked.order_by(InventoryLine.position, InventoryLine.thing)).all()


def line_named(tx: Tx, inventory_id: int, place: str, problems: list[Problem], thing: str = "") -> InventoryLine | None:
    """The line of a place by its label, whatever its case; or of one of several things there."""
    wanted = place.strip().upper()
    if not wanted:
        return None  # the draft's own check says that it is missing
    here = (InventoryLine.inventory_id == inventory_id, InventoryLine.place == wanted)
    line = tx.session.scalars(select(InventoryLine).where(*here, InventoryLine.thing == thing)).first()
    if line is None:
        problems.append(Problem("place", "inventory_no_such_place", {"value": place.strip()[:40]}))
    return line


def seen(
    tx: Tx, inventory_id: int, draft: TickDraft, look_up: Callable[[str], Found | None], problems: list[Problem]
) -> tuple[InventoryLine | None, Mark, Found | None]:
    """Which place was counted, what was seen there, and the thing whose code was scanned."""
    line = line_named(tx, inventory_id, draft.place, problems)
    code = draft.code.strip()
    if not code:
        if draft.mark is Mark.OTHER:
            problems.append(Problem("code", "required"))
        elif not draft.place.strip():
            problems.append(Problem("place", "required"))
        return line, draft.mark, None
    found = look_up(code)
    if found is None:
        problems.append(Problem("code", "inventory_unknown_code", {"value": code[:60]}))
    elif line is None and not draft.place.strip():
        own = (InventoryLine.inventory_id == inventory_id, InventoryLine.place_id == (found.place_id or 0))
        line = tx.session.scalars(select(InventoryLine).where(*own)).first()
        if line is None:
            problems.append(Problem("code", "inventory_no_place_here", {"value": found.code or code}))
    elsewhere = found is not None and line is not None and found.place_id != line.place_id
    if elsewhere and found is not None and found.item_id is None:
        problems.append(Problem("code", "inventory_code_of_a_place", {"value": code}))
    return line, Mark.OTHER if elsewhere else Mark.PRESENT, found


def recount(line: InventoryLine, draft: TickDraft, mark: Mark, found: Found | None) -> Iterator[Problem]:
    """Nobody's count is written over unseen, and the same code twice says so (``ALL-11``)."""
    if found is not None and (line.mark, line.code) == (mark, found.code) and draft.keys in {None, line.keys}:
        yield Problem("code", "inventory_scanned_already", {"value": found.code or line.place, "place": line.place})
    elif draft.times is not None and draft.times != line.times:
        yield Problem("place", "inventory_counted_meanwhile", {"value": line.place})


def expect(line: InventoryLine, expected: Expected) -> None:
    """Write down what the register said of a place when it was counted."""
    line.expected_id, line.expected_code, line.expected_there = expected.item_id, expected.code, expected.there
    line.expected_keys, line.expected_state, line.expected_words = expected.keys, expected.state, expected.words


def compare(tx: Tx, lines: Sequence[InventoryLine], countable: Countable) -> None:
    """How each place differs; of one that nobody counted it is written down what should be there now."""
    uncounted = [line for line in lines if line.mark is None]
    now = countable.expected(tx, [line.place_id for line in uncounted]) if uncounted else {}
    for line in uncounted:
        expect(line, now.get(line.place_id, Expected()))
    for line in lines:
        line.difference = difference(line)


def difference(line: InventoryLine) -> Difference | None:
    """How what was seen at a place differs from what the register said then; an empty place is counted as well."""
    if line.mark is None:
        return Difference.UNCOUNTED
    if line.mark is Mark.OTHER:
        return Difference.MISPLACED
    if line.mark is Mark.EMPTY:
        return Difference.LACKING if line.expected_there else None
    if not line.expected_there:
        return Difference.UNEXPECTED
    return Difference.KEYS if line.keys not in {None, line.expected_keys} else None


def explainable(line: InventoryLine, draft: ExplainDraft) -> Iterator[Problem]:
    """A difference is explained as its kind allows, once something was done about it not again."""
    if line.difference is None:
        yield Problem("place", "inventory_no_difference", {"value": line.place})
    elif draft.resolution not in RESOLUTIONS[line.difference]:
        yield Problem("resolution", "inventory_not_for_this", {"value": f"inventories.difference.{line.difference}"})
    elif line.resolution not in {None, Resolution.EXPLAINED}:
        yield Problem("place", "inventory_settled", {"value": line.place})
    if draft.alike and draft.resolution is not Resolution.EXPLAINED:
        yield Problem("alike", "inventory_one_by_one")
