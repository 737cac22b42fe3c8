"""Must-read notes 必读事项: who has read them; taking over waits until they are read (``DUTY-8``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from deskapp.domain.common import HistoryRow, Ref
from deskapp.domain.fields import Day, Hidden, Text
from deskapp.domain.lifecycle import NEW, Step, each, table
from deskapp.domain.people import COUNTER, COUNTER_AND_STEWARD, OFFICE
from deskapp.domain.reception import ReasonDraft

REGISTER = "must_read"
PREFIX = "BD"


class State(StrEnum):
    """Whether a note is still to be read."""

    IN_FORCE = "in_force"
    ENDED = "ended"
    VOIDED = "voided"


@dataclass(frozen=True, kw_only=True)
class NoteDraft:
    """What everybody on duty has to know, until a day (None: until it is ended)."""

    title: Annotated[str, Text(max=80, required=True)] = ""
    content: Annotated[str, Text(max=3000, lines=6, required=True)] = ""
    until: Annotated[date | None, Day(when="future")] = None
    client_id: Annotated[str, Hidden()] = ""


LIFECYCLE = table(
    REGISTER,
    Step(verb="write", source=NEW, target=State.IN_FORCE, who=COUNTER, form=NoteDraft),
    Step(verb="read", source=State.IN_FORCE, target=State.IN_FORCE, who=COUNTER_AND_STEWARD, primary=True),
    each(State.IN_FORCE, to=State.ENDED, verb="end", who=COUNTER, form=ReasonDraft),
    each(State.IN_FORCE, State.ENDED, to=State.VOIDED, verb="void", who=OFFICE, form=ReasonDraft),
)

CHIPS = ("unread", "in_force", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRow:
    """A note as the table shows it; ``read`` whether whoever looks has read it, ``readers`` how many have."""

    id: int
    version: int
    number: str
    state: State
    at: datetime
    title: str
    until: date | None
    read: bool
    readers: int
    handler: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who has read a note, and when."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteDetail:
    """Everything about one note. ``missing`` are those on the roster who have not read it."""

    id: int
    version: int
    number: str
    state: State
    title: str
    content: str
    until: date | None
    written_at: datetime
    recorder: str
    ended_at: datetime | None
    ended_reason: str
    void_reason: str
    read: bool
    readers: tuple[Reader, ...] = ()
    missing: tuple[str, ...] = ()
    linked: tuple[Ref, ...] = ()
    history: tuple[HistoryRow, ...] = ()
