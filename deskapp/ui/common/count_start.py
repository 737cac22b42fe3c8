"""The form of a new count: which cabinets or shelves there are follows from what is counted (``KEY-6``, ``MAIL-9``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from deskapp.domain.inventories import said
from deskapp.ui.common.editor_choice import PickEditor
from deskapp.ui.common.parts import while_alive

if TYPE_CHECKING:
    from deskapp.ui.common.form import Form


class CountStart(QObject):
    """Offers the parts of what is counted, and says what an empty choice stands for."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self.form = form
        self._subject = ""
        form.edited.connect(self._edited)
        self.follow()

    def _edited(self, name: str) -> None:
        if name == "subject":
            self.form.editors["part_id"].set_value(None)
            self.follow()

    def follow(self) -> None:
        """What is counted is another thing now."""
        subject: Any = self.form.values()["subject"]
        if subject is None or subject == self._subject:
            return
        self._subject = subject
        self.form.rows["part_id"].explain(self.form.context.word(said(subject, "all_hint")))
        parts = self.form.editors["part_id"]
        assert isinstance(parts, PickEditor)
        # In the editor's own name: what it asked for by itself is not to come after this.
        then = while_alive(parts, parts.offer)
        self.form.context.ask("inventories.parts", then, owner=parts, token="options", subject=subject.value)
