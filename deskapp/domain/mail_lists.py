"""Lists and papers of accountable mail: the day's signing sheet, the steward's list, notices, labels (``MAIL-4`` on)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from deskapp.domain.mail import Condition, Kind, State


class Signed(StrEnum):
    """How an item left, by whose signature; ``here``: it has not left."""

    HERE = "here"
    RESIDENT = "resident"
    PROXY = "proxy"
    STEWARD = "steward"
    CARRIER = "carrier"
    MISSING = "missing"
    VOIDED = "voided"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedItem:
    """An item as a line of a list. ``carrier`` is a code of ``domain.carriers`` or a name; ``due`` its running clock."""

    id: int
    number: str
    state: State
    kind: Kind
    tracking: str
    carrier: str
    sender: str
    origin: str
    unit: str
    recipient: str
    phone: str
    condition: Condition
    damage: str
    place: str
    received_at: datetime
    attempts: int
    due: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StewardList:
    """What of an area waits at its collection hour (``MAIL-6``), by unit in the order of a walk round the houses.

    ``id`` is the area's, ``number`` its name; ``stewards`` are the names of whoever looks after it; ``window`` the hours
    of the rulebook (``17:00-18:00``).
    """

    id: int
    number: str
    day: date
    at: datetime
    stewards: tuple[str, ...]
    window: str
    items: tuple[ListedItem, ...]

    @property
    def units(self) -> int:
        """How many units have something here."""
        return len({item.unit for item in self.items})


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLine:
    """One item of the signing sheet: how it left, who signed when, on which pickup or list."""

    item: ListedItem
    signed: Signed
    taker: str
    signed_at: datetime | None
    paper: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MailDay:
    """The accountable items that came on a day, or in a month (``number`` names it), with how each was signed for."""

    number: str
    lines: tuple[DayLine, ...]

    @property
    def signed(self) -> int:
        """How many are signed for."""
        return sum(line.signed not in (Signed.HERE, Signed.MISSING, Signed.VOIDED) for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSlip:
    """A pickup notice 领取通知单, cut from its sheet: what waits for one recipient of a unit (``MAIL-4``).

    ``keep_until`` is the day after which it goes back; ``attempt`` the how-manieth time somebody is told.
    """

    unit: str
    recipient: str
    items: tuple[ListedItem, ...]
    keep_until: date | None
    attempt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Notices:
    """Pickup notices to print, four on an A4, by unit; ``number`` names what they were asked for."""

    number: str
    slips: tuple[NoticeSlip, ...]
    hours: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLabel:
    """What stands on a parcel's label: number with its code, unit, shelf place (``MAIL-9``)."""

    number: str
    unit: str
    place: str
    recipient: str
    kind: Kind
    carrier: str
    tracking: str
    received_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLabels:
    """The labels of one item or of several; ``number`` is the item's, or the first one's."""

    id: int
    number: str
    labels: tuple[ItemLabel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfLabels:
    """The labels of a shelf's places in the order of its boards (``MAIL-9``); ``number`` is the shelf's code."""

    id: int
    number: str
    name: str
    building: str
    labels: tuple[str, ...]
