"""The follow-ups' desk: a morning gone through by keys, what is put right, the rates over the table."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from deskapp.app import open_papers
from deskapp.domain.followups import FollowupDetail, Grade, State
from deskapp.domain.people import Role
from deskapp.domain.reception import Opinion, ReasonDraft
from deskapp.domain.slips import Item
from deskapp.ui import format as fmt
from deskapp.ui.common.register_spec import Shape
from deskapp.ui.common.sign import Sign
from deskapp.ui.context import Context
from deskapp.ui.desks.followups import DESK, PAPER, FollowupsDesk
from tests.factories import Desk, TestClock
from tests.unit.ui.hands import enter_text, form_of, press, put_up
from tests.ways.followups import unhappy, visit

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def clock() -> TestClock:
    """The window reads the computer's own clock: the register's begins there too, and can be set back a day."""
    return TestClock(fmt.now())


@pytest.fixture
def board(qtbot: QtBot, context: Context, tmp_path: Path) -> FollowupsDesk:
    context.settings.database = str(tmp_path / "desk.db")
    context.papers = open_papers()
    made = DESK.build(context)
    assert isinstance(made, FollowupsDesk)
    put_up(qtbot, made, 1200, 700)
    return made


def after(desk: Desk, **values: object) -> FollowupDetail:
    slip = desk.slip_in("closed", **values)  # type: ignore[arg-type]
    (ref,) = [ref for ref in slip.linked if ref.register == "followups"]
    return read(desk, ref.id)


def read(desk: Desk, id: int) -> FollowupDetail:
    detail = desk.call("followups.detail", id=id)
    assert isinstance(detail, FollowupDetail)
    return detail


def answer(board: FollowupsDesk, **values: object) -> None:
    given = {"quality": Grade.GOOD, "effect": Grade.GOOD, "opinion": Opinion.SATISFIED}
    form_of(board).fill({**given, **values})


def front(board: FollowupsDesk) -> int:
    assert board.pane.detail is not None
    return int(board.pane.detail.id)


def test_a_visit_that_no_chip_but_all_shows_comes_to_the_front_of_a_desk_just_opened(
    board: FollowupsDesk, desk: Desk, context: Context, qtbot: QtBot
) -> None:
    first, *_ = yesterday(desk)
    today = after(desk, item=Item.PLUMBING)
    fresh = DESK.build(context)
    assert isinstance(fresh, FollowupsDesk)
    qtbot.addWidget(fresh)
    fresh.show_entry(today.id)
    assert front(fresh) == today.id
    assert fresh.model.ids[fresh.table.currentIndex().row()] == today.id
    assert first.id != today.id


def yesterday(desk: Desk) -> list[FollowupDetail]:
    """Three slips closed the evening before; now it is the next morning."""
    desk.clock.forward(days=-1)
    made = [after(desk, item=item) for item in (Item.PLUMBING, Item.LIFT, Item.ELECTRICAL)]
    desk.clock.now = fmt.now() + timedelta(seconds=50)
    return made


def test_fup_4_yesterday_is_gone_through_by_keys_one_after_the_other(board: FollowupsDesk, desk: Desk) -> None:
    first, second, third = yesterday(desk)
    board.show_chip("done")
    press(Qt.Key.Key_G, CTRL)
    assert board.chips.current == "yesterday"
    assert list(board.model.ids) == [first.id, second.id, third.id]
    board.show_entry(second.id)
    for asked, following in ((second, third), (third, first)):
        assert front(board) == asked.id
        board.next_step()
        assert form_of(board).plan.verb == "visit"
        form_of(board).editors["quality"].target.setFocus()
        for _ in ("quality", "effect"):
            press(Qt.Key.Key_1)
            press(Qt.Key.Key_Return)
        press(Qt.Key.Key_2)
        board.save()
        assert board.pane.form is None, form_of(board).problems
        assert read(desk, asked.id).state is State.SATISFIED
        assert front(board) == following.id
    assert list(board.model.ids) == [first.id]
    board.next_step()
    answer(board)
    board.save()
    assert not board.model.ids
    assert "Everything finished yesterday" in " ".join(label.text() for label in board.nothing.findChildren(QLabel))


def test_fup_4_who_is_not_there_is_passed_over_and_stays(board: FollowupsDesk, desk: Desk) -> None:
    first, second, third = yesterday(desk)
    board.show_chip("yesterday")
    board.show_entry(first.id)
    press(Qt.Key.Key_U, CTRL)
    assert form_of(board).plan.verb == "attempt"
    board.save()
    assert front(board) == second.id
    assert list(board.model.ids) == [first.id, second.id, third.id]
    board.show_entry(third.id)
    board.steps.take("attempt")
    board.save()
    assert front(board) == third.id  # it was the last one: no going round and round


def test_the_number_and_what_was_done_stand_over_the_form(board: FollowupsDesk, desk: Desk) -> None:
    made = after(desk)
    board.show_entry(made.id)
    board.next_step()
    said = [label.text() for label in form_of(board).findChildren(QLabel) if not label.isHidden()]
    assert f"{made.unit}  {made.contact}  138 0000 1234" in said
    assert f"{made.content}\n更换接头" in said


def test_going_through_all_entries_stays_with_the_one_that_was_asked(board: FollowupsDesk, desk: Desk) -> None:
    first, _, third = yesterday(desk)
    board.show_chip("all")
    board.show_entry(third.id)
    board.next_step()
    answer(board)
    board.save()
    assert front(board) == third.id
    assert first.id in board.model.ids


def test_fup_1_what_is_to_be_put_right_is_asked_for_only_where_something_is(board: FollowupsDesk, desk: Desk) -> None:
    made = after(desk)
    board.show_entry(made.id)
    board.next_step()
    form = form_of(board)
    answer(board)
    assert form.rows["measures"].isHidden()
    answer(board, opinion=Opinion.VERY_DISSATISFIED)
    assert not form.rows["measures"].isHidden()
    assert form.editors["department_id"].value() == made.department_id
    board.save()
    assert form.rows["measures"].problem == "Fill this in."
    assert form.rows["put_right_by"].problem == "Fill this in."
    enter_text(form.editors["measures"].target, "重新校正")
    form.fill({"put_right_by": fmt.now() + timedelta(days=1)})
    board.save()
    assert board.pane.form is None, form.problems
    assert read(desk, made.id).state is State.TO_PUT_RIGHT
    main = board.pane.main_step()
    assert main is not None
    assert main.verb == "put_right"


def test_fup_1_a_slip_for_it_begins_with_what_is_known(board: FollowupsDesk, desk: Desk) -> None:
    made = after(desk)
    desk.step("followups", "visit", made.id, unhappy(desk, department_id=2))
    board.show_entry(made.id)
    press(Qt.Key.Key_D, CTRL)
    form = form_of(board)
    assert form.plan.verb == "dispatch"
    assert (form.editors["department_id"].value(), form.editors["item"].value()) == (2, Item.PLUMBING)
    assert form.editors["content"].value() == f"重新校正\n仍有异响\n{made.content}"
    board.save()
    assert board.pane.form is None, form.problems
    (slip,) = [visit.slip for visit in read(desk, made.id).visits]
    assert slip is not None
    assert desk.read_slip(slip.id).department_id == 2


def test_only_a_repair_can_be_classed_anew(board: FollowupsDesk, desk: Desk) -> None:
    for item, offered in ((Item.PLUMBING, True), (Item.CLEANING, False)):
        board.show_entry(after(desk, item=item).id)
        assert ("reclass" in {step.verb for step in board.pane.offered()}) is offered


def words_of(board: FollowupsDesk) -> list[str]:
    assert board.strip is not None
    return [label.text() for label in board.strip.findChildren(QLabel) if not label.isHidden()]


def test_fup_2_the_rates_stand_over_the_table_by_shape_and_word(board: FollowupsDesk, desk: Desk) -> None:
    strip = board.strip
    assert strip is not None
    assert words_of(board) == ["nothing was due yet"]
    asked, waived, cleaned = after(desk), after(desk, item=Item.LIFT), after(desk, item=Item.CLEANING)
    for id in (asked.id, cleaned.id):
        desk.step("followups", "visit", id, visit(desk))
    office = desk.as_(Role.SUPERVISOR)
    office.step("followups", "waive", waived.id, ReasonDraft(reason="业主出国"))
    strip.back = 0 if asked.visit_by.astimezone().month == fmt.now().astimezone().month else -1
    board._count()
    QTest.qWait(0)
    assert next(strip.sentence(rate) for rate in strip.rates if rate.due) == "Minor repair 50%, short of 100%"
    signs = [sign.mark.shape for sign in strip.findChildren(Sign) if not sign.parentWidget().isHidden()]
    assert Shape.TRIANGLE in signs
    part = next(sign.parentWidget() for sign in strip.findChildren(Sign) if sign.mark.shape is Shape.TRIANGLE)
    assert "Due 2, done 1" in part.accessibleName()


def test_fup_2_the_key_turns_to_the_month_before_and_back(board: FollowupsDesk) -> None:
    strip = board.strip
    assert strip is not None
    assert strip.which.text() == "This month's rate"
    press(Qt.Key.Key_B, CTRL)
    assert strip.which.text() == "Last month's rate"
    press(Qt.Key.Key_B, CTRL)
    assert strip.which.text() == "This month's rate"
    board.resize(400, 700)
    QTest.qWait(0)
    assert strip.isHidden()
    press(Qt.Key.Key_B, CTRL)
    assert (strip.isHidden(), strip.back) == (False, 0)


def test_the_desk_prints_the_record_and_lists_its_keys(board: FollowupsDesk, desk: Desk) -> None:
    made = after(desk)
    board.show_entry(made.id)
    board.print_entry()
    assert board.preview is not None
    assert board.spec.paper == PAPER
    board.escape()
    keys = board.keys()
    assert {"What was finished yesterday", "Nobody there"} <= {title for _key, title in keys}


def test_a_visit_of_one_s_own_is_written_down_with_f2(board: FollowupsDesk, desk: Desk) -> None:
    board.new_entry()
    form = form_of(board)
    assert form.rows["finished_at"].isHidden()
    enter_text(form.editors["unit"].target, "3-2-1102")
    enter_text(form.editors["contact"].target, "陈女士")
    enter_text(form.editors["content"].target, "走访独居老人")
    board.save()
    assert board.pane.form is None, form.problems
    assert read(desk, front(board)).kind == "visit"
