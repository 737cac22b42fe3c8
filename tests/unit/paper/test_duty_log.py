"""The duty log on paper, read back (``DUTY-3``, ``DUTY-5``) [001·5·4.1.8]."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import timedelta

import pypdf
import pytest

from deskapp.domain.duty_log import Kind
from deskapp.domain.duty_papers import LogPaper, head_code
from deskapp.paper.sheet import qr_path
from deskapp.services.duty_chain import Typed, typed
from tests.unit.paper import reader
from tests.unit.paper.duty_samples import entry, head, log
from tests.unit.paper.samples import AT, HOUR, PAPERS, RARE, options

LANGUAGES = ("zh", "en", "both")
WRONG = "三号楼单元门禁损坏。"
_RULE = re.compile(rb"([\d.]+) ([\d.]+) m ([\d.]+) ([\d.]+) l$", re.MULTILINE)


def pdf_of(paper: LogPaper | None, **changes: object) -> bytes:
    return PAPERS.render("duty_log", paper, options(**({"paper": "a4"} | changes)))


def righted() -> LogPaper:
    """A day with an entry put right later, one written late, one erased."""
    return log(
        entry(1),
        entry(2, WRONG, kind=Kind.EQUIPMENT, corrected_by=5),
        entry(3, f"{RARE}先生来访", happened_reason="现场处理，未及时登记", recorded_at=AT + 5 * HOUR),
        entry(
            4, "此句不得印出", kind=Kind.VISIT, erased=True, erased_at=AT + 9 * HOUR, erased_by="孙主任",
            erased_reason="当事人要求删除",
        ),
        entry(
            5, "三号楼二单元门禁损坏，已报修。", kind=Kind.CORRECTION, corrects=2, reason="单元漏写",
            at=AT + timedelta(minutes=14),
        ),
    )  # fmt: skip


def struck(pdf: bytes) -> list[str]:
    """What a line goes through."""
    found = []
    for page, runs in reader.read(pdf):
        rules = [tuple(map(float, rule)) for rule in _RULE.findall(page.get_contents().get_data())]
        for run in runs:
            for x, y, x2, y2 in rules:
                if y == y2 and run.low < y < run.high and x <= run.left + 1 and x2 >= run.right - 1:
                    found.append(run.text)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_duty_3_the_old_entry_is_struck_through_beside_the_one_that_puts_it_right(language: str) -> None:
    made = pdf_of(righted(), language=language)
    assert reader.faults(made) == []
    assert struck(made) == [WRONG]
    text = reader.text_of(made)
    order = [text.index(part) for part in (WRONG, "三号楼二单元门禁损坏", "先生来访")]
    assert order == sorted(order)
    assert "单元漏写" in text
    assert ("已由第5条更正" if language != "en" else "Putrightbyno.5") in text


def test_duty_3_a_late_entry_tells_its_reason_and_an_erased_one_nothing_but_that() -> None:
    text = reader.text_of(pdf_of(righted()))
    assert "补记原因：现场处理，未及时登记" in text
    assert f"{(AT + 5 * HOUR).astimezone():%m-%d%H:%M}补记" in text
    assert "此句不得印出" not in text
    assert "个人信息已删除" in text
    assert "当事人要求删除" in text


def test_duty_5_each_day_says_who_countersigned_it_and_what_nobody_did() -> None:
    signed = reader.text_of(pdf_of(righted()))
    assert "孙雅静" in signed
    assert f"当时校验码{head().short}" in signed
    open_ = reader.text_of(pdf_of(log(entry(1), days=3, signed=False), printed_at=AT + 72 * HOUR))
    assert open_.count("尚未签阅") == 3
    assert "无记录" in open_
    rest = log(entry(1), days=3, signed=False)
    rest = replace(rest, page=replace(rest.page, days=tuple(replace(day, rest=True) for day in rest.page.days)))
    assert reader.text_of(pdf_of(rest, printed_at=AT + 72 * HOUR)).count("尚未签阅") == 1  # the day with an entry
    again = log(entry(1), entry(2))
    again = replace(again, page=replace(again.page, days=tuple(replace(day, since=1) for day in again.page.days)))
    assert "签阅后又登记1条，尚未签阅" in reader.text_of(pdf_of(again))
    today = reader.text_of(pdf_of(log(entry(1), days=3, signed=False)))
    assert today.count("尚未签阅") == 1  # days to come are not listed


def test_duty_3_long_words_flow_over_pages_and_each_page_ends_with_its_head() -> None:
    words = "".join(chr(0x4E00 + n) for n in range(3000))
    paper = log(
        entry(1), entry(2, words, corrected_by=3), entry(3, words, kind=Kind.CORRECTION, corrects=2, reason="补")
    )
    made = pdf_of(paper)
    assert reader.faults(made) == []
    pages = ["".join("".join(run.text for run in runs).split()) for _page, runs in reader.read(made)]
    assert len(pages) > 3
    newest = [max(seq for seq in (1, 2, 3) if paper.heads[seq] in page) for page in pages]
    assert newest == sorted(newest)
    for page, seq in zip(pages, newest, strict=True):
        assert f"本页末校验码（第{seq}条）{seq}{paper.heads[seq]}" in page
    shown = [char for char in reader.text_of(made) if char in set(words)]
    assert all(shown.count(char) >= 2 for char in words[100:2900:97])


@pytest.mark.parametrize("language", LANGUAGES)
def test_duty_3_the_head_stands_at_the_end_as_text_and_as_a_code_that_says_the_same(language: str) -> None:
    made = pdf_of(righted(), language=language)
    (page,) = [[run.text for run in runs] for _page, runs in reader.read(made)]
    end = head()
    line = next(text for text in page if text.startswith(f"{end.seq} "))
    assert typed(line) == typed(head_code(end)) == Typed(end.seq, end.short)
    for part in (str(end.seq), str(end.count)):
        assert part in head_code(end).split()
    content = pypdf.PdfReader(io.BytesIO(made)).pages[0].get_contents()
    assert content is not None
    assert qr_path(head_code(end))[1].encode() in content.get_data()


def test_a_month_has_the_days_heads_and_a_blank_sheet_is_one_page() -> None:
    many = [entry(n, at=AT + n * HOUR / 10, recorded_at=AT + n * HOUR / 10) for n in range(1, 90)]
    for language in LANGUAGES:
        assert reader.faults(pdf_of(log(*many, days=10), language=language)) == []
        blank = pdf_of(None, blank=True, language=language)
        assert reader.faults(blank) == []
        assert len(list(reader.read(blank))) == 1
    assert "2026-11-21星期六" in reader.text_of(pdf_of(log(*many, days=10)))


@pytest.mark.parametrize("before", range(33, 46))
def test_a_day_s_line_does_not_end_a_page(before: int) -> None:
    entries = [entry(n, at=AT, recorded_at=AT) for n in range(1, before + 1)]
    entries.append(entry(before + 1, "次日第一条", at=AT + 24 * HOUR, recorded_at=AT + 24 * HOUR))
    made = pdf_of(log(*entries, days=2, signed=False), printed_at=AT + 72 * HOUR)
    pages = ["".join("".join(run.text for run in runs).split()) for _page, runs in reader.read(made)]
    assert ["2026-11-22" in page for page in pages] == ["次日第一条" in page for page in pages]
