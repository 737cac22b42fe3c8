"""The special-service registration form and its list, read back from their PDFs."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from deskapp.domain.paper import PaperLanguage
from deskapp.domain.reception import Opinion
from deskapp.domain.special_rows import SpecialDetail
from deskapp.domain.specials import Method, Payment, Quality, SpecialList, SpecialRow, State, Tender
from tests.unit.paper import reader
from tests.unit.paper.samples import AT, HOUR, PAPERS, clock_zh, options, texts, whole


def order(**changes: Any) -> SpecialDetail:
    kept: dict[str, Any] = {
        "id": 1, "version": 3, "number": "TY-202611-0008", "state": State.DISPATCHED, "entry_id": 1,
        "entry_number": "JD-202611-0411", "slip_id": 1, "slip_number": "PG-202611-0087", "unit": "5-1-0603",
        "unit_id": 1, "contact": "赵先生", "phone": "13800001234", "item_id": 1, "item": "日常保洁", "measure": "小时",
        "price": Decimal(45), "limit_span": "4 h", "quantity": Decimal("2.50"), "listed": Decimal("112.50"),
        "amount": Decimal("112.50"), "amount_reason": "", "content": "厨房油污较重,请自带清洁剂。", "note": "",
        "starts_at": AT + 24 * HOUR, "ends_at": AT + 28 * HOUR, "moves": 0, "apology": "", "method": Method.CASH,
        "unpaid_reason": "", "paid": Decimal("112.50"), "receipts": "SJ0000087", "signed_at": AT, "at": AT,
        "recorded_at": AT, "happened_reason": "", "recorder": "王丽", "department_id": 1, "department": "保洁部",
        "workers": "", "started_at": None, "finished_at": None, "result": "", "fail_reason": "", "quality": None,
        "quality_note": "", "accepted": False, "opinion": None, "closed_at": None, "void_reason": "",
        "paused_at": None, "due_what": "start", "missed": 0, "deadline": None, "payments": (paid(),),
    }  # fmt: skip
    return SpecialDetail(**kept | changes)


def paid(**changes: Any) -> Payment:
    kept: dict[str, Any] = {
        "at": AT, "sum": Decimal("112.50"), "method": Tender.WECHAT, "receipt": "SJ0000087", "payer": "赵太太",
        "taker": "王丽",
    }  # fmt: skip
    return Payment(**kept | changes)


def row(number: int = 8, **changes: Any) -> SpecialRow:
    kept: dict[str, Any] = {
        "id": number, "version": 1, "number": f"TY-202611-{number:04d}", "state": State.DISPATCHED, "at": AT,
        "unit": "5-1-0603", "contact": "赵先生", "phone": "13800001234", "item": "日常保洁", "quantity": Decimal(2),
        "measure": "小时", "amount": Decimal(90), "paid": Decimal(90), "receipts": "SJ0000087 TK0000088",
        "starts_at": AT, "ends_at": AT + HOUR, "finished_at": None, "due": None, "started": AT, "quality": None,
        "opinion": None, "content": "厨房油污较重", "handler": "王丽",
    }  # fmt: skip
    return SpecialRow(**kept | changes)


DONE = order(
    state=State.DONE, started_at=AT + 24 * HOUR, workers="李芳", finished_at=AT + 26 * HOUR, result="按约完成,业主验收",
    quality=Quality.GOOD, quality_note="细致", opinion=Opinion.VERY_SATISFIED, note="请带鞋套", amount=Decimal(100),
    amount_reason="老业主优惠",
    payments=(paid(), paid(sum=Decimal("-12.50"), receipt="TK0000088", at=AT + HOUR)),
)  # fmt: skip


def form(data: SpecialDetail | None, **changes: Any) -> bytes:
    return PAPERS.render("special_service", data, options(**{"paper": "a5x2"} | changes))


def listed(data: SpecialList | None, **changes: Any) -> bytes:
    return PAPERS.render("special_service_list", data, options(**{"paper": "a4"} | changes))


def test_4_6_1_2_two_copies_one_for_the_office_one_for_the_resident() -> None:
    office, resident = texts(form(order()))
    assert "客服中心留存联" in office
    assert "业主联" in resident
    for text in (office, resident):
        assert [
            part for part in ("特约服务登记表", "TY-202611-0008", "业主签名", "登记收款人签名") if part not in text
        ] == []
    assert len(texts(form(order(), paper="a5"))) == len(texts(form(order(), paper="a4"))) == 1


@pytest.mark.parametrize("paper", ["a5x2", "a5", "a4"])
@pytest.mark.parametrize("language", list(PaperLanguage))
def test_everything_known_is_there_and_nothing_stands_over_anything(paper: str, language: PaperLanguage) -> None:
    for data in (DONE, order(), order(payments=(), paid=Decimal(0), method=Method.ON_ACCOUNT, unpaid_reason="月结")):
        assert reader.faults(form(data, paper=paper, language=language)) == []
    if language is PaperLanguage.CHINESE:
        text = whole(form(DONE, paper=paper))
        wanted = ["5-1-0603", "赵先生", "13800001234", "日常保洁", "保洁部", "45.00/小时", "2.5小时", "100.00"]
        wanted += ["老业主优惠", "按约完成,业主验收", "李芳", "细致", "请带鞋套", "JD-202611-0411PG-202611-0087"]
        wanted += [clock_zh(AT + 24 * HOUR), clock_zh(AT + 26 * HOUR), "厨房油污较重,请自带清洁剂。"]
        assert [part for part in wanted if part not in text] == []


def test_cash_1_every_sum_is_on_it_with_receipt_method_payer_and_taker() -> None:
    (text,) = texts(form(DONE, paper="a5"))
    for part in ("SJ0000087微信112.50赵太太王丽", "TK0000088微信退款-12.50赵太太王丽"):
        assert part in text


def test_a_blank_form_is_filled_in_with_a_pen() -> None:
    for paper in ("a5x2", "a5", "a4"):
        for language in PaperLanguage:
            assert reader.faults(form(None, blank=True, paper=paper, language=language)) == []
    office, resident = texts(form(None, blank=True))
    assert "TY-" not in office + resident
    assert [
        part for part in ("现金", "微信", "支付宝", "刷卡", "挂账", "收据号", "非常满意") if part not in office
    ] == []


def test_a_voided_order_says_so_across_the_page() -> None:
    voided = replace(order(), state=State.VOIDED, void_reason="业主取消", paid=Decimal(0))
    text = whole(form(voided))
    assert "作废" in text
    assert "业主取消" in text


def test_long_words_flow_on_and_are_never_cut() -> None:
    pdf = form(order(content="甲乙丙丁,囧" * 160, result="完成囧" * 600))
    assert reader.text_of(pdf).count("囧") == 2 * (160 + 600)
    assert reader.faults(pdf) == []
    many = tuple(paid(receipt=f"SJ{n:07d}") for n in range(30))
    assert reader.faults(form(order(payments=many))) == []


def test_4_6_1_3_the_list_of_a_period_with_its_sums() -> None:
    rows = (row(1), row(2, state=State.VOIDED, paid=Decimal(0)), row(3, receipts="", paid=Decimal(0)))
    data = SpecialList(number="2026-11", rows=rows, amount=Decimal(180), paid=Decimal(90))
    text = whole(listed(data))
    wanted = [
        "特约服务登记清单",
        "2026-11",
        "TY-202611-0003",
        "日常保洁×2小时·厨房油污较重",
        "合计（2笔，作废不计）180.0090.00",
    ]
    wanted += ["作废", "SJ0000087", "TK0000088", "业主签名"]
    assert [part for part in wanted if part not in text] == []
    for language in PaperLanguage:
        assert reader.faults(listed(data, language=language)) == []


def test_the_list_goes_over_pages_with_its_columns_heads_on_each() -> None:
    rows = tuple(row(n, content="字" * (n % 40)) for n in range(1, 61))
    data = SpecialList(number="2026-11", rows=rows, amount=Decimal(5400), paid=Decimal(5400))
    pdf = listed(data)
    parts = texts(pdf)
    assert len(parts) > 2
    assert all("房号" in text and f"第{n}页共{len(parts)}页" in text for n, text in enumerate(parts, 1))
    assert [number for number in range(1, 61) if f"TY-202611-{number:04d}" not in "".join(parts)] == []
    assert reader.faults(pdf) == []
    assert "合计" in parts[-1]
    assert "TY-202611-0060" in parts[-1]  # the sum never stands alone


def test_an_empty_period_prints_a_list_that_says_so() -> None:
    empty = SpecialList(number="2026-12", rows=(), amount=Decimal(0), paid=Decimal(0))
    assert "本期没有特约服务" in whole(listed(empty))
    blank = listed(None, blank=True)
    assert reader.faults(blank) == []
    assert len(texts(blank)) == 1
