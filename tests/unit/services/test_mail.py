"""Accountable mail: checked in by scans, told, held, sent back (``MAIL-2``, ``MAIL-3``, ``MAIL-4``, ``MAIL-7``)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from deskapp.domain import mail
from deskapp.domain.common import Query, Urgent
from deskapp.domain.directory import InstructionDraft, InstructionKind, ResidentDraft, TieDraft
from deskapp.domain.mail import Channel, Condition, Outcome, Reason, State
from deskapp.domain.people import Role
from deskapp.domain.reception import ReasonDraft
from deskapp.errors import Conflict, DeskError, Invalid, NotAllowed, WrongStep
from deskapp.services import mail_items
from tests.factories import Desk
from tests.ways.mail import (
    NAME,
    UNIT,
    bring,
    draft,
    hand_out,
    read,
    receive,
    send_off,
    shelf,
    step,
    to_steward,
    told,
    tracking,
    unknown,
)

OTHER = "5-1-0603"


def codes(desk: Desk, verb: str, **arguments: object) -> dict[str, str]:
    """What a refused verb says of each field."""
    with pytest.raises(Invalid) as refused:
        desk.call(verb, **arguments)
    return {problem.field: problem.code for problem in refused.value.problems}


def day(desk: Desk, days: int) -> date:
    return (desk.clock.now + timedelta(days=days)).astimezone().date()


def chip(desk: Desk, name: str) -> list[int]:
    return sorted(desk.call("mail.ids", query=Query(chip=name)))


def what(item: mail.ItemDetail, desk: Desk) -> str:
    """What falls due of an item, by its word in Today."""
    texts = {row.ref.id: row.text for row in desk.call("today.list") if row.ref and row.ref.register == "mail"}
    return str(texts.get(item.id, "")).removeprefix("today.mail.")


def move_out(desk: Desk, name: str, unit: str) -> int:
    """A resident who lived in a unit until last month; the id of the record."""
    gone = day(desk, -30)
    tie = TieDraft(unit=unit, since=date(2020, 1, 1), until=gone)
    return int(desk.as_(Role.DIRECTOR).call("directory.save_resident", draft=ResidentDraft(name=name, ties=(tie,))).id)


# MAIL-2


def test_mail_2_an_item_has_everything_the_procedure_asks_for(desk: Desk) -> None:
    shelf(desk)
    item = receive(
        desk, tracking="sf 1391 2345 67890", kind=mail.Kind.EXPRESS, carrier="顺丰", sender="天猫超市", origin="杭州",
        condition=Condition.DAMAGED, damage="外箱压瘪", place="a1 3",
    )  # fmt: skip
    assert (item.number, item.state) == ("YJ-202611-0001", State.WAITING)
    assert (item.tracking, item.carrier, item.kind) == ("SF1391234567890", "sf", mail.Kind.EXPRESS)
    assert (item.unit, item.recipient, item.phone) == (UNIT, NAME, "138 0000 1234")
    assert (item.sender, item.origin, item.condition, item.damage) == (
        "天猫超市",
        "杭州",
        Condition.DAMAGED,
        "外箱压瘪",
    )
    assert (item.place, item.received_at, item.recorder) == ("A-1-03", desk.clock.now, desk.actor.name)


def test_mail_2_the_carrier_is_guessed_where_nobody_says_another(desk: Desk) -> None:
    assert receive(desk, tracking="YT8812345678901").carrier == "yto"
    assert receive(desk, tracking="YT8812345678902", carrier="申通快递").carrier == "sto"
    assert receive(desk, tracking="", carrier="某某快运").carrier == "某某快运"
    assert desk.call("mail.guess", tracking="ｙｔ8812345678903") == ("yto", mail.Kind.PARCEL)


def test_mail_2_damage_is_said_before_the_carrier_leaves(desk: Desk) -> None:
    assert codes(desk, "mail.receive", draft=draft(condition=Condition.WET)) == {"damage": "damaged_how"}
    assert chip(desk, "damaged") == []
    made = receive(desk, condition=Condition.WET, damage="箱底受潮")
    assert chip(desk, "damaged") == [made.id]


def test_mail_2_everything_that_is_wrong_is_said_at_once(desk: Desk) -> None:
    wrong = mail.ItemDraft(unit="9-9-9999", condition=Condition.OPENED, phone="abc", place="Z-9-99")
    assert codes(desk, "mail.receive", draft=wrong) == {
        "unit": "unknown_unit", "recipient": "required", "phone": "phone", "damage": "damaged_how",
        "place": "unknown_mail_place",
    }  # fmt: skip


def test_mail_2_all_11_a_code_scanned_twice_is_recognised(desk: Desk) -> None:
    shelf(desk)
    first = receive(desk, tracking="SF1391234567890")
    known = desk.call("mail.known", tracking="sf1391234567890")
    assert known is not None
    assert (known.ref.id, known.place, known.here) == (first.id, first.place, True)
    again = draft(tracking="SF1391234567890", again=True)
    assert codes(desk, "mail.receive", draft=again) == {"tracking": "already_here"}
    assert len(chip(desk, "all")) == 1


def test_mail_2_an_item_that_left_may_come_once_more_if_somebody_says_so(desk: Desk) -> None:
    first = receive(desk, tracking="SF1391234567890")
    hand_out(desk, first)
    assert not desk.call("mail.known", tracking="SF1391234567890").here
    once_more = draft(tracking="SF1391234567890")
    assert codes(desk, "mail.receive", draft=once_more) == {"tracking": "left_before"}
    assert desk.call("mail.receive", draft=replace(once_more, again=True)).number == "YJ-202611-0002"


def test_mail_2_an_item_without_a_number_is_no_repetition(desk: Desk) -> None:
    receive(desk, tracking="")
    receive(desk, tracking="")
    assert desk.call("mail.known", tracking="") is None
    assert len(chip(desk, "here")) == 2


def test_mail_2_a_retry_of_the_same_form_makes_no_second_item(desk: Desk) -> None:
    same = draft(client_id="strip-1")
    assert desk.call("mail.receive", draft=same).id == desk.call("mail.receive", draft=same).id


def test_mail_2_a_mistyped_number_of_the_post_is_said(desk: Desk) -> None:
    change = desk.call("mail.receive", draft=draft(tracking="RB123456784GB"))
    assert [caution.code for caution in change.warnings] == ["tracking_digit"]


def test_all_9_mail_that_is_entered_later_says_why(desk: Desk) -> None:
    yesterday = desk.clock.now - timedelta(days=1)
    assert codes(desk, "mail.receive", draft=draft(happened_at=yesterday)) == {"happened_reason": "reason_required"}
    item = receive(desk, happened_at=yesterday, happened_reason="停电补登")
    assert (item.received_at, item.recorded_at) == (yesterday, desk.clock.now)
    assert item.due_at == yesterday + timedelta(days=3)


# MAIL-3


def test_mail_3_an_unknown_addressee_is_flagged_with_two_days(desk: Desk) -> None:
    assert codes(desk, "mail.receive", draft=draft(unit="")) == {"unit": "whose_is_it"}
    item = unknown(desk)
    assert (item.state, item.unknown_at, item.return_reason) == (State.UNKNOWN, desk.clock.now, Reason.UNKNOWN)
    assert item.due_at == desk.clock.now + timedelta(days=2)
    assert item.deadline is not None
    assert item.deadline.rule == "mail.return_unknown_within"
    assert chip(desk, "unknown") == [item.id]
    assert what(item, desk) == "unknown"


def test_mail_3_who_moved_away_is_flagged_at_once(desk: Desk) -> None:
    gone = move_out(desk, "钱老六", UNIT)
    change = desk.call("mail.receive", draft=draft(recipient="钱老六", resident_id=gone))
    item = read(desk, change.id)
    assert (item.state, item.unit, item.return_reason) == (State.UNKNOWN, UNIT, Reason.MOVED)
    assert [caution.code for caution in change.warnings] == ["addressee_moved"]


def test_mail_3_a_name_that_nobody_of_the_unit_knows_is_unknown_too(desk: Desk) -> None:
    change = desk.call("mail.receive", draft=draft(recipient="路人甲", unknown=True))
    item = read(desk, change.id)
    assert (item.state, item.unit, item.return_reason) == (State.UNKNOWN, UNIT, Reason.UNKNOWN)
    assert change.warnings == ()
    texts = {row.text: row.params["who"] for row in desk.call("today.list") if row.ref and row.register == "mail"}
    assert texts == {"today.mail.unknown": f"{UNIT} 路人甲"}


def test_mail_3_whose_it_is_after_all_waits_from_then_on(desk: Desk) -> None:
    item = unknown(desk)
    desk.clock.forward(hours=30)
    found = step(desk, "identify", item.id, mail.IdentifyDraft(unit=UNIT, recipient=NAME, phone="138 0000 1234"))
    assert (found.state, found.unit, found.unknown_at, found.return_reason) == (State.WAITING, UNIT, None, None)
    assert found.due_at == desk.clock.now + timedelta(days=3)
    assert found.id in chip(desk, "notify")
    assert desk.call("mail.ids", query=Query(text=UNIT)).tolist() == [item.id]


def test_mail_3_what_is_nobodys_any_more_goes_back_within_two_days_from_then(desk: Desk) -> None:
    item = receive(desk)
    desk.clock.forward(hours=20)
    gone = step(desk, "disown", item.id, mail.DisownDraft(reason=Reason.MOVED, note="新住户告知"))
    assert (gone.state, gone.return_reason, gone.return_note) == (State.UNKNOWN, Reason.MOVED, "新住户告知")
    assert gone.due_at == desk.clock.now + timedelta(days=2)


def test_mail_3_what_the_steward_had_lies_here_again_once_it_is_nobodys(desk: Desk) -> None:
    shelf(desk)
    item = receive(desk)
    to_steward(desk, item)
    gone = step(desk, "disown", item.id, mail.DisownDraft())
    assert (gone.place, gone.steward, gone.pickup) == ("A-1-01", "", None)


@pytest.mark.parametrize("typed", ["陈", "陈静", "chenj", "cj", "3-2-1102", "3211", "1234"])
def test_mail_3_an_addressee_is_found_by_a_few_characters(desk: Desk, typed: str) -> None:
    (found, *_) = desk.call("mail.addressees", text=typed)
    assert (found.unit, found.name, found.moved, found.phone) == (UNIT, NAME, False, "138 0000 1234")


def test_mail_3_who_moved_away_is_found_behind_who_lives_here(desk: Desk) -> None:
    move_out(desk, "钱老六", UNIT)
    (found,) = desk.call("mail.addressees", text="钱老六")
    assert (found.name, found.unit, found.moved) == ("钱老六", UNIT, True)
    both = desk.call("mail.addressees", text=UNIT)
    assert [(one.name, one.moved) for one in both] == [(NAME, False), ("钱老六", True)]
    assert [one.moved for one in desk.call("mail.addressees", text=UNIT, limit=2)] == [False, True]


def test_mail_3_a_tenant_who_became_the_owner_has_not_moved(desk: Desk) -> None:
    ties = (TieDraft(unit=UNIT, until=day(desk, -9)), TieDraft(unit=UNIT, since=day(desk, -8)))
    desk.as_(Role.DIRECTOR).call("directory.save_resident", draft=ResidentDraft(name="赵小满", ties=ties))
    assert [one.moved for one in desk.call("mail.addressees", text="赵小满")] == [False]


def test_dir_4_an_addressee_comes_with_what_the_unit_asked_for_and_what_waits(desk: Desk) -> None:
    shelf(desk)
    instruct(desk, InstructionKind.PARCELS, "放门口鞋柜")
    receive(desk, place="A-2-02"), receive(desk)
    unknown(desk)
    (found, *_) = desk.call("mail.addressees", text=NAME)
    assert (found.waiting, found.instruction, found.place) == (2, "放门口鞋柜", "A-2-02")
    desk.clock.forward(days=20)
    assert desk.call("mail.addressees", text=NAME)[0].instruction == ""


def instruct(desk: Desk, kind: InstructionKind, text: str) -> None:
    desk.call("directory.instruct", draft=InstructionDraft(unit=UNIT, kind=kind, text=text, until=day(desk, 10)))


# MAIL-4


def test_mail_4_every_attempt_is_logged_and_the_next_one_proposed(desk: Desk) -> None:
    item = receive(desk)
    assert chip(desk, "notify") == [item.id]
    tried = told(desk, item.id, note="响铃无人接")
    (contact,) = tried.contacts
    assert (contact.channel, contact.outcome, contact.note, contact.by) == (
        Channel.PHONE, Outcome.NO_ANSWER, "响铃无人接", desk.actor.name,
    )  # fmt: skip
    assert tried.next_try is not None
    assert (tried.next_try.channel, tried.next_try.at) == (Channel.MESSAGE, desk.clock.now + timedelta(days=1))
    assert chip(desk, "notify") == []
    desk.clock.forward(days=1)
    assert chip(desk, "notify") == [item.id]


def test_mail_4_the_channels_follow_each_other_round(desk: Desk) -> None:
    item = receive(desk)
    proposed = []
    for _ in range(5):
        found = read(desk, item.id).next_try
        channel = found.channel if found else Channel.PHONE
        proposed.append(told(desk, item.id, channel=channel).next_try)
    assert [found.channel for found in proposed if found] == [
        Channel.MESSAGE, Channel.NOTICE, Channel.DOOR, Channel.PHONE, Channel.MESSAGE,
    ]  # fmt: skip


def test_mail_4_how_soon_again_is_the_offices_to_say(desk: Desk) -> None:
    desk.as_(Role.SUPERVISOR).call("rulebook.change", key="mail.contact_again_after", value="2")
    tried = told(desk, receive(desk).id)
    assert tried.next_try is not None
    assert tried.next_try.at == desk.clock.now + timedelta(days=2)


def test_mail_4_who_was_reached_needs_no_next_attempt(desk: Desk) -> None:
    item = told(desk, receive(desk).id, outcome=Outcome.REACHED)
    assert (item.next_try, item.attempts) == (None, 1)
    desk.clock.forward(days=1, hours=1)
    assert chip(desk, "notify") == []


def test_mail_4_a_slip_left_for_somebody_who_knows_already_calls_for_nothing_until_it_is_overdue(desk: Desk) -> None:
    item = told(desk, receive(desk).id, outcome=Outcome.REACHED)
    item = told(desk, item.id, channel=Channel.NOTICE, outcome=Outcome.LEFT)
    assert (item.next_try, item.attempts) == (None, 2)
    desk.clock.forward(days=4)
    item = told(desk, item.id, channel=Channel.PHONE)
    assert item.next_try is not None
    assert item.next_try.channel is Channel.MESSAGE


def test_mail_4_a_wrong_number_calls_for_another_way_at_once_and_is_not_tried_again(desk: Desk) -> None:
    item = told(desk, receive(desk).id, channel=Channel.PHONE, outcome=Outcome.WRONG)
    assert item.next_try is not None
    assert (item.next_try.channel, item.next_try.at) == (Channel.MESSAGE, desk.clock.now)
    assert chip(desk, "notify") == [item.id]
    item = told(desk, item.id, channel=Channel.DOOR)
    assert item.next_try is not None
    assert item.next_try.channel is Channel.MESSAGE, "the phone is wrong: it is left out"


def test_mail_4_an_attempt_was_not_made_before_the_item_came(desk: Desk) -> None:
    item = receive(desk)
    early = mail.ContactDraft(happened_at=desk.clock.now - timedelta(hours=1), happened_reason="补记")
    assert codes(desk, "mail.notify", id=item.id, version=item.version, draft=early) == {"happened_at": "before"}


def test_mail_4_a_batch_of_printed_notices_is_one_step(desk: Desk) -> None:
    items = [receive(desk) for _ in range(3)]
    gone = receive(desk)
    hand_out(desk, gone)
    slip = mail.ContactDraft(channel=Channel.NOTICE, outcome=Outcome.LEFT)
    change = desk.call("mail.notify_all", ids=[*(item.id for item in items), gone.id], draft=slip)
    assert [read(desk, item.id).attempts for item in items] == [1, 1, 1]
    assert {ref.id for ref in change.also} >= {item.id for item in items[1:]}
    assert [caution.params["number"] for caution in change.warnings] == [gone.number]
    with pytest.raises(DeskError, match="none_to_notify"):
        desk.call("mail.notify_all", ids=[gone.id], draft=slip)


def test_mail_4_a_notice_has_all_that_waits_for_one_name(desk: Desk) -> None:
    shelf(desk)
    first, second = receive(desk), receive(desk)
    other = receive(desk, unit=OTHER, recipient="张三")
    notice = desk.call("mail.notice", id=second.id)
    (slip,) = notice.slips
    assert [item.id for item in slip.items] == [first.id, second.id]
    assert (slip.unit, slip.recipient, slip.attempt) == (UNIT, NAME, 1)
    assert slip.keep_until == day(desk, 15)
    batch = desk.call("mail.notices", ids=[other.id, first.id])
    assert [slip.unit for slip in batch.slips] == [UNIT, OTHER]
    told(desk, other.id)
    today = int(day(desk, 0).strftime("%Y%m%d"))
    assert [slip.unit for slip in desk.call("mail.notices_due", id=today).slips] == [UNIT]


# MAIL-7


def test_mail_7_overdue_then_tried_then_to_go_back_by_the_rule(desk: Desk) -> None:
    item = receive(desk)
    came = desk.clock.now
    assert item.due_at == came + timedelta(days=3)
    told(desk, item.id)
    assert read(desk, item.id).due_at == came + timedelta(days=3), "tried in time: it is not overdue yet"
    desk.clock.forward(days=3, minutes=1)
    assert chip(desk, "overdue") == [item.id]
    assert what(item, desk) == "overdue"
    tried = told(desk, item.id)
    assert tried.due_at == came + timedelta(days=15)
    assert tried.deadline is not None
    assert (tried.deadline.rule, tried.missed) == ("mail.return_after", 1)
    assert chip(desk, "overdue") == []
    desk.clock.now = came + timedelta(days=15, minutes=1)
    assert what(item, desk) == "return"


def test_mail_7_overdue_is_no_reason_before_its_day_or_untried(desk: Desk) -> None:
    item = receive(desk)
    overdue = mail.SendBackDraft(reason=Reason.OVERDUE)
    arguments = {"id": item.id, "version": item.version, "draft": overdue}
    assert codes(desk, "mail.send_back", **arguments) == {"reason": "not_overdue"}
    desk.clock.forward(days=15, minutes=1)
    assert codes(desk, "mail.send_back", **arguments) == {"reason": "not_tried"}
    told(desk, item.id)
    assert step(desk, "send_back", item.id, overdue).state is State.RETURN


def test_mail_7_who_still_lives_here_is_rather_held_for(desk: Desk) -> None:
    item, stranger = receive(desk), receive(desk, recipient="路人甲")
    desk.clock.forward(days=15, minutes=1)
    overdue = mail.SendBackDraft(reason=Reason.OVERDUE)
    for each, said in ((item, ["still_lives_here"]), (stranger, [])):
        told(desk, each.id)
        assert [caution.code for caution in desk.step("mail", "send_back", each.id, overdue).warnings] == said


def test_mail_7_an_item_to_go_back_has_two_days_from_the_decision(desk: Desk) -> None:
    item = receive(desk)
    desk.clock.forward(hours=5)
    item = step(desk, "send_back", item.id, mail.SendBackDraft(reason=Reason.REFUSED, note="未购买"))
    assert (item.return_reason, item.return_note) == (Reason.REFUSED, "未购买")
    assert item.due_at == desk.clock.now + timedelta(days=2)
    assert what(item, desk) == "send_off"


def test_mail_3_mail_7_what_was_unknown_keeps_its_two_days(desk: Desk) -> None:
    item = unknown(desk)
    desk.clock.forward(hours=30)
    assert step(desk, "send_back", item.id, mail.SendBackDraft(reason=Reason.UNKNOWN)).due_at == item.due_at


def test_mail_7_another_reason_is_said(desk: Desk) -> None:
    item = receive(desk)
    other = mail.SendBackDraft(reason=Reason.OTHER)
    assert codes(desk, "mail.send_back", id=item.id, version=item.version, draft=other) == {"note": "required"}


def test_mail_7_held_until_the_end_of_a_day(desk: Desk) -> None:
    item = step(desk, "hold", receive(desk).id, mail.HoldDraft(until=day(desk, 9), reason="业主出差"))
    assert (item.state, item.held_until, item.hold_reason) == (State.HELD, day(desk, 9), "业主出差")
    assert item.due_at is not None
    assert item.due_at.astimezone().replace(tzinfo=None) == datetime(2026, 11, 30, 23, 59)
    desk.clock.forward(days=10)
    assert what(item, desk) == "held"


def test_dir_4_mail_7_a_unit_that_asked_for_it_has_its_mail_held_from_the_first(desk: Desk) -> None:
    instruct(desk, InstructionKind.MAIL_HOLD, "出国，请暂存")
    item = receive(desk)
    assert (item.state, item.held_until, item.hold_reason) == (State.HELD, day(desk, 10), "出国，请暂存")
    assert receive(desk, unit=OTHER, recipient="张三").state is State.WAITING


def test_mail_7_what_was_to_go_back_can_be_kept_or_held_for_somebody_known(desk: Desk) -> None:
    item = receive(desk)
    step(desk, "send_back", item.id, mail.SendBackDraft(reason=Reason.REFUSED))
    desk.clock.forward(days=5)
    kept = step(desk, "keep", item.id, ReasonDraft(reason="业主改主意"))
    assert (kept.state, kept.return_reason, kept.due_at) == (State.WAITING, None, desk.clock.now + timedelta(days=3))
    nobodys = unknown(desk)
    step(desk, "send_back", nobodys.id, mail.SendBackDraft(reason=Reason.UNKNOWN))
    version = read(desk, nobodys.id).version
    refused = codes(desk, "mail.keep", id=nobodys.id, version=version, draft=ReasonDraft(reason="再等等"))
    assert refused == {"reason": "nobody_known"}
    until = mail.HoldDraft(until=day(desk, 3), reason="再等等")
    assert codes(desk, "mail.hold", id=nobodys.id, version=version, draft=until) == {"until": "nobody_known"}


def test_mail_4_what_waits_anew_is_to_be_told_again(desk: Desk) -> None:
    """Who was tried before, perhaps somebody else, does not know that it waits (again)."""
    kept, found, named = (told(desk, receive(desk).id) for _ in range(3))
    step(desk, "send_back", kept.id, mail.SendBackDraft(reason=Reason.REFUSED))
    step(desk, "keep", kept.id, ReasonDraft(reason="业主改主意"))
    step(desk, "miss", found.id, ReasonDraft(reason="架上没有"))
    step(desk, "find", found.id, mail.FindDraft(reason="找到"))
    step(desk, "disown", named.id, mail.DisownDraft(reason=Reason.MOVED))
    step(desk, "identify", named.id, mail.IdentifyDraft(unit=OTHER, recipient="张三"))
    assert chip(desk, "notify") == [kept.id, found.id, named.id]
    for each in (kept, found, named):
        assert read(desk, each.id).next_try == mail.NextTry(channel=Channel.PHONE, at=desk.clock.now)


def test_mail_7_what_was_kept_is_overdue_by_its_own_clock_not_by_the_day_it_came(desk: Desk) -> None:
    item = told(desk, receive(desk).id)
    step(desk, "send_back", item.id, mail.SendBackDraft(reason=Reason.REFUSED))
    desk.clock.forward(days=16)
    kept = step(desk, "keep", item.id, ReasonDraft(reason="业主改主意"))
    overdue = mail.SendBackDraft(reason=Reason.OVERDUE)
    again = codes(desk, "mail.send_back", id=kept.id, version=kept.version, draft=overdue)
    assert again == {"reason": "not_overdue"}
    (slip,) = desk.call("mail.notice", id=kept.id).slips
    assert slip.keep_until == day(desk, 15)
    desk.clock.forward(days=15, minutes=1)
    assert step(desk, "send_back", item.id, overdue).state is State.RETURN


def test_mail_7_nothing_leaves_by_a_step_of_its_own(desk: Desk) -> None:
    """Out of the house only with a pickup or with a list, and both are signed."""
    for verb in ("hand_out", "take_along", "send_off", "hand_back", "come_back"):
        assert mail.LIFECYCLE.who(verb, State.WAITING) == frozenset()
    item = receive(desk)
    hand_out(desk, item)
    gone = read(desk, item.id)
    assert (gone.state, gone.due_at, gone.next_try) == (State.COLLECTED, None, None)
    assert gone.pickup is not None
    back = step(desk, "send_back", unknown(desk, carrier="sf").id, mail.SendBackDraft(reason=Reason.UNKNOWN))
    send_off(desk, back)
    assert read(desk, back.id).return_list is not None


def test_mail_7_the_steward_brings_back_what_could_not_be_handed_out_and_its_clock_ran_on(desk: Desk) -> None:
    shelf(desk)
    item = receive(desk)
    to_steward(desk, item)
    away = read(desk, item.id)
    assert (away.state, away.due_at, away.steward) == (State.STEWARD, item.due_at, desk.as_(Role.STEWARD).actor.name)
    desk.clock.forward(hours=14)
    back = step(desk.as_(Role.STEWARD), "bring_back", item.id, mail.BringBackDraft(place="A-2-01", note="家中无人"))
    assert (back.state, back.place, back.steward, back.due_at) == (State.WAITING, "A-2-01", "", item.due_at)


def test_mail_7_what_was_held_and_comes_back_from_the_steward_waits_by_the_rule(desk: Desk) -> None:
    item = step(desk, "hold", receive(desk).id, mail.HoldDraft(until=day(desk, 9), reason="业主出差"))
    to_steward(desk, item)
    back = step(desk, "bring_back", item.id, mail.BringBackDraft())
    assert (back.due_at, back.missed) == (item.received_at + timedelta(days=3), 0)


def test_mail_7_a_hold_that_ran_out_in_the_stewards_hands_was_missed(desk: Desk) -> None:
    item = step(desk, "hold", receive(desk).id, mail.HoldDraft(until=day(desk, 9), reason="业主出差"))
    to_steward(desk, item)
    desk.clock.forward(days=10)
    assert step(desk, "bring_back", item.id, mail.BringBackDraft()).missed == 1


# MAIL-9


def test_mail_9_an_item_is_laid_elsewhere_by_scans(desk: Desk) -> None:
    shelf(desk)
    item = receive(desk)
    assert item.place == "A-1-01"
    moved = step(desk, "shelve", item.id, mail.ShelveDraft(place="A-2-03"))
    assert moved.place == "A-2-03"
    assert [hit.id for hit in desk.call("mail.found", text="A-2-03")] == [item.id]
    nowhere = mail.ShelveDraft(place="B-1-01")
    refused = codes(desk, "mail.shelve", id=item.id, version=moved.version, draft=nowhere)
    assert refused == {"place": "unknown_mail_place"}


def test_mail_9_a_place_is_typed_without_its_lines_only_where_a_place_is_asked_for(desk: Desk) -> None:
    shelf(desk)
    item = receive(desk, place="a203")
    assert item.place == "A-2-03"
    assert step(desk, "shelve", item.id, mail.ShelveDraft(place="A102")).place == "A-1-02"
    assert desk.call("mail.found", text="a102") == ()  # here it may be a unit, or a name
    nowhere = mail.ShelveDraft(place="B102")
    version = desk.call("mail.detail", id=item.id).version
    refused = codes(desk, "mail.shelve", id=item.id, version=version, draft=nowhere)
    assert refused == {"place": "unknown_mail_place"}


def test_mail_5_what_only_looks_like_a_place_is_looked_for_elsewhere(desk: Desk) -> None:
    shelf(desk)
    shop = receive(desk, recipient="B1-05")
    assert [hit.id for hit in desk.call("mail.found", text="b1-05")] == [shop.id]
    assert desk.call("mail.found", text="A-2-02") == (), "a place where nothing lies"


def test_mail_9_a_label_has_code_unit_and_place(desk: Desk) -> None:
    shelf(desk)
    item = receive(desk)
    (label,) = desk.call("mail.label", id=item.id).labels
    assert (label.number, label.unit, label.place, label.recipient) == (item.number, UNIT, "A-1-01", NAME)
    both = desk.call("mail.labels", ids=[receive(desk).id, item.id])
    assert [label.number for label in both.labels] == ["YJ-202611-0002", "YJ-202611-0001"]


def test_mail_2_mail_9_a_place_is_proposed(desk: Desk) -> None:
    assert receive(desk).place == "", "there is no shelf"
    shelf(desk)
    assert receive(desk).place == "A-1-01"
    assert receive(desk).place == "A-1-01", "where the unit's mail lies already"
    assert receive(desk, unit=OTHER, recipient="张三").place == "A-1-02", "the emptiest"
    building = next(option.id for option in desk.call("directory.buildings") if option.code == "5")
    shelf(desk, code="E", name="五栋架", rows=1, columns=2, building_id=building)
    desk.as_(Role.DIRECTOR)
    assert unknown(desk).place == "A-1-03", "another building's shelf is left to it"
    hand_out(desk, read(desk, 4), taker="张三")
    assert receive(desk, unit=OTHER, recipient="张三").place == "E-1-01", "its building has a shelf of its own"


def test_a_missing_item_has_no_clock_until_it_is_found(desk: Desk) -> None:
    shelf(desk)
    item = receive(desk)
    missed = step(desk, "miss", item.id, ReasonDraft(reason="架上没有"))
    assert (missed.state, missed.due_at, missed.missing_reason) == (State.MISSING, None, "架上没有")
    assert "today.mail.missing" in {row.text for row in desk.call("today.list")}
    desk.clock.forward(days=4)
    found = step(desk, "find", item.id, mail.FindDraft(reason="夹在大件后面", place="A-2-02"))
    assert (found.state, found.place, found.missing_reason) == (State.WAITING, "A-2-02", "")
    assert found.due_at == desk.clock.now + timedelta(days=3)


def test_mail_3_what_belonged_to_nobody_when_it_was_missed_still_does(desk: Desk) -> None:
    item = unknown(desk)
    step(desk, "miss", item.id, ReasonDraft(reason="架上没有"))
    desk.clock.forward(days=4)
    found = step(desk, "find", item.id, mail.FindDraft(reason="找到"))
    assert (found.state, found.due_at) == (State.UNKNOWN, desk.clock.now + timedelta(days=2))


def test_an_item_is_put_right_and_its_unit_while_nobody_was_told(desk: Desk) -> None:
    item = receive(desk)
    right = mail.AmendDraft(tracking="yt8812345678901", unit=OTHER, recipient="张三", carrier="圆通")
    amended = step(desk, "amend", item.id, right)
    assert (amended.tracking, amended.unit, amended.recipient, amended.carrier) == (
        "YT8812345678901", OTHER, "张三", "yto",
    )  # fmt: skip
    assert desk.call("mail.ids", query=Query(text="8901")).tolist() == [item.id]
    told(desk, item.id)
    version = read(desk, item.id).version
    arguments = {"id": item.id, "version": version}
    again = codes(desk, "mail.amend", **arguments, draft=replace(right, unit=UNIT))
    assert again == {"unit": "resident_told"}
    assert codes(desk, "mail.amend", **arguments, draft=replace(right, unit="", condition=Condition.WET)) == {
        "damage": "damaged_how", "unit": "resident_told",
    }  # fmt: skip
    other = receive(desk)
    assert codes(desk, "mail.amend", **arguments, draft=replace(right, tracking=other.tracking)) == {
        "tracking": "already_here"
    }
    nobodys = unknown(desk)
    named = mail.AmendDraft(unit=UNIT, recipient=NAME)
    assert codes(desk, "mail.amend", id=nobodys.id, version=nobodys.version, draft=named) == {"unit": "nobody_known"}


def test_what_the_steward_has_in_hand_stays_its_units(desk: Desk) -> None:
    """It was signed for as this unit's, in this area: brought back first, it may be put right."""
    item = receive(desk)
    to_steward(desk, item)
    version = read(desk, item.id).version
    right = mail.AmendDraft(tracking=item.tracking, unit=OTHER, recipient="张三", carrier=item.carrier)
    assert codes(desk, "mail.amend", id=item.id, version=version, draft=right) == {"unit": "steward_signed"}
    assert step(desk, "amend", item.id, replace(right, unit=UNIT)).recipient == "张三"
    step(desk, "bring_back", item.id, mail.BringBackDraft())
    assert step(desk, "amend", item.id, right).unit == OTHER


