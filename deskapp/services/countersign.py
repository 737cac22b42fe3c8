"""Another person's word at this screen: by name and PIN, checked as at sign-in, without signing anybody out."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from deskapp.domain.people import Role
from deskapp.errors import Invalid, Problem, SignInFailed
from deskapp.models.staff import Staff
from deskapp.services.staff import StaffService
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.office import Core

#: A wrong try waits as it does at sign-in: the sentence at the field says for how long.
_CODES = {"sign_in_failed": "wrong_pin", "sign_in_wait": "pin_wait"}


def person(
    tx: Tx, core: Core, staff_id: int | None, pin: str, roles: Collection[Role], *, field: str = "approver_id"
) -> Staff:
    """Who gave name and PIN; raises Invalid at ``field`` for anybody without the role, at ``pin`` for a wrong one.

    Call it when nothing else is wrong: checking a PIN takes its time, and a good one is only asked for once.
    """
    row = named(tx, staff_id, roles, field=field)
    try:
        return core.service(StaffService).known(tx, row.code, pin)
    except SignInFailed as error:
        raise Invalid(Problem("pin", _CODES[error.code], error.params)) from error


def named(tx: Tx, staff_id: int | None, roles: Collection[Role], *, field: str = "approver_id") -> Staff:
    """Whoever is meant, if the role may; raises Invalid."""
    row = tx.session.get(Staff, staff_id) if staff_id is not None else None
    if row is None or not row.active or row.pin_hash == "":
        raise Invalid(Problem(field, "unknown_choice", {"value": staff_id if staff_id is not None else ""}))
    if row.role not in roles:
        raise Invalid(Problem(field, "not_an_approver", {"value": row.name}))
    return row
