"""Proxies 代领人: who may take a unit's mail for its resident, with the steward's approval [001·2·4.6] (``MAIL-5``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from deskapp.domain.common import HistoryRow, Ref
from deskapp.domain.directory import IdType
from deskapp.domain.fields import Choice, Day, Flag, Hidden, Phone, Pick, Secret, Text, UnitCode
from deskapp.domain.lifecycle import NEW, Step, each, table
from deskapp.domain.people import COUNTER, COUNTER_AND_STEWARD, OFFICE, Role
from deskapp.domain.reception import ReasonDraft

REGISTER = "proxies"
PREFIX = "DL"
#: Who approves a proxy's pickup (``roles.md``).
APPROVERS = OFFICE | {Role.STEWARD}


class State(StrEnum):
    """Where an authorisation stands; ``approved`` holds until its day, or for one pickup."""

    ASKED = "asked"
    APPROVED = "approved"
    ENDED = "ended"
    REFUSED = "refused"
    VOIDED = "voided"


class Relation(StrEnum):
    """What the proxy is to the resident."""

    FAMILY = "family"
    TENANT = "tenant"
    FRIEND = "friend"
    NEIGHBOUR = "neighbour"
    COLLEAGUE = "colleague"
    HOUSEKEEPER = "housekeeper"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class ProxyDraft:
    """Who takes a unit's mail for whom, with what document (``MAIL-5``); ``until`` None: for this one pickup."""

    unit: Annotated[str, UnitCode(required=True)] = ""
    resident: Annotated[str, Text(max=60, required=True)] = ""
    resident_id: Annotated[int | None, Hidden()] = None
    name: Annotated[str, Text(max=60, required=True)] = ""
    relation: Annotated[Relation, Choice(required=True)] = Relation.FAMILY
    phone: Annotated[str, Phone()] = ""
    id_type: Annotated[IdType, Choice(required=True)] = IdType.ID_CARD
    id_number: Annotated[str, Text(max=40, required=True)] = ""
    until: Annotated[date | None, Day(when="future")] = None
    note: Annotated[str, Text(max=300, lines=2)] = ""
    client_id: Annotated[str, Hidden()] = ""


@dataclass(frozen=True, kw_only=True)
class ApproveDraft:
    """The approval of whoever is signed in; at the counter's screen an approver gives name and PIN instead.

    ``asked_resident`` says that the resident was asked and said yes.
    """

    asked_resident: Annotated[bool, Flag()] = False
    approver_id: Annotated[int | None, Pick(source="proxies.approvers")] = None
    pin: Annotated[str, Secret()] = ""
    note: Annotated[str, Text(max=200)] = ""


LIFECYCLE = table(
    REGISTER,
    Step(verb="ask", source=NEW, target=State.ASKED, who=COUNTER_AND_STEWARD, form=ProxyDraft),
    Step(
        verb="approve",
        source=State.ASKED,
        target=State.APPROVED,
        who=COUNTER_AND_STEWARD,
        form=ApproveDraft,
        primary=True,
    ),
    each(State.ASKED, to=State.REFUSED, verb="refuse", who=COUNTER_AND_STEWARD, form=ReasonDraft),
    each(State.APPROVED, to=State.ENDED, verb="end", who=COUNTER_AND_STEWARD, form=ReasonDraft),
    # An authorisation for one pickup ends with it, and holds again when that pickup is voided.
    each(State.APPROVED, to=State.ENDED, verb="use", who=frozenset()),
    each(State.ENDED, to=State.APPROVED, verb="give_back", who=frozenset()),
    each(State.ASKED, to=State.VOIDED, verb="void", who=COUNTER, form=ReasonDraft),
    each(State.APPROVED, State.ENDED, to=State.VOIDED, verb="void", who=OFFICE, form=ReasonDraft),
)

CHIPS = ("asked", "approved", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProxyRow:
    """An authorisation as the table shows it. ``valid`` says whether it holds today."""

    id: int
    version: int
    number: str
    state: State
    at: datetime
    unit: str
    resident: str
    name: str
    relation: Relation
    phone: str
    until: date | None
    valid: bool
    approved_by: str
    handler: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProxyDetail:
    """Everything about one authorisation. The document's number is masked."""

    id: int
    version: int
    number: str
    state: State
    unit: str
    resident: str
    resident_id: int | None
    name: str
    relation: Relation
    phone: str
    id_type: IdType
    id_number_masked: str
    until: date | None
    valid: bool
    asked_at: datetime
    recorder: str
    approved_by: str
    approved_at: datetime | None
    asked_resident: bool
    ended_at: datetime | None
    ended_reason: str
    refused_reason: str
    note: str
    void_reason: str
    used: int
    linked: tuple[Ref, ...] = ()
    history: tuple[HistoryRow, ...] = ()
