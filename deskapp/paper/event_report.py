"""The special-event report 特别事件报告单: a copy for the file, one for the company [001·1·5.14; 001·12·6.3]."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from deskapp.domain.events import EventDetail, Kind, State
from deskapp.domain.paper import PrintOptions
from deskapp.paper import pages
from deskapp.paper.cells import Block, Text, Ticks
from deskapp.paper.forms import Form
from deskapp.paper.kit import Head, Press, state_mark
from deskapp.paper.sheet import MM
from deskapp.paper.speech import Label, field, phone, term

_FILE = Label("存档联", "File copy")
_FILE_NOTE = Label("管理处存档", "kept by the office")
_COMPANY = Label("上报联", "Company copy")
_COMPANY_NOTE = Label("报公司", "for the company")
_SOURCES = Label("来源单号", "From")
_LATE = Label("补记原因", "Entered later")
_WROTE = Label("填报人签名", "Written by")
_DIRECTOR = Label("主任签名", "Director signs")
_OPINION = Label("主任意见", "Director's opinion")
_COMPANY_SIGNS = Label("公司签批", "Company signs")

_event = partial(field, "events")


def _rows(press: Press, event: EventDetail | None) -> list[Block]:
    return [*_happened(press, event), *_told(press, event), *_ended(press, event), *_signatures(press, event)]


def _happened(press: Press, event: EventDetail | None) -> Iterator[Block]:
    """What happened when and where, as it was told."""
    pair, speech = press.pair, press.speech
    kinds = list(Kind)
    ticked = None if event is None else kinds.index(event.kind)
    words = [speech.word(f"events.kind.{kind}") for kind in kinds]
    yield press.row(pair(_event("kind"), Ticks(words, ticked)), least=8 * MM)
    yield press.row(
        pair(_event("at"), press.moment(speech.clock(event.happened_at) if event else "")),
        pair(_event("created_at"), press.moment(speech.clock(event.created_at) if event else "")),
        least=8 * MM,
    )
    place = Text(event.where if event else "", 11, strong=True)
    yield press.row(pair(_event("place"), place, 2), least=8 * MM)
    yield press.row(
        pair(_event("caller"), event.caller if event else ""),
        pair(_event("phone"), phone(event.phone) if event else ""),
        least=8 * MM,
    )
    if event and event.callers:
        others = "   ".join(f"{each.unit} {each.caller}".strip() for each in event.callers)
        yield press.prose(_event("callers"), others, least_lines=1)
    if event and len(event.linked):
        yield press.prose(_SOURCES, "   ".join(ref.number for ref in event.linked), least_lines=1)
    if event and event.happened_reason:
        yield press.prose(_LATE, event.happened_reason, least_lines=1)
    if event and event.void_reason:
        yield press.voided(event.void_reason)
    yield press.prose(_event("content"), event.content if event else "", least_lines=5, stretch=2)
    yield press.prose(_event("harmed"), event.harmed if event else "", least_lines=2, stretch=1)
    yield press.prose(_event("measures"), event.measures if event else "", least_lines=4, stretch=2)


def _told(press: Press, event: EventDetail | None) -> Iterator[Block]:
    """Who was told, and when."""
    for to, at in (("passed_to", "passed_at"), ("reported_to", "reported_at"), ("company_to", "company_at")):
        said = press.speech.clock(getattr(event, at)) if event else ""
        yield press.row(
            press.pair(_event(to), getattr(event, to) if event else ""),
            press.pair(_event(at), press.moment(said)),
            least=8 * MM,
        )


def _ended(press: Press, event: EventDetail | None) -> Iterator[Block]:
    """How it ended, why it happened, what prevents it."""
    for name, lines in (("outcome", 3), ("cause", 3), ("prevention", 3)):
        text = getattr(event, name) if event else ""
        yield press.prose(_event(name), text, least_lines=lines, stretch=2)


def _signatures(press: Press, event: EventDetail | None) -> Iterator[Block]:
    wrote = Text(event.recorder if event else "", 7, top=True, grey=0.2)
    yield press.prose(_OPINION, "", least_lines=2, stretch=1)
    yield press.signatures(press.pair(_WROTE, wrote), press.pair(_DIRECTOR, ""))
    yield press.signatures(press.pair(_COMPANY_SIGNS, ""))


def draw(event: EventDetail | None, options: PrintOptions) -> bytes:
    """Both copies of one report, or of a blank one."""
    title = term("form.event_report")
    press = Press(options, title=event.number if event else title.zh)
    number = event.number if event else ""
    mark = state_mark(event is not None and event.state == State.VOIDED, False)
    say = press.speech.say
    copies = [
        pages.Copy(
            Head(
                title=title,
                number=number,
                code=number,
                copy=say(name),
                copy_note=say(note),
                marks=press.reprint_marks(),
                watermark=mark,
            ),
            partial(_rows, press, event),
        )
        for name, note in ((_FILE, _FILE_NOTE), (_COMPANY, _COMPANY_NOTE))
    ]
    pages.single(press, copies, pages.A4, 15 * MM)
    return press.document.finish()


FORM = Form(code="event_report", register="events", source="events.detail", papers=("a4",), draw=draw)
