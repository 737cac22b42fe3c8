"""Publishes one edition of a month after another and says each once it hangs; started as a process of its own.

Argument: the register. It goes on until it is killed; a draft that is there is published first.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime

from deskapp.domain.people import Role
from deskapp.domain.roster import BeginDraft, PublishDraft, Start, State
from deskapp.services.office import open_office
from tests.factories import Desk, TestClock
from tests.ways.roster import MONTH


def main(place: str) -> None:
    chief = Desk(open_office(place), TestClock(datetime.now(UTC)), Role.SUPERVISOR)
    while True:
        sheet = chief.call("roster.month", month=MONTH)
        if sheet is None or sheet.state is not State.DRAFT:
            start = Start.EMPTY if sheet is None else Start.PUBLISHED
            id = chief.call("roster.begin", draft=BeginDraft(month=MONTH, start=start)).ref.id
            sheet = chief.call("roster.sheet", id=id)
        chief.call("roster.publish", id=sheet.id, version=sheet.version, draft=PublishDraft(note="试行"))
        print(sheet.edition, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
