"""Mail that goes back, through its desk: the carrier chosen, items scanned and taken off, signed (``MAIL-7``)."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deskapp.app import open_papers
from deskapp.domain.mail import State as ItemState
from deskapp.domain.people import Role
from deskapp.domain.returns import State
from deskapp.ui.common.return_help import ReturnHelp
from deskapp.ui.context import Context
from deskapp.ui.desks.returns import DESK, MONTH, ReturnsDesk
from tests.factories import Desk
from tests.unit.ui.hands import enter_text, focus_name, form_of, press, put_up
from tests.ways.returns import item, made, read, sign, unknown


@pytest.fixture
def board(qtbot: QtBot, context: Context, tmp_path: Path) -> ReturnsDesk:
    context.settings.database = str(tmp_path / "desk.db")
    context.papers = open_papers()
    made = DESK.build(context)
    assert isinstance(made, ReturnsDesk)
    put_up(qtbot, made, 1200, 800)
    return made


def helper(board: ReturnsDesk) -> ReturnHelp:
    found = form_of(board)._helper
    assert isinstance(found, ReturnHelp)
    return found


def named(board: ReturnsDesk) -> list[str]:
    return [row.item for row in form_of(board).editors["items"].value()]


def only(desk: Desk, board: ReturnsDesk) -> int:
    (entry_id,) = desk.call("returns.ids", query=board.model.query)
    return int(entry_id)


def test_mail_7_the_carrier_is_chosen_from_those_with_mail_to_take_and_a_line_is_emptied(
    board: ReturnsDesk, desk: Desk
) -> None:
    first, second = unknown(desk), unknown(desk)
    unknown(desk, carrier="sf")
    board.new_entry()
    form = form_of(board)
    assert focus_name(board) == "carrier"
    choices = helper(board).choices
    assert choices.popup is not None
    rows = [choices.popup.item(row).text() for row in range(choices.popup.count())]
    assert [row.split("   ")[0] for row in rows] == ["China Post", "SF Express"]
    assert "2 item(s)" in rows[0]
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Return)
    assert form.editors["carrier"].value() == "China Post"
    assert named(board) == [first.number, second.number]
    assert form.editors["items"].isAncestorOf(QApplication.focusWidget())
    line = form.editors["items"].cells[0]  # type: ignore[attr-defined]
    line.target.setFocus()
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(Qt.Key.Key_Delete)
    board.save()
    shown = read(desk, only(desk, board))
    assert (shown.carrier, [each.item.number for each in shown.lines]) == ("post", [second.number])
    assert item(desk, first.id).return_list is None


def test_mail_7_the_carriers_are_listed_under_their_line(board: ReturnsDesk, desk: Desk, qtbot: QtBot) -> None:
    """Asked for while the form is still being laid out, they do not stay where the line was then."""
    unknown(desk)
    unknown(desk, carrier="sf")
    board.new_entry()
    choices = helper(board).choices
    assert choices.popup is not None
    popup, line = choices.popup, choices.line
    qtbot.waitUntil(lambda: popup.pos() == line.mapTo(line.window(), QPoint(0, line.height() + 2)))
    assert popup.isVisible()


def test_mail_7_the_only_carrier_need_not_be_chosen(board: ReturnsDesk, desk: Desk) -> None:
    one = unknown(desk)
    board.new_entry()
    assert form_of(board).editors["carrier"].value() == "China Post"
    assert named(board) == [one.number]
    assert not form_of(board).dirty
    beside = helper(board)._beside(form_of(board).editors["items"].cells[0])  # type: ignore[attr-defined]
    assert one.recipient in beside.text()
    board.save()
    assert read(desk, only(desk, board)).total == 1


def test_mail_7_an_item_scanned_into_the_form_stands_in_the_next_line_once(board: ReturnsDesk, desk: Desk) -> None:
    unknown(desk)
    other = unknown(desk, carrier="")
    board.new_entry()
    press(Qt.Key.Key_Return)
    before = len(named(board))
    assert form_of(board).take_scan(other.number)
    assert named(board)[before:] == [other.number]
    assert form_of(board).take_scan(other.number)
    assert len(named(board)) == before + 1


def test_mail_7_nothing_to_go_back_is_said_and_what_was_typed_stays(board: ReturnsDesk, desk: Desk) -> None:
    board.new_entry()
    form = form_of(board)
    assert form.rows["carrier"].hint.text() == "Nothing waits to go back."
    enter_text(form.editors["carrier"].target, "顺丰")
    board.save()
    assert form_of(board).problems == {"carrier": "Nothing of this carrier waits to go back."}
    assert form.editors["carrier"].value() == "顺丰"


def test_mail_7_a_scan_adds_to_the_open_list_in_front_and_delete_takes_off(board: ReturnsDesk, desk: Desk) -> None:
    listed = made(desk)
    more, third = unknown(desk), unknown(desk)
    board.show_entry(listed.id)
    assert board.take_scan(more.number)
    assert board.take_scan(third.number)
    assert board.take_scan(third.number)  # once more: it is said, and nothing doubled
    assert [line.item.number for line in read(desk, listed.id).lines][1:] == [more.number, third.number]
    front = board.board.line()
    assert front is not None
    assert front.item.number == third.number
    press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is board.board.table
    press(Qt.Key.Key_Delete)
    assert [line.item.number for line in read(desk, listed.id).lines][1:] == [more.number]
    board.take_step("add")
    assert QApplication.focusWidget() is board.board.typed
    enter_text(board.board.typed, third.tracking.lower())
    press(Qt.Key.Key_Return)
    assert read(desk, listed.id).total == 3
    board.escape()
    assert QApplication.focusWidget() is board.board.table


def test_mail_7_signing_asks_for_the_signature_and_then_the_items_have_left(board: ReturnsDesk, desk: Desk) -> None:
    one = unknown(desk)
    listed = made(desk, one.number)
    board.show_entry(listed.id)
    assert board.pane.main_step().verb == "sign"  # type: ignore[union-attr]
    board.next_step()
    form = form_of(board)
    enter_text(form.editors["signer"].target, "赵邮差")
    board.save()
    assert form_of(board).problems["signed"].startswith("Nothing leaves without")
    form.editors["signed"].set_value(True)
    board.save()
    assert read(desk, listed.id).state is State.SIGNED
    assert item(desk, one.id).state is ItemState.RETURNED
    assert not board.take_scan(unknown(desk).number)  # nothing is put on a signed list


def test_mail_7_a_list_with_nothing_on_it_is_not_offered_to_be_signed(board: ReturnsDesk, desk: Desk) -> None:
    listed = made(desk)
    board.show_entry(listed.id)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Delete)
    assert read(desk, listed.id).total == 0
    assert [step.verb for step in board.pane.offered()] == ["add", "void"]


def test_reports_mail_the_months_report_is_offered_to_the_counter_and_its_file_to_the_office(
    board: ReturnsDesk, desk: Desk, context: Context
) -> None:
    sign(desk, made(desk).id)
    board.papers.offer()
    said = [action.text() for action in board.papers.actions()]
    assert sum("Monthly mail report" in text for text in said) == 2
    assert not any(text.startswith("Excel") for text in said)
    next(action for action in board.papers.actions() if "Monthly" in action.text()).trigger()
    assert board.preview is not None
    board.close_preview()
    context.actor = desk.as_(Role.SUPERVISOR).actor
    board.papers.offer()
    assert sum(action.text().startswith("Excel") for action in board.papers.actions()) == 2
    assert MONTH in {form.code for form in context.papers.forms()}  # type: ignore[union-attr]


def test_other_desks_begin_a_list_of_some_items(board: ReturnsDesk, desk: Desk) -> None:
    first, second = unknown(desk), unknown(desk)
    unknown(desk, carrier="sf")
    board.show_chip(f"items:{first.number} {second.number}")
    assert named(board) == [first.number, second.number]
    board.escape()
    board.show_chip("carrier:sf")
    assert form_of(board).editors["carrier"].value() == "SF Express"
    assert len(named(board)) == 1
