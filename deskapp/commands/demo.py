"""``deskapp demo``: a register with a made-up estate; the same seed makes the same content."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from deskapp.commands.base import SOUND, Command, Invocation, Words
from deskapp.errors import DeskError

if TYPE_CHECKING:
    from deskapp.domain.demo import DemoSummary


def count(text: str) -> int:
    """A whole number of at least 1, as an argument."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def some_or_none(text: str) -> int:
    """A whole number of at least 0, as an argument."""
    return 0 if text == "0" else count(text)


def years(text: str) -> float:
    """A span of years, as an argument: more than nothing, no more than the calendar bears."""
    number = float(text)
    if not 0 < number <= 30:
        raise ValueError(text)
    return number


def _add(parser: argparse.ArgumentParser, words: Words) -> None:
    from deskapp.services.demo import ENTRIES, SEED, UNITS, YEARS

    for name, kind, default in (
        ("units", count, UNITS),
        ("years", years, YEARS),
        ("entries", some_or_none, ENTRIES),
        ("seed", int, SEED),
    ):
        text = f"{words(f'cli.demo.{name}')} ({default})"
        parser.add_argument(f"--{name}", type=kind, default=default, metavar="N", help=text)
    parser.add_argument("--force", action="store_true", help=words("cli.demo.force"))


def _run(call: Invocation) -> int:
    from deskapp.commands.files import ready_for
    from deskapp.services import codec

    if not call.options.database:
        # The workplace's own register is never a place for made-up residents.
        raise DeskError("usage", reason=call.words("cli.usage.required", names="--database"))
    target = ready_for(Path(call.options.database))
    summary = _made(call, target)
    if call.options.json:
        call.put(codec.encode(summary))
        return SOUND
    call.say("demo.made", rows=sum(summary.rows.values()), seconds=round(summary.seconds, 1), path=summary.path)
    call.say("demo.sign_in", code=summary.sign_in, pin=summary.pin)
    return SOUND


def _made(call: Invocation, target: Path) -> DemoSummary:
    """Make it; with ``--force`` beside the file that is there, which is replaced only when the new one is complete."""
    from deskapp.services.demo import generate
    from deskapp.services.lock import WriterLock

    asked = call.options
    chosen = {"units": asked.units, "years": asked.years, "entries": asked.entries, "seed": asked.seed}
    if not target.exists():
        return generate(target, **chosen)
    if not asked.force:
        raise DeskError("file_exists", path=str(target))
    lock = WriterLock(target, hold=True, holder="deskapp demo")
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        return _put_in_place(generate(part, **chosen), part, target)
    finally:
        part.unlink(missing_ok=True)
        lock.release()


def _put_in_place(summary: DemoSummary, part: Path, target: Path) -> DemoSummary:
    from dataclasses import replace

    try:
        # What is left of the old file's log would be read into the new file.
        for ending in ("-wal", "-shm"):
            target.with_name(target.name + ending).unlink(missing_ok=True)
        part.replace(target)
    except OSError as error:
        raise DeskError("unwritable", path=str(target), reason=error.strerror or str(error)) from error
    return replace(summary, path=str(target))


COMMAND = Command(name="demo", add=_add, run=_run, options=("database", "json"))
