"""The button of a desk's papers: that of the entry in front, a month's report on paper and in Excel."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu

from deskapp.domain.people import OFFICE
from deskapp.ui import format as fmt
from deskapp.ui.common.parts import keyed, while_alive
from deskapp.ui.common.printing import form_of
from deskapp.ui.common.register_spec import DeskKey
from deskapp.ui.common.resident_excel import ask_file

if TYPE_CHECKING:
    from deskapp.ui.common.register_desk import RegisterDesk

_KEY = "Ctrl+Shift+P"


class MonthMenu(QMenu):
    """Offers the entry's own paper, then ``form`` of this month and the one before; the office may ``write`` them."""

    def __init__(self, desk: RegisterDesk, form: str, write: str) -> None:
        super().__init__(desk)
        self._desk, self._form, self._verb = desk, form, write
        self.button = keyed(QCoreApplication.translate("MonthMenu", "Papers"), _KEY)
        self.button.setToolTip(_text())
        self.button.clicked.connect(self.offer)
        row = desk.top.layout()
        assert isinstance(row, QHBoxLayout)
        row.insertWidget(row.count() - 1, self.button, 0, Qt.AlignmentFlag.AlignTop)

    def offer(self, _on: bool = False) -> None:
        """Open under its button, the first line in front."""
        self.clear()
        desk, word = self._desk, self._desk.context.word
        detail, own = desk.pane.detail, desk.spec.paper
        if detail is not None and form_of(desk.context, own) is not None:
            self.addAction(f"{word(f'form.{own}')}  {detail.number}").triggered.connect(self._own)
        for month in self._months():
            said = f"{word(f'form.{self._form}')}  {month:%Y-%m}"
            self.addAction(said).triggered.connect(partial(self._print, int(f"{month:%Y%m}")))
        if desk.context.actor is not None and desk.context.actor.role in OFFICE:
            for month in self._months():
                said = f"Excel: {word(f'form.{self._form}')}  {month:%Y-%m}"
                self.addAction(said).triggered.connect(partial(self._export, month))
        self.popup(self.button.mapToGlobal(QPoint(0, self.button.height())))
        self.setActiveAction(self.actions()[0])

    @staticmethod
    def _months() -> tuple[datetime, datetime]:
        this = fmt.now().astimezone().replace(day=1)
        return this, this - timedelta(days=1)

    def _own(self, _on: bool = False) -> None:
        self._desk.print_entry()

    def _print(self, month: int, _on: bool = False) -> None:
        self._desk.show_paper(month, self._form)

    def _export(self, month: datetime, _on: bool = False) -> None:
        word = self._desk.context.word(f"form.{self._form}")
        ask_file(self._desk, word, partial(self._write, int(f"{month:%Y%m}")), save_as=f"{word} {month:%Y-%m}.xlsx")

    def _write(self, month: int, path: str) -> None:
        self._desk.context.ask(self._verb, while_alive(self, self._written), id=month, path=path)

    def _written(self, path: str) -> None:
        said = QCoreApplication.translate("MonthMenu", "{path} is written.")
        self._desk.context.say(said.format(path=path), kind="ok")


def papers_key() -> DeskKey:
    """The key of a desk that has its menu as ``papers``."""
    return DeskKey(key=_KEY, title=_text, act=_offer)


def _offer(desk: RegisterDesk) -> None:
    papers = getattr(desk, "papers", None)
    if isinstance(papers, MonthMenu) and desk.preview is None:
        papers.offer()


def _text() -> str:
    return QCoreApplication.translate("MonthMenu", "Papers: this entry, the month's report")
