"""The page of a check-in run: the strip, what is said, the list of what was scanned (``MAIL-2``, ``ALL-11``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from deskapp.domain import carriers
from deskapp.domain.mail import REGISTER
from deskapp.ui import theme
from deskapp.ui.common.drafts import DraftKeeper
from deskapp.ui.common.empty_state import EmptyState
from deskapp.ui.common.mail_boxes import Scrolled
from deskapp.ui.common.mail_parcel import UNSAVED, Parcel, Stage
from deskapp.ui.common.mail_strip import Strip
from deskapp.ui.common.parts import em, keyed, label, on_card
from deskapp.ui.common.run_table import RunTable

if TYPE_CHECKING:
    from deskapp.errors import DeskError
    from deskapp.ui.context import Context

#: Where the draft of a run belongs.
PLACE_OF_DRAFT = f"{REGISTER}.receive"


class CheckPage(QWidget):
    """Shows a run and keeps what is not saved; what scans and keys do is said by those who follow from it.

    ``left`` is Esc, ``printing`` carries the ids whose labels are wanted.
    """

    left = Signal()
    printing = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.current: Parcel | None = None
        self.strip = Strip(context)
        self.table: RunTable[Parcel] = RunTable(
            (
                self.tr("No."), self.tr("Number"), context.label(REGISTER, "place"), context.label(REGISTER, "unit"),
                context.label(REGISTER, "recipient"), context.label(REGISTER, "tracking"), self.tr("What came of it"),
            ),
            (2.6, 9.6, 6.4, 6, 7, 16, 0), self._cells, large=2, gives_way=(5, 1),
        )  # fmt: skip
        self._build()
        self.keeper = DraftKeeper(self, context, PLACE_OF_DRAFT, self.body)
        self.strip.show_parcel(None)
        self._show()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(10))
        column.setSpacing(theme.px(10))
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Check in"), "title"))
        self.summary = label("", "strong", wrap=True)
        head.addWidget(self.summary, 1)
        self.labels = keyed(self.tr("Labels of the run"), "Ctrl+P")
        self.take_back = keyed(self.tr("Take the last back"), "F6")
        self.done = keyed(self.tr("Done"), "Esc", "quiet")
        for made in (self.labels, self.take_back, self.done):
            head.addWidget(made)
        column.addLayout(head)
        self.area = Scrolled()
        inside = self.area.column
        inside.addWidget(self.strip)
        self.notice = label("", "soon", wrap=True)
        self.notice.hide()
        inside.addWidget(self.notice)
        self.table.setAccessibleName(self.tr("This run"))
        self.table.setMinimumHeight(em(self) * 9)
        self.card = on_card(self.table)
        self.nothing = EmptyState()
        self.nothing.say(
            self.tr("Scan the first item"),
            self.tr("Each one is listed here with its place. F5 goes into the list, Ctrl+D: damaged, Ctrl+U: unknown."),
        )
        self.blank = on_card(self.nothing)
        inside.addWidget(self.card, 1)
        inside.addWidget(self.blank, 1)
        column.addWidget(self.area, 1)

    def begin(self) -> None:
        """The keys go where the next thing is typed."""
        self._back_to_work()

    def focusInEvent(self, event: Any) -> None:
        """Qt: the keys go to the strip."""
        super().focusInEvent(event)
        self.begin()

    # The item in front

    def _bring(self, parcel: Parcel) -> None:
        """Put an item into the strip; one that was refused a moment ago waits in the list."""
        before = self.current
        if before is not None and before is not parcel and before in self.table.lines:
            self._list(before, " ".join(before.problems.values()) or self.tr("Still lacks its addressee"), "late")
        self.current = parcel
        self.strip.show_parcel(parcel)
        if parcel in self.table.lines:
            self._list(parcel, self.tr("In the strip above"), "info")
        self.keeper.touch()
        self._show()
        self._back_to_work()

    def _tell(self) -> None:
        self.strip.tell(self.current)
        self.keeper.touch()

    def _back_to_work(self) -> None:
        """The field that is next: the number, whose it is, or where it goes."""
        parcel, strip = self.current, self.strip
        if parcel is None or not parcel.begun:
            strip.tracking.setFocus(Qt.FocusReason.OtherFocusReason)
        elif parcel.problems:
            refused = strip.refused_field(parcel)
            refused.setFocus(Qt.FocusReason.OtherFocusReason)
            if isinstance(refused, QLineEdit):
                refused.selectAll()
        elif not parcel.addressed:
            strip.who_line.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            strip.place.setFocus(Qt.FocusReason.OtherFocusReason)

    def _empty(self) -> None:
        """The strip waits for the next scan."""
        self.current = None
        self.strip.show_parcel(None)
        self.strip.tracking.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show()

    # The run

    def unsaved(self) -> list[Parcel]:
        """What is not in the register yet, in the order of the scans."""
        run = [each for each in self.table.lines if each.stage in UNSAVED]
        if self.current is not None and self.current.begun and self.current not in run:
            run.append(self.current)
        return run

    def body(self) -> dict[str, Any]:
        """What a draft keeps of the run: everything that is not saved."""
        return {"fields": {"content": ", ".join(each.tracking or each.name for each in self.unsaved())},
                "lines": [each.body() for each in self.unsaved()]}  # fmt: skip

    def _settle(self) -> None:
        """Nothing is left to keep once everything is saved."""
        if not self.unsaved():
            self.keeper.rest()
            self.keeper.drop()
        else:
            self.keeper.touch()
        self._show()

    def numbers(self) -> list[int]:
        """The ids of what this run has brought in."""
        return [each.id for each in self.table.lines if each.stage is Stage.SAVED]

    def print_labels(self, _on: bool = False) -> None:
        """Ctrl+P: the labels of the run (``MAIL-9``)."""
        if self.numbers():
            self.printing.emit(self.numbers())

    def _unanswered(self, error: DeskError) -> None:
        self.context.say_error(error)

    def _list(self, parcel: Parcel, said: str, tone: str) -> None:
        parcel.said, parcel.tone = said, tone
        self.table.show_line(parcel)
        self._show()

    def _cells(self, parcel: Parcel) -> tuple[tuple[str, ...], str]:
        carrier = carriers.name(parcel.carrier, self.context.language)
        what = " ".join(part for part in (carrier, parcel.tracking) if part)
        place = parcel.shown_place
        return (parcel.number, place, parcel.unit, parcel.name or parcel.typed, what, parcel.said), parcel.tone

    def _say(self, text: str) -> None:
        self.notice.setText(text)
        self.notice.setVisible(bool(text))

    def _show(self) -> None:
        saved = len(self.numbers())
        waits = sum(1 for each in self.table.lines if each.stage in {Stage.OPEN, Stage.REFUSED})
        said = self.tr("In this run: {count}").format(count=saved)
        if waits:
            said += self.tr(" · {count} to complete").format(count=waits)
        self.summary.setText(said)
        self.labels.setEnabled(saved > 0)
        self.take_back.setEnabled(saved > 0)
        self.card.setVisible(bool(self.table.lines))
        self.blank.setVisible(not self.table.lines)
