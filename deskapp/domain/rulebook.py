"""The office's numbers 规程参数: each a setting with its default and its clause; none stands in code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

REGISTER = "rulebook"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One number of the procedures: its value now, its default, its unit (``h``, ``min``, ``d``, ``%``…), its clause."""

    key: str
    value: str
    default: str
    unit: str
    clause: str
    title_en: str
    title_zh: str
    since: datetime | None = None
    by: str = ""


WORDS = {
    "register.rulebook": ("Rulebook", "规程参数"),
    "deadline.promise": (
        "{kind} by {channel}: reply within {hours} h [{clause}], started {start}",
        "{channel}{kind}：{hours} 小时内回复〔{clause}〕，自 {start} 起",
    ),
    "deadline.slip": (
        "{item}: to be done within {hours} h [{clause}], issued {start}",
        "{item}：{hours} 小时内完成〔{clause}〕，自 {start} 派发",
    ),
    "deadline.by_hand": ("Set by hand by {who}, {start}", "由 {who} 于 {start} 指定"),
}
