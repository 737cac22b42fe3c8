"""Mail handed out through the pickups' desk by keys and scans (``MAIL-5``, ``MAIL-7``)."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deskapp.app import open_papers
from deskapp.domain.attachments import AttachDraft
from deskapp.domain.attachments import Kind as Attached
from deskapp.domain.mail import State as ItemState
from deskapp.domain.people import Role
from deskapp.domain.pickups import Kind
from deskapp.ui.common.pickup_help import PickupHelp
from deskapp.ui.common.pickup_signature import SignaturePanel
from deskapp.ui.common.register_spec import Shape
from deskapp.ui.context import Context
from deskapp.ui.desks.pickups import DESK, PickupsDesk, facts, mark
from tests.factories import Desk
from tests.unit.ui.hands import focus_name, form_of, press, put_up
from tests.ways.pickups import RESIDENT, UNIT, hand_out, item, read, receive
from tests.ways.proxies import approved


@pytest.fixture
def board(qtbot: QtBot, context: Context, tmp_path: Path) -> PickupsDesk:
    context.settings.database = str(tmp_path / "desk.db")
    context.papers = open_papers()
    made = DESK.build(context)
    assert isinstance(made, PickupsDesk)
    put_up(qtbot, made, 1200, 800)
    return made


def numbers(board: PickupsDesk) -> list[str]:
    return [pick.item for pick in form_of(board).editors["items"].value()]


def helper(board: PickupsDesk) -> PickupHelp:
    found = form_of(board).findChild(PickupHelp)
    assert found is not None
    return found


def shown(board: PickupsDesk, *names: str) -> list[bool]:
    return [not form_of(board).rows[name].isHidden() for name in names]


def type_line(board: PickupsDesk, text: str) -> None:
    cell = helper(board).rows.cells[-1].target
    cell.setFocus()
    QTest.keyClicks(cell, text)
    press(Qt.Key.Key_Return)


def test_mail_5_a_unit_brings_all_its_items_and_who_takes_them(board: PickupsDesk, desk: Desk, qtbot: QtBot) -> None:
    items = [receive(desk) for _ in range(3)]
    board.new_entry()
    type_line(board, "321102")
    qtbot.waitUntil(lambda: numbers(board) == [each.number for each in items])
    qtbot.waitUntil(lambda: form_of(board).editors["taker"].value() == RESIDENT)
    form_of(board).editors["signed"].set_value(True)
    board.save()
    qtbot.waitUntil(lambda: board.pane.form is None)
    assert {item(desk, each.id).state for each in items} == {ItemState.COLLECTED}


def test_mail_7_without_the_signature_nothing_goes_and_nothing_is_lost(
    board: PickupsDesk, desk: Desk, qtbot: QtBot
) -> None:
    parcel = receive(desk)
    board.new_entry()
    type_line(board, UNIT)
    qtbot.waitUntil(lambda: numbers(board) == [parcel.number])
    qtbot.waitUntil(lambda: form_of(board).editors["taker"].value() == RESIDENT)
    board.save()
    qtbot.waitUntil(lambda: form_of(board).rows["signed"].problem.startswith("Nothing leaves without a signature"))
    assert numbers(board) == [parcel.number]
    assert item(desk, parcel.id).state is ItemState.WAITING


def test_all_11_a_scan_brings_the_unit_and_the_same_code_twice_is_said(
    board: PickupsDesk, desk: Desk, qtbot: QtBot
) -> None:
    first, second = receive(desk, tracking="SF1234567890123"), receive(desk)
    board.new_entry()
    said: list[str] = []
    board.context.said.connect(lambda what: said.append(what[0]))
    assert form_of(board).take_scan("SF1234567890123")
    qtbot.waitUntil(lambda: set(numbers(board)) == {first.number, second.number})
    assert form_of(board).take_scan(first.number)
    assert any(first.number in text for text in said)


def test_mail_5_who_takes_it_is_chosen_by_one_key(board: PickupsDesk, desk: Desk, qtbot: QtBot) -> None:
    receive(desk)
    proxy = approved(desk)
    board.new_entry()
    type_line(board, UNIT)
    qtbot.waitUntil(lambda: len(helper(board).who.texts()) == 3)
    who = helper(board).who
    assert who.texts() == ["陈静 (Owner)", "李强 (proxy, Family member)", "员工11 (Area steward)"]
    QTest.keyClicks(who, "2")
    assert form_of(board).values()["proxy_id"] == proxy.id
    assert shown(board, "taker", "check", "proxy_id", "steward_id") == [False, False, True, False]
    QTest.keyClicks(who, "3")
    assert form_of(board).values()["kind"] is Kind.STEWARD
    QTest.keyClicks(who, "1")
    assert form_of(board).values()["taker"] == RESIDENT
    assert shown(board, "taker", "check", "proxy_id", "steward_id") == [True, True, False, False]


def test_all_6_a_pickup_is_made_by_keys_alone(board: PickupsDesk, desk: Desk, qtbot: QtBot) -> None:
    parcel = receive(desk)
    board.new_entry()
    type_line(board, UNIT)
    qtbot.waitUntil(lambda: numbers(board) == [parcel.number])
    press(Qt.Key.Key_Return)  # in the empty line: on to who takes them
    assert QApplication.focusWidget() is helper(board).who
    press(Qt.Key.Key_Return)
    assert focus_name(board) == "taker"
    for name in ("phone", "check", "signed"):
        press(Qt.Key.Key_Return)
        assert focus_name(board) == name
    press(Qt.Key.Key_Space)
    board.save()
    qtbot.waitUntil(lambda: item(desk, parcel.id).state is ItemState.COLLECTED)


def test_mail_5_without_anybody_known_the_way_is_chosen_by_hand(board: PickupsDesk, desk: Desk) -> None:
    board.new_entry()
    assert shown(board, "kind", "taker", "proxy_id", "steward_id") == [True, True, False, False]
    for kind, asked in ((Kind.PROXY, [False, True, False]), (Kind.STEWARD, [False, False, True])):
        form_of(board).editors["kind"].set_value(kind)
        form_of(board).arrange()
        assert shown(board, "taker", "proxy_id", "steward_id") == asked


def test_mail_5_a_proxy_takes_through_the_form(board: PickupsDesk, desk: Desk, qtbot: QtBot) -> None:
    parcel, proxy = receive(desk), approved(desk)
    board.new_entry()
    assert form_of(board).take_scan(proxy.number)
    qtbot.waitUntil(lambda: numbers(board) == [parcel.number])
    QTest.keyClicks(helper(board).who, "2")
    form_of(board).editors["signed"].set_value(True)
    board.save()
    qtbot.waitUntil(lambda: item(desk, parcel.id).state is ItemState.COLLECTED)
    made = read(desk, desk.call("pickups.ids", query=board.model.query)[0])
    assert (made.kind, made.taker) == (Kind.PROXY, "李强")


def test_mail_5_what_was_taken_out_of_the_list_stays_out(board: PickupsDesk, desk: Desk, qtbot: QtBot) -> None:
    first, second = receive(desk, tracking="SF1234567890123"), receive(desk)
    board.new_entry()
    type_line(board, UNIT)
    qtbot.waitUntil(lambda: len(numbers(board)) == 2)
    helper(board).rows.set_raw([{"item": second.number}])
    assert form_of(board).take_scan("SF1234567890123")
    qtbot.waitUntil(lambda: set(numbers(board)) == {second.number, first.number})


@pytest.mark.parametrize(("typed", "said"), [("9-9-9", "9-9-9"), ("3-2-1202", "nothing waits")])
def test_all_4_a_line_that_means_nothing_says_so(
    board: PickupsDesk, desk: Desk, qtbot: QtBot, typed: str, said: str
) -> None:
    receive(desk)
    board.new_entry()
    type_line(board, typed)
    qtbot.waitUntil(lambda: said in helper(board)._beside(helper(board).rows.cells[0]).text())


def test_all_11_a_scan_of_something_unknown_is_said(board: PickupsDesk, desk: Desk, qtbot: QtBot) -> None:
    board.new_entry()
    said: list[str] = []
    board.context.said.connect(lambda what: said.append(what[0]))
    assert form_of(board).take_scan("SF0000000000000")
    qtbot.waitUntil(lambda: any("SF0000000000000" in text for text in said))
    assert numbers(board) == []


def test_states_are_told_by_shape_and_the_detail_leads_to_each_item(board: PickupsDesk, desk: Desk) -> None:
    taken = hand_out(desk, receive(desk))
    steward = desk.as_(Role.STEWARD).actor.staff_id
    away = hand_out(desk, receive(desk), kind=Kind.STEWARD, steward_id=steward, taker="")
    assert [mark(each).shape for each in (taken, away)] == [Shape.CHECK, Shape.HALF]
    found = facts(board.context, taken)
    assert [fact.ref.number for fact in found if fact.ref] == ["YJ-202611-0001"]
    said = " ".join(fact.text for fact in found)
    assert RESIDENT in said
    assert "Known in person" in said


def test_mail_8_the_picture_signed_before_stands_in_the_detail(
    board: PickupsDesk, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    first = hand_out(desk, receive(desk))
    path = tmp_path / "signature.png"
    Image.new("L", (80, 40), 9).save(path)
    draft = AttachDraft(kind=Attached.SIGNATURE)
    desk.call("attachments.attach", register="pickups", id=first.id, draft=draft, path=str(path))
    second = hand_out(desk, receive(desk))
    panel = board.pane.panel
    assert isinstance(panel, SignaturePanel)
    board.show_entry(second.id)
    qtbot.waitUntil(lambda: not panel.earlier.isHidden() and not panel.earlier.picture.pixmap().isNull())
    assert first.number in panel.earlier.said.text()
    board.show_entry(first.id)
    qtbot.waitUntil(panel.earlier.isHidden)


def test_other_desks_begin_a_pickup_with_items(board: PickupsDesk, desk: Desk, qtbot: QtBot) -> None:
    parcel = receive(desk)
    board.show_chip(f"items:{parcel.number}")
    qtbot.waitUntil(lambda: form_of(board).editors["taker"].value() == RESIDENT)
    assert numbers(board) == [parcel.number]


def test_mail_7_the_sheet_is_printed_to_be_signed_before_the_form_is_saved(
    board: PickupsDesk, desk: Desk, qtbot: QtBot
) -> None:
    parcel = receive(desk)
    board.new_entry()
    board.print_entry()  # nothing is written yet: it is said where, and no paper comes
    assert board.preview is None
    assert form_of(board).problems
    type_line(board, parcel.number)
    qtbot.waitUntil(lambda: form_of(board).editors["taker"].value() == RESIDENT)
    board.print_entry()
    qtbot.waitUntil(lambda: board.preview is not None and bool(board.preview.pages))
    assert board.preview is not None
    assert (board.preview.job.data.detail.number, board.preview.job.data.detail.taker) == ("", RESIDENT)
    board.escape()
    assert item(desk, parcel.id).state is ItemState.WAITING
    form_of(board).editors["signed"].set_value(True)
    board.save()
    qtbot.waitUntil(lambda: board.pane.form is None)
    assert item(desk, parcel.id).state is ItemState.COLLECTED
