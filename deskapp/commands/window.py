"""The window, on the workplace's register or on a made-up estate."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from deskapp.commands.base import Invocation
from deskapp.commands.screen import can_be_seen, can_open
from deskapp.domain.words import Language
from deskapp.errors import DeskError
from deskapp.settings import Settings

if TYPE_CHECKING:
    from deskapp.app import Opened


def open_window(call: Invocation) -> int:
    """Open the window; the demo, where nobody could see it, does its job unseen instead."""
    if call.options.demo and not can_be_seen(call.environ):
        from deskapp.commands.demonstration import demonstrate

        return demonstrate(call, Path("out"))
    if not can_open(call.environ):
        raise DeskError("no_screen")
    settings = call.settings
    if call.options.language:
        settings.language = Language(call.options.language).value
    return _open_demo(settings) if call.options.demo else _open_own(call, settings)


def _open_own(call: Invocation, settings: Settings) -> int:
    from deskapp.app import run

    if call.options.database:
        settings.database = call.options.database
    return run(settings)


def _open_demo(settings: Settings) -> int:
    """A made-up estate of this very day, gone when the window is closed; nothing is kept of it in the settings."""
    from deskapp.app import run

    with TemporaryDirectory(prefix="deskapp-", ignore_cleanup_errors=True) as folder:
        place = Path(folder) / "demo.db"
        return run(replace(settings, path=None, database=str(place)), partial(open_demo, place))


def open_demo(place: Path) -> Opened:
    """Make a made-up estate and open it, signed in."""
    from deskapp.app import Opened
    from deskapp.services import open_office
    from deskapp.services.demo import generate

    summary = generate(place, now=datetime.now().astimezone())
    office = open_office(place)
    return Opened(office, office.call(None, "staff.sign_in", code=summary.sign_in, pin=summary.pin))
