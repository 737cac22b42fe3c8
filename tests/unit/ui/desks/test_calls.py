"""A call list, through its desk: made, called by single letters, reported; hundreds of units stay quick (``FUP-3``)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from deskapp.app import open_papers
from deskapp.domain.calls import CallDraft, CallListDraft, Result, Scope
from deskapp.domain.directory import ResidentDraft, TieDraft, UnitDraft
from deskapp.domain.people import Role
from deskapp.ui import format as fmt
from deskapp.ui.context import Context
from deskapp.ui.desks.calls import DESK, CallsDesk
from tests.factories import Desk
from tests.unit.ui.hands import enter_text, focus_name, form_of, press, put_up

EAST, WEST = "3-2-1102", "5-1-0603"


@pytest.fixture
def board(qtbot: QtBot, context: Context, tmp_path: Path) -> CallsDesk:
    context.settings.database = str(tmp_path / "desk.db")
    context.papers = open_papers()
    made = DESK.build(context)
    assert isinstance(made, CallsDesk)
    put_up(qtbot, made, 1200, 760)
    return made


def made(desk: Desk, board: CallsDesk, **values: object) -> int:
    draft = CallListDraft(**{"title": "业主大会", "ordered_by": "主任", "say": "周六九点开会"} | values)  # type: ignore[arg-type]
    entry_id = int(desk.call("calls.make", draft=draft).id)
    board.show_entry(entry_id)
    return entry_id


def results(desk: Desk, entry_id: int) -> dict[str, Result]:
    return {line.unit: line.result for line in desk.call("calls.detail", id=entry_id).lines}


def in_front(board: CallsDesk) -> str:
    line = board.board.line()
    assert line is not None
    return line.unit


def test_fup_3_a_list_is_made_by_keys_and_says_how_many_units_it_has(board: CallsDesk, desk: Desk) -> None:
    board.new_entry()
    form = form_of(board)
    assert focus_name(board) == "title"
    for name, words in (("title", "停车调查"), ("ordered_by", "客服主管"), ("say", "请问有几辆车")):
        assert focus_name(board) == name
        enter_text(form.editors[name].target, words)
        press(Qt.Key.Key_Return)
    form.editors["due_at"].target.setFocus()
    enter_text(form.editors["due_at"].target, "+3h")
    press(Qt.Key.Key_Return)
    assert focus_name(board) == "scope"
    assert form.rows["scope"].hint.text() == "2 unit(s), 0 without a phone"
    assert form.rows["buildings"].isHidden()
    press(Qt.Key.Key_B)  # Buildings
    assert not form.rows["buildings"].isHidden()
    press(Qt.Key.Key_Return)
    assert focus_name(board) == "buildings"
    enter_text(form.editors["buildings"].target, "5")
    board.save()
    assert [line.unit for line in board.pane.detail.lines] == [WEST]
    assert board.pane.detail.deadline is not None


def test_fup_3_single_letters_write_the_results_down_and_the_next_unit_comes_by_itself(
    board: CallsDesk, desk: Desk
) -> None:
    entry_id = made(desk, board)
    assert in_front(board) == EAST
    press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is board.board.table
    press(Qt.Key.Key_X)
    assert results(desk, entry_id)[EAST] is Result.TO_CALL
    press(Qt.Key.Key_N)
    assert (results(desk, entry_id)[EAST], in_front(board)) == (Result.NOBODY, WEST)
    press(Qt.Key.Key_P)
    assert results(desk, entry_id)[WEST] is Result.TAKES_PART
    assert board.board.progress.text().startswith("1 / 2 reached · 0 to call")


def test_fup_3_words_are_typed_between_enter_and_the_letter(board: CallsDesk, desk: Desk) -> None:
    entry_id = made(desk, board)
    board.next_step()  # Ctrl+Enter: call
    press(Qt.Key.Key_Return)
    board.escape()
    assert QApplication.focusWidget() is board.board.table
    press(Qt.Key.Key_Return)
    enter_text(board.board.words, "下月才回")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_D)
    (line, _) = desk.call("calls.detail", id=entry_id).lines
    assert (line.result, line.words) == (Result.REFUSED, "下月才回")
    assert QApplication.focusWidget() is board.board.table
    assert board.board.words.text() == ""
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)  # the first of the results
    assert results(desk, entry_id)[WEST] is Result.REACHED


def test_fup_3_a_slip_of_the_finger_is_taken_back_and_a_unit_taken_off(board: CallsDesk, desk: Desk) -> None:
    entry_id = made(desk, board)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_R)
    press(Qt.Key.Key_Up)
    assert in_front(board) == EAST
    press(Qt.Key.Key_Backspace)
    assert results(desk, entry_id)[EAST] is Result.TO_CALL
    press(Qt.Key.Key_Delete)
    form = form_of(board)
    assert form.editors["unit"].value() == EAST
    enter_text(form.editors["reason"].target, "已搬走")
    board.save()
    assert board.pane.detail.total == 1
    assert "已搬走" in board.board.model.result(board.pane.detail.lines[0])


def test_fup_3_when_all_were_called_the_outcome_is_the_next_step(board: CallsDesk, desk: Desk) -> None:
    entry_id = made(desk, board)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_R)
    press(Qt.Key.Key_P)
    board.next_step()
    form = form_of(board)
    assert form.plan.verb == "report"
    assert form.editors["outcome"].value() == "2 units, 2 called, 2 reached, 1 take part."
    assert form.editors["report_to"].value() == "主任"
    board.save()
    assert desk.call("calls.detail", id=entry_id).state == "reported"
    assert board.board.work.isHidden()
    assert not board.board.go_in()


def test_fup_3_what_somebody_else_called_meanwhile_is_said_and_kept(
    board: CallsDesk, desk: Desk, context: Context, qtbot: QtBot
) -> None:
    entry_id = made(desk, board)
    desk.call("calls.call", id=entry_id, draft=CallDraft(unit=EAST, result=Result.TAKES_PART))
    with qtbot.waitSignal(context.said) as said:
        board.board.answer(Result.NOBODY)
    assert EAST in said.args[0][0]
    assert results(desk, entry_id)[EAST] is Result.TAKES_PART


def test_fup_3_six_hundred_units_are_one_table_not_six_hundred_widgets(board: CallsDesk, desk: Desk) -> None:
    office = desk.as_(Role.DIRECTOR)
    codes = [f"3-3-{floor:02d}{door:02d}" for floor in range(1, 11) for door in range(1, 11)]
    for code in codes:
        office.call("directory.save_unit", draft=UnitDraft(code=code))
    owner = ResidentDraft(
        name="欧阳娜娜", phones="137 0000 0000", ties=tuple(TieDraft(unit=code) for code in codes[:30])
    )
    office.call("directory.save_resident", draft=owner)
    made(desk, board)
    few = len(board.board.findChildren(QWidget))
    made(desk, board, scope=Scope.TYPED, codes=",".join(codes))
    assert board.board.model.rowCount() == 100
    board.board._bring(board.board.model.lines[50].id)
    table = board.board.table
    here = table.visualRect(board.board.model.index(50, 0)).center().y()
    assert abs(here - table.viewport().height() / 2) < table.rowHeight(50) * 1.5
    assert len(board.board.findChildren(QWidget)) == few


def test_the_list_is_printed_and_f1_names_the_letters(board: CallsDesk, desk: Desk, tmp_path: Path) -> None:
    made(desk, board, due_at=fmt.now() + timedelta(hours=3))
    board.print_entry()
    assert board.preview is not None
    target = tmp_path / "list.pdf"
    board.preview.save_to(str(target))
    assert EAST in PdfReader(target).pages[0].extract_text()
    named = dict(board.keys())
    assert named["P"] == "Takes part"


def test_fup_3_a_call_is_taken_back_from_the_menu_as_well(board: CallsDesk, desk: Desk) -> None:
    entry_id = made(desk, board)
    unit = in_front(board)
    desk.call("calls.call", id=entry_id, draft=CallDraft(unit=unit, result=Result.NOBODY))
    board.look_at(entry_id)
    board.board.table.selectRow(0)
    board.pane._chosen("take_back")
    assert form_of(board).editors["unit"].value() == unit
    board.save()
    assert board.pane.form is None
    assert results(desk, entry_id)[unit] is Result.TO_CALL
