"""The button of a register's lists: which days and months can be printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from deskapp.ui import format as fmt
from deskapp.ui.common.desk_menu import DeskMenu, Line, menu_key
from deskapp.ui.common.register_spec import DeskKey

if TYPE_CHECKING:
    from deskapp.ui.common.register_desk import RegisterDesk


class PeriodMenu(DeskMenu):
    """Offers today, the chosen entry's day, this month and the one before; ``form`` is the list's code.

    ``moment`` says of the entry in front to which day it belongs.
    """

    def __init__(self, desk: RegisterDesk, form: str, moment: Callable[[Any], datetime]) -> None:
        super().__init__(desk, QCoreApplication.translate("PeriodMenu", "List"), _text())
        self._form, self._moment = form, moment

    def lines(self) -> Iterator[Line]:
        """The days and months, each once."""
        for said, period in self._periods():
            yield said, partial(self._print, period)

    def _periods(self) -> list[tuple[str, int]]:
        today = fmt.now().astimezone()
        before = today.replace(day=1) - timedelta(days=1)
        detail = self.desk.pane.detail
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
        self.desk.show_paper(period, self._form)


def list_key() -> DeskKey:
    """The key of a desk that has its menu as ``lists``."""
    return menu_key(_text, "lists")


def _text() -> str:
    return QCoreApplication.translate("PeriodMenu", "Print the list of a day or month")


def _day(moment: datetime) -> int:
    return int(f"{moment:%Y%m%d}")


def _month(moment: datetime) -> int:
    return int(f"{moment:%Y%m}")
