"""The lights-out pages: what the registers say now, refreshed and printed once a shift (``DUTY-9``)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from deskapp.domain.lights_out import LightsOut, Stand
from deskapp.domain.people import Role
from deskapp.errors import NotAllowed, NotFound
from tests.duty import at, publish
from tests.factories import Desk
from tests.ways.keys_hung import hung
from tests.ways.loans import lend, outside_draft, picks
from tests.ways.mail import receive, shelf


def sheet(desk: Desk) -> LightsOut:
    found = desk.call("lights_out.sheet", id=1)
    assert isinstance(found, LightsOut)
    return found


def stand(desk: Desk) -> Stand:
    found = desk.call("lights_out.stand")
    assert isinstance(found, Stand)
    return found


def local(desk: Desk, hour: int, minute: int = 0) -> datetime:
    """A time of the test's day."""
    return desk.clock.now.astimezone().replace(hour=hour, minute=minute, second=0, microsecond=0)


def in_today(desk: Desk) -> bool:
    return any(item.text == "today.lights_out" for item in desk.call("today.list"))


def test_duty_9_the_pages_have_what_the_registers_say(desk: Desk) -> None:
    hook = hung(desk).hook
    loan = lend(desk, outside_draft(desk, sets=picks(hook)))
    entry = desk.entry()
    slip = desk.slip()
    shelf(desk)
    first = receive(desk)
    receive(desk)
    found = sheet(desk)
    (key,) = found.keys
    assert (key.hook, key.borrower, key.phone, key.lent_at, key.due) == (
        hook, loan.borrower, loan.phone, loan.lent_at, loan.due_at,
    )  # fmt: skip
    assert [(each.number, each.handler) for each in found.promises] == [(entry.number, desk.actor.name)]
    assert [each.number for each in found.slips] == [slip.number]
    (lying,) = found.mail
    assert (lying.place, lying.unit, lying.names, lying.items) == (first.place, "3-2-1102", ("陈静",), 2)
    assert (found.keys_total, found.promises_total, found.slips_total, found.mail_total) == (1, 1, 1, 2)
    assert (found.held.envelopes, found.held.deposits) == (1, loan.deposit)
    assert [(each.what, each.name) for each in found.stewards] == [("东区（3 栋）", "员工11")]
    assert [each.phone for each in found.departments] == ["8001"] * 3
    assert found.at == desk.clock.now
    (wall,) = found.walls
    assert sum(cell.loan_id is not None for cell in wall.hooks) == 1


def test_duty_9_without_a_roster_the_duty_hours_begin_the_shift(desk: Desk) -> None:
    desk.clock.now = local(desk, 10)
    now = stand(desk)
    assert (now.shift_at, now.next_at) == (local(desk, 7, 30), local(desk, 7, 30) + timedelta(days=1))
    desk.clock.now = local(desk, 6)
    before = stand(desk)
    assert (before.shift_at, before.next_at) == (local(desk, 7, 30) - timedelta(days=1), local(desk, 7, 30))


def test_duty_9_the_published_roster_says_when_a_shift_begins(desk: Desk) -> None:
    publish(desk, [(Role.RECEPTIONIST, "z"), (Role.SUPERVISOR, "w")])
    desk.clock.now = at(13, 59)
    early = stand(desk)
    assert (early.shift_at, early.next_at) == (at(7, 30), at(14))
    assert [each.name for each in sheet(desk).now] == [desk.actor.name]
    desk.clock.now = at(14)
    assert stand(desk).shift_at == at(14)
    assert [each.shift for each in sheet(desk).today] == ["早班", "晚班"]


def test_duty_9_printed_once_a_shift_it_leaves_today_until_the_next(desk: Desk) -> None:
    desk.clock.now = local(desk, 10)
    assert in_today(desk)
    printed = desk.call("lights_out.print", id=1)
    assert printed.number == f"{local(desk, 7, 30):%Y-%m-%d %H:%M}"
    assert not in_today(desk)
    assert (stand(desk).printed_at, stand(desk).printed_by) == (desk.clock.now, desk.actor.name)
    desk.clock.now = local(desk, 7, 31) + timedelta(days=1)
    assert in_today(desk)
    assert stand(desk).printed_at is None


def test_duty_9_printing_leaves_the_journal_sound(desk: Desk) -> None:
    desk.call("lights_out.print", id=1)
    report = desk.as_(Role.DIRECTOR).call("journal.check")
    assert not report.findings


def test_duty_9_an_empty_office_has_its_pages_too(desk: Desk) -> None:
    found = sheet(desk)
    assert not found.keys
    assert not found.mail
    assert found.head.count == 0


def test_duty_9_long_registers_are_counted(desk: Desk) -> None:
    for _ in range(62):
        desk.entry()
    found = sheet(desk)
    assert len(found.promises) == 50
    assert found.promises_total == 62


def test_duty_9_a_pad_has_so_many_copies(desk: Desk) -> None:
    assert desk.call("lights_out.pad", id=3).number == "3"
    for copies in (0, 21):
        with pytest.raises(NotFound):
            desk.call("lights_out.pad", id=copies)


@pytest.mark.parametrize("role", [Role.CASHIER, Role.STEWARD, Role.ADMIN])
def test_duty_9_the_pages_are_the_counters(desk: Desk, role: Role) -> None:
    with pytest.raises(NotAllowed):
        desk.as_(role).call("lights_out.sheet", id=1)
    assert not in_today(desk.as_(role))
