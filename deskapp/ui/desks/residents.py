"""The owners' archive: a table of units, and beside it the unit's page, a resident's record, forms, Excel."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from deskapp.domain.common import Change, Ref
from deskapp.domain.people import COUNTER, OFFICE
from deskapp.ui import theme
from deskapp.ui.actions import native
from deskapp.ui.common.chips import Chips
from deskapp.ui.common.draft_shelf import DraftShelf
from deskapp.ui.common.empty_state import EmptyState
from deskapp.ui.common.parts import button, em, while_alive
from deskapp.ui.common.resident_lists import ListsPage
from deskapp.ui.common.resident_pane import SidePane
from deskapp.ui.common.resident_steps import ResidentSteps
from deskapp.ui.common.resident_table import SPEC, UnitModel
from deskapp.ui.common.table import RegisterTable
from deskapp.ui.context import Context
from deskapp.ui.spec import DeskSpec

_LOOK_MS = 60
_PAUSE_MS = 150
#: Narrower than this, table and page take turns.
_NARROW_EM = 56


class ResidentsDesk(QWidget):
    """A ``Desk`` for units and residents."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab goes on to what stands in it
        self.model = UnitModel(context, SPEC)
        self.table = RegisterTable(self.model)
        self.pane = SidePane(context)
        self.chips = Chips(context, SPEC.register, SPEC.chips)
        self.shelf = DraftShelf(context, SPEC.register)
        self.steps = ResidentSteps(self)
        self.unit_id = 0
        self._wanted = 0
        self._narrow = False
        self._look = QTimer(self, singleShot=True, interval=_LOOK_MS)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._build()
        self._connect()
        if context.actor is not None:
            self._load()

    @property
    def may_write(self) -> bool:
        """Whether the signed-in person may change residents and instructions."""
        return self.context.acts_as(COUNTER)

    @property
    def may_keep(self) -> bool:
        """Whether the signed-in person may change units, buildings, and the directory in bulk."""
        return self.context.acts_as(OFFICE)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(10))
        column.setSpacing(theme.px(10))
        self.top = QWidget()
        self._build_top(QHBoxLayout(self.top))
        column.addWidget(self.top)
        self.splitter = QSplitter()
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(theme.px(12))
        self.left = QFrame()
        self.left.setProperty("kind", "card")
        inside = QVBoxLayout(self.left)
        inside.setContentsMargins(1, 1, 1, 1)
        self.stack = QStackedWidget()
        self.nothing = EmptyState()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.nothing)
        inside.addWidget(self.stack)
        self.splitter.addWidget(self.left)
        self.splitter.addWidget(self.pane)
        self.splitter.setStretchFactor(0, 1)
        column.addWidget(self.splitter, 1)
        self.pane.show_page(None, "")

    def _build_top(self, top: QHBoxLayout) -> None:
        """Search, chips, and the two buttons."""
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Unit, name, phone…"))
        self.search.setAccessibleName(self.tr("Find in the directory"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(em(self) * 15)
        self.chips.add(self.shelf)
        self.new_button = button(self.tr("+ Resident") + "   F2", "primary")
        self.more = button("…", "icon")
        self.more.setAccessibleName(self.tr("More"))
        self.more.setToolTip(self.tr("More") + "  " + native("Ctrl+M"))
        self.menu = QMenu(self)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(theme.px(8))
        top.addWidget(self.search, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.chips, 1)
        top.addWidget(self.new_button, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)

    def _connect(self) -> None:
        self.chips.chosen.connect(self._chip_chosen)
        self.search.textChanged.connect(self._typed)
        self.search.returnPressed.connect(self._to_table)
        self.new_button.clicked.connect(self.new_entry)
        self.more.clicked.connect(self.steps_menu)
        self.shelf.taken.connect(self.steps.restore)
        self.model.loaded.connect(self._loaded)
        self.model.refused.connect(self.context.say_error)
        self.table.selectionModel().currentRowChanged.connect(self._row_chosen)
        self.table.entered.connect(self.go_in)
        self.table.clicked.connect(self._clicked)
        self._look.timeout.connect(self._look_now)
        self._pause.timeout.connect(self._ask)
        self.pane.left.connect(self.escape)
        self.context.changed.connect(self._changed)
        self.context.signed_in.connect(self._signed_in)
        for keys, act in (("Ctrl+F", self._to_search), ("Ctrl+E", self.steps.edit), ("Ctrl+I", self.steps.instruct)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    # Loading

    def _load(self) -> None:
        self._ask()
        self.context.ask("directory.counts", while_alive(self, self.chips.count), owner=self, token="counts")
        self.shelf.load()
        self.new_button.setVisible(self.may_write)
        self.more.setVisible(self.may_keep)

    def _signed_in(self, _actor: object) -> None:
        self.steps.newcomer()
        self._load()

    def _ask(self) -> None:
        text = self.search.text().strip()
        self.model.ask(replace(self.model.query, chip=self.chips.current, text=text))

    def _typed(self, _text: str) -> None:
        self._pause.start()

    def _chip_chosen(self, _chip: str) -> None:
        self._ask()
        self.table.scrollToTop()

    def _loaded(self) -> None:
        empty = not self.model.ids
        if empty:
            self.nothing.say(*self._empty_words())
        self.stack.setCurrentWidget(self.nothing if empty else self.table)
        wanted = self._wanted or self.unit_id
        row = self.model.row_of(wanted) if wanted else -1
        if row < 0 and not empty and not self._wanted and self.pane.page is None and not self._narrow:
            row = 0
        self._wanted = 0
        if row >= 0:
            index = self.model.index(row, 0)
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)

    def _empty_words(self) -> tuple[str, str]:
        if self.search.text().strip():
            return self.tr("Nobody and no unit of this name"), self.tr("Esc clears the search.")
        if self.chips.current != "all":
            return self.tr("No unit is in this state"), self.tr("Units are listed here as they change.")
        line = self.tr("Ctrl+M: take in a workbook from Excel, or enter buildings and units one by one.")
        return self.tr("The directory is empty"), line if self.may_keep else self.tr("A supervisor fills it.")

    def _changed(self, change: Change) -> None:
        refs = (change.ref, *change.also)
        if change.verb.startswith("directory."):
            units = {ref.id for ref in refs if ref.register == "unit"}
            self.model.refresh(units)
            if change.verb == "directory.save_unit":
                self._load()
        if self.pane.form is None:
            self.steps.again(refs)

    def reload(self) -> None:
        """The whole directory may have changed."""
        self._load()

    # Choosing

    def _row_chosen(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self._look.start()

    def _clicked(self, _index: QModelIndex) -> None:
        self._look_now()
        self.turn(page=True)

    def _look_now(self) -> None:
        self._look.stop()
        row = self.table.currentIndex().row()
        if 0 <= row < len(self.model.ids) and self.model.ids[row] != self.unit_id:
            self.steps.leave()
            self.look_at(self.model.ids[row])

    def stay(self) -> None:
        """What is shown now was asked for: the row that the cursor stands on is not looked at by itself."""
        self._look.stop()
        row = self.table.currentIndex().row()
        if 0 <= row < len(self.model.ids):
            self.unit_id = self.model.ids[row]

    def look_at(self, unit_id: int) -> None:
        """Show a unit's page."""
        self.unit_id = unit_id
        self.steps.show_unit(unit_id)

    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _to_table(self) -> None:
        self._pause.stop()
        self._ask()
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    # The window asks (``spec.Desk``)

    def new_entry(self) -> None:
        """F2: a new resident of the unit in front."""
        if self.may_write:
            self.steps.new_resident()

    def show_entry(self, entry_id: int) -> None:
        """Bring a unit to the front."""
        self.steps.leave()
        self.turn(page=True)
        row = self.model.row_of(entry_id)
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, 0))
        else:
            self._wanted = entry_id
            self.search.clear()
            self.chips.take("all")
        self.look_at(entry_id)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_ref(self, ref: Ref) -> None:
        """Bring a unit or a resident to the front."""
        if ref.register == "resident":
            self.turn(page=True)
            self.steps.show_resident(ref.id)
        else:
            self.show_entry(ref.id)

    def show_chip(self, chip: str) -> None:
        """Show a chip."""
        if chip in self.chips.buttons:
            self.chips.take(chip)

    def save(self) -> None:
        """Ctrl+S: save the form."""
        self.steps.save()

    def next_step(self) -> None:
        """Ctrl+Enter: the page's first button."""
        self.steps.first()

    def steps_menu(self) -> None:
        """Ctrl+M: everything else this desk can do."""
        self.steps.fill_menu(self.menu)
        if not self.menu.isEmpty():
            self.menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))
            self.menu.setActiveAction(self.menu.actions()[0])

    def print_entry(self) -> None:
        """No paper is made here."""

    def escape(self) -> None:
        """Esc: out of the form (the draft stays) or the record, then out of the search, back to the table."""
        before = self.pane.page
        if not self.steps.back():
            if self.search.text():
                self.search.clear()
            self.turn(page=False)
        self.give_keys(before)

    def give_keys(self, before: QWidget | None) -> None:
        """After a step back from a page: lists that were opened have the keys already, else the desk takes them."""
        if self.pane.page is before or not isinstance(self.pane.page, ListsPage):
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep_drafts(self) -> None:
        """Write down at once what is half typed."""
        if self.pane.form is not None:
            self.pane.form.keeper.keep()

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this place."""
        return [
            (native("Ctrl+F"), self.tr("Find in the directory")),
            (native("Ctrl+E"), self.tr("Change what is in front: the unit, the resident")),
            (native("Ctrl+I"), self.tr("A standing instruction for the unit")),
            (native("Ctrl+M"), self.tr("Excel, buildings, areas, departments")),
            (native("Return"), self.tr("Into the page; in a form, on to the next field")),
        ]

    # Room

    def go_in(self) -> None:
        """Enter: the keys go into the page."""
        self.turn(page=True)
        self.steps.go_in()

    def turn(self, *, page: bool) -> None:
        """Where there is room for one only, show the page or the table."""
        self.left.setVisible(not (self._narrow and page))
        self.top.setVisible(not (self._narrow and page))
        self.pane.setVisible(not self._narrow or page)
        self.pane.back.setVisible(self._narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: share the room out."""
        super().resizeEvent(event)
        self._narrow = self.width() < em(self) * _NARROW_EM
        self.turn(page=self.pane.form is not None or (self.left.isHidden() and self._narrow))
        wide = self.splitter.width() - self.splitter.handleWidth()
        page = max(em(self) * 29, wide * 40 // 100)
        self.splitter.setSizes([max(wide - page, 1), max(page, 1)])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the keys go to the form, the table, or the search."""
        super().focusInEvent(event)
        if self.pane.form is not None:
            self.pane.form.begin()
        else:
            (self.table if self.model.ids else self.search).setFocus(Qt.FocusReason.OtherFocusReason)


def build(context: Context) -> QWidget:
    """Make the page."""
    return ResidentsDesk(context)


DESK = DeskSpec(
    code="residents",
    order=21,
    title="register.directory",
    icon="mdi6.home-account",
    build=build,
    registers=("unit", "resident"),
)
