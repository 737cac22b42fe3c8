"""A count, through its desk: by single keys, by scans, by several hands; then its differences (``KEY-6``)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deskapp.app import open_papers
from deskapp.domain.inventories import CompareDraft, InventoryDraft, Mark, Resolution, State, TickDraft, papers_of
from deskapp.domain.keys import CabinetDraft, KeySetDraft
from deskapp.domain.people import Role
from deskapp.ui.context import Context
from deskapp.ui.desks.inventories import DESK, InventoriesDesk
from tests.factories import Desk
from tests.unit.ui.hands import enter_text, form_of, press, put_up


@pytest.fixture
def sets(desk: Desk) -> list[str]:
    """A cabinet of six hooks, sets on the first four; their numbers."""
    desk.call("keys.make_cabinet", draft=CabinetDraft(code="A", name="前台后墙", rows=2, columns=3))
    rooms = ("水泵房", "配电房", "电梯机房", "天台")
    return [desk.call("keys.hang", draft=KeySetDraft(room=room, keys=2)).number for room in rooms]


@pytest.fixture
def page(qtbot: QtBot, context: Context, tmp_path: Path, sets: list[str]) -> InventoriesDesk:
    context.settings.database = str(tmp_path / "desk.db")
    context.papers = open_papers()
    made = DESK.build(context)
    assert isinstance(made, InventoriesDesk)
    put_up(qtbot, made, 1200, 760)
    return made


def begun(desk: Desk, page: InventoriesDesk) -> int:
    entry_id = int(desk.call("inventories.begin", draft=InventoryDraft()).id)
    page.show_entry(entry_id)
    page.go_in()
    return entry_id


def seen(desk: Desk, entry_id: int) -> dict[str, Mark]:
    lines = desk.call("inventories.sheet", id=entry_id).lines
    return {line.place: line.mark for line in lines if line.mark is not None}


def in_front(page: InventoriesDesk) -> str:
    line = page.board.line()
    assert line is not None
    return line.place


def on_screen(page: InventoriesDesk) -> str:
    """Every word of the count's table and card."""
    model = page.board.model
    rows, columns = range(model.rowCount()), range(model.columnCount())
    cells = [str(model.index(row, column).data()) for row in rows for column in columns]
    return " ".join([*cells, page.board.card.said.text(), page.board.progress.text()])


def test_key_6_a_count_is_begun_by_two_keys(page: InventoriesDesk, desk: Desk) -> None:
    page.new_entry()
    assert form_of(page).values()["month"]
    page.save()
    assert page.pane.detail.state is State.COUNTING
    assert page.board.progress.text() == "0 / 6 counted · 6 to count"


def test_key_6_single_keys_count_hook_by_hook_and_the_next_one_comes_by_itself(
    page: InventoriesDesk, desk: Desk
) -> None:
    entry_id = begun(desk, page)
    assert in_front(page) == "A001"
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_E)
    press(Qt.Key.Key_X)
    assert in_front(page) == "A003"
    press(Qt.Key.Key_1)
    assert QApplication.focusWidget() is page.board.keys_field
    press(Qt.Key.Key_Return)
    assert seen(desk, entry_id) == {"A001": Mark.PRESENT, "A002": Mark.EMPTY, "A003": Mark.PRESENT}
    assert desk.call("inventories.sheet", id=entry_id).lines[2].keys == 1
    assert page.board.progress.text() == "3 / 6 counted · 3 to count"
    assert QApplication.focusWidget() is page.board.table
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Backspace)
    assert "A003" not in seen(desk, entry_id)


def test_key_6_the_screen_is_blind_until_the_count_is_compared(
    page: InventoriesDesk, desk: Desk, sets: list[str]
) -> None:
    begun(desk, page)
    press(Qt.Key.Key_E)
    assert not [secret for secret in (*sets, "水泵房", "配电房") if secret in on_screen(page)]
    for _ in range(5):
        press(Qt.Key.Key_E)
    page.next_step()  # everything is counted: compare
    assert page.pane.detail.state is State.COMPARED
    assert "水泵房" in on_screen(page)
    assert page.board.progress.text() == "4 difference(s) · 4 to explain"


