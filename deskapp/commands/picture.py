"""``deskapp picture``: one desk of the window as a PNG, drawn without a screen."""

from __future__ import annotations

import argparse
import os
import re
from operator import methodcaller
from pathlib import Path
from typing import TYPE_CHECKING

from deskapp.commands.base import SOUND, Command, Invocation, Words

if TYPE_CHECKING:
    from deskapp.domain.common import Ref
    from deskapp.domain.office import Office
    from deskapp.domain.people import Actor
    from deskapp.settings import Settings
    from deskapp.ui.main_window import MainWindow

#: A picture larger than this in one direction is a slip of the finger.
LARGEST = 8000


def _size(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{3,4})[xX×*](\d{3,4})", text)
    if found is None or max(int(side) for side in found.groups()) > LARGEST:
        raise ValueError(text)
    return int(found[1]), int(found[2])


def _add(parser: argparse.ArgumentParser, words: Words) -> None:
    from deskapp.settings import SCALES

    parser.add_argument("desk", metavar="DESK", help=words("cli.picture.desk"))
    parser.add_argument("--to", required=True, type=Path, metavar="OUT.png", help=words("cli.picture.to"))
    parser.add_argument("--size", type=_size, default=(1366, 768), metavar="WxH", help=words("cli.picture.size"))
    parser.add_argument("--theme", choices=("light", "dark"), default="light", help=words("cli.picture.theme"))
    parser.add_argument("--scale", type=int, choices=SCALES, default=100, help=words("cli.picture.scale"))
    parser.add_argument("--entry", default="", metavar="NUMBER", help=words("cli.picture.entry"))
    parser.add_argument("--new", action="store_true", help=words("cli.picture.new"))


def _run(call: Invocation) -> int:
    from deskapp.commands.files import ready_for
    from deskapp.commands.session import find, opened, signed_in
    from deskapp.settings import Settings

    asked = call.options
    target = ready_for(asked.to)
    settings = Settings(
        language=call.words.language.value, theme=asked.theme, scale=asked.scale, database=call.database
    )
    with opened(call) as office:
        actor = signed_in(call, office)
        ref = find(office, actor, asked.entry) if asked.entry else None
        window = shown(settings, office, actor, asked.desk, asked.size, ref)
        if asked.new:
            window.to_desk(methodcaller("new_entry"))
        keep(window, target)
    call.say("cli.picture.done", path=target, width=window.width(), height=window.height())
    return SOUND


def shown(
    settings: Settings, office: Office, actor: Actor, desk: str, size: tuple[int, int], ref: Ref | None = None
) -> MainWindow:
    """A window with one desk in front, unseen; raises DeskError for a desk there is not."""
    from deskapp.errors import DeskError

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from deskapp.app import build_window, open_papers
    from deskapp.ui.spec import desks
    from deskapp.ui.tasks import InlineRunner

    codes = [spec.code for spec in desks()]
    if desk not in codes:
        raise DeskError("unknown_desk", desk=desk, desks=", ".join(codes))
    window = build_window(settings, office, open_papers(), InlineRunner(), actor)
    window.resize(*size)
    window.show()
    window.open_chip(desk, "")
    if ref is not None:
        window.open_entry(ref)
    return window


def keep(window: MainWindow, target: Path) -> None:
    """Keep what a window shows as a PNG, under a passing name until it is complete.

    The window is let go without being closed: closing would write down the form that stands in it as a draft.
    """
    from deskapp.app import picture
    from deskapp.errors import DeskError

    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        picture(window, part)
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise DeskError("unwritable", path=str(target), reason=error.strerror or str(error)) from error
    finally:
        window.hide()
        window.deleteLater()


COMMAND = Command(name="picture", add=_add, run=_run, options=("database", "as"))
