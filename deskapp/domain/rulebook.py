"""The office's numbers 规程参数: each a setting with its default and its clause; none stands in code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from deskapp.domain.words import Language

REGISTER = "rulebook"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One number of the procedures: its value now, its default, its unit (``h``, ``min``, ``d``, ``%``…), its clause.

    A ``clock`` may be set in another unit of time (``3 wd``, three working days).
    """

    key: str
    value: str
    default: str
    unit: str
    clause: str
    title_en: str
    title_zh: str
    clock: bool = False
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
    "rulebook.keys.loan_limit.internal": ("end of shift", "当班结束前"),
}
