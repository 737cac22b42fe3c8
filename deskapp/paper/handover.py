"""The handover record 交接班记录表: what is handed over, counted, looked at, by whom (``DUTY-4``) [001·5·4.2]."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from deskapp.domain.duty_papers import HandoverPaper, NoteRead
from deskapp.domain.handovers import Check, Checked, Count, Counted, Handed, HandoverDetail, State
from deskapp.domain.paper import PrintOptions
from deskapp.domain.words import Language, word
from deskapp.paper import pages
from deskapp.paper.cells import Block, Cell, Row, Text, Ticks
from deskapp.paper.duty_parts import LOG_HEAD, NOT_YET, SUPERVISOR_SIGNS, LogHead
from deskapp.paper.forms import Form
from deskapp.paper.kit import Head, Press, state_mark
from deskapp.paper.lists import listed
from deskapp.paper.sheet import MM
from deskapp.paper.speech import Label, Speech, field, money, phone, term

_handover = partial(field, "handovers")
_ORDINAL, _SOURCE, _MATTER = Label("序", "No."), Label("来源", "Register"), Label("移交事项", "Handed over")
_NUMBER, _DUE, _WEIGHT = Label("编号", "Number"), Label("时限", "Due"), Label("重要", "Important")
_IMPORTANT, _PASSED = Label("★重要", "★"), Label("主管准予", "let pass")
#: What stands for several matters of one register that are too many to be named.
_MORE = "handovers.item.more"
_NONE = Label("没有待跟进的事项。", "Nothing is left to follow up.")
_OPEN, _SUMS = Label("待跟进", "To follow up"), Label("{n} 项，重要 {important} 项", "{n}, important {important}")
_LATE, _MINUTES, _IN_TIME = Label("迟到", "Late"), Label("{n} 分钟", "{n} min"), Label("准时", "in time")
_DIFFERENCE, _BALANCED = Label("差异", "Difference"), Label("相符", "None")
_LOOKED, _STATE = Label("检查项目", "Looked at"), Label("情况", "State")
_WRONG = Label("情况说明", "What is wrong")
_FINE, _NOT_FINE = Label("正常", "In order"), Label("不正常", "Not in order")
_COUNTED = Label("清点项目", "Counted")
_MUST_READ, _READ, _UNREAD = Label("必读事项", "Must-read"), Label("已读", "read"), Label("未读", "unread")
_NO_NOTES = Label("无", "None")
_GIVES, _TAKES = Label("交班说明", "Outgoing says"), Label("接班说明", "Incoming says")
_LET_PASS = Label("主管准予", "Let pass")
_GIVER, _TAKER = Label("交班人签名", "Outgoing signs"), Label("接班人签名", "Incoming signs")
_SIGNED_AT = Label("签字时间", "Signed at")
_AGREED = Label("双方确认", "Agreed")
_CONFIRMED = Label(
    "以上事项、清点及检查已当面交接清楚，确认无误。",
    "What is written above was handed over, counted and looked at together.",
)
_WRITTEN_HEAD = "№ ________    ______ – ______ – ______ – ______"
_COLUMNS = (
    (_ORDINAL, 8 * MM), (_SOURCE, 22 * MM), (_MATTER, 0.0), (_NUMBER, 31 * MM), (_DUE, 21 * MM), (_WEIGHT, 18 * MM),
)  # fmt: skip
_COUNTS = (
    (_COUNTED, 34 * MM), (_handover("expected"), 24 * MM), (_handover("counted"), 24 * MM), (_DIFFERENCE, 26 * MM),
    (_handover("explanation"), 0.0),
)  # fmt: skip
_CHECKS = ((_LOOKED, 34 * MM), (_STATE, 48 * MM), (_WRONG, 0.0))
_MARGIN, _SMALL, _BLANK_ROWS = 12 * MM, 8.0, 11


def _line(columns: Sequence[tuple[Label, float]], contents: Sequence[Text | Ticks], least: float = 5.6 * MM) -> Row:
    cells = [Cell(content, width=width) for content, (_label, width) in zip(contents, columns, strict=True)]
    return Row(cells, least=least)


def _either(speech: Speech, label: Label) -> str:
    """The Chinese or the English, where there is no room for both."""
    return label.zh if speech.zh else label.en


def _said(speech: Speech, handed: Handed) -> str:
    """A matter's words, in both languages on lines of their own."""
    known = handed.params | {name: phone(said) for name, said in handed.params.items() if name == "phone"}
    return speech.lines(Label(*(word(handed.text, each, **known) for each in (Language.CHINESE, Language.ENGLISH))))


