"""``deskapp list``: the forms that can be printed, the registers there are."""

from __future__ import annotations

import argparse
from typing import Any

from deskapp.commands.base import SOUND, Command, Invocation, Words


def _add(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("what", choices=("forms", "registers"), help=words("cli.list.what"))


def _run(call: Invocation) -> int:
    from deskapp.services import codec

    rows = _forms() if call.options.what == "forms" else _registers()
    if call.options.json:
        call.put(codec.encode({call.options.what: rows}))
        return SOUND
    for row in rows:
        rest = row.get("papers") or [row["prefix"]]
        call.put(f"{row['code']:<20} {row['title'][call.words.language.value]:<16} {', '.join(rest)}")
    return SOUND


def _title(key: str) -> dict[str, str]:
    from deskapp.domain.words import Language, word

    return {language.value: word(key, language) for language in Language}


def _forms() -> list[dict[str, Any]]:
    from deskapp.paper.forms import PaperOffice

    return [
        {
            "code": form.code,
            "title": _title(f"form.{form.code}"),
            "register": form.register,
            "papers": list(form.papers),
            "languages": ["zh", "en", "both"],
            "counted": bool(form.counted),
        }
        for form in PaperOffice().forms()
    ]


def _registers() -> list[dict[str, Any]]:
    from deskapp.services.office import service_classes
    from deskapp.services.register import RegisterService

    return [
        {
            "code": kind.name,
            "title": _title(f"register.{kind.name}"),
            "prefix": kind.prefix,
            "states": list(kind.lifecycle.states),
            "steps": [
                {"verb": step.verb, "from": step.source, "to": step.target, "primary": step.primary}
                for step in kind.lifecycle.steps
            ],
        }
        for kind in service_classes()
        if issubclass(kind, RegisterService)
    ]


COMMAND = Command(name="list", add=_add, run=_run, options=("json",))
