"""What a delivery of letters and newspapers asks of its drafts beyond single fields (``ALL-4``, ``MAIL-1``)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from deskapp.domain.letters import AmendDraft, Condition, LetterDraft, LetterItem, SignDraft
from deskapp.domain.people import Role
from deskapp.errors import NotAllowed, Problem
from deskapp.models.directory import Area, Building
from deskapp.models.letters import LetterBatch, LetterLineRow
from deskapp.models.staff import Staff
from deskapp.services import places, times
from deskapp.services.verbs import Tx


class Counted(NamedTuple):
    """What came for one building."""

    building: Building
    letters: int
    newspapers: int


def counted(tx: Tx, items: Iterable[LetterItem], problems: list[Problem]) -> list[Counted]:
    """The buildings for which something came, in the order of their numbers; a problem at each line that is wrong."""
    order = places.all_buildings(tx)
    known = {name: building for building in order for name in (building.name, building.code) if name}
    found: dict[int, Counted] = {}
    seen: set[int] = set()
    wrong: list[Problem] = []
    for at, item in enumerate(items):
        code = unicodedata.normalize("NFKC", item.building).strip()
        building = known.get(code) or known.get(code.upper())
        if building is None:
            wrong += [Problem(f"lines.{at}.building", "unknown_building", {"value": code})] if code else []
        elif building.id in seen:
            wrong.append(Problem(f"lines.{at}.building", "counted_twice", {"value": building.code}))
        else:
            seen.add(building.id)
            one = Counted(building, item.letters or 0, item.newspapers or 0)
            if one.letters or one.newspapers:
                found[building.id] = one
    if not found and not wrong and not any(problem.field.startswith("lines") for problem in problems):
        wrong.append(Problem("lines", "nothing_counted"))
    problems += wrong
    return [found[building.id] for building in order if building.id in found]


def contradictions(draft: LetterDraft | AmendDraft) -> Iterator[Problem]:
    """Damage is named where there is some, and only there [001·1·4.2.1]; what is entered late says why."""
    if draft.condition is Condition.DAMAGED and not draft.damage.strip():
        yield Problem("damage", "required")
    if draft.condition is Condition.INTACT and draft.damage.strip():
        yield Problem("condition", "only_if_damaged")
    if isinstance(draft, LetterDraft):
        yield from times.late_entry(draft)


def kept(lines: Iterable[LetterLineRow], found: Iterable[Counted], codes: Mapping[int, str]) -> Iterator[Problem]:
    """What a steward has signed for stays as it was signed."""
    wanted = {one.building.id: (one.letters, one.newspapers) for one in found}
    for line in lines:
        if line.signed_at is not None and wanted.get(line.building_id) != (line.letters, line.newspapers):
            yield Problem("lines", "building_signed", {"value": codes[line.building_id]})
            return


class Signature(NamedTuple):
    """Whose share is signed for, and by whom."""

    area_id: int | None
    area: str
    share: Sequence[LetterLineRow]
    signer_id: int | None
    signer: str


def area_name(tx: Tx, area_id: int | None) -> str:
    """An area's name; for none the word of what belongs to no area."""
    found = tx.session.get(Area, area_id) if area_id is not None else None
    return found.name if found is not None else "letters.no_area"


def signature(
    tx: Tx, row: LetterBatch, lines: Sequence[LetterLineRow], draft: SignDraft, problems: list[Problem]
) -> Signature:
    """Whose share it is and who takes it: its steward, another of the staff; by name for buildings of no area."""
    area_id, signer_id = _own(tx, draft)
    name = area_name(tx, area_id)
    share = [line for line in lines if line.area_id == area_id]
    if not share:
        problems.append(Problem("area_id", "area_has_nothing", {"value": name}))
    elif all(line.signed_at is not None for line in share):
        problems.append(Problem("area_id", "area_signed", {"value": name}))
    if not draft.signed:
        problems.append(Problem("signed", "signature_required"))
    problems += times.not_before("signed_at", draft.signed_at, row.at, "letters.field.at")
    signer = draft.signer.strip()
    if area_id is not None or signer_id is not None:
        person = tx.session.get(Staff, signer_id) if signer_id is not None else None
        if person is None or not person.active:
            code = "required" if signer_id is None else "unknown_choice"
            problems.append(Problem("signer_id", code, {"value": signer_id}))
        else:
            signer = person.name
    elif not signer:
        problems.append(Problem("signer", "required"))
    return Signature(area_id, name, share, signer_id, signer)


def _own(tx: Tx, draft: SignDraft) -> tuple[int | None, int | None]:
    """A steward signs for the own area, and for nobody else (``roles.md``)."""
    actor = tx.actor
    if actor is None or actor.role is not Role.STEWARD:
        return draft.area_id, draft.signer_id
    strange = draft.area_id not in {None, actor.area_id} or draft.signer_id not in {None, actor.staff_id}
    if strange or actor.area_id is None:
        raise NotAllowed("not_your_area", unit=area_name(tx, draft.area_id))
    return actor.area_id, actor.staff_id


def taken_back(
    tx: Tx, lines: Iterable[LetterLineRow], area_id: int | None, problems: list[Problem]
) -> Sequence[LetterLineRow]:
    """The share whose signature was a mistake."""
    share = [line for line in lines if line.area_id == area_id and line.signed_at is not None]
    if not share:
        problems.append(Problem("area_id", "area_not_signed", {"value": area_name(tx, area_id)}))
    return share
