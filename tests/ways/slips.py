"""Ways into the states of a dispatch slip."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from deskapp.domain import slips
from deskapp.domain.reception import Opinion
from tests.factories import Desk


def form(verb: str, desk: Desk, entry_id: int) -> Any:
    """The draft of a step."""
    now, later = desk.clock.now, desk.clock.now + timedelta(days=9)
    drafts = {
        "amend": slips.SlipDraft(contact="陈女士", department_id=1, content="改正"),
        "fail": slips.FailDraft(reason="缺配件"),
        "rework": slips.ReworkDraft(content="仍漏水"),
        "close": slips.CloseDraft(),
        "receive": slips.ReceiveDraft(received_by="李强", received_at=now),
        "start": slips.StartDraft(workers="李强", arrived_at=now),
        "finish": slips.FinishDraft(finished_at=now, result="修好"),
        "extend": slips.ExtendDraft(limit_at=later, reason="等配件", apology="已致歉"),
        "tell": slips.TellDraft(told_at=now, opinion=Opinion.SATISFIED),
        "recover": slips.RecoverDraft(recovered_at=now),
    }
    return drafts.get(verb)


def bring(desk: Desk, state: str, verb: str, target: str) -> int:
    """A slip in a state."""
    unhappy = Opinion.RATHER_DISSATISFIED if verb == "rework" else Opinion.SATISFIED
    slip = desk.slip_in(state, opinion=unhappy)
    if verb == "tell" and target == "recovered":
        desk.step("slips", "recover", slip.id, slips.RecoverDraft(recovered_at=desk.clock.now))
    return slip.id
