"""The handovers' desk: one page by keyboard alone, both confirm, the sheet is printed and signed (``DUTY-4``)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QShowEvent

from deskapp.domain import handovers
from deskapp.domain.handovers import CHIPS, HandoverDetail, HandoverDraft, State
from deskapp.ui.actions import native
from deskapp.ui.common.desk_acts import print_or_show, step_key
from deskapp.ui.common.desk_steps import DeskSteps
from deskapp.ui.common.handover_facts import (
    COLUMNS,
    calls_for,
    change_button,
    empty,
    facts,
    fits,
    mark,
    start,
    subtitle,
    title,
)
from deskapp.ui.common.handover_help import PassHelp, TakeHelp
from deskapp.ui.common.handover_page import PLACE, HandoverPage
from deskapp.ui.common.parts import while_alive
from deskapp.ui.common.printing import form_of
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.common.register_spec import DeskKey, RegisterSpec
from deskapp.ui.spec import DeskSpec

if TYPE_CHECKING:
    from deskapp.domain.common import Change, Ref
    from deskapp.domain.drafts import FormDraft
    from deskapp.errors import DeskError
    from deskapp.ui.common.desk_sides import DeskSides
    from deskapp.ui.context import Context

REGISTER = handovers.REGISTER
#: What Today and F12 ask for: go on with the one under way, or begin one.
BEGIN = "begin:"
NEXT_KEY, GATHER_KEY, PASS_KEY, CHANGE_KEY = "F6", "F5", "F4", "Ctrl+Shift+L"
_UNDER_WAY = (State.OPEN, State.GIVEN)


def done(desk: RegisterDesk, verb: str, change: Change, _wish: str) -> None:
    """Given: somebody takes it. Taken: the sheet is printed."""
    if verb == "give":
        desk.steps.take_on(change.id, "take", {})
    elif verb == "take" and form_of(desk.context, desk.spec.paper) is not None:
        print_or_show(desk, change.id)


def _next(desk: RegisterDesk, _detail: Any = None) -> None:
    assert isinstance(desk, HandoversDesk)
    desk.to_next()


def _next_text() -> str:
    return QCoreApplication.translate("HandoversDesk", "To the next thing to be done")


def _gather_text() -> str:
    return QCoreApplication.translate("HandoversDesk", "Gather anew")


def _pass_text() -> str:
    return QCoreApplication.translate("HandoversDesk", "The supervisor lets it pass")


def _change_person(desk: RegisterDesk) -> None:
    assert isinstance(desk, HandoversDesk)
    desk.change_person()


def _change_text() -> str:
    return QCoreApplication.translate("HandoversDesk", "Sign in as whoever took over")


def _new_title() -> str:
    return QCoreApplication.translate("HandoversDesk", "Hand over")


class HandoverSteps(DeskSteps):
    """A draft of the page goes back onto the page."""

    def restore(self, draft: FormDraft) -> None:
        """Bring half-typed lines back to where they were typed."""
        if draft.place.startswith(PLACE):
            assert isinstance(self.desk, HandoversDesk)
            self.desk.restore_page(draft)
        else:
            super().restore(draft)


SPEC = RegisterSpec(
    register=REGISTER,
    lifecycle=handovers.LIFECYCLE,
    chips=CHIPS,
    columns=COLUMNS,
    mark=mark,
    new_verb="begin",
    new_draft=HandoverDraft,
    new_title=_new_title,
    title=title,
    subtitle=subtitle,
    facts=facts,
    empty=empty,
    start=start,
    assists={"take": TakeHelp, "let_pass": PassHelp},
    beside=("give", "let_pass", "gather", "reopen"),
    acts={"prepare": _next},
    done=done,
    calls_for=calls_for,
    fits=fits,
    keys=(
        DeskKey(key=NEXT_KEY, title=_next_text, act=_next),
        step_key(GATHER_KEY, _gather_text, "gather"),
        step_key(PASS_KEY, _pass_text, "let_pass"),
        DeskKey(key=CHANGE_KEY, title=_change_text, act=_change_person, button=change_button),
    ),
    paper="handover",
)


class HandoversDesk(RegisterDesk):
    """The list of handovers; the page of one stands in its place while it is worked."""

    steps_kind = HandoverSteps

    def __init__(self, context: Context) -> None:
        self._paging = self._go_in_to = 0
        self._draft: FormDraft | None = None
        self._begun_by = ""
        self._next_wanted = False
        self.page = HandoverPage(context)
        super().__init__(context, SPEC)

    def make_sides(self) -> DeskSides:
        """The page stands in the list's place."""
        made = super().make_sides()
        made.stack.addWidget(self.page)
        return made

    def connect_list(self) -> None:
        """The list, and the page."""
        super().connect_list()
        self.page.opening.connect(self.context.open)
        self.page.stale.connect(self._reread)
        self.page.going_on.connect(self.next_step)
        self.page.kept.connect(self.shelf.busy)
        self.model.loaded.connect(self._keep_page)

    # Beginning

    def new_entry(self) -> None:
        """F2: go on with the handover under way, or begin one: nothing is asked before it gathers."""
        self.close_preview()
        if not self.steps.may(self.spec.new_verb):
            return
        self.steps.leave()
        self.context.ask(f"{REGISTER}.current", while_alive(self, self._go_on), owner=self, token="current")

    def _go_on(self, ref: Ref | None) -> None:
        if ref is not None:
            self.show_entry(ref.id)
            return
        self._begun_by = self._begun_by or uuid4().hex  # pressed twice it is begun once
        begun, refused = while_alive(self, self._begun), while_alive(self, self._not_begun)
        draft = HandoverDraft(client_id=self._begun_by)
        self.context.do(f"{REGISTER}.begin", begun, refused, draft=draft)

    def _begun(self, change: Change) -> None:
        self._begun_by = ""
        self.show_entry(change.id)

    def _not_begun(self, error: DeskError) -> None:
        self._begun_by = ""
        self.context.say_error(error)

    def handle(self, wish: str, argument: str) -> None:
        """Today, or F12 anywhere: hand over."""
        if wish == "begin":
            self.new_entry()

    def show_entry(self, entry_id: int) -> None:
        """Bring a handover to the front; one that is under way with its page."""
        self._go_in_to = entry_id
        if self._paging and self._paging != entry_id:
            self._leave_page()
        super().show_entry(entry_id)

    # The page, in the list's place

    def go_in(self) -> None:
        """Enter: the page of the handover in front."""
        detail = self.pane.detail
        if detail is None or self.pane.form is not None:
            super().go_in()
            return
        self._paging = detail.id
        self.page.show_detail(detail)
        self._keep_page()
        self._turn(detail=False)
        self.page.begin()

    def _keep_page(self) -> None:
        """As long as the same handover is in front; the list comes back by itself."""
        if self._paging:
            self.sides.stack.setCurrentWidget(self.page)
            self._offer()

    def _leave_page(self) -> None:
        self.page.save()
        self.page.keep()
        self._paging = 0
        self.sides.show_list(bool(self.model.ids))

    def _show(self, detail: HandoverDetail) -> None:
        super()._show(detail)
        wanted, self._go_in_to = self._go_in_to, 0 if detail.id == self._go_in_to else self._go_in_to
        if self._paging == detail.id:
            self.page.show_detail(detail)
            self.page.came_back()
            self._offer()
            if self._next_wanted and not self.page.busy:
                self.next_step()
        elif self._paging:
            self._leave_page()
        elif wanted == detail.id and detail.state in _UNDER_WAY and self.preview is None:
            self._bring_page(detail)
        self._take_draft(detail)

    def _bring_page(self, detail: HandoverDetail) -> None:
        if self.pane.form is None:
            self.go_in()
        else:  # a form about it is in front already
            self._paging = detail.id
            self.page.show_detail(detail)
            self._keep_page()
        if detail.state is State.OPEN and detail.changed:
            self._gather(detail)

    def _gather(self, detail: HandoverDetail) -> None:
        """What was done meanwhile is not handed over any more: whoever comes back need not ask for it."""
        self.context.do(f"{REGISTER}.gather", id=detail.id, version=detail.version)

    def _reread(self) -> None:
        if self._paging:
            self.look_at(self._paging)

    def _offer(self) -> None:
        """Where the pane is not beside it, the page has the next step's button itself."""
        step = self.pane.main_step()
        words = self.context.word(f"{REGISTER}.step.{step.verb}") if step is not None else ""
        self.page.offer(f"{words}  {native('Ctrl+Return')}" if words and self.sides.narrow else "")

    def to_next(self) -> None:
        """F6: what is still to be done on the page, else the next step."""
        if self.preview is not None or self.pane.form is not None or self.pane.detail is None:
            return
        if not self._paging:
            self.go_in()
        self._turn(detail=False)
        if not self.page.to_next() and (main := self.pane.main_step()) is not None and main.verb != "prepare":
            self.take_step(main.verb)

    def next_step(self) -> None:
        """Ctrl+Enter: what is being typed is kept first."""
        self._next_wanted = False
        if self._paging and self.preview is None and self.pane.form is None:
            self.page.save()
            self._next_wanted = self.page.busy  # fingers are faster than a disk: the step follows what is being kept
        if not self._next_wanted:
            super().next_step()

    def save(self) -> None:
        """Ctrl+S: keep the page; a form as everywhere."""
        if self._paging and self.preview is None and self.pane.form is None:
            self.page.save()
        else:
            super().save()

    def escape(self) -> None:
        """Esc: from a form to the page, from the page to the list."""
        if self.preview is not None or not self._paging:
            super().escape()
            return
        if self.pane.form is not None:
            self.steps.leave()
            self._turn(detail=False)
            self._keep_page()
            self.page.take_keys()
            return
        self._leave_page()
        super().escape()

    def _give_keys(self) -> None:
        if self._paging and self.preview is None and self.pane.form is None:
            self.page.take_keys()
        else:
            super()._give_keys()

    def _on_tick(self) -> None:
        """Registers move while one counts."""
        super()._on_tick()
        if self._paging and self.isVisible() and self.page.open_:
            self.look_at(self._paging)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: back from an entry that was opened from the page: what was done there is gone from it."""
        super().showEvent(event)
        if self._paging and self.context.actor is not None:
            self._go_in_to = 0
            QTimer.singleShot(0, self, self._come_back)

    def _come_back(self) -> None:
        if self._paging and self.context.actor is not None:
            token = while_alive(self, self._back)
            self.context.ask(f"{REGISTER}.detail", token, owner=self, token="back", id=self._paging)

    def _back(self, detail: HandoverDetail) -> None:
        if detail.id != self._paging:
            return
        self._show(detail)
        if detail.state is State.OPEN and detail.changed and self.pane.form is None:
            self._gather(detail)

    # People and drafts

    def change_person(self) -> None:
        """Whoever took over signs in: their name is chosen already, their PIN is asked for as always."""
        detail = self.pane.detail
        if detail is None or not change_button(self.context, detail):
            return
        self.context.settings.last_person = detail.incoming_code
        lock = getattr(self.window(), "lock", None)
        if lock is not None:
            lock()

    def clear_away(self) -> None:
        """Another person goes on with what the register has; what was half typed waits for whoever typed it."""
        self.page.forget()
        super().clear_away()

    def keep_drafts(self) -> None:
        """Write down at once what is half typed."""
        super().keep_drafts()
        self.page.keep()

    def restore_page(self, draft: FormDraft) -> None:
        """Go to the page that a draft was typed on."""
        self._draft = draft
        self.show_entry(int(draft.place.removeprefix(PLACE)))

    def _take_draft(self, detail: HandoverDetail) -> None:
        draft = self._draft
        if draft is None or draft.place != f"{PLACE}{detail.id}":
            return
        self._draft = None
        if self._paging == detail.id and self.page.open_:
            self.page.restore(draft)
            self.shelf.busy(draft.client_id)
        else:
            self.context.do("drafts.drop", partial(self._dropped), client_id=draft.client_id)

    def _dropped(self, _nothing: object) -> None:
        """It was given meanwhile: nothing of it can be typed any more."""
        self.context.drafts_changed.emit()

    def print_entry(self) -> None:
        """Ctrl+P: the sheet, as soon as the program has its form."""
        if form_of(self.context, self.spec.paper) is not None:
            super().print_entry()

    def keys(self) -> list[tuple[str, str]]:
        """The keys of the page come first."""
        space = QCoreApplication.translate("HandoversDesk", "At a check: in order")
        enter = QCoreApplication.translate("HandoversDesk", "Keep the line and go on; in the list, open the entry")
        return [(native("Return"), enter), (native("Space"), space), *super().keys()]


DESK = DeskSpec(
    code=REGISTER,
    order=26,
    title="register.handovers",
    icon="mdi6.account-arrow-right-outline",
    build=HandoversDesk,
    registers=(REGISTER,),
)
