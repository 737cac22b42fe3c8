"""What stands in the place of a roster that is not there: what the place is for, and which key begins it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from deskapp.domain.roster import Person, Sheet
from deskapp.domain.shifts import Shift
from deskapp.ui.common import roster_look as look
from deskapp.ui.common.empty_state import EmptyState
from deskapp.ui.common.parts import while_alive

if TYPE_CHECKING:
    from deskapp.ui.context import Context

#: The desk where shifts and people are set up.
SET_UP = "shifts"


class RosterEmpty(QObject):
    """Explains; ``place`` is the desk to go to first, if there is one."""

    def __init__(self, context: Context, page: EmptyState) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self.place = ""

    def explain(self, month: str, sheet: Sheet | None, *, office: bool) -> None:
        """Say why there is no grid."""
        self.place = ""
        title = look.month_title(self._context, month)
        if not office:
            said = self.tr("Once the supervisor has published it, everybody's shifts of the month stand here.")
            self._page.say(self.tr("{month}: no roster is published").format(month=title), said)
            return
        headline = self.tr("{month}: no roster yet").format(month=title)
        line = self.tr(
            "The month's shifts are drafted here and published for everybody. F2 begins a draft: empty, or like the "
            "month before."
        )
        self._page.say(headline, line)
        told = while_alive(self, partial(self._people, sheet is not None))
        self._context.ask("roster.people", told, owner=self, token="people")

    def _people(self, drafted: bool, people: Sequence[Person]) -> None:
        if drafted or not any(person.on_roster for person in people):
            self._to_set_up(self.tr("Nobody is on the roster yet"))
        else:
            self._context.ask("shifts.all", while_alive(self, self._shifts), owner=self, token="shifts")

    def _shifts(self, shifts: Sequence[Shift]) -> None:
        if not any(shift.active for shift in shifts):
            self._to_set_up(self.tr("There are no shifts yet"))

    def _to_set_up(self, headline: str) -> None:
        self.place = SET_UP
        line = self.tr(
            "Who takes part, and which shifts there are, is set up first: F2 leads there (☰, Shifts). Then the "
            "month's roster is drafted and published here."
        )
        self._page.say(headline, line)
