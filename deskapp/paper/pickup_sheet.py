"""The sheet a pickup is signed on 领取签收单: what went to whom, the signature before (``MAIL-5``, ``MAIL-8``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from deskapp.domain.paper import PrintOptions
from deskapp.domain.pickup_sheet import PickupSheet
from deskapp.domain.pickups import Check, Earlier, Kind, PickupDetail, PickupLine, State
from deskapp.domain.proxies import Relation
from deskapp.paper import mail_parts as parts
from deskapp.paper import pages, pictures
from deskapp.paper.cells import LEADING, PAD, SIGN_HIGH, Block, Row, Text, Ticks, base_line
from deskapp.paper.forms import Form
from deskapp.paper.kit import Head, Press, shrink, state_mark
from deskapp.paper.lists import listed
from deskapp.paper.sheet import MM, Sheet
from deskapp.paper.signature import trimmed
from deskapp.paper.speech import Label, phone, term

_TAKER, _KIND = Label("领取人", "Taken by"), Label("领取方式", "Handed to")
_CHECK, _AT = Label("身份核对", "Identity"), Label("领取时间", "Taken at")
_PROXY, _RELATION = Label("授权书", "Authorisation"), Label("与收件人关系", "Relation")
_APPROVED, _STEWARD = Label("代领批准人", "Approved by"), Label("片区管理员", "Area steward")
_TAKER_SIGNS, _EARLIER = Label("领取人签名", "Receiver signs"), Label("上次签名", "Signed before")
_SUM = Label("合计", "In all")
_UNITS = Label("{n} 户，见下表", "{n} units, see below")
_LATER, _AGREED = Label("补登记原因", "Recorded later because"), Label("双方确认", "Agreed")
_AHEAD = Label("待登记", "To be recorded")
_NO_PICTURE = Label("此处无法显示，请看附件", "Cannot be shown here: see the attachment")
_TAKEN = Label(
    "以上邮件已当面点清，外包装与登记相符。", "The items above were counted together; their wrapping is as recorded."
)
_COLUMNS = (
    (parts.ORDINAL, 8 * MM), (parts.ITEM, 30 * MM), (parts.KIND, 26 * MM), (parts.TRACKING, 46 * MM),
    (parts.RECIPIENT, 0.0), (parts.UNIT, 24 * MM), (parts.PLACE, 18 * MM),
)  # fmt: skip
_WIDTHS = tuple(width for _, width in _COLUMNS)
_ROW, _SMALL = 6.0 * MM, 8.0
#: Lines to write on, on a blank sheet: those that do not fit are left out.
_BLANK_ROWS, _BLANK_ROW = 20, 9 * MM
#: As high as a signature is large: the two are compared side by side.
_PICTURE_HIGH, _CAPTION = 17 * MM, 6.4
_MARGIN = 12 * MM


@dataclass(slots=True)
class _Signature:
    """A signature given before, and under it where and when; in words where its file cannot be drawn."""

    content: bytes
    said: str
    unread: str

    def fit(self, _width: float) -> float:
        """See ``Content``."""
        return _PICTURE_HIGH

    def draw(self, sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
        """See ``Content``."""
        size, wrapped = shrink(self.said, width - 2 * PAD, (_CAPTION, 5.6, 4.8, 4.2), lines=1)
        low = height - (len(wrapped) + 0.2) * size * LEADING
        if not pictures.draw(sheet, self.content, x + PAD, y + 1 * MM, width - 2 * PAD, low - 1.4 * MM):
            fitting, (unread, *_) = shrink(self.unread, width - 2 * PAD, (_SMALL, 7, 6, 5), lines=1)
            sheet.text(x + width / 2, y + low / 2 + 3, unread, fitting, grey=0.35, align="c")
        for number, line in enumerate(wrapped):
            at = y + low + number * size * LEADING + base_line(size)
            sheet.text(x + width / 2, at, line, size, grey=0.2, align="c")


def _line(press: Press, number: int, line: PickupLine) -> Row:
    item = line.item
    texts = (
        Text(str(number), align="c"),
        Text(item.number, _SMALL),
        Text(parts.lines(parts.kind(press.speech, item.kind), parts.carrier(press.speech, item.carrier)), _SMALL),
        Text(item.tracking, _SMALL),
        Text(item.recipient),
        Text(item.unit, _SMALL),
        Text(line.place, _SMALL),
    )
    return Row(parts.cells(texts, _WIDTHS), least=_ROW)


def _first(press: Press, found: PickupDetail) -> Iterator[Block]:
    """Whose mail, who takes it, how that person was known."""
    pair, speech = press.pair, press.speech
    units = {line.item.unit for line in found.lines}
    unit = found.unit if len(units) < 2 else speech.fill(_UNITS, {"n": len(units)})
    yield press.row(
        pair(parts.UNIT, Text(unit, 11, strong=True)),
        pair(_TAKER, Text(found.taker, 11, strong=True)),
        pair(term("field.phone"), phone(found.phone)),
    )
    checked = speech.word(f"pickups.check.{found.check}") if found.kind is not Kind.STEWARD else ""
    document = ""
    if found.id_number_masked:
        document = f"{speech.word(f'directory.id_type.{found.id_type}')} {found.id_number_masked}"
    yield press.row(
        pair(_KIND, speech.word(f"pickups.kind.{found.kind}")),
        pair(_CHECK, parts.lines(checked, document)),
        pair(_AT, speech.clock(found.picked_at)),
    )
    if found.kind is Kind.PROXY:
        relation = speech.word(found.relation) if found.relation else ""
        yield press.row(
            pair(_PROXY, found.proxy.number if found.proxy else ""),
            pair(_RELATION, relation),
            pair(_APPROVED, found.approved_by),
        )
    if found.kind is Kind.STEWARD and found.steward != found.taker:
        yield press.row(pair(_STEWARD, found.steward))


def _last(press: Press, sheet: PickupSheet) -> Iterator[Block]:
    """How many in all, what is to be said, who signs."""
    pair, speech, found = press.pair, press.speech, sheet.detail
    yield press.row(pair(_SUM, parts.items(speech, found.total), strong=True))
    if found.happened_reason:
        yield press.prose(_LATER, found.happened_reason, least_lines=1)
    if found.void_reason:
        yield press.voided(found.void_reason)
    if found.note:
        yield press.prose(term("field.note"), found.note, least_lines=1)
    yield press.prose(_AGREED, speech.say(_TAKEN), least_lines=1)
    by = Text(found.recorder, 7, top=True, grey=0.2)
    office = (pair(parts.OFFICE_SIGNS, by), pair(parts.SIGNED_AT, press.moment("")))
    if sheet.picture is None or found.earlier is None:
        yield press.signatures(pair(_TAKER_SIGNS, ""), *office)
        return
    before = _Signature(trimmed(sheet.picture), _said(press, found.earlier), speech.say(_NO_PICTURE))
    yield press.row(pair(_TAKER_SIGNS, ""), pair(_EARLIER, before), least=_PICTURE_HIGH)
    yield press.signatures(*office)


def _said(press: Press, earlier: Earlier) -> str:
    """Where the earlier signature was given, when, by whom."""
    return f"{earlier.ref.number}  {press.speech.clock(earlier.at)}  {earlier.taker}"


def _blank_first(press: Press) -> list[Block]:
    pair, speech = press.pair, press.speech
    kinds = [speech.word(f"pickups.kind.{kind}") for kind in Kind]
    checks = [speech.word(f"pickups.check.{check}") for check in Check]
    relations = [speech.word(f"proxies.relation.{relation}") for relation in Relation]
    high = 8 * MM
    return [
        press.row(pair(parts.UNIT, ""), pair(_TAKER, ""), pair(term("field.phone"), ""), least=high),
        press.row(pair(_KIND, Ticks(kinds)), pair(_CHECK, Ticks(checks)), least=high),
        press.row(pair(parts.DOCUMENT, ""), pair(_AT, press.moment("")), least=high),
        press.row(pair(_RELATION, Ticks(relations), 2), pair(_APPROVED, "", 1), least=SIGN_HIGH),
    ]


def _blank_last(press: Press) -> list[Block]:
    pair = press.pair
    return [
        press.prose(_AGREED, press.speech.say(_TAKEN), least_lines=1),
        press.signatures(pair(_TAKER_SIGNS, ""), pair(parts.OFFICE_SIGNS, ""), pair(parts.SIGNED_AT, press.moment(""))),
    ]


def draw(sheet: PickupSheet | None, options: PrintOptions) -> bytes:
    """One pickup, or a blank sheet."""
    title = term("form.pickup_sheet")
    number = sheet.detail.number if sheet is not None else ""
    press = Press(options, title=number or title.zh)
    voided = sheet is not None and sheet.detail.state is State.VOIDED
    ahead = [press.speech.say(_AHEAD)] if sheet is not None and not number else []
    head = Head(title=title, number=number, code=number, marks=ahead, watermark=state_mark(voided, False))
    first = list(_first(press, sheet.detail)) if sheet is not None else _blank_first(press)
    last = list(_last(press, sheet)) if sheet is not None else _blank_last(press)
    rows: list[Block] = [parts.empty(_WIDTHS, _BLANK_ROW) for _ in range(_BLANK_ROWS)]
    if sheet is not None:
        rows = [_line(press, at, line) for at, line in enumerate(sheet.detail.lines, 1)]
    size = pages.A4 if options.paper == "a4" else pages.A5_LANDSCAPE
    listed(press, head, first, press.header_of_widths(_COLUMNS), rows, last, size=size, margin=_MARGIN)
    return press.document.finish()


FORM = Form(
    code="pickup_sheet", register="pickups", source="pickups.sheet", papers=("a5", "a4"), draw=draw, follows=True
)
