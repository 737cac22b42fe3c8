"""By the published roster: which shift is handed over, and how late whoever takes it is [001·5·4.2.1]."""

from __future__ import annotations

from datetime import datetime, timedelta

from deskapp.domain.roster import OnDuty
from deskapp.services.roster_now import around
from deskapp.services.verbs import Tx

#: A handover belongs to a shift that is no further away than this.
_NEAR = timedelta(hours=6)


def duty_of(tx: Tx, staff_id: int, moment: datetime) -> OnDuty | None:
    """The shift somebody is on, or else the one nearest to a moment; None if the roster has none near it."""
    mine = [each for each in around(tx, moment) if each.staff_id == staff_id]
    near = [each for each in mine if _apart(each, moment) <= _NEAR]
    return min(near, key=lambda each: (_apart(each, moment), each.since), default=None)


def _apart(each: OnDuty, moment: datetime) -> timedelta:
    return max(each.since - moment, moment - each.until, timedelta())


def late_minutes(tx: Tx, outgoing_id: int, incoming_id: int) -> int:
    """Whole minutes after the shift to be taken over has begun; 0 for whoever is in time, or not on the roster.

    It begins with the own shift, or when the other's ends where the two overlap. Who comes the five minutes early that
    the procedure asks for has them to hand over in: the PIN at their end is in time.
    """
    mine, other = duty_of(tx, incoming_id, tx.now), duty_of(tx, outgoing_id, tx.now)
    if mine is None:
        return 0
    overlaps = other is not None and mine.since < other.until <= mine.until
    begins = other.until if other is not None and overlaps else mine.since
    return max(int((tx.now - begins).total_seconds() // 60), 0)
