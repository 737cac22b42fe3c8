"""What the proxies ask beyond the single fields: who for, with what document, approved by whom (``MAIL-5``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from deskapp.domain.common import Caution
from deskapp.domain.directory import IdType
from deskapp.domain.people import Role
from deskapp.domain.proxies import APPROVERS, ApproveDraft, ProxyDraft, State
from deskapp.errors import DeskError, Invalid, Problem
from deskapp.models.directory import Building, Resident, Tie, Unit
from deskapp.models.pickups import Proxy
from deskapp.models.staff import Staff
from deskapp.services import countersign, directory_find, proxy_reads
from deskapp.services import directory_codes as codes
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.proxies import ProxyService


def asked(service: ProxyService, tx: Tx, draft: ProxyDraft) -> Proxy:
    """The row of a draft that nothing is wrong with; raises Invalid with every problem (``ALL-4``)."""
    problems = service.problems(tx, draft)
    unit = service.unit(tx, draft.unit, problems)
    name, resident = draft.name.strip(), draft.resident.strip()
    if name and codes.same_text(name) == codes.same_text(resident):
        problems.append(Problem("name", "proxy_is_resident", {"value": name}))
    resident_id = _resident(tx, draft, unit, problems)
    number = _document(tx, draft, unit, problems)
    service.validated(tx, draft, *problems)
    assert unit is not None
    _cautions(tx, draft, unit, resident_id, number)
    return Proxy(
        state=State.ASKED, unit_id=unit.id, unit_code=unit.code, resident=resident, resident_id=resident_id, name=name,
        relation=draft.relation, phone=draft.phone.strip(), id_type=draft.id_type, id_number=number, until=draft.until,
        asked_at=tx.now, recorder_id=tx.staff_id, asked_resident=False, note=draft.note.strip(), approve_note="",
        refused_reason="", ended_reason="", void_reason="",
    )  # fmt: skip


def people(tx: Tx, unit_id: int) -> dict[int, Resident]:
    """Whoever lives in a unit now, by id."""
    tied = select(Resident).join(Tie, Tie.resident_id == Resident.id).where(Tie.unit_id == unit_id)
    return {row.id: row for row in tx.session.scalars(tied.where(directory_find.current(tx)).order_by(Tie.id))}


def of_name(tx: Tx, unit_id: int, name: str) -> Resident | None:
    """The one resident of a unit with this name."""
    wanted = codes.same_text(name)
    same = [row for row in people(tx, unit_id).values() if codes.same_text(row.name) == wanted]
    return same[0] if len(same) == 1 else None


def _resident(tx: Tx, draft: ProxyDraft, unit: Unit | None, problems: list[Problem]) -> int | None:
    """Whose mail it is: the resident picked, or the one of this name in the unit."""
    if unit is None:
        return None
    if draft.resident_id is not None and draft.resident_id not in people(tx, unit.id):
        problems.append(Problem("resident", "not_a_resident", {"value": draft.resident.strip(), "unit": unit.code}))
        return None
    found = of_name(tx, unit.id, draft.resident)
    return draft.resident_id if draft.resident_id is not None else found.id if found else None


def _document(tx: Tx, draft: ProxyDraft, unit: Unit | None, problems: list[Problem]) -> str:
    """The document's number by its check digit; a mask stands for what the same proxy showed before."""
    number = codes.tidy_id_number(draft.id_number)
    if draft.id_type is IdType.NONE:
        problems.append(Problem("id_type", "proxy_document"))
    elif codes.is_mask(number):
        number = _shown_before(tx, draft, unit, number) if unit else ""
        if not number:
            problems.append(Problem("id_number", "masked_number"))
    elif not any(problem.field == "id_number" for problem in problems):
        problems += codes.id_number_problems(draft.id_type, number)
    return number


def _shown_before(tx: Tx, draft: ProxyDraft, unit: Unit, mask: str) -> str:
    same = select(Proxy.id_number).where(
        Proxy.unit_id == unit.id, Proxy.name == draft.name.strip(), Proxy.id_type == draft.id_type
    )
    return next((number for number in tx.session.scalars(same) if codes.mask(number) == mask), "")


def _cautions(tx: Tx, draft: ProxyDraft, unit: Unit, resident_id: int | None, number: str) -> None:
    """What is worth saying though it goes through."""
    if resident_id is None:
        tx.cautions.append(Caution("resident_not_there", {"resident": draft.resident.strip(), "unit": unit.code}))
    for other in proxy_reads.of_unit(tx, unit.id):
        if other.id_number == number and other.id_type is draft.id_type:
            words = {"name": other.name, "unit": unit.code, "number": other.number}
            tx.cautions.append(Caution("proxy_already", words))
            break


# The approval


def approver(service: ProxyService, tx: Tx, row: Proxy, draft: ApproveDraft) -> Staff:
    """Who approves, in the own area: whoever is signed in and may, else somebody by name and PIN (``roles.md``)."""
    if row.until is not None and row.until < directory_find.today(tx):
        raise DeskError("proxy_until_passed", number=row.number, until=row.until)
    if draft.approver_id is None:
        if not tx.acts_as(APPROVERS):
            lacks_pin = () if draft.pin else (Problem("pin", "required"),)
            raise Invalid(Problem("approver_id", "approver_needed"), *lacks_pin)
        return tx.session.get_one(Staff, tx.staff_id)
    meant = countersign.named(tx, draft.approver_id, APPROVERS)
    if meant.role is Role.STEWARD and meant.area_id != _area(tx, row):
        raise Invalid(Problem("approver_id", "not_their_area", {"value": meant.name, "unit": row.unit_code}))
    if not draft.pin:
        raise Invalid(Problem("pin", "required"))
    return countersign.person(tx, service.core, draft.approver_id, draft.pin, APPROVERS)


def _area(tx: Tx, row: Proxy) -> int | None:
    """The area that the unit lies in; no steward's where it lies in none."""
    here = select(Building.area_id).join(Unit, Unit.building_id == Building.id).where(Unit.id == row.unit_id)
    return tx.session.scalar(here) or 0
