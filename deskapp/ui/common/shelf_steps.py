"""What the desk of the mail shelves does: its forms, giving one up, its labels, a count of it (``MAIL-9``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from deskapp.domain.inventories import Subject
from deskapp.domain.shelves import REGISTER, ShelfAmendDraft, ShelfDraft
from deskapp.ui.common.form import Form, FormPlan
from deskapp.ui.common.parts import while_alive
from deskapp.ui.common.printing import form_of
from deskapp.ui.common.rack_steps import Line, RackSteps
from deskapp.ui.common.resident_pane import Push

if TYPE_CHECKING:
    from deskapp.domain.common import Change
    from deskapp.domain.shelves import ShelfRow
    from deskapp.ui.desks.shelves import ShelvesDesk

LABELS = "shelf_labels"


class ShelfSteps(RackSteps):
    """The doing half of a ``ShelvesDesk``."""

    forms: ClassVar[Mapping[str, type]] = {"make": ShelfDraft, "amend": ShelfAmendDraft}
    about = ("amend",)
    desk: ShelvesDesk

    # Forms

    def plan(self, verb: str, about: ShelfRow | None, start: Mapping[str, Any]) -> FormPlan:
        """A new shelf begins with a free letter, the one in front with what is said of it."""
        known: dict[str, Any] = {"code": self.next_letter()}
        if about is not None:
            known = {"name": about.name, "building_id": about.building_id}
        return FormPlan(
            register=REGISTER, verb=verb, draft=self.forms[verb], title=self.context.word(f"shelves.step.{verb}"),
            save_text=self.context.word("reception.step.record"), subject=about.id if about else None,
            version=about.version if about else 0, start={**known, **start}, first="name",
        )  # fmt: skip

    def explain(self, verb: str, form: Form) -> None:
        """How many places it will be; whose mail it is for."""
        if verb == "make":
            form.edited.connect(partial(self._say_size, form))
            self._say_size(form)
        form.rows["building_id"].explain(self.tr("Empty: for everybody's mail."))

    def _say_size(self, form: Form, _name: str = "") -> None:
        """How many places it will be, and how they are numbered, before it is put up."""
        values = form.values()
        code, rows, columns = (str(values["code"] or "A").strip().upper(), values["rows"], values["columns"])
        text = ""
        if rows and columns:
            said = self.tr("{count} places, numbered {first} to {last}.")
            text = said.format(count=rows * columns, first=f"{code}-1-01", last=f"{code}-{rows}-{columns:02d}")
        form.rows["columns"].explain(text)

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
            done, refused = while_alive(self.desk, self._given_up), while_alive(self.desk, self.refused)
            self.context.do("shelves.give_up", done, refused, id=row.id, version=row.version)

    def _given_up(self, change: Change) -> None:
        self.context.say(self.tr("{name} is given up").format(name=change.number), kind="ok")
        self.desk.reload()

    def lines(self) -> Iterable[Line]:
        """What else can be done with the shelf in front."""
        if self.desk.row is None:
            return
        yield self.context.word("shelves.step.amend"), partial(self.open, "amend")
        yield self.context.word("shelves.step.give_up"), self.give_up
