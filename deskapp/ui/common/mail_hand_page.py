"""The page that hands mail out: the line, a unit's items at the left, who takes them at the right (``MAIL-5``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from deskapp.domain.pickups import Offer
from deskapp.ui import theme
from deskapp.ui.common.empty_state import EmptyState
from deskapp.ui.common.list_table import ListTable
from deskapp.ui.common.mail_boxes import Scrolled
from deskapp.ui.common.mail_boxes import line as make_line
from deskapp.ui.common.mail_offer import OfferModel, OfferTable
from deskapp.ui.common.mail_proxy import ProxyForms
from deskapp.ui.common.mail_taker import TakerCard
from deskapp.ui.common.parts import em, keyed, label

if TYPE_CHECKING:
    from deskapp.ui.context import Context


class HandPage(QWidget):
    """Shows an offer; what keys and scans do is said by who follows from it.

    ``left`` is Esc, ``printing`` asks for a pickup's sheet by its id, ``signing`` for that of a draft about to go out.
    """

    left = Signal()
    printing = Signal(int)
    signing = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.offer = Offer()
        self.last = 0
        self._asked = ""
        self._client_id = uuid4().hex
        self._busy = False
        self._narrow = False
        self.model = OfferModel(context)
        self.table = OfferTable(self.model)
        self.card = TakerCard(context)
        self.proxies = ProxyForms(context)
        self._build()
        self._show(Offer())

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(10))
        column.setSpacing(theme.px(10))
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Hand out"), "title"), 1)
        self.sheet = keyed(self.tr("Sheet of the last pickup"), "Ctrl+P")
        self.done = keyed(self.tr("Done"), "Esc", "quiet")
        head.addWidget(self.sheet)
        head.addWidget(self.done)
        column.addLayout(head)
        self.line: QLineEdit = make_line(self.tr("Scan an item, or type unit, name, place or the last four, and Enter"))
        theme.look(self.line, "heading")
        self.line.setAccessibleName(self.tr("What is handed out"))
        column.addWidget(self.line)
        self.sides = QSplitter()
        self.sides.setChildrenCollapsible(False)
        self.sides.setHandleWidth(theme.px(12))
        self.sides.addWidget(self._items_side())
        self.right = self._taker_side()
        self.sides.addWidget(self.right)
        self.page = Scrolled()
        self.page.column.addWidget(self.sides, 1)
        column.addWidget(self.page, 1)

    def _items_side(self) -> QFrame:
        card, column = _card()
        self.title = label("", "heading", wrap=True)
        self.wishes = label("", "soon", wrap=True)
        self.kept = label("", "small", wrap=True)
        self.hint = label(
            self.tr("Space: goes or stays · A: all · 1–9 who · K D P identity · S signed"), "small", wrap=True
        )
        self.units = ListTable(3)
        heads = (self.context.label("mail", "unit"), self.tr("Who lives there"), self.context.label("mail", "items"))
        self.units.setHorizontalHeaderLabels(heads)
        self.units.horizontalHeader().setStretchLastSection(True)
        self.units.setAccessibleName(self.tr("Which unit is meant"))
        self.table.setAccessibleName(self.context.label("mail", "items"))
        self.nothing = EmptyState()
        for widget in (self.title, self.wishes, self.units, self.table, self.kept, self.hint, self.nothing):
            column.addWidget(widget)
        column.setStretchFactor(self.nothing, 1)
        column.addStretch(0)
        return card

    def _taker_side(self) -> QFrame:
        card, column = _card()
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        body.setProperty("kind", "clear")
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, theme.px(4), 0)
        inside.addWidget(self.card)
        inside.addWidget(self.proxies)
        inside.addStretch(1)
        self.area.setWidget(body)
        column.addWidget(self.area, 1)
        self.lacks = label("", "small", wrap=True)
        self.button = keyed("", "Ctrl+Return", "primary")
        column.addWidget(self.proxies.foot)
        column.addWidget(self.lacks)
        column.addWidget(self.button)
        return card

    def begin(self) -> None:
        """The keys go where the next thing is done."""
        if not self.proxies.isHidden():
            self.proxies.begin()
        elif self.offer.choices:
            self.units.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.offer.unit and self.model.lines:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.begin_line()

    def begin_line(self) -> None:
        """The keys go to the line."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.selectAll()

    def focusInEvent(self, event: Any) -> None:
        """Qt: the keys go to the work."""
        super().focusInEvent(event)
        self.begin()

    # Showing

    def _show(self, offer: Offer) -> None:
        self.offer = offer
        self._client_id = uuid4().hex
        self.model.show_items(offer.items, offer.meant)
        self.card.show_takers(offer.takers)
        self.proxies.close_form()
        self.line.clear()
        here = bool(offer.unit and offer.items)
        self.title.setText(self._title(offer))
        self.title.setVisible(bool(offer.unit or offer.choices))
        wishes = [instruction.text for instruction in offer.instructions]
        self.wishes.setText(" · ".join(wishes))
        self.wishes.setVisible(bool(wishes))
        self.kept.setText(self._kept(offer))
        self.kept.setVisible(bool(offer.kept))
        for widget in (self.table, self.hint, self.button):
            widget.setVisible(here)
        self.card.setVisible(here)
        self.right.setVisible(here)
        self._show_units(offer)
        self._show_nothing(offer, here)
        if here:
            first = next((row for row, item in enumerate(offer.items) if item.id in offer.meant), 0)
            self.table.setCurrentIndex(self.model.index(first, 0))
        self._say()
        self._fit()

    def _title(self, offer: Offer) -> str:
        if offer.choices:
            return self.tr("Which unit is meant?")
        count = self.tr("{count} item(s)").format(count=len(offer.items))
        return f"{offer.unit} · {count}" if offer.items else offer.unit

    def _kept(self, offer: Offer) -> str:
        """What of the unit may not go, and why."""
        said = [f"{item.number} {self.context.word(f'mail.state.{item.state}')}" for item in offer.kept]
        return self.tr("Stays here: {items}").format(items=self.tr(", ").join(said))

    def _show_units(self, offer: Offer) -> None:
        self.units.setVisible(bool(offer.choices))
        self.units.setRowCount(len(offer.choices))
        for row, choice in enumerate(offer.choices):
            for at, text in enumerate((choice.unit, choice.names, str(choice.items))):
                self.units.setItem(row, at, QTableWidgetItem(text))
        if offer.choices:
            self.units.setColumnWidth(0, em(self) * 7)
            self.units.setColumnWidth(1, em(self) * 16)
            self.units.selectRow(0)
            self.units.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_nothing(self, offer: Offer, here: bool) -> None:
        self.nothing.setVisible(not here and not offer.choices)
        if self._asked and not offer.unit:
            self.nothing.say(self.tr("Nothing waits here under “{text}”").format(text=self._asked), "")
        elif offer.unit:
            self.nothing.say(self.tr("Nothing waits for {unit}").format(unit=offer.unit), "")
        else:
            line = self.tr("All items of the unit come with their places; they go out together, signed for once.")
            self.nothing.say(self.tr("Scan an item, or type whose it is"), line)

    def _say(self) -> None:
        """What the button does now, or what it still waits for."""
        going = len(self.model.going())
        text = self.tr("Hand out {count} item(s)").format(count=going)
        self.button.setText(keyed(text, "Ctrl+Return").text())
        self.button.setEnabled(going > 0 and not self._busy)
        self._fit()
        self.lacks.setText(self.card.lacks() if self.offer.items and self.proxies.isHidden() else "")
        self.lacks.setVisible(bool(self.lacks.text()) and self.card.problem.isHidden())
        ahead = self.tr("Sheet to be signed") if going else self.tr("Sheet of the last pickup")
        self.sheet.setText(keyed(ahead, "Ctrl+P").text())
        self.sheet.setEnabled(self.last > 0 or (going > 0 and self.proxies.isHidden()))

    def _fit(self) -> None:
        least, most = (1, 4) if self._narrow else (4, 12)  # who takes it is in view below a few
        self.table.rows_shown = least
        rows = max(least, min(len(self.model.lines), most)) + 1.4
        self.table.fill(round(self.table.verticalHeader().defaultSectionSize() * rows))
        body = self.area.widget()
        tall = body.sizeHint().height() if self._narrow and body is not None else 0
        self.area.setMinimumHeight(tall)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: beside each other where there is room, else one over the other."""
        super().resizeEvent(event)
        self._narrow = self.width() < em(self) * 52
        self.sides.setOrientation(Qt.Orientation.Vertical if self._narrow else Qt.Orientation.Horizontal)
        self._fit()
        room = self.sides.height() if self._narrow else self.sides.width()
        items = 1 if self._narrow else room * 58 // 100  # over one another: as much as their lines need
        self.sides.setSizes([items, room - items])


def _card() -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    theme.look(card, "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(theme.px(14), theme.px(12), theme.px(14), theme.px(12))
    column.setSpacing(theme.px(8))
    return card, column
