"""What the desk of the cabinets does: its forms, one after the other by keys, and Excel in and out."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from deskapp.domain.common import Change, Ref
from deskapp.domain.keys import AddRowsDraft, CabinetDraft, GenerateDraft, KeySetDraft, RenameDraft, ToHang
from deskapp.domain.keys_workbook import SHEETS
from deskapp.ui.common.form import Form, FormPlan
from deskapp.ui.common.parts import while_alive
from deskapp.ui.common.rack_steps import Line, RackSteps
from deskapp.ui.common.resident_excel import ExcelPage, ask_file
from deskapp.ui.common.resident_pane import Push

if TYPE_CHECKING:
    from deskapp.domain.directory import ImportReport
    from deskapp.domain.keys import CabinetRow
    from deskapp.ui.desks.cabinets import CabinetsDesk

#: Where drafts of this desk's forms belong: the picture of the cabinet has its own.
SHELF = "cabinets"
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


class CabinetSteps(RackSteps):
    """The doing half of a ``CabinetsDesk``."""

    forms: ClassVar[Mapping[str, type]] = {
        "make_cabinet": CabinetDraft,
        "generate": GenerateDraft,
        "hang": KeySetDraft,
        "rename": RenameDraft,
        "add_rows": AddRowsDraft,
    }
    about = ("rename", "add_rows")
    desk: CabinetsDesk

    # Forms

    def plan(self, verb: str, about: CabinetRow | None, start: Mapping[str, Any]) -> FormPlan:
        """A form of the set-up, with what is known already."""
        title = self.context.word(f"keys.step.{verb}")
        return CabinetPlan(
            register="keys",
            verb=verb,
            draft=self.forms[verb],
            title=title,
            save_text=title if verb in {"generate", "hang"} else self.context.word("reception.step.record"),
            subject=about.id if about else None,
            version=about.version if about else 0,
            start={**self._start(verb, self.desk.row), **start},
            hides=_brought_along if verb == "hang" else None,
            first="unit" if verb == "hang" else "",
        )

    def _start(self, verb: str, row: CabinetRow | None) -> dict[str, Any]:
        if verb == "make_cabinet":
            return {"code": self.next_letter()}
        if verb == "generate" and row is not None and row.active:
            return {"cabinet_id": row.id}
        return {"name": row.name} if verb == "rename" and row is not None else {}

    def explain(self, verb: str, form: Form) -> None:
        """How hooks are numbered, and what is about to be hung."""
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

    def saved(self, verb: str, change: Change) -> None:
        """After one set the next is hung."""
        if verb == "hang":
            form = self.desk.pane.form
            going_on = {name: form.values()[name] for name in _GOES_ON} if form is not None else {}
            self.put_away()
            self.context.say(self.tr("{name} is hung up; the next one…").format(name=change.number), kind="ok")
            self.open("hang", **going_on)
        elif verb == "generate":
            self.put_away()
            text = self.tr("%n set(s) hung in {name}", "", len(change.also))
            self.context.say(text.format(name=change.number), kind="ok")
            self.desk.show_entry(change.id)
        else:
            super().saved(verb, change)

    # Steps without a form

    def take_down(self) -> None:
        """Take down the cabinet in front, if nothing hangs in it."""
        row = self.desk.row
        if row is not None and row.active and self.desk.may_keep:
            done, refused = while_alive(self.desk, self._taken_down), while_alive(self.desk, self.refused)
            self.context.do("keys.take_down", done, refused, id=row.id, version=row.version)

    def _taken_down(self, change: Change) -> None:
        self.context.say(self.tr("{name} is taken down").format(name=change.number), kind="ok")
        self.desk.reload()

    def lines(self) -> Iterable[Line]:
        """What else is done with the cabinet in front; then workbooks."""
        row: CabinetRow | None = self.desk.row
        word = self.context.word
        if row is not None and row.active:
            yield word("keys.step.add_rows"), partial(self.open, "add_rows")
            yield word("keys.step.rename"), partial(self.open, "rename")
            yield word("keys.step.take_down"), self.take_down
            yield None
        yield self.tr("Import from Excel…"), self.choose
        if self.desk.may_export:
            yield self.tr("Export to Excel…"), partial(self._ask_place, "export_workbook", self.tr("key cabinets.xlsx"))
        yield self.tr("Empty template…"), partial(self._ask_place, "write_template", self.tr("key template.xlsx"))

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
        written, refused = while_alive(self.desk, self._written), while_alive(self.desk, self.refused)
        self.context.ask(f"keys.{verb}", written, refused, path=path)

    def _written(self, path: str) -> None:
        self.context.say(self.tr("{path} is written.").format(path=path), kind="ok")
