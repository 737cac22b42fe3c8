"""The return list that the carrier signs, in the office's copy and the carrier's (``MAIL-3``, ``MAIL-7``)."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pdfplumber
import pytest

from deskapp.domain.returns import ReturnDetail, State
from deskapp.paper.sheet import MM
from tests.factories import Desk
from tests.unit.paper import reader
from tests.unit.paper.mail_samples import AT, LANGUAGES, LONG, item, long_item, return_list
from tests.unit.paper.samples import PAPERS, options, texts
from tests.ways import returns as ways


def drawn(found: ReturnDetail | None, **changes: Any) -> bytes:
    return PAPERS.render("return_list", found, options(**{"paper": "a4x2"} | changes))


def test_mail_7_what_goes_back_is_listed_with_its_reason_on_both_copies(desk: Desk) -> None:
    one, other = ways.unknown(desk), ways.unknown(desk)
    made = ways.made(desk, one.number, other.number)
    pdf = drawn(made)
    assert len(list(reader.read(pdf))) == 2
    text = reader.text_of(pdf)
    for part in (
        "退件清单", made.number, one.number, one.tracking, other.number, "中国邮政", "查无此人", "2件", "取件人签名",
        "签收时间",
    ):  # fmt: skip
        assert text.count(part) >= 2, part
    assert text.count("客服中心留存联") == 1
    assert text.count("承运单位联") == 1
    for part in (one.number, made.number):
        assert reader.text_of(drawn(made, paper="a4")).count(part) == 1


def test_mail_7_once_signed_it_says_who_took_them_and_when(desk: Desk) -> None:
    made = ways.sign(desk, ways.made(desk).id)
    assert made.signed_at is not None
    text = reader.text_of(drawn(made, paper="a4"))
    assert "赵邮差" in text
    assert "13600002222" in text
    assert f"{made.signed_at.astimezone():%Y年%m月%d日%H:%M}" in text


def test_mail_7_the_carriers_worker_has_room_to_sign() -> None:
    for found in (return_list(), None):
        with pdfplumber.open(BytesIO(drawn(found, blank=found is None))) as pdf:
            boxes = pdf.pages[0].rects
        assert len([box for box in boxes if box["height"] >= 9 * MM and box["width"] >= 35 * MM]) >= 2


def test_a_voided_list_says_so_across_both_copies() -> None:
    made = drawn(return_list(state=State.VOIDED, void_reason="重复制单"))
    assert reader.text_of(made).count("重复制单") == 2
    assert [page.replace("作废原因", "").count("作废") for page in texts(made)] == [1, 1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_many_items_and_the_longest_words_go_on_to_further_pages(language: str) -> None:
    items = [long_item(), *(item(at) for at in range(2, 90))]
    found = return_list(
        *items, carrier=LONG["carrier"], note="备" * 300, void_reason="废" * 500, signer="取" * 60, phone=LONG["phone"],
        signed_at=AT, state=State.VOIDED, recorder="王" * 20,
    )  # fmt: skip
    made = drawn(found, language=language)
    assert reader.faults(made) == []
    text = reader.text_of(made)
    assert all(text.count(each.number) == 2 for each in items)
    assert text.count("废") >= 1000


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_blank_list_is_a_page_for_each_copy(language: str) -> None:
    made = drawn(None, blank=True, language=language)
    assert len(list(reader.read(made))) == 2
    assert reader.faults(made) == []
