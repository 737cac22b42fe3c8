"""What the steps of a complaint ask for beyond their single fields."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from deskapp.domain.complaints import ComplaintDraft, Level, Mode, ReplyDraft, State, Validity, next_level
from deskapp.domain.people import OFFICE, Role
from deskapp.domain.reception import DISSATISFIED, EntryDraft, Kind
from deskapp.errors import NotAllowed, Problem
from deskapp.models.complaints import Complaint
from deskapp.models.directory import Department
from deskapp.services import times
from deskapp.services.verbs import Tx


def as_entry(draft: ComplaintDraft) -> EntryDraft:
    """The reception entry that a complaint is written down as."""
    return EntryDraft(
        unit=draft.unit, resident_id=draft.resident_id, caller=draft.caller, phone=draft.phone, channel=draft.channel,
        kind=Kind.COMPLAINT, category=draft.category, written=draft.written, content=draft.content,
        answered=draft.answered, result=draft.result, happened_at=draft.happened_at,
        happened_reason=draft.happened_reason, incident_id=draft.incident_id, quoted=draft.quoted,
        client_id=draft.client_id,
    )  # fmt: skip


def settled(draft: ComplaintDraft) -> Iterable[Problem]:
    """What was settled on the spot has its answer; what happened earlier has its reason (``ALL-9``)."""
    if draft.answered and not draft.result.strip():
        yield Problem("result", "answer_required")
    yield from times.late_entry(draft)


def department(tx: Tx, draft: Any) -> Iterable[Problem]:
    """A department that a draft names is one of the directory's."""
    named = draft.department_id
    if isinstance(named, int) and tx.session.get(Department, named) is None:
        yield Problem("department_id", "unknown_choice", {"value": named})


def not_before(row: Complaint, draft: Any, *names: str) -> Iterable[Problem]:
    """Nothing was done about a complaint before it was heard."""
    for name in names:
        yield from times.not_before(name, getattr(draft, name), row.at, "complaints.field.at")


def of_class(row: Complaint, validity: Validity, field: str) -> Iterable[Problem]:
    """A step that belongs to one class only (``CMP-1``, ``CMP-4``)."""
    if row.state is State.CLASSED and row.validity is not validity:
        words = {"validity": f"complaints.validity.{validity}", "now": f"complaints.validity.{row.validity}"}
        yield Problem(field, "other_class", words)


def reply(row: Complaint, draft: ReplyDraft) -> Iterable[Problem]:
    """A collective complaint is answered by visit, a written one in writing as well [001·12·7] (``CMP-2``)."""
    yield from of_class(row, Validity.INVALID, "mode")
    yield from not_before(row, draft, "replied_at")
    if row.collective and draft.mode is not Mode.VISIT:
        yield Problem("mode", "visit_required")
    elif row.written and draft.mode is Mode.WRITTEN:
        yield Problem("mode", "other_way_too")
    if row.written and not draft.also_written:
        yield Problem("also_written", "written_required")


def close(row: Complaint) -> Iterable[Problem]:
    """A dissatisfied resident is heard anew (``CMP-3``); the company hears the result before it is over."""
    if row.opinion in DISSATISFIED:
        yield Problem("note", "renew_first")
    if row.from_company and row.company_told_at is None:
        yield Problem("note", "company_first")
    if row.collective and row.director_told_at is None:
        yield Problem("note", "director_first")


def may_pass(tx: Tx, row: Complaint) -> None:
    """A collective complaint is ended by the office."""
    if row.collective and not tx.acts_as(OFFICE):
        raise NotAllowed(role=f"role.{tx.actor.role}" if tx.actor else "–", verb=tx.verb)


def instructing(level: Level, role: Role, instructor: str) -> Iterable[Problem]:
    """Whoever writes down the words of a level above the own one says whose they are."""
    if not instructor.strip() and (next_level(level, role) is not next_level(None, role) or role not in OFFICE):
        yield Problem("instructor", "required")


def upward(row: Complaint, level: object, role: Role) -> Iterable[Problem]:
    """One step at a time (``CMP-5``)."""
    wanted = next_level(row.level, role)
    if wanted is None:
        yield Problem("level", "no_level_above")
    elif level is not None and level is not wanted:
        yield Problem("level", "one_step_up", {"level": f"complaints.level.{wanted}"})
