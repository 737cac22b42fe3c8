"""The signing sheet of accountable mail, read back from its PDF (``MAIL-2``, ``MAIL-5``, ``MAIL-7``)."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pdfplumber
import pytest

from deskapp.domain.mail import Condition, Kind
from deskapp.domain.mail_lists import DayLine, ListedItem, MailDay, Signed
from deskapp.domain.reception import ReasonDraft
from deskapp.paper.sheet import MM
from tests.factories import Desk
from tests.unit.paper import reader
from tests.unit.paper.mail_samples import AT, HOUR, LANGUAGES, item, long_item
from tests.unit.paper.samples import PAPERS, options
from tests.ways import mail as ways


def line(found: ListedItem, signed: Signed = Signed.HERE, **changes: Any) -> DayLine:
    kept: dict[str, Any] = {"taker": "", "signed_at": None, "paper": ""}
    return DayLine(item=found, signed=signed, **kept | changes)


def day(*lines: DayLine) -> MailDay:
    return MailDay(number="2026-11-21", lines=lines)


def drawn(found: MailDay | None, **changes: Any) -> bytes:
    return PAPERS.render("mail_sheet", found, options(**{"paper": "a4"} | changes))


def test_mail_2_the_sheet_of_a_day_has_every_item_and_who_signed_for_it(desk: Desk) -> None:
    ways.shelf(desk)
    waits = ways.receive(desk, sender="天猫超市", origin="杭州", condition=Condition.WET, damage="外箱受潮")
    gone = ways.receive(desk, kind=Kind.REGISTERED)
    sent = ways.unknown(desk)
    wrong = ways.receive(desk)
    desk.step("mail", "void", wrong.id, ReasonDraft(reason="重复登记"))
    desk.clock.forward(hours=1)
    ways.hand_out(desk, gone)
    desk.step("mail", "send_back", sent.id, ways.mail.SendBackDraft(reason=ways.mail.Reason.UNKNOWN))
    ways.send_off(desk, sent)
    received = waits.received_at.astimezone()
    found = desk.call("mail.day", id=int(f"{received:%Y%m%d}"))
    text = reader.text_of(drawn(found))
    for part in (
        *(each.number for each in (waits, gone, sent, wrong)), waits.tracking, waits.place, "3-2-1102", "陈静",
        "天猫超市", "杭州", "受潮", "外箱受潮", "挂号信", "顺丰速运", f"{received:%m-%d%H:%M}", "无名氏",
        "赵强", "LJ-202611-0001", "TJ-202611-0001", "作废", "合计3件，已签收2件，未签收1件",
    ):  # fmt: skip
        assert part in text, part


def test_mail_7_every_line_has_room_for_a_pen() -> None:
    """At least 9 mm high and 35 mm wide (``forms.md``)."""
    for found in (day(*(line(item(at)) for at in range(1, 6))), None):
        with pdfplumber.open(BytesIO(drawn(found, blank=found is None))) as pdf:
            page = pdf.pages[0]
            right = max(box["x1"] for box in page.rects)
            column = [box for box in page.rects if box["x1"] > right - 1 and box["x0"] > page.width / 2]
        signed = [box for box in column if box["height"] >= 9 * MM and box["width"] >= 35 * MM]
        assert len(signed) >= 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_many_lines_and_the_longest_words_stay_in_their_cells_and_the_head_stands_on_every_page(language: str) -> None:
    lines = [line(long_item(), Signed.PROXY, taker="代" * 60, signed_at=AT + HOUR, paper="LJ-202611-0007")]
    lines += [line(item(at), list(Signed)[at % 7], taker="李强") for at in range(2, 60)]
    made = drawn(day(*lines), language=language)
    assert reader.faults(made) == []
    pages = [" ".join(run.text for run in runs) for _page, runs in reader.read(made)]
    assert len(pages) > 3
    head = "Condition" if language == "en" else "到件状况"
    assert all(head in page for page in pages)
    assert reader.text_of(made).count("破") >= 300


def test_an_empty_day_and_a_blank_sheet_say_so() -> None:
    assert "本期没有给据邮件" in reader.text_of(drawn(day()))
    assert len(list(reader.read(drawn(None, blank=True)))) == 1
