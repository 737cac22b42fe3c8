"""Entered afterwards 补录: what was written by hand while there was no power, line by line (``DUTY-9``, ``ALL-9``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from deskapp.domain.fields import Choice, Hidden, Moment, Rows, Text
from deskapp.domain.words import Language, word

REGISTER = "afterwards"
#: One sheet holds so many lines: more are entered on the next one.
MOST = 200
#: The columns of the sheet, in the order in which the running list on paper has them.
COLUMNS = ("when", "what", "unit", "name", "ref", "text", "result", "by", "paper")


class What(StrEnum):
    """What a line of the running list is about."""

    INQUIRY = "inquiry"
    REPAIR = "repair"
    KEY_OUT = "key_out"
    KEY_BACK = "key_back"
    PARCEL_IN = "parcel_in"
    PARCEL_OUT = "parcel_out"
    LOG = "log"


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of line is typed: its one letter, the columns it uses, and which of them it cannot do without."""

    letter: str
    uses: tuple[str, ...]
    needs: tuple[str, ...]


#: Every kind of line; how it is entered stands in ``services.afterwards.WAYS``.
LOOKS: Mapping[What, Look] = {
    What.INQUIRY: Look("J", ("unit", "name", "text", "result"), ("name", "text")),
    What.REPAIR: Look("B", ("unit", "name", "text", "result"), ("name", "text")),
    What.KEY_OUT: Look("K", ("name", "ref", "text"), ("name", "ref", "text")),
    What.KEY_BACK: Look("H", ("ref", "text"), ("ref",)),
    What.PARCEL_IN: Look("S", ("unit", "name", "ref", "text"), ("unit", "name")),
    What.PARCEL_OUT: Look("Q", ("name", "ref", "text"), ("name", "ref")),
    What.LOG: Look("Z", ("text",), ("text",)),
}


def what_of(text: str) -> What | None:
    """The kind that one letter, or the word itself, stands for."""
    typed = text.strip()
    for what, look in LOOKS.items():
        named = {word(f"{REGISTER}.what.{what}", language) for language in Language}
        if typed.upper() == look.letter or typed in named or typed == what.value:
            return what
    return None


@dataclass(frozen=True, kw_only=True)
class PaperLine:
    """One line as it stands on paper. ``by`` wrote it down, ``paper`` is the number of the sheet it stands on."""

    when: Annotated[datetime | None, Moment(when="past", required=True)] = None
    what: Annotated[What | None, Choice(required=True)] = None
    unit: Annotated[str, Text(max=40)] = ""
    name: Annotated[str, Text(max=60)] = ""
    ref: Annotated[str, Text(max=200)] = ""
    text: Annotated[str, Text(max=3000, lines=5)] = ""
    result: Annotated[str, Text(max=2000, lines=5)] = ""
    by: Annotated[str, Text(max=40, required=True)] = ""
    paper: Annotated[str, Text(max=20)] = ""
    reason: Annotated[str, Text(max=100, required=True)] = ""
    client_id: Annotated[str, Hidden()] = ""

    @property
    def why_late(self) -> str:
        """Why it comes late, who wrote it on which paper: the register keeps it with the true time (``ALL-9``)."""
        parts = [self.reason.strip()]
        if self.by.strip():
            parts.append(word(f"{REGISTER}.written_by", Language.CHINESE, by=self.by.strip()))
        if self.paper.strip():
            parts.append(word(f"{REGISTER}.on_paper", Language.CHINESE, paper=self.paper.strip()))
        return "；".join(parts)


@dataclass(frozen=True, kw_only=True)
class SheetDraft:
    """The lines of one sheet, to be looked at before they are entered."""

    lines: Annotated[tuple[PaperLine, ...], Rows(row=PaperLine, max=MOST)] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why a cell is refused: ``key`` names the sentence, ``problem.required`` or ``error.not_allowed``."""

    column: str
    key: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the registers say of one line, named by its client id; none of its faults: it can be entered."""

    client_id: str
    faults: tuple[Fault, ...] = ()
