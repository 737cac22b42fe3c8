"""What the form of a new reception entry knows: the caller, the time to promise, what has been called about already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from deskapp.domain.deadlines import length_words, span_words
from deskapp.domain.reception import NO_PROMISE
from deskapp.domain.reception_rows import AlikeHit, EntryRow, PromiseDefault
from deskapp.domain.rulebook import clause_word
from deskapp.ui import format as fmt
from deskapp.ui.common.caller_help import CallerHelp
from deskapp.ui.common.knowledge_panel import EntryKnowledge
from deskapp.ui.common.parts import while_alive
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.common.why import sentence

if TYPE_CHECKING:
    from deskapp.errors import DeskError
    from deskapp.ui.common.form import Form
    from deskapp.ui.context import Context

# A proposal that is left alone moves on with the clock: it counts from when the caller hears it.
_PROPOSE_AGAIN_MS = 30_000


def proposal(context: Context, default: PromiseDefault) -> str:
    """Why this time is proposed: by the rule, or by what the office really needs (``REC-2``, ``REC-9``)."""
    if default.learned is None:
        why = sentence(context, default.deadline)
        return QCoreApplication.translate("ReceptionDesk", "Proposed: {why}").format(why=why)
    limit = context.word(
        "deadline.limit",
        title=default.deadline.title,
        span=span_words(default.deadline.span, context.language),
        clause=clause_word(default.deadline.clause, context.language),
    )
    said = QCoreApplication.translate(
        "ReceptionDesk",
        "{share} % of this kind at this hour were answered in {length} ({cases} cases). Limit: {limit}",
    )
    if default.due == default.deadline.due:
        said = QCoreApplication.translate(
            "ReceptionDesk",
            "The limit: {limit}. This office usually needs longer: {share} % in {length} ({cases} cases)",
        )
    length = length_words(default.learned, context.language)
    return said.format(share=default.share, length=length, cases=default.cases, limit=limit)


class RecordHelp(QObject):
    """What the form of a new entry knows: the caller, the time to promise, the same matter open already."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self.form = form
        self.caller = CallerHelp(form, "caller", resident="resident_id")
        form.edited.connect(self._edited)
        self.caller.unit.picked.connect(self._ask_same)
        self.caller.card.joined.connect(self.join)
        self.caller.card.neighbours.connect(self.belong)
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
            self._by_hand()
        if name in {"kind", "unit", "category"}:
            self._ask_same()

    def _by_hand(self) -> None:
        self.form.editors["promise_rule"].set_value("")
        self.form.editors["promise_learned"].set_value(None)

    # The time to promise

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
        if (hit := self._taken()) is not None and hit.promised_at is not None and hit.promised_at > fmt.now():
            said = QCoreApplication.translate("ReceptionDesk", "As promised to {unit} for the same incident, {number}")
            self.form.propose("promised_at", hit.promised_at, said.format(unit=hit.unit, number=hit.first.number))
            self._by_hand()
            return
        self.form.propose("promised_at", default.due, proposal(self.form.context, default))
        left_alone = "promised_at" not in self.form.touched and self.form.values()["kind"] not in NO_PROMISE
        self.form.editors["promise_rule"].set_value(default.deadline.rule if left_alone else "")
        shorter = left_alone and default.due < default.deadline.due
        self.form.editors["promise_learned"].set_value(default.learned if shorter else None)

    # What has been called about already

    def _ask_same(self, _hit: object = None) -> None:
        values = self.form.values()
        if not values["unit"]:
            self.caller.card.show_same(())
            self._neighbours(())
            return
        ask, asked = self.form.context.ask, {"owner": self, "unit": values["unit"], "kind": values["kind"]}
        then, refused = while_alive(self, self.caller.card.show_same), while_alive(self, self._nothing_same)
        ask("reception.same_matter", then, refused, token="same", **asked)
        then, refused = while_alive(self, self._neighbours), while_alive(self, self._nothing_alike)
        ask("reception.alike", then, refused, token="alike", category=values["category"], **asked)

    def _nothing_same(self, _error: DeskError) -> None:
        self.caller.card.show_same(())

    def _nothing_alike(self, _error: DeskError) -> None:
        self._neighbours(())

    def _neighbours(self, hits: Sequence[AlikeHit]) -> None:
        """What was joined and is not alike any more (another kind, another unit) is left."""
        taken = self.form.editors["incident_id"].value()
        if taken is not None and all(hit.first.id != taken for hit in hits):
            taken = None
        self._belong_to(hits, taken)

    def _taken(self) -> AlikeHit | None:
        card = self.caller.card
        return next((hit for hit in card.alike if hit.first.id == card.taken), None)

    def _belong_to(self, hits: Sequence[AlikeHit], taken: int | None) -> None:
        before = self.form.editors["incident_id"].value()
        self.form.editors["incident_id"].set_value(taken)
        self.caller.card.show_alike(hits, taken)
        if before != taken:
            self._propose()

    def belong(self, hit: AlikeHit) -> None:
        """Let the entry belong to a neighbour's incident, with the same promise; once more: leave it (``REC-8``)."""
        card = self.caller.card
        self._belong_to(card.alike, None if card.taken == hit.first.id else hit.first.id)
        self.form.keeper.touch()

    def join_key(self) -> None:
        """Ctrl+J: what was joined is left; else the unit's own matter is joined, or the nearest neighbour's."""
        card = self.caller.card
        taken = self._taken()
        if taken is not None:
            self.belong(taken)
        elif card.same:
            self.join(card.same[0])
        elif card.alike:
            self.belong(card.alike[0])

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
