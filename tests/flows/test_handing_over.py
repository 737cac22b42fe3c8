"""From the reception log on to the special service and the complaint, through the whole window and by keys."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from deskapp.domain import specials
from deskapp.domain.reception import Category, Kind
from deskapp.domain.reception import State as EntryState
from deskapp.ui.common.facts import ElidingRef
from deskapp.ui.common.record_help import RecordHelp
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.main_window import MainWindow
from tests.factories import Desk
from tests.flows.test_kept_promises import crowded
from tests.unit.ui.hands import NowClock, form_of, press
from tests.ways import specials as way_of_specials
from tests.window import context, settings, window

__all__ = ["context", "settings", "window"]

CTRL = Qt.KeyboardModifier.ControlModifier
UNIT = "3-2-1102"


@pytest.fixture
def clock() -> NowClock:
    """The window reads the computer's own clock; here the register does so too."""
    return NowClock()


def desk_of(window: MainWindow) -> RegisterDesk:
    found = window.tabs.desk
    assert isinstance(found, RegisterDesk)
    return found


def at_entry(window: MainWindow, id: int) -> RegisterDesk:
    window.tabs.go("reception")
    desk_of(window).show_entry(id)
    desk_of(window).table.setFocus()
    return desk_of(window)


def test_ctrl_t_orders_a_special_service_and_its_end_ends_the_entry(window: MainWindow, desk: Desk) -> None:
    entry = desk.entry(kind=Kind.SPECIAL_SERVICE, content="擦窗")
    at_entry(window, entry.id)
    press(Qt.Key.Key_T, CTRL)
    assert window.tabs.spec.code == "specials"
    form = form_of(desk_of(window))
    assert (form.plan.verb, form.editors["entry_id"].value(), form.editors["unit"].value()) == ("order", entry.id, UNIT)
    item = form.editors["item_id"].target
    item.setFocus()
    QTest.keyClicks(item, "r")  # 日常保洁 by its initial
    form.fill({"starts_at": desk.clock.now + timedelta(days=1), "receipt": "SJ000001"})
    desk_of(window).save()
    assert desk_of(window).pane.form is None, form.message.text()
    order = desk_of(window).pane.detail
    assert (order.entry_id, order.state) == (entry.id, specials.State.ORDERED)
    at_entry(window, entry.id)
    press(Qt.Key.Key_T, CTRL)
    assert (window.tabs.spec.code, desk_of(window).pane.detail.id) == ("specials", order.id)
    for verb in ("start", "finish"):
        desk.step("specials", verb, order.id, way_of_specials.form(verb, desk, order.id))
    assert desk.read_entry(entry.id).state is EntryState.RESULT_KNOWN
    desk.step("specials", "close", order.id, specials.CloseDraft(quality=specials.Quality.GOOD))
    assert desk.read_entry(entry.id).state is EntryState.CLOSED


def test_rec_1_a_crowded_card_pushes_no_field_out_of_the_form(window: MainWindow, desk: Desk) -> None:
    window.resize(1366, 768)
    crowded(desk)
    window.tabs.go("reception")
    desk_of(window).new_entry()
    form = form_of(desk_of(window))
    help_ = form.findChild(RecordHelp)
    assert help_ is not None
    help_.caller.look(UNIT)
    caller = form.editors["caller"].target
    QTest.qWait(50)
    edge = caller.mapTo(desk_of(window).pane, caller.rect().topRight()).x()
    assert edge < desk_of(window).pane.width()
    long = [each for each in help_.caller.card.findChildren(ElidingRef) if "halfway" in each.text()]
    assert [each.toolTip() == each.text() and each.width() < each.sizeHint().width() for each in long] == [True]


def test_ctrl_t_opens_the_complaint_and_ctrl_j_joins_a_unit_there(window: MainWindow, desk: Desk) -> None:
    entry = desk.entry(kind=Kind.COMPLAINT, category=Category.CLEANING, promised_at=None)
    at_entry(window, entry.id)
    press(Qt.Key.Key_T, CTRL)
    board = desk_of(window)
    assert (window.tabs.spec.code, board.pane.detail.entry.id) == ("complaints", entry.id)
    press(Qt.Key.Key_J, CTRL)
    assert form_of(board).plan.verb == "join_unit"
    form_of(board).fill({"unit": "3-2-1202", "caller": "刘先生"})
    board.save()
    assert [unit.unit for unit in board.pane.detail.units] == ["3-2-1202"]
