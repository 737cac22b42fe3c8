"""An item is never in two hands and never leaves unsigned, whatever two counters do at once (``MAIL-7``)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule
from sqlalchemy import text

from deskapp.domain.people import Role
from deskapp.domain.pickups import Kind, PickupDraft
from deskapp.domain.proxies import ApproveDraft
from deskapp.domain.reception import ReasonDraft
from deskapp.errors import Conflict
from tests.two_counters import ANY, COUNTERS, TwoCounters, drive
from tests.ways.pickups import RESIDENT, picks, receive
from tests.ways.proxies import proxy_draft

ITEMS = 5
SOME = st.lists(st.integers(0, ITEMS - 1), min_size=1, max_size=3, unique=True)
HERE = "waiting"


@dataclass
class Paper:
    """A pickup as somebody would keep it on paper: what it took, and where each item was before."""

    kind: Kind
    before: dict[int, tuple[str, int | None]]
    proxy: int | None = None
    voided: bool = False


class OneHand(TwoCounters):
    """What both counters do, and what the paper says then."""

    papers: dict[int, Paper]

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        self.steward_id = self.desks[0].as_(Role.STEWARD).actor.staff_id
        self.rows = [receive(self.desks[0]) for _ in range(ITEMS)]
        self.at: dict[int, tuple[str, int | None]] = dict.fromkeys(range(ITEMS), (HERE, None))
        #: Each proxy's authorisation for one pickup: whether it still holds.
        self.proxies: dict[int, bool] = {}

    @rule(counter=COUNTERS, items=SOME, signed=st.sampled_from((True, True, True, False)))
    def to_the_resident(self, counter: int, items: list[int], signed: bool) -> None:
        self.hand_out(counter, items, signed, Kind.RESIDENT, taker=RESIDENT)

    @rule(counter=COUNTERS, items=SOME)
    def to_the_steward(self, counter: int, items: list[int]) -> None:
        self.hand_out(counter, items, True, Kind.STEWARD, steward_id=self.steward_id)

    @precondition(lambda self: self.proxies)
    @rule(counter=COUNTERS, items=SOME, pick=ANY)
    def to_a_proxy(self, counter: int, items: list[int], pick: int) -> None:
        ids = sorted(self.proxies)
        self.hand_out(counter, items, True, Kind.PROXY, proxy_id=ids[pick % len(ids)])

    def hand_out(self, counter: int, items: list[int], signed: bool, kind: Kind, **who: Any) -> None:
        from_where = {HERE} if kind is Kind.STEWARD else {HERE, "steward"}
        free = all(self.at[each][0] in from_where for each in items)
        holds = self.proxies.get(who.get("proxy_id", 0), True)
        draft = PickupDraft(items=picks(*(self.rows[each] for each in items)), kind=kind, signed=signed, **who)
        act = lambda: self.desks[counter].call("pickups.hand_out", draft=draft)  # noqa: E731
        made = self.goes(free and holds and signed, act)
        if made is None:
            return
        proxy = who.get("proxy_id")
        self.papers[made.id] = Paper(kind, {each: self.at[each] for each in items}, proxy)
        state = "steward" if kind is Kind.STEWARD else "collected"
        self.at.update(dict.fromkeys(items, (state, made.id)))
        if proxy is not None:
            self.proxies[proxy] = False

    @rule(counter=COUNTERS)
    def approve_a_proxy(self, counter: int) -> None:
        desk = self.desks[counter]
        id = desk.call("proxies.ask", draft=proxy_draft()).id
        desk.step("proxies", "approve", id, ApproveDraft(asked_resident=True))
        self.proxies[id] = True

    @precondition(lambda self: self.papers)
    @rule(counter=COUNTERS, pick=ANY)
    def void(self, counter: int, pick: int) -> None:
        id = self.chosen(pick)
        paper = self.papers[id]
        still = not paper.voided and all(self.at[each][1] == id for each in paper.before)
        step = lambda: self.desks[counter].step("pickups", "void", id, ReasonDraft(reason="误发"))  # noqa: E731
        if self.goes(still, step):
            self.put_back(id)

    def put_back(self, id: int) -> None:
        paper = self.papers[id]
        paper.voided = True
        self.at.update(paper.before)
        if paper.proxy is not None:
            self.proxies[paper.proxy] = True

    @precondition(lambda self: any(where == HERE for where, _ in self.at.values()))
    @rule(pick=ANY)
    def two_at_once(self, pick: int) -> None:
        """Both counters have read the item as waiting; one hands it out first: the other is told."""
        here = [each for each, (where, _) in self.at.items() if where == HERE]
        one = here[pick % len(here)]
        self.hand_out(0, [one], True, Kind.RESIDENT, taker=RESIDENT)
        self.hand_out(1, [one], True, Kind.RESIDENT, taker=RESIDENT)

    @precondition(lambda self: any(not paper.voided for paper in self.papers.values()))
    @rule(pick=ANY)
    def voided_twice(self, pick: int) -> None:
        """Both counters void the very same version: the second is told."""
        id = self.chosen(pick)
        paper = self.papers[id]
        if paper.voided or any(self.at[each][1] != id for each in paper.before):
            return
        given = {"id": id, "version": self.desks[1].call("pickups.detail", id=id).version}
        self.desks[0].call("pickups.void", **given, draft=ReasonDraft(reason="误发"))
        self.put_back(id)
        try:
            self.desks[1].call("pickups.void", **given, draft=ReasonDraft(reason="误发"))
        except Conflict:
            return
        raise AssertionError("voided twice")

    @invariant()
    def every_item_is_where_the_paper_says(self) -> None:
        asked = "SELECT i.id, i.state, i.pickup_id, i.place_id IS NULL, i.due_at IS NULL FROM mail_item i"
        with self.offices[1].core.database.read() as session:
            items = {row[0]: tuple(row[1:]) for row in session.execute(text(asked))}
            unsigned = session.scalar(text("SELECT count(*) FROM mail_pickup WHERE NOT signed"))
            lines = {row[0]: row[1] for row in session.execute(text(_HELD))}
        for index, row in enumerate(self.rows):
            state, pickup = self.at[index]
            assert items[row.id] == (state, pickup, True, state == "collected")
            assert lines.get(row.id, 0) == (1 if state == "collected" else 0)
        assert unsigned == 0


#: How many pickups that stand have given an item to somebody for good.
_HELD = (
    "SELECT l.item_id, count(*) FROM mail_pickup_line l JOIN mail_pickup p ON p.id = l.pickup_id "
    "WHERE p.state = 'done' AND p.kind <> 'steward' GROUP BY l.item_id"
)


def test_mail_7_an_item_is_never_in_two_hands(template: Path, tmp_path: Path) -> None:
    """Handed to residents, proxies and the steward, delivered, voided, by two counters in any order."""
    drive(OneHand, template, tmp_path, steps=30)
