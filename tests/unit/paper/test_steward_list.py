"""The steward's list at 17:00: what of an area waits, unit by unit (``MAIL-6``)."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pdfplumber
import pytest

from deskapp.domain.mail_lists import ListedItem, StewardList
from deskapp.domain.people import Role
from deskapp.errors import NotAllowed
from deskapp.paper.sheet import MM
from tests.factories import Desk
from tests.unit.paper import reader
from tests.unit.paper.mail_samples import AT, LANGUAGES, item, long_item
from tests.unit.paper.samples import PAPERS, options
from tests.ways import mail as ways


def listed(*items: ListedItem, **changes: Any) -> StewardList:
    kept: dict[str, Any] = {
        "id": 1, "number": "东区", "day": date(2026, 11, 21), "at": AT, "stewards": ("赵管家",),
        "window": "17:00-18:00", "items": items,
    }  # fmt: skip
    return StewardList(**kept | changes)


def drawn(found: StewardList | None, **changes: Any) -> bytes:
    return PAPERS.render("steward_list", found, options(**{"paper": "a4"} | changes))


def area(desk: Desk, name: str) -> int:
    return next(each.id for each in desk.call("directory.areas") if each.text == name)


def test_mail_6_the_list_has_what_of_the_area_waits_by_unit(desk: Desk) -> None:
    ways.shelf(desk)
    here, next_door = ways.receive(desk), ways.receive(desk, unit="3-2-1202", recipient="周云", phone="13900002222")
    elsewhere = ways.receive(desk, unit="5-1-0603", recipient="张三")
    gone = ways.receive(desk)
    ways.hand_out(desk, gone)
    found = desk.call("mail.steward_list", id=area(desk, "东区"))
    text = reader.text_of(drawn(found))
    for part in (
        "片区给据邮件领取清单", "东区", "17:00–18:00", here.number, here.place, next_door.number, "周云", "13900002222",
        "2件，2户", "管理员签名", *found.stewards,
    ):  # fmt: skip
        assert part in text, part
    assert elsewhere.number not in text
    assert gone.number not in text


def test_mail_6_a_steward_has_the_list_of_the_own_area_only(desk: Desk) -> None:
    steward = desk.as_(Role.STEWARD)
    assert PAPERS.render("steward_list", steward.call("mail.steward_list", id=area(desk, "东区")), options(paper="a4"))
    with pytest.raises(NotAllowed):
        steward.call("mail.steward_list", id=area(desk, "西区"))


def test_mail_6_every_item_has_a_box_to_tick_and_room_for_a_signature() -> None:
    with pdfplumber.open(BytesIO(drawn(listed(*(item(at) for at in range(1, 6)))))) as pdf:
        boxes = pdf.pages[0].rects
    assert len([box for box in boxes if abs(box["width"] - 3.1 * MM) < 0.2]) == 5
    right = max(box["x1"] for box in boxes)
    lines = [box for box in boxes if box["x1"] > right - 1 and box["width"] < 60 * MM]
    assert len([box for box in lines if box["height"] >= 9 * MM and box["width"] >= 35 * MM]) >= 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_many_items_and_the_longest_words_go_on_and_every_line_names_its_unit(language: str) -> None:
    items = [long_item(), *(item(at, unit=f"3-2-{1100 + at // 3}") for at in range(2, 60))]
    found = listed(*items, number="片" * 40, stewards=tuple("赵" * 20 for _ in range(4)))
    made = drawn(found, language=language)
    assert reader.faults(made) == []
    pages = [" ".join(run.text for run in runs) for _page, runs in reader.read(made)]
    assert len(pages) > 2
    head = "Signature" if language == "en" else "收件人签名"
    assert all(head in page for page in pages)
    for number, page in enumerate(pages):
        for each in items[1:]:
            assert each.number not in page or each.unit in page, (number, each.number)


def test_a_page_that_begins_within_a_unit_names_it_again() -> None:
    _first, (_page, runs) = list(reader.read(drawn(listed(*(item(at) for at in range(1, 40))))))[:2]
    assert "3-2-1102" in [run.text for run in runs]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_list_says_so_and_a_blank_one_is_one_page(language: str) -> None:
    assert "本片区没有待领的给据邮件" in reader.text_of(drawn(listed()))
    made = drawn(None, blank=True, language=language)
    assert len(list(reader.read(made))) == 1
    assert reader.faults(made) == []
