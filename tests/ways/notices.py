"""Ways along the life of a notice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from deskapp.domain import notices
from tests.factories import Desk


def form(verb: str, desk: Desk, entry_id: int) -> Any:
    """The draft of a step."""
    drafts = {
        "end": notices.EndDraft(ended_at=desk.clock.now, reason="提前恢复"),
        "extend": notices.ExtendDraft(ends_at=desk.clock.now + timedelta(days=19), reason="抢修未完"),
    }
    return drafts.get(verb)
