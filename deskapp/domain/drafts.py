"""Half-written entries: they survive a crash, a lock, a switch of tabs (``ALL-7``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

REGISTER = "drafts"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDraft:
    """What stood in a form: ``place`` names the form (``reception.record``, ``slips.tell:17``), ``body`` its fields."""

    client_id: str
    place: str
    body: dict[str, Any]
    saved_at: datetime


WORDS = {
    "register.drafts": ("Drafts", "草稿"),
}
