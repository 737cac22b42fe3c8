"""Helps a form that names a unit: fills the caller in, shows the unit's card under the field (``REC-1``, ``DIR-4``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from deskapp.ui.common.parts import while_alive
from deskapp.ui.common.unit_card import UnitCardView
from deskapp.ui.common.unit_field import UnitField

if TYPE_CHECKING:
    from deskapp.domain.directory import CallerHit, ResidentTie, UnitCard
    from deskapp.errors import DeskError
    from deskapp.ui.common.form import Form


class CallerHelp(QObject):
    """``who`` and ``phone`` name the form's fields for the person, ``resident`` the hidden one for the id."""

    def __init__(self, form: Form, who: str, phone: str = "phone", resident: str = "") -> None:
        super().__init__(form)
        self.form = form
        self.who, self.phone, self.resident = who, phone, resident
        self.unit = cast(UnitField, form.editors["unit"])
        self.card = UnitCardView(form.context)
        form.insert_below("unit", self.card)
        self.unit.picked.connect(self._picked)
        self.card.chosen.connect(self._chosen)
        form.edited.connect(self._edited)
        if self.unit.value():
            self.look(self.unit.value())

    def look(self, unit: str) -> None:
        """Show the card of a unit."""
        form = self.form
        shown, none = while_alive(self, self._shown), while_alive(self, self._unknown)
        form.context.ask("directory.unit_card", shown, none, owner=self, token="card", unit=unit)

    def _shown(self, card: UnitCard) -> None:
        self.card.show_card(card)

    def _unknown(self, _error: DeskError) -> None:
        """An unknown unit has no card; saving says so at the field."""
        self.card.show_card(None)

    def _picked(self, hit: CallerHit) -> None:
        self._fill(hit.address_as or hit.name, hit.phone, hit.resident_id)
        self.look(hit.unit)

    def _chosen(self, tie: ResidentTie) -> None:
        self._fill(tie.address_as or tie.name, tie.phones[0] if tie.phones else "", tie.resident_id)

    def _fill(self, who: str, phone: str, resident_id: int | None) -> None:
        """Who was typed by hand is not replaced by nobody."""
        values: dict[str, object] = {}
        if who:
            values[self.who] = who
        if phone:
            values[self.phone] = phone
        if self.resident:
            values[self.resident] = resident_id
        self.form.fill(values)

    def _edited(self, name: str) -> None:
        if name == "unit" and not self.unit.value():
            self.card.show_card(None)
        if name == self.who and self.resident:
            # Another name is another person.
            self.form.editors[self.resident].set_value(None)
