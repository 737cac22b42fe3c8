"""What a hand-over of keys asks of its draft beyond single fields (``ALL-4``)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from deskapp.domain.directory import IdType
from deskapp.domain.transfers import Kind, TransferDraft
from deskapp.errors import Problem
from deskapp.models.directory import Resident
from deskapp.models.transfers import Transfer
from deskapp.services import directory_codes as codes
from deskapp.services import times
from deskapp.services.verbs import Tx


def id_number(tx: Tx, draft: TransferDraft, problems: list[Problem]) -> str:
    """The document's number: as the directory has it where the mask was left alone, else checked by its check digit."""
    fields = {problem.field for problem in problems}
    if fields & {"resident_id", "id_type", "id_number"}:
        return ""
    resident = tx.session.get(Resident, draft.resident_id) if draft.resident_id is not None else None
    if draft.resident_id is not None and resident is None:
        problems.append(Problem("resident_id", "unknown_resident", {"value": draft.resident_id}))
        return ""
    number = codes.tidy_id_number(draft.id_number)
    if resident is not None and codes.is_mask(number) and number == codes.mask(resident.id_number):
        return resident.id_number
    problems += codes.id_number_problems(draft.id_type, number)
    if draft.id_type is not IdType.NONE and not number:
        problems.append(Problem("id_number", "required"))
    return number


def contradictions(draft: TransferDraft) -> Iterable[Problem]:
    """What no single field can see."""
    yield from of_trust(draft.kind, draft.instruction, None)
    yield from times.late_entry(draft)


def of_trust(kind: Kind, instruction: str, until: date | None) -> Iterable[Problem]:
    """An owner who leaves keys says what they are for and who may have them; whoever takes them has nothing to say."""
    if kind is Kind.ENTRUSTED and not instruction.strip():
        yield Problem("instruction", "required")
    if kind is Kind.HANDED_OVER and until is not None:
        yield Problem("until", "only_of_trust")


def not_before(row: Transfer, signed_at: datetime | None) -> Iterable[Problem]:
    """Nobody signs before the keys changed hands."""
    return times.not_before("signed_at", signed_at, row.at, "transfers.field.at")
