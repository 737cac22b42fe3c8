"""The steps of an item at its desk: a run of a delivery is restored as a run (``ALL-7``)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QCoreApplication, QObject

from deskapp.domain import carriers
from deskapp.ui.common.desk_steps import DeskSteps
from deskapp.ui.common.mail_check_page import PLACE_OF_DRAFT
from deskapp.ui.common.mail_scan import PLACE
from deskapp.ui.common.unit_field import UnitField

if TYPE_CHECKING:
    from deskapp.domain.directory import CallerHit
    from deskapp.domain.drafts import FormDraft
    from deskapp.ui.common.form import Form, FormPlan
    from deskapp.ui.common.register_spec import Values


def hides_reason(values: Mapping[str, Any]) -> Collection[str]:
    """Why it is written down later is asked where it is (``ALL-9``)."""
    return {"happened_reason"} if values.get("happened_at") is None else ()


class IdentifyHelp(QObject):
    """Whose an item is after all: the name on it stays, the resident's phone comes along (``MAIL-3``)."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self.form = form
        cast(UnitField, form.editors["unit"]).picked.connect(self._picked)

    def _picked(self, who: CallerHit) -> None:
        self.form.fill({"resident_id": who.resident_id, "phone": who.phone})


class MailSteps(DeskSteps):
    """As of any register, but for the drafts of check-in runs, and an attempt that is said by single keys."""

    def _plan(self, verb: str, draft: type, title: str, start: Values, detail: Any = None) -> FormPlan:
        made = super()._plan(verb, draft, title, start, detail)
        return replace(made, first="channel") if verb == "notify" else made

    def restore(self, draft: FormDraft) -> None:
        """Open the run or the form that a draft was typed in."""
        restore_run = getattr(self.desk, "restore_run", None)
        if draft.place == PLACE_OF_DRAFT and restore_run is not None:
            restore_run(draft)
        else:
            super().restore(draft)

    def into_form(self, form: Form, code: str) -> None:
        """What is scanned while a form is typed is its place or its tracking number, else it is for nobody here."""
        name = "place" if PLACE.fullmatch(code) else "tracking"
        if name in form.rows:
            form.fill({name: code if name == "place" else carriers.tidy(code)})
        else:
            words = QCoreApplication.translate("MailDesk", "{code} is not for this form; scan it once that is saved.")
            self.context.say(words.format(code=code), kind="warning")
