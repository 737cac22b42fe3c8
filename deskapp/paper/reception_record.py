"""The reception entry sheet 接待记录: one entry with what became of it [001·1·4.1, 4.7]."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from deskapp.domain.paper import PrintOptions
from deskapp.domain.reception import Kind, State
from deskapp.domain.reception_rows import EntryDetail, SuggestionDetail
from deskapp.paper import pages
from deskapp.paper.cells import Block, Prose, Text
from deskapp.paper.forms import Form
from deskapp.paper.kit import Head, Press, state_mark
from deskapp.paper.sheet import MM
from deskapp.paper.speech import Label, Speech, field, phone, term

_LATER = Label("补记", "Entered later")
_MOVED = Label("（改约 {n} 次）", "(moved {n}×)")
_MISSED = Label("（超时 {n} 次）", "(missed {n}×)")
_KEPT = Label("（已守约）", "(kept)")
_PASSED = Label("通报", "Passed on")
_INCIDENT = Label("同一事件", "One incident")
_UNITS = Label("共 {n} 户：", "{n} units: ")
_TOLD = Label("回复来人", "Caller told")
_SLIPS = Label("派工单", "Dispatch slips")
_AGAIN = Label("再次来访", "Called again")
_CALLER_SIGNS = Label("来人签名", "Caller signs")
_RECORDER_SIGNS = Label("登记人签名", "Recorder signs")

_entry = partial(field, "reception")


def _word(speech: Speech, group: str, value: str | None) -> str:
    return speech.word(f"reception.{group}.{value}") if value else ""


def _rows(press: Press, entry: EntryDetail | None) -> list[Block]:
    if entry is None:
        return _blank(press)
    return [*_said(press, entry), *_became(press, entry), _signatures(press, entry.recorder)]


def _said(press: Press, entry: EntryDetail) -> Iterator[Block]:
    """Who came, how, and with what."""
    pair, speech = press.pair, press.speech
    yield press.row(
        pair(_entry("unit"), Text(entry.unit, 11, strong=True)),
        pair(_entry("caller"), entry.caller),
        pair(_entry("phone"), phone(entry.phone)),
    )
    kind = "  ".join(filter(None, (_word(speech, "kind", entry.kind), _word(speech, "category", entry.category))))
    yield press.row(
        pair(_entry("kind"), kind, strong=True),
        pair(_entry("channel"), _word(speech, "channel", entry.channel)),
        pair(_entry("urgency"), _word(speech, "urgency", entry.urgency), strong=True),
    )
    yield press.row(
        pair(_entry("at"), speech.clock(entry.at)),
        pair(_entry("recorder"), entry.recorder),
        pair(_entry("state"), _word(speech, "state", entry.state)),
    )
    if entry.happened_reason:
        yield press.row(pair(_LATER, f"{speech.clock(entry.recorded_at)}  {entry.happened_reason}"))
    if entry.kind == Kind.COMPLAINT:
        yield press.row(pair(_entry("written"), speech.yes_no(entry.written)))
    if entry.void_reason:
        yield press.voided(entry.void_reason)
    yield press.prose(_entry("content"), entry.content, stretch=1)


def _became(press: Press, entry: EntryDetail) -> Iterator[Block]:
    """What was promised, sent, answered and told."""
    pair, speech = press.pair, press.speech
    if entry.first_promise or entry.promised_at:
        became = _promise(speech, entry)
        yield press.row(
            pair(_entry("first_promise"), speech.clock(entry.first_promise)),
            pair(_entry("promised_at"), speech.clock(entry.promised_at) + (became and f"\n{became}"), strong=True),
        )
    if entry.passed_to:
        yield press.row(pair(_PASSED, f"{entry.passed_to}  {speech.clock(entry.passed_at)}"))
    if entry.apology:
        yield press.prose(_entry("apology"), entry.apology, least_lines=1)
    yield from _linked(press, entry)
    for contact in entry.contacts:
        who = (
            speech.clock(contact.at),
            contact.caller,
            phone(contact.phone),
            _word(speech, "channel", contact.channel),
        )
        yield press.prose(_AGAIN, "  ".join(filter(None, who)) + "\n" + contact.content, least_lines=1)
    if entry.suggestion:
        yield from _suggestion(press, entry.suggestion)
    yield press.prose(_entry("result"), entry.result, stretch=1)
    told = "  ".join(filter(None, (speech.clock(entry.told_at), _word(speech, "told_how", entry.told_how))))
    yield press.row(
        pair(_TOLD, press.moment(told)),
        pair(_entry("handler"), entry.handler),
        least=7 * MM,
    )
    yield press.row(pair(_entry("opinion"), press.opinion(entry.opinion)), least=7 * MM)
    if entry.note:
        yield press.prose(_entry("note"), entry.note, least_lines=1)


def _linked(press: Press, entry: EntryDetail) -> Iterator[Block]:
    """Where it went on, and who else called on the same matter (``REC-8``)."""
    speech = press.speech
    if entry.slips:
        yield press.prose(_SLIPS, "   ".join(ref.number for ref in entry.slips), least_lines=1)
    for register in dict.fromkeys(ref.register for ref in entry.linked if ref.register != "slips"):
        numbers = (ref.number for ref in entry.linked if ref.register == register)
        yield press.prose(term(f"register.{register}.one"), "   ".join(numbers), least_lines=1)
    if entry.incident:
        others = (f"{one.unit} {one.ref.number}".strip() for one in entry.incident.entries)
        told = speech.fill(_UNITS, {"n": entry.incident.units}) + "   ".join(others)
        yield press.prose(_INCIDENT, told, least_lines=1)


def _promise(speech: Speech, entry: EntryDetail) -> str:
    """What became of the promise (``REC-3``)."""
    said = [
        speech.fill(label, {"n": count})
        for label, count in ((_MOVED, entry.promises_moved), (_MISSED, entry.promises_missed))
        if count
    ]
    if entry.told_at and entry.first_promise and not entry.promises_missed:
        said.append(speech.say(_KEPT))
    return " ".join(said)


def _suggestion(press: Press, suggestion: SuggestionDetail) -> Iterator[Block]:
    """What became of a suggestion (``REC-7``)."""
    yield press.prose(_entry("assessment"), suggestion.assessment, least_lines=1)
    yield press.row(
        press.pair(_entry("department_id"), suggestion.department),
        press.pair(_entry("adopted"), press.speech.yes_no(suggestion.adopted)),
        press.pair(_entry("reward"), suggestion.reward),
    )
    if suggestion.reply:
        yield press.prose(_entry("reply"), suggestion.reply, least_lines=1)


def _signatures(press: Press, recorder: str) -> Block:
    return press.signatures(
        press.pair(_CALLER_SIGNS, ""), press.pair(_RECORDER_SIGNS, Text(recorder, 7, top=True, grey=0.2))
    )


def _blank(press: Press) -> list[Block]:
    pair, prose = press.pair, press.prose
    content: Prose = prose(_entry("content"), "", least_lines=4, stretch=3)
    return [
        press.row(pair(_entry("unit"), ""), pair(_entry("caller"), ""), pair(_entry("phone"), ""), least=8 * MM),
        press.row(pair(_entry("kind"), ""), pair(_entry("channel"), ""), pair(_entry("urgency"), ""), least=8 * MM),
        press.row(pair(_entry("at"), press.moment("")), pair(_entry("promised_at"), press.moment("")), least=8 * MM),
        content,
        prose(_entry("result"), "", least_lines=3, stretch=3),
        press.row(pair(_TOLD, press.moment("")), pair(_entry("handler"), ""), least=8 * MM),
        press.row(pair(_entry("opinion"), press.opinion(None)), least=7 * MM),
        _signatures(press, ""),
    ]


def draw(entry: EntryDetail | None, options: PrintOptions) -> bytes:
    """One entry, or a blank sheet, on the paper of ``options``."""
    title = term("form.reception_record")
    press = Press(options, title=entry.number if entry else title.zh)
    number = entry.number if entry else ""
    voided = entry is not None and entry.state == State.VOIDED
    head = Head(
        title=title, number=number, code=number, marks=press.reprint_marks(), watermark=state_mark(voided, False)
    )
    size = pages.A4 if options.paper == "a4" else pages.A5_LANDSCAPE
    pages.single(press, [pages.Copy(head, partial(_rows, press, entry))], size, 12 * MM)
    return press.document.finish()


FORM = Form(code="reception_record", register="reception", source="reception.detail", papers=("a5", "a4"), draw=draw)
