"""A month of duty on PostgreSQL: roster, swap, leave, handover, notes, log, and a sheet entered afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import create_engine

from deskapp.domain.afterwards import PaperLine, SheetDraft, What
from deskapp.domain.duty_log import CorrectDraft, EraseDraft, Kind, LogDraft, SignDraft
from deskapp.domain.handovers import State
from deskapp.domain.leaves import LeaveDraft
from deskapp.domain.must_read import NoteDraft
from deskapp.domain.people import Role
from deskapp.services.office import open_office
from tests.factories import Desk, TestClock, furnish
from tests.ways import handovers, mail, swaps


@pytest.fixture(scope="module")
def desk(server: str) -> Iterator[Desk]:
    """A furnished register in a database of its own."""
    around = create_engine(server, isolation_level="AUTOCOMMIT")
    with around.connect() as connection:
        connection.exec_driver_sql("CREATE DATABASE duty")
    around.dispose()
    clock = TestClock()
    office = open_office(server.rpartition("/")[0] + "/duty", create=True, clock=clock)
    furnish(office)
    yield Desk(office, clock)
    office.close()


def sound(desk: Desk) -> None:
    assert desk.as_(Role.SUPERVISOR).call("journal.check").findings == ()


def test_duty_2_a_month_is_published_swapped_and_left(desk: Desk) -> None:
    before = swaps.agreed(desk)
    steward, receptionist = (swaps.staff(desk, role) for role in (Role.STEWARD, Role.RECEPTIONIST))
    swaps.approve(desk, before.id)
    cells = swaps.cells(desk)
    assert cells[receptionist, swaps.DAY] == swaps.EARLY
    assert cells[steward, swaps.OTHER_DAY] == swaps.LATE
    leave = LeaveDraft(since=swaps.DAY, until=swaps.OTHER_DAY, reason="看病")
    id = desk.call("leaves.ask", draft=leave).id
    chief = desk.as_(Role.SUPERVISOR)
    chief.step("leaves", "approve", id)
    assert [away.staff_id for away in desk.call("roster.month", month=swaps.MONTH).away] == [receptionist]
    editions = chief.call("roster.editions", month=swaps.MONTH)
    assert [each.edition for each in editions] == [2, 1]
    assert chief.call("roster.changes", old=editions[1].id, new=editions[0].id)
    assert desk.call("roster.on_duty").published is False
    sound(desk)


def test_duty_4_the_desk_is_handed_over_from_begin_to_taken(desk: Desk) -> None:
    chief = desk.as_(Role.SUPERVISOR)
    note = chief.call("must_read.write", draft=NoteDraft(title="须知", content="水泵房钥匙已换")).id
    desk.entry(promised_at=desk.clock.now + timedelta(minutes=5))
    desk.clock.forward(hours=1)
    assert any(each.code == "important" for each in handovers.prepared(desk).obstacles)
    given = handovers.given(desk)
    assert given.state is State.GIVEN
    assert given.passed_by
    assert [each.id for each in desk.as_(Role.DIRECTOR).call("handovers.detail", id=given.id).unread] == [note]
    desk.as_(Role.DIRECTOR).step("must_read", "read", note)
    desk.step("handovers", "take", given.id, handovers.form("take", desk, given.id))
    taken = handovers.read(desk, given.id)
    assert (taken.state, taken.head.seq > 0) == (State.TAKEN, True)
    assert [reader.name for reader in chief.call("must_read.detail", id=note).readers]
    assert desk.call("duty_papers.handover", id=given.id).notes
    sound(desk)


def test_duty_3_the_log_is_written_corrected_erased_and_signed(desk: Desk) -> None:
    chief, director = desk.as_(Role.SUPERVISOR), desk.as_(Role.DIRECTOR)
    seq = desk.call("duty_log.write", draft=LogDraft(kind=Kind.PATROL, text="各楼巡视")).id
    desk.call("duty_log.correct", seq=seq, draft=CorrectDraft(text="三栋未巡视", reason="误记"))
    director.call("duty_log.erase", seq=seq, draft=EraseDraft(reason="本人要求"))
    today = desk.clock.now.astimezone().date()
    page = desk.call("duty_log.page", since=today, until=today)
    there = next(each for each in page.entries if each.seq == seq)
    assert (there.erased, there.corrected_by, there.erased_by) == (True, seq + 1, director.actor.name)
    chief.call("duty_log.sign", draft=SignDraft(day=today))
    (day,) = desk.call("duty_log.page", since=today, until=today).days
    assert (day.signed, day.last) == (True, seq + 1)
    assert [hit.ref.id for hit in desk.call("search.find", text="三栋未巡视")] == [seq + 1]
    assert desk.call("duty_log.chain").findings == ()


def test_duty_9_a_sheet_is_looked_at_without_a_trace_and_entered_once(desk: Desk) -> None:
    mail.shelf(desk)
    lines = sheet(desk)
    before = desk.call("journal.head")
    for _ in range(2):
        verdicts = desk.call("afterwards.check", draft=SheetDraft(lines=lines))
        assert {each.client_id: [fault.column for fault in each.faults] for each in verdicts} == {
            "l0": [], "l1": [], "l2": ["ref"], "l3": [], "l4": ["unit"],
        }  # fmt: skip
    assert desk.call("journal.head") == before
    for _ in range(2):
        made = [desk.call("afterwards.enter", draft=line).ref for line in lines if line.client_id in {"l0", "l1", "l3"}]
        assert [ref.register for ref in made] == ["reception", "duty_log", "mail"]
    assert len({desk.call("afterwards.enter", draft=lines[0]).ref for _ in range(2)}) == 1
    assert desk.call("lights_out.sheet", id=0).mail_total == 1
    sound(desk)


def test_duty_1_the_month_is_reported_once_it_is_over(desk: Desk) -> None:
    desk.clock.forward(days=45)
    chief = desk.as_(Role.SUPERVISOR)
    report = chief.call("duty_month.table", id=202612)
    assert (report.total.swaps, report.total.shifts) == (1, 30)
    assert [line.day for line in report.swaps] == [swaps.DAY]
    assert chief.call("duty_log.unsigned")
    assert {item.text for item in chief.call("today.list")} >= {"today.duty_log.unsigned"}


def sheet(desk: Desk) -> tuple[PaperLine, ...]:
    """Three good lines, and two the database or the registers refuse in between."""
    at = desk.clock.now - timedelta(minutes=30)
    one = PaperLine(when=at, what=What.INQUIRY, name="陈女士", text="几时来电", by="李", reason="停电", client_id="l0")
    return (
        one,
        replace(one, what=What.LOG, text="停电", client_id="l1"),
        replace(one, what=What.KEY_BACK, ref="Z999", client_id="l2"),
        replace(one, what=What.PARCEL_IN, unit="3-2-1102", ref="SF1234567890", client_id="l3"),
        replace(one, what=What.PARCEL_IN, unit="9-9-9999", ref="SF1234567891", client_id="l4"),
    )
