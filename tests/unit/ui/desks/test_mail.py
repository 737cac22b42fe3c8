"""Mail checked in through its desk: at the speed of a scanner, nothing lost, nothing doubled (``MAIL-2``)."""

from __future__ import annotations

from collections import deque
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from deskapp.app import open_papers
from deskapp.domain.common import Query
from deskapp.domain.directory import ResidentDraft, TieDraft, UnitDraft
from deskapp.domain.mail import Condition, ItemDetail, Kind, State
from deskapp.domain.people import Role
from deskapp.ui.common.mail_parcel import Stage
from deskapp.ui.context import Context
from deskapp.ui.desks.mail import DESK, MailDesk
from deskapp.ui.tasks import InlineRunner, Task
from tests.factories import Desk
from tests.unit.ui.desks.mail_hands import DOWN, ENTER, Hands, check_in, hand_out, listed
from tests.unit.ui.hands import put_up
from tests.ways import mail as ways

UNITS = ("3-2-1102", "3-2-1202", "5-1-0603")


@pytest.fixture
def board(qtbot: QtBot, context: Context, tmp_path: Path) -> MailDesk:
    context.papers = open_papers()
    context.settings.database = str(tmp_path / "desk.db")
    made = DESK.build(context)
    assert isinstance(made, MailDesk)
    put_up(qtbot, made, 1300, 760)
    return made


def begin(board: MailDesk) -> Hands:
    """F2, which is the window's key."""
    board.new_entry()
    hands = Hands(board)
    hands.count = 1
    return hands


def items(desk: Desk) -> list[ItemDetail]:
    """Everything in the register, the first received first."""
    ids = desk.call("mail.ids", query=Query(chip="all", sort="id"))
    return [desk.call("mail.detail", id=id) for id in ids]


def field(board: MailDesk) -> str:
    """Which field of the strip has the keys."""
    strip, focus = check_in(board).strip, QApplication.focusWidget()
    names = {strip.tracking: "tracking", strip.who_line: "who", strip.name: "name", strip.place: "place"}
    return names.get(focus, "") if isinstance(focus, QLineEdit) else ""


