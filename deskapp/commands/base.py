"""What every command is made of: its declaration, what it is handed, and the four ways it may end."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from deskapp.domain.words import Language, word
from deskapp.settings import Settings

SOUND = 0
UNSOUND = 1
REFUSED = 2
FAILED = 3


class Words:
    """The command line's own words (``cli.…``) in the language that was asked for."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, key: str, **params: Any) -> str:
        """The word for ``key``."""
        return word(key, self.language, **params)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invocation:
    """One call of the program: its arguments, the workplace's settings, the language to answer in, the environment."""

    options: argparse.Namespace
    settings: Settings
    words: Words
    environ: Mapping[str, str]

    @property
    def database(self) -> str:
        """The register to open: the one named, or the workplace's own."""
        return str(getattr(self.options, "database", None) or self.settings.database_now)

    def say(self, key: str, **params: Any) -> None:
        """One line in words on stdout."""
        self.put(self.words(key, **params))

    @staticmethod
    def put(text: str) -> None:
        """Something that was asked for, on stdout."""
        print(text)

    @staticmethod
    def note(text: str) -> None:
        """Something beside the answer, on stderr."""
        print(text, file=sys.stderr)


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command.

    ``add`` declares its arguments; ``run`` carries it out and answers the exit code. ``options`` names which of the
    shared ones it takes: ``database``, ``as``, ``json``. Its help is the word ``cli.<name>``.
    """

    name: str
    add: Callable[[argparse.ArgumentParser, Words], None]
    run: Callable[[Invocation], int]
    options: tuple[str, ...] = ()
