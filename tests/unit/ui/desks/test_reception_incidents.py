"""Promises and incidents at the reception desk, by keys."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from deskapp.domain.common import Ref
from deskapp.domain.directory import UnitDraft
from deskapp.domain.lifecycle import Step
from deskapp.domain.people import Role
from deskapp.domain.reception import AnswerDraft, Category, Kind, TellDraft
from deskapp.domain.reception_rows import EntryDetail, PromiseDefault
from deskapp.ui import format as fmt
from deskapp.ui.common.incident_help import TellHelp
from deskapp.ui.common.record_help import RecordHelp, proposal
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.context import Context
from deskapp.ui.desks.reception import DESK, SPEC
from tests.factories import Desk
from tests.unit.ui.hands import enter_text, form_of, press, put_up

CTRL = Qt.KeyboardModifier.ControlModifier
RISER = ("3-2-1102", "3-2-1202", "3-2-0802", "3-2-0702", "3-2-0602")


@pytest.fixture
def counter(qtbot: QtBot, context: Context, desk: Desk) -> RegisterDesk:
    chief = desk.as_(Role.DIRECTOR)
    for code in RISER[2:]:
        chief.call("directory.save_unit", draft=UnitDraft(code=code, floor=int(code[4:6])))
    made = DESK.build(context)
    assert isinstance(made, RegisterDesk)
    put_up(qtbot, made, 1200, 700)
    return made


def write_down(counter: RegisterDesk, unit: str, words: str = "水压很小") -> None:
    """A repair request of a unit, up to saving it."""
    counter.new_entry()
    form = form_of(counter)
    QTest.keyClicks(form.editors["unit"].target, unit)
    press(Qt.Key.Key_Return)
    form.editors["kind"].target.setFocus()
    press(Qt.Key.Key_R)
    enter_text(form.editors["caller"].target, "李女士")
    enter_text(form.editors["content"].target, words)


def help_of(counter: RegisterDesk) -> RecordHelp:
    found = form_of(counter).findChild(RecordHelp)
    assert found is not None
    return found


def riser(desk: Desk, count: int, **values: Any) -> list[EntryDetail]:
    first = desk.entry(unit=RISER[0], **values)
    later = [desk.entry(unit=unit, caller=f"住户{unit[4:]}", incident_id=first.id, **values) for unit in RISER[1:count]]
    return [desk.read_entry(entry.id) for entry in (first, *later)]


def buttons(counter: RegisterDesk) -> list[str]:
    QTest.qWait(1)  # buttons just made are shown by the next turn of the loop
    shown = counter.pane.foot.findChildren(QPushButton)
    return [made.text().partition("  ")[0] for made in shown if made.isVisibleTo(counter.pane)]


# A missed promise


def late(entry: EntryDetail) -> EntryDetail:
    assert entry.deadline is not None
    return replace(entry, deadline=replace(entry.deadline, due=fmt.now() - timedelta(minutes=5)))


@pytest.mark.parametrize("state", ["promised", "dispatched"])
def test_rec_3_a_missed_promise_calls_for_a_new_time_and_the_result_is_one_key_away(
    counter: RegisterDesk, desk: Desk, state: str
) -> None:
    entry = desk.entry_in(state)
    counter.show_entry(entry.id)
    main = counter.pane.main_step()
    assert main is not None
    assert main.verb == "result"
    counter.pane.show_detail(late(entry))
    assert counter.pane.clock.property("kind") == "banner-late"
    assert "Not kept" in counter.pane.clock.why.text()
    main = counter.pane.main_step()
    assert main is not None
    assert main.verb == "promise_again"
    assert "Result" in buttons(counter)
    counter.setFocus()
    press(Qt.Key.Key_R, CTRL)
    assert form_of(counter).plan.verb == "result"
    counter.escape()
    counter.pane.show_detail(late(entry))
    counter.next_step()
    form = form_of(counter)
    assert form.plan.verb == "promise_again"
    assert form.editors["promised_at"].value() is not None
    assert "24 h" in form.rows["promised_at"].hint.text()
    enter_text(form.editors["reason"].target, "等配件")
    counter.save()
    assert desk.read_entry(entry.id).promises_moved == 1
    assert "moved 1 time(s)" in facts(counter)["Promise kept"]


def facts(counter: RegisterDesk) -> dict[str, str]:
    assert counter.pane.detail is not None
    return {fact.label: fact.text for fact in SPEC.facts(counter.context, counter.pane.detail) if fact.text}


def test_rec_3_the_button_changes_when_the_time_runs_out_before_the_eyes(counter: RegisterDesk, desk: Desk) -> None:
    entry = desk.entry_in("promised")
    counter.show_entry(entry.id)
    counter.pane.detail = late(entry)
    counter.pane.tick()
    assert counter.pane.primary is not None
    assert counter.pane.primary.text().startswith("New time")


def test_rec_3_with_the_result_known_telling_it_comes_first(counter: RegisterDesk, desk: Desk) -> None:
    entry = desk.entry_in("result_known")
    counter.show_entry(entry.id)
    counter.pane.show_detail(late(entry))
    main = counter.pane.main_step()
    assert main is not None
    assert main.verb == "tell"


def test_rec_3_a_kept_promise_says_so(counter: RegisterDesk, desk: Desk) -> None:
    counter.show_entry(desk.entry().id)
    assert "Promise kept" not in facts(counter)
    counter.show_entry(desk.entry_in("closed").id)
    assert facts(counter)["Promise kept"].endswith("kept")


# What the office really needs


def test_rec_9_the_form_says_in_one_sentence_what_the_proposal_rests_on(counter: RegisterDesk, desk: Desk) -> None:
    rule: PromiseDefault = desk.call("reception.promise_default", kind=Kind.REPAIR, channel="phone")
    sooner = replace(rule, due=fmt.now() + timedelta(minutes=200), learned=200, cases=42, share=80)
    said = proposal(counter.context, sooner)
    assert "80 %" in said
    assert "3 h 20 min" in said
    assert "42 cases" in said
    assert "24 h [001·intro]" in said
    assert "usually needs longer" in proposal(counter.context, replace(sooner, due=rule.due))


def test_rec_9_a_promise_left_as_the_office_needs_it_keeps_that_reason(counter: RegisterDesk, desk: Desk) -> None:
    desk.as_(Role.SUPERVISOR).call("rulebook.change", key="reception.learned_cases", value="1")
    before = desk.entry(unit="5-1-0603")
    desk.step("reception", "result", before.id, AnswerDraft(result="好"))
    desk.step("reception", "tell", before.id, TellDraft(told_at=fmt.now()))
    write_down(counter, RISER[0])
    assert "(1 cases)" in form_of(counter).rows["promised_at"].hint.text()
    counter.save()
    kept = desk.read_entry(counter.pane.detail.id)
    assert kept.deadline is not None
    assert (kept.deadline.learned, kept.deadline.cases, kept.promise_rule) == (5, 1, "complex.solution_within")
    assert "as 1 cases of this kind at this hour really took" in counter.pane.clock.why.text()


# Incidents


def test_rec_8_a_neighbours_matter_is_joined_with_one_key_and_left_with_the_same(
    counter: RegisterDesk, desk: Desk
) -> None:
    first = desk.entry(unit=RISER[0], promised_at=fmt.now() + timedelta(hours=3))
    write_down(counter, "321202")
    form, help_ = form_of(counter), help_of(counter)
    assert [hit.first.id for hit in help_.caller.card.alike] == [first.id]
    press(Qt.Key.Key_J, CTRL)
    assert form.editors["incident_id"].value() == first.id
    assert first.number in form.rows["promised_at"].hint.text()
    press(Qt.Key.Key_J, CTRL)
    assert form.editors["incident_id"].value() is None
    assert "24 h" in form.rows["promised_at"].hint.text()
    press(Qt.Key.Key_J, CTRL)
    counter.save()
    joined = desk.read_entry(counter.pane.detail.id)
    assert (joined.incident_id, joined.unit, joined.promise_rule) == (first.id, "3-2-1202", "")
    assert joined.promised_at is not None
    assert first.promised_at is not None
    assert abs(joined.promised_at - first.promised_at) < timedelta(minutes=1)
    assert desk.read_entry(first.id).incident_id == first.id


def test_rec_8_the_units_own_matter_goes_before_the_neighbours(counter: RegisterDesk, desk: Desk) -> None:
    desk.entry(unit=RISER[1])
    own = desk.entry(unit=RISER[0])
    write_down(counter, "321102")
    press(Qt.Key.Key_J, CTRL)
    form = form_of(counter)
    assert (form.plan.verb, form.plan.subject) == ("join", own.id)


def test_rec_8_another_kind_leaves_what_was_joined(counter: RegisterDesk, desk: Desk) -> None:
    desk.entry(unit=RISER[0])
    write_down(counter, "321202")
    press(Qt.Key.Key_J, CTRL)
    form_of(counter).editors["kind"].target.setFocus()
    press(Qt.Key.Key_V)
    assert form_of(counter).editors["kind"].value() is Kind.VISIT
    assert form_of(counter).editors["incident_id"].value() is None


def test_rec_8_a_half_written_entry_still_belongs_to_the_incident(counter: RegisterDesk, desk: Desk) -> None:
    first = desk.entry(unit=RISER[0])
    write_down(counter, "321202")
    press(Qt.Key.Key_J, CTRL)
    counter.escape()
    counter.shelf.menu_.actions()[0].trigger()
    assert form_of(counter).editors["incident_id"].value() == first.id
    assert help_of(counter).caller.card.taken == first.id


def test_rec_8_an_entry_shows_everybody_and_the_table_how_many(counter: RegisterDesk, desk: Desk, qtbot: QtBot) -> None:
    first, second = riser(desk, 2)
    desk.entry(unit="5-1-0603")
    counter.model.ask()
    counter.show_entry(first.id)
    lines = {fact.label: fact for fact in SPEC.facts(counter.context, counter.pane.detail)}
    assert "One incident: 2 unit(s), 2 entries" in lines
    assert lines["3-2-1202"].ref is not None
    assert lines["3-2-1202"].ref.id == second.id
    at = next(at for at, column in enumerate(counter.model.columns) if column.name == "content")
    qtbot.waitUntil(lambda: counter.model.row(2) is not None)
    words = [counter.model.index(row, at).data() for row in range(counter.model.rowCount())]
    assert [text.startswith("[2 units]") for text in words] == [False, True, True]
    assert "Answer the whole incident" in buttons(counter)
    counter.show_entry(desk.entry(unit="5-1-0603").id)
    assert "Answer the whole incident" not in buttons(counter)
    offered = {entry: {step.verb for step in _offered(counter, entry)} for entry in (first.id, second.id)}
    assert "leave_incident" not in offered[first.id]
    assert "leave_incident" in offered[second.id]


def _offered(counter: RegisterDesk, entry_id: int) -> tuple[Step, ...]:
    counter.show_entry(entry_id)
    return counter.pane.offered()


def test_rec_8_one_answer_then_every_caller_in_turn(counter: RegisterDesk, desk: Desk) -> None:
    entries = riser(desk, 4)
    counter.show_entry(entries[1].id)
    counter.steps.take("answer_incident")
    enter_text(form_of(counter).editors["result"].target, "已更换主管阀门")
    counter.save()
    told = []
    for skips in (False, True, False, False, False):
        form = form_of(counter)
        assert form.plan.verb == "tell"
        told.append(form.plan.subject)
        help_ = form.findChild(TellHelp)
        assert help_ is not None
        shown = desk.read_entry(form.plan.subject or 0)
        assert help_.whom.text() == f"{shown.unit} · {shown.caller} · {fmt.phone(shown.phone)}"
        assert help_.result.text() == "已更换主管阀门"
        if skips:
            press(Qt.Key.Key_J, CTRL)
        else:
            counter.save()
    assert told == [entries[at].id for at in (1, 2, 3, 0, 2)]
    assert counter.pane.form is None
    assert {desk.read_entry(entry.id).state for entry in entries} == {"caller_told"}


def test_rec_8_the_last_one_not_reached_leaves_the_keys_on_the_desk(counter: RegisterDesk, desk: Desk) -> None:
    (entry, *_) = riser(desk, 1)
    counter.show_entry(entry.id)
    counter.steps.take("result")
    enter_text(form_of(counter).editors["result"].target, "已更换主管阀门")
    counter.save()
    counter.next_step()
    press(Qt.Key.Key_J, CTRL)
    assert counter.pane.form is None
    assert QApplication.focusWidget() is counter.table


def test_rec_8_one_message_tells_all(counter: RegisterDesk, desk: Desk) -> None:
    entries = riser(desk, 3)
    desk.step("reception", "answer_incident", entries[0].id, AnswerDraft(result="已修复"))
    counter.show_entry(entries[2].id)
    assert "Told all by message" in buttons(counter)
    counter.steps.take("tell_all")
    counter.save()
    assert {desk.read_entry(entry.id).told_how for entry in entries} == {"message"}
    assert counter.pane.form is None


def test_rec_8_five_units_are_told_and_the_first_entry_offers_the_complaint(
    counter: RegisterDesk, desk: Desk, context: Context, qtbot: QtBot
) -> None:
    first, *_ = riser(desk, 4)
    write_down(counter, "320602")
    press(Qt.Key.Key_J, CTRL)
    said: list[Any] = []
    context.said.connect(said.append)
    counter.save()
    assert any("5 units" in one[0] and one[1] == "warning" for one in said)
    assert "Make it a complaint" not in buttons(counter)
    counter.show_entry(first.id)
    assert "Make it a complaint" in buttons(counter)
    assert any("collective" in made.text() for made in counter.pane.facts.findChildren(QLabel))


# Emergencies, and what is followed elsewhere


def test_rec_5_an_emergency_is_passed_on_by_two_keys(counter: RegisterDesk, desk: Desk) -> None:
    entry = desk.entry_in("alarm")
    counter.show_entry(entry.id)
    counter.next_step()
    form = form_of(counter)
    assert form.plan.verb == "pass_on"
    assert form.editors["passed_at"].value() is not None
    QTest.qWait(1)  # a key goes to what is in sight
    press(Qt.Key.Key_3, CTRL)
    assert form.editors["passed_to"].value() == "秩序维护部 8001"
    counter.save()
    passed = desk.read_entry(entry.id)
    assert (passed.state, passed.passed_to) == ("passed_on", "秩序维护部 8001")
    assert SPEC.mark(passed).tone == "late"


def test_rec_1_the_card_shows_emergencies_first_with_their_sign(counter: RegisterDesk, desk: Desk) -> None:
    desk.entry(unit=RISER[0])
    alarm = desk.entry(unit=RISER[0], kind=Kind.EMERGENCY, promised_at=None)
    write_down(counter, "321102")
    card = help_of(counter).caller.card
    links = [made.text() for made in card.findChildren(QPushButton) if "JD-" in made.text()]
    assert alarm.number in links[0]
    assert "Emergency" in links[0]


def test_a_special_service_goes_on_as_an_order_by_one_key(
    counter: RegisterDesk, desk: Desk, context: Context, qtbot: QtBot
) -> None:
    entry = desk.entry(kind=Kind.SPECIAL_SERVICE)
    counter.show_entry(entry.id)
    assert "Order special service" in buttons(counter)
    with qtbot.waitSignal(context.desk_wanted) as wanted:
        press(Qt.Key.Key_T, CTRL)
    assert wanted.args == ["specials", f"from_entry:{entry.id}"]


@pytest.mark.parametrize(
    ("register", "words"), [("complaints", "To the complaint"), ("specials", "To the special service")]
)
def test_an_entry_leads_to_where_it_is_followed_by_one_key(
    counter: RegisterDesk, desk: Desk, context: Context, qtbot: QtBot, register: str, words: str
) -> None:
    entry = desk.entry(kind=Kind.COMPLAINT, category=Category.CLEANING, promised_at=None)
    counter.show_entry(entry.id)
    ref = Ref(register, 3, "202611-0003")
    counter.pane.detail = replace(entry, linked=(Ref("slips", 1), ref))
    key = next(key for key in SPEC.keys if key.key == "Ctrl+T")
    assert key.button is not None
    assert key.button(context, counter.pane.detail) == words
    counter.setFocus()
    with qtbot.waitSignal(context.opened) as opened:
        press(Qt.Key.Key_T, CTRL)
    assert opened.args[0] == ref
