"""The working calendar's page: a year at a glance, a day set and given back, a list imported, by keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from deskapp.domain.calendar import DayDetail, DayDraft, DayKind, DaySource
from deskapp.domain.people import Role
from deskapp.settings import Settings
from deskapp.ui import theme
from deskapp.ui.common.day_import import ImportPage
from deskapp.ui.common.day_page import DayPage, stretches
from deskapp.ui.common.year_picture import moved
from deskapp.ui.context import Context
from deskapp.ui.desks.calendar import CalendarDesk
from tests.factories import Desk, actor_of
from tests.unit.ui.hands import enter_text, press

NATIONAL = "2026-10-01"
Open = Callable[[Role], CalendarDesk]


@pytest.fixture
def open_desk(qtbot: QtBot, context: Context) -> Open:
    """The page with somebody of a role at it, the National Day in front."""

    def make(role: Role) -> CalendarDesk:
        assert context.office is not None
        context.actor = actor_of(context.office, role)  # type: ignore[arg-type]
        desk = CalendarDesk(context)
        qtbot.addWidget(desk)
        desk.resize(1250, 720)
        desk.show()
        QTest.qWaitForWindowActive(desk)
        desk.picture.setFocus()
        desk.show_chip(NATIONAL)
        return desk

    return make


@pytest.fixture
def chief(open_desk: Open) -> CalendarDesk:
    """A supervisor."""
    return open_desk(Role.SUPERVISOR)


def words(desk: CalendarDesk) -> str:
    found = [*desk.pane.findChildren(QLabel), *desk.pane.findChildren(QPushButton)]
    return "\n".join(part.text() for part in found if part.isVisibleTo(desk.pane))


def day_of(desk: CalendarDesk, day: str) -> DayDetail:
    found = desk.context.now("calendar.day", day=date.fromisoformat(day))
    assert isinstance(found, DayDetail)
    return found


def click(desk: CalendarDesk, title: str) -> None:
    next(b for b in desk.findChildren(QPushButton) if b.text().startswith(title)).click()


def test_a_holiday_says_its_name_and_whose_word_it_is(chief: CalendarDesk) -> None:
    assert chief.pane.title.text() == "2026-10-01 Thursday"
    assert chief.pane.badge.text() == "Rest day"
    assert "Rest day · National Day" in words(chief)
    assert "Public holidays of mainland China" in words(chief)


def test_the_years_holidays_are_listed_by_name_and_lead_to_their_day(chief: CalendarDesk) -> None:
    chief.show_chip("2026-01-01")
    assert "R  10-01 – 10-07  National Day" in words(chief)
    assert "W  10-10 Sat  Make-up working day" in words(chief)
    click(chief, "W  10-10")
    assert chief.picture.day == date(2026, 10, 10)


@pytest.mark.parametrize(
    ("key", "held", "day"),
    [
        (Qt.Key.Key_Right, [], "2026-10-02"),
        (Qt.Key.Key_Left, [], "2026-09-30"),
        (Qt.Key.Key_Down, [], "2026-10-08"),
        (Qt.Key.Key_Up, [], "2026-09-24"),
        (Qt.Key.Key_PageDown, [], "2026-11-01"),
        (Qt.Key.Key_PageUp, [], "2026-09-01"),
        (Qt.Key.Key_PageDown, [Qt.KeyboardModifier.ShiftModifier], "2027-10-01"),
        (Qt.Key.Key_End, [], "2026-10-31"),
        (Qt.Key.Key_Home, [], "2026-10-01"),
    ],
)
def test_all_6_the_year_is_gone_through_by_keys(
    chief: CalendarDesk, key: Qt.Key, held: list[Qt.KeyboardModifier], day: str
) -> None:
    press(key, *held)
    assert chief.picture.day.isoformat() == day
    assert chief.pane.title.text().startswith(day)
    assert chief.picture.accessibleName().startswith(day)
    assert chief.title.text() == day[:4]


def test_a_month_further_keeps_to_the_months_last_day() -> None:
    assert moved(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert moved(date(2026, 12, 15), 1) == date(2027, 1, 15)
    assert moved(date(1990, 1, 1), -1) == date(1990, 1, 1)


def test_past_new_year_the_next_year_is_shown(chief: CalendarDesk) -> None:
    chief.show_chip("2026-12-31")
    press(Qt.Key.Key_Right)
    assert (chief.picture.year.year, chief.title.text()) == (2027, "2027")


def test_a_year_that_is_not_announced_says_so(chief: CalendarDesk) -> None:
    assert chief.banner.isHidden()
    chief.show_chip("2031-02-08")
    assert not chief.banner.isHidden()
    assert "make-up working days of 2031 are not announced" in chief.notice.text()
    chief.context.do("calendar.import", text="2031-02-08 班")
    assert chief.banner.isHidden()


def test_every_day_of_the_year_is_where_a_click_finds_it(chief: CalendarDesk) -> None:
    for offset in range(365):
        day = date(2026, 1, 1) + timedelta(days=offset)
        assert chief.picture.day_at(chief.picture.rect_of(day).center()) == day
    middle = chief.picture.rect_of(date(2026, 5, 9)).center().toPoint()
    QTest.mouseClick(chief.picture, Qt.MouseButton.LeftButton, pos=middle)
    assert chief.picture.day == date(2026, 5, 9)
    QTest.mouseClick(chief.picture, Qt.MouseButton.LeftButton, pos=QPoint(0, 0))
    assert chief.picture.day == date(2026, 5, 9)


@pytest.mark.parametrize("look", ["light", "dark"])
def test_rest_make_up_and_own_days_look_different(chief: CalendarDesk, settings: Settings, look: str) -> None:
    settings.theme = look
    theme.apply(settings)
    plain, rest, make_up = (date(2026, 10, 15), date(2026, 10, 2), date(2026, 10, 10))
    before = drawn(chief, plain)
    assert len({drawn(chief, day) for day in (plain, date(2026, 10, 17), rest, make_up)}) == 4
    chief.context.do("calendar.set_day", draft=DayDraft(day=plain, kind=DayKind.WORKING))
    assert drawn(chief, plain) != before, "a letter and a diamond, though it is a working day as before"
    settings.theme = "light"
    theme.apply(settings)


def drawn(desk: CalendarDesk, day: date) -> bytes:
    """A day's picture without its number."""
    box = desk.picture.rect_of(day).toRect()
    image = desk.picture.grab(box.adjusted(box.width() * 2 // 3, 0, 0, 0)).toImage()
    return bytes(image.constBits())


def test_all_6_a_day_is_set_with_the_keyboard_alone(chief: CalendarDesk, qtbot: QtBot) -> None:
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    form = chief.pane.form
    assert form is not None
    assert form.editors["kind"].value() is DayKind.REST, "what it is not yet is proposed"
    qtbot.waitUntil(form.isVisible)
    form.editors["name"].target.setFocus()
    target = QApplication.focusWidget()
    assert target is not None
    enter_text(target, "停电")
    chief.save()
    found = day_of(chief, "2026-10-08")
    assert (found.kind, found.name, found.source) == (DayKind.REST, "停电", DaySource.OFFICE)
    assert "Rest day · 停电" in words(chief)
    assert "Otherwise\nWorking day" in words(chief)
    assert chief.picture.hasFocus()


def test_the_offices_word_is_taken_back(chief: CalendarDesk) -> None:
    chief.context.do("calendar.set_day", draft=DayDraft(day=date(2026, 10, 1), kind=DayKind.WORKING))
    assert chief.pane.badge.text() == "Working day"
    click(chief, "As the country has it")
    assert day_of(chief, NATIONAL).source is DaySource.LIBRARY
    assert chief.pane.badge.text() == "Rest day"
    assert "Follows the public holidays again" in words(chief)


def test_roles_others_read_only_and_are_told_so_in_place(open_desk: Open) -> None:
    desk = open_desk(Role.RECEPTIONIST)
    press(Qt.Key.Key_Return)
    assert isinstance(desk.pane.page, DayPage)
    assert "Supervisors and the director change it." in words(desk)
    assert desk.import_button.isHidden()
    assert desk.pane.foot.isHidden()


def test_all_4_every_bad_line_of_an_import_is_named_and_nothing_is_taken(chief: CalendarDesk) -> None:
    click(chief, "Import…")
    page = chief.pane.page
    assert isinstance(page, ImportPage)
    page.text.setPlainText("2027-02-14 班\nnonsense\n2027-02-30 休")
    chief.save()
    assert page.problem.text().splitlines()[0].startswith("Line 2 cannot be read (nonsense).")
    assert page.problem.text().splitlines()[1].startswith("Line 3 cannot be read")
    assert day_of(chief, "2027-02-14").source is DaySource.WEEK
    page.text.setPlainText("2027-02-14 班\n2027-02-05 休 春节")
    assert page.problem.isHidden()
    chief.save()
    assert day_of(chief, "2027-02-14").kind is DayKind.WORKING
    assert isinstance(chief.pane.page, DayPage)


def test_a_file_is_looked_at_before_it_is_imported(chief: CalendarDesk, tmp_path: Path) -> None:
    (tmp_path / "2027.csv").write_text("2027-02-14,班,\n", "utf-8")
    click(chief, "Import…")
    page = chief.pane.page
    assert isinstance(page, ImportPage)
    dialog = page.choose()
    dialog.fileSelected.emit(str(tmp_path / "2027.csv"))
    dialog.close()
    assert page.text.toPlainText() == "2027-02-14,班,\n"
    (tmp_path / "x.txt").write_bytes(b"\0\1\2\xff")
    page.read(str(tmp_path / "x.txt"))
    assert page.problem.text() == "This file is neither text nor an Excel workbook."


def test_all_7_a_pasted_list_and_a_half_set_day_are_there_again(chief: CalendarDesk) -> None:
    click(chief, "Import…")
    assert isinstance(chief.pane.page, ImportPage)
    chief.pane.page.text.setPlainText("2027-02-14 班")
    chief.escape()
    chief.next_step()
    form = chief.pane.form
    assert form is not None
    form.fill({"name": "half"})
    chief.escape()
    places = {draft.place: draft for draft in chief.context.now("drafts.list")}
    assert places.keys() == {"calendar.import", "calendar.set_day"}
    chief.shelf.taken.emit(places["calendar.set_day"])
    assert chief.pane.form is not None
    assert chief.pane.form.editors["name"].value() == "half"
    click(chief, "Import…")
    page = chief.pane.page
    assert isinstance(page, ImportPage)
    assert page.text.toPlainText() == "2027-02-14 班"


def test_the_year_is_written_to_a_file(chief: CalendarDesk, tmp_path: Path) -> None:
    click(chief, "Export…")
    dialog = chief.findChildren(QFileDialog)[-1]
    dialog.fileSelected.emit(str(tmp_path / "2026.txt"))
    dialog.close()
    assert "2026-10-01 休 国庆节" in (tmp_path / "2026.txt").read_text("utf-8-sig")


def test_where_room_is_short_one_line_says_what_the_day_is(chief: CalendarDesk) -> None:
    assert chief.line.isHidden()
    chief.resize(600, 720)
    chief.escape()
    assert not chief.line.isHidden()
    assert chief.line.text() == "2026-10-01 Thursday · Rest day · National Day"
    chief.next_step()
    assert not chief.pane.isHidden()
    assert chief.pane.form is None


def test_days_off_on_both_sides_of_a_weekend_are_one_line(desk: Desk) -> None:
    days = desk.call("calendar.year", year=2026).days
    runs = [(run[0].day.isoformat(), run[-1].day.isoformat()) for run in stretches(days)]
    assert ("2026-02-17", "2026-02-23") in runs
    assert ("2026-10-01", "2026-10-07") in runs
    assert ("2026-09-25", "2026-09-25") in runs
