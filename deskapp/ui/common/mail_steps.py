"""The steps of an item at its desk: a run of a delivery is restored as a run (``ALL-7``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskapp.ui.common.desk_steps import DeskSteps
from deskapp.ui.common.mail_check_page import PLACE_OF_DRAFT

if TYPE_CHECKING:
    from deskapp.domain.drafts import FormDraft


class MailSteps(DeskSteps):
    """As of any register, but for the drafts of check-in runs."""

    def restore(self, draft: FormDraft) -> None:
        """Open the run or the form that a draft was typed in."""
        restore_run = getattr(self.desk, "restore_run", None)
        if draft.place == PLACE_OF_DRAFT and restore_run is not None:
            restore_run(draft)
        else:
            super().restore(draft)
