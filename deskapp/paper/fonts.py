"""Which face draws a character: ours first, then one of the system's, then a box with its code point, never nothing.

Noto Sans SC has every character of the national list and of Extension A, but little beyond; those are looked for in the
fonts that come with the system.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from functools import cache
from pathlib import Path

from deskapp.paper.faces import BadFace, Face
from deskapp.resources import resource

REGULAR, BOLD = "NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"
#: Fonts of Windows and Linux with what Noto Sans SC lacks, the best first.
FALLBACKS = (
    "simsunb.ttf",
    "SimsunExtG.ttf",
    "HanaMinB.ttf",
    "HanaMinA.ttf",
    "seguisym.ttf",
    "seguiemj.ttf",
    "Symbola.ttf",
    "DejaVuSans.ttf",
)
#: How a character is drawn when no face has it: as a box with its code point, or (joiners, variation selectors) unseen.
BOXED, UNSEEN = -1, -2


@cache
def face(name: str) -> Face:
    """One of the program's own faces."""
    return Face(resource("fonts", name))


@cache
def fallback_faces() -> tuple[Face, ...]:
    """The system's faces that can help out, in the order of ``FALLBACKS``; looked for when first needed."""
    places = {path.name.lower(): path for folder in _font_folders() for path in sorted(folder.rglob("*.tt[fc]"))}
    found: list[Face] = []
    for name in FALLBACKS:
        path = places.get(name.lower())
        if path is None:
            continue
        try:
            found.append(Face(path))
        except (BadFace, OSError):
            continue  # a font we cannot embed helps nobody: the next one, or the box
    return tuple(found)


def _font_folders() -> list[Path]:
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", ""), "Microsoft", "Windows", "Fonts")
        folders = [Path(os.environ.get("WINDIR", "C:\\Windows"), "Fonts"), local]
    else:
        folders = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts"]
    return [folder for folder in folders if folder.is_dir()]


class Style(dict[str, float]):
    """One weight of type: the width of each character in thousandths of the size, found when first asked for.

    ``plain`` holds the characters met so far that its own face draws; ``where`` the others with the number of the
    fallback face that does, or ``BOXED`` or ``UNSEEN``.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.face = face(name)
        self.plain: set[str] = set()
        self.where: dict[str, int] = {}

    def __missing__(self, char: str) -> float:
        width = self[char] = self._find(char)
        return width

    def _find(self, char: str) -> float:
        if glyph := self.face.glyph(char):
            self.plain.add(char)
            return self.face.width(glyph)
        if unicodedata.category(char) == "Cf" or "VARIATION SELECTOR" in unicodedata.name(char, ""):
            self.where[char] = UNSEEN
            return 0.0
        for number, other in enumerate(fallback_faces()):
            if glyph := other.glyph(char):
                self.where[char] = number
                return other.width(glyph)
        self.where[char] = BOXED
        return 1000.0

    def measure(self, text: str, size: float) -> float:
        """How wide a line of text is at a type size."""
        return sum(map(self.__getitem__, text)) * size / 1000

    def is_plain(self, text: str) -> bool:
        """Whether the style's own face has all of a text that was measured."""
        return self.plain.issuperset(text)


@cache
def regular() -> Style:
    """The text face."""
    return Style(REGULAR)


@cache
def bold() -> Style:
    """The face of titles, numbers and whatever must catch the eye."""
    return Style(BOLD)
