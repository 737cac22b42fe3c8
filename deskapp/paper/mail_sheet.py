"""The signing sheet of accountable mail 给据邮件签收记录表: a day's items, signed line by line (``MAIL-5``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from deskapp.domain.mail_lists import DayLine, MailDay, Signed
from deskapp.domain.paper import PrintOptions
from deskapp.paper import mail_parts as parts
from deskapp.paper.cells import SIGN_HIGH, SIGN_WIDE, Caption, Cell, Row, Text
from deskapp.paper.forms import Form
from deskapp.paper.kit import Head, Press
from deskapp.paper.listing import A4_LANDSCAPE, listing
from deskapp.paper.sheet import MM
from deskapp.paper.speech import Label, term

_KIND, _SENDER = Label("种类、承运单位", "Kind, carrier"), Label("寄件人、寄出地", "Sender, origin")
_RECIPIENT = Label("房号、收件人", "Unit, recipient")
_TAKER, _AT = Label("领取人", "Taken by"), Label("领取时间", "Taken at")
_SIGNATURE = Label("领取人签名", "Signature")
_SUMS = Label(
    "合计 {n} 件，已签收 {signed} 件，未签收 {open} 件（作废不计）",
    "In all {n}, signed for {signed}, not yet {open} (voided ones left out)",
)
_NONE = Label("本期没有给据邮件。", "No accountable mail came in this period.")
_RECORDER, _CHECKED = Label("经办人签名", "Office signs"), Label("审核签名", "Checked by")
_HEADS = (
    parts.ITEM, parts.RECEIVED, _KIND, parts.TRACKING, _RECIPIENT, _SENDER, parts.CONDITION, parts.PLACE, _TAKER, _AT,
    _SIGNATURE,
)  # fmt: skip
#: Columns' shares; the last is to sign in.
_SHARES = (1.25, 0.75, 1.25, 1.5, 1.75, 1.45, 1.1, 0.85, 1.35, 0.75)
_SIZE, _MARGIN = 7.4, 10 * MM
#: Lines to write on, on a blank sheet.
_EMPTY_LINES = 17
#: Who signed is written in words where it was not the resident.
_NAMED = {Signed.PROXY, Signed.STEWARD, Signed.CARRIER, Signed.MISSING, Signed.VOIDED}


def _row_of(made: Sequence[Cell], least: float) -> Row:
    for cell, share in zip(made, _SHARES, strict=False):
        cell.share = share
    made[-1].width = SIGN_WIDE
    return Row(made, least=least)


def _header(press: Press) -> Row:
    return _row_of([Cell(Caption(label, press.speech), shaded=True) for label in _HEADS], 4.2 * MM)


def _row(press: Press, line: DayLine) -> Row:
    """One item; long words wrap in their cell, and the last stays free for the pen."""
    item, speech = line.item, press.speech
    how = speech.word(f"mail.signed.{line.signed}") if line.signed in _NAMED else ""
    strong = line.signed in {Signed.MISSING, Signed.VOIDED}
    texts = (
        Text(item.number, _SIZE),
        Text(_split(parts.short(item.received_at)), _SIZE),
        Text(parts.lines(parts.kind(speech, item.kind), parts.carrier(speech, item.carrier)), _SIZE),
        Text(item.tracking, _SIZE),
        Text(parts.lines(item.unit, item.recipient), 8.2, strong=True),
        Text(parts.lines(item.sender, item.origin), _SIZE),
        Text(parts.condition(speech, item.condition, item.damage), _SIZE),
        Text(item.place, _SIZE),
        Text(parts.lines(how, line.taker), _SIZE, strong=strong),
        Text(_split(parts.short(line.signed_at)), _SIZE),
        Text(line.paper, 6.2, grey=0.35, top=True),
    )
    return _row_of([Cell(text) for text in texts], SIGN_HIGH)


def _split(moment: str) -> str:
    """Day over hour: the column is narrow."""
    return moment.replace(" ", "\n")


def _rows(press: Press, found: MailDay | None) -> Iterator[Row]:
    if found is None:
        for _ in range(_EMPTY_LINES):
            yield _row_of([Cell(Text("")) for _ in _HEADS], SIGN_HIGH)
        return
    for line in found.lines:
        yield _row(press, line)
    if not found.lines:
        yield Row([Cell(Text(press.speech.say(_NONE), align="c"))], least=12 * MM)
        return
    counted = sum(line.signed is not Signed.VOIDED for line in found.lines)
    told = {"n": counted, "signed": found.signed, "open": counted - found.signed}
    yield Row([Cell(Text(press.speech.fill(_SUMS, told), strong=True, align="r"))], least=7 * MM)
    yield press.signatures(press.pair(_RECORDER, ""), press.pair(_CHECKED, ""))


def draw(found: MailDay | None, options: PrintOptions) -> bytes:
    """The sheet of a period, or a blank one to go on with by hand."""
    title = term("form.mail_sheet")
    press = Press(options, title=f"{title.zh} {found.number}" if found else title.zh)
    head = Head(title=title, number=found.number if found else "")
    listing(press, head, partial(_header, press), list(_rows(press, found)), A4_LANDSCAPE, _MARGIN)
    return press.document.finish()


FORM = Form(code="mail_sheet", register="mail", source="mail.day", papers=("a4",), draw=draw, period=True)
