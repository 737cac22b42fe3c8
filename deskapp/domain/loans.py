"""Key loans 钥匙借用: who has which keys, until when, against what [001·1·4.5.4] (``KEY-2``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from deskapp.domain.common import Deadline, HistoryRow, Ref
from deskapp.domain.directory import IdType
from deskapp.domain.fields import Choice, Flag, Hidden, Moment, Money, Number, Phone, Pick, Rows, Text
from deskapp.domain.lifecycle import NEW, Step, each, table
from deskapp.domain.people import COUNTER, OFFICE
from deskapp.domain.reception import ReasonDraft
from deskapp.domain.specials import Tender

REGISTER = "loans"
PREFIX = "YS"
#: Deposit receipts are numbered like every other paper (``ALL-1``).
RECEIPT_PREFIX = "SK"


class Kind(StrEnum):
    """Who borrows: one of the staff, who signs; or somebody else, who shows a document and pays a deposit."""

    STAFF = "staff"
    OUTSIDE = "outside"


class State(StrEnum):
    """Where a loan stands; ``back`` has every set accounted for and a deposit still to settle."""

    OUT = "out"
    PART = "part"
    BACK = "back"
    CLOSED = "closed"
    VOIDED = "voided"


class LineState(StrEnum):
    """Where one set of a loan is."""

    OUT = "out"
    RETURNED = "returned"
    LOST = "lost"


class Deposit(StrEnum):
    """What became of a deposit."""

    NONE = "none"
    HELD = "held"
    REFUNDED = "refunded"
    KEPT = "kept"


class Remedy(StrEnum):
    """What was done about a lost set (``KEY-4``)."""

    LOCK_CHANGED = "lock_changed"
    LOCK_ORDERED = "lock_ordered"
    COPY_CUT = "copy_cut"
    WATCHED = "watched"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class SetPick:
    """One set, by its hook, its number (scanned), or a unit or room that has one set only."""

    key: Annotated[str, Text(max=60, required=True)] = ""


@dataclass(frozen=True, kw_only=True)
class LoanDraft:
    """A loan in the order of the conversation: which keys, who, what for, until when (``KEY-2``).

    Of staff, ``staff_id`` says who; of others name, phone, document and deposit. ``due_at`` None takes the rulebook's
    limit, ``deposit`` None its sum for every set, ``envelope`` None the lowest number that is free (``KEY-9``).
    """

    sets: Annotated[tuple[SetPick, ...], Rows(row=SetPick, max=50, required=True)] = ()
    kind: Annotated[Kind, Choice(required=True)] = Kind.STAFF
    staff_id: Annotated[int | None, Pick(source="staff.people")] = None
    borrower: Annotated[str, Text(max=60)] = ""
    company: Annotated[str, Text(max=60)] = ""
    phone: Annotated[str, Phone()] = ""
    id_type: Annotated[IdType, Choice()] = IdType.NONE
    id_number: Annotated[str, Text(max=40)] = ""
    purpose: Annotated[str, Text(max=200, required=True)] = ""
    slip: Annotated[str, Text(max=24)] = ""
    due_at: Annotated[datetime | None, Moment(when="future")] = None
    deposit: Annotated[Decimal | None, Money()] = None
    deposit_reason: Annotated[str, Text(max=200)] = ""
    method: Annotated[Tender, Choice()] = Tender.CASH
    envelope: Annotated[int | None, Number(min=1, max=9999)] = None
    signed: Annotated[bool, Flag()] = False
    note: Annotated[str, Text(max=300, lines=2)] = ""
    happened_at: Annotated[datetime | None, Moment(when="past")] = None
    happened_reason: Annotated[str, Text(max=200)] = ""
    client_id: Annotated[str, Hidden()] = ""


@dataclass(frozen=True, kw_only=True)
class TakeBackDraft:
    """Sets that came back (``KEY-4``); none named: all that are still out."""

    sets: Annotated[tuple[SetPick, ...], Rows(row=SetPick, max=50)] = ()
    note: Annotated[str, Text(max=300, lines=2)] = ""
    happened_at: Annotated[datetime | None, Moment(when="past")] = None
    happened_reason: Annotated[str, Text(max=200)] = ""


@dataclass(frozen=True, kw_only=True)
class LoseDraft:
    """Sets that will not come back, and what was done about it (``KEY-4``)."""

    sets: Annotated[tuple[SetPick, ...], Rows(row=SetPick, max=50, required=True)] = ()
    remedy: Annotated[Remedy | None, Choice(required=True)] = None
    reason: Annotated[str, Text(max=500, lines=2, required=True)] = ""


@dataclass(frozen=True, kw_only=True)
class ExtendDraft:
    """A later time to bring the keys back; no new form is needed (``KEY-10``)."""

    due_at: Annotated[datetime | None, Moment(when="future", required=True)] = None
    reason: Annotated[str, Text(max=200, required=True)] = ""


@dataclass(frozen=True, kw_only=True)
class RefundDraft:
    """The deposit given back against its receipt (``KEY-9``)."""

    receipt: Annotated[str, Text(max=24, required=True)] = ""
    method: Annotated[Tender, Choice(required=True)] = Tender.CASH
    signed: Annotated[bool, Flag()] = False


@dataclass(frozen=True, kw_only=True)
class AmendDraft:
    """Put right how the borrower is reached, what for, and whether the paper is signed."""

    borrower: Annotated[str, Text(max=60, required=True)] = ""
    company: Annotated[str, Text(max=60)] = ""
    phone: Annotated[str, Phone()] = ""
    purpose: Annotated[str, Text(max=200, required=True)] = ""
    slip: Annotated[str, Text(max=24)] = ""
    signed: Annotated[bool, Flag()] = False
    note: Annotated[str, Text(max=300, lines=2)] = ""


#: Keys are still in somebody's hands.
AWAY = (State.OUT, State.PART)


def _back(verb: str, form: type, *, primary: bool = False) -> tuple[Step, ...]:
    """Some sets or the last come back or are lost: some are still out, the deposit is to be settled, or all is done."""
    return tuple(
        Step(verb=verb, source=source, target=target, who=COUNTER, form=form, primary=primary)
        for source in AWAY
        for target in (State.PART, State.BACK, State.CLOSED)
    )


LIFECYCLE = table(
    REGISTER,
    Step(verb="lend", source=NEW, target=State.OUT, who=COUNTER, form=LoanDraft),
    _back("take_back", TakeBackDraft, primary=True),
    _back("lose", LoseDraft),
    each(*AWAY, verb="extend", who=COUNTER, form=ExtendDraft),
    Step(verb="refund", source=State.BACK, target=State.CLOSED, who=COUNTER, form=RefundDraft, primary=True),
    each(State.BACK, to=State.CLOSED, verb="keep_deposit", who=OFFICE, form=ReasonDraft),
    each(*AWAY, State.BACK, verb="amend", who=COUNTER, form=AmendDraft),
    each(State.OUT, to=State.VOIDED, verb="void", who=COUNTER, form=ReasonDraft),
    each(State.BACK, State.CLOSED, to=State.VOIDED, verb="void", who=OFFICE, form=ReasonDraft),
)

CHIPS = ("out", "today", "overdue", "deposits", "mine", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanRow:
    """A loan as the table shows it; ``keys`` are the hooks of its sets, ``progress`` how many are back of all."""

    id: int
    version: int
    number: str
    state: State
    at: datetime
    unit: str
    borrower: str
    company: str
    phone: str
    kind: Kind
    keys: str
    progress: str
    purpose: str
    due: datetime | None
    started: datetime
    deposit: Decimal | None
    envelope: int | None
    handler: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanLine:
    """One set of a loan, as it was lent."""

    id: int
    set_id: int
    number: str
    hook: str
    place: str
    keys: int
    state: LineState
    back_at: datetime | None
    taker: str
    remedy: Remedy | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The document an outsider showed, its number whole: at the moment of loan and return (``roles.md``)."""

    number: str
    borrower: str
    id_type: IdType
    id_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Borrower:
    """Somebody who may borrow or has borrowed: one of the staff, or an outsider with the document shown before.

    ``id_number`` is masked; a loan to the same person takes the mask for the number it stands for. ``loans`` counts
    what was borrowed so far, ``overdue`` what should be back by now.
    """

    staff_id: int | None
    name: str
    company: str
    phone: str
    id_type: IdType
    id_number: str
    purpose: str
    loans: int
    overdue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the rulebook says of a loan that begins now (``KEY-2``): until when, what deposit, which envelope."""

    due: Deadline
    deposit: Decimal
    envelope: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One set in somebody's hands: who holds what (``KEY-3``)."""

    loan_id: int
    loan: str
    set_id: int
    hook: str
    place: str
    keys: int
    borrower: str
    company: str
    phone: str
    lent_at: datetime
    due: datetime | None
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """One deposit in its numbered envelope (``KEY-9``)."""

    envelope: int
    receipt: str
    deposit: Decimal
    method: Tender
    loan_id: int
    loan: str
    borrower: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelopes:
    """The deposits held now: counted at the handover (``KEY-9``)."""

    count: int
    total: Decimal
    cash: Decimal
    rows: tuple[Envelope, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanDetail:
    """Everything about one loan. The document's number is masked."""

    id: int
    version: int
    number: str
    state: State
    kind: Kind
    unit: str
    borrower: str
    company: str
    phone: str
    id_type: IdType
    id_number_masked: str
    purpose: str
    slip: str
    lent_at: datetime
    recorded_at: datetime
    happened_reason: str
    recorder: str
    return_by: datetime
    due_at: datetime | None
    deadline: Deadline | None
    extensions: int
    missed: int
    signed: bool
    total: int
    out: int
    lost: int
    deposit: Decimal
    deposit_reason: str
    deposit_state: Deposit
    method: Tender
    envelope: int | None
    receipt: str
    settled_at: datetime | None
    settled_by: str
    kept_reason: str
    note: str
    returned_at: datetime | None
    void_reason: str
    lines: tuple[LoanLine, ...] = ()
    linked: tuple[Ref, ...] = ()
    history: tuple[HistoryRow, ...] = ()
