"""The receipt for a deposit 押金收据 in triplicate on one A4: stub, borrower's copy, envelope's copy (``KEY-9``)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from deskapp.domain.loans import Deposit, LoanDetail, State
from deskapp.domain.paper import PrintOptions
from deskapp.domain.specials import Tender
from deskapp.errors import DeskError
from deskapp.paper import pages
from deskapp.paper.cells import Block, Text, Ticks
from deskapp.paper.forms import Form
from deskapp.paper.key_words import document, sum_of
from deskapp.paper.kit import Head, Press, state_mark
from deskapp.paper.rmb import capital
from deskapp.paper.sheet import MM
from deskapp.paper.speech import Label, field, phone, term

_COPIES = (Label("存根联", "Stub"), Label("客户联", "Borrower's copy"), Label("信封联", "Envelope's copy"))
_ORDINALS = (Label("第一联", "Copy 1"), Label("第二联", "Copy 2"), Label("第三联", "Copy 3"))
_DOCUMENT = Label("证件", "ID document")
_LOAN = Label("借用单号", "Loan")
_CAPITAL = Label("金额大写", "In words")
_RECEIVED_BY = Label("收款人签名", "Received by (sign)")
_PAYER = Label("交款人签名", "Payer signs")
_DATE = Label("收款日期", "Date")
_TERMS = Label("说明", "Terms")
_STATEMENT = Label("凭此收据退还押金。", "The deposit is given back against this receipt.")
_REFUNDED = Label("退还时间", "Given back at")
_REFUND_SIGN = Label("领款人签名", "Refund received (sign)")
_KEPT = Label("押金已扣", "Deposit kept")

_loan = partial(field, "loans")


def _rows(press: Press, loan: LoanDetail | None) -> list[Block]:
    return list(_blank(press) if loan is None else _filled(press, loan))


def _filled(press: Press, loan: LoanDetail) -> Iterator[Block]:
    pair, speech = press.pair, press.speech
    yield press.row(
        pair(_loan("borrower"), Text(loan.borrower, 10, strong=True)),
        pair(_DOCUMENT, document(speech, loan), 1.5),
        pair(_loan("phone"), phone(loan.phone)),
    )
    yield press.row(
        pair(_LOAN, loan.number),
        pair(_loan("method"), speech.word(f"specials.method.{loan.method}")),
        pair(_DATE, speech.clock(loan.recorded_at), 1.3),
    )
    yield press.row(
        pair(_CAPITAL, Text(capital(loan.deposit), 11, strong=True), 2),
        pair(_loan("deposit"), Text(sum_of(loan), 12, strong=True, align="r")),
        pair(_loan("envelope"), Text(str(loan.envelope), 20, strong=True, align="c"), 0.7),
        least=10 * MM,
    )
    if loan.void_reason:
        yield press.voided(loan.void_reason)
    yield press.prose(_TERMS, speech.say(_STATEMENT), least_lines=1, strong=True)
    yield press.signatures(
        pair(_RECEIVED_BY, Text(loan.recorder, 7, top=True, grey=0.2)), pair(_PAYER, ""),
    )  # fmt: skip
    yield from _settled(press, loan)


def _settled(press: Press, loan: LoanDetail) -> Iterator[Block]:
    """Given back when, against whose signature; or kept, and why (``KEY-4``)."""
    pair, speech = press.pair, press.speech
    if loan.deposit_state is Deposit.KEPT:
        said = "  ".join((speech.clock(loan.settled_at), loan.settled_by, loan.kept_reason))
        yield press.prose(_KEPT, said, least_lines=1)
        return
    by = Text(loan.settled_by, 7, top=True, grey=0.2)
    yield press.signatures(pair(_REFUNDED, press.moment(speech.clock(loan.settled_at))), pair(_REFUND_SIGN, by))


def _blank(press: Press) -> Iterator[Block]:
    pair = press.pair
    tenders = [press.speech.word(f"specials.method.{way}") for way in Tender]
    yield press.row(pair(_loan("borrower"), ""), pair(_DOCUMENT, "", 1.5), pair(_loan("phone"), ""), least=7 * MM)
    yield press.row(pair(_LOAN, ""), pair(_loan("receipt"), ""), pair(_DATE, press.moment(""), 1.3), least=7 * MM)
    yield press.row(
        pair(_CAPITAL, "", 2), pair(_loan("deposit"), ""), pair(_loan("envelope"), "", 0.7), least=9 * MM
    )  # fmt: skip
    yield press.row(pair(_loan("method"), Ticks(tenders)), least=6 * MM)
    yield press.prose(_TERMS, press.speech.say(_STATEMENT), least_lines=1, strong=True)
    yield press.signatures(pair(_RECEIVED_BY, ""), pair(_PAYER, ""))
    yield press.signatures(pair(_REFUNDED, press.moment("")), pair(_REFUND_SIGN, ""))


def draw(loan: LoanDetail | None, options: PrintOptions) -> bytes:
    """The three copies of one deposit's receipt, or of a blank one.

    Raises:
        DeskError: ``no_deposit`` for a loan without one.
    """
    if loan is not None and not loan.receipt:
        raise DeskError("no_deposit", number=loan.number)
    title = term("form.deposit_receipt")
    press = Press(options, title=loan.receipt if loan else title.zh)
    copies = [
        pages.Copy(
            Head(
                title=title,
                number=loan.receipt if loan else "",
                code=f"{loan.receipt}/{at}" if loan else "",
                copy=press.speech.say(name),
                copy_note=press.speech.say(ordinal),
                marks=press.reprint_marks(),
                watermark=state_mark(loan is not None and loan.state is State.VOIDED, False),
            ),
            partial(_rows, press, loan),
        )
        for at, (name, ordinal) in enumerate(zip(_COPIES, _ORDINALS, strict=True), 1)
    ]
    pages.thirds(press, copies)
    return press.document.finish()


FORM = Form(
    code="deposit_receipt",
    register="loans",
    source="loans.detail",
    papers=("a4x3",),
    draw=draw,
    follows=True,
)
