"""The special services registered on a day or in a month, as a list on A4 [001·1·4.6.1.2, 4.6.1.3]."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from deskapp.domain.paper import PrintOptions
from deskapp.domain.specials import SpecialList, SpecialRow, State
from deskapp.paper.cells import Cell, Content, Row, Text
from deskapp.paper.forms import Form
from deskapp.paper.kit import Head, Press
from deskapp.paper.listing import A4_LANDSCAPE, listing
from deskapp.paper.sheet import MM
from deskapp.paper.speech import Label, field, money, phone, term

_SHARES = (1.5, 1.25, 1.15, 1.25, 2.6, 0.95, 0.95, 1.35, 1.9, 0.9, 1.4)
_AGREED = Label("约定时间", "Agreed time")
_SIGNS = Label("业主签名", "Resident signs")
_SUMS = Label("合计（{n} 笔，作废不计）", "In all ({n}, voided ones left out)")
_NONE = Label("本期没有特约服务。", "No special services in this period.")
_COUNTED = Label("统计人", "Counted by")
_CHECKED = Label("审核", "Checked by")
_SIZE = 7.6
#: Lines to write on, on a blank list.
_EMPTY_LINES = 16

_special = partial(field, "specials")


def _heads() -> Sequence[Label]:
    return (
        _special("number"), _special("at"), _special("unit"), _special("contact"), _special("service"),
        _special("amount"), _special("paid"), _special("receipt"), _AGREED, _special("state"), _SIGNS,
    )  # fmt: skip


def _header(press: Press) -> Row:
    return press.header_row(list(zip(_heads(), _SHARES, strict=True)))


def _row(press: Press, order: SpecialRow) -> Row:
    """One order; long words wrap in their cell."""
    speech = press.speech
    voided = order.state is State.VOIDED
    texts: tuple[Content, ...] = (
        Text(order.number, _SIZE),
        Text(f"{order.at.astimezone():%m-%d %H:%M}", _SIZE),
        Text(order.unit, _SIZE, strong=True),
        Text("\n".join(part for part in (order.contact, phone(order.phone)) if part), _SIZE),
        Text(order.service, _SIZE),
        Text(money(order.amount), _SIZE, align="r", grey=0.5 if voided else 0),
        Text(money(order.paid), _SIZE, align="r", grey=0.5 if voided else 0),
        Text(order.receipts.replace(" ", "\n"), _SIZE),
        Text(f"{order.starts_at.astimezone():%m-%d %H:%M} –\n{order.ends_at.astimezone():%m-%d %H:%M}", _SIZE),
        Text(speech.word(f"specials.state.{order.state}"), _SIZE, strong=voided),
        Text(""),
    )
    return Row([Cell(text, share) for text, share in zip(texts, _SHARES, strict=True)], least=9.2 * MM)


def _rows(press: Press, found: SpecialList | None) -> Iterator[Row]:
    if found is None:
        for _ in range(_EMPTY_LINES):
            yield Row([Cell(Text(""), share) for share in _SHARES], least=9.2 * MM)
        return
    for order in found.rows:
        yield _row(press, order)
    if not found.rows:
        yield Row([Cell(Text(press.speech.say(_NONE), align="c"))], least=12 * MM)
        return
    counted = sum(order.state is not State.VOIDED for order in found.rows)
    cells = [
        Cell(Text(press.speech.fill(_SUMS, {"n": counted}), strong=True, align="r"), sum(_SHARES[:5])),
        Cell(Text(money(found.amount), _SIZE, strong=True, align="r"), _SHARES[5]),
        Cell(Text(money(found.paid), _SIZE, strong=True, align="r"), _SHARES[6]),
        Cell(Text(""), sum(_SHARES[7:])),
    ]
    yield Row(cells, least=7 * MM)
    yield press.signatures(press.pair(_COUNTED, ""), press.pair(_CHECKED, ""))


def draw(found: SpecialList | None, options: PrintOptions) -> bytes:
    """The list of a period, or a blank one to go on with by hand."""
    title = term("form.special_service_list")
    press = Press(options, title=f"{title.zh} {found.number}" if found else title.zh)
    head = Head(title=title, number=found.number if found else "", marks=press.reprint_marks())
    listing(press, head, partial(_header, press), list(_rows(press, found)), A4_LANDSCAPE, 10 * MM)
    return press.document.finish()


FORM = Form(
    code="special_service_list",
    register="specials",
    source="specials.period",
    papers=("a4",),
    draw=draw,
    period=True,
)
