"""Signing in against the roster: whoever is not on it at this hour is told, and the log keeps it (``DUTY-6``)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from deskapp.domain.duty_arrivals import Arrival
from deskapp.domain.duty_log import Kind
from deskapp.domain.people import COUNTER_AND_STEWARD
from deskapp.domain.roster import DutyNow
from deskapp.models.duty_log import DutyLogRow
from deskapp.services.roster_now import duty_now
from deskapp.services.verbs import Service, Tx, writes


class DutyArrivals(Service):
    """What the duty log does when somebody signs in; the window calls it then, and as often as it likes."""

    def append(self, tx: Tx, kind: Kind, said: dict[str, Any]) -> DutyLogRow:
        """One more entry of the log."""
        raise NotImplementedError

    @writes(COUNTER_AND_STEWARD)
    def arrive(self, tx: Tx) -> Arrival:
        """Somebody who can work at the counter signed in: once in a shift it is written down if the roster has another.

        Without a published roster nothing is known, so nothing is said.
        """
        duty = duty_now(self.core, tx)
        if not duty.published or duty.rostered:
            return Arrival(rostered=duty.rostered, tell=False, logged=0, now=duty.now)
        since = _begun(tx, duty)
        here = DutyLogRow.kind == Kind.NOT_ROSTERED, DutyLogRow.staff_id == tx.staff_id, DutyLogRow.at >= since
        known = tx.session.scalar(select(DutyLogRow.seq).where(*here).limit(1))
        seq = known or self.append(tx, Kind.NOT_ROSTERED, {"text": tx.actor.name if tx.actor else ""}).seq
        return Arrival(rostered=False, tell=known is None, logged=seq, now=duty.now)


def _begun(tx: Tx, duty: DutyNow) -> datetime:
    """When the shift began that runs now; where nobody is on duty, the day."""
    return max((each.since for each in duty.now), default=tx.midnight)
