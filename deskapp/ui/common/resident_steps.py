"""What the residents' desk does: pages and forms in its pane, one step back at a time, drafts, Excel."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMenu, QWidget

from deskapp.domain.common import Change, Ref
from deskapp.domain.directory import (
    BuildingDraft,
    InstructionDraft,
    NamedDraft,
    ResidentDetail,
    ResidentDraft,
    TieDraft,
    UnitCard,
    UnitDraft,
    UnitRow,
    UnitState,
)
from deskapp.domain.people import OFFICE
from deskapp.ui.common.form import Form
from deskapp.ui.common.parts import while_alive
from deskapp.ui.common.resident_form import RecordPlan, ResidentForm, values_of
from deskapp.ui.common.resident_lists import LISTS, ListsPage
from deskapp.ui.common.resident_pane import Push
from deskapp.ui.common.resident_person import MergePage, PersonPage
from deskapp.ui.common.resident_unit import UnitPage
from deskapp.ui.common.resident_workbook import WorkbookSteps

if TYPE_CHECKING:
    from deskapp.domain.drafts import FormDraft
    from deskapp.ui.desks.residents import ResidentsDesk

TONES = {UnitState.OCCUPIED: "badge-ok", UnitState.FITTING_OUT: "badge-soon", UnitState.HANDED_OVER: "badge-info"}
#: The forms of this desk by their verb: the draft, and the verb that reads one to change it.
FORMS: dict[str, tuple[type, str]] = {
    "save_resident": (ResidentDraft, "resident_draft"),
    "save_unit": (UnitDraft, "unit_draft"),
    "save_building": (BuildingDraft, "building_draft"),
    "save_area": (NamedDraft, "area_draft"),
    "save_department": (NamedDraft, "department_draft"),
    "instruct": (InstructionDraft, ""),
}
LISTED = {"buildings": "save_building", "areas": "save_area", "departments": "save_department"}
#: Fields that are called otherwise than the same ones of a person.
TITLES = {
    "save_unit": {"code": "field.unit"},
    "save_building": {"code": "workbook.building_code", "name": "workbook.name"},
    "save_area": {"name": "workbook.name"},
    "save_department": {"name": "workbook.name"},
}


class ResidentSteps(QObject):
    """The doing half of a ``ResidentsDesk``."""

    def __init__(self, desk: ResidentsDesk) -> None:
        super().__init__(desk)
        self.desk = desk
        self.context = desk.context
        self.card: UnitCard | None = None
        self.person: ResidentDetail | None = None
        self._asked = 0
        self.files = WorkbookSteps(self)

    def _ask(self, verb: str, then: Callable[[Any], Any], **arguments: Any) -> None:
        self._asked += 1
        newest = while_alive(self.desk, partial(self._if_newest, self._asked, then))
        self.context.ask(f"directory.{verb}", newest, owner=self, token="page", **arguments)

    def _if_newest(self, asked: int, then: Callable[[Any], Any], answer: Any) -> None:
        """An answer that comes after another page was opened is dropped: it would take a form away."""
        if asked == self._asked:
            then(answer)

    def put(self, page: QWidget, title: str, subtitle: str = "") -> None:
        """Put a page in front that nobody has to be asked for."""
        self._asked += 1
        self.desk.pane.show_page(page, title, subtitle)

    # Pages

    def show_unit(self, unit_id: int) -> None:
        """A unit's page."""
        self._ask("rows", self._unit_named, ids=[unit_id])

    def _unit_named(self, rows: tuple[UnitRow, ...]) -> None:
        if rows:
            self._ask("unit_card", self._unit, unit=rows[0].code)

    def _unit(self, card: UnitCard) -> None:
        self.card, self.person = card, None
        word = self.context.word
        page = UnitPage(self.context, card, may_write=self.desk.may_write)
        page.resident_wanted.connect(self.show_resident)
        page.instruction_ended.connect(self._end_instruction)
        size = f"{card.area_m2.normalize():f} ㎡" if card.area_m2 else ""
        floor = self.tr("floor {floor}").format(floor=card.floor)
        moved = self.tr("moved in {day}").format(day=card.moved_in.isoformat()) if card.moved_in else ""
        facts = (word(f"directory.use.{card.use.value}"), floor, size, card.area, moved)
        state = word(f"directory.state.{card.state.value}")
        pane = self.desk.pane
        line = " · ".join(fact for fact in facts if fact)
        pane.show_page(page, card.unit, line, state, TONES.get(card.state, "badge"))
        pushes = []
        if self.desk.may_write:
            pushes.append(Push(self.tr("Instruction"), "Ctrl+I", self.instruct))
        if self.desk.may_keep:
            pushes.append(Push(self.tr("Change unit"), "Ctrl+E", self.edit))
        pane.offer(pushes)
        shown = while_alive(page, page.show_history)
        self.context.ask("directory.unit_history", shown, owner=self, token="history", unit_id=card.unit_id)

    def show_resident(self, id: int) -> None:
        """A resident's record."""
        self.leave()
        self.desk.stay()
        self._ask("resident", self._resident, id=id)

    def _resident(self, detail: ResidentDetail) -> None:
        self.person = detail
        page = PersonPage(self.context, detail)
        pane = self.desk.pane
        pane.show_page(page, detail.name, self.tr("Resident's record"), self.tr("Merged") if detail.merged_into else "")
        pushes = []
        if self.desk.may_write and detail.merged_into is None:
            pushes.append(Push(self.tr("Change"), "Ctrl+E", self.edit))
        if self.desk.may_keep and detail.merged_into is None:
            pushes.append(Push(self.tr("Merge…"), "", self.merge))
        pane.offer([*pushes, Push(self.tr("Back"), "Esc", self.go_back, "quiet")])
        self.desk.turn(page=True)

    def _end_instruction(self, id: int) -> None:
        self.context.do("directory.end_instruction", id=id)

    def again(self, refs: Iterable[Ref]) -> None:
        """Something changed: read what is in front again if it was about it."""
        touched = {(ref.register, ref.id) for ref in refs}
        page = self.desk.pane.page
        if self.person is not None and isinstance(page, PersonPage):
            if ("resident", self.person.id) in touched:
                self._ask("resident", self._resident, id=self.person.id)
        elif self.card is not None and isinstance(page, UnitPage):
            own = ("unit", self.card.unit_id) in touched
            if own or any(register not in {"unit", "resident", "instruction"} for register, _ in touched):
                self.show_unit(self.card.unit_id)

    def go_in(self) -> None:
        """The keys go into the page: its first name, its form, its first button."""
        page = self.desk.pane.page
        if isinstance(page, Form):
            page.begin()
        elif isinstance(page, UnitPage) and page.names:
            page.names[0].setFocus(Qt.FocusReason.TabFocusReason)
        elif self.desk.pane.primary is not None:
            self.desk.pane.primary.setFocus(Qt.FocusReason.TabFocusReason)

    # Forms

    def new_resident(self) -> None:
        """A new resident, tied to the unit in front."""
        unit = self.card.unit if self.card is not None else ""
        self._open("save_resident", ResidentDraft(ties=(TieDraft(unit=unit),)))

    def instruct(self) -> None:
        """A standing instruction for the unit in front (``DIR-4``)."""
        if self.desk.may_write and self.card is not None:
            self._open("instruct", InstructionDraft(unit=self.card.unit))

    def edit(self) -> None:
        """Change what is in front."""
        if self.desk.pane.form is not None:
            return
        if self.person is not None and self.desk.may_write:
            self.change("save_resident", self.person.id)
        elif self.person is None and self.card is not None and self.desk.may_keep:
            self.change("save_unit", self.card.unit_id)

    def change(self, verb: str, id: int) -> None:
        """Read a record and open its form."""
        self._ask(FORMS[verb][1], partial(self._open, verb), id=id)

    def open_new(self, verb: str) -> Form:
        """An empty form."""
        return self._open(verb, FORMS[verb][0]())

    def _open(self, verb: str, start: Any, draft: FormDraft | None = None) -> Form:
        self.leave()
        subject = getattr(start, "id", None)
        plan = RecordPlan(
            register="directory",
            verb=verb,
            draft=FORMS[verb][0],
            title=self.context.word(f"directory.step.{verb}"),
            save_text=self.context.word("reception.step.record"),
            start=values_of(start),
            hides=_only_a_name if verb == "save_area" else None,
            first="name" if verb == "save_resident" and not subject else "",
            key=str(subject or ""),
            titles=TITLES.get(verb, {}),
        )
        form = (ResidentForm if verb == "save_resident" else Form)(self.context, plan, draft)
        form.saved.connect(self._saved)
        form.conflicted.connect(self._conflicted)
        form.discarded.connect(self.go_back)
        form.at_end.connect(self._at_end)
        pane = self.desk.pane
        known = getattr(start, "name", "") or getattr(start, "code", "") or getattr(start, "unit", "")
        self.put(form, plan.title, known)
        pane.offer([Push(plan.save_text, "Ctrl+S", self.save), Push(self.tr("Leave"), "Esc", self.go_back, "quiet")])
        self.desk.shelf.busy(form.keeper.client_id)
        self.desk.turn(page=True)
        form.begin()
        return form

    def _at_end(self) -> None:
        if self.desk.pane.primary is not None:
            self.desk.pane.primary.setFocus(Qt.FocusReason.TabFocusReason)

    def save(self) -> None:
        """Save the form in front."""
        if self.desk.pane.form is not None:
            self.desk.pane.form.save()

    def first(self) -> None:
        """The page's first button."""
        if self.desk.pane.primary is not None and self.desk.pane.primary.isEnabled():
            self.desk.pane.primary.click()

    def _saved(self, change: Change) -> None:
        self._close()
        self.context.say(self.tr("{name} saved").format(name=change.number), kind="ok")
        if change.ref.register == "resident":
            self.show_resident(change.ref.id)
        elif change.ref.register in {"building", "area", "department"}:
            self.lists(f"{change.ref.register}s")
            return
        elif change.ref.register == "unit":
            self.desk.show_entry(change.ref.id)
        else:
            self._under()
        self.desk.setFocus(Qt.FocusReason.OtherFocusReason)

    def _conflicted(self) -> None:
        """Somebody else saved it: what was typed stays, and the next save is about what stands now."""
        form = self.desk.pane.form
        if form is not None and (id := form.values().get("id")):
            self._ask(FORMS[form.plan.verb][1], self._newer, id=id)

    def _newer(self, draft: Any) -> None:
        form = self.desk.pane.form
        if form is not None and "version" in form.editors:
            form.editors["version"].set_value(draft.version)

    def leave(self) -> None:
        """Leave the form; what was typed stays as a draft."""
        form = self.desk.pane.form
        if form is None or form.saving:
            return
        if form.dirty:
            form.keeper.keep(left=True)
        self._close()

    def _close(self) -> None:
        self.desk.pane.show_page(None, "")
        self.desk.shelf.busy("")
        self.desk.shelf.load()

    def back(self) -> bool:
        """One step back: from the form or the record to the unit's page. False when the unit's page is in front."""
        page = self.desk.pane.page
        if isinstance(page, UnitPage):
            return False
        from_record = self.person is not None and not isinstance(page, PersonPage)
        listed = next((name for name, verb in LISTED.items() if isinstance(page, Form) and page.plan.verb == verb), "")
        self.leave()
        if listed:
            self.lists(listed)
            return True
        if not from_record:
            self.person = None
        self._under()
        return page is not None

    def go_back(self) -> None:
        """One step back, and the keys to the desk."""
        before = self.desk.pane.page
        self.back()
        self.desk.give_keys(before)

    def newcomer(self) -> None:
        """Another person sits here now: the page in front is read again, with what they may do."""
        self.leave()
        if not isinstance(self.desk.pane.page, UnitPage | PersonPage):
            self.person = None
        self._under()

    def _under(self) -> None:
        """What lies under the form: the record it was about, or the unit's page."""
        if self.person is not None:
            self._ask("resident", self._resident, id=self.person.id)
        elif self.desk.unit_id:
            self.show_unit(self.desk.unit_id)
        else:
            self.desk.pane.show_page(None, "")

    def restore(self, draft: FormDraft) -> None:
        """Open the form that a draft was typed in."""
        place, _, _key = draft.place.partition(":")
        verb = place.partition(".")[2]
        if verb in FORMS:
            fields = draft.body.get("fields", {})
            start = FORMS[verb][0]()
            names = {name: fields.get(name) for name in ("id", "version") if hasattr(start, name) and fields.get(name)}
            self._open(verb, type(start)(**names), draft)

    # Merging

    def merge(self) -> None:
        """Two records of one person (``DIR-2``)."""
        if self.person is None:
            return
        keep = self.person
        page = MergePage(self.context, keep)
        page.chosen.connect(self.allow_first)
        pane = self.desk.pane
        self.put(page, self.tr("Merge into {name}").format(name=keep.name))
        pane.offer([Push(self.tr("Merge"), "", self._merge), Push(self.tr("Leave"), "Esc", self.go_back, "quiet")])
        self.allow_first(False)
        page.begin()

    def allow_first(self, on: bool) -> None:
        """Let the page's first button work or not."""
        if self.desk.pane.primary is not None:
            self.desk.pane.primary.setEnabled(on)

    def _merge(self) -> None:
        page = self.desk.pane.page
        if isinstance(page, MergePage) and page.gone:
            done = while_alive(self.desk, self._merged)
            self.context.do("directory.merge_residents", done, keep=page.keep.id, gone=page.gone)

    def _merged(self, change: Change) -> None:
        self.context.say(self.tr("Both records are one now: {name}").format(name=change.number), kind="ok")
        self.show_resident(change.id)
        self.desk.setFocus(Qt.FocusReason.OtherFocusReason)

    # Lists

    def fill_menu(self, menu: QMenu) -> None:
        """Everything else this desk can do, for those who may."""
        menu.clear()
        if not self.context.acts_as(OFFICE):
            return
        rows: tuple[tuple[str, Callable[[], Any]] | None, ...] = (
            (self.tr("New unit"), partial(self.open_new, "save_unit")),
            (self.tr("Buildings, areas, departments"), self.lists),
            None,
            (self.tr("Import from Excel…"), self.files.choose),
            (self.tr("Export to Excel…"), self.files.export),
            (self.tr("Empty template…"), self.files.template),
        )
        for row in rows:
            if row is None:
                menu.addSeparator()
            else:
                menu.addAction(row[0]).triggered.connect(partial(_do, row[1]))

    def lists(self, at: str = LISTS[0]) -> None:
        """Buildings, areas, departments; the keys go to where one of ``at`` is added."""
        self.leave()
        page = ListsPage(self.context)
        page.wanted.connect(self._listed)
        self.person = None
        self.put(page, self.tr("Buildings, areas, departments"))
        self.desk.pane.offer([Push(self.tr("Back"), "Esc", self.go_back, "quiet")])
        self.desk.turn(page=True)
        page.adds[at].setFocus(Qt.FocusReason.TabFocusReason)

    def _listed(self, name: str, id: int) -> None:
        verb = LISTED[name]
        if id:
            self.change(verb, id)
        else:
            self.open_new(verb)


def _only_a_name(_values: Any) -> tuple[str, ...]:
    return ("phone",)


def _do(act: Callable[[], Any], _on: bool = False) -> None:
    act()
