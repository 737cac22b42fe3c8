"""The mail's desk: checked in at the speed of a scanner, told, shelved, handed out in one step (``MAIL-2`` on)."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication

from deskapp.domain import carriers, mail
from deskapp.domain.mail import ItemDetail, ItemDraft
from deskapp.ui.common import mail_top
from deskapp.ui.common.mail_check_in import CheckIn
from deskapp.ui.common.mail_facts import clock, facts, mark, subtitle, title
from deskapp.ui.common.mail_hand_out import HandOut
from deskapp.ui.common.mail_papers import LABEL, LISTS_KEY, PICKUP, MailPapers
from deskapp.ui.common.mail_scan import MailScanner
from deskapp.ui.common.mail_shelve import ShelveRun
from deskapp.ui.common.mail_steps import IdentifyHelp, MailSteps, hides_reason
from deskapp.ui.common.mail_table import COLUMNS, ahead, calls_for, empty, start
from deskapp.ui.common.parts import keyed, while_alive
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.common.register_spec import DeskKey, RegisterSpec
from deskapp.ui.spec import DeskSpec

if TYPE_CHECKING:
    from collections.abc import Callable

    from deskapp.domain.drafts import FormDraft
    from deskapp.domain.mail import Known
    from deskapp.ui.common.printing import Asked
    from deskapp.ui.context import Context
    from deskapp.ui.scanner import Scan

HAND_OUT_KEY, SHELVE_KEY = "Ctrl+H", "Ctrl+B"
Page = CheckIn | HandOut | ShelveRun


def _hand_text() -> str:
    return QCoreApplication.translate("MailDesk", "Hand out: scan, or type unit, name, place or last four")


def _hand_button(_context: Context, detail: ItemDetail) -> str:
    may = detail.state in mail.FOR_PICKUP
    return QCoreApplication.translate("MailDesk", "Hand out") if may else ""


def _shelve_text() -> str:
    return QCoreApplication.translate("MailDesk", "Put on the shelf, one scan after another")


def _lists_text() -> str:
    return QCoreApplication.translate("MailDesk", "Lists: the steward's, signing sheets, notices")


def _notify_text() -> str:
    return QCoreApplication.translate("MailDesk", "Log an attempt to reach the resident")


def _place_text() -> str:
    return QCoreApplication.translate("MailDesk", "Another shelf place")


def _check_in_title() -> str:
    return QCoreApplication.translate("MailDesk", "Check in")


def _act(act: Callable[[MailDesk], None], desk: RegisterDesk) -> None:
    if isinstance(desk, MailDesk):
        act(desk)


def _step(verb: str, desk: RegisterDesk) -> None:
    """A key of a step works where its item is seen."""
    if isinstance(desk, MailDesk) and desk.page is None and desk.pane.form is None:
        desk.steps.take(verb)


SPEC = RegisterSpec(
    register=mail.REGISTER,
    lifecycle=mail.LIFECYCLE,
    chips=mail.CHIPS,
    columns=COLUMNS,
    mark=mark,
    new_verb="receive",
    new_draft=ItemDraft,
    new_title=_check_in_title,
    title=title,
    subtitle=subtitle,
    facts=facts,
    clock=clock,
    empty=empty,
    start=start,
    calls_for=calls_for,
    ahead=ahead,
    beside=("shelve",),
    hides={"notify": hides_reason},
    assists={"identify": IdentifyHelp},
    keys=(
        DeskKey(
            key=HAND_OUT_KEY, title=_hand_text, act=partial(_act, lambda desk: desk.hand_out()), button=_hand_button
        ),
        DeskKey(key=SHELVE_KEY, title=_shelve_text, act=partial(_act, lambda desk: desk.open_shelving())),
        DeskKey(key=LISTS_KEY, title=_lists_text, act=partial(_act, lambda desk: desk.open_lists())),
        DeskKey(key="Ctrl+E", title=_notify_text, act=partial(_step, "notify"), verb="notify"),
        DeskKey(key="Ctrl+G", title=_place_text, act=partial(_step, "shelve"), verb="shelve"),
    ),
    paper=LABEL,
    chip_sorts={"overdue": "due", "unknown": "due", "notify": "due"},
)


class MailDesk(RegisterDesk):
    """The mail; check-in, hand-out and the run of shelving stand over the desk until Esc.

    A check-in run that was left goes on where it was until everything of it is saved.
    """

    steps_kind = MailSteps
    steps: MailSteps

    def __init__(self, context: Context) -> None:
        self.page: Page | None = None
        self.run: CheckIn | None = None
        self.codes: MailScanner | None = None
        super().__init__(context, SPEC)
        self.papers = MailPapers(self)
        self._top_buttons()
        self.listen(time.monotonic)

    def listen(self, clock: Callable[[], float]) -> None:
        """Watch for codes that are no numbers of this office, by this clock."""
        if self.codes is not None:
            self.codes.stop()
        app = cast(QApplication, QApplication.instance())
        self.codes = MailScanner(app, self, clock)
        self.codes.setParent(self)  # it watches no longer than there is a desk
        self.codes.scanned.connect(self._scanned)

    def _top_buttons(self) -> None:
        made = keyed(QCoreApplication.translate("MailDesk", "Hand out"), HAND_OUT_KEY)
        made.clicked.connect(self.open_hand_out)
        mail_top.put_beside(self.top, made, self.papers.button, self.new_button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: where room is short, the chips have a row of their own."""
        super().resizeEvent(event)
        mail_top.turn(self.top, narrow=self.sides.narrow)

    def handle(self, wish: str, argument: str) -> None:
        """``page:check_in``, ``page:hand_out``, ``page:shelve``; ``hand_out:3-2-1102`` with its offer."""
        if wish == "page":
            pages: dict[str, type[Page]] = {"check_in": CheckIn, "hand_out": HandOut, "shelve": ShelveRun}
            self.open_page(pages[argument])
        elif wish == "hand_out":
            self.hand_out(argument)

    # Scans

    def take_scan(self, code: str) -> bool:
        """The label of an item, over the table: what its unit can have, all in one step; on a page, the page's."""
        if self.preview is not None:
            return False
        if self.page is not None:
            return self.page.take_scan(code)
        if code.startswith(f"{mail.PREFIX}-") and self.pane.form is None:
            self.hand_out(code.partition("/")[0])
            return True
        return False

    def _scanned(self, scan: Scan) -> None:
        """A carrier's code, or a place: the page's; over the table an unknown number begins a run (``MAIL-2``)."""
        if self.context.actor is None or self.preview is not None:
            return
        if self.page is not None:
            self.page.take(scan.code)
        elif self.pane.form is not None:
            self.steps.into_form(self.pane.form, scan.code)
        elif self.steps.may("receive"):
            then = while_alive(self, partial(self._code_known, scan.code))
            self.context.ask("mail.known", then, tracking=carriers.tidy(scan.code))
        else:
            self.hand_out(scan.code)

    def _code_known(self, code: str, known: Known | None) -> None:
        if known is not None and known.here:
            self.hand_out(code)
            return
        self.new_entry()
        if isinstance(self.page, CheckIn):
            self.page.take(code)

    # What stands over the desk

    def open_page(self, kind: type[Page]) -> None:
        """Put a page over the desk; one of its kind that is there already takes the keys."""
        if self.preview is not None or (kind is not HandOut and not self.steps.may("receive")):
            return
        if isinstance(self.page, kind):
            self.page.begin()
            return
        self.steps.leave()
        self.close_pages()
        page = self.page = self._page(kind)
        if self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        page.begin()

    def _page(self, kind: type[Page]) -> Page:
        if kind is CheckIn and self.run is not None:
            return self.run
        made = kind(self.context)
        made.left.connect(self._left)
        if isinstance(made, CheckIn):
            self.run = made
            made.printing.connect(self._labels)
            self.shelf.busy(made.keeper.client_id)
        elif isinstance(made, HandOut):
            made.printing.connect(self._pickup_sheet)
            made.signing.connect(self.papers.to_sign)
        return made

    def _left(self) -> None:
        """Esc on a page. A run of which everything is saved is over; the next one begins anew."""
        if self.page is self.run and self.run is not None and not self.run.unsaved():
            self._forget_run()
        else:
            self.close_pages()
            self.shelf.busy("")
            self.shelf.load()

    def _forget_run(self) -> None:
        run, self.run = self.run, None
        if run is None:
            return
        if self.page is run:
            self.page = None
        self.shelf.busy("")
        self.pages.back_from(run)

    def close_pages(self) -> None:
        """Back to the desk; a check-in run stays as it is."""
        self.close_preview()
        page, self.page = self.page, None
        if page is None:
            return
        if page is self.run:
            self.pages.setCurrentIndex(0)
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.pages.back_from(page)

    def hand_out(self, text: str = "") -> None:
        """The hand-out page, with the offer for a text, or for the unit of the item in front."""
        detail = self.pane.detail
        ready = self.page is None and self.pane.form is None
        self.open_page(HandOut)
        if isinstance(self.page, HandOut):
            if not text and ready and detail is not None and detail.state in mail.FOR_PICKUP and self.table.hasFocus():
                text = detail.number
            self.page.take(text)

    def open_hand_out(self, _on: bool = False) -> None:
        """The button: the page with nothing on it yet."""
        self.open_page(HandOut)

    def open_shelving(self, _on: bool = False) -> None:
        """The menu's line: the run of shelving."""
        self.open_page(ShelveRun)

    def open_lists(self) -> None:
        """The menu of lists, where no paper is in front."""
        if self.preview is None:
            self.papers.offer()

    def restore_run(self, draft: FormDraft) -> None:
        """A run that was interrupted goes on (``ALL-7``)."""
        on = self.run is not None and self.run.keeper.client_id == draft.client_id
        self.open_page(CheckIn)
        if self.run is not None and not on:
            self.run.restore(draft)
            self.shelf.busy(draft.client_id)

    # Papers

    def _labels(self, ids: list[int]) -> None:
        self.papers.labels(ids)

    def _pickup_sheet(self, id: int) -> None:
        self.papers.show(PICKUP, id)

    def look_at_paper(self, code: str, id: int, asked: Asked | None = None) -> None:
        """Preview a paper over whatever page is in front; closing it leads back there."""
        self.pages.show_paper(code, id, asked)

    def close_preview(self) -> None:
        """Back from the paper to the page it was asked for on."""
        if self.preview is None:
            return
        super().close_preview()
        if self.page is not None:
            self.pages.setCurrentWidget(self.page)
            self.page.begin()

    # The window asks

    def clear_away(self) -> None:
        """Whose mail waits is not shown to whoever sits down next; a run half done is a draft of whoever began it."""
        self.close_pages()
        self._forget_run()
        super().clear_away()

    def _give_keys(self) -> None:
        """A page that stands over the desk has the keys, also when the desk is come back to."""
        if self.page is not None and self.preview is None:
            self.page.begin()
        else:
            super()._give_keys()

    def new_entry(self) -> None:
        """F2: the run that is on, or a new one."""
        self.close_preview()
        begun = self.run is None
        self.open_page(CheckIn)
        if begun and self.run is not None:
            self.run.go_on(self.shelf.busy)

    def show_entry(self, entry_id: int) -> None:
        """Bring one item to the front."""
        self.close_pages()
        super().show_entry(entry_id)

    def show_chip(self, chip: str) -> None:
        """Show a chip."""
        if ":" not in chip:
            self.close_pages()
        super().show_chip(chip)

    def escape(self) -> None:
        """Esc: first what stands over the desk goes."""
        if self.page is not None and self.preview is None:
            self.page.escape()
        else:
            super().escape()

    def save(self) -> None:
        """Ctrl+S: on a page, what is typed there."""
        if self.page is None or self.preview is not None:
            super().save()
        elif isinstance(self.page, HandOut):
            self.page.proxies.keep()
        elif isinstance(self.page, CheckIn):
            self.page.save()

    def next_step(self) -> None:
        """Ctrl+Enter: on a page, save the item or hand out."""
        if self.page is None or self.preview is not None:
            super().next_step()
        elif isinstance(self.page, HandOut):
            self.page.hand_out() if self.page.proxies.isHidden() else self.page.proxies.keep()
        elif isinstance(self.page, CheckIn):
            self.page.save()

    def steps_menu(self) -> None:
        """Ctrl+M belongs to the desk below."""
        if self.page is None:
            super().steps_menu()

    def print_entry(self) -> None:
        """Ctrl+P: the label of the item in front; on a page, the labels of the run or the pickup's sheet."""
        if self.page is None:
            super().print_entry()
        elif self.preview is None and isinstance(self.page, CheckIn):
            self.page.print_labels()
        elif self.preview is None and isinstance(self.page, HandOut):
            self.page.print_sheet()

    def keep_drafts(self) -> None:
        """Write down at once what is half typed."""
        super().keep_drafts()
        if self.run is not None:
            self.run.keeper.keep()

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this place: those of the page that is in front."""
        return self.page.keys() if self.page is not None else super().keys()


DESK = DeskSpec(
    code="mail",
    order=4,
    title="register.mail",
    icon="mdi6.package-variant-closed",
    build=MailDesk,
    registers=("mail",),
)
