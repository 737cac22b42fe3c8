"""An entry's own history speaks in words: names, numbers and reasons, never a key of the program (``ALL-3``)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import inspect

from deskapp.domain.common import HistoryRow
from deskapp.domain.complaints import ClassifyDraft, RenewDraft, Validity
from deskapp.domain.people import Role
from deskapp.domain.reception import Category, Opinion
from deskapp.domain.words import has_word
from deskapp.models.base import Word
from deskapp.services.office import OpenOffice
from tests.factories import Desk
from tests.ways.complaints import complaint, lead


def changed(history: tuple[HistoryRow, ...], verb: str) -> dict[str, Any]:
    """What the last step of a verb changed."""
    line = next(row for row in reversed(history) if row.verb == verb)
    return {change.field: change.new for change in line.changes}


def test_all_3_a_department_is_told_by_its_name(desk: Desk) -> None:
    chief = desk.as_(Role.SUPERVISOR)
    id, department = complaint(desk), desk.call("directory.departments")[1]
    chief.step("complaints", "classify", id, ClassifyDraft(validity=Validity.VALID, department_id=department.id))
    classed = changed(desk.call("complaints.detail", id=id).history, "complaints.classify")
    assert classed["department_id"] == department.text


def test_all_3_another_entry_is_told_by_its_number(desk: Desk) -> None:
    id = lead(desk, "replied", opinion=Opinion.VERY_DISSATISFIED)
    before = desk.call("complaints.detail", id=id).number
    new = desk.step("complaints", "renew", id, RenewDraft(content="又是一样", category=Category.CLEANING))
    assert changed(desk.call("complaints.detail", id=new.id).history, "complaints.renew")["previous_id"] == before


def test_all_3_every_value_of_every_register_has_its_word(office: OpenOffice) -> None:
    """As the window and ``deskapp show`` look for it: under the column's own name, the register's or reception's."""
    kept = [
        (f"{place}.{column.name}.{member}", f"reception.{column.name}.{member}")
        for service in office.core.registers
        for place, column in ((service.name, column) for column in inspect(service.model).columns)
        if isinstance(column.type, Word)
        for member in column.type.kind
    ]
    assert len(kept) > 100
    assert not [own for own, lent in kept if not has_word(own) and not has_word(lent)]


def test_all_1_every_reason_has_its_label(office: OpenOffice) -> None:
    """Why something was voided, not done, waived or withdrawn stands in its history."""
    kept = [
        (service.name, column.name)
        for service in office.core.registers
        for column in inspect(service.model).columns
        if column.name.endswith(("_reason", "_why"))
    ]
    assert ("notices", "void_reason") in kept
    assert not [f"{place}.{name}" for place, name in kept if not has_label(place, name)]


def has_label(register: str, name: str) -> bool:
    return has_word(f"{register}.field.{name}") or has_word(f"field.{name}")