def _matter(press: Press, at: int, handed: Handed) -> Row:
    speech = press.speech
    weight = _either(speech, _IMPORTANT) if handed.important else ""
    if handed.passed:
        weight = f"{weight}\n{_either(speech, _PASSED)}".strip()
    due = f"{handed.due.astimezone():%m-%d %H:%M}" if handed.due is not None else ""
    return _line(
        _COLUMNS,
        (
            Text(str(at), 9 if at < 100 else 7, align="c"),
            Text(speech.lines(term(f"register.{handed.register}")), 7.4),
            Text(_said(speech, handed), 8.4, strong=handed.important),
            Text(handed.ref.number if handed.ref is not None else "", _SMALL),
            Text(due, _SMALL, align="c"),
            Text(weight, _SMALL, strong=True, align="c"),
        ),
    )


def _figures(line: Counted) -> tuple[str, str, str]:
    """What the registers say, what was counted, by how much they differ."""
    if line.expected_cash is not None:
        there = line.counted_cash
        gap = there - line.expected_cash if there is not None else None
        return (
            f"¥{money(line.expected_cash)}",
            f"¥{money(there)}" if there is not None else "",
            f"{'+' if gap > 0 else '−'}¥{money(abs(gap))}" if gap else "",
        )
    if line.counted is None:
        return str(line.expected), "", ""
    return str(line.expected), str(line.counted), f"{line.counted - line.expected:+d}".replace("-", "−")


def _count(press: Press, what: Count, line: Counted | None) -> Row:
    speech = press.speech
    name = Text(speech.lines(term(f"handovers.what.{what}")), _SMALL)
    if line is None:
        return _line(_COUNTS, (name, *(Text("") for _ in range(4))), 7 * MM)
    expected, counted, gap = _figures(line)
    if line.done and not line.differs:
        gap = _either(speech, _BALANCED)
    elif line.passed:
        gap += f"\n{_either(speech, _PASSED)}"
    strong = line.differs
    texts = (Text(expected, align="c"), Text(counted, align="c", strong=True), Text(gap, align="c", strong=strong))
    return _line(_COUNTS, (name, *texts, Text(line.explanation, _SMALL)))


def _check(press: Press, what: Check, line: Checked | None) -> Row:
    speech = press.speech
    chosen = None if line is None else 0 if line.fine else 1
    ticks = Ticks([speech.say(_FINE), speech.say(_NOT_FINE)], chosen)
    name = Text(speech.lines(term(f"handovers.what.{what}")), _SMALL)
    return _line(_CHECKS, (name, ticks, Text(line.remark if line is not None else "", _SMALL)))


def _counted(press: Press, detail: HandoverDetail | None) -> Iterator[Block]:
    """One count to go home, and what was looked at (``DUTY-7``)."""
    counts = {line.what: line for line in detail.counts} if detail is not None else {}
    checks = {line.what: line for line in detail.checks} if detail is not None else {}
    yield press.header_of_widths(_COUNTS)
    for what in Count:
        yield _count(press, what, counts.get(what))
    yield press.header_of_widths(_CHECKS)
    for check in Check:
        yield _check(press, check, checks.get(check))


def _first(press: Press, detail: HandoverDetail | None) -> list[Block]:
    """Which shift, who to whom, when, how late."""
    pair, speech = press.pair, press.speech
    shift, outgoing, incoming = _handover("shift"), _handover("outgoing"), _handover("incoming")
    times = [_handover(name) for name in ("gathered_at", "given_at", "taken_at")]
    if detail is None:
        return [
            press.row(pair(shift, ""), pair(outgoing, ""), pair(incoming, ""), least=8 * MM),
            press.row(*(pair(label, press.moment("", size=8)) for label in times), least=8 * MM),
        ]
    matters = sum(int(each.params["count"]) if each.text == _MORE else 1 for each in detail.items)
    sums = {"n": matters, "important": sum(each.important for each in detail.items)}
    late = speech.fill(_MINUTES, {"n": detail.late_minutes}) if detail.late_minutes else speech.say(_IN_TIME)
    moments = [speech.clock(moment) for moment in (detail.gathered_at, detail.given_at, detail.taken_at)]
    differ = sum(line.differs for line in detail.counts)
    return [
        press.row(
            pair(shift, detail.shift), pair(outgoing, detail.outgoing, strong=True),
            pair(incoming, detail.incoming, strong=True),
        ),
        press.row(*(pair(label, Text(said, _SMALL)) for label, said in zip(times, moments, strict=True))),
        press.row(
            pair(_OPEN, _either(speech, _SUMS).format_map(sums)),
            pair(_DIFFERENCE, str(differ) if differ else speech.say(_BALANCED)),
            pair(_LATE, late if detail.taken_at is not None else ""),
        ),
    ]  # fmt: skip


