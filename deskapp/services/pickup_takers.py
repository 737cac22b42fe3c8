"""Who takes mail: the resident, checked; an approved proxy; the area's steward (``MAIL-5``) [001·2·4.6]."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from deskapp.domain.directory import IdType
from deskapp.domain.people import Role
from deskapp.domain.pickups import Check, Kind, PickupDraft, State
from deskapp.errors import Problem
from deskapp.models.directory import Building, Resident, Unit
from deskapp.models.mail import MailItem
from deskapp.models.pickups import Pickup, Proxy
from deskapp.models.staff import Staff
from deskapp.services import directory_codes as codes
from deskapp.services import proxy_checks, proxy_reads
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.pickups import PickupService

Picks = Sequence[tuple[str, MailItem]]
Who = dict[str, Any]
#: The last digits of a phone by which somebody is told apart.
_LAST = 4
_NOBODY: Who = {
    "taker": "", "resident_id": None, "phone": "", "check": Check.KNOWN, "id_type": IdType.NONE, "id_number": "",
    "proxy_id": None, "steward_id": None,
}  # fmt: skip


def who(
    service: PickupService, tx: Tx, draft: PickupDraft, picks: Picks, problems: list[Problem]
) -> tuple[Who, Proxy | None]:
    """The columns that say who takes it, and the proxy's authorisation; what is wrong goes to its field."""
    if draft.kind is Kind.PROXY:
        return _proxy(service, tx, draft, picks, problems)
    taken = _steward if draft.kind is Kind.STEWARD else _resident
    return taken(tx, draft, picks, problems), None


# The resident


def _resident(tx: Tx, draft: PickupDraft, picks: Picks, problems: list[Problem]) -> Who:
    """Named, tied to every unit or the addressee of its items, and checked the way that is said."""
    name, phone = draft.taker.strip(), draft.phone.strip()
    if not name:
        problems.append(Problem("taker", "required"))
    person = named(tx, picks, draft.resident_id, name) if name else None
    if name:
        problems += strangers(tx, picks, person, name)
    refused = {problem.field for problem in problems}
    number = ""
    if draft.check is Check.PHONE and "phone" not in refused:
        phone = _phone(phone, picks, person, problems)
    elif draft.check is Check.DOCUMENT and "id_number" not in refused:
        number = _document(tx, draft, picks, person, problems)
    shown = draft.check is Check.DOCUMENT
    return _NOBODY | {
        "taker": name, "resident_id": person.id if person else None, "check": draft.check,
        "phone": phone or _first_phone(person, picks, name), "id_number": number,
        "id_type": draft.id_type if shown else IdType.NONE,
    }  # fmt: skip


def units_of(picks: Picks) -> dict[int, str]:
    """The units whose items go, by id."""
    return {item.unit_id: item.unit_code for _, item in picks if item.unit_id is not None}


def named(tx: Tx, picks: Picks, resident_id: int | None, name: str) -> Resident | None:
    """The resident who was picked, or the one of this name in a unit whose items go."""
    for unit_id in units_of(picks):
        people = proxy_checks.people(tx, unit_id)
        if resident_id is not None and resident_id in people:
            found: Resident | None = people[resident_id]
        else:
            found = proxy_checks.of_name(tx, unit_id, name)
        if found is not None and codes.same_text(found.name) == codes.same_text(name):
            return found
    return None


def strangers(tx: Tx, picks: Picks, person: Resident | None, name: str) -> Iterator[Problem]:
    """Items of a unit that the taker neither lives in nor is addressed in: another's mail goes by a proxy (``MAIL-5``).

    It is refused and not only cautioned, for that is what the steward's approval is for.
    """
    units = units_of(picks)
    lives = {id for id in units if person is not None and person.id in proxy_checks.people(tx, id)}
    wanted = codes.same_text(name)
    others = [
        (at, item)
        for at, item in picks
        if item.unit_id not in lives and codes.same_text(item.recipient) != wanted and item.unit_id is not None
    ]
    if others and len(others) == len(picks):
        yield Problem("taker", "taker_not_here", {"value": name, "unit": "、".join(units.values())})
        return
    for at, item in others:
        yield Problem(at, "item_of_others", {"number": item.number, "unit": item.unit_code, "value": name})


def _phone(phone: str, picks: Picks, person: Resident | None, problems: list[Problem]) -> str:
    """The whole phone whose last four digits were said: the resident's, or the one on an item."""
    said = codes.digits(phone)
    if not said:
        problems.append(Problem("phone", "required"))
        return phone
    known = (*(codes.split_phones(person.phones) if person else ()), *(item.phone for _, item in picks))
    found = next((one for one in known if len(said) >= _LAST and codes.digits(one).endswith(said)), "")
    if not found:
        problems.append(Problem("phone", "other_phone", {"value": phone[:30]}))
    return found or phone


def _first_phone(person: Resident | None, picks: Picks, name: str) -> str:
    """How to reach the taker where nothing was said: as the archive has it, else as an item addressed to the name."""
    archive = codes.split_phones(person.phones) if person else ()
    mine = (item.phone for _, item in picks if item.phone and codes.same_text(item.recipient) == codes.same_text(name))
    return next(iter((*archive, *mine)), "")


