"""One item of a check-in run, from its scan to its number (``MAIL-2``): what is known of it, what is still missing."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any
from uuid import uuid4

from deskapp.domain import carriers
from deskapp.domain.mail import Addressee, Condition, ItemDraft, Kind


class Stage(StrEnum):
    """How far an item of the run is; those of ``OPEN`` are not in the register yet."""

    OPEN = "open"
    SAVING = "saving"
    REFUSED = "refused"
    SAVED = "saved"
    KNOWN = "known"
    VOIDED = "voided"


#: What would be lost if the run were forgotten: it is in the draft (``ALL-7``).
UNSAVED = (Stage.OPEN, Stage.SAVING, Stage.REFUSED)


@dataclass(slots=True, eq=False)
class Parcel:
    """One item of the run.

    ``typed`` is what stands in the addressee's line, ``unit`` and ``name`` who was taken from the list, ``waits`` what
    lies here for them and what they asked for; ``left`` says that an item of this number has left before; ``photos``
    are the files chosen for it; ``client_id`` makes saving twice one item. ``said`` and ``tone`` are what the list says
    of it, ``problems`` what was refused, by field.
    """

    tracking: str = ""
    typed: str = ""
    unit: str = ""
    name: str = ""
    resident_id: int | None = None
    phone: str = ""
    moved: bool = False
    waits: str = ""
    unknown: bool = False
    kind: Kind = Kind.PARCEL
    carrier: str = ""
    place: str = ""
    proposed: str = ""
    condition: Condition = Condition.GOOD
    damage: str = ""
    photos: list[str] = field(default_factory=list)
    again: bool = False
    left: str = ""
    client_id: str = field(default_factory=lambda: uuid4().hex)
    stage: Stage = Stage.OPEN
    id: int = 0
    number: str = ""
    said: str = ""
    tone: str = "muted"
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def begun(self) -> bool:
        """Whether there is anything to keep."""
        return bool(self.tracking or self.typed or self.unit or self.name or self.damage or self.photos)

    @property
    def addressed(self) -> bool:
        """Whether it is known whose it is, or that nobody knows."""
        return bool(self.name and (self.unit or self.unknown))

    @property
    def shown_place(self) -> str:
        """The place named, else the one proposed."""
        return self.place or self.proposed

    def name_number(self, code: str) -> None:
        """It has this number; kind and carrier follow from its shape unless a person said something else."""
        if (self.carrier, self.kind) == _guessed(self.tracking):
            self.carrier, self.kind = _guessed(code)
        self.tracking, self.left, self.again = code, "", False

    def take(self, who: Addressee) -> None:
        """It is for this person of the list."""
        self.unit, self.name, self.resident_id = who.unit, who.name, who.resident_id
        self.phone, self.moved, self.proposed = who.phone, who.moved, who.place
        self.unknown = False

    def untake(self) -> None:
        """It is for somebody else than was taken."""
        self.unit = self.name = self.phone = self.proposed = self.waits = ""
        self.resident_id, self.moved, self.unknown = None, False, False

    def draft(self) -> ItemDraft:
        """What the register is asked to write down; an empty place is the proposed one."""
        return ItemDraft(
            tracking=self.tracking, unit=self.unit, recipient=self.name, resident_id=self.resident_id,
            phone=self.phone, kind=self.kind, carrier=self.carrier, place=self.shown_place, condition=self.condition,
            damage=self.damage, unknown=self.unknown, again=self.again, client_id=self.client_id,
        )  # fmt: skip

    def body(self) -> dict[str, Any]:
        """As a draft keeps it."""
        return {name: value for name, value in asdict(self).items() if name in _KEPT}

    @classmethod
    def of(cls, body: dict[str, Any]) -> Parcel:
        """As a draft kept it; one that was on its way goes on its way again, and stays one item."""
        made = cls(**{name: body[name] for name in _KEPT if name in body})
        made.kind, made.condition, made.stage = Kind(made.kind), Condition(made.condition), Stage(made.stage)
        return made


def _guessed(tracking: str) -> tuple[str, Kind]:
    guess = carriers.guess(tracking)
    return (guess.carrier, guess.kind) if guess is not None else ("", Kind.PARCEL)


_KEPT = (
    "tracking", "typed", "unit", "name", "resident_id", "phone", "moved", "waits", "unknown", "kind", "carrier",
    "place", "proposed", "condition", "damage", "photos", "again", "left", "client_id", "stage",
)  # fmt: skip
