"""Counts of a shelf in whatever order things happen: in the end they say what a plain model says (``MAIL-9``)."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

import pytest

from deskapp.domain.inventories import (
    CompareDraft,
    Difference,
    InventoryDraft,
    Mark,
    Subject,
    TickDraft,
    UntickDraft,
)
from deskapp.domain.mail import ItemDraft, ShelveDraft
from deskapp.domain.reception import ReasonDraft
from deskapp.domain.shelves import ShelfDraft
from deskapp.errors import Invalid
from tests.factories import Desk

PLACES = ("A-1-01", "A-1-02", "A-2-01", "A-2-02")


@dataclass
class Model:
    """What lies where by the register, and what was seen of it; without a database."""

    lies: dict[str, str] = field(default_factory=dict)
    counted: dict[str, set[str]] = field(default_factory=dict)
    seen: dict[str, tuple[str, str]] = field(default_factory=dict)

    def first(self, place: str) -> None:
        """What should lie there when the place is first counted."""
        if place not in self.counted:
            self.counted[place] = {item for item, at in self.lies.items() if at == place}

    def here(self, place: str) -> list[str]:
        return [item for item, (at, _was) in self.seen.items() if at == place]

    def scan(self, item: str, place: str) -> bool:
        if self.seen.get(item, ("",))[0] == place:
            return False
        self.first(place)
        if item in self.seen:
            self.untick(self.seen[item][0], item)
        self.seen[item] = (place, self.lies.get(item, ""))
        (self.counted[place].add if self.lies.get(item) == place else self.counted[place].discard)(item)
        return True

    def empty(self, place: str) -> bool:
        if self.here(place):
            return False
        self.first(place)
        return True

    def untick(self, place: str, item: str = "") -> bool:
        here = self.here(place)
        if place not in self.counted or (item and item not in here):
            return False
        if item and len(here) > 1:
            del self.seen[item]
            return True
        for each in here:
            del self.seen[each]
        del self.counted[place]
        return True

    def differences(self) -> dict[tuple[str, str], Difference]:
        found = {(place, ""): Difference.UNCOUNTED for place in PLACES if place not in self.counted}
        for place, should in self.counted.items():
            lost = {item for item in should if item not in self.seen and self.lies.get(item) == place}
            found |= {(place, item): Difference.LACKING for item in lost}
        for item, (place, was) in self.seen.items():
            if was != place:
                found[place, item] = Difference.MISPLACED if was else Difference.UNEXPECTED
        return found


class Run:
    """The desk and the model, doing the same."""

    def __init__(self, desk: Desk, rng: Random) -> None:
        self.desk, self.rng, self.model = desk, rng, Model()
        self.ids: dict[str, int] = {}
        desk.call("shelves.make", draft=ShelfDraft(code="A", name="前台", rows=2, columns=2))
        for _ in range(8):
            self.receive()
        self.count = desk.call("inventories.begin", draft=InventoryDraft(subject=Subject.MAIL)).id

    def receive(self) -> None:
        place = self.rng.choice(PLACES)
        draft = ItemDraft(tracking=f"SF{100000 + len(self.ids)}", unit="3-2-1102", recipient="陈静", place=place)
        change = self.desk.call("mail.receive", draft=draft)
        self.ids[change.number] = change.id
        self.model.lies[change.number] = place

    def move(self) -> None:
        if item := self.some(self.model.lies):
            place = self.rng.choice(PLACES)
            self.desk.step("mail", "shelve", self.ids[item], ShelveDraft(place=place))
            self.model.lies[item] = place

    def miss(self) -> None:
        if item := self.some(self.model.lies):
            self.desk.step("mail", "miss", self.ids[item], ReasonDraft(reason="找不到"))
            del self.model.lies[item]

    def some(self, of: dict[str, str]) -> str:
        return self.rng.choice(sorted(of)) if of else ""

    def scan(self) -> None:
        item, place = self.rng.choice(sorted(self.ids)), self.rng.choice(PLACES)
        allowed = self.model.scan(item, place)
        assert self.done("tick", TickDraft(place=place, code=item)) is allowed

    def empty(self) -> None:
        place = self.rng.choice(PLACES)
        allowed = self.model.empty(place)
        assert self.done("tick", TickDraft(place=place, mark=Mark.EMPTY)) is allowed

    def untick(self) -> None:
        item = self.rng.choice(sorted({*self.model.seen, ""}))
        place = self.model.seen[item][0] if item else self.rng.choice(PLACES)
        allowed = self.model.untick(place, item)
        assert self.done("untick", UntickDraft(place=place, thing=item)) is allowed

    def done(self, verb: str, draft: object) -> bool:
        try:
            self.desk.call(f"inventories.{verb}", id=self.count, draft=draft)
        except Invalid:
            return False
        return True


@pytest.mark.parametrize("seed", range(6))
def test_mail_9_whatever_happens_during_the_count_the_differences_are_those_of_the_model(desk: Desk, seed: int) -> None:
    run = Run(desk, Random(seed))
    steps = (run.scan, run.scan, run.scan, run.scan, run.empty, run.untick, run.move, run.miss, run.receive)
    for _ in range(40):
        run.rng.choice(steps)()
        shown = desk.call("inventories.detail", id=run.count)
        assert shown.counted == len(run.model.counted)
        assert {line.thing: line.place for line in shown.lines if line.thing} == {
            item: place for item, (place, _was) in run.model.seen.items()
        }
        by_place = {line.place: line.keys or 0 for line in shown.lines if not line.thing}
        assert by_place == {place: len(run.model.here(place)) for place in PLACES}
    desk.step("inventories", "compare", run.count, CompareDraft(reason="到此为止"))
    found = desk.call("inventories.detail", id=run.count).differences
    assert {(line.place, line.thing): line.difference for line in found} == run.model.differences()
