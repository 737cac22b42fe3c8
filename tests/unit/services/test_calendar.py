"""The working calendar: the country's holidays, make-up Sundays, the office's own word over both."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from deskapp.domain.calendar import CalendarYear, DayDetail, DayDraft, DayKind, DaySource
from deskapp.domain.people import Role
from deskapp.domain.words import Language
from deskapp.errors import DeskError, Invalid, NotAllowed, NotFound
from tests.factories import Desk

REST, WORKING = DayKind.REST, DayKind.WORKING
SPRING = "2027-02-05 休 春节\n2027-02-14 班\n2027-02-20 班\n"


@pytest.fixture
def chief(desk: Desk) -> Desk:
    """A supervisor."""
    return desk.as_(Role.SUPERVISOR)


def day_of(desk: Desk, day: date) -> DayDetail:
    found = desk.call("calendar.day", day=day)
    assert isinstance(found, DayDetail)
    return found


def year_of(desk: Desk, year: int) -> CalendarYear:
    found = desk.call("calendar.year", year=year)
    assert isinstance(found, CalendarYear)
    return found


@pytest.mark.parametrize(
    ("day", "kind", "name"),
    [
        (date(2025, 1, 28), REST, "农历除夕"),
        (date(2025, 10, 6), REST, "中秋节"),
        (date(2025, 10, 9), WORKING, ""),
        (date(2026, 2, 17), REST, "春节"),
        (date(2026, 10, 1), REST, "国庆节"),
        (date(2026, 10, 4), REST, ""),
        (date(2026, 10, 8), WORKING, ""),
        (date(2026, 11, 21), REST, ""),
        (date(2026, 11, 23), WORKING, ""),
    ],
)
def test_the_library_knows_the_holidays_of_2025_and_2026(desk: Desk, day: date, kind: DayKind, name: str) -> None:
    found = day_of(desk, day)
    assert (found.kind, found.name) == (kind, name)
    assert found.source is (DaySource.LIBRARY if name else DaySource.WEEK)


@pytest.mark.parametrize(
    "day",
    [date(2025, 1, 26), date(2025, 9, 28), date(2025, 10, 11), date(2026, 1, 4), date(2026, 9, 20), date(2026, 10, 10)],
)
def test_a_make_up_weekend_is_a_working_day(desk: Desk, day: date) -> None:
    found = day_of(desk, day)
    assert (found.kind, found.source) == (WORKING, DaySource.LIBRARY)
    assert next(special for special in year_of(desk, day.year).days if special.day == day).make_up


def test_the_working_days_of_a_month_are_counted(desk: Desk, chief: Desk) -> None:
    months = year_of(desk, 2026).working_days
    assert len(months) == 12
    assert (months[8], months[9], months[10]) == (22, 18, 21)  # the 20th of September worked, seven days of October not
    chief.call("calendar.set_day", draft=DayDraft(day=date(2026, 11, 23), kind=REST, name="园区停电"))
    assert year_of(desk, 2026).working_days[10] == 20


def test_the_offices_own_word_goes_first(desk: Desk, chief: Desk) -> None:
    chief.call("calendar.set_day", draft=DayDraft(day=date(2026, 10, 1), kind=WORKING, name=" 值守 "))
    found = day_of(desk, date(2026, 10, 1))
    assert (found.kind, found.name, found.source) == (WORKING, "值守", DaySource.OFFICE)
    assert (found.by, found.since) == (chief.actor.name, desk.clock.now)
    assert (found.library_kind, found.library_name) == (REST, "国庆节")
    assert next(day for day in year_of(desk, 2026).days if day.day == found.day).own


def test_the_offices_word_is_taken_back_and_the_library_speaks_again(desk: Desk, chief: Desk) -> None:
    day = date(2026, 10, 1)
    chief.call("calendar.set_day", draft=DayDraft(day=day, kind=WORKING))
    desk.clock.forward(hours=1)
    chief.call("calendar.follow_library", day=day)
    found = day_of(desk, day)
    assert (found.kind, found.name, found.source, found.by) == (REST, "国庆节", DaySource.LIBRARY, "")
    assert not any(special.own for special in year_of(desk, 2026).days)
    assert [line.verb for line in found.history] == ["calendar.set_day", "calendar.follow_library"]
    with pytest.raises(NotFound):
        chief.call("calendar.follow_library", day=day)
    chief.call("calendar.set_day", draft=DayDraft(day=day, kind=WORKING))
    assert day_of(desk, day).source is DaySource.OFFICE


def test_an_import_takes_over_every_line(desk: Desk, chief: Desk) -> None:
    text = "\ufeff# 2027 年\n2027-02-05 休 春节\n2027/2/14，上班\n\n2027年2月20日 班 补班\n"
    text += "2027.02.11;REST;Spring Festival\n"
    change = chief.call("calendar.import", text=text)
    assert [ref.number for ref in (change.ref, *change.also)] == [
        "2027-02-05", "2027-02-14", "2027-02-20", "2027-02-11",
    ]  # fmt: skip
    assert day_of(desk, date(2027, 2, 14)).kind is WORKING
    assert day_of(desk, date(2027, 2, 20)).name == "补班"
    assert day_of(desk, date(2027, 2, 11)).name == "Spring Festival"


def test_an_import_is_all_or_nothing_and_names_every_bad_line(desk: Desk, chief: Desk) -> None:
    text = "2027-02-14 班\n2027-02-30 休\nnonsense\n2027-02-14 休\n1888-01-01 休\n2027-03-01 maybe\n"
    with pytest.raises(Invalid) as caught:
        chief.call("calendar.import", text=text)
    problems = [(p.code, p.params.get("line")) for p in caught.value.problems]
    assert problems == [
        ("calendar_line", 2), ("calendar_line", 3), ("calendar_twice", None),
        ("calendar_line", 5), ("calendar_line", 6),
    ]  # fmt: skip
    assert day_of(desk, date(2027, 2, 14)).source is DaySource.WEEK


@pytest.mark.parametrize(("text", "code"), [("", "nothing_to_import"), ("# x\n\n", "nothing_to_import")])
def test_an_empty_import_is_refused(chief: Desk, text: str, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        chief.call("calendar.import", text=text)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_what_is_so_already_is_left_alone_by_an_import(desk: Desk, chief: Desk) -> None:
    change = chief.call("calendar.import", text="2026-10-01 休 国庆节\n2026-11-23 休 停电\n")
    assert [ref.number for ref in (change.ref, *change.also)] == ["2026-11-23"]
    assert day_of(desk, date(2026, 10, 1)).source is DaySource.LIBRARY
    with pytest.raises(Invalid) as caught:
        chief.call("calendar.import", text="2026-10-01 休 国庆节\n")
    assert [problem.code for problem in caught.value.problems] == ["nothing_changed"]


def test_an_unannounced_year_says_so_until_its_list_is_imported(desk: Desk, chief: Desk) -> None:
    assert year_of(desk, 2026).announced
    year = year_of(desk, 2031)
    assert not year.announced
    chief.call("calendar.set_day", draft=DayDraft(day=date(2031, 2, 2), kind=WORKING))
    assert not year_of(desk, 2031).announced, "one day set by hand announces nothing"
    chief.call("calendar.import", text="2031-02-08 班\n")
    assert year_of(desk, 2031).announced


def test_the_export_can_be_imported_again(desk: Desk, chief: Desk) -> None:
    text = desk.call("calendar.export", year=2026)
    assert "2026-10-01 休 国庆节\n" in text
    assert "2026-10-10 班\n" in text
    with pytest.raises(Invalid) as caught:
        chief.call("calendar.import", text=text)
    assert [problem.code for problem in caught.value.problems] == ["nothing_changed"]
    assert len(text.splitlines()) == len(year_of(desk, 2026).days)


@pytest.mark.parametrize("year", [1989, 2200, -1, 10**9])
def test_all_4_a_year_out_of_range_is_refused(desk: Desk, year: int) -> None:
    for verb in ("year", "export"):
        with pytest.raises(Invalid):
            desk.call(f"calendar.{verb}", year=year)


def test_all_4_a_day_needs_its_date_and_a_fitting_name(chief: Desk) -> None:
    for draft in (DayDraft(), DayDraft(day=date(2026, 1, 1), name="长" * 41), DayDraft(day=date(2600, 1, 1))):
        with pytest.raises(Invalid):
            chief.call("calendar.set_day", draft=draft)
    with pytest.raises(Invalid):
        chief.call("calendar.day", day=date(1900, 1, 1))


@pytest.mark.parametrize("role", [Role.RECEPTIONIST, Role.STEWARD, Role.CASHIER, Role.ADMIN])
def test_roles_everybody_reads_the_calendar_and_only_the_office_writes_it(desk: Desk, role: Role) -> None:
    other = desk.as_(role)
    assert year_of(other, 2026).days
    for verb, arguments in {
        "set_day": {"draft": DayDraft(day=date(2026, 11, 23))},
        "follow_library": {"day": date(2026, 11, 23)},
        "import": {"text": SPRING},
        "read_list": {"path": "x"},
    }.items():
        with pytest.raises(NotAllowed):
            other.call(f"calendar.{verb}", **arguments)


def test_all_3_every_change_is_journalled_and_the_file_stays_sound(desk: Desk, chief: Desk) -> None:
    day = date(2026, 11, 23)
    change = chief.call("calendar.set_day", draft=DayDraft(day=day, kind=REST, name="停电"))
    chief.call("calendar.set_day", draft=DayDraft(day=day, kind=REST, name="停水"))
    chief.call("calendar.import", text=SPRING)
    chief.call("calendar.follow_library", day=day)
    history = desk.call("journal.history", register="calendar", id=change.id)
    assert [(line.verb, line.who, line.number) for line in history] == [
        (f"calendar.{verb}", chief.actor.name, "2026-11-23") for verb in ("set_day", "set_day", "follow_library")
    ]
    assert ("name", "停电", "停水") in [(c.field, c.old, c.new) for c in history[1].changes]
    report = chief.call("journal.check")
    assert report.findings == ()
    assert report.rows["calendar"] == 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_list_is_read_from_text_of_any_usual_kind(chief: Desk, tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "2027.csv"
    file.write_bytes('2027-02-05,休,"春节"\r\n2027-02-14,班,\r\n'.encode(encoding))
    text = chief.call("calendar.read_list", path=str(file))
    assert text == "2027-02-05,休,春节\n2027-02-14,班,\n"
    assert len(chief.call("calendar.import", text=text).also) == 1


def test_a_list_is_read_from_a_workbook(chief: Desk, tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (["日期", "类型", "名称"], [date(2031, 2, 5), "休", "春节"], ["2031-02-08", "班", None], []):
        page.append(row)
    book.save(tmp_path / "2031.xlsx")
    assert chief.call("calendar.read_list", path=str(tmp_path / "2031.xlsx")) == "2031-02-05 休 春节\n2031-02-08 班\n"


@pytest.mark.parametrize("content", [b"\x00\x01\x02\xff", b"PK\x03\x04broken", b"x" * 1_000_001])
def test_all_4_a_file_that_is_no_list_is_refused(chief: Desk, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(Invalid):
        chief.call("calendar.read_list", path=str(tmp_path / "x"))
    with pytest.raises(DeskError) as caught:
        chief.call("calendar.read_list", path=str(tmp_path / "none"))
    assert caught.value.code == "unreadable"


def test_the_list_of_a_year_is_written_to_a_file_and_read_again(chief: Desk, tmp_path: Path) -> None:
    file = tmp_path / "2026.txt"
    assert chief.call("calendar.write_list", year=2026, path=str(file)) == str(file)
    assert chief.call("calendar.read_list", path=str(file)) == chief.call("calendar.export", year=2026)
    with pytest.raises(DeskError) as caught:
        chief.call("calendar.write_list", year=2026, path=str(tmp_path / "none" / "x.txt"))
    assert caught.value.code == "unwritable"


def test_a_holiday_is_called_in_the_readers_language(desk: Desk, chief: Desk) -> None:
    found = day_of(desk, date(2026, 10, 1))
    assert (found.name, found.name_en) == ("国庆节", "National Day")
    days = {day.day: day for day in year_of(desk, 2026).days}
    moved = days[date(2026, 10, 6)]
    assert moved.called(Language.CHINESE) == "休息日（由 2026-09-20 调休）"
    assert moved.called(Language.ENGLISH) == "Day off (substituted from 2026-09-20)"
    chief.call("calendar.set_day", draft=DayDraft(day=date(2026, 10, 6), kind=REST, name="停电检修"))
    own = day_of(desk, date(2026, 10, 6))
    assert (own.name, own.name_en) == ("停电检修", "")
    assert own.library_name_en == "Day off (substituted from 2026-09-20)"
    days = {day.day: day for day in year_of(desk, 2026).days}
    assert days[date(2026, 10, 6)].called(Language.ENGLISH) == "停电检修"
