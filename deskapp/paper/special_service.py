"""The special-service registration form 特约服务登记表, a copy for the office, one for the resident [001·1·4.6.1]."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from deskapp.domain.paper import PrintOptions
from deskapp.domain.special_rows import SpecialDetail
from deskapp.domain.specials import Method, Payment, Quality, State, Tender
from deskapp.paper import pages
from deskapp.paper.cells import Block, Cell, Row, Text, Ticks
from deskapp.paper.forms import Form
from deskapp.paper.kit import Head, Press, state_mark
from deskapp.paper.sheet import MM
from deskapp.paper.speech import Label, amount, field, money, phone, term

_COPIES = (Label("客服中心留存联", "Office copy"), Label("业主联", "Resident's copy"))
_FIRST, _SECOND = Label("第一联", "Copy 1"), Label("第二联", "Copy 2")
_SOURCE = Label("相关单号", "Entry, slip")
_WHY = Label("改价 / 未付原因", "Other sum / unpaid")
_PAID = Label("收款时间", "Taken at")
_BACK = Label("退款", "Given back")
_ORDER_SIGN = Label("业主签名（登记）", "Resident signs (order)")
_END_SIGN = Label("业主签名（验收）", "Resident signs (work)")
_RECORDER = Label("登记收款人签名", "Office signs")
_AGREED = Label("约定时间", "Agreed time")
_WORK = Label("完成情况", "Work done")

_special = partial(field, "specials")


def _rows(press: Press, order: SpecialDetail | None) -> list[Block]:
    if order is None:
        return _blank(press)
    return [*_ordered(press, order), *_money(press, order), *_ended(press, order), _signatures(press, order.recorder)]


def _ordered(press: Press, order: SpecialDetail) -> Iterator[Block]:
    """Who wants what, when, at what price."""
    pair, speech = press.pair, press.speech
    yield press.row(
        pair(_special("unit"), Text(order.unit, 11, strong=True)),
        pair(_special("contact"), order.contact),
        pair(_special("phone"), phone(order.phone)),
    )
    yield press.row(
        pair(_special("item"), order.item, strong=True),
        pair(_special("department_id"), order.department),
        pair(_special("at"), speech.clock(order.at)),
    )
    yield press.row(
        pair(_special("price"), f"{money(order.price)} / {order.measure}"),
        pair(_special("quantity"), f"{amount(order.quantity)} {order.measure}"),
        pair(_special("amount"), Text(money(order.amount), 11, strong=True, align="r")),
    )
    agreed = f"{speech.clock(order.starts_at)}  –  {speech.clock(order.ends_at)}"
    source = "  ".join(part for part in (order.entry_number, order.slip_number) if part)
    yield press.row(pair(_AGREED, agreed, 1.7, strong=True), pair(_SOURCE, source))
    if order.void_reason:
        yield press.voided(order.void_reason)
    yield press.prose(_special("content"), order.content, stretch=1)
    if order.note:
        yield press.prose(_special("note"), order.note, least_lines=1)


def _money(press: Press, order: SpecialDetail) -> Iterator[Block]:
    """Every sum with its receipt, method, payer, taker (``CASH-1``)."""
    why = "  ".join(part for part in (order.amount_reason, order.unpaid_reason) if part)
    if why:
        yield press.prose(_WHY, why, least_lines=1)
    if not order.payments:
        method = press.speech.word(f"specials.method.{order.method}")
        yield press.row(press.pair(_special("method"), method), press.pair(_special("owed"), _right(money(order.owed))))
        return
    yield press.header_row(_columns())
    for paid in order.payments:
        yield _payment(press, paid)
    yield press.row(
        press.pair(_special("paid"), _right(money(order.paid))), press.pair(_special("owed"), _right(money(order.owed)))
    )


def _columns() -> list[tuple[Label, float]]:
    names = ("receipt", "method", "sum", "payer", "taker", "at")
    labels = [_special(name) for name in names[:-1]] + [_PAID]
    return list(zip(labels, (1.2, 1.2, 0.9, 1, 0.9, 1.3), strict=True))


def _payment(press: Press, paid: Payment) -> Row:
    back = f" {press.speech.say(_BACK)}" if paid.sum < 0 else ""
    texts = (
        Text(paid.receipt),
        Text(press.speech.word(f"specials.method.{paid.method}") + back),
        _right(money(paid.sum)),
        Text(paid.payer),
        Text(paid.taker),
        Text(press.speech.clock(paid.at)),
    )
    return Row([Cell(text, share) for text, (_, share) in zip(texts, _columns(), strict=True)])


def _right(text: str) -> Text:
    return Text(text, align="r")


def _ended(press: Press, order: SpecialDetail) -> Iterator[Block]:
    """What became of it: by whom, when, how well, and what the resident thinks."""
    pair, speech = press.pair, press.speech
    begun = "  ".join(part for part in (speech.clock(order.started_at), order.workers) if part)
    yield press.row(
        pair(_special("started_at"), begun or press.moment("")),
        pair(_special("finished_at"), press.moment(speech.clock(order.finished_at))),
        least=6 * MM,
    )
    yield press.prose(_WORK, order.result, stretch=1)
    if order.quality_note:
        yield press.prose(_special("quality_note"), order.quality_note, least_lines=1)
    yield _judged(press, order.quality, order.opinion)


def _judged(press: Press, quality: str | None, opinion: str | None) -> Row:
    levels = [level.value for level in Quality]
    said = [press.speech.word(f"specials.quality.{level}") for level in levels]
    chosen = None if quality is None else levels.index(quality)
    return press.row(
        press.pair(_special("quality"), Ticks(said, chosen)),
        press.pair(_special("opinion"), press.opinion(opinion), 1.9),
        least=6 * MM,
    )


def _signatures(press: Press, recorder: str) -> Block:
    return press.signatures(
        press.pair(_ORDER_SIGN, ""),
        press.pair(_END_SIGN, ""),
        press.pair(_RECORDER, Text(recorder, 7, top=True, grey=0.2)),
    )


def _blank(press: Press) -> list[Block]:
    pair, prose = press.pair, press.prose
    tenders = [press.speech.word(f"specials.method.{way}") for way in (*Tender, Method.ON_ACCOUNT)]
    return [
        press.row(pair(_special("unit"), ""), pair(_special("contact"), ""), pair(_special("phone"), ""), least=7 * MM),
        press.row(pair(_special("item"), ""), pair(_special("department_id"), ""),
                  pair(_special("at"), press.moment("")), least=7 * MM),
        press.row(pair(_special("price"), ""), pair(_special("quantity"), ""), pair(_special("amount"), ""),
                  least=7 * MM),
        press.row(pair(_special("starts_at"), press.moment("")), pair(_special("ends_at"), press.moment("")),
                  least=7 * MM),
        prose(_special("content"), "", least_lines=2, stretch=2),
        press.row(pair(_special("method"), Ticks(tenders)), least=6 * MM),
        press.row(pair(_special("receipt"), ""), pair(_special("paid"), ""), pair(_special("payer"), ""), least=7 * MM),
        press.row(pair(_special("started_at"), press.moment("")), pair(_special("finished_at"), press.moment("")),
                  least=7 * MM),
        prose(_WORK, "", least_lines=1, stretch=2),
        _judged(press, None, None),
        _signatures(press, ""),
    ]  # fmt: skip


def draw(order: SpecialDetail | None, options: PrintOptions) -> bytes:
    """One order, or a blank form, in one copy or in the two that belong to it."""
    title = term("form.special_service")
    press = Press(options, title=order.number if order else title.zh)
    number = order.number if order else ""
    voided = order is not None and order.state == State.VOIDED
    ordinals = (_FIRST, _SECOND)
    copies = [
        pages.Copy(
            Head(
                title=title,
                number=number,
                code=f"{number}/{at + 1}" if number else "",
                copy=press.speech.say(name) if options.paper == "a5x2" else "",
                copy_note=press.speech.say(ordinals[at]) if options.paper == "a5x2" else "",
                marks=press.reprint_marks(),
                watermark=state_mark(voided, False),
            ),
            partial(_rows, press, order),
        )
        for at, name in enumerate(_COPIES[: 2 if options.paper == "a5x2" else 1])
    ]
    pages.single(press, copies, pages.A4 if options.paper == "a4" else pages.A5_LANDSCAPE, 12 * MM)
    return press.document.finish()


FORM = Form(
    code="special_service",
    register="specials",
    source="specials.detail",
    papers=("a5x2", "a5", "a4"),
    draw=draw,
    follows=True,
)
