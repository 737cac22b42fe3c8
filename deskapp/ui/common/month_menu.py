"""The button of a desk's papers: that of the entry in front, a month's report on paper and in Excel."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from deskapp.domain.people import OFFICE
from deskapp.ui import format as fmt
from deskapp.ui.common.desk_menu import DeskMenu, Line, menu_key
from deskapp.ui.common.parts import while_alive
from deskapp.ui.common.printing import form_of
from deskapp.ui.common.register_spec import DeskKey
from deskapp.ui.common.resident_excel import ask_file

if TYPE_CHECKING:
    from deskapp.ui.common.register_desk import RegisterDesk


class MonthMenu(DeskMenu):
    """Offers the entry's own paper, then ``form`` of this month and the one before; the office may ``write`` them."""

    def __init__(self, desk: RegisterDesk, form: str, write: str) -> None:
        super().__init__(desk, QCoreApplication.translate("MonthMenu", "Papers"), _text())
        self._form, self._verb = form, write

    def lines(self) -> Iterator[Line]:
        """The entry's paper, the months on paper, the months in Excel."""
        context, word = self.desk.context, self.desk.context.word
        detail, own = self.desk.pane.detail, self.desk.spec.paper
        if detail is not None and form_of(context, own) is not None:
            yield f"{word(f'form.{own}')}  {detail.number}", self.desk.print_entry
        for month in self._months():
            yield f"{word(f'form.{self._form}')}  {month:%Y-%m}", partial(self._print, int(f"{month:%Y%m}"))
        if context.acts_as(OFFICE):
            for month in self._months():
                yield f"Excel: {word(f'form.{self._form}')}  {month:%Y-%m}", partial(self._export, month)

    @staticmethod
    def _months() -> tuple[datetime, datetime]:
        this = fmt.now().astimezone().replace(day=1)
        return this, this - timedelta(days=1)

    def _print(self, month: int, _on: bool = False) -> None:
        self.desk.show_paper(month, self._form)

    def _export(self, month: datetime, _on: bool = False) -> None:
        word = self.desk.context.word(f"form.{self._form}")
        ask_file(self.desk, word, partial(self._write, int(f"{month:%Y%m}")), save_as=f"{word} {month:%Y-%m}.xlsx")

    def _write(self, month: int, path: str) -> None:
        self.desk.context.ask(self._verb, while_alive(self, self._written), id=month, path=path)

    def _written(self, path: str) -> None:
        said = QCoreApplication.translate("MonthMenu", "{path} is written.")
        self.desk.context.say(said.format(path=path), kind="ok")


def papers_key() -> DeskKey:
    """The key of a desk that has its menu as ``papers``."""
    return menu_key(_text, "papers")


def _text() -> str:
    return QCoreApplication.translate("MonthMenu", "Papers: this entry, the month's report")
