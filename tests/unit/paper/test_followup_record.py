"""The visit and follow-up record read back from its PDF."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from deskapp.domain.common import Ref
from deskapp.domain.followups import Attempt, FollowupDetail, Grade, Kind, Mode, State, Visit
from deskapp.domain.paper import PaperLanguage
from deskapp.domain.reception import Opinion
from deskapp.domain.slips import Item
from tests.unit.paper import reader
from tests.unit.paper.samples import AT, HOUR, MATTER, PAPERS, RARE, clock_zh, options, texts, whole

DAY = timedelta(days=1)


def visit(round: int, **changes: Any) -> Visit:
    kept: dict[str, Any] = {
        "round": round, "made_at": AT + round * DAY, "by": "王丽", "mode": Mode.PHONE, "spoke_to": "陈女士",
        "quality": Grade.GOOD, "effect": Grade.GOOD, "opinion": Opinion.SATISFIED, "shortcomings": "",
        "suggestions": "建议提前预约", "signed": False, "measures": "", "department_id": None, "department": "",
        "responsible": "", "put_right_by": None, "slip": None, "put_right_at": None, "remedy": "",
    }  # fmt: skip
    return Visit(**kept | changes)


WRONG = visit(
    1, quality=Grade.POOR, effect=Grade.FAIR, opinion=Opinion.RATHER_DISSATISFIED, shortcomings="仍有异响",
    measures="重新校正", department="工程部", responsible="李强", put_right_by=AT + 2 * DAY,
    slip=Ref("slips", 7, "PG-202611-0099"), put_right_at=AT + 1.5 * DAY, remedy="已校正导轨",
)  # fmt: skip


def followup(**changes: Any) -> FollowupDetail:
    kept: dict[str, Any] = {
        "id": 1, "version": 1, "number": "HF-202611-0012", "state": State.SATISFIED, "kind": Kind.MINOR_REPAIR,
        "source": Ref("slips", 3, "PG-202611-0087"), "unit": "5-1-0603", "unit_id": 1, "contact": f"陈{RARE}",
        "phone": "13800001234", "content": MATTER, "result": "更换接头", "department_id": 1, "department": "工程部",
        "item": Item.PLUMBING, "finished_at": AT, "visit_by": AT + 3 * DAY, "visited_at": AT + DAY, "deadline": None,
        "due_what": "", "handler": "王丽", "created_at": AT, "ended_at": AT + 2 * DAY, "end_reason": "",
        "visits": (WRONG, visit(2, mode=Mode.VISIT, signed=True)),
        "attempts": (Attempt(tried_at=AT + HOUR, by="赵敏", mode=Mode.PHONE, note="无人接听"),),
    }  # fmt: skip
    return FollowupDetail(**kept | changes)


def record(data: object, **changes: Any) -> bytes:
    return PAPERS.render("followup_record", data, options(**{"paper": "a4"} | changes))


def test_fup_1_every_round_is_there_with_what_was_put_right_and_a_line_to_sign() -> None:
    text = whole(record(followup()))
    wanted = [
        "巡访、回访记录表", "HF-202611-0012", "5-1-0603", f"陈{RARE}", "13800001234", "零星维修", "PG-202611-0087",
        "".join(MATTER.split()), "更换接头", clock_zh(AT), "第1次回访", "第2次回访", "仍有异响", "重新校正", "李强",
        "PG-202611-0099", "已校正导轨", "建议提前预约", "无人接听", "赵敏",
    ]  # fmt: skip
    assert [each for each in wanted if each not in text] == []
    assert (text.count("业主签名"), text.count("回访人签名")) == (2, 2)
    assert "第3次回访" not in text


@pytest.mark.parametrize(("state", "rounds"), [(State.DUE, 3), (State.TO_PUT_RIGHT, 3), (State.WAIVED, 2)])
def test_a_round_still_to_be_made_can_be_written_with_a_pen(state: State, rounds: int) -> None:
    text = whole(record(followup(state=state, end_reason="业主出国" if state is State.WAIVED else "")))
    assert text.count("业主签名") == rounds
    assert ("业主出国" in text) is (state is State.WAIVED)


def test_blank_it_has_all_kinds_to_tick_and_room_for_two_rounds() -> None:
    pdf = record(None, blank=True)
    text = whole(pdf)
    assert [
        kind for kind in ("投诉", "零星维修", "维修工程", "特约服务中期", "文体活动", "巡访") if kind not in text
    ] == []
    assert (text.count("业主签名"), text.count("质量评价")) == (2, 2)
    assert len(list(reader.read(pdf))) == 1


@pytest.mark.parametrize("language", list(PaperLanguage))
def test_nothing_is_printed_over_anything_else(language: PaperLanguage) -> None:
    assert reader.faults(record(followup(), language=language)) == []
    assert reader.faults(record(None, blank=True, language=language)) == []


def test_a_voided_one_says_so_and_both_languages_are_there() -> None:
    pdf = record(followup(state=State.VOIDED, end_reason="误生成"), language=PaperLanguage.BOTH)
    text = whole(pdf)
    assert "作废" in text
    assert "Visitno.1" in text
    assert "Residentsigns" in text


def test_long_words_flow_on_and_none_is_lost() -> None:
    long = "查" * 900 + "尾"
    rounds = tuple(replace(WRONG, round=n, shortcomings=long, suggestions=long, measures=long) for n in (1, 2, 3))
    pdf = record(followup(content="事" * 2999 + "末", visits=rounds))
    assert len(list(reader.read(pdf))) > 1
    text = whole(pdf)
    assert text.count("尾") == 9
    assert "末" in text
    assert texts(pdf)
