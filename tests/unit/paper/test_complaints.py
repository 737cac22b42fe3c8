"""The papers of a complaint, read back from their PDFs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from deskapp.domain.common import Deadline, Ref
from deskapp.domain.complaint_rows import ComplaintDetail, Escalation, JoinedUnit, Progress
from deskapp.domain.complaints import Cause, Level, Mode, State, Validity
from deskapp.domain.paper import PaperLanguage
from deskapp.domain.reception import Category, Opinion, ToldHow
from tests.unit.paper import reader
from tests.unit.paper.samples import AT, HOUR, MATTER, PAPERS, clock_zh, options, texts, whole

FORMS = ("complaint_record", "complaint_report", "circulation_slip")


def detail(**changes: Any) -> ComplaintDetail:
    """A complaint that has gone through everything."""
    kept: dict[str, Any] = {
        "id": 1, "version": 9, "number": "TS-202611-0042", "state": State.REPLIED, "at": AT,
        "entry": Ref("reception", 7, "JD-202611-0411"), "channel": "letter", "unit": "5-1-0603", "unit_id": 1,
        "caller": "赵先生", "phone": "13800001234", "content": MATTER, "category": Category.STAFF_ATTITUDE,
        "written": True, "on_spot": False, "told_at": None, "result": "", "from_company": True,
        "collective": True, "collective_at": AT, "director_told_at": AT + HOUR / 6, "director_note": "电话",
        "validity": Validity.VALID, "cause": Cause.MOOD, "department_id": 1, "department": "秩序维护部",
        "classed_at": AT, "classed_by": "周敏", "class_note": "有监控可查", "contacted_at": AT + HOUR,
        "contact_how": ToldHow.PHONE, "agreed_at": AT + 9 * HOUR, "contact_note": "要求当面道歉",
        "referred_to": "保安公司", "notice_number": "函〔2026〕12号", "referred_at": AT + HOUR, "solved_at": None,
        "investigation": "经调取监控属实", "remedy": "当事人停岗培训", "approver": "周敏", "approved_at": AT + 3 * HOUR,
        "approve_note": "同意所报", "replied_at": AT + 4 * HOUR, "mode": Mode.VISIT, "also_written": True,
        "reply": "已上门致歉", "quoted": "", "opinion": Opinion.SATISFIED, "signed": True,
        "company_told_at": AT + 5 * HOUR,
        "company_note": "传真", "level": Level.DIRECTOR, "waiting_for": None, "missed": 0, "closed_at": None,
        "note": "备注甲", "void_reason": "", "recorder": "王丽", "handler": "王丽", "deadline": None, "due_what": "",
        "previous": Ref("complaints", 3, "TS-202611-0007"), "following": None, "units_needed": 5,
        "units": (
            JoinedUnit(
                at=AT, by="王丽", unit="5-1-0703", caller="钱女士", phone="13900005678", entry=None, withdrawn=False
            ),
            JoinedUnit(at=AT, by="王丽", unit="5-1-0803", caller="孙某", phone="", entry=None, withdrawn=True),
        ),
        "steps": (
            Escalation(level=Level.SUPERVISOR, at=AT, by="王丽", reason="需协调外包", instruction="先行安抚",
                       instructor="周敏", instructed_at=AT + HOUR),
            Escalation(level=Level.DIRECTOR, at=AT + HOUR, by="周敏", reason="需减免费用", instruction="",
                       instructor="", instructed_at=None),
        ),
        "progress": (Progress(at=AT + 2 * HOUR, by="王丽", text="对方已受理", told=True),),
        "slips": (Ref("slips", 1, "PG-202611-0087"),),
    }  # fmt: skip
    return ComplaintDetail(**kept | changes)


def paper(form: str, data: ComplaintDetail | None, **changes: Any) -> bytes:
    return PAPERS.render(form, data, options(**{"paper": "a4", "blank": data is None} | changes))


def test_the_record_has_all_that_is_known() -> None:
    text = whole(paper("complaint_record", detail()))
    wanted = [
        "投诉记录表", "TS-202611-0042", "TS-202611-0007", "5-1-0603", "赵先生", "员工服务态度", "信函", clock_zh(AT),
        "".join(MATTER.split()), "5-1-0703钱女士13900005678", "共2户", "秩序维护部", "周敏", clock_zh(AT + HOUR),
        "要求当面道歉", "保安公司", "函〔2026〕12号", "对方已受理", "经调取监控属实", "当事人停岗培训",
        "PG-202611-0087", "已上门致歉", clock_zh(AT + 4 * HOUR), "传真", "备注甲", "业户签名",
    ]  # fmt: skip
    assert [part for part in wanted if part not in text] == []
    assert "5-1-0803" not in text


def test_the_report_goes_out_in_two_copies() -> None:
    agreed = Deadline(due=AT + 9 * HOUR, rule="", clause="", start=AT)
    pages = texts(paper("complaint_report", detail(deadline=agreed, due_what="reply")))
    assert ["责任部门联" in page for page in pages] == [True, False]
    assert ["存档联" in page for page in pages] == [False, True]
    for page in pages:
        wanted = ("投诉报告单", "有监控可查", "责任部门签收", clock_zh(AT + 9 * HOUR), "经调取监控属实", "同意所报")
        assert [part for part in wanted if part not in page] == []


def test_cmp_5_the_circulation_slip_has_every_step_and_room_for_the_next() -> None:
    text = whole(paper("circulation_slip", detail()))
    order = [
        "工作传签单",
        "客服主管",
        "需协调外包",
        "先行安抚",
        "（周敏）",
        "管理处主任",
        "需减免费用",
        "公司",
        "处理结果",
    ]
    places = [text.find(part, text.find("提交至") if part == "公司" else 0) for part in order]
    assert -1 not in places
    assert text.count("批示人签名") == 3
    assert text.index("先行安抚") < text.index("需减免费用")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", list(PaperLanguage))
def test_blank_full_and_voided(form: str, language: PaperLanguage) -> None:
    blank = paper(form, None, language=language)
    assert "TS-" not in whole(blank)
    assert reader.faults(blank) == []
    assert reader.faults(paper(form, detail(), language=language)) == []
    voided = paper(form, detail(state=State.VOIDED, void_reason="重复登记"), language=language)
    assert "重复登记" in whole(voided)
    assert reader.faults(voided) == []


@pytest.mark.parametrize("form", FORMS)
def test_a_blank_one_fits_its_page(form: str) -> None:
    assert len(texts(paper(form, None))) == (2 if form == "complaint_report" else 1)


@pytest.mark.parametrize("form", FORMS)
def test_long_content_flows_on(form: str) -> None:
    long = detail(content="甲乙丙丁，囧" * 500)
    pdf = paper(form, long)
    assert reader.text_of(pdf).count("囧") == (1000 if form == "complaint_report" else 500)
    assert reader.faults(pdf) == []


def test_nothing_is_ticked_before_it_is_known() -> None:
    early = detail(replied_at=None, mode=None, opinion=None, also_written=False, validity=None, written=False)
    later = replace(early, replied_at=AT + HOUR)
    assert paper("complaint_record", early) != paper("complaint_record", later)
