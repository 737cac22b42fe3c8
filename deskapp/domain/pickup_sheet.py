"""What the paper of a pickup is drawn from: the pickup, and the signature given before as a picture (``MAIL-8``)."""

from __future__ import annotations

from dataclasses import dataclass

from deskapp.domain.pickups import PickupDetail


@dataclass(frozen=True, slots=True, kw_only=True)
class PickupSheet:
    """A pickup for its paper. ``picture`` is the file of ``detail.earlier``, byte for byte; None where there is none.

    One that is about to go out has no number yet: its paper is signed before it is recorded (``MAIL-7``).
    """

    detail: PickupDetail
    picture: bytes | None = None

    @property
    def id(self) -> int:
        """The pickup's id."""
        return self.detail.id

    @property
    def number(self) -> str:
        """The pickup's number; before it has one, whose mail it is: so its file is named."""
        return self.detail.number or self.detail.unit.split(" ")[0]
