"""The key loans of a day or a month as a list on A4, to be signed line by line [001·1·4.5.4.2] (``KEY-2``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from deskapp.domain.loan_list import LoanEntry, LoanList
from deskapp.domain.loans import State
from deskapp.domain.paper import PrintOptions
from deskapp.paper.cells import SIGN_HIGH, SIGN_WIDE, Caption, Cell, Row, Text
from deskapp.paper.forms import Form
from deskapp.paper.kit import Head, Press
from deskapp.paper.listing import A4_LANDSCAPE, listing
from deskapp.paper.sheet import MM
from deskapp.paper.speech import Label, field, money, phone, term

_BORROWER = Label("借用人、单位、电话、证件", "Borrower, company, phone, document")
_DEPOSIT = Label("押金、收据号、袋号", "Deposit, receipt, envelope")
_LENT_SIGN, _BACK_SIGN = Label("借出签名", "Signs, lending"), Label("归还签名", "Signs, return")
_RETURNED = Label("归还", "Returned")
_SUMS = Label("合计（{n} 笔，作废不计）", "In all ({n}, voided ones left out)")
_NONE = Label("本期没有钥匙借用。", "No keys were lent in this period.")
_COUNTED, _CHECKED = Label("统计人", "Counted by"), Label("审核", "Checked by")
_ENVELOPE = Label("{n} 号袋", "Envelope {n}")
_SHARES = (1.3, 1.0, 1.3, 2.3, 1.5, 1.0, 1.5, 1.1)
_SIZE = 7.4
#: Lines to write on, on a blank list.
_EMPTY_LINES = 17

_loan = partial(field, "loans")


def _row_of(cells: Sequence[Cell], least: float) -> Row:
    """The row with its columns' widths: the last two are to sign in."""
    for cell, share in zip(cells, _SHARES, strict=False):
        cell.share = share
    for cell in cells[len(_SHARES) :]:
        cell.width = SIGN_WIDE
    return Row(cells, least=least)


def _header(press: Press) -> Row:
    heads = (
        _loan("number"), _loan("lent_at"), _loan("keys"), _BORROWER, _loan("purpose"), _loan("due_at"), _DEPOSIT,
        _RETURNED, _LENT_SIGN, _BACK_SIGN,
    )  # fmt: skip
    return _row_of([Cell(Caption(label, press.speech), shaded=True) for label in heads], 4.2 * MM)


def _row(press: Press, loan: LoanEntry) -> Row:
    """One loan; long words wrap in their cell."""
    speech = press.speech
    document = ""
    if loan.id_number_masked:
        document = f"{speech.word(f'directory.id_type.{loan.id_type}')} {loan.id_number_masked}"
    who = (f"{loan.borrower}  {loan.company}".strip(), phone(loan.phone), document)
    paid: tuple[str, ...] = ()
    if loan.deposit:
        paid = (money(loan.deposit), loan.receipt, speech.fill(_ENVELOPE, {"n": loan.envelope}))
    voided = loan.state is State.VOIDED
    back = loan.returned_at
    state = speech.word(f"loans.state.{loan.state}")
    texts = (
        Text(loan.number, _SIZE),
        Text(f"{loan.lent_at.astimezone():%m-%d %H:%M}", _SIZE),
        Text(loan.keys, _SIZE, strong=True),
        Text("\n".join(part for part in who if part), _SIZE),
        Text(loan.purpose, _SIZE),
        Text(f"{loan.return_by.astimezone():%m-%d %H:%M}", _SIZE),
        Text("\n".join(paid), _SIZE),
        Text(f"{back.astimezone():%m-%d %H:%M}" if back and not voided else f"{state}\n{loan.progress}", _SIZE,
             strong=voided),
        Text(""),
        Text(""),
    )  # fmt: skip
    return _row_of([Cell(text) for text in texts], SIGN_HIGH)


def _rows(press: Press, found: LoanList | None) -> Iterator[Row]:
    if found is None:
        for _ in range(_EMPTY_LINES):
            yield _row_of([Cell(Text("")) for _ in range(len(_SHARES) + 2)], SIGN_HIGH)
        return
    for loan in found.rows:
        yield _row(press, loan)
    if not found.rows:
        yield Row([Cell(Text(press.speech.say(_NONE), align="c"))], least=12 * MM)
        return
    counted = sum(loan.state is not State.VOIDED for loan in found.rows)
    cells = [
        Cell(Text(press.speech.fill(_SUMS, {"n": counted}), strong=True, align="r")),
        Cell(Text(money(found.deposits), strong=True, align="r"), width=40 * MM),
    ]
    yield Row(cells, least=7 * MM)
    yield press.signatures(press.pair(_COUNTED, ""), press.pair(_CHECKED, ""))


def draw(found: LoanList | None, options: PrintOptions) -> bytes:
    """The list of a period, or a blank one to go on with by hand."""
    title = term("form.key_loan_list")
    press = Press(options, title=f"{title.zh} {found.number}" if found else title.zh)
    head = Head(title=title, number=found.number if found else "")
    listing(press, head, partial(_header, press), list(_rows(press, found)), A4_LANDSCAPE, 10 * MM)
    return press.document.finish()


FORM = Form(code="key_loan_list", register="loans", source="loans.period", papers=("a4",), draw=draw, period=True)
