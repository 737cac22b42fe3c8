"""The duty log's lists: a day like a book's page, what was found, the days that are not countersigned."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableWidgetItem

from deskapp.domain.duty_log import REGISTER, WRITTEN, LogEntry, SignedDay
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.list_table import ListTable
from deskapp.ui.common.parts import em
from deskapp.ui.common.roster_look import weekday

if TYPE_CHECKING:
    from datetime import date

    from deskapp.ui.context import Context

_TIME, _KIND, _TEXT, _BY, _SEQ = range(5)
#: So much of an entry stands in the list; the whole of it beside the list.
_SHOWN = 160
_NUMBERS = {str(place): kind for place, kind in enumerate(WRITTEN, start=1)}


class KeyedTable(ListTable):
    """A list whose single letters, digits and left and right are wishes: ``pushed`` carries them as text."""

    pushed = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: a letter or digit by itself is a wish; Shift with it is another one."""
        arrows = {Qt.Key.Key_Left: "left", Qt.Key.Key_Right: "right"}
        text = event.text()
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if plain and (name := arrows.get(Qt.Key(event.key()))):
            self.pushed.emit(name)
        elif plain and text.isascii() and (text.isalnum() or text in ("/", "#")):
            self.pushed.emit(text)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Qt: typing does not walk through the list."""


class BookTable(KeyedTable):
    """The entries of a day; with ``dated`` those found anywhere, each with its day."""

    def __init__(self, context: Context) -> None:
        super().__init__(5)
        self.context = context
        self.entries: tuple[LogEntry, ...] = ()
        word = context.label
        self.setHorizontalHeaderLabels([word(REGISTER, name) for name in ("at", "kind", "text", "by", "seq")])
        self.setWordWrap(True)
        self.verticalHeader().setMinimumSectionSize(theme.px(26))
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(context.word("register.duty_log"))
        self.horizontalHeader().setSectionResizeMode(_TEXT, QHeaderView.ResizeMode.Stretch)

    @property
    def entry(self) -> LogEntry | None:
        """The entry that is chosen."""
        row = self.currentRow()
        return self.entries[row] if 0 <= row < len(self.entries) else None

    def show_entries(self, entries: Sequence[LogEntry], *, dated: bool = False, choose: int = 0) -> None:
        """Show these; the one asked for is chosen, or the one that was."""
        before = self.entry
        wanted = choose or (before.seq if before is not None else 0)
        self.entries = tuple(entries)
        self.blockSignals(True)
        self.setRowCount(len(self.entries))
        for row, entry in enumerate(self.entries):
            self._write(row, entry, dated=dated)
        self._fit()
        self.setCurrentCell(-1, -1)
        self.blockSignals(False)
        if self.entries:
            row = next((row for row, entry in enumerate(self.entries) if entry.seq == wanted), 0)
            self.setCurrentCell(row, _TEXT)

    def choose(self, seq: int) -> bool:
        """Put an entry in front; False where it is not in the list."""
        row = next((row for row, entry in enumerate(self.entries) if entry.seq == seq), -1)
        if row >= 0:
            self.setCurrentCell(row, _TEXT)
        return row >= 0

    def _write(self, row: int, entry: LogEntry, *, dated: bool) -> None:
        tokens = theme.tokens()
        pale = QColor(tokens.muted)
        quiet = entry.automatic or entry.erased or entry.corrected_by is not None
        kind = self.context.word(f"{REGISTER}.kind.{entry.kind}")
        when = f"{entry.at.astimezone():%Y-%m-%d %H:%M}" if dated else f"{entry.at.astimezone():%H:%M}"
        cells = (when + _late(entry), f"◇ {kind}" if entry.automatic else kind, words(self.context, entry), entry.by)
        made = [QTableWidgetItem(text) for text in (*cells, f"{entry.seq}")]
        for column, cell in enumerate(made):
            cell.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            if quiet or column == _SEQ:
                cell.setForeground(pale)
            self.setItem(row, column, cell)
        font = QFont(self.font())
        font.setStrikeOut(entry.corrected_by is not None)
        font.setItalic(entry.erased)
        made[_TEXT].setFont(font)
        made[_TEXT].setData(Qt.ItemDataRole.AccessibleTextRole, spoken(self.context, entry))
        if entry.corrects is not None:
            made[_KIND].setForeground(QColor(tokens.accent))
        elif entry.happened_reason:
            made[_TIME].setForeground(QColor(tokens.warn))

    def _fit(self) -> None:
        unit = em(self)
        for column in (_TIME, _KIND, _BY, _SEQ):
            cells = [self.horizontalHeaderItem(column), *(self.item(row, column) for row in range(self.rowCount()))]
            lines = (line for cell in cells if cell is not None for line in cell.text().splitlines())
            widest = max((self.fontMetrics().horizontalAdvance(line) for line in lines), default=0)
            self.setColumnWidth(column, min(widest + unit + theme.px(12), unit * 11))
        self.setColumnHidden(_SEQ, self.width() < unit * 30)
        self.setColumnHidden(_BY, self.width() < unit * 24)
        self._heights()

    def _heights(self) -> None:
        """As high as the words, by the same measure that breaks their lines."""
        metrics, wide = self.fontMetrics(), self.columnWidth(_TEXT) - theme.px(12) - 8
        for row in range(self.rowCount()):
            text, when = self.item(row, _TEXT), self.item(row, _TIME)
            if text is not None and when is not None:
                broken = metrics.boundingRect(0, 0, wide, 1 << 16, int(Qt.TextFlag.TextWordWrap), text.text())
                lines = max(broken.height(), metrics.lineSpacing() * (1 + when.text().count("\n")))
                self.setRowHeight(row, lines + theme.px(12))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: lines break anew."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()


def _late(entry: LogEntry) -> str:
    """When it was written down, where that is not when it happened."""
    if not entry.happened_reason:
        return ""
    at, recorded = entry.at.astimezone(), entry.recorded_at.astimezone()
    same = at.date() == recorded.date()
    written = f"{recorded:%H:%M}" if same else f"{recorded:%m-%d %H:%M}"
    return "\n" + QCoreApplication.translate("DutyLogDesk", "written {time}").format(time=written)


def words(context: Context, entry: LogEntry) -> str:
    """What stands in the list: the words, why they come late, what they put right; for erased ones who erased them."""
    if entry.erased:
        return erased(entry)
    text = fmt.phones(entry.text)
    lines = [text if len(text) <= _SHOWN else text[:_SHOWN] + "…"]
    if entry.about is not None and entry.about.number:
        lines[0] = " · ".join(filter(None, (entry.about.number, lines[0])))
    if entry.corrects is not None:
        said = QCoreApplication.translate("DutyLogDesk", "↳ puts #{seq} right ({reason}): ")
        lines[0] = said.format(seq=entry.corrects, reason=entry.reason) + lines[0]
    if entry.happened_reason:
        said = QCoreApplication.translate("DutyLogDesk", "Recorded late: {reason}")
        lines.append(said.format(reason=entry.happened_reason))
    return "\n".join(lines)


def erased(entry: LogEntry) -> str:
    """That the words are gone, and who took them when and why."""
    if entry.erased_at is None:
        return QCoreApplication.translate("DutyLogDesk", "[words erased]")
    said = QCoreApplication.translate("DutyLogDesk", "[erased on {time} by {who}: {reason}]")
    return said.format(time=fmt.clock(entry.erased_at), who=entry.erased_by, reason=entry.erased_reason)


def spoken(context: Context, entry: LogEntry) -> str:
    """An entry for who cannot see that it is struck through."""
    text = words(context, entry)
    if entry.corrected_by is None:
        return text
    said = QCoreApplication.translate("DutyLogDesk", "{text} (put right by #{seq})")
    return said.format(text=text, seq=entry.corrected_by)


class DaysTable(KeyedTable):
    """The days that are not countersigned, the oldest first; which of them were read."""

    def __init__(self, context: Context) -> None:
        super().__init__(4)
        self.context = context
        self.days: tuple[SignedDay, ...] = ()
        heads = (
            context.label(REGISTER, "day"), context.label(REGISTER, "entries"),
            QCoreApplication.translate("DutyLogDesk", "State"), QCoreApplication.translate("DutyLogDesk", "Read"),
        )  # fmt: skip
        self.setHorizontalHeaderLabels(heads)
        self.setAccessibleName(QCoreApplication.translate("DutyLogDesk", "Days not countersigned"))
        self.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)

    @property
    def day(self) -> SignedDay | None:
        """The day that is chosen."""
        row = self.currentRow()
        return self.days[row] if 0 <= row < len(self.days) else None

    def show_days(self, days: Sequence[SignedDay], read: Collection[date]) -> None:
        """Show these; the chosen one stays chosen, or the next one comes to its place."""
        row = max(self.currentRow(), 0)
        before = self.day.day if self.day is not None else None
        self.days = tuple(days)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + theme.px(16))
        self.blockSignals(True)
        self.setRowCount(len(self.days))
        for at, day in enumerate(self.days):
            self._write(at, day, read=day.day in read)
        for column in (0, 1, 3):
            self.resizeColumnToContents(column)
        self.setCurrentCell(-1, -1)
        self.blockSignals(False)
        if self.days:
            same = next((at for at, day in enumerate(self.days) if day.day == before), min(row, len(self.days) - 1))
            self.setCurrentCell(same, 0)

    def _write(self, at: int, day: SignedDay, *, read: bool) -> None:
        tokens = theme.tokens()
        rest = self.context.word("calendar.kind.rest")
        name = f"{day.day} {weekday(self.context, day.day)}" + (f" · {rest}" if day.rest else "")
        mark = "✓" if read else ""
        for column, text in enumerate((name, str(day.entries), signed_words(day), mark)):
            cell = QTableWidgetItem(text)
            if column == 2:
                cell.setForeground(QColor(tokens.warn))
            elif column == 3:
                cell.setForeground(QColor(tokens.ok))
            self.setItem(at, column, cell)


def signed_words(day: SignedDay) -> str:
    """Whether a day is countersigned, by whom and when, and what was written after."""
    if day.signed_at is None:
        return QCoreApplication.translate("DutyLogDesk", "Not countersigned")
    said = QCoreApplication.translate("DutyLogDesk", "Countersigned {time} {who}")
    text = said.format(time=fmt.clock(day.signed_at), who=day.signed_by)
    if day.since:
        more = QCoreApplication.translate("DutyLogDesk", "{count} written since").format(count=day.since)
        return f"{text} · {more}"
    return " · ".join(filter(None, (text, day.remark)))


def kind_of(key: str) -> str:
    """The kind of a new entry that a digit stands for, or nothing."""
    kind = _NUMBERS.get(key)
    return kind.value if kind is not None else ""
