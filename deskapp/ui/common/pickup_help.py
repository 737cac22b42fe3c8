"""What the form of a pickup knows: which item each line means, the rest of the unit's, who may take it (``MAIL-5``)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from deskapp.domain.directory import IdType
from deskapp.domain.mail import State
from deskapp.domain.pickups import Check, Kind, Offer, Taker
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.editor_choice import Segments
from deskapp.ui.common.editor_rows import RowsEditor
from deskapp.ui.common.parts import em, label, while_alive
from deskapp.ui.common.pickup_facts import related

if TYPE_CHECKING:
    from deskapp.domain.mail import ItemHit
    from deskapp.ui.common.editors import Editor
    from deskapp.ui.common.form import Form

# Long enough that a typed number is one question, short enough to be felt as none.
_PAUSE_MS = 90
_LINE_EM = 9
_OF_RESIDENT = frozenset({"taker", "check", "id_type", "id_number"})


def hides(values: Mapping[str, Any]) -> Collection[str]:
    """What is asked follows from who takes it, and how a resident is told (``MAIL-5``)."""
    kind = values.get("kind")
    hidden: set[str] = set()
    if kind is not Kind.PROXY:
        hidden.add("proxy_id")
    if kind is not Kind.STEWARD:
        hidden.add("steward_id")
    if kind is not Kind.RESIDENT:
        hidden |= _OF_RESIDENT
    if kind is Kind.STEWARD:
        hidden.add("phone")
    if values.get("check") is not Check.DOCUMENT:
        hidden |= {"id_type", "id_number"}
    if values.get("happened_at") is None:
        hidden.add("happened_reason")
    return hidden


class PickupHelp(QObject):
    """A pickup: a scan, a unit, a name brings the unit's items in; who may take them is chosen by one key."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self.form = form
        self.rows = cast(RowsEditor, form.editors["items"])
        self.offer = Offer()
        self.takers: Sequence[Taker] = ()
        self._said: dict[str, tuple[str, str]] = {}
        self._asked: set[str] = set()
        self._labels: dict[Editor, QLabel] = {}
        self._filled: set[str] = set()
        self.who = Segments()
        self.about = label("", "muted", wrap=True)
        self.wishes = label("", "soon", wrap=True)
        self._build()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        form.scans = self.take_scan
        form.plan = replace(form.plan, hides=hides)
        form.edited.connect(self._edited)
        self.rows.entered.connect(self._to_who)
        self._ask()

    def _build(self) -> None:
        for widget in (self.about, self.who, self.wishes):
            self.form.insert_below("items", widget)  # each over the one before
            widget.hide()
        self.who.setAccessibleName(self.form.context.label("pickups", "taker"))
        typing = QCoreApplication.translate("PickupsDesk", "Scan an item, or type unit, name, place or the last four")
        self.form.rows["items"].explain(typing)

    # The items

    def typed(self) -> list[str]:
        """What stands in the lines, the empty ones left out."""
        return [text for text in (str(cell.value()).strip() for cell in self.rows.cells) if text]

    def _edited(self, name: str) -> None:
        if name == "items":
            self._tell()
            self._pause.start()
        elif name == "taker":
            self.form.editors["resident_id"].set_value(None)  # another name is another person
        elif name == "check":
            self._document()

    def _ask(self) -> None:
        """Ask for what is not known yet; a draft that was brought back is asked for whole."""
        for text in self.typed():
            if text not in self._asked:
                self._asked.add(text)
                self._look(text, fill=False)
        self._tell()

    def _look(self, text: str, *, fill: bool) -> None:
        then = while_alive(self, partial(self._found, text, fill))
        self.form.context.ask("pickups.offer", then, owner=self, token=f"offer {fill} {text}", text=text)

    def _found(self, text: str, fill: bool, offer: Offer) -> None:
        if offer.unit:
            self._show(offer)
        self._said[text] = self._words(text, offer)
        if offer.unit and fill and offer.items:
            self._fill(text, offer)
        if fill and not offer.items and text not in self.typed():
            self.form.context.say(self._said[text][0], kind="warning")  # a scan that stands in no line
        self._tell()

    def _fill(self, text: str, offer: Offer) -> None:
        """All items of the unit in one step: those with the steward only if they were meant (``MAIL-5``)."""
        going = [hit for hit in offer.items if hit.state is not State.STEWARD or hit.id in offer.meant]
        if offer.unit in self._filled:
            going = [hit for hit in going if hit.id in offer.meant]  # what was taken out stays out
        self._filled.add(offer.unit)
        known = {hit.number for hit in offer.items} | {hit.tracking for hit in offer.items}
        kept = [line for line in self.typed() if line != text and line not in known]
        before = [hit.number for hit in offer.items if {hit.number, hit.tracking} & set(self.typed())]
        numbers = dict.fromkeys([*kept, *before, *(hit.number for hit in going)])
        for hit in offer.items:
            self._said[hit.number] = (self._item(hit), "words")
            self._asked.add(hit.number)
        self._put(list(numbers))

    def _put(self, numbers: Sequence[str]) -> None:
        here = QApplication.focusWidget()
        inside = here is not None and self.rows.isAncestorOf(here)
        self.rows.set_raw([{"item": number} for number in numbers])
        self.rows.changed.emit()
        if inside:
            free = next((cell for cell in self.rows.cells if not cell.value()), self.rows.cells[-1])
            free.target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _words(self, text: str, offer: Offer) -> tuple[str, str]:
        """What a line means: an item, a unit's items, several units, nothing."""
        word = self.form.context.word
        if offer.choices:
            units = QCoreApplication.translate("PickupsDesk", ", ").join(choice.unit for choice in offer.choices)
            several = QCoreApplication.translate("PickupsDesk", "Several units: {units}")
            return several.format(units=units), "soon"
        meant = [hit for hit in offer.items if hit.id in offer.meant]
        if len(meant) == 1:
            return self._item(meant[0]), "words"
        if offer.unit and offer.items:
            all_of_it = QCoreApplication.translate("PickupsDesk", "{unit}: {count} item(s), Enter takes them all")
            return all_of_it.format(unit=offer.unit, count=len(offer.items)), "words"
        if offer.unit:
            return QCoreApplication.translate("PickupsDesk", "{unit}: nothing waits").format(unit=offer.unit), "late"
        if offer.kept:
            hit = offer.kept[0]
            return word("problem.item_stays", number=hit.number, state=word(f"mail.state.{hit.state}")), "late"
        return word("problem.unknown_item", value=text), "late"

    def _item(self, hit: ItemHit) -> str:
        place = hit.place if hit.state is not State.STEWARD else self.form.context.word("mail.state.steward")
        unit = hit.unit if hit.unit != self.offer.unit else ""
        return " · ".join(part for part in (place, unit, hit.recipient) if part)

    def _tell(self) -> None:
        """Write beside every line what is known of it."""
        for cell in self.rows.cells:
            said, tone = self._said.get(str(cell.value()).strip(), ("", ""))
            beside = self._beside(cell)
            beside.setText(said)
            theme.look(beside, tone or "muted")

    def _beside(self, cell: Editor) -> QLabel:
        if cell not in self._labels:
            made = label("", "muted", wrap=True)
            for line in cell.findChildren(QLineEdit):
                line.setFixedWidth(em(line) * _LINE_EM)
            cell.box.addSpacing(em(cell) // 2)
            cell.box.addWidget(made, 1)
            cell.entered.connect(partial(self._entered, cell))
            self._labels[cell] = made
        return self._labels[cell]

    def _entered(self, cell: Editor) -> None:
        """Enter takes what the line means, with all that waits for the unit."""
        text = str(cell.value()).strip()
        if text:
            self._asked.add(text)
            self._look(text, fill=True)

    def take_scan(self, code: str) -> bool:
        """A parcel or a proxy's paper brings the unit's items in; the same code twice is said (``ALL-11``)."""
        text = code.partition("/")[0]
        if text in self.typed():
            self.form.context.say(self.form.context.word("problem.named_twice", value=text), kind="warning")
            return True
        self._look(text, fill=True)
        return True

    # Who takes it

    def _show(self, offer: Offer) -> None:
        """Who may take it, each by one key; what the unit has asked (``DIR-4``)."""
        self.offer = offer
        if offer.takers != self.takers:
            self.takers = offer.takers
            self._new_choices([self._taker(taker) for taker in offer.takers])
            self._choose_first()
        self.wishes.setText(" · ".join(instruction.text for instruction in offer.instructions))
        self.wishes.setVisible(bool(offer.instructions))
        kept = [f"{hit.number} {self.form.context.word(f'mail.state.{hit.state}')}" for hit in offer.kept]
        stays = QCoreApplication.translate("PickupsDesk", "Stays here: {items}").format(items="、".join(kept))
        self.about.setText(stays if kept else "")
        self.about.setVisible(bool(kept))

    def _new_choices(self, texts: Sequence[str]) -> None:
        layout = self.form.layout_
        at = layout.indexOf(self.who)
        old, self.who = self.who, Segments()
        layout.insertWidget(at, self.who)
        layout.removeWidget(old)
        old.hide()
        old.deleteLater()
        self.who.offer(texts)
        self.who.setAccessibleName(self.form.context.label("pickups", "taker"))
        self.who.chosen.connect(self._picked)
        self.who.entered.connect(self._go_on)
        self.who.setVisible(bool(texts))
        QWidget.setTabOrder(self.rows.cells[-1].target, self.who)
        QWidget.setTabOrder(self.who, self.form.editors["taker"].target)

    def _taker(self, taker: Taker) -> str:
        said = self.form.context.word(taker.relation) if taker.relation else ""
        if taker.kind is Kind.PROXY:
            proxy = QCoreApplication.translate("PickupsDesk", "proxy, {relation}")
            said = proxy.format(relation=said)
        return related(taker.name, said)

    def _choose_first(self) -> None:
        """The one whom most of it is addressed to, unless somebody was written down already."""
        if self.takers and not self.form.touched & {"taker", "kind", "proxy_id", "steward_id"}:
            self.who.choose(0)
            self._picked(0, touch=False)

    def _picked(self, index: int, *, touch: bool = True) -> None:
        """Who was chosen comes with what is known of them."""
        taker = self.takers[index]
        values: dict[str, Any] = {
            "kind": taker.kind, "resident_id": taker.resident_id, "proxy_id": taker.proxy_id,
            "steward_id": taker.steward_id, "taker": taker.name if taker.kind is Kind.RESIDENT else "",
            "phone": taker.phone, "id_type": taker.id_type, "id_number": taker.id_number_masked,
        }  # fmt: skip
        for name, value in values.items():
            self.form.editors[name].set_value(value)
        if touch:
            self.form.fill(values)
        self.form.arrange()
        self._signed_before(taker)

    def _signed_before(self, taker: Taker) -> None:
        """There is a signature to lay beside the new one (``MAIL-8``)."""
        said = ""
        if taker.earlier is not None:
            words = QCoreApplication.translate("PickupsDesk", "Signed before: {number}, {time}")
            said = words.format(number=taker.earlier.ref.number, time=fmt.clock(taker.earlier.at))
        self.form.rows["signed"].explain(said)

    def _to_who(self) -> None:
        """Enter in the empty line leaves the items: who takes them comes next."""
        if self.who.texts():
            self.who.setFocus(Qt.FocusReason.TabFocusReason)

    def _go_on(self) -> None:
        """Enter goes on to what is asked of whoever was chosen."""
        asked = (name for name in ("taker", "phone", "signed") if not self.form.rows[name].isHidden())
        self.form.editors[next(asked)].target.setFocus(Qt.FocusReason.TabFocusReason)

    def _document(self) -> None:
        """Most people show their identity card."""
        values = self.form.values()
        if values["check"] is Check.DOCUMENT and values["id_type"] is IdType.NONE:
            self.form.editors["id_type"].set_value(IdType.ID_CARD)
