"""The parser: argparse in the office's two languages; a misuse is a ``DeskError`` like every other refusal."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import Any, NoReturn

from deskapp import __version__
from deskapp.commands.base import Command, Words
from deskapp.domain.words import Language, has_word
from deskapp.errors import DeskError

#: What argparse says when it refuses, and the word that says it in both languages.
_REFUSALS = (
    (r"the following arguments are required: (?P<names>.+)", "cli.usage.required"),
    (r"unrecognized arguments: (?P<names>.+)", "cli.usage.unknown"),
    (r"argument (?P<name>.+?): expected (?:one|at least one) argument", "cli.usage.no_value"),
    (r"argument (?P<name>.+?): ignored explicit argument (?P<value>.+)", "cli.usage.no_value_wanted"),
    (r"argument (?P<name>.+?): invalid choice: (?P<value>.+?) \(choose from (?P<choices>.+)\)", "cli.usage.choice"),
    (r"argument (?P<name>.+?): invalid (?P<kind>\w+) value: (?P<value>.+)", "cli.usage.value"),
)


class UsageError(DeskError):
    """The command line was not understood."""

    code = "usage"


class Formatter(argparse.HelpFormatter):
    """Help with its first word in the right language, wide enough for both."""

    usage_word = ""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30, width=100)

    def add_usage(
        self, usage: str | None, actions: Iterable[Any], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        """Put the word of the language before the usage line."""
        super().add_usage(usage, actions, groups, self.usage_word if prefix is None else prefix)


class EnglishFormatter(Formatter):
    """Help in English."""

    usage_word = "Usage: "


class ChineseFormatter(Formatter):
    """Help in Chinese."""

    usage_word = "用法："


class Parser(argparse.ArgumentParser):
    """A parser that raises instead of ending the process, abbreviates nothing, and heads its groups in the language."""

    def __init__(self, *, words: Words, **options: Any) -> None:
        formatter = EnglishFormatter if words.language is Language.ENGLISH else ChineseFormatter
        super().__init__(formatter_class=formatter, allow_abbrev=False, add_help=False, **options)
        self.words = words
        self.own = self.add_argument_group(words("cli.group.own"))
        self.common = self.add_argument_group(words("cli.group.common"))
        self.common.add_argument("-h", "--help", action="help", help=words("cli.option.help"))

    def add_argument(self, *names: Any, **options: Any) -> argparse.Action:
        """Add a command's own argument under its own heading."""
        return self.own.add_argument(*names, **options)

    def error(self, message: str) -> NoReturn:
        """Say in one sentence what was not understood."""
        for pattern, key in _REFUSALS:
            if found := re.fullmatch(pattern, message, re.DOTALL):
                params = {name: value.replace("'", "") for name, value in found.groupdict().items()}
                raise UsageError(reason=self.words(key, **params))
        raise UsageError(reason=message)


def build(words: Words, commands: Iterable[Command]) -> Parser:
    """The whole parser: the options before a command, and every command with its own."""
    parser = Parser(words=words, prog="deskapp", description=words("cli.deskapp"), epilog=words("cli.epilog"))
    parser.common.add_argument(
        "--version", action="version", version=f"deskapp {__version__}", help=words("cli.option.version")
    )
    _add_shared(parser, ("database",), default=None)
    parser.common.add_argument("--demo", action="store_true", help=words("cli.option.demo"))
    below = parser.add_subparsers(dest="command", metavar="COMMAND", title=words("cli.group.commands"))
    for command in commands:
        text = words(f"cli.{command.name}")
        one = below.add_parser(command.name, words=words, help=text, description=text)
        one.set_defaults(run=command.run)
        _add_shared(one, command.options, name=command.name, default=argparse.SUPPRESS)
        command.add(one, words)
    return parser


def _add_shared(parser: Parser, options: tuple[str, ...], *, name: str = "option", default: Any) -> None:
    # A command's own default would overwrite what stood before the command.
    words, common = parser.words, parser.common
    if "language" not in options:
        common.add_argument("--language", choices=("zh", "en"), default=default, help=words("cli.option.language"))
    if "database" in options:
        own = f"cli.{name}.database"
        text = words(own if has_word(own) else "cli.option.database")
        common.add_argument("--database", metavar="FILE", default=default, help=text)
    if "as" in options:
        common.add_argument("--as", dest="staff", metavar="STAFF", default="", help=words("cli.option.as"))
    if "json" in options:
        common.add_argument("--json", action="store_true", help=words("cli.option.json"))
