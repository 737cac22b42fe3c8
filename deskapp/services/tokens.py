"""What an entry can be found by, and the tokens the search index keeps of it (``ALL-5``).

Four families of tokens, told apart by their first character: bare characters and pairs of texts and names; ``~`` pinyin
and Latin beginnings of names; ``#`` beginnings and tails of numbers, codes and phones; ``^`` beginnings of a number's
serial. A contentless index forgets an entry by the very tokens it was given: they may only change with a migration that
builds the indexes anew.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import add

from deskapp.services import pinyin

#: What parts two runs of characters: blanks and punctuation, after NFKC has folded the full-width forms.
_APART = re.compile(
    r"[\s!-/:-@\[-`{-~\u00a1-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u2000-\u206f\u3000-\u3004\u3008-\u3020\u3030-\u303f\ufe00-\ufe0f]+"
)
_NUMBER = re.compile(r"([a-z]+)(\d{6})(\d+)")
_SEVERAL = re.compile(r"[,;/、,;转x#*]")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")
#: Longer identifiers are cut here, in the index and in the question alike.
LONGEST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Searchable:
    """The words of one entry: its numbers, unit codes, names (found by pinyin too), free texts, phones."""

    numbers: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


def normal(text: str) -> str:
    """Case folded, full-width forms and ligatures made plain (NFKC): how index and question are compared."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()


def squeezed(text: str) -> str:
    """A number, code or phone without its punctuation: ``3-2-1102`` → ``321102``."""
    return _APART.sub("", normal(text))


def trimmed(text: str) -> str:
    """A text that is ``normal`` already without the punctuation at its ends: what is typed before the next word."""
    inner = runs(text)
    return text[text.index(inner[0]) : text.rindex(inner[-1]) + len(inner[-1])] if inner else ""


def runs(text: str) -> list[str]:
    """The runs of characters between blanks and punctuation of a text that is ``normal`` already."""
    return [run for run in _APART.split(text) if run]


def pairs_of(pieces: list[str]) -> list[str]:
    """Each pair of neighbours in some runs, ``道_尽`` across punctuation; a run of one character as it is."""
    found: list[str] = []
    for run in pieces:
        found += map(add, run, run[1:]) if len(run) > 1 else run
    if len(pieces) > 1:
        found += [f"{before[-1]}_{after[0]}" for before, after in itertools.pairwise(pieces)]
    return found


def tokens_of(words: Searchable) -> set[str]:
    """Every token an entry is kept under."""
    found = identifiers_of(words)
    for text in (*words.texts, *words.names):
        pieces = runs(normal(text))
        found.update(*pieces)
        found.update(pairs_of(pieces))
    return found


def identifiers_of(words: Searchable) -> set[str]:
    """The tokens that stand for something exactly: names by pinyin, numbers, codes, phones."""
    found: set[str] = set()
    for name in words.names:
        found |= name_tokens(name)
    for code in words.codes:
        found |= code_tokens(code)
    for phone in words.phones:
        found |= phone_tokens(phone)
    for number in words.numbers:
        found |= number_tokens(number)
    return found


def _beginnings(word: str, least: int, mark: str) -> Iterator[str]:
    word = word[:LONGEST]
    return (mark + word[:end] for end in range(min(least, len(word)), len(word) + 1)) if word else iter(())


@lru_cache(8192)
def name_tokens(name: str) -> frozenset[str]:
    """``~z ~zs ~zh … ~zhangsan`` for 张三; the beginnings of each word of a Latin name."""
    plain = normal(name)
    found: set[str] = set()
    for word in _HAN.findall(plain):
        for reading in pinyin.readings(word):
            found.update(_beginnings("".join(syllable[0] for syllable in reading), 1, "~"))
            found.update(_beginnings("".join(reading), 1, "~"))
    latin = [word for word in runs(_HAN.sub(" ", plain)) if not word.isdigit()]
    for word in (*latin, "".join(latin)):
        found.update(_beginnings(word, 1, "~"))
    return frozenset(found)


@lru_cache(8192)
def code_tokens(code: str) -> frozenset[str]:
    """``#3 #32 … #321102`` for ``3-2-1102``, and its room alone."""
    parts = runs(normal(code))
    found = set(_beginnings("".join(parts), 1, "#"))
    if len(parts) > 1:
        found.add("#" + parts[-1][:LONGEST])
    return frozenset(found)


@lru_cache(8192)
def phone_tokens(phone: str) -> frozenset[str]:
    """``#138 … #13800001234`` and the last four digits of each phone written in a field."""
    found: set[str] = set()
    for part in _SEVERAL.split(normal(phone)):
        digits = "".join(char for char in part if char in "0123456789")
        if len(digits) == 13 and digits.startswith("86"):
            digits = digits[2:]
        found.update(_beginnings(digits, 3, "#"))
        if len(digits) > 4:
            found.add("#" + digits[-4:])
    return frozenset(found)


def number_tokens(number: str) -> frozenset[str]:
    """``#jd … #jd202611``, ``#2026 … #202611``, the serial's tails ``#0087 #087 #87``, its beginnings ``^0 … ^0087``.

    Prefix, month and serial are kept apart: the whole number would be a term of its own for every entry.
    """
    word = squeezed(number)
    parts = _NUMBER.fullmatch(word)
    if parts is None:
        return frozenset(_beginnings(word, 2, "#"))
    return _month_tokens(parts[1], parts[2]) | _serial_tokens(parts[3])


@lru_cache(1024)
def _month_tokens(prefix: str, month: str) -> frozenset[str]:
    return frozenset((*_beginnings(prefix + month, len(prefix), "#"), *_beginnings(month, 4, "#")))


@lru_cache(8192)
def _serial_tokens(serial: str) -> frozenset[str]:
    tails = ("#" + serial[start:] for start in range(max(1, len(serial) - 1)))
    return frozenset((*_beginnings(serial, 1, "^"), *tails))
