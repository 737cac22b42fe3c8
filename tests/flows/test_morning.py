"""A morning at the counter, through the whole window and by keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deskapp.app import build_window, open_papers
from deskapp.domain.people import Role
from deskapp.services.office import OpenOffice, open_office
from deskapp.settings import Settings
from deskapp.ui.common.print_queue import waiting
from deskapp.ui.common.printing import PrintChoice, form_of
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.desks.slips import PAPER
from deskapp.ui.main_window import MainWindow
from deskapp.ui.tasks import InlineRunner
from tests.factories import Desk, actor_of
from tests.unit.ui.hands import NowClock, enter_text, focus_name, press
from tests.unit.ui.hands import form_of as open_form
from tests.window import shown

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def clock() -> NowClock:
    """The window reads the computer's own clock; here the register does so too."""
    return NowClock()


@pytest.fixture
def settings(place: Path) -> Settings:
    """A workplace whose printer is never there: whatever is printed waits."""
    return Settings(language="en", theme="light", database=str(place))


@pytest.fixture
def counter(qtbot: QtBot, settings: Settings, office: OpenOffice) -> Iterator[MainWindow]:
    """The whole window at the size of the counter's screen."""
    yield from shown(qtbot, at_work(settings, office))


def at_work(settings: Settings, office: OpenOffice) -> MainWindow:
    window = build_window(settings, office, open_papers(), InlineRunner(), actor_of(office, Role.RECEPTIONIST))
    window.resize(1366, 768)
    form = form_of(window.context, PAPER)
    assert form is not None
    PrintChoice(paper="a4x3", printer="no-such-printer-here").remember(settings, form)
    return window


def desk_of(window: MainWindow) -> RegisterDesk:
    desk = window.tabs.desk
    assert isinstance(desk, RegisterDesk)
    return desk


def type_(text: str) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    enter_text(target, text)


def write_down(window: MainWindow, qtbot: QtBot) -> None:
    """A caller's words, in the order of the conversation."""
    press(Qt.Key.Key_F2)
    desk = desk_of(window)
    unit = open_form(desk).editors["unit"]
    QTest.keyClicks(unit.target, "321102")
    with qtbot.waitSignal(unit.picked):
        press(Qt.Key.Key_Return)
    while focus_name(desk) != "kind":
        press(Qt.Key.Key_Return)
    press(Qt.Key.Key_R)
    while focus_name(desk) != "content":
        press(Qt.Key.Key_Return)
    type_("厨房下水管漏水")


def order(window: MainWindow, qtbot: QtBot) -> RegisterDesk:
    """From the entry's form to the issued slip, printed into the queue."""
    press(Qt.Key.Key_D, CTRL)
    assert window.tabs.spec.code == "slips"
    board = desk_of(window)
    assert focus_name(board) == "department_id"
    press(Qt.Key.Key_G)
    press(Qt.Key.Key_Return, CTRL)
    assert board.preview is not None
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(window.foot.waiting.isVisible, timeout=20_000)
    return board


def test_a_repair_goes_from_the_first_word_to_the_closed_slip(
    counter: MainWindow, settings: Settings, desk: Desk, qtbot: QtBot
) -> None:
    write_down(counter, qtbot)
    board = order(counter, qtbot)
    assert len(waiting(settings)) == 1
    slip_id = board.pane.detail.id
    assert desk.read_slip(slip_id).prints == 1
    for verb in ("receive", "start", "finish", "tell", "recover", "close"):
        press(Qt.Key.Key_Return, CTRL)
        form = open_form(board)
        assert form.plan.verb == verb
        if verb in {"receive", "start", "finish"}:
            type_("李强")
        if verb == "tell":
            assert focus_name(board) == "opinion"
            press(Qt.Key.Key_2)
        press(Qt.Key.Key_Return, CTRL)
        assert board.pane.form is None, form.problems
        focus = QApplication.focusWidget()
        assert focus is not None
        assert board.isAncestorOf(focus)
    slip = desk.read_slip(slip_id)
    assert slip.state == "closed"
    assert slip.entry_id is not None
    assert desk.read_entry(slip.entry_id).state == "closed"


def test_a_scanned_copy_opens_its_slip_from_another_tab(counter: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    slip = desk.slip()
    press(Qt.Key.Key_4, ALT)
    assert counter.tabs.spec.code == "mail"
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClicks(target, f"{slip.number}/2")
    QTest.keyClick(target, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: counter.tabs.spec.code == "slips")
    board = desk_of(counter)
    assert board.pane.detail.number == slip.number
    assert board.chips.current == "open", "it stands in the chip that is shown: that one stays"


def test_what_was_half_typed_is_there_again_when_the_window_is_opened_anew(
    qtbot: QtBot, settings: Settings, place: Path
) -> None:
    before = open_office(place)
    windows = shown(qtbot, at_work(settings, before))
    first = next(windows)
    write_down(first, qtbot)
    next(windows, None)
    before.close()
    again = open_office(place)
    windows = shown(qtbot, at_work(settings, again))
    second = next(windows)
    form = open_form(desk_of(second))
    assert form.editors["content"].value() == "厨房下水管漏水"
    assert form.editors["caller"].value() == "陈静"
    assert focus_name(desk_of(second)) == "content"
    type_(",已关总阀")
    assert form.editors["content"].value() == "厨房下水管漏水,已关总阀"
    next(windows, None)
    again.close()


def test_the_cursor_stays_where_it_was_when_the_tab_or_the_language_changes(
    counter: MainWindow, settings: Settings, qtbot: QtBot
) -> None:
    write_down(counter, qtbot)
    press(Qt.Key.Key_2, ALT)
    press(Qt.Key.Key_1, ALT)
    assert focus_name(desk_of(counter)) == "content"
    settings.language = "zh"
    counter.rebuild()
    assert focus_name(desk_of(counter)) == "content"
    settings.language = "en"
    counter.rebuild()
    press(Qt.Key.Key_S, CTRL)
    assert desk_of(counter).pane.detail.content == "厨房下水管漏水"
