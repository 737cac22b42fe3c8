"""The handovers' share: every day at two the early shift hands over to the late one (``DUTY-4``, ``DUTY-7``)."""

from __future__ import annotations

import hashlib
import json
from bisect import bisect
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from operator import itemgetter
from random import Random
from typing import Any, cast

import msgspec

from deskapp.domain.handovers import PREFIX, REGISTER, Check, Count, State
from deskapp.models.base import Base
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
#: So many matters of one kind stand on a sheet singly.
_MOST = 12
#: The change that stays in the drawer; above so much the rest goes to the cashier, below so little she fills it up.
_FLOAT, _MUCH, _LITTLE = 50_000, 200_000, 10_000
_REMARKS = ("大堂照明坏一盏，已报修", "地下车库入口积水，已通知保洁", "三号梯有异响，已报工程部")
_NOTES = ("", "", "", "电梯维保单位下午到场", "明早有看房客户，请提前备好钥匙", "快递柜扫码器偶尔失灵，重启即可")
_WHY = ((1, "快递员刚放下，尚未登记"), (-1, "一件由业主领走，随后补登"), (-1, "清点时正在办理领取"))
_TO_CASHIER, _FROM_CASHIER = "营业款 {sum} 元已交出纳，留备用金 500 元", "出纳已补足备用金至 500 元"
_NEVER = "9"
_canonical = msgspec.json.Encoder(order="sorted").encode


def words(row: Any) -> Any:
    """The words a handover is found by, as its service has them."""
    return HandoverService.searchable(cast(Any, None), row)


