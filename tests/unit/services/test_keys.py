"""The key cabinet: hooks, sets, and what may become of a set (``KEY-1``)."""

from __future__ import annotations

import time
from typing import Any

import pytest
from sqlalchemy import select

from deskapp.domain.common import Query
from deskapp.domain.directory import UnitState
from deskapp.domain.keys import (
    AddRowsDraft,
    AmendDraft,
    CabinetDraft,
    Category,
    FindDraft,
    GenerateDraft,
    KeySetDraft,
    MoveDraft,
    RenameDraft,
    State,
)
from deskapp.domain.people import Role
from deskapp.domain.reception import ReasonDraft
from deskapp.errors import Conflict, Invalid, NotAllowed, WrongStep
from deskapp.models.directory import Building, Unit
from deskapp.models.keys import KeySet
from deskapp.services import journal_bulk
from deskapp.services.directory_codes import squeezed
from tests.factories import Desk
from tests.ways.keys import UNIT, follow, hung, lend


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


def problems_of(desk: Desk, verb: str, **arguments: Any) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        desk.call(f"keys.{verb}", **arguments)
    return [(problem.field, problem.code) for problem in refused.value.problems]


def state_of(desk: Desk, id: int) -> State:
    return State(desk.call("keys.detail", id=id).state)


# Cabinets


def test_key_1_a_cabinet_is_put_up_by_rows_and_hooks_and_a_retry_makes_no_second(desk: Desk) -> None:
    draft = CabinetDraft(code="ｂ", name="后墙", rows=6, columns=20, client_id="b-1")
    first, again = desk.call("keys.make_cabinet", draft=draft), desk.call("keys.make_cabinet", draft=draft)
    assert (first.ref, first.number) == (again.ref, "B")
    (row,) = desk.call("keys.cabinets")
    assert (row.code, row.rows, row.columns, row.hooks, row.sets) == ("B", 6, 20, 120, 0)
    assert desk.call("keys.wall", id=row.id).hooks[-1].hook == "B120"


def test_a_cabinets_letter_is_its_own_and_is_letters(desk: Desk, cabinet: int) -> None:
    assert problems_of(desk, "make_cabinet", draft=CabinetDraft(code="A", name="", rows=0)) == [
        ("name", "required"),
        ("rows", "out_of_range"),
        ("code", "duplicate"),
    ]
    assert problems_of(desk, "make_cabinet", draft=CabinetDraft(code="A1", name="x")) == [("code", "letters_only")]


def test_a_half_typed_cabinet_is_no_draft_any_more_once_it_is_put_up(desk: Desk) -> None:
    desk.call("drafts.keep", client_id="c-1", place="keys.make_cabinet", body={"fields": {"code": "C"}})
    assert len(desk.call("drafts.list")) == 1
    desk.call("keys.make_cabinet", draft=CabinetDraft(code="C", name="x", client_id="c-1"))
    assert desk.call("drafts.list") == ()


def test_rows_are_added_below_and_numbered_on(desk: Desk, cabinet: int) -> None:
    desk.call("keys.add_rows", id=cabinet, version=1, draft=AddRowsDraft(more=2))
    (wall,) = desk.call("keys.walls")
    assert (wall.rows, wall.version, wall.hooks[-1].hook, wall.hooks[-1].row) == (4, 2, "A020", 4)
    with pytest.raises(Conflict):
        desk.call("keys.add_rows", id=cabinet, version=1, draft=AddRowsDraft(more=2))
    too_many = {"id": cabinet, "version": 2, "draft": AddRowsDraft(more=57)}
    assert problems_of(desk, "add_rows", **too_many) == [("more", "too_much")]


def test_a_cabinet_is_renamed_and_its_hooks_are_not(desk: Desk, cabinet: int) -> None:
    desk.call("keys.rename", id=cabinet, version=1, draft=RenameDraft(name=" 值班室 "))
    (wall,) = desk.call("keys.walls")
    assert (wall.name, wall.hooks[0].hook) == ("值班室", "A001")
    assert problems_of(desk, "rename", id=cabinet, version=2, draft=RenameDraft()) == [("name", "required")]


