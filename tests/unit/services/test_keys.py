"""The key cabinet: hooks, sets, and what may become of a set (``KEY-1``)."""

from __future__ import annotations

import pytest

from deskapp.domain.keys import CabinetDraft, FindDraft, KeySetDraft, MoveDraft, State
from deskapp.domain.people import Role
from deskapp.domain.reception import ReasonDraft
from deskapp.errors import Invalid
from tests.factories import Desk


@pytest.fixture
def cabinet(desk: Desk) -> int:
    """A cabinet of 2 × 5 hooks."""
    made: int = desk.call("keys.make_cabinet", draft=CabinetDraft(code="a", name="前台", rows=2, columns=5)).id
    return made


def test_key_1_the_wall_shows_every_hook_by_row_and_column(desk: Desk, cabinet: int) -> None:
    desk.call("keys.hang", draft=KeySetDraft(hook="a7", room="水泵房", keys=3))
    (wall,) = desk.call("keys.walls")
    assert [hook.hook for hook in wall.hooks] == [f"A{n:03d}" for n in range(1, 11)]
    seventh = wall.hooks[6]
    assert (seventh.row, seventh.column, seventh.state, seventh.place, seventh.keys) == (2, 2, State.IN, "水泵房", 3)
    assert wall.hooks[0].set_id is None


@pytest.mark.parametrize("typed", ["A007", "a7", "A-7", "ａ７", "水泵", "7"])
def test_key_1_a_hook_or_a_room_is_found_as_it_is_typed(desk: Desk, cabinet: int, typed: str) -> None:
    made = desk.call("keys.hang", draft=KeySetDraft(hook="A007", room="水泵房"))
    (hit,) = desk.call("keys.resolve", text=typed)
    assert (hit.set_id, hit.hook, hit.cabinet_id) == (made.id, "A007", cabinet)
    assert desk.call("keys.resolve", text=made.number)[0].set_id == made.id


def test_a_set_takes_the_next_free_hook_and_never_one_that_is_taken(desk: Desk, cabinet: int) -> None:
    desk.call("keys.hang", draft=KeySetDraft(room="水泵房"))
    second = desk.call("keys.hang", draft=KeySetDraft(room="配电房"))
    assert desk.call("keys.detail", id=second.id).hook == "A002"
    with pytest.raises(Invalid) as refused:
        desk.call("keys.hang", draft=KeySetDraft(hook="A1", room="机房"))
    assert [(p.field, p.code) for p in refused.value.problems] == [("hook", "hook_taken")]


def test_a_set_is_of_some_door(desk: Desk, cabinet: int) -> None:
    with pytest.raises(Invalid) as refused:
        desk.call("keys.hang", draft=KeySetDraft())
    assert [(p.field, p.code) for p in refused.value.problems] == [("unit", "a_door")]


def test_missed_found_moved_and_retired(desk: Desk, cabinet: int) -> None:
    made = desk.call("keys.hang", draft=KeySetDraft(room="水泵房"))
    desk.step("keys", "miss", made.id, ReasonDraft(reason="清点时不在"))
    desk.step("keys", "find", made.id, FindDraft(reason="在工程部抽屉里", hook="A9"))
    desk.step("keys", "move", made.id, MoveDraft(hook="A3"))
    shown = desk.call("keys.detail", id=made.id)
    assert (shown.state, shown.hook, shown.missing_reason) == (State.IN, "A003", "")
    desk.as_(Role.SUPERVISOR).step("keys", "retire", made.id, ReasonDraft(reason="换锁"))
    assert desk.call("keys.wall", id=cabinet).hooks[2].set_id is None
