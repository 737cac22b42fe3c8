"""Over the duty log: the day with its turns, a jump to a date, the words that are looked for, what can be opened."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from deskapp.domain.duty_log import REGISTER, SignDraft
from deskapp.domain.fields import fields_of
from deskapp.ui import theme
from deskapp.ui.actions import native
from deskapp.ui.common.draft_shelf import DraftShelf
from deskapp.ui.common.editor_moment import DayEditor
from deskapp.ui.common.editors import Unread
from deskapp.ui.common.parts import ChipButton, FlowLayout, button, em, keyed, label
from deskapp.ui.common.roster_look import weekday

if TYPE_CHECKING:
    from deskapp.ui.context import Context


class LogTop(QWidget):
    """``turned`` carries -1 or 1, ``jumped`` a day, ``sought`` the words; ``unsigned``: the open days are wanted."""

    turned = Signal(int)
    jumped = Signal(object)
    sought = Signal(str)
    unsigned = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.title, self.rest = label("", "title"), label("", "badge-ok")
        self.back, self.on = button("‹"), button("›")
        before, after = self.tr("The day before"), self.tr("The next day")
        for made, name, key in ((self.back, before, "Left"), (self.on, after, "Right")):
            made.setAccessibleName(name)
            made.setToolTip(f"{name}  {native(key)}")
        self.today = keyed(self.tr("Today"), "T")
        spec = next(spec for spec in fields_of(SignDraft) if spec.name == "day")
        self.day = DayEditor(context, spec, self.tr("Go to a day"))
        self.day.line.setPlaceholderText(self.tr("Go to a day  G"))
        self.day.setFixedWidth(em(self) * 10)
        self.text = QLineEdit()
        self.text.setMaxLength(100)
        self.text.setClearButtonEnabled(True)
        self.text.setPlaceholderText(self.tr("Find in the log  F"))
        self.text.setAccessibleName(self.tr("Find in the log"))
        self.text.setFixedWidth(em(self) * 10)
        self.open_days = ChipButton("")
        self.shelf = DraftShelf(context, REGISTER)
        self.new = keyed(self.tr("New entry"), "F2", "primary")
        self.more = button("…", "icon")
        self.more.setAccessibleName(self.tr("More"))
        self.more.setToolTip(self.tr("More") + "  " + native("Ctrl+M"))
        flow = FlowLayout(self, gap=theme.px(8))
        for part in (
            self.back, self._named(), self.on, self.today, self.new, self.open_days, self.text, self.day,
            self.shelf, self.more,
        ):  # fmt: skip
            flow.addWidget(part)
        self._connect()

    def _named(self) -> QWidget:
        """The day, in line with the buttons beside it."""
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(6))
        for part in (self.title, self.rest):
            line.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        made.setMinimumHeight(self.back.sizeHint().height())
        return made

    def _connect(self) -> None:
        self.back.clicked.connect(self._back)
        self.on.clicked.connect(self._on)
        self.today.clicked.connect(self._today)
        self.day.entered.connect(self._jump)
        self.text.returnPressed.connect(self._seek)
        self.open_days.clicked.connect(self._unsigned)

    def show_day(self, day: date, *, rest: bool) -> None:
        """Name the day."""
        self.title.setText(f"{day} {weekday(self.context, day)}")
        self.rest.setText(self.context.word("calendar.kind.rest"))
        self.rest.setVisible(rest)

    def count(self, days: int, *, shown: bool) -> None:
        """How many days are not countersigned."""
        said = self.tr("Not countersigned {count}  U").format(count=days)
        self.open_days.setText(said)
        self.open_days.setChecked(shown)

    def _back(self, _on: bool = False) -> None:
        self.turned.emit(-1)

    def _on(self, _on: bool = False) -> None:
        self.turned.emit(1)

    def _today(self, _on: bool = False) -> None:
        self.jumped.emit(date.today())

    def _jump(self) -> None:
        """A day that cannot be read stays as it was typed, marked."""
        try:
            day = self.day.value()
        except Unread as error:
            self.day.mark(True)
            self.context.say(self.context.word(f"problem.{error.code}", **error.params), kind="error")
            return
        self.day.mark(False)
        if day is not None:
            self.day.set_value(None)
            self.jumped.emit(day)

    def _seek(self) -> None:
        self.sought.emit(self.text.text().strip())

    def _unsigned(self, _on: bool = False) -> None:
        self.unsigned.emit()
