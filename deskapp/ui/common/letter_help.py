"""What the form of a signature knows: whose share is fetched, who keeps that area, how much it is (``MAIL-1``)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject

from deskapp.domain.letters import LetterDetail, LetterShare
from deskapp.domain.people import Role
from deskapp.ui.common.parts import while_alive

if TYPE_CHECKING:
    from deskapp.ui.common.form import Form
    from deskapp.ui.context import Context


def of_steward(context: Context) -> bool:
    """Whether the person who is signed in signs for the own area only."""
    return context.actor is not None and context.actor.role is Role.STEWARD


def to_sign(detail: LetterDetail, *, signed: bool) -> LetterShare | None:
    """The first share that is signed for, or is not."""
    return next((share for share in detail.shares if (share.signed_at is not None) is signed), None)


class CountHelp(QObject):
    """A correction is mostly one of the numbers: the cursor begins there."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        form.plan = replace(form.plan, first="lines")


class SignHelp(QObject):
    """Proposes the steward of the area that is chosen, and says what there is to be counted again."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self.form = form
        self._shares: dict[int | None, LetterShare] = {}
        known_who = of_steward(form.context) or form.values()["signer_id"] is not None
        # Where everything is proposed, a blank and Ctrl+S are all that is left to do.
        form.plan = replace(form.plan, hides=self._hides, first="signed" if known_who else "")
        form.edited.connect(self._edited)
        known = while_alive(self, self._known)
        form.context.ask("letters.detail", known, owner=self, token="detail", id=form.plan.subject)

    def _hides(self, values: Mapping[str, Any]) -> Collection[str]:
        """A steward signs in person; nobody of the staff keeps buildings of no area."""
        if of_steward(self.form.context):
            return {"area_id", "signer_id", "signer"}
        return {"signer_id"} if values["area_id"] is None else {"signer"}

    def _known(self, detail: LetterDetail) -> None:
        self._shares = {share.area_id: share for share in detail.shares}
        self._tell()

    def _edited(self, name: str) -> None:
        if name == "area_id":
            share = self._shares.get(self.form.values()["area_id"])
            self.form.fill({"signer_id": share.steward_id if share is not None else None})
            self._tell()

    def _tell(self) -> None:
        """How much it is, and for which buildings: it is counted again as it is handed over."""
        share = self._shares.get(self.form.values()["area_id"])
        row = self.form.rows["area_id" if not of_steward(self.form.context) else "signed_at"]
        if share is None:
            row.explain("")
            return
        label = self.form.context.label
        parts = (
            f"{label('letters', 'letters')} {share.letters}",
            f"{label('letters', 'newspapers')} {share.newspapers}",
            QCoreApplication.translate("LettersDesk", ", ").join(line.name for line in share.lines),
        )
        row.explain(" · ".join(parts))
