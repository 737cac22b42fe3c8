"""What the form of a new reception entry knows: the caller, the time to promise, the same matter open already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from deskapp.domain.reception import NO_PROMISE
from deskapp.domain.reception_rows import EntryRow, PromiseDefault
from deskapp.ui.common.caller_help import CallerHelp
from deskapp.ui.common.knowledge_panel import EntryKnowledge
from deskapp.ui.common.parts import while_alive
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.common.why import sentence

if TYPE_CHECKING:
    from deskapp.errors import DeskError
    from deskapp.ui.common.form import Form

# A proposal that is left alone moves on with the clock: it counts from when the caller hears it.
_PROPOSE_AGAIN_MS = 30_000


class RecordHelp(QObject):
    """What the form of a new entry knows: the caller, the time to promise, the same matter open already."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self.form = form
        self.caller = CallerHelp(form, "caller", resident="resident_id")
        form.edited.connect(self._edited)
        self.caller.unit.picked.connect(self._ask_same)
        self.caller.card.joined.connect(self.join)
        self.knowledge = EntryKnowledge(form)
        again = QTimer(self, interval=_PROPOSE_AGAIN_MS)
        again.timeout.connect(self._propose_again)
        again.start()
        self._propose()
        self._ask_same()

    def _edited(self, name: str) -> None:
        if name in {"kind", "channel"}:
            self._propose()
        if name == "promised_at":
            self.form.editors["promise_rule"].set_value("")
        if name in {"kind", "unit"}:
            self._ask_same()

    def _propose_again(self) -> None:
        if "promised_at" not in self.form.touched and not self.form.editors["promised_at"].target.hasFocus():
            self._propose()

    def _propose(self) -> None:
        """The rulebook's time for a reply, said with its reason (``REC-2``)."""
        values = self.form.values()
        ask = self.form.context.ask
        then = while_alive(self, self._proposed)
        ask(
            "reception.promise_default",
            then,
            owner=self,
            token="promise",
            kind=values["kind"],
            channel=values["channel"],
        )

    def _proposed(self, default: PromiseDefault) -> None:
        values = self.form.values()
        why = sentence(self.form.context, default.deadline)
        proposed = QCoreApplication.translate("ReceptionDesk", "Proposed: {why}").format(why=why)
        self.form.propose("promised_at", default.due, proposed)
        left_alone = "promised_at" not in self.form.touched and values["kind"] not in NO_PROMISE
        self.form.editors["promise_rule"].set_value(default.deadline.rule if left_alone else "")

    def _ask_same(self, _hit: object = None) -> None:
        values = self.form.values()
        if not values["unit"]:
            self.caller.card.show_same(())
            return
        then, refused = while_alive(self, self.caller.card.show_same), while_alive(self, self._nothing_same)
        ask = self.form.context.ask
        ask("reception.same_matter", then, refused, owner=self, token="same", unit=values["unit"], kind=values["kind"])

    def _nothing_same(self, _error: DeskError) -> None:
        self.caller.card.show_same(())

    def join(self, row: EntryRow) -> None:
        """Join the entry that is open already; what was typed goes along."""
        values = self.form.values()
        joined = {name: values[name] for name in ("caller", "phone", "channel", "content")}
        desk = self.form.parent()
        while desk is not None and not isinstance(desk, RegisterDesk):
            desk = desk.parent()
        if isinstance(desk, RegisterDesk):
            self.form.keeper.drop()
            self.form.touched.clear()
            desk.steps.take_on(row.id, "join", joined)
