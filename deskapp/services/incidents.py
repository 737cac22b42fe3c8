"""Incidents: entries of neighbours on one matter, answered once and told to everyone (``REC-8``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from deskapp.domain.common import Caution, Change, Ref
from deskapp.domain.people import COUNTER
from deskapp.domain.reception import (
    INCIDENT_KINDS,
    UNSETTLED,
    AnswerDraft,
    Category,
    EntryDraft,
    Kind,
    PassOnDraft,
    ReasonDraft,
    State,
    TellAllDraft,
)
from deskapp.domain.reception_rows import AlikeHit, EntryRow, Incident, IncidentEntry, Scope
from deskapp.errors import Problem
from deskapp.models.directory import Building, Entrance, Unit
from deskapp.models.reception import Entry
from deskapp.services import directory_codes as codes
from deskapp.services import promises
from deskapp.services.register import RegisterService
from deskapp.services.rulebook import RulebookService
from deskapp.services.verbs import Tx, reads, writes

#: So many proposals are worth reading while somebody speaks.
_SHOWN = 4
_SCOPES = tuple(Scope)
#: Kinds whose incident of enough units is not a complaint yet; complaints count their units themselves (``CMP-2``).
_BECOMES_COLLECTIVE = frozenset({Kind.REPAIR, Kind.EMERGENCY})


# Where units stand


@dataclass(frozen=True, slots=True)
class Place:
    """Where a unit stands in its building."""

    building_id: int
    building: str
    entrance_id: int | None
    entrance: str
    floor: int
    column: str

    def scope(self, other: Place) -> Scope:
        """The nearest thing that two units of a building share."""
        if self.entrance_id == other.entrance_id:
            if self.column and self.column == other.column:
                return Scope.RISER
            if self.floor == other.floor:
                return Scope.FLOOR
        return Scope.BUILDING


def column(code: str) -> str:
    """The column of rooms above each other that a unit stands in: the last two digits of its room."""
    room = (codes.parts(code) or ("",))[-1]
    return room[-2:] if len(room) > 2 and room[-2:].isdecimal() else ""


def _places(tx: Tx, which: ColumnElement[bool]) -> dict[int, Place]:
    found = tx.session.execute(
        select(Unit.id, Unit.code, Unit.floor, Unit.entrance_id, Building.id, Building.code, Entrance.code)
        .join(Building, Building.id == Unit.building_id)
        .outerjoin(Entrance, Entrance.id == Unit.entrance_id)
        .where(which)
    )
    return {
        unit: Place(building_id, building, entrance_id, entrance or "", floor, column(code))
        for unit, code, floor, entrance_id, building_id, building, entrance in found
    }


# What belongs together


def members(tx: Tx, first_id: int) -> Sequence[Entry]:
    """The entries of an incident in the order in which they came."""
    return tx.session.scalars(select(Entry).where(Entry.incident_id == first_id).order_by(Entry.id)).all()


def _counting(row: Entry) -> bool:
    return row.state is not State.VOIDED


def units(rows: Iterable[Entry]) -> int:
    """How many units have called."""
    return len({row.unit_id for row in rows if row.unit_id is not None and _counting(row)})


def sizes(tx: Tx, rows: Iterable[Entry]) -> dict[int | None, int]:
    """How many units the incidents of some entries have, by the incident's first entry."""
    wanted = {row.incident_id for row in rows if row.incident_id is not None}
    if not wanted:
        return {}
    counted = (
        select(Entry.incident_id, func.count(Entry.unit_id.distinct()))
        .where(Entry.incident_id.in_(wanted), Entry.state != State.VOIDED)
        .group_by(Entry.incident_id)
    )
    return dict(iter(tx.session.execute(counted)))


def since(service: RegisterService[Any, Any], tx: Tx) -> ColumnElement[bool]:
    """Entries that came recently enough to be one incident."""
    return Entry.at >= tx.now - service.core.service(RulebookService).span(tx, "reception.incident_within")


def enough(service: RegisterService[Any, Any], tx: Tx) -> int:
    """So many units make a complaint collective [001·12]."""
    return service.core.service(RulebookService).number(tx, "complaint.collective_units")


