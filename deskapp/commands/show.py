"""``deskapp show``: everything about one number."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Any

from deskapp import domain
from deskapp.commands.base import SOUND, Command, Invocation, Words
from deskapp.commands.sentences import label_of
from deskapp.domain.words import catalogue, has_word

#: What a reference to another entry consists of.
_REF = {"register", "id", "number"}
#: How a clock is kept: ``deskapp why`` says it in words.
_CLOCKWORK = {"due_start", "due_what", "due_rule", "due_span"}
#: What a window offers, which is nothing about the entry.
_OFFERED = {"may"}


def _add(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("number", metavar="NUMBER", help=words("cli.option.number"))


def _run(call: Invocation) -> int:
    from deskapp.commands.session import find, opened, signed_in
    from deskapp.services import codec

    with opened(call) as office:
        actor = signed_in(call, office)
        ref = find(office, actor, call.options.number)
        detail = office.call(actor, f"{ref.register}.detail", id=ref.id)
    plain = codec.plain(detail)
    if call.options.json:
        call.put(codec.encode({"register": ref.register} | plain))
        return SOUND
    call.say(f"register.{ref.register}.one")
    for line in _Told(call.words, ref.register).lines(plain):
        call.put("  " + line)
    return SOUND


@cache
def _registers() -> dict[str, str]:
    """Every numbered register by the letters that its numbers begin with."""
    modules = (
        importlib.import_module(f"{domain.__name__}.{info.name}") for info in pkgutil.iter_modules(domain.__path__)
    )
    return {module.PREFIX: module.REGISTER for module in modules if hasattr(module, "PREFIX")}


class _Told:
    """A detail in words: labels and values as the window has them, what is empty left out."""

    def __init__(self, words: Words, register: str) -> None:
        self.words = words
        self.register = register

    def lines(self, values: dict[str, Any]) -> Iterator[str]:
        """One line a value; a list of entries below its label."""
        for name, value in values.items():
            if value in (None, "", [], False) or name in {"id", "version", *_OFFERED} or name.endswith("_id"):
                continue
            rows = [value] if isinstance(value, dict) else value
            if name in _CLOCKWORK:
                continue
            if name == "deadline":
                yield f"{self._label(name)}: {self._text(name, value['due'])}"
            elif name == "history":
                yield f"{self._label(name)}:"
                for index, row in enumerate(rows):
                    yield from self._event(row, first=index == 0)
            elif isinstance(rows, list) and isinstance(rows[0], dict) and rows[0].keys() == _REF:
                yield f"{self._label(name)}: {', '.join(row['number'] for row in rows)}"
            elif isinstance(rows, list) and isinstance(rows[0], dict):
                yield f"{self._label(name)}:"
                for row in rows:
                    if said := self._sentence(name, row):
                        yield f"- {said}"
                        continue
                    told = self._of(row)
                    yield from (f"{'  ' if index else '- '}{line}" for index, line in enumerate(told.lines(row)))
            else:
                yield f"{self._label(name)}: {self._text(name, value)}"

    def _of(self, row: dict[str, Any]) -> _Told:
        """An entry of another register among the values is told in that register's words."""
        register = _registers().get(str(row.get("number", ""))[:2], self.register)
        return self if register == self.register else _Told(self.words, register)

    def _sentence(self, name: str, row: dict[str, Any]) -> str:
        """A row that is a word's key with what it names: what is handed over or stands in its way, a broken rule."""
        params = row.get("params")
        own = f"{self.register}.{name.removesuffix('s')}.{row.get('code', '')}"
        keys = (row.get("text", ""), own, f"roster.{name}.{row.get('rule', '')}")
        key = next((key for key in keys if has_word(key)), "")
        if not isinstance(params, dict) or not key:
            return ""
        when = row.get("due") or row.get("day")
        due = self._text("due", when) if when else ""
        return "  ".join(filter(None, (self.words(key, **params), due)))

    def _event(self, row: dict[str, Any], *, first: bool) -> Iterator[str]:
        """One line of the history with what it changed; what a new entry began with stands above already."""
        step = self.words("cli.show.recorded") if first else self._text("verb", row["verb"])
        yield f"- {self._text('at', row['at'])} {row['who']} {step}"
        for change in row["changes"]:
            name, label = change["field"], self._label(change["field"])
            if not first and name not in _CLOCKWORK and label != name:  # without a label, as the window has it
                old, new = (self._text(name, change[side]) for side in ("old", "new"))
                yield f"    {label}: {old or '–'} → {new or '–'}"

    def _label(self, name: str) -> str:
        own = (f"{self.register}.field.{name}", f"cli.show.{name}")
        return next((self.words(key) for key in own if has_word(key)), "") or label_of(name, self.words) or name

    def _text(self, name: str, value: Any) -> str:
        if value is None or isinstance(value, bool):
            return self.words("cli.yes" if value else "cli.no") if isinstance(value, bool) else ""
        text = str(value)
        register, _, verb = text.rpartition(".") if name == "verb" else ("", "", "")
        plain = name.removeprefix("entry_")
        keys = [f"{self.register}.{plain}.{text}", f"reception.{plain}.{text}", f"{register}.step.{verb}", text]
        if text.isidentifier():  # a member of another register's enumeration
            keys += [f"{plain}.{text}", *(key for key in catalogue() if key.endswith(f".{plain}.{text}"))]
        if key := next((key for key in keys if has_word(key)), ""):
            return self.words(key)
        moment = _moment(text)
        return f"{moment.astimezone():%Y-%m-%d %H:%M}" if moment else " / ".join(text.splitlines())


def _moment(text: str) -> datetime | None:
    """The moment a text stands for, if it is one with its zone."""
    if len(text) < 20 or text[4:5] != "-" or text[10:11] != "T":
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


COMMAND = Command(name="show", add=_add, run=_run, options=("database", "as", "json"))
