"""Counts: blind, by several people, interrupted and gone on with, compared, explained, signed, reported (``KEY-6``)."""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from deskapp.domain.common import Query
from deskapp.domain.inventories import (
    CloseDraft,
    CompareDraft,
    Difference,
    DifferenceLine,
    ExplainDraft,
    InventoryDetail,
    InventoryDraft,
    Mark,
    ReportDraft,
    Resolution,
    State,
    Subject,
    TickDraft,
    UntickDraft,
)
from deskapp.domain.keys import CabinetDraft, KeySetDraft, MoveDraft
from deskapp.domain.keys import State as KeyState
from deskapp.domain.paper import PrintOptions
from deskapp.domain.people import Role
from deskapp.domain.reception import ReasonDraft
from deskapp.errors import DeskError, Invalid, NotAllowed, NotFound, WrongStep
from deskapp.paper.forms import PaperOffice
from deskapp.services.office import OpenOffice, open_office
from tests.factories import Desk, TestClock
from tests.ways.inventories import tick
from tests.ways.loans import lend, outside_draft, picks, staff_draft

ROOT = Path(__file__).parents[3]


@pytest.fixture
def clock() -> TestClock:
    """The first day on which keys are counted."""
    return TestClock(datetime(2026, 11, 25, 10).astimezone())


@pytest.fixture
def sets(desk: Desk) -> list[int]:
    """A cabinet of 2 × 3 hooks, a set of two keys on each of the first four."""
    desk.call("keys.make_cabinet", draft=CabinetDraft(code="A", name="前台后墙", rows=2, columns=3))
    rooms = ("水泵房", "配电房", "电梯机房", "天台")
    return [desk.call("keys.hang", draft=KeySetDraft(room=room, keys=2)).id for room in rooms]


def begin(desk: Desk, **values: Any) -> int:
    return int(desk.call("inventories.begin", draft=InventoryDraft(**values)).id)


def read(desk: Desk, id: int) -> InventoryDetail:
    detail = desk.call("inventories.detail", id=id)
    assert isinstance(detail, InventoryDetail)
    return detail


def number_of(desk: Desk, set_id: int) -> str:
    return str(desk.call("keys.detail", id=set_id).number)


def all_seen(desk: Desk, id: int, **seen: Mark) -> None:
    """Everything as it should be, except what is said otherwise."""
    for line in read(desk, id).lines:
        if line.mark is None:
            usual = Mark.PRESENT if line.place <= "A004" else Mark.EMPTY
            tick(desk, id, line.place, seen.get(line.place, usual))


def compare(desk: Desk, id: int, reason: str = "") -> dict[str, DifferenceLine]:
    desk.step("inventories", "compare", id, CompareDraft(reason=reason))
    return {line.place: line for line in read(desk, id).differences}


def explain(desk: Desk, id: int, place: str, resolution: Resolution = Resolution.EXPLAINED, **more: Any) -> None:
    draft = ExplainDraft(place=place, resolution=resolution, explanation="工程部取走未登记", **more)
    desk.call("inventories.explain", id=id, draft=draft)


def problems(refused: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in refused.value.problems]


def test_key_6_the_sheet_has_every_hook_in_cabinet_order_the_empty_ones_too(desk: Desk, sets: list[int]) -> None:
    desk.call("keys.make_cabinet", draft=CabinetDraft(code="B", name="库房", rows=1, columns=2))
    made = begin(desk)
    places = [line.place for line in desk.call("inventories.sheet", id=made).lines]
    assert places == ["A001", "A002", "A003", "A004", "A005", "A006", "B001", "B002"]
    all_seen(desk, made, A005=Mark.PRESENT, B001=Mark.EMPTY)
    assert read(desk, made).counted == 8
    found = compare(desk, made)
    assert {place: line.difference for place, line in found.items()} == {"A005": Difference.UNEXPECTED}


