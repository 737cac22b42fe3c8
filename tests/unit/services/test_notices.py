"""Running notices: their buildings, their time, who was told and when (``REC-6``)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from deskapp.domain.common import Query
from deskapp.domain.directory import UnitCard
from deskapp.domain.notices import (
    Audience,
    EndDraft,
    ExtendDraft,
    Kind,
    NoticeDetail,
    NoticeDraft,
    Phase,
    TellDraft,
    ToldBy,
)
from deskapp.domain.people import Role
from deskapp.domain.reception import ReasonDraft
from deskapp.errors import Invalid, NotAllowed
from deskapp.services import places
from tests.factories import Desk

HOUR = timedelta(hours=1)
EAST, EAST_TOO, WEST = "3-2-1102", "3-2-1202", "5-1-0603"


def written(desk: Desk, **values: Any) -> NoticeDraft:
    """A water cut in building 3, tomorrow from one to four hours from now."""
    now = desk.clock.now
    draft = NoticeDraft(
        kind=Kind.WATER, title="3 栋停水通知", starts_at=now + HOUR, ends_at=now + 4 * HOUR, buildings="3",
        announced_by="自来水公司", content="因市政管网检修停水，请提前储水。",
    )  # fmt: skip
    return replace(draft, **values)


def announce(desk: Desk, **values: Any) -> NoticeDetail:
    return read(desk, desk.call("notices.announce", draft=written(desk, **values)).id)


def read(desk: Desk, id: int) -> NoticeDetail:
    detail = desk.call("notices.detail", id=id)
    assert isinstance(detail, NoticeDetail)
    return detail


def said_at(desk: Desk, unit: str) -> list[str]:
    """The numbers of the notices that the unit's card shows."""
    card = desk.call("directory.unit_card", unit=unit)
    assert isinstance(card, UnitCard)
    return [line.ref.number for line in card.waiting if line.register == "notices" and line.ref is not None]