def _document(tx: Tx, draft: PickupDraft, picks: Picks, person: Resident | None, problems: list[Problem]) -> str:
    """The document's number by its check digit; a mask stands for the number known of the resident."""
    number = codes.tidy_id_number(draft.id_number)
    if draft.id_type is IdType.NONE:
        problems.append(Problem("id_type", "required"))
    elif not number:
        problems.append(Problem("id_number", "required"))
    elif codes.is_mask(number):
        number = next((one for one in _known(tx, draft, picks, person) if codes.mask(one) == number), "")
        if not number:
            problems.append(Problem("id_number", "masked_number"))
    else:
        problems += codes.id_number_problems(draft.id_type, number)
        if person is not None and person.id_type is draft.id_type and person.id_number not in ("", number):
            problems.append(Problem("id_number", "other_document", {"value": person.name}))
    return number


def _known(tx: Tx, draft: PickupDraft, picks: Picks, person: Resident | None) -> Iterable[str]:
    """What the resident showed before: at the archive, at an earlier pickup of the unit."""
    if person is not None and person.id_type is draft.id_type:
        yield person.id_number
    here = Pickup.unit_id.in_(list(units_of(picks)))
    same = (here, Pickup.taker == draft.taker.strip(), Pickup.id_type == draft.id_type, Pickup.state == State.DONE)
    yield from tx.session.scalars(select(Pickup.id_number).where(*same).order_by(Pickup.id.desc()).limit(20))


# The proxy


def _proxy(
    service: PickupService, tx: Tx, draft: PickupDraft, picks: Picks, problems: list[Problem]
) -> tuple[Who, Proxy | None]:
    """Approved, valid today, of the unit of every item, with the document that was shown when it was asked for."""
    row = tx.session.get(Proxy, draft.proxy_id) if draft.proxy_id is not None else None
    if row is None:
        code = "required" if draft.proxy_id is None else "unknown_choice"
        problems.append(Problem("proxy_id", code, {} if draft.proxy_id is None else {"value": draft.proxy_id}))
        return _NOBODY, None
    service.own_area(tx, row.unit_id, row.unit_code)
    if not proxy_reads.is_valid(tx, row, draft.happened_at):
        words = {"value": row.name, "number": row.number, "state": f"proxies.state.{row.state}"}
        problems.append(Problem("proxy_id", "proxy_not_valid", words))
    for at, item in picks:
        if item.unit_id is not None and item.unit_id != row.unit_id:
            words = {"number": item.number, "unit": item.unit_code, "value": row.name}
            problems.append(Problem(at, "item_of_others", words))
    number = codes.tidy_id_number(draft.id_number)
    if number and number not in (row.id_number, codes.mask(row.id_number)):
        problems.append(Problem("id_number", "other_document", {"value": row.name}))
    taken = {
        "taker": row.name, "phone": draft.phone.strip() or row.phone, "check": Check.DOCUMENT, "id_type": row.id_type,
        "id_number": row.id_number, "proxy_id": row.id,
    }  # fmt: skip
    return _NOBODY | taken, row


# The steward


def _steward(tx: Tx, draft: PickupDraft, picks: Picks, problems: list[Problem]) -> Who:
    """The steward of the items' area; a steward signs for nobody else."""
    own = tx.actor is not None and tx.actor.role is Role.STEWARD
    steward_id = draft.steward_id if draft.steward_id is not None or not own else tx.staff_id
    row = tx.session.get(Staff, steward_id) if steward_id is not None else None
    if steward_id is None:
        problems.append(Problem("steward_id", "required"))
    elif row is None or not row.active:
        problems.append(Problem("steward_id", "unknown_choice", {"value": steward_id}))
    elif row.role is not Role.STEWARD:
        problems.append(Problem("steward_id", "not_a_steward", {"value": row.name}))
    elif own and row.id != tx.staff_id:
        problems.append(Problem("steward_id", "another_steward", {"value": row.name}))
    else:
        for at, item in outside(tx, picks, row.area_id):
            words = {"number": item.number, "unit": item.unit_code, "value": row.name}
            problems.append(Problem(at, "item_outside_area", words))
    name, phone = (row.name, row.phone) if row else ("", "")
    return _NOBODY | {"taker": name, "phone": draft.phone.strip() or phone, "steward_id": steward_id}


def outside(tx: Tx, picks: Picks, area_id: int | None) -> Iterator[tuple[str, MailItem]]:
    """The items whose unit lies in another area, or in none."""
    units = {item.unit_id for _, item in picks if item.unit_id is not None}
    asked = select(Unit.id, Building.area_id).join(Building, Building.id == Unit.building_id).where(Unit.id.in_(units))
    areas = dict(iter(tx.session.execute(asked)))
    yield from (pick for pick in picks if area_id is None or areas.get(pick[1].unit_id or 0) != area_id)
