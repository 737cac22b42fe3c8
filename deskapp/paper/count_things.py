"""The lines of a count sheet where several things lie at a place: room for how many, and for each one's number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from deskapp.domain.inventories import Mark, SheetLine, Subject, said
from deskapp.paper.cells import Caption, Cell, Content, Row, Text, Ticks
from deskapp.paper.count_parts import counted
from deskapp.paper.kit import Press
from deskapp.paper.sheet import MM
from deskapp.paper.speech import term

_MAIL = Subject.MAIL.value
#: Place, empty, how many, the numbers.
_WIDTHS = (26 * MM, 14 * MM, 16 * MM, 0.0)
_ROW, _BLANK_ROWS = 9 * MM, 24


def header(press: Press) -> Row:
    """What the columns are called."""
    labels = (
        counted("place", _MAIL), term(said(_MAIL, "mark.empty")), counted("keys", _MAIL), term(said(_MAIL, "codes")),
    )  # fmt: skip
    cells = (
        Cell(Caption(label, press.speech), width=width, shaded=True)
        for label, width in zip(labels, _WIDTHS, strict=True)
    )
    return Row(list(cells), least=4.6 * MM)


def rows(press: Press, lines: Sequence[SheetLine]) -> Iterator[Row]:
    """A line a place, under the shelf it is a place of; what was scanned before the sheet was printed stands in it."""
    for part, group in groupby(lines, key=attrgetter("part")):
        here = list(group)
        places = [line for line in here if not line.thing]
        yield Row([Cell(Text(f"{part} · {len(places)}", 8, strong=True), shaded=True)], least=5 * MM)
        for line in places:
            yield _row(press, line, [each for each in here if each.thing and each.place_id == line.place_id])


def _row(press: Press, line: SheetLine | None, things: Sequence[SheetLine]) -> Row:
    mark = line.mark if line is not None else None
    contents: tuple[Content, ...] = (
        Text(line.place if line is not None else "", strong=True, align="c"),
        Ticks([""], 0 if mark is Mark.EMPTY else None),
        Text(str(len(things)) if things else "", align="c"),
        Text("   ".join(_code(press, each) for each in things), 8),
    )
    cells = [Cell(content, width=width) for content, width in zip(contents, _WIDTHS, strict=True)]
    return Row(cells, least=_ROW, spare=line is None)


def _code(press: Press, line: SheetLine) -> str:
    word = press.speech.word(said(_MAIL, "mark.other"))
    return f"{line.code} ({word})" if line.mark is Mark.OTHER else line.code


def blank(press: Press) -> list[Row]:
    """Lines for a shelf that is not in the register yet."""
    return [_row(press, None, ()) for _ in range(_BLANK_ROWS)]
