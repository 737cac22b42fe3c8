"""One search box finds by number, code, any run of characters, pinyin, the end of a phone (``ALL-5``)."""

from __future__ import annotations

import pytest

from deskapp.domain.common import Query
from deskapp.domain.people import Role
from deskapp.domain.reception import AmendDraft, ReasonDraft
from tests.factories import Desk

TEXTS = (
    ("张三", "138 0000 1234", "厨房下水管漏水,已关总阀"),
    ("单雄信", "0871 6500 9876", "WiFi 密码忘了😀 <b>50% & _x</b>"),
    ("李𬭎", "139 0000 5678", "3 号电梯有异响,ＬＥＤ灯不亮"),
)


@pytest.fixture
def log(desk: Desk) -> dict[str, str]:
    """Three entries by the name of their caller, with their numbers."""
    found = {}
    for caller, phone, content in TEXTS:
        entry = desk.entry(unit="3-2-1102" if caller == "张三" else "", caller=caller, phone=phone, content=content)
        found[entry.number] = caller
    return found


def callers(desk: Desk, log: dict[str, str], typed: str) -> list[str]:
    hits = desk.call("search.find", text=typed)
    return [log[hit.ref.number] for hit in hits if hit.ref.register == "reception"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("漏", "张三"), ("漏水", "张三"), ("水管漏", "张三"), ("厨房下水管漏水", "张三"),
        ("漏水,已", "张三"), ("漏水，已", "张三"),
        ("管水", ""), ("水管水", ""), ("张", "张三"), ("张三", "张三"), ("zs", "张三"),
        ("ZhangSan", "张三"), ("zhang san", "张三"),
        ("sxx", "单雄信"), ("danxiong", "单雄信"), ("李𬭎", "李𬭎"), ("𬭎", "李𬭎"), ("lihong", "李𬭎"),
        ("3-2-1102", "张三"), ("3 2 1102", "张三"), ("321102", "张三"), ("3栋2单元1102室", "张三"),
        ("３－２－１１０２", "张三"), ("1102", "张三"),
        ("1234", "张三"), ("9876", "单雄信"), ("13800001234", "张三"), ("138 0000 1234", "张三"),
        ("1380", "张三"),
        ("JD-202611-0002", "单雄信"), ("jd2026110002", "单雄信"), ("0002", "单雄信"), ("202611-0003", "李𬭎"),
        ("wifi", "单雄信"), ("fi", "单雄信"), ("wifi 密码", "单雄信"), ("😀", "单雄信"),
        ("50%", "单雄信"), ("% & _", ""), ("<b>50", "单雄信"),
        ("led灯", "李𬭎"), ("LED", "李𬭎"), ("电梯 lihong", "李𬭎"), ("张三 漏水", "张三"), ("张三 电梯", ""),
        ('"漏', "张三"), ("漏*", "张三"),
        ("漏水,", "张三"), ("水,已关", "张三"), ("水 已关", "张三"), ("水。已关", ""),
        ("漏 OR 水", ""), ("PG-202611-0001", ""), ("'; DROP TABLE entry", ""),
    ],
)  # fmt: skip
def test_find(desk: Desk, log: dict[str, str], typed: str, found: str) -> None:
    assert callers(desk, log, typed) == ([found] if found else [])


def test_the_newest_stands_first_and_the_limit_holds(desk: Desk) -> None:
    numbers = [desk.entry(content=f"灯不亮,第 {n} 次").number for n in range(5)]
    assert [hit.ref.number for hit in desk.call("search.find", text="灯不亮", limit=3)] == numbers[:1:-1]


def test_what_was_corrected_is_found_by_its_new_words_only(desk: Desk, log: dict[str, str]) -> None:
    number = next(iter(log))
    entry = desk.read_entry(desk.call("search.by_code", code=number).id)
    draft = AmendDraft(caller="王五", phone="137 0000 1111", kind=entry.kind, content="阳台门打不开")
    desk.step("reception", "amend", entry.id, draft)
    for gone in ("漏水", "zs", "1234", "3-2-1102", "13800001234"):
        assert number not in [hit.ref.number for hit in desk.call("search.find", text=gone)]
    for new in ("阳台门", "wangwu", "1111"):
        assert [hit.ref.number for hit in desk.call("search.find", text=new)] == [number]


def test_a_voided_entry_keeps_its_number_and_is_found(desk: Desk, log: dict[str, str]) -> None:
    number = next(iter(log))
    desk.step("reception", "void", desk.call("search.by_code", code=number).id, ReasonDraft(reason="重复"))
    assert desk.call("search.find", text="漏水")[0].ref.number == number


def test_the_entry_of_the_very_number_stands_first(desk: Desk) -> None:
    first = desk.entry()
    for _ in range(3):
        desk.entry(content=f"同 {first.number} 一事")
    hits = desk.call("search.find", text=first.number, limit=2)
    assert [hit.ref.number for hit in hits] == [first.number, "JD-202611-0004"]


def test_no_register_crowds_out_another(desk: Desk) -> None:
    for _ in range(6):
        desk.slip(entry_id=desk.entry().id)
    hits = desk.call("search.find", text="陈", limit=6)
    assert {hit.ref.register for hit in hits} == {"reception", "slips", "resident"}
    assert len(hits) == 6


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("PG-202611-0001", "PG-202611-0001"), ("pg-202611-0001/2", "PG-202611-0001"),
        (" PG2026110001 ", "PG-202611-0001"),
        ("ＰＧ－202611－0001/3", "PG-202611-0001"), ("JD-202611-1", "JD-202611-0001"),
        ("3-2-1102", "3-2-1102"),
        ("PG-202611-0002", None), ("TS-202611-0001", None), ("", None), ("6901234567892", None),
    ],
)  # fmt: skip
def test_a_code_opens_its_entry(desk: Desk, code: str, number: str | None) -> None:
    desk.slip(entry_id=desk.entry().id)
    ref = desk.call("search.by_code", code=code)
    assert (ref.number if ref else None) == number


def test_who_may_not_read_the_log_does_not_find_in_it(desk: Desk, log: dict[str, str]) -> None:
    cashier = desk.as_(Role.CASHIER)
    assert {hit.ref.register for hit in cashier.call("search.find", text="张三")} == {"resident"}
    assert cashier.call("search.by_code", code=next(iter(log))) is None


def test_a_table_is_filtered_by_the_same_words(desk: Desk, log: dict[str, str]) -> None:
    rows = desk.call("reception.rows", ids=desk.call("reception.ids", query=Query(text="异响")))
    assert [row.caller for row in rows] == ["李𬭎"]


def test_all_5_a_steward_finds_the_own_areas_entry_behind_many_newer_ones_elsewhere(desk: Desk) -> None:
    own = desk.entry(unit="3-2-1102", content="东区路灯不亮")
    for _ in range(6):
        desk.entry(unit="5-1-0603", content="西区路灯不亮")
    steward = desk.as_(Role.STEWARD)
    assert [hit.ref.number for hit in steward.call("search.find", text="路灯", limit=5)] == [own.number]
