"""What is half written: kept, offered, and never lost when the disk is full or the person goes (``ALL-7``)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import event

from deskapp.app import build_window
from deskapp.domain.people import Role
from deskapp.services.office import OpenOffice
from deskapp.settings import Settings
from deskapp.ui.common.form import Form
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.desks.residents import ResidentsDesk
from deskapp.ui.main_window import MainWindow
from tests.factories import Desk, actor_of
from tests.unit.ui.hands import NowClock, form_of
from tests.unit.ui.test_first_day import LateWriter, change_person, words
from tests.window import shown

LONG = "厨房下水管漏水，地板已积水。" * 200


@pytest.fixture
def clock() -> NowClock:
    """The window reads the computer's own clock; here the register does so too."""
    return NowClock()


@pytest.fixture
def runner() -> LateWriter:
    """Nothing is written before it is let go."""
    return LateWriter()


@pytest.fixture
def slow(qtbot: QtBot, settings: Settings, office: OpenOffice, runner: LateWriter) -> Iterator[MainWindow]:
    """A supervisor's window on a slow disk."""
    made = build_window(settings, office, None, runner, actor_of(office, Role.SUPERVISOR))
    yield from shown(qtbot, made)


class Disk:
    """The register's disk, which can be full."""

    def __init__(self, office: OpenOffice) -> None:
        self._engine = office.core.database.writer
        self._pages = 0
        event.listen(self._engine, "begin", self._begin)

    def _begin(self, connection: object) -> None:
        most = self._pages or 1_073_741_823
        assert hasattr(connection, "exec_driver_sql")
        connection.exec_driver_sql(f"PRAGMA max_page_count = {most}")

    def fill(self) -> None:
        """Not one page more, and none left over from what was there before."""
        raw = self._engine.raw_connection()
        raw.cursor().execute("VACUUM")
        raw.close()
        with self._engine.begin() as connection:
            self._pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()

    def make_room(self) -> None:
        """Take something away."""
        self._pages = 0


@pytest.fixture
def disk(office: OpenOffice) -> Disk:
    """Room enough, at first."""
    return Disk(office)


def desk_of(window: MainWindow) -> RegisterDesk:
    desk = window.tabs.desk
    assert isinstance(desk, RegisterDesk)
    return desk


def write(window: MainWindow, content: str = LONG) -> Form:
    """Half a repair request."""
    desk = desk_of(window)
    desk.new_entry()
    form = form_of(desk)
    form.fill({"unit": "3-2-1102", "caller": "陈女士", "content": content})
    return form


def drafts(desk: RegisterDesk | ResidentsDesk) -> str:
    """What the shelf offers."""
    return desk.shelf.text() if desk.shelf.isVisible() else ""


def test_a_saved_form_is_no_draft_any_more(slow: MainWindow, runner: LateWriter) -> None:
    slow.tabs.go("residents")
    desk = slow.tabs.desk
    assert isinstance(desk, ResidentsDesk)
    form = desk.steps.open_new("save_department")
    form.fill({"name": "绿化部"})
    form.keeper.keep()
    runner.let_go()
    desk.save()
    runner.let_go()
    assert desk.pane.form is None
    assert drafts(desk) == ""


def test_a_form_that_was_left_is_offered_as_soon_as_it_is_written(slow: MainWindow, runner: LateWriter) -> None:
    write(slow)
    desk_of(slow).escape()
    assert desk_of(slow).pane.form is None
    runner.let_go()
    assert drafts(desk_of(slow)) == "Drafts 1"


def test_a_lock_keeps_what_is_half_typed_in_the_name_of_who_typed_it(
    slow: MainWindow, runner: LateWriter, office: OpenOffice
) -> None:
    write(slow)
    slow.lock()
    runner.let_go()
    mine = office.call(actor_of(office, Role.SUPERVISOR), "drafts.list")
    assert [draft.body["fields"]["content"] for draft in mine] == [LONG]


