"""Counting where several things lie at a place: each by its code, blind, and no thing at two places (``MAIL-9``).

A place is counted with the first thing seen there, or as empty. At that moment all that should lie there is written
down beside it, unseen by whoever counts. What nobody saw is lacking only if the register has it there still when the
counting ends: what was handed out meanwhile, or moved, is no difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from deskapp.domain.inventories import Difference, Expected, Found, Mark, TickDraft
from deskapp.errors import Problem
from deskapp.models.inventories import InventoryLine
from deskapp.services import inventory_checks as checks
from deskapp.services.counting import Countable
from deskapp.services.verbs import Tx

_LONGEST = 60


def looked_at(
    tx: Tx, inventory_id: int, draft: TickDraft, countable: Countable, problems: list[Problem]
) -> tuple[InventoryLine | None, Found | None]:
    """The place that is counted, and the thing whose code was scanned there; a code alone names its own place."""
    line = checks.line_named(tx, inventory_id, draft.place, problems)
    code = draft.code.strip()
    if not code:
        problems += _without_a_code(tx, draft, line)
        return line, None
    found = countable.found(tx, code, line.place_id if line is not None else None)
    if found is None and draft.mark is not Mark.OTHER:
        problems.append(Problem("code", "inventory_unknown_thing", {"value": code[:_LONGEST]}))
    elif found is not None and found.item_id is None:
        problems.append(Problem("code", "inventory_thing_is_a_place", {"value": code[:_LONGEST]}))
    elif line is None and not draft.place.strip():
        line = _of_place(tx, inventory_id, found.place_id if found is not None else None)
        if line is None:
            problems.append(Problem("place", "required"))
    return line, found


def already(tx: Tx, line: InventoryLine, draft: TickDraft, found: Found | None) -> Iterable[Problem]:
    """The same code at the same place says so (``ALL-11``); at another place the thing lies there from now on."""
    thing = thing_of(draft, found)
    before = seen_before(tx, line, thing) if thing else None
    if before is not None and before.place_id == line.place_id:
        yield Problem("code", "inventory_scanned_already", {"value": thing, "place": line.place})


def _without_a_code(tx: Tx, draft: TickDraft, line: InventoryLine | None) -> Iterable[Problem]:
    if draft.mark is not Mark.EMPTY:
        yield Problem("code", "required")
    elif line is None:
        yield from () if draft.place.strip() else (Problem("place", "required"),)
    elif line.keys:
        yield Problem("place", "inventory_not_empty", {"value": line.place, "count": line.keys})
    elif draft.times is not None and draft.times != line.times:
        yield Problem("place", "inventory_counted_meanwhile", {"value": line.place})


def _of_place(tx: Tx, inventory_id: int, place_id: int | None) -> InventoryLine | None:
    asked = select(InventoryLine).where(InventoryLine.inventory_id == inventory_id, InventoryLine.thing == "")
    return tx.session.scalars(asked.where(InventoryLine.place_id == place_id)).first() if place_id else None


def seen_before(tx: Tx, line: InventoryLine, thing: str) -> InventoryLine | None:
    """The line of a thing that was seen already in this count, wherever that was."""
    asked = select(InventoryLine).where(InventoryLine.inventory_id == line.inventory_id, InventoryLine.thing == thing)
    return tx.session.scalars(asked.where(InventoryLine.mark.is_not(None))).first()


def thing_of(draft: TickDraft, found: Found | None) -> str:
    """What a thing is called in the count: its code in the register, or else what was read off it."""
    return found.code if found is not None else draft.code.strip().upper()[:_LONGEST]


def tick(tx: Tx, line: InventoryLine, draft: TickDraft, found: Found | None, countable: Countable) -> int:
    """Write down that a place is empty, or what was seen there; by how much more (or less) places are counted now."""
    more = int(line.mark is None)
    if line.mark is None:
        _expect(tx, line, countable.lying(tx, [line.place_id]).get(line.place_id, ()))
    if draft.code.strip():
        thing = thing_of(draft, found)
        if (elsewhere := seen_before(tx, line, thing)) is not None:
            more -= untick(tx, elsewhere)
        _see(tx, line, thing, found)
    _counted(tx, line, Mark.PRESENT if draft.code.strip() else Mark.EMPTY)
    return more


def _expect(tx: Tx, line: InventoryLine, expected: Sequence[Expected]) -> None:
    """A place is counted for the first time: what should lie there now is written down, for the comparison."""
    at_hand = {row.thing: row for row in _things(tx, line)}
    for each in expected:
        row = at_hand.get(each.code) or _line_of(tx, line, each.code)
        checks.expect(row, each)
    tx.session.flush()


def _line_of(tx: Tx, line: InventoryLine, thing: str) -> InventoryLine:
    made = InventoryLine(
        inventory_id=line.inventory_id, position=line.position, place_id=line.place_id, place=line.place,
        part=line.part, thing=thing, times=0,
    )  # fmt: skip
    tx.session.add(made)
    return made


def _things(tx: Tx, line: InventoryLine) -> Sequence[InventoryLine]:
    """The lines of the things at a place, seen and unseen."""
    here = (InventoryLine.inventory_id == line.inventory_id, InventoryLine.place_id == line.place_id)
    return tx.session.scalars(select(InventoryLine).where(*here, InventoryLine.thing != "")).all()


def _see(tx: Tx, line: InventoryLine, thing: str, found: Found | None) -> None:
    row = next((each for each in _things(tx, line) if each.thing == thing), None) or _line_of(tx, line, thing)
    row.mark, row.code = Mark.PRESENT if found is not None else Mark.OTHER, thing
    row.counted_at, row.by_id, row.times = tx.now, tx.staff_id, row.times + 1
    if found is None:
        row.item_id = None
        checks.expect(row, Expected())
        return
    row.item_id = found.item_id
    there = found.here and found.place_id == line.place_id
    checks.expect(
        row,
        Expected(
            item_id=found.item_id if found.here else None, code=found.code, there=there, state=found.state,
            words=found.words,
        ),
    )  # fmt: skip
    tx.session.flush()


def _counted(tx: Tx, line: InventoryLine, mark: Mark | None) -> None:
    """A place with what was seen there; one that is to be counted again expects nothing either."""
    tx.session.flush()
    line.mark, line.times = mark, line.times + 1
    line.counted_at, line.by_id = (tx.now, tx.staff_id) if mark is not None else (None, None)
    line.keys = sum(row.mark is not None for row in _things(tx, line)) or None


def untick(tx: Tx, line: InventoryLine) -> int:
    """Take back one thing, or all that was said of a place; 1 if the place is to be counted again, with nothing left.

    What should lie there stays written down as long as the place is counted.
    """
    place = line if not line.thing else _of_place(tx, line.inventory_id, line.place_id)
    assert place is not None
    if line.thing and (place.keys or 0) > 1:
        if line.expected_there:
            line.mark = line.item_id = line.counted_at = line.by_id = None
            line.code = ""
        else:
            tx.session.delete(line)
        _counted(tx, place, Mark.PRESENT)
        return 0
    for row in _things(tx, place):
        tx.session.delete(row)
    _counted(tx, place, None)
    return 1


def compare(tx: Tx, lines: Sequence[InventoryLine], countable: Countable) -> None:
    """How each place and each thing differs."""
    places = [line for line in lines if not line.thing]
    now = countable.lying(tx, [line.place_id for line in places])
    still = {(place_id, each.code) for place_id, here in now.items() for each in here}
    seen = {line.thing for line in lines if line.thing and line.mark is not None}
    for line in lines:
        if line.thing:
            lacking = line.thing not in seen and (line.place_id, line.thing) in still
            line.difference = _seen_otherwise(line) if line.mark is not None else _if(lacking)
        elif line.mark is None:
            checks.expect(line, Expected(keys=len(now.get(line.place_id, ()))))
            line.difference = Difference.UNCOUNTED
        else:
            line.difference = None


def _if(lacking: bool) -> Difference | None:
    return Difference.LACKING if lacking else None


def _seen_otherwise(line: InventoryLine) -> Difference | None:
    """What was seen: where it should be, somewhere else than it should be, or nowhere to be by the register."""
    if line.expected_there:
        return None
    return Difference.MISPLACED if line.expected_id is not None else Difference.UNEXPECTED
