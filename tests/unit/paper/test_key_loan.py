"""The key loan form, read back from its PDF (``KEY-2``, ``KEY-4``, ``KEY-10``)."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pdfplumber
import pytest

from deskapp.domain.directory import IdType
from deskapp.domain.loans import Deposit, Kind, LineState, LoanDetail, LoanLine, Remedy, State
from deskapp.domain.specials import Tender
from tests.unit.paper.reader import faults, read, text_of
from tests.unit.paper.samples import AT, HOUR, PAPERS, RARE, options

POINTS = 72 / 25.4
LANGUAGES = ("zh", "en", "both")


def line(number: int, **changes: Any) -> LoanLine:
    kept = LoanLine(
        id=number, set_id=number, number=f"YC-202611-{number:04d}", hook=f"A{number:03d}", place=f"3 栋 2-{number:04d}",
        keys=2, state=LineState.OUT, back_at=None, taker="", remedy=None, note="",
    )  # fmt: skip
    return replace(kept, **changes)


def loan(**changes: Any) -> LoanDetail:
    kept = LoanDetail(
        id=1, version=1, number="YS-202611-0042", state=State.OUT, kind=Kind.OUTSIDE, unit="", borrower=f"李{RARE}",
        company="顺达水暖", phone="13600007788", id_type=IdType.ID_CARD, id_number_masked="110105********002X",
        purpose="疏通三套房下水管", slip="PG-202611-0007", lent_at=AT, recorded_at=AT, happened_reason="",
        recorder="王丽", return_by=AT + 4 * HOUR, due_at=AT + 4 * HOUR, deadline=None, extensions=0, missed=0,
        signed=True, total=3, out=3, lost=0, deposit=Decimal(300), deposit_reason="", deposit_state=Deposit.HELD,
        method=Tender.CASH, envelope=27, receipt="SK-202611-0019", settled_at=None, settled_by="", kept_reason="",
        note="", returned_at=None, void_reason="", lines=(line(7), line(8), line(19)),
    )  # fmt: skip
    return replace(kept, **changes)


def staff_loan(**changes: Any) -> LoanDetail:
    inside: dict[str, Any] = {
        "kind": Kind.STAFF, "id_type": IdType.NONE, "id_number_masked": "", "deposit": Decimal(0),
        "deposit_state": Deposit.NONE, "envelope": None, "receipt": "",
    }  # fmt: skip
    return loan(**inside | changes)


def drawn(found: LoanDetail | None, paper: str = "a5", **changes: Any) -> bytes:
    return PAPERS.render("key_loan", found, options(paper=paper, **changes))


def test_key_2_the_form_names_borrower_purpose_due_and_keys() -> None:
    text = text_of(drawn(loan()))
    due = f"{(AT + 4 * HOUR).astimezone():%Y年%m月%d日%H:%M}"
    for part in (
        "钥匙借用登记表", "YS-202611-0042", f"李{RARE}", "顺达水暖", "13600007788", "身份证110105********002X",
        "疏通三套房下水管", "PG-202611-0007", due, "A007", "A008", "A019", "3栋2-0019", "3串6把", "¥300.00", "27",
        "SK-202611-0019", "借出签名", "归还签名",
    ):  # fmt: skip
        assert part in text


@pytest.mark.parametrize("paper", ["a5x2", "a4x2"])
def test_key_2_office_and_borrower_have_a_copy_each(paper: str) -> None:
    made = drawn(loan(), paper)
    assert len(list(read(made))) == 2
    text = text_of(made)
    assert "客服中心留存联" in text
    assert "借用人联" in text


def test_key_2_staff_pay_no_deposit() -> None:
    text = text_of(drawn(staff_loan()))
    assert "内部员工" in text
    assert "押金" not in text
    assert "证件" in text


def test_key_2_an_outsider_without_deposit_is_said() -> None:
    none = loan(deposit=Decimal(0), deposit_state=Deposit.NONE, envelope=None, receipt="", deposit_reason="长期合作")
    text = text_of(drawn(none))
    assert "无押金" in text
    assert "长期合作" in text


def test_key_4_what_came_back_and_what_is_lost_stands_beside_its_set() -> None:
    back = line(7, state=LineState.RETURNED, back_at=AT + HOUR, taker="赵敏", note="少一把门禁卡")
    lost = line(8, state=LineState.LOST, taker="赵敏", remedy=Remedy.LOCK_CHANGED, note="途中遗失")
    found = loan(
        state=State.PART, out=1, lost=1, lines=(back, lost, line(19)), deposit_state=Deposit.KEPT,
        settled_at=AT + 2 * HOUR, settled_by="周主管", kept_reason="抵换锁费",
    )  # fmt: skip
    text = text_of(drawn(found))
    for part in (
        f"{(AT + HOUR).astimezone():%Y年%m月%d日%H:%M}赵敏", "A007少一把门禁卡", "A008丢失已换锁途中遗失",
        "押金已扣", "抵换锁费", "周主管",
    ):  # fmt: skip
        assert part in text


def test_key_4_a_set_that_is_out_has_room_for_a_signature() -> None:
    for _, runs in read(drawn(loan())):
        (caption,) = [run for run in runs if "收回人签名" in run.text]
        assert caption.right - caption.left < 36 * POINTS
        hooks = sorted(run.low for run in runs if run.text in {"A007", "A008", "A019"})
        assert min(upper - lower for lower, upper in pairwise(hooks)) > 9 * POINTS


def test_key_10_a_later_time_is_said_and_may_be_written_on_the_same_form() -> None:
    later = loan(extensions=2, return_by=AT + timedelta(days=1))
    text = text_of(drawn(later))
    assert f"{(AT + timedelta(days=1)).astimezone():%Y年%m月%d日%H:%M}（续借2次）" in text
    assert "续借至" in text


def test_a_voided_loan_says_why() -> None:
    assert "重复登记" in text_of(drawn(loan(state=State.VOIDED, void_reason="重复登记")))


@pytest.mark.parametrize("paper", ["a5", "a4"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_fifty_sets_with_the_longest_words_go_on_under_the_same_head(paper: str, language: str) -> None:
    lines = tuple(line(at, place="栋" * 60, note=f"{at}" + "损" * 200, remedy=Remedy.OTHER) for at in range(1, 51))
    long = loan(
        lines=lines, note="注" * 300, borrower="长" * 60, company="司" * 60, purpose="途" * 200, total=50, out=50,
        deposit_reason="因" * 200, happened_reason="迟" * 200, void_reason="废" * 500, state=State.VOIDED,
    )  # fmt: skip
    made = drawn(long, paper, language=language)
    assert faults(made) == []
    pages = [" ".join(run.text for run in runs) for _page, runs in read(made)]
    assert len(pages) > 3
    head = "Hook" if language == "en" else "挂位"
    assert all(head in page for page in pages)
    text = text_of(made)
    assert all(f"A{at:03d}" in text for at in range(1, 51))
    assert text.count("损") == 50 * 200


@pytest.mark.parametrize("paper", ["a5", "a4"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_blank_form_is_filled_in_by_hand(paper: str, language: str) -> None:
    made = drawn(None, paper, language=language, blank=True)
    assert len(list(read(made))) == 1
    assert faults(made) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_takes_a_set_back_has_room_to_sign_on_a_blank_form(language: str) -> None:
    with pdfplumber.open(io.BytesIO(drawn(None, language=language, blank=True))) as pdf:
        (page,) = pdf.pages
        caption, *_ = [word for word in page.extract_words() if word["text"] in {"收回人签名", "Taken"}]
        columns = [rect for rect in page.rects if rect["x0"] < caption["x0"] and rect["width"] < 40 * POINTS]
        column = max(rect["x0"] for rect in columns if rect["top"] < caption["top"] < rect["bottom"])
        under = [rect for rect in page.rects if abs(rect["x0"] - column) < 0.2 and rect["top"] > caption["bottom"]]
    lines = [rect for rect in under if rect["width"] < 40 * POINTS]
    assert len(lines) > 1
    assert min(rect["height"] for rect in lines) >= 9 * POINTS
    assert min(rect["width"] for rect in lines) >= 35 * POINTS


@pytest.mark.parametrize("paper", ["a5", "a4"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_signed_stands_on_a_page_with_a_set_above_it(paper: str, language: str) -> None:
    for count in range(1, 30):
        made = drawn(loan(lines=tuple(line(at) for at in range(1, count + 1)), total=count, out=count), paper,
                     language=language)  # fmt: skip
        *_, (_page, runs) = read(made)
        assert faults(made) == []
        assert any(run.text == f"A{count:03d}" for run in runs), count


def test_a_blank_english_form_has_places_for_a_moment() -> None:
    assert "min" in text_of(drawn(None, language="en", blank=True))
