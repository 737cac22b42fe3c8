"""A register's own part of the detail pane, between the clock and the facts: for entries that are more than facts."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget


class DetailPanel(QWidget):
    """What ``RegisterSpec.panel`` makes, once for each desk."""

    def show_detail(self, detail: Any) -> None:
        """Show an entry."""
        raise NotImplementedError

    def go_in(self) -> bool:
        """Take the keys; False where there is nothing to be done."""
        return False