def test_a_voided_item_leaves_its_number_free(desk: Desk) -> None:
    item = receive(desk, tracking="SF1391234567890")
    voided = step(desk, "void", item.id, ReasonDraft(reason="误登"))
    assert (voided.state, voided.due_at, voided.void_reason) == (State.VOIDED, None, "误登")
    assert receive(desk, tracking="SF1391234567890").state is State.WAITING


@pytest.mark.parametrize("state", [state for state in State if state not in mail.HERE])
def test_mail_7_what_has_left_takes_no_more_steps(desk: Desk, state: State) -> None:
    id = bring(desk, state, "", "")
    for verb, form in (("hold", mail.HoldDraft(until=day(desk, 3), reason="等")), ("void", ReasonDraft(reason="误登"))):
        with pytest.raises(WrongStep):
            desk.step("mail", verb, id, form)


def test_an_item_that_somebody_else_has_changed_is_a_conflict(desk: Desk) -> None:
    item = receive(desk)
    told(desk, item.id)
    with pytest.raises(Conflict):
        desk.call("mail.notify", id=item.id, version=item.version, draft=mail.ContactDraft())


# MAIL-6, who sees what


def at(desk: Desk, hour: int, minute: int = 0) -> None:
    """It is this time of the day."""
    local = desk.clock.now.astimezone()
    desk.clock.now = local.replace(hour=hour, minute=minute, second=0).astimezone(desk.clock.now.tzinfo)


