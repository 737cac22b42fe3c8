"""Setting up the key cabinets: put one up, hang a building's keys at once, one by one, or from Excel (``KEY-1``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QMenu, QStackedWidget, QTableWidgetItem, QWidget

from deskapp.domain.common import Change
from deskapp.domain.keys import CabinetRow, Category, State, Wall
from deskapp.domain.people import COUNTER, OFFICE
from deskapp.ui import theme
from deskapp.ui.actions import native
from deskapp.ui.common.cabinet_steps import SHELF, CabinetSteps
from deskapp.ui.common.draft_shelf import DraftShelf
from deskapp.ui.common.empty_state import EmptyState
from deskapp.ui.common.facts import Facts
from deskapp.ui.common.list_table import ListTable
from deskapp.ui.common.parts import button, em, keyed, label, while_alive
from deskapp.ui.common.register_spec import Fact
from deskapp.ui.common.resident_pane import Push
from deskapp.ui.common.side_desk import SideDesk
from deskapp.ui.context import Context
from deskapp.ui.spec import DeskSpec

_NAME = 1
#: The columns that hold counts.
_COUNTS = range(3, 7)


class CabinetsDesk(SideDesk):
    """A list of cabinets, and beside it the one in front, a form, or a workbook."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.cabinets: tuple[CabinetRow, ...] = ()
        self._wanted = 0
        self.table = ListTable(7)
        self.nothing = EmptyState()
        self.stack = QStackedWidget()
        self.shelf = DraftShelf(context, SHELF)
        self.steps = CabinetSteps(self)
        self._build()
        self._connect()
        self.pane.show_page(None, "")
        if context.actor is not None:
            self.reload()

    @property
    def may_keep(self) -> bool:
        """Whether the signed-in person keeps the cabinets (``roles.md``)."""
        return self.context.actor is not None and self.context.actor.role in COUNTER

    @property
    def may_export(self) -> bool:
        """Whether the signed-in person may write down which key opens which door (``roles.md``)."""
        return self.context.actor is not None and self.context.actor.role in OFFICE

    @property
    def row(self) -> CabinetRow | None:
        """The cabinet that is chosen."""
        at = self.table.currentRow()
        return self.cabinets[at] if 0 <= at < len(self.cabinets) else None

    def _build(self) -> None:
        top = QHBoxLayout()
        about = self.tr(
            "Put a cabinet up by rows and hooks, then hang a building's keys at once or take them from Excel."
        )
        top.addWidget(label(about, "muted", wrap=True), 1)
        top.addWidget(self.shelf)
        self.new_button = keyed(self.tr("+ Cabinet"), "F2", "primary")
        self.more = button("…", "icon")
        self.more.setAccessibleName(self.tr("More"))
        self.more.setToolTip(self.tr("More") + "  " + native("Ctrl+M"))
        self.menu = QMenu(self)
        top.addWidget(self.new_button)
        top.addWidget(self.more)
        self.column.addLayout(top)
        self._dress()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.nothing)
        self.hold(self.stack)
        self.main = self.table

    def _dress(self) -> None:
        table = self.table
        titles = (
            self.context.label("keys", "code"), self.context.label("keys", "name"), self.tr("Size"),
            self.context.word("keys.state.in"), self.context.word("keys.state.out"),
            self.context.word("keys.state.missing"), self.tr("Free"),
        )  # fmt: skip
        table.setHorizontalHeaderLabels(titles)
        table.setAccessibleName(self.context.word("register.cabinet"))
        table.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + theme.px(16))
        header = table.horizontalHeader()
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        for at in _COUNTS:
            if (head := table.horizontalHeaderItem(at)) is not None:
                head.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def _fit(self) -> None:
        """No word of the short columns is cut, in whatever language and size."""
        for at in (0, 2, *_COUNTS):
            cells = [
                self.table.horizontalHeaderItem(at),
                *(self.table.item(row, at) for row in range(len(self.cabinets))),
            ]
            words = (self.fontMetrics().horizontalAdvance(cell.text()) for cell in cells if cell is not None)
            self.table.setColumnWidth(at, max(em(self) * 3, max(words, default=0) + em(self) + theme.px(12)))

    def _connect(self) -> None:
        self.table.currentCellChanged.connect(self._chosen)
        self.table.cellClicked.connect(self._clicked)
        self.table.entered.connect(self.go_in)
        self.new_button.clicked.connect(self.new_entry)
        self.more.clicked.connect(self.steps_menu)
        self.shelf.taken.connect(self.steps.restore)
        self.context.changed.connect(self._changed)
        self.context.signed_in.connect(self._signed_in)
        for keys, act in (("Ctrl+G", self.generate), ("Ctrl+H", self.hang)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    # The list

    def _signed_in(self, _actor: object) -> None:
        if self.newcomer():
            self.steps.leave()
            self.pane.show_page(None, "")
        self.reload()

    def _changed(self, change: Change) -> None:
        if {ref.register for ref in (change.ref, *change.also)} & {"keys", "cabinet"}:
            self.reload()

    def reload(self) -> None:
        """Read the cabinets again."""
        for part in (self.new_button, self.more):
            part.setVisible(self.may_keep)
        if not self.may_keep:
            self._show(())
            return
        self.shelf.load()
        self.context.ask("keys.cabinets", while_alive(self, self._show), owner=self, token="list")

    def _show(self, cabinets: Sequence[CabinetRow]) -> None:
        before = self.row
        wanted, self._wanted = self._wanted or (before.id if before else 0), 0
        self.cabinets = tuple(cabinets)
        self.table.blockSignals(True)
        self.table.setRowCount(len(cabinets))
        for at, row in enumerate(cabinets):
            self._write(at, row)
        at = next((at for at, row in enumerate(cabinets) if row.id == wanted), 0)
        self.table.setCurrentCell(at if cabinets else -1, 0)
        self.table.blockSignals(False)
        self._fit()
        if not cabinets:
            self.nothing.say(*self._empty_words())
        self.stack.setCurrentWidget(self.table if cabinets else self.nothing)
        self._newer()
        if isinstance(self.pane.page, Facts | None):
            self._look()

    def _newer(self) -> None:
        """A form about a cabinet that somebody else changed goes on from what stands there now."""
        form = self.pane.form
        if form is not None and form.plan.subject is not None:
            form.version = next((row.version for row in self.cabinets if row.id == form.plan.subject), form.version)

    def _empty_words(self) -> tuple[str, str]:
        if not self.may_keep:
            return self.tr("The counter keeps the key cabinets"), ""
        line = self.tr("F2 puts one up: 6 rows of 20 hooks, and a building's keys hang in it. Or Ctrl+M: from Excel.")
        return self.tr("No key cabinet yet"), line

    def _write(self, at: int, row: CabinetRow) -> None:
        name = row.name if row.active else self.tr("{name} · taken down").format(name=row.name)
        size = self.tr("{rows} × {columns}").format(rows=row.rows, columns=row.columns)
        counts = (row.sets - row.out - row.missing, row.out, row.missing, row.hooks - row.sets if row.active else 0)
        for column, text in enumerate((row.code, name, size, *map(str, counts))):
            cell = QTableWidgetItem(text)
            if column in _COUNTS:
                cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if not row.active or (column in _COUNTS and text == "0"):
                cell.setForeground(QColor(theme.tokens().muted))
            self.table.setItem(at, column, cell)

    def choose(self, id: int) -> None:
        """Put one cabinet in front."""
        at = next((at for at, row in enumerate(self.cabinets) if row.id == id), -1)
        if at >= 0:
            self.table.setCurrentCell(at, 0)

    def _chosen(self, row: int, _column: int, before: int, _before_column: int) -> None:
        if row != before and row >= 0:
            self.steps.leave()
            self._look()

    def _clicked(self, _row: int, _column: int) -> None:
        self.turn(page=True)
        if self.pane.page is None:
            self._look()

    def _look(self) -> None:
        """The cabinet in front, with what is done next."""
        row = self.row
        if row is None:
            self.pane.show_page(None, "")
            return
        page, word = Facts(self.context), self.context.word
        page.show_facts(self._counted(row))
        badge = "" if row.active else self.tr("taken down")
        size = self.tr("{rows} rows of {columns} hooks").format(rows=row.rows, columns=row.columns)
        self.pane.show_page(page, f"{row.code} {row.name}", size, badge)
        if self.may_keep and row.active:
            then = while_alive(page, partial(self._hung, page, row))
            self.context.ask("keys.wall", then, owner=self, token="wall", id=row.id)
            self.pane.offer(
                [
                    Push(word("keys.step.generate"), "Ctrl+G", self.generate),
                    Push(word("keys.step.hang"), "Ctrl+H", self.hang),
                    Push(self.tr("More"), "Ctrl+M", self.steps_menu),
                ]
            )

    def _counted(self, row: CabinetRow) -> list[Fact]:
        word, here = self.context.word, row.sets - row.out - row.missing
        states = ((State.IN, here), (State.OUT, row.out), (State.MISSING, row.missing))
        facts = [Fact(label=self.tr("Hooks"), text=f"{row.hooks:,}")]
        facts += [Fact(label=word(f"keys.state.{state.value}"), text=f"{count:,}") for state, count in states]
        return [*facts, Fact(label=self.tr("Free"), text=f"{row.hooks - row.sets:,}")]

    def _hung(self, page: Facts, row: CabinetRow, wall: Wall) -> None:
        """What hangs in it: by category, by building."""
        sets = [cell for cell in wall.hooks if cell.set_id is not None]
        kinds = Counter(cell.category for cell in sets)
        places = Counter(cell.building for cell in sets if cell.building)
        word = self.context.word
        facts = self._counted(row)
        if kinds:
            facts.append(Fact(label=word("keys.field.category"), text="", heading=True))
            counts = ((word(f"keys.category.{kind.value}"), kinds[kind]) for kind in Category if kinds[kind])
            facts += [Fact(label=title, text=f"{count:,}") for title, count in counts]
        if places:
            in_order = sorted(places.items(), key=_by_number)
            listed = (f"{name} {count}" for name, count in in_order)
            facts += [Fact(label=word("keys.field.building"), text=" · ".join(listed))]
        page.show_facts(facts)

    # The window asks (``spec.Desk``)

    def new_entry(self) -> None:
        """F2: a new cabinet."""
        self.steps.open("make_cabinet")

    def generate(self) -> None:
        """Ctrl+G: a building's keys at once."""
        self.steps.open("generate")

    def hang(self) -> None:
        """Ctrl+H: one set."""
        self.steps.open("hang")

    def show_entry(self, entry_id: int) -> None:
        """Bring one cabinet to the front."""
        self.steps.leave()
        self.pane.show_page(None, "")
        self._wanted = entry_id
        self.reload()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Ctrl+S: save the form."""
        self.steps.save()

    def next_step(self) -> None:
        """Ctrl+Enter: the page's first button."""
        if self.pane.primary is not None and self.pane.primary.isEnabled():
            self.pane.primary.click()

    def steps_menu(self) -> None:
        """Ctrl+M: everything else this desk can do."""
        self.steps.fill_menu(self.menu)
        if not self.menu.isEmpty():
            self.menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))
            self.menu.setActiveAction(self.menu.actions()[0])

    def escape(self) -> None:
        """Esc: out of the form (the draft stays), back to the list."""
        self.steps.leave()
        self.shelf.load()
        self._look()
        self.turn(page=False)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep_drafts(self) -> None:
        """Write down at once what is half typed."""
        if self.pane.form is not None:
            self.pane.form.keeper.keep()

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this place."""
        word = self.context.word
        return [
            (native("Ctrl+G"), word("keys.step.generate")),
            (native("Ctrl+H"), word("keys.step.hang")),
            (native("Ctrl+M"), self.tr("Rows, name, taking down, Excel")),
            (native("Return"), self.tr("Into the page; in a form, on to the next field")),
        ]

    # The keys

    def go_in(self) -> None:
        """Enter: the keys go into the form, or to the page's first button."""
        self.turn(page=True)
        if self.pane.form is not None:
            self.pane.form.begin()
        elif self.pane.primary is not None:
            self.pane.primary.setFocus(Qt.FocusReason.TabFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the keys go to the form, or to the list."""
        super().focusInEvent(event)
        if self.pane.form is not None:
            self.pane.form.begin()
        else:
            (self.table if self.cabinets else self.new_button).setFocus(Qt.FocusReason.OtherFocusReason)


def _by_number(counted: tuple[str, int]) -> tuple[int, str]:
    """2 before 10."""
    return len(counted[0]), counted[0]


def build(context: Context) -> QWidget:
    """Make the page."""
    return CabinetsDesk(context)


DESK = DeskSpec(
    code="cabinets",
    order=83,
    title="register.cabinet",
    icon="mdi6.key-chain-variant",
    build=build,
    registers=("cabinet",),
)