def test_key_6_a_scan_counts_its_own_hook_and_once_more_says_already_scanned(
    page: InventoriesDesk, desk: Desk, sets: list[str], context: Context
) -> None:
    said: list[str] = []
    context.said.connect(lambda toast: said.append(toast[0]))
    entry_id = begun(desk, page)
    press(Qt.Key.Key_2)  # the figures of a code as a scanner types it
    assert page.take_scan(sets[2])
    assert seen(desk, entry_id) == {"A003": Mark.PRESENT}
    assert in_front(page) == "A003"
    assert desk.call("inventories.sheet", id=entry_id).lines[2].keys is None
    assert page.take_scan(sets[2])
    assert f"{sets[2]} is already scanned." in said
    assert seen(desk, entry_id) == {"A003": Mark.PRESENT}


def test_key_6_another_sets_code_is_scanned_at_the_hook_where_it_hangs(
    page: InventoriesDesk, desk: Desk, sets: list[str]
) -> None:
    entry_id = begun(desk, page)
    press(Qt.Key.Key_Slash)
    enter_text(page.board.typed, "a6")
    press(Qt.Key.Key_Return)
    assert (in_front(page), seen(desk, entry_id)) == ("A006", {})
    press(Qt.Key.Key_O)
    assert "A006" in page.board.typed.placeholderText()
    assert page.take_scan(sets[0])
    assert seen(desk, entry_id) == {"A006": Mark.OTHER}
    page.board.table.setFocus()
    press(Qt.Key.Key_Slash)
    enter_text(page.board.typed, sets[1].lower())
    press(Qt.Key.Key_Return)
    assert seen(desk, entry_id)["A002"] is Mark.PRESENT


def test_key_6_the_picture_of_the_cabinet_is_ticked_and_shows_nothing_of_what_should_hang_there(
    page: InventoriesDesk, desk: Desk, sets: list[str]
) -> None:
    entry_id = begun(desk, page)
    view = page.picture.view
    assert view.isVisible()
    assert view.wall is not None
    assert [(cell.hook, cell.set_id, cell.place, cell.state) for cell in view.wall.hooks[:2]] == [
        ("A001", None, "", None),
        ("A002", None, "", None),
    ]
    view.setFocus()
    press(Qt.Key.Key_Right)
    assert in_front(page) == "A002"
    press(Qt.Key.Key_Space)
    assert in_front(page) == "A003"
    assert QApplication.focusWidget() is view  # where one ticks one goes on
    press(Qt.Key.Key_E)
    assert seen(desk, entry_id) == {"A002": Mark.PRESENT, "A003": Mark.EMPTY}
    assert view.current is not None
    assert view.current.hook == "A004"
    press(Qt.Key.Key_2)
    press(Qt.Key.Key_Return)
    assert desk.call("inventories.sheet", id=entry_id).lines[3].keys == 2
    page.escape()
    assert not view.isVisible()
    assert page.table.isVisible()


def test_key_6_a_count_under_way_is_in_front_when_the_desk_is_opened(
    qtbot: QtBot, context: Context, desk: Desk, sets: list[str]
) -> None:
    entry_id = int(desk.call("inventories.begin", draft=InventoryDraft()).id)
    again = DESK.build(context)
    assert isinstance(again, InventoriesDesk)
    qtbot.addWidget(again)
    assert again.entry_id == entry_id


def test_key_6_somebody_elses_count_is_seen_and_never_written_over(page: InventoriesDesk, desk: Desk) -> None:
    entry_id = begun(desk, page)
    desk.as_(Role.SUPERVISOR).call("inventories.tick", id=entry_id, draft=TickDraft(place="A001", mark=Mark.EMPTY))
    press(Qt.Key.Key_Space)  # it was counted meanwhile
    assert seen(desk, entry_id) == {"A001": Mark.EMPTY}


