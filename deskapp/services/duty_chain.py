"""The duty log's chain: how an entry is bound to the one before, and what proves that none was touched (``DUTY-3``)."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import func, select

from deskapp.domain.duty_log import REGISTER, Head
from deskapp.domain.journal import Finding
from deskapp.errors import Invalid, Problem
from deskapp.models.base import as_json
from deskapp.models.duty_log import DutyLogBody, DutyLogRow, DutySign
from deskapp.models.journal import JournalRow
from deskapp.services import guards
from deskapp.services.journal import ZERO, commit_to
from deskapp.services.verbs import Tx

#: Findings past this many say nothing new.
MOST = 20
#: The sequence comes first, the sixteen characters last; count and time, which stand between on paper, may be left out.
_TYPED = re.compile(r"\D*?(\d{1,12})(?:\D.*?)??[^0-9A-Z]+((?:[0-9A-Z]{4}[-\s]*){4})", re.DOTALL)
#: What is read for another character on paper: 80 bits are written without these.
_MISREAD = str.maketrans("018", "OIB")
#: What the journal calls an erasure: words that are gone without one were taken by another hand.
ERASED = f"{REGISTER}.erase"

#: What reading a value of another kind than was written raises.
_UNREADABLE = (ValueError, TypeError, LookupError)
_COLUMNS = (
    DutyLogRow.seq, DutyLogRow.at, DutyLogRow.recorded_at, DutyLogRow.kind, DutyLogRow.staff_id, DutyLogRow.corrects,
    DutyLogRow.register, DutyLogRow.entry_id, DutyLogRow.commitment, DutyLogRow.hash,
)  # fmt: skip


class Typed(NamedTuple):
    """A head as it was typed in from paper: a sequence and 80 bits in sixteen letters and digits."""

    seq: int
    short: str


def typed(text: str) -> Typed | None:
    """What was typed, in any spacing, case and width, a 0 for an O; None for anything else."""
    found = _TYPED.fullmatch(unicodedata.normalize("NFKC", text).strip().upper())
    plain = re.sub(r"[-\s]", "", found[2]).translate(_MISREAD) if found is not None else ""
    if found is None or not re.fullmatch("[A-Z2-7]{16}", plain):
        return None
    return Typed(int(found[1]), "-".join(plain[at : at + 4] for at in range(0, 16, 4)))


def printed(text: str | None) -> Typed | None:
    """The head to prove the log against, if one was typed in. Raises Invalid for what is no head."""
    found = typed(text) if text is not None else None
    if text is not None and found is None:
        raise Invalid(Problem("head", "not_a_head", {"value": text[:60]}))
    return found


def bind(previous: bytes, row: Any) -> bytes:
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


class Proof(NamedTuple):
    """What following the chain found: how many entries, the first wrong ones, the heads asked for, who lacks words."""

    entries: int
    wrong: list[int]
    last: int
    hashes: dict[int, bytes]
    empty: list[int]


def check(tx: Tx, printed: Typed | None = None) -> tuple[int, list[Finding]]:
    """Prove every entry: how many there are, and what is wrong, the first bad sequence first.

    ``printed`` is a head from paper: a tail that was cut off, a chain made anew or an older file put back are whole in
    themselves and show against it only.
    """
    signed = tx.session.scalars(select(DutySign).order_by(DutySign.id)).all()
    proof = prove(tx, {row.seq for row in signed} | ({printed.seq} if printed else set()))
    findings = [Finding(code="duty_log", params={"seq": seq}) for seq in proof.wrong]
    findings += [
        Finding(code="unguarded", params={"table": table}) for table in guards.missing(tx.session.connection())
    ]
    findings += _emptied(tx, proof.empty)
    findings += [
        Finding(code="duty_signed", params={"seq": row.seq, "day": row.day})
        for row in signed
        if row.seq and proof.hashes.get(row.seq) != row.hash
    ]
    if printed is not None:
        findings += _against(printed, proof)
    return proof.entries, findings


def prove(tx: Tx, wanted: Collection[int] = ()) -> Proof:
    """Follow the chain from its beginning; ``wanted`` are the sequences whose hashes are asked for."""
    entries, last, previous, wrong, empty = 0, 0, ZERO, list[int](), list[int]()
    hashes = {0: ZERO} if 0 in wanted else {}
    for row in _rows(tx):
        if row is None:
            wrong.append(last + 1)
            break
        if not (row.seq == last + 1 and _fits(previous, row)) and len(wrong) < MOST:
            wrong.append(min(last + 1, row.seq))
        if row.body == "":
            empty.append(row.seq)
        if row.seq in wanted:
            hashes[row.seq] = row.hash
        entries, last, previous = entries + 1, row.seq, row.hash
    return Proof(entries, wrong, last, hashes, empty)


def _rows(tx: Tx) -> Iterator[Any]:
    """Every entry in order; None for one that cannot even be read, and nothing after it."""
    joined = select(*_COLUMNS, DutyLogBody.salt, DutyLogBody.body).outerjoin(
        DutyLogBody, DutyLogBody.seq == DutyLogRow.seq
    )
    asked, last = joined.order_by(DutyLogRow.seq), 0
    try:
        for row in tx.session.execute(asked.execution_options(yield_per=1000)):
            yield row
            last = row.seq
    except _UNREADABLE:  # somewhere in this portion: the others are gone with it, so they are read one by one
        try:
            while (one := tx.session.execute(asked.where(DutyLogRow.seq > last).limit(1)).first()) is not None:
                yield one
                last = one.seq
        except _UNREADABLE:
            yield None


def _fits(previous: bytes, row: Any) -> bool:
    """Whether an entry is what it was bound to be; values of another kind than were written are not."""
    try:
        whole = row.body == "" or (row.body is not None and commit_to(row.salt, row.body) == row.commitment)
        return whole and bind(previous, row) == row.hash
    except (AttributeError, TypeError):
        return False


def _emptied(tx: Tx, seqs: Sequence[int]) -> Iterator[Finding]:
    """Words may be erased, but not without a line in the journal that says who did it and why."""
    told = _told(tx, seqs) if seqs else frozenset()
    yield from [Finding(code="duty_erased", params={"seq": seq}) for seq in seqs if seq not in told][:MOST]


def _told(tx: Tx, seqs: Sequence[int]) -> frozenset[int]:
    """The entries whose erasing the journal knows; of many, all that it knows."""
    asked = select(JournalRow.entry_id).where(JournalRow.register == REGISTER, JournalRow.verb == ERASED)
    return frozenset(tx.session.scalars(asked.where(JournalRow.entry_id.in_(seqs)) if len(seqs) <= MOST else asked))


def _against(printed: Typed, proof: Proof) -> Iterator[Finding]:
    there = proof.hashes.get(printed.seq)
    if there is None:
        yield Finding(code="duty_cut", params={"seq": printed.seq, "last": proof.last})
        return
    short = Head(seq=printed.seq, count=printed.seq, at=None, hash=there.hex()).short
    if short != printed.short:
        yield Finding(code="duty_rebuilt", params={"seq": printed.seq, "short": short, "printed": printed.short})
