"""Why a deadline is for this time, in one sentence (``ALL-10``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskapp.domain.deadlines import by_rule
from deskapp.ui import format as fmt
from deskapp.ui.common.register_spec import ClockBox

if TYPE_CHECKING:
    from deskapp.domain.common import Deadline
    from deskapp.ui.context import Context


def sentence(context: Context, deadline: Deadline, who: str = "") -> str:
    """The rule, its length, its clause and the start; or who agreed the time by hand."""
    if deadline.rule:
        made = by_rule(deadline, context.language, fmt.clock)
    else:
        made = context.word("deadline.hand", who=who, start=fmt.clock(deadline.start)) if who else ""
    if deadline.paused_since is not None:
        made += "\n" + context.word("deadline.paused", start=fmt.clock(deadline.paused_since))
    return made.strip()


def clock_box(context: Context, deadline: Deadline | None, what: str, who: str = "", note: str = "") -> ClockBox | None:
    """The clock of an entry's detail; ``note`` goes before the sentence."""
    if deadline is None:
        return None
    why = "\n".join(part for part in (note, sentence(context, deadline, who)) if part)
    return ClockBox(start=deadline.start, due=deadline.due, what=what, why=why)
