"""What the desks of cabinets and shelves do alike: their forms, and what is refused (``rack_desk``)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMenu

from deskapp.ui.common.form import Form, FormPlan
from deskapp.ui.common.resident_pane import Push

if TYPE_CHECKING:
    from deskapp.domain.common import Change
    from deskapp.domain.drafts import FormDraft
    from deskapp.errors import DeskError
    from deskapp.ui.common.rack_desk import RackDesk

#: One line of a menu; None draws a line between.
Line = tuple[str, Callable[[], Any]] | None


class RackSteps(QObject):
    """The doing half of a ``RackDesk``: ``forms`` are its verbs', ``about`` those for the one that is chosen."""

    forms: ClassVar[Mapping[str, type]] = {}
    about: ClassVar[Collection[str]] = ()

    def __init__(self, desk: RackDesk) -> None:
        super().__init__(desk)
        self.desk = desk
        self.context = desk.context

    def plan(self, verb: str, about: Any, start: Mapping[str, Any]) -> FormPlan:
        """What the form of a verb is for; ``about`` is the one it changes, None for a form of something new."""
        raise NotImplementedError

    def explain(self, verb: str, form: Form) -> None:
        """Say beside the fields what a form is about to do."""
        raise NotImplementedError

    def open(self, verb: str, draft: FormDraft | None = None, **start: Any) -> Form | None:
        """Open one of the forms; None for who may not, or without one it could be about."""
        about = self.subject(verb)
        if not self.desk.may_keep or (about is None and verb in self.about):
            return None
        self.leave()
        plan = self.plan(verb, about, start)
        form = self.make(plan, draft)
        form.saved.connect(partial(self.saved, verb))
        form.conflicted.connect(self.desk.reload)
        form.discarded.connect(self.desk.escape)
        form.at_end.connect(self._at_end)
        self.desk.pane.show_page(form, plan.title, self.called(about) if about else "")
        leave = Push(self.tr("Leave"), "Esc", self.desk.escape, "quiet")
        self.desk.pane.offer([Push(plan.save_text, "Ctrl+S", self.save), leave])
        self.desk.shelf.busy(form.keeper.client_id)
        self.explain(verb, form)
        self.desk.turn(page=True)
        form.begin()
        return form

    def subject(self, verb: str) -> Any:
        """What the form of a verb is about: the one that is chosen."""
        return self.desk.row if verb in self.about else None

    def make(self, plan: FormPlan, draft: FormDraft | None) -> Form:
        """The form itself."""
        return Form(self.context, plan, draft)

    def called(self, about: Any) -> str:
        """How the one a form is about is called over it."""
        return f"{about.code} {about.name}"

    def next_letter(self) -> str:
        """The first code that is free: none that is taken for a figure."""
        used = {row.code for row in self.desk.rows}
        return next((letter for letter in "ABCDEFGHJKLMNPQRSTUVWXYZ" if letter not in used), "")

    def _at_end(self) -> None:
        if self.desk.pane.primary is not None:
            self.desk.pane.primary.setFocus(Qt.FocusReason.TabFocusReason)

    def save(self) -> None:
        """Save the form in front."""
        if self.desk.pane.form is not None:
            self.desk.pane.form.save()

    def saved(self, _verb: str, change: Change) -> None:
        """A form was saved: what it was about is in front."""
        self.put_away()
        self.context.say(self.tr("{name} saved").format(name=change.number), kind="ok")
        self.desk.show_entry(change.id)

    def put_away(self) -> None:
        """The saved form's draft is no longer kept."""
        self.desk.shelf.busy("")
        self.desk.shelf.load()

    def restore(self, draft: FormDraft) -> None:
        """Go on with a form that was left."""
        verb, _, subject = draft.place.partition(".")[2].partition(":")
        if subject:
            self.desk.choose(int(subject))
        if verb in self.forms:
            self.open(verb, draft)

    def leave(self) -> None:
        """Leave the form; what was typed stays as a draft."""
        form = self.desk.pane.form
        if form is not None and form.dirty and not form.saving:
            form.keeper.keep(left=True)
        self.desk.shelf.busy("")

    def fill_menu(self, menu: QMenu) -> None:
        """Everything else this desk can do."""
        menu.clear()
        for line in self.lines() if self.desk.may_keep else ():
            if line is None:
                menu.addSeparator()
            else:
                menu.addAction(line[0]).triggered.connect(partial(_do, line[1]))

    def lines(self) -> Iterable[Line]:
        """The lines of that menu."""
        raise NotImplementedError

    def refused(self, error: DeskError) -> None:
        """Somebody else was faster, or something is in the way: say it, read again."""
        self.context.say_error(error)
        self.desk.reload()


def _do(act: Callable[[], Any], _on: bool = False) -> None:
    act()
