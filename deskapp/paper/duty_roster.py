"""The duty roster for the wall 值班安排表: a month, people × days, as one edition has it (``DUTY-1``) [001·5·4.1.1]."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from deskapp.domain.duty_papers import RosterPaper
from deskapp.domain.paper import PrintOptions
from deskapp.domain.roster import Cell as Put
from deskapp.domain.roster import DutyDay, GridDay, Person, State
from deskapp.domain.roster import Sheet as Roster
from deskapp.domain.roster_rules import cover, grid_of, on_duty
from deskapp.domain.shifts import Shift
from deskapp.paper.cells import SIGN_HIGH, Block, Caption, Cell, Content, Row, total
from deskapp.paper.forms import Form
from deskapp.paper.kit import DRAFT, VOID, Head, Press, shrink
from deskapp.paper.listing import A4_LANDSCAPE
from deskapp.paper.lists import listed
from deskapp.paper.roster_parts import INKS, Ground, Key, Lines, Mark, Sign, Square
from deskapp.paper.sheet import MM
from deskapp.paper.speech import Label, Speech, term

A3_LANDSCAPE = (420 * MM, 297 * MM)
_MARGIN = 9 * MM
_PERSON, _EDITION, _MONTH = Label("姓名", "Name"), Label("版次", "Edition"), Label("月份", "Month")
_MADE, _PUBLISHED = Label("编制", "Made"), Label("发布", "Published")
_NTH, _UNPUBLISHED = Label("第 {n} 版", "No. {n}"), Label("未发布", "not published")
_NAMED = Label("{year} 年 {month} 月", "{year}-{month:02}")
_NOTE, _KEY, _CHANGES = Label("发布说明", "Note"), Label("图例", "Key"), Label("变动", "Changes")
_SUPERVISOR, _DATE = Label("主管签名", "Supervisor signs"), Label("签发日期", "Date")
_OFF, _LEAVE, _PUBLIC = Label("休", "–"), Label("假", "L"), Label("假日", "PH")
_OFF_SAID, _LEAVE_SAID = Label("休息", "Day off"), Label("请假", "On leave")
_SHIFT, _NEXT_DAY = (
    Label("{name} {since}–{until}，{hours} 小时", "{name} {since}–{until}, {hours} h"),
    Label("次日", "+1"),
)
_CHANGED = Label("与第 {n} 版不同", "Differs from edition {n}")
_SINCE = Label("与第 {n} 版相比变动 {count} 格：", "{count} cells differ from edition {n}: ")
_SAME, _FIRST = Label("与第 {n} 版相同", "As edition {n}"), Label("本月首版", "First edition of the month")
_REST = Label("……另有 {n} 格，见表中右上角有三角的格子", "… and {n} more: see the cells with a filled corner")
_THERE, _SHORT = Label("{name}在岗", "On: {name}"), Label("在岗 1 人，应有 2 人", "1 on duty, 2 needed")
_AROUND = Label("在岗人数，长班计入其包含的班次", "On duty; a long shift counts for those within it")
_YET = Label("请假日仍排班", "On duty in spite of leave")
_TOTALS = (
    Label("工时", "Hours"), Label("班数", "Shifts"), Label("晚班", "Late"), Label("周末", "Wknd"),
    Label("节日", "Hols"), Label("休息", "Off"),
)  # fmt: skip
_DAYS = tuple(Label(*pair) for pair in zip("一二三四五六日", ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"), strict=True))
_OLD = Label("旧版", "SUPERSEDED")
#: Changes past this many are found in the grid.
_MOST = 60
_BLANK_PEOPLE, _BLANK_SHIFTS, _LONGEST = 14, 3, 31
_NAME = 27 * MM
_LEAST, _HIGHEST, _COVER = 6.4 * MM, 12 * MM, 4.6 * MM


class _Wall:
    """One edition being drawn; ``scale`` is 1 on A4 and larger on A3."""

    def __init__(self, press: Press, paper: RosterPaper | None, scale: float) -> None:
        self.press = press
        self.paper = paper
        self.scale = scale
        self.sheet: Roster | None = paper.sheet if paper is not None else None
        cells = self.sheet.cells if self.sheet is not None else ()
        used = {cell.shift_id for cell in cells}
        every = self.sheet.shifts if self.sheet is not None else ()
        self.shifts = {shift.id: shift for shift in every}
        self.shown = [shift for shift in every if shift.id in used or shift.active]
        self.grid = grid_of(cells, self.shifts)
        self.cells: Mapping[tuple[int, date], Put] = {(cell.staff_id, cell.day): cell for cell in cells}
        self.changed = {(change.staff_id, change.day) for change in (paper.changes if paper is not None else ())}
        self.away = _away(self.sheet) if self.sheet is not None else frozenset()
        self.days: Sequence[GridDay | None] = self.sheet.days if self.sheet is not None else [None] * _LONGEST

    @property
    def speech(self) -> Speech:
        """The words' language."""
        return self.press.speech

    def either(self, label: Label) -> str:
        """The Chinese or the English: there is no room for both."""
        return label.zh if self.speech.zh else label.en

    def row(self, first: Content, days: Sequence[Content], last: Sequence[Content], least: float) -> Row:
        """A line of the grid in its columns."""
        scale = self.scale
        cells = [Cell(first, width=_NAME * scale), *(Cell(content) for content in days)]
        return Row([*cells, *(Cell(content, width=7.4 * MM * scale) for content in last)], least=least * scale)

    def header(self) -> Row:
        """Days, weekdays, what a day is; the totals' names."""
        days = [self._day_head(at, day) for at, day in enumerate(self.days, 1)]
        names = [Lines([(label.zh if self.speech.zh else label.en, 7.4 * self.scale, False)]) for label in _TOTALS]
        return self.row(Lines([(self.speech.say(_PERSON), 8 * self.scale, False)]), days, names, 10 * MM)

    def _day_head(self, at: int, day: GridDay | None) -> Lines:
        scale, weekday, below = self.scale, "", ""
        if day is not None:
            said = _DAYS[day.day.weekday()]
            weekday = f"{said.zh} {said.en}" if self.speech.zh and self.speech.en else self.speech.say(said)
            below = self._named(day)
        rest = day is not None and day.kind is not DutyDay.WORKING
        lines = [(str(at), 9.5 * scale, True), (weekday, 7 * scale, rest), (below, 6 * scale, False)]
        return Lines(lines, Ground.of(day), edge=0.3 * MM)

    def _named(self, day: GridDay) -> str:
        if day.make_up:
            return self.either(term("calendar.short.working"))
        if day.kind is not DutyDay.HOLIDAY:
            return ""
        return day.name if self.speech.zh and 0 < len(day.name) < 4 else self.either(_PUBLIC)

    def people(self, least: float) -> Iterator[Row]:
        """A line for everybody."""
        for person in self.sheet.people if self.sheet is not None else ():
            days = [Square(self._mark(person, day), Ground.of(day), self.scale) for day in self.days if day]
            yield self.row(self._name(person), days, [self._figure(text) for text in self._totals(person)], least)
        if self.sheet is None:
            empty = [Lines([]) for _ in range(_LONGEST + len(_TOTALS))]
            for _ in range(_BLANK_PEOPLE):
                made = self.row(Lines([]), empty[:_LONGEST], empty[_LONGEST:], least)
                made.spare = True
                yield made

    def _name(self, person: Person) -> Lines:
        """Who; a name too long for one line takes the place of the code."""
        size, lines = shrink(person.name, _NAME - 2 * MM, (9.0, 8.0, 7.0), lines=1, strong=True)
        if len(lines) > 1:
            lines = [lines[0], "".join(lines[1:])]
        code = [(person.code, 5.6 * self.scale, False)] if len(lines) < 2 else []
        return Lines([*((line, size * self.scale, True) for line in lines), *code], align="l")

    def _figure(self, text: str) -> Lines:
        return Lines([(text, 8 * self.scale, False)])

    def _mark(self, person: Person, day: GridDay) -> Mark:
        at = (person.staff_id, day.day)
        cell, changed, away = self.cells.get(at), at in self.changed, at in self.away
        if cell is not None and cell.shift_id is not None:
            shift = self.shifts[cell.shift_id]
            said = self.either(_LEAVE) if away else ""
            return Mark(text=shift.short, ink=INKS[shift.colour], changed=changed, away=said)
        if away:
            return Mark(text=self.either(_LEAVE), changed=changed)
        return Mark(text=self.either(_OFF) if cell is not None else "", pale=True, changed=changed)

    def _totals(self, person: Person) -> Iterator[str]:
        on = self.grid.get(person.staff_id, {})
        kinds = Counter(day.kind for day in self.days if day is not None and day.day in on)
        yield f"{sum(shift.hours for shift in on.values()):g}"
        late = sum(shift.late for shift in on.values())
        # A day off is one that was decided, not one that nobody has thought of yet.
        put = (self.cells.get((person.staff_id, day.day)) for day in self.days if day is not None)
        off = sum(cell is not None and cell.shift_id is None for cell in put)
        for count in (len(on), late, kinds[DutyDay.WEEKEND], kinds[DutyDay.HOLIDAY], off):
            yield str(count)

    def there(self) -> Iterator[Row]:
        """How many are on duty for each shift on each day, and where they are fewer than needed."""
        for shift in self.shown:
            days = [self._on(day, shift) for day in self.days if day is not None]
            name = self.speech.fill(_THERE, {"name": shift.short})
            first = Lines([(name, 7.6 * self.scale, False)], align="l")
            yield self.row(first, days, [Lines([]) for _ in _TOTALS], _COVER)
        if self.sheet is None:
            empty = [Lines([]) for _ in range(_LONGEST + len(_TOTALS))]
            said = Lines([(self.speech.fill(_THERE, {"name": "____"}), 7.6 * self.scale, False)], align="l")
            for _ in range(_BLANK_SHIFTS):
                yield self.row(said, empty[:_LONGEST], empty[_LONGEST:], 6 * MM)

    def _on(self, day: GridDay, shift: Shift) -> Lines:
        assert self.sheet is not None
        there, needed = len(on_duty(self.sheet, self.grid, day.day, shift)), cover(day, shift)
        short = there < needed
        said = f"{there}/{needed}" if short else str(there) if there or needed else ""
        return Lines([(said, 8 * self.scale, short)], Ground.of(day), edge=0.3 * MM)

    def key(self) -> Row:
        """What the letters, grounds and marks mean."""
        content = Key(list(self._signs()), self.scale)
        return Row([Cell(Caption(_KEY, self.speech), width=self.press.label_width, shaded=True), Cell(content)])

    def _signs(self) -> Iterator[Sign]:
        speech, scale = self.speech, self.scale
        for shift in self.shown:
            mark = Mark(text=shift.short, ink=INKS[shift.colour])
            yield Sign(Square(mark, Ground.PLAIN, scale), self._shift(shift))
        if self.sheet is None:
            for _ in range(_BLANK_SHIFTS):
                yield Sign(Square(Mark(), Ground.PLAIN, scale), "____________ __:__–__:__")
        for text, meant, pale in ((_OFF, _OFF_SAID, True), (_LEAVE, _LEAVE_SAID, False)):
            yield Sign(Square(Mark(text=self.either(text), pale=pale), Ground.PLAIN, scale), speech.say(meant))
        if any(self.grid.get(who, {}).get(day) for who, day in self.away):
            yield Sign(Square(Mark(away=self.either(_LEAVE)), Ground.PLAIN, scale), speech.say(_YET))
        for ground, word in (
            (Ground.SHADED, "weekend"), (Ground.HATCHED, "holiday"), (Ground.DOTTED, "make_up"),
        ):  # fmt: skip
            said = speech.word(f"roster.duty_day.{word}")
            days = self._holidays() if ground is Ground.HATCHED else ""
            yield Sign(Square(Mark(), ground, scale), f"{said} {days}".strip())
        if self.paper is not None and self.paper.before:
            said = speech.fill(_CHANGED, {"n": self.paper.before})
            yield Sign(Square(Mark(changed=True), Ground.PLAIN, scale), said)
        yield Sign(Square(Mark(text="2"), Ground.PLAIN, scale), speech.say(_AROUND))
        yield Sign(Square(Mark(text="1/2"), Ground.PLAIN, scale), speech.say(_SHORT))

    def _shift(self, shift: Shift) -> str:
        until = f"{shift.ends:%H:%M}" if shift.ends > shift.starts else f"{self.either(_NEXT_DAY)} {shift.ends:%H:%M}"
        told = {"name": shift.name, "since": f"{shift.starts:%H:%M}", "until": until, "hours": f"{shift.hours:g}"}
        return self.either(_SHIFT).format_map(told)

    def _holidays(self) -> str:
        """The days' names, each with its first and last day: ``元旦 1–3``."""
        found: dict[str, list[int]] = {}
        for day in self.days:
            if day is not None and day.kind is DutyDay.HOLIDAY:
                found.setdefault(day.name if self.speech.zh else day.name_en or day.name, []).append(day.day.day)
        said = (f"{name} {_span(days)}" for name, days in found.items())
        return "、".join(said) if self.speech.zh else ", ".join(said)

    def first(self) -> list[Block]:
        """Which month, which edition, by whom and when; why it was published all the same."""
        pair, speech, sheet = self.press.pair, self.speech, self.sheet
        if sheet is None:
            labels = ((_MONTH, 0.8), (_EDITION, 0.6), (_MADE, 1.4), (_PUBLISHED, 1.4))
            return [self.press.row(*(pair(label, "", share) for label, share in labels), least=8 * MM), self.key()]
        year, month = sheet.month.split("-")
        edition = speech.fill(_NTH, {"n": sheet.edition})
        state = speech.word(f"roster.state.{sheet.state}")
        out = f"{sheet.published_by} {speech.clock(sheet.published_at)}".strip()
        row = self.press.row(
            pair(_MONTH, speech.fill(_NAMED, {"year": year, "month": int(month)}), 0.9, strong=True),
            pair(_EDITION, f"{edition} {state}", 1.1, strong=True),
            pair(_MADE, f"{sheet.made_by} {speech.clock(sheet.made_at)}", 1.2),
            pair(_PUBLISHED, out or speech.say(_UNPUBLISHED), 1.2),
        )
        note: list[Block] = [self.press.prose(_NOTE, sheet.note, least_lines=1)] if sheet.note else []
        return [row, *note, self.key()]

    def last(self) -> list[Block]:
        """Who is there, what changed, who signs."""
        pair = self.press.pair
        signed = self.press.row(pair(_SUPERVISOR, "", 2), pair(_DATE, self.press.day(), 1), least=SIGN_HIGH)
        changes: list[Block] = []
        if self.paper is not None:
            changes = [self.press.row(pair(_CHANGES, self._changes(self.paper)))]
        return [*self.there(), *changes, signed]

    def _changes(self, paper: RosterPaper) -> str:
        speech, count = self.speech, len(paper.changes)
        if not count:
            return speech.fill(_SAME, {"n": paper.before}) if paper.before else speech.say(_FIRST)
        told: dict[int, tuple[str, list[str]]] = {}
        off = self.either(_OFF)
        for change in paper.changes[:_MOST]:
            said = f"{change.day.day}{'日' if speech.zh else ''} {change.old or off}→{change.new or off}"
            told.setdefault(change.staff_id, (change.name, []))[1].append(said)
        comma, stop = ("，", "；") if speech.zh else (", ", "; ")
        parts = [f"{name} {comma.join(days)}" for name, days in told.values()]
        if count > _MOST:
            parts.append(speech.fill(_REST, {"n": count - _MOST}))
        return speech.fill(_SINCE, {"n": paper.before, "count": count}) + stop.join(parts)


