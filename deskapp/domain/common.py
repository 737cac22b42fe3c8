"""What all registers share: changes, rows of Today, search hits, history, and the words of every refusal."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from deskapp.domain.words import Word


@dataclass(frozen=True, slots=True)
class Ref:
    """One entry of one register."""

    register: str
    id: int
    number: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What a write did: the verb, the entry it was about, and every other entry it touched."""

    verb: str
    ref: Ref
    also: tuple[Ref, ...] = ()
    warnings: tuple[Caution, ...] = ()

    @property
    def id(self) -> int:
        """The id of the entry it was about."""
        return self.ref.id

    @property
    def number(self) -> str:
        """The number of the entry it was about."""
        return self.ref.number


@dataclass(frozen=True, slots=True)
class Caution:
    """Something worth saying about a write that went through: ``warning.<code>`` (``ALL-2``: a clock set back)."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a register's table shows: one chip (a named filter), a sort column (``-`` first: descending), free text."""

    chip: str = "all"
    sort: str = "-id"
    text: str = ""


class Urgent(StrEnum):
    """How a row of Today presses: late, within its last quarter (``REC-3``), later, or no time at all."""

    LATE = "late"
    SOON = "soon"
    LATER = "later"
    SOMETIME = "sometime"


#: A running clock turns amber in its last quarter (``REC-3``).
AMBER = 0.25


def pressing(now: datetime, start: datetime, due: datetime | None) -> Urgent:
    """How a clock that started at ``start`` presses now (``REC-3``)."""
    if due is None:
        return Urgent.SOMETIME
    if due <= now:
        return Urgent.LATE
    return Urgent.SOON if due - now <= (due - start) * AMBER else Urgent.LATER


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayItem:
    """One row of Today. ``text`` is a word key, filled with ``params``; ``count`` > 1 stands for a group.

    ``started`` is when its clock began to run. A click opens ``ref``, or for a group the register's ``chip``; ``tick``
    names a fixed day of the month that can be ticked off (``dispatch.report_day 2026-11``).
    """

    register: str
    text: str
    params: dict[str, Any] = field(default_factory=dict)
    due: datetime | None = None
    started: datetime | None = None
    urgent: Urgent = Urgent.SOMETIME
    count: int = 1
    ref: Ref | None = None
    chip: str = ""
    tick: str = ""


