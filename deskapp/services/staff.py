"""Staff: sign-in with a PIN (Argon2id), the first set-up, and the list a supervisor keeps (``roles.md``)."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import func, select

from deskapp.domain.common import Change, Option, Ref
from deskapp.domain.directory import SetUpDraft, StaffDraft, StaffRow
from deskapp.domain.fields import check
from deskapp.domain.people import EVERYONE, KEEPERS, OFFICE, Actor, Role
from deskapp.errors import DeskError, Invalid, NotFound, Problem, SignInFailed
from deskapp.models.directory import Area, Department, EstateRow
from deskapp.models.staff import Staff
from deskapp.services import journal
from deskapp.services.verbs import Service, Tx, reads, writes

if TYPE_CHECKING:
    from deskapp.services.office import Core

REGISTER = "staff"
#: After this many wrong tries each further one waits, twice as long every time.
FREE_TRIES = 5
LONGEST_WAIT = 300.0


@cache
def hasher() -> PasswordHasher:
    """Argon2id at the strength of ``goals.md``: 64 MiB, t = 3, p = 4 (about a tenth of a second)."""
    return PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4)


class StaffService(Service):
    """Who may come in, and as whom."""

    name = REGISTER

    def __init__(self, core: Core) -> None:
        super().__init__(core)
        self._guard = threading.Lock()
        self._wrong: dict[str, tuple[int, float]] = {}

    @reads(None)
    def is_set_up(self, tx: Tx) -> bool:
        """Whether the estate and a first person are there."""
        return bool(tx.session.scalar(select(func.count()).select_from(Staff)))

    @reads(None)
    def people(self, tx: Tx) -> tuple[Option, ...]:
        """Who can sign in: active staff by name."""
        active = select(Staff).where(Staff.active, Staff.pin_hash != "").order_by(Staff.code)
        return tuple(Option(id=row.id, text=row.name, code=row.code) for row in tx.session.scalars(active))

    @reads(None)
    def sign_in(self, tx: Tx, code: str, pin: str) -> Actor:
        """The person of a code and PIN; SignInFailed for every mistake alike, with growing delays after five."""
        return _actor(self.known(tx, code, pin))

    def known(self, tx: Tx, code: str, pin: str) -> Staff:
        """The same inside another transaction, where somebody gives a word without signing in."""
        code = code.strip()
        self._wait_over(code)
        row = tx.session.scalars(select(Staff).where(Staff.code == code, Staff.active)).first()
        good = row is not None and row.pin_hash != "" and _matches(row.pin_hash, pin)
        with self._guard:
            if not good:
                tries, _ = self._wrong.get(code, (0, 0.0))
                self._wrong[code] = (tries + 1, time.monotonic())
            else:
                self._wrong.pop(code, None)
        if row is None or not good:
            raise SignInFailed
        return row

    def _wait_over(self, code: str) -> None:
        with self._guard:
            tries, last = self._wrong.get(code, (0, 0.0))
        if tries >= FREE_TRIES:
            wait = min(2.0 ** (tries - FREE_TRIES + 1), LONGEST_WAIT)
            left = last + wait - time.monotonic()
            if left > 0:
                raise SignInFailed("sign_in_wait", seconds=int(left) + 1)

    @writes(None)
    def set_up(self, tx: Tx, draft: SetUpDraft) -> Change:
        """The first start: the estate and the first person, a director; refused once anybody is there."""
        if tx.session.scalar(select(func.count()).select_from(Staff)):
            raise DeskError("set_up_already")
        problems = [Problem(r.field, r.code, r.params) for r in check(draft, tx.now)]
        if draft.pin and draft.pin != draft.pin_again:
            problems.append(Problem("pin_again", "pin_differs"))
        if problems:
            raise Invalid(*problems)
        estate = EstateRow(
            id=1,
            name=draft.estate.strip(),
            name_en=draft.estate_en,
            address=draft.address,
            phone=draft.estate_phone,
            complaint_line=draft.complaint_line,
        )
        tx.session.add(estate)
        journal.write(tx, "estate", estate)
        row = Staff(
            code=draft.staff_code.strip(),
            name=draft.staff_name.strip(),
            role=Role.DIRECTOR,
            pin_hash=hasher().hash(draft.pin),
        )
        tx.session.add(row)
        journal.write(tx, REGISTER, row, number=row.code)
        first = replace(tx, actor=_actor(row))
        for service in self.core.by_name.values():
            service.furnish(first)
        return Change(tx.verb, Ref(REGISTER, row.id, row.code))

    @reads(EVERYONE)
    def list(self, tx: Tx) -> tuple[StaffRow, ...]:
        """Everybody who works or worked here."""
        found = tx.session.execute(
            select(Staff, Department.name, Area.name)
            .outerjoin(Department, Department.id == Staff.department_id)
            .outerjoin(Area, Area.id == Staff.area_id)
            .order_by(Staff.active.desc(), Staff.code)
        )
        return tuple(
            StaffRow(
                id=row.id,
                code=row.code,
                name=row.name,
                role=row.role,
                phone=row.phone,
                department=department or "",
                area=area or "",
                active=row.active,
            )
            for row, department, area in found
        )

    @reads(OFFICE | KEEPERS)
    def detail(self, tx: Tx, id: int) -> StaffDraft:
        """One member of staff for the form; never the PIN."""
        row = tx.session.get(Staff, id)
        if row is None:
            raise NotFound(number=f"#{id}")
        return StaffDraft(
            id=row.id,
            code=row.code,
            name=row.name,
            role=row.role,
            phone=row.phone,
            department_id=row.department_id,
            area_id=row.area_id,
            active=row.active,
        )

    @writes(KEEPERS)
    def save(self, tx: Tx, draft: StaffDraft) -> Change:
        """Take somebody on or change what is known; a new person needs a PIN."""
        problems = [Problem(r.field, r.code, r.params) for r in check(draft, tx.now)]
        row = tx.session.get(Staff, draft.id) if draft.id else None
        if draft.id and row is None:
            raise NotFound(number=f"#{draft.id}")
        if row is None and not draft.pin:
            problems.append(Problem("pin", "required"))
        taken = tx.session.scalar(select(Staff.id).where(Staff.code == draft.code.strip()))
        if taken is not None and taken != draft.id:
            problems.append(Problem("code", "duplicate", {"value": draft.code}))
        if (
            row is not None
            and row.role in KEEPERS
            and not (draft.active and draft.role in KEEPERS)
            and self._last_keeper(tx, row.id)
        ):
            problems.append(Problem("active", "last_keeper"))
        if problems:
            raise Invalid(*problems)
        row = row or Staff(version=0)
        for name in ("code", "name", "role", "phone", "department_id", "area_id", "active"):
            value = getattr(draft, name)
            setattr(row, name, value.strip() if isinstance(value, str) and name in {"code", "name"} else value)
        if draft.pin:
            row.pin_hash = hasher().hash(draft.pin)
        row.version += 1
        tx.session.add(row)
        journal.write(tx, REGISTER, row, number=row.code)
        return Change(tx.verb, Ref(REGISTER, row.id, row.code))

    @staticmethod
    def _last_keeper(tx: Tx, id: int) -> bool:
        others = select(func.count()).select_from(Staff).where(Staff.active, Staff.role.in_(KEEPERS), Staff.id != id)
        return not tx.session.scalar(others)


def _matches(pin_hash: str, pin: str) -> bool:
    try:
        return hasher().verify(pin_hash, pin)
    except (VerifyMismatchError, InvalidHashError):
        return False


def _actor(row: Staff) -> Actor:
    return Actor(row.id, row.code, row.name, row.role, row.area_id)


SERVICE = StaffService
