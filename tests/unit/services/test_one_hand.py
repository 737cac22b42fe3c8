"""A set of keys is never in two hands, whatever two counters do at once: a model beside the register (``KEY-3``)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule
from sqlalchemy import text

from deskapp.domain.keys import FindDraft, MoveDraft
from deskapp.domain.loans import ExtendDraft, LoseDraft, RefundDraft, Remedy, SetPick, TakeBackDraft
from deskapp.domain.reception import ReasonDraft
from deskapp.errors import Conflict
from tests.two_counters import ANY, COUNTERS, TwoCounters, drive
from tests.ways.loans import hang, outside_draft, staff_draft

SETS = 5
SOME = st.lists(st.integers(0, SETS - 1), min_size=1, max_size=3, unique=True)
ONE = st.integers(0, SETS - 1)


@dataclass
class Paper:
    """A loan as somebody would keep it on paper."""

    out: set[int]
    lost: set[int] = field(default_factory=set)
    back: set[int] = field(default_factory=set)
    held: bool = False
    voided: bool = False
    receipt: str = ""

    @property
    def state(self) -> str:
        """Where it stands."""
        if self.voided:
            return "voided"
        if self.out:
            return "part" if self.back or self.lost else "out"
        return "back" if self.held else "closed"


class OneHand(TwoCounters):
    """What both counters do, and what the paper says then."""

    papers: dict[int, Paper]

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        self.rows = [hang(self.desks[0]) for _ in range(SETS)]
        self.holder: dict[int, int | str] = dict.fromkeys(range(SETS), "in")
        self.moved = 0

    def keys(self, sets: list[int]) -> tuple[SetPick, ...]:
        return tuple(SetPick(key=self.rows[each].number) for each in sets)

    def returned(self, id: int, sets: set[int]) -> None:
        paper = self.papers[id]
        paper.out -= sets
        paper.back |= sets
        self.holder.update(dict.fromkeys(sets, "in"))

    @rule(counter=COUNTERS, sets=SOME, outside=st.booleans())
    def lend(self, counter: int, sets: list[int], outside: bool) -> None:
        desk = self.desks[counter]
        draft = (outside_draft if outside else staff_draft)(desk, 0, sets=self.keys(sets))
        free = all(self.holder[each] == "in" for each in sets)
        made = self.goes(free, lambda: desk.call("loans.lend", draft=draft))
        if made is not None:
            receipt = desk.call("loans.detail", id=made.id).receipt
            self.papers[made.id] = Paper(out=set(sets), held=outside, receipt=receipt)
            self.holder.update(dict.fromkeys(sets, made.id))

    @precondition(lambda self: self.papers)
    @rule(counter=COUNTERS, pick=ANY, sets=st.one_of(st.just([]), SOME))
    def take_back(self, counter: int, pick: int, sets: list[int]) -> None:
        id = self.chosen(pick)
        out = set(self.papers[id].out)
        draft = TakeBackDraft(sets=self.keys(sets))
        allowed = bool(out) and set(sets) <= out
        if self.goes(allowed, lambda: self.desks[counter].step("loans", "take_back", id, draft)):
            self.returned(id, set(sets) or out)

    @rule(counter=COUNTERS, one=ONE)
    def scan_back(self, counter: int, one: int) -> None:
        id = self.holder[one]
        call = lambda: self.desks[counter].call("loans.scan_back", text=self.rows[one].number)  # noqa: E731
        if self.goes(isinstance(id, int), call) and isinstance(id, int):
            self.returned(id, {one})

    @precondition(lambda self: self.papers)
    @rule(counter=COUNTERS, pick=ANY, one=ONE)
    def lose(self, counter: int, pick: int, one: int) -> None:
        id = self.chosen(pick)
        paper = self.papers[id]
        draft = LoseDraft(sets=self.keys([one]), remedy=Remedy.LOCK_CHANGED, reason="遗失")
        if self.goes(one in paper.out, lambda: self.desks[counter].step("loans", "lose", id, draft)):
            paper.out.discard(one)
            paper.lost.add(one)
            self.holder[one] = "missing"

    @rule(counter=COUNTERS, one=ONE)
    def find(self, counter: int, one: int) -> None:
        draft = FindDraft(reason="找到了")
        step = lambda: self.desks[counter].step("keys", "find", self.rows[one].id, draft)  # noqa: E731
        if self.goes(self.holder[one] == "missing", step):
            self.holder[one] = "in"

    @rule(counter=COUNTERS, one=ONE)
    def move(self, counter: int, one: int) -> None:
        self.moved += 1
        draft = MoveDraft(hook=f"L{100 + self.moved}")
        here = not isinstance(self.holder[one], int)
        self.goes(here, lambda: self.desks[counter].step("keys", "move", self.rows[one].id, draft))

    @precondition(lambda self: self.papers)
    @rule(counter=COUNTERS, pick=ANY)
    def extend(self, counter: int, pick: int) -> None:
        id = self.chosen(pick)
        self.clock.forward(hours=7)
        by = self.desks[counter].call("loans.detail", id=id).return_by
        draft = ExtendDraft(due_at=max(by, self.clock.now) + timedelta(hours=1), reason="未完")
        out = bool(self.papers[id].out)
        self.goes(out, lambda: self.desks[counter].step("loans", "extend", id, draft))

    @precondition(lambda self: self.papers)
    @rule(counter=COUNTERS, pick=ANY)
    def void(self, counter: int, pick: int) -> None:
        id = self.chosen(pick)
        paper = self.papers[id]
        draft = ReasonDraft(reason="误登")
        allowed = paper.state in {"out", "back", "closed"}
        if self.goes(allowed, lambda: self.desks[counter].step("loans", "void", id, draft)):
            self.returned(id, set(paper.out))
            paper.voided, paper.held = True, False

    @precondition(lambda self: self.papers)
    @rule(counter=COUNTERS, pick=ANY)
    def refund(self, counter: int, pick: int) -> None:
        id = self.chosen(pick)
        paper = self.papers[id]
        draft = RefundDraft(receipt=paper.receipt or "SK-202611-9999")
        if self.goes(paper.state == "back", lambda: self.desks[counter].step("loans", "refund", id, draft)):
            paper.held = False

    @precondition(lambda self: any(paper.out for paper in self.papers.values()))
    @rule(counter=COUNTERS, pick=ANY)
    def two_at_once(self, counter: int, pick: int) -> None:
        """Both counters read the loan, one is first: the other is told."""
        ids = [id for id, paper in sorted(self.papers.items()) if paper.out]
        id = ids[pick % len(ids)]
        version = self.desks[1 - counter].call("loans.detail", id=id).version
        self.desks[counter].step("loans", "take_back", id, TakeBackDraft())
        self.returned(id, set(self.papers[id].out))
        given = {"id": id, "version": version, "draft": TakeBackDraft()}
        try:
            self.desks[1 - counter].call("loans.take_back", **given)
        except Conflict:
            return
        raise AssertionError("taken back twice")

    @invariant()
    def nobody_holds_what_somebody_holds(self) -> None:
        asked = "SELECT s.id, s.state, s.loan_id, (SELECT count(*) FROM loan_line l WHERE l.set_id = s.id"
        asked += " AND l.state = 'out'), (SELECT count(*) FROM loan_line l WHERE l.set_id = s.id AND"
        asked += " l.loan_id = s.loan_id AND l.state = 'out') FROM key_set s"
        with self.offices[0].core.database.read() as session:
            sets = {row[0]: tuple(row[1:]) for row in session.execute(text(asked))}
            loans = {row[0]: tuple(row[1:]) for row in session.execute(text(_LOANS))}
        for index, row in enumerate(self.rows):
            holder = self.holder[index]
            out = isinstance(holder, int)
            assert sets[row.id] == ("out" if out else holder, holder if out else None, int(out), int(out))
        for id, paper in self.papers.items():
            assert loans[id] == (paper.state, len(paper.out), len(paper.lost), len(paper.out), len(paper.lost))
        assert loans.keys() == self.papers.keys()


_LOANS = (
    "SELECT loan.id, state, out, lost, (SELECT count(*) FROM loan_line WHERE loan_id = loan.id AND state = 'out'), "
    "(SELECT count(*) FROM loan_line WHERE loan_id = loan.id AND state = 'lost') FROM loan"
)


def test_key_3_a_set_is_never_in_two_hands(template: Path, tmp_path: Path) -> None:
    """Lent, brought back, lost, found, moved, voided, by two counters in any order."""
    drive(OneHand, template, tmp_path, steps=40)
