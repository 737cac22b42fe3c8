"""The work circulation slip 工作传签单: a complaint on its way up, each level with its words [001·12·3(8)]."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from deskapp.domain.complaint_rows import ComplaintDetail, Escalation
from deskapp.domain.complaints import Level
from deskapp.domain.paper import PrintOptions
from deskapp.paper import pages
from deskapp.paper.cells import Block
from deskapp.paper.complaint_parts import Paper, complaint, level_name
from deskapp.paper.forms import Form
from deskapp.paper.kit import Press
from deskapp.paper.sheet import MM
from deskapp.paper.speech import Label, term

_TO = Label("提交至", "Taken to")
_BY = Label("提交人", "Taken by")
_AT = Label("提交时间", "At")
_WHY = Label("提交事由", "Why")
_SAYS = Label("批示意见", "Instruction")
_SIGNS = Label("批示人签名", "Signature")
_WHEN = Label("批示时间", "Instructed at")
_RESULT = Label("处理结果", "Result")
_FOLLOWED = Label("处理人签名", "Handler signs")
_DATE = Label("日期", "Date")


def _rows(paper: Paper) -> list[Block]:
    return [*paper.heard(), *paper.classed(), *_levels(paper), *_result(paper)]


def _levels(paper: Paper) -> Iterator[Block]:
    """Each step on record; the levels not reached yet are left to be written by hand (``CMP-5``)."""
    taken = paper.detail.steps if paper.detail else ()
    for step in taken:
        yield from _level(paper, step.level, step)
    above = list(Level)
    for level in above[above.index(taken[-1].level) + 1 if taken else 0 :]:
        yield from _level(paper, level, None)


def _level(paper: Paper, level: Level, step: Escalation | None) -> Iterator[Block]:
    press = paper.press
    pair, clock = press.pair, press.speech.clock
    yield press.row(
        pair(_TO, level_name(paper, level), strong=True),
        pair(_BY, step.by if step else ""),
        pair(_AT, press.moment(clock(step.at) if step else ""), 1.4),
        least=7 * MM,
    )
    yield press.prose(_WHY, step.reason if step else "", least_lines=2, stretch=1)
    said = step.instruction if step else ""
    by = f"\n（{step.instructor}）" if step and step.instructor else ""
    yield press.prose(_SAYS, said + by, least_lines=2, stretch=1)
    when = press.moment(clock(step.instructed_at) if step else "")
    yield press.signatures(pair(_SIGNS, ""), pair(_WHEN, when))


def _result(paper: Paper) -> Iterator[Block]:
    press, detail = paper.press, paper.detail
    known = "\n".join(filter(None, (detail.remedy, detail.reply))) if detail else ""
    yield press.prose(_RESULT, known, least_lines=3, stretch=1)
    yield press.row(press.pair(complaint("opinion"), press.opinion(detail.opinion if detail else None)), least=7 * MM)
    yield press.signatures(press.pair(_FOLLOWED, ""), press.pair(_DATE, press.day()))


def draw(detail: ComplaintDetail | None, options: PrintOptions) -> bytes:
    """The way of one complaint, or a blank slip."""
    press = Press(options, title=detail.number if detail else term("form.circulation_slip").zh)
    paper = Paper(press, detail)
    return paper.finish([pages.Copy(paper.head("circulation_slip"), partial(_rows, paper))])


FORM = Form(code="circulation_slip", register="complaints", source="complaints.detail", papers=("a4",), draw=draw)
