"""Forms of a whole shelf, cabinet or area are printed by its letters or name from the command line."""

from __future__ import annotations

import io

import pypdf
import pytest

from deskapp.commands.printing import chosen_of, form_info, period_of, printed
from deskapp.domain.keys import CabinetDraft
from deskapp.domain.shelves import ShelfDraft
from deskapp.errors import NotFound
from deskapp.paper.forms import PaperOffice
from tests.factories import Desk
from tests.ways import mail as ways


def words(desk: Desk, form: str, asked: str) -> str:
    papers = PaperOffice()
    info = form_info(papers, form)
    ref = period_of(info, asked) or chosen_of(desk.office, desk.actor, info, asked)
    assert ref is not None
    found = pypdf.PdfReader(io.BytesIO(printed(desk.office, papers, desk.actor, ref, info)))
    return "".join("".join(page.extract_text().split()) for page in found.pages)


def test_mail_9_the_labels_of_a_shelf_are_printed_by_its_letter(desk: Desk) -> None:
    desk.call("shelves.make", draft=ShelfDraft(code="B", name="前台右侧", rows=1, columns=2))
    for asked in ("B", " b "):
        assert "B-1-02" in words(desk, "shelf_labels", asked)


def test_mail_6_the_list_of_an_area_is_printed_by_its_name(desk: Desk) -> None:
    item = ways.receive(desk)
    assert item.number in words(desk, "steward_list", "东区")
    assert item.number not in words(desk, "steward_list", "西区")


def test_mail_4_a_days_notices_and_its_signing_sheet_are_printed_by_the_day(desk: Desk) -> None:
    item = ways.receive(desk)
    for form in ("pickup_notices", "mail_sheet"):
        assert item.number in words(desk, form, f"{desk.clock.now.astimezone():%Y-%m-%d}")


def test_key_7_the_labels_of_a_cabinet_are_printed_by_its_letter(desk: Desk) -> None:
    desk.call("keys.make_cabinet", draft=CabinetDraft(code="A", name="前台后墙", rows=1, columns=4))
    assert words(desk, "key_labels", "a") == ""


@pytest.mark.parametrize(("form", "asked"), [("shelf_labels", "Z"), ("steward_list", "南区"), ("key_labels", "东区")])
def test_what_there_is_not_is_not_found(desk: Desk, form: str, asked: str) -> None:
    with pytest.raises(NotFound):
        words(desk, form, asked)


def test_an_entry_is_no_such_choice(desk: Desk) -> None:
    assert chosen_of(desk.office, desk.actor, form_info(PaperOffice(), "mail_label"), "A") is None
