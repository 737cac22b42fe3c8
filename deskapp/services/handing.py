"""What a register hands over: the most pressing rows singly, the rest as one row with its count (``DUTY-4``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select

from deskapp.domain.handovers import Handed
from deskapp.services.register import RegisterService
from deskapp.services.verbs import Tx

#: So many rows of one kind stand on the sheet; what is late comes first.
MOST = 40


class Told(NamedTuple):
    """How a row is said: what its sentence names, until when, and whether it must not be left unfinished."""

    params: dict[str, Any]
    due: datetime | None = None
    important: bool = False


def listed(
    service: RegisterService[Any, Any], tx: Tx, asked: Select[Any], text: str, told: Callable[[Any], Told]
) -> Iterator[Handed]:
    """The rows of a question in its order, up to ``MOST``, and how many more there are."""
    found = list(tx.session.scalars(asked.limit(MOST + 1)))
    for row in found[:MOST]:
        said = told(row)
        params = {"number": row.number} | said.params
        yield Handed(
            register=service.name, text=text, params=params, ref=service.ref(row), due=said.due,
            important=said.important,
        )  # fmt: skip
    if len(found) > MOST:
        count = tx.session.scalar(select(func.count()).select_from(asked.order_by(None).subquery())) or 0
        more = {"register": f"register.{service.name}", "count": count - MOST}
        # By their order the next one says whether any of those left out must not be left unfinished.
        important = told(found[MOST]).important
        yield Handed(register=service.name, text="handovers.item.more", params=more, important=important)
