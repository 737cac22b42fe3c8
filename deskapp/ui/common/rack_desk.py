"""A desk for what is set up once, cabinets or shelves: a list with counts; beside it the one in front, or a form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QMenu, QStackedWidget, QTableWidgetItem

from deskapp.domain.common import Change
from deskapp.domain.people import COUNTER
from deskapp.ui import theme
from deskapp.ui.actions import native
from deskapp.ui.common.draft_shelf import DraftShelf
from deskapp.ui.common.empty_state import EmptyState
from deskapp.ui.common.list_table import ListTable
from deskapp.ui.common.parts import button, em, keyed, label, while_alive
from deskapp.ui.common.rack_steps import RackSteps
from deskapp.ui.common.side_desk import SideDesk
from deskapp.ui.context import Context

_NAME = 1
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RackDesk(SideDesk):
    """``rows`` is what ``verb`` answers, its drafts belong to ``place``; read again when one of ``followed`` changes.

    Columns from ``counts`` on hold counts; all but the second, the name, are as wide as their words.
    """

    verb: ClassVar[str]
    place: ClassVar[str]
    title: ClassVar[str]
    followed: ClassVar[frozenset[str]]
    counts: ClassVar[int]
    steps_kind: ClassVar[type[RackSteps]]

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.rows: tuple[Any, ...] = ()
        self._wanted = 0
        titles = self.titles()
        self.table = ListTable(len(titles))
        self.nothing = EmptyState()
        self.stack = QStackedWidget()
        self.shelf = DraftShelf(context, self.place)
        self.steps = self.steps_kind(self)
        self._build()
        self._dress(titles)
        self.arrange()
        self._connect()
        self.pane.show_page(None, "")
        if context.actor is not None:
            self.reload()

    # What a desk says of itself

    def words(self) -> tuple[str, str]:
        """What the desk is for, and the button of a new one."""
        raise NotImplementedError

    def titles(self) -> Sequence[str]:
        """The heads of the list."""
        raise NotImplementedError

    def texts(self, row: Any) -> Sequence[str]:
        """The cells of one line; what is nothing is drawn pale."""
        raise NotImplementedError

    def empty_words(self) -> tuple[str, str]:
        """What stands where there is none."""
        raise NotImplementedError

    def look(self) -> None:
        """Show the chosen one beside the list."""
        raise NotImplementedError

    def at_rest(self) -> bool:
        """Whether the page beside the list is the chosen one's own."""
        return self.pane.form is None

    def arrange(self) -> None:
        """Whatever else stands on the desk."""

    @property
    def may_keep(self) -> bool:
        """Whether the signed-in person keeps them (``roles.md``)."""
        return self.context.acts_as(COUNTER)

    @property
    def row(self) -> Any:
        """The one that is chosen, or None."""
        at = self.table.currentRow()
        return self.rows[at] if 0 <= at < len(self.rows) else None

    # Making it

    def _build(self) -> None:
        about, new = self.words()
        top = QHBoxLayout()
        top.addWidget(label(about, "muted", wrap=True), 1)
        top.addWidget(self.shelf)
        self.new_button = keyed(new, "F2", "primary")
        self.more = button("…", "icon")
        self.more.setAccessibleName(self.tr("More"))
        self.more.setToolTip(self.tr("More") + "  " + native("Ctrl+M"))
        self.menu = QMenu(self)
        top.addWidget(self.new_button)
        top.addWidget(self.more)
        self.column.addLayout(top)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.nothing)
        self.hold(self.stack)
        self.main = self.table

    def _dress(self, titles: Sequence[str]) -> None:
        table = self.table
        table.setHorizontalHeaderLabels(titles)
        table.setAccessibleName(self.context.word(self.title))
        table.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + theme.px(16))
        table.horizontalHeader().setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        for at in range(self.counts, len(titles)):
            if (head := table.horizontalHeaderItem(at)) is not None:
                head.setTextAlignment(_RIGHT)

    def _fit(self) -> None:
        """No word of the short columns is cut, in whatever language and size."""
        for at in range(self.table.columnCount()):
            if at == _NAME:
                continue
            rows = (self.table.item(row, at) for row in range(len(self.rows)))
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

    # The list

    def _signed_in(self, _actor: object) -> None:
        if self.newcomer():
            self.clear_away()
        self.reload()

    def clear_away(self) -> None:
        """What somebody was at is not shown to whoever sits down next."""
        self.steps.leave()
        self.pane.show_page(None, "")

    def _changed(self, change: Change) -> None:
        if {ref.register for ref in (change.ref, *change.also)} & self.followed:
            self.reload()

    def reload(self) -> None:
        """Read the list again."""
        for part in (self.new_button, self.more):
            part.setVisible(self.may_keep)
        if not self.may_keep:
            self._show(())
            return
        self.shelf.load()
        self.context.ask(self.verb, while_alive(self, self._show), owner=self, token="list")

    def _show(self, rows: Sequence[Any]) -> None:
        before = self.row
        wanted, self._wanted = self._wanted or (before.id if before else 0), 0
        self.rows = tuple(rows)
        self.table.blockSignals(True)
        self.table.setRowCount(len(rows))
        for at, row in enumerate(rows):
            self._write(at, row)
        at = next((at for at, row in enumerate(rows) if row.id == wanted), 0)
        self.table.setCurrentCell(at if rows else -1, 0)
        self.table.blockSignals(False)
        self._fit()
        if not rows:
            self.nothing.say(*self.empty_words())
        self.stack.setCurrentWidget(self.table if rows else self.nothing)
        self._newer()
        if self.at_rest():
            self.look()

    def _newer(self) -> None:
        """A form about one that somebody else changed goes on from what stands there now."""
        form = self.pane.form
        if form is not None and form.plan.subject is not None:
            form.version = next((row.version for row in self.rows if row.id == form.plan.subject), form.version)

    def _write(self, at: int, row: Any) -> None:
        for column, text in enumerate(self.texts(row)):
            cell = QTableWidgetItem(text)
            if column >= self.counts:
                cell.setTextAlignment(_RIGHT)
            if not row.active or text == "–" or (column >= self.counts and text == "0"):
                cell.setForeground(QColor(theme.tokens().muted))
            self.table.setItem(at, column, cell)

    def choose(self, id: int) -> None:
        """Put one in front."""
        at = next((at for at, row in enumerate(self.rows) if row.id == id), -1)
        if at >= 0:
            self.table.setCurrentCell(at, 0)

    def _chosen(self, row: int, _column: int, before: int, _before_column: int) -> None:
        if row != before and row >= 0:
            self.steps.leave()
            self.look()

    def _clicked(self, _row: int, _column: int) -> None:
        self.turn(page=True)
        if self.pane.page is None:
            self.look()

    # The window asks (``spec.Desk``)

    def show_entry(self, entry_id: int) -> None:
        """Bring one to the front."""
        self.clear_away()
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
        if not self.at_rest():
            self.look()
        self.turn(page=False)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep_drafts(self) -> None:
        """Write down at once what is half typed."""
        if self.pane.form is not None:
            self.pane.form.keeper.keep()

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
            (self.table if self.rows else self.new_button).setFocus(Qt.FocusReason.OtherFocusReason)
