"""The handovers' share: every day at two the early shift hands over to the late one (``DUTY-4``, ``DUTY-7``)."""

from __future__ import annotations

import hashlib
import json
from functools import partial
from random import Random
from typing import Any, cast

import msgspec

from deskapp.domain.handovers import PREFIX, REGISTER, Check, Count, State
from deskapp.models.handovers import Handover, HandoverCheck, HandoverCount, HandoverItem
from deskapp.models.loans import Loan
from deskapp.models.reception import Entry
from deskapp.models.staff import Staff
from deskapp.services.demo.clock import HOUR, iso
from deskapp.services.demo.ledger import Row, yuan
from deskapp.services.demo.world import Logged, World
from deskapp.services.handovers import HandoverService

#: When the early shift begins to hand over.
_AT = 13 * HOUR + 35 * 60
#: The late shift begins at two.
_BEGINS = 14 * HOUR
_MOST = 8
_REMARKS = ("大堂照明坏一盏，已报修", "地下车库入口积水，已通知保洁", "三号梯有异响，已报工程部")
_NOTES = ("", "", "", "电梯维保单位下午到场", "明早有看房客户，请提前备好钥匙", "快递柜扫码器偶尔失灵，重启即可")
_WHY = ("快递员刚放下，尚未登记", "一件由业主领走，随后补登", "清点时正在办理领取")
_canonical = msgspec.json.Encoder(order="sorted").encode


def words(row: Any) -> Any:
    """The words a handover is found by, as its service has them."""
    return HandoverService.searchable(cast(Any, None), row)


