"""A count of the mail shelves, through the counts' own desk: by scans, by keys, blind (``MAIL-9``, ``KEY-6``)."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deskapp.app import open_papers
from deskapp.domain.inventories import Difference, InventoryDraft, Mark, Resolution, State, Subject
from deskapp.domain.keys import CabinetDraft
from deskapp.domain.mail import ItemDraft
from deskapp.domain.shelves import ShelfDraft
from deskapp.ui.common.editor_choice import PickEditor
from deskapp.ui.context import Context
from deskapp.ui.desks.inventories import DESK, InventoriesDesk
from tests.factories import Desk
from tests.unit.ui.desks.mail_hands import Hands
from tests.unit.ui.hands import enter_text, form_of, press, put_up

FIRST, SECOND, THIRD = "SF1000000011", "SF1000000022", "YT9000000033"


@pytest.fixture
def items(desk: Desk) -> list[str]:
    """A cabinet, and a shelf of 2 × 2 places with three items on it: their numbers."""
    desk.call("keys.make_cabinet", draft=CabinetDraft(code="A", name="前台后墙", rows=1, columns=3))
    desk.call("shelves.make", draft=ShelfDraft(code="A", name="前台左", rows=2, columns=2))
    lying = ((FIRST, "A-1-01"), (SECOND, "A-1-01"), (THIRD, "A-1-02"))
    drafts = (ItemDraft(tracking=code, unit="3-2-1102", recipient="陈静", place=place) for code, place in lying)
    return [desk.call("mail.receive", draft=draft).number for draft in drafts]


@pytest.fixture
def page(qtbot: QtBot, context: Context, tmp_path: Path, items: list[str]) -> InventoriesDesk:
    context.settings.database = str(tmp_path / "desk.db")
    context.papers = open_papers()
    made = DESK.build(context)
    assert isinstance(made, InventoriesDesk)
    put_up(qtbot, made, 1200, 760)
    return made


def begun(desk: Desk, page: InventoriesDesk) -> int:
    entry_id = int(desk.call("inventories.begin", draft=InventoryDraft(subject=Subject.MAIL)).id)
    page.show_entry(entry_id)
    page.go_in()
    return entry_id


def in_front(page: InventoriesDesk) -> tuple[str, str]:
    line = page.board.line()
    assert line is not None
    return line.place, line.thing


def on_screen(page: InventoriesDesk) -> str:
    """Every word of the count's table, its heads, its card."""
    model = page.board.model
    columns = range(model.columnCount())
    cells = [str(model.index(row, column).data()) for row in range(model.rowCount()) for column in columns]
    heads = [str(model.headerData(column, Qt.Orientation.Horizontal)) for column in columns]
    return " ".join([*heads, *cells, page.board.card.said.text(), page.board.progress.text()])


def test_mail_9_a_count_of_one_shelf_is_begun_in_the_counts_form(page: InventoriesDesk) -> None:
    page.new_entry()
    form = form_of(page)
    parts = form.editors["part_id"]
    assert isinstance(parts, PickEditor)
    assert [parts.combo.itemText(at) for at in range(parts.combo.count())] == ["–", "A 前台后墙"]
    form.fill({"subject": Subject.MAIL})
    form.edited.emit("subject")
    assert [parts.combo.itemText(at) for at in range(parts.combo.count())] == ["–", "A 前台左"]
    assert "shelves" in form.rows["part_id"].hint.text()
    page.save()
    assert (page.pane.detail.state, page.pane.detail.subject) == (State.COUNTING, "mail")
    assert page.pane.title.text().endswith("All mail shelves")


def test_mail_9_another_desk_begins_the_count_of_its_shelf(page: InventoriesDesk) -> None:
    page.show_chip("mail:1")
    values = form_of(page).values()
    assert (values["subject"], values["part_id"]) == (Subject.MAIL, 1)
    page.save()
    assert page.pane.detail.part == "A 前台左"


def test_mail_9_place_and_items_are_scanned_and_a_key_goes_on(
    page: InventoriesDesk, desk: Desk, items: list[str]
) -> None:
    entry_id = begun(desk, page)
    assert in_front(page) == ("A-1-01", "")
    assert page.take_scan(FIRST)
    assert page.take_scan(items[1])
    assert in_front(page) == ("A-1-01", items[1])
    press(Qt.Key.Key_Space)
    assert in_front(page) == ("A-1-02", "")
    press(Qt.Key.Key_Space)  # nothing was scanned here: it stays
    assert in_front(page) == ("A-1-02", "")
    assert page.take_scan("A-2-02")  # a place's label
    press(Qt.Key.Key_E)
    assert page.take_scan("A-1-02")
    assert page.take_scan(f"{items[2]}/1")  # as it stands in a QR code of a paper
    press(Qt.Key.Key_Space)
    assert in_front(page)[0] == "A-2-01"
    press(Qt.Key.Key_E)
    page.board.table.act_on_keys()  # no finger is as quick as these
    shown = desk.call("inventories.detail", id=entry_id)
    assert (shown.counted, shown.things) == (4, 3)
    assert page.board.progress.text() == "4 / 4 counted · 0 to count · 3 seen"
    page.next_step()
    assert page.pane.detail.state is State.COMPARED
    assert "everything is as it should be" in page.board.progress.text()


