"""``deskapp why``: why a number's clock falls due when it does, in sentences and marks (``ALL-10``)."""

from __future__ import annotations

import argparse
from datetime import datetime

from deskapp.commands.base import SOUND, Command, Invocation, Words
from deskapp.domain.deadlines import Explained, mark_time, mark_words, reason


def _add(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("number", metavar="NUMBER", help=words("cli.option.number"))


def _run(call: Invocation) -> int:
    from deskapp.commands.session import find, opened, signed_in
    from deskapp.services import codec

    with opened(call) as office:
        actor = signed_in(call, office)
        ref = find(office, actor, call.options.number)
        told: Explained = office.call(actor, "deadlines.explain", register=ref.register, id=ref.id)
    if call.options.json:
        call.put(codec.encode(codec.plain(told)))
        return SOUND
    language = call.words.language
    call.say("cli.why.due", number=told.ref.number, due=_when(told.due))
    for sentence in reason(told, language, _when):
        call.put(f"  {sentence}")
    for mark in told.marks:
        call.put(f"  - {mark_time(mark, _when)}  {mark_words(mark, language, _when)}")
    return SOUND


def _when(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


COMMAND = Command(name="why", add=_add, run=_run, options=("database", "as", "json"))
