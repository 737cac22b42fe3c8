"""Attachments of any entry of any register: kept with their hash, never changed, never deleted (``ALL-8``).

No register names it and it names no register: who may read an entry sees what is attached to it, and who may take any
step in that register may attach. What was attached stands in the entry's own history (``journal.history``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import LargeBinary, cast, select

from deskapp.domain.attachments import (
    REGISTER,
    AttachDraft,
    AttachmentBody,
    AttachmentRow,
    FileLook,
    Kind,
    told,
    told_void,
)
from deskapp.domain.common import Change, Ref
from deskapp.domain.journal import Finding
from deskapp.domain.people import EVERYONE
from deskapp.domain.reception import ReasonDraft
from deskapp.errors import Conflict, DeskError, Invalid, NotAllowed, NotFound, Problem
from deskapp.models.attachments import Attachment, AttachmentContent
from deskapp.models.base import digest, row_values
from deskapp.models.staff import Staff
from deskapp.services import attachment_files, journal
from deskapp.services.attachment_files import Picked
from deskapp.services.register import RegisterService
from deskapp.services.verbs import Service, Tx, reads, writes

_COUNTS = Attachment.void_reason == ""


class AttachmentService(Service):
    """Attach, void, read."""

    name = REGISTER
    model = Attachment

    # Writing.

    @writes(EVERYONE)
    def attach(self, tx: Tx, register: str, id: int, draft: AttachDraft, path: str) -> Change:
        """Attach a file to an entry; the same one twice to one entry is refused, to two entries it is kept once."""
        entry = self._entry(tx, register, id, writing=True)
        self.problems(tx, draft)
        try:
            picked = attachment_files.pick(path)
        except Invalid as error:
            self.validated(tx, draft, *error.problems)
            raise
        self.validated(tx, draft, *self._twice(tx, entry, picked))
        row = self._keep(tx, entry, draft, picked)
        return self._changed(tx, row)

    def _twice(self, tx: Tx, entry: Ref, picked: Picked) -> list[Problem]:
        same = select(Attachment.name).where(*_of(entry), _COUNTS, Attachment.sha256 == picked.look.sha256)
        found = tx.session.scalar(same)
        params = {"number": entry.number, "name": found}
        return [] if found is None else [Problem("file", "attached_already", params)]

    def _keep(self, tx: Tx, entry: Ref, draft: AttachDraft, picked: Picked) -> Attachment:
        look = picked.look
        kept = select(AttachmentContent.sha256).where(AttachmentContent.sha256 == look.sha256)
        if tx.session.scalar(kept) is None:
            tx.session.add(AttachmentContent(sha256=look.sha256, content=picked.content))
            tx.session.flush()
        row = Attachment(
            register=entry.register, entry_id=entry.id, entry_number=entry.number, kind=draft.kind,
            name=draft.name.strip() or look.name, media=look.media, size=look.size, sha256=look.sha256, at=tx.now,
            recorder_id=tx.staff_id, note=draft.note.strip(),
        )  # fmt: skip
        tx.session.add(row)
        self._journal(tx, row, told(row.name, row.kind, row.sha256, row.note))
        return row

    @writes(EVERYONE)
    def void(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """Let an attachment count no more, with a reason; it is kept and can still be looked at (``ALL-1``)."""
        row = self._load(tx, id, writing=True)
        if row.version != version:
            raise Conflict(number=row.entry_number)
        self.validated(tx, draft)
        if row.void_reason:
            raise DeskError("attachment_voided", name=row.name)
        row.void_reason, row.voided_at, row.voided_by_id = draft.reason.strip(), tx.now, tx.staff_id
        row.version += 1
        self._journal(tx, row, told_void(row.name, row.void_reason))
        return self._changed(tx, row)

    @staticmethod
    def _journal(tx: Tx, row: Attachment, changes: dict[str, list[Any]]) -> None:
        tx.session.flush()
        journal.append(tx, tx.verb, REGISTER, row.id, row.entry_number, digest(row_values(row)), changes)

    @staticmethod
    def _changed(tx: Tx, row: Attachment) -> Change:
        entry = Ref(row.register, row.entry_id, row.entry_number)
        return Change(tx.verb, Ref(REGISTER, row.id, row.entry_number), (entry,), tuple(tx.cautions))

    # Reading.

    @reads(EVERYONE)
    def look(self, tx: Tx, path: str) -> FileLook:
        """What a file is, before there is an entry to attach it to; refused as ``attach`` would refuse it."""
        return attachment_files.pick(path).look

    @reads(EVERYONE)
    def of(self, tx: Tx, register: str, id: int) -> tuple[AttachmentRow, ...]:
        """Everything attached to an entry, oldest first, what is voided too (``ALL-8``)."""
        entry = self._entry(tx, register, id)
        return _rows(tx, tx.session.scalars(select(Attachment).where(*_of(entry)).order_by(Attachment.id)))

    @reads(EVERYONE)
    def body(self, tx: Tx, id: int) -> AttachmentBody:
        """One attachment with its file, byte for byte."""
        row = self._load(tx, id)
        return AttachmentBody(row=_rows(tx, [row])[0], content=content(tx, row.sha256))

    @reads(EVERYONE)
    def newest(self, tx: Tx, register: str, ids: Sequence[int], kind: Kind) -> tuple[AttachmentRow, ...]:
        """The newest attachment of a kind that counts, for each of some entries that has one."""
        return self.newest_of(tx, register, ids, kind)

    def newest_of(self, tx: Tx, register: str, ids: Sequence[int], kind: Kind) -> tuple[AttachmentRow, ...]:
        """The same inside another service's transaction; its file is ``content(tx, row.sha256)``."""
        model: Any = self._register(tx, register).model
        open_ = select(model.id).where(model.id.in_(list(ids)), self._register(tx, register).readable(tx))
        asked = select(Attachment).where(
            Attachment.register == register, Attachment.entry_id.in_(open_), Attachment.kind == kind, _COUNTS
        )
        newest = {row.entry_id: row for row in tx.session.scalars(asked.order_by(Attachment.id))}
        return _rows(tx, newest.values())

    # Whose it is.

    def _register(self, tx: Tx, register: str) -> RegisterService[Any, Any]:
        """A register that the person may read."""
        found = self.core.by_name.get(register)
        if not isinstance(found, RegisterService):
            raise NotFound(number=str(register))
        if not found.open_to(tx):
            raise NotAllowed(role=f"role.{tx.actor.role}" if tx.actor else "–", verb=tx.verb)
        return found

    def _entry(self, tx: Tx, register: str, id: int, *, writing: bool = False) -> Ref:
        """An entry that the person may read or, ``writing``, may take some step of (``roles.md``)."""
        service = self._register(tx, register)
        row = service.load(tx, id)
        if writing and (tx.actor is None or not any(tx.actor.role in step.who for step in service.lifecycle.steps)):
            raise NotAllowed(role=f"role.{tx.actor.role}" if tx.actor else "–", verb=tx.verb)
        return service.ref(row)

    def _load(self, tx: Tx, id: int, *, writing: bool = False) -> Attachment:
        row = tx.session.get(Attachment, id)
        if row is None:
            raise NotFound(number=f"{REGISTER} #{id}")
        self._entry(tx, row.register, row.entry_id, writing=writing)
        return row

    # The proof.

    def prove(self, tx: Tx) -> Iterable[Finding]:
        """Every file against its hash, and every attachment against its file (``deskapp check``)."""
        kept = set(tx.session.scalars(select(AttachmentContent.sha256)))
        bad = {sha256 for sha256 in sorted(kept) if hashlib.sha256(content(tx, sha256)).hexdigest() != sha256}
        asked = select(Attachment.entry_number, Attachment.name, Attachment.sha256).order_by(Attachment.id)
        for number, name, sha256 in tx.session.execute(asked):
            if sha256 in bad or sha256 not in kept:
                code = "attachment" if sha256 in bad else "attachment_gone"
                yield Finding(code=code, params={"number": number, "name": name})


def content(tx: Tx, sha256: str) -> bytes:
    """The file of a hash."""
    # Cast: what somebody wrote into the file as text is still read, and found not to fit.
    asked = select(cast(AttachmentContent.content, LargeBinary)).where(AttachmentContent.sha256 == sha256)
    found = tx.session.scalar(asked)
    if found is None:
        raise NotFound(number=sha256[:12])
    return found


def _of(entry: Ref) -> tuple[Any, Any]:
    return Attachment.register == entry.register, Attachment.entry_id == entry.id


def _rows(tx: Tx, found: Iterable[Attachment]) -> tuple[AttachmentRow, ...]:
    rows = list(found)
    known = select(Staff.id, Staff.name).where(Staff.id.in_({row.recorder_id for row in rows}))
    names: dict[int, str] = dict(iter(tx.session.execute(known))) if rows else {}
    shown = ("id", "version", "register", "entry_id", "kind", "name", "media", "size", "sha256", "at", "note")
    return tuple(
        AttachmentRow(
            number=row.entry_number, by=names.get(row.recorder_id, ""), voided_at=row.voided_at,
            void_reason=row.void_reason, **{name: getattr(row, name) for name in shown},
        )
        for row in rows
    )  # fmt: skip


SERVICE = AttachmentService
