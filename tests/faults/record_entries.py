"""Records entries one after another and says each number once it is acknowledged; started as a process of its own.

Arguments: the register, how many (0: until it is killed), and ``drafts`` to keep a form draft before each entry.
"""

from __future__ import annotations

import itertools
import sys

from deskapp.domain.reception import EntryDraft, Kind
from deskapp.services.office import open_office
from tests.register_files import RECEPTIONIST, UNIT, sign_in


def main(place: str, count: int, drafts: bool) -> None:
    office = open_office(place)
    actor = sign_in(office, RECEPTIONIST)
    print("ready", flush=True)
    for index in range(count) if count else itertools.count():
        if drafts:
            client_id = f"typing-{actor.staff_id}-{index}"
            office.call(
                actor, "drafts.keep", client_id=client_id, place="reception.record", body={"content": str(index)}
            )
            print(f"draft {client_id}", flush=True)
        draft = EntryDraft(unit=UNIT, caller="陈女士", kind=Kind.PRAISE, content=f"谢谢 {index}")
        print("entry", office.call(actor, "reception.record", draft=draft).number, flush=True)
    office.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), "drafts" in sys.argv[3:])