def incident(service: RegisterService[Any, Any], tx: Tx, row: Entry) -> Incident | None:
    """The incident of an entry with everybody who called; None for an entry that stands alone."""
    if row.incident_id is None:
        return None
    rows = members(tx, row.incident_id)
    first = next((member for member in rows if member.id == row.incident_id), row)
    count = units(rows)
    return Incident(
        first=service.ref(first),
        units=count,
        entries=tuple(
            IncidentEntry(ref=service.ref(m), unit=m.unit_code, caller=m.caller, phone=m.phone, at=m.at, state=m.state)
            for m in rows
        ),
        collective=count >= enough(service, tx),
        to_answer=sum(bool(service.lifecycle.targets(member.state, "answer_incident")) for member in rows),
        to_tell=sum(member.state is State.RESULT_KNOWN for member in rows),
    )


# Joining


def joined(service: RegisterService[Any, Any], tx: Tx, draft: EntryDraft, problems: list[Problem]) -> Entry | None:
    """The first entry of the incident that a new entry names; a problem if it cannot be joined (any more)."""
    if draft.incident_id is None or any(problem.field == "incident_id" for problem in problems):
        return None
    named = tx.session.get(Entry, draft.incident_id)
    if named is None or draft.kind not in INCIDENT_KINDS:
        problems.append(Problem("incident_id", "unknown_choice", {"value": draft.incident_id}))
        return None
    first_id = named.incident_id or named.id
    alive = select(Entry.id).where(
        or_(Entry.id == first_id, Entry.incident_id == first_id),
        Entry.kind == draft.kind,
        Entry.state.in_(UNSETTLED),
        since(service, tx),
    )
    if draft.kind is Kind.COMPLAINT:
        alive = alive.where(Entry.category == draft.category)
    if tx.session.scalar(alive.limit(1)) is None:
        problems.append(Problem("incident_id", "incident_over", {"number": named.number}))
        return None
    return tx.session.get(Entry, first_id)


def join(service: RegisterService[Any, Any], tx: Tx, row: Entry, first: Entry) -> tuple[Ref, ...]:
    """Let a new entry belong to an incident, whose first entry begins it; the others are shown anew."""
    rows = members(tx, first.id) or [first]
    row.incident_id = first.id
    if row.state is State.ALARM and first.passed_at is not None:  # whoever was told knows of it already
        row.state, row.passed_to, row.passed_at = State.PASSED_ON, first.passed_to, first.passed_at
    before, after, limit = units(rows), units([*rows, row]), enough(service, tx)
    if before < limit <= after and row.kind in _BECOMES_COLLECTIVE:
        tx.cautions.append(Caution("incident_collective", {"units": after, "number": first.number}))
    if first.incident_id is None:
        first.incident_id = first.id
        service.save(tx, first, verb=f"{service.name}.gather")
    return tuple(service.ref(member) for member in rows)


def also_passed_on(service: RegisterService[Any, Any], tx: Tx, row: Entry, draft: PassOnDraft) -> list[Ref]:
    """An emergency was passed on: so were the other calls about it (``REC-5``)."""
    if row.incident_id is None:
        return []
    alarmed = [member for member in members(tx, row.incident_id) if member.state is State.ALARM]
    for member in alarmed:
        member.state = State.PASSED_ON
        member.passed_to, member.passed_at = draft.passed_to.strip(), draft.passed_at
        service.save(tx, member, verb=f"{service.name}.pass_on")
    return [service.ref(member) for member in alarmed]