def test_mail_6_the_stewards_list_at_five(desk: Desk) -> None:
    at(desk, 9)
    east, west = (option.id for option in sorted(desk.call("directory.areas"), key=lambda option: option.text))
    items = [receive(desk), receive(desk, unit="3-2-1202", recipient="李四")]
    receive(desk, unit=OTHER, recipient="张三"), unknown(desk)
    collected = receive(desk)
    hand_out(desk, collected)
    listed = desk.call("mail.steward_list", id=min(east, west))
    assert [(item.unit, item.number) for item in listed.items] == [(item.unit, item.number) for item in items]
    assert (listed.number, listed.window, listed.units) == ("东区", "17:00-18:00", 2)
    assert listed.stewards == (desk.as_(Role.STEWARD).actor.name,)
    with pytest.raises(NotAllowed):
        desk.as_(Role.STEWARD).call("mail.steward_list", id=max(east, west))


def test_mail_6_today_says_so_at_its_hour_only(desk: Desk) -> None:
    at(desk, 9)
    receive(desk), receive(desk, unit=OTHER, recipient="张三")

    def rows(who: Desk) -> list[tuple[str, int]]:
        listed = [row for row in who.call("today.list") if row.text == "today.mail.steward_list"]
        return [(row.params["area"], row.count) for row in listed]

    assert rows(desk) == []
    at(desk, 17, 5)
    assert sorted(rows(desk)) == [("东区", 1), ("西区", 1)]
    assert rows(desk.as_(Role.STEWARD)) == [("东区", 1)]
    at(desk, 18)
    assert rows(desk) == []


