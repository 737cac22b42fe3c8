"""The reception record read back from its PDF."""

from dataclasses import replace

import pytest

from deskapp.domain.common import Ref
from deskapp.domain.paper import PaperLanguage
from deskapp.domain.reception import Category, Channel, Kind, Opinion, State, ToldHow
from deskapp.domain.reception_rows import Contact, Incident, IncidentEntry, SuggestionDetail
from tests.unit.paper import reader
from tests.unit.paper.samples import AT, HOUR, MATTER, PAPERS, clock_zh, entry, options, texts, whole

FULL = entry(
    kind=Kind.COMPLAINT,
    category=Category.STAFF_ATTITUDE,
    written=True,
    happened_reason="停电补记",
    apology="已当面致歉",
    result="已答复",
    told_at=AT + 3 * HOUR,
    told_how=ToldHow.VISIT,
    opinion=Opinion.SATISFIED,
    note="备注甲",
    slips=(Ref("slips", 1, "PG-202611-0087"), Ref("slips", 2, "PG-202611-0088")),
    contacts=(
        Contact(at=AT + HOUR, by="王丽", caller="钱女士", phone="13900005678", channel=Channel.COUNTER, content="再问"),
    ),
    suggestion=SuggestionDetail(
        assessment="可行", department_id=1, department="工程部", adopted=True, reply="感谢", reward="购物卡"
    ),
)


def record(data: object, **changes: object) -> bytes:
    return PAPERS.render("reception_record", data, options(**{"paper": "a5"} | changes))


@pytest.mark.parametrize("paper", ["a5", "a4"])
def test_everything_known_is_there(paper: str) -> None:
    pdf = record(FULL, paper=paper)
    text = whole(pdf)
    wanted = [
        "接待记录",
        "JD-202611-0411",
        "5-1-0603",
        "赵先生",
        "13800001234",
        "投诉员工服务态度",
        "一般",
        clock_zh(AT),
    ]
    wanted += [
        "".join(MATTER.split()),
        "停电补记",
        "已当面致歉",
        "已答复",
        "上门",
        "备注甲",
        "PG-202611-0087PG-202611-0088",
    ]
    wanted += ["钱女士13900005678前台再问", "可行", "工程部", "购物卡", "感谢", clock_zh(AT + 2 * HOUR) + "（改约1次）"]
    assert [part for part in wanted if part not in text] == []
    assert reader.faults(pdf) == []


@pytest.mark.parametrize("language", list(PaperLanguage))
def test_blank_plain_and_voided(language: PaperLanguage) -> None:
    blank = record(None, blank=True, language=language)
    assert "JD-" not in whole(blank)
    assert reader.faults(blank) == []
    assert reader.faults(record(entry(), language=language)) == []
    voided = whole(record(replace(FULL, state=State.VOIDED, void_reason="重复"), language=language))
    assert "重复" in voided


def test_long_content_flows_on() -> None:
    content = "甲乙丙丁,囧" * 500
    pdf = record(entry(content=content))
    assert reader.text_of(pdf).count("囧") == 500
    assert [f"第{n}页共{len(texts(pdf))}页" in text for n, text in enumerate(texts(pdf), 1)] == [True] * len(texts(pdf))
    assert reader.faults(pdf) == []


def test_rec_3_the_record_says_what_became_of_the_promise() -> None:
    kept = entry(told_at=AT + HOUR, told_how=ToldHow.PHONE)
    assert "（已守约）" in whole(record(kept))
    missed = whole(record(replace(kept, promises_moved=2, promises_missed=1)))
    assert "（改约2次）（超时1次）" in missed
    assert "已守约" not in missed
    assert "已守约" not in whole(record(entry()))
    english = whole(record(replace(kept, promises_missed=2), language=PaperLanguage.ENGLISH))
    assert "(missed2×)" in english


def test_rec_5_the_record_says_to_whom_an_emergency_was_passed_and_when() -> None:
    text = whole(record(entry(kind=Kind.EMERGENCY, passed_to="工程部8001", passed_at=AT + HOUR)))
    assert f"通报工程部8001{clock_zh(AT + HOUR)}" in text


def test_rec_8_the_record_names_the_incident_and_what_is_linked() -> None:
    one, two = (
        IncidentEntry(
            ref=Ref("reception", n, f"JD-202611-000{n}"), unit=f"3-2-{n}102", caller="陈静", phone="", at=AT,
            state=State.PROMISED,
        )
        for n in (1, 2)
    )  # fmt: skip
    found = Incident(first=one.ref, units=2, entries=(one, two), collective=False, to_answer=2, to_tell=0)
    pdf = record(entry(incident=found, linked=(Ref("slips", 1, "PG-1"), Ref("reception", 9, "JD-202611-0009"))))
    text = whole(pdf)
    assert "共2户：3-2-1102JD-202611-00013-2-2102JD-202611-0002" in text
    assert "接待记录JD-202611-0009" in text
    assert reader.faults(pdf) == []
