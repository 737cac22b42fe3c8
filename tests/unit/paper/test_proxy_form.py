"""The authorisation of a proxy, signed by three people (``MAIL-5``)."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pdfplumber
import pytest

from deskapp.domain.proxies import ProxyDetail, State
from deskapp.domain.reception import ReasonDraft
from deskapp.paper.sheet import MM
from tests.factories import Desk
from tests.unit.paper import reader
from tests.unit.paper.mail_samples import AT, LANGUAGES, LONG, proxy
from tests.unit.paper.samples import PAPERS, options, texts
from tests.ways import proxies as ways


def drawn(found: ProxyDetail | None, **changes: Any) -> bytes:
    return PAPERS.render("proxy_form", found, options(**{"paper": "a4"} | changes))


def test_mail_5_the_form_names_resident_proxy_document_and_day(desk: Desk) -> None:
    made = ways.ask(desk)
    text = reader.text_of(drawn(made))
    for part in (
        "代领授权书", made.number, ways.UNIT, ways.RESIDENT, "李强", "家属", "13600007788", made.id_number_masked,
        "仅限一次领取", "委托人签名", "代领人签名", "批准人签名",
    ):  # fmt: skip
        assert part in text, part
    assert ways.ID_CARD not in text
    assert "至2027-05-31" in reader.text_of(drawn(proxy()))


def test_mail_5_the_approval_stands_on_it_with_who_and_when(desk: Desk) -> None:
    made = ways.approved(desk)
    assert made.approved_at is not None
    text = reader.text_of(drawn(made))
    assert f"{made.approved_by}{made.approved_at.astimezone():%Y年%m月%d日%H:%M}已向委托人本人核实" in text


def test_mail_5_one_that_holds_no_more_says_so_beside_its_number(desk: Desk) -> None:
    made = ways.approved(desk)
    desk.step("proxies", "end", made.id, ReasonDraft(reason="业主改为自取"))
    text = reader.text_of(drawn(ways.read(desk, made.id)))
    assert "已终止" in text
    assert "业主改为自取" in text
    assert "已终止" not in reader.text_of(drawn(made))
    assert "不同意" in reader.text_of(drawn(proxy(state=State.REFUSED, refused_reason="业主否认")))


def test_mail_5_one_whose_day_is_over_says_so(desk: Desk) -> None:
    until = (desk.clock.now + timedelta(days=3)).astimezone().date()
    made = ways.approved(desk, until=until)
    assert "已过期" not in reader.text_of(drawn(made))
    desk.clock.forward(days=5)
    assert "已过期" in reader.text_of(drawn(ways.read(desk, made.id)))


def test_mail_5_three_people_have_room_to_sign() -> None:
    for found in (proxy(), None):
        with pdfplumber.open(BytesIO(drawn(found, blank=found is None))) as pdf:
            boxes = pdf.pages[0].rects
        assert len([box for box in boxes if box["height"] >= 14 * MM and box["width"] >= 70 * MM]) >= 3


def test_the_blank_form_has_room_for_the_documents_number() -> None:
    text = reader.text_of(drawn(None, blank=True))
    assert "证件号码" in text
    assert "仅限一次领取" in text


def test_a_voided_authorisation_says_so_across_the_page() -> None:
    made = drawn(proxy(state=State.VOIDED, void_reason="登记错误"))
    (page,) = texts(made)
    assert page.replace("作废原因", "").count("作废") == 1
    assert "登记错误" in reader.text_of(made)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_words_and_a_blank_form_stay_on_the_paper(language: str) -> None:
    long = proxy(
        unit=LONG["unit"], resident=LONG["recipient"], name=LONG["recipient"], phone=LONG["phone"], note="备" * 300,
        id_number_masked="*" * 40, approved_by="赵" * 20, approved_at=AT, asked_resident=True, ended_at=AT,
        ended_reason="终" * 500, void_reason="废" * 500, recorder="王" * 20, state=State.VOIDED,
    )  # fmt: skip
    made = drawn(long, language=language)
    assert reader.faults(made) == []
    assert reader.text_of(made).count("终") >= 500
    blank = drawn(None, blank=True, language=language)
    assert reader.faults(blank) == []
    assert len(list(reader.read(blank))) == 1
