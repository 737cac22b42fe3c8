"""One day beside the year: what it is, by whose word, since when; below it the year's holidays by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp.domain.calendar import CalendarYear, Day, DayDetail, DaySource
from deskapp.domain.common import HistoryRow
from deskapp.domain.people import OFFICE
from deskapp.domain.words import named
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.facts import Facts, divider
from deskapp.ui.common.parts import button, clear, label
from deskapp.ui.common.register_spec import Fact
from deskapp.ui.common.year_picture import locale_of

if TYPE_CHECKING:
    from datetime import date

    from deskapp.ui.context import Context

_SHORT = "calendar.short"


def may_set(context: Context) -> bool:
    """Whether the signed-in person may change the calendar (``roles.md``)."""
    return context.acts_as(OFFICE)


class DayPage(QWidget):
    """Shows a day; ``wanted`` carries one that is chosen from the year's list."""

    wanted = Signal(object)

    def __init__(self, context: Context, detail: DayDetail, year: CalendarYear) -> None:
        super().__init__()
        self.context = context
        self.detail = detail
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        facts = Facts(context)
        facts.show_facts(list(self._facts()))
        column.addWidget(facts)
        if not may_set(context):
            column.addWidget(label(self.tr("Supervisors and the director change it."), "muted", wrap=True))
        for line in detail.history:
            told = label(self._told(line), "small", wrap=True)
            told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(told)
        column.addWidget(divider())
        column.addWidget(label(self.tr("The days of {year}").format(year=year.year), "strong"))
        self.list = QVBoxLayout()
        self.list.setSpacing(0)
        column.addLayout(self.list)
        self.show_year(year)

    def _facts(self) -> Iterator[Fact]:
        detail, word = self.detail, self.context.word
        kind = word(f"calendar.kind.{detail.kind}")
        name = named(self.context.language, detail.name, detail.name_en)
        yield Fact(label=self.tr("The day"), text=f"{kind} · {name}" if name else kind, tone="strong")
        yield Fact(label=self.tr("By"), text=word(f"calendar.day_source.{detail.source}"))
        if detail.source is DaySource.OFFICE:
            yield Fact(label=self.tr("Set"), text=f"{fmt.clock(detail.since)} · {detail.by}")
            otherwise = named(self.context.language, detail.library_name, detail.library_name_en)
            said = (word(f"calendar.kind.{detail.library_kind}"), otherwise)
            yield Fact(label=self.tr("Otherwise"), text=" · ".join(part for part in said if part))

    def _told(self, line: HistoryRow) -> str:
        changed = {change.field: change.new for change in line.changes}
        step = self.context.word(f"calendar.step.{line.verb.partition('.')[2]}")
        kind = self.context.word(f"calendar.kind.{changed['kind']}") if "kind" in changed else ""
        parts = (fmt.clock(line.at), line.who, step, kind, str(changed.get("name") or ""))
        return " · ".join(part for part in parts if part)

    def show_year(self, year: CalendarYear) -> None:
        """The year's stretches by name; each leads to its first day."""
        clear(self.list)
        for run in stretches(year.days):
            made = button(self._line(run), "link")
            made.clicked.connect(partial(self._go, run[0].day))
            self.list.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)

    def _line(self, run: Sequence[Day]) -> str:
        first, last = run[0], run[-1]
        days = f"{first.day:%m-%d}" + (f" – {last.day:%m-%d}" if last is not first else "")
        word = self.context.word
        otherwise = "calendar.make_up" if first.make_up else f"calendar.kind.{first.kind}"
        name = first.called(self.context.language) or word(otherwise)
        week = locale_of(self.context.language).standaloneDayName(
            first.day.isoweekday(), QLocale.FormatType.ShortFormat
        )
        own = " ◆" if first.own else ""
        single = f" {week}" if last is first else ""
        return f"{word(f'{_SHORT}.{first.kind}')}  {days}{single}  {name}{own}"

    def _go(self, day: date, _on: bool = False) -> None:
        self.wanted.emit(day)


def stretches(days: Sequence[Day]) -> list[list[Day]]:
    """Days that follow each other and are alike, weekends between them passed over, as one."""
    runs: list[list[Day]] = []
    for day in days:
        before = runs[-1][-1] if runs else None
        if before is not None and _goes_on(before, day):
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _goes_on(before: Day, day: Day) -> bool:
    """Whether a day belongs to the holiday before it: at most a weekend lies between."""
    near = day.day - before.day <= timedelta(days=3)
    named_alike = before.name[:2] == day.name[:2] or day.name.startswith("休息日")
    return near and before.kind is day.kind and before.own == day.own and not day.make_up and named_alike
