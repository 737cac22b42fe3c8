"""What keys and buttons of several desks do alike: take a step, keep a draft, show what is to be printed at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from deskapp.ui.common.printing import at_once
from deskapp.ui.common.register_spec import DeskKey, FormAct

if TYPE_CHECKING:
    from deskapp.ui.common.form import Form
    from deskapp.ui.common.register_desk import RegisterDesk


def step_key(key: str, title: Callable[[], str], verb: str) -> DeskKey:
    """A key that takes a step of the entry in front, unless a form is open."""
    return DeskKey(key=key, title=title, act=partial(_take, verb), verb=verb)


def _take(verb: str, desk: RegisterDesk) -> None:
    if desk.pane.form is None:
        desk.steps.take(verb)


def draft_act() -> FormAct:
    """The second way to finish the form of a new entry: kept, and not sent out yet."""
    return FormAct(text=_draft_text, key="", act=_keep)


def draft_key() -> DeskKey:
    """The key of ``draft_act``."""
    return DeskKey(key="Ctrl+Shift+S", title=_draft_text, act=_keep_new, verb="draft")


def _keep(_desk: RegisterDesk, form: Form) -> None:
    form.save("draft")


def _keep_new(desk: RegisterDesk) -> None:
    form = desk.pane.form
    if form is not None and form.plan.verb == desk.spec.new_verb:
        form.save("draft")


def _draft_text() -> str:
    return QCoreApplication.translate("DeskActs", "Keep as draft")


def print_or_show(desk: RegisterDesk, entry_id: int) -> None:
    """Print the desk's paper of an entry: unseen where the workplace chose so, else after a look."""
    if not at_once(desk.context, desk.spec.paper, entry_id):
        desk.show_paper(entry_id)
