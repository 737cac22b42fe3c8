"""Icons of one set (Material Design, from qtawesome's files), in the theme's colours.

Only the font and its list of names are taken: importing qtawesome itself costs more than the whole first window.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPixmap

from deskapp.ui import theme

PREFIX = "mdi6."
_SIZES = (16, 20, 24, 32, 48)


def icon(name: str, colour: str = "", chosen: str = "") -> QIcon:
    """The icon ``mdi6.<name>`` (the prefix may be left out).

    Args:
        name: Its name in the set, for example ``key-variant``.
        colour: A colour, by default the theme's muted text.
        chosen: The colour when checked or selected, by default the same.
    """
    now = theme.tokens()
    colour = colour or now.muted
    return _icon(name.removeprefix(PREFIX), colour, chosen or colour, now.edge)


def pixmap(name: str, size: int, colour: str = "") -> QPixmap:
    """The same icon as a picture of ``size`` logical pixels, for labels and painters."""
    return _draw(name.removeprefix(PREFIX), size, colour or theme.tokens().muted)


def forget() -> None:
    """Drop every drawn icon: before the application ends, since a picture must not outlive it."""
    _icon.cache_clear()


@cache
def _icon(name: str, colour: str, chosen: str, disabled: str) -> QIcon:
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(_draw(name, size, colour), QIcon.Mode.Normal, QIcon.State.Off)
        made.addPixmap(_draw(name, size, disabled), QIcon.Mode.Disabled, QIcon.State.Off)
        if chosen != colour:
            made.addPixmap(_draw(name, size, chosen), QIcon.Mode.Normal, QIcon.State.On)
    return made


def _draw(name: str, size: int, colour: str) -> QPixmap:
    ratio = max(QGuiApplication.primaryScreen().devicePixelRatio(), 1.0) if QGuiApplication.primaryScreen() else 1.0
    picture = QPixmap(QSize(size, size) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    font = QFont(_family())
    font.setPixelSize(size)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    # A Chinese character stands a little below the middle of its line; so does an icon beside it.
    painter.drawText(QRectF(0, size * 0.05, size, size), Qt.AlignmentFlag.AlignCenter, _characters()[name])
    painter.end()
    return picture


@cache
def _files() -> tuple[Path, Path]:
    spec = find_spec("qtawesome")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("qtawesome is not installed")
    folder = Path(spec.submodule_search_locations[0]) / "fonts"
    font = next(folder.glob("materialdesignicons6-webfont-[0-9]*.ttf"))
    return font, next(folder.glob("materialdesignicons6-webfont-charmap-*.json"))


@cache
def _characters() -> dict[str, str]:
    names: dict[str, str] = json.loads(_files()[1].read_text("utf-8"))
    return {name: chr(int(code, 16)) for name, code in names.items()}


@cache
def _family() -> str:
    number = QFontDatabase.addApplicationFont(str(_files()[0]))
    return QFontDatabase.applicationFontFamilies(number)[0]