def _notes(speech: Speech, notes: Sequence[NoteRead]) -> str:
    """The notes in force, each with when it was read (``DUTY-8``)."""
    lines = []
    for note in notes:
        read = f"{speech.say(_READ)} {note.at.astimezone():%m-%d %H:%M}" if note.at else speech.say(_UNREAD)
        lines.append(f"{note.number}　{note.title}　{read}")
    return "\n".join(lines) or speech.say(_NO_NOTES)


def _said_of(press: Press, paper: HandoverPaper) -> Iterator[Block]:
    """Notes read, what both say, what the supervisor let pass."""
    detail, speech = paper.detail, press.speech
    yield press.prose(_MUST_READ, _notes(speech, paper.notes), least_lines=1)
    if detail.note:
        yield press.prose(_GIVES, detail.note, least_lines=1)
    if detail.remark:
        yield press.prose(_TAKES, detail.remark, least_lines=1)
    if detail.passed_at is not None:
        who = f"{detail.passed_by}　{speech.clock(detail.passed_at)}"
        yield press.prose(_LET_PASS, f"{who}\n{detail.passed_reason}", least_lines=1)
    if detail.void_reason:
        yield press.voided(detail.void_reason)


def _last(press: Press, paper: HandoverPaper | None) -> Iterator[Block]:
    pair, speech = press.pair, press.speech
    detail = paper.detail if paper is not None else None
    yield from _counted(press, detail)
    if paper is None:
        yield press.prose(_MUST_READ, "", least_lines=1)
        yield press.prose(_GIVES, "", least_lines=3)
        yield press.prose(_LET_PASS, "", least_lines=2)
        yield press.row(pair(LOG_HEAD, Text(_WRITTEN_HEAD, 10)), least=9 * MM)
    else:
        yield from _said_of(press, paper)
        head = paper.detail.head if paper.detail.taken_at is not None else None
        yield press.row(pair(LOG_HEAD, LogHead(head, speech)))
    yield press.prose(_AGREED, speech.say(_CONFIRMED), least_lines=1)
    outgoing, incoming = (detail.outgoing, detail.incoming) if detail is not None else ("", "")
    yield press.signatures(
        pair(_GIVER, Text(outgoing, 7, top=True, grey=0.3)), pair(_TAKER, Text(incoming, 7, top=True, grey=0.3)),
        pair(SUPERVISOR_SIGNS, ""),
    )  # fmt: skip
    signed = speech.clock(detail.signed_at) if detail is not None else ""
    yield press.row(pair(_SIGNED_AT, press.moment(signed)), least=7 * MM)


def _rows(press: Press, detail: HandoverDetail | None) -> list[Block]:
    """The matters that are handed over."""
    matters: list[Block] = [Row([Cell(Text(press.speech.say(_NONE), align="c"))], least=9 * MM)]
    if detail is None:
        empty = tuple(Text("") for _ in _COLUMNS)
        matters = [_line(_COLUMNS, empty, 9 * MM) for _ in range(_BLANK_ROWS)]
        for row in matters:
            row.spare = True
    elif detail.items:
        matters = [_matter(press, at, handed) for at, handed in enumerate(detail.items, 1)]
    return matters


def draw(paper: HandoverPaper | None, options: PrintOptions) -> bytes:
    """One handover, or a sheet to fill in by hand."""
    title = term("form.handover")
    detail = paper.detail if paper is not None else None
    number = detail.number if detail is not None else ""
    press = Press(options, title=number or title.zh)
    ahead = detail is not None and detail.state in (State.OPEN, State.GIVEN)
    marks = [_either(press.speech, NOT_YET)] if ahead else []
    voided = detail is not None and detail.state is State.VOIDED
    head = Head(title=title, number=number, code=number, marks=marks, watermark=state_mark(voided, False))
    first, last = _first(press, detail), list(_last(press, paper))
    header = press.header_of_widths(_COLUMNS)
    listed(press, head, first, header, _rows(press, detail), last, size=pages.A4, margin=_MARGIN, apart=True)
    return press.document.finish()


FORM = Form(code="handover", register="handovers", source="duty_papers.handover", papers=("a4",), draw=draw)
