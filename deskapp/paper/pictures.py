"""Pictures on a form: an attached photo or signature (JPEG, PNG, WebP) in a box, its ratio kept (``ALL-8``).

``draw(sheet, content, x, y, width, height)`` lays one anywhere; ``Picture(content, high)`` is one as the content of a
cell. A file that is no picture (a PDF) or cannot be read leaves its place empty: ``draw`` says so by its answer.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

from deskapp.paper.cells import PAD, PAD_Y
from deskapp.paper.pdf import Raster
from deskapp.paper.sheet import Sheet

#: What a worn-out printer can still show; a telephone's photo has many times more.
_DPI = 220
_QUALITY = 82
#: What Pillow raises for what is no picture, or a broken one.
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, LookupError, TypeError, ArithmeticError, struct.error)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as the content of a cell that is ``high`` points high; empty without bytes (see ``cells.Content``)."""

    content: bytes
    high: float

    def fit(self, width: float) -> float:
        """See ``Content``."""
        return self.high

    def draw(self, sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
        """See ``Content``."""
        if self.content:
            draw(sheet, self.content, x + PAD, y + PAD_Y, width - 2 * PAD, height - 2 * PAD_Y)


def draw(sheet: Sheet, content: bytes, x: float, y: float, width: float, height: float, *, align: str = "c") -> bool:
    """Lay a picture into a box as large as it fits, in the middle of its height; ``align`` l, c, r of its width."""
    found = _raster(content, round(width), round(height))
    if found is None:
        return False
    scale = min(width / found.width, height / found.height)
    wide, high = found.width * scale, found.height * scale
    left = x + {"l": 0.0, "c": (width - wide) / 2, "r": width - wide}[align]
    sheet.image(found, left, y + (height - high) / 2, wide, high)
    return True


@lru_cache(maxsize=64)
def _raster(content: bytes, width: int, height: int) -> Raster | None:
    """The picture upright, on white, with no more dots than the box needs; None for what is none."""
    from PIL import Image, ImageOps

    most = (max(width * _DPI // 72, 1), max(height * _DPI // 72, 1))
    try:
        with Image.open(BytesIO(content), formats=["JPEG", "PNG", "WEBP"]) as opened:
            opened.draft("RGB", (most[0] * 2, most[1] * 2))
            opened.load()
            image = ImageOps.exif_transpose(opened)
            lossless = opened.format == "PNG"
    except (*_BROKEN, Image.DecompressionBombError):
        return None
    image.thumbnail(most)
    image = _on_white(image)
    return _packed(image) if lossless else _jpeg(image)


def _on_white(image: Any) -> Any:
    from PIL import Image

    if image.mode in {"L", "RGB"}:
        return image
    if image.mode in {"1", "I", "I;16", "F"}:
        return image.convert("L")
    if "A" in image.getbands() or "transparency" in image.info:
        seen = image.convert("RGBA")
        ground = Image.new("RGB", seen.size, "white")
        ground.paste(seen, mask=seen.getchannel("A"))
        return ground
    return image.convert("RGB")


def _packed(image: Any) -> Raster:
    return _made(image, zlib.compress(image.tobytes(), 6), "FlateDecode")


def _jpeg(image: Any) -> Raster:
    made = BytesIO()
    image.save(made, "JPEG", quality=_QUALITY)
    return _made(image, made.getvalue(), "DCTDecode")


def _made(image: Any, content: bytes, packing: str) -> Raster:
    key = hashlib.sha256(content).hexdigest()
    return Raster(key=key, width=image.width, height=image.height, grey=image.mode == "L", packing=packing,
                  content=content)  # fmt: skip
