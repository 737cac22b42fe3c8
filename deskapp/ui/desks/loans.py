"""The key loans' desk: who has which keys until when, taken back one by one or in a run, the deposit given back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from deskapp.domain import loans
from deskapp.domain.loans import AmendDraft, Deposit, LineState, LoanDetail, LoanDraft, LoanRow, SetPick, State
from deskapp.ui import format as fmt
from deskapp.ui.common import loan_papers
from deskapp.ui.common.keys_out import ENVELOPES_KEY, HOLDINGS_KEY, EnvelopesList, HoldingsList, LoanList
from deskapp.ui.common.loan_facts import clock, facts, subtitle, title
from deskapp.ui.common.loan_help import ExtendHelp, LoanHelp, OutSetsHelp, RefundHelp
from deskapp.ui.common.parts import keyed
from deskapp.ui.common.period_menu import PeriodMenu, list_key
from deskapp.ui.common.printing import form_of
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.common.register_spec import Cell, Column, DeskKey, Mark, RegisterSpec, Shape
from deskapp.ui.common.scan_back import ScanBack
from deskapp.ui.common.shown_document import document_key
from deskapp.ui.spec import DeskSpec

if TYPE_CHECKING:
    from deskapp.ui.context import Context

_MARKS = {
    State.OUT: Mark(Shape.RING, "info"),
    State.PART: Mark(Shape.HALF, "info"),
    State.BACK: Mark(Shape.ARROW, "soon"),
    State.CLOSED: Mark(Shape.CHECK, "muted"),
    State.VOIDED: Mark(Shape.CROSS, "muted"),
}


def mark(row: LoanRow | LoanDetail) -> Mark:
    """How a loan's state is drawn; what is late stands out by shape and colour (``KEY-3``)."""
    due = row.due if isinstance(row, LoanRow) else row.due_at
    late = row.state in loans.AWAY and due is not None and due <= fmt.now()
    return Mark(Shape.BANG, "late") if late else _MARKS[row.state]


def start(_context: Context, verb: str, detail: LoanDetail | None) -> Mapping[str, Any]:
    """What a step's form begins with: all sets that are still out, what is known already."""
    if detail is None:
        return {}
    match verb:
        case "take_back":
            return {"sets": still_out(detail)}
        case "lose":
            return {"sets": still_out(detail) if detail.out == 1 else ()}
        case "refund":
            return {"method": detail.method}
        case "amend":
            return {field.name: getattr(detail, field.name) for field in fields(AmendDraft)}
        case _:
            return {}


def still_out(detail: LoanDetail) -> tuple[SetPick, ...]:
    """The sets of a loan that are not back, by hook."""
    return tuple(SetPick(key=line.hook or line.number) for line in detail.lines if line.state is LineState.OUT)


def offers(detail: LoanDetail, verb: str) -> bool:
    """Only a deposit that is held is given back or kept."""
    return verb not in {"refund", "keep_deposit"} or detail.deposit_state is Deposit.HELD


def _sets_said(context: Context, row: LoanRow) -> str:
    """The hooks, and how many are back of a loan that is partly back."""
    return f"{row.keys}  {row.progress}" if row.state is State.PART else row.keys


def _who_said(_context: Context, row: LoanRow) -> str:
    return " ".join(part for part in (row.borrower, row.company) if part)


def _phone_said(_context: Context, row: LoanRow) -> str:
    return fmt.phone(row.phone)


def _deposit_said(context: Context, row: LoanRow) -> str:
    """The sum with the envelope it lies in."""
    if row.deposit is None or row.envelope is None:
        return fmt.money(row.deposit) if row.deposit else ""
    words = QCoreApplication.translate("LoansDesk", "{sum} · no. {envelope}")
    return words.format(sum=fmt.money(row.deposit), envelope=row.envelope)


def _extend_text() -> str:
    return QCoreApplication.translate("LoansDesk", "A later time to bring them back")


def _lose_text() -> str:
    return QCoreApplication.translate("LoansDesk", "A set is lost")


def _run_text() -> str:
    return QCoreApplication.translate("LoansDesk", "Take keys back, one scan after another")


def _holdings_text() -> str:
    return QCoreApplication.translate("LoansDesk", "Who holds what")


def _envelopes_text() -> str:
    return QCoreApplication.translate("LoansDesk", "Deposits in their envelopes")


def _keys_title() -> str:
    return QCoreApplication.translate("LoansDesk", "Hooks")


