"""A new time for a promise: proposed with its reason, and the apology that a missed one asks for (``REC-3``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from deskapp.domain.reception_rows import EntryDetail, PromiseDefault
from deskapp.ui.common.entry_detail import overdue
from deskapp.ui.common.parts import while_alive
from deskapp.ui.common.record_help import proposal

if TYPE_CHECKING:
    from deskapp.ui.common.form import Form


class PromiseHelp(QObject):
    """Proposes a time to a step's form."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self.form = form
        then = while_alive(self, self._read)
        form.context.ask("reception.detail", then, owner=self, token="entry", id=form.plan.subject)

    def _read(self, detail: EntryDetail) -> None:
        if "apology" in self.form.rows and overdue(detail):
            self.form.rows["apology"].explain(
                QCoreApplication.translate(
                    "ReceptionDesk", "The promised time has passed: apologise first, and note it."
                )
            )
        then = while_alive(self, self._proposed)
        ask = self.form.context.ask
        ask("reception.promise_default", then, owner=self, token="time", kind=detail.kind, channel=detail.channel)

    def _proposed(self, default: PromiseDefault) -> None:
        self.form.propose("promised_at", default.due, proposal(self.form.context, default))