def _span(days: Sequence[int]) -> str:
    """Days of the month in runs: ``1–3, 29``."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _away(sheet: Roster) -> frozenset[tuple[int, date]]:
    """Who is on approved leave when; wishes are not hung on the wall."""
    return frozenset(
        (each.staff_id, day.day)
        for each in sheet.away
        if not each.wish
        for day in sheet.days
        if each.since <= day.day <= each.until
    )


def _height(
    press: Press, wall: _Wall, first: Sequence[Block], last: Sequence[Block], size: tuple[float, float]
) -> float:
    """How high a person's line is at scale 1: what one page has left is shared out, within limits."""
    width, height = size[0] - 2 * _MARGIN, size[1] - 15 * MM
    header = wall.header()
    for block in (*first, header, *last):
        block.fit(width)
    room = height - press.head_height(width) - press.foot_height(width) - total([*first, header, *last])
    count = len(wall.sheet.people) if wall.sheet is not None else _BLANK_PEOPLE
    share = (room - 0.5) / max(count, 1) / wall.scale
    return min(share, _HIGHEST) if share >= _LEAST else _LEAST


def draw(paper: RosterPaper | None, options: PrintOptions) -> bytes:
    """One edition, or an empty month to be filled in by hand."""
    title = term("form.duty_roster")
    sheet = paper.sheet if paper is not None else None
    number = sheet.number if sheet is not None else ""
    press = Press(options, title=f"{title.zh} {number}".strip())
    across = {State.DRAFT: DRAFT, State.SUPERSEDED: _OLD, State.DROPPED: VOID}
    head = Head(title=title, number=number, code=number, watermark=across.get(sheet.state) if sheet else None)
    size, scale = (A3_LANDSCAPE, 1.36) if options.paper == "a3" else (A4_LANDSCAPE, 1.0)
    wall = _Wall(press, paper, scale)
    first, last = wall.first(), wall.last()
    rows = list(wall.people(_height(press, wall, first, last, size)))
    listed(press, head, first, wall.header(), rows, last, size=size, margin=_MARGIN)
    return press.document.finish()


FORM = Form(
    code="duty_roster", register="roster", source="duty_papers.roster", papers=("a4", "a3"), draw=draw
)  # fmt: skip
