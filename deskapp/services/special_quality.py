"""How well a special service was done: said when it is finished, closed, or afterwards [001·1·4.7.3]."""

from __future__ import annotations

from deskapp.domain.specials import CloseDraft, FinishDraft, JudgeDraft
from deskapp.models.specials import Special


def judged(row: Special, draft: FinishDraft | JudgeDraft | CloseDraft) -> None:
    """How well it was done, and whether the resident signed for it."""
    row.quality, row.quality_note, row.accepted = draft.quality, draft.quality_note.strip(), draft.accepted


def unjudged(row: Special) -> None:
    """It is done once more: how well is another question."""
    row.quality, row.quality_note, row.accepted = None, "", False
