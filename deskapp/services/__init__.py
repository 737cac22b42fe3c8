"""The office's work: one file a register; the only place with SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from deskapp.services.office import OpenOffice


def open_office(place: Any, **options: Any) -> OpenOffice:
    """Open a register; see ``office.open_office``. Imported late: the first window paints before SQLAlchemy is."""
    from deskapp.services.office import open_office as really_open

    return really_open(place, **options)
