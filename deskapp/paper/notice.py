"""The notice for doors and boards 停电、停水等通知: one A4 to be read from two steps away [001·9·4.10] (``REC-6``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from deskapp.domain.notices import NoticeDetail, State
from deskapp.domain.paper import PrintOptions
from deskapp.paper.cells import LEADING, base_line
from deskapp.paper.fonts import bold, regular
from deskapp.paper.forms import Form
from deskapp.paper.kit import QR_SIDE, Press, shrink, state_mark
from deskapp.paper.lines import wrap
from deskapp.paper.pages import A4
from deskapp.paper.sheet import MM, Sheet
from deskapp.paper.speech import Label, Speech, phone, term

_MARGIN, _TOP, _FOOT = 20 * MM, 12 * MM, 9 * MM
_WIDTH = A4[0] - 2 * _MARGIN
#: Where the words begin under estate, number and code, and what the seal's corner takes at the end.
_HEAD, _END = 16 * MM, 62 * MM
_SEAL = 42 * MM
#: The type of title, facts and text on a page with few words; longer ones shrink to the last of the scales, then flow.
_TITLE, _FACT, _TEXT, _ENGLISH = 40.0, 21.0, 23.0, 15.0
_SCALES = (1.3, 1.15, 1.0, 0.93, 0.86, 0.8, 0.74, 0.68, 0.62)

_NOTICE = Label("通　知", "NOTICE")
_DEAR = Label("尊敬的各位业主、住户：", "Dear residents,")
_WHEN, _WHERE = Label("时间", "When"), Label("范围", "Where")
_EVERYWHERE = Label("全部楼栋", "All buildings")
_FROM = Label("来源", "From")
_SERVICE = Label("24 小时服务电话", "24 h service")
_SEAL_HERE = Label("（盖章处）", "(seal)")
_PAGE_ON = Label("（续）", "(continued)")
_DATE = Label("    年    月    日", "Date:")
_BLANK_WHEN = Label("    月    日    时    分 至    月    日    时    分", "")
_WEEKDAYS = (
    Label("周一", "Mon"), Label("周二", "Tue"), Label("周三", "Wed"), Label("周四", "Thu"),
    Label("周五", "Fri"), Label("周六", "Sat"), Label("周日", "Sun"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the page: its words and type, the room before it, a label at the margin, or a rule to write on."""

    text: str
    size: float
    strong: bool = False
    middle: bool = False
    before: float = 0
    label: str = ""
    inset: float = 0
    grey: float = 0
    rule: bool = False

    @property
    def height(self) -> float:
        """What it takes of the page."""
        return self.before + self.size * LEADING


def span(speech: Speech, start: datetime, end: datetime) -> Label:
    """From when to when, with the days of the week: the end's day only if it is another."""
    first, last = start.astimezone(), end.astimezone()
    one = first.date() == last.date()
    zh = f"{_day_zh(first)}{first:%H:%M} 至 {'' if one else _day_zh(last)}{last:%H:%M}"
    en = f"{_day_en(first)} {first:%H:%M} – {'' if one else _day_en(last) + ' '}{last:%H:%M}"
    return Label(zh, en)


def _day_zh(day: datetime) -> str:
    return f"{day.month}月{day.day}日（{_WEEKDAYS[day.weekday()].zh}）"


def _day_en(day: datetime) -> str:
    return f"{_WEEKDAYS[day.weekday()].en} {day:%Y-%m-%d}"


def _titled(text: str, size: float, scale: float, before: float) -> Iterator[Line]:
    """A title, as large as fits on two lines."""
    sizes = [size * scale * share for share in (1, 0.9, 0.8, 0.7, 0.6)]
    fitting, lines = shrink(text, _WIDTH, sizes, strong=True)
    for number, line in enumerate(lines):
        yield Line(text=line, size=fitting, strong=True, middle=True, before=0 if number else before)


def _fact(
    label: Label, text: str, scale: float, speech: Speech, *, size: float = _FACT, lines: int = 99
) -> Iterator[Line]:
    """A label at the margin and large words beside it, a little smaller where that saves a line."""
    said = label.zh if speech.zh else label.en
    longest = max((each.zh if speech.zh else each.en for each in (_WHEN, _WHERE)), key=len)
    inset = bold().measure(f"{longest}   ", _FACT * scale)
    sizes = [size * scale * share for share in (1, 0.9, 0.8, 0.72)]
    fitting, wrapped = shrink(text, _WIDTH - inset, sizes, lines=lines, strong=True)
    for number, line in enumerate(wrapped):
        yield Line(
            text=line, size=fitting, strong=True, inset=inset,
            label="" if number else said, before=0 if number else 3 * MM * scale,
        )  # fmt: skip


