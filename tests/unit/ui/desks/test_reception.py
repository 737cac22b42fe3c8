"""A contact at the counter, through the reception desk, by keys."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from deskapp.app import open_papers
from deskapp.domain.people import Role
from deskapp.domain.reception import AmendDraft, Channel, Kind, ReasonDraft
from deskapp.ui import format as fmt
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.context import Context
from deskapp.ui.desks.reception import DESK, SPEC, RecordHelp
from tests.factories import Desk, actor_of
from tests.unit.ui.hands import enter_text, focus_name, form_of, press, put_up


@pytest.fixture
def counter(qtbot: QtBot, context: Context) -> RegisterDesk:
    return build(qtbot, context)


def build(qtbot: QtBot, context: Context) -> RegisterDesk:
    made = DESK.build(context)
    assert isinstance(made, RegisterDesk)
    put_up(qtbot, made, 1200, 700)
    return made


def record_by_keys(counter: RegisterDesk, qtbot: QtBot) -> None:
    """The order of the conversation, without a mouse."""
    counter.new_entry()
    form = form_of(counter)
    QTest.keyClicks(form.editors["unit"].target, "321102")
    with qtbot.waitSignal(form.editors["unit"].picked):
        press(Qt.Key.Key_Return)
    assert (form.editors["caller"].value(), form.editors["phone"].value()) == ("陈静", "138 0000 1234")
    assert focus_name(counter) == "caller"
    for _ in range(3):
        press(Qt.Key.Key_Return)
    assert focus_name(counter) == "kind"
    press(Qt.Key.Key_R)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert focus_name(counter) == "content"
    enter_text(form.editors["content"].target, "厨房下水管漏水")


def test_a_contact_is_recorded_by_keys_alone(counter: RegisterDesk, desk: Desk, qtbot: QtBot) -> None:
    record_by_keys(counter, qtbot)
    assert "within 24 h" in form_of(counter).rows["promised_at"].hint.text()
    counter.save()
    assert counter.pane.form is None
    detail = counter.pane.detail
    assert (detail.caller, detail.kind, detail.state) == ("陈静", Kind.REPAIR, "promised")
    assert desk.read_entry(detail.id).resident_id is not None
    assert counter.model.ids[counter.table.currentIndex().row()] == detail.id
    assert counter.table.hasFocus()


def test_one_key_saves_and_asks_for_a_slip(counter: RegisterDesk, context: Context, qtbot: QtBot) -> None:
    record_by_keys(counter, qtbot)
    with qtbot.waitSignal(context.desk_wanted) as wanted:
        press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert wanted.args == ["slips", f"from_entry:{counter.pane.detail.id}"]
    with qtbot.waitSignal(context.desk_wanted) as again:
        press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert again.args == wanted.args


def test_the_same_matter_is_joined_with_what_was_typed(counter: RegisterDesk, desk: Desk, qtbot: QtBot) -> None:
    before = desk.entry()
    record_by_keys(counter, qtbot)
    help_ = form_of(counter).findChild(RecordHelp)
    assert help_ is not None
    assert [row.id for row in help_.caller.card.same] == [before.id]
    press(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    form = form_of(counter)
    assert (form.plan.verb, form.plan.subject) == ("join", before.id)
    assert form.editors["content"].value() == "厨房下水管漏水"
    form.editors["channel"].set_value(Channel.PHONE)
    counter.save()
    assert len(desk.read_entry(before.id).contacts) == 1
    assert desk.call("drafts.list") == ()


def test_a_refused_entry_stays_and_nothing_is_saved(counter: RegisterDesk, desk: Desk) -> None:
    counter.new_entry()
    enter_text(form_of(counter).editors["caller"].target, "陈女士")
    counter.save()
    assert form_of(counter).rows["content"].problem == "Fill this in."
    assert focus_name(counter) == "content"
    assert form_of(counter).editors["caller"].value() == "陈女士"
    assert desk.call("reception.counts")["open"] == 0


def test_esc_keeps_the_draft_and_a_new_desk_brings_back_what_was_being_typed(
    counter: RegisterDesk, context: Context, qtbot: QtBot
) -> None:
    counter.new_entry()
    enter_text(form_of(counter).editors["content"].target, "楼道灯不亮")
    counter.escape()
    assert counter.pane.form is None
    assert counter.shelf.isVisible()
    assert counter.shelf.text() == "Drafts 1"
    assert build(qtbot, context).pane.form is None  # it was left on purpose
    counter.shelf.menu_.actions()[0].trigger()
    assert form_of(counter).editors["content"].value() == "楼道灯不亮"
    enter_text(form_of(counter).editors["content"].target, ",三楼")
    counter.keep_drafts()
    again = build(qtbot, context)
    assert form_of(again).editors["content"].value().endswith(",三楼")


def test_another_caller_interrupts_and_the_first_is_kept(counter: RegisterDesk) -> None:
    counter.new_entry()
    first = form_of(counter)
    counter.new_entry()
    assert form_of(counter) is first
    enter_text(first.editors["caller"].target, "陈女士")
    counter.new_entry()
    assert form_of(counter).editors["caller"].value() == ""
    assert counter.shelf.text() == "Drafts 1"


def test_the_next_step_is_one_key_from_open_to_closed_and_can_be_undone(
    counter: RegisterDesk, context: Context, desk: Desk, qtbot: QtBot
) -> None:
    entry = desk.entry()
    counter.show_entry(entry.id)
    for verb, field, words in (("result", "result", "已更换接头"), ("tell", "", ""), ("close", "note", "满意")):
        counter.next_step()
        assert form_of(counter).plan.verb == verb
        if field:
            enter_text(form_of(counter).editors[field].target, words)
        with qtbot.waitSignal(context.said) as said:
            counter.next_step()
    assert counter.pane.detail.state == "closed"
    assert counter.pane.primary is None
    _text, _kind, action, undo, seconds = said.args[0]
    assert (action, seconds) == ("Undo", 8)
    undo()
    assert desk.read_entry(entry.id).state == "caller_told"
    assert counter.pane.detail.state == "caller_told"


def test_undo_is_offered_as_long_as_the_rulebook_says(counter: RegisterDesk, desk: Desk, qtbot: QtBot) -> None:
    desk.as_(Role.SUPERVISOR).call("rulebook.change", key="desk.undo_within", value="20")
    counter.show_entry(desk.entry_in("caller_told").id)
    counter.next_step()
    with qtbot.waitSignal(counter.context.said) as said:
        counter.save()
    assert said.args[0][4] == 20


def test_a_change_by_somebody_else_is_said_and_the_words_stay(counter: RegisterDesk, desk: Desk) -> None:
    entry = desk.entry()
    counter.show_entry(entry.id)
    counter.next_step()
    form = form_of(counter)
    enter_text(form.editors["result"].target, "已修好")
    amended = AmendDraft(unit=entry.unit, caller="陈先生", kind=Kind.REPAIR, content=entry.content)
    desk.step("reception", "amend", entry.id, amended)
    counter.save()
    assert "changed by somebody" in form.message.text()
    assert form.editors["result"].value() == "已修好"
    assert counter.pane.detail.caller == "陈先生"
    counter.save()
    assert desk.read_entry(entry.id).state == "result_known"


def test_steps_that_a_role_may_not_take_are_not_shown(qtbot: QtBot, context: Context, desk: Desk) -> None:
    entry = desk.entry()
    context.actor = actor_of(desk.office, Role.STEWARD)  # type: ignore[arg-type]
    counter = build(qtbot, context)
    counter.show_entry(entry.id)
    assert [step.verb for step in counter.pane.offered()] == ["result"]
    counter.steps.take("void")
    assert counter.pane.form is None


def test_the_table_keeps_its_choice_while_others_work(counter: RegisterDesk, desk: Desk, context: Context) -> None:
    first = desk.entry()
    counter.model.ask()
    counter.show_entry(first.id)
    change = desk.call("reception.record", draft=desk.entry_draft(caller="后来人"))
    context.changed.emit(change)
    assert counter.model.rowCount() == 2
    assert counter.model.ids[counter.table.currentIndex().row()] == first.id
    assert counter.chips.buttons["open"].text() == "Open 2"


def test_arrow_keys_choose_and_enter_goes_in(counter: RegisterDesk, desk: Desk, qtbot: QtBot) -> None:
    entries = [desk.entry(caller=f"来人{number}") for number in range(3)]
    counter.model.ask()
    qtbot.waitUntil(lambda: counter.pane.detail is not None and counter.pane.detail.id == entries[2].id)
    counter.setFocus()
    press(Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: counter.pane.detail.id == entries[1].id)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is counter.pane.primary)
    counter.escape()
    assert counter.table.hasFocus()


def test_an_empty_chip_says_what_the_place_is_for(counter: RegisterDesk) -> None:
    assert counter.sides.stack.currentWidget() is counter.nothing
    assert "F2" in counter.nothing.line.text()
    counter.show_chip("overdue")
    assert counter.nothing.headline.text() == "No promise has been missed"


def test_everything_in_the_pane_has_a_name_and_can_be_reached(counter: RegisterDesk, qtbot: QtBot) -> None:
    counter.new_entry()
    form = form_of(counter)
    for name, row in form.rows.items():
        assert row.editor.target.accessibleName(), name
        assert row.editor.target.focusPolicy() & Qt.FocusPolicy.TabFocus, name
    assert all(made.text() or made.accessibleName() for made in counter.pane.findChildren(QPushButton))


@pytest.mark.parametrize("width", [1100, 560])
def test_where_there_is_no_room_table_and_detail_take_turns(
    counter: RegisterDesk, desk: Desk, qtbot: QtBot, width: int
) -> None:
    desk.entry()
    counter.model.ask()
    counter.resize(width, 500)
    qtbot.waitUntil(lambda: counter.width() == width)
    assert counter.sides.left.isVisible()
    counter.go_in()
    assert counter.pane.isVisible()
    assert counter.sides.left.isVisible() is (width == 1100)
    counter.escape()
    assert counter.sides.left.isVisible()


def test_a_missed_promise_presses_with_a_word(counter: RegisterDesk, desk: Desk) -> None:
    from deskapp.ui.common.table import clock_tone

    start = fmt.now() - timedelta(minutes=80)
    assert clock_tone(start, fmt.now() - timedelta(minutes=1)) == "late"
    assert clock_tone(start, fmt.now() + timedelta(minutes=20)) == "soon"
    assert clock_tone(start, fmt.now() + timedelta(minutes=40)) == "muted"
    assert clock_tone(start, None) == "muted"


def test_the_clock_of_an_entry_turns_amber_in_its_own_last_quarter(counter: RegisterDesk, desk: Desk) -> None:
    entry = desk.entry(promised_at=fmt.now() + timedelta(minutes=50))
    counter.show_entry(entry.id)
    assert counter.pane.clock.headline.property("kind") == "strong"
    box = SPEC.clock(
        counter.context, replace(entry, deadline=replace(entry.deadline, start=fmt.now() - timedelta(hours=5)))
    )
    assert box is not None
    counter.pane.clock.show_clock(box)
    assert counter.pane.clock.headline.property("kind") == "soon"


def test_a_promise_left_as_proposed_keeps_its_reason(counter: RegisterDesk, desk: Desk, qtbot: QtBot) -> None:
    record_by_keys(counter, qtbot)
    proposed = form_of(counter).rows["promised_at"].hint.text()
    counter.save()
    kept = desk.read_entry(counter.pane.detail.id)
    assert kept.promise_rule
    assert kept.deadline.clause in counter.pane.clock.why.text()
    assert proposed == f"Proposed: {counter.pane.clock.why.text()}"


def test_a_promise_typed_by_hand_claims_no_rule(counter: RegisterDesk, desk: Desk, qtbot: QtBot) -> None:
    record_by_keys(counter, qtbot)
    form = form_of(counter)
    form.editors["promised_at"].target.setFocus()
    press(Qt.Key.Key_PageUp)
    counter.save()
    assert desk.read_entry(counter.pane.detail.id).promise_rule == ""
    assert "Set by hand" in counter.pane.clock.why.text()


def test_ctrl_p_shows_the_record_and_printing_it_is_not_counted(
    counter: RegisterDesk, desk: Desk, context: Context, tmp_path: Path
) -> None:
    context.papers = open_papers()
    entry = desk.entry()
    counter.show_entry(entry.id)
    counter.print_entry()
    page = counter.preview
    assert page is not None
    assert [page.paper.itemData(at) for at in range(page.paper.count())] == ["a5", "a4"]
    assert page.at_once.isHidden()
    page.save_to(str(tmp_path / "record.pdf"))
    assert entry.number in PdfReader(tmp_path / "record.pdf").pages[0].extract_text()
    assert counter.preview is None


def test_the_table_is_sorted_by_keys(counter: RegisterDesk, desk: Desk) -> None:
    for unit in ("5-1-0603", "3-2-1102"):
        desk.entry(unit=unit)
    counter.model.ask()
    counter.setFocus()
    seen = []
    for _ in range(3):
        press(Qt.Key.Key_F8)
        seen.append(counter.model.query.sort)
    assert "unit" in seen
    while counter.model.query.sort != "unit":
        press(Qt.Key.Key_F8)
    press(Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert counter.model.query.sort == "-unit"
    assert [desk.read_entry(entry).unit for entry in counter.model.ids] == ["5-1-0603", "3-2-1102"]
    assert "F8" in dict(counter.keys())


def test_no_title_and_no_kind_is_cut(counter: RegisterDesk, desk: Desk) -> None:
    desk.entry(kind=Kind.SUGGESTION)
    counter.model.ask()
    counter.resize(1920, 900)
    header, words = counter.table.horizontalHeader(), counter.table.fontMetrics()
    for at in range(counter.model.columnCount()):
        if not counter.table.isColumnHidden(at):
            title = counter.model.headerData(at, Qt.Orientation.Horizontal)
            assert header.fontMetrics().horizontalAdvance(title) < header.sectionSize(at), title
    kind = next(at for at, column in enumerate(counter.model.columns) if column.name == "kind")
    assert words.horizontalAdvance("Suggestion") < header.sectionSize(kind)


def test_a_table_that_is_read_again_leaves_the_form_alone(
    counter: RegisterDesk, desk: Desk, context: Context, qtbot: QtBot
) -> None:
    first, second = desk.entry(), desk.entry()
    counter.model.ask()
    counter.show_entry(second.id)
    counter.new_entry()
    form = form_of(counter)
    enter_text(form.editors["caller"].target, "陈女士")
    with qtbot.waitSignal(counter.model.loaded):
        context.changed.emit(desk.step("reception", "void", second.id, ReasonDraft(reason="重复登记")))
    with qtbot.waitSignal(counter.model.loaded):
        context.changed.emit(desk.step("reception", "void", first.id, ReasonDraft(reason="重复登记")))
    qtbot.wait(100)  # longer than the table waits before it reads a chosen row
    assert form_of(counter) is form


def test_whoever_may_not_read_the_register_is_told_in_its_place(qtbot: QtBot, context: Context, desk: Desk) -> None:
    context.actor = actor_of(desk.office, Role.ADMIN)  # type: ignore[arg-type]
    counter = build(qtbot, context)
    assert counter.sides.stack.currentWidget() is counter.nothing
    assert "may not" in counter.nothing.line.text()
    assert counter.new_button.isHidden()
    counter.new_entry()
    assert counter.pane.form is None


def test_where_the_number_has_no_column_it_stands_under_the_time(
    counter: RegisterDesk, desk: Desk, qtbot: QtBot
) -> None:
    entry = desk.entry()
    counter.model.ask()
    at = next(at for at, column in enumerate(counter.model.columns) if column.name == "at")
    for width, below in ((1100, True), (1920, False)):
        counter.resize(width, 700)
        qtbot.waitUntil(lambda: counter.model.row(0) is not None)
        counter.table.fit()
        number = next(at for at, column in enumerate(counter.model.columns) if column.name == "number")
        assert counter.table.isColumnHidden(number) is below
        words = counter.model.words(counter.model.columns[at], counter.model.row(0))
        assert words.endswith(entry.number.partition("-")[2]) is below


def test_an_entry_shown_at_once_stays_in_the_chip_it_stands_in(qtbot: QtBot, context: Context, desk: Desk) -> None:
    entry, gone = desk.entry(), desk.entry()
    desk.step("reception", "void", gone.id, ReasonDraft(reason="重复登记"))
    counter = build(qtbot, context)
    counter.show_entry(entry.id)
    assert counter.chips.current == "open"
    counter.show_entry(gone.id)
    assert counter.chips.current == "all"