def test_mail_9_a_code_from_the_scanner_says_nothing_by_its_letters(
    page: InventoriesDesk, desk: Desk, items: list[str]
) -> None:
    """``JDVE…`` and ``EO…`` begin with the keys for an empty place and for one that is not in the register."""
    entry_id = begun(desk, page)
    hands = Hands(page)
    for code in ("JDVE0001234567", "EO123456789CN"):
        hands.scan(code)
    shown = desk.call("inventories.detail", id=entry_id)
    assert (shown.counted, shown.things, in_front(page)) == (0, 0, ("A-1-01", ""))
    assert (page.board.typed.text(), page.board.hangs_here) == ("", False)
    hands.scan(FIRST)
    assert in_front(page) == ("A-1-01", items[0])
    hands.scan("A-1-02")  # a place's label
    assert in_front(page) == ("A-1-02", "")
    hands.scan(THIRD)
    assert in_front(page) == ("A-1-02", items[2])
    press(Qt.Key.Key_Slash)
    hands.scan("A-2-01")  # also while the line has the keys
    assert (in_front(page), page.board.typed.text()) == (("A-2-01", ""), "")


def test_mail_9_without_a_scanner_figures_go_to_the_line_and_a_place_is_typed(
    page: InventoriesDesk, desk: Desk, items: list[str]
) -> None:
    entry_id = begun(desk, page)
    press(Qt.Key.Key_0)
    assert QApplication.focusWidget() is page.board.typed
    enter_text(page.board.typed, "011")
    press(Qt.Key.Key_Return)
    assert in_front(page) == ("A-1-01", items[0])
    assert QApplication.focusWidget() is page.board.table
    press(Qt.Key.Key_Slash)
    enter_text(page.board.typed, "a1-2")
    press(Qt.Key.Key_Return)
    assert in_front(page) == ("A-1-02", "")
    press(Qt.Key.Key_Slash)
    enter_text(page.board.typed, items[2].lower())
    press(Qt.Key.Key_Return)
    assert desk.call("inventories.detail", id=entry_id).things == 2


def test_mail_9_the_screen_is_blind_and_speaks_of_places_and_items(
    page: InventoriesDesk, desk: Desk, items: list[str]
) -> None:
    begun(desk, page)
    page.take_scan(FIRST)
    said = on_screen(page)
    assert not [secret for secret in (*items[1:], SECOND, "陈静", "3-2-1102", "Hook", "hook", "set") if secret in said]
    assert "Place" in said
    assert not page.board.keys_field.isVisible()


def test_mail_9_what_the_register_does_not_know_is_scanned_after_o(page: InventoriesDesk, desk: Desk) -> None:
    entry_id = begun(desk, page)
    assert page.take_scan("JD777788889999")
    assert desk.call("inventories.detail", id=entry_id).things == 0
    press(Qt.Key.Key_O)
    page.board.table.act_on_keys()
    assert "A-1-01" in page.board.typed.placeholderText()
    assert page.take_scan("JD777788889999")
    assert in_front(page) == ("A-1-01", "JD777788889999")
    assert "Not in the register" in on_screen(page)


def test_mail_9_one_item_or_a_whole_place_is_taken_back(page: InventoriesDesk, desk: Desk, items: list[str]) -> None:
    entry_id = begun(desk, page)
    page.take_scan(FIRST)
    page.take_scan(SECOND)
    press(Qt.Key.Key_Backspace)  # the item in front
    assert [line.thing for line in desk.call("inventories.detail", id=entry_id).lines if line.thing] == [items[0]]
    page.take_scan("A-1-01")
    press(Qt.Key.Key_Backspace)  # the place in front
    shown = desk.call("inventories.detail", id=entry_id)
    assert (shown.counted, shown.things) == (0, 0)


def test_mail_9_a_difference_of_one_item_is_explained_and_settled(
    page: InventoriesDesk, desk: Desk, items: list[str]
) -> None:
    begun(desk, page)
    page.take_scan(SECOND)
    page.take_scan("A-1-02")
    page.take_scan(FIRST)
    page.take_scan(THIRD)
    for place in ("A-2-01", "A-2-02"):
        page.take_scan(place)
        press(Qt.Key.Key_E)
        page.board.table.act_on_keys()
    page.next_step()
    page.go_in()
    line = page.board.line()
    assert line is not None
    assert (in_front(page), getattr(line, "difference", None)) == (("A-1-02", items[0]), Difference.MISPLACED)
    assert "Wrong place" in on_screen(page)
    press(Qt.Key.Key_Return)
    form = form_of(page)
    assert (form.values()["place"], form.values()["thing"]) == ("A-1-02", items[0])
    form.editors["resolution"].set_value(Resolution.MOVED)
    enter_text(form.editors["explanation"].target, "上错一层")
    page.save()
    assert desk.call("mail.found", text=items[0])[0].place == "A-1-02"
    assert page.pane.detail.explained == 1


def test_mail_9_single_keys_of_the_mail_count_are_listed(page: InventoriesDesk, desk: Desk) -> None:
    begun(desk, page)
    keys = dict(page.keys())
    assert "next" in keys["Space"]
    assert "register" in keys["O"]
    assert Mark.PRESENT in page.board.buttons
