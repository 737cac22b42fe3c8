"""What the papers of a count have in common: how it is called, which part, who was there."""

from __future__ import annotations

from deskapp.domain.inventories import KEYS, InventoryDetail, Sheet, said
from deskapp.paper.cells import SIGN_HIGH, Row
from deskapp.paper.kit import Press
from deskapp.paper.sheet import MM
from deskapp.paper.speech import Label, term

COUNTER_SIGNS = Label("清点人签名", "Counter signs")
SECOND_SIGNS = Label("复点人签名", "Second signs")
SUPERVISOR_SIGNS = Label("主管签名", "Supervisor signs")


def counted(name: str, subject: str = KEYS) -> Label:
    """The label of a field, as it is said of what is counted."""
    return term(said(subject, f"field.{name}"))


def about(press: Press, found: Sheet | InventoryDetail | None) -> Row:
    """Which month, which cabinet, since when, begun by whom."""
    pair, speech = press.pair, press.speech
    part = (found.part or speech.word(said(found.subject, "all"))) if found is not None else ""
    begun = speech.clock(found.begun_at) if found is not None else ""
    return press.row(
        pair(counted("month"), found.month if found is not None else "", 0.6, strong=True),
        pair(counted("part"), part, 1.2),
        pair(counted("begun_at"), press.moment(begun), 1.4),
        least=8 * MM if found is None else 0,
    )


def signatures(press: Press, *labels: Label) -> Row:
    """Lines for a pen."""
    return press.row(*(press.pair(label, "") for label in labels), least=SIGN_HIGH)
