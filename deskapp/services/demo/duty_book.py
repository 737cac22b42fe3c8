"""The duty log of a demo: what the other shares put into it, bound entry by entry in order of time (``DUTY-3``)."""

from __future__ import annotations

import hashlib
import json
from random import Random

from deskapp.models.duty_log import DutyLogBody, DutyLogRow
from deskapp.services.demo.clock import iso
from deskapp.services.demo.world import Logged, World
from deskapp.services.journal import ZERO, commit_to


class DutyBookShare:
    """Goes last of all: a day's entries are known then. Others add theirs to ``world.duty``."""

    order = 1_000

    def begin(self, world: World) -> None:
        """An empty book."""
        self.rng = Random(f"{world.plan.seed} duty_log")
        self.seq, self.hash = 0, ZERO

    def day(self, world: World, day: int) -> None:
        """The day's entries in order of time."""
        for entry in sorted(world.duty, key=lambda each: each.at):
            self._write(world, entry)
            if entry.then is not None:
                entry.then(self.seq, self.hash)
        world.duty.clear()

    def _write(self, world: World, entry: Logged) -> None:
        self.seq += 1
        at, salt = iso(entry.at), self.rng.randbytes(16)
        body = json.dumps({name: value for name, value in entry.said.items() if value}, ensure_ascii=False)
        commitment = commit_to(salt, body)
        bound = [self.seq, at, at, entry.kind, entry.staff_id, None, entry.register, entry.entry_id]
        text = json.dumps(bound, ensure_ascii=False, separators=(",", ":"))
        self.hash = hashlib.sha256(self.hash + text.encode() + commitment).digest()
        world.ledger.new(
            DutyLogRow, seq=self.seq, at=at, recorded_at=at, kind=entry.kind, staff_id=entry.staff_id,
            register=entry.register, entry_id=entry.entry_id, commitment=commitment, hash=self.hash,
        )  # fmt: skip
        world.ledger.new(DutyLogBody, seq=self.seq, salt=salt, body=body)


SHARE = DutyBookShare()
