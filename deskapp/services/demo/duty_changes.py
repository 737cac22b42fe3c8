"""The share of leaves and swaps: some stand, some wait, some were refused; one swap made an edition (``DUTY-2``)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple, cast

from deskapp.domain import leaves, roster, swaps
from deskapp.domain.people import Role
from deskapp.models.roster import RosterCell, RosterSheet
from deskapp.models.staff import Staff
from deskapp.models.swaps import Leave, Swap
from deskapp.services.demo.clock import DAY, HOUR, iso
from deskapp.services.demo.ledger import Row
from deskapp.services.demo.world import World
from deskapp.services.leaves import LeaveService
from deskapp.services.swaps import SwapService

_MINUTES = 60


class _Leave(NamedTuple):
    """A leave: asked so many days ago, who of the counter, from when until when in days from today, what became."""

    ago: int
    who: int
    kind: leaves.Kind
    since: int
    until: int
    reason: str
    became: leaves.State
    said: str = ""


_LEAVES = (
    _Leave(20, 0, leaves.Kind.ANNUAL, -12, -11, "陪父母体检", leaves.State.APPROVED),
    _Leave(11, 1, leaves.Kind.PERSONAL, -4, -4, "办理房产手续", leaves.State.WITHDRAWN, "对方改期"),
    _Leave(8, 2, leaves.Kind.ANNUAL, 1, 8, "回老家", leaves.State.REFUSED, "当周人手不足，请改下月"),
    _Leave(5, 3, leaves.Kind.TRAINING, 4, 6, "消防控制室值班培训", leaves.State.APPROVED),
    _Leave(4, 0, leaves.Kind.WISH, 8, 8, "孩子学校家长会", leaves.State.APPROVED),
    _Leave(1, 1, leaves.Kind.ANNUAL, 14, 16, "探亲", leaves.State.ASKED),
    _Leave(0, 2, leaves.Kind.PERSONAL, 10, 10, "搬家", leaves.State.ASKED),
)


class _Swap(NamedTuple):
    """A swap: asked so many days ago, what for, what became of it."""

    ago: int
    kind: swaps.Kind
    reason: str
    became: swaps.State
    said: str = ""


_SWAPS = (
    _Swap(6, swaps.Kind.SWAP, "参加同学婚礼", swaps.State.REFUSED, "连续上班天数过多"),
    _Swap(3, swaps.Kind.SWAP, "孩子打疫苗", swaps.State.APPROVED, "两人已商定，当班有熟手"),
    _Swap(2, swaps.Kind.COVER, "牙科复诊", swaps.State.WITHDRAWN, "已改约其他时间"),
    _Swap(1, swaps.Kind.SWAP, "家人来访", swaps.State.AGREED),
    _Swap(0, swaps.Kind.COVER, "房屋验收", swaps.State.ASKED),
)


class _Shift(NamedTuple):
    """A cell with a shift."""

    who: int
    day: date
    shift: int


def leave_words(row: Any) -> Any:
    """The words a leave is found by, as its service has them."""
    return LeaveService.searchable(cast(Any, None), row)


def swap_words(row: Any) -> Any:
    """The words a swap is found by, as its service has them."""
    return SwapService.searchable(cast(Any, None), row)


class DutyChangesShare:
    """Everything is there on the first day, as the roster is; nothing lies outside of history."""

    order = 4

    def begin(self, world: World) -> None:
        """Leaves first, then what was swapped of the month that is published."""
        self._world = world
        self._today = len(world.clock.days) - 1
        self._chief = world.staff[Role.SUPERVISOR.value][0]
        self._counter = world.staff[Role.RECEPTIONIST.value][:4]
        self._names = {row["id"]: row["name"] for row in world.ledger.unwritten(Staff)}
        for leave in _LEAVES:
            at = self._moment(leave.ago)
            if at is not None and leave.who < len(self._counter):
                self._leave(leave, at)
        self._swaps()

    def day(self, world: World, day: int) -> None:
        """Nothing more."""

    def _moment(self, ago: int) -> int | None:
        """Some days ago in the morning; for none, a little before history ends. None before history begins."""
        clock = self._world.clock
        if ago:
            at = clock.midnight(self._today - ago) + 9 * HOUR
        else:
            at = clock.now - 40 * _MINUTES
            opens = clock.midnight(self._today) + 8 * HOUR
            at = at if at >= opens else opens - 13 * HOUR  # the evening before
        return at if at >= clock.midnight(0) else None

    def _day(self, ahead: int) -> date:
        return self._world.clock.days[-1] + timedelta(days=ahead)

    def _month(self, at: int) -> str:
        day = (at - self._world.clock.midnight(0)) // DAY
        return f"{self._world.clock.days[day]:%Y%m}"

    def _change(self, at: int, verb: str, by: int, row: Row, values: Row) -> None:
        self._world.ledger.change(at, verb, by, verb.partition(".")[0], row, values)

    # Leaves

    def _leave(self, leave: _Leave, at: int) -> None:
        ledger, who = self._world.ledger, self._counter[leave.who]
        row = ledger.new(
            Leave, number=ledger.number(leaves.PREFIX, self._month(at)), state=leaves.State.ASKED.value, staff_id=who,
            person=self._names[who], kind=leave.kind.value, since=self._day(leave.since).isoformat(),
            until=self._day(leave.until).isoformat(), reason=leave.reason, asked_at=iso(at), recorder_id=who,
        )  # fmt: skip
        ledger.findable(leaves.REGISTER, row, leave_words)
        ledger.created(at, "leaves.ask", who, leaves.REGISTER, row, row["number"])
        later = at + 5 * HOUR
        decided: Row = {"state": leave.became.value, "decided_by_id": self._chief, "decided_at": iso(later)}
        if leave.became is leaves.State.APPROVED:
            self._change(later, "leaves.approve", self._chief, row, decided)
        elif leave.became is leaves.State.REFUSED:
            self._change(later, "leaves.refuse", self._chief, row, decided | {"decided_reason": leave.said})
        elif leave.became is leaves.State.WITHDRAWN:
            self._change(
                later, "leaves.withdraw", who, row, {"state": leave.became.value, "withdrawn_reason": leave.said}
            )

    # Swaps

    def _swaps(self) -> None:
        """Of the days still to come of the month that runs; where none is published or left, there are none."""
        month = f"{self._day(0):%Y-%m}"
        sheets = self._world.ledger.unwritten(RosterSheet)
        published = roster.State.PUBLISHED.value
        sheet = next((row for row in sheets if row["month"] == month and row["state"] == published), None)
        if sheet is None:
            return
        self._cells = [row for row in self._world.ledger.unwritten(RosterCell) if row["sheet_id"] == sheet["id"]]
        offered = self._offers()
        for swap in _SWAPS:
            at = self._moment(swap.ago)
            offer = next(offered, None) if at is not None and iso(at) > sheet["published_at"] else None
            if at is not None and offer is not None:
                sheet = self._swap(swap, at, sheet, *offer)

    def _offers(self) -> Iterator[tuple[_Shift, _Shift]]:
        """A shift of one, and one of another on a day that the first is free: nobody in two of them at once."""
        has = {
            (row["staff_id"], date.fromisoformat(row["day"])): row["shift_id"]
            for row in self._cells
            if row["staff_id"] in self._counter and row["day"] > self._day(0).isoformat()
        }
        shifts = sorted(_Shift(who, day, shift) for (who, day), shift in has.items() if shift is not None)
        used: set[tuple[int, date]] = set()
        for mine in sorted(shifts, key=lambda each: (each.day, each.who)):
            for theirs in shifts:
                places = {
                    (mine.who, mine.day),
                    (theirs.who, mine.day),
                    (mine.who, theirs.day),
                    (theirs.who, theirs.day),
                }
                free = has.get((theirs.who, mine.day)) is None and has.get((mine.who, theirs.day)) is None
                if theirs.who != mine.who and theirs.day > mine.day and free and not places & used:
                    used |= places
                    yield mine, theirs
                    break

    def _swap(self, swap: _Swap, at: int, sheet: Row, mine: _Shift, theirs: _Shift) -> Row:
        """Asked, agreed two hours later, decided in the afternoon; the edition that is published then comes back."""
        ledger = self._world.ledger
        back = swap.kind is swaps.Kind.SWAP
        row = ledger.new(
            Swap, number=ledger.number(swaps.PREFIX, self._month(at)), state=swaps.State.ASKED.value,
            kind=swap.kind.value, staff_id=mine.who, person=self._names[mine.who], day=mine.day.isoformat(),
            shift_id=mine.shift, other_id=theirs.who, other=self._names[theirs.who],
            other_day=theirs.day.isoformat() if back else None, other_shift_id=theirs.shift if back else None,
            reason=swap.reason, asked_at=iso(at), recorder_id=mine.who,
        )  # fmt: skip
        ledger.findable(swaps.REGISTER, row, swap_words)
        ledger.created(at, "swaps.ask", mine.who, swaps.REGISTER, row, row["number"])
        if swap.became is swaps.State.ASKED:
            return sheet
        agreed: Row = {
            "state": swaps.State.AGREED.value, "agreed_by_id": theirs.who, "agreed_at": iso(at + 2 * HOUR),
        }  # fmt: skip
        self._change(at + 2 * HOUR, "swaps.agree", theirs.who, row, agreed)
        later = at + 6 * HOUR
        decided: Row = {"state": swap.became.value, "decided_by_id": self._chief, "decided_at": iso(later)}
        if swap.became is swaps.State.WITHDRAWN:
            withdrawn: Row = {"state": swap.became.value, "withdrawn_reason": swap.said}
            self._change(later, "swaps.withdraw", mine.who, row, withdrawn)
        elif swap.became is swaps.State.REFUSED:
            self._change(later, "swaps.refuse", self._chief, row, decided | {"decided_note": swap.said})
        elif swap.became is swaps.State.APPROVED:
            sheet = self._edition(sheet, later, f"{row['number']} {swap.said}", mine, theirs)
            values = decided | {"decided_note": swap.said, "sheet_id": sheet["id"]}
            self._change(later, "swaps.approve", self._chief, row, values)
        return sheet

    def _edition(self, old: Row, at: int, note: str, mine: _Shift, theirs: _Shift) -> Row:
        """The month once more with four cells changed, published in the place of the one before."""
        ledger, states = self._world.ledger, roster.State
        old["state"] = states.SUPERSEDED.value
        old["version"] += 1
        self._note(old, at, {"state": [states.PUBLISHED.value, states.SUPERSEDED.value]})
        new = ledger.new(
            RosterSheet, month=old["month"], edition=old["edition"] + 1, state=states.PUBLISHED.value,
            based_on_id=old["id"], note=note, made_by_id=self._chief, made_at=iso(at), published_by_id=self._chief,
            published_at=iso(at), version=1,
        )  # fmt: skip
        moved = {
            (mine.who, mine.day): None, (theirs.who, mine.day): mine.shift,
            (theirs.who, theirs.day): None, (mine.who, theirs.day): theirs.shift,
        }  # fmt: skip
        copied = []
        for cell in self._cells:
            place = (cell["staff_id"], date.fromisoformat(cell["day"]))
            shift = moved.get(place, cell["shift_id"])
            values = {name: cell[name] for name in ("staff_id", "day", "pinned")}
            copied.append(ledger.new(RosterCell, sheet_id=new["id"], shift_id=shift, **values))
        self._cells = copied
        self._note(new, at, {"state": [states.SUPERSEDED.value, new["state"]], "note": ["", note]})
        return new

    def _note(self, sheet: Row, at: int, changes: dict[str, list[Any]]) -> None:
        number = f"{sheet['month']}/{sheet['edition']}"
        self._world.ledger.note(at, "swaps.approve", self._chief, roster.REGISTER, sheet, number, changes)


SHARE = DutyChangesShare()
