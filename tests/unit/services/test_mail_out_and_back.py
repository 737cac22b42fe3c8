"""Every way an item leaves by, and back where that was a mistake: always with a signature (``MAIL-5``, ``MAIL-7``)."""

from __future__ import annotations

import pytest

from deskapp.domain import mail
from deskapp.domain.mail import State
from deskapp.domain.people import Role
from deskapp.domain.reception import ReasonDraft
from deskapp.domain.returns import ReturnDraft
from tests.factories import Desk
from tests.ways.mail import bring, hand_out, read, send_off, shelf, to_steward

MISTAKE = ReasonDraft(reason="登记有误")


def stands(item: mail.ItemDetail) -> tuple[object, ...]:
    """What has to be as it was before: state, place, clock, whose hands it is in."""
    return item.state, item.place, item.due_at, item.deadline, item.steward, item.pickup, item.done_at, item.missed


@pytest.mark.parametrize("state", mail.FOR_PICKUP)
@pytest.mark.parametrize("late", [False, True])
def test_mail_7_a_resident_takes_it_and_a_mistake_is_taken_back(desk: Desk, state: State, late: bool) -> None:
    shelf(desk)
    before = read(desk, bring(desk, state, "", ""))
    desk.clock.forward(days=12 if late else 0, minutes=10)
    pickup = hand_out(desk, before)
    gone = read(desk, before.id)
    assert (gone.state, gone.due_at, gone.done_at) == (State.COLLECTED, None, desk.clock.now)
    assert gone.pickup is not None
    assert gone.missed == before.missed + late
    desk.clock.forward(minutes=10)
    desk.step("pickups", "void", pickup, MISTAKE)
    assert stands(read(desk, before.id)) == stands(before)


@pytest.mark.parametrize("state", [State.WAITING, State.HELD])
def test_mail_7_the_steward_takes_it_along_and_a_mistake_is_taken_back(desk: Desk, state: State) -> None:
    shelf(desk)
    before = read(desk, bring(desk, state, "", ""))
    pickup = to_steward(desk, before)
    away = read(desk, before.id)
    assert (away.state, away.due_at, away.steward != "") == (State.STEWARD, before.due_at, True)
    desk.step("pickups", "void", pickup, MISTAKE)
    assert stands(read(desk, before.id)) == stands(before)


@pytest.mark.parametrize("state", [State.UNKNOWN, State.RETURN])
def test_mail_7_the_carrier_takes_it_back_and_a_mistake_is_taken_back(desk: Desk, state: State) -> None:
    shelf(desk)
    before = read(desk, bring(desk, state, "", ""))
    desk.clock.forward(hours=5)
    listed = send_off(desk, before)
    gone = read(desk, before.id)
    assert (gone.state, gone.due_at) == (State.RETURNED, None)
    assert gone.return_list is not None
    desk.clock.forward(minutes=10)
    desk.as_(Role.SUPERVISOR).step("returns", "void", listed, MISTAKE)
    back = read(desk, before.id)
    assert stands(back) == stands(before)


@pytest.mark.parametrize("state", [State.RETURN, State.UNKNOWN])
def test_mail_7_what_stays_after_all_leaves_its_open_list(desk: Desk, state: State) -> None:
    item = read(desk, bring(desk, state, "", ""))
    made = desk.call("returns.make", draft=ReturnDraft(carrier="sf"))
    assert desk.call("returns.detail", id=made.id).total == 1
    if state is State.RETURN:
        desk.step("mail", "keep", item.id, ReasonDraft(reason="业主改主意"))
    else:
        desk.step("mail", "identify", item.id, mail.IdentifyDraft(unit="3-2-1102", recipient="陈静"))
    assert desk.call("returns.detail", id=made.id).total == 0
    assert read(desk, item.id).return_list is None
