"""A list is printed for its day or month from the command line."""

from __future__ import annotations

import io

import pypdf
import pytest

from deskapp.commands.printing import form_info, period_of, printed
from deskapp.domain.common import Ref
from deskapp.errors import NotFound
from deskapp.paper.forms import PaperOffice
from tests.factories import Desk
from tests.ways.specials import order


def test_a_day_or_a_month_stands_in_the_number_s_place(desk: Desk) -> None:
    papers = PaperOffice()
    made = order(desk)
    form = form_info(papers, "special_service_list")
    for asked in ("2026-11", "202611", f"{made.at.astimezone():%Y-%m-%d}"):
        ref = period_of(form, asked)
        assert ref is not None
        pdf = printed(desk.office, papers, desk.actor, ref, form)
        assert made.number in pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert period_of(form_info(papers, "special_service"), "2026-11") is None
    assert period_of(form, "2026-11-21") == Ref("specials", 20261121, "2026-11-21")


@pytest.mark.parametrize("asked", ["", "heute", "2026", "2026-13", "２０２６-１１", "TY-202611-0001"])
def test_what_is_no_period_is_not_found(desk: Desk, asked: str) -> None:
    papers = PaperOffice()
    form = form_info(papers, "special_service_list")
    with pytest.raises(NotFound):
        printed(desk.office, papers, desk.actor, period_of(form, asked) or Ref("", 0), form)
