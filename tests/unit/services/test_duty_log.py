"""The duty log: append-only, put right by further entries, found, erased with a reason, countersigned by the day."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from deskapp.domain.common import TodayItem
from deskapp.domain.duty_log import (
    AUTOMATIC,
    CorrectDraft,
    EraseDraft,
    Kind,
    LogDraft,
    LogEntry,
    LogPage,
    SignDraft,
    SignedDay,
)
from deskapp.domain.people import Role
from deskapp.errors import DeskError, Invalid, NotAllowed, NotFound
from deskapp.services.office import open_office
from tests.factories import Desk, TestClock

#: A Saturday, by the tests' clock.
DAY = date(2026, 11, 21)
NAME = "业主张三，电话 139 0000 5678"


def write(desk: Desk, text: str = "巡视三栋，正常", **values: object) -> int:
    return int(desk.call("duty_log.write", draft=LogDraft(text=text, **values)).id)  # type: ignore[arg-type]


def page(desk: Desk, since: date = DAY, until: date | None = None) -> LogPage:
    found = desk.call("duty_log.page", since=since, until=until or since)
    assert isinstance(found, LogPage)
    return found


def entry(desk: Desk, seq: int) -> LogEntry:
    found = desk.call("duty_log.detail", id=seq)
    assert isinstance(found, LogEntry)
    return found


def unsigned(desk: Desk) -> dict[date, SignedDay]:
    return {day.day: day for day in desk.call("duty_log.unsigned")}


def today(desk: Desk) -> list[TodayItem]:
    return [item for item in desk.call("today.list") if item.register == "duty_log"]


@pytest.fixture
def boss(desk: Desk) -> Desk:
    return desk.as_(Role.SUPERVISOR)


# Writing


def test_duty_3_an_entry_says_what_happened_when_and_by_whom(desk: Desk, clock: TestClock) -> None:
    seq = write(desk, "三栋电梯异响，已报维保", kind=Kind.EQUIPMENT)
    found = entry(desk, seq)
    assert (found.kind, found.text, found.by) == (Kind.EQUIPMENT, "三栋电梯异响，已报维保", "员工10")
    assert found.at == found.recorded_at == clock.now
    assert not found.automatic


def test_duty_3_saved_twice_it_stands_once(desk: Desk) -> None:
    draft = LogDraft(text="天台门已锁", client_id="a1")
    assert desk.call("duty_log.write", draft=draft).id == desk.call("duty_log.write", draft=draft).id
    assert desk.call("duty_log.head").count == 1


@pytest.mark.parametrize("kind", [*sorted(AUTOMATIC), Kind.CORRECTION])
def test_duty_3_what_the_program_writes_nobody_writes_by_hand(desk: Desk, kind: Kind) -> None:
    with pytest.raises(Invalid) as refused:
        write(desk, kind=kind)
    assert [problem.field for problem in refused.value.problems] == ["kind"]


def test_all_9_what_is_entered_late_says_why_and_keeps_both_times(desk: Desk, clock: TestClock) -> None:
    before = clock.now - timedelta(hours=3)
    with pytest.raises(Invalid) as refused:
        write(desk, happened_at=before)
    assert [problem.field for problem in refused.value.problems] == ["happened_reason"]
    with pytest.raises(Invalid):
        write(desk, happened_at=clock.now + timedelta(minutes=2), happened_reason="早了")
    found = entry(desk, write(desk, happened_at=before.astimezone(), happened_reason="停电"))
    assert (found.at, found.recorded_at, found.happened_reason) == (before, clock.now, "停电")


def test_all_9_a_clock_that_is_a_few_seconds_ahead_is_taken_for_now(desk: Desk, clock: TestClock) -> None:
    found = entry(desk, write(desk, happened_at=clock.now + timedelta(seconds=40), happened_reason="另一台电脑"))
    assert found.at == clock.now


def test_duty_3_everything_wrong_is_said_at_once(desk: Desk, clock: TestClock) -> None:
    with pytest.raises(Invalid) as refused:
        write(desk, " ", kind=Kind.CLOCK, happened_at=clock.now)
    assert {problem.field for problem in refused.value.problems} == {"text", "kind", "happened_reason"}


@pytest.mark.parametrize("role", [Role.CASHIER, Role.ADMIN])
def test_duty_3_only_who_stands_at_the_counter_or_keeps_an_area_writes(desk: Desk, role: Role) -> None:
    with pytest.raises(NotAllowed):
        write(desk.as_(role))
    with pytest.raises(NotAllowed):
        page(desk.as_(role))
    assert write(desk.as_(Role.STEWARD))


# Putting right


def test_duty_3_a_correction_is_a_new_entry_that_names_the_old_one(desk: Desk, clock: TestClock) -> None:
    old = write(desk, "五栋停水")
    clock.forward(hours=1)
    new = desk.call("duty_log.correct", seq=old, draft=CorrectDraft(text="三栋停水", reason="楼栋写错")).id
    first, second = entry(desk, old), entry(desk, new)
    assert (first.text, first.corrected_by, second.corrects) == ("五栋停水", new, old)
    assert (second.text, second.reason, second.kind) == ("三栋停水", "楼栋写错", Kind.CORRECTION)
    assert second.at == first.at  # it stands where the old one does
    assert second.recorded_at == clock.now


def test_duty_3_an_entry_is_put_right_once_its_correction_again(desk: Desk) -> None:
    old = write(desk)
    new = desk.call("duty_log.correct", seq=old, draft=CorrectDraft(text="二", reason="错")).id
    with pytest.raises(DeskError) as refused:
        desk.call("duty_log.correct", seq=old, draft=CorrectDraft(text="三", reason="错"))
    assert refused.value.code == "log_corrected_already"
    assert desk.call("duty_log.correct", seq=new, draft=CorrectDraft(text="三", reason="还是错")).id == new + 1
    with pytest.raises(NotFound):
        desk.call("duty_log.correct", seq=99, draft=CorrectDraft(text="三", reason="错"))
    with pytest.raises(Invalid) as empty:
        desk.call("duty_log.correct", seq=new + 1, draft=CorrectDraft())
    assert {problem.field for problem in empty.value.problems} == {"text", "reason"}


def test_duty_3_a_clock_set_back_stops_nobody_from_putting_right(desk: Desk, clock: TestClock) -> None:
    old = write(desk)
    clock.forward(hours=-2)
    new = desk.call("duty_log.correct", seq=old, draft=CorrectDraft(text="二", reason="错")).id
    assert entry(desk, new).at == clock.now


def test_duty_3_a_day_is_read_in_order_of_time_each_correction_after_its_entry(desk: Desk, clock: TestClock) -> None:
    first = write(desk, "一")
    second_at = clock.forward(hours=1)
    second = write(desk, "二")
    clock.forward(hours=1)
    third = desk.call("duty_log.correct", seq=first, draft=CorrectDraft(text="一改", reason="错")).id
    late = write(desk, "更早", happened_at=second_at - timedelta(minutes=90), happened_reason="停电")
    fourth = desk.call("duty_log.correct", seq=third, draft=CorrectDraft(text="再改", reason="错")).id
    assert [found.seq for found in page(desk).entries] == [late, first, third, fourth, second]


def test_duty_3_a_page_has_the_days_between_and_no_more(desk: Desk, clock: TestClock) -> None:
    write(desk)
    clock.forward(days=1)
    write(desk, "次日")
    assert [found.text for found in page(desk).entries] == ["巡视三栋，正常"]
    both = page(desk, DAY, DAY + timedelta(days=1))
    assert [day.entries for day in both.days] == [1, 1]
    for since, until in ((DAY, DAY - timedelta(days=1)), (DAY, DAY + timedelta(days=400))):
        with pytest.raises(Invalid):
            page(desk, since, until)


def test_duty_3_no_verb_changes_or_removes_an_entry(desk: Desk, place: Path) -> None:
    seq = write(desk)
    with sqlite3.connect(place) as file:
        for statement in (
            "UPDATE duty_log SET kind = 'note'",
            "DELETE FROM duty_log",
            "UPDATE duty_log_body SET body = '{}'",
            "DELETE FROM duty_log_body",
            "INSERT OR REPLACE INTO duty_log_body VALUES (1, x'00', '{}')",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                file.execute(statement)
    assert entry(desk, seq).text == "巡视三栋，正常"


# The chain


def test_duty_3_the_head_counts_and_changes_with_every_entry(desk: Desk) -> None:
    heads = []
    for _ in range(3):
        write(desk)
        heads.append(desk.call("duty_log.head"))
    assert [(head.seq, head.count) for head in heads] == [(1, 1), (2, 2), (3, 3)]
    assert len({head.short for head in heads}) == 3
    assert all(len(head.short) == 19 for head in heads)


def test_duty_3_the_chain_is_proved_from_the_desk_and_against_a_printed_head(desk: Desk) -> None:
    write(desk)
    printed = desk.call("duty_log.head")
    write(desk)
    state = desk.call("duty_log.chain", head=f"{printed.seq} {printed.short}")
    assert (state.entries, state.sound) == (2, True)
    wrong = desk.call("duty_log.chain", head=f"1 {desk.call('duty_log.head').short}")
    assert [finding.code for finding in wrong.findings] == ["duty_rebuilt"]
    with pytest.raises(Invalid):
        desk.call("duty_log.chain", head="12 ABC")


# Finding


def test_all_5_an_entry_is_found_by_its_words_reason_and_sequence(desk: Desk, clock: TestClock) -> None:
    seq = write(desk, "北门道闸失灵", happened_at=clock.now, happened_reason="网络中断")
    write(desk, "别的")
    for typed in ("道闸", "网络中断", "北门道闸失灵"):
        hits = desk.call("search.find", text=typed)
        assert [(hit.ref.register, hit.ref.id) for hit in hits] == [("duty_log", seq)]
        assert [found.seq for found in desk.call("duty_log.find", text=typed)] == [seq]
    assert desk.call("search.by_code", code=f"#{seq}").id == seq
    assert desk.call("search.by_code", code="#99") is None
    assert not [
        hit for hit in desk.as_(Role.CASHIER).call("search.find", text="道闸") if hit.ref.register == "duty_log"
    ]


# Erasing


def test_duty_3_words_are_erased_by_the_director_with_a_reason_and_the_chain_stands(
    desk: Desk, clock: TestClock
) -> None:
    seq = write(desk, NAME)
    write(desk, "别的")
    head = desk.call("duty_log.head")
    clock.forward(days=1)
    director = desk.as_(Role.DIRECTOR)
    with pytest.raises(Invalid):
        director.call("duty_log.erase", seq=seq, draft=EraseDraft())
    with pytest.raises(NotAllowed):
        desk.as_(Role.SUPERVISOR).call("duty_log.erase", seq=seq, draft=EraseDraft(reason="本人要求"))
    director.call("duty_log.erase", seq=seq, draft=EraseDraft(reason="本人要求"))
    found = entry(desk, seq)
    assert (found.text, found.erased, found.erased_reason) == ("", True, "本人要求")
    assert (found.erased_at, found.erased_by) == (clock.now, director.actor.name)
    assert director.call("journal.check", head=f"{head.seq} {head.short}").sound
    with pytest.raises(DeskError) as again:
        director.call("duty_log.erase", seq=seq, draft=EraseDraft(reason="再次"))
    assert again.value.code == "log_erased_already"
    with pytest.raises(NotFound):
        director.call("duty_log.erase", seq=99, draft=EraseDraft(reason="没有"))


def test_duty_3_erased_words_are_found_by_nothing_any_more(desk: Desk, place: Path, clock: TestClock) -> None:
    seq = write(desk, NAME)
    other = write(desk, "张三来访")
    desk.as_(Role.DIRECTOR).call("duty_log.erase", seq=seq, draft=EraseDraft(reason="本人要求"))
    assert [found.seq for found in desk.call("duty_log.find", text="张三")] == [other]
    assert not desk.call("duty_log.find", text="13900005678")
    desk.office.close()
    with sqlite3.connect(place) as file:
        file.execute("CREATE VIRTUAL TABLE temp.v USING fts5vocab('main', 'search_duty_log', 'row')")
        words = {term for (term,) in file.execute("SELECT term FROM temp.v")}
    assert "来访" in words
    assert not [word for word in words if "业主" in word or "电话" in word]


def test_duty_3_an_erased_entry_can_still_be_put_right(desk: Desk) -> None:
    seq = write(desk, NAME)
    desk.as_(Role.DIRECTOR).call("duty_log.erase", seq=seq, draft=EraseDraft(reason="本人要求"))
    new = desk.call("duty_log.correct", seq=seq, draft=CorrectDraft(text="一位业主来电", reason="不写姓名")).id
    assert [found.seq for found in page(desk).entries] == [seq, new]


# Countersigning


def test_duty_5_the_supervisor_signs_a_day_with_the_head_it_has(desk: Desk, boss: Desk, clock: TestClock) -> None:
    write(desk)
    clock.forward(days=1)
    boss.call("duty_log.sign", draft=SignDraft(day=DAY, remark="已阅"))
    (day,) = page(desk).days
    assert (day.signed, day.signed_by, day.remark) == (True, boss.actor.name, "已阅")
    assert day.head == desk.call("duty_log.head").short
    assert boss.call("journal.check").sound


@pytest.mark.parametrize("role", [Role.RECEPTIONIST, Role.STEWARD, Role.CASHIER, Role.ADMIN])
def test_duty_5_nobody_else_signs(desk: Desk, role: Role) -> None:
    with pytest.raises(NotAllowed):
        desk.as_(role).call("duty_log.sign", draft=SignDraft(day=DAY))


def test_duty_5_what_lies_ahead_is_not_signed(boss: Desk) -> None:
    with pytest.raises(Invalid) as refused:
        boss.call("duty_log.sign", draft=SignDraft(day=DAY + timedelta(days=1)))
    assert [problem.code for problem in refused.value.problems] == ["in_future"]
    with pytest.raises(Invalid):
        boss.call("duty_log.sign", draft=SignDraft())


def test_duty_5_signed_twice_as_it_stands_is_signed_once(desk: Desk, boss: Desk, place: Path) -> None:
    write(desk)
    first, again = (boss.call("duty_log.sign", draft=SignDraft(day=DAY, remark="已阅")) for _ in range(2))
    assert first.ref == again.ref
    with pytest.raises(Invalid) as refused:
        boss.call("duty_log.sign", draft=SignDraft(day=DAY, remark="再看"))
    assert [(each.field, each.code) for each in refused.value.problems] == [("remark", "log_signed_already")]
    assert page(desk).days[0].remark == "已阅"
    desk.as_(Role.DIRECTOR).call("duty_log.sign", draft=SignDraft(day=DAY))
    with closing(sqlite3.connect(place)) as file:
        assert file.execute("SELECT count(*) FROM duty_sign").fetchone() == (2,)


def test_duty_5_what_was_written_since_the_day_was_read_is_not_signed_unread(desk: Desk, boss: Desk) -> None:
    seen = write(desk)
    later = write(desk, "随后")
    with pytest.raises(Invalid) as refused:
        boss.call("duty_log.sign", draft=SignDraft(day=DAY, seen=seen))
    assert [problem.code for problem in refused.value.problems] == ["log_unread"]
    boss.call("duty_log.sign", draft=SignDraft(day=DAY, seen=later))


def test_duty_5_working_days_are_listed_and_days_off_with_entries_the_oldest_first(
    desk: Desk, boss: Desk, clock: TestClock
) -> None:
    write(desk)  # Saturday
    clock.forward(days=5)  # Thursday; nothing was written on Sunday, nor on the working days since
    found = unsigned(desk)
    assert list(found) == [DAY + timedelta(days=n) for n in (0, 2, 3, 4)]
    assert (found[DAY].rest, found[DAY].entries, found[DAY + timedelta(days=2)].entries) == (True, 1, 0)
    boss.call("duty_log.sign", draft=SignDraft(day=DAY))
    assert DAY not in unsigned(desk)
    assert list(desk.call("duty_log.unsigned", since=DAY + timedelta(days=4))) == [found[DAY + timedelta(days=4)]]


def test_duty_5_before_the_first_entry_nothing_is_listed(desk: Desk, boss: Desk, clock: TestClock) -> None:
    clock.forward(days=9)
    assert not unsigned(desk)
    assert not today(boss)
    write(desk)
    assert not unsigned(desk)  # today is not over yet


def test_duty_5_a_signed_day_that_got_a_later_entry_has_to_be_signed_again(
    desk: Desk, boss: Desk, clock: TestClock
) -> None:
    seq = write(desk)
    at = clock.now
    clock.forward(days=1)
    boss.call("duty_log.sign", draft=SignDraft(day=DAY))
    write(desk, "今天的")
    assert not unsigned(desk)
    late = write(desk, "昨天的", happened_at=at, happened_reason="停电")
    desk.call("duty_log.correct", seq=seq, draft=CorrectDraft(text="改", reason="错"))
    (day,) = page(desk).days
    assert (day.signed, day.since, day.signed_by) == (False, 2, boss.actor.name)
    assert unsigned(desk)[DAY].last == late + 1
    boss.call("duty_log.sign", draft=SignDraft(day=DAY))
    assert not unsigned(desk)


def test_duty_5_today_tells_the_supervisor_and_leads_to_the_days(desk: Desk, boss: Desk, clock: TestClock) -> None:
    write(desk)
    clock.forward(days=1)
    (one,) = today(boss)
    assert (one.text, one.chip, one.count) == ("today.duty_log.unsigned_day", DAY.isoformat(), 1)
    assert not today(desk)  # whoever cannot sign is not told
    clock.forward(days=2)
    (several,) = today(boss)
    assert (several.text, several.chip, several.count) == ("today.duty_log.unsigned", "unsigned", 2)
    assert today(desk.as_(Role.DIRECTOR)) == [several]


def test_duty_5_a_year_of_days_is_listed(desk: Desk, boss: Desk, clock: TestClock) -> None:
    write(desk)
    clock.forward(days=800)
    days = list(unsigned(desk))
    assert len(days) > 200
    assert clock.now.astimezone().date() - days[0] <= timedelta(days=366)


def test_duty_5_a_signature_changed_outside_the_program_is_found(
    desk: Desk, boss: Desk, place: Path, clock: TestClock
) -> None:
    write(desk)
    boss.call("duty_log.sign", draft=SignDraft(day=DAY))
    desk.office.close()
    with sqlite3.connect(place) as file:
        file.execute("UPDATE duty_sign SET day = '2026-11-20'")
    office = open_office(place, clock=clock)
    findings = Desk(office, clock, Role.SUPERVISOR).call("journal.check").findings
    office.close()
    assert [finding.code for finding in findings] == ["row"]


# What the program writes


def test_duty_6_what_the_program_writes_is_told_apart(desk: Desk) -> None:
    from tests.duty import DAY as MONDAY
    from tests.duty import at, publish

    desk.clock.now = at(9)
    publish(desk, [(Role.DIRECTOR, "z")])
    arrived = desk.call("duty_log.arrive")
    found = entry(desk, arrived.logged)
    assert (found.kind, found.automatic, found.text) == (Kind.NOT_ROSTERED, True, desk.actor.name)
    assert [each.seq for each in page(desk, MONDAY).entries] == [found.seq]
