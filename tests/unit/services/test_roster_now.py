"""Who is on duty now and next, by what is published (``DUTY-1``, ``DUTY-6``)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from deskapp.domain.people import Role
from deskapp.domain.roster import DutyNow, PersonDraft, Start
from deskapp.domain.shifts import ShiftDraft
from tests.factories import Desk
from tests.ways import roster

DAY = date(2026, 11, 23)


@pytest.fixture
def rostered(desk: Desk) -> Desk:
    """Early the receptionist, late the steward, that night the supervisor; the day after the receptionist again."""
    ann, ben, cas = roster.people(desk)
    night = ShiftDraft(name="夜班", short="夜", letter="y", starts="20:00", ends="07:30")
    desk.as_(Role.SUPERVISOR).call("shifts.save", draft=night)
    cells = {(ann, DAY): "z", (ben, DAY): "w", (cas, DAY): "y", (ann, DAY + timedelta(days=1)): "z"}
    roster.publish(desk, roster.put(desk, roster.begin(desk, "2026-11"), cells))
    return desk


def at(hour: int, minute: int = 0, days: int = 0) -> datetime:
    return datetime.combine(DAY + timedelta(days=days), time(hour, minute)).astimezone()


def ask(desk: Desk, now: datetime, role: Role = Role.RECEPTIONIST) -> DutyNow:
    desk.clock.now = now
    found = desk.as_(role).call("roster.on_duty")
    assert isinstance(found, DutyNow)
    return found


def names(found: DutyNow) -> tuple[list[str], list[str]]:
    return [each.name for each in found.now], [each.name for each in found.next]


def test_duty_1_who_is_on_duty_until_when_and_who_comes_next(rostered: Desk) -> None:
    found = ask(rostered, at(10))
    assert names(found) == (["员工10"], ["员工11"])
    assert (found.now[0].shift, found.now[0].since, found.now[0].until) == ("早班", at(7, 30), at(14))
    assert (found.published, found.changes_at) == (True, at(14))


def test_duty_1_to_the_minute_one_goes_and_the_other_is_there(rostered: Desk) -> None:
    assert names(ask(rostered, at(14) - timedelta(seconds=1))) == (["员工10"], ["员工11"])
    assert names(ask(rostered, at(14))) == (["员工11"], ["员工13"])


def test_duty_1_a_night_shift_goes_on_after_midnight(rostered: Desk) -> None:
    before, after = ask(rostered, at(23, 59)), ask(rostered, at(3, days=1))
    assert names(before) == names(after) == (["员工13"], ["员工10"])
    assert (after.now[0].since, after.now[0].until) == (at(20), at(7, 30, days=1))


def test_duty_1_between_shifts_nobody_is_on_duty_and_the_next_is_told(rostered: Desk) -> None:
    found = ask(rostered, at(15, days=1))
    assert (names(found), found.changes_at) == (([], []), None)
    early = ask(rostered, at(6))
    assert (names(early), early.changes_at) == (([], ["员工10"]), at(7)), "from then on who comes early is rostered"


def test_duty_1_the_night_before_the_first_belongs_to_the_month_before(rostered: Desk) -> None:
    """The last night of November reaches into December, which has no roster of its own."""
    (cas,) = (person.staff_id for person in rostered.call("roster.people") if person.name == "员工13")
    again = roster.begin(rostered, "2026-11", start=Start.PUBLISHED)
    roster.publish(rostered, roster.put(rostered, again, {(cas, date(2026, 11, 30)): "y"}))
    found = ask(rostered, datetime(2026, 12, 1, 3).astimezone())
    assert (names(found)[0], found.published) == (["员工13"], False)


@pytest.mark.parametrize(
    ("now", "role", "is_rostered"),
    [
        (at(10), Role.RECEPTIONIST, True),
        (at(10), Role.STEWARD, False),
        (at(13, 30), Role.STEWARD, True),
        (at(13, 29), Role.STEWARD, False),
        (at(14, 29), Role.RECEPTIONIST, True),
        (at(14, 30), Role.RECEPTIONIST, False),
        (at(23), Role.SUPERVISOR, True),
        (at(5, days=1), Role.SUPERVISOR, True),
        (at(10), Role.CASHIER, False),
    ],
)
def test_duty_6_whoever_is_on_the_roster_now_or_in_a_moment_is_rostered(
    rostered: Desk, now: datetime, role: Role, is_rostered: bool
) -> None:
    assert ask(rostered, now, role).rostered is is_rostered, "half an hour around the shift is for handing over"


def test_duty_1_a_draft_puts_nobody_on_duty(rostered: Desk) -> None:
    again = roster.begin(rostered, "2026-11", start=Start.PUBLISHED)
    (ben,) = (person.staff_id for person in rostered.call("roster.people") if person.name == "员工11")
    roster.put(rostered, again, {(ben, DAY): "c"})
    assert names(ask(rostered, at(10))) == (["员工10"], ["员工11"])
    roster.publish(rostered, roster.read(rostered, again.id))
    assert names(ask(rostered, at(10))) == (["员工10", "员工11"], ["员工13"])


def test_duty_1_a_shift_that_is_changed_moves_who_is_on_duty(rostered: Desk) -> None:
    early = rostered.call("shifts.all")[0]
    later = ShiftDraft(
        name="早班", short="早", letter="z", starts="09:00", ends="14:00", id=early.id, version=early.version
    )
    rostered.as_(Role.SUPERVISOR).call("shifts.save", draft=later)
    assert names(ask(rostered, at(8)))[0] == []
    assert names(ask(rostered, at(9)))[0] == ["员工10"]


def test_duty_1_who_left_the_roster_meanwhile_keeps_the_duties_that_were_published(rostered: Desk) -> None:
    draft = PersonDraft(on_roster=False)
    (ann,) = (person.staff_id for person in rostered.call("roster.people") if person.name == "员工10")
    rostered.as_(Role.SUPERVISOR).call("roster.set_person", staff_id=ann, draft=draft)
    assert names(ask(rostered, at(10)))[0] == ["员工10"]


def test_duty_1_without_a_published_roster_it_says_so(desk: Desk) -> None:
    found = ask(desk, at(10))
    assert (found.published, names(found), found.rostered, found.changes_at) == (False, ([], []), False, None)