def _new_title() -> str:
    return QCoreApplication.translate("LoanHelp", "New loan")


def _empty(chip: str) -> tuple[str, str]:
    start_here = QCoreApplication.translate(
        "LoansDesk", "F2 lends keys: hooks or units, who borrows, until when; deposits lie in numbered envelopes."
    )
    if chip == "overdue":
        return QCoreApplication.translate("LoansDesk", "No key is late"), start_here
    if chip == "deposits":
        return QCoreApplication.translate("LoansDesk", "No deposit is held"), start_here
    if chip in {"out", "today"}:
        return QCoreApplication.translate("LoansDesk", "No key is out"), start_here
    return QCoreApplication.translate("LoansDesk", "No loans here"), start_here


def _step(verb: str, desk: RegisterDesk) -> None:
    """A key of a step works where its loan is seen."""
    if isinstance(desk, LoansDesk) and desk.page is None and desk.pane.form is None:
        desk.steps.take(verb)


def _run(desk: RegisterDesk) -> None:
    if isinstance(desk, LoansDesk):
        desk.open_page(ScanBack)


def _holdings(desk: RegisterDesk) -> None:
    if isinstance(desk, LoansDesk):
        desk.open_page(HoldingsList)


def _envelopes(desk: RegisterDesk) -> None:
    if isinstance(desk, LoansDesk):
        desk.open_page(EnvelopesList)


def _receipt(desk: RegisterDesk) -> None:
    detail = desk.pane.detail
    if not isinstance(desk, LoansDesk) or desk.page is not None or desk.preview is not None:
        return
    if detail is not None and detail.receipt:
        desk.show_paper(detail.id, loan_papers.RECEIPT)


SPEC = RegisterSpec(
    register=loans.REGISTER,
    lifecycle=loans.LIFECYCLE,
    chips=loans.CHIPS,
    columns=(
        Column(name="state", cell=Cell.STATE, width=1.2),
        Column(name="number", cell=Cell.NUMBER, width=7.6, sort="id", rank=7),
        Column(name="at", cell=Cell.MOMENT, width=6, sort="at", rank=6),
        Column(name="keys", heading=_keys_title, width=6, says=_sets_said),
        Column(name="unit", width=5, sort="unit", rank=3),
        Column(name="borrower", width=6, says=_who_said),
        Column(name="phone", width=6.6, rank=1, says=_phone_said),
        Column(name="purpose", rank=0),
        Column(name="due", cell=Cell.CLOCK, width=6.8, sort="due"),
        Column(name="deposit", width=6, rank=4, says=_deposit_said),
        Column(name="handler", width=4, rank=8),
    ),
    mark=mark,
    new_verb="lend",
    new_draft=LoanDraft,
    new_title=_new_title,
    title=title,
    subtitle=subtitle,
    facts=facts,
    clock=clock,
    empty=_empty,
    start=start,
    assists={
        "lend": LoanHelp,
        "take_back": OutSetsHelp,
        "lose": OutSetsHelp,
        "extend": ExtendHelp,
        "refund": RefundHelp,
    },
    beside=("extend",),
    fits=offers,
    keys=(
        DeskKey(key="Ctrl+E", title=_extend_text, act=partial(_step, "extend"), verb="extend"),
        DeskKey(key="Ctrl+D", title=_lose_text, act=partial(_step, "lose"), verb="lose"),
        DeskKey(key="Ctrl+B", title=_run_text, act=_run),
        DeskKey(key=HOLDINGS_KEY, title=_holdings_text, act=_holdings),
        DeskKey(key=ENVELOPES_KEY, title=_envelopes_text, act=_envelopes),
        document_key("borrower"),
        DeskKey(key="Ctrl+R", title=loan_papers.receipt_text, act=_receipt, button=loan_papers.receipt_button),
        list_key(),
    ),
    done=loan_papers.at_once_after,
    paper=loan_papers.FORM,
    chip_sorts={"overdue": "due", "today": "due"},
)


