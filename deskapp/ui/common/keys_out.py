"""Who holds what, late first; and the deposits in their numbered envelopes, for the handover (``KEY-3``, ``KEY-9``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from deskapp.domain.common import Ref
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.editors import is_enter
from deskapp.ui.common.empty_state import EmptyState
from deskapp.ui.common.list_table import ListTable
from deskapp.ui.common.parts import em, keyed, label, on_card, while_alive
from deskapp.ui.common.table import tone_colour

if TYPE_CHECKING:
    from deskapp.domain.common import Change
    from deskapp.domain.loans import Envelopes, Holding
    from deskapp.ui.context import Context

HOLDINGS_KEY, ENVELOPES_KEY = "Ctrl+H", "Ctrl+G"
#: Longer lists have rows of one height: measuring them all would be felt.
_WRAPPED = 300
#: What is late is told apart by its shape too.
_LATE = "\N{BLACK UP-POINTING TRIANGLE} {due}"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list: its cells, the loan it leads to, whether it is late, what else finds it."""

    loan_id: int
    cells: tuple[str, ...]
    late: bool = False
    found_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Outline:
    """What a list is called, asked by and made of; ``other`` is the other list with its key.

    ``widths`` are its columns' in Chinese characters, ``wide`` is the one that takes the rest; where room is short,
    those of ``gives_way`` go, the first first.
    """

    verb: str
    title: str
    other: tuple[str, str]
    hint: str
    empty: str
    headings: Sequence[str]
    widths: Sequence[float]
    wide: int
    gives_way: Sequence[int]


class LoanList(QWidget):
    """A list over all of a page: type to narrow it, Enter goes to the loan, Esc (``left``) back.

    ``turned`` asks for the other list.
    """

    left = Signal()
    turned = Signal()

    def __init__(self, context: Context, outline: Outline) -> None:
        super().__init__()
        self.context = context
        self.outline = outline
        self.lines: list[Line] = []
        self.shown: list[Line] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(10))
        column.setSpacing(theme.px(10))
        head = QHBoxLayout()
        head.addWidget(label(outline.title, "title"), 1)
        turn = keyed(*outline.other)
        turn.clicked.connect(self._turn)
        leave = keyed(self.tr("Back"), "Esc", "quiet")
        leave.clicked.connect(self._leave)
        head.addWidget(turn)
        head.addWidget(leave)
        column.addLayout(head)
        self.sum = label("", "strong", wrap=True)
        column.addWidget(self.sum)
        self.line = QLineEdit()
        self.line.setPlaceholderText(outline.hint)
        self.line.setAccessibleName(outline.hint)
        self.line.textChanged.connect(self._narrow)
        self.line.installEventFilter(self)
        column.addWidget(self.line)
        self._make_table(outline)
        self.nothing = EmptyState()
        self.pages = QStackedWidget()
        self.pages.addWidget(self.table)
        self.pages.addWidget(self.nothing)
        column.addWidget(on_card(self.pages), 1)
        context.changed.connect(self._changed)

    def _make_table(self, outline: Outline) -> None:
        self.table = ListTable(len(outline.widths))
        self.table.setAccessibleName(outline.title)
        self.table.setHorizontalHeaderLabels(outline.headings)
        for at, width in enumerate(outline.widths):
            self.table.setColumnWidth(at, round(em(self) * width))
        self.table.horizontalHeader().setSectionResizeMode(outline.wide, QHeaderView.ResizeMode.Stretch)
        self.table.entered.connect(self._to_loan)
        self.table.doubleClicked.connect(self._to_loan)
        self.table.setWordWrap(True)

    def read(self, answer: Any) -> tuple[str, list[Line]]:
        """The line over the list, and its rows."""
        raise NotImplementedError

    def begin(self) -> None:
        """Read it, the keys in its line."""
        self.load()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def load(self) -> None:
        """Read it anew."""
        self.context.ask(self.outline.verb, while_alive(self, self._loaded), owner=self, token="list")

    def _changed(self, change: Change) -> None:
        if any(ref.register == "loans" for ref in (change.ref, *change.also)):
            self.load()

    def _loaded(self, answer: Any) -> None:
        said, self.lines = self.read(answer)
        self.sum.setText(said)
        self._narrow(self.line.text())

    def _narrow(self, text: str) -> None:
        """Show the rows that hold every word typed."""
        words = text.casefold().split()
        self.shown = [
            line
            for line in self.lines
            if all(word in f"{' '.join(line.cells)} {line.found_by}".casefold() for word in words)
        ]
        self.table.setRowCount(len(self.shown))
        for row, line in enumerate(self.shown):
            for at, cell in enumerate(line.cells):
                item = QTableWidgetItem(cell)
                item.setToolTip(cell)
                if line.late:
                    item.setForeground(QColor(tone_colour("late")))
                self.table.setItem(row, at, item)
        if len(self.shown) <= _WRAPPED:
            self.table.resizeRowsToContents()
        if self.shown:
            self.table.selectRow(0)
        self.nothing.say(self.outline.empty if not self.lines else self.tr("Nothing found"), "")
        self.pages.setCurrentWidget(self.table if self.shown else self.nothing)

    def _to_loan(self, _index: object = None) -> None:
        row = self.table.currentRow()
        if 0 <= row < len(self.shown):
            self.context.open(Ref("loans", self.shown[row].loan_id))

    def _leave(self, _on: bool = False) -> None:
        self.left.emit()

    def _turn(self, _on: bool = False) -> None:
        self.turned.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: what matters less gives way where room is short."""
        super().resizeEvent(event)
        room = self.width() / em(self) - 3
        shown = sum(self.outline.widths)
        for at in self.outline.gives_way:
            self.table.setColumnHidden(at, shown > room)
            shown -= self.outline.widths[at] if shown > room else 0
        self.table.horizontalHeader().setStretchLastSection(self.table.isColumnHidden(self.outline.wide))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the list is walked from the line; Enter goes to the loan."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if is_enter(event):
                self._to_loan()
                return True
            if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up} and self.shown:
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.table.selectRow(max(0, min(self.table.currentRow() + step, len(self.shown) - 1)))
                return True
        return super().eventFilter(watched, event)

    def focusInEvent(self, event: Any) -> None:
        """Qt: the keys go to the line."""
        super().focusInEvent(event)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)


class HoldingsList(LoanList):
    """Who holds what: a row for each loan, the rows of one borrower together, late ones first (``KEY-3``)."""

    def __init__(self, context: Context) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            context,
            Outline(
                verb="loans.holdings",
                title=translate("HoldingsList", "Who holds what"),
                other=(translate("HoldingsList", "Deposits in envelopes"), ENVELOPES_KEY),
                hint=translate("HoldingsList", "Name, phone, hook, unit or loan"),
                empty=translate("HoldingsList", "Every key is where it belongs"),
                headings=(
                    translate("HoldingsList", "Borrower"), translate("HoldingsList", "Phone"),
                    translate("HoldingsList", "Due"), translate("HoldingsList", "Hooks"),
                    translate("HoldingsList", "Doors"), translate("HoldingsList", "Loan"),
                ),
                widths=(12, 8, 15.5, 12, 14, 9),
                wide=4,
                gives_way=(5, 4),
            ),
        )  # fmt: skip

    def read(self, answer: Sequence[Holding]) -> tuple[str, list[Line]]:
        """The sets of one loan make a row; a borrower's name and phone stand in the first of theirs."""
        held: dict[tuple[str, str, str], list[Holding]] = {}
        for one in answer:
            held.setdefault((one.borrower, one.company, one.phone), []).append(one)
        lines = [line for who, theirs in held.items() for line in self._of_one(who, theirs)]
        late = sum(1 for one in answer if one.late)
        said = self.tr("{sets} set(s) with {people} borrower(s), {late} late")
        return said.format(sets=len(answer), people=len(held), late=late) if answer else "", lines

    def _of_one(self, who: tuple[str, str, str], theirs: Sequence[Holding]) -> list[Line]:
        lines: list[Line] = []
        comma = self.tr(", ")
        for loan_id, group in groupby(sorted(theirs, key=_by_due), key=lambda one: one.loan_id):
            sets = list(group)
            name, company, phone = who if not lines else ("", "", "")
            cells = (
                " ".join(part for part in (name, company) if part),
                fmt.phone(phone),
                _LATE.format(due=fmt.due(sets[0].due)) if sets[0].late else fmt.due(sets[0].due),
                comma.join(one.hook for one in sets),
                comma.join(dict.fromkeys(one.place for one in sets)),
                sets[0].loan,
            )
            found_by = " ".join((*who, who[2].replace(" ", "")))
            lines.append(Line(loan_id, cells, sets[0].late, found_by))
        return lines


