"""The duty log's chain: how an entry is bound to the one before, and what proves that none was touched (``DUTY-3``)."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import func, select

from deskapp.domain.duty_log import Head
from deskapp.domain.journal import Finding
from deskapp.models.base import as_json
from deskapp.models.duty_log import DutyLogBody, DutyLogRow, DutySign
from deskapp.services import guards
from deskapp.services.journal import ZERO, commit_to
from deskapp.services.verbs import Tx

#: Findings past this many say nothing new.
MOST = 20
_TYPED = re.compile(r"(\d{1,12})\D+?((?:[A-Z2-7]{4}[-\s]*){4})")


class Typed(NamedTuple):
    """A head as it was typed in from paper: a sequence and 80 bits in sixteen letters and digits."""

    seq: int
    short: str


def typed(text: str) -> Typed | None:
    """What was typed, in any spacing and case; None for anything else."""
    found = _TYPED.search(text.strip().upper())
    if found is None:
        return None
    plain = re.sub(r"[^A-Z2-7]", "", found[2])
    return Typed(int(found[1]), "-".join(plain[at : at + 4] for at in range(0, 16, 4)))


def bind(previous: bytes, row: DutyLogRow) -> bytes:
    """The hash of an entry, bound to the one before."""
    plain = [
        row.seq, as_json(row.at), as_json(row.recorded_at), row.kind.value, row.staff_id, row.corrects,
        row.register, row.entry_id,
    ]  # fmt: skip
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(previous + text.encode() + row.commitment).digest()


def last(tx: Tx) -> DutyLogRow | None:
    """The newest entry."""
    return tx.session.scalars(select(DutyLogRow).order_by(DutyLogRow.seq.desc()).limit(1)).first()


def head(tx: Tx) -> Head:
    """The end of the chain now."""
    row = last(tx)
    count = tx.session.scalar(select(func.count()).select_from(DutyLogRow)) or 0
    if row is None:
        return Head(seq=0, count=0, at=None, hash=ZERO.hex())
    return Head(seq=row.seq, count=count, at=row.recorded_at, hash=row.hash.hex())


def check(tx: Tx, printed: Typed | None = None) -> tuple[int, list[Finding]]:
    """Prove every entry: how many there are, and what is wrong, the first bad sequence first.

    ``printed`` is a head from paper: a tail that was cut off, a chain made anew or an older file put back are whole in
    themselves and show against it only.
    """
    findings = [Finding(code="unguarded", params={"table": table}) for table in guards.missing(tx.session.connection())]
    shorts: dict[int, str] = {}
    wrong = [seq for seq in _walk(tx, shorts) if seq is not None]
    broken = [Finding(code="duty_log", params={"seq": seq}) for seq in wrong[:MOST]]
    findings = broken + findings + list(_signed(tx, shorts))
    if printed is not None:
        findings += _against(printed, shorts)
    return len(shorts), findings


def _walk(tx: Tx, shorts: dict[int, str]) -> Iterator[int | None]:
    """Each entry's sequence if it is wrong, else None."""
    joined = select(DutyLogRow, DutyLogBody.salt, DutyLogBody.body).outerjoin(
        DutyLogBody, DutyLogBody.seq == DutyLogRow.seq
    )
    previous, expected = ZERO, 1
    for row, salt, body in tx.session.execute(joined.order_by(DutyLogRow.seq).execution_options(yield_per=1000)):
        fits = body == "" or (salt is not None and body is not None and commit_to(salt, body) == row.commitment)
        sound = row.seq == expected and bind(previous, row) == row.hash and fits
        shorts[row.seq] = Head(seq=row.seq, count=row.seq, at=None, hash=row.hash.hex()).short
        previous, wrong = row.hash, None if sound else min(expected, row.seq)
        expected = row.seq + 1
        tx.session.expunge(row)
        yield wrong


def _signed(tx: Tx, shorts: dict[int, str]) -> Iterator[Finding]:
    """What the supervisor countersigned is still what stands there."""
    for row in tx.session.scalars(select(DutySign).order_by(DutySign.id)):
        short = Head(seq=row.seq, count=row.seq, at=None, hash=row.hash.hex()).short
        if row.seq and shorts.get(row.seq) != short:
            yield Finding(code="duty_signed", params={"seq": row.seq, "day": row.day})


def _against(printed: Typed, shorts: dict[int, str]) -> Iterator[Finding]:
    there = shorts.get(printed.seq)
    if there is None:
        yield Finding(code="duty_cut", params={"seq": printed.seq, "last": max(shorts, default=0)})
    elif there != printed.short:
        yield Finding(code="duty_rebuilt", params={"seq": printed.seq, "short": there, "printed": printed.short})
