"""The handover through its page, by keys alone: counted, checked, given, taken, printed, signed (``DUTY-4``)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from deskapp.app import open_papers
from deskapp.domain.common import Query, Ref
from deskapp.domain.directory import StaffDraft
from deskapp.domain.handovers import Check, Count, HandoverDetail, SignDraft, State
from deskapp.domain.mail import Outcome
from deskapp.domain.must_read import NoteDraft
from deskapp.domain.people import Actor, Role
from deskapp.domain.reception import Kind
from deskapp.ui.common.handover_facts import change_button, facts
from deskapp.ui.context import Context
from deskapp.ui.desks.handovers import DESK, HandoversDesk
from deskapp.ui.main_window import MainWindow
from deskapp.ui.tasks import InlineRunner, Task
from tests.factories import PIN, Desk
from tests.unit.ui.hands import enter_text, focus_name, form_of, press, put_up
from tests.ways import handovers, mail

OTHER_PIN = "9753"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def taker(desk: Desk) -> Actor:
    """Another receptionist, with a PIN of their own."""
    draft = StaffDraft(code="0100", name="王芳", role=Role.RECEPTIONIST, pin=OTHER_PIN)
    id = desk.as_(Role.DIRECTOR).call("staff.save", draft=draft).id
    return Actor(id, "0100", "王芳", Role.RECEPTIONIST)


def built(qtbot: QtBot, context: Context) -> HandoversDesk:
    made = DESK.build(context)
    assert isinstance(made, HandoversDesk)
    put_up(qtbot, made, 1200, 760)
    return made


@pytest.fixture
def page(qtbot: QtBot, context: Context, tmp_path: Path, taker: Actor) -> HandoversDesk:
    context.settings.database = str(tmp_path / "desk.db")
    context.papers = open_papers()
    return built(qtbot, context)


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def typed(text: str) -> None:
    """Type figures or words where the keys are."""
    enter_text(focus(), text)


def now(page: HandoversDesk, desk: Desk) -> HandoverDetail:
    detail = page.pane.detail
    assert detail is not None
    return handovers.read(desk, detail.id)


def count_all(page: HandoversDesk, **seen: str) -> None:
    """Type every count, as the registers have it but for what is ``seen``."""
    for what, row in page.page.counts.items():
        assert focus() is row.field
        assert row.counted is not None
        there = row.counted.now if row.counted.now_cash is None else row.counted.now_cash
        typed(seen.get(what, str(there)))
        press(Qt.Key.Key_Return)


def check_all(page: HandoversDesk) -> None:
    """One key for everything that is in order."""
    for row in page.page.checks.values():
        assert focus() is row.remark
        press(Qt.Key.Key_Space)


def choose(page: HandoversDesk, field: str, id: int) -> None:
    """Choose a person by keys."""
    editor = form_of(page).editors[field]
    assert focus() is editor.target
    press(Qt.Key.Key_Home)
    for _ in range(20):
        if editor.value() == id:
            return
        press(Qt.Key.Key_Down)
    raise AssertionError("nobody of that id is offered")


def give(page: HandoversDesk, pin: str = PIN) -> None:
    page.next_step()
    assert focus_name(page) == "pin"
    QTest.keyClicks(focus(), pin)
    page.next_step()


def take(page: HandoversDesk, taker: Actor, pin: str = OTHER_PIN) -> None:
    choose(page, "incoming_id", taker.staff_id)
    press(Qt.Key.Key_Return)
    assert focus_name(page) == "pin"
    QTest.keyClicks(focus(), pin)
    page.next_step()


def prepared(page: HandoversDesk) -> None:
    """An easy day, up to the PIN."""
    page.new_entry()
    count_all(page)
    check_all(page)


def seen(page: HandoversDesk, what: Count) -> str:
    return page.page.counts[what].figure.text()


# An easy day


def test_duty_4_an_easy_day_is_handed_over_by_keys_alone(page: HandoversDesk, desk: Desk, taker: Actor) -> None:
    page.new_entry()
    assert page.sides.stack.currentWidget() is page.page
    count_all(page)
    check_all(page)
    assert focus() is page.page.note.text
    typed("三号梯有异响")
    give(page)
    assert page.pane.detail.state is State.GIVEN
    assert focus_name(page) == "incoming_id"
    take(page, taker)
    detail = now(page, desk)
    assert (detail.state, detail.incoming, detail.note) == (State.TAKEN, "王芳", "三号梯有异响")
    assert not [each for each in detail.counts if each.differs]


def test_duty_4_f2_goes_on_with_the_handover_under_way(page: HandoversDesk, desk: Desk) -> None:
    page.new_entry()
    id = page.pane.detail.id
    page.escape()
    assert page.sides.stack.currentWidget() is page.table
    page.new_entry()
    assert page.pane.detail.id == id
    assert page.sides.stack.currentWidget() is page.page
    assert list(desk.call("handovers.ids", query=Query(chip="all"))) == [id]


def test_duty_4_what_is_handed_over_stands_there_and_opens_its_entry(
    page: HandoversDesk, desk: Desk, context: Context
) -> None:
    entry = desk.entry_in("promised").id
    opened: list[int] = []
    context.opened.connect(lambda ref: opened.append(ref.id))
    page.new_entry()
    items = page.page.items
    assert items.rowCount() == 1
    items.setFocus()
    press(Qt.Key.Key_Return)
    assert opened == [entry]


def test_duty_4_what_was_done_meanwhile_is_gone_when_one_comes_back(page: HandoversDesk, desk: Desk) -> None:
    item = mail.receive(desk)
    page.new_entry()
    assert page.page.items.rowCount() == 1
    page.hide()
    mail.told(desk, item.id, outcome=Outcome.REACHED)
    page.show()
    QTest.qWait(1)
    assert page.page.items.rowCount() == 0
    assert now(page, desk).items == ()


def test_duty_4_gather_anew_is_one_key(page: HandoversDesk, desk: Desk) -> None:
    page.new_entry()
    desk.entry_in("promised")
    press(Qt.Key.Key_F5)
    assert page.page.items.rowCount() == 1


# Counting


def test_duty_7_the_registers_figure_is_told_only_after_the_count(page: HandoversDesk, desk: Desk) -> None:
    mail.receive(desk)
    page.new_entry()
    row = page.page.counts[Count.PARCELS]
    assert seen(page, Count.PARCELS) == ""
    assert not row.explanation.isVisible()
    row.field.setFocus()
    typed("1")
    assert seen(page, Count.PARCELS) == ""
    press(Qt.Key.Key_Return)
    assert seen(page, Count.PARCELS) == "In the registers: 1"
    assert handovers.read(desk, page.pane.detail.id).counts[1].counted == 1


def test_duty_7_a_difference_asks_for_its_explanation_at_the_line(
    page: HandoversDesk, desk: Desk, taker: Actor
) -> None:
    page.new_entry()
    row = page.page.counts[Count.PARCELS]
    row.begin()
    typed("2")
    press(Qt.Key.Key_Return)
    assert seen(page, Count.PARCELS) == "In the registers: 0 · 2 too many"
    assert focus() is row.explanation
    assert page.pane.main_step().verb == "prepare"
    typed("快递员刚放下，尚未登记")
    press(Qt.Key.Key_Return)
    assert focus() is page.page.counts[Count.ENVELOPES].field
    kept = next(each for each in now(page, desk).counts if each.what is Count.PARCELS)
    assert (kept.counted, kept.explanation) == (2, "快递员刚放下，尚未登记")
    assert not [each for each in now(page, desk).obstacles if each.code == "difference"]


def test_duty_7_what_moved_since_asks_for_that_line_alone(page: HandoversDesk, desk: Desk) -> None:
    prepared(page)
    mail.receive(desk)
    page.look_at(page.pane.detail.id)
    assert [each.code for each in page.pane.detail.obstacles] == ["moved"]
    assert seen(page, Count.PARCELS) == "0 when it was counted, 1 now: count again"
    page.next_step()
    row = page.page.counts[Count.PARCELS]
    assert focus() is row.field
    typed("1")  # the figure was chosen whole: it is typed over
    press(Qt.Key.Key_Return)
    assert now(page, desk).obstacles == ()
    give(page)
    assert page.pane.detail.state is State.GIVEN


def test_duty_7_what_is_no_number_is_refused_at_its_line_and_stays(page: HandoversDesk, desk: Desk) -> None:
    page.new_entry()
    row = page.page.counts[Count.KEYS_OUT]
    typed("三串")
    press(Qt.Key.Key_Return)
    assert row.field.text() == "三串"
    assert row.figure.text() == "Not a number."
    assert focus() is row.field
    row.field.selectAll()
    typed("０")  # an input method's full-width figure is a figure
    press(Qt.Key.Key_Return)
    assert row.figure.text() == "In the registers: 0"
    assert focus() is page.page.counts[Count.PARCELS].field


def test_duty_7_too_large_a_count_is_refused_at_its_line(page: HandoversDesk) -> None:
    page.new_entry()
    row = page.page.counts[Count.KEYS_OUT]
    typed("999999")
    press(Qt.Key.Key_Return)
    assert "100000" in row.figure.text().replace(",", "")
    assert row.field.text() == "999999"


@pytest.mark.parametrize(
    ("what", "wrong", "said"),
    [
        (Count.KEYS_OUT, "-3", "From 0 to 100000."),
        (Count.KEYS_OUT, "99999999999999999999", "From 0 to 100000."),
        (Count.KEYS_OUT, "1.5", "A whole number."),
        (Count.CASH, "123.456", "At most two decimals."),
        (Count.CASH, "-1", "A sum of money of 0 or more."),
        (Count.CASH, "NaN", "Not a number."),
    ],
)
def test_duty_7_one_line_that_cannot_be_kept_holds_no_other_back(
    page: HandoversDesk, desk: Desk, what: Count, wrong: str, said: str
) -> None:
    page.new_entry()
    row, other = page.page.counts[what], page.page.counts[Count.SLIPS]
    row.begin()
    typed(wrong)
    press(Qt.Key.Key_Return)
    assert (row.figure.text(), row.field.text()) == (said, wrong)
    assert focus() is row.field  # it is mended before one goes on, as letters are
    other.begin()
    typed("0")
    press(Qt.Key.Key_Return)
    kept = {line.what: line for line in now(page, desk).counts}
    assert kept[Count.SLIPS].done
    assert not kept[what].done
    assert row.figure.text() == said  # reading it again does not wipe away what is wrong


def test_duty_7_cash_is_counted_in_yuan(page: HandoversDesk, desk: Desk) -> None:
    page.new_entry()
    row = page.page.counts[Count.CASH]
    row.begin()
    typed("12.5")
    press(Qt.Key.Key_Return)
    assert seen(page, Count.CASH) == "In the registers: 0.00 · 12.50 too many"


def test_duty_7_cash_beside_the_page_has_its_two_decimals(page: HandoversDesk) -> None:
    page.new_entry()
    page.page.counts[Count.CASH].begin()
    typed("1250.5")
    press(Qt.Key.Key_Return)
    typed("少收一笔")
    press(Qt.Key.Key_Return)
    said = [fact.text for fact in facts(page.context, page.pane.detail) if "少收一笔" in fact.text]
    assert said == ["Cash: 1,250.50 counted, 0.00 in the registers · 少收一笔"]


# Checks


def test_duty_4_a_check_is_one_key_or_says_what_is_wrong(page: HandoversDesk, desk: Desk) -> None:
    page.new_entry()
    page.page.checks[Check.AREA].begin()
    typed("大堂照明坏一盏")
    press(Qt.Key.Key_Return)
    assert focus() is page.page.checks[Check.EQUIPMENT].remark
    press(Qt.Key.Key_Return)  # passed over: not looked at
    press(Qt.Key.Key_Space)
    found = {each.what: (each.fine, each.remark) for each in now(page, desk).checks}
    assert found == {Check.AREA: (False, "大堂照明坏一盏"), Check.DESK: (True, "")}
    assert "not_checked" in {each.code for each in now(page, desk).obstacles}


# What stands in the way


def test_duty_4_what_blocks_stands_at_the_top_and_leads_there(page: HandoversDesk, desk: Desk) -> None:
    desk.entry(kind=Kind.EMERGENCY, promised_at=None)
    prepared(page)
    assert [each.code for each in page.pane.detail.obstacles] == ["important"]
    assert page.page.to_next()
    assert focus() is page.page.items
    assert page.pane.main_step().verb == "let_pass"
    assert "give" not in {step.verb for step in page.pane.offered()}


def test_duty_4_the_supervisor_lets_it_pass_at_the_counter(page: HandoversDesk, desk: Desk) -> None:
    desk.entry(kind=Kind.EMERGENCY, promised_at=None)
    prepared(page)
    page.next_step()
    supervisor = desk.as_(Role.SUPERVISOR).actor
    choose(page, "supervisor_id", supervisor.staff_id)
    press(Qt.Key.Key_Return)
    QTest.keyClicks(focus(), PIN)
    press(Qt.Key.Key_Return)
    typed("已电话告知工程部")
    page.next_step()
    detail = now(page, desk)
    assert (detail.passed_by, detail.passed_reason) == (supervisor.name, "已电话告知工程部")
    give(page)
    assert page.pane.detail.state is State.GIVEN


def test_duty_4_nobody_is_no_supervisor_to_choose(page: HandoversDesk, desk: Desk) -> None:
    desk.entry(kind=Kind.EMERGENCY, promised_at=None)
    prepared(page)
    page.next_step()
    press(Qt.Key.Key_Down)
    assert form_of(page).editors["supervisor_id"].value() is not None


def test_duty_4_a_supervisor_who_is_signed_in_needs_no_pin(page: HandoversDesk, desk: Desk, context: Context) -> None:
    desk.entry(kind=Kind.EMERGENCY, promised_at=None)
    prepared(page)
    context.actor = desk.as_(Role.SUPERVISOR).actor
    context.signed_in.emit(context.actor)
    assert page.sides.stack.currentWidget() is page.page
    page.next_step()
    assert focus_name(page) == "reason"
    typed("已到场处理")
    page.next_step()
    assert now(page, desk).passed_by == context.actor.name


# Confirming


def test_duty_4_a_wrong_pin_is_said_at_the_pin_and_nothing_is_given(page: HandoversDesk, desk: Desk) -> None:
    prepared(page)
    give(page, "0000")
    assert "pin" in form_of(page).problems
    assert now(page, desk).state is State.OPEN
    form_of(page).editors["pin"].set_value("")
    QTest.keyClicks(form_of(page).editors["pin"].target, PIN)
    page.next_step()
    assert now(page, desk).state is State.GIVEN


def test_duty_4_a_wrong_pin_is_typed_over(page: HandoversDesk, desk: Desk) -> None:
    prepared(page)
    give(page, "0000")
    QTest.keyClicks(focus(), PIN)  # what was wrong is hidden: nobody sees what there would be to mend
    page.next_step()
    assert now(page, desk).state is State.GIVEN


def test_duty_4_nobody_takes_it_with_anothers_pin(page: HandoversDesk, desk: Desk, taker: Actor) -> None:
    prepared(page)
    give(page)
    take(page, taker, PIN)
    assert "pin" in form_of(page).problems
    assert now(page, desk).state is State.GIVEN


def test_duty_8_unread_notes_are_read_while_taking_over(page: HandoversDesk, desk: Desk, taker: Actor) -> None:
    for title in ("电梯年检", "新访客规定"):
        desk.call("must_read.write", draft=NoteDraft(title=title, content=f"{title}的内容"))
    prepared(page)
    give(page)
    choose(page, "incoming_id", taker.staff_id)
    press(Qt.Key.Key_Return)
    reader = page.findChild(QWidget, "notes")
    assert reader is not None
    assert reader.title.text() == "电梯年检"
    assert reader.words.text() == "电梯年检的内容"
    press(Qt.Key.Key_Return)
    assert reader.title.text() == "新访客规定"
    press(Qt.Key.Key_Return)
    assert focus_name(page) == "pin"
    QTest.keyClicks(focus(), OTHER_PIN)
    page.next_step()
    assert now(page, desk).state is State.TAKEN
    assert desk.call("must_read.unread", staff_id=taker.staff_id) == ()


def test_duty_8_what_was_not_read_holds_it_up(page: HandoversDesk, desk: Desk, taker: Actor) -> None:
    desk.call("must_read.write", draft=NoteDraft(title="电梯年检", content="明早九点"))
    prepared(page)
    give(page)
    choose(page, "incoming_id", taker.staff_id)
    form_of(page).editors["pin"].target.setFocus()
    QTest.keyClicks(focus(), OTHER_PIN)
    page.next_step()
    assert "电梯年检" in form_of(page).problems["incoming_id"]
    assert now(page, desk).state is State.GIVEN
    assert len(desk.call("must_read.unread", staff_id=taker.staff_id)) == 1


def test_duty_8_tab_comes_to_the_note_and_reading_it_settles_what_was_refused(
    page: HandoversDesk, desk: Desk, taker: Actor
) -> None:
    desk.call("must_read.write", draft=NoteDraft(title="电梯年检", content="明早九点"))
    prepared(page)
    give(page)
    choose(page, "incoming_id", taker.staff_id)
    QApplication.processEvents()  # what was just put up is laid out
    press(Qt.Key.Key_Tab)
    reader = page.findChild(QWidget, "notes")
    assert reader is not None
    assert focus() is reader.button
    press(Qt.Key.Key_Tab)
    assert focus_name(page) == "pin"
    QTest.keyClicks(focus(), OTHER_PIN)
    page.next_step()
    assert focus_name(page) == "incoming_id"
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert focus_name(page) == "pin"
    assert form_of(page).problems == {}
    QTest.keyClicks(focus(), OTHER_PIN)  # whoever types it once more types over it
    page.next_step()
    assert now(page, desk).state is State.TAKEN


def test_duty_8_another_name_has_other_notes_to_read(page: HandoversDesk, desk: Desk, taker: Actor) -> None:
    writer = desk.as_(Role.SUPERVISOR)
    writer.call("must_read.write", draft=NoteDraft(title="电梯年检", content="明早九点"))
    prepared(page)
    give(page)
    choose(page, "incoming_id", taker.staff_id)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert form_of(page).editors["read"].value() != ()
    form_of(page).editors["incoming_id"].target.setFocus()
    choose(page, "incoming_id", desk.as_(Role.DIRECTOR).actor.staff_id)
    assert form_of(page).editors["read"].value() == ()
    reader = page.findChild(QWidget, "notes")
    assert reader is not None
    assert not reader.isVisible()


# Interrupted


def test_duty_4_what_is_half_typed_survives_the_end_of_the_program(
    qtbot: QtBot, page: HandoversDesk, desk: Desk, context: Context
) -> None:
    page.new_entry()
    typed("0")
    press(Qt.Key.Key_Return)
    page.page.checks[Check.AREA].remark.setFocus()
    typed("大堂照")
    press(Qt.Key.Key_Return)
    page.page.counts[Count.PARCELS].begin()
    typed("1")  # of 12
    page.keep_drafts()
    again = DESK.build(context)  # the first one ends here, without another word
    assert isinstance(again, HandoversDesk)
    qtbot.addWidget(again)
    assert again.sides.stack.currentWidget() is again.page
    assert again.page.checks[Check.AREA].remark.text() == "大堂照"
    assert again.page.counts[Count.KEYS_OUT].field.text() == "0"
    assert again.page.counts[Count.PARCELS].field.text() == "1"


def test_duty_4_another_person_goes_on_with_what_was_kept(
    page: HandoversDesk, desk: Desk, context: Context, taker: Actor
) -> None:
    page.new_entry()
    typed("0")
    press(Qt.Key.Key_Return)
    typed("77")
    page.keep_drafts()
    first = context.actor
    context.actor = taker
    context.signed_in.emit(taker)
    assert page.page.counts[Count.KEYS_OUT].field.text() == "0"
    assert page.page.counts[Count.PARCELS].field.text() == ""
    context.actor = first
    context.signed_in.emit(first)
    assert page.page.counts[Count.PARCELS].field.text() == "77"


def test_duty_4_no_pin_stands_in_a_draft_or_in_the_journal(
    page: HandoversDesk, desk: Desk, taker: Actor, tmp_path: Path
) -> None:
    prepared(page)
    page.next_step()
    QTest.keyClicks(focus(), "864209")
    form_of(page).keeper.touch()
    page.keep_drafts()
    assert "864209" not in str(desk.call("drafts.list"))
    assert "864209" not in str(now(page, desk).history)


def test_duty_4_two_in_a_row(page: HandoversDesk, desk: Desk, taker: Actor, context: Context) -> None:
    prepared(page)
    give(page)
    take(page, taker)
    page.close_preview()
    first = page.pane.detail.id
    context.actor = taker
    context.signed_in.emit(taker)
    page.new_entry()
    assert page.pane.detail.id != first
    assert page.page.counts[Count.KEYS_OUT].field.text() == ""
    count_all(page)
    check_all(page)
    give(page, OTHER_PIN)
    assert now(page, desk).state is State.GIVEN


class SlowRunner(InlineRunner):
    """A disk that takes its time: writes wait until ``go_on``."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[Task] = []

    def hold(self, task: Task) -> None:
        """Let it wait."""
        self.waiting.append(task)

    def go_on(self) -> None:
        """Do what waits, and what follows from it."""
        while self.waiting:
            self.read(self.waiting.pop(0))


