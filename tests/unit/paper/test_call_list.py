"""The call list, read back from its PDF (``FUP-3``)."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

from pypdf import PdfReader

from deskapp.domain.calls import CallDetail, CallLine, Kind, Result, State
from tests.unit.paper.samples import AT, HOUR, PAPERS, RARE, options


def line(number: int, **changes: Any) -> CallLine:
    kept = CallLine(
        id=number, unit_id=number, unit=f"3-2-{number:04d}", contact="陈静", phone="13800001234", result=Result.TO_CALL,
        words="", at=None, by="", attempts=0, removed="",
    )  # fmt: skip
    return replace(kept, **changes)


def called(**changes: Any) -> CallDetail:
    lines = (
        line(1, result=Result.TAKES_PART, words=f"两大一小{RARE}", at=AT, by="王丽", attempts=2),
        line(2, removed="已搬走"),
        line(3),
    )
    kept = CallDetail(
        id=1, version=1, number="DH-202611-0001", state=State.OPEN, kind=Kind.ACTIVITY, title="中秋晚会邀请",
        ordered_by="管理处主任", say="周六晚七点，中心广场。", saved_as="", created_at=AT, recorder="王丽", total=2,
        tried=1, reached=1, joining=1, outcome="", report_to="", untried_reason="", reported_at=None, void_reason="",
        due_at=AT + 3 * HOUR, deadline=None, lines=lines,
    )  # fmt: skip
    return replace(kept, **changes)


def pages(found: CallDetail | None, **changes: Any) -> list[str]:
    pdf = PAPERS.render("call_list", found, options(paper="a4", **changes))
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def test_fup_3_every_unit_stands_with_its_phone_and_what_came_of_the_call() -> None:
    (text,) = pages(called())
    for part in ("DH-202611-0001", "中秋晚会邀请", "138 0000 1234", "参加（2 次）", "两大一小", "移除房号", "已搬走"):
        assert part in text
    assert "共 2 户，已拨打 1 户，已联系 1 户，参加 1 户" in text.replace("\n", "")
    assert "3-2-0003" in text
    assert "待通知" not in text  # room for a pen


def test_fup_3_the_outcome_stands_at_its_end() -> None:
    reported = called(state=State.REPORTED, outcome="已全部通知", report_to="主任", untried_reason="一户出国")
    (text,) = pages(reported)
    assert text.index("3-2-0003") < text.index("已全部通知") < text.index("一户出国")


def test_fup_3_a_long_list_flows_and_its_head_stands_on_every_page() -> None:
    found = pages(called(lines=tuple(line(at) for at in range(1, 601)), total=600))
    assert len(found) > 10
    for at, text in enumerate(found, 1):
        assert "联系人" in text
        assert "DH-202611-0001" in text
        assert f"第 {at} 页 共 {len(found)} 页" in text
    said = "\n".join(found)
    assert all(said.count(f"3-2-{at:04d}") == 1 for at in range(1, 601))
    assert ["主管签名" in text for text in found] == [False] * (len(found) - 1) + [True]


def test_fup_3_the_longest_words_stay_on_the_paper() -> None:
    long = called(
        say="说" * 1000, outcome="果" * 1000, untried_reason="因" * 500,
        lines=tuple(line(at, words="词" * 300, result=Result.REACHED, attempts=1) for at in range(1, 40)),
    )  # fmt: skip
    said = "".join(pages(long, language="both"))
    assert (said.count("说") >= 1000, said.count("果") >= 1000, said.count("词")) == (True, True, 39 * 300)


def test_a_blank_list_fills_one_page_and_a_voided_one_is_marked() -> None:
    for language in ("zh", "en", "both"):
        assert len(pages(None, blank=True, language=language)) == 1
    assert "作废" in pages(called(state=State.VOIDED, void_reason="重复"))[0]
    assert "Takes part" in pages(called(), language="en")[0]
