"""One run of the program with its real threads: painted first, opened after, told in words when that fails."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from deskapp.app import Failures, Opened, Program, application, build_window, picture
from deskapp.domain.people import Role
from deskapp.errors import StorageError
from deskapp.services.office import OpenOffice, open_office
from deskapp.settings import Settings
from deskapp.ui.one_window import OneWindow
from deskapp.ui.set_up import SetUpPage
from deskapp.ui.sign_in import SignInPage
from deskapp.ui.skeleton import Skeleton
from deskapp.ui.tasks import InlineRunner
from deskapp.ui.trouble import TroublePage
from tests.factories import actor_of

Start = Callable[..., Program]


@pytest.fixture
def start(qtbot: QtBot) -> Iterator[Start]:
    """Starts programs, and ends them after the test."""
    programs: list[Program] = []

    def started(settings: Settings, opener: Callable[[], Opened] | None = None) -> Program:
        application(settings)
        programs.append(Program(settings, opener))
        programs[-1].window.show()
        return programs[-1]

    yield started
    for program in programs:
        program.window.close()
        program.close()
        program.window.deleteLater()
    qtbot.wait(0)


def page(program: Program, kind: type[QObject]) -> bool:
    return bool(program.window.findChildren(kind))


def test_the_outline_is_painted_before_the_register_is_opened(start: Start, qtbot: QtBot, place: Path) -> None:
    program = start(Settings(language="en", theme="light", database=str(place)))
    assert isinstance(program.window.centralWidget(), Skeleton)
    qtbot.waitUntil(lambda: page(program, SignInPage))
    assert not isinstance(program.window.centralWidget(), Skeleton)


def test_a_first_start_makes_the_register_and_asks_for_the_letterhead(
    start: Start, qtbot: QtBot, tmp_path: Path
) -> None:
    settings = Settings(language="en", theme="light", database=str(tmp_path / "none.db"))
    program = start(settings)
    qtbot.waitUntil(lambda: page(program, TroublePage))
    assert not (tmp_path / "none.db").exists(), "a register that was there once is never made anew silently (F5)"
    program.window.fresh_file.emit()
    qtbot.waitUntil(lambda: page(program, SetUpPage))
    assert (tmp_path / "none.db").exists()


def test_an_opener_may_sign_somebody_in(start: Start, qtbot: QtBot, place: Path) -> None:
    def opener() -> Opened:
        office = open_office(place)
        return Opened(office, actor_of(office, Role.RECEPTIONIST))

    program = start(Settings(language="en", theme="light"), opener)
    qtbot.waitUntil(lambda: program.window.windowTitle() == "翠湖花园")
    assert program.window.tabs.desk is not None


def test_another_file_can_be_chosen_where_one_is_gone(start: Start, qtbot: QtBot, tmp_path: Path, place: Path) -> None:
    settings = Settings(language="en", theme="light", database=str(tmp_path / "gone.db"))
    program = start(settings)
    qtbot.waitUntil(lambda: page(program, TroublePage))
    program.window.other_file.emit(str(place))
    qtbot.waitUntil(lambda: page(program, SignInPage))
    assert settings.database == str(place)


def test_what_the_opener_says_is_shown_and_tried_again(start: Start, qtbot: QtBot, place: Path) -> None:
    tries: list[int] = []

    def opener() -> Opened:
        tries.append(1)
        if len(tries) == 1:
            raise StorageError("damaged", reason="page 7")
        return Opened(open_office(place))

    program = start(Settings(language="en", theme="light"), opener)
    qtbot.waitUntil(lambda: page(program, TroublePage))
    assert "page 7" in program.window.findChildren(TroublePage)[-1].words.text()
    program.window.try_again.emit()
    qtbot.waitUntil(lambda: page(program, SignInPage))
    assert len(tries) == 2


def test_what_nobody_caught_is_logged_and_told_on_the_windows_thread(qtbot: QtBot) -> None:
    records: list[logging.LogRecord] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(record)

    log, handler = logging.getLogger("deskapp"), Keep()
    log.addHandler(handler)
    before = sys.excepthook
    failures = Failures()
    try:
        with qtbot.waitSignal(failures.failed) as failed:
            thread = threading.Thread(target=int, args=("no number",))
            thread.start()
            thread.join()
        assert isinstance(failed.args[0], ValueError)
        assert "no number" in logging.Formatter().format(records[0])
    finally:
        failures.close()
        log.removeHandler(handler)
    assert sys.excepthook is before


def test_a_picture_is_kept(settings: Settings, office: OpenOffice, tmp_path: Path, qtbot: QtBot) -> None:
    window = build_window(settings, office, None, InlineRunner(), actor_of(office, Role.RECEPTIONIST))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    picture(window, tmp_path / "desk.png")
    assert (tmp_path / "desk.png").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(OSError, match="cannot be written"):
        picture(window, tmp_path / "no folder" / "desk.png")


def test_a_first_start_where_no_folder_can_be_made_is_told_in_words(start: Start, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "in the way").write_text("a file")
    settings = Settings(language="en", theme="light", database=str(tmp_path / "in the way" / "desk.db"))
    program = start(settings)
    qtbot.waitUntil(lambda: page(program, TroublePage))
    program.window.fresh_file.emit()
    qtbot.waitUntil(lambda: "cannot be written" in program.window.findChildren(TroublePage)[-1].words.text())


def test_a_file_that_is_no_register_is_named_and_left_alone(start: Start, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "list.db").write_text("eggs, milk")
    program = start(Settings(language="en", theme="light", database=str(tmp_path / "list.db")))
    qtbot.waitUntil(lambda: page(program, TroublePage))
    said = program.window.findChildren(TroublePage)[-1].words.text()
    assert f"{tmp_path / 'list.db'} is not a register of this program." in said
    assert (tmp_path / "list.db").read_text() == "eggs, milk"


def test_a_second_start_brings_the_first_window_to_the_front(start: Start, qtbot: QtBot, place: Path) -> None:
    settings = Settings(language="en", theme="light", database=str(place))
    first = start(settings)
    qtbot.waitUntil(lambda: page(first, SignInPage))
    first.window.showMinimized()
    second = start(settings)
    qtbot.waitUntil(lambda: not second.window.isVisible())
    qtbot.waitUntil(lambda: not first.window.isMinimized())
    assert page(first, SignInPage)
    assert not page(second, TroublePage)


def test_what_a_killed_window_left_keeps_nobody_out(start: Start, qtbot: QtBot, place: Path) -> None:
    killed = OneWindow(str(place))
    other = OneWindow(str(place))  # takes the name over
    killed.close()
    other.close()
    program = start(Settings(language="en", theme="light", database=str(place)))
    qtbot.waitUntil(lambda: page(program, SignInPage))
