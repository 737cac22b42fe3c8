"""Pages as pictures on a printer's paper: as many, and exactly as large, as the form has."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from deskapp.app import open_papers
from deskapp.domain.paper import PrintOptions
from deskapp.errors import DeskError
from deskapp.ui import format as fmt
from deskapp.ui.common.print_pictures import DPI, lay, page_layout, print_pictures
from deskapp.ui.common.print_queue import Ticket
from deskapp.ui.context import Context
from tests.factories import Desk


def options(desk: Desk, paper: str) -> PrintOptions:
    return PrintOptions(estate=desk.call("directory.estate"), printed_at=fmt.now(), printed_by="陈静", paper=paper)


@pytest.mark.parametrize(
    ("paper", "pages", "size"), [("a4x3", 1, (210.0, 297.0)), ("a5x3", 3, (210.0, 148.0))], ids=["one A4", "three A5"]
)
def test_a_slip_comes_out_on_paper_of_its_own_size(
    qapp: QApplication, desk: Desk, tmp_path: Path, paper: str, pages: int, size: tuple[float, float]
) -> None:
    papers = open_papers()
    pdf = papers.render("dispatch_order", desk.slip(), options(desk, paper))
    pictures = papers.pictures(pdf, DPI)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    lay(printer, pictures)
    read = PdfReader(tmp_path / "printed.pdf")
    assert len(read.pages) == pages
    for page in read.pages:
        box = page.mediabox
        mm = (float(box.width) / 72 * 25.4, float(box.height) / 72 * 25.4)
        assert mm == pytest.approx(size, abs=0.2)


def test_continuous_paper_keeps_its_width_and_no_size_is_rounded_to_a_standard_one() -> None:
    half = page_layout(2850, 1650)
    assert half.orientation() == QPageLayout.Orientation.Portrait
    full = half.fullRect(QPageLayout.Unit.Millimeter)
    assert (round(full.width(), 1), round(full.height(), 1)) == (241.3, 139.7)
    assert page_layout(1748, 2481).fullRect(QPageLayout.Unit.Millimeter).width() == pytest.approx(148, abs=0.01)
    lying = page_layout(2481, 1749).fullRect(QPageLayout.Unit.Millimeter)
    assert (lying.width(), lying.height()) == pytest.approx((210, 148), abs=0.01)


def test_a_printer_that_is_not_there_is_named(qapp: QApplication, context: Context) -> None:
    with pytest.raises(DeskError) as refused:
        print_pictures(open_papers(), b"", Ticket(name="one", printer="no-such-printer-here"))
    assert "no-such-printer-here" in context.error_text(refused.value)