def test_key_6_the_count_is_blind_until_it_is_compared(desk: Desk, sets: list[int]) -> None:
    desk.step("keys", "miss", sets[1], ReasonDraft(reason="找不到"))
    made = begin(desk)
    tick(desk, made, "A001", Mark.EMPTY)
    told = repr(asdict(desk.call("inventories.sheet", id=made))) + repr(asdict(read(desk, made)))
    today = [item for item in desk.call("today.list") if item.register == "inventories"]
    told += repr(desk.call("inventories.rows", ids=[made])) + repr(today)
    for secret in (*(number_of(desk, id) for id in sets), "水泵房", "配电房", "missing", "expected"):
        assert secret not in told
    assert read(desk, made).differences == ()
    assert compare(desk, made, "余下的明天点")["A001"].expected_words == "水泵房"


def test_key_6_by_scan_each_set_names_its_own_hook_and_the_same_one_twice_says_so(desk: Desk, sets: list[int]) -> None:
    made = begin(desk)
    number = number_of(desk, sets[2])
    desk.call("inventories.tick", id=made, draft=TickDraft(code=number.lower()))
    (line,) = [line for line in read(desk, made).lines if line.mark is not None]
    assert (line.place, line.mark, line.code) == ("A003", Mark.PRESENT, number)
    with pytest.raises(Invalid) as refused:
        desk.call("inventories.tick", id=made, draft=TickDraft(code=number))
    assert problems(refused) == [("code", "inventory_scanned_already")]
    desk.call("inventories.tick", id=made, draft=TickDraft(code="A4"))  # a hook's own label is a tick
    assert read(desk, made).counted == 2
    with pytest.raises(Invalid) as unknown:
        desk.call("inventories.tick", id=made, draft=TickDraft(code="YC-202611-9999"))
    assert problems(unknown) == [("code", "inventory_unknown_code")]


def test_key_6_a_set_on_a_strange_hook_is_found_and_moved_there(desk: Desk, sets: list[int]) -> None:
    made = begin(desk)
    number = number_of(desk, sets[0])
    tick(desk, made, "A006", Mark.OTHER, code=number)
    all_seen(desk, made, A001=Mark.EMPTY)
    found = compare(desk, made)
    assert {place: line.difference for place, line in found.items()} == {
        "A001": Difference.LACKING,
        "A006": Difference.MISPLACED,
    }
    assert (found["A006"].code, found["A001"].expected_code) == (number, number)
    explain(desk, made, "A006", Resolution.MOVED)
    explain(desk, made, "A001")
    assert desk.call("keys.detail", id=sets[0]).hook == "A006"


def test_key_6_what_is_lacking_is_reported_missing_in_the_same_step(desk: Desk, sets: list[int]) -> None:
    made = begin(desk)
    all_seen(desk, made, A001=Mark.EMPTY)
    compare(desk, made)
    explain(desk, made, "A001", Resolution.MISSING)
    shown = desk.call("keys.detail", id=sets[0])
    assert (shown.state, shown.missing_reason) == (KeyState.MISSING, "工程部取走未登记")
    with pytest.raises(Invalid) as twice:
        explain(desk, made, "A001", Resolution.EXPLAINED)
    assert problems(twice) == [("place", "inventory_settled")]


def test_key_6_a_missing_set_that_hangs_there_is_put_back(desk: Desk, sets: list[int]) -> None:
    desk.step("keys", "miss", sets[3], ReasonDraft(reason="找不到"))
    made = begin(desk)
    all_seen(desk, made)
    found = compare(desk, made)
    assert (found["A004"].difference, found["A004"].expected_state) == (Difference.UNEXPECTED, "keys.state.missing")
    with pytest.raises(Invalid) as refused:
        explain(desk, made, "A004", Resolution.MISSING)
    assert problems(refused) == [("resolution", "inventory_not_for_this")]
    explain(desk, made, "A004", Resolution.PUT_BACK)
    assert desk.call("keys.detail", id=sets[3]).state is KeyState.IN


def test_key_6_a_set_that_went_out_since_is_not_reported_missing(desk: Desk, sets: list[int]) -> None:
    made = begin(desk)
    all_seen(desk, made, A001=Mark.EMPTY)
    compare(desk, made)
    desk.as_(Role.SUPERVISOR).step("keys", "retire", sets[0], ReasonDraft(reason="换锁"))
    with pytest.raises(Invalid) as refused:
        explain(desk, made, "A001", Resolution.MISSING)
    assert problems(refused) == [("resolution", "inventory_elsewhere")]
    assert read(desk, made).explained == 0


