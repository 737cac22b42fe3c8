"""How the window looks: two palettes, one style sheet made from them, text from 100 % to 200 %.

Widgets ask for a look by the property ``kind`` (``look(button, "primary")``); the kinds stand in ``style.py``.
Nothing here is remembered: what is in effect is read from the application itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from deskapp.resources import resource

if TYPE_CHECKING:
    from deskapp.settings import Settings

FAMILY = "Noto Sans SC"
#: Where a character is not in ours, or the font did not come with the program.
FALLBACKS = ("Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", "SimSun-ExtB", "HanaMinB")
#: The text at 100 %, in pixels.
BASE = 14
#: From this text size on, in percent, what stands in one line across the window stands closer and says less.
CLOSE = 175
_DRESSED = "deskapp-dressed"


@dataclass(frozen=True)
class Tokens:
    """The colours of a theme by what they are for. Text on each of its grounds keeps a contrast of 4.5 : 1."""

    window: str
    surface: str
    sunken: str
    hover: str
    line: str
    edge: str
    text: str
    muted: str
    accent: str
    accent_fill: str
    accent_fill_hover: str
    on_accent: str
    accent_soft: str
    selected: str
    danger: str
    danger_soft: str
    warn: str
    warn_soft: str
    ok: str
    ok_soft: str
    alarm: str
    on_alarm: str


LIGHT = Tokens(
    window="#f4f6f9",
    surface="#ffffff",
    sunken="#f7f9fb",
    hover="#eef2f6",
    line="#e0e6ec",
    edge="#8793a0",
    text="#17202b",
    muted="#536070",
    accent="#0b62ad",
    accent_fill="#0f6abf",
    accent_fill_hover="#0b5aa5",
    on_accent="#ffffff",
    accent_soft="#e6f0fa",
    selected="#dcebfa",
    danger="#b3202e",
    danger_soft="#fdecee",
    warn="#8f4700",
    warn_soft="#fff3e2",
    ok="#0c6b38",
    ok_soft="#e5f5eb",
    alarm="#b3202e",
    on_alarm="#ffffff",
)
DARK = Tokens(
    window="#14171b",
    surface="#1c2025",
    sunken="#181b20",
    hover="#262b32",
    line="#2f353d",
    edge="#77828f",
    text="#e7eaee",
    muted="#a4afbb",
    accent="#74b6f7",
    accent_fill="#1d6cb8",
    accent_fill_hover="#2579c9",
    on_accent="#ffffff",
    accent_soft="#1a2d42",
    selected="#20384f",
    danger="#ff9097",
    danger_soft="#3b2024",
    warn="#ffbb66",
    warn_soft="#382a17",
    ok="#74d398",
    ok_soft="#173223",
    alarm="#b3202e",
    on_alarm="#ffffff",
)


def wants_dark(theme: str) -> bool:
    """Whether ``theme`` (``auto``, ``light``, ``dark``) means dark now; ``auto`` follows the desktop."""
    if theme != "auto":
        return theme == "dark"
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def tokens() -> Tokens:
    """The colours in effect."""
    return DARK if QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def px(size: float) -> int:
    """A length that grows with the text: ``size`` is what it is at 100 %."""
    return round(size * (QApplication.font().pixelSize() or BASE) / BASE)


def look(widget: QWidget, kind: str) -> None:
    """Give a widget one of the style sheet's kinds, at any time."""
    if widget.property("kind") != kind:
        widget.setProperty("kind", kind)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def mark_problem(widget: QWidget, bad: bool) -> None:
    """Draw a field as refused, or no longer."""
    if bool(widget.property("problem")) != bad:
        widget.setProperty("problem", bad)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


@cache
def load_font(weight: str = "Regular") -> None:
    """Register the program's own font; ``Bold`` can wait until something is on screen."""
    file = resource("fonts", f"NotoSansSC-{weight}.ttf")
    if file.exists():
        QFontDatabase.addApplicationFont(str(file))


def apply(settings: Settings) -> None:
    """Dress the whole application in the settings' theme and text size."""
    from deskapp.ui.style import style_sheet

    app = cast(QApplication, QApplication.instance())
    colours = DARK if wants_dark(settings.theme) else LIGHT
    sheet = style_sheet(colours, settings.scale)
    if app.styleSheet() == sheet:
        return
    if not app.property(_DRESSED):
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setProperty(_DRESSED, True)
    font = QFont([FAMILY, *FALLBACKS])
    font.setPixelSize(round(BASE * settings.scale / 100))
    app.setFont(font)
    app.setPalette(palette(colours))
    app.setStyleSheet(sheet)


def palette(colours: Tokens) -> QPalette:
    """The tokens as Qt's own roles, for whatever the style sheet does not name."""
    made = QPalette()
    role = QPalette.ColorRole
    for each, value in {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.surface,
        role.AlternateBase: colours.sunken,
        role.Text: colours.text,
        role.Button: colours.surface,
        role.ButtonText: colours.text,
        role.BrightText: colours.danger,
        role.ToolTipBase: colours.surface,
        role.ToolTipText: colours.text,
        role.PlaceholderText: colours.muted,
        role.Highlight: colours.selected,
        role.HighlightedText: colours.text,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Accent: colours.accent_fill,
        role.Light: colours.surface,
        role.Midlight: colours.hover,
        role.Mid: colours.line,
        role.Dark: colours.edge,
        role.Shadow: colours.line,
    }.items():
        made.setColor(each, QColor(value))
    for each in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, each, QColor(colours.muted))
    return made
