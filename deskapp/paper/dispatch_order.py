"""The dispatch order 派工单 in triplicate: stub, work copy, customer copy [001·1·4.10.1].

It carries out ``DSP-1`` (marked reprints), ``DSP-2`` (extensions), ``DSP-3`` (rounds), ``DSP-5`` (codes) and ``DSP-8``
(the key that is to be taken along, on the office's two copies: the resident's does not say where a key hangs).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from deskapp.domain.paper import PrintOptions
from deskapp.domain.slips import Copy, Material, Round, SlipDetail, State
from deskapp.paper import pages
from deskapp.paper.cells import SIGN_WIDE, Block, Cell, Row, Text
from deskapp.paper.forms import Form
from deskapp.paper.kit import Head, Press, state_mark
from deskapp.paper.sheet import MM
from deskapp.paper.speech import Label, Speech, amount, field, money, phone, term

_COLOURS = (
    Label("第一联（白）", "Copy 1 (white)"),
    Label("第二联（红）", "Copy 2 (red)"),
    Label("第三联（黄）", "Copy 3 (yellow)"),
)
_ROUND = Label("第 {n} 轮", "Round {n}")
_EXTENDED = Label("（延期 {n} 次）", "(ext. {n}×)")
_BEFORE_ROUND = Label("原事由", "First matter")
_REWORK = Label("返工要求", "Rework")
_SOURCE = Label("来源", "From entry")
_RECEIVER = Label("接单签收", "Receiver signs")
_WORKER = Label("作业人签名", "Worker signs")
_RESIDENT = Label("业主签名", "Resident signs")
_RECORDER = Label("登记人", "Recorder")
_DATE = Label("日期", "Date")
_PHONE = Label("服务/投诉", "Office phone")
_AMOUNT = Label("金额", "Amount")
_MATERIALS = Label("材料费（元）", "Materials (¥)")
_TOTAL = Label("合计（元）", "Total (¥)")
_NOT_DONE = Label("未完成原因", "Not done because")
_WORK_COPY_BACK = Label("作业联收回", "Work copy back")
_TOLD = Label("回复业主", "Resident told")
_KEY = Label("需借钥匙", "Key wanted")
_HOOKS = Label("挂位 {hooks}", "hook {hooks}")
_NO_KEY = Label("柜内无此房钥匙", "none in the cabinet")

#: A result up to this long stands beside the worker's signature.
_SHORT = 48
_COLUMNS = (0.36, 0.22, 0.12, 0.14, 0.16)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """A slip in words, said once for its three copies; every field empty for a blank form."""

    number: str = ""
    round: int = 1
    voided: bool = False
    draft: bool = False
    unit: str = ""
    contact: str = ""
    phone: str = ""
    department: str = ""
    item: str = ""
    urgency: str = ""
    issued: str = ""
    limit: str = ""
    appointment: str = ""
    source: str = ""
    key: str = ""
    matter: str = ""
    first_matter: str = ""
    note: str = ""
    void_reason: str = ""
    received_by: str = ""
    received: str = ""
    workers: str = ""
    arrived: str = ""
    finished: str = ""
    result: str = ""
    failed: str = ""
    materials: tuple[Material, ...] = ()
    labour: Decimal | None = None
    told: str = ""
    opinion: str | None = None
    recovered: str = ""


def _order(slip: SlipDetail, speech: Speech) -> _Order:
    now = slip.rounds[-1] if slip.rounds else None
    round_number = now.round if now else 1
    head = _Order(
        number=slip.number,
        round=round_number,
        voided=slip.state == State.VOIDED,
        draft=slip.issued_at is None,
        unit=slip.unit,
        contact=slip.contact,
        phone=phone(slip.phone),
        department=slip.department,
        item=speech.word(f"slips.item.{slip.item.value}"),
        urgency=speech.word(f"reception.urgency.{slip.urgency.value}"),
        issued=_spaced(speech.clock(now.issued_at if now and now.issued_at else slip.issued_at), slip.issued_by),
        limit=_limit(slip, now, speech),
        appointment=speech.clock(slip.appointment),
        source=_source(slip, speech),
        key=_key(slip, speech),
        matter=now.content if now and now.content else slip.content,
        first_matter=slip.content if round_number > 1 else "",
        note=slip.note,
        void_reason=slip.void_reason,
    )
    return head if now is None else _with_round(head, now, speech)


def _with_round(order: _Order, now: Round, speech: Speech) -> _Order:
    told_how = speech.word(f"reception.told_how.{now.told_how.value}") if now.told_how else ""
    return replace(
        order,
        received_by=now.received_by,
        received=speech.clock(now.received_at),
        workers=now.workers,
        arrived=speech.clock(now.arrived_at),
        finished=speech.clock(now.finished_at),
        result=now.result,
        failed=now.fail_reason,
        materials=now.materials,
        labour=now.labour if now.finished_at else None,
        told=_spaced(speech.clock(now.told_at), told_how),
        opinion=now.opinion.value if now.opinion else None,
        recovered=speech.clock(now.recovered_at),
    )


def _spaced(*parts: str) -> str:
    return "  ".join(part for part in parts if part)


def _limit(slip: SlipDetail, now: Round | None, speech: Speech) -> str:
    """The newest limit and how often it was put off (``DSP-2``)."""
    limit = now.limit_at if now and now.limit_at else slip.limit_at
    if slip.extensions and not (now and now.issued_at and slip.extensions[-1].at < now.issued_at):
        limit = slip.extensions[-1].new_limit
    count = len(slip.extensions)
    return speech.clock(limit) + (f"\n{speech.fill(_EXTENDED, {'n': count})}" if count else "")


def _source(slip: SlipDetail, speech: Speech) -> str:
    if not slip.entry_number:
        return ""
    channel = speech.word(f"reception.channel.{slip.entry_channel}") if slip.entry_channel else ""
    kind = speech.word(f"reception.kind.{slip.entry_kind}") if slip.entry_kind else ""
    return _spaced(slip.entry_number, channel, kind, speech.clock(slip.entry_at))


def _key(slip: SlipDetail, speech: Speech) -> str:
    """That its unit's key is wanted, and where that hangs (``DSP-8``)."""
    if not slip.key_wanted:
        return ""
    label = _HOOKS if slip.hooks else _NO_KEY  # in one language: its caption is in both where there is room
    return (label.zh if speech.zh else label.en).format(hooks=slip.hooks)


