"""What stands before the one who asks: the number to dial, the matter, what was done, and what was said last time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt

from deskapp.ui import format as fmt
from deskapp.ui.common.parts import label, while_alive

if TYPE_CHECKING:
    from deskapp.domain.followups import FollowupDetail
    from deskapp.ui.common.form import Form


class VisitHelp(QObject):
    """Two or three lines over the form of a visit: while one speaks the entry's facts lie out of sight below."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self.form = form
        self.whom = label("", "strong", wrap=True)
        self.whom.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.about = label("", "muted", wrap=True)
        for widget in (self.whom, self.about):
            widget.hide()
        for at, widget in enumerate((self.whom, self.about)):
            form.layout_.insertWidget(at, widget)
        ask, known = form.context.ask, while_alive(self, self._known)
        ask("followups.detail", known, owner=self, token="about", id=form.plan.subject)

    def _known(self, detail: FollowupDetail) -> None:
        whom = (detail.unit, detail.contact, fmt.phone(detail.phone))
        self.whom.setText("  ".join(part for part in whom if part))
        lines = [detail.content, detail.result]
        if detail.visits:
            last = detail.visits[-1]
            words = QCoreApplication.translate("VisitHelp", "Last time: {words}")
            said = "  ".join(part for part in (last.shortcomings, last.measures, last.remedy) if part)
            lines.append(words.format(words=said))
        self.about.setText("\n".join(line for line in lines if line))
        self.whom.show()
        self.about.show()
