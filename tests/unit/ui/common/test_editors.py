"""Each kind of field, worked by keys."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from deskapp.domain.fields import FieldSpec, Moment, fields_of
from deskapp.domain.keys import GenerateDraft
from deskapp.domain.reception import EntryDraft, Kind
from deskapp.domain.slips import FinishDraft, Item, Material, SlipDraft
from deskapp.ui import format as fmt
from deskapp.ui.common.editor_choice import BoxEditor, PickEditor, Segments, SegmentsEditor, find_by_key
from deskapp.ui.common.editor_moment import MomentEditor
from deskapp.ui.common.editor_rows import RowsEditor
from deskapp.ui.common.editors import Editor, Unread, editor_for
from deskapp.ui.context import Context
from tests.unit.ui.hands import enter_text


def make(qtbot: QtBot, context: Context, draft: type, name: str, register: str) -> Editor:
    spec = next(spec for spec in fields_of(draft) if spec.name == name)
    editor = editor_for(context, spec, name, register)
    qtbot.addWidget(editor)
    editor.show()
    return editor


def test_a_kind_is_chosen_by_arrow_letter_and_digit(qtbot: QtBot, context: Context) -> None:
    editor = make(qtbot, context, EntryDraft, "kind", "reception")
    assert isinstance(editor, SegmentsEditor)
    editor.set_value(Kind.INQUIRY)
    for key, kind in ((Qt.Key.Key_Right, Kind.VISIT), (Qt.Key.Key_C, Kind.COMPLAINT), (Qt.Key.Key_3, Kind.REPAIR)):
        with qtbot.waitSignal(editor.changed):
            QTest.keyClick(editor.target, key)
        assert editor.value() is kind
    with qtbot.waitSignal(editor.entered):
        QTest.keyClick(editor.target, Qt.Key.Key_Return)


@pytest.mark.parametrize(("typed", "found"), [("b", 2), ("ts", 3), ("x", -1), ("投", 3)])
def test_chinese_choices_are_found_by_pinyin(typed: str, found: int) -> None:
    assert find_by_key(["咨询", "来访", "报修", "投诉"], 0, typed) == found


def test_many_choices_stand_in_a_box(qtbot: QtBot, context: Context) -> None:
    editor = make(qtbot, context, SlipDraft, "item", "slips")
    assert isinstance(editor, BoxEditor)
    QTest.keyClick(editor.target, Qt.Key.Key_L)
    assert editor.value() is Item.LIFT
    editor.set_raw("greening")
    assert editor.value() is Item.GREENING


def test_a_department_is_picked_from_what_the_directory_lists(qtbot: QtBot, context: Context) -> None:
    editor = make(qtbot, context, SlipDraft, "department_id", "slips")
    assert isinstance(editor, PickEditor)
    assert editor.value() is None
    assert editor.combo.count() == 3
    QTest.keyClick(editor.target, Qt.Key.Key_G)
    assert editor.combo.currentText() == "工程部"
    assert isinstance(editor.value(), int)


def test_a_time_is_read_as_said_and_moved_by_keys(qtbot: QtBot, context: Context) -> None:
    editor = MomentEditor(context, FieldSpec("promised_at", type(None), Moment(when="future")), "Promise")
    qtbot.addWidget(editor)
    editor.show()
    QTest.keyClicks(editor.line, "+2h")
    meant = editor.value()
    assert abs(meant - fmt.now() - timedelta(hours=2)) < timedelta(minutes=1)
    assert "in " in editor.meaning.text()
    QTest.keyClick(editor.line, Qt.Key.Key_PageUp)
    assert editor.value() - meant == timedelta(hours=1)
    QTest.keyClick(editor.line, Qt.Key.Key_Up)
    assert editor.value().minute % 5 == 0
    editor.line.setText("25:99")
    with pytest.raises(Unread, match="not_a_time"):
        editor.value()
    assert editor.raw() == {"text": "25:99", "at": ""}


def test_a_kept_time_means_the_same_the_day_after(qtbot: QtBot, context: Context) -> None:
    editor = MomentEditor(context, FieldSpec("told_at", type(None), Moment()), "Told")
    qtbot.addWidget(editor)
    yesterday = fmt.now().replace(second=0, microsecond=0) - timedelta(days=1)
    editor.set_raw({"text": "14:30", "at": yesterday.isoformat()})
    assert editor.value() == yesterday


def test_materials_are_a_small_table(qtbot: QtBot, context: Context) -> None:
    editor = make(qtbot, context, FinishDraft, "materials", "slips")
    assert isinstance(editor, RowsEditor)
    name = editor._lines[0][0].target
    enter_text(name, "DN50 接头")
    editor._lines[0][3].target.setFocus()
    QTest.keyClicks(editor._lines[0][3].target, "12.50")
    assert editor.value() == (Material(name="DN50 接头", quantity=Decimal(1), price=Decimal("12.50")),)
    assert len(editor._lines) == 2
    kept = editor.raw()
    again = make(qtbot, context, FinishDraft, "materials", "slips")
    again.set_raw(kept)
    assert again.value() == editor.value()
    QTest.keyClicks(editor._lines[0][2].target, "two")
    with pytest.raises(Unread, match="not_a_number"):
        editor.value()


def test_letters_typed_together_are_one_word_and_one_letter_goes_on(qapp: QApplication) -> None:
    segments = Segments()
    segments.offer(["咨询", "特约服务", "投诉", "同上"])
    QTest.keyClicks(segments, "ts")
    assert segments.current == 2
    QTest.keyClick(segments, Qt.Key.Key_Home)
    QTest.keyClicks(segments, "tt")
    assert segments.current == 2


def test_the_ring_around_choices_is_covered_by_none_of_them(qapp: QApplication) -> None:
    segments = Segments()
    segments.offer(["咨询", "投诉"])
    segments.resize(segments.sizeHint())
    segments.show()
    first = segments.findChild(QPushButton)
    assert first is not None
    assert first.x() >= 2
    assert first.y() >= 2


def test_a_name_that_says_its_number_says_it_once(qtbot: QtBot, context: Context) -> None:
    editor = make(qtbot, context, GenerateDraft, "building_id", "keys")
    assert isinstance(editor, PickEditor)
    said = [editor.combo.itemText(at) for at in range(editor.combo.count())]
    assert {"3 栋", "5 栋"} <= set(said)