def refused(desk: Desk, **values: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as error:
        announce(desk, **values)
    return {problem.field: problem.code for problem in error.value.problems}


def test_rec_6_a_notice_has_its_buildings_its_time_and_who_was_told(desk: Desk) -> None:
    notice = announce(desk, buildings="5栋、3 幢")
    assert (notice.places, notice.everywhere, notice.buildings) == (("3 栋", "5 栋"), False, "3、5")
    assert notice.number.startswith("TZ-202611-")
    told = TellDraft(audience=Audience.DEPARTMENT, whom="工程部", told_by=ToldBy.PHONE, told_at=desk.clock.now)
    desk.step("notices", "tell", notice.id, told)
    desk.step("notices", "tell", notice.id, TellDraft(told_at=desk.clock.now))
    lines = read(desk, notice.id).told
    assert [(line.audience, line.whom, line.told_by, line.at) for line in lines] == [
        (Audience.DEPARTMENT, "工程部", ToldBy.PHONE, desk.clock.now),
        (Audience.RESIDENTS, "", ToldBy.POSTED, desk.clock.now),
    ]
    assert lines[0].by == desk.actor.name
    assert read(desk, notice.id).history[-2].changes


def test_rec_6_a_department_that_was_told_is_named(desk: Desk) -> None:
    notice = announce(desk)
    with pytest.raises(Invalid) as error:
        desk.step("notices", "tell", notice.id, TellDraft(audience=Audience.DEPARTMENT, told_at=desk.clock.now))
    assert [(problem.field, problem.code) for problem in error.value.problems] == [("whom", "notice_whom_required")]


def test_rec_6_a_notice_shows_at_each_unit_it_touches_from_shortly_before_to_its_end(desk: Desk) -> None:
    now = desk.clock.now
    notice = announce(desk, starts_at=now + 30 * HOUR, ends_at=now + 34 * HOUR)
    assert said_at(desk, EAST) == []
    desk.clock.forward(hours=7)  # 23 hours before: notice.due_soon is 24 h
    assert said_at(desk, EAST) == said_at(desk, EAST_TOO) == [notice.number]
    assert said_at(desk, WEST) == []
    desk.clock.forward(hours=26.9)
    assert said_at(desk, EAST) == [notice.number]
    desk.clock.forward(hours=0.2)
    assert said_at(desk, EAST) == []


def test_rec_6_how_long_before_is_the_rulebooks(desk: Desk) -> None:
    announce(desk, starts_at=desk.clock.now + 30 * HOUR, ends_at=desk.clock.now + 34 * HOUR)
    desk.as_(Role.SUPERVISOR).call("rulebook.change", key="notice.due_soon", value="48")
    assert said_at(desk, EAST)


def test_rec_6_without_buildings_it_is_for_all_and_is_said_first(desk: Desk) -> None:
    notice = announce(desk, buildings="")
    assert notice.everywhere
    desk.slip(unit=WEST)
    card = desk.call("directory.unit_card", unit=WEST)
    assert [line.register for line in card.waiting if line.first] == ["notices"]
    assert [line.register for line in card.waiting if not line.first] == ["slips"]


def test_rec_6_a_draft_an_ended_and_a_voided_notice_show_nowhere(desk: Desk) -> None:
    desk.call("notices.draft", draft=written(desk))
    over, void = announce(desk, starts_at=desk.clock.now), announce(desk)
    desk.step("notices", "end", over.id, EndDraft(ended_at=desk.clock.now, reason="提前来水"))
    desk.step("notices", "void", void.id, ReasonDraft(reason="取消停水"))
    assert said_at(desk, EAST) == []


def test_rec_6_whether_it_is_in_force_is_a_matter_of_the_time_alone(desk: Desk) -> None:
    id = announce(desk).id
    phases = [read(desk, id).phase]
    for hours in (1, 3):
        desk.clock.forward(hours=hours)
        phases.append(read(desk, id).phase)
    assert phases == [Phase.COMING, Phase.IN_FORCE, Phase.PAST]
    assert desk.call("notices.counts") == {"open": 1, "in_force": 0, "coming": 0, "past": 1}


def test_rec_6_what_is_in_force_is_read_for_all_and_for_one_unit(desk: Desk) -> None:
    notice = announce(desk, starts_at=desk.clock.now)
    announce(desk)
    assert [row.number for row in desk.call("notices.in_force")] == [notice.number]
    assert [row.number for row in desk.call("notices.in_force", unit=EAST)] == [notice.number]
    assert desk.call("notices.in_force", unit=WEST) == ()
    assert desk.call("notices.in_force", unit="9-9-9") == ()


def test_rec_6_today_asks_at_the_end_whether_it_is_over(desk: Desk) -> None:
    notice = announce(desk, starts_at=desk.clock.now)
    desk.clock.forward(hours=5)
    (line,) = [line for line in desk.call("today.list") if line.register == "notices"]
    assert (line.text, line.due, line.ref.number) == ("today.notices.end", notice.ends_at, notice.number)
    desk.step("notices", "end", notice.id, EndDraft(ended_at=notice.ends_at))
    assert not [line for line in desk.call("today.list") if line.register == "notices"]


def test_rec_6_over_before_its_time_only_with_a_reason(desk: Desk) -> None:
    notice = announce(desk)
    with pytest.raises(Invalid) as before:
        desk.step("notices", "end", notice.id, EndDraft(ended_at=desk.clock.now))
    assert before.value.problems[0].code == "notice_ended_before_start"
    desk.clock.forward(hours=2)
    with pytest.raises(Invalid) as early:
        desk.step("notices", "end", notice.id, EndDraft(ended_at=desk.clock.now))
    assert (early.value.problems[0].field, early.value.problems[0].code) == ("reason", "notice_ended_early")
    desk.step("notices", "end", notice.id, EndDraft(ended_at=desk.clock.now, reason="提前恢复供水"))
    assert read(desk, notice.id).end_reason == "提前恢复供水"


def test_rec_6_an_extension_keeps_the_old_end_with_its_reason(desk: Desk) -> None:
    notice = announce(desk)
    later = notice.ends_at + HOUR
    with pytest.raises(Invalid) as sooner:
        desk.step("notices", "extend", notice.id, ExtendDraft(ends_at=notice.ends_at, reason="抢修"))
    assert sooner.value.problems[0].code == "notice_not_later"
    desk.step("notices", "extend", notice.id, ExtendDraft(ends_at=later, reason="抢修未完"))
    kept = read(desk, notice.id)
    assert [(each.old_end, each.new_end, each.reason) for each in kept.extensions] == [
        (notice.ends_at, later, "抢修未完")
    ]
    assert kept.deadline is not None
    assert (kept.ends_at, kept.deadline.due) == (later, later)


def test_rec_6_a_published_end_is_not_corrected_away(desk: Desk) -> None:
    notice = announce(desk)
    words = written(desk, title="3 栋停水通知（更正）", buildings="3、5")
    desk.step("notices", "amend", notice.id, words)
    assert read(desk, notice.id).places == ("3 栋", "5 栋")
    assert [hit.title for hit in desk.call("notices.search", text="更正")] == ["3 栋停水通知（更正）"]
    with pytest.raises(Invalid) as error:
        desk.step("notices", "amend", notice.id, replace(words, ends_at=notice.ends_at + HOUR))
    assert (error.value.problems[0].field, error.value.problems[0].code) == ("ends_at", "notice_use_extend")


def test_rec_6_notices_are_found_to_be_quoted_the_nearest_end_first(desk: Desk) -> None:
    far = announce(desk, ends_at=desk.clock.now + 9 * HOUR, kind=Kind.POWER, title="停电通知")
    near = announce(desk)
    announce(desk, title="旧通知", ends_at=desk.clock.now + 2 * HOUR)
    desk.clock.forward(hours=3)
    assert [hit.ref.number for hit in desk.call("notices.search", text="")] == [near.number, far.number]
    assert [hit.ref.number for hit in desk.call("notices.search", text="停电")] == [far.number]
    assert [hit.ref.number for hit in desk.call("search.find", text="停电") if hit.ref.register == "notices"]


def test_rec_6_the_units_page_keeps_what_touched_it(desk: Desk) -> None:
    notice = announce(desk)
    card = desk.call("directory.unit_card", unit=EAST)
    events = desk.call("directory.unit_history", unit_id=card.unit_id)
    assert [event.ref.number for event in events if event.ref.register == "notices"] == [notice.number]


def test_bad_times_and_buildings_are_refused_at_their_fields_all_at_once(desk: Desk) -> None:
    now = desk.clock.now
    codes = refused(desk, buildings="3、77", starts_at=now + 5 * HOUR, title="")
    assert codes == {"buildings": "unknown_building", "ends_at": "notice_end_before_start", "title": "required"}
    assert refused(desk, starts_at=now - 5 * HOUR, ends_at=now - HOUR) == {"ends_at": "in_past"}
    kept = desk.call("notices.draft", draft=written(desk)).id
    desk.clock.forward(hours=9)
    with pytest.raises(Invalid) as over:
        desk.step("notices", "publish", kept)
    assert over.value.problems[0].code == "notice_over"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("3", "3"),
        ("3栋", "3"),
        ("5 3", "3,5"),
        ("3-5", "3,5"),
        ("３～５幢", "3,5"),
        ("3和5号楼", "3,5"),
        ("4", ""),
        ("5-3", ""),
    ],
)
def test_buildings_are_read_as_people_write_them(desk: Desk, text: str, codes: str) -> None:
    with desk.office.core.transaction(desk.actor, "notices.rows", writing=False) as tx:
        problems: list[Any] = []
        assert ",".join(building.code for building in places.buildings(tx, text, problems)) == codes
        assert bool(problems) is not bool(codes)


def test_building_codes_are_written_shortly() -> None:
    assert places.shortly(["1", "2", "3", "5", "6", "12", "B", "S"]) == "1–3, 5, 6, 12, B, S"


def test_stewards_read_every_notice_and_cashiers_none(desk: Desk) -> None:
    announce(desk, buildings="5")
    assert len(desk.as_(Role.STEWARD).call("notices.ids", query=Query())) == 1
    assert desk.as_(Role.STEWARD).call("notices.in_force") == ()
    with pytest.raises(NotAllowed):
        desk.as_(Role.CASHIER).call("notices.ids", query=Query())
    with pytest.raises(NotAllowed):
        announce(desk.as_(Role.STEWARD))
