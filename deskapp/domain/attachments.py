"""Attachments 附件: a photo or scan that belongs to an entry of any register, kept with its hash (``ALL-8``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from deskapp.domain.fields import Choice, Text

REGISTER = "attachments"
#: A page scanned at 300 dpi or a telephone's photo is far smaller; what is larger is a mistake.
MOST_BYTES = 15 * 1024 * 1024
#: So many dots a picture may have: what more would cost to be shown helps nobody to see.
MOST_DOTS = 60_000_000


class Kind(StrEnum):
    """What an attachment is."""

    PHOTO = "photo"
    SIGNATURE = "signature"
    PAPER = "paper"
    OTHER = "other"


class Media(StrEnum):
    """What kind of file it is, told by its content and never by its name."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    PDF = "pdf"

    @property
    def suffix(self) -> str:
        """How the name of such a file ends."""
        return ".jpg" if self is Media.JPEG else f".{self.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachDraft:
    """What is said of a file that is attached; without a ``name`` it keeps its own."""

    kind: Annotated[Kind, Choice(required=True)] = Kind.PHOTO
    note: Annotated[str, Text(max=300, lines=2)] = ""
    name: Annotated[str, Text(max=120)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLook:
    """A file that could be attached as it stands."""

    name: str
    media: Media
    size: int
    sha256: str

    @property
    def kind(self) -> Kind:
        """What it is as long as nobody says otherwise: a PDF is a scanned paper."""
        return Kind.PAPER if self.media is Media.PDF else Kind.PHOTO


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentRow:
    """One attachment of the entry ``number`` (``register``, ``entry_id``); voided where it has a ``void_reason``."""

    id: int
    version: int
    register: str
    entry_id: int
    number: str
    kind: Kind
    name: str
    media: Media
    size: int
    sha256: str
    at: datetime
    by: str
    note: str = ""
    voided_at: datetime | None = None
    void_reason: str = ""

    @property
    def voided(self) -> bool:
        """Whether it counts no more; it is kept all the same (``ALL-1``)."""
        return bool(self.void_reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentBody:
    """An attachment with its file, byte for byte as it was attached."""

    row: AttachmentRow
    content: bytes


def told(name: str, kind: Kind, sha256: str, note: str) -> dict[str, list[Any]]:
    """What the journal says of a file that was attached, in the entry's own history (``ALL-3``)."""
    said = {"attachment": name, "attached_as": kind.value, "sha256": sha256, "note": note}
    return {field: [None, value] for field, value in said.items() if value}


def told_void(name: str, reason: str) -> dict[str, list[Any]]:
    """What the journal says of an attachment that counts no more."""
    return {"attachment": [name, name], "reason": [None, reason]}


def file_name(row: AttachmentRow) -> str:
    """A name under which an attachment can be written on any system: its entry's number, its own id, its own name."""
    stem = "".join("_" if char in '<>:"/\\|?*' else char for char in row.name.rpartition(".")[0] or row.name)
    return f"{row.number}-{row.id} {stem.strip(' .') or row.kind.value}{row.media.suffix}"


def size_words(size: int) -> str:
    """How large a file is, as people say it."""
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{max(round(size / 1024), 1)} KB"
