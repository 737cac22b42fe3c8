"""The files chosen for one entry, from being looked at to being attached (``ALL-8``)."""

from __future__ import annotations

from dataclasses import dataclass, field

from deskapp.domain.attachments import AttachDraft, FileLook, Kind
from deskapp.domain.common import Ref


@dataclass(frozen=True, slots=True)
class Chosen:
    """A file that waits for its entry; a ``passing`` one was copied, and is thrown away when it is kept."""

    path: str
    look: FileLook
    passing: bool = False


@dataclass(frozen=True, slots=True)
class Owed:
    """A file on its way to its entry."""

    ref: Ref
    file: Chosen
    draft: AttachDraft


@dataclass(slots=True, eq=False)
class Batch:
    """What was chosen for one entry. ``looking`` files are still being looked at; those follow to ``ref``.

    ``kind`` is what the form or the person says it is; ``left``: the files were left out meanwhile.
    """

    chosen: list[Chosen] = field(default_factory=list)
    looking: int = 0
    ref: Ref | None = None
    kind: Kind | None = None
    note: str = ""
    left: bool = False

    def take(self, file: Chosen) -> bool:
        """Add a file; False for one that is there already."""
        new = all(file.look.sha256 != other.look.sha256 for other in self.chosen)
        if new:
            self.chosen.append(file)
        return new

    def owed(self, file: Chosen) -> Owed:
        """The file on its way: a PDF is a paper and all the rest a photo unless the batch says otherwise."""
        assert self.ref is not None
        return Owed(self.ref, file, AttachDraft(kind=self.kind or file.look.kind, note=self.note))
