"""Keys taken back one scan after another: each is taken back at once, whatever loan it is on (``KEY-10``)."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from deskapp.domain.common import Ref
from deskapp.domain.keys import PREFIX
from deskapp.domain.loans import Deposit, State
from deskapp.ui import format as fmt
from deskapp.ui.common.parts import label, while_alive
from deskapp.ui.common.run_page import RunPage, RunWords
from deskapp.ui.common.run_table import RunTable

if TYPE_CHECKING:
    from deskapp.domain.common import Change
    from deskapp.domain.loans import LoanDetail, LoanLine
    from deskapp.errors import DeskError
    from deskapp.ui.context import Context


@dataclass(slots=True, eq=False)
class Returned:
    """One scan: what was typed, and what came of it; ``tone`` says how it is written."""

    typed: str
    hook: str = ""
    place: str = ""
    borrower: str = ""
    said: str = ""
    tone: str = "muted"
    loan_id: int = 0
    set_id: int = 0
    number: str = ""


class ScanBack(RunPage):
    """A line to scan or type into and a list of what came back.

    Scans are worked off one after another in their order: however fast they come, none is lost (``ALL-11``).
    """

    prefix = PREFIX
    table: RunTable[Returned]

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.refunds: dict[int, LoanDetail] = {}
        self._waiting: deque[Returned] = deque()
        self._working = False
        self.line.setMaxLength(60)
        self._say()

    def words(self) -> RunWords:
        """What the page is called."""
        return RunWords(
            title=self.tr("Keys come back"), done=self.tr("Done"),
            hint=self.tr("Scan the label, or type hook or unit and Enter"), line=self.tr("Key set that came back"),
            list=self.tr("Scanned so far"), stranger=self.tr("{code} is no key set's label."),
            start=self.tr("One after another; every set is taken back at once."),
            listed=self.tr("What came back is listed here: ↓ goes into the list, Enter opens a loan."),
        )  # fmt: skip

    def make_table(self) -> RunTable[Returned]:
        """What came back."""
        titles = (self.tr("No."), self.tr("Hook"), self.tr("Door"), self.tr("Borrower"), self.tr("What came of it"))
        return RunTable(titles, (2.6, 5.2, 7, 5.4), _cells)

    def notes(self) -> tuple[QWidget, ...]:
        """Which deposits are to be given back."""
        self.deposits = label("", "soon", wrap=True)
        return (self.deposits,)

    @property
    def scans(self) -> list[Returned]:
        """The run so far."""
        return self.table.lines

    # Scanning

    def take(self, text: str) -> None:
        """One more scan; it is listed at once and taken back as soon as those before it are."""
        scan = Returned(typed=text.strip())
        if not scan.typed:
            return
        self._waiting.append(scan)
        self._show(scan)
        self._next()

    def _next(self) -> None:
        while self._waiting and not self._working:
            scan = self._waiting.popleft()
            if (before := self._had(scan)) is not None:
                self._again(scan, before)
                continue
            self._working = True
            then, refused = partial(self._back, scan), partial(self._refused, scan)
            self.context.do("loans.scan_back", while_alive(self, then), while_alive(self, refused), text=scan.typed)

    def _had(self, scan: Returned) -> Returned | None:
        """The same set earlier in this run."""
        typed = scan.typed.upper()
        done = (each for each in self.scans if each is not scan and each.set_id)
        return next((each for each in done if typed in {each.typed.upper(), each.hook.upper(), each.number}), None)

    def _again(self, scan: Returned, before: Returned) -> None:
        scan.hook, scan.place, scan.borrower = before.hook, before.place, before.borrower
        scan.said, scan.tone, scan.loan_id = self.tr("Already scanned"), "soon", before.loan_id
        self._show(scan)

    def _back(self, scan: Returned, change: Change) -> None:
        scan.loan_id = change.id
        scan.set_id = next((ref.id for ref in change.also if ref.register == "keys"), 0)
        then, refused = partial(self._told, scan), partial(self._refused, scan)
        self.context.ask("loans.detail", while_alive(self, then), while_alive(self, refused), id=change.id)

    def _told(self, scan: Returned, detail: LoanDetail) -> None:
        """What came back, what of the same loan is still out, which deposit is to be given back."""
        line = next((line for line in detail.lines if line.set_id == scan.set_id), None)
        self._write(scan, detail, line)
        self._working = False
        self._show(scan)
        self._next()

    def _write(self, scan: Returned, detail: LoanDetail, line: LoanLine | None) -> None:
        if line is not None:
            scan.hook, scan.place, scan.number = line.hook, line.place, line.number
        scan.borrower = detail.borrower
        if detail.out:
            out = [each.hook or each.number for each in detail.lines if each.back_at is None and each.remedy is None]
            still = self.tr("Back. {count} of this loan still out: {hooks}")
            scan.said = still.format(count=detail.out, hooks=self.tr(", ").join(out))
            scan.tone = "info"
        elif detail.state is State.BACK and detail.deposit_state is Deposit.HELD:
            self.refunds[detail.id] = detail
            owed = self.tr("Back. Deposit to give back: ¥{sum}, envelope {envelope}, receipt {receipt}")
            scan.said = owed.format(
                sum=fmt.money(detail.deposit), envelope=detail.envelope, receipt=detail.receipt or "–"
            )
            scan.tone = "soon"
        else:
            scan.said, scan.tone = self.tr("Back. The loan is complete"), "ok"

    def _refused(self, scan: Returned, error: DeskError) -> None:
        scan.said, scan.tone = self.context.error_text(error), "late"
        self._working = False
        self._show(scan)
        self._next()

    # The list

    def _show(self, scan: Returned) -> None:
        self.table.show_line(scan)
        self._say()

    def _say(self) -> None:
        back = sum(1 for scan in self.scans if scan.set_id)
        refused = sum(1 for scan in self.scans if scan.tone == "late")
        said = self.tr("{count} set(s) taken back").format(count=back)
        if refused:
            said += self.tr(" · {count} refused").format(count=refused)
        self.tell(said)
        one = self.tr("envelope {envelope} {name} ¥{sum}")
        held = [
            one.format(envelope=each.envelope, name=each.borrower, sum=fmt.money(each.deposit))
            for each in self.refunds.values()
        ]
        give = self.tr("Deposits to give back: {list}. Enter in the list goes to the loan.")
        self.deposits.setText(give.format(list=self.tr("; ").join(held)))
        self.deposits.setVisible(bool(held))

    def open_line(self, _index: object = None) -> None:
        """Enter in the list: to the loan."""
        scan = self.table.current()
        if scan is not None and scan.loan_id:
            self.context.open(Ref("loans", scan.loan_id))


def _cells(scan: Returned) -> tuple[tuple[str, ...], str]:
    return (scan.hook or scan.typed, scan.place, scan.borrower, scan.said or "…"), scan.tone