def test_a_steward_sees_the_own_areas_mail_only(desk: Desk) -> None:
    own, other = receive(desk), receive(desk, unit=OTHER, recipient="张三")
    steward = desk.as_(Role.STEWARD)
    assert chip(steward, "all") == [own.id]
    assert [hit.id for hit in steward.call("mail.found", text=own.tracking)] == [own.id]
    assert steward.call("mail.found", text=other.tracking) == ()
    with pytest.raises(NotAllowed):
        steward.call("mail.detail", id=other.id)
    with pytest.raises(NotAllowed):
        told(steward, other.id)
    with pytest.raises(NotAllowed):
        steward.call("mail.receive", draft=draft())


def test_roles_a_steward_finds_the_own_areas_bearers_of_a_name(desk: Desk) -> None:
    """Not those that are left of the first ones of the whole house."""
    for _ in range(mail_items.MOST):
        receive(desk, unit=OTHER, recipient="陈山")
    own = receive(desk)
    steward = desk.as_(Role.STEWARD)
    assert [hit.id for hit in steward.call("mail.found", text="陈")] == [own.id]
    assert steward.call("pickups.offer", text="陈").unit == UNIT


def test_rec_1_a_unit_is_told_first_of_all_what_lies_here(desk: Desk) -> None:
    shelf(desk)
    receive(desk, place="A-1-02"), receive(desk, place="A-2-01")
    to_steward(desk, receive(desk))
    unknown(desk)
    lines = [line for line in desk.call("directory.unit_card", unit=UNIT).waiting if line.register == "mail"]
    assert [(line.text, line.params["count"], line.first) for line in lines] == [
        ("waiting.mail", 2, True), ("waiting.mail.steward", 1, False),
    ]  # fmt: skip
    assert lines[0].params["places"] == "A-1-02、A-2-01"
    assert lines[0].urgent is Urgent.LATER
    desk.clock.forward(days=4)
    lines = [line for line in desk.call("directory.unit_card", unit=UNIT).waiting if line.register == "mail"]
    assert lines[0].urgent is Urgent.LATE


