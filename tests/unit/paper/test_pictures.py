"""Attached pictures on paper: in their box, their ratio kept, upright; what is none leaves the place empty."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pdfplumber
import pytest
from PIL import Image

from deskapp.errors import DeskError
from deskapp.paper.cells import Cell
from deskapp.paper.forms import PaperOffice
from deskapp.paper.pdf import Document
from deskapp.paper.pictures import Picture, draw
from deskapp.paper.sheet import Sheet
from tests.pictures import paper, picture

BOX = (100.0, 200.0, 120.0, 60.0)


def drawn(*contents: bytes, box: tuple[float, float, float, float] = BOX, align: str = "c") -> tuple[list[Any], bytes]:
    """The pictures of a page as another program finds them."""
    document = Document(title="t", subject="s", author="a", language="zh")
    sheet = Sheet(document, 595, 842)
    sheet.text(100, 100, "收条 receipt", 9)
    for content in contents:
        assert draw(sheet, content, *box, align=align)
    pdf = document.finish()
    with pdfplumber.open(BytesIO(pdf)) as opened:
        return list(opened.pages[0].images), pdf


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("size", [(320, 240), (60, 600), (1600, 100)])
def test_all_8_a_picture_fills_its_box_and_keeps_its_ratio(kind: str, size: tuple[int, int]) -> None:
    (found,), pdf = drawn(picture(kind, size))
    x, y, width, height = BOX
    assert x - 0.1 <= found["x0"] < found["x1"] <= x + width + 0.1
    assert y - 0.1 <= found["top"] < found["bottom"] <= y + height + 0.1
    assert found["width"] / found["height"] == pytest.approx(size[0] / size[1], rel=0.06)
    assert found["width"] == pytest.approx(width, abs=0.1) or found["height"] == pytest.approx(height, abs=0.1)
    assert drawn(picture(kind, size))[1] == pdf


def test_all_8_a_photo_on_its_side_stands_upright() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    made = BytesIO()
    Image.new("RGB", (300, 100), "red").save(made, "JPEG", exif=turned)
    (found,), _ = drawn(made.getvalue())
    assert found["height"] > found["width"]


def test_all_8_a_large_photo_makes_a_small_paper_and_the_same_one_stands_in_it_once() -> None:
    photo = picture(size=(4000, 3000))
    once, alone = drawn(photo)
    twice, both = drawn(photo, photo)
    assert (len(once), len(twice)) == (1, 2)
    assert len(both) < len(alone) + 200
    assert len(alone) < 80_000


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_all_8_pictures_of_every_colouring_are_drawn(mode: str) -> None:
    made = BytesIO()
    Image.new(mode, (40, 20)).save(made, "JPEG" if mode == "CMYK" else "PNG")
    (found,), _ = drawn(made.getvalue())
    assert found["width"] > 0


def test_a_clear_ground_is_white_on_paper() -> None:
    made = BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(made, "PNG")
    (found,), _ = drawn(made.getvalue())
    assert set(found["stream"].get_data()) == {255}


@pytest.mark.parametrize("content", [b"", b"no picture", paper(), picture()[:200]])
def test_what_is_no_picture_leaves_its_place_empty(content: bytes) -> None:
    document = Document(title="t", subject="s", author="a", language="zh")
    sheet = Sheet(document, 595, 842)
    assert not draw(sheet, content, *BOX)
    assert not sheet.images
    Picture(content, 40).draw(sheet, 0, 0, 100, 40)
    assert b"%PDF-" in document.finish()


@pytest.mark.parametrize(("align", "left"), [("l", 100.0), ("c", 130.0), ("r", 160.0)])
def test_a_narrow_picture_stands_where_it_is_told_to(align: str, left: float) -> None:
    (found,), _ = drawn(picture("PNG", (100, 100)), align=align)
    assert found["x0"] == pytest.approx(left, abs=0.1)


def test_a_picture_is_the_content_of_a_cell() -> None:
    cell = Cell(Picture(picture("PNG"), 44.0))
    assert cell.content.fit(100) == 44.0


def test_all_8_one_page_of_a_scanned_paper_is_shown() -> None:
    papers = PaperOffice()
    count, (wide, high, dots) = papers.leaf(paper(3), 1, 562)
    assert (count, wide, high) == (3, 400, 562)
    assert len(dots) == wide * high * 4
    assert papers.leaf(paper(1), 9, 100)[0] == 1


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.4 startxref %%EOF", paper()[:500]])
def test_all_8_a_paper_that_cannot_be_shown_says_so(pdf: bytes) -> None:
    with pytest.raises(DeskError, match="unreadable_pdf"):
        PaperOffice().leaf(pdf, 0, 100)
