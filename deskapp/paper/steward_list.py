"""The steward's list at the collection hour 片区给据邮件领取清单: what of an area waits, unit by unit (``MAIL-6``)."""

from __future__ import annotations

from collections.abc import Iterator

from deskapp.domain.mail_lists import ListedItem, StewardList
from deskapp.domain.paper import PrintOptions
from deskapp.paper import mail_parts as parts
from deskapp.paper import pages
from deskapp.paper.cells import SIGN_HIGH, SIGN_WIDE, Block, Cell, Row, Text, Ticks
from deskapp.paper.forms import Form
from deskapp.paper.kit import Head, Press
from deskapp.paper.lists import listed
from deskapp.paper.sheet import MM
from deskapp.paper.speech import Label, phone, term

_AREA, _STEWARD = Label("片区", "Area"), Label("片区管理员", "Area steward")
_WINDOW, _AT = Label("领取时段", "Collected"), Label("统计时间", "As of")
_COUNT = Label("{n} 件，{units} 户", "{n} items, {units} units")
_SUM, _NONE = Label("合计", "In all"), Label("本片区没有待领的给据邮件。", "Nothing of this area waits.")
_WHO, _WHAT = Label("收件人、电话", "Recipient, phone"), Label("种类、运单号", "Kind, tracking no.")
_SINCE, _GIVEN = Label("到件", "Came"), Label("已交", "Given")
_SIGNATURE = Label("收件人签名、时间", "Signature, time")
_TAKEN, _BROUGHT = Label("领取件数", "Items taken"), Label("交还件数", "Brought back")
_STEWARD_SIGNS = Label("管理员签名", "Steward signs")
_COLUMNS = (
    (parts.UNIT, 23 * MM), (_WHO, 0.0), (parts.ITEM, 27 * MM), (_WHAT, 34 * MM), (parts.PLACE, 15 * MM),
    (_SINCE, 13 * MM), (_GIVEN, 10 * MM), (_SIGNATURE, SIGN_WIDE),
)  # fmt: skip
_WIDTHS = tuple(width for _, width in _COLUMNS)
_SMALL, _MARGIN, _BLANK_ROWS = 7.6, 10 * MM, 22
_AGAIN = 0.55


def _line(press: Press, item: ListedItem, before: ListedItem | None) -> Row:
    """One item; a unit and a recipient that are named above are named again in grey: a page may end between."""
    speech = press.speech
    same_unit = before is not None and before.unit == item.unit
    same = same_unit and before is not None and (before.recipient, before.phone) == (item.recipient, item.phone)
    contents = [
        Text(item.unit, 9.5, strong=not same_unit, grey=_AGAIN if same_unit else 0),
        Text(parts.lines(item.recipient, phone(item.phone)), 8.2, grey=_AGAIN if same else 0),
        Text(item.number, _SMALL),
        Text(parts.lines(parts.kind(speech, item.kind), item.tracking), _SMALL),
        Text(item.place, _SMALL),
        Text(parts.short(item.received_at).partition(" ")[0], _SMALL),
    ]
    made = parts.cells(contents, _WIDTHS[:6])
    return Row([*made, *_to_fill_in()], least=SIGN_HIGH)


def _to_fill_in() -> list[Cell]:
    return [Cell(Ticks([""]), width=_WIDTHS[6]), Cell(Text(""), width=_WIDTHS[7])]


def _blank_line() -> Row:
    return Row([*parts.cells([Text("")] * 6, _WIDTHS[:6]), *_to_fill_in()], least=SIGN_HIGH, spare=True)


def _first(press: Press, found: StewardList | None) -> Iterator[Block]:
    pair, speech = press.pair, press.speech
    high = 8 * MM if found is None else 0
    area = found.number if found is not None else ""
    names = "、".join(found.stewards) if found is not None else ""
    yield press.row(pair(_AREA, Text(area, 11, strong=True)), pair(_STEWARD, names, 1.4), least=high)
    at = speech.clock(found.at) if found is not None else ""
    window = found.window.replace("-", "–") if found is not None else ""
    yield press.row(pair(_AT, press.moment(at)), pair(_WINDOW, window, 1.4), least=high)


def _last(press: Press, found: StewardList | None) -> Iterator[Block]:
    pair, speech = press.pair, press.speech
    if found is not None:
        said = speech.fill(_COUNT, {"n": len(found.items), "units": found.units})
        yield press.row(pair(_SUM, said, strong=True))
    yield press.signatures(
        pair(_TAKEN, "", 0.6), pair(_STEWARD_SIGNS, ""), pair(parts.SIGNED_AT, press.moment(""), 1.2)
    )
    yield press.signatures(
        pair(_BROUGHT, "", 0.6), pair(parts.OFFICE_SIGNS, ""), pair(parts.SIGNED_AT, press.moment(""), 1.2)
    )


def _rows(press: Press, found: StewardList | None) -> list[Block]:
    if found is None:
        return [_blank_line() for _ in range(_BLANK_ROWS)]
    befores = (None, *found.items)
    made: list[Block] = [_line(press, item, before) for item, before in zip(found.items, befores, strict=False)]
    return made or [Row([Cell(Text(press.speech.say(_NONE), align="c"))], least=12 * MM)]


def draw(found: StewardList | None, options: PrintOptions) -> bytes:
    """The list of an area, or a blank one."""
    title = term("form.steward_list")
    day = f"{found.day:%Y-%m-%d}" if found is not None else ""
    press = Press(options, title=f"{title.zh} {found.number} {day}" if found is not None else title.zh)
    head = Head(title=title, number=day)
    first, last, rows = list(_first(press, found)), list(_last(press, found)), _rows(press, found)
    listed(press, head, first, press.header_of_widths(_COLUMNS), rows, last, size=pages.A4, margin=_MARGIN)
    return press.document.finish()


FORM = Form(code="steward_list", register="area", source="mail.steward_list", papers=("a4",), draw=draw)
