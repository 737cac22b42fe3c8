"""What the forms of leaves and swaps know: whose they are, which shifts they are about, what breaks (``DUTY-2``)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QLabel

from deskapp.domain.people import OFFICE
from deskapp.domain.swaps import Kind, Preview, SwapDetail, SwapDraft
from deskapp.ui.common.parts import label, while_alive
from deskapp.ui.common.roster_look import fault_line, weekday

if TYPE_CHECKING:
    from deskapp.domain.roster import Broken
    from deskapp.domain.shifts import Shift
    from deskapp.errors import DeskError
    from deskapp.ui.common.form import Form
    from deskapp.ui.context import Context

_ABOUT = frozenset({"kind", "staff_id", "day", "other_id", "other_day"})


def day_words(context: Context, day: date) -> str:
    """A day with its weekday."""
    return f"{day:%Y-%m-%d} {weekday(context, day)}"


def faults(context: Context, broken: tuple[Broken, ...]) -> str:
    """What would be broken, a line each."""
    return "\n".join(fault_line(context, each) for each in broken)


class AskHelp(QObject):
    """Everybody asks for themselves; only the office is asked for whom."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self.form = form
        self._hidden = form.plan.hides
        form.plan = replace(form.plan, hides=self._hides)
        form.rows["staff_id"].explain(QCoreApplication.translate("SwapsDesk", "Left empty: yourself"))

    def _hides(self, values: Mapping[str, Any]) -> Collection[str]:
        hidden = set(self._hidden(values)) if self._hidden else set()
        return hidden if self.form.context.acts_as(OFFICE) else hidden | {"staff_id"}


class SwapHelp(AskHelp):
    """A new swap: the shifts of both as the roster has them, and what would be broken, while it is typed."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self.broken: QLabel = label("", "late", wrap=True)
        self.broken.hide()
        form.insert_below("reason", self.broken)
        form.edited.connect(self._edited)
        self._look()

    def _hides(self, values: Mapping[str, Any]) -> Collection[str]:
        hidden = set(super()._hides(values))
        return hidden | {"other_day"} if values.get("kind") is Kind.COVER else hidden

    def _edited(self, name: str) -> None:
        if name in _ABOUT:
            if name == "kind":
                self.form.arrange()
            self._look()

    def _look(self) -> None:
        values = {name: value for name, value in self.form.values().items() if name in _ABOUT}
        draft = SwapDraft(**(values | {"kind": values.get("kind") or Kind.SWAP}))
        shown = while_alive(self, self._shown)
        self.form.context.ask("swaps.preview", shown, _quiet, owner=self, token="preview", draft=draft)

    def _shown(self, preview: Preview) -> None:
        self.form.rows["day"].explain(_shift(preview.shift))
        self.form.rows["other_day"].explain(_shift(preview.other_shift))
        show_faults(self.form.context, self.broken, preview.broken)


class ApproveHelp(QObject):
    """The approval: who, which shifts, and what the roster would break, before the eyes of whoever approves."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self.form = form
        self.about = label("", "muted", wrap=True)
        self.broken = label("", "late", wrap=True)
        form.layout_.insertWidget(0, self.about)
        form.layout_.insertWidget(1, self.broken)
        form.rows["note"].explain(QCoreApplication.translate("SwapsDesk", "Needed where a rule is broken"))
        known = while_alive(self, self._known)
        form.context.ask("swaps.detail", known, owner=self, token="detail", id=form.plan.subject)

    def _known(self, detail: SwapDetail) -> None:
        self.about.setText("\n".join(changes(self.form.context, detail)))
        show_faults(self.form.context, self.broken, detail.broken)


def show_faults(context: Context, where: QLabel, broken: tuple[Broken, ...]) -> None:
    """Say what would be broken; nothing where nothing is."""
    head = QCoreApplication.translate("SwapsDesk", "Rules that would be broken:")
    where.setText(f"{head}\n{faults(context, broken)}" if broken else "")
    where.setVisible(bool(broken))


def changes(context: Context, detail: SwapDetail) -> tuple[str, ...]:
    """Who takes which shift of which day."""
    takes = QCoreApplication.translate("SwapsDesk", "{day} · {shift}: {giver} → {taker}")
    first = takes.format(
        day=day_words(context, detail.day), shift=detail.shift, giver=detail.person, taker=detail.other
    )
    if detail.other_day is None:
        return (first,)
    day = day_words(context, detail.other_day)
    return first, takes.format(day=day, shift=detail.other_shift, giver=detail.other, taker=detail.person)


def _shift(shift: Shift | None) -> str:
    return f"{shift.name} {shift.starts:%H:%M}–{shift.ends:%H:%M}" if shift is not None else ""


def _quiet(_error: DeskError) -> None:
    """What is not a swap yet is named when the form is saved."""
