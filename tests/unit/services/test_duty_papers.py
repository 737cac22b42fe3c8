"""What the papers of duty are drawn from, read in one look each (``DUTY-1`` to ``DUTY-5``, ``DUTY-8``)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from deskapp.domain.common import Option
from deskapp.domain.duty_log import CorrectDraft, Head, Kind, LogDraft, SignDraft
from deskapp.domain.duty_papers import HandoverPaper, LogPaper, RosterPaper
from deskapp.domain.must_read import NoteDraft
from deskapp.domain.people import Role
from deskapp.domain.roster import Start
from deskapp.errors import NotAllowed, NotFound
from tests.factories import Desk
from tests.ways import handovers, roster, swaps

FIFTH = date(2026, 12, 5)


def wall(desk: Desk, id: int, role: Role = Role.SUPERVISOR) -> RosterPaper:
    found = desk.as_(role).call("duty_papers.roster", id=id)
    assert isinstance(found, RosterPaper)
    return found


def log(desk: Desk, digits: int) -> LogPaper:
    found = desk.call("duty_papers.log", id=digits)
    assert isinstance(found, LogPaper)
    return found


def test_duty_2_the_wall_names_what_differs_from_the_edition_before(desk: Desk) -> None:
    people = roster.people(desk)
    first = roster.publish(desk, roster.put(desk, roster.begin(desk), {(people[0], FIFTH): "z"}))
    assert (wall(desk, first.id).before, wall(desk, first.id).changes) == (0, ())
    second = roster.begin(desk, start=Start.PUBLISHED)
    second = roster.publish(desk, roster.put(desk, second, {(people[0], FIFTH): "w"}))
    found = wall(desk, second.id, Role.RECEPTIONIST)
    assert found.before == first.edition
    assert [(change.staff_id, change.day, change.old, change.new) for change in found.changes] == [
        (people[0], FIFTH, "早", "晚")
    ]
    assert found.sheet.number == "2026-12/2"


def test_duty_2_what_hung_on_the_wall_is_compared_and_not_what_the_draft_was_begun_from(desk: Desk) -> None:
    swaps.rostered(desk)
    drafted = swaps.begin(desk, {(Role.STEWARD, swaps.DAY + timedelta(days=30)): swaps.LATE}, start=Start.PUBLISHED)
    desk.clock.forward(minutes=1)
    made = swaps.agreed(desk)
    swaps.approve(desk, made.id)  # edition 2 hangs while the draft, begun before it, is not published yet
    assert wall(desk, drafted).before == 2
    desk.clock.forward(minutes=1)
    roster.publish(desk, roster.read(desk, drafted))
    found = wall(desk, drafted)
    assert (found.sheet.edition, found.before) == (3, 2)
    assert [(change.day, change.old, change.new) for change in found.changes] == [(date(2026, 12, 31), "", "晚")]


def test_duty_1_a_draft_is_the_office_s_own_and_a_month_is_what_is_published(desk: Desk) -> None:
    roster.people(desk)
    published = roster.publish(desk, roster.begin(desk))
    draft = roster.begin(desk)
    with pytest.raises(NotFound):
        wall(desk, draft.id, Role.RECEPTIONIST)
    assert wall(desk, draft.id).sheet.id == draft.id
    for role, codes in (
        (Role.RECEPTIONIST, ["2026-12/1"]),
        (Role.SUPERVISOR, ["2026-12/1", "2026-12/2"]),
    ):
        options: tuple[Option, ...] = desk.as_(role).call("duty_papers.editions")
        assert [option.code for option in options] == codes
        assert (options[0].text, options[0].id) == ("2026-12", published.id)
    with pytest.raises(NotAllowed):
        desk.as_(Role.CASHIER).call("duty_papers.editions")


def test_duty_3_the_log_of_a_day_or_a_month_has_the_chain_at_each_entry(desk: Desk) -> None:
    heads: dict[int, str] = {}
    for text in ("巡视正常", "访客登记"):
        desk.call("duty_log.write", draft=LogDraft(kind=Kind.PATROL, text=text))
        head: Head = desk.call("duty_log.head")
        heads[head.seq] = head.short
        desk.clock.forward(minutes=5)
    desk.call("duty_log.correct", seq=2, draft=CorrectDraft(text="访客两名", reason="人数漏写"))
    today = desk.clock.now.astimezone().date()
    desk.as_(Role.SUPERVISOR).call("duty_log.sign", draft=SignDraft(day=today, remark="已阅"))
    for digits, name in ((int(f"{today:%Y%m%d}"), f"{today}"), (int(f"{today:%Y%m}"), f"{today:%Y-%m}")):
        found = log(desk, digits)
        assert found.number == name
        assert {seq: found.heads[seq] for seq in heads} == heads
        assert found.heads[3] == found.page.head.short
        assert [entry.corrected_by for entry in found.page.entries] == [None, 3, None]
        assert [day.remark for day in found.page.days if day.signed_at is not None] == ["已阅"]
    with pytest.raises(NotFound):
        log(desk, 20261301)


def test_duty_8_the_sheet_names_the_notes_whoever_took_over_had_read(desk: Desk) -> None:
    change = desk.call("must_read.write", draft=NoteDraft(title="停水口径", content="统一答复：22 时恢复"))
    taker = desk.as_(Role.DIRECTOR)
    taker.call("must_read.read", id=change.ref.id, version=desk.call("must_read.detail", id=change.ref.id).version)
    read_at = desk.clock.now
    desk.clock.forward(minutes=30)
    taken = handovers.taken(desk)
    desk.clock.forward(minutes=1)
    desk.call("must_read.write", draft=NoteDraft(title="后来的通知", content="与此次交接班无关"))
    found = desk.call("duty_papers.handover", id=taken.id)
    assert isinstance(found, HandoverPaper)
    assert [(note.number, note.title, note.at) for note in found.notes] == [(change.ref.number, "停水口径", read_at)]
    assert found.detail == desk.call("handovers.detail", id=taken.id)
