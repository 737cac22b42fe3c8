"""The month's mail report on paper, read back."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from pypdf import PdfReader

from deskapp.domain.mail import Kind
from deskapp.domain.mail_report import MailFigures, MailReport
from tests.unit.paper import reader
from tests.unit.paper.samples import AT, PAPERS, RARE, options

CODE = "mail_month_table"


def figures(**changes: Any) -> MailFigures:
    kept = MailFigures(
        came=1234, collected=1101, returned=31, unknown=12, damaged=7, missing=1, overdue=45, in_time=1020,
        unknown_returned=11, unknown_in_time=10, median=timedelta(hours=5, minutes=20),
        ninth=timedelta(days=2, hours=3),
    )  # fmt: skip
    return replace(kept, **changes)


def month(many: int = 3, **changes: Any) -> MailReport:
    names = ("post", "sf", "", *(f"{RARE}快运{at}" for at in range(60)))
    kept = MailReport(
        number="2026-11", at=AT, total=figures(), kinds=tuple(figures(kind=kind) for kind in Kind),
        carriers=tuple(figures(carrier=name) for name in names[:many]), days=tuple((40, 38) for _ in range(30)),
        deliveries=26, letters=812, newspapers=377,
    )  # fmt: skip
    return replace(kept, **changes)


def pdf_of(found: MailReport | None, **changes: Any) -> bytes:
    return PAPERS.render(CODE, found, options(**{"paper": "a4"} | changes))


def pages(found: MailReport | None, **changes: Any) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf_of(found, **changes))).pages]


def test_reports_mail_the_paper_has_kinds_carriers_shares_and_times() -> None:
    (text,) = pages(month())
    flat = text.replace("\n", "")
    wanted = ("2026-11", "挂号信", "汇款", "合计", "1234", "1101", "5时20分", "2天3时", "顺丰", "未登记承运单位")
    for part in (*wanted, "812", "377"):
        assert part in flat, part
    assert "92.6%" in flat  # 1020 of 1101 in time
    assert "2.7%" in flat  # 31 of 1132 went back
    assert "90.9%" in flat  # 10 of 11 unknown
    assert "主管签名" in flat


def test_reports_mail_an_empty_month_says_so_and_its_shares_are_dashes() -> None:
    nothing = MailFigures()
    empty = month(total=nothing, kinds=(), carriers=(), days=tuple((0, 0) for _ in range(30)))
    (text,) = pages(empty)
    assert "本月无给据邮件记录。" in text
    assert text.count("–") >= 3
    assert "100" not in text
    assert "本月尚未到来。" in pages(replace(empty, at=None))[0]


@pytest.mark.parametrize("language", ["zh", "en", "both"])
def test_reports_mail_nothing_is_printed_over_anything_and_the_blank_form_is_one_page(language: str) -> None:
    for found in (month(), month(63), month(0, total=MailFigures(), kinds=(), days=((0, 0),) * 28)):
        assert reader.faults(pdf_of(found, language=language)) == []
    assert len(pages(month(63), language=language)) > 1
    blank = pdf_of(None, blank=True, language=language)
    assert reader.faults(blank) == []
    assert len(PdfReader(io.BytesIO(blank)).pages) == 1
