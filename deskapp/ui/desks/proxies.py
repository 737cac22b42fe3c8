"""The desk of the proxies: who may take whose mail, asked for at the counter, approved by name and PIN (``MAIL-5``)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from deskapp.domain import proxies
from deskapp.domain.proxies import ProxyDetail, ProxyDraft, ProxyRow, State
from deskapp.ui import format as fmt
from deskapp.ui.common.pickup_facts import related
from deskapp.ui.common.printing import at_once
from deskapp.ui.common.proxy_help import ApproveHelp, ProxyHelp
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.common.register_spec import (
    FIRST_COLUMNS,
    Cell,
    Column,
    Fact,
    Mark,
    RegisterSpec,
    Shape,
    field_fact,
    linked_facts,
    written_down,
)
from deskapp.ui.common.shown_document import document_key, masked
from deskapp.ui.spec import DeskSpec

if TYPE_CHECKING:
    from deskapp.domain.common import Change
    from deskapp.ui.context import Context

PAPER = "proxy_form"
_MARKS = {
    State.ASKED: Mark(Shape.RING, "soon"),
    State.APPROVED: Mark(Shape.CHECK, "ok"),
    State.ENDED: Mark(Shape.DOT, "muted"),
    State.REFUSED: Mark(Shape.BANG, "muted"),
    State.VOIDED: Mark(Shape.CROSS, "muted"),
}


def mark(row: ProxyRow | ProxyDetail) -> Mark:
    """How an authorisation is drawn: one whose day has passed holds no more, though nobody ended it."""
    if row.state is State.APPROVED and not row.valid:
        return Mark(Shape.HALF, "muted")
    return _MARKS[row.state]


def title(_context: Context, detail: ProxyDetail) -> str:
    """Who, for whom."""
    return f"{detail.name} → {detail.resident} · {detail.unit}"


def until(row: ProxyRow | ProxyDetail) -> str:
    """Until when it holds; for one pickup where no day was said."""
    once = QCoreApplication.translate("ProxiesDesk", "one pickup")
    return f"{row.until:%Y-%m-%d}" if row.until else once


def facts(context: Context, detail: ProxyDetail) -> Sequence[Fact]:
    """Who, what to whom, with what document, until when, approved by whom."""
    line = partial(field_fact, context, "proxies")
    over = detail.state is State.APPROVED and not detail.valid
    yes = QCoreApplication.translate("ProxiesDesk", "Yes")
    by = " · ".join(part for part in (detail.approved_by, fmt.clock(detail.approved_at)) if part)
    waiting = QCoreApplication.translate("ProxiesDesk", "not yet")
    return [
        line("name", related(detail.name, context.word(f"proxies.relation.{detail.relation}")), "strong"),
        line("resident", detail.resident),
        line("phone", fmt.phone(detail.phone)),
        line("id_number", masked(context, detail.id_type, detail.id_number_masked)),
        line("until", until(detail), "late" if over else ""),
        line("approved_by", by or (waiting if detail.state is State.ASKED else ""), "" if by else "soon"),
        line("asked_resident", yes if detail.asked_resident else ""),
        line("used", str(detail.used) if detail.used else ""),
        line("ended_at", fmt.clock(detail.ended_at)),
        line("ended_reason", detail.ended_reason),
        line("refused_reason", detail.refused_reason),
        line("note", detail.note),
        line("void_reason", detail.void_reason),
        *linked_facts(context, detail.linked),
    ]


def _until_said(_context: Context, row: ProxyRow) -> str:
    return until(row)


def _phone_said(_context: Context, row: ProxyRow) -> str:
    return fmt.phone(row.phone)


def _new_title() -> str:
    return QCoreApplication.translate("ProxiesDesk", "New proxy")


def _empty(chip: str) -> tuple[str, str]:
    start_here = QCoreApplication.translate(
        "ProxiesDesk", "F2 writes down who is to take a resident's mail; steward, supervisor or director approve it."
    )
    if chip == "asked":
        return QCoreApplication.translate("ProxiesDesk", "Nothing waits for approval"), start_here
    if chip == "approved":
        return QCoreApplication.translate("ProxiesDesk", "Nobody may take another's mail today"), start_here
    return QCoreApplication.translate("ProxiesDesk", "No proxies here"), start_here


def _done(desk: RegisterDesk, verb: str, change: Change, _wish: str) -> None:
    """The form is printed at once where the workplace chose so; the resident or the proxy signs it."""
    if verb == "ask":
        at_once(desk.context, PAPER, change.id)


SPEC = RegisterSpec(
    register=proxies.REGISTER,
    lifecycle=proxies.LIFECYCLE,
    chips=proxies.CHIPS,
    columns=(
        *FIRST_COLUMNS,
        Column(name="name", width=5, sort="name"),
        Column(name="relation", cell=Cell.WORD, width=4.5, rank=2),
        Column(name="resident", width=5, sort="resident"),
        Column(name="phone", width=6.6, rank=6, says=_phone_said),
        Column(name="until", width=5.5, sort="until", says=_until_said),
        Column(name="approved_by"),
        Column(name="handler", width=4, rank=7),
    ),
    mark=mark,
    new_verb="ask",
    new_draft=ProxyDraft,
    new_title=_new_title,
    title=title,
    subtitle=written_down("asked_at"),
    facts=facts,
    empty=_empty,
    assists={"ask": ProxyHelp, "approve": ApproveHelp},
    beside=("refuse", "end"),
    keys=(document_key(),),
    done=_done,
    paper=PAPER,
)


class ProxiesDesk(RegisterDesk):
    """The proxies; other desks ask it to begin for a unit."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, SPEC)

    def handle(self, wish: str, argument: str) -> None:
        """``unit:3-2-1102``: a new authorisation for a unit's mail."""
        if wish == "unit":
            self.close_preview()
            self.steps.leave()
            self.steps.begin_new({"unit": argument})


DESK = DeskSpec(
    code="proxies",
    order=24,
    title="register.proxies",
    icon="mdi6.account-arrow-left-outline",
    build=ProxiesDesk,
    registers=("proxies",),
)
