"""Must-read notes through their desk by keys: written, read one after the other, ended (``DUTY-8``)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from deskapp.domain.must_read import NoteDetail, NoteDraft, State
from deskapp.domain.people import Role
from deskapp.domain.roster import PersonDraft
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.common.register_spec import Shape
from deskapp.ui.context import Context
from deskapp.ui.desks.must_read import DESK, facts, mark, subtitle, to_read
from tests.factories import Desk
from tests.unit.ui.hands import enter_text, form_of, press, put_up


@pytest.fixture
def board(qtbot: QtBot, context: Context) -> RegisterDesk:
    made = DESK.build(context)
    assert isinstance(made, RegisterDesk)
    put_up(qtbot, made, 1200, 800)
    return made


def write(desk: Desk, title: str, **values: Any) -> int:
    """A note of the supervisor's."""
    draft = NoteDraft(title=title, content="周三 9:00—11:00 停梯。", **values)
    return int(desk.as_(Role.SUPERVISOR).call("must_read.write", draft=draft).id)


def note(desk: Desk, id: int) -> NoteDetail:
    detail = desk.call("must_read.detail", id=id)
    assert isinstance(detail, NoteDetail)
    return detail


def front(board: RegisterDesk, qtbot: QtBot, id: int) -> None:
    board.show_entry(id)
    qtbot.waitUntil(lambda: board.entry_id == id)


def test_duty_8_a_note_is_written_by_keys(board: RegisterDesk, desk: Desk) -> None:
    board.new_entry()
    form = form_of(board)
    enter_text(form.editors["title"].target, "电梯年检")
    form.editors["content"].target.setFocus()
    enter_text(form.editors["content"].target, "周三 9:00—11:00 停梯。")
    board.save()
    (id,) = desk.call("must_read.ids", query=replace(board.model.query, chip="all"))
    made = note(desk, id)
    assert (made.title, made.content, made.until, made.read) == ("电梯年检", "周三 9:00—11:00 停梯。", None, True)


def test_duty_8_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(board: RegisterDesk, desk: Desk) -> None:
    board.new_entry()
    form = form_of(board)
    enter_text(form.editors["title"].target, "电梯年检")
    form.editors["until"].set_value(desk.clock.now.astimezone().date() - timedelta(days=1))
    board.save()
    assert form.rows["content"].problem
    assert form.rows["until"].problem
    assert form.editors["title"].value() == "电梯年检"


def test_duty_8_one_key_reads_a_note_and_the_next_follows_at_once(
    board: RegisterDesk, desk: Desk, context: Context
) -> None:
    said: list[str] = []
    context.said.connect(lambda message: said.append(message[0]))
    ids = [write(desk, title) for title in ("电梯年检", "水箱清洗", "道闸升级")]
    board.show_chip("unread")
    board.show_entry(ids[0])
    for id in ids:
        assert board.entry_id == id
        board.next_step()
        assert note(desk, id).read
    assert said[-1] == "You have read every must-read note."
    assert board.pane.primary is None, "read once is enough"


def test_duty_8_by_enter_and_the_next_key_alone(board: RegisterDesk, desk: Desk, qtbot: QtBot) -> None:
    ids = [write(desk, title) for title in ("电梯年检", "水箱清洗")]
    front(board, qtbot, ids[0])
    board.table.setFocus()
    assert board.pane.primary is not None
    qtbot.waitUntil(board.pane.primary.isVisible)
    press(Qt.Key.Key_Return)
    assert board.pane.primary.hasFocus()
    press(Qt.Key.Key_Space)
    assert note(desk, ids[0]).read
    assert board.entry_id == ids[1]
    assert board.table.hasFocus()


def test_duty_8_whoever_types_meanwhile_is_not_torn_away(board: RegisterDesk, desk: Desk, qtbot: QtBot) -> None:
    ids = [write(desk, title) for title in ("电梯年检", "水箱清洗")]
    front(board, qtbot, ids[0])
    board.new_entry()
    enter_text(form_of(board).editors["title"].target, "半句")
    board.spec.done(board, "read", desk.call("must_read.read", id=ids[0]), "")
    assert form_of(board).editors["title"].value() == "半句"


def test_duty_8_who_has_read_it_and_who_has_not_stand_there(
    board: RegisterDesk, desk: Desk, context: Context, qtbot: QtBot
) -> None:
    office = desk.as_(Role.SUPERVISOR)
    for role in (Role.RECEPTIONIST, Role.STEWARD):
        office.call("roster.set_person", staff_id=desk.as_(role).actor.staff_id, draft=PersonDraft())
    id = write(desk, "电梯年检")
    desk.call("must_read.read", id=id)
    lines = [(fact.label, fact.text) for fact in facts(context, note(desk, id))]
    assert ("Not read yet by", f"1: {desk.as_(Role.STEWARD).actor.name}") in lines
    assert ("Readers 2", "") in lines
    assert [text for _, text in lines[-2:]] == [office.actor.name, desk.actor.name]


def test_duty_8_a_note_is_ended_with_a_reason(board: RegisterDesk, desk: Desk, qtbot: QtBot) -> None:
    id = write(desk, "电梯年检")
    front(board, qtbot, id)
    board.take_step("end")
    enter_text(form_of(board).editors["reason"].target, "已恢复")
    board.save()
    assert (note(desk, id).state, note(desk, id).ended_reason) == (State.ENDED, "已恢复")


def test_duty_8_a_note_whose_day_is_over_asks_nobody_any_more(desk: Desk, context: Context) -> None:
    made = note(desk, write(desk, "电梯年检"))
    over = replace(made, until=desk.clock.now.astimezone().date() - timedelta(days=1))
    assert to_read(made)
    assert not to_read(over)
    assert subtitle(context, over).endswith("its last day is over")


def test_states_are_told_by_shape(desk: Desk) -> None:
    made = note(desk, write(desk, "电梯年检"))
    over = replace(made, until=desk.clock.now.astimezone().date() - timedelta(days=1))
    rows = [made, replace(made, read=True), over, replace(made, state=State.ENDED), replace(made, state=State.VOIDED)]
    assert [mark(row).shape for row in rows] == [Shape.BANG, Shape.CHECK, Shape.RING, Shape.ARROW, Shape.CROSS]


def test_duty_8_a_steward_reads_and_is_offered_nothing_else(
    board: RegisterDesk, desk: Desk, context: Context, qtbot: QtBot
) -> None:
    id = write(desk, "电梯年检")
    context.actor = desk.as_(Role.STEWARD).actor
    context.signed_in.emit(context.actor)
    front(board, qtbot, id)
    assert board.new_button.isHidden()
    assert [step.verb for step in board.pane.offered()] == ["read"]


def test_duty_8_a_long_note_is_read_on_by_keys(board: RegisterDesk, desk: Desk, qtbot: QtBot) -> None:
    draft = NoteDraft(title="统一答复口径", content="期间每日两次排水，不得承诺赔偿。\n" * 60)
    id = int(desk.as_(Role.SUPERVISOR).call("must_read.write", draft=draft).id)
    front(board, qtbot, id)
    bar = board.pane.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    board.table.setFocus()
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert bar.value() > 0
    press(Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert bar.value() == 0