def test_key_6_keys_of_a_set_are_counted_where_they_are_counted(desk: Desk, sets: list[int]) -> None:
    made = begin(desk)
    tick(desk, made, "A001", keys=2)
    tick(desk, made, "A002", keys=1)
    all_seen(desk, made)
    (line,) = compare(desk, made).values()
    assert (line.place, line.difference, line.expected_keys, line.keys) == ("A002", Difference.KEYS, 2, 1)


def test_key_6_what_is_expected_is_judged_when_the_hook_is_counted(desk: Desk, sets: list[int]) -> None:
    made = begin(desk)
    tick(desk, made, "A001")
    desk.step("keys", "miss", sets[0], ReasonDraft(reason="下午被带走"))  # it did hang there when it was counted
    desk.step("keys", "move", sets[1], MoveDraft(hook="A006"))
    desk.clock.forward(days=1)
    tick(desk, made, "A002", Mark.EMPTY)
    tick(desk, made, "A006")
    all_seen(desk, made)
    assert compare(desk, made) == {}


def test_key_6_a_count_broken_off_with_the_program_is_gone_on_with_by_somebody_else(
    office: OpenOffice, place: Path, clock: TestClock, sets: list[int]
) -> None:
    made = begin(Desk(office, clock))
    office.close()
    lines = (
        "import os, sys, datetime",
        "from deskapp.services.office import open_office",
        "from deskapp.domain.people import Role",
        "from deskapp.domain.inventories import TickDraft",
        "from tests.factories import actor_of",
        "office = open_office(sys.argv[1])",
        "actor = actor_of(office, Role.RECEPTIONIST)",
        "for hook in ('A001', 'A002', 'A003'):",
        f"    office.call(actor, 'inventories.tick', id={made}, draft=TickDraft(place=hook))",
        "os._exit(9)",
    )
    broken = subprocess.run([sys.executable, "-c", "\n".join(lines), str(place)], cwd=ROOT, check=False)
    assert broken.returncode == 9
    again = open_office(place, clock=clock)
    other = Desk(again, clock, Role.SUPERVISOR)
    assert [line.mark for line in read(other, made).lines] == [Mark.PRESENT] * 3 + [None] * 3
    all_seen(other, made)
    shown = read(other, made)
    assert (shown.counted, len({line.by for line in shown.lines})) == (6, 2)
    assert set(shown.counters) == {line.by for line in shown.lines}
    assert compare(other, made) == {}
    again.close()


def test_key_6_two_people_count_at_once_and_neither_writes_over_the_other(desk: Desk, sets: list[int]) -> None:
    made = begin(desk)
    other = desk.as_(Role.SUPERVISOR)
    seen = {line.place: line.times for line in read(other, made).lines}  # both look at the same sheet
    for place in ("A001", "A003", "A005"):
        tick(desk, made, place, times=seen[place])
    for place in ("A002", "A004", "A006"):
        tick(other, made, place, times=seen[place])
    assert read(desk, made).counted == 6
    with pytest.raises(Invalid) as refused:
        tick(other, made, "A001", Mark.EMPTY, times=seen["A001"])
    assert problems(refused) == [("place", "inventory_counted_meanwhile")]
    tick(other, made, "A001", Mark.EMPTY, times=1)
    assert read(desk, made).lines[0].mark is Mark.EMPTY


def test_key_6_a_place_is_counted_again_and_the_journal_keeps_what_was_said_before(desk: Desk, sets: list[int]) -> None:
    made = begin(desk)
    tick(desk, made, "A001", Mark.EMPTY)
    tick(desk, made, "A001")
    desk.call("inventories.untick", id=made, draft=UntickDraft(place="a001"))
    assert read(desk, made).counted == 0
    with pytest.raises(Invalid) as refused:
        desk.call("inventories.untick", id=made, draft=UntickDraft(place="A001"))
    assert problems(refused) == [("place", "inventory_not_counted")]
    from deskapp.services import journal

    with desk.office.core.transaction(desk.actor, "test.look", writing=False) as tx:
        told = [
            change.new or change.old
            for row in journal.history(tx.session, "inventories", made)
            for change in row.changes
            if change.field == "mark"
        ]
    assert told == ["empty", "present", "present"]


