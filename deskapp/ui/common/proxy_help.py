"""What the forms of a proxy know: whose unit it is, who came before, and who may approve (``MAIL-5``)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject

from deskapp.domain.proxies import APPROVERS, ProxyDetail, ProxyRow, State
from deskapp.ui import format as fmt
from deskapp.ui.common.caller_help import CallerHelp
from deskapp.ui.common.parts import label, while_alive
from deskapp.ui.common.pickup_facts import related

if TYPE_CHECKING:
    from deskapp.domain.directory import ResidentTie, UnitCard
    from deskapp.errors import DeskError
    from deskapp.ui.common.form import Form


class ProxyHelp(CallerHelp):
    """A new authorisation: the resident as the directory has them; whoever may come already is said."""

    def __init__(self, form: Form) -> None:
        super().__init__(form, "resident", resident="resident_id")
        explain_until(form)

    def look(self, unit: str) -> None:
        """Show the card of a unit, and ask who may take its mail already."""
        super().look(unit)
        ask = self.form.context.ask
        ask("proxies.of_unit", while_alive(self, self._there), _quiet, owner=self, token="there", unit=unit)

    def _shown(self, card: UnitCard) -> None:
        """Whoever lives there alone is meant; of several the name is written out in full, as on paper."""
        super()._shown(card)
        people = [tie for tie in card.residents if not tie.past]
        chosen = self.form.editors["resident_id"].value()
        named = next((tie for tie in people if tie.resident_id == chosen), None)
        if named is None and len(people) == 1 and "resident" not in self.form.touched:
            named = people[0]
        if named is not None:
            self.form.fill({"resident": named.name, "resident_id": named.resident_id})

    def _chosen(self, tie: ResidentTie) -> None:
        self._fill(tie.name, "", tie.resident_id)

    def _fill(self, who: str, phone: str, resident_id: int | None) -> None:
        """The phone that is asked for is the proxy's: the resident's is not filled in."""
        super()._fill(who, "", resident_id)

    def _there(self, rows: tuple[ProxyRow, ...]) -> None:
        said = [related(row.name, self._until(row)) for row in rows]
        there = QCoreApplication.translate("ProxiesDesk", "On record already: {names}")
        comma = QCoreApplication.translate("ProxiesDesk", ", ")
        self.form.rows["name"].explain(there.format(names=comma.join(said)) if said else "")

    def _until(self, row: ProxyRow) -> str:
        if row.state is State.ASKED:
            return self.form.context.word("proxies.state.asked")
        if row.until is None:
            return QCoreApplication.translate("ProxiesDesk", "one pickup")
        return QCoreApplication.translate("ProxiesDesk", "until {day}").format(day=f"{row.until:%Y-%m-%d}")


class ApproveHelp(QObject):
    """An approval: whoever may is asked nothing more; at the counter an approver gives name and PIN (``roles.md``)."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self.form = form
        actor = form.context.actor
        self._may = actor is not None and actor.role in APPROVERS
        self.about = label("", "muted", wrap=True)
        form.layout_.insertWidget(0, self.about)
        form.plan = replace(form.plan, hides=self._hides)
        if not self._may:
            here = QCoreApplication.translate(
                "ProxiesDesk", "The steward, a supervisor or the director chooses the name and types the PIN here"
            )
            form.rows["approver_id"].explain(here)
        form.refused.connect(self._again)
        known = while_alive(self, self._known)
        form.context.ask("proxies.detail", known, owner=self, token="detail", id=form.plan.subject)

    def _hides(self, _values: Mapping[str, Any]) -> Collection[str]:
        return {"approver_id", "pin"} if self._may else set()

    def _again(self, _row: object) -> None:
        """A PIN that was wrong is typed anew, everything else stays."""
        if "pin" in self.form.problems:
            self.form.editors["pin"].set_value("")

    def _known(self, detail: ProxyDetail) -> None:
        """Who is to be approved, before the eyes of whoever approves."""
        relation = self.form.context.word(f"proxies.relation.{detail.relation}")
        once = QCoreApplication.translate("ProxiesDesk", "one pickup")
        until = f"{detail.until:%Y-%m-%d}" if detail.until else once
        parts = (f"{related(detail.name, relation)} → {detail.resident}", detail.unit, fmt.phone(detail.phone), until)
        self.about.setText(" · ".join(part for part in parts if part))


def explain_until(form: Form) -> None:
    """What an empty day means, beside its field."""
    form.rows["until"].explain(QCoreApplication.translate("ProxiesDesk", "Left empty: for this one pickup only"))


def _quiet(_error: DeskError) -> None:
    """An unknown unit is named when the form is saved."""
