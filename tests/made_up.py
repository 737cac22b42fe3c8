"""Drafts filled in from what their fields declare, for registers that a test knows nothing else of."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from deskapp.domain import fields
from deskapp.domain.fields import FieldSpec, fields_of
from tests.factories import PIN, Desk


def made_up(draft: Any, desk: Desk) -> Any:
    """A draft of this class with every required field filled in; the others stay as they are."""
    return draft(**{spec.name: _value(spec, desk) for spec in fields_of(draft) if spec.marker.required})


def _value(spec: FieldSpec, desk: Desk) -> Any:
    match spec.marker:
        case fields.Text(max=most):
            return "测试"[:most]
        case fields.Phone():
            return "138 0000 1234"
        case fields.UnitCode():
            return "3-2-1102"
        case fields.Pick(source=source):
            return desk.call(source)[0].id
        case fields.Choice():
            return next(iter(spec.type))  # type: ignore[call-overload]
        case fields.Moment(when=when):
            return desk.clock.now + timedelta(days=9 if when == "future" else 0)
        case fields.Day(when=when):
            return (desk.clock.now + timedelta(days=9 if when == "future" else 0)).astimezone().date()
        case fields.Flag():
            return True
        case fields.Money():
            return Decimal(1)
        case fields.Number(min=least):
            return least
        case fields.Rows(row=row):
            return (made_up(row, desk),)
        case fields.Secret():
            return PIN
    raise AssertionError(f"{spec.name}: nothing to fill {spec.marker} with")
