"""What is wrong with a line that is entered afterwards, as a sentence at each of its cells (``ALL-4``)."""

from __future__ import annotations

from collections.abc import Iterable

from deskapp.domain.afterwards import LOOKS, Fault
from deskapp.errors import DeskError, Invalid
from deskapp.ui.common.afterwards_rows import PaperRow
from deskapp.ui.context import Context

#: What the head of the sheet holds is told at the first cell.
_OF_THE_HEAD = {"reason": "when"}


def checked(context: Context, row: PaperRow, faults: Iterable[Fault]) -> None:
    """The registers have looked at a line."""
    row.faults = {}
    for fault in faults:
        row.faults.setdefault(_column(fault.column), context.word(fault.key, **fault.params))
    _unread(context, row)


def refused(context: Context, row: PaperRow, error: DeskError) -> None:
    """A register has refused a line."""
    row.faults = {}
    if isinstance(error, Invalid):
        for problem in error.problems:
            sentence = context.word(f"problem.{problem.code}", **problem.params)
            row.faults.setdefault(_column(problem.field), sentence)
    else:
        row.faults["what"] = context.error_text(error)
    _unread(context, row)


def _column(name: str) -> str:
    return _OF_THE_HEAD.get(name, name)


def _unread(context: Context, row: PaperRow) -> None:
    """A cell that could not be read says so, not that it is empty."""
    if row.cells.get("when", "") and row.when is None:
        row.faults["when"] = context.word("problem.not_a_time")
    typed = row.cells.get("what", "")
    if typed and "what" in row.faults and row.line("").what is None:
        letters = " ".join(look.letter for look in LOOKS.values())
        row.faults["what"] = context.word("problem.no_such_what", value=typed[:20], letters=letters)
