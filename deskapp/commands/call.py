"""``deskapp call``: any verb the window offers, with the same checks, for scripts."""

from __future__ import annotations

import argparse
from typing import Any

from deskapp.commands.base import SOUND, Command, Invocation, Words


def _add(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("verb", metavar="VERB", help=words("cli.call.verb"))
    parser.add_argument("--json", metavar="FILE|-", help=words("cli.call.json"))


def _run(call: Invocation) -> int:
    from deskapp.commands.files import read_document
    from deskapp.commands.session import maybe_signed_in, opened
    from deskapp.errors import DeskError, Invalid
    from deskapp.services import codec
    from deskapp.services.office import verb_specs

    verb = call.options.verb
    spec = verb_specs().get(verb)
    if spec is None:
        raise DeskError("unknown_verb", verb=verb)
    document = {} if call.options.json is None else codec.parse(read_document(call.options.json))
    arguments = codec.arguments(spec, document)
    with opened(call) as office:
        actor = maybe_signed_in(call, office, verb)
        try:
            answer = office.call(actor, verb, **arguments)
        except Invalid as refused:
            refused.params = {**refused.params, "verb": verb}  # a field is called what its own register calls it
            raise
    call.put(codec.encode(answer))
    _note_warnings(call, answer)
    return SOUND


def _note_warnings(call: Invocation, answer: Any) -> None:
    for caution in getattr(answer, "warnings", ()):
        call.note(f"{caution.code}: {call.words(f'warning.{caution.code}', **caution.params)}")


COMMAND = Command(name="call", add=_add, run=_run, options=("database", "as"))
