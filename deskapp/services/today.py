"""Today: the same list for everyone on duty, ordered by time, gathered from every register."""

from __future__ import annotations

from datetime import UTC, datetime

from deskapp.domain.common import TodayItem, Urgent
from deskapp.domain.people import EVERYONE
from deskapp.services.register import RegisterService
from deskapp.services.verbs import Service, Tx, reads

_ORDER = {Urgent.LATE: 0, Urgent.SOON: 1, Urgent.LATER: 2, Urgent.SOMETIME: 3}
_NEVER = datetime.max.replace(tzinfo=UTC)


class TodayService(Service):
    """One list from all registers."""

    name = "today"

    @reads(EVERYONE)
    def list(self, tx: Tx) -> tuple[TodayItem, ...]:
        """What falls due: late first, then by time; groups without a time last."""
        registers = (s for s in self.core.by_name.values() if isinstance(s, RegisterService) and s.open_to(tx))
        items = [item for service in registers for item in service.today(tx)]
        return tuple(sorted(items, key=lambda item: (_ORDER[item.urgent], item.due or _NEVER)))


SERVICE = TodayService