def neighbours(desk: Desk) -> None:
    """A house with thirty people in thirty units."""
    director = desk.as_(Role.DIRECTOR)
    for n in range(30):
        unit = f"3-1-{n // 2 + 1:02d}{n % 2 + 1:02d}"
        director.call("directory.save_unit", draft=UnitDraft(code=unit, floor=n // 2 + 1))
        name = f"{'赵钱孙李吴冯高何马杨'[n % 10]}{'一二三'[n // 10]}明"
        person = ResidentDraft(name=name, phones=f"138 0000 {n:04d}", ties=(TieDraft(unit=unit),))
        director.call("directory.save_resident", draft=person)


def test_mail_2_thirty_parcels_by_scans_and_three_or_four_keys_each(board: MailDesk, desk: Desk) -> None:
    ways.shelf(desk)
    neighbours(desk)
    hands = begin(board)
    for n in range(30):
        hands.scan(f"SF{n:013d}")
        hands.type(f"{'zqslwfghmy'[n % 10]}{'yes'[n // 10]}m")
        hands.press(ENTER)
        if not check_in(board).current or not check_in(board).current.addressed:
            hands.press(ENTER)  # the answer came after the first: the list is seen, and its first row taken
    hands.press(ENTER)
    found = items(desk)
    assert [item.tracking for item in found] == [f"SF{n:013d}" for n in range(30)]
    assert len({item.unit for item in found}) == 30
    assert {item.state for item in found} == {State.WAITING}
    assert all(item.place for item in found)
    # Two keys a second is a calm hand: thirty parcels take well under three minutes, the scans among them.
    assert hands.count <= 30 * 5 + 2
    assert [line.stage for line in listed(board)] == [Stage.SAVED] * 30
    assert "30" in check_in(board).summary.text()


def test_mail_2_a_scan_is_followed_by_who_place_and_the_next(board: MailDesk, desk: Desk) -> None:
    ways.shelf(desk)
    hands = begin(board)
    assert field(board) == "tracking"
    hands.scan("SF0000000000001")
    strip = check_in(board).strip
    assert (field(board), strip.tracking.text()) == ("who", "SF0000000000001")
    assert strip.kind.text() == board.context.word(f"mail.kind.{Kind.EXPRESS}")
    assert strip.carrier.code() == "sf"
    hands.type("cj")
    hands.press(ENTER)
    assert (field(board), strip.place.text()) == ("place", "A-1-01")
    assert "138 0000 1234" in strip.meaning.text()
    hands.press(ENTER)
    assert field(board) == "tracking"
    (item,) = items(desk)
    assert (item.recipient, item.unit, item.place, item.carrier) == ("陈静", "3-2-1102", "A-1-01", "sf")
    (line,) = listed(board)
    assert (line.number, line.place, line.stage) == (item.number, "A-1-01", Stage.SAVED)


def test_mail_2_a_number_that_is_typed_says_kind_and_carrier_too(board: MailDesk, desk: Desk) -> None:
    ways.shelf(desk)
    hands = begin(board)
    strip = check_in(board).strip
    hands.type("sf1383400099123")
    hands.press(ENTER)
    assert (strip.carrier.code(), check_in(board).current.kind) == ("sf", Kind.EXPRESS)
    strip.tracking.setFocus()
    strip.tracking.selectAll()
    hands.type("YT1234567890123")  # it was mistyped: the guess follows
    hands.press(ENTER)
    assert (strip.carrier.code(), check_in(board).current.kind) == ("yto", Kind.PARCEL)
    hands.press(Qt.Key.Key_F3)
    kind = check_in(board).current.kind
    strip.tracking.setFocus()
    strip.tracking.selectAll()
    hands.type("SF1383400099123")  # what a person said of it stays
    hands.press(ENTER)
    assert (strip.carrier.code(), check_in(board).current.kind) == ("yto", kind)


def test_mail_2_a_run_without_items_says_what_it_is_for(board: MailDesk, desk: Desk) -> None:
    ways.shelf(desk)
    hands = begin(board)
    page = check_in(board)
    assert page.nothing.isVisible()
    assert not page.card.isVisible()
    assert page.strip.kind.text()
    hands.scan("SF1383400099123")
    hands.scan("SF1383400099124")
    assert not page.nothing.isVisible()
    assert page.card.isVisible()


def test_mail_2_kind_and_carrier_are_changed_by_one_key_each(board: MailDesk, desk: Desk) -> None:
    hands = begin(board)
    hands.scan("SF0000000000001")
    hands.press(Qt.Key.Key_F3)
    hands.press(Qt.Key.Key_F4)
    assert QApplication.focusWidget() is check_in(board).strip.carrier
    hands.type("j")
    hands.press(ENTER)
    assert field(board) == "who"
    hands.type("cj")
    hands.press(ENTER, ENTER)
    (item,) = items(desk)
    assert item.kind is not Kind.EXPRESS
    assert item.carrier == "jd"


def test_mail_2_a_label_of_a_shelf_changes_the_place(board: MailDesk, desk: Desk) -> None:
    ways.shelf(desk)
    hands = begin(board)
    hands.scan("SF0000000000001")
    hands.type("cj")
    hands.press(ENTER)
    hands.scan("A-2-03")
    assert check_in(board).strip.place.text() == "A-2-03"
    hands.press(ENTER)
    assert [item.place for item in items(desk)] == ["A-2-03"]


@pytest.mark.parametrize("at", ["tracking", "who", "name", "place", "table"])
def test_all_11_a_scan_in_any_field_is_a_scan_and_picks_nobody(board: MailDesk, desk: Desk, at: str) -> None:
    hands = begin(board)
    hands.scan("SF0000000000001")
    hands.type("3-2-1102")
    page = check_in(board)
    page.strip.who.choices.show_rows(["a row in front"])
    target: dict[str, QWidget] = {
        "tracking": page.strip.tracking, "who": page.strip.who_line, "name": page.strip.name,
        "place": page.strip.place, "table": page.table,
    }  # fmt: skip
    target[at].setFocus()
    hands.scan("SF0000000000002")
    assert items(desk) == []
    assert page.current is not None
    assert (page.current.tracking, page.current.typed) == ("SF0000000000002", "")
    (before,) = listed(board)
    assert (before.tracking, before.typed, before.addressed) == ("SF0000000000001", "3-2-1102", False)


def test_mail_2_a_scan_while_nobody_is_named_yet_keeps_both(board: MailDesk, desk: Desk) -> None:
    hands = begin(board)
    hands.scan("SF0000000000001")
    hands.scan("SF0000000000002")
    page = check_in(board)
    assert page.notice.text()
    assert [line.tracking for line in listed(board)] == ["SF0000000000001"]
    hands.type("cj")
    hands.press(ENTER, ENTER)
    assert [item.tracking for item in items(desk)] == ["SF0000000000002"]
    hands.press(ENTER)  # on the empty line: the first that still lacks its addressee
    assert page.current is not None
    assert page.current.tracking == "SF0000000000001"
    hands.type("zs")
    hands.press(ENTER, ENTER)
    assert [item.recipient for item in items(desk)] == ["陈静", "张三"]
    assert page.unsaved() == []


def test_mail_2_the_next_scan_saves_what_is_complete(board: MailDesk, desk: Desk) -> None:
    hands = begin(board)
    hands.scan("SF0000000000001")
    hands.type("cj")
    hands.press(ENTER)
    hands.scan("SF0000000000002")
    assert [item.tracking for item in items(desk)] == ["SF0000000000001"]
    assert field(board) == "who"


def test_all_11_a_repeated_scan_says_where_it_lies_and_enters_nothing(board: MailDesk, desk: Desk) -> None:
    ways.shelf(desk)
    before = ways.receive(desk, tracking="SF0000000000001")
    hands = begin(board)
    hands.scan("SF0000000000001")
    page = check_in(board)
    assert before.number in page.notice.text()
    assert before.place in page.notice.text()
    assert page.current is None
    assert field(board) == "tracking"
    hands.scan("SF0000000000001")
    assert len(items(desk)) == 1
    assert page.unsaved() == []


def test_all_11_the_same_number_twice_in_a_run_is_one_item(board: MailDesk, desk: Desk) -> None:
    hands = begin(board)
    for _ in range(2):
        hands.scan("SF0000000000001")
    assert listed(board) == []
    hands.type("cj")
    hands.press(ENTER, ENTER)
    hands.scan("SF0000000000001")
    assert len(items(desk)) == 1
    assert items(desk)[0].number in check_in(board).notice.text()


def test_mail_2_what_left_before_comes_again_by_one_key(board: MailDesk, desk: Desk) -> None:
    before = ways.receive(desk, tracking="SF0000000000001")
    ways.hand_out(desk, before)
    hands = begin(board)
    hands.scan("SF0000000000001")
    hands.type("cj")
    hands.press(ENTER, ENTER)
    assert len(items(desk)) == 1
    assert before.number in check_in(board).strip.problem.text()
    hands.hold(Qt.Key.Key_R)
    hands.press(ENTER)
    assert [item.state for item in items(desk)] == [State.COLLECTED, State.WAITING]


def test_mail_3_nobody_of_the_name_is_known_by_one_key_with_its_days_said(board: MailDesk, desk: Desk) -> None:
    hands = begin(board)
    hands.scan("SF0000000000001")
    hands.type("无名氏")
    hands.hold(Qt.Key.Key_U)
    (item,) = items(desk)
    assert (item.state, item.recipient, item.unit) == (State.UNKNOWN, "无名氏", "")
    (line,) = listed(board)
    assert item.due_at is not None
    assert f"{item.due_at.astimezone():%m-%d}" in line.said
    assert field(board) == "tracking"


def test_mail_3_an_addressee_without_a_name_is_asked_for_one(board: MailDesk, desk: Desk) -> None:
    hands = begin(board)
    hands.scan("SF0000000000001")
    hands.hold(Qt.Key.Key_U)
    assert check_in(board).notice.text()
    assert items(desk) == []
    assert field(board) == "who"


def test_mail_3_who_has_moved_away_is_flagged_and_goes_back(board: MailDesk, desk: Desk) -> None:
    today = desk.clock.now.astimezone().date()
    tie = TieDraft(unit="3-2-1202", since=today - timedelta(days=900), until=today - timedelta(days=30))
    gone = ResidentDraft(name="钱七", phones="13700001111", ties=(tie,))
    desk.as_(Role.DIRECTOR).call("directory.save_resident", draft=gone)
    hands = begin(board)
    hands.scan("SF0000000000001")
    hands.type("qq")
    hands.press(ENTER)
    page = check_in(board)
    if page.current is not None and not page.current.addressed:
        hands.press(ENTER)
    assert "▲" in page.strip.meaning.text()
    hands.press(ENTER)
    assert [item.state for item in items(desk)] == [State.UNKNOWN]


def test_mail_2_damage_is_one_key_and_words(board: MailDesk, desk: Desk) -> None:
    hands = begin(board)
    hands.scan("SF0000000000001")
    hands.type("cj")
    hands.press(ENTER)
    hands.hold(Qt.Key.Key_D)
    hands.press(ENTER)
    hands.type("left corner open")
    hands.press(ENTER, ENTER)
    (item,) = items(desk)
    assert (item.condition, item.damage) == (Condition.DAMAGED, "left corner open")
    assert "left corner open" in listed(board)[0].said


def test_mail_2_damage_without_words_comes_back_to_its_field(board: MailDesk, desk: Desk) -> None:
    hands = begin(board)
    hands.scan("SF0000000000001")
    hands.type("cj")
    hands.press(ENTER)
    hands.hold(Qt.Key.Key_D)
    board.next_step()
    page = check_in(board)
    assert items(desk) == []
    assert page.current is not None
    assert (page.current.tracking, page.current.name) == ("SF0000000000001", "陈静")
    assert QApplication.focusWidget() is page.strip.words
    hands.type("wet")
    board.next_step()
    assert [item.damage for item in items(desk)] == ["wet"]


def test_all_4_a_refused_place_keeps_everything_that_was_typed(board: MailDesk, desk: Desk) -> None:
    ways.shelf(desk)
    hands = begin(board)
    hands.scan("SF0000000000001")
    hands.type("cj")
    hands.press(ENTER)
    hands.type("Z99")
    hands.press(ENTER)
    page = check_in(board)
    assert field(board) == "place"
    assert "Z99" in page.strip.problem.text()
    assert page.strip.who_line.text() == "3-2-1102 陈静"
    hands.type("A-1-02")
    hands.press(ENTER)
    assert [item.place for item in items(desk)] == ["A-1-02"]
    assert len(listed(board)) == 1


def test_mail_2_the_last_one_is_taken_back_by_a_key(board: MailDesk, desk: Desk) -> None:
    hands = begin(board)
    for number, who in (("SF0000000000001", "cj"), ("SF0000000000002", "zs")):
        hands.scan(number)
        hands.type(who)
        hands.press(ENTER, ENTER)
    hands.press(Qt.Key.Key_F6)
    assert [item.state for item in items(desk)] == [State.WAITING, State.VOIDED]
    hands.scan("SF0000000000002")
    hands.type("zs")
    hands.press(ENTER, ENTER)
    assert [item.state for item in items(desk)] == [State.WAITING, State.VOIDED, State.WAITING]


def test_all_7_a_run_survives_the_end_of_the_window(board: MailDesk, desk: Desk, qtbot: QtBot) -> None:
    hands = begin(board)
    hands.scan("SF0000000000001")
    hands.scan("SF0000000000002")
    hands.type("cj")
    board.keep_drafts()
    again = DESK.build(board.context)
    assert isinstance(again, MailDesk)
    put_up(qtbot, again, 1300, 760)
    page = check_in(again)
    assert page.current is not None
    assert (page.current.tracking, page.current.typed) == ("SF0000000000002", "cj")
    assert [parcel.tracking for parcel in page.unsaved()] == ["SF0000000000001", "SF0000000000002"]


def test_all_7_a_run_that_was_left_goes_on_where_it_was_and_ends_once_it_is_saved(board: MailDesk, desk: Desk) -> None:
    hands = begin(board)
    hands.scan("SF0000000000001")
    board.escape()
    assert board.page is None
    board.new_entry()
    assert field(board) == "who"
    hands.type("cj")
    hands.press(ENTER, ENTER)
    board.escape()
    board.new_entry()
    assert listed(board) == []
    assert desk.call("drafts.list") == ()


def test_all_7_another_person_does_not_see_the_run(board: MailDesk, desk: Desk) -> None:
    hands = begin(board)
    hands.scan("SF0000000000001")
    board.keep_drafts()
    board.context.actor = desk.as_(Role.SUPERVISOR).actor
    board.context.signed_in.emit(board.context.actor)
    assert board.page is None
    board.new_entry()
    assert (listed(board), check_in(board).current) == ([], None)
    assert len(desk.call("drafts.list")) == 1


def test_mail_2_an_unknown_number_scanned_over_the_table_begins_a_run(board: MailDesk, desk: Desk) -> None:
    ways.receive(desk)
    board.table.setFocus()
    hands = Hands(board)
    hands.scan("SF0000000000009")
    page = check_in(board)
    assert page.current is not None
    assert (page.current.tracking, field(board)) == ("SF0000000000009", "who")


def test_mail_5_a_number_that_lies_here_scanned_over_the_table_is_handed_out(board: MailDesk, desk: Desk) -> None:
    item = ways.receive(desk, tracking="SF0000000000009")
    board.table.setFocus()
    Hands(board).scan("SF0000000000009")
    assert [hit.number for hit in hand_out(board).model.going()] == [item.number]


def test_all_6_the_list_of_the_run_is_reached_by_keys(board: MailDesk, desk: Desk) -> None:
    hands = begin(board)
    for n in (1, 2, 3):
        hands.scan(f"SF{n:013d}")
    hands.press(Qt.Key.Key_F5)
    page = check_in(board)
    assert page.table.hasFocus()
    hands.press(DOWN, ENTER)
    assert page.current is not None
    assert page.current.tracking == "SF0000000000001"


def test_roles_a_steward_checks_nothing_in(board: MailDesk, desk: Desk) -> None:
    board.context.actor = desk.as_(Role.STEWARD).actor
    board.context.signed_in.emit(board.context.actor)
    board.new_entry()
    assert board.page is None
    assert not board.new_button.isVisible()


class SlowRunner(InlineRunner):
    """Answers nothing until it is told to: a busy machine, or a disk that is asleep."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: deque[Task] = deque()
        self.slow = False

    def read(self, task: Task) -> None:
        """Hold it back while the machine is busy."""
        if self.slow:
            self.waiting.append(task)
        else:
            super().read(task)

    write = read

    def go_on(self) -> None:
        """Everything that waited, in order."""
        self.slow = False
        while self.waiting:
            super().read(self.waiting.popleft())


def test_mail_2_saving_goes_on_behind_the_next_scans(board: MailDesk, desk: Desk) -> None:
    hands = begin(board)
    runner = board.context.runner = SlowRunner()
    for n in range(3):
        hands.scan(f"SF{n:013d}")
        hands.type("cj")
        hands.press(ENTER)
        runner.go_on()
        runner.slow = True
        hands.press(ENTER)
        assert field(board) == "tracking"
    hands.scan(f"SF{0:013d}")
    assert [line.stage for line in listed(board)][-1] is Stage.SAVING
    runner.go_on()
    assert [item.tracking for item in items(desk)] == [f"SF{n:013d}" for n in range(3)]
    assert {line.stage for line in listed(board)} == {Stage.SAVED}
    assert check_in(board).unsaved() == []


def test_mail_2_an_answer_for_the_item_before_picks_nobody_for_this_one(board: MailDesk, desk: Desk) -> None:
    hands = begin(board)
    runner = board.context.runner = SlowRunner()
    hands.scan("SF0000000000001")
    runner.slow = True
    hands.type("cj")
    hands.press(ENTER)  # asked, and not answered yet
    hands.scan("SF0000000000002")
    runner.go_on()
    page = check_in(board)
    assert page.current is not None
    assert (page.current.tracking, page.current.name) == ("SF0000000000002", "")
    assert [(line.tracking, line.typed) for line in listed(board)] == [("SF0000000000001", "cj")]


def test_mail_2_a_known_number_whose_answer_is_late_still_enters_nothing(board: MailDesk, desk: Desk) -> None:
    before = ways.receive(desk, tracking="SF0000000000001")
    hands = begin(board)
    runner = board.context.runner = SlowRunner()
    runner.slow = True
    hands.scan("SF0000000000001")
    hands.scan("SF0000000000002")
    runner.go_on()
    (line,) = listed(board)
    assert (line.stage, line.number) == (Stage.KNOWN, before.number)
    assert len(items(desk)) == 1
    assert check_in(board).current is not None


def test_all_7_what_was_on_its_way_when_the_window_ended_is_one_item(board: MailDesk, desk: Desk, qtbot: QtBot) -> None:
    hands = begin(board)
    hands.scan("SF0000000000001")
    hands.type("cj")
    hands.press(ENTER)
    page = check_in(board)
    assert page.current is not None
    page.current.stage = Stage.SAVING
    body = page.body()
    page.current.stage = Stage.OPEN
    hands.press(ENTER)
    desk.call("drafts.keep", client_id="f" * 32, place="mail.receive", body={**body, "left": False})
    again = DESK.build(board.context)
    assert isinstance(again, MailDesk)
    put_up(qtbot, again, 1300, 760)
    assert len(items(desk)) == 1
    assert [line.stage for line in listed(again)] == [Stage.SAVED]
    assert desk.call("drafts.list") == ()


def test_all_7_f2_goes_on_with_a_run_that_was_left_before_the_window_ended(
    board: MailDesk, desk: Desk, qtbot: QtBot
) -> None:
    hands = begin(board)
    hands.scan("SF0000000000001")
    board.escape()
    again = DESK.build(board.context)
    assert isinstance(again, MailDesk)
    put_up(qtbot, again, 1300, 760)
    assert again.page is None
    again.new_entry()
    page = check_in(again)
    assert page.current is not None
    assert page.current.tracking == "SF0000000000001"
    assert again.shelf.isHidden()


def test_mail_2_an_empty_strip_says_what_to_do_and_of_what_kind_it_is(board: MailDesk) -> None:
    begin(board)
    strip = check_in(board).strip
    assert (strip.kind.text(), strip.meaning.text()) == ("Parcel", "Scan the next one. Esc ends the run.")


def test_mail_2_a_second_scan_of_the_item_in_front_leaves_its_place_to_be_typed_over(
    board: MailDesk, desk: Desk
) -> None:
    ways.shelf(desk)
    hands = begin(board)
    hands.scan("SF0000000000001")
    hands.type("cj")
    hands.press(ENTER)
    place = check_in(board).strip.place
    before = place.selectedText()
    assert before == place.text() != ""
    hands.scan("SF0000000000001")
    assert place.selectedText() == before
    assert "whose" not in check_in(board).notice.text()


def test_mail_2_tab_leads_from_the_damage_to_its_photos_where_the_pages_keys_work(board: MailDesk) -> None:
    hands = begin(board)
    hands.scan("SF0000000000001")
    hands.hold(Qt.Key.Key_D)
    page = check_in(board)
    hands.press(ENTER)
    assert QApplication.focusWidget() is page.strip.words
    hands.press(Qt.Key.Key_Tab)
    assert page.current is not None
    photos = page.strip.photos.fields[page.current.client_id]
    assert QApplication.focusWidget() is photos.choose_button
    hands.press(Qt.Key.Key_F3)
    assert page.current.kind is not Kind.EXPRESS
    hands.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is photos.paste_button


def test_mail_2_a_photo_of_the_damage_belongs_to_the_item(board: MailDesk, desk: Desk, tmp_path: Path) -> None:
    photo = tmp_path / "box.png"
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(0xFF336699)
    assert picture.save(str(photo))
    hands = begin(board)
    hands.scan("SF0000000000001")
    hands.type("cj")
    hands.press(ENTER)
    hands.hold(Qt.Key.Key_D)
    page = check_in(board)
    assert page.current is not None
    page.strip.photos.fields[page.current.client_id].add([str(photo)])
    hands.press(ENTER)
    hands.type("torn")
    board.next_step()
    (item,) = items(desk)
    (kept,) = desk.call("attachments.of", register="mail", id=item.id)
    assert (kept.name, kept.note) == ("box.png", "torn")
    hands.scan("SF0000000000002")
    assert not page.strip.photos.isVisible()


def box(folder: Path, name: str, colour: int) -> str:
    """A photo of a box."""
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(colour)
    assert picture.save(str(folder / name))
    return str(folder / name)


def restarted(qtbot: QtBot, board: MailDesk) -> MailDesk:
    """The window ended without a word; the desk is built anew over the same register, and F2 goes on."""
    board.keep_drafts()
    board.close()
    again = DESK.build(board.context)
    assert isinstance(again, MailDesk)
    put_up(qtbot, again, 1300, 760)
    again.new_entry()
    return again


def photographed(board: MailDesk, number: str, *paths: str) -> None:
    """An item came torn; its photos are chosen, it is not saved."""
    hands = Hands(board)
    hands.scan(number)
    hands.hold(Qt.Key.Key_D)
    page = check_in(board)
    assert page.current is not None
    page.strip.photos.fields[page.current.client_id].add(paths)
    hands.press(ENTER)
    hands.type("torn")


def test_all_7_photos_chosen_and_not_saved_are_there_after_a_restart(
    board: MailDesk, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    begin(board)
    photographed(board, "SF0000000000001", box(tmp_path, "one.png", 0xFF336699))
    photographed(board, "SF0000000000002", box(tmp_path, "two.png", 0xFF996633), box(tmp_path, "three.png", 0xFF112233))
    again = restarted(qtbot, board)
    page = check_in(again)
    assert page.current is not None
    assert page.current.tracking == "SF0000000000002"
    assert page.strip.photos.isVisible()
    shown = page.strip.photos.fields[page.current.client_id]
    assert [file.look.name for file in shown.chosen] == ["two.png", "three.png"]
    page.strip.who_line.setFocus()
    hands = Hands(again)
    hands.type("cj")
    hands.press(ENTER)
    again.next_step()
    (item,) = items(desk)
    kept = desk.call("attachments.of", register="mail", id=item.id)
    assert [each.name for each in kept] == ["two.png", "three.png"]
    other = next(each for each in page.unsaved() if each.tracking == "SF0000000000001")
    assert [Path(path).name for path in other.photos] == ["one.png"]


def test_all_7_a_photo_that_is_gone_after_a_restart_is_told_of(
    board: MailDesk, qtbot: QtBot, tmp_path: Path, context: Context
) -> None:
    told: list[str] = []
    context.said.connect(lambda what: told.append(what[0]))
    begin(board)
    gone, stays = box(tmp_path, "gone.png", 0xFF336699), box(tmp_path, "stays.png", 0xFF996633)
    photographed(board, "SF0000000000001", gone, stays)
    Path(gone).unlink()
    again = restarted(qtbot, board)
    page = check_in(again)
    assert page.current is not None
    assert [Path(path).name for path in page.current.photos] == ["stays.png"]
    assert "gone.png" in page.strip.photos.fields[page.current.client_id].problem.text()
    assert len([said for said in told if "SF0000000000001" in said and "gone.png" in said]) == 1


def test_all_7_nothing_but_a_photo_is_kept_too(board: MailDesk, qtbot: QtBot, tmp_path: Path) -> None:
    hands = begin(board)
    hands.hold(Qt.Key.Key_D)
    page = check_in(board)
    assert page.current is not None
    page.strip.photos.fields[page.current.client_id].add([box(tmp_path, "one.png", 0xFF336699)])
    again = restarted(qtbot, board)
    current = check_in(again).current
    assert current is not None
    assert [Path(path).name for path in current.photos] == ["one.png"]


def test_all_7_a_photo_of_an_item_on_its_way_is_attached_after_the_restart(
    board: MailDesk, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    hands = begin(board)
    photographed(board, "SF0000000000001", box(tmp_path, "one.png", 0xFF336699))
    page = check_in(board)
    assert page.current is not None
    page.strip.who_line.setFocus()
    hands.type("cj")
    hands.press(ENTER)
    page.current.stage = Stage.SAVING
    again = restarted(qtbot, board)
    qtbot.waitUntil(lambda: len(items(desk)) == 1)
    (item,) = items(desk)
    qtbot.waitUntil(lambda: len(desk.call("attachments.of", register="mail", id=item.id)) == 1)
    assert check_in(again).unsaved() == []
