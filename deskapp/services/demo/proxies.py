"""The share of the proxies besides those who came already: some wait for approval, some hold still (``MAIL-5``)."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any, cast

from deskapp.domain.directory import IdType
from deskapp.domain.proxies import PREFIX, REGISTER, Relation, State
from deskapp.models.pickups import Proxy
from deskapp.models.staff import Staff
from deskapp.services.demo import names
from deskapp.services.demo.clock import DAY, HOUR, iso
from deskapp.services.demo.ledger import Row
from deskapp.services.demo.world import Person, World
from deskapp.services.proxies import ProxyService

#: Of the last days so many of a hundred bring an authorisation that is not used at once.
_LATELY, _OF_HUNDRED = 20, 35
_REFUSED = ("电话联系业主未获同意", "证件与本人不符", "业主称不认识此人")
_ENDED = ("业主来电取消", "已搬离小区")


def words(row: Any) -> Any:
    """The words an authorisation is found by, as its service has them."""
    return ProxyService.searchable(cast(Any, None), row)


class ProxyShare:
    """A few of late: asked for, approved until a day, refused, ended."""

    order = 56

    def begin(self, world: World) -> None:
        """Who approves what."""
        self.rng = Random(f"{world.plan.seed} {REGISTER}")
        people = [row for row in world.ledger.unwritten(Staff) if row["role"] == "steward"]
        self._stewards = {row["area_id"]: row["id"] for row in people}

    def day(self, world: World, day: int) -> None:
        """Now and then one on the last days; the newest wait for approval when history ends."""
        last = (world.now - 1 - world.clock.midnight(0)) // DAY
        if not world.people or day < last - _LATELY:
            return
        begin = world.clock.midnight(day)
        if day >= last:
            end = min(begin + 19 * HOUR, world.now)
            for number in range(2 if day == last else 0):
                at = max(end - (number + 1) * HOUR // 2, begin)
                self._asked(world, at, self.rng.choice(world.people))
            return
        at = begin + 9 * HOUR + self.rng.randrange(9 * HOUR)
        if self.rng.randrange(100) < _OF_HUNDRED:
            self._settled(world, at, self.rng.choice(world.people))

    def _asked(self, world: World, at: int, person: Person, days: int = 0) -> Row:
        rng, ledger = self.rng, world.ledger
        woman, by = rng.random() < 0.5, world.on_duty(at)
        until = (datetime.fromtimestamp(at).astimezone() + timedelta(days=days or rng.randrange(10, 90))).date()
        month = datetime.fromtimestamp(at).astimezone().strftime("%Y%m")
        row = ledger.new(
            Proxy, number=ledger.number(PREFIX, month), state=State.ASKED.value, unit_id=person.unit_id,
            unit_code=person.unit, resident=person.name, resident_id=person.resident_id,
            name=names.person(rng, woman=woman), relation=rng.choice(list(Relation)).value, phone=names.mobile(rng),
            id_type=IdType.ID_CARD.value, id_number=names.id_number(rng, woman=woman), asked_at=iso(at),
            recorder_id=by, until=until.isoformat(),
        )  # fmt: skip
        ledger.findable(REGISTER, row, words)
        ledger.created(at, f"{REGISTER}.ask", by, REGISTER, row, row["number"])
        return row

    def _settled(self, world: World, at: int, person: Person) -> None:
        """Approved by the steward until a day; now and then refused, or ended again the same day."""
        rng, ledger = self.rng, world.ledger
        row = self._asked(world, at, person, rng.randrange(30, 90))
        by = self._stewards.get(person.area) or world.staff["supervisor"][0]
        if rng.random() < 0.15:
            refused: Row = {"state": State.REFUSED.value, "refused_reason": rng.choice(_REFUSED)}
            ledger.change(at + 900, f"{REGISTER}.refuse", by, REGISTER, row, refused)
            return
        approved: Row = {
            "state": State.APPROVED.value, "approved_by_id": by, "approved_at": iso(at + 900), "asked_resident": True,
        }  # fmt: skip
        ledger.change(at + 900, f"{REGISTER}.approve", by, REGISTER, row, approved)
        if rng.random() < 0.15:
            later = at + rng.randrange(2 * HOUR, 5 * HOUR)
            ended: Row = {"state": State.ENDED.value, "ended_at": iso(later), "ended_reason": rng.choice(_ENDED)}
            ledger.change(later, f"{REGISTER}.end", by, REGISTER, row, ended)


SHARE = ProxyShare()
