"""The office's numbers 规程参数: each a setting with its default and its clause; none stands in code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from deskapp.domain.words import Language

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


#: The parts of the procedures that have a name instead of a number.
_NAMED = {"intro": "引言", "definitions": "定义", "office": "本处", "roles": "岗位规定"}


def clause_word(clause: str, language: Language) -> str:
    """A clause as it is cited: numbers alike in both languages, named parts in the reader's own."""
    if language is Language.CHINESE:
        for name, word in _NAMED.items():
            clause = clause.replace(name, word)
    return clause


WORDS = {
    "register.rulebook": ("Rulebook", "规程参数"),
    "rulebook.duty.roster_published_by": ("last day of the month before", "上月最后一天"),
    "rulebook.complaint.valid_reply": ("the same day, or the time agreed", "当天，或约定的时间"),
    "rulebook.keys.loan_limit.internal": ("end of shift", "当班结束前"),
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
