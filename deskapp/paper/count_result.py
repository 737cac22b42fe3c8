"""The result of a count 钥匙清点结果: what differed, why, what was done, who signs for it (``KEY-6``)."""

from __future__ import annotations

from collections.abc import Sequence

from deskapp.domain.inventories import DifferenceLine, InventoryDetail, Mark, State
from deskapp.domain.paper import PrintOptions
from deskapp.paper import key_words, pages
from deskapp.paper.cells import Block, Caption, Cell, Row, Text
from deskapp.paper.count_parts import COUNTER_SIGNS, SUPERVISOR_SIGNS, about, counted, signatures
from deskapp.paper.forms import Form
from deskapp.paper.kit import Head, Press, state_mark
from deskapp.paper.lists import listed
from deskapp.paper.sheet import MM
from deskapp.paper.speech import Label, Speech, term

_COUNTED = Label(
    "共 {total} 个挂位，已点 {counted} 个；差异 {different} 处，已说明 {explained} 处",
    "{total} hooks, {counted} counted; {different} differences, {explained} explained",
)
_COUNT, _NONE = Label("清点结果", "Result"), Label("账实相符，没有差异。", "Everything as it should be.")
_STILL = Label("清点尚未结束，暂无结果。", "The counting is not over: there is no result yet.")
_BY = Label("说明人", "By")
_WIDTHS = (15 * MM, 27 * MM, 34 * MM, 30 * MM, 0.0, 18 * MM)
_SIZE, _ROW, _BLANK_ROWS = 8.2, 7 * MM, 26


def _header(press: Press) -> Row:
    names = ("place", "difference", "expected", "seen", "explanation")
    labels = [*(counted(name) for name in names), _BY]
    captions = [Caption(label, press.speech) for label in labels]
    cells = [Cell(caption, width=width, shaded=True) for caption, width in zip(captions, _WIDTHS, strict=True)]
    return Row(cells, least=4.6 * MM)


def _line(speech: Speech, line: DifferenceLine) -> Row:
    return _row(
        (
            Text(line.place, _SIZE, strong=True),
            speech.word(f"inventories.difference.{line.difference}"),
            _expected(speech, line),
            _seen(speech, line),
            _explained(speech, line),
            line.explained_by,
        )
    )


def _row(words: Sequence[Text | str]) -> Row:
    contents = [Text(each, _SIZE) if isinstance(each, str) else each for each in words]
    return Row([Cell(content, width=width) for content, width in zip(contents, _WIDTHS, strict=True)], least=_ROW)


def _expected(speech: Speech, line: DifferenceLine) -> str:
    if not line.expected_code:
        return speech.word("inventories.mark.empty")
    state = speech.word(line.expected_state) if line.expected_state else ""
    keys = key_words.keys(speech, line.expected_keys)
    return "\n".join(part for part in (line.expected_words, line.expected_code, f"{state} · {keys}") if part)


def _seen(speech: Speech, line: DifferenceLine) -> str:
    mark = speech.word(f"inventories.mark.{line.mark or 'none'}")
    keys = key_words.keys(speech, line.keys) if line.keys and line.mark is not Mark.EMPTY else ""
    when = f"{line.at.astimezone():%m-%d %H:%M} {line.by}" if line.at is not None else ""
    return "\n".join(part for part in (" ".join(filter(None, (mark, keys))), line.code, when) if part)


def _explained(speech: Speech, line: DifferenceLine) -> str:
    done = speech.word(f"inventories.resolution.{line.resolution}") if line.resolution else ""
    return "\n".join(part for part in (done, line.explanation) if part)


def _first(press: Press, found: InventoryDetail | None) -> list[Block]:
    pair, speech = press.pair, press.speech
    made: list[Block] = [about(press, found)]
    if found is None:
        return [*made, press.row(pair(_COUNT, ""), least=8 * MM)]
    told = {name: getattr(found, name) for name in ("total", "counted", "different", "explained")}
    compared = found.compared_at is not None
    made += [
        press.row(pair(_COUNT, speech.fill(_COUNTED, told) if compared else speech.say(_STILL))),
        press.row(
            pair(counted("counters"), "、".join(found.counters)),
            pair(counted("compared_at"), speech.clock(found.compared_at)),
        ),
    ]
    if found.uncounted_reason:
        made.append(press.prose(counted("uncounted_reason"), found.uncounted_reason, least_lines=1))
    if found.void_reason:
        made.append(press.voided(found.void_reason))
    return made


def _last(press: Press, found: InventoryDetail | None) -> list[Block]:
    pair, speech = press.pair, press.speech
    made: list[Block] = [press.prose(counted("summary"), found.summary if found is not None else "", least_lines=2)]
    if found is not None and found.closed_at is not None:
        closed = pair(counted("closed_by"), found.closed_by), pair(counted("closed_at"), speech.clock(found.closed_at))
        made.append(press.row(*closed))
    if found is not None and found.reported_at is not None:
        told = pair(counted("reported_to"), found.reported_to)
        made.append(press.row(told, pair(counted("reported_at"), speech.clock(found.reported_at))))
    return [*made, signatures(press, COUNTER_SIGNS, SUPERVISOR_SIGNS)]


def draw(found: InventoryDetail | None, options: PrintOptions) -> bytes:
    """The result of a count, or a blank one."""
    title = term("form.key_count_result")
    number = found.number if found is not None else ""
    press = Press(options, title=number or title.zh)
    voided = found is not None and found.state is State.VOIDED
    head = Head(title=title, number=number, code=number, watermark=state_mark(voided, False))
    if found is None:
        rows = [_row([""] * len(_WIDTHS)) for _ in range(_BLANK_ROWS)]
        for row in rows:
            row.spare = True
    else:
        rows = [_line(press.speech, line) for line in found.differences]
        if not rows and found.compared_at is not None:
            rows = [Row([Cell(Text(press.speech.say(_NONE), align="c"))], least=12 * MM)]
    listed(press, head, _first(press, found), _header(press), rows, _last(press, found), size=pages.A4, margin=12 * MM)
    return press.document.finish()


FORM = Form(code="key_count_result", register="inventories", source="inventories.detail", papers=("a4",), draw=draw)