class IncidentVerbs(RegisterService[Entry, EntryRow]):
    """The reception log's verbs about incidents."""

    @reads(COUNTER)
    def alike(self, tx: Tx, unit: str, kind: Kind, category: Category | None = None) -> tuple[AlikeHit, ...]:
        """What neighbours called about within the rulebook's hours, the nearest first (``REC-8``).

        One hit for each incident and each entry that stands alone: of the same kind (a complaint: category), not
        answered yet, of another unit on the riser or floor of the same entrance, or else in the building.
        """
        here = _places(tx, Unit.code == unit)
        if kind not in INCIDENT_KINDS or not here or (kind is Kind.COMPLAINT and category is None):
            return ()
        ((unit_id, place),) = here.items()
        found = select(Entry).join(Unit, Unit.id == Entry.unit_id)
        found = found.where(Entry.kind == kind, since(self, tx), Entry.state.in_(UNSETTLED))
        found = found.where(Unit.building_id == place.building_id)
        if kind is Kind.COMPLAINT:
            found = found.where(Entry.category == category)
        groups: dict[int, list[Entry]] = {}
        for row in tx.session.scalars(found.order_by(Entry.id)):
            groups.setdefault(row.incident_id or row.id, []).append(row)
        # What the unit itself called about is the same matter open already (REC-1).
        groups = {id: rows for id, rows in groups.items() if all(row.unit_id != unit_id for row in rows)}
        where = _places(tx, Unit.id.in_({row.unit_id for rows in groups.values() for row in rows}))
        sized = sizes(tx, (row for rows in groups.values() for row in rows))
        hits = [self._hit(tx, id, rows, place, where, sized.get(id, 1)) for id, rows in groups.items()]
        return tuple(sorted(hits, key=_nearest)[:_SHOWN])

    def _hit(self, tx: Tx, id: int, rows: list[Entry], here: Place, where: dict[int, Place], count: int) -> AlikeHit:
        first = next((row for row in rows if row.id == id), None) or self.load(tx, id)
        nearest = min((here.scope(where[row.unit_id]) for row in rows if row.unit_id), key=_SCOPES.index)
        return AlikeHit(
            first=self.ref(first),
            scope=nearest,
            building=here.building,
            entrance=here.entrance,
            floor=here.floor,
            column=here.column,
            units=count,
            at=first.at,
            unit=first.unit_code,
            content=first.content,
            promised_at=first.promised_at,
            state=first.state,
        )

    @writes(COUNTER)
    def answer_incident(self, tx: Tx, id: int, version: int, draft: AnswerDraft) -> Change:
        """One answer for every entry of an incident that still waits for it, each by its own table (``REC-8``)."""
        row, others = self._all_of(tx, id, version, draft, "result")
        result = draft.result.strip()
        moved = []
        for member in (row, *others):
            target = member.state if member is row else self._next(member, "answer_incident")
            if not target:
                continue
            before = self.searchable(member)
            member.state, member.result, member.handler_id = State(target), result, tx.staff_id
            member.quoted = draft.quoted
            if member.state is State.ANSWERED:
                member.told_at = tx.now
            self.save(tx, member, before)
            moved.append(self.ref(member))
        return self.changed(tx, row, moved)

    @writes(COUNTER)
    def tell_all(self, tx: Tx, id: int, version: int, draft: TellAllDraft) -> Change:
        """Every caller of an incident whose result is known was told at once, by a message or a notice (``REC-8``)."""
        row, others = self._all_of(tx, id, version, draft, "told_at")
        last = max([row.at, *(m.at for m in others if self._next(m, "tell_all"))])
        problems = promises.too_early(draft.told_at, last)
        self.validated(tx, draft, *problems)
        moved = []
        for member in (row, *others):
            if member is not row and not self._next(member, "tell_all"):
                continue
            promises.told(member, {"told_at": draft.told_at, "told_how": draft.told_how})
            member.state = State.CALLER_TOLD
            self.save(tx, member)
            moved.append(self.ref(member))
        return self.changed(tx, row, moved)

    @writes(COUNTER)
    def leave_incident(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """An entry was joined by mistake, and stands alone again; the first one is what others joined (``REC-8``)."""
        first_id = self.load(tx, id).incident_id
        problems = [Problem("reason", "no_incident")] if first_id in (None, id) else []
        row = self.step(tx, id, version, "", draft, *problems)
        others = [self.ref(member) for member in members(tx, row.incident_id)]
        row.incident_id = None
        self.save(tx, row, more={"reason": [None, draft.reason]})
        return self.changed(tx, row, others)

    def _next(self, row: Entry, verb: str) -> str:
        targets = self.lifecycle.targets(row.state, verb)
        return targets[0] if targets else ""

    def _all_of(self, tx: Tx, id: int, version: int, draft: Any, field: str) -> tuple[Entry, list[Entry]]:
        """The entry of a step that is taken for its whole incident, and the others."""
        alone = self.load(tx, id).incident_id is None
        row = self.step(tx, id, version, "", draft, *([Problem(field, "no_incident")] if alone else []))
        return row, [member for member in members(tx, row.incident_id) if member.id != id]

    @reads(COUNTER)
    def next_to_tell(self, tx: Tx, id: int) -> int | None:
        """The entry of an incident whose caller is to be told after this one's; None when everybody has heard."""
        row = self.load(tx, id)
        if row.incident_id is None:
            return None
        left = [m.id for m in members(tx, row.incident_id) if m.state is State.RESULT_KNOWN and m.id != id]
        return next((other for other in left if other > id), left[0] if left else None)


def _nearest(hit: AlikeHit) -> tuple[int, int, int]:
    return _SCOPES.index(hit.scope), -hit.units, -hit.first.id
