"""Shifts 班次: when people are on duty, how they are written in the roster, how many each day needs (``DUTY-1``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Annotated

from deskapp.domain.fields import Choice, Flag, Hidden, Number, Text

REGISTER = "shifts"


class Colour(StrEnum):
    """The tint of a shift's cells, beside its word."""

    BLUE = "blue"
    ORANGE = "orange"
    GREEN = "green"
    PURPLE = "purple"
    TEAL = "teal"
    RED = "red"
    BROWN = "brown"
    GREY = "grey"


#: Ground and ink of a shift's cells on white; each pair keeps a contrast of 4.5 : 1.
TINTS = {
    Colour.BLUE: ("#d9e9fb", "#0b5394"),
    Colour.ORANGE: ("#fdeacf", "#8a4300"),
    Colour.GREEN: ("#dcf2e2", "#0b6535"),
    Colour.PURPLE: ("#ebe2f9", "#5a2c90"),
    Colour.TEAL: ("#d5f0f0", "#0a5a5e"),
    Colour.RED: ("#fbdfe2", "#9d1a28"),
    Colour.BROWN: ("#eee2d5", "#67401f"),
    Colour.GREY: ("#e4e8ec", "#3d4855"),
}


@dataclass(frozen=True, kw_only=True)
class ShiftDraft:
    """A shift. ``short`` stands in the cell, ``letter`` is typed for it; one that ends before it starts ends next day.

    ``cover_*`` is the least number of people on a working day, a weekend, a public holiday; ``late`` shifts are shared
    out fairly like weekends are.
    """

    name: Annotated[str, Text(max=20, required=True)] = ""
    short: Annotated[str, Text(max=3, required=True)] = ""
    letter: Annotated[str, Text(max=1, required=True)] = ""
    starts: Annotated[str, Text(max=5, required=True)] = "07:30"
    ends: Annotated[str, Text(max=5, required=True)] = "14:00"
    pause: Annotated[int, Number(min=0, max=240)] = 0
    colour: Annotated[Colour, Choice(required=True)] = Colour.BLUE
    late: Annotated[bool, Flag()] = False
    cover_working: Annotated[int, Number(min=0, max=50)] = 1
    cover_weekend: Annotated[int, Number(min=0, max=50)] = 1
    cover_holiday: Annotated[int, Number(min=0, max=50)] = 1
    id: Annotated[int | None, Hidden()] = None
    version: Annotated[int, Hidden()] = 0
    client_id: Annotated[str, Hidden()] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A shift as the roster knows it."""

    id: int
    version: int
    name: str
    short: str
    letter: str
    starts: time
    ends: time
    pause: int
    colour: Colour
    late: bool
    cover_working: int
    cover_weekend: int
    cover_holiday: int
    active: bool = True

    @property
    def length(self) -> timedelta:
        """How long it is, the pause not counted."""
        begin, end = (datetime.combine(datetime.min, hour) for hour in (self.starts, self.ends))
        if end <= begin:
            end += timedelta(days=1)
        return end - begin - timedelta(minutes=self.pause)

    @property
    def hours(self) -> float:
        """The same in hours."""
        return self.length / timedelta(hours=1)
