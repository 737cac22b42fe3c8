"""The lines of the page "Entered afterwards" as they are typed: cells, read as times and kinds (``DUTY-9``)."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from deskapp.domain.afterwards import COLUMNS, PaperLine, what_of
from deskapp.domain.common import Ref
from deskapp.ui.common.moments import Unreadable, read_moment

#: What a line takes over from the one above as soon as its time is typed.
CARRIED = ("by", "paper")
#: A time of day and nothing else: its day is that of the line above.
_BARE = re.compile(r"\d{1,2}[:.]\d{2}|\d{3,4}|\d{1,2}点(?:半|\d{1,2}分?)?")
_SECONDS = re.compile(r"(\d{1,2}:\d{2}):\d{2}$")
_HALF_A_DAY, _DAY = timedelta(hours=12), timedelta(days=1)
_KEPT = "%Y-%m-%d %H:%M"


@dataclass
class PaperRow:
    """One line. ``ref`` is what it became; ``faults`` has a sentence for each cell that is refused."""

    client_id: str = field(default_factory=lambda: uuid4().hex)
    cells: dict[str, str] = field(default_factory=dict)
    ref: Ref | None = None
    faults: dict[str, str] = field(default_factory=dict)
    busy: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing was typed yet; what was carried down from above is nothing."""
        return not any(text for name, text in self.cells.items() if name not in CARRIED)

    @property
    def fixed(self) -> bool:
        """Whether it is entered, or just being entered: nothing in it can be changed."""
        return self.ref is not None or self.busy

    @property
    def when(self) -> datetime | None:
        """When it happened; None for nothing that can be read."""
        try:
            return datetime.strptime(self.cells.get("when", ""), _KEPT).astimezone()
        except ValueError:
            return None

    def line(self, reason: str) -> PaperLine:
        """The line as the register is asked about it."""
        words = {name: self.cells.get(name, "").strip() for name in COLUMNS if name not in {"when", "what"}}
        return PaperLine(
            when=self.when, what=what_of(self.cells.get("what", "")), reason=reason, client_id=self.client_id, **words
        )

    def kept(self) -> dict[str, Any]:
        """What its draft keeps."""
        ref = [self.ref.register, self.ref.id, self.ref.number] if self.ref is not None else None
        return {"id": self.client_id, "cells": self.cells, "ref": ref}

    @classmethod
    def of(cls, kept: Any) -> PaperRow | None:
        """A line out of a draft; None for what is none."""
        if not isinstance(kept, dict) or not isinstance(kept.get("id"), str) or not isinstance(kept.get("cells"), dict):
            return None
        cells = {name: str(kept["cells"].get(name) or "") for name in COLUMNS}
        ref = kept.get("ref")
        return cls(kept["id"], {name: text for name, text in cells.items() if text}, Ref(*ref) if ref else None)


def read_when(text: str, before: datetime | None, now: datetime) -> datetime | None:
    """The moment meant by what was typed under a line of ``before``: a bare time of day is of its day (``ALL-9``).

    A night goes over midnight: what would be half a day and more before the line above is of the next day, and what
    would lie ahead of now is of the day before.

    Raises:
        Unreadable: It is no time.
    """
    plain = _SECONDS.sub(r"\1", unicodedata.normalize("NFKC", text).strip())
    if not _BARE.fullmatch(plain):
        return read_moment(plain, now)
    found = read_moment(plain, before or now)
    if found is not None and before is not None and found < before - _HALF_A_DAY and found + _DAY <= now:
        found += _DAY
    if found is not None and found > now:
        found -= _DAY
    return found


def kept_when(text: str, before: datetime | None, now: datetime) -> str:
    """What a typed time is kept as: whole, or as it was typed where it cannot be read."""
    try:
        found = read_when(text, before, now)
    except Unreadable:
        return text.strip()
    return found.astimezone().strftime(_KEPT) if found is not None else ""


def pasted(text: str) -> list[list[str]]:
    """The cells of what was copied in a table program; line breaks within a cell become blanks."""
    found = csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), delimiter="\t")
    return [[" ".join(cell.split()) for cell in line] for line in found if any(cell.strip() for cell in line)]


def copied(rows: Sequence[Sequence[str]]) -> str:
    """Cells as table programs paste them."""
    made = io.StringIO()
    csv.writer(made, delimiter="\t", lineterminator="\n").writerows(rows)
    return made.getvalue()
