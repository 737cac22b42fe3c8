"""One mail shelf as it stands: its boards and places with how much lies at each, and what lies at the one in front."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from deskapp.domain import mail
from deskapp.domain.common import Ref
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.facts import Facts
from deskapp.ui.common.parts import em, label, while_alive
from deskapp.ui.common.register_spec import Fact

if TYPE_CHECKING:
    from deskapp.domain.mail import ItemHit
    from deskapp.domain.shelves import PlaceRow, ShelfRow
    from deskapp.ui.context import Context

#: So many boards are seen without scrolling.
_BOARDS = 12


class ShelfPage(QWidget):
    """Arrows go from place to place; under them stands what lies there."""

    def __init__(self, context: Context, row: ShelfRow) -> None:
        super().__init__()
        self.context = context
        self.row = row
        self.places: Sequence[PlaceRow] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        self.facts = Facts(context)
        self.grid = self._grid()
        self.place = label("", "strong", wrap=True)
        self.lying = Facts(context)
        for part in (self.facts, self.grid, self.place, self.lying):
            column.addWidget(part)
        self._say(None)

    def _grid(self) -> QTableWidget:
        made = QTableWidget(self.row.rows, self.row.columns)
        made.setAccessibleName(self.tr("Places"))
        made.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        made.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        made.setTabKeyNavigation(False)
        made.setHorizontalHeaderLabels([f"{at:02d}" for at in range(1, self.row.columns + 1)])
        made.setVerticalHeaderLabels([f"{self.row.code}-{at}" for at in range(1, self.row.rows + 1)])
        across, down = made.horizontalHeader(), made.verticalHeader()
        across.setHighlightSections(False)
        down.setHighlightSections(False)
        across.setMinimumSectionSize(round(em(self) * 2.4))
        fits = self.row.columns <= _BOARDS
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch if fits else QHeaderView.ResizeMode.ResizeToContents)
        high = self.fontMetrics().lineSpacing() + theme.px(10)
        down.setDefaultSectionSize(high)
        shown = min(self.row.rows, _BOARDS)
        bar = 0 if fits else made.horizontalScrollBar().sizeHint().height()
        made.setFixedHeight(across.sizeHint().height() + shown * high + bar + 2 * made.frameWidth())
        made.currentCellChanged.connect(self._went)
        return made

    def show_places(self, places: Sequence[PlaceRow]) -> None:
        """How much lies at each place."""
        self.places = places
        muted = QColor(theme.tokens().muted)
        for place in places:
            cell = QTableWidgetItem(str(place.items) if place.items else "·")
            cell.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            said = self.tr("{place}: %n item(s)", "", place.items).format(place=place.label)
            cell.setToolTip(said)
            cell.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            if not place.items:
                cell.setForeground(muted)
            self.grid.setItem(place.row - 1, place.column - 1, cell)
        self.facts.show_facts(self._counted())
        self._went()

    def _counted(self) -> list[Fact]:
        empty = sum(not place.items for place in self.places)
        return [
            Fact(label=self.context.label("shelves", "building_id"), text=self.row.building),
            Fact(label=self.context.label("shelves", "items"), text=f"{self.row.items:,}", tone="strong"),
            Fact(label=self.tr("Empty places"), text=f"{empty:,} / {self.row.places:,}"),
        ]

    def here(self) -> PlaceRow | None:
        """The place in front."""
        at = (self.grid.currentRow() + 1, self.grid.currentColumn() + 1)
        return next((place for place in self.places if (place.row, place.column) == at), None)

    def _went(self, *_cells: int) -> None:
        here = self.here()
        self._say(here)
        if here is not None and here.items:
            then = while_alive(self, partial(self._found, here.label))
            self.context.ask("mail.found", then, owner=self, token="lying", text=here.label)

    def _say(self, here: PlaceRow | None) -> None:
        text = self.tr("Arrows go to a place: what lies there stands here.")
        if here is not None:
            text = self.tr("{place}: %n item(s)", "", here.items).format(place=here.label)
        self.place.setText(text)
        self.lying.show_facts(())

    def _found(self, place: str, items: Sequence[ItemHit]) -> None:
        here = self.here()
        if here is not None and here.label == place:
            self.lying.show_facts([self._item(item) for item in items if item.state in mail.HERE])

    def _item(self, item: ItemHit) -> Fact:
        whose = " ".join(part for part in (item.unit, item.recipient) if part)
        tail = f"…{item.tracking[-4:]}" if item.tracking else ""
        words = " · ".join(part for part in (item.number, whose, tail, fmt.clock(item.at)) if part)
        return Fact(
            label=self.context.word(f"mail.state.{item.state}"),
            text=words,
            ref=Ref(mail.REGISTER, item.id, item.number),
        )