def test_key_6_differences_are_explained_one_after_another_and_the_supervisor_signs(
    page: InventoriesDesk, desk: Desk, context: Context
) -> None:
    entry_id = begun(desk, page)
    for key in (Qt.Key.Key_E, Qt.Key.Key_E, *[Qt.Key.Key_Space] * 2, *[Qt.Key.Key_E] * 2):
        press(key)
    page.next_step()
    page.go_in()
    assert in_front(page) == "A001"
    press(Qt.Key.Key_Return)
    form = form_of(page)
    assert form.values()["place"] == "A001"
    form.editors["resolution"].set_value(Resolution.MISSING)
    enter_text(form.editors["explanation"].target, "找不到")
    page.save()
    assert desk.call("keys.resolve", text="A001")[0].state == "missing"
    page.next_step()
    assert form_of(page).values()["place"] == "A002"
    enter_text(form_of(page).editors["explanation"].target, "工程部借用未登记")
    page.save()
    assert page.pane.main_step() is None  # for others to sign
    context.actor = desk.as_(Role.SUPERVISOR).actor
    context.signed_in.emit(context.actor)
    page.show_entry(entry_id)
    page.next_step()
    page.save()
    assert page.pane.detail.state is State.CLOSED


def test_key_6_ctrl_p_prints_the_blind_sheet_then_the_result(page: InventoriesDesk, desk: Desk) -> None:
    entry_id = begun(desk, page)
    shown: list[str] = []
    sheet, result = papers_of("keys")
    for code in (sheet, result):
        page.print_entry()
        assert page.preview is not None
        shown.append(page.preview.form.code)
        page.close_preview()
        if code == sheet:
            desk.step("inventories", "compare", entry_id, CompareDraft(reason="先看"))
            page.look_at(entry_id)
    assert shown == [sheet, result]


def test_key_6_the_menu_of_papers_has_the_counts_own_and_the_key_tables(
    page: InventoriesDesk, desk: Desk, context: Context
) -> None:
    begun(desk, page)
    page.offer_papers()
    assert [action.text().split("  ")[0] for action in page.papers.actions()] == [
        "Key count sheet", "Monthly key table", "Monthly key table",
    ]  # fmt: skip
    page.papers.actions()[0].trigger()
    assert page.preview is not None
    assert page.preview.form.code == papers_of("keys")[0]
    page.close_preview()
    context.actor = desk.as_(Role.SUPERVISOR).actor
    page.offer_papers()
    assert sum(action.text().startswith("Excel") for action in page.papers.actions()) == 2


def test_key_6_2000_hooks_are_counted_without_a_stutter(page: InventoriesDesk, desk: Desk, qtbot: QtBot) -> None:
    for letter in "BC":
        desk.call("keys.make_cabinet", draft=CabinetDraft(code=letter, name="库房", rows=20, columns=50))
    entry_id = begun(desk, page)
    import time

    began = time.perf_counter()
    for _ in range(10):
        press(Qt.Key.Key_Space)
    assert len(seen(desk, entry_id)) == 10
    assert (time.perf_counter() - began) / 10 < 0.5  # reading two thousand lines again is the most of it


def test_all_6_every_key_of_counting_is_listed(page: InventoriesDesk) -> None:
    keys: dict[str, Any] = dict(page.keys())
    assert {"E", "O", "/"} <= set(keys)


def test_key_6_a_count_that_is_come_back_to_goes_on_in_the_picture(page: InventoriesDesk, desk: Desk) -> None:
    entry_id = begun(desk, page)
    page.picture.view.setFocus()
    page.picture.view.clearFocus()
    page.setFocus()
    press(Qt.Key.Key_Space)
    assert seen(desk, entry_id) == {"A001": Mark.PRESENT}
