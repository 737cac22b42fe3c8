"""Residents: their records, their ties to units, and two records of one person made one (``DIR-1``, ``DIR-2``)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from deskapp.domain.common import Ref
from deskapp.domain.directory import IdType, ResidentDraft, TieDraft
from deskapp.errors import Conflict, Invalid, Problem
from deskapp.models.base import as_json
from deskapp.models.directory import Resident, Tie, Unit
from deskapp.services import directory_codes as codes
from deskapp.services import journal, search_index
from deskapp.services.directory_writes import filled, load, put, refuse, unit_of
from deskapp.services.register import RegisterService
from deskapp.services.tokens import Searchable
from deskapp.services.verbs import Service, Tx

RESIDENT = "resident"


def resident_words(resident: Resident) -> Searchable:
    """What a resident is found by (``ALL-5``); a merged record by nothing."""
    if resident.merged_into is not None:
        return Searchable()
    names = tuple(name for name in (resident.name, resident.address_as) if name)
    return Searchable(names=names, phones=codes.split_phones(resident.phones))


def save_resident(tx: Tx, draft: ResidentDraft) -> Resident:
    """Write a resident with ties; ties that the draft leaves out end today instead of going (``DIR-1``)."""
    row = load(tx, Resident, draft.id, draft.version) if draft.id else Resident(id_number="")
    if row.merged_into is not None:
        raise Conflict(number=row.name)
    phones = codes.split_phones(draft.phones)
    number = codes.tidy_id_number(draft.id_number)
    problems = codes.phone_problems(phones, tx.now)
    if codes.is_mask(number) and number == codes.mask(row.id_number):
        number = row.id_number  # as it was shown: not retyped
    else:
        problems += codes.id_number_problems(draft.id_type or IdType.NONE, number)
    units = {index: unit_of(tx, tie.unit) for index, tie in enumerate(draft.ties)}
    problems += _tie_problems(draft.ties, units)
    refuse(tx, draft, *problems)
    draft = filled(draft)
    before = resident_words(row) if row.id else None
    old_ties = told_ties(tx, row.id) if row.id else []
    names = ("name", "sex", "address_as", "id_type", "emergency_contact", "notes")
    values = {name: getattr(draft, name) for name in names} | {"name": draft.name.strip()}
    values |= {"phones": codes.join_phones(phones), "id_number": number if draft.id_type is not IdType.NONE else ""}
    masked = {"id_number": [codes.mask(row.id_number), codes.mask(values["id_number"])]}
    put(tx, RESIDENT, row, values, more=masked if row.id_number != values["id_number"] else None)
    _put_ties(tx, row, draft.ties, {index: unit.id for index, unit in units.items() if unit})
    _tell_ties(tx, row, old_ties)
    if before != resident_words(row):
        search_index.put(tx.session, RESIDENT, row.id, resident_words(row), before)
    return row


def _tie_problems(ties: tuple[TieDraft, ...], units: dict[int, Unit | None]) -> list[Problem]:
    problems = []
    for index, tie in enumerate(ties):
        if tie.unit.strip() and units[index] is None:
            problems.append(Problem(f"ties.{index}.unit", "unknown_unit", {"value": tie.unit}))
        if tie.since and tie.until and tie.until < tie.since:
            problems.append(Problem(f"ties.{index}.until", "until_before_since"))
    return problems


def _put_ties(tx: Tx, row: Resident, ties: tuple[TieDraft, ...], units: dict[int, int]) -> None:
    kept = list(tx.session.scalars(select(Tie).where(Tie.resident_id == row.id).order_by(Tie.id)))
    for index, draft in enumerate(ties):
        values = {"unit_id": units[index], "relation": draft.relation, "since": draft.since, "until": draft.until}
        match = _same_tie(kept, values)
        if match is None:
            put(tx, "tie", Tie(resident_id=row.id), values)
        else:
            kept.remove(match)
            if any(getattr(match, name) != value for name, value in values.items()):
                put(tx, "tie", match, values)
    yesterday = tx.now.astimezone().date() - timedelta(days=1)
    for left in kept:
        if left.until is None or left.until > yesterday:
            until = max(yesterday, left.since) if left.since else yesterday
            put(tx, "tie", left, {"until": until})


def _same_tie(kept: list[Tie], values: dict[str, Any]) -> Tie | None:
    """The tie that a row of the form edits: the very same, else one to the same unit since that day, or as the same."""
    for names in (("unit_id", "relation", "since", "until"), ("unit_id", "since"), ("unit_id", "relation")):
        for tie in kept:
            if all(getattr(tie, name) == values[name] for name in names):
                return tie
    return None


def told_ties(tx: Tx, resident_id: int) -> list[str]:
    """A resident's ties in words for the journal: ``3-2-1102 owner 2020-01-01 –``."""
    found = tx.session.execute(
        select(Unit.code, Tie.relation, Tie.since, Tie.until)
        .join(Unit, Unit.id == Tie.unit_id)
        .where(Tie.resident_id == resident_id)
        .order_by(Tie.id)
    )
    return [
        f"{code} {relation.value} {as_json(since) or ''}–{as_json(until) or ''}"
        for code, relation, since, until in found
    ]


