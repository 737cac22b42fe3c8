"""Who an item is for: found by a few characters, those who are gone too; what the unit asked for (``MAIL-3``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sqlalchemy import func, select

from deskapp.domain.directory import InstructionKind
from deskapp.domain.mail import FOR_PICKUP, Addressee
from deskapp.models.base import inline
from deskapp.models.directory import InstructionRow, Resident, Tie, Unit
from deskapp.models.mail import MailItem
from deskapp.services import directory_codes as codes
from deskapp.services import directory_find as directory
from deskapp.services import mail_places
from deskapp.services.mail_items import in_the_house
from deskapp.services.verbs import Tx

#: So many residents are looked at for those who are gone.
_LOOKED_AT = 40


class _Meant(NamedTuple):
    """Somebody of a unit; without a name the unit alone."""

    unit_id: int
    unit: str
    resident_id: int | None
    name: str
    phone: str
    moved: bool


def addressees(tx: Tx, text: str, limit: int) -> tuple[Addressee, ...]:
    """Whoever lives where is meant or is called so; then those who did, each once a unit."""
    limit = max(1, min(limit, 50))
    found: dict[tuple[int, int | None], _Meant] = {}
    for hit in directory.find_caller(tx, text, limit):
        meant = _Meant(hit.unit_id, hit.unit, hit.resident_id, hit.name, hit.phone, moved=False)
        found.setdefault((hit.unit_id, hit.resident_id), meant)
    here = list(found.values())
    for meant in _moved(tx, text, {row.unit_id for row in here}):
        found.setdefault((meant.unit_id, meant.resident_id), meant)
    chosen = _with_room(here, [meant for meant in found.values() if meant.moved], limit)
    return tuple(_told(tx, chosen))


def _with_room(here: list[_Meant], moved: list[_Meant], limit: int) -> list[_Meant]:
    """Those who live here first; where they fill the list, one line is left for somebody who is gone."""
    kept = here[: limit - 1] if moved and len(here) >= limit else here
    return [*kept, *moved][:limit]


def _moved(tx: Tx, text: str, units: set[int]) -> Iterator[_Meant]:
    """Residents of this name, or of a unit named by its code, whose ties have ended: the last to leave first."""
    ended = (
        select(Unit.id, Unit.code, Resident.id, Resident.name, Resident.phones)
        .join(Tie, Tie.unit_id == Unit.id)
        .join(Resident, Resident.id == Tie.resident_id)
        .where(Tie.until.is_not(None), Tie.until < directory.today(tx), Resident.merged_into.is_(None))
        .order_by(Tie.until.desc(), Tie.id.desc())
        .limit(_LOOKED_AT)
    )
    people = directory.find_residents(tx, text, _LOOKED_AT)
    readings = codes.readings(directory.askable(text))
    named = set(tx.session.scalars(select(Unit.id).where(Unit.code.in_(readings)))) if readings else set[int]()
    for condition in ((Resident.id.in_(people)) if people else None, (Unit.id.in_(named & units)) if named else None):
        if condition is None:
            continue
        for unit_id, unit, resident_id, name, phones in tx.session.execute(ended.where(condition)).all():
            if not _lives_there(tx, unit_id, resident_id):
                phone = next(iter(codes.split_phones(phones)), "")
                yield _Meant(unit_id, unit, resident_id, name, phone, moved=True)


def _lives_there(tx: Tx, unit_id: int, resident_id: int) -> bool:
    """Whether another tie of the same resident to the unit still stands: an owner who was a tenant before."""
    tie = select(Tie.id).join(Resident, Resident.id == Tie.resident_id)
    return tx.session.scalar(
        tie.where(Tie.unit_id == unit_id, Tie.resident_id == resident_id, directory.current(tx)).limit(1)
    ) is not None  # fmt: skip


def _told(tx: Tx, chosen: list[_Meant]) -> Iterator[Addressee]:
    """With what lies here for the unit, what it has asked for its mail, and the place proposed."""
    units = {meant.unit_id for meant in chosen}
    lying = MailItem.state.in_(inline(*FOR_PICKUP))
    counted = select(MailItem.unit_id, func.count()).where(MailItem.unit_id.in_(units), in_the_house(), lying)
    waiting = dict(iter(tx.session.execute(counted.group_by(MailItem.unit_id)))) if units else {}
    asked = _instructions(tx, units)
    places = mail_places.proposals(tx, units)
    for meant in chosen:
        yield Addressee(
            unit=meant.unit, resident_id=meant.resident_id, name=meant.name, phone=meant.phone, moved=meant.moved,
            waiting=waiting.get(meant.unit_id, 0), instruction=asked.get(meant.unit_id, ""),
            place=places.get(meant.unit_id, ""),
        )  # fmt: skip


def _instructions(tx: Tx, units: Iterable[int]) -> dict[int, str]:
    """What units have asked for their mail, for as long as it holds (``DIR-4``)."""
    kinds = (InstructionKind.MAIL_HOLD, InstructionKind.PARCELS)
    found: dict[int, list[str]] = {}
    asked = select(InstructionRow).where(
        InstructionRow.unit_id.in_(list(units)),
        InstructionRow.kind.in_(kinds),
        InstructionRow.until >= directory.today(tx),
    )
    for row in tx.session.scalars(asked.order_by(InstructionRow.kind, InstructionRow.until, InstructionRow.id)):
        found.setdefault(row.unit_id, []).append(row.text)
    return {unit_id: "；".join(texts) for unit_id, texts in found.items()}
