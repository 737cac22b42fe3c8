"""The papers of a count, read back: the blind sheet, the result with its signatures, the monthly table (``KEY-6``)."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from pypdf import PdfReader

from deskapp.domain.inventories import (
    Difference,
    DifferenceLine,
    InventoryDetail,
    Mark,
    Resolution,
    Sheet,
    SheetLine,
    State,
)
from deskapp.domain.key_table import KeyTable, KeyTableRow
from deskapp.domain.keys import Category
from tests.unit.paper import reader
from tests.unit.paper.samples import AT, HOUR, PAPERS, RARE, options

LANGUAGES = ("zh", "en", "both")


def sheet_line(number: int, **changes: Any) -> SheetLine:
    kept = SheetLine(
        id=number, place_id=number, place=f"A{number:03d}", thing="", part="A 前台后墙", mark=None, code="", keys=None,
        at=None, by="", times=0,
    )  # fmt: skip
    return replace(kept, **changes)


def sheet(count: int = 120, **changes: Any) -> Sheet:
    kept = Sheet(
        id=1, number="QD-202611-0001", state=State.COUNTING, subject="keys", month="2026-11", part="", note="",
        begun_at=AT, recorder="王丽", total=count, counted=0, void_reason="",
        lines=tuple(sheet_line(at) for at in range(1, count + 1)),
    )  # fmt: skip
    return replace(kept, **changes)


def difference(number: int, **changes: Any) -> DifferenceLine:
    kept = DifferenceLine(
        id=number, place=f"A{number:03d}", thing="", part="A 前台后墙", difference=Difference.LACKING,
        expected_code=f"YC-202611-{number:04d}", expected_words="3-2-1102", expected_state="keys.state.in",
        expected_keys=2, mark=Mark.EMPTY, code="", keys=None, at=AT, by="王丽", resolution=Resolution.EXPLAINED,
        explanation="工程部取走未登记", explained_by="赵敏", explained_at=AT + HOUR,
    )  # fmt: skip
    return replace(kept, **changes)


def result(*differences: DifferenceLine, **changes: Any) -> InventoryDetail:
    kept = InventoryDetail(
        id=1, version=4, number="QD-202611-0001", state=State.CLOSED, subject="keys", month="2026-11", part_id=None,
        part="", note="", begun_at=AT, recorder="王丽", total=120, counted=119, compared_at=AT + 2 * HOUR,
        uncounted_reason="一个挂位被柜子挡住", different=len(differences), explained=len(differences),
        counters=("王丽", f"赵{RARE}"), counter_signed=True, closed_at=AT + 3 * HOUR, closed_by="周敏",
        summary="两串钥匙在工程部，已追回。", reported_to="管理处主任", reported_at=AT + 30 * HOUR, void_reason="",
        differences=differences,
    )  # fmt: skip
    return replace(kept, **changes)


def month(**changes: Any) -> KeyTable:
    rows = [KeyTableRow(category=kind, total=10, hung=6, out=2, overdue=1, handed=1, missing=1) for kind in Category]
    in_all = KeyTableRow(category=None, total=40, hung=24, out=8, overdue=4, handed=4, missing=4)
    kept = KeyTable(
        number="2026-11", at=AT, inventory="QD-202611-0001", inventory_id=1, hooks=120, differences=3,
        rows=(*rows, in_all), loans=57, sets_lent=83, outside=12, lost=1, deposits=4, deposits_held=Decimal(1234),
    )  # fmt: skip
    return replace(kept, **changes)


def pdf_of(code: str, found: Any, **changes: Any) -> bytes:
    return PAPERS.render(code, found, options(paper="a4", **changes))


def pages(code: str, found: Any, **changes: Any) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf_of(code, found, **changes))).pages]


def test_key_6_the_sheet_names_every_hook_once_in_order_and_its_head_on_every_page() -> None:
    found = pages("key_count_sheet", sheet(300))
    assert len(found) > 2
    for at, text in enumerate(found, 1):
        assert "挂位" in text
        assert f"第 {at} 页 共 {len(found)} 页" in text
    said = "\n".join(found)
    assert [said.count(f"A{at:03d}") for at in range(1, 301)] == [1] * 300
    assert said.index("A001") < said.index("A002") < said.index("A003")
    assert ["清点人签名" in text for text in found] == [False] * (len(found) - 1) + [True]


def test_key_6_what_was_counted_before_the_sheet_is_printed_is_ticked_on_it() -> None:
    before = pdf_of("key_count_sheet", sheet(4))
    lines = (sheet_line(1, mark=Mark.PRESENT, keys=3), sheet_line(2, mark=Mark.OTHER, code="YC-202611-0009"))
    after = pdf_of("key_count_sheet", sheet(lines=(*lines, sheet_line(3), sheet_line(4))))
    assert before != after
    text = PdfReader(io.BytesIO(after)).pages[0].extract_text()
    assert "YC-202611-0009" in text  # what was seen, not what was expected


def test_key_6_the_result_says_what_differed_why_and_who_signs() -> None:
    lines = (
        difference(7),
        difference(12, difference=Difference.MISPLACED, mark=Mark.OTHER, code="YC-202610-0003", keys=2,
                   resolution=Resolution.MOVED, explanation=f"挂错{RARE}"),
        difference(19, difference=Difference.UNCOUNTED, mark=None, at=None, by="", resolution=None, explanation=""),
    )  # fmt: skip
    (text,) = pages("key_count_result", result(*lines))
    flat = text.replace("\n", "")
    wanted = (
        *(
            "A007",
            "YC-202611-0007",
            "账有实无",
            "工程部取走未登记",
            "赵敏",
            "YC-202610-0003",
            "改挂此位",
            "未清点",
        ),
        *("周敏", "一个挂位被柜子挡住", "两串钥匙在工程部", "清点人签名", "主管签名", "管理处主任"),
    )
    for part in wanted:
        assert part in flat
    assert text.index("A007") < text.index("A012") < text.index("A019")


def test_key_6_a_count_without_a_difference_says_so_and_an_unfinished_one_has_no_result() -> None:
    assert "账实相符，没有差异。" in pages("key_count_result", result())[0]
    unfinished = result(state=State.COUNTING, compared_at=None, closed_at=None, reported_at=None)
    (text,) = pages("key_count_result", unfinished)
    assert "清点尚未结束" in text
    assert "账实相符" not in text


def test_key_6_the_monthly_table_has_its_figures_its_chart_and_what_an_empty_month_says() -> None:
    (text,) = pages("key_month_table", month())
    for part in ("2026-11", "QD-202611-0001", "空置房", "业主托管", "合计", "57", "83", "1,234.00", "其中逾期"):
        assert part in text
    nothing = KeyTableRow(category=None)
    empty = month(rows=(nothing,), loans=0, sets_lent=0, outside=0, lost=0, deposits=0, deposits_held=Decimal(0))
    assert "本月无钥匙及借用记录。" in pages("key_month_table", empty)[0]
    assert "本月未清点" in pages("key_month_table", month(rows=(), inventory="", at=None))[0]


def place(number: int, **changes: Any) -> SheetLine:
    return sheet_line(number, **{"place": f"A-{number}-01", "part": "A 前台左"} | changes)


def of_mail(*lines: SheetLine, **changes: Any) -> Sheet:
    return sheet(subject="mail", many=True, lines=lines, total=len(lines), **changes)


def item(number: int, **changes: Any) -> DifferenceLine:
    kept = {
        "place": f"A-{number}-01", "thing": f"YJ-202611-{number:04d}", "expected_code": f"YJ-202611-{number:04d}",
        "expected_words": "3-2-1102 陈静 …0022", "expected_state": "mail.state.waiting", "expected_keys": 0,
        "mark": None, "at": None, "by": "",
    }  # fmt: skip
    return difference(number, **kept | changes)


def test_mail_9_the_sheet_of_a_shelf_has_room_for_several_items_and_names_none_that_was_not_seen() -> None:
    blind = of_mail(*(place(at) for at in range(1, 41)))
    found = pages("mail_count_sheet", blind)
    assert len(found) > 1
    for text in found:
        assert "货位" in text
        assert "挂位" not in text
    said = "\n".join(found)
    assert "邮件货架清点表" in said
    assert "全部邮件货架" in said
    assert [said.count(f"A-{at}-01") for at in range(1, 41)] == [1] * 40
    seen = place(2, id=99, thing="YJ-202611-0007", code="YJ-202611-0007", mark=Mark.PRESENT)
    other = place(2, id=98, thing="JD777788889999", code="JD777788889999", mark=Mark.OTHER)
    (text,) = pages(
        "mail_count_sheet", of_mail(place(1, mark=Mark.EMPTY), place(2, mark=Mark.PRESENT, keys=2), seen, other)
    )
    assert text.count("A-2-01") == 1
    for part in ("YJ-202611-0007", "JD777788889999 (账外)"):
        assert part in text


def test_mail_9_the_result_of_a_shelf_names_items_and_places() -> None:
    lines = (
        item(1),
        item(2, difference=Difference.MISPLACED, mark=Mark.PRESENT, code="YJ-202611-0002", at=AT, by="王丽",
             expected_words="A-1-01 · 3-2-1102 陈静 …0022", resolution=Resolution.MOVED),
        item(3, difference=Difference.UNEXPECTED, thing="JD777788889999", code="JD777788889999", mark=Mark.OTHER,
             expected_code="", expected_words="", expected_state=""),
        item(4, difference=Difference.UNCOUNTED, thing="", expected_code="", expected_keys=3, resolution=None,
             explanation="", explained_by="", expected_words="", expected_state=""),
    )  # fmt: skip
    (text,) = pages("mail_count_result", result(*lines, subject="mail", many=True, uncounted_reason=""))
    flat = text.replace("\n", "")
    for part in (
        "邮件货架清点结果",
        "货位",
        "未见",
        "放错货位",
        "改放此位",
        "A-1-01 · 3-2-1102",
        "账外",
        "3 件",
        "YJ-202611-0001",
    ):
        assert part in flat
    assert "把" not in flat
    assert "挂" not in flat


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_printed_over_anything_and_blank_forms_are_one_page(language: str) -> None:
    long = difference(1, explanation="长" * 500, expected_words="长" * 60, code="YC-202611-0001", mark=Mark.OTHER)
    found = {
        "key_count_sheet": sheet(75, part="长" * 45, note="注" * 300),
        "key_count_result": result(*[replace(long, place=f"A{at:03d}") for at in range(1, 20)], summary="结" * 1000),
        "key_month_table": month(),
        "mail_count_sheet": of_mail(
            *(place(at, part="长" * 45) for at in range(1, 30)),
            *(place(29, thing=f"YJ-{at}", code=f"YJ-202611-{at:04d}", mark=Mark.PRESENT) for at in range(1, 60)),
            note="注" * 300,
        ),
        "mail_count_result": result(
            *[item(at, explanation="长" * 500, expected_words="长" * 60) for at in range(1, 20)],
            subject="mail",
            many=True,
        ),
    }
    for code, entry in found.items():
        assert reader.faults(pdf_of(code, entry, language=language)) == [], code
        blank = pdf_of(code, None, blank=True, language=language)
        assert reader.faults(blank) == [], code
        assert len(PdfReader(io.BytesIO(blank)).pages) == 1, code
    said = "".join(pages("key_count_result", found["key_count_result"], language=language))
    assert said.count("长") >= 19 * 560
    assert said.count("结") >= 1000


def test_voided_papers_are_marked() -> None:
    assert "作废" in pages("key_count_sheet", sheet(2, state=State.VOIDED, void_reason="误开"))[0]
    assert "作废" in pages("key_count_result", result(state=State.VOIDED, void_reason="误开"))[0]


def test_one_key_is_one_key() -> None:
    (text,) = pages("key_count_result", result(difference(11, expected_keys=1)), language="en")
    assert "1 key\n" in text
