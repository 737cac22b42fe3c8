"""Return lists against a plain model: whatever is done in whatever order, nothing leaves unsigned (``MAIL-7``)."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

import pytest

from deskapp.domain.mail import Reason, SendBackDraft
from deskapp.domain.people import Role
from deskapp.domain.reception import ReasonDraft
from deskapp.domain.returns import ItemsDraft, ReturnDraft
from deskapp.errors import Invalid, WrongStep
from tests.factories import Desk
from tests.ways import mail as items
from tests.ways.returns import item, picks, read, signature, unknown

STEPS = 110
WHY = ReasonDraft(reason="情况有变")


@dataclass
class Paper:
    """What the model knows of a list."""

    carrier: str
    state: str = "open"
    on: dict[int, str] = field(default_factory=dict)


@dataclass
class Model:
    """The office in a few sets: where each item is, whose it is, which list it is on."""

    desk: Desk
    rng: Random
    state: dict[int, str] = field(default_factory=dict)
    carrier: dict[int, str] = field(default_factory=dict)
    number: dict[int, str] = field(default_factory=dict)
    papers: dict[int, Paper] = field(default_factory=dict)

    def listed(self, id: int) -> int:
        """The list that an item is on or has left with; 0 for none."""
        live = (at for at, paper in self.papers.items() if id in paper.on and paper.state != "voided")
        return next(live, 0)

    def free(self, id: int, carrier: str) -> bool:
        return self.state[id] in {"unknown", "return"} and not self.listed(id) and self.carrier[id] == carrier

    def some(self) -> tuple[int, ...]:
        known = sorted(self.state)
        return tuple(self.rng.sample(known, min(len(known), self.rng.randrange(1, 4))))

    def paper(self) -> int:
        return self.rng.choice(sorted(self.papers))

    # What is done; whether it goes through is the model's to say before.

    def receive(self) -> None:
        carrier = self.rng.choice(("post", "sf"))
        if self.rng.random() < 0.5:
            made = unknown(self.desk, carrier=carrier)
        else:
            made = items.receive(self.desk, carrier=carrier)
            made = items.step(self.desk, "send_back", made.id, SendBackDraft(reason=Reason.REFUSED, note="拒收"))
        self.state[made.id], self.carrier[made.id], self.number[made.id] = str(made.state), carrier, made.number

    def make(self) -> None:
        carrier = self.rng.choice(("post", "sf"))
        named = self.some() if self.rng.random() < 0.5 else ()
        going = named or tuple(id for id in sorted(self.state) if self.free(id, carrier))
        draft = ReturnDraft(carrier=carrier, items=picks(*(self.number[id] for id in named)))
        if going and all(self.free(id, carrier) for id in going):
            made = self.desk.call("returns.make", draft=draft)
            self.papers[made.id] = Paper(carrier, on={id: self.state[id] for id in going})
        else:
            with pytest.raises(Invalid):
                self.desk.call("returns.make", draft=draft)

    def add(self) -> None:
        at, some = self.paper(), self.some()
        paper = self.papers[at]
        draft = ItemsDraft(items=picks(*(self.number[id] for id in some)))
        if paper.state == "open" and all(self.free(id, paper.carrier) for id in some):
            self.desk.step("returns", "add", at, draft)
            paper.on |= {id: self.state[id] for id in some}
        else:
            with pytest.raises((Invalid, WrongStep)):
                self.desk.step("returns", "add", at, draft)

    def drop(self) -> None:
        at = self.paper()
        paper = self.papers[at]
        some = tuple(paper.on)[:1] if paper.on and self.rng.random() < 0.7 else self.some()
        draft = ItemsDraft(items=picks(*(self.number[id] for id in some)))
        if paper.state == "open" and paper.on.keys() >= set(some):
            self.desk.step("returns", "drop", at, draft)
            for id in some:
                del paper.on[id]
        else:
            with pytest.raises((Invalid, WrongStep)):
                self.desk.step("returns", "drop", at, draft)

    def sign(self) -> None:
        at = self.paper()
        paper, signed = self.papers[at], self.rng.random() < 0.8
        if paper.state == "open" and paper.on and signed:
            self.desk.step("returns", "sign", at, signature(self.desk))
            paper.state = "signed"
            for id in paper.on:
                paper.on[id], self.state[id] = self.state[id], "returned"
        else:
            with pytest.raises((Invalid, WrongStep)):
                self.desk.step("returns", "sign", at, signature(self.desk, signed=signed))

    def void(self) -> None:
        at = self.paper()
        paper, office = self.papers[at], self.desk.as_(Role.SUPERVISOR)
        if paper.state == "voided":
            with pytest.raises(WrongStep):
                office.step("returns", "void", at, WHY)
            return
        office.step("returns", "void", at, WHY)
        if paper.state == "signed":
            self.state |= paper.on
        paper.state = "voided"

    def change_of_mind(self) -> None:
        """An item is fetched, kept or missed after all."""
        (id, *_) = self.some()
        verb = self.rng.choice(("keep", "miss", "hand_out"))
        if self.state[id] not in ({"return", "unknown"} if verb == "miss" else {"return"}):
            return
        if at := self.listed(id):
            del self.papers[at].on[id]
        if verb == "hand_out":
            items.hand_out(self.desk, item(self.desk, id))
        else:
            self.desk.step("mail", verb, id, WHY)
        self.state[id] = {"keep": "waiting", "miss": "missing", "hand_out": "collected"}[verb]

    def holds(self) -> None:
        """What the register says is what the model says."""
        for at, paper in self.papers.items():
            found = read(self.desk, at)
            assert str(found.state) == paper.state
            assert {line.item.id for line in found.lines} == set(paper.on)
            assert found.total == len(paper.on)
        for id, state in self.state.items():
            found = item(self.desk, id)
            assert str(found.state) == state
            assert (found.return_list.id if found.return_list else 0) == self.listed(id)
            if state == "returned":
                signed = read(self.desk, self.listed(id))
                assert signed.signed
                assert signed.signer
                assert found.done_at == signed.signed_at


@pytest.mark.parametrize("seed", [1, 2])
def test_mail_7_whatever_is_done_nothing_leaves_unsigned(desk: Desk, seed: int) -> None:
    model = Model(desk, Random(seed))
    acts = (model.receive, model.make, model.add, model.drop, model.sign, model.void, model.change_of_mind)
    model.receive()
    while not model.papers:
        model.receive()
        model.make()
    for step in range(STEPS):
        desk.clock.forward(minutes=model.rng.randrange(1, 90))
        model.rng.choices(acts, weights=(6, 4, 4, 2, 3, 2, 3))[0]()
        if step % 40 == 0:
            model.holds()
    model.holds()
    ready = {line.item.id for group in desk.call("returns.ready") for line in group.lines}
    waits = {id for id, state in model.state.items() if state in {"unknown", "return"} and not model.listed(id)}
    assert ready == waits
    assert desk.as_(Role.SUPERVISOR).call("journal.check").sound
