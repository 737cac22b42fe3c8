"""The call list 电话通知记录: units in their order with what came of each call [001·1·4.9] (``FUP-3``)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from deskapp.domain.calls import CallDetail, CallLine, State
from deskapp.domain.paper import PrintOptions
from deskapp.paper import pages
from deskapp.paper.cells import SIGN_HIGH, Block, Cell, Row, Text
from deskapp.paper.forms import Form
from deskapp.paper.kit import Head, Press, state_mark
from deskapp.paper.lists import listed
from deskapp.paper.sheet import MM
from deskapp.paper.speech import Label, Speech, field, phone, term

_NUMBER, _WHEN = Label("序", "No."), Label("通知时间", "Called")
_COUNTED = Label(
    "共 {total} 户，已拨打 {tried} 户，已联系 {reached} 户，参加 {joining} 户",
    "{total} units, {tried} called, {reached} reached, {joining} take part",
)
_COUNT = Label("统计", "In all")
_BY = Label("通知人", "By")
_CALLER_SIGNS, _SUPERVISOR_SIGNS = Label("通知人签名", "Caller signs"), Label("主管签名", "Supervisor signs")
_TIMES = Label("（{n} 次）", " ({n}×)")
_ROW, _BLANK_ROW, _BLANK_ROWS = 6 * MM, 8.2 * MM, 30
_LINE_SIZE = 8.4

_call = partial(field, "calls")
#: Columns with their widths; the result takes the rest.
_COLUMNS = (
    (_NUMBER, 9 * MM), (field("calls", "unit"), 24 * MM), (_call("contact"), 24 * MM), (_call("phone"), 30 * MM),
    (_WHEN, 27 * MM), (_call("result"), 0.0), (_BY, 18 * MM),
)  # fmt: skip


def _cells(words: Sequence[Text | str]) -> list[Cell]:
    contents = [Text(each, _LINE_SIZE) if isinstance(each, str) else each for each in words]
    return [Cell(content, width=width) for content, (_, width) in zip(contents, _COLUMNS, strict=True)]


def _line(speech: Speech, number: int, line: CallLine) -> Row:
    return Row(
        _cells(
            (
                Text(str(number), _LINE_SIZE, align="c"),
                Text(line.unit, _LINE_SIZE, strong=True),
                line.contact,
                phone(line.phone),
                f"{line.at.astimezone():%m-%d %H:%M}" if line.at else "",
                _result(speech, line),
                line.by,
            )
        ),
        least=_ROW,
    )


def _result(speech: Speech, line: CallLine) -> str:
    """Blank where nobody has called yet: the sheet is worked on by hand during a power cut."""
    if line.removed:
        return "  ".join((speech.word("calls.step.remove"), line.removed))
    if not line.attempts:
        return ""
    times = speech.fill(_TIMES, {"n": line.attempts}) if line.attempts > 1 else ""
    return "  ".join(part for part in (speech.word(f"calls.result.{line.result}") + times, line.words) if part)


def _first(press: Press, found: CallDetail) -> list[Block]:
    pair, speech = press.pair, press.speech
    counted = {name: getattr(found, name) for name in ("total", "tried", "reached", "joining")}
    made: list[Block] = [
        press.row(pair(_call("title"), Text(found.title, 11, strong=True))),
        press.row(
            pair(_call("kind"), speech.word(f"calls.kind.{found.kind}")),
            pair(_call("ordered_by"), found.ordered_by),
            pair(_call("due_at"), speech.clock(found.due_at)),
        ),
        press.prose(_call("say"), found.say, least_lines=1),
        press.row(pair(_COUNT, speech.fill(_COUNTED, counted))),
    ]
    if found.void_reason:
        made.append(press.voided(found.void_reason))
    return made


def _last(press: Press, found: CallDetail | None) -> list[Block]:
    """The outcome as it is reported, and who signs for it."""
    outcome = found.outcome if found is not None else ""
    made: list[Block] = [press.prose(_call("outcome"), outcome, least_lines=2)]
    if found is not None and found.untried_reason:
        made.append(press.prose(_call("untried_reason"), found.untried_reason, least_lines=1))
    pair, speech = press.pair, press.speech
    reported = speech.clock(found.reported_at) if found is not None else ""
    made.append(
        press.row(
            pair(_call("report_to"), found.report_to if found is not None else ""),
            pair(_call("reported_at"), press.moment(reported)),
        )
    )
    signs = press.row(pair(_CALLER_SIGNS, ""), pair(_SUPERVISOR_SIGNS, ""), least=SIGN_HIGH)
    return [*made, signs]


def _blank_first(press: Press) -> list[Block]:
    pair = press.pair
    return [
        press.row(pair(_call("title"), ""), least=8 * MM),
        press.row(
            pair(_call("kind"), ""),
            pair(_call("ordered_by"), ""),
            pair(_call("due_at"), press.moment("")),
            least=8 * MM,
        ),
        press.prose(_call("say"), "", least_lines=3),
    ]


def draw(found: CallDetail | None, options: PrintOptions) -> bytes:
    """One list with all its units, or a blank sheet."""
    title = term("form.call_list")
    press = Press(options, title=found.number if found is not None else title.zh)
    number = found.number if found is not None else ""
    voided = found is not None and found.state is State.VOIDED
    head = Head(title=title, number=number, code=number, watermark=state_mark(voided, False))
    if found is not None:
        first = _first(press, found)
        rows = [_line(press.speech, at, line) for at, line in enumerate(found.lines, 1)]
    else:
        first = _blank_first(press)
        rows = [Row(_cells([""] * len(_COLUMNS)), least=_BLANK_ROW, spare=True) for _ in range(_BLANK_ROWS)]
    listed(
        press, head, first, press.header_of_widths(_COLUMNS), rows, _last(press, found), size=pages.A4, margin=12 * MM
    )
    return press.document.finish()


FORM = Form(code="call_list", register="calls", source="calls.detail", papers=("a4",), draw=draw)
