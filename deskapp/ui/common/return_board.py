"""A return list as it is made ready: items scanned onto it and taken off until the carrier signs (``MAIL-7``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from deskapp.domain import carriers
from deskapp.domain.common import Ref
from deskapp.domain.mail import PREFIX
from deskapp.domain.pickups import ItemPick
from deskapp.domain.returns import ItemsDraft, ReturnDetail, ReturnLine, State
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.editors import is_enter
from deskapp.ui.common.line_board import LineBoard
from deskapp.ui.common.parts import label, while_alive
from deskapp.ui.common.return_table import ReturnModel, ReturnTable, whose

if TYPE_CHECKING:
    from deskapp.domain.common import Change
    from deskapp.ui.context import Context


class ReturnBoard(LineBoard):
    """Arrows choose an item, Delete takes it off, Enter opens it; what is scanned or typed goes on the list."""

    model: ReturnModel
    table: ReturnTable
    detail: ReturnDetail | None

    def __init__(self, context: Context) -> None:
        super().__init__(context, ReturnTable(ReturnModel(context)))
        self._added = ""
        self.card = self._card()
        self.work = self._work()
        self.lay_out(self.tr("Items"), self.tr("Items that go back"))
        self.bar.hide()
        self.table.dropped.connect(self.drop)
        self.table.entered.connect(self.open_item)
        self.table.doubleClicked.connect(self.open_item)

    def _card(self) -> QFrame:
        """The item in front."""
        card = QFrame()
        card.setProperty("kind", "banner-info")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        inside.setSpacing(theme.px(2))
        self.who, self.said = label("", "heading", wrap=True), label("", "small", wrap=True)
        inside.addWidget(self.who)
        inside.addWidget(self.said)
        return card

    def _work(self) -> QWidget:
        """The line to scan or type into."""
        work = QWidget()
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        self.typed = QLineEdit()
        self.typed.setPlaceholderText(self.tr("Scan or type one more item  Enter"))
        self.typed.setAccessibleName(self.tr("Item that goes back as well"))
        self.typed.setMaxLength(60)
        self.typed.installEventFilter(self)
        column.addWidget(self.typed)
        return work

    # What is shown

    @property
    def open(self) -> bool:
        """Whether items can still be put on it."""
        return self.detail is not None and self.detail.state is State.OPEN

    def show_detail(self, detail: ReturnDetail) -> None:
        """Show a list; the item that was in front stays there, one that was just added comes there."""
        if self.detail is None or self.detail.id != detail.id:
            self._current, self._added = 0, ""
            self.typed.clear()
            self.table.clearSelection()
        self.detail = detail
        self.model.show_lines(detail.lines)
        self.progress.setText(self._progress(detail))
        self.work.setVisible(self.open)
        self.table.setVisible(bool(detail.lines))
        self._bring(self._just_added() or self._current)
        QTimer.singleShot(0, self, self.fit)

    def _progress(self, detail: ReturnDetail) -> str:
        count = self.tr("%n item(s)", "", detail.total)
        dues = [line.due for line in detail.lines if line.due is not None]
        if detail.state is not State.OPEN or not dues:
            return count
        first = min(dues)
        if first <= fmt.now():
            over = sum(due <= fmt.now() for due in dues)
            return " · ".join((count, self.tr("%n should be gone already", "", over)))
        return " · ".join((count, self.tr("the first to be gone by {time}").format(time=fmt.due(first))))

    def _just_added(self) -> int:
        added, self._added = self._added, ""
        lines = (line for line in self.model.lines if added and added in {line.item.number, line.item.tracking})
        return next((line.id for line in lines), 0)

    def line(self) -> ReturnLine | None:
        """The item in front."""
        return cast("ReturnLine | None", super().line())

    def show_line(self, line: ReturnLine, *, other: bool) -> None:
        """Say which item is in front: whose it is, what it is, where it lies."""
        item, word = line.item, self.context.word
        self.who.setText(whose(line))
        kind = word(f"mail.kind.{item.kind}")
        name = carriers.name(item.carrier, self.context.language)
        parts = (self.model.reason(line), item.number, kind, name, item.tracking, item.place)
        self.said.setText(" · ".join(part for part in parts if part))

    # What is done

    def to_line(self) -> None:
        """The keys go to the line for scans."""
        if self.open:
            self.typed.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_in(self) -> bool:
        """The keys go to the items; to the line for scans where there are none yet."""
        if self.open and not self.model.lines:
            self.to_line()
            return True
        return super().go_in()

    def take_scan(self, code: str) -> bool:
        """An item's label was scanned: it goes on the list that is in front."""
        number = code.partition("/")[0]
        if not self.open or not number.startswith(f"{PREFIX}-"):
            return False
        self.typed.clear()  # the characters of the code itself
        self.add(number)
        return True

    def add(self, code: str) -> None:
        """One more item; scans need not wait for each other."""
        code = code.strip()
        if not code or self.detail is None:
            return
        self._added = code.upper()
        draft = ItemsDraft(items=(ItemPick(item=code),))
        self._do("add", draft)

    def drop(self) -> None:
        """The item in front does not go with this list."""
        line = self.line()
        if self.open and line is not None and not self._saving:
            self._saving = True
            self._do("drop", ItemsDraft(items=(ItemPick(item=line.item.number),)))

    def _do(self, verb: str, draft: ItemsDraft) -> None:
        assert self.detail is not None
        done, refused = while_alive(self, self._done), while_alive(self, self._refused)
        self.context.do(f"returns.{verb}", done, refused, id=self.detail.id, draft=draft)

    def _done(self, _change: Change) -> None:
        self._saving = False

    def open_item(self, *_index: object) -> None:
        """Enter: the item itself."""
        if (line := self.line()) is not None:
            self.context.open(Ref("mail", line.item.id, line.item.number))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: Enter takes what was typed; Down goes into the items."""
        if watched is self.typed and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if is_enter(event):
                text = self.typed.text()
                self.typed.clear()
                self.add(text)
                return True
            if event.key() == Qt.Key.Key_Down and self.model.lines:
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)
