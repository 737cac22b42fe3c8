"""Excel in and out: the dry run with every bad row in the page, the import, the template, the export."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHeaderView,
    QProgressBar,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from deskapp.domain.directory import BadRow, ImportReport
from deskapp.domain.workbook import SHEETS, Sheet
from deskapp.errors import DeskError
from deskapp.ui import theme
from deskapp.ui.common.files import file_dialog
from deskapp.ui.common.parts import em, label, while_alive

if TYPE_CHECKING:
    from deskapp.ui.context import Context

After = Callable[[ImportReport], None]
#: More bad rows than this are counted, not listed: whoever mends the first thousand asks again.
_LISTED = 1000


class ExcelPage(QWidget):
    """Takes one workbook of a register: checks it, lists what is bad, and imports it when nothing is.

    ``ready`` tells whether it can be taken in now; ``after`` is called when it was, even if the page is gone by then.
    """

    ready = Signal(bool)

    def __init__(
        self,
        context: Context,
        path: str,
        after: After,
        *,
        register: str = "directory",
        sheets: Sequence[Sheet] = SHEETS,
    ) -> None:
        super().__init__()
        self.register = register
        self.sheets = sheets
        self.after = after
        self.context = context
        self.path = path
        self.report: ImportReport | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.headline = label("", "strong", wrap=True)
        self.counts = label("", "muted", wrap=True)
        self.table = QTableWidget(0, 3)
        self._dress()
        for widget in (self.headline, self.progress, self.counts, self.table):
            column.addWidget(widget)

    def _dress(self) -> None:
        self.table.setHorizontalHeaderLabels([self.tr("Place"), self.tr("Column"), self.tr("Reason")])
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setWordWrap(True)
        self.table.setAccessibleName(self.tr("Rows that cannot be taken in"))
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        rows = (self._place(self.context.word(sheet.title), _LISTED) for sheet in self.sheets)
        self.table.setColumnWidth(0, max(self.fontMetrics().horizontalAdvance(row) for row in rows) + theme.px(18))
        self.table.setColumnWidth(1, em(self) * 7)
        self.table.setMinimumHeight(em(self) * 22)
        self.table.hide()

    def check(self) -> None:
        """Read the workbook without writing anything."""
        self._busy(self.tr("Checking the workbook. Nothing is written yet; you can go on working."))
        done, refused = while_alive(self, self._checked), while_alive(self, self._refused)
        self.context.ask(f"{self.register}.check_workbook", done, refused, path=self.path)

    def take_in(self) -> None:
        """Import it, all or nothing."""
        self.ready.emit(False)
        self._busy(self.tr("Importing. Everything is taken in at once or not at all."))
        done = partial(_taken_in, self.context, self.after, while_alive(self, self._taken))
        refused = while_alive(self, self._refused)
        self.context.do(f"{self.register}.import_workbook", done, refused, path=self.path, dry_run=False)

    def _busy(self, text: str) -> None:
        self.headline.setText(text)
        self.progress.show()
        self.counts.hide()
        self.table.hide()

    def _checked(self, report: ImportReport) -> None:
        self.report = report
        self._show(report)
        if not report.bad:
            anything = any(number for name, number in report.counts.items() if not name.endswith(".same"))
            text = self.tr("Every row is fine.") if anything else self.tr("Everything in it is known already.")
            self.headline.setText(text)
            self.ready.emit(anything)

    def _taken(self, report: ImportReport) -> None:
        self._show(report)
        if not report.bad:
            self.headline.setText(self.tr("Taken in."))

    def _show(self, report: ImportReport) -> None:
        self.progress.hide()
        self.counts.setText(self._sums(report.counts))
        self.counts.setVisible(bool(report.counts) and not report.bad)
        self.table.setVisible(bool(report.bad))
        if not report.bad:
            return
        text = self.tr("%n cell(s) must be mended in the workbook first. Nothing was written.", "", len(report.bad))
        self.headline.setText(text)
        shown = report.bad[:_LISTED]
        self.table.setRowCount(len(shown))
        for at, bad in enumerate(shown):
            for column, words in enumerate(self._words(bad)):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                self.table.setItem(at, column, item)
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() * 2 + theme.px(6))

    def _words(self, bad: BadRow) -> tuple[str, str, str]:
        # A sheet bears its name in both languages; here one is enough, and leaves room for the row.
        own = (self.context.word(sheet.title) for sheet in self.sheets)
        sheet = next((title for title in own if title in bad.sheet), bad.sheet)
        return self._place(sheet, bad.row), bad.column, self.context.word(f"problem.{bad.code}", **bad.params)

    def _place(self, sheet: str, row: int) -> str:
        return self.tr("{sheet}, row {row}").format(sheet=sheet, row=row)

    def _sums(self, counts: dict[str, int]) -> str:
        lines = []
        for sheet in self.sheets:
            parts = [
                f"{self.context.word(f'workbook.{fate}')} {counts[f'{sheet.name}.{fate}']:,}"
                for fate in ("new", "changed", "same")
                if counts.get(f"{sheet.name}.{fate}")
            ]
            if parts:
                line = self.tr("{sheet}: {counts}")
                lines.append(line.format(sheet=self.context.word(sheet.title), counts=" · ".join(parts)))
        return "\n".join(lines)

    def _refused(self, error: DeskError) -> None:
        self.progress.hide()
        self.headline.setText(self.context.error_text(error))
        self.ready.emit(False)


def _taken_in(context: Context, after: After, shown: After, report: ImportReport) -> None:
    shown(report)
    if not report.bad:
        context.say(QCoreApplication.translate("ExcelPage", "The workbook is taken in."), kind="ok")
        after(report)


def ask_file(owner: QWidget, title: str, then: Callable[[str], None], *, save_as: str = "") -> QFileDialog:
    """Ask for a workbook to open, or (``save_as`` its proposed name) for a place to write one."""
    dialog = file_dialog(owner, title)
    dialog.setNameFilter("Excel (*.xlsx)")
    dialog.setDefaultSuffix("xlsx")
    if save_as:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(save_as)
    else:
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(then)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
