"""What callers say and what is answered: templates with slots, so that no two entries read the same."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from random import Random
from typing import Any

from deskapp.domain.reception import Category, Kind
from deskapp.domain.slips import Item
from deskapp.resources import resource

_SLOT = re.compile(r"\{(\w+)\}")


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(resource("demo/words.toml").read_text(encoding="utf-8"))


def fill(rng: Random, template: str) -> str:
    """A template with a word in every slot; a word may hold slots of its own."""
    slots = _words()["slots"]
    while "{" in template:
        template = _SLOT.sub(lambda found: pick(rng, slots[found[1]]), template)
    return template


def pick(rng: Random, words: Sequence[str]) -> str:
    """One of some words, for one random number."""
    return words[int(rng.random() * len(words))]


def repair(rng: Random, item: Item) -> str:
    """A repair request."""
    return fill(rng, pick(rng, _words()["repair"][item.value]))


def complaint(rng: Random, category: Category) -> str:
    """A complaint of a category."""
    return fill(rng, pick(rng, _words()["complaint"][category.value]))


def plain(rng: Random, kind: Kind) -> str:
    """What is said in an entry of any other kind."""
    return fill(rng, pick(rng, _words()["plain"][kind.value]))


def fixed(rng: Random, item: Item) -> str:
    """What was done about an item."""
    return say(rng, f"fixed_{item.value}") + "。"


def say(rng: Random, slot: str) -> str:
    """A word or sentence of a slot."""
    return fill(rng, pick(rng, _words()["slots"][slot]))
