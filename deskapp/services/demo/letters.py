"""The share of letters and newspapers: the papers every morning, the post but on Sundays, fetched by the stewards."""

from __future__ import annotations

from datetime import datetime
from random import Random
from typing import Any, NamedTuple, cast

from deskapp.domain.letters import PREFIX, REGISTER, RULE, Condition, Means, Source, State
from deskapp.domain.people import Role
from deskapp.models.directory import Area, Building, Unit
from deskapp.models.letters import LetterBatch, LetterLineRow
from deskapp.models.staff import Staff
from deskapp.services.demo.clock import DAY, HOUR, iso
from deskapp.services.demo.ledger import Row
from deskapp.services.demo.world import World, span
from deskapp.services.letter_reads import NO_LETTERS
from deskapp.services.letters import LetterService


class Round(NamedTuple):
    """A round of the post: who comes, so many letters and newspapers for a hundred homes."""

    source: Source
    people: tuple[str, ...]
    letters: int
    newspapers: int


_PRESS = Round(Source.PRESS, ("报刊站陈师傅",), 1, 12)
_POST = Round(Source.POST, ("邮递员老杨", "邮递员小何"), 9, 2)
_DAMAGE = ("雨淋，外侧十余件受潮，已晾干", "一捆报纸外包装破损，内页完好", "两封信封口开裂，已当面请邮递员确认")
#: One delivery in so many came damaged; one share in so many was fetched by somebody else of the staff.
_DAMAGED, _OTHERS = 60, 25
#: Of a hundred deliveries, so many are only fetched to the last on the next morning.
_LATE = 4
#: A day's last delivery has not been fetched to the last if it came within this time before history ends.
_LATELY = 26 * HOUR


def words(row: Any) -> Any:
    """The words a delivery is found by, as its service has them."""
    return LetterService.searchable(cast(Any, None), row)


