"""Small registers for tests that start the program, and the program started."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from deskapp.domain.people import Actor
from deskapp.services.office import OpenOffice, open_office
from tests.factories import PIN, furnish

ROOT = Path(__file__).resolve().parent.parent
DIRECTOR, RECEPTIONIST, CASHIER = "0001", "0010", "0012"
UNIT = "3-2-1102"


def make_register(path: Path) -> None:
    """A register file with the small estate of ``factories``."""
    office = open_office(path, create=True)
    try:
        furnish(office)
    finally:
        office.close()


def sign_in(office: OpenOffice, code: str) -> Actor:
    """One of its people."""
    actor: Actor = office.call(None, "staff.sign_in", code=code, pin=PIN)
    return actor


@dataclass(frozen=True)
class Answer:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str


def environment(folder: Path, **more: str) -> dict[str, str]:
    """An environment in which nothing of the person's own is read or written."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    own = {
        "DESKAPP_SETTINGS": str(folder / "settings.json"),
        "DESKAPP_PIN": PIN,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
        "XDG_STATE_HOME": str(folder / "state"),
        "XDG_DATA_HOME": str(folder / "data"),
        "LOCALAPPDATA": str(folder / "data"),
    }
    return kept | own | more


def start(
    arguments: Sequence[str],
    environ: Mapping[str, str],
    *,
    given: bytes = b"",
    folder: Path | None = None,
    patience: int = 110,
) -> Answer:
    """The program as a process of its own; past so many seconds of ``patience`` it hangs."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "deskapp", *arguments],
        input=given,
        capture_output=True,
        env=dict(environ),
        cwd=folder,
        check=False,
        timeout=patience,
    )
    return Answer(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
