"""The lights-out pages 停电应急页: what the counter has to know when nothing works, on two pages (``DUTY-9``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from deskapp.domain.duty_log import Head
from deskapp.domain.keys import Wall
from deskapp.domain.loans import Holding
from deskapp.domain.reception_rows import EntryRow
from deskapp.domain.roster import OnDuty
from deskapp.domain.slips import SlipRow

REGISTER = "lights_out"
#: The form's code, and that of the pad of blank forms.
FORM, PAD = "lights_out", "blank_pad"
#: So many copies of each blank form can be asked for.
MOST_COPIES = 20
#: Whom to call anywhere in the country.
EMERGENCY = (("police", "110"), ("fire", "119"), ("ambulance", "120"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Lying:
    """What lies at one place of the shelves for one unit; ``names`` are those on the items."""

    place: str
    unit: str
    names: tuple[str, ...]
    items: int
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody to call: what for, who, and the number."""

    what: str
    name: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What is counted at the handover and lies at the counter now."""

    envelopes: int
    deposits: Decimal
    deposits_cash: Decimal
    cash: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class LightsOut:
    """The two pages as of ``at``, for the shift that began at ``shift_at``.

    Of what is long only the first lines are here: ``…_total`` says how many there are.
    """

    id: int
    number: str
    at: datetime
    shift_at: datetime
    keys: tuple[Holding, ...]
    keys_total: int
    walls: tuple[Wall, ...]
    promises: tuple[EntryRow, ...]
    promises_total: int
    slips: tuple[SlipRow, ...]
    slips_total: int
    mail: tuple[Lying, ...]
    mail_total: int
    held: Held
    now: tuple[OnDuty, ...]
    next: tuple[OnDuty, ...]
    today: tuple[OnDuty, ...]
    stewards: tuple[Contact, ...]
    departments: tuple[Contact, ...]
    head: Head


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """How the pages stand: when the shift began and the next one does, and whether this shift's are on paper."""

    shift_at: datetime
    next_at: datetime
    printed_at: datetime | None = None
    printed_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pad:
    """A pad of blank forms, each of them so many times."""

    id: int
    number: str
    day: date
