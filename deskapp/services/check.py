"""The full check: pages, references, the journal's chain, every row against its last digest, every number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import func, select

from deskapp.domain.journal import CheckReport, Finding, Head
from deskapp.models.base import Base, digest, row_values
from deskapp.models.journal import JournalBody, JournalRow
from deskapp.models.numbering import NumberSeries
from deskapp.services import dialects
from deskapp.services.journal import ZERO, chain, commit_to
from deskapp.services.office import Core
from deskapp.services.register import RegisterService
from deskapp.services.verbs import Tx

#: Findings past this many of one kind say nothing new.
MOST = 100
BATCH = 2000


def check(core: Core, tx: Tx) -> CheckReport:
    """Everything that can be proved from the file alone."""
    findings = [Finding(code=code, params=params) for code, params in dialects.integrity(tx.session.connection())]
    head, rows, latest, broken = _walk_chain(tx)
    findings += broken
    counts = {"journal": rows}
    for register, model in sorted(journalled(core).items()):
        counts[register], found = _check_rows(register, model, tx, latest.get(register, {}))
        findings += found
    for service in core.by_name.values():
        if isinstance(service, RegisterService):
            findings += _check_numbers(service, tx)
        findings += islice(service.prove(tx), MOST)
    return CheckReport(rows=counts, findings=tuple(findings), head=head)


def journalled(core: Core) -> dict[str, type[Any]]:
    """What the journal calls a register, and the table whose rows carry its digests: the table's own name otherwise."""
    tables = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
    named = {service.name: service.model for service in core.by_name.values() if hasattr(service, "model")}
    people = ("resident", "tie", "instruction", "staff")
    plain = ("estate", "area", "department", "building", "entrance", "unit", "cabinet", *people)
    return {name: tables[name] for name in plain} | named


def _walk_chain(tx: Tx) -> tuple[Head, int, dict[str, dict[int, bytes]], list[Finding]]:
    """Follow the chain; remember each entry's last digest."""
    previous, expected, at = ZERO, 1, None
    latest: dict[str, dict[int, bytes]] = {}
    findings: list[Finding] = []
    joined = select(JournalRow, JournalBody.salt, JournalBody.body).outerjoin(
        JournalBody, JournalBody.seq == JournalRow.seq
    )
    for row, salt, body in tx.session.execute(joined.order_by(JournalRow.seq).execution_options(yield_per=BATCH)):
        if len(findings) >= MOST:
            break
        if row.seq != expected:
            findings.append(Finding(code="gap", params={"seq": expected}))
            expected = row.seq
        sums = chain(
            previous,
            row.seq,
            row.at,
            row.staff_id,
            row.verb,
            row.register,
            row.entry_id,
            row.number,
            row.row_digest,
            row.commitment,
        )
        # An erased body keeps its commitment; one that is there must fit it.
        fits = body == "" or (salt is not None and commit_to(salt, body) == row.commitment)
        if sums != row.hash or not fits:
            findings.append(Finding(code="chain", params={"seq": row.seq}))
        previous, at, expected = row.hash, row.at, expected + 1
        latest.setdefault(row.register, {})[row.entry_id] = row.row_digest
        tx.session.expunge(row)
    return Head(seq=expected - 1, at=at, hash=previous.hex()), expected - 1, latest, findings


def _check_rows(register: str, model: type[Any], tx: Tx, latest: dict[int, bytes]) -> tuple[int, list[Finding]]:
    """Every row against the digest it was last journalled with."""
    findings: list[Finding] = []
    seen = 0
    rows = select(model).order_by(model.id).execution_options(yield_per=BATCH)
    for row in tx.session.scalars(rows):
        seen += 1
        if latest.pop(row.id, None) != digest(row_values(row)) and len(findings) < MOST:
            findings.append(_finding("row", register, getattr(row, "number", "") or f"#{row.id}"))
        tx.session.expunge(row)
    findings += [_finding("missing", register, f"#{id}") for id in list(latest)[:MOST]]
    return seen, findings


def _finding(code: str, register: str, number: str) -> Finding:
    return Finding(code=code, params={"register": f"register.{register}.one", "number": number})


def _check_numbers(service: RegisterService[Any, Any], tx: Tx) -> Iterator[Finding]:
    """No number of any month is missing (``ALL-1``)."""
    series = tx.session.execute(
        select(NumberSeries.month, NumberSeries.last).where(NumberSeries.prefix == service.prefix)
    )
    for month, last in series:
        start = f"{service.prefix}-{month}-"
        here = service.model.number.startswith(start)
        count = tx.session.scalar(select(func.count()).select_from(service.model).where(here))
        if count != last:
            yield from _gaps(tx.session.scalars(select(service.model.number).where(here)), start, last)


def _gaps(found: Iterable[str], start: str, last: int) -> Iterator[Finding]:
    there = set(found)
    missing = (f"{start}{n:04d}" for n in range(1, last + 1))
    yield from [Finding(code="number_gap", params={"number": n}) for n in missing if n not in there][:MOST]