def test_only_an_empty_cabinet_is_taken_down_and_stays_on_record(desk: Desk, cabinet: int) -> None:
    made = hung(desk)
    assert problems_of(desk, "take_down", id=cabinet, version=1) == [("id", "cabinet_not_empty")]
    desk.as_(Role.SUPERVISOR).step("keys", "retire", made, ReasonDraft(reason="换锁"))
    desk.call("keys.take_down", id=cabinet, version=1)
    assert desk.call("keys.walls") == ()
    assert desk.call("keys.cabinet_options") == ()
    assert [(row.code, row.active) for row in desk.call("keys.cabinets")] == [("A", False)]
    assert desk.call("keys.resolve", text="A001") == ()
    assert problems_of(desk, "hang", draft=KeySetDraft(hook="A1", room="x")) == [("hook", "unknown_hook")]
    assert desk.call("journal.history", register="cabinet", id=cabinet)[-1].verb == "keys.take_down"


# Sets


def test_key_3_a_set_that_is_out_is_not_lent_again(desk: Desk) -> None:
    id = hung(desk)
    lend(desk, id)
    with pytest.raises(WrongStep):
        follow(desk, id, "lend", State.OUT, loan_id=1)
    with pytest.raises(WrongStep):
        follow(desk, id, "hand_over", State.HANDED, hook_id=None, hook="")
    assert state_of(desk, id) is State.OUT


def test_key_3_the_schema_too_gives_a_set_one_holder_or_none(desk: Desk) -> None:
    id = hung(desk)
    loan = lend(desk, id)
    second = hung(desk)
    for values in ({"state": State.IN}, {"loan_id": None}):
        with pytest.raises(Exception, match=r"one_holder|broken_rule"):
            _write(desk, id, **values)
    with pytest.raises(Exception, match=r"one_holder|broken_rule"):
        _write(desk, second, loan_id=loan)


def _write(desk: Desk, id: int, **values: Any) -> None:
    with desk.office.core.transaction(desk.actor, "test.write", writing=True) as tx:
        row = tx.session.get_one(KeySet, id)
        for name, value in values.items():
            setattr(row, name, value)


def test_key_1_one_hook_holds_one_set(desk: Desk) -> None:
    first, second = hung(desk), hung(desk)
    taken = desk.call("keys.detail", id=first).hook
    draft = {"id": second, "version": 1, "draft": MoveDraft(hook=taken)}
    assert problems_of(desk, "move", **draft) == [("hook", "hook_taken")]
    assert [desk.call("keys.detail", id=id).hook for id in (first, second)] == ["A001", "A002"]


def test_a_lost_set_keeps_its_hook_until_it_is_found_or_retired(desk: Desk) -> None:
    id = hung(desk)
    lend(desk, id)
    now = desk.clock.now
    follow(desk, id, "lose", State.MISSING, loan_id=None, missing_at=now, missing_reason="工地遗失")
    shown = desk.call("keys.detail", id=id)
    assert (shown.state, shown.hook, shown.loan_id) == (State.MISSING, "A001", None)
    desk.step("keys", "find", id, FindDraft(reason="施工队送回"))
    assert state_of(desk, id) is State.IN


def test_key_5_a_set_handed_over_frees_its_hook_and_may_come_back_into_trust(desk: Desk) -> None:
    id = hung(desk)
    follow(desk, id, "hand_over", State.HANDED, hook_id=None, hook="")
    other = hung(desk, unit="", room="水泵房")
    assert desk.call("keys.detail", id=other).hook == "A001"
    free = next(cell for cell in desk.call("keys.walls")[0].hooks if cell.set_id is None)
    follow(desk, id, "entrust", State.IN, hook_id=free.hook_id, hook=free.hook, category=Category.TRUST)
    assert desk.call("keys.detail", id=id).hook == "A002"


