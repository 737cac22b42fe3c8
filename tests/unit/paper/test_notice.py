"""The notice for doors and boards, read back from its PDF (``REC-6``)."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader

from deskapp.domain.notices import Kind, NoticeDetail, Phase, State
from tests.unit.paper.reader import read
from tests.unit.paper.samples import AT, ESTATE, HOUR, PAPERS, RARE, options

WORDS = "因市政管网检修停水，请提前储水。"


def notice(**changes: Any) -> NoticeDetail:
    kept = NoticeDetail(
        id=1, version=1, number="TZ-202611-0001", state=State.PUBLISHED, phase=Phase.COMING, kind=Kind.WATER,
        title=f"停水通知{RARE}", content=WORDS, title_en="Water will be off", content_en="Keep some water ready.",
        starts_at=AT + HOUR, ends_at=AT + 7 * HOUR, everywhere=False, buildings="3、5", places=("3 栋", "5 栋"),
        announced_by="自来水公司", created_at=AT, recorder="王丽", published_at=AT, ended_at=None, end_reason="",
        void_reason="", deadline=None,
    )  # fmt: skip
    return replace(kept, **changes)


def pages(detail: NoticeDetail | None, **changes: Any) -> list[str]:
    pdf = PAPERS.render("notice", detail, options(paper="a4", **changes))
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def heights(detail: NoticeDetail) -> list[float]:
    """How high the type of each run of the first page is."""
    pdf = PAPERS.render("notice", detail, options(paper="a4"))
    _, runs = next(iter(read(pdf)))
    return [run.high - run.low for run in runs]


def test_rec_6_it_says_what_when_where_and_whom_to_call() -> None:
    (text,) = pages(notice())
    local, end = (AT + HOUR).astimezone(), (AT + 7 * HOUR).astimezone()
    for part in ("停水通知", f"{local:%H:%M} 至", f"{end:%H:%M}", "3 栋、5 栋", WORDS[:8], ESTATE.phone, "（盖章处）"):
        assert part in text
    assert "TZ-202611-0001" in text
    assert "自来水公司" in text


def test_rec_6_every_language_has_its_words() -> None:
    (english,) = pages(notice(), language="en")
    assert "Water will be off" in english
    assert "Keep some water ready." in english
    assert WORDS not in english.replace("\n", "")
    (both,) = pages(notice(), language="both")
    assert WORDS[:8] in both
    assert "Keep some water ready." in both
    (untranslated,) = pages(notice(title_en="", content_en=""), language="en")
    assert "Notice: Water cut" in untranslated
    assert WORDS[:8] in untranslated


def test_rec_6_few_words_are_large_and_many_shrink_before_they_flow() -> None:
    few, more = max(heights(notice())), max(heights(notice(content=WORDS * 20)))
    assert few > more > 15
    assert len(pages(notice(content=WORDS * 20))) == 1


@pytest.mark.parametrize("content", [WORDS * 125, "停" * 2000, "\n".join(["行"] * 400), "W" * 2000])
def test_rec_6_the_longest_text_flows_whole_and_the_seal_stands_last(content: str) -> None:
    found = pages(notice(content=content), language="both")
    assert len(found) > 1
    said = "".join("".join(found).split())
    assert said.count(content[0]) >= content.count(content[0])
    assert [("（盖章处）" in text) for text in found] == [False] * (len(found) - 1) + [True]


def test_all_buildings_are_said_in_words() -> None:
    assert "全部楼栋" in pages(notice(everywhere=True, places=()))[0]


def test_a_voided_notice_and_a_draft_are_marked_across() -> None:
    assert "作废" in pages(notice(state=State.VOIDED))[0]
    assert "草稿" in pages(notice(state=State.DRAFT, published_at=None))[0]


def test_a_blank_one_has_lines_to_write_on() -> None:
    for language in ("zh", "en", "both"):
        (text,) = pages(None, blank=True, language=language)
        assert ESTATE.phone in text
