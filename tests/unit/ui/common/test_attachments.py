"""Photos and scans in the window: chosen, pasted, dropped, seen, voided; what cannot be kept is said (``ALL-8``)."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from deskapp.app import open_papers
from deskapp.domain.attachments import AttachDraft, Kind
from deskapp.domain.common import Ref
from deskapp.domain.people import Role
from deskapp.services.office import OpenOffice
from deskapp.settings import Settings
from deskapp.ui.common import desk_keys
from deskapp.ui.common.attach_field import AttachField
from deskapp.ui.common.attachments_part import AttachmentsPart
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.context import Context
from deskapp.ui.desks.reception import DESK
from deskapp.ui.tasks import TaskRunner
from tests.factories import Desk, actor_of
from tests.pictures import file, paper, picture
from tests.unit.ui.hands import press, put_up


@pytest.fixture
def board(qtbot: QtBot, context: Context, desk: Desk) -> RegisterDesk:
    context.papers = open_papers()
    desk.entry(content="送来的纸箱左下角凹陷")
    desk.entry(content="另一件事")
    made = DESK.build(context)
    assert isinstance(made, RegisterDesk)
    put_up(qtbot, made, 1200, 700)
    made.show_entry(1)
    return made


@pytest.fixture
def part(board: RegisterDesk) -> AttachmentsPart:
    return board.pane.attachments


@pytest.fixture
def said(context: Context) -> list[tuple[str, str]]:
    """What the window says in its corner: kind and text."""
    heard: list[tuple[str, str]] = []
    context.said.connect(lambda what: heard.append((what[1], what[0])))
    return heard


def kept(desk: Desk, id: int = 1) -> list[tuple[Kind, str, str]]:
    rows = desk.call("attachments.of", register="reception", id=id)
    return [(row.kind, row.name, row.note) for row in rows]


def files(*paths: str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path) for path in paths])
    return data


def copied(colour: str = "red") -> QImage:
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


def drop(target: QWidget, data: QMimeData) -> bool:
    """Drag something over a widget and let it go; whether it was taken."""
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    over = QDragEnterEvent(QPointF(20, 20).toPoint(), copy, data, left, none)
    over.ignore()
    QApplication.sendEvent(target, over)
    if not over.isAccepted():
        return False
    QApplication.sendEvent(target, QDropEvent(QPointF(20, 20), copy, data, left, none))
    return True


# Adding to an entry


def test_all_8_by_keys_alone_a_photo_goes_to_the_entry_in_front(
    board: RegisterDesk, part: AttachmentsPart, desk: Desk, tmp_path: Path
) -> None:
    assert {"Ctrl+Shift+A", "Ctrl+V"} <= {key for key, _ in desk_keys.listed(board)}
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is part.box.field.choose_button
    assert not part.box.attach_button.isEnabled()
    part.box.field.add([file(tmp_path)])  # what the dialog of the system answers
    assert QApplication.focusWidget() is part.box.attach_button
    press(Qt.Key.Key_Space)
    assert kept(desk) == [(Kind.PHOTO, "damage.jpg", "")]
    assert part.title.text() == "Attachments (1)"
    assert part.box.isHidden()
    (line,) = part.lines.values()
    assert QApplication.focusWidget() is line
    assert line._picture is not None
    assert "attach" in board.pane.detail.history[-1].verb


def test_all_8_kind_and_note_go_with_it_and_a_pdf_is_a_signed_paper(
    part: AttachmentsPart, desk: Desk, tmp_path: Path
) -> None:
    part.toggle()
    part.box.field.add([file(tmp_path, "scan.pdf", paper())])
    assert part.box.field.kind.currentData() == Kind.PAPER
    part.box.field.note.setText("住户签名")
    part.attach()
    part.toggle()
    part.box.field.add([file(tmp_path, "name.png", picture("PNG"))])
    part.box.field.kind.setCurrentIndex(part.box.field.kind.findData(Kind.SIGNATURE))
    part.box.field.kind.activated.emit(1)
    part.attach()
    assert kept(desk) == [(Kind.PAPER, "scan.pdf", "住户签名"), (Kind.SIGNATURE, "name.png", "")]


def test_all_8_a_copied_picture_is_pasted_and_waits_to_be_attached(
    board: RegisterDesk, part: AttachmentsPart, desk: Desk
) -> None:
    QApplication.clipboard().setImage(copied())
    board.table.setFocus()
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    (chosen,) = part.box.field.chosen
    assert Path(chosen.path).exists()
    assert kept(desk) == []
    part.attach()
    assert [(kind, name.startswith("Pasted ")) for kind, name, _ in kept(desk)] == [(Kind.PHOTO, True)]
    assert not Path(chosen.path).parent.exists()  # the passing file is gone again
    QApplication.clipboard().setText("only words")
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert part.box.field.chosen == []
    assert part.box.isHidden()


def test_all_8_in_the_note_ctrl_v_pastes_words_but_a_picture_is_chosen(part: AttachmentsPart) -> None:
    part.toggle()
    part.box.field.note.setFocus()
    QApplication.clipboard().setText("凹陷")
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert part.box.field.note.text() == "凹陷"
    QApplication.clipboard().setImage(copied())
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(part.box.field.chosen) == 1
    part.box.field.choose_button.setFocus()
    QApplication.clipboard().setImage(copied("blue"))
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(part.box.field.chosen) == 2


def test_all_8_files_are_dropped_anywhere_on_the_pane(
    board: RegisterDesk, part: AttachmentsPart, desk: Desk, tmp_path: Path
) -> None:
    data = files(file(tmp_path), file(tmp_path, "again.jpg"), file(tmp_path, "other.png", picture("PNG")))
    assert drop(board.pane, data)
    assert [chosen.look.name for chosen in part.box.field.chosen] == ["damage.jpg", "other.png"]  # the same one once
    part.attach()
    assert len(kept(desk)) == 2
    words = QMimeData()
    words.setText("no file")
    assert not drop(board.pane, words)
    board.new_entry()
    assert not drop(board.pane, data)  # a form for a new entry is in front


def test_all_4_a_wrong_file_is_refused_in_its_place_and_the_right_one_stays(
    part: AttachmentsPart, tmp_path: Path
) -> None:
    part.toggle()
    part.box.field.add([file(tmp_path), file(tmp_path, "no.jpg", b"MZ"), str(tmp_path / "gone.jpg")])
    assert [chosen.look.name for chosen in part.box.field.chosen] == ["damage.jpg"]
    assert "no.jpg is no JPEG" in part.box.field.problem.text()
    assert "gone.jpg cannot be read" in part.box.field.problem.text()


def test_what_was_chosen_and_not_attached_is_told_when_another_entry_comes(
    board: RegisterDesk, part: AttachmentsPart, said: list[tuple[str, str]], tmp_path: Path
) -> None:
    part.toggle()
    part.box.field.add([file(tmp_path)])
    press(Qt.Key.Key_Escape)
    assert part.box.isHidden()
    assert board.pane.detail.id == 1
    part.toggle()
    assert len(part.box.field.chosen) == 1
    board.show_entry(2)
    assert part.box.field.chosen == []
    assert said[-1][0] == "warning"
    assert "not attached" in said[-1][1]


def test_roles_whoever_takes_no_step_there_is_offered_none(
    qtbot: QtBot, context: Context, desk: Desk, tmp_path: Path
) -> None:
    entry = desk.entry()
    desk.call("attachments.attach", register="reception", id=entry.id, draft=AttachDraft(), path=file(tmp_path))
    context.actor = actor_of(desk.office, Role.ADMIN)
    part = AttachmentsPart(context, "reception", DESK.build(context).spec.lifecycle)  # type: ignore[attr-defined]
    put_up(qtbot, part, 400, 300)
    part.follow(entry.id, entry.number)
    assert part.add_button.isHidden()
    assert part.rows == ()


# Looking


def test_all_8_it_is_looked_at_in_the_pane_zoomed_and_closed_by_esc(
    board: RegisterDesk, part: AttachmentsPart, desk: Desk, tmp_path: Path
) -> None:
    for name, colour in (("a.jpg", "#333333"), ("b.jpg", "#cc3333")):
        path = file(tmp_path, name, picture(colour=colour, size=(1600, 1200)))
        desk.call("attachments.attach", register="reception", id=1, draft=AttachDraft(note="门厅"), path=path)
    board.look_at(1)
    part.lines[1].setFocus()
    press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is part.lines[2]
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Return)
    viewer = part.viewer
    assert viewer.isVisible()
    assert not board.pane.area.isVisible()
    assert viewer.title.text() == "a.jpg"
    assert "门厅" in viewer.facts.text()
    QApplication.processEvents()
    small = viewer.view.transform().m11()
    assert 0 < small < 1
    press(Qt.Key.Key_Plus)
    assert viewer.view.transform().m11() == pytest.approx(small * 1.25)
    press(Qt.Key.Key_0)
    assert viewer.view.transform().m11() == pytest.approx(small)
    press(Qt.Key.Key_End)
    assert viewer.title.text() == "b.jpg"
    press(Qt.Key.Key_Escape)
    assert not viewer.isVisible()
    assert board.pane.area.isVisible()
    assert board.pane.detail.id == 1


def test_all_8_a_scanned_paper_is_read_page_by_page(
    board: RegisterDesk, part: AttachmentsPart, desk: Desk, tmp_path: Path
) -> None:
    path = file(tmp_path, "scan.pdf", paper(3))
    desk.call("attachments.attach", register="reception", id=1, draft=AttachDraft(), path=path)
    board.look_at(1)
    part.open_row(1)
    assert part.viewer.number.text() == "1 / 3"
    for _ in range(3):
        press(Qt.Key.Key_PageDown)
    assert part.viewer.number.text() == "3 / 3"
    press(Qt.Key.Key_PageUp)
    assert part.viewer.number.text() == "2 / 3"


def test_all_8_saved_as_a_file_it_is_byte_for_byte_the_same(
    board: RegisterDesk, part: AttachmentsPart, desk: Desk, said: list[tuple[str, str]], tmp_path: Path
) -> None:
    desk.call("attachments.attach", register="reception", id=1, draft=AttachDraft(), path=file(tmp_path))
    board.look_at(1)
    part.open_row(1)
    part.viewer.save_to(str(tmp_path / "out.jpg"))
    assert (tmp_path / "out.jpg").read_bytes() == picture()
    part.viewer.save_to(str(tmp_path / "nowhere" / "out.jpg"))
    assert part.viewer.said.text() != ""


def test_all_1_it_is_voided_with_a_reason_and_stays_to_be_seen(
    board: RegisterDesk, part: AttachmentsPart, desk: Desk, tmp_path: Path
) -> None:
    desk.call("attachments.attach", register="reception", id=1, draft=AttachDraft(), path=file(tmp_path))
    board.look_at(1)
    part.open_row(1)
    QTest.mouseClick(part.viewer.void_button, Qt.MouseButton.LeftButton)
    press(Qt.Key.Key_Return)
    assert part.viewer.said.text() == "Fill this in."
    QTest.keyClicks(QApplication.focusWidget(), "wrong parcel")
    press(Qt.Key.Key_Return)
    assert part.rows[0].void_reason == "wrong parcel"
    assert part.viewer.said.text() == "Void: wrong parcel"
    assert part.title.text() == "Attachments (0)"
    assert part.lines[1].crossed
    assert part.viewer.void_button.isHidden()


def test_another_entry_or_a_form_closes_what_is_looked_at(
    board: RegisterDesk, part: AttachmentsPart, desk: Desk, tmp_path: Path
) -> None:
    desk.call("attachments.attach", register="reception", id=1, draft=AttachDraft(), path=file(tmp_path))
    board.look_at(1)
    part.open_row(1)
    board.new_entry()
    assert not part.viewer.isVisible()
    assert board.pane.area.isVisible()
    board.escape()
    board.show_entry(1)
    part.open_row(1)
    board.show_entry(2)
    assert not part.viewer.isVisible()
    assert part.lines == {}


# A field of a form whose entry does not exist yet


@pytest.fixture
def field(qtbot: QtBot, context: Context) -> AttachField:
    made = AttachField(context, kind=Kind.PHOTO)
    put_up(qtbot, made, 500, 300)
    return made


def test_all_8_photos_chosen_before_the_entry_exists_go_to_it_once_it_is_saved(
    field: AttachField, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    assert field.kind.isHidden()
    field.add([file(tmp_path), file(tmp_path, "b.png", picture("PNG"))])
    entry = desk.entry()
    with qtbot.waitSignal(field.attached) as attached:
        field.attach_to(Ref("reception", entry.id, entry.number), note="外包装破损")
    assert attached.args == [2]
    assert field.chosen == []
    assert [note for _, _, note in kept(desk, entry.id)] == ["外包装破损"] * 2


def test_all_8_when_the_entry_is_saved_and_its_photo_cannot_be_the_field_says_so_and_tries_again(
    field: AttachField, desk: Desk, said: list[tuple[str, str]], tmp_path: Path
) -> None:
    path = Path(file(tmp_path))
    field.add([str(path), file(tmp_path, "b.png", picture("PNG"))])
    path.rename(tmp_path / "stick pulled out")
    entry = desk.entry()
    field.attach_to(Ref("reception", entry.id, entry.number))
    assert [name for _, name, _ in kept(desk, entry.id)] == ["b.png"]
    assert field.problem.text().startswith(f"{entry.number} is saved, but not its attachment damage.jpg")
    assert said[-1] == ("error", field.problem.text())
    assert field.again_button.isVisible()
    field.add([file(tmp_path, "next.png", picture("PNG", colour="blue"))])  # the next entry's photo stays apart
    (tmp_path / "stick pulled out").rename(path)
    field.try_again()
    assert {name for _, name, _ in kept(desk, entry.id)} == {"b.png", "damage.jpg"}
    assert not field.again_button.isVisible()
    assert [chosen.look.name for chosen in field.chosen] == ["next.png"]


def test_what_could_not_be_attached_can_be_left_out(field: AttachField, desk: Desk, tmp_path: Path) -> None:
    path = Path(file(tmp_path))
    field.add([str(path)])
    path.unlink()
    entry = desk.entry()
    field.attach_to(Ref("reception", entry.id, entry.number))
    field.give_up()
    assert field.owed == []
    assert field.problem.isHidden()


def test_a_chosen_file_can_be_taken_away_again(field: AttachField, tmp_path: Path) -> None:
    field.add([file(tmp_path)])
    away = [each for each in field.findChildren(QWidget) if each.accessibleName() == "Leave damage.jpg out"]
    QTest.mouseClick(away[0], Qt.MouseButton.LeftButton)
    assert field.chosen == []


# Off the window's thread


def test_g8_reading_and_drawing_go_on_beside_the_window(
    qtbot: QtBot, settings: Settings, office: OpenOffice, desk: Desk, tmp_path: Path
) -> None:
    entry = desk.entry()
    runner = TaskRunner()
    context = Context(runner, settings)
    context.office, context.papers, context.actor = office, open_papers(), desk.actor
    part = AttachmentsPart(context, "reception", DESK.build(context).spec.lifecycle)  # type: ignore[attr-defined]
    put_up(qtbot, part, 500, 400)
    part.follow(entry.id, entry.number)
    part.toggle()
    large = picture(size=(4000, 3000))
    part.box.field.add([file(tmp_path, "large.jpg", large), file(tmp_path, "scan.pdf", paper(2))])
    assert part.box.field.chosen == []  # nothing is read on this thread
    qtbot.waitUntil(lambda: len(part.box.field.chosen) == 2)
    part.attach()
    qtbot.waitUntil(lambda: runner.idle)
    part.follow(entry.id, entry.number)
    qtbot.waitUntil(lambda: len(part.lines) == 2 and all(line._picture for line in part.lines.values()))
    part.open_row(next(row.id for row in part.rows if row.name == "large.jpg"))
    assert part.viewer.view.sceneRect().isEmpty()
    qtbot.waitUntil(lambda: part.viewer.view.sceneRect().width() == 2400)
    runner.close()


def test_all_8_a_file_that_is_still_looked_at_when_the_entry_is_saved_follows_it(
    qtbot: QtBot, settings: Settings, office: OpenOffice, desk: Desk, tmp_path: Path
) -> None:
    """A scanner is faster than a telephone's memory card."""
    runner = TaskRunner()
    context = Context(runner, settings)
    context.office, context.papers, context.actor = office, open_papers(), desk.actor
    heard: list[str] = []
    context.said.connect(lambda what: heard.append(what[0]))
    field = AttachField(context, kind=Kind.PHOTO)
    put_up(qtbot, field, 500, 300)
    first, second = desk.entry(), desk.entry()
    field.add([file(tmp_path, "large.jpg", picture(size=(3000, 2000))), file(tmp_path, "no.jpg", b"MZ")])
    assert (field.count, field.chosen) == (2, [])
    field.attach_to(Ref("reception", first.id, first.number), note="外箱破损")
    field.add([file(tmp_path, "next.png", picture("PNG"))])
    qtbot.waitUntil(lambda: runner.idle and len(field.chosen) == 1)
    assert kept(desk, first.id) == [(Kind.PHOTO, "large.jpg", "外箱破损")]
    assert any(said.startswith(f"{first.number} is saved, but not its attachment no.jpg") for said in heard)
    assert [chosen.look.name for chosen in field.chosen] == ["next.png"]
    field.attach_to(Ref("reception", second.id, second.number))
    qtbot.waitUntil(lambda: runner.idle)
    assert [name for _, name, _ in kept(desk, second.id)] == ["next.png"]
    runner.close()
