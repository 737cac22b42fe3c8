"""The desk of any register: chips, table, detail and forms, made from its ``RegisterSpec``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from deskapp.domain.common import Change
from deskapp.errors import NotAllowed
from deskapp.ui import theme
from deskapp.ui.common import desk_keys
from deskapp.ui.common.chips import Chips
from deskapp.ui.common.desk_sides import DeskSides
from deskapp.ui.common.desk_steps import DeskSteps
from deskapp.ui.common.detail_pane import DetailPane
from deskapp.ui.common.draft_shelf import DraftShelf
from deskapp.ui.common.empty_state import EmptyState
from deskapp.ui.common.paged_model import PagedModel
from deskapp.ui.common.paper_pages import PaperPages
from deskapp.ui.common.parts import button, while_alive
from deskapp.ui.common.register_spec import RegisterSpec
from deskapp.ui.common.table import RegisterTable

if TYPE_CHECKING:
    from deskapp.errors import DeskError
    from deskapp.ui.context import Context
    from deskapp.ui.preview import PreviewPage

# Rows run through by a held arrow key are not read one by one.
_LOOK_MS = 60
_TICK_MS = 20_000
_EDGE = 14


class RegisterDesk(QWidget):
    """A ``Desk`` for one register."""

    steps_kind: ClassVar[type[DeskSteps]] = DeskSteps

    def __init__(self, context: Context, spec: RegisterSpec) -> None:
        super().__init__()
        self.context = context
        self.spec = spec
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab goes on to what stands in it
        self.model = PagedModel(context, spec)
        self.table = RegisterTable(self.model)
        self.pane = self.make_pane()
        self.chips = Chips(context, spec.register, spec.chips)
        self.shelf = DraftShelf(context, spec.register)
        self.steps = self.steps_kind(self)
        self._wanted = 0
        self._turned = self._in_any_chip = self._choosing = False
        self._person = context.actor.staff_id if context.actor else 0
        self._look = QTimer(self, singleShot=True, interval=_LOOK_MS)
        self._tick = QTimer(self, interval=_TICK_MS)
        self._build()
        self._connect()
        if context.actor is not None:
            self._load(restore=True)

    def _build(self) -> None:
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(theme.px(_EDGE), theme.px(10), theme.px(_EDGE), theme.px(10))
        column.setSpacing(theme.px(10))
        self.top = QWidget()
        top = QHBoxLayout(self.top)
        top.setContentsMargins(0, 0, 0, 0)
        self.chips.add(self.shelf)
        top.addWidget(self.chips, 1)
        self.new_button = button(f"+ {self.spec.new_title()}   F2", "primary")
        top.addWidget(self.new_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.top)
        self.nothing = EmptyState()
        self.sides = self.make_sides()
        column.addWidget(self.sides, 1)
        self.pages = PaperPages(self.context, self, main)

    def _connect(self) -> None:
        self.new_button.clicked.connect(self.new_entry)
        self.shelf.taken.connect(self.steps.restore)
        self._look.timeout.connect(self._look_now)
        self._tick.timeout.connect(self._on_tick)
        self._tick.start()
        self.pane.stepped.connect(self.take_step)
        self.pane.saving.connect(self.steps.save)
        self.pane.leaving.connect(self.escape)
        self.context.changed.connect(self._changed)
        self.context.signed_in.connect(self._signed_in)
        self.connect_list()

    # What a register's own desk does in its own way

    def make_pane(self) -> DetailPane:
        """The right side."""
        return DetailPane(self.context, self.spec)

    def make_sides(self) -> DeskSides:
        """Both sides; what has been made so far stands in them."""
        return DeskSides(self.context.settings, self.table, self.nothing, self.pane)

    def connect_list(self) -> None:
        """The left side, and the keys of the place."""
        self.chips.chosen.connect(self._chip_chosen)
        self.model.loaded.connect(self._loaded)
        self.model.refused.connect(self._refused)
        self.table.selectionModel().currentRowChanged.connect(self._row_chosen)
        self.table.entered.connect(self.go_in)
        self.table.clicked.connect(self._clicked)
        desk_keys.install(self)

    def take_step(self, verb: str) -> None:
        """A step was chosen in the pane."""
        self.steps.take(verb)

    # Loading

    def _load(self, *, restore: bool = False) -> None:
        self.new_button.setVisible(self.steps.may(self.spec.new_verb))
        self.model.ask()
        self._count()
        self.shelf.load(restore)

    def _count(self) -> None:
        counted, refused = while_alive(self, self.chips.count), while_alive(self, self._refused)
        self.context.ask(f"{self.spec.register}.counts", counted, refused, owner=self, token="counts")

    def _refused(self, error: DeskError) -> None:
        """Whoever may not read this register is told so in its place, not again and again."""
        if isinstance(error, NotAllowed):
            self.nothing.say(self.tr("This page is not part of your work"), self.context.error_text(error))
            self.sides.show_list(False)
            self.chips.count({})
        else:
            self.context.say_error(error)

    def _signed_in(self, _actor: Any) -> None:
        """Another person has other drafts and another "mine"; the same one goes on where they were."""
        before, self._person = self._person, self.context.actor.staff_id if self.context.actor else 0
        if self._person != before:
            self.clear_away()
        self._load(restore=self.pane.form is None)

    def clear_away(self) -> None:
        """Another person sits here now: what the last one did is not in front any more."""
        self._wanted = self.entry_id  # it stays chosen, and is read again in a name of their own
        self.close_preview()
        self.pane.close_form()
        self.pane.show_nothing()

    def _loaded(self) -> None:
        """A new order of rows is in place: the entry that was chosen stays chosen."""
        if not self.model.ids:
            headline, line = self.spec.empty(self.chips.current)
            self.nothing.say(headline, line if self.steps.may(self.spec.new_verb) else "")
        had_focus = self.table.hasFocus()
        self.sides.show_list(bool(self.model.ids))
        if had_focus and not self.model.ids:
            self.setFocus()
        wanted = self._wanted or (self.pane.detail.id if self.pane.detail is not None else 0)
        row = self.model.row_of(wanted) if wanted else -1
        if row < 0 and self._wanted and self._in_any_chip and self.chips.current != "all":
            self._in_any_chip = False
            self.chips.take("all")
            return
        if row < 0 and self.pane.form is None and (self._turned or self.pane.detail is None):
            row = 0 if self.model.ids else -1
            if row < 0:
                self.pane.show_nothing()
        came = bool(self._wanted)
        self._wanted, self._turned, self._in_any_chip = 0, False, False
        if row >= 0 and (row != self.table.currentIndex().row() or self.pane.detail is None):
            self._choose(row)
            focus = QApplication.focusWidget()
            free = self.pane.form is None and self.preview is None
            if came and free and focus is not None and self.isAncestorOf(focus):
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif row < 0:
            self.table.clearSelection()
        if self.hasFocus():
            self._give_keys()

    def _choose(self, row: int) -> None:
        """Mark a row as the chosen one; a form that is being typed stays in front of it."""
        self._choosing = True
        self.table.setCurrentIndex(self.model.index(row, 0))
        self._choosing = False
        self.table.scrollTo(self.model.index(row, 0))
        if self.pane.form is None and (self.pane.detail is None or self.pane.detail.id != self.model.ids[row]):
            self._look_now()

    def _changed(self, change: Change) -> None:
        touched = {ref.id for ref in (change.ref, *change.also) if ref.register == self.spec.register}
        if not touched:
            return
        self._count()
        self.model.refresh(touched)
        stays = self.chips.current == "all" and self.model.query.sort.lstrip("-") in {"id", "at"}
        if not stays or any(self.model.row_of(entry_id) < 0 for entry_id in touched):
            self.model.ask()
        if self.pane.detail is not None and self.pane.detail.id in touched:
            self.look_at(self.pane.detail.id)

    # Choosing

    def _chip_chosen(self, chip: str) -> None:
        """A chip with an order of its own has it; going on from there takes the register's own again."""
        self._turned = True
        own, query = self.spec.chip_sorts, self.model.query
        back = self.spec.sort if query.chip in own else query.sort
        self.model.ask(replace(query, chip=chip, sort=own.get(chip, back)))
        self.table.scrollToTop()

    def _row_chosen(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid() and not self._choosing:
            self._look.start()

    def _clicked(self, _index: QModelIndex) -> None:
        self._look_now()
        if self.sides.narrow:
            self._turn(detail=True)

    def _look_now(self) -> None:
        self._look.stop()
        row = self.table.currentIndex().row()
        if not 0 <= row < len(self.model.ids):
            return
        entry_id = self.model.ids[row]
        if self.pane.form is not None and self.pane.form.plan.subject != entry_id:
            if self.pane.form.plan.subject is None and not self.pane.form.dirty:
                self.pane.close_form()
            else:
                self.steps.leave()
        if self.pane.detail is None or self.pane.detail.id != entry_id:
            self.look_at(entry_id)

    def look_at(self, entry_id: int) -> None:
        """Read an entry and show it in the pane."""
        shown, gone = while_alive(self, self._show), while_alive(self, self.context.say_error)
        self.context.ask(f"{self.spec.register}.detail", shown, gone, owner=self, token="detail", id=entry_id)

    def _show(self, detail: Any) -> None:
        self.pane.show_detail(detail)
        self.steps.seen(detail)

    # The window asks (``spec.Desk``)

    def new_entry(self) -> None:
        """F2: a new entry. What is half typed is kept as a draft and makes room."""
        self.close_preview()
        form = self.pane.form
        if not self.steps.may(self.spec.new_verb):
            return
        if form is not None and form.plan.subject is None and not form.dirty:
            form.begin()
        else:
            self.steps.leave()
            self.steps.begin_new()

    @property
    def entry_id(self) -> int:
        """The entry in front, 0 for none: what the window shows again when it is made anew."""
        return self.pane.detail.id if self.pane.detail is not None else 0

    def show_entry(self, entry_id: int) -> None:
        """Bring one entry to the front, in whatever chip it stands."""
        self.close_preview()
        self.steps.leave()
        self._turn(detail=True)
        self.look_at(entry_id)
        if (row := self.model.row_of(entry_id)) >= 0:
            self._choose(row)
        else:
            self.wait_for(entry_id)
            self._in_any_chip = True  # a new one may stand in this chip as well, once the rows are read again
            self.model.ask()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def wait_for(self, entry_id: int) -> None:
        """Choose an entry as soon as it stands in the table."""
        self._wanted = entry_id

    def show_chip(self, chip: str) -> None:
        """Show a chip, or do what another desk asks for (``from_entry:5``)."""
        name, colon, argument = chip.partition(":")
        if colon:
            self.handle(name, argument)
        elif chip in self.chips.buttons:
            self.close_preview()
            self.chips.take(chip)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def handle(self, wish: str, argument: str) -> None:
        """Do what another desk asks for; a register's own desk knows its wishes."""

    def save(self) -> None:
        """Ctrl+S: save the form; in the preview, save the paper."""
        if self.preview is not None:
            self.preview.save_pdf()
        elif self.pane.form is not None:
            self.steps.save(0)

    def next_step(self) -> None:
        """Ctrl+Enter: in a form save it, else the step that the state calls for."""
        if self.preview is not None:
            self.preview.print_now()
        elif self.pane.form is not None:
            self.steps.save(0)
        else:
            self.steps.take_main()

    def steps_menu(self) -> None:
        """Ctrl+M: the rarer steps."""
        self.pane.show_menu()

    def print_entry(self) -> None:
        """Ctrl+P: the paper of the entry in front."""
        new = self.pane.form is not None and self.pane.form.plan.subject is None
        if self.spec.paper and self.pane.detail is not None and self.preview is None and not new:
            self.show_paper(self.pane.detail.id)

    def escape(self) -> None:
        """Esc: out of the preview, out of the form (the draft stays), back to the table."""
        if self.preview is not None:
            if not self.preview.busy:
                self.close_preview()
            return
        self.steps.leave()
        self._turn(detail=False)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep_drafts(self) -> None:
        """Write down at once what is half typed."""
        if self.pane.form is not None:
            self.pane.form.keeper.keep()

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this place."""
        return desk_keys.listed(self)

    # Paper

    @property
    def preview(self) -> PreviewPage | None:
        """The paper that is looked at over the desk."""
        return self.pages.preview

    def show_paper(self, entry_id: int, code: str = "") -> None:
        """Preview the entry's form, or the one of this code, over the desk."""
        self.pages.show_paper(code or self.spec.paper, entry_id)

    def close_preview(self) -> None:
        """Back from the paper to the desk."""
        self.pages.close_preview()

    # Room and time

    def go_in(self) -> None:
        """Enter: the keys go into the detail."""
        self._turn(detail=True)
        self.pane.go_in()

    def _turn(self, *, detail: bool) -> None:
        self.sides.turn(detail=detail)
        self.top.setVisible(not self.sides.detail_alone)
        self.pane.back.setVisible(self.sides.narrow)

    def show_pane(self) -> None:
        """Bring the pane to the front where there is room for one only."""
        self._turn(detail=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: share the room out."""
        super().resizeEvent(event)
        alone = self.sides.detail_alone
        self.sides.share(self.width() - 2 * theme.px(_EDGE))
        self._turn(detail=alone or self.pane.form is not None)

    def _on_tick(self) -> None:
        self.table.viewport().update()
        self.pane.tick()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the keys go to the form, or to the table."""
        super().focusInEvent(event)
        self._give_keys()

    def _give_keys(self) -> None:
        if self.preview is not None:
            self.preview.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.pane.form is not None:
            self.pane.form.begin()
        elif self.model.ids:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.model.known:  # else they come with the first rows
            self.chips.buttons[self.chips.current].setFocus(Qt.FocusReason.OtherFocusReason)
