"""Handing out: all items of a unit in one step, by a scan, a unit, a name, a place, the last four (``MAIL-5``)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from deskapp.domain.pickups import LIFECYCLE, REGISTER, ItemPick, Offer, PickupDraft
from deskapp.domain.reception import ReasonDraft
from deskapp.errors import DeskError
from deskapp.ui.common import mail_keys
from deskapp.ui.common.editors import is_enter
from deskapp.ui.common.mail_hand_page import HandPage
from deskapp.ui.common.parts import while_alive

if TYPE_CHECKING:
    from deskapp.domain.common import Change
    from deskapp.ui.context import Context

_PROXY = "DL-"
_LAID_OUT_MS = 40


class HandOut(HandPage):
    """One resident after another at the counter."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._connect()

    def _connect(self) -> None:
        self.line.installEventFilter(self)
        for field in (self.card.phone, self.card.number, self.card.document):
            field.installEventFilter(self)
        self.units.entered.connect(self._unit_chosen)
        self.units.doubleClicked.connect(self._unit_chosen)
        self.table.letter.connect(self._letter)
        self.table.changed.connect(self._say)
        self.table.entered.connect(self.begin_line)
        self.table.taken_back.connect(self.begin_line)
        self.card.changed.connect(self._say)
        self.card.stranger.connect(self._stranger)
        self.proxies.approved.connect(self._approved)
        self.proxies.left.connect(self._proxy_left)
        self.button.clicked.connect(self.hand_out)
        self.sheet.clicked.connect(self.print_sheet)
        self.done.clicked.connect(self.escape)

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page, for F1."""
        return mail_keys.hand_out()

    # Asking

    def take_scan(self, code: str) -> bool:
        """A label, or a proxy's paper: one more item of the unit in front, or the next resident's."""
        self.take(code)
        return True

    def take(self, text: str) -> None:
        """What was scanned or typed: an item of the unit in front is ticked, anything else asks anew."""
        self.table.forget_keys()
        text = text.strip()
        if not text or self._busy:
            return
        number = text.upper().partition("/")[0]
        codes = {item.id: {item.number, item.tracking} for item in self.model.lines}
        found = next((id for id, names in codes.items() if number in names), 0)
        if found and self.table.bring(found):
            self.begin()
            return
        if not self.proxies.isHidden():
            self.context.say(self.tr("Finish with the proxy first, or leave it with Esc."), kind="warning")
            return
        self._asked = text
        then, refused = while_alive(self, self._found), while_alive(self, self._refused)
        self.context.ask("pickups.offer", then, refused, owner=self, token="offer", text=text)

    def _refused(self, error: DeskError) -> None:
        self._busy = False
        self.context.say_error(error)

    def _found(self, offer: Offer) -> None:
        self._show(offer)
        if self._asked.upper().startswith(_PROXY):
            wanted = next((each for each in offer.takers if each.proxy_id is not None), None)
            if wanted is not None and wanted.proxy_id is not None:
                self.card.choose_proxy(wanted.proxy_id)
        self.begin()

    def _unit_chosen(self, _index: object = None) -> None:
        row = self.units.currentRow()
        if 0 <= row < len(self.offer.choices):
            unit = self.offer.choices[row].unit
            then, refused = while_alive(self, self._found), while_alive(self, self._refused)
            self.context.ask("pickups.for_unit", then, refused, owner=self, token="offer", unit=unit)

    # Handing out

    def _letter(self, key: int, text: str) -> None:
        if self._narrow:  # who takes it stands below the items
            # Once the questions that follow are laid out.
            QTimer.singleShot(_LAID_OUT_MS, self, partial(self.page.ensureWidgetVisible, self.button))
        elsewhere = self.line.hasFocus()  # an earlier one of these keys led there
        if (elsewhere or not self.card.take_key(key, text)) and text.isprintable() and not text.isspace():
            if not self.line.hasFocus():
                self.begin_line()
                self.line.clear()
            self.line.insert(text)

    def hand_out(self, _on: bool = False) -> None:
        """Ctrl+Enter: everything that is ticked goes in one step, signed for once (``MAIL-5``, ``MAIL-8``)."""
        self.table.act_on_keys()
        going = self.model.going()
        if not going or self._busy or not self.proxies.isHidden():
            return
        if lacks := self.card.lacks():
            self.card.refuse(lacks)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._busy = True
        done, refused = while_alive(self, partial(self._gone, len(going))), while_alive(self, self._not_gone)
        self.context.do("pickups.hand_out", done, refused, draft=self._draft())

    def _draft(self) -> PickupDraft:
        """What is ticked, for whoever stands there."""
        items = tuple(ItemPick(item=item.number) for item in self.model.going())
        return PickupDraft(items=items, client_id=self._client_id, **self.card.values())

    def _not_gone(self, error: DeskError) -> None:
        """Everything stays as it was typed; what is wrong is said (``ALL-4``)."""
        self._busy = False
        self.card.refuse(self.context.error_text(error))
        self._say()

    def _gone(self, count: int, change: Change) -> None:
        self._busy = False
        self.last = change.id
        unit = self.offer.unit
        said = self.tr("{unit}: {count} item(s) handed out, {number}")
        actor = self.context.actor
        if actor is not None:
            undo = self.tr("Undo") if actor.role in LIFECYCLE.who("void") else ""
            self.context.say(
                said.format(unit=unit, count=count, number=change.number), kind="ok", action=undo,
                act=partial(self._undo, change.id) if undo else None, seconds=self.context.undo_seconds(),
            )  # fmt: skip
        self._asked = ""
        self._show(Offer())
        self.begin_line()

    def _undo(self, id: int) -> None:
        """It is read first, for its version."""
        then = while_alive(self, self._undo_read)
        self.context.ask("pickups.detail", then, while_alive(self, self._refused), id=id)

    def _undo_read(self, detail: Any) -> None:
        reason = ReasonDraft(reason=self.tr("Undone at once"))
        done = while_alive(self, partial(self._undone, detail.unit))
        self.context.do(f"{REGISTER}.void", done, id=detail.id, version=detail.version, draft=reason)

    def _undone(self, unit: str, change: Change) -> None:
        self.context.say(self.tr("{number} is undone: everything lies where it was").format(number=change.number))
        self.last = 0
        if not self.offer.unit and unit:
            self.take(unit)

    def print_sheet(self, _on: bool = False) -> None:
        """Ctrl+P: the sheet of what is about to go, to be signed first (``MAIL-7``); else that of the last pickup."""
        self.table.act_on_keys()
        if not self.model.going():
            if self.last:
                self.printing.emit(self.last)
            return
        if self._busy or not self.proxies.isHidden():
            return
        if lacks := self.card.lacks_who():
            self.card.refuse(lacks)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        draft = self._draft()
        then = while_alive(self, partial(self._may_be_signed, draft))
        refused = while_alive(self, self._not_gone)
        self.context.ask("pickups.sheet_of", then, refused, owner=self, token="sheet", draft=draft)

    def _may_be_signed(self, draft: PickupDraft, _sheet: object) -> None:
        self.card.refuse("")
        self._say()
        self.signing.emit(draft)

    # A proxy

    def _stranger(self) -> None:
        if self.offer.unit:
            self.card.hide()
            self.button.hide()
            self.proxies.ask(self.offer.unit, next((item.recipient for item in self.model.going()), ""))
            self._say()

    def _approved(self, proxy_id: int) -> None:
        """The proxy stands among those who may take it now; what was unticked stays so."""
        then = while_alive(self, partial(self._with_proxy, proxy_id, set(self.model.ticked)))
        self.context.ask("pickups.for_unit", then, while_alive(self, self._refused), unit=self.offer.unit)

    def _with_proxy(self, proxy_id: int, ticked: set[int], offer: Offer) -> None:
        self._show(offer)
        self.model.ticked = ticked & {item.id for item in offer.items}
        self.card.choose_proxy(proxy_id)
        self.begin()

    def _proxy_left(self) -> None:
        self.card.show()
        self.button.show()
        self._say()
        self.begin()

    def escape(self, _on: bool = False) -> None:
        """Esc: out of the proxy's form, then off the unit in front, then off the page."""
        if not self.proxies.isHidden():
            self.proxies.leave()
        elif self.offer.unit or self.offer.choices:
            self._asked = ""
            self._show(Offer())
            self.begin_line()
        else:
            self.left.emit()

    # Keys and room

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: Enter in the line asks, Down goes to the items; Enter after digits goes back to them."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.line and is_enter(event):
                self.take(self.line.text())
                return True
            if watched is self.line and event.key() == Qt.Key.Key_Down and not self.line.text():
                self.begin()
                return True
            if watched is not self.line and is_enter(event):
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)
