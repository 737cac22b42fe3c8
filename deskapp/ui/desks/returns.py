"""The return lists' desk: made of what waits to go back, scanned together, signed by the carrier (``MAIL-7``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication

from deskapp.domain import carriers, returns
from deskapp.domain.pickups import ItemPick
from deskapp.domain.returns import ReturnDetail, ReturnDraft, ReturnRow, State
from deskapp.ui import format as fmt
from deskapp.ui.actions import native
from deskapp.ui.common.desk_acts import print_or_show, step_key
from deskapp.ui.common.month_menu import MonthMenu, papers_key
from deskapp.ui.common.printing import form_of
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.common.register_spec import (
    FIRST_COLUMNS,
    Column,
    Fact,
    Mark,
    RegisterSpec,
    Shape,
    field_fact,
    linked_facts,
)
from deskapp.ui.common.return_board import ReturnBoard
from deskapp.ui.common.return_help import ItemsHelp, ReturnHelp
from deskapp.ui.spec import DeskSpec

if TYPE_CHECKING:
    from deskapp.domain.common import Change
    from deskapp.ui.context import Context

PAPER, MONTH = "return_list", "mail_month_table"
_MARKS = {
    State.OPEN: Mark(Shape.ARROW, "soon"),
    State.SIGNED: Mark(Shape.CHECK, "ok"),
    State.VOIDED: Mark(Shape.CROSS, "muted"),
}


def mark(row: ReturnRow | ReturnDetail) -> Mark:
    """How a list's state is drawn."""
    return _MARKS[row.state]


def _carrier(context: Context, row: ReturnRow | ReturnDetail) -> str:
    return carriers.name(row.carrier, context.language)


def _signed(_context: Context, row: ReturnRow) -> str:
    return fmt.moment(row.signed_at) if row.signed_at is not None else ""


def title(context: Context, detail: ReturnDetail) -> str:
    """Whose list it is, and how many items go."""
    return f"{_carrier(context, detail)} × {detail.total}"


def subtitle(_context: Context, detail: ReturnDetail) -> str:
    """Number, when and by whom it was made."""
    return " · ".join((detail.number, fmt.clock(detail.made_at), detail.recorder))


def facts(context: Context, detail: ReturnDetail) -> Sequence[Fact]:
    """Who signed for it; the items stand in the panel."""
    line = partial(field_fact, context, "returns")
    waits = QCoreApplication.translate("ReturnsDesk", "not yet: nothing has left")
    unsigned = waits if detail.state is State.OPEN else ""
    return [
        line("signer", detail.signer, "strong"),
        line("phone", fmt.phone(detail.phone)),
        line("signed_at", fmt.clock(detail.signed_at) or unsigned, "" if detail.signed_at else "soon"),
        line("note", detail.note),
        Fact(label=context.word("returns.step.void"), text=detail.void_reason),
        *linked_facts(context, detail.linked),
    ]


def fits(detail: ReturnDetail, verb: str) -> bool:
    """A list with nothing on it is neither signed nor made shorter."""
    return bool(detail.lines) or verb not in {"sign", "drop"}


def start(_context: Context, verb: str, _detail: ReturnDetail | None) -> Mapping[str, Any]:
    """What a step's form begins with."""
    return {"signed_at": fmt.now()} if verb == "sign" else {}


def _done(desk: RegisterDesk, verb: str, change: Change, _wish: str) -> None:
    """A new list is printed, for the carrier to sign."""
    if verb == "make" and form_of(desk.context, PAPER) is not None:
        print_or_show(desk, change.id)


def _new_title() -> str:
    return QCoreApplication.translate("ReturnsDesk", "New return list")


def _sign_text() -> str:
    return QCoreApplication.translate("ReturnsDesk", "The carrier has signed")


def _empty(chip: str) -> tuple[str, str]:
    start_here = QCoreApplication.translate(
        "ReturnsDesk", "F2 makes a list of what waits to go back to one carrier; it leaves once the carrier signs."
    )
    if chip == "open":
        return QCoreApplication.translate("ReturnsDesk", "No list waits for a signature"), start_here
    return QCoreApplication.translate("ReturnsDesk", "No return lists here"), start_here


STATE, NUMBER, AT, _UNIT = FIRST_COLUMNS
SPEC = RegisterSpec(
    register=returns.REGISTER,
    lifecycle=returns.LIFECYCLE,
    chips=returns.CHIPS,
    columns=(
        STATE,
        NUMBER,
        AT,
        Column(name="carrier", sort="carrier", says=_carrier),
        Column(name="items", title="total", width=3.4, sort="items"),
        Column(name="signer", width=5, rank=1, sort="signer"),
        Column(name="signed_at", width=6, rank=6, sort="signed_at", says=_signed),
        Column(name="handler", width=4, rank=5),
    ),
    mark=mark,
    new_verb="make",
    new_draft=ReturnDraft,
    new_title=_new_title,
    title=title,
    subtitle=subtitle,
    facts=facts,
    empty=_empty,
    start=start,
    assists={"make": ReturnHelp, "add": ItemsHelp, "drop": ItemsHelp},
    beside=("add",),
    fits=fits,
    keys=(step_key("Ctrl+E", _sign_text, "sign"), papers_key()),
    done=_done,
    paper=PAPER,
    panel=ReturnBoard,
)


class ReturnsDesk(RegisterDesk):
    """The return lists; what is scanned while an open one is in front goes on it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, SPEC)
        assert isinstance(self.pane.panel, ReturnBoard)
        self.board = self.pane.panel
        self.papers = MonthMenu(self, MONTH, "mail_month.write_table")

    def handle(self, wish: str, argument: str) -> None:
        """``carrier:sf``: a list of all that goes back to it; ``items:YJ-202611-0001 …``: a list of these."""
        if wish not in {"carrier", "items"}:
            return
        self.close_preview()
        self.steps.leave()
        form = self.steps.begin_new({"carrier": argument} if wish == "carrier" else {})
        if wish == "items":
            form.fill({"items": tuple(ItemPick(item=code) for code in argument.split())})

    def take_step(self, verb: str) -> None:
        """An item is put on in the line for scans; taking one off begins with the one in front."""
        line = self.board.line()
        if verb == "add":
            self.show_pane()
            self.board.to_line()
        elif verb == "drop" and line is not None:
            self.steps.take(verb, {"items": (ItemPick(item=line.item.number),)})
        else:
            super().take_step(verb)

    def take_scan(self, code: str) -> bool:
        """A label that is scanned while an open list is in front goes on it, wherever on this desk the keys are."""
        free = self.preview is None and self.pane.form is None
        return free and self.board.isVisible() and self.board.take_scan(code)

    def escape(self) -> None:
        """Esc: from the line for scans to the items; else as everywhere."""
        focus = QApplication.focusWidget()
        free = self.preview is None and self.pane.form is None
        if free and focus is self.board.typed and self.board.model.lines:
            self.board.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().escape()

    def keys(self) -> list[tuple[str, str]]:
        """The keys of the items come first here."""
        return [
            (native("Return"), QCoreApplication.translate("ReturnsDesk", "Into the items; there, to the item itself")),
            (native("Del"), self.context.word("returns.step.drop")),
            *super().keys(),
        ]


DESK = DeskSpec(
    code="returns",
    order=23,
    title="register.returns",
    icon="mdi6.package-variant-remove",
    build=ReturnsDesk,
    registers=("returns",),
)