def test_retiring_is_the_offices(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        desk.step("keys", "retire", hung(desk), ReasonDraft(reason="换锁"))


def test_a_set_put_right_brings_its_building_and_floor_along(desk: Desk) -> None:
    id = hung(desk, unit="", room="临时")
    desk.step("keys", "amend", id, AmendDraft(unit="5-1-0603", keys=3, note="含信箱钥匙"))
    shown = desk.call("keys.detail", id=id)
    assert (shown.unit, shown.building, shown.floor, shown.keys, shown.room) == ("5-1-0603", "5 栋", 6, 3, "")
    assert [hit.ref.id for hit in desk.call("search.find", text="含信箱")] == [id]


@pytest.mark.parametrize("role", [Role.CASHIER, Role.STEWARD, Role.ADMIN])
def test_the_cabinet_is_the_counters(desk: Desk, role: Role) -> None:
    for verb, arguments in (("walls", {}), ("cabinets", {}), ("hang", {"draft": KeySetDraft(room="x")})):
        with pytest.raises(NotAllowed):
            desk.as_(role).call(f"keys.{verb}", **arguments)


# What others see


def test_all_5_a_set_is_found_by_number_hook_unit_and_room(desk: Desk) -> None:
    id = hung(desk, room="储藏间")
    number = desk.call("keys.detail", id=id).number
    for typed in (number, "A001", UNIT, "储藏"):
        assert id in {hit.ref.id for hit in desk.call("search.find", text=typed) if hit.ref.register == "keys"}, typed
    assert desk.call("search.by_code", code=number).id == id


def test_the_units_page_and_card_tell_where_its_keys_are(desk: Desk) -> None:
    first, second, third = hung(desk), hung(desk), hung(desk)
    lend(desk, second)
    desk.step("keys", "miss", third, ReasonDraft(reason="清点时不在"))
    card = desk.call("directory.unit_card", unit=UNIT)
    said = [(one.text, one.params["hook"]) for one in card.waiting if one.register in {"keys", "loans"}]
    assert sorted(said) == [  # each once: what is lent, the loan says
        ("waiting.keys_in", "A001"),
        ("waiting.keys_missing", "A003"),
        ("waiting.loans", "A002"),
    ]
    events = desk.call("directory.unit_history", unit_id=card.unit_id)
    assert {event.ref.id for event in events if event.ref.register == "keys"} == {first, second, third}


def test_a_set_that_was_given_up_is_still_listed(desk: Desk) -> None:
    id = hung(desk)
    desk.as_(Role.SUPERVISOR).step("keys", "retire", id, ReasonDraft(reason="换锁"))
    assert id in desk.call("keys.ids", query=Query(chip="all"))
    assert id not in desk.call("keys.ids", query=Query(chip="in"))


def test_key_6_today_counts_what_is_missing(desk: Desk) -> None:
    desk.step("keys", "miss", hung(desk), ReasonDraft(reason="清点时不在"))
    items = [item for item in desk.call("today.list") if item.text == "today.keys_missing"]
    assert [(item.count, item.chip) for item in items] == [(1, "missing")]
    assert desk.call("keys.counts")["missing"] == 1
    (id,) = desk.call("keys.ids", query=Query(chip="missing"))
    assert desk.call("keys.rows", ids=[id])[0].place == UNIT


def test_key_7_the_code_of_a_set_never_holds_its_address(desk: Desk) -> None:
    """What a label carries: hook and number; neither grows out of the door (the label itself is ``paper``'s)."""
    shown = desk.call("keys.detail", id=hung(desk))
    digits = "".join(filter(str.isdigit, UNIT))
    for printed in (shown.hook, shown.number):
        assert UNIT not in printed
        assert digits not in "".join(filter(str.isdigit, printed))


# A whole building at once


def units(desk: Desk, building: str, floors: int, doors: int = 2, state: UnitState = UnitState.VACANT) -> None:
    """Units of one entrance, straight into the directory: the highest floors first."""
    with desk.office.core.transaction(desk.actor, "test.units", writing=True) as tx:
        id = tx.session.scalars(select(Building.id).where(Building.code == building)).one()
        places = [
            (floor, f"{building}-7-{floor}{door:02d}") for floor in range(floors, 0, -1) for door in range(doors, 0, -1)
        ]
        made = [
            Unit(building_id=id, code=code, squeezed=squeezed(code), floor=floor, state=state) for floor, code in places
        ]
        journal_bulk.add_all(tx, "unit", made)


def draft_of(desk: Desk, building: str, cabinet: int, **values: Any) -> GenerateDraft:
    id = next(option.id for option in desk.call("directory.buildings") if option.code == building)
    return GenerateDraft(building_id=id, cabinet_id=cabinet, **values)


def test_sets_are_generated_floor_by_floor_onto_free_hooks_in_order(desk: Desk, cabinet: int) -> None:
    units(desk, "5", 3, 1)
    units(desk, "3", 12, 1, state=UnitState.OCCUPIED)
    desk.call("keys.hang", draft=KeySetDraft(hook="A2", room="水泵房"))
    desk.call("keys.hang", draft=KeySetDraft(hook="A9", unit="5-7-201"))
    made = desk.call("keys.generate", draft=draft_of(desk, "5", cabinet))
    assert len(made.also) == 3
    on = {cell.hook: cell.unit for cell in desk.call("keys.wall", id=cabinet).hooks if cell.unit}
    assert on == {"A001": "5-7-101", "A003": "5-7-301", "A004": "5-1-0603", "A009": "5-7-201"}
    numbers = [ref.number for ref in made.also]
    assert numbers == sorted(set(numbers))
    again = draft_of(desk, "5", cabinet)
    assert problems_of(desk, "generate", draft=again) == [("building_id", "nothing_to_hang")]


def test_generating_says_how_many_hooks_are_missing_and_hangs_nothing(desk: Desk, cabinet: int) -> None:
    units(desk, "5", 12, 1)
    with pytest.raises(Invalid) as refused:
        desk.call("keys.generate", draft=draft_of(desk, "5", cabinet))
    (problem,) = refused.value.problems
    assert (problem.field, problem.code, problem.params["missing"]) == ("cabinet_id", "too_few_hooks", 3)
    assert desk.call("keys.counts")["in"] == 0
    assert problems_of(desk, "generate", draft=GenerateDraft()) == [
        ("building_id", "required"),
        ("cabinet_id", "required"),
    ]


def test_generating_can_take_every_unit_with_a_door(desk: Desk, cabinet: int) -> None:
    units(desk, "5", 2, 1, state=UnitState.OCCUPIED)
    desk.call("keys.generate", draft=draft_of(desk, "5", cabinet, vacant_only=False, keys=3))
    shown = {cell.unit: (cell.category, cell.keys) for cell in desk.call("keys.wall", id=cabinet).hooks if cell.unit}
    assert shown["5-7-101"] == (Category.TRUST, 3)


def test_what_is_generated_is_journalled_and_found_as_if_hung_one_by_one(desk: Desk, cabinet: int) -> None:
    units(desk, "5", 2, 1)
    made = desk.call("keys.generate", draft=draft_of(desk, "5", cabinet))
    first = made.also[0]
    assert desk.call("keys.detail", id=first.id).history[0].verb == "keys.generate"
    assert desk.call("search.by_code", code=first.number).id == first.id
    assert desk.as_(Role.DIRECTOR).call("journal.check").findings == ()


def test_a_thousand_sets_are_hung_in_seconds(desk: Desk) -> None:
    cabinet = desk.call("keys.make_cabinet", draft=CabinetDraft(code="B", name="x", rows=40, columns=30)).id
    units(desk, "5", 100, 10)
    began = time.monotonic()
    made = desk.call("keys.generate", draft=draft_of(desk, "5", cabinet))
    assert len(made.also) >= 1_000
    assert time.monotonic() - began < 10
