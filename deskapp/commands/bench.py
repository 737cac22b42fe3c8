"""``deskapp bench``: the speeds of the goals, each beside its floor in the same run."""

from __future__ import annotations

import argparse

from deskapp.commands.base import SOUND, Command, Invocation, Words
from deskapp.commands.demo import count


def _goals(text: str) -> list[str]:
    return [name.strip().upper() for name in text.split(",") if name.strip()]


def _add(parser: argparse.ArgumentParser, words: Words) -> None:
    from deskapp.bench import ENTRIES, FULL

    text = f"{words('cli.bench.entries')} ({ENTRIES})"
    parser.add_argument("--entries", type=count, default=ENTRIES, metavar="N", help=text)
    parser.add_argument("--full", dest="entries", action="store_const", const=FULL, help=words("cli.bench.full"))
    parser.add_argument("--only", type=_goals, default=None, metavar="G1,G2…", help=words("cli.bench.only"))


def _run(call: Invocation) -> int:
    from pathlib import Path

    from deskapp.bench import report, run
    from deskapp.bench.runner import measures
    from deskapp.errors import DeskError, NoDatabase
    from deskapp.services import codec

    asked = call.options
    known = list(measures())
    if unknown := [name for name in asked.only or () if name not in known]:
        raise DeskError("unknown_goal", goal=unknown[0], goals=", ".join(known))
    place = asked.database
    if place and not Path(place).exists():
        raise NoDatabase(path=place)
    found = run(asked.only or None, database=place, entries=asked.entries, progress=call.note)
    call.put(codec.encode(found) if asked.json else report(found))
    return SOUND


COMMAND = Command(name="bench", add=_add, run=_run, options=("database", "json"))
