"""The roster's painted grid: what is drawn again, where things are, what is said of them (``DUTY-1``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deskapp.app import application
from deskapp.domain.people import Role
from deskapp.domain.roster import Away, Cell, DutyDay, GridDay, Load, Person, Rules, Sheet, State
from deskapp.domain.roster_rules import broken
from deskapp.domain.shifts import Colour, Shift
from deskapp.settings import Settings
from deskapp.ui.common import roster_look as look
from deskapp.ui.common.roster_board import Board, read_block
from deskapp.ui.common.roster_view import RosterView
from deskapp.ui.context import Context
from deskapp.ui.tasks import InlineRunner
from tests.unit.ui.hands import press

SHIFT = Qt.KeyboardModifier.ShiftModifier
_EARLY = Shift(
    id=1, version=1, name="早班", short="早", letter="z", starts=time(7, 30), ends=time(14), pause=0,
    colour=Colour.BLUE, late=False, cover_working=2, cover_weekend=1, cover_holiday=1,
)  # fmt: skip
_LATE = replace(_EARLY, id=2, name="晚班", short="晚", letter="w", starts=time(14), ends=time(20), late=True)
_LONG = replace(
    _EARLY, id=3, name="长班", short="长", letter="c", ends=time(20), cover_working=0, cover_weekend=0, cover_holiday=0
)


def day(number: int) -> GridDay:
    """A day of October: the first three are a holiday, the tenth is worked instead."""
    when = date(2026, 10, number)
    if number <= 3:
        return GridDay(day=when, kind=DutyDay.HOLIDAY, name="国庆节", name_en="National Day")
    if number == 10:
        return GridDay(day=when, kind=DutyDay.WORKING, make_up=True)
    return GridDay(day=when, kind=DutyDay.WEEKEND if when.weekday() >= 5 else DutyDay.WORKING)


def sheet(count: int, *cells: Cell, away: tuple[Away, ...] = (), before: tuple[Load, ...] = ()) -> Sheet:
    """October with so many people."""
    people = tuple(
        Person(
            staff_id=id, code=f"{id:04d}", name=f"员工{id}", role=Role.RECEPTIONIST, on_roster=True,
            experienced=id == 1, hours=None, shifts="",
        )
        for id in range(1, count + 1)
    )  # fmt: skip
    made = Sheet(
        id=1, version=1, month="2026-10", edition=1, state=State.DRAFT, note="", made_by="周敏",
        made_at=datetime(2026, 9, 25, tzinfo=UTC), published_by="", published_at=None,
        days=tuple(map(day, range(1, 32))), people=people, shifts=(_EARLY, _LATE, _LONG), cells=cells, before=(),
        away=away, loads=before,
        rules=Rules(rest_hours=11, longest_run=6, days_off=4, most_hours=200, experienced=1),
    )  # fmt: skip
    return replace(made, broken=broken(made))


def cell(who: int, number: int, shift: int | None = 1, *, pinned: bool = False) -> Cell:
    return Cell(staff_id=who, day=date(2026, 10, number), shift_id=shift, pinned=pinned)


@pytest.fixture
def context(qapp: QApplication, settings: Settings) -> Context:
    application(settings)
    return Context(InlineRunner(), settings)


@pytest.fixture
def view(qtbot: QtBot, context: Context) -> Iterator[RosterView]:
    made = RosterView(context)
    qtbot.addWidget(made)
    made.resize(1060, 520)
    made.show()
    made.activateWindow()
    QTest.qWaitForWindowActive(made)
    made.setFocus()
    return made


def settle(view: RosterView) -> None:
    view.grab()
    QApplication.processEvents()
    view.drawn = 0


def test_duty_1_only_what_is_seen_of_sixty_people_is_painted(view: RosterView) -> None:
    view.show_board(Board(sheet(60)), editable=True)
    view.grab()
    rows = view.grid.rows_in(view.viewport().rect(), view.scrolled)
    assert 5 < len(rows) < 20
    assert view.drawn == len(rows) * 31
    assert view.verticalScrollBar().maximum() > 0


def test_duty_1_a_key_press_paints_two_cells(view: RosterView) -> None:
    view.show_board(Board(sheet(60)), editable=True)
    view.move_to((4, 4))
    settle(view)
    press(Qt.Key.Key_Right)
    QApplication.processEvents()
    assert view.drawn == 2
    press(Qt.Key.Key_Down)
    QApplication.processEvents()
    assert view.drawn == 2


def test_duty_1_a_changed_cell_paints_itself_its_sums_and_its_cover(view: RosterView) -> None:
    board = Board(sheet(60))
    view.show_board(board, editable=True)
    settle(view)
    puts = {(3, date(2026, 10, 12)): cell(3, 12)}
    view.changed(tuple(board.put(puts)))
    QApplication.processEvents()
    assert view.drawn == 1
    assert board.load(board.people[2]).hours == 6.5
    assert board.there(date(2026, 10, 12), _EARLY) == 1


def test_duty_1_what_is_judged_anew_paints_only_what_is_other(view: RosterView) -> None:
    board = Board(sheet(60))
    view.show_board(board, editable=True)
    board.put({(3, date(2026, 10, number)): cell(3, number) for number in range(11, 18)})
    board.judged(broken(board.now()))
    board.put({(3, date(2026, 10, 18)): cell(3, 18)})
    settle(view)
    view.judged(board.judged(broken(board.now())))
    QApplication.processEvents()
    assert view.drawn == 1


def test_duty_1_scrolling_keeps_names_and_days_in_place(view: RosterView) -> None:
    view.resize(600, 300)
    view.show_board(Board(sheet(60)), editable=True)
    view.move_to((59, 30))
    box = view.grid.cell(view.at, view.scrolled)
    assert view.grid.body.contains(box)
    assert view.grid.name(59, view.scrolled).left() == 0
    assert view.grid.day(30, view.scrolled).top() == 0


def test_duty_1_the_cover_counts_who_stays_the_whole_day() -> None:
    board = Board(sheet(3, cell(1, 12), cell(2, 12, 3)))
    assert board.there(date(2026, 10, 12), _EARLY) == 2
    assert board.there(date(2026, 10, 12), _LATE) == 1
    assert [shift.name for shift in board.needed] == ["早班", "晚班"], "nobody needs the long one"


def test_duty_1_the_rows_end_tells_hours_late_shifts_weekends_holidays_and_the_months_before(
    view: RosterView, context: Context
) -> None:
    before = (Load(staff_id=1, hours=900, late=40, weekends=30, holidays=4),)
    board = Board(sheet(2, cell(1, 1), cell(1, 2, 2), cell(1, 4), cell(1, 12, 3), before=before))
    assert look.sums_of(board.load(board.people[0])) == (31.5, 1, 1, 2)
    said = look.person_words(context, board, board.people[0])
    assert "31.5 h, 1 late shifts, 1 weekend days, 2 holidays" in said
    assert "the twelve months before: 900 h, 40 late shifts" in said


def test_duty_1_holidays_weekends_and_make_up_days_are_named(context: Context) -> None:
    october = sheet(1)
    runs = look.runs_of_names(context, october.days)
    assert [(first, last, called) for first, last, _, called in runs] == [(0, 2, "National Day"), (9, 9, "")]
    said = [look.day_words(context, october.days[at]) for at in (0, 3, 9, 11)]
    assert said == [
        "10-01 Thu · Public holiday · National Day",
        "10-04 Sun · Weekend",
        "10-10 Sat · Make-up working day",
        "10-12 Mon",
    ]


def test_duty_1_a_cell_says_leave_wish_pin_and_what_is_broken(view: RosterView, context: Context) -> None:
    leave = Away(
        staff_id=1, since=date(2026, 10, 12), until=date(2026, 10, 13), wish=False, number="QJ-1", words="探亲"
    )
    wish = Away(staff_id=1, since=date(2026, 10, 14), until=date(2026, 10, 14), wish=True, words="家长会")
    board = Board(sheet(1, cell(1, 12, pinned=True), cell(1, 14), away=(leave, wish)))
    view.show_board(board)
    view.move_to((0, 11))
    assert view.accessibleName() == (
        "员工1 · 10-12 Mon · 早班 07:30–14:00 · pinned · on leave QJ-1 探亲 · ! 员工1 is on leave (QJ-1): 探亲"
    )
    view.move_to((0, 13))
    assert "wants this day off 家长会" in view.accessibleName()
    view.move_to((0, 12))
    assert "nothing decided · on leave" in view.accessibleName()
    assert view.paint is None or view.paint.dress((1, date(2026, 10, 14)), proposed=False).fault == "soft"


def test_duty_1_head_and_cover_are_told_under_the_mouse(view: RosterView) -> None:
    view.show_board(Board(sheet(2, cell(1, 12))))
    head = view.grid.day(11, view.scrolled).center()
    assert "早班: 1 of 2" in view.words_at(head)
    assert "! 早班: 1 on duty, 2 needed" in view.words_at(head)
    assert view.words_at(view.grid.name(1, view.scrolled).center()).startswith("员工2 0002")
    assert view.words_at(QPoint(5, 5)) == ""


def test_duty_1_an_ear_hears_the_cell_then_its_person_and_day(view: RosterView) -> None:
    view.show_board(Board(sheet(2, cell(1, 12))))
    view.move_to((0, 11))
    assert view.accessibleName().startswith("员工1 · 10-12 Mon · 早班")
    assert "6.5 h" in view.accessibleDescription()
    assert "早班: 1 of 2" in view.accessibleDescription()


def test_duty_1_a_block_is_drawn_with_shift_and_told_by_its_corner(view: RosterView) -> None:
    view.show_board(Board(sheet(5)), editable=True)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down):
        press(key, SHIFT)
    assert view.chosen == [(row, column) for row in (0, 1) for column in (0, 1, 2)]
    press(Qt.Key.Key_Left)
    assert view.chosen == [(1, 1)]


def test_duty_1_who_may_not_change_it_types_in_vain(view: RosterView) -> None:
    view.show_board(Board(sheet(2)), editable=False)
    asked: list[object] = []
    view.wanted.connect(asked.append)
    QTest.keyClicks(view, "zw-p")
    press(Qt.Key.Key_Delete)
    assert asked == []


def test_duty_1_a_block_from_a_spreadsheet_is_read_by_letter_short_word_and_name() -> None:
    board = Board(sheet(1))
    assert read_block(board, "早\tW\t长班\n-\t\t·\n") == [[_EARLY, _LATE, _LONG], ["-", None, "-"]]
    assert read_block(board, "Dear Sir") is None
    assert read_block(board, "") is None


@pytest.mark.parametrize("tints", [look.LIGHT, look.DARK], ids=["light", "dark"])
def test_every_shifts_word_is_read_on_its_tint(tints: dict[Colour, tuple[str, str]]) -> None:
    def light(name: str) -> float:
        parts = [
            part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
            for part in QColor(name).getRgbF()[:3]  # type: ignore[index]
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    for colour in Colour:
        ground, ink = sorted(map(light, tints[colour]), reverse=True)
        assert (ground + 0.05) / (ink + 0.05) >= 4.5, colour


def test_duty_1_sixty_people_are_painted_without_a_stutter(view: RosterView) -> None:
    cells = tuple(cell(who, number, (who + number) % 4 or None) for who in range(1, 61) for number in range(1, 32))
    view.resize(1500, 2000)
    view.show_board(Board(sheet(60, *cells)), editable=True)
    view.grab()
    began = datetime.now(UTC)
    view.viewport().repaint(QRect(0, 0, 1500, 2000))
    assert view.drawn == 60 * 31
    assert datetime.now(UTC) - began < timedelta(seconds=1), "a whole month, though hands repaint a few cells"
