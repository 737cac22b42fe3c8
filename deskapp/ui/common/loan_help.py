"""What the forms of a key loan know: whom each set means, who borrows, until when, which deposit in which envelope.

The key cabinet's wall and the loans' desk open the very same form: ``loan_start`` and ``loan_plan``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QCoreApplication, QObject

from deskapp.domain import keys
from deskapp.domain.directory import IdType
from deskapp.domain.loans import REGISTER, Borrower, Kind, LoanDraft, SetPick, Terms
from deskapp.ui import format as fmt
from deskapp.ui.common.editors import FlagEditor, LineEditor
from deskapp.ui.common.form import FormPlan
from deskapp.ui.common.loan_borrower import BorrowerLookup
from deskapp.ui.common.loan_sets import SetsHelp
from deskapp.ui.common.parts import while_alive
from deskapp.ui.common.why import sentence

if TYPE_CHECKING:
    from deskapp.domain.loans import LoanDetail
    from deskapp.errors import DeskError
    from deskapp.ui.common.form import Form
    from deskapp.ui.context import Context

_SLIP, _RECEIPT = "PG-", "SK-"
#: What is asked of somebody from outside only (``KEY-2``).
_OUTSIDE = frozenset({"company", "phone", "id_type", "id_number", "deposit", "deposit_reason", "method", "envelope"})


def loan_start(keys: Sequence[str], slip: str = "") -> LoanDraft:
    """A loan that begins with these sets: hooks, numbers or units."""
    return LoanDraft(sets=tuple(SetPick(key=key) for key in keys), slip=slip)


def loan_plan(context: Context, start: LoanDraft) -> FormPlan:
    """The form of a new loan, wherever it is opened."""
    return FormPlan(
        register=REGISTER,
        verb="lend",
        draft=LoanDraft,
        title=QCoreApplication.translate("LoanHelp", "New loan"),
        save_text=context.word("loans.step.lend"),
        start={field.name: getattr(start, field.name) for field in fields(start)},
        assist=LoanHelp,
    )


class LoanHelp(QObject):
    """A new loan: fills in who is known, says the terms, asks what applies (``KEY-2``, ``KEY-9``)."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self.form = form
        self.terms: Terms | None = None
        self.sets = SetsHelp(form, keys.State.IN)
        self.who = BorrowerLookup(form.context, cast(LineEditor, form.editors["borrower"]))
        form.rows.pop("staff_id").hide()  # it follows from the borrower
        form.said_at["staff_id"] = "borrower"
        form.scans = self._scanned
        form.plan = replace(form.plan, hides=self.hides)
        form.edited.connect(self._edited)
        form.refused.connect(self._refused)
        self.sets.known.connect(self._sets_known)
        self.who.picked.connect(self._picked)
        self.who.stranger.connect(self._stranger)
        self._document()
        self._ask_terms()

    def _edited(self, name: str) -> None:
        if name == "borrower":
            self.form.editors["staff_id"].set_value(None)  # another name is another person
            self.form.rows["borrower"].explain("")
        if name in {"kind", "sets"}:
            self._other_kind()

    def _refused(self, _row: object) -> None:
        """Somebody else may have had a set meanwhile."""
        self.sets.forget()

    def _scanned(self, code: str) -> bool:
        """A key's label adds its set, a slip's paper is the slip it is for (``ALL-11``)."""
        if code.startswith(_SLIP):
            self.form.fill({"slip": code.partition("/")[0]})
            return True
        return self.sets.take_scan(code)

    # Who

    def _picked(self, who: Borrower) -> None:
        """What is known of the borrower need not be typed again."""
        values: dict[str, Any] = {"borrower": who.name, "staff_id": who.staff_id}
        if who.staff_id is not None:
            values["kind"] = Kind.STAFF
        else:
            values |= {"kind": Kind.OUTSIDE, "company": who.company, "phone": who.phone}
            values |= {"id_type": who.id_type, "id_number": who.id_number}
        if who.purpose and not self.form.values()["purpose"]:
            values["purpose"] = who.purpose
        self.form.fill(values)
        self.form.rows["borrower"].explain(self._known_for(who))
        self._other_kind()

    def _known_for(self, who: Borrower) -> str:
        times = QCoreApplication.translate("LoanHelp", "Borrowed {count} time(s) before").format(count=who.loans)
        late = QCoreApplication.translate("LoanHelp", "{count} loan(s) overdue now").format(count=who.overdue)
        return " · ".join(part for part, on in ((times, who.loans), (late, who.overdue)) if on)

    def _stranger(self) -> None:
        """Nobody of the staff and nobody known: somebody from outside."""
        self.form.fill({"kind": Kind.OUTSIDE, "staff_id": None})
        new = QCoreApplication.translate("LoanHelp", "Somebody new: phone and document are needed")
        self.form.rows["borrower"].explain(new)
        self._other_kind()

    def _other_kind(self) -> None:
        """Who borrows says which document, which terms, and whether a slip is meant."""
        values = self.form.values()
        if values["kind"] is Kind.STAFF and values["borrower"] and values["staff_id"] is None:
            whom = QCoreApplication.translate("LoanHelp", "Which of the staff? Type here and choose from the list")
            self.form.rows["borrower"].explain(whom)
        self._document()
        self._ask_terms()
        self._sets_known()

    def _document(self) -> None:
        """Most people show their identity card."""
        values = self.form.values()
        if values["kind"] is Kind.OUTSIDE and values["id_type"] is IdType.NONE:
            self.form.editors["id_type"].set_value(IdType.ID_CARD)

    # Terms

    def _ask_terms(self) -> None:
        values = self.form.values()
        then, refused = while_alive(self, self._say_terms), while_alive(self, self._no_terms)
        self.form.context.ask(
            "loans.terms", then, refused, owner=self, token="terms",
            kind=values["kind"] or Kind.STAFF, sets=max(1, len(self.sets.typed())),
        )  # fmt: skip

    def _say_terms(self, terms: Terms) -> None:
        """Until when and why, which deposit, which envelope (``KEY-9``, ``ALL-10``)."""
        self.terms = terms
        due = QCoreApplication.translate("LoanHelp", "Left empty: {time}. {why}")
        why = sentence(self.form.context, terms.due)
        self.form.rows["due_at"].explain(due.format(time=fmt.clock(terms.due.due), why=why))
        if self.form.values()["kind"] is Kind.OUTSIDE:
            sets = max(1, len(self.sets.typed()))
            said = QCoreApplication.translate("LoanHelp", "¥{each} × {count} set(s)")
            self.form.propose("deposit", terms.deposit, said.format(each=fmt.money(terms.deposit / sets), count=sets))
        envelope = QCoreApplication.translate("LoanHelp", "Left empty: envelope {number}")
        self.form.rows["envelope"].explain(envelope.format(number=terms.envelope) if terms.envelope else "")
        self.form.arrange()

    def _no_terms(self, _error: DeskError) -> None:
        """Terms that cannot be said now are set when it is saved."""
        self.terms = None

    def _sets_known(self) -> None:
        """A slip that asks for one of the keys is what staff take it for, unless they say otherwise (``DSP-8``)."""
        wanted = next((one for one in self.sets.sets() if one.wanted_by), None)
        said = ""
        if wanted is not None:
            words = QCoreApplication.translate("LoanHelp", "{number} asks for the key of {place}")
            said = words.format(number=wanted.wanted_by, place=wanted.place)
        staff = self.form.values()["kind"] is Kind.STAFF
        self.form.propose("slip", wanted.wanted_by if wanted is not None and staff else "", said)

    def hides(self, values: Mapping[str, Any]) -> Collection[str]:
        """Staff sign; others show a document and pay; a reason is asked where one is needed."""
        hidden = set() if values.get("kind") is Kind.OUTSIDE else set(_OUTSIDE)
        deposit = values.get("deposit")
        if self.terms is None or deposit is None or deposit == self.terms.deposit:
            hidden.add("deposit_reason")
        if deposit == Decimal(0):
            hidden |= {"method", "envelope"}
        if values.get("happened_at") is None:
            hidden.add("happened_reason")
        return hidden


