"""The form engine: problems at their fields, typed text stays, drafts, the order of the conversation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deskapp.domain.drafts import FormDraft
from deskapp.domain.reception import EntryDraft, Kind
from deskapp.errors import StorageError
from deskapp.ui.common.form import Form, FormPlan
from deskapp.ui.context import Context
from deskapp.ui.desks.reception import hides
from tests.factories import Desk
from tests.unit.ui.hands import enter_text

Make = Callable[..., Form]


@pytest.fixture
def make(qtbot: QtBot, context: Context) -> Make:
    def made(draft: FormDraft | None = None, **more: Any) -> Form:
        plan = FormPlan(
            register="reception",
            verb="record",
            draft=EntryDraft,
            title="New entry",
            save_text="Save",
            hides=hides,
            **more,
        )
        form = Form(context, plan, draft)
        qtbot.addWidget(form)
        form.resize(520, 900)
        form.show()
        form.activateWindow()
        QTest.qWaitForWindowActive(form)
        return form

    return made


def drafts(context: Context) -> tuple[FormDraft, ...]:
    found: tuple[FormDraft, ...] = context.now("drafts.list")
    return found


def test_every_refused_field_says_so_and_the_first_has_the_cursor(make: Make) -> None:
    form = make()
    enter_text(form.editors["unit"].target, "9-9-9999")
    form.editors["promised_at"].line.setText("25:99")
    form.save()
    assert set(form.problems) == {"caller", "content", "promised_at"}
    assert form.rows["caller"].problem == "Fill this in."
    assert "+2h" in form.rows["promised_at"].problem
    assert QApplication.focusWidget() is form.editors["caller"].target
    assert form.editors["promised_at"].raw()["text"] == "25:99"
    enter_text(form.editors["caller"].target, "陈女士")
    assert form.rows["caller"].problem == ""


def test_what_only_the_service_refuses_stands_at_its_field_too(make: Make) -> None:
    form = make(start={"caller": "陈女士", "content": "漏水", "unit": "9-9-9999"})
    form.editors["promised_at"].line.setText("+2h")
    form.save()
    assert form.rows["unit"].problem == "No unit 9-9-9999 in the directory."
    assert not form.saving


def test_all_4_what_the_form_and_what_the_service_refuse_stand_there_together(make: Make) -> None:
    form = make(start={"kind": Kind.COMPLAINT, "unit": "9-9-9999"})
    form.save()
    assert set(form.problems) == {"unit", "caller", "category", "content"}


def test_length_is_counted_in_characters_not_in_halves(make: Make) -> None:
    form = make(start={"caller": "𠅤" * 60, "content": "漏水"})
    form.editors["promised_at"].line.setText("+2h")
    form.save()
    assert form.problems == {}
    form = make(start={"caller": "𠅤" * 61, "content": "漏水"})
    form.editors["promised_at"].line.setText("+2h")
    form.save()
    assert form.rows["caller"].problem == "At most 60 characters; this has 61."


def test_fields_that_are_not_asked_are_neither_shown_nor_saved(make: Make) -> None:
    form = make(start={"caller": "陈女士", "content": "漏水"})
    assert form.rows["category"].isHidden()
    form.editors["kind"].set_value(Kind.COMPLAINT)
    form.arrange()
    assert not form.rows["category"].isHidden()
    QTest.mouseClick(form.editors["answered"].target, Qt.MouseButton.LeftButton, pos=form.rect().topLeft())
    form.editors["answered"].set_value(True)
    form.arrange()
    assert form.rows["promised_at"].isHidden()
    assert not form.rows["result"].isHidden()


def test_enter_goes_through_the_conversation(make: Make, qtbot: QtBot) -> None:
    form = make()
    form.begin()
    order = []
    for _ in range(5):
        focus = QApplication.focusWidget()
        order.append(next(name for name, editor in form.editors.items() if editor.target is focus))
        QTest.keyClick(focus, Qt.Key.Key_Return)
    assert order == ["unit", "caller", "phone", "channel", "kind"]


def test_a_half_typed_form_is_kept_with_what_cannot_be_read(make: Make, context: Context, qtbot: QtBot) -> None:
    form = make()
    enter_text(form.editors["content"].target, "厨房漏")
    QTest.keyClicks(form.editors["happened_at"].target, "quarter past")
    qtbot.waitUntil(lambda: bool(drafts(context)))
    form.keeper.keep()
    (kept,) = drafts(context)
    assert kept.place == "reception.record"
    again = make(kept)
    assert again.editors["content"].value() == "厨房漏"
    assert again.editors["happened_at"].raw()["text"] == "quarter past"
    assert again.restored.isVisible()
    assert again.keeper.client_id == form.keeper.client_id
    with qtbot.waitSignal(again.discarded):
        again.discard()
    assert drafts(context) == ()


def test_saving_drops_the_draft_and_twice_makes_one(make: Make, context: Context, desk: Desk, qtbot: QtBot) -> None:
    form = make()
    for name, words in (("caller", "陈女士"), ("content", "漏水")):
        enter_text(form.editors[name].target, words)
    QTest.keyClicks(form.editors["promised_at"].target, "+2h")
    form.keeper.keep()
    assert len(drafts(context)) == 1
    with qtbot.waitSignal(form.saved) as saved:
        form.save()
    assert drafts(context) == ()
    with qtbot.waitSignal(form.saved) as again:
        form.save()
    assert saved.args[0].id == again.args[0].id
    assert desk.read_entry(saved.args[0].id).content == "漏水"


class Full:
    """An office whose disk is full."""

    def call(self, _actor: object, verb: str, /, **_arguments: object) -> object:
        raise StorageError("disk_full")

    def close(self) -> None:
        """Nothing is open."""


def test_a_full_disk_is_said_and_the_words_stay(make: Make, context: Context) -> None:
    form = make(start={"caller": "陈女士", "content": "漏水"})
    form.editors["promised_at"].line.setText("+2h")
    context.office = Full()
    form.save()
    assert form.message.text().startswith("The disk is full.")
    assert form.editors["content"].value() == "漏水"
    assert not form.saving


def test_labels_go_above_where_there_is_little_room(make: Make, qtbot: QtBot) -> None:
    form = make()
    row = form.rows["caller"]
    qtbot.waitUntil(lambda: row.label.y() >= 0 and row.editor.x() > row.label.x())
    form.resize(240, 900)
    qtbot.waitUntil(lambda: row.editor.y() > row.label.y())
