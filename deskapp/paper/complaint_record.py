"""The complaint record 投诉记录表: one complaint from its first word to the resident's opinion [001·1·5.2]."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from deskapp.domain.complaint_rows import ComplaintDetail
from deskapp.domain.complaints import Cause
from deskapp.domain.paper import PrintOptions
from deskapp.paper import pages
from deskapp.paper.cells import Block
from deskapp.paper.complaint_parts import Paper, complaint
from deskapp.paper.forms import Form
from deskapp.paper.kit import Press
from deskapp.paper.sheet import MM
from deskapp.paper.speech import Label, field, term

_RESIDENT_SIGNS = Label("业户签名", "Resident signs")
_HANDLER_SIGNS = Label("处理人签名", "Handler signs")
_APPROVER_SIGNS = Label("审批人签名", "Approver signs")
_SLIPS = Label("派工单", "Dispatch slips")


def _rows(paper: Paper) -> list[Block]:
    return [*paper.heard(), *paper.classed(), *_worked(paper), *paper.reply(), *_end(paper)]


def _worked(paper: Paper) -> Iterator[Block]:
    press, detail = paper.press, paper.detail
    pair = press.pair
    cause = paper.ticks("complaints.cause", list(Cause), detail.cause if detail else None)
    yield press.row(
        pair(complaint("cause"), cause),
        pair(complaint("classed_by"), paper.text("classed_by")),
        least=max(paper.least, 7 * MM),
    )
    if detail is None or detail.contacted_at:
        how = paper.word("reception.told_how", detail.contact_how if detail else None)
        yield press.row(
            pair(complaint("contacted_at"), paper.clock("contacted_at")),
            pair(complaint("contact_how"), how, 0.6),
            pair(complaint("agreed_at"), paper.clock("agreed_at")),
            least=paper.least,
        )
    if detail and detail.contact_note:
        yield paper.prose(complaint("contact_note"), "contact_note", lines=1)
    if detail is None or detail.referred_to:
        yield press.row(
            pair(complaint("referred_to"), paper.text("referred_to"), 1.3),
            pair(complaint("notice_number"), paper.text("notice_number")),
            pair(complaint("referred_at"), paper.clock("referred_at"), 1.2),
            least=paper.least,
        )
    for word in detail.progress if detail else ():
        said = f"{press.speech.clock(word.at)}  {word.by}\n{word.text}"
        yield press.prose(complaint("progress"), said, least_lines=1)
    yield paper.prose(complaint("investigation"), "investigation", lines=4, stretch=2)
    yield paper.prose(complaint("remedy"), "remedy", lines=4, stretch=2)
    if detail and detail.slips:
        yield press.prose(_SLIPS, "   ".join(ref.number for ref in detail.slips), least_lines=1)


def _end(paper: Paper) -> Iterator[Block]:
    press, detail = paper.press, paper.detail
    if detail and detail.from_company:
        yield press.row(
            press.pair(complaint("company_told_at"), paper.clock("company_told_at")),
            press.pair(complaint("company_note"), detail.company_note),
        )
    if detail and detail.following:
        yield press.row(press.pair(complaint("following"), detail.following.number, strong=True))
    if detail and detail.note:
        yield press.prose(field("complaints", "note"), detail.note, least_lines=1)
    yield press.signatures(
        press.pair(_HANDLER_SIGNS, ""), press.pair(_APPROVER_SIGNS, ""), press.pair(_RESIDENT_SIGNS, "")
    )


def draw(detail: ComplaintDetail | None, options: PrintOptions) -> bytes:
    """One complaint, or a blank sheet."""
    press = Press(options, title=detail.number if detail else term("form.complaint_record").zh)
    paper = Paper(press, detail)
    return paper.finish([pages.Copy(paper.head("complaint_record"), partial(_rows, paper))])


FORM = Form(code="complaint_record", register="complaints", source="complaints.detail", papers=("a4",), draw=draw)
