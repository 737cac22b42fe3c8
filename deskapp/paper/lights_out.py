"""The lights-out pages 停电应急页: keys, promises, mail and people on two pages, never more (``DUTY-9``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from deskapp.domain.keys import State, Wall
from deskapp.domain.lights_out import EMERGENCY, Contact, LightsOut, Lying
from deskapp.domain.paper import PrintOptions
from deskapp.domain.roster import OnDuty
from deskapp.paper.cells import Block, Cell, Row
from deskapp.paper.cells import draw as draw_blocks
from deskapp.paper.duty_parts import LOG_HEAD
from deskapp.paper.forms import Form
from deskapp.paper.key_grid import grid_rows
from deskapp.paper.kit import Head, Press
from deskapp.paper.pages import A4
from deskapp.paper.sections import Line, Section, dealt, row
from deskapp.paper.sheet import MM, Sheet
from deskapp.paper.speech import Label, money, phone, term

_MARGIN = 10 * MM
_AS_OF, _SHIFT = Label("截至", "As of"), Label("班次", "Shift")
_VALID = Label(
    "此后有变化，手写在后附表单上，来电后补录", "What changes later: write it on the forms, enter it afterwards"
)
_KEYS, _MAP = Label("借出的钥匙", "Keys out"), Label("钥匙柜", "Key cabinets")
_PROMISES, _SLIPS = Label("未兑现的承诺", "Promises running"), Label("在办派工单", "Slips running")
_MAIL, _MONEY = Label("架上邮件", "Mail on the shelf"), Label("押金与现金", "Deposits and cash")
_DUTY, _CONTACTS = Label("值班人员", "On duty"), Label("联系电话", "Contacts")
_HOOK, _PLACE, _WHO, _PHONE = (
    Label("挂位", "Hook"),
    Label("房号", "Place"),
    Label("借用人", "Borrower"),
    Label("电话", "Phone"),
)
_SINCE, _DUE = Label("借出", "Since"), Label("应还", "Due")
_NUMBER, _UNIT, _WHAT = Label("单号", "Number"), Label("房号", "Unit"), Label("内容", "What")
_BY, _UNTIL = Label("承诺人", "Promised by"), Label("时限", "Due")
_DEPARTMENT = Label("部门", "Department")
_SHELF, _ITEMS, _OLDEST = Label("架位", "Shelf"), Label("件数", "Items"), Label("最早", "Since")
_NAMES = Label("收件人", "For")
_NOW, _NEXT, _LATER = Label("在班", "Now"), Label("下一班", "Next"), Label("今日", "Today")
_STEWARD, _HERE = Label("片区管家", "Area steward"), Label("本中心", "This office")
_ENVELOPES = Label(
    "押金信封 {n} 个，合计 {sum} 元（现金 {cash} 元）", "{n} deposit envelopes, {sum} yuan ({cash} in cash)"
)
_CASH = Label("柜台应有现金 {sum} 元", "Cash at the counter by the registers: {sum} yuan")
_ENTRIES = Label("第 {seq} 条，{at}，{short}", "Entry {seq}, {at}, {short}")
_NO_ENTRY = Label("尚无记录", "No entries yet")
_LATE = Label("逾期 {at}", "late {at}")
_NOTES = Label("停电记事：时间、事项、手写人", "Notes while there is no power: time, what, written by")
#: Lines to write on where a blank form is wanted.
_BLANK = 9
_NOTE = 7.5 * MM


def _clock(moment: datetime | None, at: datetime) -> str:
    """Today's times as hours and minutes, others with their day."""
    if moment is None:
        return ""
    local = moment.astimezone()
    return f"{local:%H:%M}" if local.date() == at.astimezone().date() else f"{local:%m-%d %H:%M}"


def _until(press: Press, due: datetime | None, at: datetime) -> str:
    """A time by which something is due; one that has passed says so."""
    said = _clock(due, at)
    return _one(press, _LATE).format(at=said) if due is not None and due <= at else said


def _one(press: Press, label: Label) -> str:
    """The Chinese or the English, where there is no room for both."""
    return label.zh if press.speech.zh else label.en


def _heads(press: Press, labels: Sequence[tuple[Label, float]]) -> Row:
    return press.header_row(labels)


def _empty(shares: Sequence[float], count: int = _BLANK) -> list[tuple[Row, int]]:
    rows = [row([("", share) for share in shares]) for _ in range(count)]
    for line in rows:
        line.least = _NOTE
    return [(line, 0) for line in rows]


# Page 1


