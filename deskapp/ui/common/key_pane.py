"""The pane beside the wall: a set with its next step, or an empty hook that waits for one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from deskapp.domain.keys import HookCell
from deskapp.ui.common.detail_pane import DetailPane
from deskapp.ui.common.register_spec import RegisterSpec
from deskapp.ui.common.why import clock_box

if TYPE_CHECKING:
    from deskapp.domain.loans import LoanDetail
    from deskapp.ui.context import Context

HANG = "hang"


class KeyPane(DetailPane):
    """A set's deadline is its loan's: why it is then is asked of the loan (``ALL-10``)."""

    def __init__(self, context: Context, spec: RegisterSpec) -> None:
        super().__init__(context, spec)
        self.hook: HookCell | None = None
        self.why.register = "loans"

    def show_hook(self, cell: HookCell, *, may_hang: bool) -> None:
        """An empty hook: what it is, and the key that hangs a set on it."""
        self.show_nothing()
        self.hook = cell
        waits = self.tr("Nothing hangs here. Enter hangs up a set, with its door and its number of keys.")
        self._head(cell.hook, waits if may_hang else "", self.tr("Empty hook"))
        if may_hang:
            self._add_primary(self.context.word("keys.step.hang"), "Ctrl+Return", partial(self.stepped.emit, HANG))
            self.foot.setVisible(True)

    def show_nothing(self) -> None:
        """Qt: neither set nor hook."""
        self.hook = None
        super().show_nothing()

    def show_detail(self, detail: object) -> None:
        """A set; why it is due then comes with its loan."""
        self.hook = None
        super().show_detail(detail)

    def tell_why(self, loan: LoanDetail) -> None:
        """The loan was read: its sentence goes under the time."""
        detail = self.detail
        if detail is not None and detail.loan_id == loan.id and self.clock.runs:
            what = self.context.label("loans", "due_at")
            self.clock.show_clock(clock_box(self.context, loan.deadline, what, loan.recorder))
            self.why.follow(loan.id, running=self.clock.runs)

    def toggle_why(self) -> None:
        """Open or close why the set is due when it is."""
        if not self.why.isHidden():
            self.why.hide()
        elif self.detail is not None and self.detail.loan_id is not None and self.clock.runs:
            self.why.open_for(self.detail.loan_id)
