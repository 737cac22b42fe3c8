"""Pickup notices 领取通知单, four on an A4 to be cut apart: what waits for whom, where, until when (``MAIL-4``).

A slip is left at a door: whoever passes reads it. It says how many of what, and of a tracking number its end only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from deskapp.domain.mail import Kind
from deskapp.domain.mail_lists import ListedItem, Notices, NoticeSlip
from deskapp.domain.paper import PrintOptions
from deskapp.paper import mail_parts as parts
from deskapp.paper.cells import LEADING, base_line
from deskapp.paper.fonts import bold, regular
from deskapp.paper.forms import Form
from deskapp.paper.kit import Press, shrink
from deskapp.paper.lines import wrap
from deskapp.paper.pages import A4
from deskapp.paper.sheet import MM, Sheet
from deskapp.paper.speech import Label, Speech, phone, term

_WIDE, _HIGH = A4[0] / 2, A4[1] / 2
_EDGE = 8 * MM
_ROOM = _WIDE - 2 * _EDGE
_QR = 17 * MM
#: A slip with few words is set larger, so that it fills its quarter; one with many smaller.
_SCALES = (1.4, 1.32, 1.24, 1.16, 1.08, 1.0, 0.93, 0.86, 0.8, 0.74)
#: More items than this go on to another slip of the same unit.
_MOST_ITEMS = 8
_COUNT = Label("您有 {n} 件邮件待领取", "{n} items are waiting for you")
_ONE = Label("您有 1 件邮件待领取", "One item is waiting for you")
_KINDS = Label("{kind} {n} 件", "{kind} × {n}")
_KINDS_BOTH = Label("{kind} × {n}", "{kind} × {n}")
_TAIL = Label("尾号 {tail}", "ends {tail}")
_TAIL_BOTH = Label("尾号 ends {tail}", "尾号 ends {tail}")
_PART, _TRY = Label("第 {n} 张，共 {m} 张", "Slip {n} of {m}"), Label("第 {n} 次通知", "Notice no. {n}")
_WHERE, _WHEN = Label("地点", "Where"), Label("时间", "Hours")
_UNTIL, _BRING = Label("保管至", "Kept until"), Label("请带", "Bring")
_EVERY_DAY = Label("每天", "Every day")
_DOCUMENT = Label(
    "有效身份证件；由他人代领的，代领人带本人身份证件，并由您事先向客服中心确认。",
    "Your ID document. Somebody else may come with an ID document of their own, once you have told the office.",
)
_AFTER = Label("，逾期将按规定退回", "; afterwards it goes back")
_PHONE = Label("咨询电话", "Phone")
_DAY = Label("    年    月    日", "Y        M        D")
_BLANK_COUNT = Label("您有        件邮件待领取", "          items are waiting for you")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Slip:
    """One quarter of a sheet: a notice, or the ``part`` of one that has too many items."""

    notice: NoticeSlip
    items: Sequence[ListedItem]
    part: int
    of: int


def _dealt(found: Notices) -> Iterator[_Slip]:
    for notice in found.slips:
        runs = [notice.items[at : at + _MOST_ITEMS] for at in range(0, len(notice.items), _MOST_ITEMS)] or [()]
        for number, run in enumerate(runs, 1):
            yield _Slip(notice=notice, items=run, part=number, of=len(runs))


class _Quarter:
    """One slip being laid out from its upper left corner down; drawn once it is known to fit."""

    def __init__(self, press: Press, x: float, y: float, scale: float) -> None:
        self.press, self.scale = press, scale
        self.speech: Speech = press.speech
        self.x, self.top, self.y = x + _EDGE, y, y + _EDGE
        self._orders: list[Callable[[Sheet], None]] = []

    @property
    def fits(self) -> bool:
        """Whether all of it stands above the foot."""
        return self.y <= self.top + _HIGH - _EDGE - 2 * MM

    def draw(self, sheet: Sheet) -> None:
        """Put it on its sheet."""
        for order in self._orders:
            order(sheet)

    def put(self, x: float, low: float, text: str, size: float, *, strong: bool = False, grey: float = 0) -> None:
        """Words with their base line at ``low``."""
        self._orders.append(lambda sheet: sheet.text(x, low, text, size, strong=strong, grey=grey))

    def stroke(self, left: float, y: float) -> None:
        """A line from ``left`` to the right edge."""
        self._orders.append(lambda sheet: sheet.rule(left, y, self.x + _ROOM, y))

    def line(
        self,
        text: str,
        sizes: Sequence[float],
        *,
        most: int = 2,
        strong: bool = False,
        grey: float = 0,
        room: float = _ROOM,
    ) -> None:
        """A text in the largest size that takes at most so many lines."""
        size, wrapped = shrink(text, room, [size * self.scale for size in sizes], lines=most, strong=strong)
        for each in wrapped:
            self.put(self.x, self.y + base_line(size), each, size, strong=strong, grey=grey)
            self.y += size * LEADING

    def space(self, high: float) -> None:
        """Nothing."""
        self.y += high * MM * self.scale

    def fact(self, label: Label, text: str, *, size: float = 9.0, strong: bool = False) -> None:
        """A label at the left and its words beside it."""
        said, small, size = label.zh if self.speech.zh else label.en, 8.4 * self.scale, size * self.scale
        inset = (16.5 if self.speech.zh else 19) * MM * self.scale
        low = self.y + base_line(size)
        self.put(self.x, low, said, small, grey=0.3)
        for each in wrap(text, _ROOM - inset, size, bold() if strong else regular()) or [""]:
            self.put(self.x + inset, self.y + base_line(size), each, size, strong=strong)
            self.y += size * LEADING
        self.space(0.8)

    def head(self, number: str) -> None:
        """Estate and title; at the right the code that opens the first item at the counter."""
        estate, title = self.press.options.estate, term("form.pickup_notice")
        top, room = self.y, _ROOM - (_QR + 3 * MM if number else 0)
        name = estate.name if self.speech.zh else estate.name_en or estate.name
        self.line(name, (9.0, 8.0, 7.0, 6.0), strong=True, room=room)
        self.space(1.2)
        self.line(title.zh if self.speech.zh else title.en, (22, 20, 18, 16, 14), most=1, strong=True, room=room)
        if self.speech.zh and self.speech.en:
            self.line(title.en, (7.5,), grey=0.2, room=room)
        if number:
            self._orders.append(lambda sheet: sheet.qr(self.x + _ROOM - _QR, top, _QR, number))
            self.y = max(self.y, top + _QR + 1.5 * MM)
        self.rule()

    def rule(self) -> None:
        """A line over the width."""
        self.space(1)
        self.stroke(self.x, self.y)
        self.space(1.4)

    def to_write(self, label: Label, size: float) -> None:
        """A label and a line to write on."""
        said, small = self.speech.say(label), size - 2
        self.y += 3.5 * MM
        self.put(self.x, self.y + base_line(size), said, small, grey=0.3)
        self.y += size * LEADING
        self.stroke(self.x + regular().measure(f"{said}  ", small), self.y)
        self.y += 1 * MM


def _kinds(speech: Speech, items: Sequence[ListedItem]) -> str:
    """What is there, counted by kind."""
    counted, both = Counter(item.kind for item in items), speech.zh and speech.en
    label = _KINDS_BOTH if both else _KINDS
    said = [
        speech.fill(label, {"kind": parts.kind(speech, kind), "n": counted[kind]}) for kind in Kind if counted[kind]
    ]
    return (", " if speech.en else "，").join(said)


def _item(speech: Speech, item: ListedItem) -> str:
    """One item by its number; of its tracking number the end only."""
    label = _TAIL_BOTH if speech.zh and speech.en else _TAIL
    tail = speech.fill(label, {"tail": parts.tail(item.tracking)}) if item.tracking else ""
    told = (item.number, parts.short(item.received_at).partition(" ")[0], parts.carrier(speech, item.carrier), tail)
    return "  ".join(part for part in told if part)


def _filled(quarter: _Quarter, slip: _Slip, hours: str) -> None:
    speech, notice = quarter.speech, slip.notice
    quarter.head(slip.items[0].number if slip.items else "")
    quarter.line(notice.unit, (30, 26, 22, 18, 15, 12, 10), most=1, strong=True)
    quarter.line(notice.recipient, (17, 15, 13, 11, 9.5, 8.5), most=2, strong=True)
    quarter.rule()
    said = _ONE if len(notice.items) == 1 else _COUNT
    quarter.line(speech.fill(said, {"n": len(notice.items)}), (12.5, 11, 10, 9), most=1, strong=True)
    quarter.line(_kinds(speech, notice.items), (10.5, 9.5, 8.5, 7.5))
    quarter.space(0.8)
    for item in slip.items:
        quarter.line(_item(speech, item), (7.8, 7.2, 6.6, 6.0), most=1, grey=0.15)
    quarter.rule()
    _conditions(quarter, notice, hours)
    _end(quarter, slip)


def _conditions(quarter: _Quarter, notice: NoticeSlip | None, hours: str) -> None:
    """Where, when, until when, with what; and whom to ask."""
    speech, estate = quarter.speech, quarter.press.options.estate
    name = estate.name if speech.zh else estate.name_en or estate.name
    quarter.fact(_WHERE, "  ".join(part for part in (name, estate.address) if part))
    quarter.fact(_WHEN, f"{speech.say(_EVERY_DAY)} {hours.replace('-', '–')}" if hours else "", strong=True)
    if notice is None:
        quarter.fact(_UNTIL, _DAY.zh if speech.zh else _DAY.en)
    elif notice.keep_until is not None:
        after = speech.say(_AFTER)
        quarter.fact(_UNTIL, f"{notice.keep_until:%Y-%m-%d}{after}", strong=True)
    quarter.fact(_BRING, speech.say(_DOCUMENT))
    quarter.fact(_PHONE, phone(estate.phone), size=11, strong=True)


def _end(quarter: _Quarter, slip: _Slip) -> None:
    """When the slip was written, the how-manieth notice, and which part of several."""
    options, speech = quarter.press.options, quarter.speech
    said = [f"{options.printed_at.astimezone():%Y-%m-%d %H:%M}", options.printed_by]
    if slip.notice.attempt > 1:
        said.append(speech.fill(_TRY, {"n": slip.notice.attempt}))
    if slip.of > 1:
        said.append(speech.fill(_PART, {"n": slip.part, "m": slip.of}))
    size, wrapped = shrink("   ".join(said), _ROOM, (6.8, 6.0, 5.2, 4.6), lines=1)
    quarter.put(quarter.x, quarter.top + _HIGH - _EDGE + 1.6 * MM, wrapped[0], size, grey=0.25)


def _blank(quarter: _Quarter) -> None:
    quarter.head("")
    quarter.to_write(parts.UNIT, 18)
    quarter.to_write(parts.RECIPIENT, 18)
    quarter.y += 3 * MM
    quarter.line(quarter.speech.say(_BLANK_COUNT), (12.5, 11, 10, 9), most=1, strong=True)
    quarter.to_write(parts.KIND, 13)
    quarter.to_write(parts.ITEM, 13)
    quarter.y += 2 * MM
    quarter.rule()
    _conditions(quarter, None, "")


def _laid_out(press: Press, x: float, y: float, fill: Callable[[_Quarter], None]) -> _Quarter:
    """A slip in the largest type with which it fits its quarter; the smallest if none does."""
    quarter = _Quarter(press, x, y, _SCALES[0])
    for scale in _SCALES:
        quarter = _Quarter(press, x, y, scale)
        fill(quarter)
        if quarter.fits:
            break
    return quarter


def draw(found: Notices | None, options: PrintOptions) -> bytes:
    """Slips, four on a sheet with lines to cut along; or four blank ones."""
    title = term("form.pickup_notice")
    press = Press(options, title=f"{title.zh} {found.number}" if found is not None else title.zh)
    fills: list[Callable[[_Quarter], None]] = [_blank] * 4
    if found is not None:
        fills = [partial(_filled, slip=slip, hours=found.hours) for slip in _dealt(found)]
    for begin in range(0, max(len(fills), 1), 4):
        sheet = Sheet(press.document, *A4)
        sheet.cut_line(_HIGH)
        sheet.cut_down(_WIDE)
        for at, fill in enumerate(fills[begin : begin + 4]):
            _laid_out(press, at % 2 * _WIDE, at // 2 * _HIGH, fill).draw(sheet)
    return press.document.finish()


FORM = Form(code="pickup_notices", register="mail", source="mail.notices_due", papers=("a4",), draw=draw, period=True)
