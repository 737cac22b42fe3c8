"""The forms as the window and the command line see them."""

import subprocess
import sys
from pathlib import Path

import pytest

from deskapp.domain.words import Language, word
from deskapp.errors import DeskError
from deskapp.paper.forms import all_forms
from tests.unit.paper.samples import PAPERS, options, order, slip

ROOT = Path(__file__).resolve().parents[3]


def test_every_form_is_found_named_and_drawn_blank() -> None:
    forms = PAPERS.forms()
    codes = [form.code for form in forms]
    assert codes == sorted(codes)
    assert {"dispatch_order", "reception_record"} <= set(codes)
    for form in forms:
        for paper in form.papers:
            assert word(f"form.{form.code}", Language.CHINESE)
            assert word(f"paper.{paper}", Language.ENGLISH)
            assert PAPERS.render(form.code, None, options(blank=True, paper=paper)).startswith(b"%PDF-")
    assert all_forms()["dispatch_order"].counted == "slips.print"


def test_importing_the_forms_loads_no_pdf_library() -> None:
    code = "import sys; from deskapp.paper.forms import PaperOffice; PaperOffice().forms(); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"reportlab", "segno", "pypdfium2", "PIL", "PySide6", "sqlalchemy"} & set(loaded)


def test_unknown_form_and_paper_are_refused() -> None:
    with pytest.raises(DeskError) as form:
        PAPERS.render("nothing", slip(), options())
    assert form.value.code == "unknown_form"
    with pytest.raises(DeskError) as paper:
        order(slip(), paper="a0")
    assert paper.value.code == "unknown_paper"
    assert "a4x3, a5x3" in word(f"error.{paper.value.code}", Language.ENGLISH, **paper.value.params)


def test_without_a_paper_the_first_is_taken() -> None:
    assert order(slip(), paper="") == order(slip(), paper="a4x3")


def test_pictures_are_the_pages_in_bgra() -> None:
    pictures = PAPERS.pictures(order(slip(), paper="a5x3"), 96)
    assert [(wide, high) for wide, high, _ in pictures] == [(794, 560)] * 3
    for wide, high, pixels in pictures:
        assert len(pixels) == wide * high * 4
        assert pixels[:4] == b"\xff\xff\xff\xff"
        assert min(pixels[0::4]) < 40


def test_what_no_font_has_is_told() -> None:
    assert PAPERS.missing_characters("普通文字 ABC\n㛃䶮") == ""
    assert PAPERS.missing_characters("甲\ue000乙\ue000") == "\ue000"
    PAPERS.warm_up()