def _tell_ties(tx: Tx, row: Resident, before: list[str]) -> None:
    """The resident's own history names the ties that changed (``ALL-3``)."""
    after = told_ties(tx, row.id)
    if before != after:
        journal.write(tx, RESIDENT, row, more={"ties": [before, after]})


# Two records of one person


def merge(tx: Tx, keep_id: int, gone_id: int, services: list[Service]) -> tuple[Resident, Resident, list[Ref]]:
    """Make two records one: ties copied, entries re-pointed; the gone one stays and names the kept one (``DIR-2``)."""
    if keep_id == gone_id:
        raise Invalid(Problem("gone", "same_resident"))
    keep, gone = load(tx, Resident, keep_id), load(tx, Resident, gone_id)
    for row in (keep, gone):
        if row.merged_into is not None:
            raise Conflict(number=row.name)
    words = resident_words(keep), resident_words(gone)
    ties = told_ties(tx, keep.id)
    _copy_ties(tx, keep, gone)
    number = keep.id_number or gone.id_number
    more: dict[str, Any] = {"merged": [None, gone.id], "ties": [ties, told_ties(tx, keep.id)]}
    if number != keep.id_number:
        more["id_number"] = [codes.mask(keep.id_number), codes.mask(number)]
    put(tx, RESIDENT, keep, _together(keep, gone) | {"id_number": number}, more=more)
    put(tx, RESIDENT, gone, {"merged_into": keep.id})
    search_index.put(tx.session, RESIDENT, keep.id, resident_words(keep), words[0])
    search_index.put(tx.session, RESIDENT, gone.id, resident_words(gone), words[1])
    return keep, gone, [ref for service in services for ref in _repoint(tx, service, keep.id, gone.id)]


def _copy_ties(tx: Tx, keep: Resident, gone: Resident) -> None:
    names = ("unit_id", "relation", "since", "until")
    ties = select(Tie).order_by(Tie.id)
    own = tx.session.scalars(ties.where(Tie.resident_id == keep.id))
    has = {tuple(getattr(tie, name) for name in names) for tie in own}
    for tie in tx.session.scalars(ties.where(Tie.resident_id == gone.id)).all():
        values = {name: getattr(tie, name) for name in names}
        if tuple(values.values()) not in has:
            put(tx, "tie", Tie(resident_id=keep.id), values)


def _together(keep: Resident, gone: Resident) -> dict[str, Any]:
    """What the kept record learns from the other; what it knows already stands."""
    both = {codes.digits(phone): phone for phone in codes.split_phones(f"{gone.phones}\n{keep.phones}")}
    own = codes.split_phones(keep.phones)
    phones = (*own, *(phone for phone in both.values() if phone not in own))
    values: dict[str, Any] = {"phones": codes.join_phones(phones)}
    for name in ("address_as", "emergency_contact"):
        values[name] = getattr(keep, name) or getattr(gone, name)
    if keep.id_type is IdType.NONE:
        values["id_type"] = gone.id_type
    if gone.notes and gone.notes not in keep.notes:
        values["notes"] = "\n".join(note for note in (keep.notes, gone.notes) if note)
    return values


def _repoint(tx: Tx, service: Service, keep_id: int, gone_id: int) -> list[Ref]:
    """Every entry of a register that names the gone record names the kept one from now on."""
    model: Any = getattr(service, "model", None)
    if not isinstance(service, RegisterService) or not hasattr(model, "resident_id"):
        return []
    rows = tx.session.scalars(select(model).where(model.resident_id == gone_id)).all()
    for row in rows:
        row.resident_id = keep_id
        service.save(tx, row)
    return [service.ref(row) for row in rows]


def units_of(tx: Tx, resident_id: int) -> list[tuple[int, str]]:
    """The units a resident is or was tied to."""
    tied = select(Unit.id, Unit.code).join(Tie, Tie.unit_id == Unit.id).where(Tie.resident_id == resident_id)
    return [(id, code) for id, code in tx.session.execute(tied)]
