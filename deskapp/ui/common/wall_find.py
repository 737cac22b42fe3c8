"""Which hook is meant by what was typed: its number, a room, a unit, whoever has the keys (``KEY-1``)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from deskapp.domain.keys import HookCell, Wall

_HOOK = re.compile(r"([A-Z]*)0*(\d+)")


class Found(NamedTuple):
    """A hook and the cabinet it is in."""

    wall: Wall
    cell: HookCell


def find(walls: Sequence[Wall], here: int, text: str) -> Found | None:
    """The hook that is meant; where several may be, one of the cabinet in front (``here``: its id) goes first."""
    typed = unicodedata.normalize("NFKC", text).strip().upper()
    if not typed:
        return None
    ordered = sorted(walls, key=lambda wall: wall.id != here)
    every = [Found(wall, cell) for wall in ordered for cell in wall.hooks]
    own = [found for found in every if found.wall.id == here]
    return (
        _first(every, typed, _is_hook)
        or _first(own, typed, _is_number)
        or _first(every, typed, _is_door)
        or _first(every, typed, _is_number)
        or _first(every, typed, _hook_begins)
        or _first(every, typed, _door_begins)
        or _first(every, typed, _says)
    )


def _first(every: Iterable[Found], typed: str, fits: object) -> Found | None:
    assert callable(fits)
    return next((found for found in every if fits(found.cell, typed)), None)


def squeezed(text: str) -> str:
    """A code without its punctuation: ``3-2-1102`` and ``3 2 1102`` are both ``321102``."""
    return re.sub(r"[^0-9A-Z]", "", text.upper())


def _parts(hook: str) -> tuple[str, str] | None:
    match = _HOOK.fullmatch(hook)
    return (match[1], match[2]) if match else None


def _is_hook(cell: HookCell, typed: str) -> bool:
    """``A034`` and ``a34``; a set's own number too."""
    if typed in {cell.hook, cell.number}:
        return True
    asked, own = _parts(typed), _parts(cell.hook)
    return asked is not None and bool(asked[0]) and asked == own


def _is_number(cell: HookCell, typed: str) -> bool:
    """``34``: the cabinet in front goes without its letter."""
    own = _parts(cell.hook)
    return typed.isdigit() and own is not None and own[1] == (typed.lstrip("0") or "0")


def _is_door(cell: HookCell, typed: str) -> bool:
    asked = squeezed(typed)
    return bool(cell.unit) and bool(asked) and squeezed(cell.unit) == asked


def _hook_begins(cell: HookCell, typed: str) -> bool:
    return cell.hook.startswith(typed)


def _door_begins(cell: HookCell, typed: str) -> bool:
    asked = squeezed(typed)
    return len(asked) > 1 and bool(cell.unit) and squeezed(cell.unit).startswith(asked)


def _says(cell: HookCell, typed: str) -> bool:
    return typed in cell.place.upper() or typed in cell.borrower.upper()
