"""Proxies through their desk by keys: asked for at the counter, approved by name and PIN (``MAIL-5``)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from deskapp.app import open_papers
from deskapp.domain.people import Role
from deskapp.domain.proxies import State
from deskapp.domain.reception import ReasonDraft
from deskapp.ui.common.register_spec import Shape
from deskapp.ui.context import Context
from deskapp.ui.desks.proxies import DESK, ProxiesDesk, facts, mark
from tests.factories import PIN, Desk
from tests.unit.ui.hands import enter_text, form_of, press, put_up
from tests.ways.proxies import ID_CARD, UNIT, approved, approver, ask, read


@pytest.fixture
def board(qtbot: QtBot, context: Context, tmp_path: Path) -> ProxiesDesk:
    context.settings.database = str(tmp_path / "desk.db")
    context.papers = open_papers()
    made = DESK.build(context)
    assert isinstance(made, ProxiesDesk)
    put_up(qtbot, made, 1200, 800)
    return made


def shown(board: ProxiesDesk, *names: str) -> list[bool]:
    return [not form_of(board).rows[name].isHidden() for name in names]


def front(board: ProxiesDesk, qtbot: QtBot, id: int) -> None:
    board.show_entry(id)
    qtbot.waitUntil(lambda: board.pane.detail is not None and board.pane.detail.id == id)


def test_mail_5_a_proxy_is_asked_for_by_keys(board: ProxiesDesk, desk: Desk, qtbot: QtBot) -> None:
    board.new_entry()
    editors = form_of(board).editors
    editors["unit"].target.setFocus()
    QTest.keyClicks(editors["unit"].target, "321102")
    with qtbot.waitSignal(editors["unit"].picked):  # type: ignore[attr-defined]
        press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: editors["resident_id"].value() is not None and editors["resident"].value() == "陈静")
    assert editors["phone"].value() == ""  # it is the proxy's that is asked
    enter_text(editors["name"].target, "李强")
    QTest.keyClicks(editors["id_number"].target, ID_CARD)
    board.save()
    qtbot.waitUntil(lambda: bool(desk.call("proxies.ids", query=board.model.query)))
    found = read(desk, desk.call("proxies.ids", query=board.model.query)[0])
    assert (found.unit, found.resident, found.name, found.state) == (UNIT, "陈静", "李强", State.ASKED)


def test_all_4_a_day_that_cannot_be_read_is_asked_for_as_a_day(board: ProxiesDesk) -> None:
    board.new_entry()
    form = form_of(board)
    assert "one pickup" in form.rows["until"].hint.text()
    form.editors["until"].set_raw("soon")
    board.save()
    assert form.rows["until"].problem == "Not a day that can be read. E.g. 2026-11-21, 11-21, +7."


def test_mail_5_an_approver_gives_name_and_pin_at_the_counter(board: ProxiesDesk, desk: Desk, qtbot: QtBot) -> None:
    made = ask(desk)
    front(board, qtbot, made.id)
    board.next_step()
    assert shown(board, "approver_id", "pin") == [True, True]
    editors = form_of(board).editors
    editors["approver_id"].set_value(approver(desk))
    editors["note"].set_value("已电话核实")
    QTest.keyClicks(editors["pin"].target, "1111")
    board.save()
    qtbot.waitUntil(lambda: form_of(board).rows["pin"].problem == "The PIN is wrong.")
    assert (editors["pin"].value(), editors["note"].value()) == ("", "已电话核实")
    assert editors["approver_id"].value() == approver(desk)
    QTest.keyClicks(editors["pin"].target, PIN)
    board.save()
    qtbot.waitUntil(lambda: read(desk, made.id).state is State.APPROVED)
    assert read(desk, made.id).note == "已电话核实"


def test_all_7_the_pin_is_in_no_draft(board: ProxiesDesk, desk: Desk, qtbot: QtBot) -> None:
    made = ask(desk)
    front(board, qtbot, made.id)
    board.next_step()
    QTest.keyClicks(form_of(board).editors["pin"].target, "975310")
    form_of(board).editors["note"].set_value("半写")
    board.keep_drafts()
    qtbot.waitUntil(lambda: bool(desk.call("drafts.list")))
    (kept,) = desk.call("drafts.list")
    assert "975310" not in str(kept.body)


def test_mail_5_the_supervisor_is_asked_for_no_pin(
    board: ProxiesDesk, desk: Desk, qtbot: QtBot, context: Context
) -> None:
    made = ask(desk)
    context.actor = desk.as_(Role.SUPERVISOR).actor
    front(board, qtbot, made.id)
    board.next_step()
    assert shown(board, "approver_id", "pin", "asked_resident") == [False, False, True]
    board.save()
    qtbot.waitUntil(lambda: read(desk, made.id).state is State.APPROVED)


def test_roles_the_whole_number_is_shown_by_its_key(board: ProxiesDesk, desk: Desk, qtbot: QtBot) -> None:
    made = approved(desk)
    said: list[str] = []
    board.context.said.connect(lambda what: said.append(what[0]))
    front(board, qtbot, made.id)
    press(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: any(ID_CARD in text for text in said))


def test_states_are_told_by_shape(board: ProxiesDesk, desk: Desk) -> None:
    waits, holds, ended = ask(desk), approved(desk), approved(desk)
    desk.step("proxies", "end", ended.id, ReasonDraft(reason="取消"))
    rows = [waits, holds, replace(holds, valid=False), read(desk, ended.id)]
    assert [mark(row).shape for row in rows] == [Shape.RING, Shape.CHECK, Shape.HALF, Shape.DOT]
    said = " ".join(fact.text for fact in facts(board.context, rows[1]))
    for part in ("李强", "陈静", "136 0000 7788", "110105********002X", "员工13"):
        assert part in said
    assert ID_CARD not in said


def test_other_desks_begin_a_proxy_for_a_unit(board: ProxiesDesk, desk: Desk, qtbot: QtBot) -> None:
    board.show_chip(f"unit:{UNIT}")
    qtbot.waitUntil(lambda: form_of(board).editors["resident"].value() == "陈静")