def _keys(press: Press, found: LightsOut | None) -> Section:
    columns = ((_HOOK, 0.8), (_PLACE, 2.2), (_WHO, 2.0), (_PHONE, 1.5), (_SINCE, 1.1), (_DUE, 1.1))
    shares = [share for _label, share in columns]
    if found is None:
        return Section(_KEYS, _heads(press, columns), _empty(shares), 0, blank=True)
    rows = []
    for each in found.keys:
        who = " ".join(part for part in (each.borrower, each.company) if part)
        texts = (
            each.hook,
            each.place,
            who,
            phone(each.phone),
            _clock(each.lent_at, found.at),
            _until(press, each.due, found.at),
        )
        rows.append((row(list(zip(texts, shares, strict=True)), strong=0), 1))
    return Section(_KEYS, _heads(press, columns), rows, found.keys_total)


def _map(press: Press, walls: Sequence[Wall]) -> Section:
    """Every cabinet: how many hang, are lent, are missed, and on which hooks."""
    hooks = [hook for wall in walls for hook in wall.hooks]
    word = press.speech.word
    told = [(state, sum(hook.state is state for hook in hooks)) for state in (State.IN, State.OUT, State.MISSING)]
    note = " · ".join(f"{word(f'keys.state.{state}')} {count}" for state, count in told)
    rows = [(each, 1) for each in grid_rows(press, walls)]
    made = Section(_MAP, None, rows, len(rows), note=note)
    made.blank = True  # its own count says nothing: the note does
    return made


def _promises(press: Press, found: LightsOut | None) -> Section:
    columns = ((_NUMBER, 1.5), (_UNIT, 1.1), (_WHAT, 3.6), (_UNTIL, 1.1), (_BY, 0.9))
    shares = [share for _label, share in columns]
    if found is None:
        return Section(_PROMISES, _heads(press, columns), _empty(shares), 0, blank=True)
    rows = []
    for each in found.promises:
        what = " ".join(part for part in (each.caller, phone(each.phone), each.content) if part)
        texts = (each.number, each.unit, what, _until(press, each.due, found.at), each.handler)
        late = each.due is not None and each.due <= found.at
        rows.append((row(list(zip(texts, shares, strict=True)), strong=3 if late else -1), 1))
    return Section(_PROMISES, _heads(press, columns), rows, found.promises_total)


def _slips(press: Press, found: LightsOut | None) -> Section:
    columns = ((_NUMBER, 1.5), (_UNIT, 1.1), (_WHAT, 3.3), (_UNTIL, 1.1), (_DEPARTMENT, 1.2))
    shares = [share for _label, share in columns]
    if found is None:
        return Section(_SLIPS, _heads(press, columns), _empty(shares), 0, blank=True)
    rows = []
    for each in found.slips:
        what = f"{each.contact} {each.content}".strip()
        texts = (each.number, each.unit, what, _until(press, each.due, found.at), each.department)
        late = each.due is not None and each.due <= found.at
        rows.append((row(list(zip(texts, shares, strict=True)), strong=3 if late else -1), 1))
    return Section(_SLIPS, _heads(press, columns), rows, found.slips_total)


# Page 2


def _mail(press: Press, found: LightsOut | None) -> Section:
    """Two places beside each other: what lies there for one unit."""
    columns = ((_SHELF, 0.9), (_UNIT, 1.1), (_NAMES, 1.3), (_ITEMS, 0.55), (_OLDEST, 0.7)) * 2
    shares = [share for _label, share in columns]
    if found is None:
        return Section(_MAIL, _heads(press, columns), _empty(shares), 0, blank=True)
    rows = []
    for at in range(0, len(found.mail), 2):
        pair = found.mail[at : at + 2]
        texts = [text for each in pair for text in _lying(each)]
        texts += [""] * (len(shares) - len(texts))
        rows.append((row(list(zip(texts, shares, strict=True))), sum(each.items for each in pair)))
    return Section(_MAIL, _heads(press, columns), rows, found.mail_total)


def _lying(each: Lying) -> tuple[str, ...]:
    names = "、".join(each.names[:2]) + ("…" if len(each.names) > 2 else "")
    return each.place, each.unit, names, str(each.items), f"{each.since.astimezone():%m-%d}"


def _duty(press: Press, found: LightsOut | None) -> Section:
    shares = (0.8, 1.4, 1.2, 1.6, 1.8)
    if found is None:
        return Section(_DUTY, None, _empty(shares, 4), 0, blank=True)
    on = [(label, each) for label, people in _shifts(found) for each in people]
    rows = [(row(list(zip(_on_duty(press, label, each), shares, strict=True)), strong=1), 1) for label, each in on]
    return Section(_DUTY, None, rows, len(rows))


def _shifts(found: LightsOut) -> Iterator[tuple[Label, Sequence[OnDuty]]]:
    """Now, next, and whoever else is on the roster today."""
    yield _NOW, found.now
    yield _NEXT, found.next
    yield _LATER, [each for each in found.today if each not in found.now and each not in found.next]