def test_key_6_every_difference_is_explained_before_the_supervisor_signs(desk: Desk, sets: list[int]) -> None:
    made, office = begin(desk), desk.as_(Role.SUPERVISOR)
    all_seen(desk, made, A001=Mark.EMPTY, A002=Mark.EMPTY)
    compare(desk, made)
    with pytest.raises(Invalid) as refused:
        office.step("inventories", "close", made, CloseDraft(counter_signed=True))
    assert problems(refused) == [("summary", "inventory_unexplained")]
    explain(desk, made, "A001")
    explain(desk, made, "A002")
    with pytest.raises(NotAllowed):
        desk.step("inventories", "close", made, CloseDraft(counter_signed=True))
    office.step("inventories", "close", made, CloseDraft(counter_signed=True, summary="两串钥匙在工程部"))
    shown = read(desk, made)
    assert (shown.state, shown.closed_by, shown.counter_signed) == (State.CLOSED, office.actor.name, True)
    assert [line.explained_by for line in shown.differences] == [desk.actor.name] * 2


def test_key_6_hooks_that_nobody_counted_are_differences_explained_in_one_go(desk: Desk, sets: list[int]) -> None:
    made = begin(desk)
    tick(desk, made, "A001", Mark.EMPTY)
    with pytest.raises(Invalid) as refused:
        compare(desk, made)
    assert problems(refused) == [("reason", "inventory_places_left")]
    found = compare(desk, made, "下排被柜子挡住")
    assert [line.difference for line in found.values()] == [Difference.LACKING, *[Difference.UNCOUNTED] * 5]
    explain(desk, made, "A003", alike=True)
    assert [line.place for line in read(desk, made).differences if line.resolution is None] == ["A001"]
    with pytest.raises(Invalid) as one_by_one:
        explain(desk, made, "A001", Resolution.MISSING, alike=True)
    assert problems(one_by_one) == [("alike", "inventory_one_by_one")]


def test_key_6_only_the_office_opens_a_compared_count_again_and_it_is_blind_again(desk: Desk, sets: list[int]) -> None:
    made = begin(desk)
    tick(desk, made, "A001", Mark.EMPTY)
    compare(desk, made, "先看一眼")
    with pytest.raises(WrongStep):
        tick(desk, made, "A002")
    with pytest.raises(NotAllowed):
        desk.step("inventories", "resume", made, ReasonDraft(reason="接着点"))
    desk.as_(Role.SUPERVISOR).step("inventories", "resume", made, ReasonDraft(reason="接着点"))
    shown = read(desk, made)
    assert (shown.state, shown.counted, shown.differences, shown.different) == (State.COUNTING, 1, (), 0)
    all_seen(desk, made)
    assert list(compare(desk, made)) == ["A001"]


def test_key_6_no_hook_is_counted_by_two_counts_at_a_time(desk: Desk, sets: list[int]) -> None:
    shelf = desk.call("keys.make_cabinet", draft=CabinetDraft(code="B", name="库房", rows=1, columns=2)).id
    first = begin(desk, part_id=shelf)
    with pytest.raises(Invalid) as refused:
        begin(desk)
    assert problems(refused) == [("part_id", "inventory_under_way")]
    begin(desk, part_id=1)
    desk.step("inventories", "void", first, ReasonDraft(reason="误开"))
    begin(desk, part_id=shelf)
    assert [row.part for row in desk.call("inventories.rows", ids=[1, 2])] == ["B 库房", "A 前台后墙"]


def test_key_6_bad_months_cabinets_and_an_empty_office_are_refused_in_place(desk: Desk, sets: list[int]) -> None:
    for draft, wanted in (
        (InventoryDraft(month="昨天"), [("month", "not_a_month")]),
        (InventoryDraft(month="2027-01"), [("month", "month_to_come")]),
        (InventoryDraft(part_id=99), [("part_id", "unknown_choice")]),
    ):
        with pytest.raises(Invalid) as refused:
            desk.call("inventories.begin", draft=draft)
        assert problems(refused) == wanted
    with pytest.raises(Invalid) as unknown:
        desk.call("inventories.begin", draft=InventoryDraft(subject="nothing"))  # type: ignore[arg-type]
    assert problems(unknown) == [("subject", "wrong_type")]


