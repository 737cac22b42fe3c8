"""Why a deadline is for this time, in one sentence (``ALL-10``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deskapp.domain.deadlines import Span
from deskapp.domain.rulebook import clause_word
from deskapp.ui import format as fmt
from deskapp.ui.common.register_spec import ClockBox

if TYPE_CHECKING:
    from deskapp.domain.common import Deadline
    from deskapp.ui.context import Context


def span_words(context: Context, span: str) -> str:
    """``2 h`` in the reader's language."""
    key, params = Span.parse(span).word
    return context.word(key, **params)


def length_words(context: Context, minutes: int) -> str:
    """``3 h 20 min`` in the reader's language."""
    hours, rest = divmod(minutes, 60)
    parts = (context.word(f"span.{unit}", n=n) for unit, n in (("h", hours), ("min", rest)) if n or minutes == n)
    return " ".join(parts)


def sentence(context: Context, deadline: Deadline, who: str = "") -> str:
    """The rule, its length, its clause and the start; or who agreed the time by hand."""
    start = fmt.clock(deadline.start)
    if deadline.rule:
        clause = clause_word(deadline.clause, context.language)
        span = span_words(context, deadline.span)
        words: dict[str, Any] = {"title": deadline.title, "span": span, "clause": clause, "start": start}
        if deadline.learned:
            words |= {"learned": length_words(context, deadline.learned), "cases": deadline.cases}
        made = context.word("deadline.learned" if deadline.learned else "deadline.rule", **words)
    else:
        made = context.word("deadline.hand", who=who, start=start) if who else ""
    if deadline.paused_since is not None:
        made += "\n" + context.word("deadline.paused", start=fmt.clock(deadline.paused_since))
    return made.strip()


def clock_box(context: Context, deadline: Deadline | None, what: str, who: str = "", note: str = "") -> ClockBox | None:
    """The clock of an entry's detail; ``note`` goes before the sentence."""
    if deadline is None:
        return None
    why = "\n".join(part for part in (note, sentence(context, deadline, who)) if part)
    return ClockBox(start=deadline.start, due=deadline.due, what=what, why=why)
