"""Letters and newspapers, through their desk by keys: counted in, told of, signed for area by area (``MAIL-1``)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deskapp.app import open_papers
from deskapp.domain.common import Query
from deskapp.domain.letters import Condition, LetterDetail, State
from deskapp.domain.people import Role
from deskapp.ui.common.editor_tally import TallyEditor
from deskapp.ui.common.form import Form
from deskapp.ui.common.register_spec import Shape
from deskapp.ui.context import Context
from deskapp.ui.desks.letters import DESK, LettersDesk, mark
from deskapp.ui.tasks import TaskRunner
from tests.factories import Desk
from tests.unit.ui.hands import enter_text, focus_name, form_of, press, put_up
from tests.ways.letters import came, read, receive, sign, tell, without_area


@pytest.fixture
def board(qtbot: QtBot, context: Context, tmp_path: Path) -> LettersDesk:
    context.settings.database = str(tmp_path / "desk.db")
    context.papers = open_papers()
    made = DESK.build(context)
    assert isinstance(made, LettersDesk)
    put_up(qtbot, made, 1200, 760)
    return made


def tally(form: Form) -> TallyEditor:
    editor = form.editors["lines"]
    assert isinstance(editor, TallyEditor)
    return editor


def type_on(text: str) -> None:
    """Type into whatever has the keys, and go on with Enter."""
    target = QApplication.focusWidget()
    assert target is not None
    if text:
        enter_text(target, text)
    press(Qt.Key.Key_Return)


def newest(desk: Desk) -> LetterDetail:
    return read(desk, desk.call("letters.ids", query=Query(chip="all"))[0])


def test_mail_1_a_delivery_is_counted_in_by_keys_alone(board: LettersDesk, desk: Desk) -> None:
    board.new_entry()
    form = form_of(board)
    assert focus_name(board) == "deliverer"
    type_on("邮递员老杨")
    assert focus_name(board) == "condition"
    press(Qt.Key.Key_Return)
    for number in ("12", "5", "", "4"):
        type_on(number)
    assert [made.text() for made in tally(form).sums] == ["12", "9"]
    assert focus_name(board) == "note"
    board.save()
    made = newest(desk)
    assert [(line.building, line.letters, line.newspapers) for line in made.lines] == [("3", 12, 5), ("5", 0, 4)]
    assert board.pane.detail.number == made.number
    assert board.board.sums.text() == "Letters 12 · Newspapers 9 · still to sign: 东区、西区"


def test_mail_1_tab_and_arrows_walk_through_the_buildings(board: LettersDesk, desk: Desk) -> None:
    board.new_entry()
    cells = tally(form_of(board)).cells
    assert list(cells) == ["3", "5"]
    cells["3"][0].setFocus()
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is cells["3"][1]
    press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is cells["5"][1]
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is cells["3"][0]
    press(Qt.Key.Key_Up)
    assert QApplication.focusWidget() is cells["3"][0]
    cells["5"][1].setFocus()
    press(Qt.Key.Key_Tab)
    assert focus_name(board) == "note"


def test_mail_1_what_is_no_number_is_marked_as_it_is_typed_and_named_by_its_building(
    board: LettersDesk, desk: Desk
) -> None:
    board.new_entry()
    form = form_of(board)
    cells = tally(form).cells
    enter_text(cells["3"][0], "１２")
    enter_text(cells["5"][0], "1o")
    enter_text(cells["5"][1], "99999")
    assert [bool(cell.property("problem")) for line in cells.values() for cell in line] == [False, False, True, True]
    assert [made.text() for made in tally(form).sums] == ["12", "0"]
    board.save()
    assert "5 栋 1o, 5 栋 99999" in form.rows["lines"].problem
    assert QApplication.focusWidget() is cells["5"][0]
    assert cells["5"][0].text() == "1o"
    assert list(desk.call("letters.ids", query=Query(chip="all"))) == []


def test_mail_1_an_empty_count_says_so_at_its_place(board: LettersDesk, desk: Desk) -> None:
    board.new_entry()
    board.save()
    form = form_of(board)
    assert form.rows["lines"].problem
    assert QApplication.focusWidget() is tally(form).cells["3"][0]


def test_mail_1_damage_is_asked_only_where_there_is_some(board: LettersDesk, desk: Desk) -> None:
    board.new_entry()
    form = form_of(board)
    assert form.rows["damage"].isHidden()
    form.editors["condition"].set_value(Condition.DAMAGED)
    form.arrange()
    assert not form.rows["damage"].isHidden()


def test_all_7_a_half_counted_delivery_comes_back_as_it_was_typed(board: LettersDesk, desk: Desk) -> None:
    board.new_entry()
    enter_text(tally(form_of(board)).cells["5"][1], "7x")
    board.escape()
    (draft,) = board.shelf.drafts
    board.steps.restore(draft)
    form = form_of(board)
    assert tally(form).cells["5"][1].text() == "7x"
    assert form.rows["lines"].problem == ""


def test_mail_1_an_area_signs_by_three_keys_its_steward_is_proposed(board: LettersDesk, desk: Desk) -> None:
    made = receive(desk)
    board.show_entry(made.id)
    board.next_step()
    assert form_of(board).plan.verb == "notify"
    board.save()
    assert read(desk, made.id).state is State.NOTIFIED
    board.next_step()
    form = form_of(board)
    steward = desk.as_(Role.STEWARD).actor
    assert form.values()["signer_id"] == steward.staff_id
    assert "Letters 12 · Newspapers 5 · 3 栋" in form.rows["area_id"].hint.text()
    board.save()
    assert form.rows["signed"].problem
    assert focus_name(board) == "signed"
    press(Qt.Key.Key_Space)
    board.save()
    share = read(desk, made.id).shares[0]
    assert (share.area, share.signer) == ("东区", steward.name)
    assert board.pane.main_step().verb == "sign"  # type: ignore[union-attr]


def test_mail_1_enter_on_a_building_signs_for_its_area(board: LettersDesk, desk: Desk) -> None:
    made = receive(desk)
    tell(desk, made.id)
    board.show_entry(made.id)
    board.go_in()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    west = made.shares[1]
    assert form_of(board).values()["area_id"] == west.area_id
    assert form_of(board).rows["signer"].isHidden()
    assert form_of(board).values()["signer_id"] is None  # nobody keeps it: who signs is chosen


def test_all_6_the_line_in_front_is_in_sight_where_there_is_little_room(
    board: LettersDesk, desk: Desk, qtbot: QtBot
) -> None:
    made = receive(desk)
    tell(desk, made.id)
    board.resize(1200, 420)
    board.show_entry(made.id)
    bar = board.pane.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    board.go_in()
    press(Qt.Key.Key_Down)
    table = board.board.table

    def seen() -> bool:
        line = table.visualRect(table.currentIndex())
        at = table.viewport().mapTo(board.pane.area.viewport(), line.center())
        return board.pane.area.viewport().rect().contains(at)

    qtbot.waitUntil(seen)


def test_mail_1_another_area_brings_its_own_steward(board: LettersDesk, desk: Desk) -> None:
    made = receive(desk)
    tell(desk, made.id)
    board.show_entry(made.id)
    board.next_step()
    form = form_of(board)
    form.editors["area_id"].set_value(made.shares[1].area_id)
    form.edited.emit("area_id")
    assert form.values()["signer_id"] is None
    assert "5 栋" in form.rows["area_id"].hint.text()
    form.editors["area_id"].set_value(None)
    form.edited.emit("area_id")
    form.arrange()
    assert form.rows["signer_id"].isHidden()
    assert not form.rows["signer"].isHidden()


def test_mail_1_a_steward_signs_in_person(board: LettersDesk, desk: Desk, context: Context) -> None:
    made = receive(desk)
    tell(desk, made.id)
    steward = desk.as_(Role.STEWARD)
    context.actor = steward.actor
    context.signed_in.emit(steward.actor)
    board.show_entry(made.id)
    assert [line.building for line in board.pane.detail.lines] == ["3"]
    assert board.new_button.isHidden()
    board.next_step()
    form = form_of(board)
    assert [form.rows[name].isHidden() for name in ("area_id", "signer_id", "signer", "signed")] == [
        True, True, True, False,
    ]  # fmt: skip
    form.editors["signed"].set_value(True)
    board.save()
    assert read(desk, made.id).shares[0].signer == steward.actor.name


def test_mail_1_a_correction_begins_with_what_was_counted(board: LettersDesk, desk: Desk) -> None:
    made = receive(desk)
    board.show_entry(made.id)
    board.take_step("amend")
    cells = tally(form_of(board)).cells
    assert [[cell.text() for cell in line] for line in cells.values()] == [["12", "5"], ["4", ""]]
    assert QApplication.focusWidget() is cells["3"][0]
    cells["5"][0].setText("6")
    board.save()
    assert read(desk, made.id).letters == 18


def test_mail_1_a_building_that_is_no_place_any_more_keeps_its_line(board: LettersDesk, desk: Desk) -> None:
    board.new_entry()
    editor = tally(form_of(board))
    editor.set_raw([{"building": "9", "letters": "2", "newspapers": ""}])
    assert list(editor.cells) == ["3", "5", "9"]
    assert [row.building for row in editor.value()] == ["9"]


def test_g8_the_numbers_come_with_the_buildings_and_the_cursor_with_them(
    qtbot: QtBot, context: Context, desk: Desk
) -> None:
    made = receive(desk)
    runner = TaskRunner()
    threaded = Context(runner, context.settings)
    threaded.office, threaded.papers, threaded.actor = context.office, open_papers(), context.actor
    board = LettersDesk(threaded)
    put_up(qtbot, board, 1200, 760)
    board.show_entry(made.id)
    qtbot.waitUntil(lambda: runner.idle and board.pane.detail is not None)
    board.take_step("amend")
    form = form_of(board)
    assert tally(form).cells == {}
    assert [line["building"] for line in form.body()["fields"]["lines"]] == ["3", "5"]
    qtbot.waitUntil(lambda: bool(tally(form).cells))
    assert [row.building for row in tally(form).value()] == ["3", "5"]
    assert QApplication.focusWidget() is tally(form).cells["3"][0]
    qtbot.waitUntil(lambda: runner.idle)
    runner.close()


def test_mail_1_what_was_not_fetched_in_time_stands_out(board: LettersDesk, desk: Desk) -> None:
    at = desk.clock.now - timedelta(days=2)
    made = receive(desk, came(happened_at=at, happened_reason="停电"))
    assert mark(read(desk, made.id)).shape is Shape.BANG
    (row,) = desk.call("letters.rows", ids=[made.id])
    assert mark(row).tone == "late"


def test_mail_1_the_sheet_and_the_record_of_the_day_are_printed_from_the_desk(
    board: LettersDesk, desk: Desk, tmp_path: Path
) -> None:
    made = receive(desk, None)
    without_area(desk)
    tell(desk, made.id)
    sign(desk, made.id)
    board.show_entry(made.id)
    for code, period in (("", made.id), ("letters_record", int(f"{made.at.astimezone():%Y%m%d}"))):
        board.show_paper(period, code)
        assert board.preview is not None
        board.preview.save_to(str(tmp_path / "paper.pdf"))
        assert made.number in PdfReader(tmp_path / "paper.pdf").pages[0].extract_text()
        board.close_preview()


def test_the_keys_of_the_desk_are_listed(board: LettersDesk) -> None:
    listed = board.keys()
    titles = [title for _, title in listed]
    assert "On a building: its area signs" in titles
    assert "Print the list of a day or month" in titles
