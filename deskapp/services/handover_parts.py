"""What a handover is made of: gathered from every register, counted, looked at; and what stands in its way.

``DUTY-4``, ``DUTY-7`` [001·5·4.2].
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from deskapp.domain.common import Ref
from deskapp.domain.handovers import (
    MORE,
    REGISTER,
    Check,
    Checked,
    CheckLine,
    Count,
    Counted,
    CountLine,
    Figures,
    Handed,
    Obstacle,
    PrepareDraft,
    State,
)
from deskapp.domain.journal import Finding
from deskapp.errors import Problem
from deskapp.models.base import digest, inline, row_values
from deskapp.models.handovers import Handover, HandoverCheck, HandoverCount, HandoverItem
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.office import Core

#: In this order things stand on the sheet (``DUTY-4``), what is important first of all.
ORDER = ("reception", "events", "complaints", "slips", "loans", "specials", "mail", "letters", "notices", "followups")


# Gathering


def gathered(core: Core, tx: Tx) -> list[Handed]:
    """What every register hands over now, what is important first (``DUTY-4``)."""
    found = [handed for service in core.registers for handed in service.handed_over(tx)]
    return sorted(found, key=lambda handed: (not handed.important, _place(handed.register)))


def _place(register: str) -> int:
    return ORDER.index(register) if register in ORDER else len(ORDER)


def _same(handed: Handed) -> tuple[Any, ...]:
    """What makes a matter the same as before: a new time to do it by is a new matter, so are more of many."""
    about = handed.ref.id if handed.ref is not None else json.dumps(handed.params, sort_keys=True)
    return handed.register, about, handed.text, handed.due


def anew(core: Core, tx: Tx, kept: Iterable[Handed]) -> list[Handed]:
    """What is gathered now; what the supervisor let pass stays let pass."""
    passed = {_same(handed) for handed in kept if handed.passed}
    return [replace(handed, passed=_same(handed) in passed) for handed in gathered(core, tx)]


def keep(tx: Tx, row: Handover, items: Sequence[Handed]) -> None:
    """What was gathered, as it stands now: what is printed is what was signed."""
    tx.session.execute(delete(HandoverItem).where(HandoverItem.handover_id == row.id))
    for position, each in enumerate(items, 1):
        ref = each.ref or Ref(each.register, 0)
        item = HandoverItem(
            handover_id=row.id, position=position, register=each.register, entry_id=ref.id, number=ref.number,
            text=each.text, params=json.dumps(each.params, ensure_ascii=False), due=each.due,
            important=each.important, passed=each.passed,
        )  # fmt: skip
        tx.session.add(item)
    row.gathered_at, row.open_matters = tx.now, matters(items)


def matters(items: Iterable[Handed]) -> int:
    """How many matters these are."""
    return sum(each.params["count"] if each.text == MORE else 1 for each in items)


def items(tx: Tx, row: Handover) -> tuple[Handed, ...]:
    """What was gathered, as it stood."""
    asked = select(HandoverItem).where(HandoverItem.handover_id == row.id).order_by(HandoverItem.position)
    return tuple(
        Handed(
            register=item.register, text=item.text, params=json.loads(item.params),
            ref=Ref(item.register, item.entry_id, item.number) if item.entry_id else None, due=item.due,
            important=item.important, passed=item.passed,
        )
        for item in tx.session.scalars(asked)
    )  # fmt: skip


# Counting


def figures(core: Core, tx: Tx) -> dict[Count, Figures]:
    """What the registers say is there now (``DUTY-7``)."""
    pieces, cash = dict.fromkeys(Count, 0), Decimal(0)
    for expected in (each for service in core.registers for each in service.counts_at_handover(tx)):
        pieces[expected.what] += expected.pieces
        cash += expected.cash
    return {what: Figures(pieces[what], cash if what is Count.CASH else None) for what in Count}


def kept_counts(tx: Tx, row: Handover) -> list[HandoverCount]:
    """The counts of a handover, in the order in which they are made."""
    found = tx.session.scalars(select(HandoverCount).where(HandoverCount.handover_id == row.id))
    return sorted(found, key=lambda kept: list(Count).index(kept.what))


def counted(kept: HandoverCount, now: Figures | None = None) -> Counted:
    """A count for the screen; without ``now`` the registers stand as they did."""
    there = now or Figures(kept.expected, kept.expected_cash)
    return Counted(
        what=kept.what, expected=kept.expected, expected_cash=kept.expected_cash, counted=kept.counted,
        counted_cash=kept.counted_cash, explanation=kept.explanation, passed=kept.passed,
        now=there.pieces, now_cash=there.cash,
    )  # fmt: skip


def lay_out(tx: Tx, row: Handover, now: Mapping[Count, Figures]) -> None:
    """The counts of a new handover, nothing counted yet."""
    for what, figure in now.items():
        line = HandoverCount(handover_id=row.id, what=what, expected=figure.pieces, expected_cash=figure.cash)
        tx.session.add(line)


def count(tx: Tx, row: Handover, lines: Sequence[CountLine], now: Mapping[Count, Figures]) -> None:
    """What was counted by hand; what is left as it was is still compared with what the registers said then."""
    said = {line.what: line for line in lines}
    for kept in kept_counts(tx, row):
        line = said.get(kept.what, CountLine(what=kept.what))
        seen = (line.counted, line.cash, line.explanation.strip())
        same = seen == (kept.counted, kept.counted_cash, kept.explanation)
        if not (same and counted(kept, now[kept.what]).moved):
            kept.passed = kept.passed and same and (kept.expected, kept.expected_cash) == now[kept.what]
            kept.expected, kept.expected_cash = now[kept.what]
        kept.counted, kept.counted_cash, kept.explanation = seen
    row.differences = _different(tx, row)


def let_pass(tx: Tx, row: Handover, handed: Sequence[Handed], counts: Iterable[Counted]) -> None:
    """What is important and unfinished now, and every difference as it is now, need not hold it up."""
    keep(tx, row, [replace(each, passed=each.important) for each in handed])
    settle(tx, row, counts)
    for kept in kept_counts(tx, row):
        kept.passed = counted(kept).differs


def settle(tx: Tx, row: Handover, counts: Iterable[Counted]) -> None:
    """The figures of the moment at which it is given: by now each is right, or explained."""
    now = {each.what: (each.now, each.now_cash) for each in counts}
    for kept in kept_counts(tx, row):
        kept.expected, kept.expected_cash = now[kept.what]
    row.differences = _different(tx, row)


def _different(tx: Tx, row: Handover) -> int:
    return sum(counted(kept).differs for kept in kept_counts(tx, row))


# Looking


def checked(tx: Tx, row: Handover) -> tuple[Checked, ...]:
    """What was looked at, in the order of the list."""
    found = tx.session.scalars(select(HandoverCheck).where(HandoverCheck.handover_id == row.id))
    lines = [Checked(what=line.what, fine=line.fine, remark=line.remark) for line in found]
    return tuple(sorted(lines, key=lambda line: list(Check).index(line.what)))


def look(tx: Tx, row: Handover, lines: Sequence[CheckLine]) -> None:
    """What was looked at by now."""
    tx.session.execute(delete(HandoverCheck).where(HandoverCheck.handover_id == row.id))
    for line in lines:
        remark = line.remark.strip()
        tx.session.add(HandoverCheck(handover_id=row.id, what=line.what, fine=line.fine, remark=remark))


def line_problems(draft: PrepareDraft) -> Iterator[Problem]:
    """Each thing is counted and looked at once; cash in yuan, everything else in pieces."""
    for name, names in (("counts", [line.what for line in draft.counts]), ("checks", [c.what for c in draft.checks])):
        for at, what in enumerate(names):
            if what in names[:at]:
                yield Problem(f"{name}.{at}.what", "duplicate", {"value": f"{REGISTER}.what.{what}"})
    for at, each in enumerate(draft.counts):
        wrong = each.counted if each.what is Count.CASH else each.cash
        if wrong is not None:
            field = "counted" if each.what is Count.CASH else "cash"
            yield Problem(f"counts.{at}.{field}", "handover_measure", {"what": f"{REGISTER}.what.{each.what}"})


def words(tx: Tx, row: Handover, looked: Iterable[Checked | CheckLine]) -> dict[str, str]:
    """What was counted and looked at so far, in the journal's words."""
    found = {}
    for kept in kept_counts(tx, row):
        there = kept.counted if kept.counted_cash is None else f"{kept.counted_cash:.2f}"
        found[kept.what.value] = " · ".join(filter(None, ("" if there is None else str(there), kept.explanation)))
    for line in looked:
        found[line.what.value] = " · ".join(filter(None, ("✓" if line.fine else "✗", line.remark.strip())))
    return found