def test_duty_4_fingers_faster_than_the_disk_lose_nothing(qtbot: QtBot, desk: Desk, context: Context) -> None:
    page = built(qtbot, context)
    page.new_entry()
    slow = SlowRunner()
    context.runner = slow
    slow.write = slow.hold
    count_all(page)
    check_all(page)
    page.next_step()
    assert page.pane.form is None
    assert not [each for each in now(page, desk).counts if each.done]
    slow.go_on()
    assert all(each.done for each in now(page, desk).counts)
    assert {each.what for each in now(page, desk).checks} == set(Check)
    assert focus_name(page) == "pin"


# Roles


@pytest.mark.parametrize(("role", "may"), [(Role.STEWARD, True), (Role.SUPERVISOR, True), (Role.CASHIER, False)])
def test_duty_4_who_works_at_the_counter_hands_over(
    qtbot: QtBot, desk: Desk, context: Context, role: Role, may: bool
) -> None:
    context.actor = desk.as_(role).actor
    page = built(qtbot, context)
    assert page.new_button.isVisible() is may
    page.show_chip("begin:")
    assert (desk.call("handovers.current") is not None) is may
    assert (page.sides.stack.currentWidget() is page.page) is may


# Afterwards


def test_duty_4_after_taking_the_head_is_told_and_the_paper_is_signed(
    page: HandoversDesk, desk: Desk, taker: Actor
) -> None:
    prepared(page)
    give(page)
    take(page, taker)
    page.close_preview()
    head = now(page, desk).head
    bits = next(fact.text for fact in page.spec.facts(page.context, page.pane.detail) if fact.tone == "strong")
    assert bits == f"{head.seq} {head.short}"
    page.next_step()
    page.save()
    assert now(page, desk).state is State.SIGNED


