"""``deskapp entry``: who could have entered a unit in a span of time, as lines, JSON, or a CSV file (``KEY-8``)."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime, timedelta
from pathlib import Path

from deskapp.commands.base import SOUND, Command, Invocation, Words
from deskapp.domain.entry import EntryList, cells, moment

#: What is asked for when nothing is said: the last week.
_SPAN = timedelta(days=7)


def _add(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("unit", metavar="UNIT", help=words("cli.entry.unit"))
    parser.add_argument("--since", type=_time, metavar="TIME", help=words("cli.entry.since"))
    parser.add_argument("--until", type=_time, metavar="TIME", help=words("cli.entry.until"))
    parser.add_argument("--csv", type=Path, metavar="OUT.csv", help=words("cli.entry.csv"))


def _time(text: str) -> datetime:
    """A day or a moment of the office's time; one with a zone is taken as it is."""
    return datetime.fromisoformat(text).astimezone()


def _run(call: Invocation) -> int:
    from deskapp.commands.files import ready_for
    from deskapp.commands.session import opened, signed_in
    from deskapp.services import codec

    asked, language = call.options, call.words.language
    until = asked.until or datetime.now(UTC)
    span = {"unit": asked.unit, "since": asked.since or until - _SPAN, "until": until}
    with opened(call) as office:
        actor = signed_in(call, office)
        if asked.csv is not None:
            path = str(ready_for(asked.csv))
            office.call(actor, "entry.write_csv", path=path, language=language, **span)
            call.say("cli.entry.written", path=path)
            return SOUND
        found: EntryList = office.call(actor, "entry.who", **span)
    if call.options.json:
        call.put(codec.encode(codec.plain(found)))
        return SOUND
    since, end = (moment(at, language) for at in (found.since, found.until))
    call.say("cli.entry.head", unit=found.number, since=since, until=end, count=len(found.lines))
    for line in found.lines:
        begin, over, *rest = cells(line, language)
        call.put("  " + "  ".join([f"{begin} – {over}", *filter(None, rest)]))
    return SOUND


COMMAND = Command(name="entry", add=_add, run=_run, options=("database", "as", "json"))
