"""The mail's share: what comes each day, whom it is told, who signs for it, what goes back."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, cast

from deskapp.domain.handovers import Count
from deskapp.domain.mail import HERE, PREFIX, REGISTER, Channel, Condition, Kind, Outcome, Reason, State
from deskapp.models.mail import MailContact, MailItem, MailPlace, MailShelf
from deskapp.services.demo import mail_data, names
from deskapp.services.demo.clock import DAY, HOUR, iso
from deskapp.services.demo.ledger import Row
from deskapp.services.demo.mail_hands import Hands
from deskapp.services.demo.world import Person, World, hours, span
from deskapp.services.mail import MailService
from deskapp.services.mail_clocks import (
    HELD,
    OVERDUE,
    OVERDUE_AFTER,
    RETURN,
    RETURN_AFTER,
    SEND_OFF,
    UNKNOWN,
    UNKNOWN_WITHIN,
)
from deskapp.services.mail_places import label

#: So many items come for a contact of the log (``goals.md``: 300,000 for a million).
_PER_ENTRY = 0.3
#: What becomes of a thousand items.
_PATHS = (
    ("_quick", 560), ("_slow", 205), ("_steward", 115), ("_late", 45), ("_unknown", 30), ("_held", 20), ("_refused", 8),
    ("_back", 9), ("_missing", 4), ("_mistake", 4),
)  # fmt: skip
#: How a thousand items arrive: good, damaged, wet, opened; the ones that lie longer are larger.
_SMOOTH, _ROUGH = (975, 14, 8, 3), (830, 100, 50, 20)
#: Of those who get something so many have something here already, or had lately.
_AGAIN = 0.15
#: With so many contacts an office's last days are lively: what comes then for certain, by days before the last one.
_LIVELY, _LIVELY_DAYS = 300, 5
_LAST = {
    16: ("_back", "_back"), 4: ("_late", "_late", "_held"), 3: ("_late", "_late", "_held", "_refused"),
    2: ("_late", "_held", "_missing", "_slow"),
    1: ("_unknown", "_unknown", "_missing", "_slow", "_steward", "_refused"), 0: ("_unknown", "_slow", "_steward"),
}  # fmt: skip
#: The stewards come at five [001·1·4.2.4.2], the carriers fetch what goes back at half past three.
_STEWARDS, _CARRIERS = 17 * HOUR + 300, 15 * HOUR + 1_800


@dataclass
class Item:
    """One item on its way, for whom, and what will become of it."""

    row: Row
    person: Person | None
    path: str


def words(row: Any) -> Any:
    """The words an item is found by, as its service has them."""
    return MailService.searchable(cast(Any, None), row)


def clock(what: str, rule: str, begun: int) -> Row:
    """A clock by the rulebook, as an item's columns keep it."""
    due = begun + int(hours(rule) * HOUR)
    return {"due_what": what, "due_rule": rule, "due_span": span(rule), "due_start": iso(begun), "due_at": iso(due)}


