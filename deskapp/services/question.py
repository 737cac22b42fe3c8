"""What somebody typed into a search box, as a question to the index (``ALL-5``)."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import lru_cache

from deskapp.services.tokens import LONGEST, Searchable, identifiers_of, normal, pairs_of, runs, squeezed, trimmed

#: Nobody reads a question longer than this; the rest of one is left out.
LONGEST_QUESTION = 200
MOST_TERMS = 8
#: So many pairs narrow a text down far enough: the recheck does the rest.
MOST_PAIRS = 24
_NUMBER = re.compile(r"([a-z]*)(\d{6})(\d{1,10})")
#: What no register can hold nobody can find: control characters and lone surrogates part words.
_UNKEEPABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
#: ``3栋2单元1102室`` is a code as well.
_CODE_WORDS = re.compile(r"(?<=[0-9a-z])(?:号楼|单元|栋|幢|座|楼|号|室|房)")


@dataclass(frozen=True, slots=True)
class Way:
    """One way to be found: by all ``tokens``; a ``literal`` must stand in a text unless the tokens make it ``sure``."""

    tokens: tuple[str, ...]
    literal: str = ""
    sure: bool = True


Term = tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """All of ``terms`` must be met, each in one of its ways."""

    terms: tuple[Term, ...]

    @property
    def sure(self) -> bool:
        """Whether the index alone can answer; otherwise what it finds is looked at again."""
        return all(way.sure for term in self.terms for way in term)

    @property
    def tokens(self) -> tuple[tuple[tuple[str, ...], ...], ...]:
        """The same as bare tokens: all of the terms, any of their ways, all of a way's tokens."""
        return tuple(tuple(way.tokens for way in term) for term in self.terms)

    def fits(self, words: Searchable) -> bool:
        """Whether an entry with these words is really meant."""
        text = "\n".join(map(normal, (*words.texts, *words.names)))
        missing = [term for term in self.terms if not any(way.literal and way.literal in text for way in term)]
        if not missing:
            return True
        known = identifiers_of(words)
        return all(any(not way.literal and known.issuperset(way.tokens) for way in term) for term in missing)


@lru_cache(256)
def ask(text: str) -> Question:
    """The question of a typed text. Blanks part terms; letters and digits beside each other are also read as one."""
    found: list[Term] = []
    words = normal(_UNKEEPABLE.sub(" ", text[:LONGEST_QUESTION])).split()[:MOST_TERMS]
    for ascii_only, group in itertools.groupby(words, str.isascii):
        parts = list(group)
        together = identifier("".join(parts)) if ascii_only and len(parts) > 1 else ()
        found += [(*ways_of(part), *together) for part in parts]
    return Question(tuple(term for term in found if term))


def ways_of(term: str) -> Term:
    """The ways in which one term may be meant: as a run of characters, as an identifier, as pinyin."""
    return (*_text(trimmed(term)), *identifier(term))


def _text(run: str) -> Term:
    if not run:
        return ()
    tokens = tuple(dict.fromkeys(pairs_of(runs(run))))
    return (Way(tokens[:MOST_PAIRS], run, len(run) <= 2),)


def identifier(term: str) -> Term:
    """A term as number, code, phone, or pinyin; no way at all if it can be none of them."""
    word = squeezed(_CODE_WORDS.sub("", term))
    if not word.isascii() or not word.isalnum():
        return ()
    ways = [Way((f"~{word[:LONGEST]}",))] if word.isalpha() else []
    if len(word) >= 2 or (word.isdigit() and word != term):
        ways.append(Way((f"#{word[:LONGEST]}",)))
    if number := _NUMBER.fullmatch(word):
        prefix, month, serial = number.groups()
        ways.append(Way((f"#{prefix}{month}", f"^{serial}")))
    return tuple(ways)