def _on_duty(press: Press, label: Label, each: OnDuty) -> tuple[str, ...]:
    since, until = each.since.astimezone(), each.until.astimezone()
    return press.speech.say(label), each.name, each.shift, f"{since:%m-%d %H:%M} – {until:%H:%M}", phone(each.phone)


def _contacts(press: Press, found: LightsOut | None) -> Section:
    """Stewards, departments, this office, and whom to call anywhere; two beside each other."""
    shares = (2.2, 0.8, 1.15) * 2
    if found is None:
        return Section(_CONTACTS, None, _empty(shares, 8), 0, blank=True)
    people = [*found.stewards, *found.departments, *_ours(press), *_everywhere(press)]
    rows = []
    for at in range(0, len(people), 2):
        texts = [text for each in people[at : at + 2] for text in (each.what, each.name, phone(each.phone))]
        texts += [""] * (len(shares) - len(texts))
        rows.append((row(list(zip(texts, shares, strict=True))), len(people[at : at + 2])))
    return Section(_CONTACTS, None, rows, len(people))


def _ours(press: Press) -> Iterator[Contact]:
    estate = press.options.estate
    for number in dict.fromkeys(number for number in (estate.phone, estate.complaint_line) if number):
        yield Contact(what=press.speech.say(_HERE), name="", phone=number)


def _everywhere(press: Press) -> Iterator[Contact]:
    for what, number in EMERGENCY:
        yield Contact(what=press.speech.word(f"lights_out.emergency.{what}"), name="", phone=number)


def _money(press: Press, found: LightsOut | None) -> Section:
    if found is None:
        return Section(_MONEY, None, _empty((1,), 2), 0, blank=True)
    held, fill = found.held, press.speech.fill
    sums = {"n": held.envelopes, "sum": money(held.deposits), "cash": money(held.deposits_cash)}
    texts = (fill(_ENVELOPES, sums), fill(_CASH, {"sum": money(held.cash)}))
    return Section(_MONEY, None, [(row([(text, 1) for text in texts]), 0)], 0, blank=True)


# Both


def _facts(press: Press, found: LightsOut | None) -> list[Block]:
    pair, speech = press.pair, press.speech
    if found is None:
        return [press.row(pair(_AS_OF, press.moment(""), 1.2), pair(_SHIFT, press.moment("")))]
    head = speech.say(_NO_ENTRY)
    if found.head.count:
        at = _clock(found.head.at, found.at)
        head = _one(press, _ENTRIES).format(seq=found.head.seq, at=at, short=found.head.short)
    return [
        press.row(
            pair(_AS_OF, speech.clock(found.at), 1.2, strong=True), pair(_SHIFT, speech.clock(found.shift_at)),
        ),
        press.row(pair(LOG_HEAD, Line(head, strong=True), 1.6)),
        Row([Cell(Line(speech.say(_VALID)))], least=4.9 * MM),
    ]  # fmt: skip


def draw(found: LightsOut | None, options: PrintOptions) -> bytes:
    """Two pages, or two blank ones."""
    title = term("form.lights_out")
    press = Press(options, title=f"{title.zh} {found.number}" if found is not None else title.zh)
    walls = found.walls if found is not None else ()
    first = [
        _keys(press, found),
        *([_map(press, walls)] if walls else []),
        _promises(press, found),
        _slips(press, found),
    ]
    second = [_duty(press, found), _contacts(press, found), _mail(press, found), _money(press, found)]
    number = found.number if found is not None else ""
    for page, (facts, sections) in enumerate(((_facts(press, found), first), ([], second)), 1):
        _page(press, Head(title=title, number=number), page, facts, sections)
    return press.document.finish()


def _page(press: Press, head: Head, page: int, facts: Sequence[Block], sections: Sequence[Section]) -> None:
    width, height = A4[0] - 2 * _MARGIN, A4[1] - 15 * MM
    sheet = Sheet(press.document, *A4)
    press.head(sheet, _MARGIN, 8 * MM, width, head)
    room = height - press.head_height(width) - press.foot_height(width) - 1 * MM
    blocks = [*facts, *dealt(press, sections, width, room - sum(fact.fit(width) for fact in facts))]
    left = room - sum(block.fit(width) for block in blocks)
    if left > 4 * _NOTE:  # what is left of the page is for notes by hand
        blocks.append(row([(press.speech.say(_NOTES), 1)], strong=0))
        lines = [row([("", share) for share in (1, 6, 1)]) for _ in range(int(left / _NOTE) - 1)]
        for line in lines:
            line.least = _NOTE
        blocks += lines
    for block in blocks:
        block.fit(width)
    draw_blocks(blocks, sheet, _MARGIN, 8 * MM + press.head_height(width))
    press.foot(sheet, _MARGIN, 8 * MM + height, width, page, 2)


FORM = Form(
    code="lights_out", register="lights_out", source="lights_out.sheet", counted="lights_out.print", papers=("a4",),
    draw=draw,
)  # fmt: skip
