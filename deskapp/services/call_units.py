"""Which units a call list is about, and whom to phone there (``FUP-3``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select

from deskapp.domain.calls import CallListDraft, Scope, State, UnitsDraft
from deskapp.domain.common import Option
from deskapp.domain.directory import Use
from deskapp.errors import Problem
from deskapp.models.calls import CallLineRow, CallList
from deskapp.models.directory import Area, Building, Resident, Tie, Unit
from deskapp.services import directory_codes as codes
from deskapp.services import places
from deskapp.services.directory_find import current, names_of
from deskapp.services.verbs import Tx

#: Nobody is phoned about a parking space as such: its owner's home is on the list.
_NOT_PHONED = (Use.PARKING, Use.PLANT)
_BETWEEN = re.compile(r"[,，、;；\n\r\t]+")
#: So many unknown codes are named; more say nothing new.
_NAMED = 8
#: So many codes are looked for in one question to the database.
_AT_ONCE = 500


class Reachable(NamedTuple):
    """A unit and whom to phone there, as the directory says now."""

    unit_id: int
    code: str
    contact: str
    phone: str


def chosen(tx: Tx, draft: CallListDraft | UnitsDraft, problems: list[Problem]) -> list[Reachable]:
    """The units a draft means, in the order of the house; whatever it lacks as problems."""
    known = len(problems)
    units = _units(tx, draft, problems)
    if not units and len(problems) == known:
        problems.append(Problem(_FIELD[draft.scope], "no_units"))
    people = names_of(tx, [id for id, _ in units])
    found = [Reachable(id, code, *_whom(people.get(id, []))) for id, code in units]
    return sorted(found, key=_natural)


_FIELD = {
    Scope.ALL: "scope",
    Scope.BUILDINGS: "buildings",
    Scope.AREA: "area_id",
    Scope.TYPED: "codes",
    Scope.SAVED: "choice_id",
}


def _whom(people: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """Whoever lives there first and has a phone; else whoever lives there."""
    phones = [(name, next(iter(codes.split_phones(phones)), "")) for name, phones in people]
    return next((pair for pair in phones if pair[1]), phones[0] if phones else ("", ""))


def _natural(found: Reachable) -> list[tuple[int, str]]:
    """2 before 10, part by part."""
    return [(len(part), part) for part in codes.parts(found.code)]


def _units(tx: Tx, draft: CallListDraft | UnitsDraft, problems: list[Problem]) -> list[tuple[int, str]]:
    refused = {problem.field for problem in problems}
    field = _FIELD[draft.scope]
    if field in refused:
        return []
    if draft.scope is Scope.TYPED:
        return _typed(tx, draft.codes, problems)
    if draft.scope is Scope.SAVED:
        return _saved(tx, draft.choice_id, problems)
    asked = _lived_in(tx)
    if draft.scope is Scope.AREA:
        if draft.area_id is None or tx.session.get(Area, draft.area_id) is None:
            code = "required" if draft.area_id is None else "unknown_choice"
            problems.append(Problem(field, code, {"value": draft.area_id}))
            return []
        asked = asked.where(Building.area_id == draft.area_id)
    if draft.scope is Scope.BUILDINGS:
        named = places.buildings(tx, draft.buildings, problems)
        if not draft.buildings.strip():
            problems.append(Problem(field, "required"))
        asked = asked.where(Building.id.in_([building.id for building in named]))
    return [(id, code) for id, code in tx.session.execute(asked)]


def _lived_in(tx: Tx) -> Select[int, str]:
    """Units in which somebody is registered now."""
    tied = select(Tie.id).join(Resident, Resident.id == Tie.resident_id).where(Tie.unit_id == Unit.id, current(tx))
    asked = select(Unit.id, Unit.code).join(Building, Building.id == Unit.building_id)
    return asked.where(Unit.use.not_in(_NOT_PHONED), tied.exists())


def _typed(tx: Tx, text: str, problems: list[Problem]) -> list[tuple[int, str]]:
    """Codes as people write them, on lines or between commas; blanks part them where they are no code as a whole."""
    parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    if not parts:
        problems.append(Problem("codes", "required"))
        return []
    known = _known(tx, parts)
    whole = [part for part in parts if part in known]
    rest = [piece for part in parts if part not in known for piece in part.split()]
    known |= _known(tx, rest)
    unknown = list(dict.fromkeys(piece for piece in rest if piece not in known))
    if unknown:
        more = ["…"] if len(unknown) > _NAMED else []
        problems.append(Problem("codes", "unknown_units", {"value": ", ".join([*unknown[:_NAMED], *more])}))
        return []
    return list(dict.fromkeys(known[part] for part in (*whole, *rest)))


def _known(tx: Tx, texts: Sequence[str]) -> dict[str, tuple[int, str]]:
    """The units that texts name, by the text."""
    readings = {text: codes.readings(text) for text in texts}
    wanted = list({code for some in readings.values() for code in some})
    units: dict[str, tuple[int, str]] = {}
    for at in range(0, len(wanted), _AT_ONCE):
        asked = select(Unit.id, Unit.code).where(Unit.code.in_(wanted[at : at + _AT_ONCE]))
        units |= {code: (id, code) for id, code in tx.session.execute(asked)}
    return {text: units[code] for text, some in readings.items() for code in some if code in units}


def _saved(tx: Tx, choice_id: int | None, problems: list[Problem]) -> list[tuple[int, str]]:
    """The units of the list that was kept under a name."""
    if choice_id is None:
        problems.append(Problem("choice_id", "required"))
        return []
    kept = tx.session.get(CallList, choice_id)
    if kept is None or not kept.saved_as:
        problems.append(Problem("choice_id", "unknown_choice", {"value": choice_id}))
        return []
    lines = select(CallLineRow.unit_id, CallLineRow.unit_code)
    asked = lines.where(CallLineRow.list_id == choice_id, CallLineRow.removed == "")
    return [(id, code) for id, code in tx.session.execute(asked)]


def choices(tx: Tx) -> Iterable[Option]:
    """Choices of units kept under a name, the newest of each."""
    kept = (CallList.saved_as != "", CallList.state != State.VOIDED)
    named: Any = select(func.max(CallList.id), CallList.saved_as).where(*kept).group_by(CallList.saved_as)
    for id, name in tx.session.execute(named.order_by(CallList.saved_as)):
        yield Option(id=id, text=name)
