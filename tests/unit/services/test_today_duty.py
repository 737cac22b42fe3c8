"""What Today says of the duty registers: everything once, to whom it concerns, and where it leads (``DUTY-1`` ff.)."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module

import pytest

from deskapp.domain.common import TodayItem, Urgent
from deskapp.domain.must_read import NoteDraft
from deskapp.domain.people import Role
from deskapp.domain.reminders import Reminders, Stage
from tests.duty import at, publish
from tests.factories import Desk
from tests.ways import leaves, swaps

DUTY = ("roster", "handovers", "must_read", "leaves", "swaps")


def listed(desk: Desk, register: str) -> list[TodayItem]:
    return [item for item in desk.call("today.list") if item.register == register]


def days(desk: Desk, *moment: int) -> list[tuple[str, str]]:
    """The roster to be published, as Today has it at a moment: whose month it ticks, which month it leads to."""
    desk.clock.now = datetime(*moment).astimezone()  # type: ignore[arg-type]
    return [(item.tick, item.chip) for item in listed(desk, "roster")]


def test_duty_1_the_next_months_roster_is_due_by_the_last_day_and_leads_to_that_month(desk: Desk) -> None:
    wanted = [("duty.roster_published_by 2026-11", "2026-12")]
    assert days(desk, 2026, 11, 27, 9) == []
    assert days(desk, 2026, 11, 29, 9) == wanted
    assert days(desk, 2026, 12, 1, 9) == wanted, "it is late, and stands there still"
    assert listed(desk, "roster")[0].urgent is Urgent.LATE


def test_duty_1_at_the_end_of_the_year_it_leads_to_january(desk: Desk) -> None:
    assert days(desk, 2026, 12, 30, 9) == [("duty.roster_published_by 2026-12", "2027-01")]


def test_duty_1_a_published_roster_is_not_asked_for_again(desk: Desk) -> None:
    assert days(desk, 2026, 11, 29, 9)
    swaps.publish(desk, {(Role.STEWARD, swaps.DAY): swaps.EARLY})
    assert listed(desk, "roster") == []


def test_duty_1_a_roster_published_early_is_never_asked_for(desk: Desk) -> None:
    desk.clock.now = datetime(2026, 11, 10, 9).astimezone()
    swaps.publish(desk, {(Role.STEWARD, swaps.DAY): swaps.EARLY})
    assert days(desk, 2026, 11, 29, 9) == []


def test_duty_1_leaves_to_decide_stand_there_once_for_the_office(desk: Desk) -> None:
    leaves.ask(desk)
    assert [(item.count, item.chip) for item in listed(desk.as_(Role.SUPERVISOR), "leaves")] == [(1, "asked")]
    assert listed(desk, "leaves") == []


def test_duty_2_swaps_stand_there_for_whoever_has_to_say_something(desk: Desk) -> None:
    made = swaps.ask(desk)
    assert [item.ref.id for item in listed(desk, "swaps") if item.ref] == [made.id]
    assert listed(desk.as_(Role.SUPERVISOR), "swaps") == []
    desk.step("swaps", "agree", made.id)
    assert listed(desk, "swaps") == []
    assert [(item.count, item.chip) for item in listed(desk.as_(Role.SUPERVISOR), "swaps")] == [(1, "agreed")]


def test_duty_4_the_window_speaks_up_in_time_for_the_handover_without_asking_again(desk: Desk) -> None:
    desk.clock.now = at(9, 0)
    publish(desk, [(Role.RECEPTIONIST, "z"), (Role.DIRECTOR, "w")])
    said = Reminders(desk.clock.now)
    items = listed(desk, "handovers")
    assert said.take(items, at(9, 0)) == []
    assert said.next(items, at(9, 0)) == at(13, 45)
    assert [each.stage for each in said.take(items, at(13, 45))] == [Stage.SOON]


def test_duty_4_whoever_is_not_on_duty_has_no_handover_due(desk: Desk) -> None:
    desk.clock.now = at(9, 0)
    publish(desk, [(Role.RECEPTIONIST, "z"), (Role.DIRECTOR, "w")])
    assert listed(desk.as_(Role.SUPERVISOR), "handovers") == []
    assert listed(desk.as_(Role.DIRECTOR), "handovers") == []


@pytest.mark.parametrize("role", [Role.RECEPTIONIST, Role.STEWARD, Role.SUPERVISOR, Role.DIRECTOR])
def test_everything_in_it_leads_somewhere_and_nothing_stands_there_twice(desk: Desk, role: Role) -> None:
    desk.clock.now = at(13, 50)
    publish(desk, [(Role.RECEPTIONIST, "z"), (Role.DIRECTOR, "w")])
    leaves.ask(desk)
    swaps.ask(desk)
    desk.as_(Role.SUPERVISOR).call("must_read.write", draft=NoteDraft(title="电梯年检", content="停梯两小时。"))
    found = [item for register in DUTY for item in listed(desk.as_(role), register)]
    assert found
    for item in (each for each in found if each.ref is None and not each.tick):
        begins = item.chip == "begin:"  # the desk's own word for: begin one, or go on with it
        assert begins or item.chip in import_module(f"deskapp.domain.{item.register}").CHIPS
    seen = [(item.text, item.ref, item.chip) for item in found]
    assert len(seen) == len(set(seen))
