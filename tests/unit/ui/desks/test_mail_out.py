"""Mail handed out, shelved and told of through its desk (``MAIL-4``, ``MAIL-5``, ``MAIL-7``, ``MAIL-9``)."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deskapp.app import open_papers
from deskapp.domain.common import Query
from deskapp.domain.mail import Channel, Condition, Outcome, State
from deskapp.domain.people import Role
from deskapp.domain.pickups import Check, Kind, PickupDetail
from deskapp.domain.reception import ReasonDraft
from deskapp.ui.common.mail_facts import facts, mark
from deskapp.ui.common.mail_shelve import ShelveRun
from deskapp.ui.common.mail_table import calls_for
from deskapp.ui.common.timeline import Timeline
from deskapp.ui.context import Context
from deskapp.ui.desks.mail import DESK, SPEC, MailDesk
from tests.factories import Desk
from tests.unit.ui.desks.mail_hands import ENTER, Hands, hand_out, shelving
from tests.unit.ui.hands import focus_name, form_of, put_up
from tests.ways import mail as ways


@pytest.fixture
def board(qtbot: QtBot, context: Context, tmp_path: Path) -> MailDesk:
    context.papers = open_papers()
    context.settings.database = str(tmp_path / "desk.db")
    made = DESK.build(context)
    assert isinstance(made, MailDesk)
    put_up(qtbot, made, 1300, 760)
    return made


@pytest.fixture
def said(context: Context) -> list[tuple[str, str]]:
    """What was told in the corner, with the button it offered."""
    told: list[tuple[str, str]] = []
    context.said.connect(lambda what: told.append((what[0], what[2])))
    return told


def begin(board: MailDesk) -> Hands:
    """Ctrl+H on an empty table."""
    board.open_hand_out()
    return Hands(board)


def pickups(desk: Desk) -> list[PickupDetail]:
    ids = desk.call("pickups.ids", query=Query(chip="all", sort="id"))
    return [desk.call("pickups.detail", id=id) for id in ids]


def state(desk: Desk, id: int) -> State:
    return ways.read(desk, id).state


def test_mail_5_all_of_a_unit_goes_in_one_step_by_five_keys(board: MailDesk, desk: Desk) -> None:
    ways.shelf(desk)
    items = [ways.receive(desk) for _ in range(3)]
    hands = begin(board)
    hands.scan(items[1].tracking)
    page = hand_out(board)
    assert [hit.number for hit in page.model.going()] == [item.number for item in items]
    assert page.table.currentIndex().row() == 1
    hands.type("1ks")
    assert page.card.lacks() == ""
    board.next_step()  # Ctrl+Enter, which is the window's key
    (done,) = pickups(desk)
    assert (done.taker, done.check, done.signed, done.total) == ("陈静", Check.KNOWN, True, 3)
    assert {state(desk, item.id) for item in items} == {State.COLLECTED}
    assert page.model.lines == ()
    assert QApplication.focusWidget() is page.line


def test_mail_7_the_sheet_is_printed_signed_and_then_the_step_is_confirmed(board: MailDesk, desk: Desk) -> None:
    kept, goes = ways.receive(desk), ways.receive(desk)
    hands = begin(board)
    hands.scan(kept.tracking)
    page = hand_out(board)
    hands.press(Qt.Key.Key_Space)  # this one stays
    for keys in ("", "1"):
        hands.type(keys)
        board.print_entry()  # Ctrl+P, which is the window's key
        assert (board.preview, bool(page.card.problem.text())) == (None, True)
    hands.type("k")
    assert "Ctrl+P" in page.lacks.text()
    board.print_entry()
    assert board.preview is not None
    ahead = board.preview.job.data.detail
    assert (ahead.number, ahead.taker, ahead.check) == ("", "陈静", Check.KNOWN)
    assert [line.item.number for line in ahead.lines] == [goes.number]
    assert len(board.preview.pages) == 1
    board.escape()
    assert (board.page, pickups(desk)) == (page, [])
    hands.type("s")
    board.next_step()
    (done,) = pickups(desk)
    board.print_entry()
    assert board.preview is not None
    assert board.preview.job.data.number == done.number


def test_mail_7_what_may_not_go_is_said_before_anybody_signs(board: MailDesk, desk: Desk) -> None:
    item = ways.receive(desk)
    hands = begin(board)
    hands.scan(item.tracking)
    hands.type("1p")
    hands.type("9999")
    hands.press(ENTER)
    board.print_entry()
    assert board.preview is None
    assert "9999" in hand_out(board).card.problem.text()


@pytest.mark.parametrize("how", ["unit", "name", "last_four", "place", "number", "label"])
def test_mail_5_an_item_is_found_by_whatever_is_said(board: MailDesk, desk: Desk, how: str) -> None:
    ways.shelf(desk)
    item = ways.receive(desk, tracking="SF0000000007788")
    said = {
        "unit": "3-2-1102", "name": "陈静", "last_four": "7788", "place": item.place, "number": item.number,
        "label": f"{item.number}",
    }  # fmt: skip
    hands = begin(board)
    if how == "label":
        assert board.take_scan(said[how])
    else:
        hands.type(said[how])
        hands.press(ENTER)
    assert [hit.number for hit in hand_out(board).model.going()] == [item.number]


def test_mail_2_what_came_damaged_is_said_while_it_is_handed_out(board: MailDesk, desk: Desk) -> None:
    whole = ways.receive(desk)
    torn = ways.receive(desk, condition=Condition.DAMAGED, damage="外箱压扁")
    hands = begin(board)
    hands.scan(whole.tracking)
    model = hand_out(board).model
    said = {line.id: model.words("carrier", line) for line in model.lines}
    assert ("▲" in said[torn.id], "▲" in said[whole.id]) == (True, False)


def test_mail_5_an_item_is_unticked_by_a_key_and_stays(board: MailDesk, desk: Desk) -> None:
    kept, goes = ways.receive(desk), ways.receive(desk)
    hands = begin(board)
    hands.scan(kept.tracking)
    hands.press(Qt.Key.Key_Space)
    hands.type("1ks")
    board.next_step()
    assert (state(desk, kept.id), state(desk, goes.id)) == (State.WAITING, State.COLLECTED)


def test_all_11_another_item_of_the_unit_scanned_is_ticked_not_asked_for_anew(board: MailDesk, desk: Desk) -> None:
    first, second = ways.receive(desk), ways.receive(desk)
    hands = begin(board)
    hands.scan(first.tracking)
    hands.type("a1k")
    assert hand_out(board).model.going() == []
    hands.scan(second.tracking)
    page = hand_out(board)
    assert [hit.number for hit in page.model.going()] == [second.number]
    assert page.card.taker is not None
    board.take_scan(first.number)
    assert len(page.model.going()) == 2


def test_all_11_the_letters_of_a_code_choose_nobody_and_sign_nothing(board: MailDesk, desk: Desk) -> None:
    first = ways.receive(desk)
    hands = begin(board)
    hands.scan(first.tracking)
    hands.scan("SAKD1230123012301")
    page = hand_out(board)
    assert (page.card.taker, page.card.check, page.card.signed.isChecked()) == (None, None, False)
    assert page.line.text() == ""
    assert page.proxies.form is None


def test_mail_7_nothing_leaves_unsigned_unchecked_or_to_nobody(board: MailDesk, desk: Desk) -> None:
    item = ways.receive(desk)
    hands = begin(board)
    hands.scan(item.tracking)
    page = hand_out(board)
    for keys in ("", "1", "k"):
        hands.type(keys)
        board.next_step()
        assert page.card.problem.text()
        assert pickups(desk) == []
    hands.type("s")
    board.next_step()
    assert len(pickups(desk)) == 1


def test_mail_5_the_last_four_of_the_phone_are_checked(board: MailDesk, desk: Desk) -> None:
    item = ways.receive(desk)
    hands = begin(board)
    hands.scan(item.tracking)
    hands.type("1p")
    assert QApplication.focusWidget() is hand_out(board).card.phone
    hands.type("9999")
    hands.press(ENTER)
    hands.type("s")
    board.next_step()
    assert "9999" in hand_out(board).card.problem.text()
    assert state(desk, item.id) is State.WAITING
    hands.type("p")
    hands.type("1234")
    hands.press(ENTER)
    board.next_step()
    assert [done.check for done in pickups(desk)] == [Check.PHONE]


def test_mail_5_where_room_is_short_nothing_stands_over_the_questions(
    qtbot: QtBot, board: MailDesk, desk: Desk
) -> None:
    item = ways.receive(desk)
    board.resize(640, 420)
    hands = begin(board)
    hands.scan(item.tracking)
    page = hand_out(board)
    hands.type("1")
    qtbot.wait(20)
    body = page.area.widget()
    assert body is not None
    assert page.area.height() >= body.sizeHint().height()
    assert page.area.geometry().bottom() < page.button.geometry().top()


def test_mail_5_a_proxy_is_asked_for_and_approved_at_the_counter(board: MailDesk, desk: Desk) -> None:
    board.context.actor = desk.as_(Role.SUPERVISOR).actor
    item = ways.receive(desk)
    hands = begin(board)
    hands.scan(item.tracking)
    hands.type("0")
    page = hand_out(board)
    assert page.proxies.form is not None
    assert "one pickup" in page.proxies.form.rows["until"].hint.text()
    page.proxies.form.fill({"name": "陈强", "phone": "13900002222", "id_number": "110101199003070134"})
    board.save()
    assert page.proxies.form.plan.verb == "approve", page.proxies.form.problems
    assert "陈强 · one pickup" in page.proxies.title.text()  # who is approved is said to whoever gives a PIN
    page.proxies.form.fill({"asked_resident": True})
    board.save()
    assert page.card.taker is not None
    assert (page.card.taker.kind, page.card.taker.name) == (Kind.PROXY, "陈强")
    hands.type("s")
    board.next_step()
    (done,) = pickups(desk)
    assert (done.kind, done.taker, state(desk, item.id)) == (Kind.PROXY, "陈强", State.COLLECTED)


def test_mail_5_the_step_is_taken_back_within_its_seconds(
    board: MailDesk, desk: Desk, said: list[tuple[str, str]], context: Context
) -> None:
    item = ways.receive(desk)
    offers: list[tuple[object, ...]] = []
    context.said.connect(offers.append)
    hands = begin(board)
    hands.scan(item.tracking)
    hands.type("1ks")
    board.next_step()
    *_, undo, seconds = next(offer for offer in offers if offer[2])
    assert seconds == 8
    undo()  # type: ignore[operator]
    assert state(desk, item.id) is State.WAITING
    assert [hit.number for hit in hand_out(board).model.going()] == [item.number]
    assert said[-1][0].startswith(pickups(desk)[0].number)


def test_mail_5_the_history_of_what_was_taken_back_names_no_row_of_a_table(board: MailDesk, desk: Desk) -> None:
    ways.shelf(desk)
    item = ways.receive(desk)
    hands = begin(board)
    hands.scan(item.tracking)
    hands.type("1ks")
    board.next_step()
    (pickup,) = pickups(desk)
    desk.call("pickups.void", id=pickup.id, version=pickup.version, draft=ReasonDraft(reason="发错"))
    timeline = Timeline(board.context, "mail", frozenset({"receive"}))
    told = [timeline.sentence(row) for row in ways.read(desk, item.id).history]
    assert len(told) == 3
    assert not [line for line in told if "Shelf place" in line]


def test_mail_5_several_units_are_chosen_from(board: MailDesk, desk: Desk) -> None:
    ways.receive(desk)
    other = ways.receive(desk, unit="3-2-1202", recipient="陈静", phone="")
    hands = begin(board)
    hands.type("陈静")
    hands.press(ENTER)
    page = hand_out(board)
    assert page.units.hasFocus()
    row = [choice.unit for choice in page.offer.choices].index("3-2-1202")
    hands.press(*[Qt.Key.Key_Down] * row, ENTER)
    assert [hit.number for hit in page.model.going()] == [other.number]


def test_mail_5_nothing_waits_is_said_in_place(board: MailDesk, desk: Desk) -> None:
    hands = begin(board)
    hands.type("3-2-1102")
    hands.press(ENTER)
    page = hand_out(board)
    assert "3-2-1102" in page.nothing.headline.text()
    board.escape()
    assert board.page is page
    board.escape()
    assert board.page is None


def test_roles_a_steward_sees_the_own_area_and_hands_out_only(
    board: MailDesk, desk: Desk, said: list[tuple[str, str]]
) -> None:
    mine, others = ways.receive(desk), ways.receive(desk, unit="5-1-0603", recipient="张三", phone="")
    board.context.actor = desk.as_(Role.STEWARD).actor
    board.context.signed_in.emit(board.context.actor)
    assert list(board.model.ids) == [mine.id]
    board.open_page(ShelveRun)
    assert board.page is None
    hands = begin(board)
    hands.scan(others.tracking)
    assert hand_out(board).model.going() == []
    hands.scan(mine.tracking)
    hands.type("1ks")
    board.next_step()
    assert (state(desk, mine.id), state(desk, others.id)) == (State.COLLECTED, State.WAITING)
    assert said[-1][1] == ""  # a pickup is voided by the counter


def test_mail_9_items_are_put_on_the_shelf_by_scans(board: MailDesk, desk: Desk) -> None:
    ways.shelf(desk)
    items = [ways.receive(desk) for _ in range(3)]
    board.open_page(ShelveRun)
    hands = Hands(board)
    hands.scan(items[0].tracking)
    hands.scan("A-2-03")
    hands.scan(items[1].tracking)
    hands.scan(items[1].tracking)
    board.take_scan(items[2].number)
    hands.scan("A-1-03")
    assert [ways.read(desk, item.id).place for item in items] == ["A-2-03", "A-1-03", "A-1-03"]
    assert len(shelving(board).table.lines) == 3
    hands.scan("SF9999999999999")
    assert shelving(board).table.lines[-1].tone == "late"
    hands.scan("A-1-01")
    assert [ways.read(desk, item.id).place for item in items] == ["A-2-03", "A-1-03", "A-1-03"]


def test_mail_9_a_place_that_is_not_there_is_refused_in_its_line(board: MailDesk, desk: Desk) -> None:
    ways.shelf(desk)
    item = ways.receive(desk)
    board.open_page(ShelveRun)
    hands = Hands(board)
    hands.scan(item.tracking)
    hands.scan("Z-9-99")
    (move,) = shelving(board).table.lines
    assert "Z-9-99" in move.said
    shown = shelving(board).table.item(0, 2)
    assert shown is not None
    assert shown.text() == item.place  # it lies where it lay
    assert ways.read(desk, item.id).place == item.place


def test_mail_9_after_a_mistyped_place_the_right_one_is_enough(board: MailDesk, desk: Desk) -> None:
    ways.shelf(desk)
    items = [ways.receive(desk) for _ in range(2)]
    board.open_page(ShelveRun)
    hands = Hands(board)
    for item in items:
        hands.scan(item.tracking)
    hands.scan("Z-9-99")
    assert all("Z-9-99" in move.said and move.tone == "late" for move in shelving(board).table.lines)
    hands.scan("A-2-03")
    assert [ways.read(desk, item.id).place for item in items] == ["A-2-03", "A-2-03"]
    assert len(shelving(board).table.lines) == 2


def test_mail_9_what_was_refused_does_not_go_where_the_next_item_goes(board: MailDesk, desk: Desk) -> None:
    ways.shelf(desk)
    first, second = ways.receive(desk), ways.receive(desk)
    before = first.place
    board.open_page(ShelveRun)
    hands = Hands(board)
    hands.scan(first.tracking)
    hands.scan("Z-9-99")
    hands.scan(second.tracking)
    hands.scan("A-2-03")
    assert (ways.read(desk, first.id).place, ways.read(desk, second.id).place) == (before, "A-2-03")
    assert "once more" in shelving(board).table.lines[0].said
    hands.scan(first.tracking)
    hands.scan("A-2-02")
    assert ways.read(desk, first.id).place == "A-2-02"


def test_mail_9_a_place_is_typed_without_its_lines_where_one_is_waited_for(board: MailDesk, desk: Desk) -> None:
    ways.shelf(desk)
    item = ways.receive(desk)
    board.open_page(ShelveRun)
    hands = Hands(board)
    hands.type("a203")  # nothing waits for a place: it may be a unit
    hands.press(ENTER)
    assert shelving(board).table.lines[-1].item is None
    hands.scan(item.tracking)
    hands.type("a203")
    hands.press(ENTER)
    assert ways.read(desk, item.id).place == "A-2-03"


def test_mail_4_the_next_attempt_is_offered_first_with_its_channel(board: MailDesk, desk: Desk) -> None:
    item = ways.receive(desk)
    board.show_entry(item.id)
    assert calls_for(ways.read(desk, item.id)) == "notify"
    board.next_step()
    form = form_of(board)
    assert (form.plan.verb, form.values()["channel"]) == ("notify", Channel.PHONE)
    hands = Hands(board)
    assert focus_name(board) == "channel"
    hands.type("2")
    hands.press(ENTER)
    hands.type("3")
    board.save()
    read = ways.read(desk, item.id)
    (contact,) = read.contacts
    assert (contact.channel, contact.outcome) == (Channel.MESSAGE, Outcome.NO_ANSWER)
    assert calls_for(read) == ""
    assert any(
        board.context.word(f"mail.channel.{Channel.MESSAGE}") in fact.text for fact in facts(board.context, read)
    )


def test_mail_9_a_label_scanned_into_the_form_is_its_place(board: MailDesk, desk: Desk) -> None:
    ways.shelf(desk)
    item = ways.receive(desk)
    board.show_entry(item.id)
    board.take_step("shelve")
    Hands(board).scan("A-2-02")
    assert form_of(board).values()["place"] == "A-2-02"
    board.save()
    assert ways.read(desk, item.id).place == "A-2-02"


def test_mail_5_a_scan_while_a_proxy_is_written_down_loses_nothing(board: MailDesk, desk: Desk) -> None:
    item, other = ways.receive(desk), ways.receive(desk, unit="5-1-0603", recipient="张三", phone="")
    hands = begin(board)
    hands.scan(item.tracking)
    hands.type("0")
    hands.type("Zhao")
    hands.scan(other.tracking)
    page = hand_out(board)
    assert page.proxies.form is not None
    assert page.proxies.form.values()["name"] == "Zhao"
    assert page.offer.unit == "3-2-1102"


def test_mail_3_an_unknown_item_finds_its_addressee(board: MailDesk, desk: Desk) -> None:
    item = ways.unknown(desk, recipient="小陈")
    board.show_entry(item.id)
    board.take_step("identify")
    form = form_of(board)
    unit = form.editors["unit"].target
    unit.setFocus()
    hands = Hands(board)
    hands.type("cj")
    hands.press(ENTER)
    if not form.values()["resident_id"]:
        hands.press(ENTER)
    board.save()
    read = ways.read(desk, item.id)
    assert (read.state, read.unit, read.recipient, read.phone) == (
        State.WAITING, "3-2-1102", "小陈", read.phone,
    )  # fmt: skip
    assert read.resident_id is not None


def test_mail_4_notices_for_all_are_printed_and_logged_in_one_step(
    board: MailDesk, desk: Desk, context: Context
) -> None:
    items = [ways.receive(desk), ways.receive(desk, unit="5-1-0603", recipient="张三", phone="")]
    offers: list[tuple[object, ...]] = []
    context.said.connect(offers.append)
    board.papers.notify_all()
    assert board.preview is not None
    assert len(board.preview.pages) == 1
    log = next(offer for offer in offers if offer[2])
    log[3]()  # type: ignore[operator]
    for item in items:
        (contact,) = ways.read(desk, item.id).contacts
        assert (contact.channel, contact.outcome) == (Channel.NOTICE, Outcome.LEFT)
    assert board.preview is None


def test_mail_9_the_labels_of_a_run_are_one_paper(board: MailDesk, desk: Desk) -> None:
    board.new_entry()
    hands = Hands(board)
    for n in (1, 2):
        hands.scan(f"SF{n:013d}")
        hands.type("cj")
        hands.press(ENTER, ENTER)
    board.print_entry()
    assert board.preview is not None
    assert board.preview.job.data is not None
    assert len(board.preview.job.data.labels) == 2
    board.escape()
    assert board.preview is None
    assert board.page is board.run


def test_mail_6_the_stewards_list_and_the_days_sheet_are_in_the_menu(board: MailDesk, desk: Desk) -> None:
    ways.receive(desk)
    board.papers.offer()
    said = [action.text() for action in board.papers.menu.actions() if action.text()]
    assert any("东区" in text for text in said)
    for action in board.papers.menu.actions():
        if "东区" in action.text():
            action.trigger()
    board.papers.menu.close()
    assert board.preview is not None
    assert board.preview.job.data is not None
    assert board.preview.job.data.number == "东区"


def test_roles_a_steward_prints_the_list_of_the_own_area_only(board: MailDesk, desk: Desk) -> None:
    board.context.actor = desk.as_(Role.STEWARD).actor
    board.context.signed_in.emit(board.context.actor)
    board.papers.offer()
    said = [action.text() for action in board.papers.menu.actions() if action.text()]
    board.papers.menu.close()
    assert len(said) == 1
    assert "东区" in said[0]


def test_mail_7_every_state_has_a_mark_of_its_own_and_steps_of_its_own(board: MailDesk, desk: Desk) -> None:
    for each in State:
        if each is State.VOIDED:
            continue
        id = ways.bring(desk, each.value, "", each.value)
        board.show_entry(id)
        assert board.pane.detail is not None
        assert board.pane.detail.state is each
        assert mark(board.pane.detail).shape
        offered = {step.verb for step in board.pane.offered()}
        allowed = {step.verb for step in SPEC.lifecycle.offered(each, Role.RECEPTIONIST)}
        assert offered == allowed


def test_all_11_a_scan_while_a_form_is_typed_takes_nothing_away(board: MailDesk, desk: Desk) -> None:
    item = ways.receive(desk)
    board.show_entry(item.id)
    board.next_step()
    form = form_of(board)
    note = form.editors["note"].target
    note.setFocus()
    hands = Hands(board)
    hands.type("called ")
    hands.scan("SF0000000000002")
    assert board.pane.form is form
    assert board.page is None
    assert form.values()["note"] == "called"
