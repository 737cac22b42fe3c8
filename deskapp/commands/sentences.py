"""Refusals in one line: ``code: sentence``, with every refused field by its name and label."""

from __future__ import annotations

from typing import Any

from deskapp.commands.base import Words
from deskapp.domain.words import Language, catalogue, has_word
from deskapp.errors import DeskError, Invalid, Problem


def line_of(error: DeskError, words: Words) -> str:
    """The one line of a refusal."""
    return f"{error.code}: {sentence_of(error, words)}"


def sentence_of(error: DeskError, words: Words) -> str:
    """What a refusal says, with every refused field when it is a draft that was refused."""
    params: dict[str, Any] = dict(error.params)
    if isinstance(error, Invalid):
        gap = "；" if words.language is Language.CHINESE else "; "
        register = str(params.get("verb", "")).partition(".")[0]
        told = gap.join(_problem(problem, words, register) for problem in error.problems)
        params |= {"fields": told, "reason": told}
    key = f"error.{error.code}"
    # Another version's code without a sentence still says which and with what.
    return words(key, **params) if has_word(key) else ", ".join(f"{name}={value}" for name, value in params.items())


def _problem(problem: Problem, words: Words, register: str) -> str:
    label = label_of(problem.field, words, register)
    sentence = words(f"problem.{problem.code}", **problem.params).rstrip("。.")
    if words.language is Language.CHINESE:
        return f"{problem.field}（{label}）：{sentence}" if label else f"{problem.field}：{sentence}"
    return f"{problem.field}({label}): {sentence}" if label else f"{problem.field}: {sentence}"


def label_of(field: str, words: Words, register: str = "") -> str:
    """The label a field has in the window: its register's own, the common one, or any register's; empty for none."""
    last = field.rpartition(".")[2]
    own = next((key for key in (f"{register}.field.{last}", f"field.{last}") if has_word(key)), "")
    key = own or next((key for key in catalogue() if key.endswith(f".field.{last}")), "")
    return words(key) if key else ""
