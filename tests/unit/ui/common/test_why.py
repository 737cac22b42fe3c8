"""Why is it due then? Opened from the clock of any register's entry, by mouse and by key (``ALL-10``)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from deskapp.domain.common import Ref
from deskapp.domain.deadlines import TimeMark, TimeMarkKind
from deskapp.domain.people import Role
from deskapp.domain.reception import ReasonDraft
from deskapp.domain.slips import ExtendDraft
from deskapp.settings import Settings
from deskapp.ui import theme
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.common.why_panel import gathered
from deskapp.ui.main_window import MainWindow
from tests.factories import Desk
from tests.unit.ui.hands import NowClock


@pytest.fixture
def clock() -> NowClock:
    """The window reads the computer's own clock."""
    return NowClock()


@pytest.fixture
def opened(window: MainWindow, desk: Desk) -> RegisterDesk:
    """The slips, one of them in front whose limit runs by three working days."""
    chief = desk.as_(Role.SUPERVISOR)
    chief.call("rulebook.change", key="dispatch.limit.repair", value="8 wd")
    window.context.open(Ref("slips", desk.slip().id))
    found = window.tabs.desk
    assert isinstance(found, RegisterDesk)
    assert not found.pane.clock.isHidden()
    return found


def words(desk: RegisterDesk) -> str:
    return "\n".join(part.text() for part in desk.pane.why.findChildren(QLabel) if not part.isHidden())


def test_all_10_a_key_opens_and_closes_it(opened: RegisterDesk) -> None:
    assert opened.pane.why.isHidden()
    QTest.keyClick(QApplication.focusWidget() or opened, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert not opened.pane.why.isHidden()
    assert "8 working days [001·1·4.10.2]" in words(opened)
    assert opened.pane.clock.why.isHidden(), "the sentence stands once"
    QTest.keyClick(QApplication.focusWidget() or opened, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert opened.pane.why.isHidden()
    assert not opened.pane.clock.why.isHidden()


def test_all_6_its_key_is_on_the_link_and_in_f1(opened: RegisterDesk) -> None:
    assert "Ctrl+Y" in opened.pane.clock.more.text()
    assert "Why is it due then" in dict(opened.keys()).values()


def test_all_10_the_marks_are_listed_in_words_and_told_to_a_screen_reader(opened: RegisterDesk) -> None:
    QTest.mouseClick(opened.pane.clock.more, Qt.MouseButton.LeftButton)
    told = opened.pane.why.bar.accessibleDescription()
    assert told.splitlines() == opened.pane.why.lines()
    assert "Rest day, not counted" in told
    assert told.endswith("Due")
    for line in opened.pane.why.lines():
        assert line in words(opened)


def test_all_10_a_rule_that_has_changed_since_is_said(opened: RegisterDesk, desk: Desk) -> None:
    desk.as_(Role.SUPERVISOR).call("rulebook.change", key="dispatch.limit.repair", value="24")
    opened.pane.toggle_why()
    assert "The rulebook says 24 h by now; this clock keeps the 8 working days it started with." in words(opened)


def test_all_10_it_is_read_anew_with_its_entry_and_put_away_with_another(
    opened: RegisterDesk, desk: Desk, qtbot: QtBot
) -> None:
    slip = opened.pane.detail
    opened.pane.toggle_why()
    later = slip.limit_at + timedelta(days=1)
    draft = ExtendDraft(limit_at=later, reason="parts are late", apology="sorry")
    opened.context.do("slips.extend", id=slip.id, version=slip.version, draft=draft)
    qtbot.waitUntil(lambda: "parts are late" in words(opened))
    other = desk.slip()
    opened.show_entry(other.id)
    assert opened.pane.why.isHidden()


def test_what_has_stopped_meanwhile_says_so_in_place(opened: RegisterDesk, desk: Desk) -> None:
    slip = opened.pane.detail
    desk.step("slips", "void", slip.id, ReasonDraft(reason="x"))
    opened.pane.toggle_why()
    assert f"{slip.number} has no running clock." in words(opened)


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("scale", [100, 200])
def test_all_10_rest_days_are_hatched_in_both_themes_and_sizes(
    opened: RegisterDesk, settings: Settings, look: str, scale: int, qtbot: QtBot
) -> None:
    settings.theme, settings.scale = look, scale
    theme.apply(settings)
    qtbot.waitUntil(lambda: opened.sides.narrow is (scale == 200))
    opened.go_in()  # at twice the text there is room for one side only
    opened.pane.toggle_why()
    bar = opened.pane.why.bar
    qtbot.waitUntil(lambda: bar.isVisible() and bar.height() >= bar.sizeHint().height())
    picture = bar.grab().toImage()
    y = bar._top() + theme.px(7)
    seen = {picture.pixelColor(QPoint(x, y)).name() for x in range(theme.px(12), bar.width() - theme.px(12))}
    assert theme.tokens().surface in seen
    assert len(seen) > 2, "hatched, not one flat colour"
    settings.theme, settings.scale = "light", 100
    theme.apply(settings)


def test_many_nights_are_one_line() -> None:
    first = datetime(2026, 11, 20, 12, tzinfo=UTC)
    nights = [
        TimeMark(kind=TimeMarkKind.OFF_DUTY, at=first + timedelta(days=n), until=first + timedelta(days=n, hours=11))
        for n in range(5)
    ]
    ((mark, count),) = gathered(nights)
    assert (mark.at, mark.until, count) == (first, nights[-1].until, 5)
    assert len(list(gathered(nights[:3]))) == 3
