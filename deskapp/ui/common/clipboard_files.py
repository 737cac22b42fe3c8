"""What was dropped or copied, as files: files themselves, or a picture that is written to a passing one."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from deskapp.errors import DeskError

_OURS = "deskapp-"


def paths_of(data: QMimeData) -> list[str]:
    """The files of this computer that were dropped or copied."""
    return [url.toLocalFile() for url in data.urls() if url.isLocalFile()]


def image_of(data: QMimeData) -> QImage | None:
    """A picture that was copied; not the one that a spreadsheet lays beside the words of its cells."""
    if not data.hasImage() or data.hasText() or paths_of(data):
        return None
    image = QImage(data.imageData())
    return None if image.isNull() else image


def has_files(data: QMimeData) -> bool:
    """Whether there is anything to attach."""
    return bool(paths_of(data)) or image_of(data) is not None


def written(image: QImage, name: str) -> str:
    """Write a copied picture to a file in a passing folder of its own (on a worker); raises DeskError."""
    try:
        place = Path(tempfile.mkdtemp(prefix=_OURS)) / f"{name} {datetime.now():%m%d-%H%M%S}.png"
    except OSError as error:
        raise DeskError("storage", reason=error.strerror or type(error).__name__) from error
    if not image.save(str(place)):
        raise DeskError("storage", reason=str(place))
    return str(place)


def is_passing(path: str) -> bool:
    """Whether a file is such a passing one: it may be chosen again by the draft of what it was copied for."""
    place = Path(path)
    return place.parent.name.startswith(_OURS) and place.parent.parent == Path(tempfile.gettempdir())


def thrown_away(path: str) -> None:
    """Take a passing file away with its folder; one that is in use stays for the system to clear up."""
    place = Path(path)
    try:
        place.unlink(missing_ok=True)
        place.parent.rmdir()
    except OSError:
        return
