"""Reminders: quietly before, clearly when due, once each, whatever the clock does meanwhile (REC-3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from deskapp.domain.common import Ref, TodayItem
from deskapp.domain.people import Role
from deskapp.domain.reception import Kind
from deskapp.ui.context import Context
from deskapp.ui.reminders import Reminders
from deskapp.ui.tasks import InlineRunner, Task
from deskapp.ui.today_pane import TodayPane
from tests.factories import Desk, TestClock, actor_of


class Counting(InlineRunner):
    """Counts what is read."""

    reads = 0

    def read(self, task: Task) -> None:
        self.reads += 1
        super().read(task)


class Bench:
    """Today and the reminders on one clock, and what they say."""

    def __init__(self, context: Context, clock: TestClock, pane: TodayPane) -> None:
        self.context, self.clock, self.pane = context, clock, pane
        self.runner = context.runner = Counting()
        self.said: list[tuple[str, str, str, Callable[[], None] | None]] = []
        self.shown: list[bool] = []
        self.reminders = Reminders(context, pane, clock)
        pane.read.connect(self.reminders.heard)
        self.reminders.stale.connect(self.read)
        self.reminders.wanted.connect(self._wanted)
        context.said.connect(self._said)

    def _said(self, message: tuple[str, str, str, Callable[[], None] | None, int]) -> None:
        self.said.append(message[:4])

    def _wanted(self) -> None:
        self.shown.append(True)

    def read(self) -> None:
        """Read Today."""
        self.pane._ask()

    def after(self, **span: float) -> list[str]:
        """The timer fires so much later; what is said."""
        self.clock.forward(**span)
        before = len(self.said)
        self.reminders.timer.timeout.emit()
        return [text for text, *_ in self.said[before:]]

    @property
    def texts(self) -> list[str]:
        return [text for text, *_ in self.said]


@pytest.fixture
def bench(qtbot: QtBot, context: Context, clock: TestClock) -> Bench:
    pane = TodayPane(context)
    qtbot.addWidget(pane)
    made = Bench(context, clock, pane)
    made.read()
    return made


def promise(desk: Desk, **span: float) -> Any:
    return desk.entry(promised_at=desk.clock.now + timedelta(**span))


def test_rec_3_a_quiet_word_before_and_a_clear_one_when_due(bench: Bench, desk: Desk, qtbot: QtBot) -> None:
    entry = promise(desk, minutes=60)
    bench.read()
    assert bench.said == []
    (soon,) = bench.after(minutes=45)
    assert soon.startswith("Soon due: 3-2-1102 陈女士: reply promised, ")
    assert soon.endswith(" · in 15 min")
    assert bench.said[0][1:] == ("info", "", None)
    assert bench.after(minutes=15) == ["Due now: 3-2-1102 陈女士: reply promised"]
    _, kind, action, act = bench.said[1]
    assert (kind, action) == ("warning", "Open")
    assert act is not None
    with qtbot.waitSignal(bench.context.opened) as opened:
        act()
    assert opened.args == [Ref("reception", entry.id, entry.number)]


def test_one_timer_waits_for_the_very_next_moment(bench: Bench, desk: Desk) -> None:
    timer = bench.reminders.timer
    assert not timer.isActive(), "nothing runs"
    promise(desk, minutes=60)
    bench.read()
    assert (timer.isSingleShot(), timer.interval()) == (True, 45 * 60_000 + 1)
    bench.after(minutes=45)
    assert timer.interval() == 15 * 60_000 + 1
    bench.after(minutes=15)
    assert not timer.isActive()


def test_nothing_is_asked_before_its_time(bench: Bench, desk: Desk) -> None:
    promise(desk, minutes=60)
    bench.read()
    before = bench.runner.reads
    for _ in range(44):
        bench.clock.forward(minutes=1)
        bench.reminders.minute()
    assert bench.runner.reads == before
    bench.after(minutes=1)
    assert bench.runner.reads == before + 2, "what is due, and Today again"


def test_nothing_is_said_twice_however_often_today_is_read(bench: Bench, desk: Desk) -> None:
    promise(desk, minutes=60)
    bench.read()
    bench.after(minutes=45)
    bench.after(minutes=15)
    for _ in range(3):
        bench.read()
        bench.reminders.look()
    assert len(bench.said) == 2


def test_several_at_once_are_one_sentence_with_a_count(bench: Bench, desk: Desk) -> None:
    for _ in range(3):
        promise(desk, minutes=60)
    bench.read()
    (soon,) = bench.after(minutes=45)
    assert soon.startswith("3 fall due soon · first 3-2-1102")
    (due,) = bench.after(minutes=15)
    assert due.startswith("3 have fallen due · first 3-2-1102")
    _, _, action, act = bench.said[-1]
    assert action == "Show Today"
    assert act is not None
    act()
    assert bench.shown == [True]


def test_what_stands_in_today_when_the_window_opens_is_no_news(
    qtbot: QtBot, context: Context, clock: TestClock, desk: Desk
) -> None:
    promise(desk, minutes=10)
    promise(desk, minutes=60)
    clock.forward(minutes=50)
    pane = TodayPane(context)
    qtbot.addWidget(pane)
    bench = Bench(context, clock, pane)
    bench.read()
    assert bench.said == []
    assert bench.after(minutes=10) == ["Due now: 3-2-1102 陈女士: reply promised"]


def test_whoever_signs_in_first_hears_one_sentence(
    qtbot: QtBot, context: Context, clock: TestClock, desk: Desk
) -> None:
    for minutes in (10, 20, 60):
        promise(desk, minutes=minutes)
    clock.forward(minutes=50)
    pane = TodayPane(context)
    qtbot.addWidget(pane)
    bench = Bench(context, clock, pane)
    bench.reminders.arrive()
    bench.read()
    assert bench.texts == ["2 are late · 1 falls due soon"]


def test_what_fell_due_behind_the_lock_is_summed_up(bench: Bench, desk: Desk, office: Any) -> None:
    for minutes in (30, 40):
        promise(desk, minutes=minutes)
    bench.read()
    bench.context.actor = None
    bench.pane.forget()
    bench.reminders.leave()
    assert not bench.reminders.timer.isActive()
    assert bench.after(minutes=50) == []
    bench.context.actor = actor_of(office, Role.SUPERVISOR)
    bench.reminders.arrive()
    bench.read()
    assert bench.texts == ["2 fell due while nobody was signed in"]
    bench.read()
    assert len(bench.said) == 1


def test_signing_in_again_at_once_says_nothing(bench: Bench, desk: Desk) -> None:
    promise(desk, minutes=30)
    bench.clock.forward(minutes=40)
    bench.read()
    before = list(bench.said)
    bench.reminders.leave()
    bench.reminders.arrive()
    bench.read()
    assert bench.said == before


def test_after_sleep_the_next_minute_finds_what_fell_due(bench: Bench, desk: Desk) -> None:
    for minutes in (60, 90):
        promise(desk, minutes=minutes)
    bench.read()
    bench.clock.forward(hours=3)  # the timer counted running time and has not fired
    bench.reminders.minute()
    assert [text.split(" · ")[0] for text in bench.texts] == ["2 have fallen due"]
    bench.reminders.minute()
    assert len(bench.said) == 1


def test_a_save_right_after_sleep_finds_it_as_well(bench: Bench, desk: Desk) -> None:
    promise(desk, minutes=60)
    bench.read()
    bench.clock.forward(hours=3)
    bench.read()
    assert bench.texts == ["Due now: 3-2-1102 陈女士: reply promised"]


def test_a_clock_set_back_says_nothing_again_and_goes_on(bench: Bench, desk: Desk) -> None:
    promise(desk, minutes=60)
    bench.read()
    bench.after(minutes=45)
    bench.after(minutes=15)
    bench.clock.forward(hours=-1)
    bench.reminders.minute()
    bench.reminders.look()
    bench.read()
    assert len(bench.said) == 2
    later = promise(desk, minutes=100)
    bench.read()
    bench.after(minutes=100)
    assert bench.texts[-1] == "Due now: 3-2-1102 陈女士: reply promised"
    assert later.id


def test_a_clock_beyond_what_today_lists_singly_is_not_missed(bench: Bench, desk: Desk) -> None:
    for _ in range(50):
        promise(desk, minutes=10)
    bench.read()
    bench.after(minutes=10)
    promise(desk, minutes=30)
    bench.read()
    before = len(bench.said)
    assert bench.reminders.next == desk.clock.now + timedelta(minutes=22, seconds=30)
    bench.after(minutes=22.5)
    bench.after(minutes=7.5)
    assert [text.split(":")[0] for text in bench.texts[before:]] == ["Soon due", "Due now"]
    assert bench.reminders.timer.isActive(), "it looks ahead again while the list is that long"


def test_an_emergency_has_its_own_bar(bench: Bench, desk: Desk) -> None:
    desk.entry(kind=Kind.EMERGENCY, promised_at=None)
    bench.read()
    assert not any("emergency" in text for text in bench.texts)


def test_a_fixed_day_is_said_without_an_entry_to_open(bench: Bench) -> None:
    now = bench.clock.now
    day = TodayItem(
        register="keys", text="today.fixed.day", params={"title": "Keys counted"}, started=now,
        due=now + timedelta(hours=1), tick="keys.report_day 2026-11",
    )  # fmt: skip
    bench.pane._received((day,))
    bench.clock.forward(hours=2)
    bench.pane._received((day,))
    assert bench.said[-1][:3] == ("Due now: Keys counted", "warning", "Show Today")
