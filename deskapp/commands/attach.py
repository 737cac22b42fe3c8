"""``deskapp attach``: a photo or scan to the entry of a number (``ALL-8``)."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from deskapp.commands.base import SOUND, Command, Invocation, Words
from deskapp.domain.attachments import AttachDraft, Kind

if TYPE_CHECKING:
    from deskapp.domain.attachments import FileLook
    from deskapp.domain.common import Change


def _add(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("number", metavar="NUMBER", help=words("cli.option.number"))
    parser.add_argument("file", metavar="FILE", help=words("cli.attach.file"))
    parser.add_argument("--kind", choices=[kind.value for kind in Kind], help=words("cli.attach.kind"))
    parser.add_argument("--note", default="", metavar="TEXT", help=words("cli.attach.note"))


def _run(call: Invocation) -> int:
    from deskapp.commands.session import find, opened, signed_in
    from deskapp.services import codec

    asked = call.options
    with opened(call) as office:
        actor = signed_in(call, office)
        ref = find(office, actor, asked.number)
        look: FileLook = office.call(actor, "attachments.look", path=asked.file)
        draft = AttachDraft(kind=Kind(asked.kind) if asked.kind else look.kind, note=asked.note)
        change: Change = office.call(
            actor, "attachments.attach", register=ref.register, id=ref.id, draft=draft, path=asked.file
        )
    if asked.json:
        call.put(codec.encode(change))
    else:
        call.say("cli.attach.done", number=ref.number, name=look.name, sha256=look.sha256)
    return SOUND


COMMAND = Command(name="attach", add=_add, run=_run, options=("database", "as", "json"))
