"""A signature out of its photo or scan: only what is written, so that two can be compared side by side (``MAIL-8``)."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from deskapp.errors import DeskError
from deskapp.paper.forms import PaperOffice

if TYPE_CHECKING:
    from PIL import Image

#: Fainter than this is paper, not ink; the white left around the ink, of the picture's longer side.
_PAPER, _AROUND = 190, 0.02
#: A scanned page is looked at with so many dots on its longer side.
_DOTS = 2400
#: A page of which more than this is dark was photographed on a table: nothing tells its edge from ink.
_MOST_INK = 0.5


@lru_cache(maxsize=4)
def trimmed(content: bytes) -> bytes:
    """The picture in a file, its empty edges cut off, as PNG; the file itself where that cannot be told."""
    from PIL import Image

    try:
        with _opened(content) as found:
            grey = found.convert("L")
    except (OSError, ValueError, SyntaxError, DeskError, Image.DecompressionBombError):
        return content
    ink = grey.point([255 if shade < _PAPER else 0 for shade in range(256)])
    box = ink.getbbox()
    if box is None or ink.histogram()[255] > _MOST_INK * grey.width * grey.height:
        return content if not content.startswith(b"%PDF-") else _png(grey)
    edge = round(max(grey.size) * _AROUND)
    left, top, right, low = box
    near = (max(left - edge, 0), max(top - edge, 0), min(right + edge, grey.width), min(low + edge, grey.height))
    return _png(grey.crop(near))


def _opened(content: bytes) -> Image.Image:
    """The file as an upright picture on white; of a scanned paper (PDF) its first page."""
    from PIL import Image, ImageOps

    if content.startswith(b"%PDF-"):
        _, (wide, high, dots) = PaperOffice().leaf(content, 0, _DOTS)
        return Image.frombytes("RGBA", (wide, high), dots, "raw", "BGRA")
    with Image.open(BytesIO(content), formats=["JPEG", "PNG", "WEBP"]) as opened:
        opened.draft("RGB", (_DOTS, _DOTS))  # a telephone's photo has far more dots than are printed
        seen = ImageOps.exif_transpose(opened).convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen)


def _png(picture: Image.Image) -> bytes:
    made = BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()