class LoansDesk(RegisterDesk):
    """The key loans; the run of returns and the lists of what is out stand over the desk until Esc."""

    def __init__(self, context: Context) -> None:
        self.page: ScanBack | LoanList | None = None
        self._of_the_counter: list[QPushButton] = []
        super().__init__(context, SPEC)
        row = self.top.layout()
        assert isinstance(row, QHBoxLayout)
        for key, text, act in (
            ("Ctrl+B", QCoreApplication.translate("LoansDesk", "Scan back"), self._open_run),
            (HOLDINGS_KEY, _holdings_text(), self._open_holdings),
        ):
            made = keyed(text, key)
            made.clicked.connect(act)
            row.insertWidget(row.count() - 1, made, 0, Qt.AlignmentFlag.AlignTop)
            made.setVisible(self.steps.may("take_back"))
            self._of_the_counter.append(made)
        self.lists = PeriodMenu(self, loan_papers.LIST, attrgetter("lent_at"))
        self.lists.button.setVisible(self.steps.may("take_back"))
        self._of_the_counter.append(self.lists.button)

    def _load(self, *, restore: bool = False) -> None:
        for made in self._of_the_counter:
            made.setVisible(self.steps.may("take_back"))
        super()._load(restore=restore)

    def handle(self, wish: str, argument: str) -> None:
        """``keys:A007 A008``: a loan with these sets; ``page:run``, ``page:holdings``, ``page:envelopes``.

        ``for_slip:PG-202611-0001 A007``: a loan for a slip, with its unit's sets (``DSP-8``).
        """
        if wish in {"keys", "for_slip"}:
            self.close_pages()
            self.steps.leave()
            slip, _, keys = argument.partition(" ") if wish == "for_slip" else ("", "", argument)
            form = self.steps.begin_new({"sets": tuple(SetPick(key=key) for key in keys.split())})
            if slip:
                form.fill({"slip": slip})
        elif wish == "page":
            {"run": _run, "holdings": _holdings, "envelopes": _envelopes}[argument](self)

    # What stands over the desk

    def clear_away(self) -> None:
        """Who holds what is not shown to whoever sits down next."""
        self.close_pages()
        super().clear_away()

    def open_page(self, kind: type[ScanBack] | type[HoldingsList] | type[EnvelopesList]) -> None:
        """Put a page over the desk; one of its kind that is there already takes the keys."""
        if self.preview is not None or not self.steps.may("take_back"):
            return
        if isinstance(self.page, kind):
            self.page.begin()
            return
        self.close_pages()
        page = self.page = kind(self.context)
        page.left.connect(self.close_pages)
        if isinstance(page, LoanList):
            page.turned.connect(self._turn_list)
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        page.begin()

    def close_pages(self) -> None:
        """Back to the desk."""
        self.close_preview()
        if self.page is None:
            return
        page, self.page = self.page, None
        self.pages.back_from(page)

    def _open_run(self, _on: bool = False) -> None:
        _run(self)

    def _open_holdings(self, _on: bool = False) -> None:
        _holdings(self)

    def _turn_list(self) -> None:
        """From who holds what to the envelopes, and back."""
        (_envelopes if isinstance(self.page, HoldingsList) else _holdings)(self)

    def _give_keys(self) -> None:
        """A page that stands over the desk has the keys, also when the desk is come back to."""
        if self.page is not None and self.preview is None:
            self.page.line.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super()._give_keys()

    def new_entry(self) -> None:
        """F2: a new loan."""
        self.close_pages()
        super().new_entry()

    def show_entry(self, entry_id: int) -> None:
        """Bring one loan to the front."""
        self.close_pages()
        super().show_entry(entry_id)

    def show_chip(self, chip: str) -> None:
        """Show a chip."""
        self.close_pages()
        super().show_chip(chip)

    def escape(self) -> None:
        """Esc: first what stands over the desk goes."""
        if self.page is not None and self.preview is None:
            self.close_pages()
        else:
            super().escape()

    def save(self) -> None:
        """Ctrl+S belongs to the desk below."""
        if self.page is None:
            super().save()

    def next_step(self) -> None:
        """Ctrl+Enter belongs to the desk below."""
        if self.page is None:
            super().next_step()

    def steps_menu(self) -> None:
        """Ctrl+M belongs to the desk below."""
        if self.page is None:
            super().steps_menu()

    def print_entry(self) -> None:
        """Ctrl+P: the loan form of the loan in front."""
        if self.page is None:
            super().print_entry()

    def show_paper(self, entry_id: int, code: str = "") -> None:
        """Preview the loan form, the receipt, or the list of a period."""
        if form_of(self.context, code or loan_papers.FORM) is not None:
            self.close_pages()
            super().show_paper(entry_id, code)


DESK = DeskSpec(
    code="loans",
    order=18,
    title="register.loans",
    icon="mdi6.key-arrow-right",
    build=LoansDesk,
    registers=("loans",),
)
