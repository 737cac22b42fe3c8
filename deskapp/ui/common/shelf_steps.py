"""What the desk of the mail shelves does: its forms, giving one up, its labels, a count of it (``MAIL-9``)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMenu

from deskapp.domain.inventories import Subject
from deskapp.domain.shelves import REGISTER, ShelfAmendDraft, ShelfDraft
from deskapp.ui.common.form import Form, FormPlan
from deskapp.ui.common.parts import while_alive
from deskapp.ui.common.printing import form_of
from deskapp.ui.common.resident_pane import Push

if TYPE_CHECKING:
    from deskapp.domain.common import Change
    from deskapp.domain.drafts import FormDraft
    from deskapp.errors import DeskError
    from deskapp.ui.desks.shelves import ShelvesDesk

LABELS = "shelf_labels"
FORMS: dict[str, type] = {"make": ShelfDraft, "amend": ShelfAmendDraft}


class ShelfSteps(QObject):
    """The doing half of a ``ShelvesDesk``."""

    def __init__(self, desk: ShelvesDesk) -> None:
        super().__init__(desk)
        self.desk = desk
        self.context = desk.context

    # Forms

    def open(self, verb: str, draft: FormDraft | None = None) -> Form | None:
        """Open one of the forms; None for who may not, or without a shelf it could be about."""
        about = self.desk.row if verb == "amend" else None
        if not self.desk.may_keep or (about is None and verb == "amend"):
            return None
        self.leave()
        title = self.context.word(f"shelves.step.{verb}")
        start: dict[str, Any] = {"code": self._next_letter()}
        if about is not None:
            start = {"name": about.name, "building_id": about.building_id}
        plan = FormPlan(
            register=REGISTER, verb=verb, draft=FORMS[verb], title=title,
            save_text=self.context.word("reception.step.record"), subject=about.id if about else None,
            version=about.version if about else 0, start=start, first="name",
        )  # fmt: skip
        form = Form(self.context, plan, draft)
        form.saved.connect(self._saved)
        form.conflicted.connect(self.desk.reload)
        form.discarded.connect(self.desk.escape)
        form.at_end.connect(self._at_end)
        self.desk.pane.show_page(form, title, f"{about.code} {about.name}" if about else "")
        leave = Push(self.tr("Leave"), "Esc", self.desk.escape, "quiet")
        self.desk.pane.offer([Push(plan.save_text, "Ctrl+S", self.save), leave])
        self.desk.shelf.busy(form.keeper.client_id)
        if verb == "make":
            form.edited.connect(partial(self._say_size, form))
            self._say_size(form)
        form.rows["building_id"].explain(self.tr("Empty: for everybody's mail."))
        self.desk.turn(page=True)
        form.begin()
        return form

    def _next_letter(self) -> str:
        used = {row.code for row in self.desk.shelves}
        return next((letter for letter in "ABCDEFGHJKLMNPQRSTUVWXYZ" if letter not in used), "")

    def _say_size(self, form: Form, _name: str = "") -> None:
        """How many places it will be, and how they are numbered, before it is put up."""
        values = form.values()
        code, rows, columns = (str(values["code"] or "A").strip().upper(), values["rows"], values["columns"])
        text = ""
        if rows and columns:
            said = self.tr("{count} places, numbered {first} to {last}.")
            text = said.format(count=rows * columns, first=f"{code}-1-01", last=f"{code}-{rows}-{columns:02d}")
        form.rows["columns"].explain(text)

    def _at_end(self) -> None:
        if self.desk.pane.primary is not None:
            self.desk.pane.primary.setFocus(Qt.FocusReason.TabFocusReason)

    def save(self) -> None:
        """Save the form in front."""
        if self.desk.pane.form is not None:
            self.desk.pane.form.save()

    def _saved(self, change: Change) -> None:
        self.desk.shelf.busy("")
        self.desk.shelf.load()
        self.context.say(self.tr("{name} saved").format(name=change.number), kind="ok")
        self.desk.show_entry(change.id)

    def restore(self, draft: FormDraft) -> None:
        """Go on with a form that was left."""
        verb, _, subject = draft.place.partition(".")[2].partition(":")
        if subject:
            self.desk.choose(int(subject))
        if verb in FORMS:
            self.open(verb, draft)

    def leave(self) -> None:
        """Leave the form; what was typed stays as a draft."""
        form = self.desk.pane.form
        if form is not None and form.dirty and not form.saving:
            form.keeper.keep(left=True)
        self.desk.shelf.busy("")

    # Steps without a form

    def pushes(self) -> list[Push]:
        """What is done with the shelf in front."""
        made = [Push(self.tr("Count it"), "Ctrl+G", self.count)]
        if form_of(self.context, LABELS) is not None:
            made.append(Push(self.context.word(f"form.{LABELS}"), "Ctrl+P", self.desk.print_entry))
        return [*made, Push(self.tr("More"), "Ctrl+M", self.desk.steps_menu)]

    def count(self) -> None:
        """Begin a count of the shelf in front, on the counts' desk."""
        row = self.desk.row
        if row is not None and self.desk.may_keep:
            self.context.desk_wanted.emit("inventories", f"{Subject.MAIL}:{row.id}")

    def give_up(self) -> None:
        """No longer use the shelf in front, if nothing lies on it."""
        row = self.desk.row
        if row is not None and self.desk.may_keep:
            done, refused = while_alive(self.desk, self._given_up), while_alive(self.desk, self._refused)
            self.context.do("shelves.give_up", done, refused, id=row.id, version=row.version)

    def _given_up(self, change: Change) -> None:
        self.context.say(self.tr("{name} is given up").format(name=change.number), kind="ok")
        self.desk.reload()

    def _refused(self, error: DeskError) -> None:
        self.context.say_error(error)
        self.desk.reload()

    def fill_menu(self, menu: QMenu) -> None:
        """Everything else this desk can do."""
        menu.clear()
        if not self.desk.may_keep or self.desk.row is None:
            return
        lines: tuple[tuple[str, Callable[[], Any]], ...] = (
            (self.context.word("shelves.step.amend"), partial(self.open, "amend")),
            (self.context.word("shelves.step.give_up"), self.give_up),
        )
        for text, act in lines:
            menu.addAction(text).triggered.connect(partial(_do, act))


def _do(act: Callable[[], Any], _on: bool = False) -> None:
    act()
