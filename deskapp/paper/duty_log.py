"""The duty log 值班记录 of a day or month: every entry, what was put right struck through (``DUTY-3``, ``DUTY-5``)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial

from deskapp.domain.duty_log import LogEntry, SignedDay, in_order
from deskapp.domain.duty_papers import LogPaper, typed_head
from deskapp.domain.paper import PrintOptions
from deskapp.paper import pages
from deskapp.paper.cells import SIGN_HIGH, Block, Caption, Cell, Row, Text
from deskapp.paper.duty_entries import LEFT, RIGHT, EntryRow
from deskapp.paper.duty_parts import LOG_HEAD, SUPERVISOR_SIGNS, LogHead
from deskapp.paper.forms import Form
from deskapp.paper.kit import Head, Press
from deskapp.paper.lists import listed
from deskapp.paper.sheet import MM
from deskapp.paper.speech import Label, Speech, term

_SEQ, _TIME, _BY = Label("序号", "No."), Label("时间", "Time"), Label("记录人", "By")
_KIND, _TEXT = Label("类别", "Kind"), Label("记录内容", "What happened")
_PERIOD, _ENTRIES, _LATE = Label("日期", "Period"), Label("条数", "Entries"), Label("补记", "Written late")
_RIGHTED, _UNSIGNED = Label("更正", "Put right"), Label("未签阅", "Not signed")
_WRITTEN, _PUT = Label("{at} 补记", "written {at}"), Label("{at} 更正", "put right {at}")
_WHY_LATE = Label("补记原因", "Written late because")
_RIGHTS = Label("更正第 {seq} 条，原因", "Puts right no. {seq}, because")
_RIGHTED_BY = Label("已由第 {seq} 条更正", "Put right by no. {seq}")
_ERASED = Label("〔个人信息已删除，本条仍在校验链中〕", "[Personal data erased; the entry stays in the chain]")
_MANY, _ONE, _NONE = Label("{n} 条", "{n} entries"), Label("{n} 条", "{n} entry"), Label("无记录", "no entries")
_WEEKDAYS = tuple(
    Label(f"星期{zh}", en)
    for zh, en in zip("一二三四五六日", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True)
)
_SIGNED, _NOT_SIGNED = Label("主管签阅", "Countersigned"), Label("尚未签阅", "not countersigned")
_SINCE = Label("签阅后又登记 {n} 条，尚未签阅", "{n} written since then, not countersigned")
_HEAD_THEN = Label("当时校验码 {head}", "head then {head}")
_WRITER, _SIGN_DAY = Label("值班人签名", "On duty, signs"), Label("签阅日期", "Date")
_PAGE_ENDS = Label("本页末校验码（第 {seq} 条）", "Head at the end of this page (no. {seq})")
_COLUMNS = ((_SEQ, LEFT[0]), (_TIME, LEFT[1]), (_KIND, LEFT[2]), (_TEXT, 0.0), (_BY, RIGHT))
_MARGIN, _SMALL, _BLANK_ROWS = 12 * MM, 7.2, 22


def _local(moment: datetime) -> date:
    return moment.astimezone().date()


def _ahead(speech: Speech, entry: LogEntry) -> str:
    """What is said of an entry before its own words."""
    said, colon = list[str](), "：" if speech.zh else ": "
    if entry.corrected_by is not None:
        said.append(speech.fill(_RIGHTED_BY, {"seq": entry.corrected_by}))
    if entry.corrects is not None:
        said.append(f"{speech.fill(_RIGHTS, {'seq': entry.corrects})}{colon}{entry.reason}")
    if entry.happened_reason:
        said.append(f"{speech.say(_WHY_LATE)}{colon}{entry.happened_reason}")
    if entry.erased:
        said.append(speech.say(_ERASED))
        if entry.erased_at is not None:
            said.append(f"{entry.erased_by}　{speech.clock(entry.erased_at)}　{entry.erased_reason}")
    return "\n".join(said)


def _entry(press: Press, entry: LogEntry, *, alone: bool) -> EntryRow:
    speech = press.speech
    at, written = entry.at.astimezone(), entry.recorded_at.astimezone()
    moment = f"{at:%H:%M}" if alone else f"{at:%m-%d %H:%M}"
    if entry.happened_reason or entry.corrects is not None:
        label = _PUT if entry.corrects is not None else _WRITTEN
        moment += "\n" + speech.fill(label, {"at": f"{written:%m-%d %H:%M}"})
    kind = speech.word(f"duty_log.kind.{entry.kind}")
    if entry.about is not None and entry.about.number:
        kind += f"\n{entry.about.number}"
    seq, size = str(entry.seq), 9.0 if entry.seq < 100_000 else 6.5
    return EntryRow(
        Caption(_TEXT, speech), 0, "" if entry.erased else entry.text, seq=entry.seq, ahead=_ahead(speech, entry),
        left=(
            Text(seq, size, strong=True, align="c", top=True),
            Text(moment, _SMALL, top=True),
            Text(kind, _SMALL, top=True),
        ),
        by=Text(entry.by, 8 if len(entry.by) < 12 else 6.4, top=True), struck=entry.corrected_by is not None,
    )  # fmt: skip


def _day(press: Press, day: SignedDay, entries: Sequence[LogEntry], *, alone: bool) -> Iterator[Block]:
    """A day: its entries, and who countersigned it when."""
    speech = press.speech
    counted = speech.fill(_ONE if len(entries) == 1 else _MANY, {"n": len(entries)})
    parts = [day.day.isoformat(), speech.say(_WEEKDAYS[day.day.weekday()]), counted if entries else speech.say(_NONE)]
    if not alone and day.signed_at is None and _due(day):
        parts.append(speech.say(_NOT_SIGNED))
    said = "　".join(parts)
    yield Row([Cell(Text(said, 8.6, strong=True), shaded=True)], least=5.6 * MM, leads=True)
    for entry in in_order(entries):
        yield _entry(press, entry, alone=alone)
    if alone or day.signed_at is not None:
        yield press.prose(_SIGNED, _signed(press, day), least_lines=1)


def _signed(press: Press, day: SignedDay) -> str:
    if day.signed_at is None:
        return press.speech.say(_NOT_SIGNED)
    head = press.speech.fill(_HEAD_THEN, {"head": day.head}) if day.head else ""
    parts = (day.signed_by, press.speech.clock(day.signed_at), head)
    since = press.speech.fill(_SINCE, {"n": day.since}) if day.since else ""
    return "\n".join(filter(None, ("　".join(filter(None, parts)), day.remark, since)))


def _due(day: SignedDay) -> bool:
    """Whether a day is to be countersigned: every working day, and any other on which something was written."""
    return bool(day.entries) or not day.rest


def _rows(press: Press, paper: LogPaper) -> Iterator[Block]:
    by_day: defaultdict[date, list[LogEntry]] = defaultdict(list)
    for entry in paper.page.entries:
        by_day[_local(entry.at)].append(entry)
    alone = len(paper.page.days) == 1
    printed = _local(press.options.printed_at)
    for day in paper.page.days:
        if alone or day.day <= printed or by_day[day.day]:
            yield from _day(press, day, by_day[day.day], alone=alone)


def _first(press: Press, paper: LogPaper) -> Row:
    """Which days, how many entries, how many of them late, put right, and the days nobody signed."""
    entries, pair = paper.page.entries, press.pair
    printed = _local(press.options.printed_at)
    unsigned = sum(not day.signed and _due(day) and day.day <= printed for day in paper.page.days)
    return press.row(
        pair(_PERIOD, paper.number, 1.5, strong=True),
        pair(_ENTRIES, str(len(entries))),
        pair(_LATE, str(sum(bool(entry.happened_reason) for entry in entries))),
        pair(_RIGHTED, str(sum(entry.corrected_by is not None for entry in entries))),
        pair(_UNSIGNED, str(unsigned)),
    )


def _last(press: Press, paper: LogPaper | None) -> list[Block]:
    pair = press.pair
    signed = press.row(
        pair(_WRITER, ""), pair(SUPERVISOR_SIGNS, ""), pair(_SIGN_DAY, press.day()), least=SIGN_HIGH
    )  # fmt: skip
    if paper is None:
        return [signed]
    return [press.row(pair(LOG_HEAD, LogHead(paper.page.head, press.speech))), signed]


def _under(press: Press, heads: Mapping[int, str], blocks: Sequence[Block]) -> Row:
    """Where the chain stood at the newest entry of a page: the page alone can be held against the file."""
    last = max(heads, default=0)
    seq = max((block.seq for block in blocks if isinstance(block, EntryRow)), default=last)
    said = ""
    if seq in heads:
        said = f"{press.speech.fill(_PAGE_ENDS, {'seq': seq})}  {typed_head(seq, heads[seq])}"
    return Row([Cell(Text(said, 7.6, align="r"))], least=5 * MM)


def draw(paper: LogPaper | None, options: PrintOptions) -> bytes:
    """The log of a day or a month, or a sheet to go on with by hand."""
    title = term("form.duty_log")
    number = paper.number if paper is not None else ""
    press = Press(options, title=f"{title.zh} {number}".strip())
    head, header = Head(title=title, number=number), press.header_of_widths(_COLUMNS)
    if paper is None:
        first: Row = press.row(press.pair(_PERIOD, press.day()), press.pair(_BY, ""), least=8 * MM)
        empty = [Cell(Text(""), width=width) for _label, width in _COLUMNS]
        rows: list[Block] = [Row(list(empty), least=10 * MM, spare=True) for _ in range(_BLANK_ROWS)]
        listed(press, head, [first], header, rows, _last(press, None), size=pages.A4, margin=_MARGIN)
        return press.document.finish()
    under = partial(_under, press, paper.heads) if paper.heads else None
    rows, last = list(_rows(press, paper)), _last(press, paper)
    listed(
        press, head, [_first(press, paper)], header, rows, last, size=pages.A4, margin=_MARGIN, under=under
    )  # fmt: skip
    return press.document.finish()


FORM = Form(code="duty_log", register="duty_log", source="duty_papers.log", papers=("a4",), draw=draw, period=True)
