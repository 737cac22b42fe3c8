"""Enters the lines of one sheet one after another and says each once it is entered; started as a process of its own.

Started again it enters all of them again, as the window does after a crash. Argument: the register.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta

from deskapp.domain.afterwards import PaperLine, What
from deskapp.services.office import open_office
from tests.factories import Desk, TestClock
from tests.register_files import UNIT

LINES = 60
#: One after the other: an inquiry, a line of the duty log, a parcel.
KINDS = (What.INQUIRY, What.LOG, What.PARCEL_IN)


def lines(now: datetime) -> list[PaperLine]:
    """What was written by hand in the last hour."""
    return [
        PaperLine(
            when=now - timedelta(minutes=LINES - at), what=KINDS[at % len(KINDS)], unit=UNIT, name="陈女士",
            ref=f"SF{at:010d}" if KINDS[at % len(KINDS)] is What.PARCEL_IN else "", text=f"第{at}行", by="李",
            reason="停电", client_id=f"line-{at}",
        )
        for at in range(LINES)
    ]  # fmt: skip


def main(place: str) -> None:
    now = datetime.now(UTC)
    desk = Desk(open_office(place), TestClock(now))
    for line in lines(now):
        print(desk.call("afterwards.enter", draft=line).ref.number, flush=True)
    print("done", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
