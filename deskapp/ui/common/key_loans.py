"""What the wall does with sets: lend those chosen, take them back, open a step of the loan a set is out on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from deskapp.domain import loans
from deskapp.domain.common import Ref
from deskapp.domain.keys import REGISTER, HookCell, KeySetDetail, KeySetDraft, State
from deskapp.domain.loans import Deposit, ExtendDraft, LoanDetail, LoseDraft, SetPick
from deskapp.errors import Conflict, DeskError
from deskapp.ui import format as fmt
from deskapp.ui.common import loan_papers
from deskapp.ui.common.desk_steps import DeskSteps
from deskapp.ui.common.draft_shelf import DraftShelf
from deskapp.ui.common.form import Form, FormPlan
from deskapp.ui.common.loan_help import ExtendHelp, OutSetsHelp, loan_plan, loan_start
from deskapp.ui.common.parts import while_alive

if TYPE_CHECKING:
    from deskapp.domain.common import Change
    from deskapp.domain.drafts import FormDraft
    from deskapp.ui.desks.keys import KeysDesk

_LEND = "loans.lend"
_FORMS: dict[str, type] = {"extend": ExtendDraft, "lose": LoseDraft}


class KeySteps(DeskSteps):
    """The steps of a set; whatever form is left, the loan's draft is offered again as well."""

    def close(self) -> None:
        """Take the form away."""
        super().close()
        if isinstance(loans_ := getattr(self.desk, "loans", None), KeyLoans):
            loans_.shelf.busy("")
            loans_.shelf.load()


