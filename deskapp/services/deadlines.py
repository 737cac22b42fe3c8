"""Deadlines: start + rule → due, with the sentence that says why (``ALL-10``)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from deskapp.domain.common import Deadline
from deskapp.domain.reception import Channel, Kind, Urgency
from deskapp.domain.slips import Item
from deskapp.services.rulebook import RulebookService
from deskapp.services.verbs import Tx

_REPAIRS = frozenset({Item.PLUMBING, Item.ELECTRICAL, Item.DOORS_WINDOWS, Item.LIFT, Item.INTERCOM})


def promise_rule(kind: Kind, channel: Channel) -> str:
    """The rule a promise's default comes from (``REC-2``)."""
    if kind is Kind.EMERGENCY:
        return "dispatch.limit.emergency"
    if kind is Kind.COMPLAINT:
        return "complaint.valid_contact_within"
    if channel is Channel.EMAIL:
        return "email.reply_within"
    return "complex.solution_within"


def slip_rule(item: Item, urgency: Urgency) -> str:
    """The rule a slip's limit comes from [001·1·4.10.2]."""
    if urgency is Urgency.EMERGENCY:
        return "dispatch.limit.emergency"
    return "dispatch.limit.repair" if item in _REPAIRS else "dispatch.limit.other"


def promise(tx: Tx, rulebook: RulebookService, kind: Kind, channel: Channel, start: datetime) -> Deadline:
    """When a promise falls due by default, and why."""
    words = {"kind": f"reception.kind.{kind}", "channel": f"reception.channel.{channel}"}
    return _deadline(tx, rulebook, promise_rule(kind, channel), start, "deadline.promise", words)


def slip_limit(tx: Tx, rulebook: RulebookService, item: Item, urgency: Urgency, start: datetime) -> Deadline:
    """When a slip falls due by default, and why."""
    return _deadline(tx, rulebook, slip_rule(item, urgency), start, "deadline.slip", {"item": f"slips.item.{item}"})


def _deadline(
    tx: Tx, rulebook: RulebookService, rule: str, start: datetime, sentence: str, words: dict[str, Any]
) -> Deadline:
    span = rulebook.span(tx, rule)
    hours = f"{span.total_seconds() / 3600:g}"
    clause = rulebook.clause(rule)
    params = words | {"hours": hours, "clause": clause, "start": start}
    return Deadline(due=start + span, rule=rule, clause=clause, start=start, sentence=sentence, params=params)
