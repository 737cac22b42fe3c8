"""Somebody else comes for the mail: asked for and approved without leaving the counter (``MAIL-5``) [001·2·4.6]."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deskapp.domain.proxies import APPROVERS, REGISTER, ApproveDraft, ProxyDraft
from deskapp.ui import theme
from deskapp.ui.common.form import Form, FormPlan
from deskapp.ui.common.parts import keyed, label, while_alive
from deskapp.ui.common.proxy_help import explain_until

if TYPE_CHECKING:
    from deskapp.domain.common import Change
    from deskapp.ui.context import Context


class ProxyForms(QWidget):
    """First who it is, then the approval. ``approved`` carries the authorisation's id, ``left`` that it was left."""

    approved = Signal(int)
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.form: Form | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(8))
        self.title = label("", "strong", wrap=True)
        self._column.addWidget(self.title)
        self.foot = QWidget()  # stands below, where it is always seen
        row = QHBoxLayout(self.foot)
        row.setContentsMargins(0, 0, 0, 0)
        self.save = keyed("", "Ctrl+S", "primary")
        self.save.clicked.connect(self.keep)
        back = keyed(self.tr("Leave"), "Esc", "quiet")
        back.clicked.connect(self._leave)
        row.addWidget(self.save, 1)
        row.addWidget(back)
        self._column.addStretch(1)
        self.hide()
        self.foot.hide()

    def ask(self, unit: str, resident: str) -> None:
        """Who takes the mail of this unit, for whom, with what document."""
        start = {"unit": unit, "resident": resident}
        form = self._open("ask", ProxyDraft, start, "name")
        explain_until(form)
        form.saved.connect(self._asked)

    def _open(self, verb: str, draft: type, start: dict[str, Any], first: str, of: Any = None) -> Form:
        self.close_form()
        word = self.context.word(f"{REGISTER}.step.{verb}")
        plan = FormPlan(
            register=REGISTER, verb=verb, draft=draft, title=word, save_text=word, start=start, first=first,
            subject=None if of is None else of.id, version=0 if of is None else of.version, hides=self._hides,
        )  # fmt: skip
        made = self.form = Form(self.context, plan)
        made.at_end.connect(self.save.setFocus)
        made.discarded.connect(self.leave)
        self._column.insertWidget(1, made)
        self.title.setText(word)
        self.save.setText(keyed(word, "Ctrl+S").text())
        self.show()
        self.foot.show()
        made.begin()
        return made

    def _hides(self, _values: Any) -> set[str]:
        """An approver signed in approves in their own name; else somebody gives name and PIN."""
        actor = self.context.actor
        own = actor is not None and actor.role in APPROVERS
        return {"approver_id", "pin"} if own else set()

    def _asked(self, change: Change) -> None:
        then = while_alive(self, self._approve)
        self.context.ask(f"{REGISTER}.detail", then, id=change.id)

    def _approve(self, detail: Any) -> None:
        form = self._open("approve", ApproveDraft, {}, "", detail)
        until = f"{detail.until:%m-%d}" if detail.until else QCoreApplication.translate("ProxiesDesk", "one pickup")
        self.title.setText(" · ".join(part for part in (self.title.text(), detail.name, until) if part))
        form.saved.connect(partial(self._done, detail.id))

    def _done(self, proxy_id: int, _change: Change) -> None:
        self.close_form()
        self.approved.emit(proxy_id)

    def keep(self, _on: bool = False) -> None:
        """Ctrl+S: save the form in front."""
        if self.form is not None:
            self.form.save()

    def begin(self) -> None:
        """The cursor into the form."""
        if self.form is not None:
            self.form.begin()

    def _leave(self, _on: bool = False) -> None:
        self.leave()

    def leave(self) -> None:
        """Esc: what was typed stays as a draft of the proxies."""
        if self.form is not None and self.form.dirty:
            self.form.keeper.keep(left=True)
        self.close_form()
        self.left.emit()

    def close_form(self) -> None:
        """Take the form away."""
        if self.form is not None:
            self._column.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        self.hide()
        self.foot.hide()
