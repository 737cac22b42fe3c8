"""Leaves through their desk by keys: asked for, approved by the supervisor (``DUTY-1``)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from deskapp.domain.leaves import Kind, State
from deskapp.domain.people import Role
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.common.register_spec import Shape
from deskapp.ui.context import Context
from deskapp.ui.desks.leaves import DESK, facts, mark
from tests.factories import Desk
from tests.unit.ui.hands import built, enter_text, form_of, front, press
from tests.ways import swaps as ways
from tests.ways.leaves import SINCE, UNTIL, ask, read


@pytest.fixture
def board(qtbot: QtBot, context: Context, tmp_path: Path) -> RegisterDesk:
    return built(qtbot, context, DESK, tmp_path / "desk.db", 800)


def test_duty_1_a_leave_is_asked_for_by_keys(board: RegisterDesk, desk: Desk, qtbot: QtBot) -> None:
    board.new_entry()
    form = form_of(board)
    assert form.rows["staff_id"].isHidden()  # a receptionist asks for nobody else
    form.editors["kind"].set_value(Kind.PERSONAL)
    form.editors["since"].set_value(SINCE)
    form.editors["until"].set_value(UNTIL)
    form.editors["reason"].target.setFocus()
    enter_text(form.editors["reason"].target, "家中有事")
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    board.save()
    qtbot.waitUntil(lambda: bool(desk.call("leaves.ids", query=board.model.query)))
    found = read(desk, desk.call("leaves.ids", query=board.model.query)[0])
    assert (found.state, found.person, found.since, found.reason) == (State.ASKED, "员工10", SINCE, "家中有事")


def test_duty_1_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(
    board: RegisterDesk, desk: Desk, qtbot: QtBot
) -> None:
    ask(desk)
    board.new_entry()
    form = form_of(board)
    for name, value in (("since", UNTIL), ("until", UNTIL), ("reason", "还是这几天")):
        form.editors[name].set_value(value)
    board.save()
    qtbot.waitUntil(lambda: "QJ-202611-0001" in form.rows["since"].problem)
    assert form.editors["reason"].value() == "还是这几天"


def test_duty_1_the_supervisor_approves_and_is_told_what_is_open(
    board: RegisterDesk, desk: Desk, qtbot: QtBot, context: Context
) -> None:
    ways.publish(desk, {(Role.RECEPTIONIST, SINCE): ways.EARLY}, month="2026-11")
    made = ask(desk)
    context.actor = desk.as_(Role.SUPERVISOR).actor
    front(board, qtbot, made.id)
    board.next_step()
    qtbot.waitUntil(lambda: read(desk, made.id).state is State.APPROVED)
    shown = [fact.text for fact in facts(context, read(desk, made.id)) if fact.tone == "late"]
    assert shown == ["11-24 早"]


def test_duty_1_whoever_may_not_decide_is_offered_nothing(board: RegisterDesk, desk: Desk, qtbot: QtBot) -> None:
    made = ask(desk.as_(Role.STEWARD))
    front(board, qtbot, made.id)
    assert board.pane.primary is None
    board.next_step()
    assert read(desk, made.id).state is State.ASKED


def test_states_are_told_by_shape(desk: Desk) -> None:
    made = ask(desk)
    approved = replace(made, state=State.APPROVED)
    rows = [made, approved, replace(approved, duties=("11-24 早",)), replace(made, state=State.REFUSED)]
    assert [mark(row).shape for row in rows] == [Shape.RING, Shape.CHECK, Shape.TRIANGLE, Shape.BANG]
