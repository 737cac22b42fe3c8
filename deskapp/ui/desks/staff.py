"""Staff: who works here, in which role, with which PIN."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFocusEvent, QResizeEvent
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
from deskapp.domain.directory import StaffDraft, StaffRow
from deskapp.domain.drafts import FormDraft
from deskapp.domain.people import KEEPERS, Role
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.actions import native
from deskapp.ui.common.draft_shelf import DraftShelf
from deskapp.ui.common.form import Form
from deskapp.ui.common.list_table import ListTable
from deskapp.ui.common.parts import button, em, label, while_alive
from deskapp.ui.common.resident_form import RecordPlan, values_of
from deskapp.ui.common.resident_pane import Push, SidePane
from deskapp.ui.context import Context
from deskapp.ui.quiet_desk import QuietDesk
from deskapp.ui.spec import DeskSpec

_NARROW_EM = 56


class StaffDesk(QuietDesk):
    """Everybody who works or worked here; nobody is deleted, only closed."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab goes on to what stands in it
        self.people: tuple[StaffRow, ...] = ()
        self._narrow = False
        self.table = ListTable(6)
        self.table.entered.connect(self.go_in)
        self.pane = SidePane(context)
        self.shelf = DraftShelf(context, "staff")
        self._build()
        self._dress()
        self.table.currentCellChanged.connect(self._chosen)
        self.table.cellClicked.connect(self._clicked)
        self.new_button.clicked.connect(self.new_entry)
        self.shelf.taken.connect(self._restore)
        self.pane.left.connect(self.escape)
        context.changed.connect(self._changed)
        context.signed_in.connect(self._signed_in)
        self.pane.show_page(None, "")
        if context.actor is not None:
            self._load()

    @property
    def may_keep(self) -> bool:
        """Whether the signed-in person may change staff."""
        return self.context.acts_as(KEEPERS)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(10))
        column.setSpacing(theme.px(10))
        top = QHBoxLayout()
        about = self.tr("Everybody signs in with a name and a PIN of their own. Nobody is deleted, only closed.")
        top.addWidget(label(about, "muted", wrap=True), 1)
        top.addWidget(self.shelf)
        self.new_button = button(self.tr("+ Staff") + "   F2", "primary")
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
        table, word = self.table, self.context.label
        titles = [word("staff", name) for name in ("code", "name", "role", "department_id", "area_id", "phone")]
        table.setHorizontalHeaderLabels(titles)
        table.setAccessibleName(self.context.word("register.staff"))
        table.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + theme.px(16))
        header = table.horizontalHeader()
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        roles = max(self._width(self.context.word(f"role.{role.value}")) for role in Role)
        for at, least in ((0, 0), (2, roles), (3, em(self) * 6), (4, em(self) * 4), (5, em(self) * 8)):
            table.setColumnWidth(at, max(least, self._width(titles[at])))

    def _width(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text) + theme.px(22)

    # The list

    def _signed_in(self, _actor: object) -> None:
        self._leave()
        self.pane.show_page(None, "")
        self.table.setCurrentCell(-1, -1)  # whoever is chosen is read again in the newcomer's name
        self._load()

    def _changed(self, change: Change) -> None:
        if change.ref.register == "staff":
            self._load()

    def _load(self) -> None:
        self.new_button.setVisible(self.may_keep)
        self.shelf.load()
        self.context.ask("staff.list", while_alive(self, self._show), owner=self, token="list")

    def _show(self, people: Sequence[StaffRow]) -> None:
        row = self.table.currentRow()
        self.people = tuple(people)
        self.table.setRowCount(len(people))
        for at, person in enumerate(people):
            role = self.context.word(f"role.{person.role.value}")
            role = role if person.active else self.tr("{role} · closed").format(role=role)
            cells = (person.code, person.name, role, person.department, person.area, fmt.phone(person.phone))
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                if not person.active:
                    item.setForeground(QColor(theme.tokens().muted))
                self.table.setItem(at, column, item)
        if people:
            self.table.setCurrentCell(max(0, min(row, len(people) - 1)), 0)

    def _chosen(self, row: int, _column: int, before: int, _before_column: int) -> None:
        if row != before and 0 <= row < len(self.people):
            self._look_at(self.people[row])

    def _clicked(self, row: int, _column: int) -> None:
        self.turn(page=True)
        if self.pane.page is None:
            self._look_at(self.people[row])

    # The form

    def _look_at(self, person: StaffRow) -> None:
        if self.may_keep:
            read = while_alive(self, self._open)
            self.context.ask("staff.detail", read, owner=self, token="detail", id=person.id)
        else:
            self.pane.show_page(None, person.name, self.context.word(f"role.{person.role.value}"))

    def _restore(self, draft: FormDraft) -> None:
        """Go on with a form that was left."""
        fields = draft.body.get("fields", {})
        self._open(StaffDraft(id=fields.get("id"), name=fields.get("name") or ""), draft)
        self.go_in()

    def _open(self, start: StaffDraft, draft: FormDraft | None = None) -> None:
        self._leave()
        title = start.name or self.context.word("staff.step.save")
        plan = RecordPlan(
            register="staff",
            verb="save",
            draft=StaffDraft,
            title=title,
            save_text=self.context.word("reception.step.record"),
            start=values_of(start),
            first="name" if start.id else "",
            key=str(start.id or ""),
        )
        form = Form(self.context, plan, draft)
        self.shelf.busy(form.keeper.client_id)
        form.rows["pin"].explain(self.tr("Left empty, the PIN stays as it is.") if start.id else "")
        form.saved.connect(self._saved)
        form.at_end.connect(self._at_end)
        closed = self.tr("closed") if start.id and not start.active else ""
        self.pane.show_page(form, title, self.context.word(f"role.{start.role.value}") if start.id else "", closed)
        self.pane.offer(
            [Push(plan.save_text, "Ctrl+S", self.save), Push(self.tr("Leave"), "Esc", self.escape, "quiet")]
        )

    def _saved(self, change: Change) -> None:
        self.context.say(self.tr("{name} saved").format(name=change.number), kind="ok")
        self.pane.show_page(None, "")
        self.shelf.busy("")
        self.shelf.load()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _at_end(self) -> None:
        if self.pane.primary is not None:
            self.pane.primary.setFocus(Qt.FocusReason.TabFocusReason)

    def _leave(self) -> None:
        if self.pane.form is not None and self.pane.form.dirty:
            self.pane.form.keeper.keep(left=True)
        self.shelf.busy("")

    # The window asks (``spec.Desk``)

    def new_entry(self) -> None:
        """F2: somebody new."""
        if self.may_keep:
            self._open(StaffDraft())
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
        self._leave()
        row = self.table.currentRow()
        if self.may_keep or not 0 <= row < len(self.people):
            self.pane.show_page(None, "")
        else:
            self._look_at(self.people[row])
        self.turn(page=False)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep_drafts(self) -> None:
        """Write down at once what is half typed."""
        if self.pane.form is not None:
            self.pane.form.keeper.keep()

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this place."""
        return [(native("Return"), self.tr("Into the form"))]

    # Room

    def go_in(self) -> None:
        """Enter: the keys go into the form."""
        self.turn(page=True)
        row = self.table.currentRow()
        if self.pane.form is not None:
            self.pane.form.begin()
        elif 0 <= row < len(self.people):
            self._look_at(self.people[row])

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
        page = max(em(self) * 29, wide * 38 // 100)
        self.splitter.setSizes([max(wide - page, 1), max(page, 1)])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the keys go to the list."""
        super().focusInEvent(event)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)


def build(context: Context) -> QWidget:
    """Make the page."""
    return StaffDesk(context)


DESK = DeskSpec(
    code="staff", order=80, title="register.staff", icon="mdi6.badge-account-outline", build=build, registers=("staff",)
)