def _head(press: Press, order: _Order, copy: Copy) -> Head:
    number = list(Copy).index(copy) + 1
    rounds = [press.speech.fill(_ROUND, {"n": order.round})] if order.round > 1 else []
    return Head(
        title=term("form.dispatch_order"),
        number=order.number,
        code=f"{order.number}/{number}" if order.number else "",
        copy=press.speech.word(f"slips.copy.{copy.value}"),
        copy_note=press.speech.say(_COLOURS[number - 1]),
        marks=[*rounds, *press.reprint_marks()],
        watermark=state_mark(order.voided, order.draft and bool(order.unit or order.matter)),
    )


def _rows(press: Press, order: _Order, copy: Copy, blanks: int) -> list[Block]:
    common = _common(press, order if copy is not Copy.CUSTOMER else replace(order, key=""))
    if copy is Copy.WORK:
        return [*common, *_work(press, order, blanks)]
    return [*common, *(_stub if copy is Copy.STUB else _customer)(press, order)]


def _common(press: Press, order: _Order) -> list[Block]:
    """What stands on every copy."""
    pair, slip = press.pair, partial(field, "slips")
    room = 0 if order.matter else 0.3  # a blank form is filled in with a pen
    rows: list[Block] = [
        press.row(
            pair(slip("unit"), Text(order.unit, 11, strong=True)),
            pair(slip("contact"), order.contact),
            pair(slip("phone"), order.phone),
            stretch=room,
        ),
        press.row(
            pair(slip("department_id"), order.department),
            pair(slip("item"), order.item),
            pair(slip("urgency"), order.urgency, strong=True),
            stretch=room,
        ),
        press.row(
            pair(slip("at"), order.issued),
            pair(slip("limit_at"), order.limit, strong=True),
            pair(slip("appointment"), order.appointment),
            stretch=room,
        ),
        press.row(pair(_SOURCE, order.source, 2.4), *([pair(_KEY, order.key, strong=True)] if order.key else [])),
    ]
    if order.void_reason:
        rows.append(press.voided(order.void_reason))
    matter = _REWORK if order.round > 1 else slip("content")
    rows.append(press.prose(matter, order.matter, stretch=0.5 if order.matter else 2))
    if order.first_matter:
        rows.append(press.prose(_BEFORE_ROUND, order.first_matter, least_lines=1))
    if order.note:
        rows.append(press.prose(slip("note"), order.note, least_lines=1))
    return rows


def _received(press: Press, order: _Order) -> Row:
    return press.signatures(
        press.pair(_RECEIVER, order.received_by, 1.2),
        press.pair(field("slips", "received_at"), press.moment(order.received)),
    )


