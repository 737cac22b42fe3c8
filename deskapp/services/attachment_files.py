"""A file before it is attached: read once, told by its content, refused in words (``ALL-4``, ``ALL-8``)."""

from __future__ import annotations

import hashlib
import stat
import struct
import warnings
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from deskapp.domain.attachments import MOST_BYTES, MOST_DOTS, FileLook, Media, size_words
from deskapp.domain.fields import unprintable
from deskapp.errors import Invalid, Problem

#: A PDF may have this much before its beginning and after its end.
_PDF_HEAD, _PDF_TAIL = 1024, 4096
_LONGEST_NAME = 120
#: What Pillow raises for pictures that are none, or broken ones.
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, LookupError, TypeError, ArithmeticError, struct.error)


class Picked(NamedTuple):
    """A file that may be attached, and what is in it."""

    look: FileLook
    content: bytes


def pick(path: str) -> Picked:
    """Read a file and see what it is; raises Invalid at the field ``file``."""
    name = clean_name(path)
    content = _read(path, name)
    media = media_of(content)
    if media is None:
        raise _refused("file_type", name)
    _whole(content, media, name)
    look = FileLook(name=name, media=media, size=len(content), sha256=hashlib.sha256(content).hexdigest())
    return Picked(look, content)


def clean_name(path: str) -> str:
    """A file's own name as it can be kept: what no register can hold becomes a line, a long one loses its middle."""
    name = "".join("_" if unprintable(char, lines=False) else char for char in Path(path).name) or "_"
    stem, dot, suffix = name.rpartition(".")
    room = _LONGEST_NAME - len(suffix) - 1
    return name if len(name) <= _LONGEST_NAME else f"{(stem or name)[: max(room, 1)]}{dot}{suffix}"[:_LONGEST_NAME]


def media_of(content: bytes) -> Media | None:
    """What a file is by its first bytes; None for what is not taken."""
    if content.startswith(b"\xff\xd8\xff"):
        return Media.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return Media.PNG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return Media.WEBP
    return Media.PDF if b"%PDF-" in content[:_PDF_HEAD] else None


def _read(path: str, name: str) -> bytes:
    try:
        found = Path(path).stat()
        if not stat.S_ISREG(found.st_mode):  # a folder, or a pipe that would never end
            raise _refused("file_unreadable", name, reason="–")
        _small(found.st_size, name)
        with Path(path).open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise _refused("file_unreadable", name, reason=error.strerror or type(error).__name__) from error
    except ValueError as error:
        raise _refused("file_unreadable", name, reason="–") from error
    _small(len(content), name)
    return content


def _small(size: int, name: str) -> None:
    if not size:
        raise _refused("file_empty", name)
    if size > MOST_BYTES:
        raise _refused("file_too_large", name, size=size_words(size), max=size_words(MOST_BYTES))


def _whole(content: bytes, media: Media, name: str) -> None:
    """Refuse a file that stops halfway: what nobody can look at proves nothing."""
    if media is Media.PDF:
        tail = content[-_PDF_TAIL:]
        if b"startxref" not in tail and b"%%EOF" not in tail:
            raise _refused("file_broken", name)
        return
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(content), formats=[media.value.upper()])
        dots = picture.width * picture.height
        if dots > MOST_DOTS:
            raise _too_many_dots(name, dots)
        if media is Media.JPEG:
            picture.draft("L", (picture.width // 8, picture.height // 8))  # all of it is read, little is made of it
        picture.load()
    except Image.DecompressionBombError as error:
        raise _too_many_dots(name, 0) from error
    except Invalid:
        raise
    except _BROKEN as error:
        raise _refused("file_broken", name) from error


def _too_many_dots(name: str, dots: int) -> Invalid:
    most = MOST_DOTS // 1_000_000
    return _refused("file_too_many_dots", name, dots=dots // 1_000_000 or f"> {2 * most}", max=most)


def _refused(code: str, name: str, **params: object) -> Invalid:
    return Invalid(Problem("file", code, {"name": name, **params}))
