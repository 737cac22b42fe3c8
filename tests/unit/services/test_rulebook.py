"""The rulebook: values of every kind, who changed them, and what keeps the number it started with."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deskapp.domain.people import Role
from deskapp.domain.rulebook import RuleDetail, RunningClocks, governs
from deskapp.domain.rulebook_words import value_words
from deskapp.domain.slips import Item
from deskapp.domain.words import Language, has_word
from deskapp.errors import Conflict, Invalid, NotAllowed, NotFound
from deskapp.services.rulebook import RulebookService, defaults
from tests.factories import Desk

REPAIR = "dispatch.limit.repair"


@pytest.fixture
def chief(desk: Desk) -> Desk:
    """A supervisor."""
    return desk.as_(Role.SUPERVISOR)


def change(desk: Desk, key: str, value: str, **more: str) -> None:
    desk.call("rulebook.change", key=key, value=value, **more)


def detail(desk: Desk, key: str = REPAIR) -> RuleDetail:
    found = desk.call("rulebook.detail", key=key)
    assert isinstance(found, RuleDetail)
    return found


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        (REPAIR, "3 wd", "3 wd"),
        (REPAIR, "48 h", "48"),
        (REPAIR, "036.50", "36.5"),
        (REPAIR, "0 day_end", "0 day_end"),
        (REPAIR, "12 duty", "12 duty"),
        ("followup.major_repair.within", "30 d", "30 d"),
        ("duty.hours", "08:00-21:30", "08:00-21:30"),
        ("fees.handover_by", "10:15", "10:15"),
        ("dispatch.count_window", "1-31", "1-31"),
        ("dispatch.report_day", "31", "31"),
        ("fcr.target", "82.5", "82.5"),
        ("keys.outside_deposit", "120.50", "120.5"),
        ("phone.rings", "4", "4"),
        ("keys.loan_limit.internal", "1", "1"),
        ("keys.loan_limit.internal", "8 h", "8 h"),
        ("survey.first_after_move_in", "0.25", "0.25"),
    ],
)
def test_a_rule_takes_a_value_of_its_own_kind(chief: Desk, key: str, value: str, kept: str) -> None:
    change(chief, key, value)
    assert detail(chief, key).rule.value == kept


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        (REPAIR, "", "required"),
        (REPAIR, "soon", "not_a_number"),
        (REPAIR, "3 s", "not_a_number"),
        (REPAIR, "1.5 wd", "not_a_number"),
        (REPAIR, "121 mo", "too_much"),
        (REPAIR, "999999 wd", "too_much"),
        ("desk.idle_lock_after", "1 h", "rule_unit"),
        ("duty.hours", "20:00-07:30", "rule_span"),
        ("duty.hours", "08:00-08:00", "rule_span"),
        ("duty.hours", "8-20", "rule_span"),
        ("fees.handover_by", "24:00", "rule_time"),
        ("dispatch.count_window", "27-25", "rule_days"),
        ("dispatch.count_window", "25-32", "rule_days"),
        ("dispatch.report_day", "0", "out_of_range"),
        ("dispatch.report_day", "28.5", "out_of_range"),
        ("fcr.target", "101", "out_of_range"),
        ("keys.outside_deposit", "1.005", "cents"),
        ("phone.rings", "0", "rule_whole"),
        ("phone.rings", "2.5", "rule_whole"),
        ("keys.loan_limit.internal", "下班前", "not_a_number"),
        ("keys.loan_limit.internal", "0.5", "not_a_number"),
        ("keys.loan_limit.internal", "a\x07", "not_a_number"),
        (REPAIR, "24", "nothing_changed"),
    ],
)
def test_all_4_a_value_that_does_not_fit_is_refused_at_its_field(chief: Desk, key: str, value: str, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        change(chief, key, value)
    assert [(problem.field, problem.code) for problem in caught.value.problems] == [("value", code)]
    assert has_word(f"problem.{code}")


def test_a_change_that_somebody_made_meanwhile_is_a_conflict(chief: Desk) -> None:
    change(chief, REPAIR, "12", expected="24")
    with pytest.raises(Conflict):
        change(chief, REPAIR, "36", expected="24")
    assert detail(chief).rule.value == "12"
    change(chief, REPAIR, "36", expected="12")


def test_running_clocks_are_counted_by_the_length_they_keep(desk: Desk, chief: Desk) -> None:
    for _ in range(2):
        desk.slip()
    desk.slip(item=Item.OTHER)
    desk.slip_in("closed")
    assert desk.call("rulebook.running", key=REPAIR) == RunningClocks(count=2)
    change(chief, REPAIR, "3 wd")
    desk.slip()
    found = detail(desk).running
    assert (found.count, [(kept.span, kept.count) for kept in found.kept]) == (1, [("24 h", 2)])
    change(chief, REPAIR, "24")
    assert [(kept.span, kept.count) for kept in detail(desk).running.kept] == [("3 wd", 1)]


def test_promises_are_counted_among_the_running_clocks(desk: Desk) -> None:
    desk.entry(promise_rule="complex.solution_within")
    desk.entry()
    assert desk.call("rulebook.running", key="complex.solution_within").count == 1


def test_a_rule_that_is_no_clock_has_none_running(desk: Desk) -> None:
    assert desk.call("rulebook.running", key="phone.rings") == RunningClocks()


def test_all_3_a_rule_has_its_history_and_goes_back_to_its_default(desk: Desk, chief: Desk) -> None:
    assert detail(desk).history == ()
    change(chief, REPAIR, "12")
    desk.clock.forward(days=1)
    change(chief, REPAIR, "24")
    told = detail(desk)
    assert (told.rule.own, told.rule.by, told.rule.since) == (False, chief.actor.name, desk.clock.now)
    values = [{c.field: c.new for c in line.changes}["value"] for line in told.history]
    assert values == ["12", "24"]
    assert chief.call("journal.check").findings == ()


@pytest.mark.parametrize("role", [Role.RECEPTIONIST, Role.STEWARD, Role.CASHIER, Role.ADMIN])
def test_roles_everybody_reads_a_rule_and_only_the_office_changes_it(desk: Desk, role: Role) -> None:
    other = desk.as_(role)
    assert detail(other).rule.value == "24"
    with pytest.raises(NotAllowed):
        change(other, REPAIR, "12")


def test_an_unknown_rule_is_refused(desk: Desk) -> None:
    for verb in ("detail", "running"):
        with pytest.raises(NotFound):
            desk.call(f"rulebook.{verb}", key="no.such")


def test_a_rule_of_a_group_without_a_name_still_has_its_place(desk: Desk) -> None:
    rule = replace(desk.call("rulebook.list")[0], key="nothing.of.the.kind")
    assert rule.group == "rulebook.group.other"
    assert has_word(rule.group)


def test_every_rule_has_its_group_its_words_and_what_it_governs(desk: Desk) -> None:
    for rule in desk.call("rulebook.list"):
        assert has_word(rule.group), rule.key
        assert has_word(governs(rule)), rule.key
        for language in Language:
            assert value_words(rule, rule.value, language)


@pytest.mark.parametrize(
    ("key", "value", "zh", "en"),
    [
        (REPAIR, "3 wd", "3 个工作日", "3 working days"),
        (REPAIR, "1 wd", "1 个工作日", "1 working day"),
        (REPAIR, "24", "24 小时", "24 h"),
        ("followup.major_repair.within", "1", "1 个月", "1 month"),
        ("complaint.valid_reply", "0", "当天内", "the end of the same day"),
        ("dispatch.count_window", "25-27", "每月 25–27 日", "days 25–27"),
        ("duty.hours", "07:30-20:00", "07:30–20:00", "07:30–20:00"),
        ("keys.loan_limit.internal", "0", "当班结束前", "the end of the shift"),
        ("keys.loan_limit.internal", "1", "次日当班结束前", "the end of the next day's duty"),
        ("keys.outside_deposit", "100", "¥100", "¥100"),
        ("fcr.target", "80", "80 %", "80 %"),
    ],
)
def test_a_value_is_said_in_words(desk: Desk, key: str, value: str, zh: str, en: str) -> None:
    rule = next(rule for rule in desk.call("rulebook.list") if rule.key == key)
    assert (value_words(rule, value, Language.CHINESE), value_words(rule, value, Language.ENGLISH)) == (zh, en)


def test_a_change_is_in_force_at_once_in_its_own_transaction(desk: Desk, chief: Desk) -> None:
    core = desk.office.core
    rulebook = core.service(RulebookService)
    with core.transaction(chief.actor, "rulebook.change", writing=True) as tx:
        assert rulebook.number(tx, "phone.rings") == int(defaults()["phone.rings"]["default"]) != 5
        _, _, change_in = rulebook.change.verb_mark  # type: ignore[attr-defined]
        change_in(rulebook, tx, key="phone.rings", value="5")
        assert rulebook.number(tx, "phone.rings") == 5
    assert detail(chief, "phone.rings").rule.value == "5"