def test_a_units_page_tells_of_its_mail(desk: Desk) -> None:
    item = receive(desk, tracking="SF1391234567890")
    unit_id = desk.call("directory.unit_card", unit=UNIT).unit_id
    (event,) = desk.call("directory.unit_history", unit_id=unit_id)
    assert (event.ref.id, event.title, event.state) == (
        item.id, f"{NAME} · 顺丰速运 · SF1391234567890", "mail.state.waiting",
    )  # fmt: skip


@pytest.mark.parametrize(
    "typed",
    ["YJ-202611-0001", "SF1391234567890", "7890", "sf139123", UNIT, NAME, "cj", "顺丰", "SF Express", "A-1-03", "1234"],
)
def test_all_5_an_item_is_found_by_any_of_its_words(desk: Desk, typed: str) -> None:
    shelf(desk)
    item = receive(desk, tracking="SF1391234567890", place="A-1-03")
    receive(desk, unit=OTHER, recipient="张三", phone="139 0000 5678", tracking="YT8812345678901", place="A-2-01")
    assert desk.call("mail.ids", query=Query(text=typed)).tolist() == [item.id]
    if typed not in {"顺丰", "SF Express", "sf139123"}:
        assert [hit.id for hit in desk.call("mail.found", text=typed)] == [item.id]


