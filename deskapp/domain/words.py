"""The office's vocabulary in both languages, gathered from every file of this folder that has ``WORDS``.

A key is a dotted name (``reception.kind.repair``, ``problem.required``); its value the English and the Chinese.
The window's own prose goes through Qt's translation; what window, paper and command line share stands here.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple


class Language(StrEnum):
    """The two languages of the program; paper may carry both."""

    ENGLISH = "en"
    CHINESE = "zh"


class Word(NamedTuple):
    """One term in both languages."""

    en: str
    zh: str


@cache
def catalogue() -> Mapping[str, Word]:
    """Every word of every register. Two files that define one key are a mistake: ValueError."""
    found: dict[str, Word] = {}
    package = importlib.import_module("deskapp.domain")
    for info in pkgutil.iter_modules(package.__path__):
        words = getattr(importlib.import_module(f"deskapp.domain.{info.name}"), "WORDS", {})
        if twice := found.keys() & words.keys():
            raise ValueError(f"defined twice: {sorted(twice)}")
        found |= {key: Word(*pair) for key, pair in words.items()}
    return found


def word(key: str, language: Language, /, **params: Any) -> str:
    """The word for ``key`` with its parameters filled in; a parameter that is a key itself is translated too.

    Raises KeyError for a key nobody defined: a missing word is a bug, never shown as an empty string.
    """
    text = getattr(catalogue()[key], language.value)
    return (
        str(text).format(**{name: _value(value, language) for name, value in params.items()}) if params else str(text)
    )


def named(language: Language, name: str, name_en: str) -> str:
    """A proper name for a reader: the English one where there is one and English is read, else as it is written."""
    return name_en if name_en and language is Language.ENGLISH else name


def has_word(key: str) -> bool:
    """Whether some register defines ``key``."""
    return key in catalogue()


def field_word(register: str, name: str, language: Language) -> str:
    """The label of a draft's field: the register's own, or the common one."""
    own = f"{register}.field.{name}"
    return word(own if own in catalogue() else f"field.{name}", language)


def _value(value: Any, language: Language) -> str:
    if isinstance(value, Word):
        return str(getattr(value, language.value))
    if isinstance(value, datetime):
        return _clock(value)
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    return word(text, language) if text in catalogue() else text


def _clock(moment: datetime) -> str:
    try:
        return moment.astimezone().strftime("%Y-%m-%d %H:%M")
    except (OverflowError, OSError):  # the first or last day a calendar has: a refusal that names it must be told
        return moment.isoformat()
