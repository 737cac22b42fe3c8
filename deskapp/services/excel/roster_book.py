"""A month's duty roster as a workbook, ready to be hung: letters in their colours, cover, sums, legend (``DUTY-1``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from deskapp.domain.roster import DutyDay, GridDay, Person, Sheet
from deskapp.domain.roster_rules import Grid, cover, grid_of, on_duty
from deskapp.domain.shifts import TINTS, Shift
from deskapp.domain.words import Language, word
from deskapp.errors import DeskError
from deskapp.services.excel.workbook import both, quoted

_WEEKDAYS = "一二三四五六日"
#: Above the first person: title, month, days, weekdays, what the days are called.
_TITLE, _MONTH, _DAYS, _WEEK, _NAMES, _FIRST = range(6)
_SUMS = ("shifts", "hours", "weekends", "holidays")
_SHADES = {"weekend": "#eceff3", "holiday": "#d9efdc", "make_up": "#fdeacf"}
_A4, _FONT = 9, "Microsoft YaHei"
_NAME_WIDTH, _DAY_WIDTH, _SUM_WIDTH = 13, 3.6, 7.5


def write(sheet: Sheet, estate: str, path: str, now: datetime) -> str:
    """Write it whole or not at all, and say where. Raises DeskError."""
    target = Path(path)
    part = target.parent / f".{target.name}.part"
    try:
        book = xlsxwriter.Workbook(str(part), {"strings_to_formulas": False, "strings_to_urls": False})
        book.set_properties({"created": now.astimezone().replace(tzinfo=None)})
        _Page(book, sheet, estate).fill()
        book.close()
        part.replace(target)
    except (OSError, ValueError, XlsxWriterException) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise DeskError("unwritable", path=path, reason=reason) from error
    finally:
        part.unlink(missing_ok=True)
    return path


class _Page:
    """The one sheet of the workbook."""

    def __init__(self, book: Any, sheet: Sheet, estate: str) -> None:
        self.book, self.sheet, self.estate = book, sheet, estate
        self.page = book.add_worksheet(sheet.month)
        self.grid: Grid = grid_of(sheet.cells, {shift.id: shift for shift in sheet.shifts})
        self.shades = {day.day: _shade(day) for day in sheet.days}
        self.used = {shift.id for days in self.grid.values() for shift in days.values()}
        self._looks: dict[tuple[tuple[str, Any], ...], Any] = {}

    def look(self, **changes: Any) -> Any:
        """A format; each is made once."""
        base = {"font_name": _FONT, "font_size": 10, "valign": "vcenter", "align": "center", "border": 1,
                "border_color": "#aab4c0"}  # fmt: skip
        return self._made({**base, **changes})

    def bare(self, **changes: Any) -> Any:
        """A format without lines around it."""
        return self._made({"font_name": _FONT, "font_size": 10, "valign": "vcenter", "align": "center", **changes})

    def _made(self, known: dict[str, Any]) -> Any:
        key = tuple(sorted(known.items()))
        if key not in self._looks:
            self._looks[key] = self.book.add_format(known)
        return self._looks[key]

    def say(self, row: int, column: int, text: str, **look: Any) -> None:
        """Words in a cell, never a formula (F15)."""
        # Not a word of no letters: what is nothing counts as an empty cell.
        self.page.write(row, column, quoted(text) if text else None, self.look(**look))

    def fill(self) -> None:
        """Everything, from the top down."""
        self._set_up()
        self._head()
        for at, person in enumerate(self.sheet.people):
            self._person(_FIRST + at, person)
        row = self._cover(_FIRST + len(self.sheet.people))
        last = self._legend(row + 1)
        self.page.print_area(0, 0, last, len(self.sheet.days) + len(_SUMS))

    def _set_up(self) -> None:
        page, days = self.page, len(self.sheet.days)
        page.set_landscape()
        page.set_paper(_A4)
        page.set_margins(0.3, 0.3, 0.4, 0.5)
        page.fit_to_pages(1, 0)
        page.center_horizontally()
        page.repeat_rows(_DAYS, _NAMES)
        page.freeze_panes(_FIRST, 1)
        page.set_footer("&R&P / &N")
        page.hide_gridlines(2)
        page.set_column(0, 0, _NAME_WIDTH)
        page.set_column(1, days, _DAY_WIDTH)
        page.set_column(days + 1, days + len(_SUMS), _SUM_WIDTH)

    def _head(self) -> None:
        sheet, last = self.sheet, len(self.sheet.days) + len(_SUMS)
        title = " ".join(part for part in (self.estate, both("register.roster")) if part)
        self.page.merge_range(_TITLE, 0, _TITLE, last, quoted(title), self.bare(font_size=16, bold=True))
        self.page.set_row(_TITLE, 28)
        self.page.merge_range(_MONTH, 0, _MONTH, last, quoted(self._edition()), self.bare())
        name = {"bold": True, "text_wrap": True}
        self.page.merge_range(_DAYS, 0, _NAMES, 0, both("field.name"), self.look(**name))
        for at, day in enumerate(sheet.days, 1):
            shade = self._ground(day.day)
            self.page.write_number(_DAYS, at, day.day.day, self.look(bold=True, **shade))
            self.say(_WEEK, at, _WEEKDAYS[day.day.weekday()], **shade)
            said = day.name or (word("roster.sheet.make_up", Language.CHINESE) if day.make_up else "")
            self.say(_NAMES, at, said, font_size=8, rotation=90 if len(said) > 1 else 0, **shade)
        longest = max((len(day.name) for day in sheet.days), default=0)
        self.page.set_row(_NAMES, max(18, longest * 9))
        for at, sum_ in enumerate(_SUMS, len(sheet.days) + 1):
            self.page.merge_range(_DAYS, at, _NAMES, at, both(f"roster.sheet.{sum_}"), self.look(**name))

    def _edition(self) -> str:
        sheet, chinese = self.sheet, Language.CHINESE
        first = date.fromisoformat(f"{sheet.month}-01")
        parts = [
            word("roster.month", chinese, month=first.month, year=first.year),
            word("roster.edition", chinese, number=sheet.edition),
            word(f"roster.state.{sheet.state}", chinese),
        ]
        if sheet.published_at is not None:
            parts.append(f"{sheet.published_by} {sheet.published_at.astimezone():%Y-%m-%d %H:%M}".strip())
        return " · ".join([*parts, *([sheet.note] if sheet.note else [])])

    def _ground(self, day: date) -> dict[str, str]:
        shade = self.shades[day]
        return {"bg_color": _SHADES[shade]} if shade else {}

    def _person(self, row: int, person: Person) -> None:
        days = self.grid.get(person.staff_id, {})
        star = " ★" if person.experienced else ""
        self.say(row, 0, f"{person.name}{star}", align="left", bold=True)
        self.page.set_row(row, 20)
        for at, day in enumerate(self.sheet.days, 1):
            if (shift := days.get(day.day)) is not None:
                self._shift(row, at, shift)
            else:
                self.say(row, at, self._without(person, day.day), font_color="#536070", **self._ground(day.day))
        for at, sum_ in enumerate(_sums(self.sheet, days), len(self.sheet.days) + 1):
            self.page.write_number(row, at, sum_, self.look(bold=True))

    def _shift(self, row: int, column: int, shift: Shift) -> None:
        ground, ink = TINTS[shift.colour]
        self.say(row, column, shift.short, bg_color=ground, font_color=ink, bold=True)

    def _without(self, person: Person, day: date) -> str:
        """A day without a shift: on leave, off, or not decided."""
        here = (each for each in self.sheet.away if each.staff_id == person.staff_id and not each.wish)
        if any(each.since <= day <= each.until for each in here):
            return word("roster.sheet.leave", Language.CHINESE)
        off = any(cell.staff_id == person.staff_id and cell.day == day for cell in self.sheet.cells)
        return word("roster.sheet.off", Language.CHINESE) if off else ""

    def _cover(self, row: int) -> int:
        """How many are there for each shift, day by day; too few stand out. The next free row."""
        needed = [shift for shift in self.sheet.shifts if any(cover(day, shift) for day in self.sheet.days)]
        for shift in needed:
            self.say(row, 0, word("roster.cover_line", Language.CHINESE, shift=shift.name), align="left")
            for at, day in enumerate(self.sheet.days, 1):
                there, least = len(on_duty(self.sheet, self.grid, day.day, shift)), cover(day, shift)
                look = {"font_color": "#b3202e", "bold": True} if there < least else {}
                self.page.write_number(row, at, there, self.look(font_size=9, **look, **self._ground(day.day)))
            row += 1
        return row

    def _legend(self, row: int) -> int:
        """Each shift with its times, then what the shades mean. Its last row."""
        plain = self.bare(align="left")
        for shift in (shift for shift in self.sheet.shifts if shift.active or shift.id in self.used):
            self._shift(row, 1, shift)
            times = f"{quoted(shift.name)}  {shift.starts:%H:%M}–{shift.ends:%H:%M}  {shift.hours:g} h"
            self.page.write_string(row, 2, times, plain)
            row += 1
        for shade, ground in _SHADES.items():
            if shade in self.shades.values():
                self.say(row, 1, "", bg_color=ground)
                self.page.write_string(row, 2, both(f"roster.duty_day.{shade}"), plain)
                row += 1
        return row - 1


def _shade(day: GridDay) -> str:
    if day.make_up:
        return "make_up"
    return "" if day.kind is DutyDay.WORKING else day.kind.value


def _sums(sheet: Sheet, days: Mapping[date, Shift]) -> tuple[float, ...]:
    """Shifts, hours, weekends, holidays, in the order of their columns."""
    kinds = Counter(day.kind for day in sheet.days if day.day in days)
    hours = round(sum(shift.hours for shift in days.values()), 2)
    return len(days), hours, kinds[DutyDay.WEEKEND], kinds[DutyDay.HOLIDAY]
