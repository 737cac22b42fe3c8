"""Which number of the rulebook a kind of follow-up goes by: its time and its rate [001·3·1, 2]."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from deskapp.domain.followups import Kind
from deskapp.models.followups import Followup
from deskapp.services import deadlines
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.office import Core

#: What falls due: the word ``today.followups.<what>`` says it.
VISIT, PUT_RIGHT = "visit", "put_right"
HALFWAY = "followup.special_service.halfway"
_OTHER = "followup.other.within"
_WITHIN = {
    Kind.COMPLAINT: "followup.complaint.within",
    Kind.MINOR_REPAIR: "followup.minor_repair.within",
    Kind.MAJOR_REPAIR: "followup.major_repair.within",
    Kind.SPECIAL_HALFWAY: "followup.special_service.within",
    Kind.SPECIAL_END: "followup.special_service.within",
    Kind.ACTIVITY: "followup.activity.within",
}
#: Kinds that are not here have no target: theirs is set "as the case may be" [001·3·2.5].
RATES = {
    Kind.COMPLAINT: "followup.complaint.rate",
    Kind.MINOR_REPAIR: "followup.minor_repair.rate",
    Kind.MAJOR_REPAIR: "followup.major_repair.rate",
    Kind.SPECIAL_HALFWAY: "followup.special_service.rate",
    Kind.SPECIAL_END: "followup.special_service.rate",
    Kind.ACTIVITY: "followup.activity.rate",
}


def ask_within(kind: Kind) -> str:
    """The rule for the time in which the resident is asked, counted from the end of the work."""
    return _WITHIN.get(kind, _OTHER)


def first_clock(tx: Tx, core: Core, row: Followup, since: datetime) -> None:
    """Start the clock of the first visit; halfway through a special service, ``since`` is the middle of its time."""
    rule = HALFWAY if row.kind is Kind.SPECIAL_HALFWAY else ask_within(row.kind)
    row.visit_by = deadlines.start(tx, core, row, VISIT, rule, since).due


def next_clock(tx: Tx, core: Core, row: Followup, since: datetime) -> None:
    """Start the clock of another visit, after something was put right (``FUP-1``)."""
    deadlines.start(tx, core, row, VISIT, ask_within(row.kind), since)
