"""The table's model over a real register: pages by id, order by the service, nothing read that is not looked at."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from deskapp.domain.common import Query
from deskapp.domain.people import Role
from deskapp.domain.reception_rows import EntryRow
from deskapp.ui.common.paged_model import PAGE, PAGES_KEPT, ROW_ROLE, PagedModel
from deskapp.ui.context import Context
from deskapp.ui.desks.reception import SPEC
from tests.factories import Desk, actor_of


@pytest.fixture
def model(context: Context) -> Iterator[PagedModel]:
    made = PagedModel(context, SPEC)
    yield made
    made.deleteLater()


def texts(model: PagedModel, row: int) -> list[str]:
    return [model.index(row, at).data() for at in range(model.columnCount())]


def at(name: str) -> int:
    return next(number for number, column in enumerate(SPEC.columns) if column.name == name)


def test_rows_come_when_they_are_looked_at(model: PagedModel, desk: Desk, qtbot: QtBot) -> None:
    for number in range(3):
        desk.entry(caller=f"来人{number}")
    model.ask(Query(chip="all"))
    assert model.rowCount() == 3
    assert set(texts(model, 0)) == {""}
    with qtbot.waitSignal(model.dataChanged):
        model.row(0)
    assert texts(model, 0)[at("caller")] == "来人2"
    assert isinstance(model.index(2, 0).data(ROW_ROLE), EntryRow)


def test_the_model_keeps_qts_rules_on_some_hundreds_of_rows(
    model: PagedModel, context: Context, desk: Desk, qtbot: QtBot
) -> None:
    entry = desk.entry()
    rows = desk.call("reception.rows", ids=array("q", [entry.id]))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    tester.setUseFetchMore(False)
    context.office = Many(rows[0], 450)
    model.ask(Query(chip="all"))
    with qtbot.waitSignal(model.dataChanged):
        model.row(449)
    assert model.row(449).id == 450
    model.sort_by(at("at"))
    assert model.query.sort == "at"
    model.clear()
    assert model.rowCount() == 0


class Many:
    """An office whose register is very long."""

    def __init__(self, row: EntryRow, count: int) -> None:
        self.row, self.count = row, count
        self.pages: list[int] = []

    def call(self, _actor: object, verb: str, /, **arguments: object) -> object:
        if verb.endswith(".ids"):
            return array("q", range(1, self.count + 1))
        ids = arguments["ids"]
        assert isinstance(ids, array)
        self.pages.append(ids[0] // PAGE)
        return tuple(replace(self.row, id=number) for number in ids)

    def close(self) -> None:
        """Nothing is open."""


def test_a_million_rows_keep_a_few_pages(model: PagedModel, context: Context, desk: Desk, qtbot: QtBot) -> None:
    entry = desk.entry()
    office = Many(desk.call("reception.rows", ids=array("q", [entry.id]))[0], 1_000_000)
    context.office = office
    model.ask(Query(chip="all", sort="id"))
    for page in range(PAGES_KEPT + 6):
        with qtbot.waitSignal(model.dataChanged):
            model.row(page * PAGE)
    assert len(model._rows) <= PAGE * PAGES_KEPT
    for number in range(0, 900_000, 10_000):
        model.row(number)
    office.pages.clear()
    with qtbot.waitSignal(model.dataChanged):
        model.row(999_900)
    assert len(office.pages) <= 3
    assert model.row_of(999_901) == 999_900


def test_another_order_is_the_services(model: PagedModel, desk: Desk) -> None:
    first, second = desk.entry(unit="5-1-0603"), desk.entry(unit="3-2-1102")
    model.ask(Query(chip="all"))
    assert list(model.ids) == [second.id, first.id]
    model.sort_by(at("unit"))
    assert list(model.ids) == [second.id, first.id]
    model.sort_by(at("unit"))
    assert list(model.ids) == [first.id, second.id]
    model.sort_by(at("content"))
    assert model.query.sort == "-unit"


def test_only_touched_rows_are_read_again(model: PagedModel, desk: Desk, qtbot: QtBot) -> None:
    entry = desk.entry()
    model.ask(Query(chip="all"))
    with qtbot.waitSignal(model.dataChanged):
        model.row(0)
    slip = desk.slip(entry_id=entry.id)
    with qtbot.waitSignal(model.dataChanged) as changed:
        model.refresh({entry.id, slip.id + 1000})
    assert changed.args[0].row() == 0
    assert model.row(0).state == "dispatched"


def test_a_page_that_is_refused_is_not_asked_for_without_end(
    model: PagedModel, context: Context, desk: Desk, qtbot: QtBot
) -> None:
    desk.entry()
    model.ask(Query(chip="all"))
    context.actor = actor_of(desk.office, Role.CASHIER)
    with qtbot.waitSignal(model.refused):
        model.row(0)
    assert model.row(0) is None
    with qtbot.assertNotEmitted(model.refused, wait=50):
        texts(model, 0)
    context.actor = desk.actor
    model.ask(Query(chip="all"))
    with qtbot.waitSignal(model.dataChanged):
        model.row(0)
    assert model.row(0) is not None


def test_titles_are_the_offices_words(model: PagedModel) -> None:
    titles = [model.headerData(number, Qt.Orientation.Horizontal) for number in range(model.columnCount())]
    assert titles[:4] == ["", "Number", "Time", "Unit"]
