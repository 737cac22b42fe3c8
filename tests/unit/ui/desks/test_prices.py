"""The price list's page: found by a supervisor, worked by keys."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deskapp.domain.people import Role
from deskapp.ui.context import Context
from deskapp.ui.desks.prices import DESK, PricesDesk
from tests.factories import Desk, actor_of
from tests.unit.ui.hands import enter_text, press, put_up


def build(qtbot: QtBot, context: Context, desk: Desk, role: Role) -> PricesDesk:
    context.actor = actor_of(desk.office, role)  # type: ignore[arg-type]
    made = DESK.build(context)
    assert isinstance(made, PricesDesk)
    put_up(qtbot, made, 1200, 700)
    made.setFocus()
    return made


@pytest.fixture
def page(qtbot: QtBot, context: Context, desk: Desk) -> PricesDesk:
    return build(qtbot, context, desk, Role.SUPERVISOR)


def go_to(page: PricesDesk, name: str) -> None:
    page.table.setCurrentCell(next(at for at, item in enumerate(page.items) if item.name == name), 0)


def typed(page: PricesDesk, name: str, text: str) -> None:
    assert page.pane.form is not None
    target = page.pane.form.editors[name].target
    target.setFocus()
    target.selectAll()  # type: ignore[attr-defined]
    enter_text(target, text)


def test_a_price_is_changed_by_keys(page: PricesDesk, desk: Desk) -> None:
    go_to(page, "日常保洁")
    page.table.setFocus()
    press(Qt.Key.Key_Return)
    assert page.pane.form is not None
    assert QApplication.focusWidget() is page.pane.form.editors["price"].target
    typed(page, "price", "52.5")
    page.save()
    assert next(row for row in desk.call("prices.list") if row.name == "日常保洁").price == Decimal("52.5")
    row = page.table.currentRow()
    assert page.items[row].name == "日常保洁"
    cell = page.table.item(row, 2)
    assert cell is not None
    assert (cell.text(), bool(cell.textAlignment() & Qt.AlignmentFlag.AlignRight)) == ("52.50", True)
    assert page.pane.form.editors["version"].value() == 2


def test_no_word_of_the_short_columns_is_cut(page: PricesDesk) -> None:
    metrics = page.table.fontMetrics()
    limits = [page.table.item(row, 4) for row in range(page.table.rowCount())]
    texts = [cell.text() for cell in limits if cell is not None]
    assert "3 working days" in texts
    assert max(metrics.horizontalAdvance(text) for text in texts) < page.table.columnWidth(4)


def test_f2_adds_an_item_and_refusals_stay_in_place(page: PricesDesk, desk: Desk) -> None:
    page.new_entry()
    typed(page, "name", "日常保洁")
    page.save()
    form = page.pane.form
    assert form is not None
    assert form.rows["measure"].problem == "Fill this in."
    for name, text in (("measure", "户"), ("price", "380"), ("limit_amount", "1")):
        typed(page, name, text)
    page.save()
    assert form.rows["name"].problem == "日常保洁 exists already."
    typed(page, "name", "地暖清洗")
    page.save()
    assert "地暖清洗" in {row.name for row in desk.call("prices.list")}
    assert page.items[page.table.currentRow()].name == "地暖清洗"


def test_an_item_is_withdrawn_and_offered_again_by_one_key(page: PricesDesk, desk: Desk) -> None:
    go_to(page, "擦玻璃")
    page.table.setFocus()
    press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert not next(row for row in desk.call("prices.list") if row.name == "擦玻璃").active
    assert page.items[page.table.currentRow()].name == "擦玻璃"
    assert page.pane.badge.text() == "withdrawn"
    cell = page.table.item(page.table.currentRow(), 1)
    assert cell is not None
    assert "withdrawn" in cell.text()
    press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert next(row for row in desk.call("prices.list") if row.name == "擦玻璃").active


def test_a_change_by_somebody_else_is_said_and_the_words_stay(page: PricesDesk, desk: Desk) -> None:
    go_to(page, "擦玻璃")
    typed(page, "note", "含阳台")
    head = desk.as_(Role.SUPERVISOR)
    kept = head.call("prices.detail", id=next(row.id for row in desk.call("prices.list") if row.name == "擦玻璃"))
    head.call("prices.save", draft=replace(kept, price=Decimal(9)))
    page.save()
    assert page.pane.form is not None
    assert "changed by somebody" in page.pane.form.message.text()
    assert page.pane.form.editors["note"].value() == "含阳台"
    page.save()
    assert next(row for row in desk.call("prices.list") if row.name == "擦玻璃").note == "含阳台"


def test_what_is_half_typed_is_kept_as_a_draft(page: PricesDesk) -> None:
    page.new_entry()
    typed(page, "name", "地暖清洗")
    page.escape()
    assert page.shelf.text() == "Drafts 1"
    page.shelf.menu_.actions()[0].trigger()
    assert page.pane.form is not None
    assert page.pane.form.editors["name"].value() == "地暖清洗"


def test_the_counter_reads_the_list_and_changes_nothing(qtbot: QtBot, context: Context, desk: Desk) -> None:
    page = build(qtbot, context, desk, Role.RECEPTIONIST)
    assert page.new_button.isHidden()
    go_to(page, "日常保洁")
    assert page.pane.form is None
    assert "45.00" in page.pane.subtitle.text()
    page.new_entry()
    page.turn_off()
    assert page.pane.form is None
    assert next(row for row in desk.call("prices.list") if row.name == "日常保洁").active


def test_an_empty_list_offers_the_usual_one(qtbot: QtBot, context: Context, desk: Desk) -> None:
    with desk.office.core.database.write() as session:
        session.connection().exec_driver_sql("DELETE FROM service_item")
    page = build(qtbot, context, desk, Role.DIRECTOR)
    assert page.begin_button.isVisible()
    page.begin_button.click()
    assert len(page.items) > 10
    assert page.begin_button.isHidden()
