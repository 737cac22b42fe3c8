"""Whoever signs in without being on the roster is told so, and the log keeps it (``DUTY-6``)."""

from __future__ import annotations

import pytest

from deskapp.domain.duty_arrivals import Arrival
from deskapp.domain.duty_log import Kind, LogEntry
from deskapp.domain.people import Role
from deskapp.errors import NotAllowed
from tests.duty import DAY, at, publish
from tests.factories import Desk


@pytest.fixture
def rostered(desk: Desk) -> Desk:
    """A counter whose receptionist has the early shift, the director the late one."""
    desk.clock.now = at(9, 0)
    publish(desk, [(Role.RECEPTIONIST, "z"), (Role.DIRECTOR, "w")])
    return desk


def arrive(desk: Desk) -> Arrival:
    arrival = desk.call("duty_log.arrive")
    assert isinstance(arrival, Arrival)
    return arrival


def logged(desk: Desk) -> list[LogEntry]:
    page = desk.call("duty_log.page", since=DAY, until=DAY)
    return [entry for entry in page.entries if entry.kind is Kind.NOT_ROSTERED]


def test_duty_6_who_is_on_duty_is_told_nothing(rostered: Desk) -> None:
    assert not arrive(rostered).tell
    assert logged(rostered) == []


def test_duty_6_who_is_not_on_the_roster_is_told_and_the_log_keeps_it(rostered: Desk) -> None:
    steward = rostered.as_(Role.STEWARD)
    arrival = arrive(steward)
    assert (arrival.rostered, arrival.tell) == (False, True)
    assert [each.name for each in arrival.now] == [rostered.actor.name]
    (entry,) = logged(rostered)
    assert (entry.seq, entry.by, entry.text) == (arrival.logged, steward.actor.name, steward.actor.name)


def test_duty_6_once_in_a_shift_is_enough(rostered: Desk) -> None:
    steward = rostered.as_(Role.STEWARD)
    first = arrive(steward)
    rostered.clock.now = at(13, 0)
    again = arrive(steward)
    assert (again.tell, again.logged) == (False, first.logged)
    rostered.clock.now = at(14, 30)
    assert arrive(steward).tell
    assert len(logged(rostered)) == 2


def test_duty_6_everybody_is_told_by_themselves(rostered: Desk) -> None:
    assert arrive(rostered.as_(Role.STEWARD)).tell
    assert arrive(rostered.as_(Role.SUPERVISOR)).tell
    assert len(logged(rostered)) == 2


def test_duty_6_whoever_comes_a_little_early_is_rostered(rostered: Desk) -> None:
    director = rostered.as_(Role.DIRECTOR)
    rostered.clock.now = at(13, 29)
    assert arrive(director).tell
    rostered.clock.now = at(13, 30)
    assert arrive(director).rostered


def test_duty_6_outside_the_hours_of_duty_it_is_kept_too(rostered: Desk) -> None:
    rostered.clock.now = at(22, 0)
    assert arrive(rostered).tell
    assert not arrive(rostered).tell


def test_duty_6_without_a_published_roster_nothing_is_said(desk: Desk) -> None:
    arrival = arrive(desk)
    assert (arrival.rostered, arrival.tell, arrival.logged) == (False, False, 0)


def test_duty_6_who_does_not_work_at_the_counter_is_not_asked(rostered: Desk) -> None:
    with pytest.raises(NotAllowed):
        arrive(rostered.as_(Role.CASHIER))


def test_duty_6_the_chain_holds(rostered: Desk) -> None:
    arrive(rostered.as_(Role.STEWARD))
    assert rostered.as_(Role.SUPERVISOR).call("journal.check").findings == ()