class LetterShareOfDemo:
    """The papers at eight every day, the post around eleven from Monday to Saturday."""

    order = 70

    def begin(self, world: World) -> None:
        """The buildings that people live in, by area, with their stewards."""
        self.rng = Random(f"{world.plan.seed} {REGISTER}")
        units = list(world.ledger.unwritten(Unit))
        lived_in = {row["building_id"]: 0 for row in units if row["use"] not in NO_LETTERS}
        for row in units:
            if row["building_id"] in lived_in:
                lived_in[row["building_id"]] += 1
        self.homes = lived_in
        self.buildings = [row for row in world.ledger.unwritten(Building) if row["id"] in lived_in]
        self.buildings.sort(key=lambda row: (len(row["code"]), row["code"]))
        self.areas = {row["id"]: row["name"] for row in world.ledger.unwritten(Area)}
        staff = [row for row in world.ledger.unwritten(Staff) if row["area_id"] and row["role"] == Role.STEWARD.value]
        self.stewards = {row["area_id"]: row for row in reversed(staff)}
        self.staff = {row["id"]: row["name"] for row in world.ledger.unwritten(Staff)}

    def day(self, world: World, day: int) -> None:
        """What came, from first to last."""
        weekday, midnight = world.clock.days[day].weekday(), world.clock.midnight(day)
        if not self.buildings or not self.stewards:
            return
        at = midnight + 8 * HOUR + self.rng.randrange(1_800)
        self._came(world, at, _PRESS, last=weekday == 6)
        if weekday < 6:
            self._came(world, midnight + 10 * HOUR + self.rng.randrange(5_400), _POST, last=True)

    def _came(self, world: World, at: int, what: Round, *, last: bool) -> None:
        """A delivery with its lines; ``last`` is the day's last one."""
        if at >= world.now:
            return
        rng, ledger, by = self.rng, world.ledger, world.on_duty(at)
        lines = [line for building in self.buildings if (line := self._line(building, what))]
        if not lines:
            return
        hurt = not rng.randrange(_DAMAGED)
        damage = rng.choice(_DAMAGE) if hurt else ""
        end = datetime.fromtimestamp(at).astimezone().replace(hour=23, minute=59, second=0, microsecond=0)
        row = ledger.new(
            LetterBatch, number=ledger.number(PREFIX, datetime.fromtimestamp(at).astimezone().strftime("%Y%m")),
            state=State.RECEIVED.value, at=iso(at), recorded_at=iso(at), recorder_id=by, source=what.source.value,
            deliverer=rng.choice(what.people), damage=damage,
            condition=(Condition.DAMAGED if hurt else Condition.INTACT).value,
            letters=sum(line["letters"] for line in lines), newspapers=sum(line["newspapers"] for line in lines),
            waiting_for=self._waits_for(lines), due_at=iso(int(end.timestamp())), due_start=iso(at),
            due_what="collect", due_rule=RULE, due_span=span(RULE),
        )  # fmt: skip
        ledger.findable(REGISTER, row, words)
        ledger.created(at, f"{REGISTER}.receive", by, REGISTER, row, row["number"])
        made = [ledger.new(LetterLineRow, batch_id=row["id"], **line) for line in lines]
        self._fetched(world, at, row, made, complete=not last or at < world.now - _LATELY)

    def _line(self, building: Row, what: Round) -> Row:
        usual = (self.homes[building["id"]] * share / 100 for share in (what.letters, what.newspapers))
        found = [max(0, round(self.rng.gauss(mean, mean**0.5))) for mean in usual]
        if not any(found):
            return {}
        values = {"building_id": building["id"], "area_id": building["area_id"]}
        return values | {"letters": found[0], "newspapers": found[1]}

    def _waits_for(self, lines: list[Row]) -> str:
        left = {line["area_id"] for line in lines if not line.get("signed_at")}
        return "、".join(name for id, name in self.areas.items() if id in left)

    def _fetched(self, world: World, at: int, row: Row, lines: list[Row], *, complete: bool) -> None:
        """Sorted within the hour, the stewards told; each signs during the day, the last one now and then not."""
        rng, ledger = self.rng, world.ledger
        at += rng.randrange(1_200, HOUR)
        if at >= world.now:
            return
        told: Row = {"state": State.NOTIFIED.value, "notified_at": iso(at), "means": rng.choice(list(Means)).value}
        by = world.on_duty(at)
        ledger.change(at, f"{REGISTER}.notify", by, REGISTER, row, told, {"areas": row["waiting_for"]})
        areas = list(dict.fromkeys(line["area_id"] for line in lines))
        rng.shuffle(areas)
        for left, area in reversed(list(enumerate(reversed(areas)))):
            at += rng.randrange(600, 2 * HOUR)
            if not left and rng.randrange(100) < _LATE:
                at = world.clock.working(rng, at + DAY - 6 * HOUR)  # the next morning
            if at >= world.now or not (left or complete):
                return  # somebody has not come yet
            self._signed(world, at, row, [line for line in lines if line["area_id"] == area], lines)

    def _signed(self, world: World, at: int, row: Row, share: list[Row], lines: list[Row]) -> None:
        by, area = world.on_duty(at), share[0]["area_id"]
        signer = self.stewards[area]["id"] if self.rng.randrange(_OTHERS) else by
        for line in share:
            line.update(signed_at=iso(at), signer_id=signer, signer=self.staff[signer], recorder_id=by)
        values: Row = {"state": State.PART.value, "waiting_for": self._waits_for(lines)}
        if not values["waiting_for"]:
            values |= {
                "state": State.SIGNED.value, "signed_at": iso(at), "missed": row["missed"] + (iso(at) > row["due_at"]),
                "due_at": None, "due_start": None, "due_what": "", "due_rule": "", "due_span": "",
            }  # fmt: skip
        said = {"area": self.areas[area], "signer": self.staff[signer]}
        world.ledger.change(at, f"{REGISTER}.sign", by, REGISTER, row, values, said)


SHARE = LetterShareOfDemo()
