"""Labels of items and of shelf places: code, unit, place; never a name (``MAIL-9``)."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pdfplumber
import pytest

from deskapp.domain.key_labels import SHEETS
from deskapp.domain.mail import Kind
from deskapp.domain.mail_lists import ItemLabel, ItemLabels, ShelfLabels
from deskapp.domain.shelves import ShelfDraft
from deskapp.paper.label_sheets import label_sheets
from deskapp.paper.sheet import MM, qr_path
from tests.factories import Desk
from tests.unit.paper import reader
from tests.unit.paper.mail_samples import AT, LONG
from tests.unit.paper.samples import PAPERS, options
from tests.ways import mail as ways


def label(number: int = 1, **changes: Any) -> ItemLabel:
    kept: dict[str, Any] = {
        "number": f"YJ-202611-{number:04d}", "unit": "3-2-1102", "place": "A-1-02", "recipient": "陈静",
        "kind": Kind.PARCEL, "carrier": "sf", "tracking": "SF1234567890123", "received_at": AT,
    }  # fmt: skip
    return ItemLabel(**kept | changes)


def labels(*found: ItemLabel) -> ItemLabels:
    return ItemLabels(id=1, number=found[0].number, labels=found)


def codes(pdf: bytes) -> int:
    """How many square codes a file has."""
    return sum(page.get_contents().get_data().count(b" cm 0 0 7 1 re") for page, _runs in reader.read(pdf))


def test_mail_9_an_items_label_has_code_unit_and_place_and_not_whose_it_is(desk: Desk) -> None:
    ways.shelf(desk)
    item = ways.receive(desk)
    made = PAPERS.render("mail_label", desk.call("mail.label", id=item.id), options(paper="label_l7160"))
    text = reader.text_of(made)
    for part in (item.number, item.unit, item.place):
        assert part in text, part
    for secret in (item.recipient, item.phone, item.tracking, "1234"):
        assert secret not in text
    assert codes(made) == 1
    assert desk.call("search.by_code", code=item.number).id == item.id


def test_mail_9_a_shelfs_labels_are_its_places_in_order(desk: Desk) -> None:
    made = desk.call("shelves.make", draft=ShelfDraft(code="B", name="前台右侧", rows=2, columns=3))
    found = desk.call("shelves.labels", id=made.id)
    pdf = PAPERS.render("shelf_labels", found, options(paper="label_3657"))
    ((_page, runs),) = reader.read(pdf)
    assert [run.text for run in runs] == [place.label for place in desk.call("shelves.places", id=made.id)]
    assert codes(pdf) == 6
    item = ways.receive(desk)
    desk.step("mail", "shelve", item.id, ways.mail.ShelveDraft(place=found.labels[-1]))
    assert ways.read(desk, item.id).place == found.labels[-1]


@pytest.mark.parametrize("paper", SHEETS)
@pytest.mark.parametrize("place", ["A-1-02", "", "AAAAAA-60-60"])
def test_mail_9_every_sheet_takes_its_labels_within_their_edges(paper: str, place: str) -> None:
    kind = label_sheets()[paper]
    units = ("3-2-1102", LONG["unit"], "")
    found = [label(at, place=place, unit=units[at % 3]) for at in range(1, kind.places + 3)]
    made = PAPERS.render("mail_label", labels(*found), options(paper=paper))
    pages = list(reader.read(made))
    assert len(pages) == 2
    assert codes(made) == len(found)
    assert reader.faults(made) == []
    boxes = [kind.place(at) for at in range(kind.places)]
    for page, runs in pages:
        high = float(page.mediabox.height)
        for run in runs:
            top, low = high - run.high, high - run.low
            assert any(
                x <= run.left and run.right <= x + wide and y <= top + 0.5 and low <= y + tall + 0.5
                for x, y, wide, tall in boxes
            ), run


@pytest.mark.parametrize("paper", SHEETS)
def test_mail_9_place_and_unit_are_read_from_afar_and_the_number_in_the_hand(paper: str) -> None:
    ((_page, runs),) = reader.read(PAPERS.render("mail_label", labels(label()), options(paper=paper)))
    sizes = {run.text: run.high - run.low for run in runs}
    assert sizes["A-1-02"] >= 9.5
    assert sizes["3-2-1102"] >= 8
    assert sizes["YJ-202611-0001"] >= 6.4
    shelf = ShelfLabels(id=1, number="A", name="前台", building="", labels=("A-1-02",))
    ((_page, runs),) = reader.read(PAPERS.render("shelf_labels", shelf, options(paper=paper)))
    assert runs[0].high - runs[0].low >= 11


@pytest.mark.parametrize("paper", SHEETS)
def test_mail_9_a_reader_has_the_white_it_needs_beside_every_code(paper: str) -> None:
    modules, _path = qr_path(label().number)
    assert modules == 21
    with pdfplumber.open(BytesIO(PAPERS.render("mail_label", labels(label()), options(paper=paper)))) as pdf:
        (page,) = pdf.pages
        _x, y, wide, high = label_sheets()[paper].place(0)
        dark = [box for box in [*page.rects, *page.curves] if box["width"] < wide / 2 and box["fill"]]
        right, low = max(box["x1"] for box in dark), max(box["bottom"] for box in dark)
        side = right - min(box["x0"] for box in dark)
        beside = [char["x0"] for char in page.chars if char["top"] < low and char["bottom"] > y]
    assert side >= 7 * MM
    assert min(beside) - right >= 3.5 * side / modules
    assert low <= y + high


def test_a_used_sheet_is_begun_at_its_first_free_place_and_a_blank_one_shows_the_outlines() -> None:
    def left(first: int) -> float:
        made = PAPERS.render("mail_label", labels(label()), options(paper="label_l7160", first=first))
        ((_page, runs),) = reader.read(made)
        return min(run.left for run in runs)

    assert left(2) - left(1) == pytest.approx(label_sheets()["label_l7160"].pitch[0] * MM, abs=0.2)
    with pdfplumber.open(BytesIO(PAPERS.render("shelf_labels", None, options(paper="label_tag", blank=True)))) as pdf:
        assert len(pdf.pages[0].rects) == label_sheets()["label_tag"].places
