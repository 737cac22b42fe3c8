"""Attached files as pictures for the screen: read and scaled on a worker; what is kept stays as it is (``ALL-8``)."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from deskapp.domain.attachments import Media
from deskapp.errors import DeskError
from deskapp.ui.tasks import Task

if TYPE_CHECKING:
    from collections.abc import Callable

    from deskapp.domain.paper import Papers
    from deskapp.ui.context import Context

#: The longer side of a small picture, and of one that is looked at closely.
SMALL, LARGE = 160, 2400


class Shown(NamedTuple):
    """A picture of a file, or of one of its ``pages``."""

    image: QImage
    pages: int = 1


def draw(content: bytes, media: Media, page: int, dots: int, papers: Papers | None) -> Shown:
    """Make a picture whose longer side has at most so many dots; raises DeskError. Runs on any thread."""
    if media is Media.PDF:
        if papers is None:
            raise DeskError("not_ready")
        count, (wide, high, rows) = papers.leaf(content, page, dots)
        return Shown(QImage(rows, wide, high, wide * 4, QImage.Format.Format_RGB32).copy(), count)
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if max(size.width(), size.height()) > dots:
        reader.setScaledSize(size.scaled(QSize(dots, dots), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise DeskError("unreadable_picture")
    return Shown(image)


def of_file(path: str, media: Media, dots: int, papers: Papers | None) -> Shown:
    """The same of a file on disk that may be gone by now."""
    try:
        return draw(Path(path).read_bytes(), media, 0, dots, papers)
    except OSError as error:
        raise DeskError("unreadable_picture") from error


def show_later(
    context: Context, work: Callable[[], Shown], then: Callable[[Shown], None], failed: Callable[[DeskError], None]
) -> None:
    """Draw on a worker and go on with the picture; what cannot be shown is told, what else fails is a mistake."""
    context.runner.read(Task(work, then, partial(_refused, failed)))


def _refused(failed: Callable[[DeskError], None], error: Any) -> None:
    if not isinstance(error, DeskError):
        raise error
    failed(error)
