"""The result of a count 清点结果: what differed, why, what was done, who signs for it (``KEY-6``)."""

from __future__ import annotations

from collections.abc import Sequence

from deskapp.domain.inventories import KEYS, DifferenceLine, InventoryDetail, Mark, State, papers_of, said
from deskapp.domain.paper import PrintOptions
from deskapp.paper import key_words, pages
from deskapp.paper.cells import Block, Caption, Cell, Row, Text
from deskapp.paper.count_parts import COUNTER_SIGNS, SUPERVISOR_SIGNS, about, counted, signatures
from deskapp.paper.forms import Form
from deskapp.paper.kit import Head, Press, state_mark
from deskapp.paper.lists import listed
from deskapp.paper.sheet import MM
from deskapp.paper.speech import Label, Speech, term

_COUNT, _NONE = Label("清点结果", "Result"), Label("账实相符，没有差异。", "Everything as it should be.")
_STILL = Label("清点尚未结束，暂无结果。", "The counting is not over: there is no result yet.")
_BY = Label("说明人", "By")
_WIDTHS = (19 * MM, 27 * MM, 34 * MM, 30 * MM, 0.0, 18 * MM)
_SIZE, _ROW, _BLANK_ROWS = 8.2, 7 * MM, 26


def _header(press: Press, subject: str) -> Row:
    names = ("place", "difference", "expected", "seen", "explanation")
    labels = [*(counted(name, subject) for name in names), _BY]
    captions = [Caption(label, press.speech) for label in labels]
    cells = [Cell(caption, width=width, shaded=True) for caption, width in zip(captions, _WIDTHS, strict=True)]
    return Row(cells, least=4.6 * MM)


def _line(speech: Speech, subject: str, line: DifferenceLine) -> Row:
    return _row(
        (
            Text(line.place, _SIZE, strong=True),
            speech.word(said(subject, f"difference.{line.difference}")),
            _expected(speech, subject, line),
            _seen(speech, subject, line),
            _explained(speech, subject, line),
            line.explained_by,
        )
    )


def _row(words: Sequence[Text | str]) -> Row:
    contents = [Text(each, _SIZE) if isinstance(each, str) else each for each in words]
    return Row([Cell(content, width=width) for content, width in zip(contents, _WIDTHS, strict=True)], least=_ROW)


def _expected(speech: Speech, subject: str, line: DifferenceLine) -> str:
    keys = _keys(speech, subject, line.expected_keys)
    if not line.expected_code:
        return keys or speech.word(said(subject, "mark.unlisted" if line.thing else "mark.empty"))
    state = speech.word(line.expected_state) if line.expected_state else ""
    how = " · ".join(part for part in (state, keys) if part)
    return "\n".join(part for part in (line.expected_words, line.expected_code, how) if part)


def _keys(speech: Speech, subject: str, count: int | None) -> str:
    """How many keys a set has; how many items lie at a place."""
    if not count:
        return ""
    if subject == KEYS:
        return key_words.keys(speech, count)
    return speech.fill(term(said(subject, "count")), {"count": count})


def _seen(speech: Speech, subject: str, line: DifferenceLine) -> str:
    none = "unseen" if line.thing else "none"
    mark = speech.word(said(subject, f"mark.{line.mark or none}"))
    keys = _keys(speech, subject, line.keys) if line.mark is not Mark.EMPTY else ""
    when = f"{line.at.astimezone():%m-%d %H:%M} {line.by}" if line.at is not None else ""
    return "\n".join(part for part in (" ".join(filter(None, (mark, keys))), line.code, when) if part)


def _explained(speech: Speech, subject: str, line: DifferenceLine) -> str:
    done = speech.word(said(subject, f"resolution.{line.resolution}")) if line.resolution else ""
    return "\n".join(part for part in (done, line.explanation) if part)


def _first(press: Press, found: InventoryDetail | None) -> list[Block]:
    pair, speech = press.pair, press.speech
    made: list[Block] = [about(press, found)]
    if found is None:
        return [*made, press.row(pair(_COUNT, ""), least=8 * MM)]
    told = {name: getattr(found, name) for name in ("total", "counted", "things", "different", "explained")}
    result = speech.fill(term(said(found.subject, "result")), told)
    compared = found.compared_at is not None
    made += [
        press.row(pair(_COUNT, result if compared else speech.say(_STILL))),
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


def draw(found: InventoryDetail | None, options: PrintOptions, subject: str = KEYS) -> bytes:
    """The result of a count, or a blank one."""
    subject = found.subject if found is not None else subject
    title = term(f"form.{papers_of(subject)[1]}")
    number = found.number if found is not None else ""
    press = Press(options, title=number or title.zh)
    voided = found is not None and found.state is State.VOIDED
    head = Head(title=title, number=number, code=number, watermark=state_mark(voided, False))
    if found is None:
        rows = [_row([""] * len(_WIDTHS)) for _ in range(_BLANK_ROWS)]
        for row in rows:
            row.spare = True
    else:
        rows = [_line(press.speech, subject, line) for line in found.differences]
        if not rows and found.compared_at is not None:
            rows = [Row([Cell(Text(press.speech.say(_NONE), align="c"))], least=12 * MM)]
    listed(
        press,
        head,
        _first(press, found),
        _header(press, subject),
        rows,
        _last(press, found),
        size=pages.A4,
        margin=12 * MM,
    )
    return press.document.finish()


FORM = Form(code="key_count_result", register="inventories", source="inventories.detail", papers=("a4",), draw=draw)
