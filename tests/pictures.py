"""Made-up files to attach: pictures of every kind, a paper, and what pretends to be one."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw


def picture(kind: str = "JPEG", size: tuple[int, int] = (320, 240), colour: str = "#8a6d3b") -> bytes:
    """A box with a crack in it."""
    image = Image.new("RGB", size, "#d9d4c8")
    pen = ImageDraw.Draw(image)
    wide, high = size
    pen.rectangle((wide // 6, high // 5, wide * 5 // 6, high * 4 // 5), fill=colour)
    pen.line((wide // 3, high // 4, wide // 2, high // 2, wide * 2 // 5, high * 3 // 4), fill="black", width=3)
    made = BytesIO()
    image.save(made, kind)
    return made.getvalue()


def paper(pages: int = 2) -> bytes:
    """A PDF of some pages."""
    sheets = [Image.new("RGB", (200, 280 + number), "white") for number in range(pages)]
    made = BytesIO()
    sheets[0].save(made, "PDF", save_all=True, append_images=sheets[1:], resolution=72)
    return made.getvalue()


def file(folder: Path, name: str = "damage.jpg", content: bytes | None = None) -> str:
    """A file on disk, by default a photo."""
    place = folder / name
    place.write_bytes(picture() if content is None else content)
    return str(place)
