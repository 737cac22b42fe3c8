"""Must-read notes: who has read them; taking over waits until they are read (``DUTY-8``)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from deskapp.domain.common import Query
from deskapp.domain.handovers import TakeDraft
from deskapp.domain.must_read import NoteDetail, NoteDraft, State
from deskapp.domain.people import Role
from deskapp.domain.reception import ReasonDraft
from deskapp.domain.roster import PersonDraft
from deskapp.errors import Invalid, NotAllowed, Problem
from tests.factories import PIN, Desk
from tests.ways.handovers import begin, given, prepared, read

DRAFT = NoteDraft(title="3 栋电梯年检", content="本周三 9:00—11:00 停梯，老人出行请联系秩序部。")


def write(desk: Desk, **values: Any) -> NoteDetail:
    """A note of another person than the one who reads it."""
    return note(desk, desk.call("must_read.write", draft=replace(DRAFT, **values)).id)


def note(desk: Desk, id: int) -> NoteDetail:
    detail = desk.call("must_read.detail", id=id)
    assert isinstance(detail, NoteDetail)
    return detail


def numbers(desk: Desk, chip: str) -> list[str]:
    ids = desk.call("must_read.ids", query=Query(chip=chip))
    return [row.number for row in desk.call("must_read.rows", ids=list(ids))]


def in_today(desk: Desk) -> list[str]:
    return [item.params["number"] for item in desk.call("today.list") if item.register == "must_read"]


def test_duty_8_a_note_names_who_has_read_it_and_when(desk: Desk) -> None:
    office = desk.as_(Role.SUPERVISOR)
    made = write(office)
    assert [(r.name, r.at) for r in made.readers] == [(office.actor.name, desk.clock.now)]
    assert not note(desk, made.id).read
    desk.clock.forward(minutes=5)
    desk.call("must_read.read", id=made.id)
    detail = note(desk, made.id)
    assert detail.read
    assert [(r.name, r.at) for r in detail.readers][1:] == [(desk.actor.name, desk.clock.now)]
    assert desk.call("must_read.rows", ids=[made.id])[0].readers == 2


def test_duty_8_reading_twice_is_reading_once(desk: Desk) -> None:
    made = write(desk.as_(Role.SUPERVISOR))
    for _ in range(2):
        desk.call("must_read.read", id=made.id)
    assert len(note(desk, made.id).readers) == 2


def test_duty_8_two_people_read_at_the_same_time(desk: Desk) -> None:
    made = write(desk.as_(Role.SUPERVISOR))
    for person in (desk, desk.as_(Role.STEWARD), desk.as_(Role.DIRECTOR)):
        person.call("must_read.read", id=made.id)
    assert len(note(desk, made.id).readers) == 4


def test_duty_8_it_names_those_on_the_roster_who_have_not_read_it(desk: Desk) -> None:
    office = desk.as_(Role.SUPERVISOR)
    for person in (desk, desk.as_(Role.STEWARD)):
        office.call("roster.set_person", staff_id=person.actor.staff_id, draft=PersonDraft())
    made = write(office)
    steward = desk.as_(Role.STEWARD)
    assert note(office, made.id).missing == (desk.actor.name, steward.actor.name)
    steward.call("must_read.read", id=made.id)
    assert note(office, made.id).missing == (desk.actor.name,)


def test_duty_8_what_is_unread_stands_in_the_own_today(desk: Desk) -> None:
    made = write(desk.as_(Role.SUPERVISOR))
    assert in_today(desk) == [made.number]
    assert in_today(desk.as_(Role.SUPERVISOR)) == []
    desk.call("must_read.read", id=made.id)
    assert in_today(desk) == []
    assert in_today(desk.as_(Role.STEWARD)) == [made.number]


def test_duty_8_a_note_is_in_force_until_its_day_is_over_or_it_is_ended(desk: Desk) -> None:
    office = desk.as_(Role.SUPERVISOR)
    today = desk.clock.now.astimezone().date()
    short, long, ended = write(office, until=today + timedelta(days=2)), write(office), write(office)
    desk.step("must_read", "end", ended.id, ReasonDraft(reason="已恢复"))
    assert sorted(numbers(desk, "unread")) == sorted([short.number, long.number])
    desk.clock.forward(days=2)
    assert sorted(numbers(desk, "in_force")) == sorted([short.number, long.number])
    desk.clock.forward(days=1)
    assert numbers(desk, "in_force") == [long.number]
    assert note(desk, ended.id).state is State.ENDED
    assert len(numbers(desk, "all")) == 3


def test_duty_8_whoever_takes_over_has_read_every_note_first(desk: Desk) -> None:
    write(desk.as_(Role.SUPERVISOR))
    id, taker = given(desk).id, desk.as_(Role.DIRECTOR)
    draft = TakeDraft(incoming_id=taker.actor.staff_id, pin=PIN)
    with pytest.raises(Invalid) as caught:
        desk.step("handovers", "take", id, draft)
    unread = Problem("incoming_id", "handover_unread", {"count": 1, "titles": DRAFT.title})
    assert caught.value.problems == (unread,)
    seen = read(taker, id)
    assert [(o.code, o.passable) for o in seen.obstacles] == [("unread", False)]
    for ref in seen.unread:
        taker.call("must_read.read", id=ref.id)
    assert read(taker, id).obstacles == ()
    desk.step("handovers", "take", id, draft)
    assert read(desk, id).incoming == taker.actor.name


def test_duty_8_what_the_outgoing_person_has_not_read_holds_nothing_up(desk: Desk) -> None:
    id = prepared(desk).id
    write(desk.as_(Role.DIRECTOR))
    assert read(desk, id).obstacles == ()
    assert begin(desk).unread == ()


def test_duty_8_the_window_asks_what_somebody_has_still_to_read(desk: Desk) -> None:
    made = write(desk.as_(Role.SUPERVISOR))
    taker = desk.as_(Role.DIRECTOR).actor.staff_id
    assert [row.number for row in desk.call("must_read.unread", staff_id=taker)] == [made.number]
    assert [row.number for row in desk.call("must_read.unread")] == [made.number]
    assert desk.as_(Role.SUPERVISOR).call("must_read.unread") == ()


def test_duty_8_a_steward_reads_and_does_not_write(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        write(desk.as_(Role.STEWARD))


def test_all_5_a_note_is_found_by_its_words(desk: Desk) -> None:
    made = write(desk)
    assert desk.call("search.find", text="电梯年检")[0].ref.number == made.number


def test_f4_the_same_note_sent_twice_is_one(desk: Desk) -> None:
    first, second = (desk.call("must_read.write", draft=replace(DRAFT, client_id="again")) for _ in range(2))
    assert first.id == second.id


def test_duty_8_the_office_sees_which_notes_others_have_not_read(desk: Desk) -> None:
    office = desk.as_(Role.SUPERVISOR)
    for person in (desk, desk.as_(Role.STEWARD), office):
        office.call("roster.set_person", staff_id=person.actor.staff_id, draft=PersonDraft())
    made = write(office)
    assert missing_in_today(office) == [(made.number, 2)]
    assert missing_in_today(desk) == [], "it is the office's business"
    desk.call("must_read.read", id=made.id)
    assert missing_in_today(office) == [(made.number, 1)]
    desk.as_(Role.STEWARD).call("must_read.read", id=made.id)
    assert missing_in_today(office) == []


def test_duty_8_a_note_stands_in_today_once(desk: Desk) -> None:
    office, director = desk.as_(Role.SUPERVISOR), desk.as_(Role.DIRECTOR)
    office.call("roster.set_person", staff_id=desk.actor.staff_id, draft=PersonDraft())
    made = write(office)
    assert in_today(director) == [made.number]
    director.call("must_read.read", id=made.id)
    assert in_today(director) == [made.number]
    assert missing_in_today(director) == [(made.number, 1)]


def missing_in_today(desk: Desk) -> list[tuple[str, int]]:
    """Notes that the office is told of, with how many have not read them."""
    items = (item for item in desk.call("today.list") if item.text == "today.must_read.missing")
    return [(item.params["number"], item.params["count"]) for item in items]
