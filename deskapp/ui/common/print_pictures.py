"""Printing where there is no ``lp`` (Windows): each page a picture, laid on paper of exactly its size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from deskapp.errors import DeskError

if TYPE_CHECKING:
    from deskapp.domain.paper import Papers
    from deskapp.ui.common.print_queue import Ticket

DPI = 300
_INCH = 25.4
# Papers in mm. A page that is one of them but for a dot is meant to be it: drivers choose the tray by the exact size.
_SHEETS = ((297.0, 420.0), (210.0, 297.0), (148.0, 210.0), (105.0, 148.0))
_FORMS = ((241.3, 139.7), (241.3, 279.4))
_DOT = 0.3
Picture = tuple[int, int, bytes]


def print_pictures(papers: Papers, pdf: bytes, ticket: Ticket) -> None:
    """Print a PDF as pictures (on a worker: drivers take their time).

    Raises:
        DeskError: ``no_printer``, ``unknown_printer`` or ``printer_silent``.
    """
    info = QPrinterInfo.printerInfo(ticket.printer) if ticket.printer else QPrinterInfo.defaultPrinter()
    if info.isNull():
        raise DeskError("unknown_printer", printer=ticket.printer) if ticket.printer else DeskError("no_printer")
    printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    printer.setDocName(ticket.name)
    printer.setCopyCount(ticket.copies)
    lay(printer, papers.pictures(pdf, DPI))


def lay(printer: QPrinter, pages: Sequence[Picture]) -> None:
    """Lay pages on a printer's paper, edge to edge.

    Raises:
        DeskError: ``printer_silent``.
    """
    printer.setResolution(DPI)
    printer.setFullPage(True)
    painter = QPainter()
    for number, (wide, high, dots) in enumerate(pages):
        printer.setPageLayout(page_layout(wide, high))
        if not (printer.newPage() if number else painter.begin(printer)):
            raise DeskError("printer_silent", printer=printer.printerName())
        image = QImage(dots, wide, high, wide * 4, QImage.Format.Format_RGB32)
        painter.drawImage(QRectF(printer.pageLayout().fullRectPixels(printer.resolution())), image)
    if pages and not painter.end():
        raise DeskError("printer_silent", printer=printer.printerName())


def page_layout(wide: int, high: int) -> QPageLayout:
    """The paper of a page of so many dots: its exact size, no margins."""
    width, height = wide / DPI * _INCH, high / DPI * _INCH
    for short, long in _SHEETS:
        if max(abs(min(width, height) - short), abs(max(width, height) - long)) <= _DOT:
            return _layout(short, long, lying=width > height)
    for known in _FORMS:  # continuous paper is as wide as the printer, however short the form
        if max(abs(width - known[0]), abs(height - known[1])) <= _DOT:
            width, height = known
    return _layout(width, height, lying=False)


def _layout(width: float, height: float, *, lying: bool) -> QPageLayout:
    # Without a name of its own a size that differs by a hair takes over the standard one it is near to.
    unit, exact = QPageSize.Unit.Millimeter, QPageSize.SizeMatchPolicy.ExactMatch
    size = QPageSize(QSizeF(width, height), unit, f"{width:.1f} x {height:.1f} mm", exact)
    way = QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
    return QPageLayout(size, way, QMarginsF(0, 0, 0, 0))
