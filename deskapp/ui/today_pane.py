"""Today: what falls due, the same list for everyone on duty; one click goes there."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from deskapp.domain.common import Change, TodayItem, Urgent
from deskapp.errors import DeskError
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.parts import while_alive
from deskapp.ui.context import Context
from deskapp.ui.today_list import ROW, Heading, TodayList, TodayModel, urgency

__all__ = ["ROW", "TodayPane"]


class TodayPane(QFrame):
    """Read again after every write; the minutes count down without asking anybody.

    ``read`` comes with the items each time they were read, ``shown`` also each minute, when some may press harder.
    """

    counted = Signal(int, int)
    read = Signal(object)
    shown = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._items: tuple[TodayItem, ...] = ()
        theme.look(self, "pane")
        title = QLabel(self.tr("Today"))
        theme.look(title, "heading")
        title.setContentsMargins(10, 0, 0, 0)
        self.model = TodayModel(context, self)
        self.list = TodayList(context)
        self.list.setModel(self.model)
        self.list.setAccessibleName(self.tr("Today"))
        self.list.clicked.connect(self._go)
        self.list.activated.connect(self._activated)
        self.list.ticked.connect(self._tick)
        self._empty = QLabel(
            self.tr("Nothing falls due. Promises, slips and copies that are out will stand here, the latest first.")
        )
        theme.look(self._empty, "muted")
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(10, 4, 10, 0)
        self._lay_out(title)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._ask)
        self._minute = QTimer(self)
        self._minute.setInterval(60_000)
        self._minute.timeout.connect(self._show)
        self._minute.start()
        context.changed.connect(self.refresh)
        self._clicked_row = -1
        self._show()

    def _lay_out(self, title: QLabel) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(6, 14, 4, 4)
        box.setSpacing(6)
        box.addWidget(title)
        box.addWidget(self._empty)
        box.addWidget(self.list, 1)
        box.addStretch(0)  # without the list the words stay on top

    @property
    def items(self) -> tuple[TodayItem, ...]:
        """What is listed, in the order of the service."""
        return self._items

    def refresh(self, _change: object = None) -> None:
        """Read again soon; several wishes at once are one."""
        self._soon.start()

    def forget(self) -> None:
        """Show nothing (nobody is signed in)."""
        self._soon.stop()
        self._items = ()
        self._show()

    def _ask(self) -> None:
        if self._context.actor is not None and self._context.office is not None:
            received, refused = while_alive(self, self._received), while_alive(self, self._refused)
            self._context.ask("today.list", received, refused, owner=self, token="today")

    def _received(self, items: tuple[TodayItem, ...]) -> None:
        if self._context.actor is None:
            return  # asked for before the window was locked
        self._items = tuple(items)
        self._show()
        self.read.emit(self._items)

    def _refused(self, error: DeskError) -> None:
        self._items = ()
        self._show()
        self._empty.setText(self._context.error_text(error))

    def _show(self) -> None:
        at = fmt.now()
        groups: dict[Urgent, list[TodayItem]] = {urgent: [] for urgent in Urgent}
        for item in self._items:
            groups[urgency(item, at)].append(item)
        names = {
            Urgent.LATE: self.tr("Late"),
            Urgent.SOON: self.tr("Soon"),
            Urgent.LATER: self.tr("Later"),
            Urgent.SOMETIME: self.tr("Without a time"),
        }
        rows: list[Heading | TodayItem] = []
        for urgent, items in groups.items():
            if items:
                rows += [Heading(urgent, f"{names[urgent]} {sum(item.count for item in items)}"), *items]
        here = self.list.currentIndex().row()
        self.model.show(rows)
        self._choose(here)
        self._empty.setVisible(not rows)
        self.list.setVisible(bool(rows))
        self.counted.emit(sum(i.count for i in groups[Urgent.LATE]), sum(i.count for i in self._items))
        self.shown.emit(self._items)

    def _choose(self, row: int) -> None:
        """After a tick, say, the keys go on where they were: on the row that has come up."""
        if row >= 0 and not self.list.currentIndex().isValid() and self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(min(row, self.model.rowCount() - 1)))

    # Going there

    def _activated(self, index: QModelIndex) -> None:
        # A click activates too on some desktops; it was followed already.
        if index.row() != self._clicked_row:
            self._follow(index.data(ROW))
        self._clicked_row = -1

    def _go(self, index: QModelIndex) -> None:
        self._clicked_row = index.row()
        QTimer.singleShot(0, self._click_done)
        self._follow(index.data(ROW))

    def _click_done(self) -> None:
        self._clicked_row = -1

    def _follow(self, row: object) -> None:
        if not isinstance(row, TodayItem):
            return
        if row.ref is not None and row.count == 1:
            self._context.open(row.ref)
        else:
            self._context.desk_wanted.emit(row.register, row.chip)

    # Fixed days

    def _tick(self, item: TodayItem) -> None:
        key, month = item.tick.split()
        done = while_alive(self, partial(self._ticked, item))
        self._context.do("today.tick", done, key=key, month=month)

    def _ticked(self, item: TodayItem, _change: Change) -> None:
        text = self.tr("{title}: done").format(title=self._context.word(item.text, **item.params))
        undo = partial(self._untick, item)
        self._context.say(text, kind="ok", action=self.tr("Undo"), act=undo, seconds=self._context.undo_seconds())

    def _untick(self, item: TodayItem) -> None:
        key, month = item.tick.split()
        self._context.do("today.untick", key=key, month=month)