def said(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, list[Any]]:
    """What is different now."""
    names = dict.fromkeys((*before, *after))
    pairs = {name: [before.get(name) or None, after.get(name) or None] for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


# What was signed


def seal(tx: Tx, row: Handover) -> bytes:
    """The hash of everything that is printed: gathered, counted and looked at."""
    tx.session.flush()
    parts = {}
    for model in (HandoverItem, HandoverCount, HandoverCheck):
        found = tx.session.scalars(select(model).where(model.handover_id == row.id).order_by(model.id))
        parts[model.__tablename__] = [row_values(part) for part in found]
    return digest(parts)


def unsealed(tx: Tx) -> Iterator[Finding]:
    """The handovers whose parts are not what was given (``deskapp check``)."""
    given = Handover.state.in_(inline(State.GIVEN, State.TAKEN, State.SIGNED))
    for row in tx.session.scalars(select(Handover).where(given).order_by(Handover.id)):
        if row.sealed != seal(tx, row):
            yield Finding(code="handover", params={"number": row.number})


# What stands in its way


def obstacles(handed: Iterable[Handed], counts: Iterable[Counted], checks: Iterable[Checked]) -> Iterator[Obstacle]:
    """Why it cannot be given yet (``DUTY-4``, ``DUTY-7``)."""
    important = [each for each in handed if each.important and not each.passed]
    if important:
        yield Obstacle(code="important", params={"count": len(important)}, passable=True)
    for each in counts:
        yield from _of_count(each)
    looked = {line.what: line for line in checks}
    for what in Check:
        named = {"what": f"{REGISTER}.what.{what}"}
        if what not in looked:
            yield Obstacle(code="not_checked", params=named)
        elif not looked[what].fine and not looked[what].remark:
            yield Obstacle(code="check_remark", params=named)


def _of_count(each: Counted) -> Iterator[Obstacle]:
    named: dict[str, Any] = {"what": f"{REGISTER}.what.{each.what}"}
    if not each.done:
        yield Obstacle(code="not_counted", params=named)
    elif each.moved:
        before = Figures(each.expected, each.expected_cash)
        yield Obstacle(
            code="moved",
            params=named | {"before": shown(before), "now": shown(Figures(each.now, each.now_cash))},
            passable=True,
        )
    elif each.differs_now and not each.explanation and not each.passed:
        there = Figures(each.counted or 0, each.counted_cash)
        should = shown(Figures(each.expected, each.expected_cash))
        yield Obstacle(code="difference", params=named | {"expected": should, "counted": shown(there)}, passable=True)


def shown(figure: Figures) -> str:
    """Pieces, or a sum."""
    return str(figure.pieces) if figure.cash is None else f"{figure.cash:,.2f}"
