"""Ways into the states of a count: each of a new cabinet of its own, with one set that is not on its hook."""

from __future__ import annotations

from string import ascii_uppercase
from typing import Any

from deskapp.domain import inventories
from deskapp.domain.inventories import Mark, Resolution, State
from deskapp.domain.keys import CabinetDraft, KeySetDraft
from deskapp.domain.people import Role
from deskapp.domain.reception import ReasonDraft
from tests.factories import Desk


def cabinet(desk: Desk, *, hooks: int = 2, sets: int = 1) -> tuple[int, str]:
    """A new cabinet of one row, its first hooks with a set each: its id and its letters."""
    tens, ones = divmod(len(desk.call("keys.cabinet_options")), len(ascii_uppercase))
    letter = f"Q{ascii_uppercase[tens]}{ascii_uppercase[ones]}"
    draft = CabinetDraft(code=letter, name="前台", rows=1, columns=hooks)
    made = int(desk.call("keys.make_cabinet", draft=draft).id)
    for at in range(1, sets + 1):
        desk.call("keys.hang", draft=KeySetDraft(hook=f"{letter}{at}", room=f"{letter}-{at} 号房", keys=2))
    return made, letter


def tick(desk: Desk, id: int, place: str, mark: Mark = Mark.PRESENT, **more: Any) -> None:
    """Count a place as it was seen."""
    desk.call("inventories.tick", id=id, draft=inventories.TickDraft(place=place, mark=mark, **more))


def form(verb: str, desk: Desk, entry_id: int) -> Any:
    """The draft of a step; the first place of the count is the one that differs."""
    if verb == "begin":
        return inventories.InventoryDraft(part_id=cabinet(desk)[0])
    place = desk.call("inventories.sheet", id=entry_id).lines[0].place if entry_id else ""
    drafts = {
        "tick": inventories.TickDraft(place=place),
        "untick": inventories.UntickDraft(place=place),
        "compare": inventories.CompareDraft(reason="其余明天再点"),
        "explain": inventories.ExplainDraft(place=place, explanation="工程部刚取走，未登记"),
    }
    return drafts.get(verb)


def bring(desk: Desk, state: str, verb: str, target: str) -> int:
    """A count in a state; its one difference is explained before it is closed."""
    office = desk.as_(Role.SUPERVISOR)
    made = int(desk.call("inventories.begin", draft=form("begin", desk, 0)).id)
    first, second = (line.place for line in desk.call("inventories.sheet", id=made).lines)
    tick(desk, made, first, Mark.EMPTY)
    if state in {State.COMPARED, State.CLOSED}:
        tick(desk, made, second, Mark.EMPTY)
        desk.step("inventories", "compare", made, inventories.CompareDraft())
        if verb == "close" or state == State.CLOSED:
            words = inventories.ExplainDraft(place=first, resolution=Resolution.EXPLAINED, explanation="已归还")
            desk.call("inventories.explain", id=made, draft=words)
    if state == State.CLOSED:
        office.step("inventories", "close", made, inventories.CloseDraft(counter_signed=True))
    if state == State.VOIDED:
        desk.step("inventories", "void", made, ReasonDraft(reason="误开"))
    return made
