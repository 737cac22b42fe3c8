"""Swaps through their desk by keys: both shifts and what breaks are shown before anybody decides (``DUTY-2``)."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from deskapp.domain.people import Role
from deskapp.domain.reception import ReasonDraft
from deskapp.domain.swaps import Kind, State
from deskapp.ui.common.form import Form
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.common.register_spec import Shape
from deskapp.ui.common.swap_help import ApproveHelp, SwapHelp
from deskapp.ui.context import Context
from deskapp.ui.desks.swaps import DESK, facts, mark
from tests.factories import Desk
from tests.unit.ui.hands import built, form_of, front
from tests.ways.swaps import DAY, OTHER_DAY, agreed, approve, ask, cells, read, rostered, staff


@pytest.fixture
def board(qtbot: QtBot, context: Context, tmp_path: Path) -> RegisterDesk:
    return built(qtbot, context, DESK, tmp_path / "desk.db", 800)


def broken(form: Form, kind: type[SwapHelp] | type[ApproveHelp]) -> QLabel:
    """The lines about broken rules."""
    helper = form.findChild(kind)
    assert helper is not None
    return helper.broken


def test_duty_2_a_swap_is_asked_for_with_both_shifts_before_ones_eyes(
    board: RegisterDesk, desk: Desk, qtbot: QtBot
) -> None:
    rostered(desk)
    board.new_entry()
    form = form_of(board)
    assert form.rows["staff_id"].isHidden()
    for name, value in (("day", OTHER_DAY), ("other_id", staff(desk, Role.STEWARD)), ("other_day", DAY)):
        form.editors[name].set_value(value)
        form.edited.emit(name)
    qtbot.waitUntil(lambda: form.rows["other_day"].hint.text() == "早班 07:30–14:00")
    assert form.rows["day"].hint.text() == "晚班 14:00–20:00"
    form.editors["reason"].set_value("家中有事")
    board.save()
    qtbot.waitUntil(lambda: bool(desk.call("swaps.ids", query=board.model.query)))
    found = read(desk, desk.call("swaps.ids", query=board.model.query)[0])
    assert (found.person, found.other, found.day, found.other_day) == ("员工10", "员工11", OTHER_DAY, DAY)


def test_duty_2_what_would_be_broken_is_said_while_it_is_typed(board: RegisterDesk, desk: Desk, qtbot: QtBot) -> None:
    rostered(desk)
    board.new_entry()
    form = form_of(board)
    form.editors["kind"].set_value(Kind.COVER)
    for name, value in (("day", OTHER_DAY), ("other_id", staff(desk, Role.CASHIER))):
        form.editors[name].set_value(value)
        form.edited.emit(name)
    form.arrange()
    assert form.rows["other_day"].isHidden()
    said = broken(form, SwapHelp)
    qtbot.waitUntil(lambda: "员工12" in said.text())
    assert not said.isHidden()


def test_duty_2_the_other_agrees_with_one_key(board: RegisterDesk, desk: Desk, qtbot: QtBot) -> None:
    made = ask(desk)
    front(board, qtbot, made.id)
    board.next_step()
    qtbot.waitUntil(lambda: read(desk, made.id).state is State.AGREED)
    assert read(desk, made.id).agreed_by == "员工10"


def test_duty_2_the_supervisor_sees_what_breaks_and_says_why(
    board: RegisterDesk, desk: Desk, qtbot: QtBot, context: Context
) -> None:
    cashier = desk.as_(Role.CASHIER)
    made = ask(desk, kind=Kind.COVER, other_id=cashier.actor.staff_id, other_day=None)
    cashier.step("swaps", "agree", made.id)
    context.actor = desk.as_(Role.SUPERVISOR).actor
    front(board, qtbot, made.id)
    assert any("员工12" in fact.text for fact in facts(context, read(desk, made.id)) if fact.tone == "late")
    board.next_step()
    form = form_of(board)
    qtbot.waitUntil(lambda: "员工12" in broken(form, ApproveHelp).text())
    board.save()
    qtbot.waitUntil(lambda: bool(form.rows["note"].problem))
    assert read(desk, made.id).state is State.AGREED
    form.editors["note"].set_value("只此一次")
    board.save()
    qtbot.waitUntil(lambda: read(desk, made.id).state is State.APPROVED)
    assert cells(desk)[cashier.actor.staff_id, DAY] == "z"


def test_duty_2_the_asker_is_offered_no_approval(board: RegisterDesk, desk: Desk, qtbot: QtBot) -> None:
    made = ask(desk.as_(Role.RECEPTIONIST), other_id=staff(desk, Role.SUPERVISOR), kind=Kind.COVER, other_day=None)
    front(board, qtbot, made.id)
    assert board.pane.primary is None


def test_states_are_told_by_shape_and_the_edition_is_named(board: RegisterDesk, desk: Desk) -> None:
    made = agreed(desk)
    shapes = [mark(made).shape]
    approve(desk, made.id)
    stands = read(desk, made.id)
    other = ask(desk, day=DAY.replace(day=3), other_day=OTHER_DAY.replace(day=4))
    shapes += [mark(stands).shape, mark(other).shape]
    desk.as_(Role.SUPERVISOR).step("swaps", "refuse", other.id, ReasonDraft(reason="人手不足"))
    shapes.append(mark(read(desk, other.id)).shape)
    assert shapes == [Shape.HALF, Shape.CHECK, Shape.RING, Shape.BANG]
    assert "2026-12/2" in {fact.text for fact in facts(board.context, stands)}
