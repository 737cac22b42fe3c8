"""What the desk of the cabinets does: its forms, one after the other by keys, and Excel in and out."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMenu

from deskapp.domain.common import Change, Ref
from deskapp.domain.keys import AddRowsDraft, CabinetDraft, GenerateDraft, KeySetDraft, RenameDraft, ToHang
from deskapp.domain.keys_workbook import SHEETS
from deskapp.ui.common.form import Form, FormPlan
from deskapp.ui.common.parts import while_alive
from deskapp.ui.common.resident_excel import ExcelPage, ask_file
from deskapp.ui.common.resident_pane import Push

if TYPE_CHECKING:
    from deskapp.domain.directory import ImportReport
    from deskapp.domain.drafts import FormDraft
    from deskapp.domain.keys import CabinetRow
    from deskapp.errors import DeskError
    from deskapp.ui.desks.cabinets import CabinetsDesk

#: Where drafts of this desk's forms belong: the picture of the cabinet has its own.
SHELF = "cabinets"
FORMS: dict[str, type] = {
    "make_cabinet": CabinetDraft,
    "generate": GenerateDraft,
    "hang": KeySetDraft,
    "rename": RenameDraft,
    "add_rows": AddRowsDraft,
}
#: What the next set begins with after one was hung.
_GOES_ON = ("category", "building_id", "floor", "keys")


@dataclasses.dataclass(frozen=True, kw_only=True)
class CabinetPlan(FormPlan):
    """A form of the set-up."""

    @property
    def place(self) -> str:
        """Where a draft of this form belongs."""
        return f"{SHELF}.{self.verb}" + ("" if self.subject is None else f":{self.subject}")


def _brought_along(values: Mapping[str, Any]) -> tuple[str, ...]:
    """A unit brings its building and floor."""
    return ("building_id", "floor") if values.get("unit") else ()


class CabinetSteps(QObject):
    """The doing half of a ``CabinetsDesk``."""

    def __init__(self, desk: CabinetsDesk) -> None:
        super().__init__(desk)
        self.desk = desk
        self.context = desk.context

    # Forms

    def open(self, verb: str, draft: FormDraft | None = None, **start: Any) -> Form | None:
        """Open one of the forms; None for who may not, or without a cabinet it could be about."""
        row = self.desk.row
        about = row if verb in {"rename", "add_rows"} else None
        if not self.desk.may_keep or (about is None and verb in {"rename", "add_rows"}):
            return None
        self.leave()
        title = self.context.word(f"keys.step.{verb}")
        plan = CabinetPlan(
            register="keys",
            verb=verb,
            draft=FORMS[verb],
            title=title,
            save_text=title if verb in {"generate", "hang"} else self.context.word("reception.step.record"),
            subject=about.id if about else None,
            version=about.version if about else 0,
            start=self._start(verb, row) | start,
            hides=_brought_along if verb == "hang" else None,
            first="unit" if verb == "hang" else "",
        )
        form = Form(self.context, plan, draft)
        form.saved.connect(partial(self._saved, verb))
        form.conflicted.connect(self.desk.reload)
        form.discarded.connect(self.desk.escape)
        form.at_end.connect(self._at_end)
        self.desk.pane.show_page(form, title, f"{about.code} {about.name}" if about else "")
        self.desk.pane.offer(
            [Push(plan.save_text, "Ctrl+S", self.save), Push(self.tr("Leave"), "Esc", self.desk.escape, "quiet")]
        )
        self.desk.shelf.busy(form.keeper.client_id)
        self._explain(verb, form)
        self.desk.turn(page=True)
        form.begin()
        return form

    def _start(self, verb: str, row: CabinetRow | None) -> dict[str, Any]:
        if verb == "make_cabinet":
            return {"code": self._next_letter()}
        if verb == "generate" and row is not None and row.active:
            return {"cabinet_id": row.id}
        return {"name": row.name} if verb == "rename" and row is not None else {}

    def _next_letter(self) -> str:
        used = {row.code for row in self.desk.cabinets}
        return next((letter for letter in "ABCDEFGHJKLMNPQRSTUVWXYZ" if letter not in used), "")

    def _explain(self, verb: str, form: Form) -> None:
        if verb == "make_cabinet":
            form.rows["code"].explain(self.tr("Hooks are numbered from it along the rows: A001, A002…"))
        elif verb == "hang":
            form.rows["hook"].explain(self.tr("Left empty, the next free hook is taken."))
        elif verb == "generate":
            form.edited.connect(self._count)
            self._count()

    def _count(self, _name: str = "") -> None:
        """Say how many sets it will be before anything is hung."""
        form = self.desk.pane.form
        if form is None or form.plan.verb != "generate":
            return
        values = form.values()
        if values["building_id"] and values["cabinet_id"]:
            draft = GenerateDraft(**{name: values[name] for name in ("building_id", "cabinet_id", "vacant_only")})
            then = while_alive(form, partial(self._counted, form))
            self.context.ask("keys.to_hang", then, owner=form, token="count", draft=draft)

    def _counted(self, form: Form, found: ToHang) -> None:
        if found.units > found.free:
            text = self.tr("{units} sets to hang, {free} hooks are free: {missing} are missing.")
            form.rows["cabinet_id"].explain(
                text.format(units=found.units, free=found.free, missing=found.units - found.free)
            )
        else:
            text = self.tr("{units} sets to hang, {free} hooks are free.")
            form.rows["cabinet_id"].explain(text.format(units=found.units, free=found.free))

    def _at_end(self) -> None:
        if self.desk.pane.primary is not None:
            self.desk.pane.primary.setFocus(Qt.FocusReason.TabFocusReason)

    def save(self) -> None:
        """Save the form in front."""
        if self.desk.pane.form is not None:
            self.desk.pane.form.save()

    def _saved(self, verb: str, change: Change) -> None:
        form = self.desk.pane.form
        going_on = {name: form.values()[name] for name in _GOES_ON} if verb == "hang" and form is not None else {}
        self.desk.shelf.busy("")
        self.desk.shelf.load()
        if verb == "hang":
            self.context.say(self.tr("{name} is hung up; the next one…").format(name=change.number), kind="ok")
            self.open("hang", **going_on)
            return
        if verb == "generate":
            text = self.tr("%n set(s) hung in {name}", "", len(change.also))
        else:
            text = self.tr("{name} saved")
        self.context.say(text.format(name=change.number), kind="ok")
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

    def take_down(self) -> None:
        """Take down the cabinet in front, if nothing hangs in it."""
        row = self.desk.row
        if row is not None and row.active and self.desk.may_keep:
            done, refused = while_alive(self.desk, self._taken_down), while_alive(self.desk, self._refused)
            self.context.do("keys.take_down", done, refused, id=row.id, version=row.version)

    def _taken_down(self, change: Change) -> None:
        self.context.say(self.tr("{name} is taken down").format(name=change.number), kind="ok")
        self.desk.reload()

    def fill_menu(self, menu: QMenu) -> None:
        """Everything else this desk can do."""
        menu.clear()
        if not self.desk.may_keep:
            return
        row, word = self.desk.row, self.context.word
        about: tuple[tuple[str, Callable[[], Any]] | None, ...] = (
            (word("keys.step.add_rows"), partial(self.open, "add_rows")),
            (word("keys.step.rename"), partial(self.open, "rename")),
            (word("keys.step.take_down"), self.take_down),
            None,
        )
        to_excel = partial(self._ask_place, "export_workbook", self.tr("key cabinets.xlsx"))
        files: tuple[tuple[str, Callable[[], Any]], ...] = (
            (self.tr("Import from Excel…"), self.choose),
            *(((self.tr("Export to Excel…"), to_excel),) if self.desk.may_export else ()),
            (self.tr("Empty template…"), partial(self._ask_place, "write_template", self.tr("key template.xlsx"))),
        )
        for line in (*(about if row is not None and row.active else ()), *files):
            if line is None:
                menu.addSeparator()
            else:
                menu.addAction(line[0]).triggered.connect(partial(_do, line[1]))

    # Excel

    def choose(self) -> None:
        """Ask which workbook to take in."""
        ask_file(self.desk, self.tr("Import from Excel"), self.check)

    def check(self, path: str) -> None:
        """The dry run, with the import as its next step."""
        self.leave()
        pane = self.desk.pane
        page = ExcelPage(self.context, path, while_alive(self.desk, self._imported), register="keys", sheets=SHEETS)
        page.ready.connect(self._allow)
        pane.show_page(page, self.tr("Import from Excel"), path)
        leave = Push(self.tr("Leave"), "Esc", self.desk.escape, "quiet")
        again = Push(self.tr("Check again"), "", page.check)
        pane.offer([Push(self.tr("Import"), "Ctrl+Return", page.take_in), again, leave])
        self._allow(False)
        self.desk.turn(page=True)
        page.check()

    def _allow(self, on: bool) -> None:
        if self.desk.pane.primary is not None:
            self.desk.pane.primary.setEnabled(on)

    def _imported(self, _report: ImportReport) -> None:
        # The answer is a report: whoever shows the cabinets is told as by any other write.
        self.context.changed.emit(Change("keys.import_workbook", Ref("cabinet", 0)))

    def _ask_place(self, verb: str, name: str) -> None:
        ask_file(self.desk, self.tr("Write an Excel workbook"), partial(self._write, verb), save_as=name)

    def _write(self, verb: str, path: str) -> None:
        written, refused = while_alive(self.desk, self._written), while_alive(self.desk, self._refused)
        self.context.ask(f"keys.{verb}", written, refused, path=path)

    def _written(self, path: str) -> None:
        self.context.say(self.tr("{path} is written.").format(path=path), kind="ok")

    def _refused(self, error: DeskError) -> None:
        self.context.say_error(error)
        self.desk.reload()


def _do(act: Callable[[], Any], _on: bool = False) -> None:
    act()
