"""The papers of counts: the sheet and the result of the one in front, the key tables of some months (``KEY-6``)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from deskapp.domain.inventories import papers_of
from deskapp.domain.people import OFFICE
from deskapp.ui import format as fmt
from deskapp.ui.common.desk_menu import DeskMenu, Line
from deskapp.ui.common.parts import while_alive
from deskapp.ui.common.resident_excel import ask_file

if TYPE_CHECKING:
    from deskapp.ui.desks.inventories import InventoriesDesk

TABLE = "key_month_table"


class CountPapers(DeskMenu):
    """Offers the papers of the count in front, and the key table of its month, of this one and the one before."""

    desk: InventoriesDesk

    def __init__(self, desk: InventoriesDesk, about: str) -> None:
        super().__init__(desk, QCoreApplication.translate("CountPapers", "Papers"), about)

    def lines(self) -> Iterator[Line]:
        """The count's papers, the key tables on paper and in Excel."""
        detail, word = self.desk.pane.detail, self.desk.context.word
        if detail is not None:
            sheet, result = papers_of(detail.subject)
            for code in (sheet, *((result,) if detail.compared_at is not None else ())):
                yield f"{word(f'form.{code}')}  {detail.number}", partial(self._look_at, code, detail.id)
        for month in self._months():
            said = f"{word(f'form.{TABLE}')}  {month:%Y-%m}"
            yield said, partial(self._look_at, TABLE, int(f"{month:%Y%m}"))
        if self.desk.context.acts_as(OFFICE):
            for month in self._months():
                said = self.tr("Excel: key table {month}").format(month=f"{month:%Y-%m}")
                yield said, partial(self._export, int(f"{month:%Y%m}"))

    def _months(self) -> list[datetime]:
        """This month and the one before, and the month of the count in front."""
        this, detail = fmt.now().astimezone().replace(day=1), self.desk.pane.detail
        months = {f"{month:%Y-%m}": month for month in (this, this - timedelta(days=1))}
        if detail is not None:
            months.setdefault(detail.month, datetime.strptime(detail.month, "%Y-%m"))
        return list(months.values())

    def _look_at(self, code: str, entry_id: int, _on: bool = False) -> None:
        self.desk.show_paper(entry_id, code)

    def _export(self, month: int, _on: bool = False) -> None:
        name = self.tr("key table {month}.xlsx").format(month=month)
        ask_file(self.desk, self.tr("Write the key table"), partial(self._write, month), save_as=name)

    def _write(self, month: int, path: str) -> None:
        self.desk.context.ask("inventories.write_table", while_alive(self, self._written), id=month, path=path)

    def _written(self, path: str) -> None:
        self.desk.context.say(self.tr("{path} is written.").format(path=path), kind="ok")