def _stub(press: Press, order: _Order) -> list[Block]:
    return [
        _received(press, order),
        press.row(press.pair(_TOLD, press.moment(order.told)), least=7 * MM, stretch=0.5),
        press.row(press.pair(field("slips", "opinion"), press.opinion(order.opinion)), least=7 * MM, stretch=0.3),
        press.signatures(
            press.pair(_WORK_COPY_BACK, press.moment(order.recovered), 1.2),
            press.pair(_RECORDER, ""),
        ),
    ]


def _work(press: Press, order: _Order, blanks: int) -> list[Block]:
    pair, slip = press.pair, partial(field, "slips")
    rows: list[Block] = [
        press.signatures(
            pair(_RECEIVER, order.received_by, width=SIGN_WIDE),
            pair(slip("received_at"), press.moment(order.received, size=8)),
            pair(slip("arrived_at"), press.moment(order.arrived, size=8)),
            pair(slip("finished_at"), press.moment(order.finished, size=8)),
        ),
        *_materials(press, order, blanks),
        *_money(press, order),
    ]
    if order.failed:
        rows.append(press.prose(_NOT_DONE, order.failed, least_lines=1))
    if len(order.result) > _SHORT or "\n" in order.result:
        rows.append(press.prose(slip("result"), order.result, least_lines=1))
        rows.append(press.signatures(pair(slip("workers"), order.workers), pair(_WORKER, "")))
    else:
        worker = Text(order.workers, 7, top=True, grey=0.2)
        rows.append(press.signatures(pair(slip("result"), order.result, 2), pair(_WORKER, worker), stretch=2))
    return rows


def _materials(press: Press, order: _Order, blanks: int) -> list[Block]:
    names = (*(field("slips", name) for name in ("name", "size", "quantity", "price")), _AMOUNT)
    rows: list[Block] = [press.header_row(list(zip(names, _COLUMNS, strict=True)))]
    for line in order.materials:
        sums = (amount(line.quantity), money(line.price), money(line.quantity * line.price))
        texts = [Text(line.name), Text(line.size), *(Text(value, align="r") for value in sums)]
        rows.append(Row([Cell(text, share) for text, share in zip(texts, _COLUMNS, strict=True)]))
    if order.labour is None:
        for number in range(blanks):
            cells = [Cell(Text(""), share) for share in _COLUMNS]
            rows.append(Row(cells, stretch=0.15, spare=number > 0))
    return rows


def _money(press: Press, order: _Order) -> list[Block]:
    labour = materials = both = ""
    if order.labour is not None:
        spent = sum((line.quantity * line.price for line in order.materials), Decimal(0))
        labour, materials, both = money(order.labour), money(spent), money(order.labour + spent)
    return [
        press.row(
            press.pair(field("slips", "labour"), Text(labour, align="r")),
            press.pair(_MATERIALS, Text(materials, align="r")),
            press.pair(_TOTAL, Text(both, strong=True, align="r")),
        )
    ]


def _customer(press: Press, order: _Order) -> list[Block]:
    estate = press.options.estate
    phones = [phone(number) for number in (estate.phone, estate.complaint_line) if number]
    return [
        press.signatures(
            press.pair(_RECEIVER, order.received_by, width=SIGN_WIDE),
            press.pair(field("slips", "received_at"), press.moment(order.received)),
            press.pair(_PHONE, Text("\n".join(phones), strong=True)),
        ),
        press.prose(field("slips", "result"), order.result or order.failed, stretch=1),
        press.row(press.pair(field("slips", "opinion"), press.opinion(order.opinion)), least=7 * MM, stretch=0.3),
        press.signatures(press.pair(_RESIDENT, "", 1.2), press.pair(_DATE, press.day())),
    ]


def draw(slip: SlipDetail | None, options: PrintOptions) -> bytes:
    """The three copies of one slip, or of a blank one, on the paper of ``options``."""
    press = Press(options, title=slip.number if slip else term("form.dispatch_order").zh)
    order = _Order() if slip is None else _order(slip, press.speech)
    blanks = 3 if options.paper == "a4x3" else 5
    copies = [pages.Copy(_head(press, order, copy), partial(_rows, press, order, copy, blanks)) for copy in Copy]
    _template(press, copies)
    return press.document.finish()


def _template(press: Press, copies: Sequence[pages.Copy]) -> None:
    if press.options.paper == "a4x3":
        pages.thirds(press, copies)
    else:
        pages.single(press, copies, pages.A5_LANDSCAPE, 12 * MM)


FORM = Form(
    code="dispatch_order",
    register="slips",
    source="slips.detail",
    counted="slips.print",
    follows=True,
    papers=("a4x3", "a5x3"),
    draw=draw,
)
