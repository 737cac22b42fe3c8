"""Every way the command line may end: one line, and its exit code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from deskapp.commands import commands
from deskapp.commands.base import Words
from deskapp.commands.line import guarded
from deskapp.domain.words import Language, catalogue
from deskapp.errors import DeskError
from tests.unit.commands.conftest import Desk

ENGLISH = Words(Language.ENGLISH)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (["nothing"], "COMMAND: no such choice nothing"),
        (["--nothing"], "not understood: --nothing"),
        (["print", "dispatch_order"], "NUMBER, --to is missing"),
        (["show"], "NUMBER is missing"),
        (["list", "cupboards"], "what: no such choice cupboards; there are forms, registers"),
        (["check", "--database"], "--database wants a value"),
        (["check", "--json=1"], "--json takes no value (1)"),
        (["picture", "reception", "--to", "x.png", "--size", "big"], "--size: big does not fit"),
        (["picture", "reception", "--to", "x.png", "--size", "99999x100"], "--size: 99999x100 does not fit"),
        (["--data=x", "check"], "not understood: --data=x"),
        (["demo", "--units", "many"], "--units: many does not fit"),
        (["demo", "--entries", "-1"], "--entries: -1 does not fit"),
    ],
)
def test_a_misuse_is_one_line(deskapp: Desk, line: list[str], told: str) -> None:
    answer = deskapp(*line)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("usage: ")
    assert told in answer.err
    assert answer.err.count("\n") == 1


def test_a_misuse_is_told_in_chinese(deskapp: Desk) -> None:
    assert deskapp("show", language="zh").err == "usage: 缺少 NUMBER。用法见 `deskapp --help`。\n"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_help_is_in_the_language_asked_for(deskapp: Desk, language: str) -> None:
    words = catalogue()
    answer = deskapp("--help", language=language)
    assert (answer.code, answer.err) == (0, "")
    whole = re.sub(r"\s+", " ", answer.out)
    for command in commands():
        assert re.sub(r"\s+", " ", getattr(words[f"cli.{command.name}"], language)) in whole
        assert deskapp(command.name, "--help", language=language).code == 0
    foreign = "usage:" if language == "en" else "Options|Usage"
    assert not re.search(foreign, answer.out)


def test_the_program_says_its_version(deskapp: Desk) -> None:
    assert re.fullmatch(r"deskapp \d+\.\d+\.\d+\n", deskapp("--version").out)


def test_a_failure_is_one_line_and_a_log_without_anything_personal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> int:
        try:
            raise ValueError("陈女士 13800001234")
        except ValueError as error:
            raise KeyError("陈女士") from error

    assert guarded(fail, ENGLISH, logs=tmp_path / "logs") == 3
    said = capsys.readouterr()
    [log] = (tmp_path / "logs").iterdir()
    assert said.err.startswith("internal: ")
    assert str(log) in said.err
    assert said.err.count("\n") == 1
    text = log.read_text("utf-8")
    assert "KeyError <- ValueError" in text
    assert "test_line.py" in text
    assert "13800001234" not in text


def test_a_failure_is_told_even_where_no_log_can_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("in the way")

    def fail() -> int:
        raise KeyError

    assert guarded(fail, ENGLISH, logs=tmp_path / "file" / "logs") == 3
    assert capsys.readouterr().err.endswith("Log: –\n")


def test_a_refusal_of_several_lines_is_told_in_one(capsys: pytest.CaptureFixture[str]) -> None:
    def refuse() -> int:
        raise DeskError("unreadable", path="a\nb", reason="c\r\n  d")

    assert guarded(refuse, ENGLISH) == 2
    assert capsys.readouterr().err == "unreadable: a b cannot be read (c d).\n"


def test_a_code_without_a_sentence_is_still_told(capsys: pytest.CaptureFixture[str]) -> None:
    def refuse() -> int:
        raise DeskError("of_another_version", size=7)

    assert guarded(refuse, ENGLISH) == 2
    assert capsys.readouterr().err == "of_another_version: size=7\n"


def test_every_command_has_its_words_and_a_line_of_help() -> None:
    names = [command.name for command in commands()]
    assert names == sorted(set(names))
    assert {"bench", "call", "check", "demo", "list", "picture", "print", "show", "verbs"} <= set(names)
    assert all(f"cli.{name}" in catalogue() for name in names)
