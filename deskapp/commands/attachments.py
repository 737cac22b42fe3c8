"""``deskapp attachments``: what is attached to a number, as lines or JSON, or its files in a folder (``ALL-8``)."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from deskapp.commands.base import SOUND, Command, Invocation, Words
from deskapp.domain.attachments import file_name, size_words

if TYPE_CHECKING:
    from deskapp.domain.attachments import AttachmentBody, AttachmentRow
    from deskapp.domain.people import Actor
    from deskapp.services.office import OpenOffice


def _add(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("number", metavar="NUMBER", help=words("cli.option.number"))
    parser.add_argument("--to", type=Path, metavar="DIR", help=words("cli.attachments.to"))


def _run(call: Invocation) -> int:
    from deskapp.commands.files import ready_for
    from deskapp.commands.session import find, opened, signed_in
    from deskapp.services import codec

    if call.options.to is not None:
        ready_for(call.options.to / "_")
    with opened(call) as office:
        actor = signed_in(call, office)
        ref = find(office, actor, call.options.number)
        rows: tuple[AttachmentRow, ...] = office.call(actor, "attachments.of", register=ref.register, id=ref.id)
        if call.options.to is not None:
            _write(call, office, actor, rows)
    if call.options.json:
        call.put(codec.encode(rows))
    elif not rows:
        call.say("cli.attachments.none", number=ref.number)
    elif call.options.to is None:
        _tell(call, rows)
    return SOUND


def _write(call: Invocation, office: OpenOffice, actor: Actor, rows: tuple[AttachmentRow, ...]) -> None:
    from deskapp.commands.files import write_whole

    for row in rows:
        if row.voided:
            continue
        body: AttachmentBody = office.call(actor, "attachments.body", id=row.id)
        path = call.options.to / file_name(row)
        write_whole(path, body.content)
        if not call.options.json:
            call.say("cli.attachments.written", path=path, size=size_words(row.size))


def _tell(call: Invocation, rows: tuple[AttachmentRow, ...]) -> None:
    for row in rows:
        at = f"{row.at.astimezone():%Y-%m-%d %H:%M}"
        kind = call.words(f"attachments.kind.{row.kind}")
        call.say(
            "cli.attachments.line", at=at, kind=kind, name=row.name, size=size_words(row.size), by=row.by,
            sha256=row.sha256,
        )  # fmt: skip
        if row.note:
            call.put("    " + " ".join(row.note.split()))
        if row.voided:
            call.say("cli.attachments.voided", reason=row.void_reason)


COMMAND = Command(name="attachments", add=_add, run=_run, options=("database", "as", "json"))
