"""The office's numbers 规程参数: each a setting with its default and its clause; none stands in code."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from deskapp.domain.common import HistoryRow
from deskapp.domain.words import Language, has_word

REGISTER = "rulebook"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One number of the procedures: its value now, its default, its unit (``h``, ``min``, ``d``, ``%``…), its clause.

    A ``clock`` may be set in another unit of time (``3 wd``, three working days); ``today`` is the register in whose
    name a fixed day of the month stands in Today.
    """

    key: str
    value: str
    default: str
    unit: str
    clause: str
    title_en: str
    title_zh: str
    clock: bool = False
    today: str = ""
    since: datetime | None = None
    by: str = ""

    @property
    def own(self) -> bool:
        """Whether the office has set another value than the procedures give."""
        return self.value != self.default

    @property
    def group(self) -> str:
        """The word key of what it belongs to; rules whose groups have one word stand together."""
        part = self.key.partition(".")[0]
        named = f"rulebook.group.{_TOGETHER.get(part, part)}"
        return named if has_word(named) else "rulebook.group.other"

    def title(self, language: Language) -> str:
        """What it is called."""
        return self.title_en if language is Language.ENGLISH else self.title_zh


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningClocks:
    """The clocks that run by a rule now: so many by its value of today, and so many by each length it had before."""

    count: int = 0
    kept: tuple[KeptSpan, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSpan:
    """So many clocks that keep the length (``24 h``) they started with."""

    span: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleDetail:
    """Everything about one rule."""

    rule: Rule
    running: RunningClocks
    history: tuple[HistoryRow, ...] = field(default=())


#: Parts of keys that are one group for whoever looks for them.
_TOGETHER = {"phone": "service", "email": "service", "complex": "service", "fcr": "service", "satisfaction": "service"}
#: The parts of the procedures that have a name instead of a number.
_NAMED = {"intro": "引言", "definitions": "定义", "office": "本处", "roles": "岗位规定"}


def clause_word(clause: str, language: Language) -> str:
    """A clause as it is cited: numbers alike in both languages, named parts in the reader's own."""
    if language is Language.CHINESE:
        for name, word in _NAMED.items():
            clause = clause.replace(name, word)
    return clause


def governs(rule: Rule) -> str:
    """The word key of what a rule decides: its own, or that of its kind."""
    own = f"rulebook.governs.{rule.key}"
    kind = "clock" if rule.clock else "today" if rule.today else "target" if rule.unit == "%" else "plain"
    return own if has_word(own) else f"rulebook.governs.{kind}"
