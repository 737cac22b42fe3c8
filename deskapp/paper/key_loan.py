"""The key loan form 钥匙借用登记表, a copy for the office, one for the borrower [001·1·4.5.4] (``KEY-2``).

Sets that are still out have a line to sign on when they come back (``KEY-4``); a later time is written on the same form
(``KEY-10``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from deskapp.domain.loans import Deposit, Kind, LineState, LoanDetail, LoanLine, State
from deskapp.domain.paper import PrintOptions
from deskapp.domain.specials import Tender
from deskapp.paper import pages
from deskapp.paper.cells import SIGN_HIGH, SIGN_WIDE, Block, Cell, Row, Text, Ticks
from deskapp.paper.forms import Form
from deskapp.paper.key_words import document, sum_of
from deskapp.paper.kit import Head, Press, state_mark
from deskapp.paper.lists import listed
from deskapp.paper.sheet import MM
from deskapp.paper.speech import Label, field, phone, term

_COPIES = (Label("客服中心留存联", "Office copy"), Label("借用人联", "Borrower's copy"))
_ORDINALS = (Label("第一联", "Copy 1"), Label("第二联", "Copy 2"))
_NUMBER, _COUNT = Label("序", "No."), Label("把数", "Keys")
_SIGNED_BACK = Label("收回人签名", "Taken back by (sign)")
_DOCUMENT = Label("证件", "ID document")
_SUM = Label("合计", "In all")
_TOTAL = Label("{sets} 串 {keys} 把", "{sets} sets, {keys} keys")
_LENT_SIGN = Label("借出签名", "Borrower signs (lending)")
_BACK_SIGN = Label("归还签名", "Borrower signs (return)")
_OFFICE_SIGN = Label("经办人签名", "Office signs")
_EXTENDED = Label("（续借 {n} 次）", "(extended {n}×)")
_LATER = Label("续借至", "Extended to")
_SETTLED = Label("押金结清", "Deposit settled")
_REMARKS = Label("归还备注", "Remarks on return")
_OTHER_TIME = Label("补登记原因", "Recorded later because")
_SMALL = 8.0
_ROW = 6.4 * MM
#: Lines to write on, on a blank form: those that do not fit are left out.
_BLANK_ROWS = {"a5": 4, "a4": 18}
_MARGIN = 12 * MM

_loan = partial(field, "loans")
#: Columns with their widths; the door takes the rest.
_COLUMNS = (
    (_NUMBER, 9 * MM), (_loan("hook"), 19 * MM), (_loan("place"), 0.0), (_COUNT, 14 * MM),
    (_loan("back_at"), SIGN_WIDE), (_SIGNED_BACK, SIGN_WIDE),
)  # fmt: skip


def _cells(texts: Sequence[Text]) -> list[Cell]:
    return [Cell(content, width=width) for content, (_, width) in zip(texts, _COLUMNS, strict=True)]


def _line(press: Press, number: int, line: LoanLine) -> Row:
    """One set: when it came back and who took it, room to sign while it is out, or that it is lost."""
    out = line.state is LineState.OUT
    if line.state is LineState.LOST:
        back = Text(press.speech.word("loans.line_state.lost"), strong=True)
    else:
        back = press.moment("", size=_SMALL) if out else Text(press.speech.clock(line.back_at), _SMALL)
    texts = (
        Text(str(number), align="c"),
        Text(line.hook or line.number, 10 if line.hook else _SMALL, strong=True),
        Text(line.place, _SMALL),
        Text(str(line.keys), align="r"),
        back,
        Text(line.taker),
    )
    return Row(_cells(texts), least=SIGN_HIGH if out else _ROW)


def _lines(press: Press, loan: LoanDetail) -> list[Block]:
    return [_line(press, number, line) for number, line in enumerate(loan.lines, 1)]


def _first(press: Press, loan: LoanDetail) -> Iterator[Block]:
    """Who borrows, what for, until when."""
    pair, speech = press.pair, press.speech
    yield press.row(
        pair(_loan("borrower"), Text(loan.borrower, 11, strong=True)),
        pair(_loan("company"), loan.company),
        pair(_loan("phone"), phone(loan.phone)),
    )
    yield press.row(
        pair(_loan("kind"), speech.word(f"loans.kind.{loan.kind}")),
        pair(_DOCUMENT, document(speech, loan)),
        pair(_loan("slip"), loan.slip),
    )
    later = f" {speech.fill(_EXTENDED, {'n': loan.extensions})}" if loan.extensions else ""
    yield press.row(
        pair(_loan("lent_at"), speech.clock(loan.lent_at)),
        pair(_loan("due_at"), Text(f"{speech.clock(loan.return_by)}{later}", 10, strong=True)),
    )
    yield press.prose(_loan("purpose"), loan.purpose, least_lines=1)


def _last(press: Press, loan: LoanDetail) -> Iterator[Block]:
    """How many in all, what became of the deposit, what is to be noted, who signs.

    Long words stand here: they go on to another page.
    """
    keys = sum(line.keys for line in loan.lines)
    said = press.speech.fill(_TOTAL, {"sets": len(loan.lines), "keys": keys})
    yield press.row(press.pair(_SUM, said, strong=True))
    if loan.happened_reason:
        yield press.prose(_OTHER_TIME, loan.happened_reason, least_lines=1)
    if loan.void_reason:
        yield press.voided(loan.void_reason)
    yield from _deposit(press, loan)
    remarks = "\n".join(_remarks(press, loan))
    if remarks:
        yield press.prose(_REMARKS, remarks, least_lines=1)
    if loan.note:
        yield press.prose(_loan("note"), loan.note, least_lines=1)
    yield from _signatures(press, loan.recorder)


def _deposit(press: Press, loan: LoanDetail) -> Iterator[Block]:
    pair, speech = press.pair, press.speech
    if loan.deposit_state is Deposit.NONE:
        if loan.kind is Kind.OUTSIDE:
            yield press.row(pair(_loan("deposit"), speech.word("loans.deposit.none")))
    else:
        paid = f"{sum_of(loan)}  {speech.word(f'specials.method.{loan.method}')}"
        yield press.row(
            pair(_loan("deposit"), paid, 1.4, strong=True),
            pair(_loan("envelope"), Text(str(loan.envelope), 11, strong=True), 0.6),
            pair(_loan("receipt"), loan.receipt),
        )
    if loan.deposit_reason:
        yield press.prose(_loan("deposit_reason"), loan.deposit_reason, least_lines=1)
    if loan.deposit_state in {Deposit.REFUNDED, Deposit.KEPT}:
        parts = (
            speech.word(f"loans.deposit.{loan.deposit_state}"), speech.clock(loan.settled_at), loan.settled_by,
            loan.kept_reason,
        )  # fmt: skip
        yield press.prose(_SETTLED, "  ".join(part for part in parts if part), least_lines=1)


def _remarks(press: Press, loan: LoanDetail) -> Iterator[str]:
    """What was noted of sets that came back or are lost; what is said of several stands once."""
    said: dict[str, list[str]] = {}
    for line in loan.lines:
        parts = [press.speech.word("loans.line_state.lost")] if line.state is LineState.LOST else []
        parts += [press.speech.word(f"loans.remedy.{line.remedy}")] if line.remedy else []
        note = "  ".join(part for part in (*parts, line.note) if part)
        if note:
            said.setdefault(note, []).append(line.hook or line.number)
    for note, hooks in said.items():
        yield f"{' '.join(hooks)}  {note}"


def _signatures(press: Press, recorder: str) -> Iterator[Block]:
    """The borrower signs at lending and at returning; a later time is written between."""
    pair = press.pair
    by = Text(recorder, 7, top=True, grey=0.2)
    yield press.signatures(pair(_LENT_SIGN, ""), pair(_OFFICE_SIGN, by))
    yield press.signatures(pair(_LATER, press.moment("")), pair(_OFFICE_SIGN, ""))
    yield press.signatures(pair(_BACK_SIGN, ""), pair(_loan("back_at"), press.moment("")))


def _blank_first(press: Press) -> list[Block]:
    pair = press.pair
    kinds = [press.speech.word(f"loans.kind.{kind}") for kind in Kind]
    return [
        press.row(pair(_loan("borrower"), ""), pair(_loan("company"), ""), pair(_loan("phone"), ""), least=7 * MM),
        press.row(pair(_loan("kind"), Ticks(kinds), 1.2), pair(_DOCUMENT, "", 1.6), pair(_loan("slip"), "", 0.8),
                  least=7 * MM),
        press.row(pair(_loan("lent_at"), press.moment("")), pair(_loan("due_at"), press.moment("")), least=7 * MM),
        press.prose(_loan("purpose"), "", least_lines=2),
    ]  # fmt: skip


def _blank_last(press: Press) -> list[Block]:
    pair = press.pair
    tenders = [press.speech.word(f"specials.method.{way}") for way in Tender]
    return [
        press.row(pair(_loan("deposit"), ""), pair(_loan("envelope"), ""), pair(_loan("receipt"), ""), least=7 * MM),
        press.row(pair(_loan("method"), Ticks(tenders)), least=6 * MM),
        *_signatures(press, ""),
    ]


def _blank_lines(paper: str) -> list[Block]:
    empty = [Text("")] * len(_COLUMNS)
    return [Row(_cells(empty), least=SIGN_HIGH, spare=at > 0) for at in range(_BLANK_ROWS[paper[:2]])]


def draw(loan: LoanDetail | None, options: PrintOptions) -> bytes:
    """One loan, or a blank form, in one copy or in the two that belong to it."""
    title = term("form.key_loan")
    press = Press(options, title=loan.number if loan else title.zh)
    number, both = loan.number if loan else "", options.paper.endswith("x2")
    for at, name in enumerate(_COPIES[: 2 if both else 1]):
        head = Head(
            title=title,
            number=number,
            code=f"{number}/{at + 1}" if number else "",
            copy=press.speech.say(name) if both else "",
            copy_note=press.speech.say(_ORDINALS[at]) if both else "",
            marks=press.reprint_marks(),
            watermark=state_mark(loan is not None and loan.state is State.VOIDED, False),
        )
        first = list(_first(press, loan)) if loan is not None else _blank_first(press)
        rows = _lines(press, loan) if loan is not None else _blank_lines(options.paper)
        last = list(_last(press, loan)) if loan is not None else _blank_last(press)
        size = pages.A4 if options.paper.startswith("a4") else pages.A5_LANDSCAPE
        listed(press, head, first, press.header_of_widths(_COLUMNS), rows, last, size=size, margin=_MARGIN)
    return press.document.finish()


FORM = Form(
    code="key_loan",
    register="loans",
    source="loans.detail",
    papers=("a5x2", "a5", "a4x2", "a4"),
    draw=draw,
    follows=True,
)
