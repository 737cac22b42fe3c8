"""Excel from the residents' desk: which file, the dry run with the import as its next step, what was written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from deskapp.domain.directory import ImportReport
from deskapp.ui.common.parts import while_alive
from deskapp.ui.common.resident_excel import ExcelPage, ask_file
from deskapp.ui.common.resident_pane import Push

if TYPE_CHECKING:
    from deskapp.errors import DeskError
    from deskapp.ui.common.resident_steps import ResidentSteps


class WorkbookSteps(QObject):
    """The Excel half of ``ResidentSteps``."""

    def __init__(self, steps: ResidentSteps) -> None:
        super().__init__(steps)
        self.steps = steps
        self.desk = steps.desk
        self.context = steps.context

    def choose(self) -> None:
        """Ask which workbook to take in."""
        ask_file(self.desk, self.tr("Import from Excel"), self.check)

    def check(self, path: str) -> None:
        """The dry run, with the import as its next step."""
        steps = self.steps
        steps.leave()
        steps.person = None
        page = ExcelPage(self.context, path, while_alive(self.desk, self._imported))
        page.ready.connect(steps.allow_first)
        steps.put(page, self.tr("Import from Excel"), path)
        again = Push(self.tr("Check again"), "", page.check)
        leave = Push(self.tr("Leave"), "Esc", steps.go_back, "quiet")
        self.desk.pane.offer([Push(self.tr("Import"), "Ctrl+Return", page.take_in), again, leave])
        steps.allow_first(False)
        self.desk.turn(page=True)
        page.check()

    def _imported(self, _report: ImportReport) -> None:
        self.desk.reload()

    def export(self) -> None:
        """The whole directory as a workbook."""
        self._write("export_workbook", self.tr("directory.xlsx"))

    def template(self) -> None:
        """An empty workbook to fill in."""
        self._write("write_template", self.tr("directory template.xlsx"))

    def _write(self, verb: str, name: str) -> None:
        ask_file(self.desk, self.tr("Write an Excel workbook"), partial(self._begin, verb), save_as=name)

    def _begin(self, verb: str, path: str) -> None:
        """Write it beside whatever else is being done."""
        self.context.say(self.tr("Writing {path}…").format(path=path))
        written, refused = while_alive(self.desk, self._written), while_alive(self.desk, self._refused)
        self.context.ask(f"directory.{verb}", written, refused, path=path)

    def _written(self, path: str) -> None:
        self.context.say(self.tr("{path} is written.").format(path=path), kind="ok")

    def _refused(self, error: DeskError) -> None:
        self.context.say_error(error)
