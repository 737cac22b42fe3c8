"""``deskapp verbs``: everything the services can do, for people and for scripts."""

from __future__ import annotations

import argparse

from deskapp.commands.base import SOUND, Command, Invocation, Words
from deskapp.domain.people import EVERYONE, Role


def _add(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("verb", nargs="*", metavar="VERB", help=words("cli.verbs.verb"))


def _run(call: Invocation) -> int:
    from deskapp.errors import DeskError
    from deskapp.services import codec
    from deskapp.services.office import verb_specs

    known = verb_specs()
    if unknown := [name for name in call.options.verb if name not in known]:
        raise DeskError("unknown_verb", verb=unknown[0])
    specs = [known[name] for name in call.options.verb or sorted(known)]
    if call.options.json:
        call.put(codec.encode({"verbs": [codec.describe(spec) for spec in specs]}))
        return SOUND
    for spec in specs:
        names = ", ".join(parameter.name for parameter in spec.parameters)
        kind = call.words("cli.verbs.writes" if spec.writes else "cli.verbs.reads")
        call.put(f"{f'{spec.name}({names})':<46} {kind}  {_who(call.words, spec.who)}")
    return SOUND


def _who(words: Words, who: frozenset[Role] | None) -> str:
    if who is None:
        return words("cli.verbs.anyone")
    return words("cli.verbs.everyone") if who == EVERYONE else ", ".join(words(f"role.{role}") for role in sorted(who))


COMMAND = Command(name="verbs", add=_add, run=_run, options=("json",))
