"""Setting up the mail shelves: put one up, see how much lies where, print its labels, count it (``MAIL-9``)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QMenu, QStackedWidget, QTableWidgetItem, QWidget

from deskapp.domain.common import Change
from deskapp.domain.people import COUNTER
from deskapp.domain.shelves import REGISTER, ShelfRow
from deskapp.ui import theme
from deskapp.ui.actions import native
from deskapp.ui.common.draft_shelf import DraftShelf
from deskapp.ui.common.empty_state import EmptyState
from deskapp.ui.common.list_table import ListTable
from deskapp.ui.common.paper_pages import PaperPages
from deskapp.ui.common.parts import button, em, keyed, label, while_alive
from deskapp.ui.common.printing import form_of
from deskapp.ui.common.shelf_page import ShelfPage
from deskapp.ui.common.shelf_steps import LABELS, ShelfSteps
from deskapp.ui.common.side_desk import SideDesk
from deskapp.ui.context import Context
from deskapp.ui.spec import DeskSpec

_NAME = 1
#: The columns that hold counts.
_COUNTS = range(4, 6)
#: What moves items about: the counts are read again.
_FOLLOWED = frozenset({REGISTER, "mail", "pickups", "returns", "inventories"})


class ShelvesDesk(SideDesk):
    """A list of shelves, and beside it the one in front, or a form."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.shelves: tuple[ShelfRow, ...] = ()
        self._wanted = 0
        self.table = ListTable(6)
        self.nothing = EmptyState()
        self.stack = QStackedWidget()
        self.shelf = DraftShelf(context, REGISTER)
        self.steps = ShelfSteps(self)
        self._build()
        self._connect()
        self.pane.show_page(None, "")
        if context.actor is not None:
            self.reload()

    @property
    def may_keep(self) -> bool:
        """Whether the signed-in person keeps the shelves (``roles.md``)."""
        return self.context.actor is not None and self.context.actor.role in COUNTER

    @property
    def row(self) -> ShelfRow | None:
        """The shelf that is chosen."""
        at = self.table.currentRow()
        return self.shelves[at] if 0 <= at < len(self.shelves) else None

    def _build(self) -> None:
        top = QHBoxLayout()
        about = self.tr("Put a shelf up by boards and places; items get a place on it as they are checked in.")
        top.addWidget(label(about, "muted", wrap=True), 1)
        top.addWidget(self.shelf)
        self.new_button = keyed(self.tr("+ Shelf"), "F2", "primary")
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
        holder = QWidget()
        self.column.removeWidget(self.splitter)
        self.pages = PaperPages(self.context, holder, self.splitter)
        self.column.addWidget(holder, 1)
        holder.setFocusProxy(self.table)

    def _dress(self) -> None:
        table, name = self.table, self.context.label
        titles = (
            name(REGISTER, "code"), name(REGISTER, "name"), self.tr("Size"), name(REGISTER, "building_id"),
            name(REGISTER, "places"), name(REGISTER, "items"),
        )  # fmt: skip
        table.setHorizontalHeaderLabels(titles)
        table.setAccessibleName(self.context.word("register.shelves"))
        table.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + theme.px(16))
        table.horizontalHeader().setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        for at in _COUNTS:
            if (head := table.horizontalHeaderItem(at)) is not None:
                head.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def _fit(self) -> None:
        """No word of the short columns is cut, in whatever language and size."""
        for at in (0, 2, 3, *_COUNTS):
            rows = (self.table.item(row, at) for row in range(len(self.shelves)))
            cells = [self.table.horizontalHeaderItem(at), *rows]
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
        QShortcut(QKeySequence("Ctrl+G"), self).activated.connect(self.steps.count)

    # The list

    def _signed_in(self, _actor: object) -> None:
        if self.newcomer():
            self.pages.close_preview()
            self.steps.leave()
            self.pane.show_page(None, "")
        self.reload()

    def _changed(self, change: Change) -> None:
        if {ref.register for ref in (change.ref, *change.also)} & _FOLLOWED:
            self.reload()

    def reload(self) -> None:
        """Read the shelves again."""
        for part in (self.new_button, self.more):
            part.setVisible(self.may_keep)
        if not self.may_keep:
            self._show(())
            return
        self.shelf.load()
        self.context.ask("shelves.listed", while_alive(self, self._show), owner=self, token="list")

    def _show(self, shelves: Sequence[ShelfRow]) -> None:
        before = self.row
        wanted, self._wanted = self._wanted or (before.id if before else 0), 0
        self.shelves = tuple(shelves)
        self.table.blockSignals(True)
        self.table.setRowCount(len(shelves))
        for at, row in enumerate(shelves):
            self._write(at, row)
        at = next((at for at, row in enumerate(shelves) if row.id == wanted), 0)
        self.table.setCurrentCell(at if shelves else -1, 0)
        self.table.blockSignals(False)
        self._fit()
        if not shelves:
            self.nothing.say(*self._empty_words())
        self.stack.setCurrentWidget(self.table if shelves else self.nothing)
        self._newer()
        if self.pane.form is None:
            self._look()

    def _newer(self) -> None:
        """A form about a shelf that somebody else changed goes on from what stands there now."""
        form = self.pane.form
        if form is not None and form.plan.subject is not None:
            form.version = next((row.version for row in self.shelves if row.id == form.plan.subject), form.version)

    def _empty_words(self) -> tuple[str, str]:
        if not self.may_keep:
            return self.tr("The counter keeps the mail shelves"), ""
        line = self.tr("F2 puts one up, for instance 5 boards of 6 places. Then print its labels and stick them on.")
        return self.tr("No mail shelf yet"), line

    def _write(self, at: int, row: ShelfRow) -> None:
        size = self.tr("{rows} × {columns}").format(rows=row.rows, columns=row.columns)
        texts = (row.code, row.name, size, row.building or "–", f"{row.places:,}", f"{row.items:,}")
        for column, text in enumerate(texts):
            cell = QTableWidgetItem(text)
            if column in _COUNTS:
                cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if text in {"0", "–"}:
                cell.setForeground(QColor(theme.tokens().muted))
            self.table.setItem(at, column, cell)

    def choose(self, id: int) -> None:
        """Put one shelf in front."""
        at = next((at for at, row in enumerate(self.shelves) if row.id == id), -1)
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
        """The shelf in front, place by place; the place that was looked at stays in front."""
        row, before = self.row, self.pane.page
        if row is None:
            self.pane.show_page(None, "")
            return
        at, keys = (0, 0), False
        if isinstance(before, ShelfPage) and before.row.id == row.id:
            at, keys = (before.grid.currentRow(), before.grid.currentColumn()), before.grid.hasFocus()
        page = ShelfPage(self.context, row)
        page.grid.setCurrentCell(*at)
        size = self.tr("{rows} boards of {columns} places").format(rows=row.rows, columns=row.columns)
        self.pane.show_page(page, f"{row.code} {row.name}", size)
        self.pane.offer(self.steps.pushes())
        if keys:
            page.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        self.context.ask("shelves.places", while_alive(page, page.show_places), owner=self, token="places", id=row.id)

    # The window asks (``spec.Desk``)

    def new_entry(self) -> None:
        """F2: a new shelf."""
        self.pages.close_preview()
        self.steps.open("make")

    def show_entry(self, entry_id: int) -> None:
        """Bring one shelf to the front."""
        self.pages.close_preview()
        self.steps.leave()
        self.pane.show_page(None, "")
        self._wanted = entry_id
        self.reload()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Ctrl+S: save the form, or the paper that is looked at."""
        if self.pages.preview is not None:
            self.pages.preview.save_pdf()
        else:
            self.steps.save()

    def next_step(self) -> None:
        """Ctrl+Enter: the page's first button."""
        if self.pages.preview is None and self.pane.primary is not None and self.pane.primary.isEnabled():
            self.pane.primary.click()

    def steps_menu(self) -> None:
        """Ctrl+M: everything else this desk can do."""
        self.steps.fill_menu(self.menu)
        if not self.menu.isEmpty():
            self.menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))
            self.menu.setActiveAction(self.menu.actions()[0])

    def print_entry(self) -> None:
        """Ctrl+P: the labels of the shelf in front."""
        row, free = self.row, self.pages.preview is None and self.pane.form is None
        if row is not None and free and self.may_keep and form_of(self.context, LABELS) is not None:
            self.pages.show_paper(LABELS, row.id)

    def escape(self) -> None:
        """Esc: from the paper, out of the form (the draft stays), back to the list."""
        if self.pages.preview is not None:
            self.pages.close_preview()
            return
        self.steps.leave()
        self.shelf.load()
        if self.pane.form is not None:
            self._look()
        self.turn(page=False)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep_drafts(self) -> None:
        """Write down at once what is half typed."""
        if self.pane.form is not None:
            self.pane.form.keeper.keep()

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this place."""
        return [
            (native("Ctrl+G"), self.tr("Count this shelf")),
            (native("Ctrl+P"), self.tr("The shelf's labels")),
            (native("Ctrl+M"), self.tr("Name, building, giving up")),
            (native("Return"), self.tr("To the places; in a form, on to the next field")),
        ]

    # The keys

    def go_in(self) -> None:
        """Enter: the keys go into the form, or to the places of the shelf."""
        self.turn(page=True)
        if self.pane.form is not None:
            self.pane.form.begin()
        elif isinstance(self.pane.page, ShelfPage):
            self.pane.page.grid.setFocus(Qt.FocusReason.TabFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the keys go to the paper, to the form, or to the list."""
        super().focusInEvent(event)
        if self.pages.preview is not None:
            self.pages.preview.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.pane.form is not None:
            self.pane.form.begin()
        else:
            (self.table if self.shelves else self.new_button).setFocus(Qt.FocusReason.OtherFocusReason)


DESK = DeskSpec(
    code="shelves",
    order=85,
    title="register.shelves",
    icon="mdi6.bookshelf",
    build=ShelvesDesk,
    registers=(REGISTER,),
)
