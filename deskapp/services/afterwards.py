"""What was written by hand is entered afterwards: by the registers' own verbs, with its true times (``DUTY-9``).

The table ``WAYS`` says for each kind of line which verb enters it, how the line becomes that verb's draft, and in which
column of the sheet each field of the draft stands. A further kind is one entry more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from deskapp.domain.afterwards import LOOKS, REGISTER, Fault, PaperLine, SheetDraft, Verdict, What
from deskapp.domain.common import Change
from deskapp.domain.duty_log import Kind as LogKind
from deskapp.domain.duty_log import LogDraft
from deskapp.domain.loans import Kind as LoanKind
from deskapp.domain.loans import LoanDraft, SetPick, TakeBackDraft
from deskapp.domain.mail import ItemDraft
from deskapp.domain.people import COUNTER
from deskapp.domain.pickups import ItemPick, PickupDraft
from deskapp.domain.reception import Channel, EntryDraft
from deskapp.domain.reception import Kind as EntryKind
from deskapp.errors import DeskError, Invalid, NotAllowed, Problem
from deskapp.models.keys import KeySet
from deskapp.models.loans import Loan
from deskapp.models.staff import Staff
from deskapp.services import deadlines, loan_checks
from deskapp.services.keys import KeyService
from deskapp.services.loans import LoanService
from deskapp.services.verbs import Service, Tx, writes

if TYPE_CHECKING:
    from deskapp.services.office import Core

#: Two moments typed to the minute that lie nearer than this are the same one.
_SAME = timedelta(minutes=1)
_LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Asked:
    """The arguments a verb is called with; ``done`` is its answer where the line is entered already."""

    arguments: Mapping[str, Any]
    done: Change | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """How a kind of line is entered; ``columns`` has for a field of the draft the column it came from."""

    verb: str
    ask: Callable[[Core, Tx, PaperLine], Asked]
    columns: Mapping[str, str]


_TIMES = {"happened_at": "when", "happened_reason": "by"}


def _late(line: PaperLine) -> dict[str, Any]:
    return {"happened_at": line.when, "happened_reason": line.why_late}


def _words(text: str) -> list[str]:
    """Hooks or numbers that stand in one cell, parted as they are written."""
    return text.replace("，", " ").replace("、", " ").replace(",", " ").replace(";", " ").split()


# Reception


def _entry(kind: EntryKind) -> Callable[[Core, Tx, PaperLine], Asked]:
    def ask(core: Core, tx: Tx, line: PaperLine) -> Asked:
        """What got no answer then gets a promise by the rulebook, from now on (``REC-2``)."""
        draft = EntryDraft(
            unit=line.unit, caller=line.name, channel=Channel.COUNTER, kind=kind, content=line.text,
            answered=bool(line.result.strip()), result=line.result, client_id=line.client_id, **_late(line),
        )  # fmt: skip
        if not draft.answered:
            found = _inside(core, tx, "reception.promise_default", kind=kind, channel=Channel.COUNTER)
            rule = deadlines.promise_rule(kind, Channel.COUNTER)
            draft = replace(draft, promised_at=found.due, promise_rule=rule, promise_learned=found.learned or None)
        return Asked({"draft": draft})

    return ask


# Keys


def _key_out(_core: Core, tx: Tx, line: PaperLine) -> Asked:
    """Lent to one of the staff, who signed on paper."""
    draft = LoanDraft(
        sets=tuple(SetPick(key=key) for key in _words(line.ref)), kind=LoanKind.STAFF, staff_id=_staff(tx, line.name),
        purpose=line.text, signed=True, client_id=line.client_id, **_late(line),
    )  # fmt: skip
    return Asked({"draft": draft})


def _staff(tx: Tx, name: str) -> int | None:
    """The one of the staff of a name or a number; None for nothing typed."""
    typed = name.strip()
    if not typed:
        return None
    asked = select(Staff.id).where(Staff.active, or_(Staff.name == typed, Staff.code == typed.upper()))
    found = tx.session.scalars(asked).all()
    if len(found) != 1:
        raise Invalid(Problem("staff_id", "several_of_the_staff" if found else "not_of_the_staff", {"value": typed}))
    return found[0]


def _key_back(core: Core, tx: Tx, line: PaperLine) -> Asked:
    """The loan is the one that its first set is out on; a set that came back at that very minute is entered already."""
    loans, keys = core.service(LoanService), core.service(KeyService)
    picks = tuple(SetPick(key=key) for key in _words(line.ref))
    problems: list[Problem] = []
    found = keys.picked(tx, [pick.key for pick in picks], "sets", problems)
    if problems or not found:
        raise Invalid(*(problems or [Problem("sets", "required")]))
    first: KeySet = found[0]
    if first.loan_id is None:
        return Asked({}, done=_back_already(loans, tx, first, line))
    row: Loan = loans.load(tx, first.loan_id)
    draft = TakeBackDraft(sets=picks, note=line.text, **_late(line))
    return Asked({"id": row.id, "version": row.version, "draft": draft})


def _back_already(loans: LoanService, tx: Tx, first: KeySet, line: PaperLine) -> Change:
    last = loan_checks.last_line(tx, first)
    if last is None or last.back_at is None:
        raise Invalid(Problem("sets", "key_not_out_then", {"value": first.hook or first.number}))
    if line.when is None or abs(last.back_at - line.when) >= _SAME:
        raise Invalid(Problem("sets", "back_already", {"value": first.hook or first.number, "at": last.back_at}))
    return Change("loans.take_back", loans.ref(loans.load(tx, last.loan_id)))


# Mail


def _parcel_in(_core: Core, _tx: Tx, line: PaperLine) -> Asked:
    draft = ItemDraft(
        tracking=line.ref, unit=line.unit, recipient=line.name, note=line.text, client_id=line.client_id, **_late(line)
    )
    return Asked({"draft": draft})


def _parcel_out(_core: Core, _tx: Tx, line: PaperLine) -> Asked:
    """Signed for on paper (``MAIL-7``)."""
    draft = PickupDraft(
        items=tuple(ItemPick(item=item) for item in _words(line.ref)), taker=line.name, signed=True, note=line.text,
        client_id=line.client_id, **_late(line),
    )  # fmt: skip
    return Asked({"draft": draft})


# Duty log


def _log(_core: Core, _tx: Tx, line: PaperLine) -> Asked:
    draft = LogDraft(kind=LogKind.EVENT, text=line.text, client_id=line.client_id, **_late(line))
    return Asked({"draft": draft})


_ENTRY = {"unit": "unit", "caller": "name", "content": "text", "result": "result", "promised_at": "result"} | _TIMES
WAYS: Mapping[What, Way] = {
    What.INQUIRY: Way("reception.record", _entry(EntryKind.INQUIRY), _ENTRY),
    What.REPAIR: Way("reception.record", _entry(EntryKind.REPAIR), _ENTRY),
    What.KEY_OUT: Way("loans.lend", _key_out, {"sets": "ref", "staff_id": "name", "purpose": "text"} | _TIMES),
    What.KEY_BACK: Way("loans.take_back", _key_back, {"sets": "ref", "note": "text"} | _TIMES),
    What.PARCEL_IN: Way(
        "mail.receive", _parcel_in, {"tracking": "ref", "unit": "unit", "recipient": "name", "note": "text"} | _TIMES
    ),
    What.PARCEL_OUT: Way("pickups.hand_out", _parcel_out, {"items": "ref", "taker": "name", "note": "text"} | _TIMES),
    What.LOG: Way("duty_log.write", _log, {"text": "text"} | _TIMES),
}


def _inside(core: Core, tx: Tx, verb: str, **arguments: Any) -> Any:
    """Another register's verb in this very transaction: its role is asked for, its answer is its own."""
    register, name = verb.split(".")
    service = core.by_name[register]
    who, _writes, function = getattr(type(service), name).verb_mark
    if who is not None and not tx.acts_as(who):
        raise NotAllowed(role=f"role.{tx.actor.role}" if tx.actor else "–", verb=verb)
    own = replace(tx, verb=verb, cautions=[], also=[], known={})
    return function(service, own, **arguments)


