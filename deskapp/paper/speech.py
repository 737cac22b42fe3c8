"""The words of a form in its language: labels from the office's vocabulary, moments, phone numbers, sums of money."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from deskapp.domain.paper import PaperLanguage, clock
from deskapp.domain.words import Language, catalogue


class Label(NamedTuple):
    """Words of a form in both languages."""

    zh: str
    en: str


@cache
def term(key: str) -> Label:
    """A word of the office's vocabulary. KeyError when nobody defined it."""
    word = catalogue()[key]
    return Label(word.zh, word.en)


@cache
def field(register: str, name: str) -> Label:
    """The label of a register's field, or the common one."""
    own = f"{register}.field.{name}"
    return term(own if own in catalogue() else f"field.{name}")


class Speech:
    """Says things in one of the three languages of paper."""

    def __init__(self, language: PaperLanguage) -> None:
        self.language = PaperLanguage(language)
        self.zh = self.language is not PaperLanguage.ENGLISH
        self.en = self.language is not PaperLanguage.CHINESE

    def say(self, label: Label) -> str:
        """A label as one line of text."""
        if self.zh and self.en:
            return label.zh if label.zh == label.en else f"{label.zh} {label.en}"
        return label.zh if self.zh else label.en

    def lines(self, label: Label) -> str:
        """A label in both languages on two lines, the Chinese over the English."""
        return "\n".join(dict.fromkeys(label)) if self.zh and self.en else self.say(label)

    def word(self, key: str) -> str:
        """A word of the vocabulary as one line of text."""
        return self.say(term(key))

    def fill(self, label: Label, values: Mapping[str, object]) -> str:
        """A label with values in it."""
        return self.say(Label(label.zh.format_map(values), label.en.format_map(values)))

    def fill_lines(self, label: Label, values: Mapping[str, object]) -> str:
        """A label with values in it, in both languages on two lines."""
        return self.lines(Label(label.zh.format_map(values), label.en.format_map(values)))

    def clock(self, moment: datetime | None) -> str:
        """A moment in the office's time: 2026年11月21日 10:08 in Chinese, 2026-11-21 10:08 otherwise."""
        return clock(moment, Language.CHINESE if self.language is PaperLanguage.CHINESE else Language.ENGLISH)

    def yes_no(self, value: bool) -> str:
        """Yes or no."""
        return self.say(Label("是", "Yes") if value else Label("否", "No"))


_MOBILE = re.compile(r"1[0-9]{10}")


def phone(number: str) -> str:
    """A mobile number in groups, 138 0000 1234; any other as it was written down."""
    digits = number.replace(" ", "").replace("-", "")
    return f"{digits[:3]} {digits[3:7]} {digits[7:]}" if _MOBILE.fullmatch(digits) else number


def money(value: Decimal) -> str:
    """A sum with two decimals and separated thousands."""
    return f"{value:,.2f}"


def amount(value: Decimal) -> str:
    """A quantity without needless zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
