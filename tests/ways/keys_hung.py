"""Keys on their hooks, for tests that lend or hand over."""

from __future__ import annotations

from typing import Any

from deskapp.domain.keys import CabinetDraft, Category, KeySetDetail, KeySetDraft
from tests.factories import Desk

UNIT = "3-2-1102"


def cabinet(desk: Desk, code: str = "A") -> None:
    """A cabinet of 2 × 5 hooks, once."""
    if not desk.call("keys.cabinet_options"):
        desk.call("keys.make_cabinet", draft=CabinetDraft(code=code, name="前台", rows=2, columns=5))


def hung(desk: Desk, **values: Any) -> KeySetDetail:
    """A set of three keys of the unit."""
    cabinet(desk)
    draft = KeySetDraft(**{"unit": UNIT, "category": Category.VACANT, "keys": 3} | values)
    return key_set(desk, desk.call("keys.hang", draft=draft).id)


def key_set(desk: Desk, id: int) -> KeySetDetail:
    """A set as it stands."""
    detail = desk.call("keys.detail", id=id)
    assert isinstance(detail, KeySetDetail)
    return detail
