"""Refusals in one line: ``code: sentence``, with every refused field by its name and label."""

from __future__ import annotations

from typing import Any

from deskapp.commands.base import Words
from deskapp.domain.words import Language, has_word
from deskapp.errors import DeskError, Invalid, Problem


def line_of(error: DeskError, words: Words) -> str:
    """The one line of a refusal."""
    return f"{error.code}: {sentence_of(error, words)}"


def sentence_of(error: DeskError, words: Words) -> str:
    """What a refusal says, with every refused field when it is a draft that was refused."""
    params: dict[str, Any] = dict(error.params)
    if isinstance(error, Invalid):
        gap = ";" if words.language is Language.CHINESE else "; "
        told = gap.join(_problem(problem, words) for problem in error.problems)
        params |= {"fields": told, "reason": told}
    key = f"error.{error.code}"
    # Another version's code without a sentence still says which and with what.
    return words(key, **params) if has_word(key) else ", ".join(f"{name}={value}" for name, value in params.items())


def _problem(problem: Problem, words: Words) -> str:
    label = label_of(problem.field, words)
    name = f"{problem.field}({label})" if label else problem.field
    return f"{name}: {words(f'problem.{problem.code}', **problem.params).rstrip('。.')}"


def label_of(field: str, words: Words) -> str:
    """The label a field has in the window, if any register gives the last part of its name one."""
    last = field.rpartition(".")[2]
    keys = [f"field.{last}", *(f"{register}.field.{last}" for register in ("reception", "slips", "directory"))]
    return next((words(key) for key in keys if has_word(key)), "")
