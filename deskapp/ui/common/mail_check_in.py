"""Check-in at the speed of a scanner: scan, two or three characters, Enter, the next (``MAIL-2``, ``MAIL-3``)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtWidgets import QWidget

from deskapp.domain import carriers
from deskapp.domain.common import Ref
from deskapp.domain.mail import REGISTER, Addressee, Condition, Known
from deskapp.ui import format as fmt
from deskapp.ui.common import mail_keys
from deskapp.ui.common.mail_boxes import OwnKeys
from deskapp.ui.common.mail_check_page import PLACE_OF_DRAFT
from deskapp.ui.common.mail_parcel import UNSAVED, Parcel, Stage
from deskapp.ui.common.mail_saving import SavingPage
from deskapp.ui.common.mail_scan import PLACE
from deskapp.ui.common.mail_strip import CONDITIONS, KINDS
from deskapp.ui.common.parts import while_alive

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from deskapp.domain.drafts import FormDraft
    from deskapp.ui.context import Context

_LOST_SECONDS = 30
_CTRL, _NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


class CheckIn(SavingPage):
    """One run of a delivery.

    What is scanned is an item at once; whoever it is for can be said later. Saving goes on behind the next scan.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._connect()

    def _connect(self) -> None:
        strip = self.strip
        strip.who.edited.connect(self._whose)
        strip.who.picked.connect(self._picked)
        strip.who.on.connect(self._on_from_who)
        strip.tracking.returnPressed.connect(self._typed_tracking)
        strip.name.returnPressed.connect(strip.place.setFocus)
        strip.place.returnPressed.connect(self.save)
        strip.words.returnPressed.connect(self._back_to_work)
        strip.carrier.entered.connect(self._back_to_work)
        strip.kind.clicked.connect(self._next_kind)
        strip.saving.connect(self.save)
        strip.edited.connect(self._edited)
        self.labels.clicked.connect(self.print_labels)
        self.take_back.clicked.connect(self.undo)
        self.done.clicked.connect(self.escape)
        self.table.entered.connect(self._open_line)
        self.table.doubleClicked.connect(self._open_line)
        self.own_keys = OwnKeys(
            self,
            {
                QKeyCombination(_NONE, Qt.Key.Key_F3): self._next_kind,
                QKeyCombination(_NONE, Qt.Key.Key_F4): self._to_carrier,
                QKeyCombination(_NONE, Qt.Key.Key_F6): self.undo,
                QKeyCombination(_CTRL, Qt.Key.Key_D): self._damaged,
                QKeyCombination(_CTRL, Qt.Key.Key_U): self._nobody,
                QKeyCombination(_CTRL, Qt.Key.Key_R): self._again,
                QKeyCombination(_NONE, Qt.Key.Key_F5): self._to_list,
            },
        )
        self.own_keys.watch(*strip.fields(), self.table, self.labels, self.take_back, self.done)
        strip.photos.made.connect(self._more_keys)
        strip.photos.chosen.connect(self._photos_chosen)
        strip.photos.lost.connect(self._photo_lost)

    def _more_keys(self, widgets: tuple[QWidget, ...]) -> None:
        self.own_keys.watch(*widgets)

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page, for F1."""
        return mail_keys.check_in()

    # Scanning

    def take_scan(self, code: str) -> bool:
        """A label of this office: an item that is here already, or another paper, which is not for this place."""
        number = code.partition("/")[0]
        before = next((each for each in self.table.lines if each.number == number), None)
        if before is not None:
            self._say(self.tr("{number} is checked in already: {place}").format(number=number, place=before.place))
        else:
            self._say(self.tr("{code} is no tracking number.").format(code=code))
        return True

    def take(self, code: str) -> None:
        """One more scan: the place of the item in front, or the next item; nothing of the one before is lost."""
        code = carriers.tidy(code)
        if PLACE.fullmatch(code):
            self._take_place(code)
            return
        if not code:
            return
        if (before := self._had(code)) is not None:
            self._scanned_again(before)
            return
        self._make_way()
        parcel = Parcel()
        parcel.name_number(code)
        self._bring(parcel)
        self._ask_known(parcel)

    def _had(self, code: str) -> Parcel | None:
        """The same number earlier in this run, unless it was taken back."""
        run = (*self.table.lines, *([self.current] if self.current is not None else []))
        return next((each for each in run if each.tracking == code and each.stage is not Stage.VOIDED), None)

    def _scanned_again(self, before: Parcel) -> None:
        if before is self.current:
            asked = self.tr("{code} is scanned already; whose is it?")
            said = self.tr("{code} is scanned already; Enter saves it.") if before.addressed else asked
            self._say(said.format(code=before.tracking))
        elif before.stage in {Stage.OPEN, Stage.REFUSED}:
            self._make_way()
            self._bring(before)
        else:
            said = self.tr("{code} is scanned already: {number} {place}")
            self._say(said.format(code=before.tracking, number=before.number, place=before.shown_place).strip())

    def _make_way(self) -> None:
        """The strip is for the next one: what is complete is saved, what is not waits in the list."""
        self._say("")
        parcel = self.current
        if parcel is None:
            return
        if not parcel.begun:
            self.current = None
        elif parcel.addressed and not (parcel.left and not parcel.again):
            self.save()
        else:
            self.current = None
            self._list(parcel, self.tr("Still lacks its addressee"), "soon")
            self._say(self.tr("The one before still lacks its addressee; both are kept. F5 goes to the list."))

    def _take_place(self, code: str) -> None:
        if self.current is None:
            self._say(self.tr("{place} is a shelf place: scan the item first.").format(place=code))
            return
        self.current.place = code
        self.strip.place.setModified(False)
        self._tell()

    # What is known of a number

    def _ask_known(self, parcel: Parcel) -> None:
        if parcel.tracking:
            then = while_alive(self, partial(self._known, parcel))
            self.context.ask("mail.known", then, while_alive(self, self._unanswered), tracking=parcel.tracking)

    def _known(self, parcel: Parcel, known: Known | None) -> None:
        if known is None or parcel.stage is not Stage.OPEN:
            return
        if known.here:
            self._is_here(parcel, known.ref, known.place)
            return
        words = self.tr("Left on {time} ({number}, {state}). Ctrl+R: it has come again")
        state = self.context.word(f"mail.state.{known.state}")
        parcel.left = words.format(time=fmt.clock(known.done_at or known.at), number=known.ref.number, state=state)
        if parcel is self.current:
            self._tell()
        else:
            self._list(parcel, parcel.left, "soon")

    def _again(self) -> None:
        """It has left before and has come once more."""
        if self.current is not None and self.current.left:
            self.current.again = True
            self.current.problems.pop("tracking", None)
            self._tell()
            self._back_to_work()

    # Typing

    def _begun(self) -> Parcel:
        """The item in the strip; one without a number begins with its first word."""
        if self.current is None:
            self.current = Parcel()
        return self.current

    def _typed_tracking(self) -> None:
        """Enter after a number: the next item, or the one in front has this number instead."""
        code = carriers.tidy(self.strip.tracking.text())
        parcel = self.current
        if not code:
            waits = [each for each in self.table.lines if each.stage in {Stage.OPEN, Stage.REFUSED}]
            if parcel is None and waits:
                self._bring(waits[0])
        elif parcel is None:
            self.take(code)
            if self.current is None:
                self.strip.show_parcel(None)
        elif code != parcel.tracking and self._had(code) is None:
            parcel.name_number(code)
            self._ask_known(parcel)
            if parcel is self.current:
                self._tell()
                self._back_to_work()
        else:
            self.strip.tracking.setText(parcel.tracking)
            self._back_to_work()

    def _whose(self, text: str) -> None:
        parcel = self._begun()
        parcel.untake()
        parcel.typed = text
        self._tell()

    def _picked(self, who: Addressee) -> None:
        parcel = self._begun()
        parcel.take(who)
        parcel.typed = " ".join((who.unit, who.name)).strip()
        waits = self.tr("{count} waiting here").format(count=who.waiting) if who.waiting else ""
        parcel.waits = " · ".join(part for part in (waits, who.instruction) if part)
        parcel.problems.clear()
        self.strip.who_line.setText(parcel.typed)
        self._tell()
        target = self.strip.place if parcel.name else self.strip.name
        target.setFocus()
        target.selectAll()

    def _on_from_who(self) -> None:
        if self.current is not None and self.current.addressed:
            self.strip.place.setFocus()
            self.strip.place.selectAll()

    def _edited(self, name: str) -> None:
        parcel, strip = self._begun(), self.strip
        if name == "name":
            parcel.name, parcel.resident_id = strip.name.text().strip(), None
        elif name == "place":
            parcel.place = strip.place.text().strip()
        elif name == "carrier":
            parcel.carrier = strip.carrier.code()
        elif name == "condition":
            parcel.condition = CONDITIONS[strip.condition.current]
        elif name == "damage":
            parcel.damage = strip.words.text().strip()
        parcel.problems.pop({"name": "recipient", "condition": "damage"}.get(name, name), None)
        self._tell()

    def _next_kind(self, _on: bool = False) -> None:
        parcel = self._begun()
        parcel.kind = KINDS[(KINDS.index(parcel.kind) + 1) % len(KINDS)]
        self._tell()

    def _to_carrier(self) -> None:
        self.strip.carrier.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _damaged(self) -> None:
        """What is wrong with it, said before the carrier leaves."""
        parcel = self._begun()
        if parcel.condition is Condition.GOOD:
            parcel.condition = Condition.DAMAGED
        self.strip.open_damage(True, parcel)
        self._tell()
        self.strip.condition.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _nobody(self) -> None:
        """Nobody here knows the name that was typed: saved so, its two days run (``MAIL-3``)."""
        parcel = self._begun()
        name = parcel.name or self.strip.who_line.text().strip()
        if not name:
            self._say(self.tr("Type the name that stands on it, then Ctrl+U."))
            self.strip.who_line.setFocus()
            return
        parcel.untake()
        parcel.name, parcel.unknown = name, True
        self.save()

    def _to_list(self) -> None:
        if self.table.lines:
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.table.selectRow(max(0, self.table.currentRow()))

    def _photos_chosen(self, parcel: Parcel) -> None:
        """The draft knows where they lie: a run that is interrupted loses none of them (``ALL-7``)."""
        if parcel.stage in UNSAVED:
            self.keeper.touch()

    def _photo_lost(self, parcel: Parcel, why: str) -> None:
        """A photo that was chosen before the run was interrupted cannot be taken any more."""
        said = self.tr("{item}: a photo chosen for it is lost. {why}")
        name = parcel.tracking or parcel.name or parcel.typed
        self.context.say(said.format(item=name, why=why), kind="warning", seconds=_LOST_SECONDS)

    # The run

    def restore(self, draft: FormDraft) -> None:
        """Go on with a run that was interrupted; what was on its way goes again, and stays one item (``ALL-7``)."""
        kept = [Parcel.of(body) for body in draft.body.get("lines", ())]
        self.keeper.client_id, self.keeper.kept = draft.client_id, True
        for parcel in kept:
            self.strip.photos.restore(parcel)
            if parcel.stage is Stage.SAVING:
                self._send(parcel)
            else:
                parcel.stage = Stage.OPEN
                self._list(parcel, self.tr("From a run that was interrupted"), "soon")
        if self.current is None and (waits := [each for each in kept if each.stage is Stage.OPEN]):
            self._bring(waits[-1])

    def go_on(self, taken: Callable[[str], None]) -> None:
        """A run left before the window ended is still on; ``taken`` hears which draft it is (``ALL-7``)."""
        self.context.ask("drafts.list", while_alive(self, partial(self._left_before, taken)))

    def _left_before(self, taken: Callable[[str], None], drafts: Sequence[FormDraft]) -> None:
        kept = [draft for draft in drafts if draft.place == PLACE_OF_DRAFT]
        if kept and self.current is None and not self.table.lines:
            self.restore(max(kept, key=lambda draft: draft.saved_at))
            taken(self.keeper.client_id)

    def escape(self, _on: bool = False) -> None:
        """Esc: the list of addressees goes first, then the page; what is not saved stays as a draft."""
        if self.strip.who.choices.open:
            self.strip.who.choices.close()
            return
        if self.unsaved():
            self.keeper.touch()
            self.keeper.keep(left=True)
        self.left.emit()

    def _open_line(self, _index: object = None) -> None:
        """Enter in the list: what is not saved comes into the strip, what is saved is opened."""
        line = self.table.current()
        if line is None or line is self.current:
            self._back_to_work()
        elif line.stage in {Stage.OPEN, Stage.REFUSED}:
            self._make_way()
            self._bring(line)
        elif line.id:
            self.context.open(Ref(REGISTER, line.id, line.number))
