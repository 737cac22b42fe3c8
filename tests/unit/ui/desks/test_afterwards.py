"""The grid of lines entered afterwards, worked by keys alone (``DUTY-9``)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deskapp.app import open_papers
from deskapp.domain.afterwards import MOST
from deskapp.domain.common import Query
from deskapp.domain.people import Role
from deskapp.ui.common.afterwards_rows import PaperRow, kept_when, pasted
from deskapp.ui.context import Context
from deskapp.ui.desks.afterwards import DESK, AfterwardsDesk
from tests.factories import Desk, actor_of
from tests.unit.ui.hands import NowClock, enter_text, press, put_up
from tests.ways.keys_hung import hung
from tests.ways.mail import shelf

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NOON = datetime(2026, 11, 22, 12, 0).astimezone()


@pytest.fixture
def clock() -> NowClock:
    """The grid reckons with the computer's clock, and the service with the same."""
    return NowClock()


@pytest.fixture
def board(qtbot: QtBot, context: Context, tmp_path: Path) -> AfterwardsDesk:
    context.papers = open_papers()
    context.settings.database = str(tmp_path / "desk.db")
    return put(qtbot, context)


def put(qtbot: QtBot, context: Context) -> AfterwardsDesk:
    made = DESK.build(context)
    assert isinstance(made, AfterwardsDesk)
    put_up(qtbot, made, 1300, 760)
    made.table.setFocus()
    return made


def ago(minutes: int) -> str:
    """A time as it is written on paper, with its day: midnight may lie between."""
    return f"{(datetime.now(UTC) - timedelta(minutes=minutes)).astimezone():%m-%d %H:%M}"


def type_cells(*texts: str) -> None:
    """Cell after cell of one line, as an input method commits Chinese; Enter at the end."""
    for at, text in enumerate(texts):
        for letter in text:
            widget = QApplication.focusWidget()
            assert widget is not None
            if letter.isascii():
                QTest.keyClicks(widget, letter)
            else:
                enter_text(widget, letter)
        if at < len(texts) - 1:
            press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)


def hold(key: Qt.Key, held: Qt.KeyboardModifier = CTRL) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, held)


def cells(board: AfterwardsDesk, row: int) -> list[str]:
    model = board.model
    return [model.words(model.rows[row], name) for name in model.columns]


