"""Handovers: gathered by themselves, counted, confirmed by two people with their PIN (``DUTY-4``, ``DUTY-7``)."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from deskapp.domain.common import Query, Ref, Urgent
from deskapp.domain.directory import StaffDraft
from deskapp.domain.duty_log import Kind as LogKind
from deskapp.domain.handovers import (
    Check,
    CheckLine,
    Count,
    CountLine,
    GiveDraft,
    Handed,
    HandoverDetail,
    HandoverDraft,
    LetPassDraft,
    PrepareDraft,
    SignDraft,
    State,
    TakeDraft,
)
from deskapp.domain.journal import Finding
from deskapp.domain.mail import Outcome
from deskapp.domain.must_read import NoteDraft
from deskapp.domain.notices import NoticeDraft
from deskapp.domain.people import Actor, Role
from deskapp.domain.reception import Kind, PassOnDraft, ReasonDraft, Urgency
from deskapp.domain.slips import Item
from deskapp.errors import DeskError, Invalid, NotAllowed, Problem
from tests.duty import at, publish
from tests.factories import PIN, Desk
from tests.made_up import made_up
from tests.ways import complaints, events, letters, loans, mail, specials
from tests.ways.handovers import all_done, begin, given, lines, looked, prepared, read, taken

OTHER_PIN = "9753"


def kinds(detail: HandoverDetail) -> set[str]:
    """Which kinds of matters were gathered."""
    return {item.text.removeprefix("handovers.item.") for item in detail.items}


def handed(detail: HandoverDetail, kind: str) -> Handed:
    return next(item for item in detail.items if item.text == f"handovers.item.{kind}")


def codes(detail: HandoverDetail) -> list[str]:
    return [obstacle.code for obstacle in detail.obstacles]


def refused(caught: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in caught.value.problems]


def prepare(desk: Desk, id: int, **values: Any) -> HandoverDetail:
    desk.step("handovers", "prepare", id, replace(all_done(desk, id), **values))
    return read(desk, id)


def give(desk: Desk, id: int, pin: str = PIN) -> HandoverDetail:
    desk.step("handovers", "give", id, GiveDraft(pin=pin))
    return read(desk, id)


def take(desk: Desk, id: int, taker: Actor, pin: str = PIN) -> HandoverDetail:
    desk.step("handovers", "take", id, TakeDraft(incoming_id=taker.staff_id, pin=pin))
    return read(desk, id)


def colleague(desk: Desk, code: str = "0100", pin: str = OTHER_PIN) -> Actor:
    """Another receptionist, with a PIN of their own."""
    draft = StaffDraft(code=code, name="王芳", role=Role.RECEPTIONIST, pin=pin)
    id = desk.as_(Role.DIRECTOR).call("staff.save", draft=draft).id
    return Actor(id, code, "王芳", Role.RECEPTIONIST)


# Gathering


def test_duty_4_a_quiet_counter_hands_over_nothing(desk: Desk) -> None:
    detail = begin(desk)
    assert detail.items == ()
    assert {line.what: line.now for line in detail.counts if line.now or line.now_cash} == {}


def test_duty_4_everything_that_runs_is_gathered_by_itself(desk: Desk) -> None:
    desk.entry(kind=Kind.EMERGENCY, promised_at=None)
    desk.entry_in("promised")
    complaints.complaint(desk)
    desk.slip(limit_at=desk.clock.now + timedelta(minutes=30))
    loans.lend(desk, loans.staff_draft(desk))
    loans.lend(desk, loans.outside_draft(desk))
    specials.order(desk)
    mail.receive(desk)
    start, end = desk.clock.now, desk.clock.now + timedelta(days=1)
    notice = replace(made_up(NoticeDraft, desk), starts_at=start, ends_at=end)
    desk.call("notices.announce", draft=notice)
    desk.clock.forward(hours=1)
    assert kinds(begin(desk)) == {
        "emergency", "promise", "complaint", "slip", "keys", "deposit", "cash", "mail", "event", "notice",
    }  # fmt: skip


def test_duty_4_a_followup_and_an_order_past_their_time_are_gathered(desk: Desk) -> None:
    desk.slip_in("closed")
    specials.order(desk)
    assert not kinds(begin(desk)) & {"followup", "special"}
    desk.clock.forward(days=30)
    assert kinds(begin(desk)) >= {"followup", "special"}


def test_duty_4_what_is_done_is_not_gathered(desk: Desk) -> None:
    desk.entry_in("closed")
    desk.slip_in("closed")
    item = mail.receive(desk)
    mail.told(desk, item.id, outcome=Outcome.REACHED)
    assert kinds(begin(desk)) == set()


def test_duty_4_mail_that_nobody_finds_is_gathered(desk: Desk) -> None:
    item = mail.receive(desk)
    desk.step("mail", "miss", item.id, ReasonDraft(reason="货架上找不到"))
    assert kinds(begin(desk)) == {"mail_missing"}


def test_duty_4_letters_that_stewards_have_not_fetched_are_gathered(desk: Desk) -> None:
    id = letters.receive(desk).id
    assert kinds(begin(desk)) == {"letters"}
    letters.tell(desk, id)
    while letters.read(desk, id).state != "signed":
        letters.sign(desk, id)
    assert kinds(begin(desk)) == set()


def test_duty_4_what_is_gathered_leads_to_its_entry_and_says_its_time(desk: Desk) -> None:
    entry = desk.entry_in("promised")
    item = handed(begin(desk), "promise")
    assert item.ref is not None
    assert (item.ref.register, item.ref.id, item.ref.number) == ("reception", entry.id, entry.number)
    assert (item.due, item.params["caller"], item.important) == (entry.promised_at, "陈女士", False)


def test_duty_4_a_promise_past_its_time_is_important_and_comes_first(desk: Desk) -> None:
    desk.entry(promised_at=desk.clock.now + timedelta(minutes=5))
    desk.entry(promised_at=desk.clock.now + timedelta(days=1))
    desk.clock.forward(hours=1)
    assert [item.important for item in begin(desk).items] == [True, False]


@pytest.mark.parametrize(("urgency", "important"), [(Urgency.NORMAL, False), (Urgency.URGENT, True)])
def test_duty_4_a_slip_past_its_limit_is_important_if_it_is_urgent(
    desk: Desk, urgency: Urgency, important: bool
) -> None:
    desk.slip(urgency=urgency, item=Item.PLUMBING, limit_at=desk.clock.now + timedelta(minutes=5))
    assert kinds(begin(desk)) == set()
    desk.clock.forward(hours=1)
    assert handed(begin(desk), "slip").important is important


def test_duty_4_of_very_many_the_sheet_has_the_first_and_how_many_more(desk: Desk) -> None:
    for _ in range(43):
        mail.receive(desk)
    detail = begin(desk)
    assert len(detail.items) == 41
    assert handed(detail, "more").params == {"register": "register.mail", "count": 3}
    assert desk.call("handovers.rows", ids=[detail.id])[0].open_matters == 43


def test_duty_4_what_was_gathered_is_kept_as_it_stood(desk: Desk) -> None:
    item = mail.receive(desk)
    before = begin(desk).items
    mail.told(desk, item.id, outcome=Outcome.REACHED)
    now = read(desk, desk.call("handovers.current").id)
    assert now.items == before
    desk.step("handovers", "gather", now.id)
    assert kinds(read(desk, now.id)) == set()


def test_duty_4_it_is_gathered_once_more_when_it_is_given_and_then_stays(desk: Desk) -> None:
    id = prepared(desk).id
    desk.entry_in("promised")
    assert kinds(give(desk, id)) == {"promise"}
    desk.entry_in("promised")
    assert len(read(desk, id).items) == 1


def test_duty_4_a_steward_at_the_counter_hands_over_all_of_it(desk: Desk) -> None:
    desk.entry(unit="5-1-0603")  # of the other area
    assert kinds(begin(desk.as_(Role.STEWARD))) == {"promise"}


# What is important and unfinished


def test_duty_4_what_is_important_and_unfinished_blocks_it(desk: Desk) -> None:
    desk.call("events.record", draft=events.draft(desk))
    id = prepared(desk).id
    assert codes(read(desk, id)) == ["important"]
    with pytest.raises(Invalid) as caught:
        give(desk, id)
    assert caught.value.problems == (Problem("pin", "handover_important", {"count": 1}),)
    assert read(desk, id).state is State.OPEN


def test_duty_4_it_goes_on_once_that_is_done(desk: Desk) -> None:
    entry = desk.entry(kind=Kind.EMERGENCY, promised_at=None)
    id = prepared(desk).id
    desk.step("reception", "pass_on", entry.id, PassOnDraft(passed_to="工程部值班", passed_at=desk.clock.now))
    event = desk.call("events.ids", query=Query(chip="all"))[0]
    desk.step("events", "void", event, ReasonDraft(reason="误报"))
    assert codes(read(desk, id)) == []
    assert give(desk, id).state is State.GIVEN


def test_duty_4_something_important_that_happens_meanwhile_blocks_it_too(desk: Desk) -> None:
    id = prepared(desk).id
    desk.entry(kind=Kind.EMERGENCY, promised_at=None)
    with pytest.raises(Invalid) as caught:
        give(desk, id)
    assert ("pin", "handover_important") in refused(caught)


def test_duty_4_the_supervisor_who_is_signed_in_lets_it_pass_with_a_reason(desk: Desk) -> None:
    desk.entry(kind=Kind.EMERGENCY, promised_at=None)
    id = prepared(desk).id
    office = desk.as_(Role.SUPERVISOR)
    office.step("handovers", "let_pass", id, LetPassDraft(reason="已电话告知工程部"))
    detail = read(desk, id)
    assert (detail.passed_by, detail.passed_reason) == (office.actor.name, "已电话告知工程部")
    assert all(item.passed for item in detail.items if item.important)
    assert codes(detail) == []
    assert give(desk, id).state is State.GIVEN


def test_duty_4_the_supervisor_lets_it_pass_at_the_counter_by_pin(desk: Desk) -> None:
    desk.entry(kind=Kind.EMERGENCY, promised_at=None)
    id, boss = prepared(desk).id, desk.as_(Role.SUPERVISOR).actor
    draft = LetPassDraft(supervisor_id=boss.staff_id, pin="0000", reason="主管在场")
    with pytest.raises(Invalid) as caught:
        desk.step("handovers", "let_pass", id, draft)
    assert refused(caught) == [("pin", "wrong_pin")]
    desk.step("handovers", "let_pass", id, replace(draft, pin=PIN))
    assert read(desk, id).passed_by == boss.name


def test_duty_4_nobody_else_lets_it_pass(desk: Desk) -> None:
    desk.entry(kind=Kind.EMERGENCY, promised_at=None)
    id = prepared(desk).id
    with pytest.raises(Invalid) as caught:
        desk.step("handovers", "let_pass", id, LetPassDraft(reason="没问题"))
    assert refused(caught) == [("supervisor_id", "required"), ("pin", "required")]
    draft = LetPassDraft(supervisor_id=colleague(desk).staff_id, pin=OTHER_PIN, reason="没问题")
    with pytest.raises(Invalid) as caught:
        desk.step("handovers", "let_pass", id, draft)
    assert refused(caught) == [("supervisor_id", "not_an_approver")]


def test_duty_4_no_supervisor_lets_the_own_handover_pass(desk: Desk) -> None:
    desk.entry(kind=Kind.EMERGENCY, promised_at=None)
    office = desk.as_(Role.SUPERVISOR)
    id = begin(office).id
    with pytest.raises(Invalid) as caught:
        office.step("handovers", "let_pass", id, LetPassDraft(reason="我自己"))
    assert refused(caught) == [("supervisor_id", "handover_own_pass")]


def test_duty_4_where_nothing_stands_in_the_way_there_is_nothing_to_let_pass(desk: Desk) -> None:
    id = prepared(desk).id
    with pytest.raises(Invalid) as caught:
        desk.as_(Role.SUPERVISOR).step("handovers", "let_pass", id, LetPassDraft(reason="以防万一"))
    assert refused(caught) == [("reason", "handover_nothing_to_pass")]


def test_duty_4_what_was_let_pass_stays_so_and_what_comes_later_blocks_again(desk: Desk) -> None:
    desk.entry(kind=Kind.EMERGENCY, promised_at=None)
    id, office = prepared(desk).id, desk.as_(Role.SUPERVISOR)
    office.step("handovers", "let_pass", id, LetPassDraft(reason="已告知"))
    desk.step("handovers", "gather", id)
    assert codes(read(desk, id)) == []
    desk.entry(promised_at=desk.clock.now + timedelta(minutes=1))
    desk.clock.forward(minutes=5)
    assert codes(read(desk, id)) == ["important"]
    office.step("handovers", "let_pass", id, LetPassDraft(reason="业主同意明日回复"))
    detail = read(desk, id)
    assert codes(detail) == []
    assert detail.passed_reason == "已告知\n业主同意明日回复"


def test_duty_7_the_journal_says_in_words_what_was_counted_and_only_what_is_new(desk: Desk) -> None:
    id = prepared(desk).id
    again = replace(all_done(desk, id), counts=lines(read(desk, id), parcels=3), note="水泵房待复查")
    desk.step("handovers", "prepare", id, again)
    first, second = [row for row in read(desk, id).history if row.verb.endswith("prepare")]
    told = {change.field: change.new for change in first.changes}
    assert (told["parcels"], told["cash"], told["area"]) == ("0", "0.00", "✓")
    counted = [change for change in second.changes if change.field in set(Count) | set(Check)]
    assert [(change.field, change.old, change.new) for change in counted] == [("parcels", "0", "3")]


def test_duty_8_notes_read_while_taking_over_name_their_reader(desk: Desk) -> None:
    note = desk.call("must_read.write", draft=NoteDraft(title="电梯年检", content="明早九点"))
    taker, id = colleague(desk), given(desk).id
    draft = TakeDraft(incoming_id=taker.staff_id, pin=OTHER_PIN)
    with pytest.raises(Invalid) as caught:
        desk.step("handovers", "take", id, draft)
    assert refused(caught) == [("incoming_id", "handover_unread")]
    with pytest.raises(Invalid) as caught:
        desk.step("handovers", "take", id, replace(draft, pin="0000", read=(note.id,)))
    assert refused(caught) == [("pin", "wrong_pin")]
    assert len(desk.call("must_read.unread", staff_id=taker.staff_id)) == 1
    desk.step("handovers", "take", id, replace(draft, read=(note.id,)))
    assert [reader.name for reader in desk.call("must_read.detail", id=note.id).readers][1:] == ["王芳"]
    assert "王芳" in str(desk.call("must_read.detail", id=note.id).history)


def test_duty_4_what_is_no_longer_as_it_was_gathered_is_told(desk: Desk) -> None:
    desk.entry_in("promised")
    detail = begin(desk)
    assert not detail.changed
    desk.entry_in("promised")
    assert read(desk, detail.id).changed
    desk.step("handovers", "gather", detail.id)
    assert not read(desk, detail.id).changed


# Looking


def test_duty_4_everything_is_looked_at(desk: Desk) -> None:
    id = begin(desk).id
    counts = lines(read(desk, id))
    assert codes(prepare(desk, id, counts=counts, checks=looked()[:3])) == ["not_checked"] * 2
    assert codes(prepare(desk, id, counts=counts, checks=looked())) == []


def test_duty_4_what_is_not_in_order_says_what_is_wrong(desk: Desk) -> None:
    id = begin(desk).id
    wrong = CheckLine(what=Check.AREA, fine=False)
    detail = prepare(desk, id, checks=(wrong, *looked()[1:]))
    assert codes(detail) == ["check_remark"]
    told = replace(wrong, remark="大堂照明坏两盏，已报修")
    detail = prepare(desk, id, checks=(told, *looked()[1:]))
    assert codes(detail) == []
    assert (detail.checks[0].what, detail.checks[0].remark) == (Check.AREA, "大堂照明坏两盏，已报修")


def test_duty_4_nothing_is_looked_at_or_counted_twice(desk: Desk) -> None:
    id = begin(desk).id
    draft = PrepareDraft(counts=(CountLine(), CountLine()), checks=(CheckLine(), CheckLine()))
    with pytest.raises(Invalid) as caught:
        desk.step("handovers", "prepare", id, draft)
    assert refused(caught) == [("counts.1.what", "duplicate"), ("checks.1.what", "duplicate")]


# Counting


def expected(desk: Desk) -> dict[Count, int | Decimal]:
    """What the registers say is there."""
    found = begin(desk).counts
    return {line.what: line.now if line.now_cash is None else line.now_cash for line in found}


def test_duty_7_the_registers_say_how_much_of_everything_there_should_be(desk: Desk) -> None:
    loans.lend(desk, loans.staff_draft(desk, 2))
    loans.lend(desk, loans.outside_draft(desk))
    items = [mail.receive(desk) for _ in range(3)]
    mail.hand_out(desk, items[0])
    order = specials.order(desk)
    desk.slip_in("issued")
    desk.slip_in("closed")
    assert expected(desk) == {
        Count.KEYS_OUT: 3, Count.PARCELS: 2, Count.ENVELOPES: 1, Count.CASH: order.paid, Count.SLIPS: 1,
    }  # fmt: skip
    assert order.paid


def test_duty_7_what_is_not_in_cash_is_not_in_the_drawer(desk: Desk) -> None:
    specials.on_account(desk)
    assert expected(desk)[Count.CASH] == 0


def test_duty_7_cash_goes_on_from_what_was_counted_last(desk: Desk) -> None:
    first = specials.order(desk).paid
    id = begin(desk).id
    passed_on = CountLine(what=Count.CASH, cash=Decimal(10), explanation="其余已交收银员")
    counts = tuple(passed_on if line.what is Count.CASH else line for line in lines(read(desk, id)))
    prepare(desk, id, counts=counts)
    give(desk, id)
    take(desk, id, desk.as_(Role.DIRECTOR).actor)
    desk.clock.forward(hours=1)
    assert expected(desk)[Count.CASH] == 10
    second = specials.order(desk).paid
    assert first == second
    assert expected(desk)[Count.CASH] == 10 + second


def test_duty_7_what_was_not_counted_blocks_it_and_no_supervisor_helps(desk: Desk) -> None:
    id = begin(desk).id
    detail = prepare(desk, id, counts=())
    assert codes(detail) == ["not_counted"] * len(Count)
    assert not any(obstacle.passable for obstacle in detail.obstacles)
    with pytest.raises(Invalid):
        give(desk, id)


def test_duty_7_an_unexplained_difference_blocks_it(desk: Desk) -> None:
    mail.receive(desk)
    id = begin(desk).id
    counts = lines(read(desk, id), parcels=2)
    detail = prepare(desk, id, counts=counts)
    assert [(o.code, o.params, o.passable) for o in detail.obstacles] == [
        ("difference", {"what": "handovers.what.parcels", "expected": "1", "counted": "2"}, True)
    ]
    assert desk.call("handovers.rows", ids=[id])[0].differences == 1
    with pytest.raises(Invalid) as caught:
        give(desk, id)
    assert refused(caught) == [("pin", "handover_difference")]


def test_duty_7_an_explained_difference_does_not(desk: Desk) -> None:
    id = begin(desk).id
    counts = tuple(
        replace(line, explanation="快递员刚放下，未登记") if line.what is Count.PARCELS else line
        for line in lines(read(desk, id), parcels=2)
    )
    assert codes(prepare(desk, id, counts=counts)) == []
    assert give(desk, id).counts[1].explanation == "快递员刚放下，未登记"


def test_duty_7_the_supervisor_lets_a_difference_pass(desk: Desk) -> None:
    id = begin(desk).id
    counts = lines(read(desk, id), keys_out=1)
    prepare(desk, id, counts=counts)
    desk.as_(Role.SUPERVISOR).step("handovers", "let_pass", id, LetPassDraft(reason="明日盘点"))
    assert codes(read(desk, id)) == []
    # Counted otherwise, it is another difference.
    assert codes(prepare(desk, id, counts=lines(read(desk, id), keys_out=2))) == ["difference"]


def test_duty_7_what_moved_since_it_was_counted_is_said_when_it_is_given(desk: Desk) -> None:
    item = mail.receive(desk)
    id = prepared(desk).id
    mail.hand_out(desk, item)
    moved = {"what": "handovers.what.parcels", "before": "1", "now": "0"}
    assert [(o.code, o.params) for o in read(desk, id).obstacles] == [("moved", moved)]
    with pytest.raises(Invalid) as caught:
        give(desk, id)
    assert caught.value.problems == (Problem("pin", "handover_moved", moved),)
    assert codes(prepare(desk, id)) == []  # counted again
    assert give(desk, id).state is State.GIVEN


def test_duty_7_what_moved_is_not_forgotten_by_saving_something_else(desk: Desk) -> None:
    item = mail.receive(desk)
    id = begin(desk).id
    counts = lines(read(desk, id))
    prepare(desk, id, counts=counts)
    mail.hand_out(desk, item)
    assert codes(prepare(desk, id, counts=counts, note="另写一句")) == ["moved"]
    explained = tuple(replace(line, explanation="刚被领走") if line.counted == 1 else line for line in counts)
    assert codes(prepare(desk, id, counts=explained)) == []


def test_duty_7_what_moved_to_what_was_counted_is_right(desk: Desk) -> None:
    id = begin(desk).id
    counts = lines(read(desk, id), parcels=1)
    assert codes(prepare(desk, id, counts=counts)) == ["difference"]
    mail.receive(desk)  # it was only not written down yet
    assert codes(read(desk, id)) == []
    parcels = give(desk, id).counts[1]
    assert (parcels.expected, parcels.counted, parcels.differs) == (1, 1, False)
    assert desk.call("handovers.rows", ids=[id])[0].differences == 0


def test_duty_7_cash_is_counted_in_yuan_and_everything_else_in_pieces(desk: Desk) -> None:
    id = begin(desk).id
    counts = (CountLine(what=Count.CASH, counted=3), CountLine(what=Count.SLIPS, cash=Decimal(3)))
    with pytest.raises(Invalid) as caught:
        desk.step("handovers", "prepare", id, PrepareDraft(counts=counts))
    assert refused(caught) == [("counts.0.counted", "handover_measure"), ("counts.1.cash", "handover_measure")]


# Confirming


def test_duty_4_whoever_began_it_gives_it_with_the_own_pin_whoever_is_signed_in(desk: Desk) -> None:
    other, id = colleague(desk), prepared(desk).id
    version = read(desk, id).version
    with pytest.raises(Invalid) as caught:
        desk.office.call(other, "handovers.give", id=id, version=version, draft=GiveDraft(pin=OTHER_PIN))
    assert refused(caught) == [("pin", "wrong_pin")]
    desk.office.call(other, "handovers.give", id=id, version=version, draft=GiveDraft(pin=PIN))
    detail = read(desk, id)
    assert (detail.state, detail.outgoing, detail.given_at) == (State.GIVEN, desk.actor.name, desk.clock.now)


def test_duty_4_wrong_pins_wait_longer_and_longer(desk: Desk) -> None:
    id = prepared(desk).id
    for _ in range(5):
        with pytest.raises(Invalid):
            give(desk, id, "0000")
    with pytest.raises(Invalid) as caught:
        give(desk, id)
    assert refused(caught) == [("pin", "pin_wait")]


def test_duty_4_both_confirm_at_one_screen(desk: Desk) -> None:
    other, id = colleague(desk), given(desk).id
    with pytest.raises(Invalid) as caught:
        take(desk, id, other, PIN)
    assert refused(caught) == [("pin", "wrong_pin")]
    detail = take(desk, id, other, OTHER_PIN)
    assert (detail.state, detail.outgoing, detail.incoming) == (State.TAKEN, desk.actor.name, "王芳")


def test_duty_4_nobody_takes_over_from_themselves(desk: Desk) -> None:
    id = given(desk).id
    with pytest.raises(Invalid) as caught:
        take(desk, id, desk.actor)
    assert refused(caught) == [("incoming_id", "handover_same_person")]


def test_duty_4_nobody_takes_over_who_does_not_work_at_the_counter(desk: Desk) -> None:
    id = given(desk).id
    with pytest.raises(Invalid) as caught:
        take(desk, id, desk.as_(Role.CASHIER).actor)
    assert refused(caught) == [("incoming_id", "not_an_approver")]


def test_duty_4_whoever_may_take_over_is_offered_the_next_on_duty_first(desk: Desk) -> None:
    desk.clock.now = at(13, 50)
    publish(desk, [(Role.RECEPTIONIST, "z"), (Role.DIRECTOR, "w")])
    begin(desk)
    found = [option.id for option in desk.call("handovers.takers")]
    assert found[0] == desk.as_(Role.DIRECTOR).actor.staff_id
    assert desk.actor.staff_id not in found
    assert desk.as_(Role.CASHIER).actor.staff_id not in found


def test_duty_3_taking_over_is_an_entry_of_the_log_and_its_head_stands_with_the_handover(desk: Desk) -> None:
    detail = taken(desk)
    today = desk.clock.now.astimezone().date()
    (entry,) = desk.call("duty_log.page", since=today, until=today).entries
    assert (entry.kind, entry.about) == (LogKind.HANDOVER, Ref("handovers", detail.id, detail.number))
    assert detail.outgoing in entry.text
    assert detail.incoming in entry.text
    assert detail.head == desk.call("duty_log.head")
    assert (detail.head.seq, detail.head.count, len(detail.head.short)) == (1, 1, 19)
    assert desk.as_(Role.SUPERVISOR).call("journal.check").findings == ()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE handover_item SET params = replace(params, '陈女士', '李女士')",
        "UPDATE handover_count SET counted = 9, expected = 9 WHERE what = 'parcels'",
        "DELETE FROM handover_check WHERE what = 'area'",
    ],
)
def test_duty_4_what_was_given_is_proved_by_the_check(desk: Desk, place: Path, change: str) -> None:
    desk.entry_in("promised")
    number = taken(desk).number
    office = desk.as_(Role.SUPERVISOR)
    assert office.call("journal.check").findings == ()
    with closing(sqlite3.connect(place)) as file, file:
        file.execute(change)
    assert office.call("journal.check").findings == (Finding(code="handover", params={"number": number}),)


def test_duty_4_something_forgotten_is_put_right_before_anybody_takes_over(desk: Desk) -> None:
    id = given(desk).id
    desk.step("handovers", "reopen", id, ReasonDraft(reason="漏点一个信封"))
    detail = read(desk, id)
    assert (detail.state, detail.given_at, codes(detail)) == (State.OPEN, None, [])
    assert give(desk, id).state is State.GIVEN


def test_duty_4_the_paper_is_signed_after_it_was_taken(desk: Desk) -> None:
    desk.clock.forward(hours=1)
    id = taken(desk).id
    with pytest.raises(Invalid) as caught:
        desk.step("handovers", "sign", id, SignDraft(signed_at=desk.clock.now - timedelta(minutes=30)))
    assert refused(caught) == [("signed_at", "before")]
    desk.step("handovers", "sign", id, SignDraft(signed_at=desk.clock.now))
    assert read(desk, id).state is State.SIGNED


def test_duty_4_one_that_was_taken_is_voided_by_the_office_only(desk: Desk) -> None:
    id = taken(desk).id
    with pytest.raises(NotAllowed):
        desk.step("handovers", "void", id, ReasonDraft(reason="重做"))
    desk.as_(Role.SUPERVISOR).step("handovers", "void", id, ReasonDraft(reason="重做"))
    assert read(desk, id).state is State.VOIDED


def test_roles_a_steward_hands_over_to_the_end(desk: Desk) -> None:
    steward = desk.as_(Role.STEWARD)
    begun = begin(steward)
    steward.step("handovers", "void", begun.id, ReasonDraft(reason="误开"))
    id = taken(steward).id
    steward.step("handovers", "sign", id, SignDraft(signed_at=desk.clock.now))
    assert read(steward, id).state is State.SIGNED
    with pytest.raises(NotAllowed):
        steward.step("handovers", "void", id, ReasonDraft(reason="重做"))


def test_duty_4_never_two_at_once(desk: Desk) -> None:
    first = begin(desk)
    with pytest.raises(DeskError) as caught:
        desk.call("handovers.begin", draft=HandoverDraft())
    assert caught.value.code == "handover_under_way"
    assert caught.value.params == {"number": first.number}


def test_f4_the_same_beginning_twice_is_one_handover(desk: Desk) -> None:
    first, second = (desk.call("handovers.begin", draft=HandoverDraft(client_id="again")) for _ in range(2))
    assert first.id == second.id


# By the roster


def test_duty_4_it_says_the_shift_and_how_late_whoever_takes_it_is(desk: Desk) -> None:
    desk.clock.now = at(13, 45)
    publish(desk, [(Role.RECEPTIONIST, "z"), (Role.DIRECTOR, "w")])
    id = given(desk).id
    desk.clock.now = at(14, 7)
    detail = take(desk, id, desk.as_(Role.DIRECTOR).actor)
    # The late shift has begun at two; the five minutes before are there to hand over in [001·5·4.2.1].
    assert (detail.shift, detail.late_minutes) == ("早班", 7)
    assert list(desk.call("handovers.ids", query=Query(chip="late"))) == [id]


def test_duty_4_who_comes_in_time_is_not_late(desk: Desk) -> None:
    desk.clock.now = at(14, 0)
    publish(desk, [(Role.RECEPTIONIST, "z"), (Role.DIRECTOR, "w")])
    assert taken(desk).late_minutes == 0


def test_duty_4_where_shifts_overlap_the_end_of_the_first_counts(desk: Desk) -> None:
    desk.clock.now = at(14, 5)
    publish(desk, [(Role.RECEPTIONIST, "z"), (Role.DIRECTOR, "c")])
    assert taken(desk).late_minutes == 5


def test_duty_4_without_a_roster_nobody_is_late(desk: Desk) -> None:
    detail = taken(desk)
    assert (detail.shift, detail.late_minutes) == ("", 0)


def today(desk: Desk) -> list[str]:
    return [item.text for item in desk.call("today.list") if item.register == "handovers"]


def test_duty_4_today_says_when_to_put_the_desk_in_order_and_what_is_to_be_done(desk: Desk) -> None:
    desk.clock.now = at(13, 44)
    publish(desk, [(Role.RECEPTIONIST, "z"), (Role.DIRECTOR, "w")])
    for minute, urgent in ((44, Urgent.LATER), (45, Urgent.SOON)):
        desk.clock.now = at(13, minute)
        assert today(desk) == ["today.handovers.tidy"]
        assert next(item.urgent for item in desk.call("today.list") if item.register == "handovers") is urgent
    id = prepared(desk).id
    assert today(desk) == ["today.handovers.open"]
    give(desk, id)
    assert today(desk) == ["today.handovers.given"]
    take(desk, id, desk.as_(Role.DIRECTOR).actor)
    assert today(desk) == ["today.handovers.unsigned"]
    desk.step("handovers", "sign", id, SignDraft(signed_at=desk.clock.now))
    assert today(desk) == []


def test_all_5_a_handover_is_found_by_number_and_by_what_was_noted(desk: Desk) -> None:
    detail = prepared(desk)
    number = begin(desk, note="水泵房钥匙在抽屉").number
    for words, meant in ((detail.number, detail.number), ("水泵房钥匙", number)):
        assert desk.call("search.find", text=words)[0].ref.number == meant


def test_mail_told_later_is_handed_over_again_only_when_it_is_time(desk: Desk) -> None:
    item = mail.receive(desk)
    mail.told(desk, item.id, outcome=Outcome.NO_ANSWER)
    assert kinds(begin(desk)) == set()
    desk.clock.forward(days=2)
    assert kinds(begin(desk)) == {"mail"}
