"""The emergency bar over everything, what is heard of it, and the counts on the tabs (REC-5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from deskapp.app import build_window
from deskapp.domain.common import TodayItem, Urgent
from deskapp.domain.people import Role
from deskapp.domain.reception import Kind, PassOnDraft
from deskapp.services.office import OpenOffice
from deskapp.settings import Settings
from deskapp.ui import format as fmt
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.context import Context
from deskapp.ui.desks.settings import SettingsDesk
from deskapp.ui.emergency_bar import Siren
from deskapp.ui.main_window import MainWindow
from deskapp.ui.sign_in import SignInPage
from deskapp.ui.tasks import InlineRunner
from tests.factories import Desk, actor_of
from tests.unit.ui.hands import enter_text, form_of
from tests.window import shown


def alarm(desk: Desk, **values: Any) -> Any:
    """Somebody calls for help."""
    return desk.entry(kind=Kind.EMERGENCY, promised_at=None, **values)


def read(window: MainWindow) -> None:
    """Read Today, as after every save."""
    window.today._ask()


@pytest.fixture
def alarmed(window: MainWindow, desk: Desk) -> MainWindow:
    """The window while an emergency waits."""
    alarm(desk)
    read(window)
    return window


def test_rec_5_the_bar_names_unit_caller_and_since_when(alarmed: MainWindow) -> None:
    bar = alarmed.watch.bar
    assert bar.isVisible()
    assert "3-2-1102 陈女士: emergency · since " in bar.text
    assert bar.accessibleName() == bar.text
    assert bar.button.text().endswith("F9")


def test_rec_5_it_stands_over_every_desk(alarmed: MainWindow) -> None:
    bar = alarmed.watch.bar
    for code in alarmed.tabs.codes():
        alarmed.tabs.go(code)
        assert bar.isVisible()
    assert (
        bar.mapTo(alarmed, bar.rect().bottomLeft()).y() < alarmed.tabs.bar.mapTo(alarmed, alarmed.rect().topLeft()).y()
    )


def test_rec_5_its_key_opens_the_form_and_passing_on_takes_it_away(
    alarmed: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    alarmed.tabs.go("mail")
    QTest.keyClick(alarmed.focusWidget() or alarmed, Qt.Key.Key_F9)
    board = alarmed.tabs.desk
    assert isinstance(board, RegisterDesk)
    form = form_of(board)
    assert (form.plan.register, form.plan.verb) == ("reception", "pass_on")
    enter_text(form.editors["passed_to"].target, "工程部值班")
    assert form.editors["passed_at"].value() is not None
    board.pane.close_form()
    entry = alarmed.today.items[0].ref
    assert entry is not None
    desk.step("reception", "pass_on", entry.id, PassOnDraft(passed_to="工程部", passed_at=desk.clock.now))
    read(alarmed)
    assert alarmed.watch.bar.isHidden()
    assert not alarmed.watch.siren.timer.isActive()


def test_rec_5_the_button_does_what_the_key_does(alarmed: MainWindow) -> None:
    QTest.mouseClick(alarmed.watch.bar.button, Qt.MouseButton.LeftButton)
    board = alarmed.tabs.desk
    assert isinstance(board, RegisterDesk)
    assert form_of(board).plan.verb == "pass_on"


def test_what_is_half_typed_when_the_key_is_pressed_is_kept(alarmed: MainWindow) -> None:
    board = alarmed.tabs.desk
    assert isinstance(board, RegisterDesk)
    board.new_entry()
    enter_text(form_of(board).editors["content"].target, "问物业费")
    alarmed.watch.pass_on()
    assert form_of(board).plan.verb == "pass_on"
    board.escape()
    assert board.shelf.isVisible()


def test_several_are_counted_and_the_longest_waiting_comes_first(window: MainWindow, desk: Desk) -> None:
    first = alarm(desk, caller="甲")
    desk.clock.forward(minutes=1)
    alarm(desk, caller="乙")
    read(window)
    assert window.watch.bar.text.startswith("2 emergencies wait to be passed on · 3-2-1102 甲")
    window.watch.pass_on()
    board = window.tabs.desk
    assert isinstance(board, RegisterDesk)
    assert form_of(board).plan.subject == first.id


def test_without_an_emergency_the_key_says_so(window: MainWindow) -> None:
    read(window)
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_F9)
    assert window.toasts.shown[-1].text == "No emergency waits to be passed on."


def test_f1_lists_the_key(window: MainWindow) -> None:
    assert ("F9", "Pass the waiting emergency on") in window.actions_.group("window")


# On the locked screen


def test_rec_5_locked_it_says_that_one_waits_and_no_name(alarmed: MainWindow) -> None:
    alarmed.lock()
    bar = alarmed.watch.bar
    assert alarmed.findChild(SignInPage) is not None
    assert bar.isVisible()
    assert bar.text == "An emergency waits to be passed on: sign in"
    assert not bar.button.isVisible()
    assert alarmed.watch.siren.timer.isActive()
    QTest.keyClick(alarmed, Qt.Key.Key_F9)
    assert alarmed.context.actor is None


def test_rec_5_it_is_there_before_anybody_has_signed_in(
    qtbot: QtBot, settings: Settings, office: OpenOffice, desk: Desk
) -> None:
    alarm(desk)
    for window in shown(qtbot, build_window(settings, office, None, InlineRunner())):
        assert window.watch.bar.text == "An emergency waits to be passed on: sign in"
        window.welcome(actor_of(office, Role.RECEPTIONIST))
        read(window)
        assert "陈女士" in window.watch.bar.text


def test_a_quiet_locked_screen_has_no_bar(locked: MainWindow) -> None:
    assert locked.watch.bar.isHidden()
    assert not locked.watch.siren.timer.isActive()


def seen_by(qtbot: QtBot, settings: Settings, office: OpenOffice, role: Role) -> Iterator[MainWindow]:
    for window in shown(qtbot, build_window(settings, office, None, InlineRunner(), actor_of(office, role))):
        read(window)
        yield window


def test_who_may_not_read_it_is_told_without_a_name(
    qtbot: QtBot, settings: Settings, office: OpenOffice, desk: Desk
) -> None:
    alarm(desk)
    for window in seen_by(qtbot, settings, office, Role.CASHIER):
        assert window.watch.bar.text == "An emergency waits to be passed on: call the counter"
        assert not window.watch.bar.button.isVisible()


def test_who_may_read_it_only_has_no_button(qtbot: QtBot, settings: Settings, office: OpenOffice, desk: Desk) -> None:
    alarm(desk)
    for window in seen_by(qtbot, settings, office, Role.STEWARD):
        assert "陈女士" in window.watch.bar.text
        assert not window.watch.bar.button.isVisible()


def test_the_bar_stays_when_language_and_theme_change(alarmed: MainWindow, settings: Settings, qtbot: QtBot) -> None:
    settings.language = "zh"
    alarmed.rebuild()
    qtbot.waitUntil(alarmed.watch.bar.isVisible)
    assert "紧急求助" in alarmed.watch.bar.text
    settings.language = "en"
    alarmed.rebuild()


# What is heard


class Ear:
    """Counts beeps."""

    heard = 0

    def __call__(self) -> None:
        self.heard += 1


def test_rec_5_it_sounds_at_once_and_every_twenty_seconds_until_it_is_stopped(context: Context) -> None:
    ear = Ear()
    siren = Siren(context, context, ear)
    assert not siren.timer.isActive()
    siren.start()
    assert (ear.heard, siren.timer.interval(), siren.timer.isActive()) == (1, 20_000, True)
    siren.timer.timeout.emit()
    assert ear.heard == 2
    siren.stop()
    assert not siren.timer.isActive()


def test_a_silent_workplace_hears_nothing_and_sees_it_all_the_same(context: Context, qtbot: QtBot) -> None:
    ear = Ear()
    context.settings.sound = False
    siren = Siren(context, context, ear)
    siren.start()
    with qtbot.waitSignal(siren.heard):
        siren.timer.timeout.emit()
    assert ear.heard == 0


def test_what_another_counter_passed_on_is_found_out_while_it_sounds(
    alarmed: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    entry = alarmed.today.items[0].ref
    assert entry is not None
    desk.step("reception", "pass_on", entry.id, PassOnDraft(passed_to="工程部", passed_at=desk.clock.now))
    alarmed.watch.siren.timer.timeout.emit()
    qtbot.waitUntil(alarmed.watch.bar.isHidden)


def test_the_sound_is_chosen_in_the_settings(window: MainWindow, settings: Settings) -> None:
    window.tabs.go("settings")
    page = window.tabs.desk
    assert isinstance(page, SettingsDesk)
    assert page.appearance.sound.isChecked()
    page.appearance.sound.click()
    assert settings.sound is False


def test_alt_z_takes_the_step_back_though_a_reminder_came_after_it(window: MainWindow) -> None:
    taken: list[str] = []

    def undo() -> None:
        taken.append("undo")

    def follow() -> None:
        taken.append("open")

    window.context.say("Closed", kind="ok", action="Undo", act=undo, seconds=8)
    window.context.say("Due now: a promise", kind="warning", action="Open", act=follow, seconds=20)
    window.toasts.act()
    window.toasts.act()
    assert taken == ["undo", "open"]


# Counts on the tabs


def item(register: str, urgent: Urgent, count: int = 1) -> TodayItem:
    return TodayItem(register=register, text="today.result_known", urgent=urgent, count=count)


def settled(window: MainWindow, qtbot: QtBot) -> None:
    """What the window wanted to read by itself has been read."""
    with qtbot.waitSignal(window.today.read):
        window.today.refresh()


def label(window: MainWindow, code: str) -> tuple[str, str]:
    index = window.tabs.codes().index(code)
    return window.tabs.bar.tabText(index), window.tabs.bar.accessibleTabName(index)


def test_a_tab_says_how_much_of_it_is_late_and_soon(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1600, 800)
    settled(window, qtbot)
    late = TodayItem(register="slips", text="today.slip_due", due=fmt.now(), urgent=Urgent.SOON)
    window.today._received(
        (
            late,
            item("slips", Urgent.LATE, 2),
            item("slips", Urgent.SOON),
            item("keys", Urgent.SOON),
            item("x", Urgent.LATE),
        )
    )
    assert label(window, "slips") == ("Dispatch slips ▲3 ●1", "Dispatch slips, 3 late, 1 due soon")
    assert label(window, "keys") == ("Key cabinet ●1", "Key cabinet, 1 due soon")
    assert label(window, "mail") == ("Mail register", "Mail register")
    assert "3 late" in window.tabs.bar.tabToolTip(1)
    window.today._received(())
    assert label(window, "slips") == ("Dispatch slips", "Dispatch slips")


def test_a_desk_opened_later_has_its_count_too(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1900, 800)
    settled(window, qtbot)
    window.today._received((item("events", Urgent.LATE),))
    window.tabs.go("events")
    assert label(window, "events")[0] == "Special events ▲1"
    window.tabs.close_current()
    assert len(window.tabs.codes()) == 5


def test_at_twice_the_text_all_tabs_stay_in_sight_and_counts_go_first(
    window: MainWindow, settings: Settings, qtbot: QtBot
) -> None:
    settings.scale = 200
    window.resize(1366, 768)
    window.rebuild()
    settled(window, qtbot)
    busy = [item(spec, urgent, 40) for spec in ("reception", "slips", "keys") for urgent in (Urgent.LATE, Urgent.SOON)]
    window.today._received(tuple(busy))
    bar = window.tabs.bar
    qtbot.waitUntil(lambda: max(bar.tabRect(i).right() for i in range(bar.count())) <= bar.width())
    assert label(window, "slips") == ("Dispatch slips", "Dispatch slips, 40 late, 40 due soon")
    settings.scale = 100
    window.rebuild()
    window.resize(1900, 768)
    settled(window, qtbot)
    window.today._received(tuple(busy))
    assert label(window, "slips")[0] == "Dispatch slips ▲40 ●40"