class KeyLoans(QObject):
    """The doing half of the key cabinet's desk."""

    def __init__(self, desk: KeysDesk) -> None:
        super().__init__(desk)
        self.desk = desk
        self.context = desk.context
        self.shelf = DraftShelf(self.context, loans.REGISTER)
        self.shelf.taken.connect(self._restore)

    # Forms

    def lend(self, draft: FormDraft | None = None) -> None:
        """The form of a loan: of the chosen sets, or of the one in front (``KEY-2``)."""
        form = self.desk.pane.form
        if form is not None and form.plan.place == _LEND and not form.dirty and draft is None:
            form.begin()
            return
        self.desk.steps.leave()
        hooks = [cell.hook for cell in self._meant(State.IN)]
        self._open(loan_plan(self.context, loan_start(hooks)), draft)

    def _meant(self, state: State) -> Sequence[HookCell]:
        """The chosen sets in a state, or the one in front."""
        view = self.desk.wall.view
        found = view.marks or ((view.current,) if view.current is not None else ())
        return [cell for cell in found if cell.state is state]

    def hang(self) -> None:
        """A set for the empty hook in front."""
        cell = self.desk.wall.view.current
        if cell is None or cell.set_id is not None:
            return
        self.desk.steps.leave()
        word = self.context.word("keys.step.hang")
        start = {"hook": cell.hook}
        plan = FormPlan(
            register=REGISTER, verb="hang", draft=KeySetDraft, title=f"{word} · {cell.hook}", save_text=word,
            start=start, first="unit",
        )  # fmt: skip
        self._open(plan)

    def open_step(self, verb: str, detail: KeySetDetail) -> None:
        """A step of the loan that a set is out on: it is read first, for its version."""
        if detail.loan_id is not None:
            then = while_alive(self, partial(self._open_step, verb, detail.hook or detail.number))
            self.context.ask("loans.detail", then, owner=self, token="step", id=detail.loan_id)

    def _open_step(self, verb: str, hook: str, loan: LoanDetail) -> None:
        self.desk.steps.leave()
        word = self.context.word(f"loans.step.{verb}")
        plan = FormPlan(
            register=loans.REGISTER, verb=verb, draft=_FORMS[verb], title=f"{word} · {loan.number}", save_text=word,
            subject=loan.id, version=loan.version,
            start={"sets": (SetPick(key=hook),)} if verb == "lose" else {},
            assist=OutSetsHelp if verb == "lose" else ExtendHelp,
        )  # fmt: skip
        self._open(plan)

    def _open(self, plan: FormPlan, draft: FormDraft | None = None) -> None:
        desk = self.desk
        form = Form(self.context, plan, draft)
        form.saved.connect(self._saved)
        form.conflicted.connect(self._conflicted)
        form.discarded.connect(self._discarded)
        desk.pane.show_form(form, ())
        self.shelf.busy(form.keeper.client_id)
        desk.show_pane()
        form.begin()

    def _restore(self, draft: FormDraft) -> None:
        """A loan that was typed half goes on here; another step of a loan goes on where its loan is."""
        if draft.place == _LEND:
            self.lend(draft)
        else:
            self.context.desk_wanted.emit(loans.REGISTER, "")

    def _discarded(self) -> None:
        self.desk.steps.close()
        self.desk.setFocus(Qt.FocusReason.OtherFocusReason)

    def _conflicted(self) -> None:
        """Somebody was quicker: the form goes on from what stands there now."""
        form = self.desk.pane.form
        if form is not None and form.plan.register == loans.REGISTER and form.plan.subject is not None:
            then = while_alive(form, partial(_go_on, form))
            self.context.ask("loans.detail", then, owner=self, token="version", id=form.plan.subject)

    def _saved(self, change: Change) -> None:
        self.desk.steps.close()
        desk, verb = self.desk, change.verb.rpartition(".")[2]
        register = change.verb.partition(".")[0]
        if verb == "lend":
            desk.wall.view.clear_marks()
            self.context.ask("loans.detail", while_alive(self, self._lent), id=change.id)
        said = self.tr("{number}: {step}")
        word = self.context.word(f"{register}.step.{verb}")
        self.context.say(said.format(number=change.number, step=word), kind="ok")
        desk.look_again()

    def _lent(self, loan: LoanDetail) -> None:
        """Its papers; where the money goes, and which receipt goes with it: the picture shows neither (``KEY-9``)."""
        loan_papers.lent(self.context, loan)
        if loan.deposit_state is Deposit.HELD:
            said = self.tr("Deposit ¥{sum}: into envelope {envelope}, receipt {receipt}")
            text = said.format(sum=fmt.money(loan.deposit), envelope=loan.envelope, receipt=loan.receipt)
            self.context.say(text, kind="info", seconds=15)

    # Returns

    def take_back(self, detail: KeySetDetail) -> None:
        """The set in front is back, whatever loan it is on (``KEY-10``)."""
        self._back(detail.hook or detail.number)

    def all_marked(self) -> None:
        """Sets chosen together: those that hang are lent, those that are out come back."""
        away = self._meant(State.OUT)
        if not away:
            self.lend()
            return
        for cell in away:
            self._back(cell.hook)
        self.desk.wall.view.clear_marks()

    def _back(self, hook: str) -> None:
        told = while_alive(self, partial(self._came_back, hook))
        self.context.do("loans.scan_back", told, while_alive(self, self._refused), text=hook)

    def _came_back(self, hook: str, change: Change) -> None:
        then = while_alive(self, partial(self._tell, hook))
        self.context.ask("loans.detail", then, id=change.id)

    def _tell(self, hook: str, loan: LoanDetail) -> None:
        """What is still out of the loan, and the deposit that is to be given back (``KEY-9``)."""
        if loan.deposit_state is Deposit.HELD and not loan.out:
            said = self.tr("{hook} is back. Deposit to give back: ¥{sum}, envelope {envelope}.")
            text = said.format(hook=hook, sum=fmt.money(loan.deposit), envelope=loan.envelope)
            open_loan = partial(self.context.open, Ref(loans.REGISTER, loan.id, loan.number))
            self.context.say(text, kind="warning", action=self.tr("To the loan"), act=open_loan, seconds=15)
        elif loan.out:
            said = self.tr("{hook} is back from {borrower}; of this loan {count} are still out.")
            self.context.say(said.format(hook=hook, borrower=loan.borrower, count=loan.out), kind="ok", seconds=8)
        else:
            self.context.say(
                self.tr("{hook} is back from {borrower}.").format(hook=hook, borrower=loan.borrower), kind="ok"
            )

    def _refused(self, error: DeskError) -> None:
        self.context.say_error(error)
        if isinstance(error, Conflict):
            self.desk.look_again()


def _go_on(form: Form, loan: Any) -> None:
    form.version = loan.version