class MailShare:
    """Every day's mail in order of time; pickups, proxies and lists are written by its ``Hands``."""

    order = 55

    def begin(self, world: World) -> None:
        """Three shelves; nothing lies on them yet."""
        self.rng = Random(f"{world.plan.seed} {REGISTER}")
        self._coming: list[tuple[int, int, str, Item]] = []
        self._step_number = self._serial = 0
        self._owed = 0.0
        #: The last day of which any hour is told: history may end at its midnight.
        self._last = (world.now - 1 - world.clock.midnight(0)) // DAY
        self._loads: dict[int, int] = {}
        self._lately: list[Person] = []
        self._labels: dict[int, str] = {}
        self.units: defaultdict[int, list[Item]] = defaultdict(list)
        self.to_go: defaultdict[str, list[Item]] = defaultdict(list)
        self._hands = Hands(self, world)
        self._shelves(world)

    def _shelves(self, world: World) -> None:
        at, by = world.clock.midnight(0) + 8 * HOUR, world.staff["supervisor"][0]
        for code, name, rows, columns in mail_data.SHELVES:
            shelf = world.ledger.new(MailShelf, code=code, name=name, rows=rows, columns=columns, active=True)
            world.ledger.created(at, "shelves.make", by, "shelves", shelf, code)
            for row in range(1, rows + 1):
                for column in range(1, columns + 1):
                    text = label(code, row, column)
                    place = world.ledger.new(MailPlace, shelf_id=shelf["id"], row=row, column=column, label=text)
                    self._loads[place["id"]], self._labels[place["id"]] = 0, text

    def day(self, world: World, day: int) -> None:
        """What comes today, and everything that happens to what is here."""
        if not world.people:
            return
        for at, path in self._plan(world, day):
            person = self.rng.choice(self._lately if self._lately and self.rng.random() < _AGAIN else world.people)
            self._lately = [*self._lately[-30:], person]
            self.soon(at, "_receive", Item({}, person, path))
        begin, until = world.clock.midnight(day), min(world.clock.midnight(day + 1), world.now)
        nobody = Item({}, None, "")
        self.soon(begin + _CARRIERS, "_carriers", nobody)
        self.soon(begin + _STEWARDS, "_stewards", nobody)
        while self._coming and self._coming[0][0] < until:
            at, _, step, item = heapq.heappop(self._coming)
            getattr(self, step)(world, at, item)

    def _plan(self, world: World, day: int) -> Iterator[tuple[int, str]]:
        """When what comes today; a quiet office's last days are livelier, and have something of everything."""
        self._owed += world.counts[day] * _PER_ENTRY
        count, self._owed = int(self._owed), self._owed % 1
        before_last = self._last - day
        some = _LAST.get(before_last, ()) if world.plan.entries >= _LIVELY else ()
        if some and before_last < _LIVELY_DAYS:
            count = max(count, 16)
        paths = self.rng.choices([name for name, _ in _PATHS], [share for _, share in _PATHS], k=count)
        moments = world.clock.moments(self.rng, day, count + len(some))
        yield from zip((world.clock.working(self.rng, at) for at in moments), (*some, *paths), strict=True)

    def soon(self, at: int, step: str, item: Item) -> None:
        """Something happens at a later moment."""
        self._step_number += 1
        heapq.heappush(self._coming, (at, self._step_number, step, item))

    # Coming in

    def _receive(self, world: World, at: int, item: Item) -> None:
        """Scanned, addressed, on its shelf (``MAIL-2``); for nobody known it is flagged (``MAIL-3``)."""
        rng, person = self.rng, item.person
        assert person is not None
        self._serial += 1
        bill = mail_data.waybill(rng, self._serial)
        unknown = item.path == "_unknown"
        if bill.kind in (Kind.REGISTERED, Kind.EXPRESS) and item.path == "_quick" and rng.random() < 0.5:
            item.path = "_steward"
        condition = rng.choices(list(Condition), _ROUGH if item.path in ("_slow", "_late") else _SMOOTH)[0]
        by = world.on_duty(at)
        month = datetime.fromtimestamp(at).astimezone().strftime("%Y%m")
        values: Row = {
            "state": (State.UNKNOWN if unknown else State.WAITING).value, "kind": bill.kind.value,
            "carrier": bill.carrier, "tracking": bill.tracking, "sender": rng.choice(mail_data.SENDERS),
            "origin": rng.choice(mail_data.ORIGINS), "condition": condition.value, "received_at": iso(at),
            "recorded_at": iso(at), "recorder_id": by,
            "damage": rng.choice(mail_data.DAMAGE.get(condition.value, ("",))),
            "number": world.ledger.number(PREFIX, month), **self._whose(person, unknown, at),
            **clock(UNKNOWN if unknown else OVERDUE, UNKNOWN_WITHIN if unknown else OVERDUE_AFTER, at),
            **self.laid(person if not unknown else None),
        }  # fmt: skip
        item.row = row = world.ledger.new(MailItem, **values)
        world.ledger.findable(REGISTER, row, words)
        world.ledger.created(at, f"{REGISTER}.receive", by, REGISTER, row, row["number"])
        world.ledger.hold(row)
        world.tally(at, Count.PARCELS, 1)
        if not unknown:
            self.units[person.unit_id].append(item)
        getattr(self, item.path)(world, at, item)

    def _whose(self, person: Person, unknown: bool, at: int) -> Row:
        if unknown:
            name = names.person(self.rng, woman=self.rng.random() < 0.5)
            return {"recipient": name, "unknown_at": iso(at), "return_reason": Reason.UNKNOWN.value}
        return {
            "recipient": person.name, "phone": person.phone, "resident_id": person.resident_id,
            "unit_id": person.unit_id, "unit_code": person.unit,
        }  # fmt: skip

    def laid(self, person: Person | None) -> Row:
        """Where the unit's mail lies already, else the emptiest of some places."""
        here = self.units.get(person.unit_id, []) if person else []
        places = [item.row["place_id"] for item in here if item.row["place_id"]]
        some = places[-1:] or self.rng.sample(list(self._loads), 12)
        place = min(some, key=self._loads.__getitem__)
        self._loads[place] += 1
        return {"place_id": place, "place": self._labels[place]}

    def gone(self, item: Item) -> None:
        """It lies on its shelf no more."""
        if item.row["place_id"]:
            self._loads[item.row["place_id"]] -= 1
        if item.person is not None and item in self.units.get(item.person.unit_id, ()):
            self.units[item.person.unit_id].remove(item)
            if not self.units[item.person.unit_id]:
                del self.units[item.person.unit_id]

    # What becomes of it

    def _quick(self, world: World, at: int, item: Item) -> None:
        self.soon(at + self.rng.randrange(60, HOUR), "_tell", item)
        self._collected_after(world, item, at + int(self.rng.gammavariate(2.0, 5 * HOUR)) + HOUR)

    def _slow(self, world: World, at: int, item: Item) -> None:
        self.soon(at + self.rng.randrange(600, 3 * HOUR), "_try", item)
        self.soon(world.clock.working(self.rng, at + DAY), "_tell", item)
        self._collected_after(world, item, at + DAY + self.rng.randrange(2 * HOUR, 46 * HOUR))

    def _steward(self, world: World, at: int, item: Item) -> None:
        self.soon(at + self.rng.randrange(60, HOUR), "_try", item)

    def _late(self, world: World, at: int, item: Item) -> None:
        self._tried_on_and_on(world, at, item, 4)
        self._collected_after(world, item, at + self.rng.randrange(4 * DAY, 12 * DAY))

    def _back(self, world: World, at: int, item: Item) -> None:
        self._tried_on_and_on(world, at, item, 5)
        self.soon(world.clock.working(self.rng, at + 15 * DAY + 2 * HOUR), "_send_back", item)

    def _tried_on_and_on(self, world: World, at: int, item: Item, times: int) -> None:
        for number in range(times):
            later = at + number * DAY + self.rng.randrange(HOUR, 5 * HOUR)
            self.soon(world.clock.working(self.rng, later), "_try", item)

    def _unknown(self, world: World, at: int, item: Item) -> None:
        if self.rng.random() < 0.7 and at < world.clock.midnight(self._last):
            self.soon(at + self.rng.randrange(HOUR, 4 * HOUR), "_send_back", item)
        else:
            self.to_go[item.row["carrier"]].append(item)

    def _held(self, world: World, at: int, item: Item) -> None:
        self.soon(at + self.rng.randrange(600, 3 * HOUR), "_hold", item)
        self._collected_after(world, item, at + self.rng.randrange(3 * DAY, 16 * DAY))

    def _refused(self, world: World, at: int, item: Item) -> None:
        self.soon(at + self.rng.randrange(600, 3 * HOUR), "_tell", item)
        self.soon(at + self.rng.randrange(4 * HOUR, 8 * HOUR), "_send_back", item)

    def _missing(self, world: World, at: int, item: Item) -> None:
        self.soon(world.clock.working(self.rng, at + DAY), "_miss", item)

    def _mistake(self, world: World, at: int, item: Item) -> None:
        self.soon(at + self.rng.randrange(120, HOUR), "_void", item)

    def _collected_after(self, world: World, item: Item, at: int) -> None:
        self.soon(world.clock.working(self.rng, at), "collect", item)

    # Steps

    def step(
        self, world: World, at: int, verb: str, item: Item, values: Row, more: Row | None = None, by: int = 0
    ) -> None:
        """A step of an item, journalled; its clock is counted where it had run out and is stopped or set anew."""
        row = item.row
        if "due_at" in values and row["due_at"] and row["due_at"] < iso(at) and values["due_at"] != row["due_at"]:
            values["missed"] = row["missed"] + 1
        if came := (values.get("state", row["state"]) in HERE) - (row["state"] in HERE):
            world.tally(at, Count.PARCELS, came)
        world.ledger.change(at, f"{REGISTER}.{verb}", by or world.on_duty(at), REGISTER, row, values, more)

    def _try(self, world: World, at: int, item: Item) -> None:
        """A call nobody answers, a message, a slip: something is left, the next try is tomorrow (``MAIL-4``)."""
        channel = list(Channel)[item.row["attempts"] % len(Channel)]
        outcome = Outcome.NO_ANSWER if channel in (Channel.PHONE, Channel.DOOR) else Outcome.LEFT
        self._contact(world, at, item, channel, outcome)

    def _tell(self, world: World, at: int, item: Item) -> None:
        """The resident knows."""
        channel = Channel.PHONE if self.rng.random() < 0.6 else Channel.MESSAGE
        self._contact(world, at, item, channel, Outcome.REACHED)

    def _contact(self, world: World, at: int, item: Item, channel: Channel, outcome: Outcome) -> None:
        row = item.row
        if row["state"] not in {State.WAITING.value, State.HELD.value}:
            return
        note = self.rng.choice(mail_data.LEFT) if outcome is Outcome.LEFT else ""
        by = world.on_duty(at)
        world.ledger.new(
            MailContact, item_id=row["id"], at=iso(at), channel=channel.value, outcome=outcome.value, note=note,
            by_id=by,
        )  # fmt: skip
        following = list(Channel)[(list(Channel).index(channel) + 1) % len(Channel)]
        reached = outcome is Outcome.REACHED
        values: Row = {
            "attempts": row["attempts"] + 1, "next_channel": None if reached else following.value,
            "next_at": None if reached else iso(at + DAY),
        }  # fmt: skip
        if row["due_what"] == OVERDUE and row["due_at"] <= iso(at):
            begun = int(datetime.fromisoformat(row["due_start"]).timestamp())
            values |= clock(RETURN, RETURN_AFTER, begun)
        said = {"channel": channel.value, "outcome": outcome.value, "note": note}
        self.step(world, at, "notify", item, values, said)

    def _hold(self, world: World, at: int, item: Item) -> None:
        """The resident is away and still lives here: it is kept (``MAIL-7``)."""
        if item.row["state"] != State.WAITING.value:
            return
        self._tell(world, at - 60, item)
        until = datetime.fromtimestamp(at).astimezone().date() + timedelta(days=self.rng.randrange(4, 15))
        values: Row = {
            "state": State.HELD.value, "held_until": until.isoformat(), "hold_reason": self.rng.choice(mail_data.HELD),
            "due_what": HELD, "due_rule": "", "due_span": "", "due_start": iso(at), "due_at": iso(_end_of(until)),
        }  # fmt: skip
        self.step(world, at, "hold", item, values)

    def _send_back(self, world: World, at: int, item: Item) -> None:
        """It is to go back: nobody knows its addressee, it was refused, or nobody came (``MAIL-3``, ``MAIL-7``)."""
        row, unknown = item.row, item.path == "_unknown"
        if row["state"] not in {State.WAITING.value, State.UNKNOWN.value}:
            return
        reason = {"_unknown": Reason.UNKNOWN, "_refused": Reason.REFUSED}.get(item.path, Reason.OVERDUE)
        if unknown and self.rng.random() < 0.3:
            reason = Reason.MOVED
        note = self.rng.choice(mail_data.REFUSED) if reason is Reason.REFUSED else ""
        values: Row = {"state": State.RETURN.value, "return_reason": reason.value, "return_note": note}
        if not unknown:
            values |= {"next_channel": None, "next_at": None, **clock(SEND_OFF, UNKNOWN_WITHIN, at)}
        self.step(world, at, "send_back", item, values)
        self.to_go[row["carrier"]].append(item)

    def _miss(self, world: World, at: int, item: Item) -> None:
        if item.row["state"] != State.WAITING.value:
            return
        place, reason = item.row["place_id"], self.rng.choice(mail_data.MISSED)
        values: Row = {"state": State.MISSING.value, "missing_at": iso(at), "missing_reason": reason, "place_id": None}
        self.step(world, at, "miss", item, values | self.stopped())
        self._loads[place] -= 1
        self.soon(world.clock.working(self.rng, at + self.rng.randrange(HOUR, 2 * DAY)), "_find", item)

    def _find(self, world: World, at: int, item: Item) -> None:
        values: Row = {"state": State.WAITING.value, "missing_at": None, "missing_reason": ""}
        values |= self.laid(item.person) | clock(OVERDUE, OVERDUE_AFTER, at)
        self.step(world, at, "find", item, values, {"reason": self.rng.choice(mail_data.FOUND)})
        self._quick(world, at, item)

    def _void(self, world: World, at: int, item: Item) -> None:
        if item.row["state"] != State.WAITING.value:
            return
        self.gone(item)
        values: Row = {"state": State.VOIDED.value, "void_reason": "重复登记", "place_id": None} | self.stopped()
        self.step(world, at, "void", item, values)
        world.ledger.let_go(item.row)

    @staticmethod
    def stopped() -> Row:
        """The columns of an item whose clock stands."""
        clock: Row = {"due_at": None, "due_start": None, "due_what": "", "due_rule": "", "due_span": ""}
        return clock | {"next_channel": None, "next_at": None}

    # Others' hands

    def collect(self, world: World, at: int, item: Item) -> None:
        """The resident, or a proxy, comes for it and for whatever else waits for the unit (``MAIL-5``)."""
        self._hands.collect(world, at, item)

    def _stewards(self, world: World, at: int, item: Item) -> None:
        self._hands.stewards(world, at)

    def _bring_back(self, world: World, at: int, item: Item) -> None:
        """The steward found nobody at home."""
        if item.row["state"] != State.STEWARD.value:
            return
        values: Row = {"state": State.WAITING.value, "steward_id": None, "pickup_id": None, **self.laid(item.person)}
        self.step(world, at, "bring_back", item, values, {"note": "家中无人"})
        if item.person is not None:
            self.units[item.person.unit_id].append(item)
        self._collected_after(world, item, at + self.rng.randrange(HOUR, DAY))

    def at_the_door(self, world: World, at: int, item: Item) -> None:
        """The steward has it signed for at the door."""
        self._hands.at_the_door(world, at, item)

    def _carriers(self, world: World, at: int, item: Item) -> None:
        self._hands.make_lists(world, at, all_signed=at < world.clock.midnight(self._last))

    def _sign(self, world: World, at: int, item: Item) -> None:
        self._hands.sign(world, at, item)


def _end_of(day: date) -> int:
    return int(datetime.combine(day, time(23, 59)).astimezone().timestamp())


SHARE = MailShare()