class AfterwardsService(Service):
    """No register of its own: every line becomes an entry of the register it belongs to."""

    name = REGISTER

    @writes(COUNTER)
    def check(self, tx: Tx, draft: SheetDraft) -> tuple[Verdict, ...]:
        """What the registers would say of every line, in order of time; nothing is kept.

        Each line is really entered and taken back again: a key may come back that another line of the sheet lends.
        """
        if problems := [problem for problem in self.problems(tx, draft) if problem.field == "lines"]:
            raise Invalid(*problems)
        trial = tx.session.begin_nested()
        try:
            found = {line.client_id: self._tried(tx, line) for line in in_time(draft.lines)}
        finally:
            trial.rollback()
        return tuple(Verdict(client_id=line.client_id, faults=found[line.client_id]) for line in draft.lines)

    def _tried(self, tx: Tx, line: PaperLine) -> tuple[Fault, ...]:
        one = tx.session.begin_nested()
        try:
            self._entered(tx, line)
        except Invalid as error:
            one.rollback()
            return tuple(Fault(column=p.field, key=f"problem.{p.code}", params=p.params) for p in error.problems)
        except DeskError as error:
            one.rollback()
            return (Fault(column="what", key=f"error.{error.code}", params=error.params),)
        one.commit()
        return ()

    @writes(COUNTER)
    def enter(self, tx: Tx, draft: PaperLine) -> Change:
        """Enter one line with its true time; the very same line twice makes one entry (``ALL-9``)."""
        change = self._entered(tx, draft)
        tx.cautions.extend(change.warnings)
        return change

    def _entered(self, tx: Tx, line: PaperLine) -> Change:
        self.validated(tx, line, *_needed(line))
        assert line.what is not None
        way = WAYS[line.what]
        try:
            asked = way.ask(self.core, tx, line)
            change = asked.done or _inside(self.core, tx, way.verb, **asked.arguments)
        except Invalid as error:
            raise Invalid(*_at_their_columns(way, error.problems)) from error
        assert isinstance(change, Change)
        return change


def in_time(lines: Iterable[PaperLine]) -> list[PaperLine]:
    """In the order in which things happened; of one minute, as they were written down."""
    return sorted(lines, key=_when)


def _when(line: PaperLine) -> datetime:
    return line.when if line.when is not None and line.when.tzinfo is not None else _LAST


def _needed(line: PaperLine) -> Iterator[Problem]:
    """What a kind of line cannot do without."""
    if isinstance(line.what, What):
        for column in LOOKS[line.what].needs:
            if not str(getattr(line, column)).strip():
                yield Problem(column, "required")


def _at_their_columns(way: Way, problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems of a draft, each at the column of the sheet it came from; one of each code for a column."""
    told: set[tuple[str, str]] = set()
    for problem in problems:
        column = way.columns.get(problem.field.partition(".")[0], "what")
        if (column, problem.code) not in told:
            told.add((column, problem.code))
            yield Problem(column, problem.code, problem.params)


SERVICE = AfterwardsService
