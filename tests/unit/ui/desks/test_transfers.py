"""Keys handed over and entrusted, through their desk by keys (``KEY-5``)."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from deskapp.app import open_papers
from deskapp.domain.directory import IdType, Relation, ResidentDraft, TieDraft
from deskapp.domain.people import Role
from deskapp.domain.transfers import Kind, State
from deskapp.ui.common.register_spec import Shape
from deskapp.ui.context import Context
from deskapp.ui.desks.transfers import DESK, TransfersDesk, facts, mark
from tests.factories import Desk
from tests.unit.ui.hands import enter_text, form_of, press, put_up
from tests.ways.keys_hung import UNIT, hung, key_set
from tests.ways.transfers import ID_CARD, left, read, record, taken


@pytest.fixture
def board(qtbot: QtBot, context: Context, tmp_path: Path) -> TransfersDesk:
    context.settings.database = str(tmp_path / "desk.db")
    context.papers = open_papers()
    made = DESK.build(context)
    assert isinstance(made, TransfersDesk)
    put_up(qtbot, made, 1200, 800)
    return made


def owner(desk: Desk) -> None:
    draft = ResidentDraft(
        name="陈业主", phones="137 0000 1111", id_type=IdType.ID_CARD, id_number=ID_CARD,
        ties=(TieDraft(unit=UNIT, relation=Relation.OWNER),),
    )  # fmt: skip
    desk.as_(Role.DIRECTOR).call("directory.save_resident", draft=draft)


def pick_unit(board: TransfersDesk, qtbot: QtBot) -> None:
    editor = form_of(board).editors["unit"]
    editor.target.setFocus()
    QTest.keyClicks(editor.target, "321102")
    with qtbot.waitSignal(editor.picked):  # type: ignore[attr-defined]
        press(Qt.Key.Key_Return)


def shown(board: TransfersDesk, *names: str) -> list[bool]:
    return [not form_of(board).rows[name].isHidden() for name in names]


def test_key_5_keys_are_handed_over_by_keys_with_what_is_known_filled_in(
    board: TransfersDesk, desk: Desk, qtbot: QtBot
) -> None:
    made = hung(desk)
    board.new_entry()
    form = form_of(board)
    pick_unit(board, qtbot)
    qtbot.waitUntil(lambda: bool(form.editors["items"].value()))
    assert form.editors["resident"].value() == "陈静"
    (line,) = form.editors["items"].value()
    assert (line.key, line.description, line.count) == (made.hook, "Door key", 3)
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    board.save()
    qtbot.waitUntil(lambda: board.preview is not None)  # the paper to be signed
    kept = read(desk, desk.call("transfers.ids", query=board.model.query)[0])
    assert (kept.kind, kept.resident, kept.keys) == (Kind.HANDED_OVER, "陈静", 3)
    assert key_set(desk, made.id).state == "handed"


def test_key_5_the_person_who_is_picked_comes_with_their_document(
    board: TransfersDesk, desk: Desk, qtbot: QtBot
) -> None:
    owner(desk)
    hung(desk)
    board.new_entry()
    form = form_of(board)
    editor = form.editors["unit"]
    enter_text(editor.target, "陈业主")
    with qtbot.waitSignal(editor.picked):  # type: ignore[attr-defined]
        press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.editors["resident"].value() == "陈业主")
    values = form.values()
    assert (values["id_type"], values["id_number"]) == (IdType.ID_CARD, "110105********002X")
    assert shown(board, "id_number") == [True]


def test_key_5_what_need_not_be_asked_is_not_shown(board: TransfersDesk, desk: Desk) -> None:
    board.new_entry()
    asked = ("items", "trusted", "instruction", "until", "id_number", "happened_reason")
    assert shown(board, *asked) == [True, False, False, False, False, False]
    form_of(board).editors["kind"].set_value(Kind.ENTRUSTED)
    form_of(board).arrange()
    assert shown(board, *asked) == [False, True, True, True, False, False]


def test_key_5_a_refused_hand_over_stays_with_what_was_typed(board: TransfersDesk, desk: Desk, qtbot: QtBot) -> None:
    board.new_entry()
    pick_unit(board, qtbot)
    qtbot.waitUntil(lambda: form_of(board).editors["resident"].value() == "陈静")
    board.save()
    assert form_of(board).rows["items"].problem == "Fill this in."
    assert form_of(board).editors["resident"].value() == "陈静"


def test_key_5_a_set_is_handed_over_from_the_cabinet(board: TransfersDesk, desk: Desk, qtbot: QtBot) -> None:
    hung(desk)
    second = hung(desk)
    board.show_chip(f"hand_over:{second.hook}")
    qtbot.waitUntil(lambda: board.pane.form is not None)
    qtbot.waitUntil(lambda: form_of(board).editors["resident"].value() == "陈静")
    assert [line.key for line in form_of(board).editors["items"].value()] == [second.hook]
    board.show_chip(f"entrust:{UNIT}")
    assert form_of(board).values()["kind"] is Kind.ENTRUSTED


def test_key_5_the_next_step_is_the_signature(board: TransfersDesk, desk: Desk, qtbot: QtBot) -> None:
    made = record(desk, taken(desk))
    board.show_entry(made.id)
    qtbot.waitUntil(lambda: board.pane.detail is not None)
    board.next_step()
    board.save()
    qtbot.waitUntil(lambda: read(desk, made.id).state is State.SIGNED)


def test_key_5_a_correction_asks_for_the_owners_wish_only_in_trust(
    board: TransfersDesk, desk: Desk, qtbot: QtBot
) -> None:
    trust, handed = record(desk, left(desk)), record(desk, taken(desk))
    for made, asked in ((trust, True), (handed, False)):
        board.show_entry(made.id)
        qtbot.waitUntil(lambda made=made: board.pane.detail is not None and board.pane.detail.id == made.id)
        board.steps.take("amend")
        qtbot.waitUntil(lambda asked=asked: shown(board, "instruction", "until") == [asked, asked])
        board.steps.leave()


def test_states_are_told_by_shape(board: TransfersDesk, desk: Desk) -> None:
    trust = record(desk, left(desk, signed=True))
    handed = record(desk, taken(desk))
    assert [mark(each).shape for each in (trust, handed)] == [Shape.HALF, Shape.ARROW]
    said = " ".join(fact.text for fact in facts(board.context, trust))
    for part in ("陈静", "入户门钥匙 × 2", "可交房产中介李先生看房", "A001"):
        assert part in said
