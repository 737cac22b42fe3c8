"""What the forms of a special service know: the list's price, the item's time limit, what need not be asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject

from deskapp.domain.deadlines import span_words
from deskapp.domain.specials import Method
from deskapp.ui import format as fmt
from deskapp.ui.common.caller_help import CallerHelp
from deskapp.ui.common.parts import while_alive

if TYPE_CHECKING:
    from deskapp.domain.prices import ItemRow
    from deskapp.domain.special_rows import SpecialDetail
    from deskapp.ui.common.form import Form

_FEN = Decimal("0.01")
_MONEY = frozenset({"receipt", "sum", "payer"})


class PriceHelp(QObject):
    """Proposes the sum by the list; another one is asked its reason."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self.form = form
        self.by_list: Decimal | None = None
        self.caller = CallerHelp(form, "contact")
        form.plan = replace(form.plan, hides=self.hides)
        form.edited.connect(self.edited)

    def edited(self, name: str) -> None:
        """Something was typed."""
        if name == "quantity":
            self.propose()

    def price(self) -> tuple[Decimal, str] | None:
        """The price of one, and of one what; None while it is not known."""
        raise NotImplementedError

    def propose(self) -> None:
        """Price × quantity, with its sum."""
        price, quantity = self.price(), self.form.values()["quantity"]
        if price is None or not isinstance(quantity, Decimal) or not quantity.is_finite() or abs(quantity) > 99_999:
            return
        self.by_list = (price[0] * quantity).quantize(_FEN, ROUND_HALF_UP)
        why = QCoreApplication.translate("SpecialsDesk", "By the list: {price} × {quantity} {measure} = {sum}")
        said = {"price": fmt.money(price[0]), "quantity": f"{quantity.normalize():f}", "measure": price[1]}
        self.form.propose("amount", self.by_list, why.format(**said, sum=fmt.money(self.by_list)))
        self.form.arrange()

    def hides(self, values: Mapping[str, Any]) -> Collection[str]:
        """The sum of the list needs no reason."""
        return {"amount_reason"} if values.get("amount") in (None, self.by_list) or self.by_list is None else set()


class AmendHelp(PriceHelp):
    """A correction: the price stays the one it was ordered at."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self._detail: SpecialDetail | None = None
        known = while_alive(self, self._known)
        form.context.ask("specials.detail", known, owner=self, token="detail", id=form.plan.subject)

    def _known(self, detail: SpecialDetail) -> None:
        self._detail = detail
        if detail.amount != detail.listed:
            self.form.touched.add("amount")  # what was agreed otherwise is not replaced by the list's
        self.propose()

    def price(self) -> tuple[Decimal, str] | None:
        """The price the order was made at."""
        return (self._detail.price, self._detail.measure) if self._detail else None


class OrderHelp(PriceHelp):
    """A new order: whom to call, what it costs, until when it is done, how it is paid (``CASH-1``)."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self._items: dict[int, ItemRow] = {}
        form.context.ask("prices.list", while_alive(self, self._listed), owner=self, token="prices")

    def _listed(self, rows: tuple[ItemRow, ...]) -> None:
        self._items = {row.id: row for row in rows}
        self.propose()
        self._ask_end()

    def edited(self, name: str) -> None:
        """Item and quantity make the price, item and beginning the end."""
        if name in {"item_id", "quantity"}:
            self.propose()
        if name in {"item_id", "starts_at", "ends_at"}:
            self._ask_end()
        if name in {"sum", "amount", "method", "contact", "payer"}:
            self._say_money()

    def price(self) -> tuple[Decimal, str] | None:
        """The price the list has now."""
        item = self._items.get(self.form.values()["item_id"] or 0)
        return (item.price, item.measure) if item else None

    def propose(self) -> None:
        """Price and what is said of the money."""
        super().propose()
        item = self._items.get(self.form.values()["item_id"] or 0)
        self.form.rows["item_id"].explain(item.note if item else "")
        self._say_money()

    def _say_money(self) -> None:
        values = self.form.values()
        due = values["amount"] or Decimal(0)
        whole = QCoreApplication.translate("SpecialsDesk", "Left empty: all of it, {sum}")
        self.form.rows["sum"].explain(whole.format(sum=fmt.money(due)) if due and not values["sum"] else "")
        same = QCoreApplication.translate("SpecialsDesk", "Left empty: {name}")
        said = same.format(name=values["contact"]) if values["contact"] and not values["payer"] else ""
        self.form.rows["payer"].explain(said)
        rule = QCoreApplication.translate("SpecialsDesk", "Special services are paid when ordered [001·1·4.6.1.1].")
        self.form.rows["unpaid_reason"].explain(rule)

    def _ask_end(self) -> None:
        values = self.form.values()
        item, begins = values["item_id"], values["starts_at"]
        if item is None or not isinstance(begins, datetime):
            return
        known, ask = while_alive(self, self._ends), self.form.context.ask
        ask("specials.end_default", known, _quiet, owner=self, token="end", item_id=item, starts_at=begins)

    def _ends(self, at: datetime) -> None:
        """The end by the item's limit; one set by hand stands."""
        item = self._items.get(self.form.values()["item_id"] or 0)
        limit = span_words(item.limit, self.form.context.language) if item else ""
        by_hand = bool(self.form.editors["ends_at"].raw()["text"].strip())
        why = (
            QCoreApplication.translate("SpecialsDesk", "Set by hand. By the list ({limit}): {end}")
            if by_hand
            else QCoreApplication.translate("SpecialsDesk", "Left empty: {end}, {limit} by the list")
        )
        self.form.rows["ends_at"].explain(why.format(end=fmt.clock(at), limit=limit))

    def hides(self, values: Mapping[str, Any]) -> Collection[str]:
        """Who pays later gives a reason and no receipt; what costs nothing needs neither."""
        hidden = set(super().hides(values))
        amount, sum = values.get("amount") or Decimal(0), values.get("sum") or Decimal(0)
        if values.get("entry_id") is not None:
            hidden.add("channel")
        if values.get("method") is Method.ON_ACCOUNT or (not amount and self.by_list is not None):
            hidden |= _MONEY
        if values.get("method") is not Method.ON_ACCOUNT and (not sum or not sum.is_finite() or sum >= amount):
            hidden.add("unpaid_reason")
        if values.get("happened_at") is None:
            hidden.add("happened_reason")
        return hidden


class VoidHelp(QObject):
    """Nothing is given back where nothing was paid."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self.form = form
        self._paid = Decimal(0)
        form.plan = replace(form.plan, hides=self._hides)
        known = while_alive(self, self._known)
        form.context.ask("specials.detail", known, owner=self, token="detail", id=form.plan.subject)

    def _known(self, detail: SpecialDetail) -> None:
        self._paid = detail.paid
        self.form.arrange()
        back = QCoreApplication.translate("SpecialsDesk", "¥{sum} is given back to {name}; on which receipt?")
        self.form.rows["receipt"].explain(back.format(sum=fmt.money(detail.paid), name=detail.contact))

    def _hides(self, _values: Mapping[str, Any]) -> Collection[str]:
        return set() if self._paid else {"method", "receipt"}


def _quiet(_error: Exception) -> None:
    """A time that cannot be reckoned with is named when it is saved."""
