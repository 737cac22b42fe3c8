"""Two hundred slips of the worst texts: every character on paper, nothing printed over anything."""

import random
from collections import Counter
from typing import Any

import pytest

from tests.unit.paper import reader
from tests.unit.paper.samples import AT, HOUR, RARE, done_round, order, round_, slip

POOLS = (
    "厨房洗菜盆下水管接口漏水业主已关总阀家中有老人请先电话确认后上门",
    f"{RARE}〇龘靐齉𪚥𠮷",
    ",。;:?!…—()《》「」“”·、%℃",
    "<b></b><br/>&amp;&lt;\"'\\()[]{}%s{0}",
    "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJ 0123456789-_/.:@",
    "😀👨\u200d👩\u200d👧🏽❤\ufe0f☐☑✔🀄",
    "àéîõüßñçøåŁжщ αβγ",
    "مرحبا שלום ไทย",
    "e\u0301a\u0308 \u00ad\u200b\u2060\u00a0\u3000",
    "\x07\x1b\x7f\ue000\ufffd",
)


def hostile(dice: random.Random, most: int) -> str:
    """Up to ``most`` characters from all pools, with line breaks, tabs and words without end."""
    pieces: list[str] = []
    for _ in range(dice.randint(1, 60)):
        pool = dice.choice(POOLS)
        pieces.append("".join(dice.choices(pool, k=dice.randint(1, 80))))
        pieces.append(dice.choice(["", "", " ", "\n", "\n\n\n", "\t", "\r\n", "x" * dice.randint(1, 300)]))
    return "".join(pieces)[:most]


def letters(text: str) -> Counter[str]:
    """How often each character stands in a text, without blanks."""
    return Counter("".join(text.split()))


def missing(drawn: Counter[str], wanted: Counter[str], times: int) -> dict[str, int]:
    return {char: count * times - drawn[char] for char, count in wanted.items() if drawn[char] < count * times}


@pytest.mark.parametrize("seed", range(50))
def test_every_character_is_on_paper(seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(20):
        matter, note, contact = hostile(dice, 3000), hostile(dice, 500), hostile(dice, 60).replace("\n", " ")
        rounds: tuple[Any, ...] = (dice.choice([round_, done_round])(content=matter, result=hostile(dice, 2000)),)
        data = slip(content=matter, note=note, contact=contact, rounds=rounds, limit_at=AT + HOUR)
        paper, language = dice.choice(["a4x3", "a5x3"]), dice.choice(["zh", "en", "both"])
        pdf = order(data, paper=paper, language=language)
        drawn = letters("".join(run.text for _page, runs in reader.read(pdf) for run in runs))
        assert missing(drawn, letters(matter + note + contact), 3) == {}
        assert missing(drawn, letters(rounds[0].result), 2) == {}
        assert reader.faults(pdf) == []