def _by_due(one: Holding) -> tuple[bool, float, int]:
    return not one.late, one.due.timestamp() if one.due is not None else float("inf"), one.loan_id


class EnvelopesList(LoanList):
    """The deposits in their numbered envelopes, counted at the handover (``KEY-9``)."""

    def __init__(self, context: Context) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            context,
            Outline(
                verb="loans.envelopes",
                title=translate("EnvelopesList", "Deposits in envelopes"),
                other=(translate("EnvelopesList", "Who holds what"), HOLDINGS_KEY),
                hint=translate("EnvelopesList", "Envelope, receipt, name or loan"),
                empty=translate("EnvelopesList", "No deposit is held"),
                headings=(
                    translate("EnvelopesList", "Envelope"), translate("EnvelopesList", "Receipt"),
                    translate("EnvelopesList", "Sum"), translate("EnvelopesList", "Paid"),
                    translate("EnvelopesList", "Borrower"), translate("EnvelopesList", "Since"),
                    translate("EnvelopesList", "Loan"),
                ),
                widths=(5, 9.5, 6, 5, 9, 8, 9.5),
                wide=4,
                gives_way=(6, 5),
            ),
        )  # fmt: skip

    def read(self, answer: Envelopes) -> tuple[str, list[Line]]:
        """A row for each envelope, and how many with how much."""
        lines = [
            Line(
                one.loan_id,
                (
                    str(one.envelope), one.receipt, fmt.money(one.deposit),
                    self.context.word(f"specials.method.{one.method}"), one.borrower, fmt.clock(one.since), one.loan,
                ),
            )
            for one in answer.rows
        ]  # fmt: skip
        said = self.tr("{count} envelope(s), ¥{total} in all, ¥{cash} of it in cash")
        filled = said.format(count=answer.count, total=fmt.money(answer.total), cash=fmt.money(answer.cash))
        return filled if answer.count else "", lines
