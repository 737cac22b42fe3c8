"""Ways into the states of a reception entry."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from deskapp.domain import reception
from deskapp.domain.reception_rows import EntryDetail
from deskapp.services.reception import ReceptionService
from tests.factories import Desk


def form(verb: str, desk: Desk, entry_id: int) -> Any:
    """The draft of a step."""
    now, later = desk.clock.now, desk.clock.now + timedelta(days=9)
    drafts = {
        "record": desk.entry_draft(),
        "answer": reception.AnswerDraft(result="已说明"),
        "result": reception.AnswerDraft(result="已修好"),
        "close": reception.CloseDraft(),
        "assess": reception.AssessDraft(assessment="可行", adopted=True),
        "join": reception.JoinDraft(caller="陈先生", content="又打来问"),
        "promise": reception.PromiseDraft(promised_at=later),
        "promise_again": reception.NewPromiseDraft(promised_at=later, reason="等配件"),
        "tell": reception.TellDraft(told_at=now),
        "tell_all": reception.TellAllDraft(told_at=now),
        "answer_incident": reception.AnswerDraft(result="已恢复供水"),
    }
    if verb == "amend":
        kept = desk.read_entry(entry_id)
        return reception.AmendDraft(caller="陈女士", content="改正后的内容", kind=kept.kind, category=kept.category)
    return drafts.get(verb)


def bring(desk: Desk, state: str, verb: str, target: str) -> int:
    """An entry in a state."""
    if verb == "reopen" and target == "answered":
        entry = desk.entry_in("answered")
        desk.step("reception", "close", entry.id, reception.CloseDraft())
        return entry.id
    if verb == "reopen" and target == "in_complaint":
        return _closed_complaint(desk)
    entry = desk.entry_in(state)
    if verb == "assess":
        words = reception.AmendDraft(caller="陈女士", content="建议加装扶手", kind=reception.Kind.SUGGESTION)
        desk.step("reception", "amend", entry.id, words)
    if verb in {"answer_incident", "tell_all", "leave_incident"}:
        _of_an_incident(desk, entry, desk.entry().id if verb == "leave_incident" else entry.id)
    return entry.id


def _of_an_incident(desk: Desk, entry: EntryDetail, first_id: int) -> None:
    """Let an entry belong to an incident."""
    service = desk.office.core.by_name["reception"]
    with desk.office.core.transaction(desk.actor, "reception.record", writing=True) as tx:
        row = service.load(tx, entry.id)
        row.incident_id = first_id
        service.save(tx, row, verb="reception.gather")


def _closed_complaint(desk: Desk) -> int:
    """An entry that was closed with its complaint."""
    entry = desk.entry_in("in_complaint")
    service = desk.office.core.by_name["reception"]
    assert isinstance(service, ReceptionService)
    with desk.office.core.transaction(desk.actor, "complaints.close", writing=True) as tx:
        service.follow(tx, service.load(tx, entry.id), "conclude", reception.State.CLOSED, closed_at=tx.now)
    return entry.id
