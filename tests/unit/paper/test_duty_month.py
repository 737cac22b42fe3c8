"""The month's duty report on paper, read back."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader

from deskapp.domain.duty_month import DutyFigures, DutyReport, LateLine, SwapLine
from deskapp.domain.swaps import Kind
from tests.unit.paper import reader
from tests.unit.paper.samples import AT, PAPERS, RARE, options

CODE = "duty_month_table"


def person(at: int) -> DutyFigures:
    return DutyFigures(
        code=f"Q{at:02d}", name=f"员工{at}{RARE}" if at % 2 else f"欧阳明月{at}", shifts=22, hours=137.5, late=9,
        weekends=6, holidays=2, swaps=1,
    )  # fmt: skip


def month(many: int = 3, lists: int = 2, **changes: Any) -> DutyReport:
    swap = SwapLine(
        number="HB-202611-0003", kind=Kind.SWAP, person="王莉", day=date(2026, 11, 9), shift="晚", other="赵敏",
        other_day=date(2026, 11, 12), other_shift="早",
    )  # fmt: skip
    cover = replace(swap, number="HB-202611-0004", kind=Kind.COVER, other_day=None, other_shift="")
    late = LateLine(number="JJ-202611-0007", at=AT, outgoing="王莉", incoming="赵敏", minutes=12)
    kept = DutyReport(
        number="2026-11", at=AT, edition="2026-11/3", people=tuple(map(person, range(many))),
        total=DutyFigures(shifts=66, hours=412.5, late=27, weekends=18, holidays=6, swaps=2),
        swaps=(swap, cover) * (lists // 2), late=(late,) * lists, unsigned=(date(2026, 11, 5), date(2026, 11, 6)),
    )  # fmt: skip
    return replace(kept, **changes)


def pdf_of(found: DutyReport | None, **changes: Any) -> bytes:
    return PAPERS.render(CODE, found, options(**{"paper": "a4"} | changes))


def pages(found: DutyReport | None, **changes: Any) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf_of(found, **changes))).pages]


def test_reports_duty_the_paper_has_people_swaps_late_handovers_and_unsigned_days() -> None:
    (text,) = pages(month())
    flat = text.replace("\n", "")
    wanted = (
        "2026-11/3", "137.5", "合计", "412.5", "王莉 11-09 晚 换 赵敏 11-12 早", "赵敏 顶 王莉 11-09 晚",
        "赵敏 接 王莉 的班，迟到 12 分钟", "11-05 11-06", "主管签名",
    )  # fmt: skip
    for part in wanted:
        assert part in flat, part


def test_reports_duty_long_lists_begin_under_the_people_and_go_on_over_the_page() -> None:
    few = month(8)
    first, second = pages(replace(few, late=few.late[:1] * 40))
    assert "JJ-202611-0007" in first
    assert "JJ-202611-0007" in second
    assert "合计" in first


def test_reports_duty_an_empty_month_says_so() -> None:
    empty = month(0, 0, edition="", total=DutyFigures(), unsigned=())
    (text,) = pages(empty)
    assert "本月没有发布值班安排表。" in text
    assert text.count("无") == 3, "neither swaps nor late handovers nor days unsigned"
    assert "本月尚未到来。" in pages(replace(empty, at=None))[0]


@pytest.mark.parametrize("language", ["zh", "en", "both"])
def test_reports_duty_nothing_is_printed_over_anything_and_the_blank_form_is_one_page(language: str) -> None:
    for found in (month(), month(60, 40), month(0, 0, edition="", unsigned=())):
        assert reader.faults(pdf_of(found, language=language)) == []
    assert len(pages(month(60, 40), language=language)) > 1
    blank = pdf_of(None, blank=True, language=language)
    assert reader.faults(blank) == []
    assert len(PdfReader(io.BytesIO(blank)).pages) == 1


def test_reports_duty_in_both_languages_each_line_stands_for_itself() -> None:
    (text,) = pages(month(), language="both")
    lines = text.splitlines()
    assert any("赵敏 顶 王莉" in line and "for" not in line for line in lines)
    assert any("for 王莉" in line and "顶" not in line for line in lines)
