"""Both themes can be read, at every text size."""

from dataclasses import asdict

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from deskapp.settings import SCALES, Settings
from deskapp.ui import icons, theme
from deskapp.ui.style import style_sheet

PAIRS = [
    (text, ground)
    for ground in ("window", "surface", "sunken", "hover", "selected")
    for text in ("text", "muted", "accent", "danger", "warn", "ok")
    if (text, ground) != ("ok", "selected")
] + [
    ("on_accent", "accent_fill"),
    ("on_accent", "accent_fill_hover"),
    ("accent", "accent_soft"),
    ("danger", "danger_soft"),
    ("warn", "warn_soft"),
    ("ok", "ok_soft"),
    ("text", "accent_soft"),
    ("text", "danger_soft"),
    ("text", "warn_soft"),
    ("window", "text"),
]


def luminance(colour: str) -> float:
    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in QColor(colour).getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_words_stand_out_from_every_ground(tokens: theme.Tokens) -> None:
    colours = asdict(tokens)
    weak = {f"{a} on {b}": round(contrast(colours[a], colours[b]), 2) for a, b in PAIRS}
    assert {name: ratio for name, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_edges_of_fields_and_focus_can_be_seen(tokens: theme.Tokens) -> None:
    assert contrast(tokens.edge, tokens.surface) >= 3
    assert contrast(tokens.accent, tokens.surface) >= 3


@pytest.mark.parametrize("scale", SCALES)
def test_the_text_grows_as_told(qtbot: QtBot, scale: int) -> None:
    theme.apply(Settings(scale=scale, theme="light"))
    label = QLabel("翠湖花园")
    qtbot.addWidget(label)
    label.ensurePolished()
    assert label.font().pixelSize() == round(14 * scale / 100) == theme.px(14)
    assert "$" not in style_sheet(theme.LIGHT, scale)


def test_a_theme_that_is_chosen_is_worn(qapp: QApplication) -> None:
    theme.apply(Settings(theme="dark"))
    assert theme.tokens() is theme.DARK
    theme.apply(Settings(theme="light"))
    assert theme.tokens() is theme.LIGHT
    assert qapp.font().families()[0] == theme.FAMILY


def test_an_icon_is_drawn_in_its_colour(qapp: QApplication) -> None:
    picture = icons.pixmap("mdi6.square", 24, "#ff0000").toImage()
    middle = picture.pixelColor(picture.width() // 2, picture.height() // 2)
    assert (middle.red(), middle.green(), middle.alpha()) == (255, 0, 255)
    assert not icons.icon("key-variant").isNull()
