"""The handover record on paper, read back (``DUTY-3``, ``DUTY-4``, ``DUTY-7``, ``DUTY-8``) [001·5·4.2]."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace

import pypdf
import pytest

from deskapp.domain.duty_log import Head
from deskapp.domain.duty_papers import HandoverPaper, NoteRead, head_code
from deskapp.domain.handovers import Check, Checked, State
from deskapp.paper.sheet import qr_path
from deskapp.services.duty_chain import Typed, typed
from tests.unit.paper import reader
from tests.unit.paper.duty_samples import counts, handed, handover, head
from tests.unit.paper.samples import AT, PAPERS, RARE, options

LANGUAGES = ("zh", "en", "both")
NONE = Head(seq=0, count=0, at=None, hash="")


def pdf_of(paper: HandoverPaper | None, **changes: object) -> bytes:
    return PAPERS.render("handover", paper, options(**({"paper": "a4"} | changes)))


def before() -> HandoverPaper:
    """A handover that nobody has taken yet, nothing counted."""
    return handover(
        state=State.OPEN, given_at=None, taken_at=None, incoming="", late_minutes=0, head=NONE, counts=(), checks=(),
        passed_at=None, passed_by="", passed_reason="", remark="",
    )  # fmt: skip


def spoken(runs: Iterable[reader.Run]) -> str:
    """What stands on a page, without its spaces."""
    return "".join("".join(run.text for run in runs).split())


def contents(pdf: bytes) -> bytes:
    found = [page.get_contents() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    return b"".join(each.get_data() for each in found if each is not None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_duty_4_who_hands_over_what_to_whom_stands_on_one_page(language: str) -> None:
    made = pdf_of(handover(), language=language)
    assert reader.faults(made) == []
    assert len(list(reader.read(made))) == 1
    text = reader.text_of(made)
    for part in (
        "JJ-202611-0005",
        "早班",
        "王丽",
        "赵敏",
        "JD-202611-0001",
        "厨房下水管漏水",
        "水泵房待复查",
        "已清点无误",
    ):
        assert part in text, part
    assert ("6分钟" if language != "en" else "6min") in text
    assert text.count("★") == 1
    for who in ("交班人签名", "接班人签名", "主管签名") if language != "en" else ("Outgoingsigns", "Supervisorsigns"):
        assert who in text


def test_duty_7_each_count_stands_beside_the_register_with_its_difference() -> None:
    text = reader.text_of(pdf_of(handover()))
    assert "货架邮件（件）4140−1主管准予一件由业主领走，随后补登。" in text
    assert "借出钥匙（串）33相符" in text
    assert "¥1,250.00¥1,250.00相符" in text
    assert "三号梯有异响" in text
    uncounted = reader.text_of(pdf_of(before()))
    assert "货架邮件（件）押金信封" in uncounted


def test_duty_4_what_the_supervisor_let_pass_names_who_when_and_why() -> None:
    text = reader.text_of(pdf_of(handover()))
    assert "孙雅静" in text
    assert "投诉已约明早面谈。" in text
    assert "孙雅静" not in reader.text_of(pdf_of(before()))


def test_duty_8_the_notes_are_named_with_when_they_were_read() -> None:
    notes = (NoteRead(number="BD-202611-0001", title="停水口径", at=AT), NoteRead(number="BD-2", title="新规", at=None))
    text = reader.text_of(pdf_of(handover(notes=notes)))
    assert f"BD-202611-0001停水口径已读{AT.astimezone():%m-%d%H:%M}" in text
    assert "BD-2新规未读" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_duty_3_the_log_s_head_is_printed_as_text_and_as_a_code_that_says_the_same(language: str) -> None:
    made = pdf_of(handover(), language=language)
    (page,) = [[run.text for run in runs] for _page, runs in reader.read(made)]
    line = next(text for text in page if text.startswith(f"{head().seq} "))
    assert typed(line) == Typed(head().seq, head().short)
    assert qr_path(head_code(head()))[1].encode() in contents(made)
    assert f"{AT.astimezone():%H:%M}" in "".join(page)


def test_duty_3_before_it_is_taken_there_is_no_head() -> None:
    made = pdf_of(before())
    assert reader.text_of(made).count("尚未接班确认") == 2
    assert "deskapp check" not in reader.text_of(made)
    assert contents(made).count(b" re f Q") == 1  # the number's own code


def test_a_hundred_matters_and_the_longest_words_flow_over_pages() -> None:
    many = [handed(n, params={"unit": "12-2-3301", "caller": RARE * 8, "content": "长" * 80}) for n in range(1, 101)]
    made = pdf_of(
        handover(
            many, [NoteRead(number=f"BD-{n}", title="题" * 80, at=AT) for n in range(20)],
            counts=tuple(replace(each, explanation="因" * 300) for each in counts()),
            checks=tuple(Checked(what=what, fine=False, remark="况" * 300) for what in Check),
            note="备" * 2000, remark="接" * 500, passed_reason="准" * 500, void_reason="废" * 300, state=State.VOIDED,
            outgoing="Alexandra Constantinopoulos-Wang", shift="通宵值守班次名称很长的二十个字的班次名",
        )
    )  # fmt: skip
    assert reader.faults(made) == []
    text = reader.text_of(made)
    assert all(f"JD-202611-{n:04d}" in text for n in range(1, 101))
    assert [text.count(char) for char in "备接废"] >= [2000, 500, 300]
    pages = [spoken(runs) for _page, runs in reader.read(made)]
    assert ["移交事项" in page for page in pages] == ["JD-202611-" in page for page in pages]  # a head over its lines
    assert sum("移交事项" in page for page in pages) < len(pages)


@pytest.mark.parametrize("matters", range(14, 45))
def test_what_was_counted_stands_under_its_own_head_wherever_the_page_ends(matters: int) -> None:
    made = pdf_of(handover([handed(n) for n in range(1, matters + 1)]))
    assert reader.faults(made) == []
    pages = [spoken(runs) for _page, runs in reader.read(made)]
    assert ["移交事项" in page for page in pages] == ["JD-202611-" in page for page in pages]
    assert "值班记录末尾" in pages[-1], "nobody signs a page with nothing else on it"
    for title, line in (("清点项目", "借出钥匙"), ("检查项目", "区域情况")):
        assert [title in page for page in pages] == [line in page for page in pages]


def test_in_both_languages_every_matter_is_told_in_both() -> None:
    keys = {"keys": "A054", "borrower": "徐建立", "phone": "18549499047"}
    made = pdf_of(handover([handed(1), handed(2, text="handovers.item.keys", params=keys)]), language="both")
    assert reader.faults(made) == []
    text = reader.text_of(made)
    assert "待回复：3-2-1李女士" in text
    assert "Replypromised:3-2-1李女士" in text
    shown = "".join(run.text for _page, runs in reader.read(made) for run in runs)
    assert "钥匙借出：A054，徐建立 185 4949 9047" in shown
    assert "Keys out: A054, 徐建立 185 4949 9047" in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_blank_sheet_has_room_for_pens(language: str) -> None:
    made = pdf_of(None, blank=True, language=language)
    assert reader.faults(made) == []
    assert len(list(reader.read(made))) == 1
