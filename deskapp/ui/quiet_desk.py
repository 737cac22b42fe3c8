"""A desk that has no entries of its own: every method of ``Desk``, doing nothing."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from deskapp.ui.context import Context


class QuietDesk(QWidget):
    """The base of pages that are not registers."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._person = context.actor.staff_id if context.actor else 0

    def newcomer(self) -> bool:
        """Whether another person signed in than the last one who did; the same one goes on where they were."""
        before, self._person = self._person, self.context.actor.staff_id if self.context.actor else 0
        return self._person != before

    def new_entry(self) -> None:
        """Nothing is entered here."""
        self.context.say(self.tr("There is nothing to enter on this page."))

    def show_entry(self, entry_id: int) -> None:
        """No entries."""

    def show_chip(self, chip: str) -> None:
        """No chips."""

    def save(self) -> None:
        """Nothing to save."""

    def next_step(self) -> None:
        """No steps."""

    def steps_menu(self) -> None:
        """No steps."""

    def print_entry(self) -> None:
        """Nothing to print."""

    def escape(self) -> None:
        """Nothing to leave."""

    def keep_drafts(self) -> None:
        """No drafts."""

    def keys(self) -> list[tuple[str, str]]:
        """No keys of its own."""
        return []
