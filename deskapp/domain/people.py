"""Who works here: roles, and the person who is signed in (``ALL-3``)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a member of staff may do goes by role (``roles.md``)."""

    RECEPTIONIST = "receptionist"
    STEWARD = "steward"
    CASHIER = "cashier"
    SUPERVISOR = "supervisor"
    DIRECTOR = "director"
    ADMIN = "admin"


COUNTER = frozenset({Role.RECEPTIONIST, Role.SUPERVISOR, Role.DIRECTOR})
#: The counter, and the area stewards for what lies in their own area.
COUNTER_AND_STEWARD = COUNTER | {Role.STEWARD}
OFFICE = frozenset({Role.SUPERVISOR, Role.DIRECTOR})
EVERYONE = frozenset(Role)
KEEPERS = frozenset({Role.DIRECTOR, Role.ADMIN})


@dataclass(frozen=True, slots=True)
class Actor:
    """The signed-in person, in whose name every verb is done. ``area_id`` bounds what an area steward sees."""

    staff_id: int
    code: str
    name: str
    role: Role
    area_id: int | None = None


WORDS = {
    "role.receptionist": ("Receptionist", "前台接待员"),
    "role.steward": ("Area steward", "片区管理员"),
    "role.cashier": ("Cashier", "收银员"),
    "role.supervisor": ("Supervisor", "客服主管"),
    "role.director": ("Office director", "管理处主任"),
    "role.admin": ("Administrator", "系统管理员"),
}
