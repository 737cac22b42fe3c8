"""Ways along the life of a call list."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from deskapp.domain import calls
from tests.factories import Desk

UNIT = "3-2-1102"


def form(verb: str, desk: Desk, entry_id: int) -> Any:
    """The draft of a step."""
    by = desk.clock.now + timedelta(days=2)
    drafts = {
        "make": calls.CallListDraft(title="业主大会通知", ordered_by="主任", say="周六开会", due_at=by),
        "call": calls.CallDraft(unit=UNIT, result=calls.Result.REACHED),
        "report": calls.ReportDraft(outcome="已通知", reason="其余住户外出"),
        "add_units": calls.UnitsDraft(scope=calls.Scope.TYPED, codes="3-2-1202"),
    }
    return drafts.get(verb)


def bring(desk: Desk, state: str, verb: str, target: str) -> int | None:
    """A list with a call that can be taken back."""
    if verb != "take_back":
        return None
    draft = calls.CallListDraft(title="业主大会通知", ordered_by="主任", say="周六开会")
    entry_id = int(desk.call("calls.make", draft=draft).id)
    desk.call("calls.call", id=entry_id, draft=form("call", desk, entry_id))
    return entry_id
