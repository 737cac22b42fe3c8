"""What the roster's grid says: a cell, a day, a person in words; the tints of the shifts (``DUTY-1``)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from deskapp.domain.roster import Away, Broken, DutyDay, GridDay, Load, Person
from deskapp.domain.shifts import TINTS, Colour, Shift
from deskapp.domain.words import Language, named
from deskapp.ui import theme
from deskapp.ui.common.roster_board import Board, Place, needs
from deskapp.ui.common.year_picture import locale_of

if TYPE_CHECKING:
    from deskapp.ui.context import Context

#: Ground and ink of a shift's cells; on dark too each pair keeps a contrast of 4.5 : 1.
LIGHT = TINTS
DARK = {
    Colour.BLUE: ("#1b3655", "#93c8fb"),
    Colour.ORANGE: ("#452f13", "#ffc27a"),
    Colour.GREEN: ("#163a29", "#83dca5"),
    Colour.PURPLE: ("#35264f", "#ceb0f7"),
    Colour.TEAL: ("#113a3c", "#7bd8d8"),
    Colour.RED: ("#472127", "#ffa0a7"),
    Colour.BROWN: ("#3e2e20", "#dfb98f"),
    Colour.GREY: ("#313840", "#bdc7d1"),
}


def tint(colour: Colour) -> tuple[str, str]:
    """A shift's ground and ink in the theme in effect."""
    return (DARK if theme.tokens() is theme.DARK else LIGHT)[colour]


def figure(value: float) -> str:
    """Hours and counts: ``137.5``, ``131``."""
    return f"{value:g}"


def short_leave() -> str:
    """A leave in a cell."""
    return QCoreApplication.translate("Roster", "L")


def short_wish() -> str:
    """A day off that is wanted, in a cell."""
    return QCoreApplication.translate("Roster", "w")


def month_title(context: Context, month: str) -> str:
    """A month as a heading: ``December 2026``; Chinese writes it as a figure."""
    first = date.fromisoformat(f"{month}-01")
    name = str(first.month)
    if context.language is Language.ENGLISH:
        name = locale_of(context.language).standaloneMonthName(first.month, QLocale.FormatType.LongFormat)
    return context.word("roster.month", month=name, year=first.year)


def weekday(context: Context, day: date, *, short: bool = False) -> str:
    """A day of the week; in a column's head one character."""
    form = QLocale.FormatType.NarrowFormat if short else QLocale.FormatType.ShortFormat
    return locale_of(context.language).standaloneDayName(day.isoweekday(), form)


def day_words(context: Context, day: GridDay) -> str:
    """A day: date, weekday, what it is, its name."""
    kind = "roster.duty_day.make_up" if day.make_up else f"roster.duty_day.{day.kind}"
    called = named(context.language, day.name, day.name_en)
    plain = day.kind is DutyDay.WORKING and not day.make_up
    parts = (f"{day.day:%m-%d} {weekday(context, day.day)}", "" if plain else context.word(kind), called)
    return " · ".join(part for part in parts if part)


def fault_words(context: Context, fault: Broken) -> str:
    """A broken rule in a sentence."""
    params = {
        name: figure(value) if isinstance(value, (int, float)) else value
        for name, value in (fault.params or {}).items()
    }
    said = context.word(f"roster.broken.{fault.rule}", **params).strip()
    return said.rstrip("：:")


def fault_line(context: Context, fault: Broken) -> str:
    """The same with its day, for a list."""
    said = fault_words(context, fault)
    return said if fault.day is None else f"{fault.day:%m-%d} {weekday(context, fault.day)} · {said}"


def away_words(each: Away) -> str:
    """A leave or a wish, with its number and reason."""
    said = (
        QCoreApplication.translate("Roster", "wants this day off")
        if each.wish
        else QCoreApplication.translate("Roster", "on leave")
    )
    return " ".join(part for part in (said, each.number, each.words) if part)


def cell_words(context: Context, board: Board, person: Person, day: GridDay) -> str:
    """Everything a cell says, in one line: for the line below, the tool tip and the ear."""
    place: Place = (person.staff_id, day.day)
    cell = board.cells.get(place)
    parts = [person.name, day_words(context, day), duty_words(board.shift_of(place), decided=cell is not None)]
    if cell is not None and cell.pinned:
        parts.append(QCoreApplication.translate("Roster", "pinned"))
    parts += [away_words(each) for each in board.away.get(place, ())]
    parts += [f"! {fault_words(context, fault)}" for fault in board.of_cell(place)]
    return " · ".join(parts)


def duty_words(shift: Shift | None, *, decided: bool) -> str:
    """A shift with its times, a day off, or nothing decided."""
    if shift is not None:
        return f"{shift.name} {shift.starts:%H:%M}–{shift.ends:%H:%M}"
    if decided:
        return QCoreApplication.translate("Roster", "day off")
    return QCoreApplication.translate("Roster", "nothing decided")


def cover_words(context: Context, board: Board, day: GridDay) -> str:
    """A column's cover, shift by shift, and what is lacking."""
    said = QCoreApplication.translate("Roster", "{shift}: {there} of {needed}")
    parts = [
        said.format(shift=shift.name, there=board.there(day.day, shift), needed=needs(day, shift))
        for shift in board.needed
    ]
    parts += [f"! {fault_words(context, fault)}" for fault in board.of_day(day.day)]
    return " · ".join((day_words(context, day), *parts))


def sum_titles() -> tuple[str, ...]:
    """The heads of the sums."""
    return (
        QCoreApplication.translate("Roster", "Hours"),
        QCoreApplication.translate("Roster", "Late"),
        QCoreApplication.translate("Roster", "W/end"),
        QCoreApplication.translate("Roster", "Holid."),
    )


def sums_of(load: Load) -> tuple[float, ...]:
    """A load in the order of its columns."""
    return load.hours, load.late, load.weekends, load.holidays


def person_words(context: Context, board: Board, person: Person) -> str:
    """A row: who, how they take part, what they have to do, and had to before."""
    parts = [f"{person.name} {person.code}", context.word(f"role.{person.role}")]
    if person.experienced:
        parts.append(context.word("roster.field.experienced"))
    if not person.on_roster:
        parts.append(QCoreApplication.translate("Roster", "not on the roster any more"))
    said = QCoreApplication.translate(
        "Roster", "{hours} h, {late} late shifts, {weekends} weekend days, {holidays} holidays"
    )
    before = QCoreApplication.translate("Roster", "the twelve months before: {load}")
    now, then = (_load_words(said, load) for load in (board.load(person), board.earlier(person)))
    parts += [now, before.format(load=then), person.note]
    parts += [f"! {fault_words(context, fault)}" for fault in board.of_person(person.staff_id)]
    return " · ".join(part for part in parts if part)


def _load_words(said: str, load: Load) -> str:
    return said.format(
        hours=figure(round(load.hours, 1)), late=load.late, weekends=load.weekends, holidays=load.holidays
    )


def runs_of_names(context: Context, days: Collection[GridDay]) -> list[tuple[int, int, GridDay, str]]:
    """Days beside each other that bear one name: first and last column, the first day, what they are called."""
    runs: list[tuple[int, int, GridDay, str]] = []
    for column, day in enumerate(days):
        if not day.name and not day.make_up:
            continue
        called = named(context.language, day.name, day.name_en)
        if runs and runs[-1][1] == column - 1 and runs[-1][3] == called and runs[-1][2].make_up == day.make_up:
            runs[-1] = (runs[-1][0], column, runs[-1][2], called)
        else:
            runs.append((column, column, day, called))
    return runs
