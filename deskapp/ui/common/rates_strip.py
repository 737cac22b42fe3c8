"""A quiet line over the follow-ups' table: how each kind stands against its target, this month or last (``FUP-2``)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtWidgets import QHBoxLayout, QWidget

from deskapp.domain.followups import KindRate
from deskapp.errors import DeskError
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.parts import FlowLayout, button, label, while_alive
from deskapp.ui.common.register_spec import Mark, Shape
from deskapp.ui.common.sign import Sign
from deskapp.ui.context import Context

_MARKS = {True: Mark(Shape.CHECK, "ok"), False: Mark(Shape.TRIANGLE, "late"), None: Mark(Shape.RING, "muted")}


def month(back: int = 0) -> tuple[datetime, datetime]:
    """A month's begin and end in the office's time: this one, or so many before."""
    begin = fmt.now().astimezone().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    for _ in range(back):
        begin = (begin - timedelta(days=1)).replace(day=1)
    end = (begin + timedelta(days=32)).replace(day=1)
    return _local(begin), _local(end)


def _local(moment: datetime) -> datetime:
    """The same hour on the clock, in the zone's time of that day."""
    return moment.replace(tzinfo=None).astimezone()


class RatesStrip(QWidget):
    """Kinds of which nothing was due are left out; the month before is one click away."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.rates: tuple[KindRate, ...] = ()
        self.back = 0
        self._flow = FlowLayout(self, gap=theme.px(12))
        self.which = button("", "link")
        self.which.clicked.connect(self.turn)
        self._flow.addWidget(self.which)
        self._show()

    def turn(self, _on: bool = False) -> None:
        """The month before, and back again."""
        self.back = 1 - self.back
        self.ask()

    def ask(self) -> None:
        """Read again."""
        since, until = month(self.back)
        ask, then, refused = self.context.ask, while_alive(self, self._known), while_alive(self, self._refused)
        ask("followups.rates", then, refused, owner=self, token="rates", since=since, until=until)

    def _known(self, rates: Sequence[KindRate]) -> None:
        self.rates = tuple(rates)
        self._show()

    def _refused(self, _error: DeskError) -> None:
        """Who may not read the table is told so there."""
        self._known(())

    def _show(self) -> None:
        while self._flow.count() > 1:
            item = self._flow.takeAt(1)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        title = self.tr("Last month's rate") if self.back else self.tr("This month's rate")
        self.which.setText(title)
        self.which.setToolTip(self.tr("This month's rate") if self.back else self.tr("Last month's rate"))
        shown = [rate for rate in self.rates if rate.due]
        for rate in shown:
            self._flow.addWidget(self._part(rate))
        if not shown:
            self._flow.addWidget(label(self.tr("nothing was due yet"), "muted"))
        self._flow.invalidate()

    def _part(self, rate: KindRate) -> QWidget:
        part = QWidget()
        part.setMinimumHeight(self.which.sizeHint().height())  # one line of words, whoever draws them
        line = QHBoxLayout(part)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(4))
        sign = Sign(11)
        sign.show_mark(_MARKS[rate.met])
        words = label(self.sentence(rate), "small")
        line.addWidget(sign)
        line.addWidget(words)
        part.setToolTip(self.figures(rate))
        part.setAccessibleName(f"{self.sentence(rate)}. {self.figures(rate)}")
        return part

    def sentence(self, rate: KindRate) -> str:
        """A kind in a few words: its rate, and whether that is enough."""
        kind = self.context.word(f"followups.kind.{rate.kind}")
        percent = "–" if rate.rate is None else f"{rate.rate.normalize():f}%"
        if rate.met is None:
            return f"{kind} {percent}"
        text = self.tr("{kind} {rate}, target met") if rate.met else self.tr("{kind} {rate}, short of {target}%")
        return text.format(kind=kind, rate=percent, target=rate.target)

    def figures(self, rate: KindRate) -> str:
        """The numbers behind it."""
        text = self.tr("Due {due}, done {done}, in time {in_time}, satisfied {satisfied}; {open} still open")
        counts = {name: getattr(rate, name) for name in ("due", "done", "in_time", "satisfied", "open")}
        return text.format(**counts)