def _prose(text: str, size: float, before: float) -> Iterator[Line]:
    for number, line in enumerate(wrap(text, _WIDTH, size, regular())):
        yield Line(text=line, size=size, before=0 if number else before)


def _chinese(notice: NoticeDetail, speech: Speech, scale: float) -> Iterator[Line]:
    yield from _titled(notice.title, _TITLE, scale, 4 * MM)
    if speech.en:
        yield from _titled(_english_title(notice), _ENGLISH, scale, 1 * MM)
    when = span(speech, notice.starts_at, notice.ends_at)
    yield Line(text="", size=2 * MM)
    yield from _fact(_WHEN, when.zh, scale, speech, lines=1)
    if speech.en:
        yield from _fact(Label("", ""), when.en, scale, speech, size=_ENGLISH, lines=1)
    yield from _fact(_WHERE, _where(notice, speech), scale, speech)
    yield from _prose(_DEAR.zh, _TEXT * scale, 7 * MM * scale)
    for number, paragraph in enumerate(notice.content.splitlines() or [""]):
        yield from _prose(f"　　{paragraph.strip()}", _TEXT * scale, 0 if number else 2 * MM * scale)
    if speech.en and notice.content_en:
        yield from _prose(notice.content_en, _ENGLISH * scale, 5 * MM * scale)


def _english(notice: NoticeDetail, speech: Speech, scale: float) -> Iterator[Line]:
    yield from _titled(_english_title(notice), _TITLE, scale, 4 * MM)
    yield Line(text="", size=2 * MM)
    yield from _fact(_WHEN, span(speech, notice.starts_at, notice.ends_at).en, scale, speech, lines=1)
    yield from _fact(_WHERE, _where(notice, speech), scale, speech)
    yield from _prose(_DEAR.en, _TEXT * scale, 7 * MM * scale)
    yield from _prose(notice.content_en or notice.content, _TEXT * scale, 2 * MM * scale)


def _english_title(notice: NoticeDetail) -> str:
    return notice.title_en or f"Notice: {term(f'notices.kind.{notice.kind}').en}"


def _where(notice: NoticeDetail, speech: Speech) -> str:
    if notice.everywhere:
        return speech.say(_EVERYWHERE)
    return "、".join(notice.places) if speech.zh else ", ".join(notice.places)


def _blank(speech: Speech) -> Iterator[Line]:
    title = f"{_NOTICE.zh}  {_NOTICE.en}" if speech.zh and speech.en else speech.say(_NOTICE)
    yield Line(text=title, size=_TITLE, strong=True, middle=True, before=4 * MM)
    yield Line(text="", size=2 * MM)
    yield from _fact(_WHEN, _BLANK_WHEN.zh if speech.zh else " ", 0.75, speech)
    yield from _fact(_WHERE, " ", 0.9, speech)
    yield from _prose(_DEAR.zh if speech.zh else _DEAR.en, _TEXT * 0.8, 7 * MM)
    for _ in range(9):
        yield Line(text="", size=11 * MM, rule=True)


def _lines(notice: NoticeDetail | None, speech: Speech) -> list[Line]:
    """The page's lines in the largest type with which they fit on one page; the smallest if none does."""
    if notice is None:
        return list(_blank(speech))
    made: list[Line] = []
    for scale in _SCALES:
        made = list(_chinese(notice, speech, scale) if speech.zh else _english(notice, speech, scale))
        if sum(line.height for line in made) <= _room(last=True):
            break
    return made


def _room(*, last: bool) -> float:
    return A4[1] - _TOP - _HEAD - _FOOT - (_END if last else 0)


