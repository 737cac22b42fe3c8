"""The special-event report read back from its PDF."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deskapp.domain.common import Ref
from deskapp.domain.events import EventCaller, EventDetail, Kind, State
from deskapp.domain.paper import PaperLanguage
from tests.unit.paper import reader
from tests.unit.paper.samples import AT, HOUR, PAPERS, RARE, clock_zh, options, texts, whole

FULL = EventDetail(
    id=1, version=3, number="SJ-202611-0003", state=State.CLOSED, kind=Kind.BURST_PIPE, entry_id=5, complaint_id=None,
    unit="3-2-1102", unit_id=1, place="厨房", caller=f"陈{RARE}", phone="13800001234", happened_at=AT,
    happened_reason="停电补记", created_at=AT + HOUR, recorder="王丽", content="水管爆裂，水漫到走道",
    measures="关总阀，清积水", harmed="无人受伤，地板受潮", passed_to="工程部值班", passed_at=AT + HOUR / 6,
    reported_to="管理处主任周敏", reported_at=AT + HOUR / 2, company_to="公司主管副总", company_at=AT + HOUR,
    outcome="更换管段", cause="接头老化", prevention="逐户普查", missed=0, deadline=None, closed_at=AT + 9 * HOUR,
    closer="周敏", void_reason="", callers=(EventCaller(at=AT, unit="3-2-1202", caller="刘先生", phone=""),),
    linked=(Ref("reception", 5, "JD-202611-0411"),),
)  # fmt: skip


def report(data: EventDetail | None, **changes: object) -> bytes:
    return PAPERS.render("event_report", data, options(**{"paper": "a4"} | changes))


def test_two_copies_with_everything_known() -> None:
    pdf = report(FULL)
    copies = texts(pdf)
    assert ["存档联" in copies[0], "上报联" in copies[1], len(copies)] == [True, True, 2]
    wanted = [
        "特别事件报告单", "SJ-202611-0003", "水管爆裂", "集体投诉", "3-2-1102厨房", f"陈{RARE}", "13800001234",
        "JD-202611-0411", "停电补记", "水漫到走道", "关总阀，清积水", "无人受伤，地板受潮", "工程部值班",
        "管理处主任周敏", "公司主管副总", "更换管段", "接头老化", "逐户普查", "主任签名", "3-2-1202刘先生",
        *(clock_zh(at) for at in (AT, AT + HOUR / 6, AT + HOUR / 2, AT + HOUR)),
    ]  # fmt: skip
    for copy in copies:
        assert [part for part in wanted if part not in copy] == []
    assert reader.faults(pdf) == []


@pytest.mark.parametrize("language", list(PaperLanguage))
def test_blank_plain_and_voided(language: PaperLanguage) -> None:
    blank = report(None, blank=True, language=language)
    assert "SJ-" not in whole(blank)
    assert len(texts(blank)) == 2
    plain, voided = report(FULL, language=language), report(replace(FULL, state=State.VOIDED, void_reason="误报"))
    assert [reader.faults(pdf) for pdf in (blank, plain, voided)] == [[], [], []]
    assert "误报" in whole(voided)
    assert "作废" in whole(voided)


def test_long_content_flows_on_in_both_copies() -> None:
    pdf = report(replace(FULL, content="甲乙丙丁，囧" * 500))
    assert reader.text_of(pdf).count("囧") == 1000
    assert reader.faults(pdf) == []
