"""The register's table: states as shapes, clocks with their distance, two lines of matter, columns that give way."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPalette, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from deskapp.domain.common import Urgent, pressing
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.editors import is_enter
from deskapp.ui.common.paged_model import ROW_ROLE, Index, PagedModel, aligned
from deskapp.ui.common.parts import em
from deskapp.ui.common.register_spec import Cell, Mark, Shape

# The elastic column is never narrower than so many characters: other columns go first.
_LEAST_ELASTIC = 12
# With more than this it gives some away.
_PLENTY = 22
_TONES = {Urgent.LATE: "late", Urgent.SOON: "soon"}


def tone_colour(tone: str) -> QColor:
    """The theme's colour of a tone."""
    now = theme.tokens()
    tones = {"info": now.accent, "late": now.danger, "soon": now.warn, "ok": now.ok, "text": now.text}
    return QColor(tones.get(tone, now.muted))


def clock_tone(start: datetime, due: datetime | None) -> str:
    """How a clock presses now: amber in its last quarter, then red (``REC-3``)."""
    return _TONES.get(pressing(fmt.now(), start, due), "muted")


def draw_mark(painter: QPainter, box: QRectF, mark: Mark) -> None:
    """Draw a state's shape in the middle of ``box``."""
    colour = tone_colour(mark.tone)
    size = min(box.width(), box.height())
    middle = box.center()
    r = size / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    pen = QPen(colour, max(1.6, size / 6), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)

    def at(x: float, y: float) -> QPointF:
        return QPointF(middle.x() + x * r, middle.y() + y * r)

    if mark.shape is Shape.DOT:
        painter.drawEllipse(middle, r * 0.8, r * 0.8)
    elif mark.shape is Shape.TRIANGLE:
        painter.drawPolygon(QPolygonF([at(0, -0.9), at(1, 0.8), at(-1, 0.8)]))
    elif mark.shape is Shape.HALF:
        painter.drawPie(QRectF(at(-0.8, -0.8), at(0.8, 0.8)), 90 * 16, 180 * 16)
        _outline(painter, pen).drawEllipse(middle, r * 0.72, r * 0.72)
    elif mark.shape is Shape.RING:
        _outline(painter, pen).drawEllipse(middle, r * 0.7, r * 0.7)
    elif mark.shape is Shape.CHECK:
        _outline(painter, pen).drawPolyline(QPolygonF([at(-0.8, 0.05), at(-0.2, 0.65), at(0.85, -0.65)]))
    elif mark.shape is Shape.ARROW:
        _outline(painter, pen).drawPolyline(QPolygonF([at(-0.35, -0.75), at(0.45, 0), at(-0.35, 0.75)]))
    elif mark.shape is Shape.CROSS:
        _outline(painter, pen).drawLine(at(-0.65, -0.65), at(0.65, 0.65))
        painter.drawLine(at(0.65, -0.65), at(-0.65, 0.65))
    else:
        _outline(painter, pen).drawLine(at(0, -0.85), at(0, 0.25))
        painter.drawPoint(at(0, 0.85))
    painter.restore()


def _outline(painter: QPainter, pen: QPen) -> QPainter:
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    return painter


class RowDelegate(QStyledItemDelegate):
    """Draws a row's cells."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: words, colours and weight of one cell."""
        super().initStyleOption(option, index)
        model = index.model()
        assert isinstance(model, PagedModel)
        column = model.columns[index.column()]
        option.displayAlignment = Qt.AlignmentFlag.AlignVCenter | aligned(column)
        option.features |= QStyleOptionViewItem.ViewItemFeature.WrapText
        option.textElideMode = Qt.TextElideMode.ElideRight
        # The row is chosen as a whole: no cell is drawn as having the keys of its own.
        option.state &= ~QStyle.StateFlag.State_HasFocus
        tone = "text"
        if column.cell in {Cell.NUMBER, Cell.MOMENT, Cell.AGE}:
            tone = "muted"
        if column.cell is Cell.CLOCK and (row := index.data(ROW_ROLE)) is not None:
            tone = clock_tone(row.started, getattr(row, column.name))
            option.font.setBold(tone in {"late", "soon"})
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
            option.palette.setColor(role, tone_colour(tone))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: one cell; a state is a shape, a pressing clock has one before its words."""
        model = index.model()
        assert isinstance(model, PagedModel)
        column = model.columns[index.column()]
        row = index.data(ROW_ROLE)
        side = theme.px(11)
        if column.cell is Cell.STATE:
            self._ground(painter, option, index)
            if row is not None:
                box = QRectF(0, 0, side, side)
                box.moveCenter(QRectF(option.rect).center())
                draw_mark(painter, box, model.spec.mark(row))
            return
        tone = "muted"
        if column.cell is Cell.CLOCK and row is not None:
            tone = clock_tone(row.started, getattr(row, column.name))
        if tone != "muted":
            self._ground(painter, option, index)
            shape = Shape.TRIANGLE if tone == "late" else Shape.BANG
            top = option.rect.center().y() - side / 2
            draw_mark(painter, QRectF(option.rect.x() + theme.px(2), top, side, side), Mark(shape, tone))
            inner = QStyleOptionViewItem(option)
            inner.rect = option.rect.adjusted(side + theme.px(2), 0, 0, 0)
            super().paint(painter, inner, index)
            return
        super().paint(painter, option, index)

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        blank = QStyleOptionViewItem(option)
        self.initStyleOption(blank, index)
        blank.text = ""
        style = option.widget.style() if option.widget else None
        if style is not None:
            style.drawControl(QStyle.ControlElement.CE_ItemViewItem, blank, painter, option.widget)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt: rows are all of one height; nothing is measured."""
        return QSize(0, 0)


