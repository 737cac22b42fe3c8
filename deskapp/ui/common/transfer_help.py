"""What the forms of a key hand-over know: whose unit it is, with what document, which of its sets can change hands."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject

from deskapp.domain.directory import IdType
from deskapp.domain.transfers import HandItem, Kind, Known, KnownSet, Party, TransferDetail, TrustItem
from deskapp.ui.common.caller_help import CallerHelp
from deskapp.ui.common.parts import while_alive

if TYPE_CHECKING:
    from deskapp.ui.common.form import Form

_OF_TRUST = frozenset({"trusted", "instruction", "until"})


def hides(values: Mapping[str, Any]) -> Collection[str]:
    """Whoever takes keys asks nothing of the office; whoever leaves them takes none."""
    hidden = {"items"} if values.get("kind") is Kind.ENTRUSTED else set(_OF_TRUST)
    if values.get("id_type") in (None, IdType.NONE) and not values.get("id_number"):
        hidden.add("id_number")
    if values.get("happened_at") is None:
        hidden.add("happened_reason")
    return hidden


class TransferHelp(CallerHelp):
    """A new hand-over: the owner as the directory has them, and the sets of the unit that can change hands."""

    def __init__(self, form: Form) -> None:
        self._party = 0
        self._known: Known | None = None
        super().__init__(form, "resident", resident="resident_id")
        form.edited.connect(self._chosen_kind)

    def look(self, unit: str) -> None:
        """Show the card of a unit, and ask what is known of its people and keys."""
        super().look(unit)
        ask = self.form.context.ask
        ask("transfers.known", while_alive(self, self._learned), _quiet, owner=self, token="known", unit=unit)

    def _fill(self, who: str, phone: str, resident_id: int | None) -> None:
        """Who was picked; on paper stands the whole name, so it is filled in once the directory has said it."""
        self._party = resident_id or 0
        self._take_party()

    def _learned(self, known: Known) -> None:
        self._known = known
        self._take_party()
        why = QCoreApplication.translate("TransfersDesk", "{count} set(s) of this unit hang here.")
        self.form.propose("items", tuple(map(_to_take, known.here)), why.format(count=len(known.here)))
        why = QCoreApplication.translate(
            "TransfersDesk", "{count} set(s) were handed over; an empty “set” hangs a new one."
        )
        self.form.propose("trusted", tuple(map(_to_leave, known.handed)), why.format(count=len(known.handed)))
        self.form.arrange()

    def _take_party(self) -> None:
        people = self._known.people if self._known is not None else ()
        party = next((each for each in people if each.resident_id == self._party), None)
        if party is None and not self._party and "resident" not in self.form.touched:
            party = next(iter(people), None)
        if party is not None and not self._typed_otherwise(party):
            values = {
                "resident": party.name, "phone": party.phone, "resident_id": party.resident_id,
                "relation": party.relation, "id_type": party.id_type, "id_number": party.id_number_masked,
            }  # fmt: skip
            self.form.fill(values)

    def _typed_otherwise(self, party: Party) -> bool:
        """A draft that was brought back has its person already."""
        named = self.form.editors["resident"].value()
        return bool(named) and not self._party and named != party.name

    def _chosen_kind(self, name: str) -> None:
        if name == "kind":
            self.form.arrange()


def _to_take(known: KnownSet) -> HandItem:
    return HandItem(key=known.key, description=_door_key(), count=known.keys)


def _to_leave(known: KnownSet) -> TrustItem:
    return TrustItem(key=known.key, description=_door_key(), count=known.keys)


def _door_key() -> str:
    return QCoreApplication.translate("TransfersDesk", "Door key")


class AmendHelp(QObject):
    """A correction: what the owner asks is asked only where keys are in trust."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self.form = form
        self._trust = False
        form.plan = replace(form.plan, hides=self._hides)
        known = while_alive(self, self._known)
        form.context.ask("transfers.detail", known, owner=self, token="detail", id=form.plan.subject)

    def _known(self, detail: TransferDetail) -> None:
        self._trust = detail.kind is Kind.ENTRUSTED
        self.form.arrange()

    def _hides(self, _values: Mapping[str, Any]) -> Collection[str]:
        return set() if self._trust else {"instruction", "until"}


def _quiet(_error: Exception) -> None:
    """An unknown unit is named when the form is saved."""
