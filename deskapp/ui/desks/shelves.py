"""Setting up the mail shelves: put one up, see how much lies where, print its labels, count it (``MAIL-9``)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from deskapp.domain.shelves import REGISTER, ShelfRow
from deskapp.ui.actions import native
from deskapp.ui.common.paper_pages import PaperPages
from deskapp.ui.common.parts import while_alive
from deskapp.ui.common.printing import form_of
from deskapp.ui.common.rack_desk import RackDesk
from deskapp.ui.common.shelf_page import ShelfPage
from deskapp.ui.common.shelf_steps import LABELS, ShelfSteps
from deskapp.ui.spec import DeskSpec


class ShelvesDesk(RackDesk):
    """A list of shelves, and beside it the one in front, or a form."""

    verb = "shelves.listed"
    place = REGISTER
    title = "register.shelves"
    # What moves items about changes the counts.
    followed = frozenset({REGISTER, "mail", "pickups", "returns", "inventories"})
    counts = 4
    steps_kind = ShelfSteps
    steps: ShelfSteps

    def words(self) -> tuple[str, str]:
        """What the desk is for."""
        about = self.tr("Put a shelf up by boards and places; items get a place on it as they are checked in.")
        return about, self.tr("+ Shelf")

    def titles(self) -> Sequence[str]:
        """The heads of the list."""
        name = self.context.label
        return (
            name(REGISTER, "code"), name(REGISTER, "name"), self.tr("Size"), name(REGISTER, "building_id"),
            name(REGISTER, "places"), name(REGISTER, "items"),
        )  # fmt: skip

    def arrange(self) -> None:
        """Papers are looked at over the desk."""
        holder = QWidget()
        self.column.removeWidget(self.splitter)
        self.pages = PaperPages(self.context, holder, self.splitter)
        self.column.addWidget(holder, 1)
        holder.setFocusProxy(self.table)
        QShortcut(QKeySequence("Ctrl+G"), self).activated.connect(self.steps.count)

    def clear_away(self) -> None:
        """The paper goes too."""
        self.pages.close_preview()
        super().clear_away()

    def empty_words(self) -> tuple[str, str]:
        """What stands where there is none."""
        if not self.may_keep:
            return self.tr("The counter keeps the mail shelves"), ""
        line = self.tr("F2 puts one up, for instance 5 boards of 6 places. Then print its labels and stick them on.")
        return self.tr("No mail shelf yet"), line

    def texts(self, row: ShelfRow) -> Sequence[str]:
        """The cells of one line."""
        size = self.tr("{rows} × {columns}").format(rows=row.rows, columns=row.columns)
        return (row.code, row.name, size, row.building or "–", f"{row.places:,}", f"{row.items:,}")

    def look(self) -> None:
        """The shelf in front, place by place; the place that was looked at stays in front."""
        row: ShelfRow | None = self.row
        before = self.pane.page
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

    def save(self) -> None:
        """Ctrl+S: save the form, or the paper that is looked at."""
        if self.pages.preview is not None:
            self.pages.preview.save_pdf()
        else:
            super().save()

    def next_step(self) -> None:
        """Ctrl+Enter: the page's first button."""
        if self.pages.preview is None:
            super().next_step()

    def print_entry(self) -> None:
        """Ctrl+P: the labels of the shelf in front."""
        row, free = self.row, self.pages.preview is None and self.pane.form is None
        if row is not None and free and self.may_keep and form_of(self.context, LABELS) is not None:
            self.pages.show_paper(LABELS, row.id)

    def escape(self) -> None:
        """Esc: from the paper, out of the form (the draft stays), back to the list."""
        if self.pages.preview is not None:
            self.pages.close_preview()
        else:
            super().escape()

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
        super().go_in()
        if isinstance(self.pane.page, ShelfPage):
            self.pane.page.grid.setFocus(Qt.FocusReason.TabFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the keys go to the paper, to the form, or to the list."""
        super().focusInEvent(event)
        if self.pages.preview is not None:
            self.pages.preview.setFocus(Qt.FocusReason.OtherFocusReason)


DESK = DeskSpec(
    code="shelves",
    order=85,
    title="register.shelves",
    icon="mdi6.bookshelf",
    build=ShelvesDesk,
    registers=(REGISTER,),
)
