"""Who signs in without being on the roster at this hour is told so (``DUTY-6``)."""

from __future__ import annotations

from dataclasses import dataclass

from deskapp.domain.roster import OnDuty


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Whether whoever signed in is on duty by the roster; ``logged`` is the log's entry of it, 0 for none.

    ``tell`` is True for whoever has to be told (the first time in a shift); ``now`` are those who are on duty.
    """

    rostered: bool
    tell: bool
    logged: int
    now: tuple[OnDuty, ...] = ()
