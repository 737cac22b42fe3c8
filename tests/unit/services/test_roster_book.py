"""A month's roster as a workbook, read back (``DUTY-1``)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from deskapp.domain.calendar import DayDraft, DayKind
from deskapp.domain.leaves import Kind, LeaveDraft
from deskapp.domain.people import Role
from deskapp.domain.roster import Sheet
from deskapp.domain.shifts import TINTS, Colour, ShiftDraft
from deskapp.errors import DeskError, NotAllowed, NotFound
from tests.factories import Desk
from tests.ways import roster

LEAVE, HOLIDAY, MAKE_UP = date(2026, 12, 3), date(2026, 12, 4), date(2026, 12, 5)
#: Title, month, days, weekdays, names: the first person stands below them.
DAYS, FIRST = 3, 6


@pytest.fixture
def people(desk: Desk) -> tuple[int, ...]:
    return roster.people(desk)


@pytest.fixture
def sheet(desk: Desk, people: tuple[int, ...]) -> Sheet:
    """The first is early on the 1st and 4th, all of the 6th, off on the 2nd, away on the 3rd; works the 5th."""
    chief = desk.as_(Role.SUPERVISOR)
    holiday = DayDraft(day=HOLIDAY, kind=DayKind.REST, name="宪法日")
    chief.call("calendar.set_day", draft=holiday)
    chief.call("calendar.set_day", draft=DayDraft(day=MAKE_UP, kind=DayKind.WORKING))
    leave = LeaveDraft(staff_id=people[0], kind=Kind.ANNUAL, since=LEAVE, until=LEAVE, reason="体检")
    asked = chief.call("leaves.ask", draft=leave)
    chief.step("leaves", "approve", asked.id)
    letters = {1: "z", 2: "-", 4: "z", 6: "c"}
    cells = {(people[0], date(2026, 12, day)): letter for day, letter in letters.items()}
    return roster.put(desk, roster.begin(desk), cells)


def written(desk: Desk, sheet: Sheet, path: Path) -> Any:
    office = desk.as_(Role.SUPERVISOR)
    assert office.call("roster.write_workbook", id=sheet.id, path=str(path)) == str(path)
    return load_workbook(path).active


def texts(page: Any, row: int) -> list[Any]:
    return [cell.value for cell in page[row]]


def test_duty_1_the_workbook_has_title_days_letters_and_sums(desk: Desk, sheet: Sheet, tmp_path: Path) -> None:
    page = written(desk, sheet, tmp_path / "十二月.xlsx")
    assert page["A1"].value == "翠湖花园 值班安排表 Duty roster"
    assert page["A2"].value == "2026 年 12 月 · 第 1 版 · 草稿，未发布"
    assert texts(page, DAYS)[1:32] == list(range(1, 32))
    assert texts(page, DAYS + 1)[1:8] == list("二三四五六日一")
    assert texts(page, DAYS + 2)[1:7] == [None, None, None, "宪法日", "班", None]
    row = texts(page, FIRST)
    assert row[0] == "员工10 ★"
    assert row[1:8] == ["早", "休", "假", "早", None, "长", None]
    assert row[32:36] == [3, 6.5 + 6.5 + 11.5, 1, 1]
    assert texts(page, FIRST + 1)[32:36] == [0, 0, 0, 0]


def test_duty_1_the_workbook_shows_cover_where_a_long_shift_reaches_over(
    desk: Desk, sheet: Sheet, tmp_path: Path
) -> None:
    page = written(desk, sheet, tmp_path / "r.xlsx")
    early, late = texts(page, FIRST + 3), texts(page, FIRST + 4)
    assert (early[0], late[0]) == ("早班在岗", "晚班在岗")
    assert early[1:7] == [1, 0, 0, 1, 0, 1]
    assert late[1:7] == [0, 0, 0, 0, 0, 1]
    lacking, enough = page.cell(FIRST + 3, 2), page.cell(FIRST + 3, 5)
    assert lacking.font.color.rgb == "FFB3202E", "one of two"
    assert enough.font.color is None or enough.font.color.rgb != "FFB3202E", "one is enough on a holiday"


def test_duty_1_the_workbook_shades_days_and_tints_shifts(desk: Desk, sheet: Sheet, tmp_path: Path) -> None:
    page = written(desk, sheet, tmp_path / "r.xlsx")
    grounds = {day: page.cell(DAYS, day + 1).fill.fgColor.rgb for day in (3, 4, 5, 6)}
    assert grounds == {3: "00000000", 4: "FFD9EFDC", 5: "FFFDEACF", 6: "FFECEFF3"}
    blue = tuple(f"FF{colour[1:].upper()}" for colour in TINTS[Colour.BLUE])
    cell = page.cell(FIRST, 2)
    assert (cell.fill.fgColor.rgb, cell.font.color.rgb) == blue
    said = [value for row in page.iter_rows(min_row=FIRST + 5, values_only=True) for value in row if value]
    for wanted in ("早班  07:30–14:00  6.5 h", "长班  07:30–20:00  11.5 h", "调休上班日 Make-up working day"):
        assert wanted in said
    setup, fits = page.page_setup, page.sheet_properties.pageSetUpPr.fitToPage
    assert (setup.orientation, setup.paperSize, fits, page.freeze_panes) == ("landscape", 9, True, "B6")


def test_duty_1_what_looks_like_a_formula_is_none(desk: Desk, people: tuple[int, ...], tmp_path: Path) -> None:
    chief = desk.as_(Role.SUPERVISOR)
    chief.call("shifts.save", draft=ShiftDraft(name="=1+1", short="=A1", letter="q", cover_working=1))
    sheet = roster.put(desk, roster.begin(desk), {(people[0], date(2026, 12, 1)): "q"})
    page = written(desk, sheet, tmp_path / "r.xlsx")
    assert page.cell(FIRST, 2).value == "'=A1"
    assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)


def test_duty_1_a_workbook_is_the_offices_and_names_what_is_wrong(desk: Desk, sheet: Sheet, tmp_path: Path) -> None:
    office = desk.as_(Role.SUPERVISOR)
    for role in (Role.RECEPTIONIST, Role.STEWARD, Role.CASHIER):
        with pytest.raises(NotAllowed):
            desk.as_(role).call("roster.write_workbook", id=sheet.id, path=str(tmp_path / "r.xlsx"))
    with pytest.raises(NotFound):
        office.call("roster.write_workbook", id=0, path="")
    for path in (str(tmp_path / "nowhere" / "r.xlsx"), str(tmp_path), ""):
        with pytest.raises(DeskError) as refused:
            office.call("roster.write_workbook", id=sheet.id, path=path)
        assert refused.value.code == "unwritable"
    assert not list(tmp_path.glob("*.xlsx*")) + list(tmp_path.glob(".*"))
