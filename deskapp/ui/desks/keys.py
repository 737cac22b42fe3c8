"""The key cabinet as it hangs on the wall: find a hook, lend, take back, without leaving the picture (``KEY-1``)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from deskapp.domain.keys import CHIPS, LIFECYCLE, REGISTER, HookCell, KeyHit, KeySetDetail, Wall
from deskapp.domain.loans import LoanDraft
from deskapp.errors import DeskError
from deskapp.ui.common import key_facts, key_papers, key_words
from deskapp.ui.common.facts import WHY_KEY
from deskapp.ui.common.key_loans import KeyLoans, KeySteps
from deskapp.ui.common.key_pane import HANG, KeyPane
from deskapp.ui.common.parts import keyed, while_alive
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.common.register_spec import Column, RegisterSpec
from deskapp.ui.common.scan_back import ScanBack
from deskapp.ui.common.wall_sides import WallSides
from deskapp.ui.spec import DeskSpec

if TYPE_CHECKING:
    from deskapp.domain.common import Change
    from deskapp.ui.context import Context

PAPER = "cabinet_map"
#: Whose entries change what hangs on a hook, or what is said of it.
_FOLLOWED = frozenset({"keys", "cabinet", "cabinets", "loans", "transfers", "inventories", "slips"})
_SETTINGS = "cabinets"


def _act(verb: str, desk: RegisterDesk, detail: KeySetDetail) -> None:
    """What belongs to a loan is done in the picture."""
    if not isinstance(desk, KeysDesk):
        return
    if verb == "lend":
        desk.new_entry()
    elif verb == "take_back":
        desk.loans.take_back(detail)
    else:
        desk.loans.open_step(verb, detail)


SPEC = RegisterSpec(
    register=REGISTER,
    lifecycle=key_facts.STEPS,
    chips=CHIPS,
    columns=(Column(name="hook"),),
    mark=key_facts.mark,
    new_verb="lend",
    new_draft=LoanDraft,
    new_title=key_words.lend_text,
    title=key_facts.title,
    subtitle=key_facts.subtitle,
    facts=key_facts.facts,
    clock=key_facts.clock,
    empty=key_words.empty,
    start=key_facts.start,
    acts={verb: partial(_act, verb) for verb in ("lend", "take_back", "extend", "lose")},
    beside=("extend",),
    paper=PAPER,
)


class KeysDesk(RegisterDesk):
    """A register's desk with the wall where others have their table."""

    steps_kind = KeySteps
    key_pane: KeyPane
    sides: WallSides
    loans: KeyLoans
    run: ScanBack | None

    def __init__(self, context: Context) -> None:
        super().__init__(context, SPEC)

    def _build(self) -> None:
        self.run = None
        self.loans = KeyLoans(self)
        super()._build()
        self._build_top()

    def make_pane(self) -> KeyPane:
        """A set, or an empty hook."""
        self.key_pane = KeyPane(self.context, SPEC)
        return self.key_pane

    def make_sides(self) -> WallSides:
        """The picture at the table's place."""
        self.sides = WallSides(self.context, self.nothing, self.pane)
        self.wall = self.sides.wall
        return self.sides

    def _build_top(self) -> None:
        """The cabinets, the line that finds a hook, the run of returns, the loan."""
        row = self.top.layout()
        assert isinstance(row, QHBoxLayout)
        self.chips.hide()
        row.insertWidget(0, self.wall.cabinets, 1, Qt.AlignmentFlag.AlignTop)
        self.shelf.setParent(self.top)
        at = row.count() - 1
        self.run_button = keyed(key_words.run_text(), "Ctrl+B")
        self.run_button.clicked.connect(self.start_run)
        for widget in (self.shelf, self.loans.shelf, self.wall.locate, self.run_button):
            row.insertWidget(at, widget, 0, Qt.AlignmentFlag.AlignTop)
            at += 1

    def _tab_order(self) -> None:
        """Tab goes along the top row, then to the legend and the picture: Shift+Tab comes from there to the drafts."""
        wall = self.wall
        row = (*wall.chips, self.shelf, self.loans.shelf, wall.locate, self.run_button, self.new_button)
        for before, after in pairwise((*row, *wall.legend.buttons.values(), wall.view)):
            QWidget.setTabOrder(before, after)

    def connect_list(self) -> None:
        """The picture, and the keys of the place."""
        view = self.wall.view
        view.looked_at.connect(self._hook_chosen)
        view.entered.connect(self._entered)
        self.wall.turned.connect(self._look.start)
        self.wall.unknown.connect(self._resolve)
        for key, act in (
            (WHY_KEY, self.key_pane.toggle_why),
            ("Ctrl+B", self.start_run),
            ("Ctrl+H", partial(self.context.desk_wanted.emit, "loans", "page:holdings")),
            ("Ctrl+PgDown", partial(self._in_picture, self.wall.turn, 1)),
            ("Ctrl+PgUp", partial(self._in_picture, self.wall.turn, -1)),
            ("Ctrl+Shift+L", partial(key_papers.of_cabinet, self, key_papers.LABELS)),
            ("Ctrl+Shift+N", partial(key_papers.of_set, self)),
            ("F3", partial(self._in_picture, self.wall.go_on, 1)),
            ("Shift+F3", partial(self._in_picture, self.wall.go_on, -1)),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def _in_picture(self, go: Callable[[int], None], by: int) -> None:
        """Behind a paper the picture stays as it is."""
        if self.preview is None:
            go(by)

    # Loading

    def _load(self, *, restore: bool = False) -> None:
        self.new_button.setVisible(self.steps.may("lend"))
        self.run_button.setVisible(self.steps.may("take_back"))
        self._read_walls()
        self.shelf.load(restore)
        self.loans.shelf.load()

    def _read_walls(self) -> None:
        shown, refused = while_alive(self, self._show_walls), while_alive(self, self._refused)
        self.context.ask("keys.walls", shown, refused, owner=self, token="walls")

    def _refused(self, error: DeskError) -> None:
        super()._refused(error)
        self.wall.locate.setVisible(self.sides.stack.currentWidget() is self.wall)

    def _show_walls(self, walls: tuple[Wall, ...]) -> None:
        """The picture anew: the hook in front and the chosen ones stay."""
        first = self.wall.wall is None
        had = self.wall.view.hasFocus() or self.hasFocus()
        self.wall.show_walls(walls)
        if not walls:
            headline, line = key_words.empty("")
            self.nothing.say(headline, key_words.start_here() if self.steps.may("lend") else line)
        self.sides.show_list(bool(walls))
        self._tab_order()
        self.new_button.setText(f"{key_words.lend_text() if walls else key_words.set_up_text()}   F2")
        self.wall.locate.setVisible(bool(walls))
        self.run_button.setVisible(bool(walls) and self.steps.may("take_back"))
        if self._wanted:
            self._to_set(self._wanted)
        elif first and walls:
            self._look_now()
        if had:
            self._give_keys()

    def _changed(self, change: Change) -> None:
        touched = {(ref.register, ref.id) for ref in (change.ref, *change.also)}
        if not any(register in _FOLLOWED for register, _ in touched):
            return
        detail = self.pane.detail
        about = detail is not None and ({("keys", detail.id), ("loans", detail.loan_id or 0)} & touched)
        if change.verb == "loans.scan_back" and self.run is not None:
            self._wanted = next((id for register, id in touched if register == REGISTER), 0)
        self._read_walls()
        if about and detail is not None:
            self.look_at(detail.id)
        elif self.key_pane.hook is not None:
            self._look.start()

    def _on_tick(self) -> None:
        """Nothing is read: what is due may be late by now."""
        self.wall.tick()
        self.pane.tick()

    # Choosing

    def _hook_chosen(self, _cell: HookCell | None) -> None:
        self._look.start()

    def _look_now(self) -> None:
        """Read the set of the hook in front; a form that is being typed stays before it."""
        self._look.stop()
        cell = self.wall.view.current
        form = self.pane.form
        if cell is None or (form is not None and form.plan.subject is None):
            return
        if form is not None:
            self.steps.leave()
        if cell.set_id is None:
            self.key_pane.show_hook(cell, may_hang=self._may_hang())
        elif self.pane.detail is None or self.pane.detail.id != cell.set_id:
            self.look_at(cell.set_id)

    def _show(self, detail: KeySetDetail) -> None:
        form = self.pane.form
        self.pane.show_detail(detail)
        if form is None or form.plan.register == REGISTER:
            self.steps.seen(detail)
        if detail.loan_id is not None:
            told = while_alive(self, self.key_pane.tell_why)
            self.context.ask("loans.detail", told, self._no_why, owner=self, token="why", id=detail.loan_id)

    def _no_why(self, _error: DeskError) -> None:
        """Whoever may not read loans sees the time without its reason."""

    def _entered(self, cell: HookCell) -> None:
        """Enter on a hook: into its set; an empty one takes a set."""
        self._look_now()
        if cell.set_id is None:
            self.take_step(HANG)
        else:
            self.go_in()

    def look_again(self) -> None:
        """Read the set in front anew, and give the keys back to the picture."""
        if self.pane.detail is not None:
            self.look_at(self.pane.detail.id)
        else:
            self._look.start()
        self._give_keys()

    def _to_set(self, set_id: int) -> bool:
        """Put the keys on a set's hook."""
        self._wanted = 0
        cell = self.wall.set_of(set_id)
        if cell is not None:
            self.wall.go_to(cell)
        return cell is not None

    def show_entry(self, entry_id: int) -> None:
        """Bring a set to the front: its hook in its cabinet; one that hangs nowhere shows its page alone."""
        self.close_preview()
        self.wall.stop_finding()
        self.steps.leave()
        self._turn(detail=True)
        if not self._to_set(entry_id):
            self._wanted = entry_id
            self._read_walls()
        self._look.stop()
        self.look_at(entry_id)
        if self.run is None:
            self.wall.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_chip(self, chip: str) -> None:
        """Today leads to what is late or due; another desk to a hook (``hook:A034``)."""
        name, colon, argument = chip.partition(":")
        if colon and name == "hook":
            self.wall.start_finding(argument)
        elif chip in CHIPS:
            self.close_preview()
            self.wall.take_chip(chip)

    def _resolve(self, text: str) -> None:
        """What no hook of the wall is: a set that was handed to its owner, or nothing (``KEY-1``)."""
        then = while_alive(self, partial(self._resolved, text))
        self.context.ask("keys.resolve", then, owner=self, token="resolve", text=text)

    def _resolved(self, text: str, hits: tuple[KeyHit, ...]) -> None:
        known = [hit for hit in hits if hit.set_id is not None]
        if known:
            self.show_entry(cast(int, known[0].set_id))
        else:
            self.context.say(key_words.nothing_meant(text), kind="warning")

    # Steps

    def _may_hang(self) -> bool:
        actor = self.context.actor
        return actor is not None and actor.role in LIFECYCLE.who(HANG)

    def take_step(self, verb: str) -> None:
        """A step of the set in front; an empty hook takes a set."""
        if verb == HANG:
            self.loans.hang()
        else:
            self.steps.take(verb)

    def next_step(self) -> None:
        """Ctrl+Enter: the set's next step; sets chosen together are lent or come back together."""
        free = self.preview is None and self.pane.form is None
        if free and self.wall.view.marks:
            self.loans.all_marked()
        elif free and self.key_pane.hook is not None:
            self.take_step(HANG)
        else:
            super().next_step()

    def new_entry(self) -> None:
        """F2: lend the chosen sets, or the one in front; where there is no cabinet, go and make one."""
        self.close_preview()
        if not self.steps.may("lend"):
            return
        if self.wall.wall is None:
            self.context.desk_wanted.emit(_SETTINGS, "")
        else:
            self.loans.lend()

    def escape(self) -> None:
        """Esc, one thing at a time: paper, form, the run, the typed line, the chosen hooks, the legend's light."""
        view = self.wall.view
        if self.preview is not None or self.pane.form is not None:
            super().escape()
        elif self.run is not None:
            self.end_run()
        elif self.wall.locate.text():
            self.wall.stop_finding()
        elif view.marks:
            view.clear_marks()
        elif self.wall.legend.current is not None:
            self.wall.legend.take(None)
        else:
            self._turn(detail=False)
        if self.preview is None and self.run is None and self.pane.form is None:
            self._give_keys()

    def print_entry(self) -> None:
        """Ctrl+P: the map of the cabinet in front."""
        key_papers.of_cabinet(self, PAPER)

    # Returns by scanning

    def clear_away(self) -> None:
        """What came back in a run is not shown to whoever sits down next."""
        self.end_run()
        super().clear_away()

    def start_run(self, _on: bool = False) -> None:
        """Ctrl+B: keys come back one scan after another, beside the picture (``KEY-10``)."""
        if self.wall.wall is None or self.preview is not None or not self.steps.may("take_back"):
            return
        if self.run is None:
            self.steps.leave()
            self.run = ScanBack(self.context)
            self.run.left.connect(self.end_run)
            self.sides.hold_run(self.run)
        self.run.begin()

    def end_run(self) -> None:
        """Back to the picture alone."""
        run, self.run = self.run, None
        if run is not None:
            self.sides.drop_run()
            self._give_keys()

    def take_scan(self, code: str) -> bool:
        """In a run every scan is a return, wherever the keys are; else the window leads to what was scanned."""
        return self.run is not None and self.run.take_scan(code)

    # Room

    def _give_keys(self) -> None:
        if self.preview is not None:
            self.preview.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.pane.form is not None:
            self.pane.form.begin()
        elif self.run is not None:
            self.run.begin()
        elif self.wall.wall is not None:
            self.wall.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this place."""
        return key_words.listed()


DESK = DeskSpec(
    code="keys", order=3, title="register.keys", icon="mdi6.key-variant", build=KeysDesk, registers=(REGISTER,)
)