class HandoverShare:
    """One a day, from what is gathered to the signed paper, as far as history goes."""

    order = 90

    def begin(self, world: World) -> None:
        """Nothing is counted yet."""
        self.rng = Random(f"{world.plan.seed} {REGISTER}")
        self.names = {row["id"]: row["name"] for row in world.ledger.unwritten(Staff)}
        self.cash = 0

    def day(self, world: World, day: int) -> None:
        """The day's handover."""
        desk = world.staff["receptionist"]
        at = world.clock.midnight(day) + _AT + self.rng.randrange(300)
        if len(desk) < 2 or at >= world.now:
            return
        self.begins = world.clock.midnight(day) + _BEGINS
        outgoing, incoming = desk[day % len(desk)], desk[(day + 1) % len(desk)]
        handed = list(self._handed(world, at))
        row = world.ledger.new(
            Handover, number=world.ledger.number(PREFIX, f"{world.clock.days[day]:%Y%m}"), state=State.OPEN.value,
            shift="早班", outgoing_id=outgoing, begun_at=iso(at), gathered_at=iso(at), open_matters=len(handed),
        )  # fmt: skip
        world.ledger.findable(REGISTER, row, words)
        world.ledger.created(at, f"{REGISTER}.begin", outgoing, REGISTER, row, row["number"])
        items = [
            world.ledger.new(HandoverItem, handover_id=row["id"], position=n, **each)
            for n, each in enumerate(handed, 1)
        ]
        counts = list(self._counts(world, row))
        self._prepared(world, at + 300 + self.rng.randrange(300), row, counts, items, incoming)

    def _handed(self, world: World, at: int) -> list[Row]:
        """What runs just then of what was written down lately."""
        now, found = iso(at), list[Row]()
        for entry in world.ledger.unwritten(Entry):
            due = entry["promised_at"]
            if due and due > now > entry["recorded_at"] and (entry["told_at"] or now) >= now:
                params = {"unit": entry["unit_code"], "caller": entry["caller"], "content": entry["content"][:80]}
                found.append(_item("reception", "promise", entry, params, due))
        for loan in world.ledger.unwritten(Loan):
            if loan["recorded_at"] < now < (loan["returned_at"] or "9"):
                params = {"keys": loan["hooks"], "borrower": loan["borrower"], "phone": loan["phone"]}
                found.append(_item("loans", "keys", loan, params, loan["return_by"]))
        return found[:_MOST]

    def _counts(self, world: World, row: Row) -> list[Row]:
        """What the registers say; now and then one thing too many lies on the shelf."""
        self.cash = max(self.cash + self.rng.randrange(-3, 5) * 1_500, 0)
        pieces = {
            Count.KEYS_OUT: self.rng.randrange(6), Count.PARCELS: self.rng.randrange(12, 45),
            Count.ENVELOPES: self.rng.randrange(4), Count.CASH: 0, Count.SLIPS: self.rng.randrange(3, 12),
        }  # fmt: skip
        return [
            world.ledger.new(
                HandoverCount, handover_id=row["id"], what=what.value, expected=there,
                expected_cash=yuan(self.cash) if what is Count.CASH else None,
            )
            for what, there in pieces.items()
        ]  # fmt: skip

    def _prepared(self, world: World, at: int, row: Row, counts: list[Row], items: list[Row], incoming: int) -> None:
        """Counted and looked at, given with the own PIN."""
        if at >= world.now:
            return
        odd = self.rng.randrange(12) == 0
        for count in counts:
            if count["what"] == Count.CASH.value:
                count["counted_cash"] = count["expected_cash"]
            else:
                count["counted"] = count["expected"] + (odd and count["what"] == Count.PARCELS.value)
            if odd and count["what"] == Count.PARCELS.value:
                count["explanation"] = self.rng.choice(_WHY)
        remark = self.rng.choice(_REMARKS) if self.rng.randrange(9) == 0 else ""
        checks = [
            world.ledger.new(
                HandoverCheck, handover_id=row["id"], what=what.value, fine=not (remark and what is Check.AREA),
                remark=remark if what is Check.AREA else "",
            )
            for what in Check
        ]  # fmt: skip
        by = row["outgoing_id"]
        values: Row = {"note": self.rng.choice(_NOTES), "differences": int(odd)}
        world.ledger.change(at, f"{REGISTER}.prepare", by, REGISTER, row, values)
        given = at + 60 + self.rng.randrange(240)
        if given >= world.now:
            return
        sealed = {"handover_item": items, "handover_count": counts, "handover_check": checks}
        values = {"state": State.GIVEN.value, "given_at": iso(given), "gathered_at": iso(given)}
        values["sealed"] = hashlib.sha256(_canonical(sealed)).hexdigest()
        world.ledger.change(given, f"{REGISTER}.give", by, REGISTER, row, values)
        self._taken(world, given + 30 + self.rng.randrange(600), row, incoming)

    def _taken(self, world: World, at: int, row: Row, incoming: int) -> None:
        """Taken by the late shift: the log's entry first, its head with the handover; then the paper is signed."""
        if at >= world.now:
            return
        who = f"{self.names[row['outgoing_id']]} → {self.names[incoming]}"
        said = {"text": " · ".join(filter(None, (row["shift"], who, row["note"]))), "number": row["number"]}
        then = partial(self._headed, world, at, row, incoming)
        world.duty.append(Logged(at, incoming, "handover", said, REGISTER, row["id"], then))

    def _headed(self, world: World, at: int, row: Row, incoming: int, seq: int, head: bytes) -> None:
        late = max((at - self.begins) // 60, 0)
        values: Row = {
            "state": State.TAKEN.value, "incoming_id": incoming, "taken_at": iso(at), "late_minutes": late,
            "head_seq": seq, "head_count": seq, "head_at": iso(at), "head_hash": head.hex(),
        }  # fmt: skip
        world.ledger.change(at, f"{REGISTER}.take", incoming, REGISTER, row, values)
        signed = at + 120 + self.rng.randrange(240)
        if signed < world.now:
            values = {"state": State.SIGNED.value, "signed_at": iso(signed)}
            world.ledger.change(signed, f"{REGISTER}.sign", incoming, REGISTER, row, values)


def _item(register: str, kind: str, row: Row, params: Row, due: str) -> Row:
    said = json.dumps({"number": row["number"]} | params, ensure_ascii=False)
    return {
        "register": register, "entry_id": row["id"], "number": row["number"], "text": f"handovers.item.{kind}",
        "params": said, "due": due,
    }  # fmt: skip


SHARE = HandoverShare()