class RegisterTable(QTableView):
    """The table; ``entered`` is Enter on a row, ``left`` Esc."""

    entered = Signal()

    def __init__(self, model: PagedModel) -> None:
        super().__init__()
        self.paged = model
        self._least: dict[int, int] = {}
        self._whole: dict[int, int] = {}
        self.setProperty("kind", "plain")
        self.setModel(model)
        self.setItemDelegate(RowDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() * 2 + theme.px(3))
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(theme.px(16))
        # Titles stand over the words of their cells.
        header.setStyleSheet(f"QHeaderView::section {{ padding-left: {theme.px(3)}px; }}")
        header.sectionClicked.connect(model.sort_by)
        model.loaded.connect(self.fit)

    def fit(self) -> None:
        """Give each column its room; where there is little, the columns of high rank go."""
        header = self.horizontalHeader()
        unit = em(self)
        columns = self.paged.columns
        chip = self.paged.query.chip
        wanted = [at for at, column in enumerate(columns) if not column.chips or chip in column.chips]
        room = self.viewport().width()
        widths = {at: self._width(at, unit) for at in wanted if columns[at].width}
        for at in sorted(widths, key=_rank(columns), reverse=True):
            if room - sum(widths.values()) >= _LEAST_ELASTIC * unit or not columns[at].rank:
                break
            del widths[at]
        elastic = max(room - sum(widths.values()), unit * 6)
        for at, width in tuple(widths.items()):  # where there is plenty, no term is broken in two
            more = self._whole.get(at, 0) - width
            if 0 < more <= elastic - _PLENTY * unit:
                widths[at] = width + more
                elastic -= more
        for at, column in enumerate(columns):
            hidden = at not in widths and (column.width != 0 or at not in wanted)
            self.setColumnHidden(at, hidden)
            if not hidden:
                header.resizeSection(at, widths.get(at, elastic))
        numbers = [at for at, column in enumerate(columns) if column.cell is Cell.NUMBER]
        self.paged.number_below = any(self.isColumnHidden(at) for at in numbers)
        key = self.paged.query.sort
        at = next((at for at, column in enumerate(columns) if column.sort and column.sort == key.lstrip("-")), -1)
        order = Qt.SortOrder.DescendingOrder if key.startswith("-") else Qt.SortOrder.AscendingOrder
        header.setSortIndicatorShown(at >= 0)
        if at >= 0:
            header.setSortIndicator(at, order)

    def _width(self, at: int, unit: int) -> int:
        """A column's room: as declared, but never less than its title or its longest word."""
        column = self.paged.columns[at]
        room = round(column.width * unit) + theme.px(14)
        if at not in self._least:
            title = self.paged.headerData(at, Qt.Orientation.Horizontal) or ""
            arrow = theme.px(12) if column.sort else 0
            header = self.horizontalHeader().fontMetrics().horizontalAdvance(title) + theme.px(15) + arrow
            terms = self.paged.all_words(column)
            self._least[at] = max(header, self._longest([word for term in terms for word in term.split()]))
            self._whole[at] = self._longest(terms)
        return max(room, self._least[at])

    def _longest(self, words: list[str]) -> int:
        return max((self.fontMetrics().horizontalAdvance(word) for word in words), default=0) + theme.px(12)

    def sort_next(self) -> None:
        """Sort by the next column that can be sorted by and is in sight."""
        header = self.paged.columns
        keys = [at for at, column in enumerate(header) if column.sort and not self.isColumnHidden(at)]
        if keys:
            now = self.paged.query.sort.lstrip("-")
            at = next((at for at in keys if header[at].sort == now), -1)
            self.paged.sort_by(next((later for later in keys if later > at), keys[0]))

    def sort_other_way(self) -> None:
        """Sort by the same column, the other way round."""
        now = self.paged.query.sort.lstrip("-")
        at = next((at for at, column in enumerate(self.paged.columns) if column.sort == now), -1)
        if at >= 0:
            self.paged.sort_by(at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: fit the columns to the new width."""
        super().resizeEvent(event)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter goes into the detail; letters are nobody's here."""
        if is_enter(event):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Qt: typing does not walk through a million rows; Ctrl+K finds."""


def _rank(columns: Any) -> Any:
    def rank(at: int) -> tuple[int, int]:
        return columns[at].rank, at

    return rank