def test_the_days_sheet_says_how_each_was_signed_for(desk: Desk) -> None:
    waits, taken, given = receive(desk), receive(desk), receive(desk)
    back = step(desk, "send_back", unknown(desk, carrier="sf").id, mail.SendBackDraft(reason=Reason.UNKNOWN))
    lost, voided = receive(desk), receive(desk)
    to_steward(desk, taken), hand_out(desk, given), send_off(desk, back)
    step(desk, "miss", lost.id, ReasonDraft(reason="架上没有"))
    step(desk, "void", voided.id, ReasonDraft(reason="误登"))
    sheet = desk.call("mail.day", id=int(day(desk, 0).strftime("%Y%m%d")))
    assert sheet.number == day(desk, 0).isoformat()
    assert [(line.item.id, str(line.signed)) for line in sheet.lines] == [
        (waits.id, "here"), (taken.id, "steward"), (given.id, "resident"), (back.id, "carrier"), (lost.id, "missing"),
        (voided.id, "voided"),
    ]  # fmt: skip
    assert sheet.signed == 3
    assert sheet.lines[2].taker == NAME


def test_today_counts_who_is_to_be_told(desk: Desk) -> None:
    receive(desk), receive(desk)
    (row,) = [row for row in desk.call("today.list") if row.text == "today.mail.notify"]
    assert (row.count, row.chip) == (2, "notify")


def test_numbers_have_no_gap(desk: Desk) -> None:
    with pytest.raises(Invalid):
        desk.call("mail.receive", draft=draft(unit="9-9-9999"))
    numbers = [int(receive(desk, tracking=tracking()).number[-4:]) for _ in range(4)]
    assert all(after == before + 1 for before, after in pairwise([0, *numbers]))


def test_today_names_the_most_pressing_items_and_counts_the_rest(desk: Desk) -> None:
    for _ in range(14):
        receive(desk)
    rows = [row for row in desk.call("today.list") if row.register == "mail" and row.text != "today.mail.notify"]
    assert [row.count for row in rows if row.ref is None] == [2]
    assert [row.chip for row in rows if row.ref is None] == ["overdue"]
    assert len([row for row in rows if row.ref is not None]) == 12
