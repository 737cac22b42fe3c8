"""The paper before it is printed: the very PDF, over the desk, with what the workplace remembers for its form."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QImage, QKeyEvent, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from deskapp.domain.paper import PaperLanguage
from deskapp.errors import DeskError
from deskapp.ui import theme
from deskapp.ui.common.editors import is_enter
from deskapp.ui.common.files import file_dialog
from deskapp.ui.common.parts import FlowLayout, em, keyed, label, while_alive
from deskapp.ui.common.print_press import Printers
from deskapp.ui.common.print_queue import file_name, waiting
from deskapp.ui.common.printing import PrintChoice, PrintJob, UnseenPrint, form_of, missing_words
from deskapp.ui.tasks import Task

if TYPE_CHECKING:
    from deskapp.domain.slips import Printed
    from deskapp.ui.common.printing import Asked
    from deskapp.ui.context import Context

# Sharp on a screen of twice the density, quick to draw.
_DPI = 144
_MOST_COPIES = 9
#: No sheet has more labels than this.
_MOST_PLACES = 80
Picture = tuple[int, int, bytes]


class PreviewPage(QWidget):
    """Enter prints, Ctrl+S saves as PDF, Esc closes. A print is counted when it is really printed or saved."""

    closed = Signal()

    def __init__(self, context: Context, code: str, entry_id: int, asked: Asked | None = None) -> None:
        super().__init__()
        form = form_of(context, code)
        if form is None:
            raise DeskError("unknown_form", form=code)
        self.context = context
        self.form = form
        self.choice = PrintChoice.of(context.settings, form)
        self.job = PrintJob(self, context, form, entry_id, asked)
        self.printers = Printers(context, self)
        self.pages: list[QLabel] = []
        self._pictures: list[QPixmap] = []
        self._target: Path | None = None
        self.busy = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._build()
        self._connect()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        edge = theme.px(14)
        column.setContentsMargins(edge, theme.px(10), edge, theme.px(10))
        column.setSpacing(theme.px(10))
        head = QHBoxLayout()
        self.title = label(self.context.word(f"form.{self.form.code}"), "title", wrap=True)
        head.addWidget(self.title, 1)
        self.print_button = keyed(self.tr("Print"), "Return", "primary")
        self.save_button = keyed(self.tr("Save as PDF"), "Ctrl+S")
        self.close_button = keyed(self.tr("Close"), "Esc", "quiet")
        for made in (self.print_button, self.save_button, self.close_button):
            head.addWidget(made)
        column.addLayout(head)
        holder = QWidget()
        flow = FlowLayout(holder, gap=theme.px(10))
        self._choices(flow)
        column.addWidget(holder)
        self.note = label("", "soon", wrap=True)
        self.missing = label("", "late", wrap=True)
        for line in (self.note, self.missing):
            line.hide()
            column.addWidget(line)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setAccessibleName(self.tr("The paper"))
        inside = QWidget()
        inside.setProperty("kind", "clear")
        self._stack = QVBoxLayout(inside)
        self._stack.setSpacing(theme.px(12))
        self._stack.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.area.setWidget(inside)
        column.addWidget(self.area, 1)

    def _choices(self, flow: FlowLayout) -> None:
        word = self.context.word
        self.paper = self._combo([(word(f"paper.{paper}"), paper) for paper in self.form.papers], self.choice.paper)
        languages = [(word(f"paper.language.{each.value}"), each.value) for each in PaperLanguage]
        self.language = self._combo(languages, self.choice.language)
        self.printer = self._combo([(self.tr("The system's own printer"), "")], "")
        self.copies = self._combo([(str(count), count) for count in range(1, _MOST_COPIES + 1)], self.choice.copies)
        self.first = self._combo([(str(place), place) for place in range(1, _MOST_PLACES + 1)], self.choice.first)
        for title, widget in (
            (self.tr("Paper"), self.paper),
            *(((self.tr("First free label"), self.first),) if self.form.labels else ()),
            (self.tr("Language"), self.language),
            (self.tr("Printer"), self.printer),
            (self.tr("Copies"), self.copies),
        ):
            pair = QWidget()
            line = QHBoxLayout(pair)
            line.setContentsMargins(0, 0, 0, 0)
            line.addWidget(label(title, "muted"))
            line.addWidget(widget)
            widget.setAccessibleName(title)
            flow.addWidget(pair)
        self.at_once = QCheckBox(self.tr("From now on print it at once, without a preview"))
        self.at_once.setChecked(self.choice.at_once)
        flow.addWidget(self.at_once)
        self.at_once.setVisible(self.form.follows)

    @staticmethod
    def _combo(items: Sequence[tuple[str, object]], current: object) -> QComboBox:
        box = QComboBox()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)  # printers come later, and are long
        for text, data in items:
            box.addItem(text, data)
        box.setCurrentIndex(max(box.findData(current), 0))
        return box

    def _connect(self) -> None:
        self.print_button.clicked.connect(self.print_now)
        self.save_button.clicked.connect(self.save_pdf)
        self.close_button.clicked.connect(self.closed)
        for box in (self.paper, self.language, self.printer, self.copies, self.first):
            box.activated.connect(self._chosen)
        self.at_once.clicked.connect(self._chosen)
        for widget in (self.paper, self.language, self.printer, self.copies, self.first, self.at_once):
            widget.installEventFilter(self)
        self.printers.found.connect(self._printers_found)
        self.job.known.connect(self._known)
        self.job.drawn.connect(self._drawn)
        self.job.ready.connect(self._ready)
        self.job.refused.connect(self._refused)

    def begin(self) -> None:
        """Read the entry and draw it."""
        self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.job.read()
        self._count_waiting()

    # Drawing

    def _known(self) -> None:
        self.title.setText(f"{self.context.word(f'form.{self.form.code}')}  {self.job.data.number}")
        self.job.draw(self.choice, _DPI)

    def _drawn(self, _pdf: bytes, pictures: Sequence[Picture], missing: str) -> None:
        self.missing.setText(missing_words(missing))
        self.missing.setVisible(bool(missing))
        for page in self.pages:
            page.deleteLater()
        self.pages.clear()
        self._pictures = [_pixmap(picture) for picture in pictures]
        for number, _ in enumerate(self._pictures, 1):
            page = QLabel()
            page.setAccessibleName(self.tr("Page {number}").format(number=number))
            self._stack.addWidget(page)
            self.pages.append(page)
        self._fit()

    def _fit(self) -> None:
        """As wide as the window lets, never wider than the paper's own dots."""
        room = min(self.area.viewport().width() - theme.px(24), em(self) * 64)
        for page, picture in zip(self.pages, self._pictures, strict=True):
            ratio = self.devicePixelRatioF()
            width = min(round(room * ratio), picture.width())
            scaled = picture.scaledToWidth(max(width, 1), Qt.TransformationMode.SmoothTransformation)
            scaled.setDevicePixelRatio(ratio)
            page.setPixmap(scaled)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: look for printers, again when one comes back to the page."""
        super().showEvent(event)
        self.printers.ask()

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt: printers need not be looked for."""
        super().hideEvent(event)
        self.printers.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: fit the pages to the new width."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)

    # Choosing

    def _printers_found(self, names: list[str]) -> None:
        kept = self.choice.printer
        self.printer.clear()
        if names:
            self.printer.addItem(self.tr("The system's own printer"), "")
        else:
            self.printer.addItem(self.tr("No printer: the PDF waits in the queue"), "")
        for name in names if kept in {*names, ""} else [*names, kept]:
            self.printer.addItem(name, name)
        self.printer.setCurrentIndex(max(self.printer.findData(kept), 0))

    def _chosen(self) -> None:
        before = self.choice
        self.choice = PrintChoice(
            paper=self.paper.currentData(),
            language=self.language.currentData(),
            printer=self.printer.currentData() or "",
            copies=self.copies.currentData(),
            at_once=self.at_once.isChecked(),
            first=self.first.currentData(),
        )
        self.choice.remember(self.context.settings, self.form)
        drawn = (self.choice.paper, self.choice.language, self.choice.first)
        if (before.paper, before.language, before.first) != drawn:
            self.job.draw(self.choice, _DPI)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: Enter prints from wherever the keys are."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and is_enter(event):
            self.print_now()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter prints, page keys turn pages."""
        bar = self.area.verticalScrollBar()
        if is_enter(event):
            self.print_now()
        elif event.key() in {Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}:
            down = event.key() == Qt.Key.Key_PageDown
            bar.setValue(bar.value() + (bar.pageStep() if down else -bar.pageStep()))
        else:
            super().keyPressEvent(event)

    # Printing and saving

    def print_now(self) -> None:
        """Count, draw with the reprint's number, send: the page need not be there any more."""
        if self.busy or self.job.data is None:
            return
        self.choice.remember(self.context.settings, self.form)
        UnseenPrint(self.context, self.form, self.job.entry_id, self.choice, self.job.asked)
        self.closed.emit()

    def save_pdf(self) -> None:
        """Ask where to, then count and save."""
        if self.job.data is None:
            return
        dialog = file_dialog(self, self.tr("Save as PDF"))
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{file_name(self.job.data.number)}.pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def save_to(self, path: str) -> None:
        """Save the counted PDF."""
        if self.busy or self.job.data is None:
            return
        self._target = Path(path)
        self._set_busy(True)
        self.choice.remember(self.context.settings, self.form)
        self.job.count(self.choice)

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        for made in (self.print_button, self.save_button):
            made.setEnabled(not busy)

    def _ready(self, pdf: bytes, _printed: Printed, _missing: str) -> None:
        target = self._target
        assert target is not None
        done, failed = while_alive(self, self._saved), while_alive(self, self._not_saved)
        self.context.runner.read(Task(_Write(target, pdf), done, failed, self, "save"))

    def _saved(self, path: Path) -> None:
        self.context.say(self.tr("Saved: {path}").format(path=path), kind="ok")
        self.closed.emit()

    def _not_saved(self, error: Exception) -> None:
        self._set_busy(False)
        if not isinstance(error, OSError):
            raise error
        self.context.say_error(DeskError("storage", reason=error.strerror or type(error).__name__))

    def _refused(self, error: DeskError) -> None:
        self._set_busy(False)
        self.note.setText(self.context.error_text(error))
        self.note.show()

    def _count_waiting(self) -> None:
        then, failed = while_alive(self, self._tell_waiting), while_alive(self, self._not_saved)
        self.context.runner.read(Task(partial(waiting, self.context.settings), then, failed, self, "waiting"))

    def _tell_waiting(self, files: Sequence[Path]) -> None:
        self.note.setText(self.tr("%n PDF(s) still wait to be printed.", None, len(files)))
        self.note.setVisible(bool(files))


class _Write:
    """Writes a PDF whole or not at all."""

    def __init__(self, target: Path, pdf: bytes) -> None:
        self.target, self.pdf = target, pdf

    def __call__(self) -> Path:
        part = self.target.with_suffix(".part")
        part.write_bytes(self.pdf)
        part.replace(self.target)
        return self.target


def _pixmap(picture: Picture) -> QPixmap:
    width, height, dots = picture
    return QPixmap.fromImage(QImage(dots, width, height, width * 4, QImage.Format.Format_RGB32))
