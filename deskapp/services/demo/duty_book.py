"""The duty log of a demo: what the other shares put into it, bound entry by entry in order of time (``DUTY-3``)."""

from __future__ import annotations

import hashlib
import heapq
import json
from datetime import date
from itertools import count
from random import Random
from typing import Any

from deskapp.domain.duty_log import REGISTER
from deskapp.models.duty_log import DutyLogBody, DutyLogRow, DutySign
from deskapp.services.demo.clock import HOUR, iso
from deskapp.services.demo.world import Logged, World
from deskapp.services.duty_log import SIGNATURE
from deskapp.services.duty_log_reads import searchable
from deskapp.services.journal import ZERO, commit_to

#: Before this many days ago everything is signed; since then the supervisor has left some out.
_LATELY = 12
_SATURDAY = 5
_REMARKS = ("", "", "", "", "已阅", "已阅，三号梯异响请工程部跟进", "已阅，补记请注明原因")


def words(row: Any) -> Any:
    """The words an entry is found by."""
    return searchable(row.id, row.body)


class DutyBookShare:
    """Goes last of all: a day's entries are known then. Others add theirs to ``world.duty``.

    Each working day the supervisor signs what was written before it (``DUTY-5``).
    """

    order = 1_000

    def begin(self, world: World) -> None:
        """An empty book."""
        self.rng = Random(f"{world.plan.seed} {REGISTER}")
        self.seq, self.hash = 0, ZERO
        self.unsigned: list[tuple[int, date]] = []

    def day(self, world: World, day: int) -> None:
        """The day's entries in order of time, and among them the signatures for the days before."""
        turn = count()
        entries = [(entry.at, next(turn), entry) for entry in world.duty]
        heapq.heapify(entries)
        world.duty.clear()
        reads = world.clock.midnight(day) + 8 * HOUR + self.rng.randrange(90 * 60)
        while entries:
            at, _, entry = heapq.heappop(entries)
            if reads < at:
                self._sign(world, day, reads)
                reads = world.now
            self._write(world, entry)
            if entry.then is not None:
                entry.then(self.seq, self.hash)
            for more in world.duty:  # what follows from it: a correction
                heapq.heappush(entries, (more.at, next(turn), more))
            world.duty.clear()
        self._sign(world, day, reads)
        self.unsigned.append((day, world.clock.days[day]))

    def _sign(self, world: World, day: int, at: int) -> None:
        """The days before, all but some of the last ones."""
        if at >= world.now or world.clock.days[day].weekday() >= _SATURDAY:
            return
        lately = len(world.clock.days) - day <= _LATELY
        left = []
        for n, which in self.unsigned:
            if lately and self.rng.randrange(4) == 0:
                left.append((n, which))
                continue
            row = world.ledger.new(
                DutySign, day=which.isoformat(), at=iso(at), by_id=world.staff["supervisor"][0], seq=self.seq,
                hash=self.hash.hex(), remark=self.rng.choice(_REMARKS),
            )  # fmt: skip
            world.ledger.created(at, f"{REGISTER}.sign", row["by_id"], SIGNATURE, row, row["day"])
            at += 20 + self.rng.randrange(60)
        self.unsigned = left

    def _write(self, world: World, entry: Logged) -> None:
        self.seq += 1
        at, recorded, salt = iso(entry.happened or entry.at), iso(entry.at), self.rng.randbytes(16)
        body = json.dumps({name: value for name, value in entry.said.items() if value}, ensure_ascii=False)
        commitment = commit_to(salt, body)
        bound = [
            self.seq, at, recorded, entry.kind, entry.staff_id, entry.corrects, entry.register, entry.entry_id,
        ]  # fmt: skip
        text = json.dumps(bound, ensure_ascii=False, separators=(",", ":"))
        self.hash = hashlib.sha256(self.hash + text.encode() + commitment).digest()
        world.ledger.new(
            DutyLogRow, seq=self.seq, at=at, recorded_at=recorded, kind=entry.kind, staff_id=entry.staff_id,
            corrects=entry.corrects, register=entry.register, entry_id=entry.entry_id, commitment=commitment,
            hash=self.hash,
        )  # fmt: skip
        world.ledger.new(DutyLogBody, seq=self.seq, salt=salt, body=body)
        world.ledger.findable(REGISTER, {"id": self.seq, "body": body}, words)


SHARE = DutyBookShare()
