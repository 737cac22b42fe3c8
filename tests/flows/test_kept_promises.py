"""What the registers do together: each walk goes through several of them, on a real register."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from deskapp.domain import calls, complaints, specials
from deskapp.domain.common import Query, Turn, Urgent
from deskapp.domain.followups import FollowupDetail, PutRightDraft, State
from deskapp.domain.followups import Kind as Followed
from deskapp.domain.notices import Kind as NoticeKind
from deskapp.domain.notices import NoticeDraft
from deskapp.domain.people import Role
from deskapp.domain.reception import PassOnDraft, ReasonDraft
from deskapp.domain.slips import CloseDraft as CloseSlip
from deskapp.domain.words import Language, word
from tests.factories import Desk
from tests.ways import complaints as way_of_complaints
from tests.ways import specials as way_of_specials
from tests.ways.followups import unhappy, visit

UNIT = "3-2-1102"
HOUR = timedelta(hours=1)


# What waits for a unit


def notice(desk: Desk) -> None:
    now = desk.clock.now
    draft = NoticeDraft(
        kind=NoticeKind.WATER, title="3 栋停水通知", starts_at=now + HOUR, ends_at=now + 4 * HOUR, buildings="3",
        announced_by="自来水公司", content="请提前储水。",
    )  # fmt: skip
    desk.call("notices.announce", draft=draft)


def crowded(desk: Desk) -> list[str]:
    """Everything that a unit can wait for, begun with what comes last; the registers in the order expected."""
    desk.slip_in("closed")
    desk.slip()
    desk.entry(promised_at=desk.clock.now + 9 * HOUR)
    way_of_complaints.complaint(desk)
    due = desk.clock.now + timedelta(days=1)
    meeting = calls.CallListDraft(title="业主大会通知", ordered_by="主任", say="周六开会", due_at=due)
    desk.call("calls.make", draft=meeting)
    way_of_specials.on_account(desk)
    desk.entry_in("passed_on")
    notice(desk)
    return ["notices", "reception", "events", "specials", "calls", "followups", "complaints"]


def test_rec_1_a_units_card_speaks_of_notices_emergencies_money_follow_ups_and_complaints_in_turn(desk: Desk) -> None:
    order = crowded(desk)
    waiting = desk.call("directory.unit_card", unit=UNIT).waiting
    seen = list(dict.fromkeys(line.register for line in waiting if line.turn is not Turn.MATTER or line.first))
    assert [register for register in seen if register != "calls"] == [each for each in order if each != "calls"]
    assert {line.register for line in waiting if line.turn is Turn.ASK} == {"calls", "followups"}
    assert {line.register for line in waiting if line.turn is Turn.MATTER and not line.first} == {"reception", "slips"}
    assert [line.turn for line in waiting if not line.first] == sorted(line.turn for line in waiting if not line.first)


def test_rec_1_what_is_late_goes_before_its_turn_but_never_before_an_emergency(desk: Desk) -> None:
    crowded(desk)
    desk.clock.forward(days=2)
    waiting = [line for line in desk.call("directory.unit_card", unit=UNIT).waiting if not line.first]
    emergencies = [line.turn is Turn.EMERGENCY for line in waiting]
    assert emergencies == sorted(emergencies, reverse=True)
    rest = [line.urgent is Urgent.LATE for line in waiting if line.turn is not Turn.EMERGENCY]
    assert rest == sorted(rest, reverse=True)
    late = {line.register for line in waiting if line.urgent is Urgent.LATE}
    assert late >= {"reception", "events", "specials", "complaints", "calls", "slips"}


def test_rec_1_every_line_of_the_card_says_number_matter_and_state_in_both_languages(desk: Desk) -> None:
    crowded(desk)
    for line in desk.call("directory.unit_card", unit=UNIT).waiting:
        for language, between in ((Language.ENGLISH, ": "), (Language.CHINESE, "，")):
            said = word(line.text, language, **line.params)
            if not line.first:
                assert line.ref is not None
                assert said.startswith(f"{line.ref.number} "), said
                assert between in said, said


# Emergencies


def test_rec_5_an_emergency_is_reported_from_its_entry_to_its_end(desk: Desk) -> None:
    entry = desk.entry_in("alarm")
    desk.step("reception", "pass_on", entry.id, PassOnDraft(passed_to="工程部值班", passed_at=desk.clock.now))
    (id,) = desk.call("events.ids", query=Query())
    assert desk.call("events.detail", id=id).passed_to == "工程部值班"
    assert [ref.register for ref in desk.read_entry(entry.id).linked] == ["events"]


# Follow-ups, from whatever comes to its end


def closed_complaint(desk: Desk) -> tuple[str, int]:
    return "complaints", way_of_complaints.lead(desk, "closed")


def closed_slip(desk: Desk) -> tuple[str, int]:
    return "slips", desk.slip_in("closed").id


def finished_special(desk: Desk) -> tuple[str, int]:
    return "specials", way_of_specials.bring(desk, "closed", "", "")


def reported_activity(desk: Desk) -> tuple[str, int]:
    draft = calls.CallListDraft(kind=calls.Kind.ACTIVITY, title="游园会", ordered_by="主任", say="周六晚七点")
    id = int(desk.call("calls.make", draft=draft).id)
    desk.call("calls.call", id=id, draft=calls.CallDraft(unit=UNIT, result=calls.Result.TAKES_PART))
    desk.step("calls", "report", id, calls.ReportDraft(outcome="一户参加", reason="其余无人接听"))
    return "calls", id


SOURCES: dict[str, tuple[Callable[[Desk], tuple[str, int]], set[Followed]]] = {
    "complaint": (closed_complaint, {Followed.COMPLAINT}),
    "slip": (closed_slip, {Followed.MINOR_REPAIR}),
    "special": (finished_special, {Followed.SPECIAL_HALFWAY, Followed.SPECIAL_END}),
    "activity": (reported_activity, {Followed.ACTIVITY}),
}


def followed(desk: Desk) -> list[FollowupDetail]:
    ids = sorted(desk.call("followups.ids", query=Query(chip="all")))
    return [desk.call("followups.detail", id=id) for id in ids]


def sound(desk: Desk) -> bool:
    return not desk.as_(Role.SUPERVISOR).call("journal.check").findings


@pytest.mark.parametrize("source", SOURCES)
def test_fup_1_whatever_comes_to_its_end_is_asked_about_until_the_resident_is_satisfied(
    desk: Desk, source: str
) -> None:
    make, kinds = SOURCES[source]
    register, id = make(desk)
    made = followed(desk)
    assert {each.kind for each in made} == kinds
    for each in made:
        assert (each.state, each.unit, each.source.register, each.source.id) == (State.DUE, UNIT, register, id)
        desk.step("followups", "visit", each.id, unhappy(desk))
        assert desk.call("followups.detail", id=each.id).state is State.TO_PUT_RIGHT
        done = PutRightDraft(put_right_at=desk.clock.now, remedy="已重新处理")
        desk.step("followups", "put_right", each.id, done)
        desk.step("followups", "visit", each.id, visit(desk))
    assert {each.state for each in followed(desk)} == {State.SATISFIED}
    assert {len(each.visits) for each in followed(desk)} == {2}
    assert {each.number for each in made} <= {ref.number for ref in desk.call(f"{register}.detail", id=id).linked}
    assert sound(desk)


@pytest.mark.parametrize("source", SOURCES)
def test_fup_1_what_is_taken_up_again_is_not_asked_about_until_its_next_end(desk: Desk, source: str) -> None:
    make, _ = SOURCES[source]
    register, id = make(desk)
    desk.step(register, "reopen", id, ReasonDraft(reason="还没完"))
    waits = [each for each in followed(desk) if each.kind is not Followed.SPECIAL_HALFWAY]
    assert {each.state for each in waits} == {State.WITHDRAWN}
    again: dict[str, tuple[str, Any]] = {
        "complaints": ("close", complaints.CloseDraft()),
        "specials": ("close", specials.CloseDraft()),
        "calls": ("report", calls.ReportDraft(outcome="一户参加", reason="其余无人接听")),
        "slips": ("close", CloseSlip()),
    }
    verb, draft = again[register]
    desk.step(register, verb, id, draft)
    waits = [each for each in followed(desk) if each.kind is not Followed.SPECIAL_HALFWAY]
    assert sorted(each.state for each in waits) == [State.DUE, State.WITHDRAWN]
    assert sound(desk)