class HandoverShare:
    """One a day, from what is gathered to the signed paper, as far as history goes."""

    order = 90

    def begin(self, world: World) -> None:
        """Nothing lies at the counter yet."""
        self.rng = Random(f"{world.plan.seed} {REGISTER}")
        self.names = {row["id"]: row["name"] for row in world.ledger.unwritten(Staff)}
        self.there: Counter[Count] = Counter()
        self.cash = 0
        self.running: dict[type[Base], list[Row]] = {Entry: [], Loan: []}
        self.seen: Counter[type[Base]] = Counter()

    def day(self, world: World, day: int) -> None:
        """The day's handover."""
        self._look(world)
        desk, rng = world.staff["receptionist"], self.rng
        at = world.clock.midnight(day) + _AT + rng.randrange(300)
        if len(desk) < 2 or at >= world.until:
            return
        self.begins = world.clock.midnight(day) + _BEGINS
        prepared = at + 300 + rng.randrange(300)
        given = prepared + 60 + rng.randrange(240)
        outgoing, incoming = desk[day % len(desk)], desk[(day + 1) % len(desk)]
        gathered = given if given < world.until else at
        self._stand(world, prepared if gathered < prepared < world.until else gathered)
        handed = list(self._handed(gathered))
        row = world.ledger.new(
            Handover, number=world.ledger.number(PREFIX, f"{world.clock.days[day]:%Y%m}"), state=State.OPEN.value,
            shift="早班", outgoing_id=outgoing, begun_at=iso(at), gathered_at=iso(at),
            open_matters=sum(json.loads(each["params"]).get("count", 1) for each in handed),
        )  # fmt: skip
        world.ledger.findable(REGISTER, row, words)
        world.ledger.created(at, f"{REGISTER}.begin", outgoing, REGISTER, row, row["number"])
        items = [
            world.ledger.new(HandoverItem, handover_id=row["id"], position=n, **each)
            for n, each in enumerate(handed, 1)
        ]
        counts = list(self._counts(world, row))
        if prepared < world.until:
            checks = self._prepared(world, prepared, row, counts)
            if given < world.until:
                self._given(world, given, row, {"item": items, "count": counts, "check": checks})
                self._taken(world, given + 30 + rng.randrange(600), row, incoming)

    def _look(self, world: World) -> None:
        """What was written down since the last look, as far as it has to be handed over."""
        for model, rows in self.running.items():
            new = list(world.ledger.unwritten(model, self.seen[model]))
            if new:
                self.seen[model] = new[-1]["id"]
            rows += [row for row in new if model is Loan or row["promised_at"]]

    def _stand(self, world: World, at: int) -> None:
        """What lies at the counter at a moment."""
        world.tallies.sort()
        done = bisect(world.tallies, at, key=itemgetter(0))
        for _, what, more in world.tallies[:done]:
            self.there[what] += more
        del world.tallies[:done]

    def _handed(self, at: int) -> Iterator[Row]:
        """The promises that run, the keys that are out, the deposits in their envelopes, the cash of the shift."""
        now = iso(at)
        promises = self.running[Entry] = [row for row in self.running[Entry] if row["promised_at"] > now]
        promises = [row for row in promises if row["recorded_at"] <= now < (row["told_at"] or _NEVER)]
        yield from _listed("promise", sorted(promises, key=itemgetter("promised_at")))
        loans = self.running[Loan] = [row for row in self.running[Loan] if now < _over(row)]
        here = [row for row in loans if row["lent_at"] <= now]
        out = [row for row in here if now < (row["returned_at"] or _NEVER)]
        yield from _listed("keys", sorted(out, key=itemgetter("return_by")))
        held = [row for row in here if row["envelope"] and now < (row["settled_at"] or _NEVER)]
        yield from _listed("deposit", sorted(held, key=itemgetter("envelope")))
        if taken := self.there[Count.CASH]:
            yield _item("specials", "cash", {"sum": f"{taken / 100:,.2f}"})

    def _counts(self, world: World, row: Row) -> Iterator[Row]:
        """What the registers say."""
        cash = self.cash + self.there[Count.CASH]
        for what in Count:
            money = what is Count.CASH
            yield world.ledger.new(
                HandoverCount, handover_id=row["id"], what=what.value, expected=0 if money else self.there[what],
                expected_cash=_sum(cash) if money else None,
            )  # fmt: skip

    def _prepared(self, world: World, at: int, row: Row, counts: list[Row]) -> list[Row]:
        """Counted and looked at; now and then a parcel is on its way, and the cashier was here."""
        rng = self.rng
        for count in counts:
            count["counted"] = None if count["what"] == Count.CASH.value else count["expected"]
        of = {count["what"]: count for count in counts}
        parcels, cash = of[Count.PARCELS.value], of[Count.CASH.value]
        if odd := rng.randrange(12) == 0:
            more, parcels["explanation"] = rng.choice(_WHY if parcels["expected"] else _WHY[:1])
            parcels["counted"] += more
        self.cash, cash["explanation"] = _drawer(self.cash + self.there[Count.CASH])
        cash["counted_cash"] = yuan(self.cash)
        remark = rng.choice(_REMARKS) if rng.randrange(9) == 0 else ""
        values: Row = {"note": rng.choice(_NOTES), "differences": int(odd) + bool(cash["explanation"])}
        world.ledger.change(at, f"{REGISTER}.prepare", row["outgoing_id"], REGISTER, row, values)
        return [
            world.ledger.new(
                HandoverCheck, handover_id=row["id"], what=what.value, fine=not (remark and what is Check.AREA),
                remark=remark if what is Check.AREA else "",
            )
            for what in Check
        ]  # fmt: skip

    def _given(self, world: World, at: int, row: Row, parts: dict[str, list[Row]]) -> None:
        """Confirmed with the own PIN; the next count of the cash begins here."""
        self.there[Count.CASH] = 0
        sealed = {f"handover_{name}": rows for name, rows in parts.items()}
        values: Row = {"state": State.GIVEN.value, "given_at": iso(at), "gathered_at": iso(at)}
        values["sealed"] = hashlib.sha256(_canonical(sealed)).hexdigest()
        world.ledger.change(at, f"{REGISTER}.give", row["outgoing_id"], REGISTER, row, values)

    def _taken(self, world: World, at: int, row: Row, incoming: int) -> None:
        """Taken by the late shift: the log's entry first, its head with the handover; then the paper is signed."""
        if at >= world.until:
            return
        who = f"{self.names[row['outgoing_id']]} → {self.names[incoming]}"
        said = {"text": " · ".join(filter(None, (row["shift"], who, row["note"]))), "number": row["number"]}
        then = partial(self._headed, world, at, row, incoming)
        world.relieved.append((at, incoming))
        world.duty.append(Logged(at, incoming, "handover", said, REGISTER, row["id"], then))

    def _headed(self, world: World, at: int, row: Row, incoming: int, seq: int, head: bytes) -> None:
        late = max((at - self.begins) // 60, 0)
        values: Row = {
            "state": State.TAKEN.value, "incoming_id": incoming, "taken_at": iso(at), "late_minutes": late,
            "head_seq": seq, "head_count": seq, "head_at": iso(at), "head_hash": head.hex(),
        }  # fmt: skip
        world.ledger.change(at, f"{REGISTER}.take", incoming, REGISTER, row, values)
        signed = at + 120 + self.rng.randrange(240)
        if signed < world.until:
            values = {"state": State.SIGNED.value, "signed_at": iso(signed)}
            world.ledger.change(signed, f"{REGISTER}.sign", incoming, REGISTER, row, values)


def _over(row: Row) -> str:
    """When nothing of a loan has to be handed over any more."""
    return row["settled_at" if row["envelope"] else "returned_at"] or _NEVER


def _listed(kind: str, rows: list[Row]) -> Iterator[Row]:
    """The first ones singly, the rest with their count."""
    register, due, said = _KINDS[kind]
    for row in rows[:_MOST]:
        yield _item(register, kind, {"number": row["number"]} | said(row), row) | {"due": row.get(due)}
    if len(rows) > _MOST:
        yield _item(register, "more", {"register": f"register.{register}", "count": len(rows) - _MOST})


def _item(register: str, kind: str, params: Row, row: Row | None = None) -> Row:
    said = json.dumps(params, ensure_ascii=False)
    about = {"entry_id": row["id"], "number": row["number"]} if row else {}
    return {"register": register, "text": f"handovers.item.{kind}", "params": said, **about}


def _promise(row: Row) -> Row:
    return {"unit": row["unit_code"], "caller": row["caller"], "content": row["content"][:80]}


def _keys(row: Row) -> Row:
    return {"keys": row["hooks"], "borrower": row["borrower"], "phone": row["phone"]}


def _deposit(row: Row) -> Row:
    sum_, method = f"{float(row['deposit']):,.2f}", f"specials.method.{row['method']}"
    return {"envelope": row["envelope"], "sum": sum_, "method": method, "borrower": row["borrower"]}


#: What is handed over: of which register, until when, what is said of it.
_KINDS: dict[str, tuple[str, str, Callable[[Row], Row]]] = {
    "promise": ("reception", "promised_at", _promise),
    "keys": ("loans", "return_by", _keys),
    "deposit": ("loans", "", _deposit),
}


def _drawer(fen: int) -> tuple[int, str]:
    """What is counted where the registers expect so much, and why it is not the same."""
    if fen > _MUCH:
        return _FLOAT, _TO_CASHIER.format(sum=yuan(fen - _FLOAT))
    return (_FLOAT, _FROM_CASHIER) if fen < _LITTLE else (fen, "")


def _sum(fen: int) -> str:
    return f"-{yuan(-fen)}" if fen < 0 else yuan(fen)


SHARE = HandoverShare()
