"""The button of a register's lists: which days and months can be printed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu

from deskapp.ui import format as fmt
from deskapp.ui.common.parts import keyed
from deskapp.ui.common.register_spec import DeskKey

if TYPE_CHECKING:
    from deskapp.ui.common.register_desk import RegisterDesk

_KEY = "Ctrl+Shift+P"


class PeriodMenu(QMenu):
    """Offers today, the chosen entry's day, this month and the one before; ``form`` is the list's code.

    ``moment`` says of the entry in front to which day it belongs.
    """

    def __init__(self, desk: RegisterDesk, form: str, moment: Callable[[Any], datetime]) -> None:
        super().__init__(desk)
        self._desk, self._form, self._moment = desk, form, moment
        self.button = keyed(QCoreApplication.translate("PeriodMenu", "List"), _KEY)
        self.button.setToolTip(_text())
        self.button.clicked.connect(self.offer)
        row = desk.top.layout()
        assert isinstance(row, QHBoxLayout)
        row.insertWidget(row.count() - 1, self.button, 0, Qt.AlignmentFlag.AlignTop)

    def offer(self, _on: bool = False) -> None:
        """Open under its button, the first line in front."""
        self.clear()
        for said, period in self._periods():
            self.addAction(said).triggered.connect(partial(self._print, period))
        self.popup(self.button.mapToGlobal(QPoint(0, self.button.height())))
        self.setActiveAction(self.actions()[0])

    def _periods(self) -> list[tuple[str, int]]:
        today = fmt.now().astimezone()
        before = today.replace(day=1) - timedelta(days=1)
        detail = self._desk.pane.detail
        chosen = self._moment(detail).astimezone() if detail is not None else today
        words = {
            QCoreApplication.translate("PeriodMenu", "Today, {period}"): (f"{today:%Y-%m-%d}", _day(today)),
            QCoreApplication.translate("PeriodMenu", "The day {period}"): (f"{chosen:%Y-%m-%d}", _day(chosen)),
            QCoreApplication.translate("PeriodMenu", "This month, {period}"): (f"{today:%Y-%m}", _month(today)),
            QCoreApplication.translate("PeriodMenu", "Last month, {period}"): (f"{before:%Y-%m}", _month(before)),
        }
        made = [(said.format(period=name), period) for said, (name, period) in words.items()]
        return [line for at, line in enumerate(made) if line[1] not in {one for _, one in made[:at]}]

    def _print(self, period: int, _on: bool = False) -> None:
        self._desk.show_paper(period, self._form)


def list_key() -> DeskKey:
    """The key of a desk that has its menu as ``lists``."""
    return DeskKey(key=_KEY, title=_text, act=_offer)


def _offer(desk: RegisterDesk) -> None:
    lists = getattr(desk, "lists", None)
    if isinstance(lists, PeriodMenu) and desk.preview is None:
        lists.offer()


def _text() -> str:
    return QCoreApplication.translate("PeriodMenu", "Print the list of a day or month")


def _day(moment: datetime) -> int:
    return int(f"{moment:%Y%m%d}")


def _month(moment: datetime) -> int:
    return int(f"{moment:%Y%m}")