def test_key_6_without_a_cabinet_there_is_nothing_to_count(desk: Desk) -> None:
    with pytest.raises(Invalid) as refused:
        begin(desk)
    assert problems(refused) == [("part_id", "inventory_no_places")]


def test_key_6_the_fixed_days_are_ticked_by_counting_and_by_reporting(desk: Desk, sets: list[int]) -> None:
    def ticks() -> set[str]:
        return {item.tick for item in desk.call("today.list") if item.register == "inventories" and item.tick}

    window, report = "keys.inventory_window 2026-11", "keys.report_day 2026-11"
    desk.clock.forward(days=2)
    assert ticks() == {window, report}
    made, office = begin(desk), desk.as_(Role.SUPERVISOR)
    all_seen(desk, made)
    compare(desk, made)
    assert ticks() == {report}
    office.step("inventories", "resume", made, ReasonDraft(reason="漏点"))
    assert ticks() == {window, report}
    compare(desk, made)
    office.step("inventories", "close", made, CloseDraft(counter_signed=True))
    desk.step("inventories", "report", made, ReportDraft(reported_to="管理处主任", reported_at=desk.clock.now))
    assert ticks() == set()
    assert read(desk, made).reported_to == "管理处主任"


def test_key_6_a_voided_count_does_not_tick_the_month_and_one_that_stands_still_does(
    desk: Desk, sets: list[int]
) -> None:
    def ticks() -> set[str]:
        return {item.tick for item in desk.call("today.list") if item.register == "inventories" and item.tick}

    window, report = "keys.inventory_window 2026-11", "keys.report_day 2026-11"
    desk.clock.forward(days=2)
    office = desk.as_(Role.SUPERVISOR)
    first, second = (_reported(desk, begin(desk)) for _ in range(2))
    assert ticks() == set()
    office.step("inventories", "void", second, ReasonDraft(reason="重复清点"))
    assert ticks() == set()
    third = begin(desk)
    all_seen(desk, third)
    compare(desk, third)
    office.step("inventories", "resume", third, ReasonDraft(reason="漏点"))
    assert ticks() == set()
    desk.step("inventories", "void", third, ReasonDraft(reason="重复清点"))
    office.step("inventories", "void", first, ReasonDraft(reason="清点有误"))
    assert ticks() == {window, report}


def _reported(desk: Desk, made: int) -> int:
    all_seen(desk, made)
    compare(desk, made)
    desk.as_(Role.SUPERVISOR).step("inventories", "close", made, CloseDraft(counter_signed=True))
    desk.step("inventories", "report", made, ReportDraft(reported_to="管理处主任", reported_at=desk.clock.now))
    return made


def test_key_6_a_count_of_one_cabinet_does_not_tick_the_month(desk: Desk, sets: list[int]) -> None:
    made = begin(desk, part_id=1)
    all_seen(desk, made)
    compare(desk, made)
    assert "keys.inventory_window 2026-11" in {item.tick for item in desk.call("today.list")}


def test_key_6_a_count_under_way_stands_in_today_and_is_found(desk: Desk, sets: list[int]) -> None:
    made = begin(desk, note="年终大清点")
    tick(desk, made, "A001", Mark.EMPTY)
    (item,) = [item for item in desk.call("today.list") if item.ref is not None and item.ref.register == "inventories"]
    assert (item.ref.id, item.params["counted"], item.params["total"]) == (made, 1, 6)
    assert [hit.ref.id for hit in desk.call("search.find", text="年终") if hit.ref.register == "inventories"] == [made]
    assert list(desk.call("inventories.ids", query=Query(chip="open"))) == [made]


def test_key_6_the_counter_alone_counts(desk: Desk, sets: list[int]) -> None:
    made = begin(desk)
    for role in (Role.STEWARD, Role.CASHIER):
        with pytest.raises(NotAllowed):
            tick(desk.as_(role), made, "A001")
        with pytest.raises(NotAllowed):
            desk.as_(role).call("inventories.sheet", id=made)


