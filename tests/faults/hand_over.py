"""Takes the next step of the handover under way each time it is told to; started as a process of its own.

It reads from the register alone how far it has come, says each step once it is acknowledged, and waits to be told to
go on: whoever started it kills it whenever they like. Argument: the register.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime

from deskapp.domain.handovers import GiveDraft, HandoverDraft, State, TakeDraft
from deskapp.domain.people import Role
from deskapp.services.office import open_office
from tests.factories import PIN, Desk, TestClock, actor_of
from tests.ways.handovers import all_done, read


def step(desk: Desk) -> str:
    """Do what comes next, and say what it was."""
    under_way = desk.call("handovers.current")
    if under_way is None:
        desk.call("handovers.begin", draft=HandoverDraft(client_id="kill"))
        return "begun"
    id, detail = under_way.id, read(desk, under_way.id)
    if detail.state is State.OPEN and not detail.checks:
        desk.step("handovers", "prepare", id, all_done(desk, id))
        return "prepared"
    if detail.state is State.OPEN:
        desk.step("handovers", "give", id, GiveDraft(pin=PIN))
        return "given"
    taker = actor_of(desk.office, Role.DIRECTOR).staff_id
    desk.step("handovers", "take", id, TakeDraft(incoming_id=taker, pin=PIN))
    return "taken"


def main(place: str) -> None:
    desk = Desk(open_office(place), TestClock(datetime.now(UTC)))
    print("ready", flush=True)
    for _ in sys.stdin:
        print(step(desk), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
