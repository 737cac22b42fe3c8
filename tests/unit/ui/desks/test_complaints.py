"""A complaint through its desk, by keys: heard, classed, answered, and what is offered when."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from deskapp.domain.complaints import (
    ClassifyDraft,
    EscalateDraft,
    JoinUnitDraft,
    Level,
    Mode,
    PauseDraft,
    ReplyDraft,
    State,
    Validity,
)
from deskapp.domain.people import Role
from deskapp.domain.reception import Category, Opinion
from deskapp.ui import format as fmt
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.context import Context
from deskapp.ui.desks.complaints import CIRCULATION, DESK, REPORT, SPEC
from tests.factories import Desk, actor_of
from tests.unit.ui.hands import built, enter_text, focus_name, form_of, press
from tests.ways.complaints import collect, complaint, lead

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def board(qtbot: QtBot, context: Context, tmp_path: Path) -> RegisterDesk:
    return built(qtbot, context, DESK, tmp_path / "desk.db")


def as_(context: Context, desk: Desk, role: Role) -> None:
    """Somebody else sits down."""
    context.actor = actor_of(desk.office, role)
    context.signed_in.emit(context.actor)


def main_verb(board: RegisterDesk) -> str:
    step = board.pane.main_step()
    return step.verb if step is not None else ""


def offered(board: RegisterDesk) -> set[str]:
    return {step.verb for step in board.pane.offered()}


def test_a_complaint_is_written_down_by_keys_alone(board: RegisterDesk, desk: Desk, qtbot: QtBot) -> None:
    board.new_entry()
    form = form_of(board)
    assert focus_name(board) == "unit"
    QTest.keyClicks(form.editors["unit"].target, "321102")
    with qtbot.waitSignal(form.editors["unit"].picked):
        press(Qt.Key.Key_Return)
    assert (form.editors["caller"].value(), form.editors["phone"].value()) == ("陈静", "138 0000 1234")
    for _ in range(3):
        press(Qt.Key.Key_Return)
    assert focus_name(board) == "category"
    press(Qt.Key.Key_C)
    assert form.editors["category"].value() is Category.CLEANING
    press(Qt.Key.Key_Return)
    form.editors["content"].target.setFocus()
    enter_text(form.editors["content"].target, "楼道无人打扫")
    board.save()
    assert board.pane.form is None, form.problems
    kept = board.pane.detail
    assert (kept.state, kept.caller, kept.content) == ("received", "陈静", "楼道无人打扫")
    assert desk.read_entry(kept.entry.id).state == "in_complaint"
    assert "class it" in board.pane.clock.headline.text()


def test_what_was_settled_on_the_spot_asks_what_was_answered(board: RegisterDesk, desk: Desk) -> None:
    board.new_entry()
    form = form_of(board)
    assert form.rows["result"].isHidden()
    form.editors["answered"].set_value(True)
    form.edited.emit("answered")
    form.arrange()
    assert not form.rows["result"].isHidden()


def test_a_receptionist_waits_for_the_class_and_the_supervisor_is_asked_for_it(
    board: RegisterDesk, desk: Desk, context: Context
) -> None:
    id = complaint(desk)
    board.show_entry(id)
    assert main_verb(board) == ""
    assert "classify" not in offered(board)
    as_(context, desk, Role.SUPERVISOR)
    board.show_entry(id)
    assert main_verb(board) == "classify"
    board.next_step()
    form = form_of(board)
    board.save()
    assert form.rows["validity"].problem == "Fill this in."
    form.editors["validity"].set_value(Validity.VALID)
    board.next_step()
    assert board.pane.detail.state == "classed"
    assert "Valid complaint: contact within 2 h" in board.pane.clock.why.text()


@pytest.mark.parametrize(
    ("validity", "verb", "hidden"),
    [(Validity.VALID, "contact", "refer"), (Validity.ASSIST, "refer", "contact"), (Validity.INVALID, "reply", "refer")],
)
def test_cmp_1_the_next_step_follows_the_class(
    board: RegisterDesk, desk: Desk, validity: Validity, verb: str, hidden: str
) -> None:
    board.show_entry(lead(desk, State.CLASSED, validity))
    assert main_verb(board) == verb
    assert hidden not in offered(board)


def test_a_valid_complaint_goes_to_its_end_by_its_next_steps(board: RegisterDesk, desk: Desk, context: Context) -> None:
    as_(context, desk, Role.SUPERVISOR)
    id = lead(desk, State.CLASSED)
    board.show_entry(id)
    for verb in ("contact", "investigate", "approve", "reply", "close"):
        assert main_verb(board) == verb
        board.next_step()
        form = form_of(board)
        if verb == "investigate":
            enter_text(form.editors["investigation"].target, "属实")
            enter_text(form.editors["remedy"].target, "已补扫")
        if verb == "reply":
            assert form.editors["mode"].value() is Mode.VISIT
            assert form.editors["reply"].value() == "已补扫"
            form.editors["opinion"].set_value(Opinion.SATISFIED)
        board.next_step()
        assert board.pane.form is None, form.problems
    assert board.pane.detail.state == "closed"


def test_cmp_3_a_dissatisfied_resident_is_asked_for_the_new_complaint_and_it_comes_to_the_front(
    board: RegisterDesk, desk: Desk
) -> None:
    id = lead(desk, State.REPLIED, opinion=Opinion.VERY_DISSATISFIED)
    board.show_entry(id)
    assert main_verb(board) == "renew"
    assert "close" not in offered(board)
    board.next_step()
    board.next_step()
    assert board.pane.form is None
    assert board.pane.detail.id != id
    assert board.pane.detail.previous.id == id


def test_cmp_2_a_collective_one_asks_for_the_director_first(board: RegisterDesk, desk: Desk) -> None:
    id = complaint(desk)
    collect(desk, id)
    board.show_entry(id)
    assert main_verb(board) == "tell_director"
    assert "pause" not in offered(board)
    board.next_step()
    board.next_step()
    assert board.pane.detail.director_told_at is not None
    assert "tell_director" not in offered(board)


def test_a_paused_clock_calls_for_going_on_and_says_whom_it_waits_for(board: RegisterDesk, desk: Desk) -> None:
    id = lead(desk, State.CLASSED)
    desk.step("complaints", "pause", id, PauseDraft(reason="业户出差"))
    board.show_entry(id)
    assert main_verb(board) == "resume"
    assert "Waiting for: The resident" in board.pane.clock.why.text()
    board.next_step()
    assert board.pane.detail.waiting_for is None
    assert {"resume", "pause"} & offered(board) == {"pause"}


def test_cmp_5_one_key_takes_it_up_and_the_level_is_proposed(board: RegisterDesk, desk: Desk, context: Context) -> None:
    id = lead(desk, State.CONTACTED)
    board.show_entry(id)
    press(Qt.Key.Key_E, CTRL)
    form = form_of(board)
    assert form.editors["level"].value() is Level.SUPERVISOR
    enter_text(form.editors["reason"].target, "需协调")
    board.save()
    assert board.pane.detail.level is Level.SUPERVISOR
    assert "instruct" not in offered(board)
    as_(context, desk, Role.SUPERVISOR)
    board.show_entry(id)
    assert "instruct" in offered(board)


def test_units_join_by_one_key_and_are_listed(board: RegisterDesk, desk: Desk) -> None:
    board.show_entry(complaint(desk))
    press(Qt.Key.Key_J, CTRL)
    form = form_of(board)
    form.editors["unit"].set_value("3-2-1202")
    enter_text(form.editors["caller"].target, "刘先生")
    board.save()
    assert board.pane.form is None, form.problems
    assert [unit.unit for unit in board.pane.detail.units] == ["3-2-1202"]


def test_one_key_asks_for_a_slip_from_its_entry(
    board: RegisterDesk, desk: Desk, context: Context, qtbot: QtBot
) -> None:
    board.show_entry(complaint(desk))
    with qtbot.waitSignal(context.desk_wanted) as wanted:
        press(Qt.Key.Key_D, CTRL)
    assert wanted.args == ["slips", f"from_entry:{board.pane.detail.entry.id}"]


def test_each_of_its_papers_has_a_key(board: RegisterDesk, desk: Desk) -> None:
    board.show_entry(lead(desk, State.CONTACTED))
    board.print_entry()
    assert board.preview is not None
    assert board.preview.form.code == "complaint_record"
    board.escape()
    for key, code in ((Qt.Key.Key_P, REPORT), (Qt.Key.Key_L, CIRCULATION)):
        press(key, CTRL, SHIFT)
        assert board.preview is not None
        assert board.preview.form.code == code
        board.escape()
    assert {"Print the complaint report", "Print the work circulation slip"} <= set(dict(board.keys()).values())


def test_a_phone_reply_is_not_signed(board: RegisterDesk) -> None:
    hides = SPEC.hides["reply"]
    assert hides({"mode": Mode.PHONE}) == {"signed"}
    assert not hides({"mode": Mode.VISIT})


def test_closing_is_undone_at_once(board: RegisterDesk, desk: Desk, context: Context, qtbot: QtBot) -> None:
    id = lead(desk, State.REPLIED)
    board.show_entry(id)
    board.next_step()
    with qtbot.waitSignal(context.said) as said:
        board.next_step()
    assert board.pane.detail.state == "closed"
    message = said.args[0]
    assert message is not None
    board.steps._undo(id, "reopen")
    assert desk.call("complaints.detail", id=id).state == "replied"


def test_the_history_speaks_in_words(board: RegisterDesk, desk: Desk) -> None:
    id = lead(desk, State.CLASSED)
    desk.step("complaints", "join_unit", id, JoinUnitDraft(unit="3-2-1202", caller="刘先生"))
    desk.step("complaints", "escalate", id, EscalateDraft(level=Level.SUPERVISOR, reason="需协调"))
    board.show_entry(id)
    said = "\n".join(board.pane.timeline.sentence(row) for row in board.pane.detail.history)
    assert "complaint." not in said
    assert "Class Valid" in said
    assert "To Supervisor" in said


def test_cmp_3_the_new_complaint_comes_to_the_front_in_the_chip_that_is_open(board: RegisterDesk, desk: Desk) -> None:
    old = lead(desk, State.REPLIED, Validity.VALID, Opinion.RATHER_DISSATISFIED)
    board.show_entry(old)
    board.next_step()
    board.save()
    new = board.pane.detail
    assert new.previous is not None
    assert new.previous.id == old
    assert board.chips.current == "open"


def test_a_step_that_is_for_others_says_whose_it_is(
    board: RegisterDesk, desk: Desk, context: Context, qtbot: QtBot
) -> None:
    board.show_entry(lead(desk, State.RECEIVED))
    as_(context, desk, Role.RECEPTIONIST)
    with qtbot.waitSignal(context.said) as said:
        board.next_step()
    assert said.args[0][0] == "“Class” is for others: Office director, Supervisor"


def test_the_late_chip_begins_with_the_longest_overdue(board: RegisterDesk, desk: Desk) -> None:
    board.show_chip("late")
    assert board.model.query.sort == "due"
    assert SPEC.empty("late")[0] == "No complaint is late"


def test_reply_forms_begin_with_what_is_known(board: RegisterDesk, desk: Desk, context: Context) -> None:
    settled = lead(desk, State.SETTLED)
    detail = desk.call("complaints.detail", id=settled)
    begun = SPEC.start(context, "reply", detail)
    assert (begun["mode"], begun["reply"], begun["replied_at"]) == (Mode.COUNTER, "当场清扫", detail.told_at)
    written = replace(detail, written=True, state=State.APPROVED, validity=Validity.INVALID)
    begun = SPEC.start(context, "reply", written)
    assert (begun["mode"], begun["also_written"]) == (Mode.PHONE, True)
    assert begun["replied_at"] - fmt.now() < timedelta(minutes=1)
    reply = ReplyDraft(replied_at=desk.clock.now, mode=Mode.COUNTER, reply="好", opinion=Opinion.SATISFIED)
    desk.step("complaints", "reply", settled, reply)
    draft = ClassifyDraft(validity=Validity.VALID, from_company=True)
    desk.as_(Role.SUPERVISOR).step("complaints", "classify", settled, draft)
    board.show_entry(settled)
    assert main_verb(board) == "report_company"