def test_duty_4_a_former_handover_is_read_and_not_typed_in(page: HandoversDesk, desk: Desk) -> None:
    id = handovers.taken(desk).id
    page.chips.take("all")
    page.show_entry(id)
    press(Qt.Key.Key_Return)
    assert page.sides.stack.currentWidget() is page.page
    assert page.page.counts[Count.KEYS_OUT].field.isReadOnly()
    assert seen(page, Count.KEYS_OUT) == "In the registers: 0"
    page.escape()
    assert page.sides.stack.currentWidget() is page.table


def test_duty_4_f12_hands_over_from_anywhere(window: MainWindow, desk: Desk) -> None:
    press(Qt.Key.Key_F12)
    assert window.tabs.spec.code == "handovers"
    assert desk.call("handovers.current") is not None
    window.tabs.go("reception")
    press(Qt.Key.Key_F12)
    assert len(desk.call("handovers.ids", query=Query(chip="all"))) == 1


@pytest.mark.parametrize(("hours", "offered"), [(0, True), (2, False)])
def test_duty_4_the_paper_is_signed_before_the_other_signs_in(
    page: HandoversDesk, desk: Desk, hours: int, offered: bool
) -> None:
    detail = handovers.taken(desk, Role.SUPERVISOR)
    desk.step("handovers", "sign", detail.id, SignDraft(signed_at=desk.clock.now))
    signed = handovers.read(desk, detail.id)
    assert signed.taken_at is not None
    assert bool(change_button(page.context, signed, signed.taken_at + timedelta(hours=hours))) is offered


def test_duty_4_whoever_took_over_signs_in_next(window: MainWindow, desk: Desk) -> None:
    detail = handovers.taken(desk, Role.SUPERVISOR)
    window.open_entry(Ref("handovers", detail.id, detail.number))
    page = window.tabs.desk
    assert isinstance(page, HandoversDesk)
    page.change_person()
    assert window.context.actor is None
    assert window.context.settings.last_person == desk.as_(Role.SUPERVISOR).actor.code
