"""Letters and newspapers: counted by building, the stewards told, signed for area by area (``MAIL-1``)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from deskapp.domain.common import Query
from deskapp.domain.directory import BuildingDraft, UnitDraft, Use
from deskapp.domain.letters import (
    RULE,
    AmendDraft,
    Condition,
    LetterDetail,
    LetterDraft,
    LetterItem,
    Means,
    NotifyDraft,
    Source,
    State,
    UnsignDraft,
)
from deskapp.domain.people import Role
from deskapp.domain.reception import ReasonDraft
from deskapp.errors import Invalid, NotAllowed, NotFound
from deskapp.services.demo import generate
from deskapp.services.office import open_office
from tests.factories import Desk, TestClock
from tests.ways.letters import came, read, receive, sign, signature, tell, without_area


def refused(error: pytest.ExceptionInfo[Invalid]) -> dict[str, str]:
    return {problem.field: problem.code for problem in error.value.problems}


def told(desk: Desk, draft: LetterDraft | None = None) -> LetterDetail:
    made = receive(desk, draft)
    tell(desk, made.id)
    return read(desk, made.id)


def in_today(desk: Desk) -> list[str]:
    return [item.params["areas"] for item in desk.call("today.list") if item.register == "letters"]


def test_mail_1_letters_and_newspapers_are_counted_in_bulk_by_building(desk: Desk) -> None:
    made = receive(desk)
    assert made.number.startswith("XB-")
    assert (made.letters, made.newspapers, made.waiting_for) == (16, 5, "东区、西区")
    east, west = made.shares
    assert (east.area, east.letters, east.newspapers, east.steward) == (
        "东区",
        12,
        5,
        desk.as_(Role.STEWARD).actor.name,
    )
    assert [(line.building, line.letters, line.newspapers) for line in west.lines] == [("5", 4, 0)]
    (row,) = desk.call("letters.rows", ids=[made.id])
    assert (row.letters, row.newspapers, row.handler) == (16, 5, desk.actor.name)
    (first,) = made.history
    said = {change.field: change.new for change in first.changes}
    assert said["lines"] == "3：12 / 5；5：4 / 0"


def test_mail_1_a_delivery_names_a_building_by_code_or_name_and_leaves_out_where_nothing_came(desk: Desk) -> None:
    lines = (LetterItem(building="３ 栋", letters=2), LetterItem(building="5", letters=0, newspapers=None))
    made = receive(desk, came(lines=lines))
    assert [line.building for line in made.lines] == ["3"]


def test_mail_1_every_problem_of_a_count_is_said_at_once(desk: Desk) -> None:
    lines = (
        LetterItem(building="3", letters=1),
        LetterItem(building="3", newspapers=1),
        LetterItem(building="99", letters=1),
        LetterItem(building="", letters=-1),
    )
    with pytest.raises(Invalid) as error:
        desk.call("letters.receive", draft=came(lines=lines, condition=Condition.DAMAGED))
    assert refused(error) == {
        "lines.1.building": "counted_twice",
        "lines.2.building": "unknown_building",
        "lines.3.building": "required",
        "lines.3.letters": "out_of_range",
        "damage": "required",
    }


@pytest.mark.parametrize("lines", [(), (LetterItem(building="3"), LetterItem(building="5", letters=0))])
def test_mail_1_a_delivery_of_nothing_is_none(desk: Desk, lines: tuple[LetterItem, ...]) -> None:
    with pytest.raises(Invalid) as error:
        desk.call("letters.receive", draft=came(lines=lines))
    assert refused(error)["lines"] in {"required", "nothing_counted"}


def test_mail_1_damage_is_written_down_before_the_postal_worker_leaves(desk: Desk) -> None:
    made = receive(desk, came(condition=Condition.DAMAGED, damage="一捆报纸受潮"))
    assert (made.condition, made.damage) == (Condition.DAMAGED, "一捆报纸受潮")
    assert list(desk.call("letters.ids", query=Query(chip="damaged"))) == [made.id]
    with pytest.raises(Invalid) as error:
        desk.call("letters.receive", draft=came(damage="一捆报纸受潮"))
    assert refused(error) == {"condition": "only_if_damaged"}


def test_mail_1_the_stewards_are_told_once_it_is_sorted_and_again_if_need_be(desk: Desk) -> None:
    made = receive(desk)
    early = NotifyDraft(notified_at=made.at - timedelta(hours=1))
    with pytest.raises(Invalid) as error:
        desk.step("letters", "notify", made.id, early)
    assert refused(error) == {"notified_at": "before"}
    tell(desk, made.id)
    at = desk.clock.forward(hours=2)
    desk.step("letters", "notify", made.id, NotifyDraft(means=Means.PHONE, notified_at=at))
    kept = read(desk, made.id)
    assert (kept.state, kept.means, kept.notified_at) == (State.NOTIFIED, Means.PHONE, at)
    assert [line.verb for line in kept.history].count("letters.notify") == 2


def test_mail_1_each_areas_steward_signs_for_the_buildings_of_the_own_area(desk: Desk) -> None:
    made = told(desk)
    first = desk.clock.forward(minutes=20)
    sign(desk, made.id, "东区")
    part = read(desk, made.id)
    assert (part.state, part.waiting_for, part.signed_at) == (State.PART, "西区", None)
    east, west = part.shares
    steward = desk.as_(Role.STEWARD).actor.name
    assert (east.signer, east.signed_at, east.recorder) == (steward, first, desk.actor.name)
    assert (west.signer, west.signed_at) == ("", None)
    last = desk.clock.forward(minutes=20)
    sign(desk, made.id, "西区")
    done = read(desk, made.id)
    assert (done.state, done.waiting_for, done.signed_at) == (State.SIGNED, "", last)
    assert all(line.signer for line in done.lines)


def test_mail_1_another_of_the_staff_signs_for_a_steward_and_is_kept(desk: Desk) -> None:
    made = told(desk)
    other = desk.as_(Role.SUPERVISOR).actor
    draft = replace(signature(desk, made.shares[0]), signer_id=other.staff_id)
    desk.step("letters", "sign", made.id, draft)
    share = read(desk, made.id).shares[0]
    assert (share.signer, share.steward) == (other.name, desk.as_(Role.STEWARD).actor.name)


def test_mail_1_buildings_of_no_area_are_signed_for_by_somebody_named(desk: Desk) -> None:
    alone = without_area(desk)
    made = told(desk, came(lines=(LetterItem(building="3", letters=1), LetterItem(building=alone, letters=2))))
    assert made.waiting_for == "东区、8 栋"
    share = made.shares[-1]
    assert (share.area_id, share.area, share.letters) == (None, "", 2)
    with pytest.raises(Invalid) as error:
        desk.step("letters", "sign", made.id, replace(signature(desk, share), signer="  "))
    assert refused(error) == {"signer": "required"}
    desk.step("letters", "sign", made.id, signature(desk, share))
    assert read(desk, made.id).shares[-1].signer == "门岗刘师傅"


def test_mail_1_many_buildings_of_no_area_are_said_shortly(desk: Desk) -> None:
    director = desk.as_(Role.DIRECTOR)
    for code in ("21", "22", "23"):
        director.call("directory.save_building", draft=BuildingDraft(code=code, name=f"{code} 栋", floors=3))
    made = receive(desk, came(lines=tuple(LetterItem(building=code, letters=1) for code in ("21", "22", "23"))))
    assert made.waiting_for == "21–23"


def test_mail_1_nothing_leaves_without_a_signature_of_somebody(desk: Desk) -> None:
    made = told(desk)
    draft = replace(signature(desk, made.shares[0]), signed=False, signer_id=None, signed_at=None)
    with pytest.raises(Invalid) as error:
        desk.step("letters", "sign", made.id, draft)
    assert refused(error) == {"signed": "signature_required", "signer_id": "required", "signed_at": "required"}
    early = replace(signature(desk, made.shares[0]), signed_at=made.at - timedelta(hours=1), signer_id=9_999)
    with pytest.raises(Invalid) as error:
        desk.step("letters", "sign", made.id, early)
    assert refused(error) == {"signed_at": "before", "signer_id": "unknown_choice"}
    assert read(desk, made.id).state is State.NOTIFIED


def test_mail_1_an_area_signs_once_and_for_what_came_for_it_only(desk: Desk) -> None:
    made = told(desk)
    east = signature(desk, made.shares[0])
    desk.step("letters", "sign", made.id, east)
    with pytest.raises(Invalid) as error:
        desk.step("letters", "sign", made.id, east)
    assert refused(error) == {"area_id": "area_signed"}
    with pytest.raises(Invalid) as error:
        desk.step("letters", "sign", made.id, replace(east, area_id=None, signer="门岗"))
    assert refused(error) == {"area_id": "area_has_nothing"}


def test_mail_1_a_signature_for_the_wrong_area_is_taken_back_by_the_office(desk: Desk) -> None:
    made = told(desk)
    sign(desk, made.id), sign(desk, made.id)
    desk.clock.forward(days=1)
    draft = UnsignDraft(area_id=made.shares[1].area_id, reason="签错片区")
    with pytest.raises(NotAllowed):
        desk.step("letters", "unsign", made.id, draft)
    office = desk.as_(Role.SUPERVISOR)
    office.step("letters", "unsign", made.id, draft)
    back = read(desk, made.id)
    assert (back.state, back.waiting_for, back.signed_at) == (State.PART, "西区", None)
    assert back.shares[1].signer == ""
    assert back.deadline is not None
    assert back.deadline.due.astimezone().date() == desk.clock.now.astimezone().date()
    with pytest.raises(Invalid) as error:
        office.step("letters", "unsign", made.id, draft)
    assert refused(error) == {"area_id": "area_not_signed"}


def test_mail_1_what_is_signed_for_stays_what_is_not_is_put_right(desk: Desk) -> None:
    made = told(desk)
    sign(desk, made.id, "东区")
    three, five = LetterItem(building="3", letters=12, newspapers=5), LetterItem(building="5", letters=6)
    for lines in ((replace(three, letters=11), five), (five,)):
        with pytest.raises(Invalid) as error:
            desk.step("letters", "amend", made.id, AmendDraft(lines=lines))
        assert refused(error) == {"lines": "building_signed"}
    desk.step("letters", "amend", made.id, AmendDraft(lines=(three, five), deliverer="邮递员小何", note="复点"))
    kept = read(desk, made.id)
    assert (kept.state, kept.letters, kept.deliverer, kept.waiting_for) == (State.PART, 18, "邮递员小何", "西区")
    assert list(desk.call("letters.ids", query=Query(chip="all", text="邮递员小何"))) == [made.id]


def test_mail_1_a_correction_that_leaves_nobody_to_sign_ends_it(desk: Desk) -> None:
    made = told(desk)
    sign(desk, made.id, "东区")
    desk.step("letters", "amend", made.id, AmendDraft(lines=(LetterItem(building="3", letters=12, newspapers=5),)))
    kept = read(desk, made.id)
    assert (kept.state, kept.letters, kept.waiting_for, kept.deadline) == (State.SIGNED, 12, "", None)
    assert [line.building for line in kept.lines] == ["3"]


def test_mail_1_a_building_stays_in_the_area_it_was_in_when_it_came(desk: Desk) -> None:
    made = receive(desk)
    director = desk.as_(Role.DIRECTOR)
    moved = director.call("directory.building_draft", id=next(o.id for o in desk.call("directory.buildings")))
    west = next(option.id for option in desk.call("directory.areas") if option.text == "西区")
    director.call("directory.save_building", draft=replace(moved, area_id=west))
    assert [share.area for share in read(desk, made.id).shares] == ["东区", "西区"]
    assert [share.area for share in receive(desk).shares] == ["西区"]


def test_mail_1_what_was_not_fetched_on_the_day_stands_in_today(desk: Desk) -> None:
    made = told(desk)
    deadline = made.deadline
    assert deadline is not None
    assert (deadline.rule, deadline.clause) == (RULE, "001·1·3.2")
    assert f"{deadline.due.astimezone():%Y-%m-%d %H:%M}" == f"{made.at.astimezone():%Y-%m-%d} 23:59"
    sign(desk, made.id, "东区")
    before = desk.clock.now
    now = desk.clock.forward(days=1)
    assert in_today(desk) == ["西区"]
    ran_out = desk.call("today.due", since=before, until=now)
    assert [item.ref.number for item in ran_out if item.register == "letters"] == [made.number]
    why = desk.call("deadlines.explain", register="letters", id=made.id)
    assert (why.rule, why.due) == (RULE, deadline.due)
    sign(desk, made.id, "西区")
    assert in_today(desk) == []


def test_mail_1_the_day_to_fetch_it_is_the_offices_own_number(desk: Desk) -> None:
    desk.as_(Role.SUPERVISOR).call("rulebook.change", key=RULE, value="1 day_end")
    made = receive(desk)
    assert made.deadline is not None
    assert made.deadline.due.astimezone().date() == made.at.astimezone().date() + timedelta(days=1)


def test_mail_1_a_steward_sees_and_signs_the_own_area_only(desk: Desk) -> None:
    made = told(desk)
    steward = desk.as_(Role.STEWARD)
    seen = read(steward, made.id)
    assert [share.area for share in seen.shares] == ["东区"]
    with pytest.raises(NotAllowed):
        steward.step("letters", "sign", made.id, signature(steward, made.shares[1]))
    for_another = replace(signature(steward, made.shares[0]), signer_id=desk.actor.staff_id)
    with pytest.raises(NotAllowed):
        steward.step("letters", "sign", made.id, for_another)
    assert in_today(steward) == ["东区、西区"]
    own = replace(signature(steward, made.shares[0]), area_id=None, signer_id=None)
    steward.step("letters", "sign", made.id, own)
    share = read(desk, made.id).shares[0]
    assert (share.signer, share.recorder) == (steward.actor.name, steward.actor.name)
    # What waits for others is not the steward's matter any more; it stays to be looked up.
    assert in_today(steward) == []
    assert steward.call("letters.counts")["waiting"] == 0
    assert list(steward.call("letters.ids", query=Query(chip="all"))) == [made.id]
    assert in_today(desk) == ["西区"]


def test_roles_a_steward_without_an_area_reads_no_delivery_either(desk: Desk) -> None:
    """Not even what came for a building that lies in no area."""
    desk.as_(Role.DIRECTOR).call("directory.save_building", draft=BuildingDraft(code="9", name="9 栋", floors=6))
    made = told(desk, came(lines=(LetterItem(building="9", letters=1),)))
    steward = replace(desk.as_(Role.STEWARD).actor, area_id=None)
    with pytest.raises(NotAllowed):
        desk.office.call(steward, "letters.detail", id=made.id)
    with pytest.raises(NotAllowed):
        desk.office.call(steward, "attachments.of", register="letters", id=made.id)


def test_mail_1_what_brought_nothing_for_an_area_is_not_its_stewards_to_see(desk: Desk) -> None:
    made = told(desk, came(lines=(LetterItem(building="5", letters=1),)))
    steward = desk.as_(Role.STEWARD)
    assert list(steward.call("letters.ids", query=Query(chip="all"))) == []
    with pytest.raises(NotAllowed):
        steward.call("letters.detail", id=made.id)
    with pytest.raises(NotAllowed):
        steward.call("letters.receive", draft=came())
    with pytest.raises(NotFound):
        steward.call("letters.detail", id=10_000)


def test_mail_1_the_form_lists_every_building_that_has_letter_boxes_area_by_area(desk: Desk) -> None:
    director = desk.as_(Role.DIRECTOR)
    director.call("directory.save_building", draft=BuildingDraft(code="B", name="地下车库", floors=1))
    director.call("directory.save_unit", draft=UnitDraft(code="B-001", use=Use.PARKING))
    without_area(desk)
    found = desk.call("letters.buildings")
    assert [(place.code, place.group) for place in found] == [("3", "东区"), ("5", "西区"), ("8", "")]


def test_mail_1_a_month_has_every_delivery_in_order_and_its_sums(desk: Desk) -> None:
    first, second = receive(desk), receive(desk)
    desk.step("letters", "void", second.id, ReasonDraft(reason="重复登记"))
    day = first.at.astimezone()
    for digits in (int(f"{day:%Y%m%d}"), int(f"{day:%Y%m}")):
        found = desk.call("letters.period", id=digits)
        assert [row.number for row in found.rows] == [first.number, second.number]
        assert (found.letters, found.newspapers) == (16, 5)
    assert desk.call("letters.period", id=20200101).rows == ()
    with pytest.raises(NotFound):
        desk.call("letters.period", id=20201301)


def test_all_9_a_delivery_that_is_written_down_later_says_when_it_came_and_why(desk: Desk) -> None:
    at = desk.clock.now - timedelta(days=2)
    with pytest.raises(Invalid) as error:
        desk.call("letters.receive", draft=came(happened_at=at))
    assert refused(error) == {"happened_reason": "reason_required"}
    made = receive(desk, came(happened_at=at, happened_reason="停电"))
    assert (made.at, made.recorded_at, made.happened_reason) == (at, desk.clock.now, "停电")
    assert made.deadline is not None
    assert made.deadline.due < desk.clock.now


def test_all_1_what_is_void_waits_for_nobody(desk: Desk) -> None:
    made = told(desk)
    sign(desk, made.id)
    with pytest.raises(NotAllowed):
        desk.step("letters", "void", made.id, ReasonDraft(reason="重复登记"))
    desk.as_(Role.SUPERVISOR).step("letters", "void", made.id, ReasonDraft(reason="重复登记"))
    kept = read(desk, made.id)
    assert (kept.state, kept.waiting_for, kept.deadline, kept.void_reason) == (State.VOIDED, "", None, "重复登记")
    assert in_today(desk) == []


def test_all_5_a_delivery_is_found_by_number_postal_worker_and_damage(desk: Desk) -> None:
    made = receive(desk, came(condition=Condition.DAMAGED, damage="雨淋受潮"))
    for typed in (made.number, "老杨", "ydyly", "受潮"):
        assert made.number in [hit.ref.number for hit in desk.call("search.find", text=typed)], typed
    assert desk.call("search.by_code", code=made.number.lower()).id == made.id


def test_the_same_draft_twice_is_one_delivery(desk: Desk) -> None:
    draft = came(client_id="once")
    assert desk.call("letters.receive", draft=draft).id == desk.call("letters.receive", draft=draft).id


def test_the_made_up_estates_deliveries_are_as_the_service_would_have_written_them(tmp_path: Path) -> None:
    now = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
    generate(tmp_path / "demo.db", units=240, years=0.1, entries=60, seed=7, now=now)
    office = open_office(tmp_path / "demo.db", clock=TestClock(now))
    actor = office.call(None, "staff.sign_in", code="S01", pin="1234")
    assert office.call(actor, "journal.check").findings == ()
    ids = office.call(actor, "letters.ids", query=Query(chip="all"))
    details = [office.call(actor, "letters.detail", id=id) for id in ids]
    for made in details:
        assert made.letters == sum(line.letters for line in made.lines)
        assert made.newspapers == sum(line.newspapers for line in made.lines)
        left = "、".join(share.area for share in made.shares if share.signed_at is None)
        assert (made.waiting_for, made.state is State.SIGNED) == (left, not left)
        assert (made.deadline is None) is (made.state is State.SIGNED)
    waiting = [made for made in details if made.waiting_for]
    assert 1 <= len(waiting) < len(details) / 4
    assert {made.source for made in details} == {Source.POST, Source.PRESS}
    office.close()


def test_the_journal_proves_every_delivery(desk: Desk) -> None:
    made = told(desk)
    sign(desk, made.id), sign(desk, made.id)
    assert desk.as_(Role.DIRECTOR).call("journal.check").findings == ()
