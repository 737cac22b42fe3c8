"""What the tests of the commands share: a small register, and a way to call the program in this process."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from deskapp.__main__ import main
from tests.register_files import RECEPTIONIST, Answer, environment, make_register

Desk = Callable[..., Answer]


@pytest.fixture(scope="session")
def register_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "register.db"
    make_register(path)
    return path


@pytest.fixture
def register(register_template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(register_template, tmp_path / "register.db"))


@pytest.fixture
def deskapp(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """Call the program: ``deskapp("check", database=path)``; in English, as the receptionist where one is wanted."""

    def call(
        *arguments: object, database: Path | None = None, staff: str = "", language: str = "en", **more: str
    ) -> Answer:
        line = ["--language", language, *(str(argument) for argument in arguments)]
        line += ["--database", str(database)] if database else []
        line += ["--as", staff] if staff else []
        capsys.readouterr()
        code = main(line, environment(tmp_path, **more))
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return call


@pytest.fixture
def number(deskapp: Desk, register: Path, tmp_path: Path) -> str:
    """The number of an entry that is in the register."""
    document = tmp_path / "entry.json"
    document.write_text(
        '{"draft": {"unit": "3-2-1102", "caller": "陈女士", "kind": "praise", "content": "水管修好了 <b>&"}}', "utf-8"
    )
    answer = deskapp("call", "reception.record", "--json", document, database=register, staff=RECEPTIONIST)
    assert answer.code == 0, answer.err
    return answer.out.split('"number": "')[1].split('"')[0]