def test_key_6_what_is_lent_is_expected_to_be_away_and_is_taken_back_where_it_was_lent(
    desk: Desk, sets: list[int]
) -> None:
    lend(desk, staff_draft(desk, sets=picks("A001", "A002")))
    made = begin(desk)
    all_seen(desk, made, A001=Mark.EMPTY, A002=Mark.PRESENT)
    (line,) = compare(desk, made).values()
    assert (line.place, line.difference, line.expected_state) == ("A002", Difference.UNEXPECTED, "keys.state.out")
    with pytest.raises(Invalid) as refused:
        explain(desk, made, "A002", Resolution.PUT_BACK)
    assert problems(refused) == [("resolution", "inventory_elsewhere")]
    desk.call("loans.scan_back", text="A002")
    explain(desk, made, "A002")
    assert read(desk, made).explained == 1


def test_key_6_the_monthly_table_keeps_to_the_moment_of_the_count(desk: Desk, sets: list[int]) -> None:
    lend(desk, outside_draft(desk, sets=picks("A001", "A002"), due_at=desk.clock.now + timedelta(hours=4)))
    desk.step("keys", "miss", sets[2], ReasonDraft(reason="找不到"))
    desk.clock.forward(hours=5)
    live = desk.call("inventories.table", id=202611)
    in_all = live.rows[-1]
    assert (in_all.total, in_all.hung, in_all.out, in_all.overdue, in_all.missing) == (4, 1, 2, 2, 1)
    assert (live.loans, live.sets_lent, live.outside, live.deposits, live.deposits_held) == (1, 2, 1, 1, 200)
    made = begin(desk)
    all_seen(desk, made, A001=Mark.EMPTY, A002=Mark.EMPTY, A003=Mark.EMPTY)
    compare(desk, made)
    desk.call("loans.scan_back", text="A001")
    kept = desk.call("inventories.table", id=202611)
    assert (kept.inventory_id, kept.rows, kept.hooks, kept.differences) == (made, live.rows, 6, 0)


def test_key_6_an_empty_month_and_one_that_was_not_counted_say_so(desk: Desk) -> None:
    this = desk.call("inventories.table", id=202611)
    assert (this.empty, len(this.rows)) == (True, 5)
    past = desk.call("inventories.table", id=202609)
    assert (past.rows, past.at, past.loans) == ((), None, 0)
    for wrong in (0, 202613, 20261121):
        with pytest.raises(NotFound):
            desk.call("inventories.table", id=wrong)


@pytest.mark.parametrize("name", ["月报.csv", "月报.xlsx"])
def test_key_6_the_table_is_written_for_the_office_to_open(
    desk: Desk, sets: list[int], tmp_path: Path, name: str
) -> None:
    with pytest.raises(NotAllowed):
        desk.call("inventories.write_table", id=202611, path=str(tmp_path / name))
    office = desk.as_(Role.SUPERVISOR)
    path = office.call("inventories.write_table", id=202611, path=str(tmp_path / name))
    if name.endswith(".csv"):
        text = Path(path).read_text(encoding="utf-8-sig")
        assert "2026-11" in text
        assert "设备房备用" in text
    else:
        rows = {row[0].value: row[1].value for row in load_workbook(path).active.iter_rows(max_col=2)}
        assert rows["合计 In all"] == 4
    with pytest.raises(DeskError):
        office.call("inventories.write_table", id=202611, path=str(tmp_path / "nowhere" / name))


def test_key_6_the_printed_sheet_is_as_blind_as_the_screen(desk: Desk, sets: list[int]) -> None:
    made = begin(desk)
    tick(desk, made, "A001")
    estate = desk.call("directory.estate")
    options = PrintOptions(estate=estate, printed_at=desk.clock.now, printed_by="王丽")
    pdf = PaperOffice().render("key_count_sheet", desk.call("inventories.sheet", id=made), options)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert all(f"A{at:03d}" in text for at in range(1, 7))
    assert not [secret for secret in (*(number_of(desk, id) for id in sets), "水泵房", "借出") if secret in text]


def test_key_6_what_is_countable_is_found_among_the_services(desk: Desk) -> None:
    service: Any = desk.office.core.by_name["inventories"]
    assert [service.countable(subject).subject for subject in Subject] == list(Subject)
    with pytest.raises(NotFound):
        service.countable("lockers")
