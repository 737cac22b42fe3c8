"""Who could have entered, asked and answered by keys (``KEY-8``)."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from deskapp.app import open_papers
from deskapp.domain.people import Role
from deskapp.ui.context import Context
from deskapp.ui.desks.entry import DESK, EntryDesk
from tests.factories import Desk, actor_of
from tests.unit.ui.hands import press, put_up
from tests.ways.keys_hung import UNIT, hung
from tests.ways.loans import lend, outside_draft, picks
from tests.ways.transfers import record, taken


@pytest.fixture
def board(qtbot: QtBot, context: Context, tmp_path: Path) -> EntryDesk:
    context.settings.database = str(tmp_path / "desk.db")
    context.papers = open_papers()
    made = DESK.build(context)
    assert isinstance(made, EntryDesk)
    put_up(qtbot, made, 1200, 700)
    return made


def texts(board: EntryDesk, row: int) -> list[str]:
    cells = [board.table.item(row, column) for column in range(board.table.columnCount())]
    return [cell.text() for cell in cells if cell is not None]


def test_key_8_a_unit_is_asked_for_by_keys_and_enter_opens_what_says_so(
    board: EntryDesk, desk: Desk, qtbot: QtBot
) -> None:
    loan = lend(desk, outside_draft(desk, sets=picks(hung(desk).hook)))
    board.new_entry()
    unit = board.editors["unit"]
    QTest.keyClicks(unit.target, "321102")
    with qtbot.waitSignal(unit.picked):  # type: ignore[attr-defined]
        press(Qt.Key.Key_Return)
    board.next_step()
    qtbot.waitUntil(lambda: board.table.rowCount() == 1)
    said = texts(board, 0)
    assert said[1:6] == ["still", "Borrowed the key", "李强 · 顺达水暖", "136 0000 7788", "疏通下水管"]
    assert said[-1] == loan.number
    with qtbot.waitSignal(board.context.opened) as opened:
        press(Qt.Key.Key_Return)
    assert opened.args[0].number == loan.number


def test_key_8_what_cannot_be_asked_is_said_at_its_field(board: EntryDesk, qtbot: QtBot) -> None:
    board.look()
    qtbot.waitUntil(lambda: board.rows["unit"].problem != "")
    board.editors["unit"].set_value(UNIT)
    board.editors["since"].set_value(None)
    board.look()
    assert board.rows["since"].problem == "Fill this in."


def test_key_8_the_answer_follows_what_changes_and_is_not_the_next_persons(
    board: EntryDesk, desk: Desk, qtbot: QtBot
) -> None:
    draft = taken(desk)
    board.show_chip(UNIT)
    qtbot.waitUntil(lambda: board.found is not None)
    assert board.found is not None
    assert board.found.lines == ()
    board.context.do("transfers.record", draft=draft)
    qtbot.waitUntil(lambda: board.table.rowCount() == 1)
    board.context.signed_in.emit(board.context.actor)
    assert board.table.rowCount() == 1  # the same person goes on where they were
    board.context.actor = actor_of(desk.office, Role.STEWARD)
    board.context.signed_in.emit(board.context.actor)
    assert board.found is None
    assert board.table.rowCount() == 0


def test_key_8_the_list_is_printed_and_written_down(board: EntryDesk, desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    record(desk, taken(desk))
    assert board.export_button.isHidden()
    board.show_chip(UNIT)
    qtbot.waitUntil(lambda: board.found is not None)
    assert board.export_button.isHidden()  # a list of persons is written to a file by the office only
    board.print_entry()
    assert board.preview is not None
    qtbot.waitUntil(lambda: bool(board.preview and board.preview.pages), timeout=10000)
    board.escape()
    assert board.preview is None
    board.context.actor = actor_of(desk.office, Role.SUPERVISOR)
    board.context.signed_in.emit(board.context.actor)
    board.look()
    qtbot.waitUntil(lambda: board.found is not None)
    assert not board.export_button.isHidden()
    board.write(str(tmp_path / "who.csv"))
    qtbot.waitUntil((tmp_path / "who.csv").is_file)
    assert "陈静" in (tmp_path / "who.csv").read_text("utf-8-sig")


def test_the_fields_stand_in_one_line(board: EntryDesk) -> None:
    asked = [board.editors[name].target for name in ("unit", "since", "until")]
    assert len({field.mapTo(board, field.rect().topLeft()).y() for field in asked}) == 1


def test_an_answer_moves_no_field(board: EntryDesk, qtbot: QtBot) -> None:
    def places() -> list[int]:
        return [board.rows[name].mapTo(board, board.rows[name].rect().topLeft()).y() for name in board.rows]

    before = places(), board.show_button.mapTo(board, board.show_button.rect().topLeft()).y()
    board.show_chip(UNIT)
    qtbot.waitUntil(lambda: board.found is not None)
    qtbot.waitUntil(board.print_button.isVisible)
    assert (places(), board.show_button.mapTo(board, board.show_button.rect().topLeft()).y()) == before