def test_what_was_handed_in_before_a_lock_is_done_in_the_name_of_who_did_it(
    slow: MainWindow, runner: LateWriter, desk: Desk
) -> None:
    write(slow)
    desk_of(slow).save()
    slow.lock()
    runner.let_go()
    (entry,) = desk.call("reception.rows", ids=[1])
    assert entry.handler == actor_of(desk.office, Role.SUPERVISOR).name


def test_nothing_is_said_against_whoever_is_not_signed_in(window: MainWindow) -> None:
    window.lock()
    window.context.ask("today.list", print)
    window.context.do("drafts.drop", client_id="x")
    assert not window.toasts.shown


def test_on_a_full_disk_a_form_that_was_left_is_still_offered(
    window: MainWindow, disk: Disk, office: OpenOffice
) -> None:
    form = write(window)
    disk.fill()
    desk_of(window).escape()
    assert form_is_gone(desk_of(window))
    assert drafts(desk_of(window)) == "Drafts 1"
    assert "disk is full" in window.toasts.shown[-1].text
    change_person(window, Role.SUPERVISOR, office)
    assert drafts(desk_of(window)) == "", "it is nobody else's"
    change_person(window, Role.RECEPTIONIST, office)
    assert drafts(desk_of(window)) == "Drafts 1"
    disk.make_room()
    desk_of(window).shelf.menu_.actions()[0].trigger()
    again = form_of(desk_of(window))
    assert again is not form
    assert again.values()["content"] == LONG
    desk_of(window).save()
    assert desk_of(window).pane.detail.content == LONG
    assert drafts(desk_of(window)) == ""


def form_is_gone(desk: RegisterDesk) -> bool:
    return desk.pane.form is None


def test_on_a_full_disk_the_window_says_so_before_it_closes(window: MainWindow, disk: Disk) -> None:
    write(window)
    disk.fill()
    form_of(desk_of(window)).keeper.keep()
    assert not window.close()
    assert window.isVisible()
    assert "close once more" in window.toasts.shown[-1].text
    assert window.close()


def test_why_a_form_is_not_saved_is_in_view(window: MainWindow, disk: Disk, qtbot: QtBot) -> None:
    window.resize(1100, 600)
    form = write(window)
    form.editors["content"].target.setFocus()
    disk.fill()
    area = desk_of(window).pane.area
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    desk_of(window).save()
    assert "disk is full" in form.message.text()
    qtbot.waitUntil(lambda: not form.message.visibleRegion().isEmpty())


def test_an_entry_left_open_offers_the_next_person_nothing_that_is_refused(
    window: MainWindow, desk: Desk, office: OpenOffice
) -> None:
    entry = desk.entry()
    window.tabs.go("reception")
    desk_of(window).show_entry(entry.id)
    assert "Issue slip" in words(desk_of(window).pane)
    change_person(window, Role.STEWARD, office)
    assert desk_of(window).pane.detail.id == entry.id
    assert "Issue slip" not in words(desk_of(window).pane)
    change_person(window, Role.CASHIER, office)
    assert "陈女士" not in words(desk_of(window).pane), "what may not be read is not left lying about"
    assert desk_of(window).chips.buttons["open"].text() == "Open", "nor counted"
    change_person(window, Role.RECEPTIONIST, office)
    assert desk_of(window).model.ids[0] == entry.id
    assert "Issue slip" in words(desk_of(window).pane)


def test_a_form_of_staff_that_was_left_is_offered_again(slow: MainWindow, runner: LateWriter) -> None:
    slow.context.actor = actor_of(slow.context.office, Role.DIRECTOR)  # type: ignore[arg-type]
    slow.tabs.go("staff")
    slow.to_desk(lambda desk: desk.new_entry())
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClicks(target, "0099")
    QTest.keyClick(target, Qt.Key.Key_Escape)
    runner.let_go()
    assert "Drafts 1" in words(slow.tabs.pages)
