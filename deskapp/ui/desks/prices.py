"""The price list of the special services: a list, and a form beside it for whoever keeps it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QSplitter,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from deskapp.domain.common import Change
from deskapp.domain.deadlines import span_words
from deskapp.domain.drafts import FormDraft
from deskapp.domain.people import OFFICE
from deskapp.domain.prices import ItemDraft, ItemRow
from deskapp.errors import Conflict, DeskError
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.actions import native
from deskapp.ui.common.draft_shelf import DraftShelf
from deskapp.ui.common.form import Form
from deskapp.ui.common.list_table import ListTable
from deskapp.ui.common.parts import button, em, keyed, label, while_alive
from deskapp.ui.common.resident_form import RecordPlan, values_of
from deskapp.ui.common.resident_pane import Push, SidePane
from deskapp.ui.context import Context
from deskapp.ui.quiet_desk import QuietDesk
from deskapp.ui.spec import DeskSpec

_NARROW_EM = 56
_COLUMNS = ("category", "name", "price", "measure", "limit_span", "department_id", "note")
_PRICE, _NAME, _NOTE = 2, 1, 6
#: The least room of the others, in characters.
_ROOM = {0: 5.0, 2: 5.0, 3: 4.0, 4: 6.0, 5: 5.0}


class PricesDesk(QuietDesk):
    """What is offered, and what was: nothing is deleted, only withdrawn."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab goes on to what stands in it
        self.items: tuple[ItemRow, ...] = ()
        self.item: ItemRow | None = None
        self._wanted = 0
        self._narrow = False
        self.table = ListTable(len(_COLUMNS))
        self.table.entered.connect(self.go_in)
        self.pane = SidePane(context)
        self.shelf = DraftShelf(context, "prices")
        self._build()
        self._dress()
        self.table.currentCellChanged.connect(self._chosen)
        self.table.cellClicked.connect(self._clicked)
        self.new_button.clicked.connect(self.new_entry)
        self.begin_button.clicked.connect(self._begin)
        self.shelf.taken.connect(self._restore)
        self.pane.left.connect(self.escape)
        QShortcut(QKeySequence("Ctrl+D"), self).activated.connect(self.turn_off)
        context.changed.connect(self._changed)
        context.signed_in.connect(self._signed_in)
        self.pane.show_page(None, "")
        if context.actor is not None:
            self._load()

    @property
    def may_keep(self) -> bool:
        """Whether the signed-in person keeps the list."""
        return self.context.acts_as(OFFICE)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(10))
        column.setSpacing(theme.px(10))
        top = QHBoxLayout()
        about = self.tr("Orders take the price over as it stands. Nothing is deleted, only withdrawn.")
        top.addWidget(label(about, "muted", wrap=True), 1)
        top.addWidget(self.shelf)
        self.begin_button = button(self.tr("Take the usual list"))
        self.begin_button.hide()
        top.addWidget(self.begin_button)
        self.new_button = keyed(self.tr("+ Item"), "F2", "primary")
        top.addWidget(self.new_button)
        column.addLayout(top)
        self.splitter = QSplitter()
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(theme.px(12))
        self.left = QFrame()
        self.left.setProperty("kind", "card")
        inside = QVBoxLayout(self.left)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        self.splitter.addWidget(self.left)
        self.splitter.addWidget(self.pane)
        column.addWidget(self.splitter, 1)

    def _dress(self) -> None:
        table = self.table
        titles = [self.context.label("prices", name) for name in _COLUMNS]
        table.setHorizontalHeaderLabels(titles)
        table.setWordWrap(False)
        table.setAccessibleName(self.context.word("register.prices"))
        table.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + theme.px(16))
        header = table.horizontalHeader()
        if (price := table.horizontalHeaderItem(_PRICE)) is not None:
            price.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        self._fit()

    def _fit(self) -> None:
        """No word of the short columns is cut, in whatever language and size."""
        for at, room in _ROOM.items():
            cells = [self.table.horizontalHeaderItem(at), *(self.table.item(row, at) for row in range(len(self.items)))]
            words = (self.fontMetrics().horizontalAdvance(cell.text()) for cell in cells if cell is not None)
            longest = max(words, default=0) + em(self) + theme.px(12)
            self.table.setColumnWidth(at, max(round(em(self) * room), longest))

    # The list

    def _signed_in(self, _actor: object) -> None:
        self._leave()
        self.item = None
        self.pane.show_page(None, "")
        self.table.setCurrentCell(-1, -1)  # whatever is chosen is read again in the newcomer's name
        self._load()

    def _changed(self, change: Change) -> None:
        if change.ref.register == "prices":
            self._load()

    def _load(self) -> None:
        self.new_button.setVisible(self.may_keep)
        self.shelf.load()
        self.context.ask("prices.list", while_alive(self, self._show), owner=self, token="list")

    def _show(self, items: Sequence[ItemRow]) -> None:
        row = self.table.currentRow()
        self.items = tuple(items)
        self.begin_button.setVisible(self.may_keep and not items)
        self.table.setRowCount(len(items))
        for at, item in enumerate(items):
            self._write(at, item)
        self._fit()
        wanted = next((at for at, item in enumerate(items) if item.id == self._wanted), row)
        self._wanted = 0
        if not items:
            return
        if self.pane.form is not None and self.pane.form.dirty:
            return  # what is being typed stays in front
        self.table.setCurrentCell(-1, -1)  # an item that has changed is read again
        self.table.setCurrentCell(max(0, min(wanted, len(items) - 1)), 0)

    def _write(self, at: int, item: ItemRow) -> None:
        name = item.name if item.active else self.tr("{name} · withdrawn").format(name=item.name)
        limit = span_words(item.limit, self.context.language)
        texts = (item.category, name, fmt.money(item.price), item.measure, limit, item.department, item.note)
        for column, text in enumerate(texts):
            cell = QTableWidgetItem(text)
            if column == _PRICE:
                cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if not item.active:
                cell.setForeground(QColor(theme.tokens().muted))
            self.table.setItem(at, column, cell)

    def _chosen(self, row: int, _column: int, before: int, _before_column: int) -> None:
        if row != before and 0 <= row < len(self.items):
            self._look_at(self.items[row])

    def _clicked(self, row: int, _column: int) -> None:
        self.turn(page=True)
        if self.pane.page is None:
            self._look_at(self.items[row])

    # The form

    def _look_at(self, item: ItemRow) -> None:
        if self.pane.form is not None and self.pane.form.dirty:
            self._leave()
        self.item = item
        if self.may_keep:
            read = while_alive(self, self._open)
            self.context.ask("prices.detail", read, owner=self, token="detail", id=item.id)
        else:
            price = f"¥{fmt.money(item.price)} / {item.measure}"
            self.pane.show_page(None, item.name, "\n".join(part for part in (price, item.note) if part))

    def _restore(self, draft: FormDraft) -> None:
        """Go on with a form that was left."""
        kept = draft.body.get("fields", {})
        self.item = next((item for item in self.items if item.id == kept.get("id")), None)
        self._open(ItemDraft(id=kept.get("id"), name=kept.get("name") or ""), draft)
        self.go_in()

    def _open(self, start: ItemDraft, draft: FormDraft | None = None) -> None:
        self._leave()
        title = start.name or self.context.word("prices.step.save")
        plan = RecordPlan(
            register="prices",
            verb="save",
            draft=ItemDraft,
            title=title,
            save_text=self.context.word("reception.step.record"),
            start=values_of(start),
            first="price" if start.id else "name",
            key=str(start.id or ""),
        )
        form = Form(self.context, plan, draft)
        self.shelf.busy(form.keeper.client_id)
        form.rows["measure"].explain(self.tr("What the price is for: an hour, a time, a square metre"))
        form.rows["limit_amount"].explain(self.tr("From the agreed beginning to the end"))
        form.saved.connect(self._saved)
        form.conflicted.connect(self._reread)
        form.at_end.connect(self._at_end)
        withdrawn = self.tr("withdrawn") if self.item is not None and start.id and not self.item.active else ""
        self.pane.show_page(form, title, "", withdrawn)
        pushes = [Push(plan.save_text, "Ctrl+S", self.save)]
        if start.id and self.item is not None:
            step = "withdraw" if self.item.active else "offer"
            pushes.append(Push(self.context.word(f"prices.step.{step}"), "Ctrl+D", self.turn_off))
        self.pane.offer([*pushes, Push(self.tr("Leave"), "Esc", self.escape, "quiet")])

    def _saved(self, change: Change) -> None:
        self.context.say(self.tr("{name} saved").format(name=change.number), kind="ok")
        self.shelf.busy("")
        self._wanted = change.id
        self._load()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _reread(self) -> None:
        """Somebody else has changed the item: what was typed goes on from what stands there now."""
        if self.item is not None:
            read = while_alive(self, self._newer)
            self.context.ask("prices.detail", read, owner=self, token="newer", id=self.item.id)

    def _newer(self, kept: ItemDraft) -> None:
        if self.pane.form is not None and self.pane.form.plan.start["id"] == kept.id:
            self.pane.form.editors["version"].set_value(kept.version)

    def turn_off(self) -> None:
        """Ctrl+D: withdraw the item in front, or offer it again."""
        if (
            self.item is None
            or not self.may_keep
            or (self.pane.form is not None and not self.pane.form.plan.start["id"])
        ):
            return
        verb = "prices.withdraw" if self.item.active else "prices.offer"
        done, refused = while_alive(self, self._saved), while_alive(self, self._refused)
        self.context.do(verb, done, refused, id=self.item.id, version=self.item.version)

    def _begin(self, _on: bool = False) -> None:
        done, refused = while_alive(self, self._saved), while_alive(self, self._refused)
        self.context.do("prices.begin", done, refused)

    def _refused(self, error: DeskError) -> None:
        self.context.say_error(error)
        if isinstance(error, Conflict):
            self._load()

    def _at_end(self) -> None:
        if self.pane.primary is not None:
            self.pane.primary.setFocus(Qt.FocusReason.TabFocusReason)

    def _leave(self) -> None:
        if self.pane.form is not None and self.pane.form.dirty:
            self.pane.form.keeper.keep(left=True)
        self.shelf.busy("")

    # The window asks (``spec.Desk``)

    def new_entry(self) -> None:
        """F2: a new item."""
        if self.may_keep:
            self.item = None
            self._open(ItemDraft())
            self.turn(page=True)
            self.go_in()

    def save(self) -> None:
        """Ctrl+S: save the form."""
        if self.pane.form is not None:
            self.pane.form.save()

    def next_step(self) -> None:
        """Ctrl+Enter: save the form."""
        self.save()

    def escape(self) -> None:
        """Esc: back to the list."""
        row = self.table.currentRow()
        self._leave()
        self.pane.show_page(None, "")
        if 0 <= row < len(self.items):
            self._look_at(self.items[row])
        self.turn(page=False)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep_drafts(self) -> None:
        """Write down at once what is half typed."""
        if self.pane.form is not None:
            self.pane.form.keeper.keep()

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this place."""
        return [
            (native("Return"), self.tr("Into the form")),
            (native("Ctrl+D"), self.tr("Withdraw the item, or offer it again")),
        ]

    # Room

    def go_in(self) -> None:
        """Enter: the keys go into the form."""
        self.turn(page=True)
        if self.pane.form is not None:
            self.pane.form.begin()

    def turn(self, *, page: bool) -> None:
        """Where there is room for one only, show the form or the list."""
        self.left.setVisible(not (self._narrow and page))
        self.pane.setVisible(not self._narrow or page)
        self.pane.back.setVisible(self._narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: share the room out."""
        super().resizeEvent(event)
        self._narrow = self.width() < em(self) * _NARROW_EM
        self.turn(page=self._narrow and self.left.isHidden())
        wide = self.splitter.width() - self.splitter.handleWidth()
        page = max(em(self) * 24, wide * 30 // 100)
        self.splitter.setSizes([max(wide - page, 1), max(page, 1)])
        self.table.setColumnHidden(_NOTE, wide - page < em(self) * 56)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the keys go to the list."""
        super().focusInEvent(event)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)


def build(context: Context) -> QWidget:
    """Make the page."""
    return PricesDesk(context)


DESK = DeskSpec(
    code="prices", order=18, title="register.prices", icon="mdi6.tag-text-outline", build=build, registers=("prices",)
)