class OutSetsHelp(QObject):
    """Sets that come back or are lost: each line says whom it means; happened earlier, with a reason."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self.form = form
        self.sets = SetsHelp(form, keys.State.OUT)
        form.plan = replace(form.plan, hides=self._hides)
        if form.plan.verb == "take_back":
            all_of_it = QCoreApplication.translate("LoanHelp", "Take out of the list what is still away")
            form.rows["sets"].explain(all_of_it)

    def _hides(self, values: Mapping[str, Any]) -> Collection[str]:
        return {"happened_reason"} if "happened_at" in values and values["happened_at"] is None else set()


class ExtendHelp(QObject):
    """Another time: the one agreed so far is said under it, and the new one is later (``KEY-10``)."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self.form = form
        known = while_alive(self, self._known)
        form.context.ask("loans.detail", known, owner=self, token="detail", id=form.plan.subject)

    def _known(self, detail: LoanDetail) -> None:
        so_far = QCoreApplication.translate("LoanHelp", "Agreed so far: {time}")
        self.form.rows["due_at"].explain(so_far.format(time=fmt.due(detail.return_by)))


class RefundHelp(QObject):
    """The receipt is typed or scanned; the envelope and its sum are said over it (``KEY-9``)."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self.form = form
        form.scans = self._scanned
        word = form.context.word
        cast(FlagEditor, form.editors["signed"]).tick.setText(word("loans.field.settled_signed"))
        form.rows["method"].label.setText(word("loans.field.settled_method"))
        known = while_alive(self, self._known)
        form.context.ask("loans.detail", known, owner=self, token="detail", id=form.plan.subject)

    def _scanned(self, code: str) -> bool:
        if not code.startswith(_RECEIPT):
            return False
        self.form.fill({"receipt": code.partition("/")[0]})
        return True

    def _known(self, detail: LoanDetail) -> None:
        back = QCoreApplication.translate("LoanHelp", "¥{sum} from envelope {envelope} goes back to {name}")
        said = back.format(sum=fmt.money(detail.deposit), envelope=detail.envelope, name=detail.borrower)
        self.form.rows["receipt"].explain(said)
