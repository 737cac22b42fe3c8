"""The directory: who lives where, standing instructions, one person on two records, bad input refused."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskapp.domain.common import Query
from deskapp.domain.directory import (
    BuildingDraft,
    CallerHit,
    Estate,
    IdType,
    InstructionDraft,
    InstructionKind,
    NamedDraft,
    Relation,
    ResidentDraft,
    TieDraft,
    UnitDraft,
    UnitState,
)
from deskapp.domain.people import EVERYONE, OFFICE, Role
from deskapp.errors import Conflict, DeskError, Invalid, NotAllowed, NotFound
from tests.factories import Desk

GOOD_ID = "11010519491231002X"
BAD_ID = "110105194912310021"


@pytest.fixture
def chief(desk: Desk) -> Desk:
    return desk.as_(Role.SUPERVISOR)


def find(desk: Desk, text: str, limit: int = 12) -> tuple[CallerHit, ...]:
    hits = desk.call("directory.find_caller", text=text, limit=limit)
    assert isinstance(hits, tuple)
    return hits


def refused(call: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as caught:
        call()
    return {problem.field: problem.code for problem in caught.value.problems}


def resident(desk: Desk, name: str, *units: str, **values: Any) -> int:
    ties = tuple(TieDraft(unit=unit) for unit in units)
    return int(desk.call("directory.save_resident", draft=ResidentDraft(name=name, ties=ties, **values)).id)


# Finding the caller


@pytest.mark.parametrize(
    "typed",
    ["3-2-1102", "3 2 1102", "321102", "3栋2单元1102", "3号楼2单元1102室", "3/2/1102", "3.2.1102 "],
)
def test_ALL_5_a_unit_is_found_by_its_code_in_any_punctuation(desk: Desk, typed: str) -> None:
    first = find(desk, typed)[0]
    assert (first.unit, first.name, first.phone) == ("3-2-1102", "陈静", "138 0000 1234")
    assert first.relation is Relation.OWNER


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    breaks=st.tuples(*[st.sampled_from(["-", " ", "", "—", "-", "/", ".", "_", " - ", " ", "·"])] * 2),
    wide=st.booleans(),
    around=st.sampled_from(["", " ", "\t", " "]),
)
def test_ALL_5_no_punctuation_hides_a_unit(desk: Desk, breaks: tuple[str, str], wide: bool, around: str) -> None:
    typed = around + breaks[0].join(["3", breaks[1].join(["2", "1102"])]) + around
    if wide:
        typed = typed.translate({ord("0") + n: ord("0") + n for n in range(10)})
    assert find(desk, typed)[0].unit == "3-2-1102"


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=80))
def test_ALL_5_whatever_is_typed_is_answered(desk: Desk, typed: str) -> None:
    assert len(find(desk, typed)) <= 12


@pytest.mark.parametrize(("typed", "name"), [("陈", "陈静"), ("zs", "张三"), ("zhangsan", "张三"), ("5678", "张三")])
def test_ALL_5_a_caller_is_found_by_name_pinyin_or_the_end_of_a_phone(desk: Desk, typed: str, name: str) -> None:
    assert [hit.name for hit in find(desk, typed)] == [name]


def test_ALL_5_the_exact_code_stands_before_longer_ones_and_people_come_last(chief: Desk) -> None:
    for code in ("3-2-110", "3-2-11021"):
        chief.call("directory.save_unit", draft=UnitDraft(code=code))
    resident(chief, "王五", "5-1-0603", phones="13700003210")
    assert [hit.unit for hit in find(chief, "3-2-1102")] == ["3-2-1102", "3-2-11021"]
    assert [hit.unit for hit in find(chief, "3-2-110")] == ["3-2-110", "3-2-1102", "3-2-11021"]


def test_ALL_5_building_3_entrance_2_comes_before_building_32(chief: Desk) -> None:
    chief.call("directory.save_building", draft=BuildingDraft(code="32", floors=9))
    chief.call("directory.save_unit", draft=UnitDraft(code="32-1-101"))
    assert [hit.unit for hit in find(chief, "3-2")] == ["3-2-1102", "3-2-1202", "32-1-101"]


def test_ALL_5_a_unit_without_residents_is_found_alone(desk: Desk) -> None:
    hit = find(desk, "3-2-1202")[0]
    assert (hit.unit, hit.resident_id, hit.name, hit.relation) == ("3-2-1202", None, "", None)


def test_ALL_5_the_search_box_shows_units_and_people(desk: Desk) -> None:
    service = desk.office.core.by_name["directory"]
    with desk.office.core.transaction(desk.actor, "directory.hits", writing=False) as tx:
        units, people = service.hits(tx, "321102", 5), service.hits(tx, "zs", 5)  # type: ignore[attr-defined]
    assert (units[0].ref.register, units[0].title, units[0].subtitle) == ("unit", "3-2-1102", "陈静")
    assert (people[0].ref.register, people[0].title, people[0].subtitle) == ("resident", "张三", "5-1-0603")


# Ties, with their dates


def test_DIR_1_a_resident_belongs_to_several_units_and_past_ties_stay(desk: Desk) -> None:
    id = resident(desk, "李雷", "3-2-1102", "5-1-0603", phones="13600001111")
    draft = desk.call("directory.resident_draft", id=id)
    ended = (TieDraft(unit="3-2-1102", since=date(2020, 1, 1), until=date(2025, 1, 1)), draft.ties[1])
    desk.call("directory.save_resident", draft=_with(draft, ties=ended))
    detail = desk.call("directory.resident", id=id)
    assert [(tie.unit, tie.past) for tie in detail.ties] == [("5-1-0603", False), ("3-2-1102", True)]
    assert [hit.unit for hit in find(desk, "李雷")] == ["5-1-0603"]
    card = desk.call("directory.unit_card", unit="3-2-1102")
    assert [(tie.name, tie.past) for tie in card.residents] == [("陈静", False), ("李雷", True)]


def test_DIR_1_a_tie_left_out_of_the_form_ends_and_is_kept(desk: Desk) -> None:
    id = resident(desk, "李雷", "3-2-1102", "5-1-0603")
    draft = desk.call("directory.resident_draft", id=id)
    desk.call("directory.save_resident", draft=_with(draft, ties=draft.ties[:1]))
    ties = desk.call("directory.resident", id=id).ties
    assert [(tie.unit, tie.past) for tie in ties] == [("3-2-1102", False), ("5-1-0603", True)]


def test_ALL_3_a_residents_history_names_what_changed(desk: Desk) -> None:
    id = resident(desk, "李雷", "3-2-1102")
    draft = desk.call("directory.resident_draft", id=id)
    desk.call("directory.save_resident", draft=_with(draft, name="李磊", ties=()))
    fields = {change.field for row in desk.call("directory.resident", id=id).history for change in row.changes}
    assert {"name", "ties"} <= fields


def _with(draft: ResidentDraft, **values: Any) -> ResidentDraft:
    from dataclasses import replace

    return replace(draft, **values)


# Merging


def test_DIR_2_merging_keeps_all_history_of_both(desk: Desk, chief: Desk) -> None:
    keep = resident(desk, "王芳", "3-2-1102", phones="13800000001")
    gone = resident(desk, "王 芳", "5-1-0603", phones="13800000002", notes="hard of hearing")
    entry = desk.entry(resident_id=gone, caller="王芳")
    change = chief.call("directory.merge_residents", keep=keep, gone=gone)
    assert {ref.register for ref in change.also} == {"resident", "unit", "reception"}
    kept, lost = (desk.call("directory.resident", id=id) for id in (keep, gone))
    assert lost.merged_into == keep
    assert [tie.unit for tie in kept.ties] == ["3-2-1102", "5-1-0603"]
    assert (kept.phones, kept.notes) == (("13800000001", "13800000002"), "hard of hearing")
    moved = desk.read_entry(entry.id)
    assert (moved.resident_id, moved.version) == (keep, entry.version + 1)
    assert moved.history[-1].verb == "directory.merge_residents"
    assert {hit.resident_id for hit in find(desk, "王芳")} == {keep}
    assert desk.call("journal.history", register="resident", id=gone)[-1].changes[0].field == "merged_into"


def test_DIR_2_a_record_is_not_merged_with_itself_or_twice(chief: Desk) -> None:
    keep, gone = resident(chief, "甲"), resident(chief, "乙")
    assert refused(lambda: chief.call("directory.merge_residents", keep=keep, gone=keep)) == {"gone": "same_resident"}
    chief.call("directory.merge_residents", keep=keep, gone=gone)
    with pytest.raises(Conflict):
        chief.call("directory.merge_residents", keep=keep, gone=gone)
    with pytest.raises(Conflict):
        chief.call("directory.save_resident", draft=chief.call("directory.resident_draft", id=gone))


# Standing instructions


def test_DIR_4_an_instruction_shows_on_the_card_and_expires_by_itself(desk: Desk) -> None:
    until = desk.clock.now.date() + timedelta(days=2)
    draft = InstructionDraft(unit="321102", kind=InstructionKind.PARCELS, text="包裹放 302", until=until)
    change = desk.call("directory.instruct", draft=draft)
    assert change.also[0].number == "3-2-1102"

    def shown() -> list[str]:
        return [line.text for line in desk.call("directory.unit_card", unit="3-2-1102").instructions]

    assert shown() == ["包裹放 302"]
    desk.clock.forward(days=2)
    assert shown() == ["包裹放 302"]
    desk.clock.forward(days=1)
    assert shown() == []


def test_DIR_4_an_instruction_can_be_ended_and_needs_a_day_to_come(desk: Desk) -> None:
    today = desk.clock.now.date()
    draft = InstructionDraft(unit="3-2-1102", text="谢绝来访", until=today)
    id = desk.call("directory.instruct", draft=draft).id
    desk.call("directory.end_instruction", id=id)
    assert desk.call("directory.unit_card", unit="3-2-1102").instructions == ()
    late = InstructionDraft(unit="9-9-9", text="x", until=today - timedelta(days=1))
    assert refused(lambda: desk.call("directory.instruct", draft=late)) == {"unit": "unknown_unit", "until": "in_past"}


# The unit's page


def test_REC_1_the_card_says_who_lives_there_and_what_waits(desk: Desk) -> None:
    desk.slip()
    card = desk.call("directory.unit_card", unit="3-2-1102")
    assert (card.area, card.floor, [tie.name for tie in card.residents]) == ("东区", 11, ["陈静"])
    assert [line.register for line in card.waiting] == ["slips"]


def test_REC_1_the_units_history_comes_from_every_register_newest_first(desk: Desk) -> None:
    desk.entry()
    desk.clock.forward(minutes=5)
    desk.slip()
    unit_id = desk.call("directory.unit_card", unit="3-2-1102").unit_id
    events = desk.call("directory.unit_history", unit_id=unit_id)
    assert [event.ref.register for event in events] == ["slips", "reception"]
    assert len(desk.call("directory.unit_history", unit_id=unit_id, limit=1)) == 1


def test_REC_1_an_unknown_unit_is_said_so(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.call("directory.unit_card", unit="9-9-9999")


# Bad input


@pytest.mark.parametrize(
    ("values", "problems"),
    [
        ({"name": ""}, {"name": "required"}),
        ({"phones": "138 0000 1234, abc"}, {"phones": "phone"}),
        ({"id_type": IdType.ID_CARD, "id_number": BAD_ID}, {"id_number": "id_number"}),
        ({"id_type": IdType.ID_CARD, "id_number": "12345"}, {"id_number": "id_number"}),
        ({"id_number": "E1234567"}, {"id_type": "required"}),
        ({"notes": "\x07"}, {"notes": "control_character"}),
        ({"ties": (TieDraft(unit="9-9-9"),)}, {"ties.0.unit": "unknown_unit"}),
        (
            {"ties": (TieDraft(unit="3-2-1102", since=date(2025, 1, 2), until=date(2025, 1, 1)),)},
            {"ties.0.until": "until_before_since"},
        ),
    ],
)
def test_ALL_4_a_resident_with_a_mistake_is_refused_whole(
    desk: Desk, values: dict[str, Any], problems: dict[str, str]
) -> None:
    draft = ResidentDraft(**({"name": "无名氏"} | values))
    assert refused(lambda: desk.call("directory.save_resident", draft=draft)) == problems
    assert find(desk, "无名氏") == ()


@pytest.mark.parametrize(
    ("code", "problem"),
    [("7-1-101", "unknown_building"), ("1102", "unit_code"), ("3-2-1102", "duplicate"), ("1-2-3-4", "unit_code")],
)
def test_ALL_4_a_units_code_is_building_entrance_room_and_stands_once(chief: Desk, code: str, problem: str) -> None:
    assert refused(lambda: chief.call("directory.save_unit", draft=UnitDraft(code=code))) == {"code": problem}


def test_ALL_4_a_building_keeps_its_code_while_units_stand_under_it(chief: Desk) -> None:
    id = next(option.id for option in chief.call("directory.buildings") if option.code == "3")
    draft = chief.call("directory.building_draft", id=id)
    assert (draft.name, draft.floors) == ("3 栋", 18)
    renamed = BuildingDraft(id=id, code="4", floors=18)
    assert refused(lambda: chief.call("directory.save_building", draft=renamed)) == {"code": "building_in_use"}
    twice = BuildingDraft(code="5")
    assert refused(lambda: chief.call("directory.save_building", draft=twice)) == {"code": "duplicate"}
    parts = BuildingDraft(code="5-1", area_id=99)
    assert refused(lambda: chief.call("directory.save_building", draft=parts)) == {
        "code": "unit_code",
        "area_id": "unknown_choice",
    }


def test_ALL_4_an_older_version_never_overwrites_a_newer_one(chief: Desk) -> None:
    unit = chief.call("directory.unit_card", unit="3-2-1102")
    draft = chief.call("directory.unit_draft", id=unit.unit_id)
    chief.call("directory.save_unit", draft=_changed(draft, state=UnitState.OCCUPIED, area_m2=Decimal("98.5")))
    with pytest.raises(Conflict):
        chief.call("directory.save_unit", draft=draft)
    assert chief.call("directory.unit_card", unit="3-2-1102").state is UnitState.OCCUPIED


def _changed(draft: UnitDraft, **values: Any) -> UnitDraft:
    from dataclasses import replace

    return replace(draft, **values)


def test_ALL_4_names_of_departments_and_areas_stand_once(chief: Desk) -> None:
    for verb, name in (("save_department", "工程部"), ("save_area", "东区")):
        draft = NamedDraft(name=name)
        assert refused(lambda verb=verb, draft=draft: chief.call(f"directory.{verb}", draft=draft)) == {
            "name": "duplicate"
        }


# Personal data


def test_F17_an_id_number_leaves_the_service_masked_and_stays_when_left_so(desk: Desk) -> None:
    id = resident(desk, "李雷", id_type=IdType.ID_CARD, id_number=GOOD_ID.lower())
    draft = desk.call("directory.resident_draft", id=id)
    assert draft.id_number == "110105********002X"
    desk.call("directory.save_resident", draft=_with(draft, address_as="李先生"))
    detail = desk.call("directory.resident", id=id)
    assert (detail.id_number_masked, detail.address_as) == ("110105********002X", "李先生")
    assert GOOD_ID not in repr(detail.history) + repr(desk.call("journal.history", register="resident", id=id))
    other = _with(desk.call("directory.resident_draft", id=id), id_number="110101********1234")
    assert refused(lambda: desk.call("directory.save_resident", draft=other)) == {"id_number": "id_number"}


def test_ALL_4_several_phones_are_kept_apart(desk: Desk) -> None:
    id = resident(desk, "李雷", phones="13800001234、0871-65001234,+86 139 1111 2222;13800001234")
    assert desk.call("directory.resident", id=id).phones == ("13800001234", "0871-65001234", "+86 139 1111 2222")


# The table


def test_the_table_lists_units_in_the_order_of_the_house(chief: Desk) -> None:
    for code in ("5-1-1001", "5-1-0203", "5-10-0101", "5-2-0101", "5-P1"):
        chief.call("directory.save_unit", draft=UnitDraft(code=code, state=UnitState.OCCUPIED))

    def codes(**query: Any) -> list[str]:
        ids = chief.call("directory.ids", query=Query(**{"sort": "code"} | query))
        return [row.code for row in chief.call("directory.rows", ids=ids)]

    ordered = ["5-P1", "5-1-0203", "5-1-0603", "5-1-1001", "5-2-0101", "5-10-0101"]
    assert codes() == ["3-2-1102", "3-2-1202", *ordered]
    assert codes(sort="-code") == list(reversed(codes()))
    assert codes(chip="vacant") == ["3-2-1102", "3-2-1202", "5-1-0603"]
    assert codes(text="zs") == ["5-1-0603"]
    assert codes(text="5-1") == ["5-1-0203", "5-1-0603", "5-1-1001", "5-10-0101"]
    assert codes(text="nobody") == []
    assert chief.call("directory.counts") == {"all": 8, "occupied": 5, "vacant": 3, "fitting_out": 0}


def test_ALL_4_a_chip_nobody_knows_is_refused(desk: Desk) -> None:
    with pytest.raises(Invalid):
        desk.call("directory.ids", query=Query(chip="nope"))


def test_a_row_names_residents_and_phones(desk: Desk) -> None:
    row = desk.call("directory.rows", ids=desk.call("directory.ids", query=Query(text="321102")))[0]
    assert (row.residents, row.phones, row.area, row.floor) == ("陈静", "138 0000 1234", "东区", 11)


# Who may


@pytest.mark.parametrize("role", sorted(EVERYONE))
def test_roles_the_directory_is_changed_in_bulk_by_the_supervisor_and_the_director_only(desk: Desk, role: Role) -> None:
    other = desk.as_(role)
    assert other.call("directory.estate").name == "翠湖花园"
    for verb, arguments in (
        ("save_estate", {"draft": Estate(name="翠湖", phone="110")}),
        ("save_unit", {"draft": UnitDraft(code="5-1-0101")}),
        ("save_area", {"draft": NamedDraft(name="南区")}),
        ("merge_residents", {"keep": 1, "gone": 2}),
    ):
        if role in OFFICE:
            other.call(f"directory.{verb}", **arguments)
        else:
            with pytest.raises(NotAllowed):
                other.call(f"directory.{verb}", **arguments)


def test_the_letterhead_is_read_before_anybody_signs_in(desk: Desk) -> None:
    assert desk.office.call(None, "directory.estate").phone == "0871 6500 0000"
    with pytest.raises(DeskError):
        desk.office.call(None, "directory.areas")


@pytest.mark.parametrize("role", [Role.CASHIER, Role.ADMIN])
def test_a_unit_page_shows_nothing_of_registers_the_person_may_not_read(desk: Desk, role: Role) -> None:
    entry = desk.entry()
    assert desk.call("directory.unit_card", unit=entry.unit).waiting
    other = desk.as_(role)
    assert other.call("directory.unit_card", unit=entry.unit).waiting == ()
    assert other.call("directory.unit_history", unit_id=entry.unit_id) == ()
    assert other.call("today.list") == ()
