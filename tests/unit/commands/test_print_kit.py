"""The lights-out pages and the pad of blank forms from the command line (``DUTY-9``)."""

from __future__ import annotations

import io

import pypdf
import pytest

from deskapp.commands.printing import chosen_of, form_info, printed
from deskapp.errors import NotFound
from deskapp.paper.forms import PaperOffice
from tests.factories import Desk


def pages(desk: Desk, form: str, asked: str) -> list[str]:
    papers = PaperOffice()
    info = form_info(papers, form)
    ref = chosen_of(desk.office, desk.actor, info, asked)
    assert ref is not None
    found = pypdf.PdfReader(io.BytesIO(printed(desk.office, papers, desk.actor, ref, info, count=True)))
    return ["".join(page.extract_text().split()) for page in found.pages]


def test_duty_9_the_pages_of_now_are_printed_and_counted(desk: Desk) -> None:
    entry = desk.entry()
    found = pages(desk, "lights_out", "now")
    assert len(found) == 2
    assert entry.number in found[0]
    assert desk.call("lights_out.stand").printed_by == desk.actor.name


def test_duty_9_a_pad_of_so_many_copies_is_printed(desk: Desk) -> None:
    found = pages(desk, "blank_pad", "2")
    assert sum("应急流水登记" in text for text in found) == 2
    with pytest.raises(NotFound):
        pages(desk, "blank_pad", "99")