class Turn(IntEnum):
    """In which order the counter comes to speak of what waits for a unit; what is late goes before its turn."""

    EMERGENCY = 0
    MONEY = 1
    ASK = 2
    COMPLAINT = 3
    MATTER = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What waits for a unit (``REC-1``): a word key with its parameters, where it leads, its turn, how it presses.

    ``first`` is what whoever calls has to be told before anything else (``REC-6``): it stands out.
    """

    register: str
    text: str
    params: dict[str, Any] = field(default_factory=dict)
    ref: Ref | None = None
    urgent: Urgent = Urgent.SOMETIME
    turn: Turn = Turn.MATTER
    first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One find of the search box (``ALL-5``)."""

    ref: Ref
    title: str
    subtitle: str = ""
    state: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field's old and new value as the journal keeps them (JSON values)."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """One line of an entry's own history (``ALL-3``): who did which verb when, and what changed."""

    seq: int
    at: datetime
    who: str
    verb: str
    number: str = ""
    changes: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A moment with its reason (``ALL-10``): the rulebook's key, where it stands in the procedures, its value (``2 h``).

    Without a ``rule`` the time was agreed by hand. ``learned`` are the minutes it was shortened to by what ``cases`` of
    the office's own had really needed (``REC-9``); 0: it runs as long as the rule says.
    """

    due: datetime
    rule: str
    clause: str
    start: datetime
    span: str = ""
    title: Word | None = None
    paused_since: datetime | None = None
    learned: int = 0
    cases: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice of a ``Pick`` field."""

    id: int
    text: str
    code: str = ""


WORDS = {
    "problem.required": ("Fill this in.", "此项必填。"),
    "problem.wrong_type": ("This is not the right kind of value ({expected}).", "内容类型不对（应为 {expected}）。"),
    "problem.too_long": ("At most {max} characters; this has {length}.", "最多 {max} 个字符，现有 {length} 个。"),
    "problem.too_many": ("At most {max} rows.", "最多 {max} 行。"),
    "problem.control_character": (
        "Contains a character that cannot be kept ({character}). Retype this passage.",
        "含有无法保存的字符（{character}），请重新输入此处。",
    ),
    "problem.phone": ("Not a phone number. Digits, e.g. 138 0000 1234.", "不是电话号码，请填数字，如 138 0000 1234。"),
    "problem.impossible_date": ("No such date in our time: {value}.", "日期不合理：{value}。"),
    "problem.in_future": (
        "This lies in the future ({value}). Give the time it happened.",
        "时间晚于现在（{value}），请填实际发生时间。",
    ),
    "problem.in_past": ("This time has passed ({value}). Give a later one.", "时间已过（{value}），请填以后的时间。"),
    "problem.not_a_time": (
        "Not a time that can be read. E.g. 14:30, 11-21 14:30, +2h.",
        "无法识别的时间，可填 14:30、11-21 14:30 或 +2h。",
    ),
    "problem.unreadable_day": (
        "Not a day that can be read. E.g. 2026-11-21, 11-21, +7.",
        "无法识别的日期，可填 2026-11-21、11-21 或 +7。",
    ),
    "problem.not_a_number": ("Not a number.", "不是数字。"),
    "problem.negative_money": ("A sum of money of 0 or more.", "金额须为 0 或以上。"),
    "problem.too_much": ("At most {max}.", "不能超过 {max}。"),
    "problem.cents": ("At most two decimals.", "最多两位小数。"),
    "problem.out_of_range": ("From {min} to {max}.", "应在 {min} 到 {max} 之间。"),
    "problem.secret_length": ("{min} to {max} characters.", "长度应为 {min} 到 {max} 个字符。"),
    "problem.unknown_choice": ("No such choice: {value}.", "没有这个选项：{value}。"),
    "problem.unknown_unit": ("No unit {value} in the directory.", "业主档案里没有房号 {value}。"),
    "problem.unknown_field": ("There is no field of this name.", "没有这个字段。"),
    "problem.reason_required": ("Say why it is entered later than it happened.", "补记须写明原因。"),
    "problem.id_number": (
        "The check digit of this ID number is wrong. Compare it with the document.",
        "证件号码校验位不符，请对照证件核对。",
    ),
    "problem.duplicate": ("{value} exists already.", "{value} 已经存在。"),
    "problem.before": ("Earlier than {other} ({value}).", "早于{other}（{value}）。"),
    "problem.nothing_changed": ("Nothing was changed.", "没有改动。"),
    "error.not_ready": ("The register is still being opened. Try again in a moment.", "登记簿正在打开，请稍候。"),
    "error.failed": ("That did not work.", "操作未成功。"),
    "error.unkeepable": (
        "A value contains something that cannot be kept or looked up.",
        "内容含有无法保存或查找的字符或数值。",
    ),
    "error.set_up_already": ("The office is set up already.", "本处已完成初始设置。"),
    "error.broken_rule": ("The register refuses this ({rule}). Nothing was saved.", "登记簿拒绝保存（{rule}）。"),
    "error.internal": (
        "Something in the program failed ({kind}). Nothing was half saved.",
        "程序内部出错（{kind}），没有写入残缺数据。",
    ),
    "error.invalid": ("Please mend: {fields}.", "请更正：{fields}。"),
    "error.not_allowed": ("Your role ({role}) may not do this.", "您的岗位（{role}）无权办理此事。"),
    "error.not_your_area": ("Unit {unit} lies outside your area.", "{unit} 不在您的片区。"),
    "error.sign_in_failed": ("Name or PIN is wrong.", "工号或密码不对。"),
    "error.sign_in_wait": ("Too many wrong tries. Try again in {seconds} s.", "输错次数过多，请 {seconds} 秒后再试。"),
    "error.not_found": ("There is no {number}.", "没有 {number}。"),
    "error.conflict": (
        "{number} was changed by somebody meanwhile. It has been read again; what you typed is still here.",
        "{number} 刚被他人改动，已重新读取，您输入的内容仍在。",
    ),
    "error.wrong_step": ("{number} is {state}: this step is not open now.", "{number} 现在是“{state}”，不能办这一步。"),
    "error.storage": (
        "The file could not be written ({reason}). Nothing was saved; what you typed is still here.",
        "文件无法写入（{reason}），未保存，您输入的内容仍在。",
    ),
    "error.disk_full": (
        "The disk is full. Nothing was saved; what you typed is still here. Make room and save again.",
        "磁盘已满，未保存，您输入的内容仍在。请清出空间后再保存。",
    ),
    "error.read_only": ("The file or its folder cannot be written to.", "文件或所在文件夹不可写。"),
    "error.damaged": ("The file is damaged ({reason}).", "文件已损坏（{reason}）。"),
    "error.busy": (
        "The register is open for writing in another program: {holder}.",
        "登记簿正被另一程序占用：{holder}。",
    ),
    "error.newer_database": (
        "This file was written by a newer version of the program ({found}; this one knows {known}). Install the newer version.",
        "此文件由更新版本的程序写成（{found}，本程序只认到 {known}），请安装新版本。",
    ),
    "error.no_database": ("There is no register at {path}.", "{path} 处没有登记簿文件。"),
    "error.not_a_database": ("{path} is not a register of this program.", "{path} 不是本程序的登记簿文件。"),
    "error.unknown_verb": ("There is no verb {verb}.", "没有 {verb} 这个操作。"),
    "error.bad_arguments": ("The arguments do not fit {verb}: {reason}.", "{verb} 的参数不符：{reason}。"),
    "warning.clock_set_back": (
        "The clock says {now}, earlier than the last entry ({last}). Check the computer's time.",
        "电脑时间为 {now}，早于上一条记录（{last}），请检查系统时间。",
    ),
    "warning.slip_open": ("{number} is still open.", "{number} 仍未办结。"),
    "register.today": ("Today", "今日事项"),
    "register.today.one": ("Fixed day of the month", "每月固定事项"),
    "today.more": ("{register}: more that run", "{register}：其余计时事项"),
    "today.fixed.day": ("{title}", "{title}"),
    "today.fixed.window": ("{title}, {first}–{last}", "{title}（{first}–{last} 日）"),
    "field.unit": ("Unit", "房号"),
    "field.due_at": ("Due", "时限"),
    "field.due_start": ("Clock started", "起算时间"),
    "field.due_what": ("What falls due", "时限事项"),
    "field.due_rule": ("Rule", "时限依据"),
    "field.due_span": ("Length by the rule", "规程时限"),
    "field.paused_at": ("Paused since", "暂停计时"),
    "field.missed": ("Missed", "超时次数"),
    "field.due": ("Clock", "时限"),
    "field.at": ("Time", "时间"),
    "field.handler": ("Handled by", "经手"),
    "field.client_id": ("Client id", "本机编号"),
    "field.phone": ("Phone", "电话"),
    "field.content": ("Content", "内容"),
    "field.reason": ("Reason", "原因"),
    "field.void_reason": ("Voided because", "作废原因"),
    "field.fail_reason": ("Not done because", "未完成原因"),
    "field.apology": ("Apology note", "致歉说明"),
    "field.happened_at": ("Happened at", "发生时间"),
    "field.happened_reason": ("Why entered later", "补记原因"),
    "field.urgency": ("Urgency", "紧急程度"),
    "field.note": ("Note", "备注"),
    "field.told_at": ("Told at", "回复时间"),
    "field.told_how": ("Told how", "回复方式"),
    "field.opinion": ("Opinion", "业主意见"),
    "field.state": ("State", "状态"),
    "field.number": ("Number", "单号"),
    "field.name": ("Name", "姓名"),
    "field.code": ("Code", "编号"),
    "field.version": ("Version", "版本"),
}
