"""The complaint report 投诉报告单, in two copies: for the department and for the file [001·1·5.3]."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from deskapp.domain.complaint_rows import ComplaintDetail
from deskapp.domain.paper import PrintOptions
from deskapp.paper import pages
from deskapp.paper.cells import Block
from deskapp.paper.complaint_parts import Paper
from deskapp.paper.forms import Form
from deskapp.paper.kit import Press
from deskapp.paper.sheet import MM
from deskapp.paper.speech import Label, term

_COPIES = (Label("责任部门联", "Department's copy"), Label("存档联", "File copy"))
_REPLY_BY = Label("要求回复时间", "Reply wanted by")
_OFFICE_SAYS = Label("客服主管意见", "Supervisor's words")
_DIRECTOR_SAYS = Label("主任意见", "Director's words")
_DEPARTMENT_SAYS = Label("部门处理情况", "What the department did")
_RECEIVED = Label("责任部门签收", "Department receives")
_WHEN = Label("日期", "Date")
_HEAD_SIGNS = Label("部门负责人", "Head of department")
_SUPERVISOR_SIGNS = Label("主管签名", "Supervisor signs")
_RESIDENT_SIGNS = Label("业户签名", "Resident signs")
_HANDLER_SIGNS = Label("处理人签名", "Handler signs")
_DIRECTOR_SIGNS = Label("主任签名", "Director signs")


def _rows(paper: Paper) -> list[Block]:
    return [*paper.heard(), *paper.classed(), *_asked(paper), *_answered(paper), *paper.reply(), _signatures(paper)]


def _asked(paper: Paper) -> Iterator[Block]:
    press, detail = paper.press, paper.detail
    due = detail.deadline.due if detail and detail.deadline and detail.due_what == "reply" else None
    yield press.prose(_OFFICE_SAYS, detail.class_note if detail else "", least_lines=3, stretch=1)
    yield press.row(press.pair(_REPLY_BY, press.moment(press.speech.clock(due))), least=7 * MM)
    yield press.signatures(press.pair(_SUPERVISOR_SIGNS, ""), press.pair(_RECEIVED, ""), press.pair(_WHEN, press.day()))


def _answered(paper: Paper) -> Iterator[Block]:
    press, detail = paper.press, paper.detail
    done = "\n".join(filter(None, (detail.investigation, detail.remedy))) if detail else ""
    yield press.prose(_DEPARTMENT_SAYS, done, least_lines=5, stretch=2)
    yield press.signatures(press.pair(_HEAD_SIGNS, ""), press.pair(_WHEN, press.day()))
    yield press.prose(_DIRECTOR_SAYS, detail.approve_note if detail else "", least_lines=3, stretch=1)
    approved = press.speech.clock(detail.approved_at) if detail else ""
    yield press.signatures(press.pair(_DIRECTOR_SIGNS, ""), press.pair(_WHEN, press.moment(approved)))


def _signatures(paper: Paper) -> Block:
    press = paper.press
    return press.signatures(press.pair(_RESIDENT_SIGNS, ""), press.pair(_HANDLER_SIGNS, ""))


def draw(detail: ComplaintDetail | None, options: PrintOptions) -> bytes:
    """The two copies of one complaint, or of a blank report."""
    press = Press(options, title=detail.number if detail else term("form.complaint_report").zh)
    paper = Paper(press, detail)
    copies = [
        pages.Copy(paper.head("complaint_report", press.speech.say(copy)), partial(_rows, paper)) for copy in _COPIES
    ]
    return paper.finish(copies)


FORM = Form(code="complaint_report", register="complaints", source="complaints.detail", papers=("a4",), draw=draw)
