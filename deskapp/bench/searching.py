"""G4: search as one types, against raw SQLite on the same indexes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import partial
from typing import Any

from deskapp.bench.figures import Goal, compared, figure, timed
from deskapp.bench.ground import Ground
from deskapp.bench.windows import typing
from deskapp.services.dialects import match_expression
from deskapp.services.question import ask
from deskapp.services.reception import ReceptionService

LIMIT = 20
#: Characters, pairs and runs that many entries have, or none: the worst that one can type.
HARD = (
    "的", "水", "一", "请", "1", "0", "3", "a", "z", "w", "j", "jd", "zh", "00", "11", "32", "138", "1380", "2026",
    "202611", "13800000000", "111111", "010101010101", "3-2", "3-2-1", "zzzzzzzz", "wangw", "lim", "zhang",
    "漏水", "一楼", "一楼大", "门口门口门口", "水管漏水管", "楼走道楼", "水 电 门 灯", "请 请 请",
    "已第二次反映已第二次", "有监控可查已拍照", "厨房水管漏水,请尽快派人来",
)  # fmt: skip


def typed(ground: Ground) -> list[str]:
    """What people type, key by key: names, pinyin, units, numbers, phones, pieces of the matter."""
    ids = ground.rng.sample(list(ground.ids), min(120, len(ground.ids)))  # type: ignore[call-overload,arg-type]
    rows = ground.office.call(ground.actor, "reception.rows", ids=ids)
    found: list[str] = []
    for place, row in enumerate(rows):
        start = ground.rng.randrange(max(1, len(row.content) - 8))
        words = (row.caller, row.unit, row.number, row.phone, row.phone[-4:], row.content[start : start + 8])
        word = words[place % len(words)]
        found += [word[:end] for end in range(1, min(len(word), 18) + 1)]
    return found


class Raw:
    """The floor: SQLite alone, the same question, the same entries fetched."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def find(self, text: str) -> list[Any]:
        """The newest entries that have all of a question's tokens."""
        terms = ask(text).tokens
        if not terms:
            return []
        match = "SELECT rowid FROM search_reception WHERE search_reception MATCH ? ORDER BY rowid DESC LIMIT ?"
        ids = [id for (id,) in self._connection.execute(match, (match_expression(terms), LIMIT))]
        marks = ", ".join("?" * len(ids))
        return self._connection.execute(f"SELECT * FROM entry WHERE id IN ({marks})", ids).fetchall()


def measure(ground: Ground) -> Iterable[dict[str, Any]]:
    """As one types, and the hardest inputs."""
    with closing(sqlite3.connect(ground.place)) as connection:
        connection.execute("PRAGMA cache_size=-32000")
        yield from _measured(ground, Raw(connection))


def _measured(ground: Ground, raw: Raw) -> Iterator[dict[str, Any]]:
    questions = typed(ground)
    service = ground.office.core.service(ReceptionService)

    def ours(text: str) -> None:
        with ground.office.core.transaction(ground.actor, "search.find", writing=False) as tx:
            service.find_ids(tx, text, LIMIT)

    for text in questions:  # the first look reads the disk
        raw.find(text)
        ours(text)
    pairs = [(timed(partial(raw.find, text)), timed(partial(ours, text))) for text in questions]
    floors, found = [floor for floor, _ in pairs], [own for _, own in pairs]
    yield compared("G4", "search as one types, p95", floors, found, Goal(more=0.5), by="p95")
    everywhere = partial(ground.office.call, ground.actor, "search.find")
    inputs = sorted({*questions, *HARD})
    slowest = max((min(timed(partial(everywhere, text=text)) for _ in range(2)), text) for text in inputs)
    floor = max(timed(partial(raw.find, text)) for text in inputs)
    what = "slowest input of 1 to 18 characters, all registers"
    yield figure("G4", what, floor, slowest[0], "ms", Goal(most=50), input=slowest[1], samples=len(inputs))
    # A space at the end asks nothing new: the list stays as it is.
    yield _painted(ground, [text for text in questions if text and text == text.strip()])


def _painted(ground: Ground, questions: list[str]) -> dict[str, Any]:
    """From a key to the list on screen, in the window itself."""
    asked = ground.folder / "questions.txt"
    asked.write_text("\n".join(questions[:200]), encoding="utf-8")
    times = typing(ground.place, asked)
    return compared("G4", "key to painted list, p95", times["static"], times["ours"], Goal(times=1.7), by="p95")


MEASURES = {"G4": measure}
