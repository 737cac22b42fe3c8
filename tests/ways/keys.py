"""Ways into the states of a key set: what a hand-over does to it is done by the service's own ``follow``."""

from __future__ import annotations

from typing import Any

from deskapp.domain.keys import AmendDraft, CabinetDraft, Category, FindDraft, KeySetDraft, MoveDraft, State
from deskapp.domain.loans import LoanDraft, SetPick
from deskapp.domain.people import Role
from deskapp.domain.reception import ReasonDraft
from deskapp.models.keys import KeySet
from deskapp.services.keys import KeyService
from tests.factories import Desk

UNIT = "3-2-1102"


def form(verb: str, desk: Desk, entry_id: int) -> Any:
    """The draft of a step: its hook is one that is free."""
    free = next((cell.hook for wall in desk.call("keys.walls") for cell in wall.hooks if cell.set_id is None), "")
    drafts = {
        "hang": KeySetDraft(category=Category.VACANT, unit=UNIT, keys=2),
        "amend": AmendDraft(unit=UNIT, keys=3),
        "move": MoveDraft(hook=free),
        "find": FindDraft(reason="在抽屉里找到"),
    }
    return drafts.get(verb)


def bring(desk: Desk, state: str, verb: str, target: str) -> int:
    """A set in a state."""
    id = hung(desk)
    match state:
        case State.OUT:
            lend(desk, id)
        case State.HANDED:
            follow(desk, id, "hand_over", State.HANDED, hook_id=None, hook="")
        case State.MISSING:
            desk.step("keys", "miss", id, ReasonDraft(reason="清点时不在"))
        case State.RETIRED:
            desk.as_(Role.SUPERVISOR).step("keys", "retire", id, ReasonDraft(reason="换锁"))
    return id


def cabinet(desk: Desk, code: str = "A", rows: int = 4, columns: int = 10) -> int:
    """A cabinet, put up once."""
    there = next((row.id for row in desk.call("keys.cabinets") if row.code == code), None)
    draft = CabinetDraft(code=code, name="前台", rows=rows, columns=columns)
    return int(there or desk.call("keys.make_cabinet", draft=draft).id)


def hung(desk: Desk, **values: Any) -> int:
    """A set on the next free hook, of a unit if nothing else is said."""
    cabinet(desk)
    return int(desk.call("keys.hang", draft=KeySetDraft(**{"unit": UNIT, "keys": 2} | values)).id)


def lend(desk: Desk, id: int) -> int:
    """Lend a set to whoever stands at the counter; the loan's id."""
    hook = desk.call("keys.detail", id=id).hook
    draft = LoanDraft(sets=(SetPick(key=hook),), staff_id=desk.actor.staff_id, purpose="查看漏水", signed=True)
    return int(desk.call("loans.lend", draft=draft).id)


def follow(desk: Desk, id: int, verb: str, target: State, **values: Any) -> None:
    """Take a set along, as another register does inside its transaction."""
    with desk.office.core.transaction(desk.actor, f"loans.{verb}", writing=True) as tx:
        desk.office.core.service(KeyService).follow(tx, tx.session.get_one(KeySet, id), verb, target, **values)
