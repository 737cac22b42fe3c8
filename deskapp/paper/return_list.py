"""The return list 退件清单: what goes back and why, signed by the carrier's worker [001·2·4.7] (``MAIL-7``)."""

from __future__ import annotations

from collections.abc import Iterator

from deskapp.domain.paper import PrintOptions
from deskapp.domain.returns import ReturnDetail, ReturnLine, State
from deskapp.paper import mail_parts as parts
from deskapp.paper import pages
from deskapp.paper.cells import SIGN_HIGH, Block, Row, Text
from deskapp.paper.forms import Form
from deskapp.paper.kit import Head, Press, state_mark
from deskapp.paper.lists import listed
from deskapp.paper.sheet import MM
from deskapp.paper.speech import Label, phone, term

_COPIES = (Label("客服中心留存联", "Office copy"), Label("承运单位联", "Carrier's copy"))
_ORDINALS = (Label("第一联", "Copy 1"), Label("第二联", "Copy 2"))
_MADE, _BY = Label("制单时间", "Made at"), Label("制单人", "Made by")
_REASON = Label("退件原因", "Returned because")
_SUM = Label("合计", "In all")
_TAKEN, _AGREED = (
    Label(
        "以上邮件经核实不能送达，已如数退还承运单位，当面点清。",
        "The items above could not be delivered; all of them were counted and given back to the carrier.",
    ),
    Label("双方确认", "Agreed"),
)
_SIGNER, _SIGNS = Label("取件人姓名", "Carrier's worker"), Label("取件人签名", "Worker signs")
_COLUMNS = (
    (parts.ORDINAL, 9 * MM), (parts.ITEM, 28 * MM), (parts.TRACKING, 38 * MM), (parts.KIND, 19 * MM),
    (parts.RECIPIENT, 0.0), (parts.UNIT, 22 * MM), (_REASON, 40 * MM),
)  # fmt: skip
_WIDTHS = tuple(width for _, width in _COLUMNS)
_ROW, _SMALL = 6.4 * MM, 8.0
_BLANK_ROW, _BLANK_ROWS = 9 * MM, 19
_MARGIN = 12 * MM


def _line(press: Press, number: int, line: ReturnLine) -> Row:
    item, speech = line.item, press.speech
    texts = (
        Text(str(number), align="c"),
        Text(item.number, _SMALL),
        Text(item.tracking, _SMALL),
        Text(parts.kind(speech, item.kind), _SMALL),
        Text(item.recipient),
        Text(item.unit, _SMALL),
        Text(parts.lines(speech.word(f"mail.reason.{line.reason}"), line.note), _SMALL),
    )
    return Row(parts.cells(texts, _WIDTHS), least=_ROW)


def _first(press: Press, found: ReturnDetail | None) -> Iterator[Block]:
    pair, speech = press.pair, press.speech
    carrier = parts.carrier(speech, found.carrier) if found is not None else ""
    yield press.row(
        pair(parts.CARRIER, Text(carrier, 11, strong=True), 1.2),
        pair(_BY, found.recorder if found is not None else "", 0.8),
        pair(_MADE, press.moment(speech.clock(found.made_at) if found is not None else ""), 1.2),
        least=8 * MM if found is None else 0,
    )
    if found is not None and found.void_reason:
        yield press.voided(found.void_reason)


def _last(press: Press, found: ReturnDetail | None) -> Iterator[Block]:
    """How many, what both agree on, and the worker's name, signature and time: nothing leaves without (``MAIL-7``)."""
    pair, speech = press.pair, press.speech
    said = parts.items(speech, len(found.lines)) if found is not None else ""
    yield press.row(pair(_SUM, said, strong=True), least=8 * MM if found is None else 0)
    if found is not None and found.note:
        yield press.prose(term("field.note"), found.note, least_lines=1)
    yield press.prose(_AGREED, speech.say(_TAKEN), least_lines=1)
    high = SIGN_HIGH + 2 * MM
    signer = found.signer if found is not None else ""
    at = speech.clock(found.signed_at) if found is not None else ""
    called = phone(found.phone) if found is not None else ""
    yield press.row(pair(_SIGNER, signer), pair(_SIGNS, ""), pair(parts.SIGNED_AT, press.moment(at), 1.2), least=high)
    yield press.row(pair(term("field.phone"), called), pair(parts.OFFICE_SIGNS, ""), least=high)


def draw(found: ReturnDetail | None, options: PrintOptions) -> bytes:
    """One list, or a blank one, in the two copies that belong to it: the office's and the carrier's."""
    title = term("form.return_list")
    number = found.number if found is not None else ""
    press = Press(options, title=number or title.zh)
    voided = found is not None and found.state is State.VOIDED
    for at, name in enumerate(_COPIES[: 2 if options.paper == "a4x2" else 1], 1):
        head = Head(
            title=title,
            number=number,
            code=number,
            copy=press.speech.say(name),
            copy_note=press.speech.say(_ORDINALS[at - 1]),
            watermark=state_mark(voided, False),
        )
        rows: list[Block] = [parts.empty(_WIDTHS, _BLANK_ROW) for _ in range(_BLANK_ROWS)]
        if found is not None:
            rows = [_line(press, each, line) for each, line in enumerate(found.lines, 1)]
        first, last = list(_first(press, found)), list(_last(press, found))
        listed(press, head, first, press.header_of_widths(_COLUMNS), rows, last, size=pages.A4, margin=_MARGIN)
    return press.document.finish()


FORM = Form(code="return_list", register="returns", source="returns.detail", papers=("a4x2", "a4"), draw=draw)