def _pages(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines dealt out; the last page keeps room for phone, seal and date."""
    pages: list[list[Line]] = [[]]
    used = 0.0
    for line in lines:
        if used + line.height > _room(last=False):
            pages.append([])
            used = 0.0
        pages[-1].append(line)
        used += line.height
    if used > _room(last=True):
        # A few lines go along, so that the seal does not stand alone.
        count = min(3, len(pages[-1]) - 1)
        pages.append(pages[-1][-count:])
        del pages[-2][-count:]
    return pages


def _draw_lines(sheet: Sheet, lines: Sequence[Line], y: float) -> None:
    for line in lines:
        y += line.before
        low = y + base_line(line.size)
        if line.label:
            sheet.text(_MARGIN, low, line.label, line.size, strong=True, grey=0.35)
        if line.middle:
            sheet.text(A4[0] / 2, low, line.text, line.size, strong=line.strong, align="c")
        elif line.text.strip():
            sheet.text(_MARGIN + line.inset, low, line.text, line.size, strong=line.strong)
        elif line.rule or line.inset:
            sheet.rule(_MARGIN + line.inset, y + line.size * LEADING, _MARGIN + _WIDTH, y + line.size * LEADING)
        y += line.size * LEADING


def _head(press: Press, sheet: Sheet, notice: NoticeDetail | None, *, continued: bool) -> None:
    estate = press.options.estate
    name = estate.name if press.speech.zh else estate.name_en or estate.name
    size, lines = shrink(name, _WIDTH - QR_SIDE - 40 * MM, (14, 12, 10, 8), strong=True)
    for number, text in enumerate(lines[:2]):
        sheet.text(_MARGIN, _TOP + base_line(size) + number * size * 1.2, text, size, strong=True)
    right = _MARGIN + _WIDTH
    if notice is None:
        sheet.text(right - 44 * MM, _TOP + 4.6 * MM, "№", 10)
        sheet.rule(right - 39 * MM, _TOP + 5.4 * MM, right, _TOP + 5.4 * MM)
    else:
        sheet.qr(right - QR_SIDE, _TOP - 2 * MM, QR_SIDE, notice.number)
        sheet.text(right - QR_SIDE - 2 * MM, _TOP + 4 * MM, notice.number, 10, align="r")
        if continued:
            said = f"{notice.title}{press.speech.say(_PAGE_ON)}"
            sheet.text(right - QR_SIDE - 2 * MM, _TOP + 8.4 * MM, shrink(said, 80 * MM, (8, 6))[1][0], 8, align="r")
    sheet.fill(_MARGIN, _TOP + 11.5 * MM, _WIDTH, 0.8 * MM)


def _end(press: Press, sheet: Sheet, notice: NoticeDetail | None) -> None:
    """The phone at the left, the seal's place with estate and date at the right."""
    speech, estate = press.speech, press.options.estate
    top = A4[1] - _FOOT - _END + 4 * MM
    sheet.rule(_MARGIN, top, _MARGIN + _WIDTH, top)
    left, right = _MARGIN, _MARGIN + _WIDTH
    sheet.text(left, top + 9 * MM, speech.say(_SERVICE), 13)
    sheet.text(left, top + 19 * MM, phone(estate.phone), 24, strong=True)
    if notice is not None and notice.announced_by:
        from_ = f"{speech.say(_FROM)}  {notice.announced_by}"
        for number, line in enumerate(wrap(from_, _WIDTH - _SEAL - 30 * MM, 11, regular())[:2]):
            sheet.text(left, top + 28 * MM + number * 14, line, 11, grey=0.2)
    middle = right - _SEAL / 2 - 8 * MM
    name = estate.name if speech.zh else estate.name_en or estate.name
    size, lines = shrink(name, _SEAL + 20 * MM, (14, 12, 10, 8), strong=True)
    y = top + 20 * MM
    for line in lines[:2]:
        sheet.text(middle, y, line, size, strong=True, align="c")
        y += size * LEADING
    sheet.text(middle, y + 3 * MM, _dated(speech, notice), 13, align="c")
    sheet.text(middle, y + 14 * MM, speech.say(_SEAL_HERE), 11, grey=0.45, align="c")


def _dated(speech: Speech, notice: NoticeDetail | None) -> str:
    if notice is None:
        return _DATE.zh if speech.zh else f"{_DATE.en} ____________"
    day = (notice.published_at or notice.created_at).astimezone()
    return f"{day.year}年{day.month}月{day.day}日" if speech.zh else f"{day:%Y-%m-%d}"


def draw(notice: NoticeDetail | None, options: PrintOptions) -> bytes:
    """One notice, or a blank one, in the languages of ``options``."""
    title = term("form.notice")
    press = Press(options, title=notice.number if notice else title.zh)
    pages = _pages(_lines(notice, press.speech))
    state = notice.state if notice is not None else None
    mark = state_mark(state is State.VOIDED, state is State.DRAFT)
    for number, lines in enumerate(pages, 1):
        sheet = Sheet(press.document, *A4)
        if mark is not None:
            press.watermark(sheet, _MARGIN, _TOP + _HEAD, _WIDTH, A4[1] - _TOP - _HEAD - _FOOT, mark)
        _head(press, sheet, notice, continued=number > 1)
        _draw_lines(sheet, lines, _TOP + _HEAD)
        if number == len(pages):
            _end(press, sheet, notice)
        press.foot(sheet, _MARGIN, A4[1] - 5 * MM, _WIDTH, number, len(pages))
    return press.document.finish()


FORM = Form(code="notice", register="notices", source="notices.detail", papers=("a4",), draw=draw)