def paste(board: AfterwardsDesk, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    hold(Qt.Key.Key_V)


def test_duty_9_a_line_is_typed_checked_and_entered_by_keys(board: AfterwardsDesk, desk: Desk) -> None:
    type_cells(ago(50), "j", "3-2-1102", "陈静", "", "问何时来电", "预计七点", "李梅", "12")
    assert board.table.place == (1, 0)
    board.next_step()
    assert board.note.text().endswith("can be entered.")
    assert not desk.call("reception.ids", query=Query())
    board.save()
    assert board.note.text().startswith("1 line")
    (id,) = desk.call("reception.ids", query=Query())
    entry = desk.read_entry(id)
    assert (entry.unit, entry.caller, entry.content, entry.result) == ("3-2-1102", "陈静", "问何时来电", "预计七点")
    assert timedelta(minutes=49) < entry.recorded_at - entry.at < timedelta(minutes=52)
    assert entry.happened_reason == "Written by hand in a power cut；手写人：李梅；纸单号：12"
    assert cells(board, 0)[-1] == entry.number


def test_duty_9_an_entered_line_is_fixed_and_enter_opens_it(board: AfterwardsDesk, desk: Desk, qtbot: QtBot) -> None:
    type_cells(ago(5), "z", "", "", "", "配电房送电", "", "李梅")
    board.save()
    board.table.go(0, 5)
    type_cells("改")
    assert cells(board, 0)[5] == "配电房送电"
    board.table.go(0, 0)
    with qtbot.waitSignal(board.context.opened) as opened:
        press(Qt.Key.Key_Return)
    assert (opened.args[0].register, opened.args[0].number) == ("duty_log", "#1")


def test_duty_9_the_day_is_carried_down_and_so_is_who_wrote_it(board: AfterwardsDesk) -> None:
    type_cells("11-20 22:10", "z", "", "", "", "停电", "", "李梅", "7")
    type_cells("23:50", "z", "", "", "", "巡查")
    type_cells("00:15", "z", "", "", "", "来电")
    assert [row.cells.get("when", "")[5:] for row in board.model.rows] == [
        "11-20 22:10",
        "11-20 23:50",
        "11-21 00:15",
        "",
    ]
    assert [cells(board, row)[7:9] for row in range(3)] == [["李梅", "7"]] * 3


@pytest.mark.parametrize(
    ("typed", "before", "kept"),
    [
        ("22:00", None, "2026-11-21 22:00"),
        ("0930", None, "2026-11-22 09:30"),
        ("9点半", "2026-11-20 08:00", "2026-11-20 09:30"),
        ("00:15", "2026-11-20 23:50", "2026-11-21 00:15"),
        ("23:40", "2026-11-20 23:50", "2026-11-20 23:40"),
        ("2026/11/20 22:00:05", None, "2026-11-20 22:00"),
        ("１１－２０ ２２：００", None, "2026-11-20 22:00"),
        ("25:99", None, "25:99"),
        ("", None, ""),
    ],
)
def test_duty_9_times_as_they_are_written_on_paper(typed: str, before: str | None, kept: str) -> None:
    above = datetime.strptime(before, "%Y-%m-%d %H:%M").astimezone() if before else None
    assert kept_when(typed, above, NOON) == kept


def test_duty_9_cells_are_pasted_from_a_table_program(board: AfterwardsDesk, desk: Desk) -> None:
    lines = [
        [ago(40), "B", "3-2-1102", "陈静", "", "门禁\n打不开", "", "李梅", "3"],
        [ago(30), "值班记录", "", "", "", "巡查", "", "李梅", "3"],
    ]
    quoted = ["\t".join(f'"{cell}"' if "\n" in cell else cell for cell in line) for line in lines]
    paste(board, "\r\n".join(quoted) + "\r\n")
    assert cells(board, 0)[1:6] == ["B Repair", "3-2-1102", "陈静", "", "门禁 打不开"]
    assert cells(board, 1)[1] == "Z Duty log"
    assert board.model.rowCount() == 3
    board.save()
    assert board.note.text() == "2 lines are entered."
    assert len(desk.call("reception.ids", query=Query())) == 1


def test_duty_9_more_than_a_sheet_holds_is_left_in_the_table_program(board: AfterwardsDesk) -> None:
    paste(board, "\n".join(f"{ago(5)}\tZ" for _ in range(MOST + 50)))
    assert len(board.model.open_rows) == MOST
    assert pasted("\n\n\t\n") == []


def test_duty_9_wrong_input_in_every_column_is_told_at_its_cell(board: AfterwardsDesk) -> None:
    long = "长" * 3100
    paste(
        board,
        "\n".join(
            (
                "25:99\tJ\t3-2-1102\t陈静\t\t问\t答\t李梅",
                f"{ago(9)}\tX\t\t\t\t说\t\t李梅",
                f"{ago(9)}\tJ\t9-9-9999\t陈静\t\t问\t答\t李梅",
                f"{ago(9)}\tK\t\t谁也不是\tA001\t看\t\t李梅",
                f"{ago(9)}\tQ\t\t陈静\tSF404\t\t\t李梅",
                f"{ago(9)}\tZ\t\t\t\t{long}\t\t李梅",
                f"{ago(9)}\tJ\t\t陈静\t\t问\t{long}\t李梅",
                f"{ago(9)}\tZ\t\t\t\t说\t\t{long[:50]}",
                f"{ago(9)}\tZ\t\t\t\t说\t\t李梅\t{long[:30]}",
                f"{datetime.now().year + 1}-01-01 10:00\tZ\t\t\t\t说\t\t李梅",
            )
        ),
    )
    board.next_step()
    marked = [sorted(row.faults) for row in board.model.rows[:-1]]
    expected = ["when", "what", "unit", "name", "ref", "text", "result", "by", "paper", "when"]
    assert all(name in found for name, found in zip(expected, marked, strict=True)), marked
    assert board.table.place == (0, 0)
    assert board.note.text().startswith("10 lines are to be mended")
    assert "Not a time" in board.note.text()
    assert "Not a time" in board.model.rows[0].faults["when"]
    assert "No such kind: X" in board.model.rows[1].faults["what"]
    board.table.go(2, 2)
    assert "9-9-9999" in board.note.text()
    board.save()
    assert board.note.text().startswith("0 lines are entered. 10 were refused")
    assert cells(board, 0)[0] == "25:99"


def test_duty_9_the_order_of_time_and_not_of_the_paper_counts(board: AfterwardsDesk, desk: Desk) -> None:
    hook = hung(desk).hook
    shelf(desk)
    paste(
        board,
        "\n".join(
            (
                f"{ago(10)}\tH\t\t\t{hook}\t\t\t李梅",
                f"{ago(40)}\tK\t\t员工10\t{hook}\t查电表\t\t李梅",
                f"{ago(20)}\tQ\t\t陈静\tSF0000000000009\t\t\t李梅",
                f"{ago(30)}\tS\t3-2-1102\t陈静\tSF0000000000009\t\t\t李梅",
            )
        ),
    )
    board.save()
    assert board.note.text() == "4 lines are entered."
    (loan,) = desk.call("loans.ids", query=Query())
    assert desk.call("loans.detail", id=loan).state == "closed"


def test_duty_9_entered_twice_in_a_row_is_harmless(board: AfterwardsDesk, desk: Desk) -> None:
    type_cells(ago(5), "z", "", "", "", "配电房送电", "", "李梅")
    board.save()
    board.save()
    assert board.note.text() == "There is nothing to enter yet."
    board.model.rows[0].ref = None  # the program fell over before it wrote down what the line became
    board.save()
    assert cells(board, 0)[-1] == "#1"
    assert desk.call("duty_log.head").count == 1


def test_duty_9_what_was_typed_survives_the_window(board: AfterwardsDesk, context: Context, qtbot: QtBot) -> None:
    type_cells(ago(15), "z", "", "", "", "巡查", "", "李梅")
    board.save()
    type_cells(ago(5), "b", "3-2-1102", "陈静", "", "门禁打")
    board.reason.setText("停电")
    board.reason.textEdited.emit("停电")
    board.keep_drafts()
    board.close()
    again = put(qtbot, context)
    assert again.reason.text() == "停电"
    assert cells(again, 0)[-1] == "#1"
    assert cells(again, 1)[1:6] == ["B Repair", "3-2-1102", "陈静", "", "门禁打"]
    assert again.model.rows[1].client_id == board.model.rows[1].client_id


def test_duty_9_a_half_typed_cell_counts_when_the_desk_is_left(board: AfterwardsDesk) -> None:
    board.table.go(0, 5)
    for letter in "half":
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClicks(widget, letter)
    board.keep_drafts()
    assert board.model.rows[0].cells["text"] == "half"


def test_duty_9_another_person_begins_with_an_own_sheet(board: AfterwardsDesk, context: Context) -> None:
    type_cells(ago(15), "z", "", "", "", "巡查", "", "李梅")
    board.keep_drafts()
    context.actor = actor_of(context.office, Role.SUPERVISOR)  # type: ignore[arg-type]
    context.signed_in.emit(context.actor)
    assert all(row.empty for row in board.model.rows)
    context.actor = actor_of(context.office, Role.RECEPTIONIST)  # type: ignore[arg-type]
    context.signed_in.emit(context.actor)
    assert cells(board, 0)[5] == "巡查"


def test_duty_9_entered_lines_are_taken_off_and_the_draft_goes_with_the_last(board: AfterwardsDesk, desk: Desk) -> None:
    type_cells(ago(15), "z", "", "", "", "巡查", "", "李梅")
    type_cells(ago(5), "s", "9-9-9999", "陈静")
    board.save()
    board.tidy()
    assert cells(board, 0)[2] == "9-9-9999"
    board.keep_drafts()
    assert [draft.place for draft in desk.call("drafts.list")] == ["afterwards"]
    board.table.go(0, 0)
    hold(Qt.Key.Key_Delete, SHIFT)
    board.tidy()
    board.keep_drafts()
    assert not desk.call("drafts.list")


def test_duty_9_cells_are_copied_from_above_and_cleared(board: AfterwardsDesk) -> None:
    type_cells(ago(15), "z", "", "", "", "巡查", "", "李梅")
    board.table.go(1, 5)
    board.table.from_above()
    assert cells(board, 1)[5] == "巡查"
    press(Qt.Key.Key_Delete)
    assert cells(board, 1)[5] == ""
    board.table.go(0, 5)
    hold(Qt.Key.Key_C)
    assert QGuiApplication.clipboard().text() == "巡查\n"


def test_duty_9_a_scan_goes_into_its_column(board: AfterwardsDesk) -> None:
    board.table.go(0, 0)
    assert board.take_scan("SF123")
    assert cells(board, 0)[4] == "SF123"
    assert board.table.place == (0, 4)


def test_duty_9_the_pages_and_the_pad_are_looked_at_from_here(board: AfterwardsDesk, qtbot: QtBot) -> None:
    board.show_chip("print")
    assert board.preview is not None
    preview = board.preview
    qtbot.waitUntil(lambda: len(preview.pages) == 2)
    board.escape()
    board.print_pad()
    assert board.preview is not None
    pad = board.preview
    qtbot.waitUntil(lambda: len(pad.pages) > 10)
    board.escape()
    assert board.preview is None


def test_duty_9_what_is_no_draft_is_no_line() -> None:
    assert PaperRow.of("x") is None
    assert PaperRow.of({"id": 3, "cells": {}}) is None


def test_duty_9_whose_work_it_is_not_is_told(board: AfterwardsDesk, context: Context) -> None:
    assert context.office is not None
    context.actor = actor_of(context.office, Role.CASHIER)  # type: ignore[arg-type]
    context.signed_in.emit(context.actor)
    assert not board.table.isEnabled()
    assert board.note.text() == "This page is not part of your work"
    board.print_entry()
    assert board.preview is None
