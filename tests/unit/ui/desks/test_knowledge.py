"""The knowledge base at the counter: its desk, its answers where one is typed, the procedure's words, by keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from deskapp.app import open_papers
from deskapp.domain.common import Query
from deskapp.domain.complaints import State
from deskapp.domain.knowledge import ArticleDraft
from deskapp.domain.people import Role
from deskapp.domain.reception import Channel, Kind, Opinion
from deskapp.ui import format as fmt
from deskapp.ui.common import complaint_facts
from deskapp.ui.common.knowledge_panel import EntryKnowledge, KnowledgePanel
from deskapp.ui.common.phrases import PhraseButtons
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.context import Context
from deskapp.ui.desks import complaints as complaints_desk
from deskapp.ui.desks import knowledge as knowledge_desk
from deskapp.ui.desks import reception as reception_desk
from deskapp.ui.desks import settings as settings_desk
from deskapp.ui.desks import slips as slips_desk
from tests.factories import Desk, actor_of
from tests.unit.ui.hands import enter_text, focus_name, form_of, press
from tests.ways.complaints import lead

CARD, FEE = "停车月卡怎么办", "物业费什么时候缴、在哪里缴"


@pytest.fixture
def open_desk(qtbot: QtBot, context: Context) -> Callable[[Any], RegisterDesk]:
    def build(spec: Any) -> RegisterDesk:
        context.papers = open_papers()
        made = spec.build(context)
        assert isinstance(made, RegisterDesk)
        qtbot.addWidget(made)
        made.resize(1200, 700)
        made.show()
        made.activateWindow()
        QTest.qWaitForWindowActive(made)
        return made

    return build


@pytest.fixture
def counter(open_desk: Callable[[Any], RegisterDesk]) -> RegisterDesk:
    """The reception log."""
    return open_desk(reception_desk.DESK)


def panel_of(desk: RegisterDesk) -> KnowledgePanel:
    panel = form_of(desk).findChild(KnowledgePanel)
    assert panel is not None
    return panel


def answer_of(desk: RegisterDesk) -> QPlainTextEdit:
    target = form_of(desk).editors["result"].target
    assert isinstance(target, QPlainTextEdit)
    return target


def number_of(desk: Desk, title: str) -> str:
    (found,) = [each for each in desk.call("knowledge.search", text=title) if each.title == title]
    return str(found.ref.number)


def answering(counter: RegisterDesk, content: str = "") -> KnowledgePanel:
    """A new entry that is answered on the spot, the cursor in the answer."""
    counter.new_entry()
    form = form_of(counter)
    enter_text(form.editors["caller"].target, "陈女士")
    if content:
        form.editors["content"].target.setFocus()
        enter_text(form.editors["content"].target, content)
    form.fill({"answered": True})
    answer_of(counter).setFocus()
    return panel_of(counter)


def wait_open(qtbot: QtBot, panel: KnowledgePanel) -> list[str]:
    qtbot.waitUntil(lambda: panel.open)
    assert panel.popup is not None
    return [found.title for found in panel.popup.found]


# Answers where one is typed


def test_rec_6_f3_quotes_into_a_complaints_reply(
    open_desk: Callable[[Any], RegisterDesk], desk: Desk, qtbot: QtBot
) -> None:
    complaints = open_desk(complaints_desk.DESK)
    id = lead(desk, State.APPROVED)
    complaints.show_entry(id)
    assert "F3" in dict(complaints.keys())
    complaints.steps.take("reply")
    form = form_of(complaints)
    text = form.editors["reply"].target
    assert isinstance(text, QPlainTextEdit)
    text.clear()
    press(Qt.Key.Key_F3)
    enter_text(text, "月卡")
    qtbot.waitUntil(lambda: wait_open(qtbot, panel_of(complaints))[0] == CARD)
    press(Qt.Key.Key_Return)
    form.fill({"opinion": Opinion.SATISFIED})
    complaints.save()
    detail = complaints.pane.detail
    assert (detail.state, detail.quoted) == (State.REPLIED, number_of(desk, CARD))
    (fact,) = [fact for fact in complaint_facts.facts(complaints.context, detail) if fact.label == "Quoted"]
    assert fact.text == detail.quoted


def test_rec_6_a_slash_and_words_quote_an_answer_by_keys(counter: RegisterDesk, desk: Desk, qtbot: QtBot) -> None:
    panel = answering(counter, "问停车")
    enter_text(answer_of(counter), "您好，/月卡")
    assert wait_open(qtbot, panel)[0] == CARD
    press(Qt.Key.Key_Return)
    assert not panel.open
    assert answer_of(counter).toPlainText().startswith("您好，请业主或住户本人带身份证")
    assert "/月卡" not in answer_of(counter).toPlainText()
    assert number_of(desk, CARD) in form_of(counter).rows["result"].hint.text()
    counter.save()
    detail = counter.pane.detail
    assert (detail.quoted, detail.state) == (number_of(desk, CARD), "answered")
    (quoted,) = [fact for fact in reception_desk.facts(counter.context, detail) if fact.label == "Quoted"]
    assert quoted.ref is not None
    assert quoted.ref.register == "knowledge"
    assert desk.call("knowledge.detail", id=quoted.ref.id).quotes == 1


def test_rec_6_f3_asks_at_the_cursor_and_arrows_choose(counter: RegisterDesk, desk: Desk, qtbot: QtBot) -> None:
    panel = answering(counter)
    press(Qt.Key.Key_F3)
    enter_text(answer_of(counter), "停电")
    assert panel.popup is not None
    popup = panel.popup
    qtbot.waitUntil(lambda: all("停电" in found.title + found.text for found in popup.found))
    titles = [found.title for found in panel.popup.found]
    assert len(titles) > 1
    press(Qt.Key.Key_Down)
    assert panel.popup.words.text() == panel.popup.found[1].text
    press(Qt.Key.Key_Return)
    assert form_of(counter).editors["quoted"].value() == number_of(desk, titles[1])


def test_rec_6_enter_waits_for_the_answer_to_what_is_typed(counter: RegisterDesk, desk: Desk, qtbot: QtBot) -> None:
    answering(counter)
    enter_text(answer_of(counter), "/物业费")
    press(Qt.Key.Key_Return)
    assert form_of(counter).editors["quoted"].value() == number_of(desk, FEE)


def test_rec_6_f3_before_the_box_is_ticked_ticks_it_and_esc_takes_that_back(
    counter: RegisterDesk, qtbot: QtBot
) -> None:
    counter.new_entry()
    enter_text(form_of(counter).editors["content"].target, "问垃圾清运")
    press(Qt.Key.Key_F3)
    panel = panel_of(counter)
    wait_open(qtbot, panel)
    assert focus_name(counter) == "result"
    press(Qt.Key.Key_Escape)
    assert counter.pane.form is not None
    assert form_of(counter).values()["answered"] is False
    assert form_of(counter).rows["result"].isHidden()
    assert answer_of(counter).toPlainText() == ""
    press(Qt.Key.Key_F3)
    wait_open(qtbot, panel)
    press(Qt.Key.Key_Return)
    assert form_of(counter).values()["answered"] is True
    assert form_of(counter).editors["quoted"].value()


def test_rec_6_esc_closes_the_list_before_it_leaves_the_form(counter: RegisterDesk, qtbot: QtBot) -> None:
    panel = answering(counter)
    enter_text(answer_of(counter), "/门禁")
    wait_open(qtbot, panel)
    press(Qt.Key.Key_Escape)
    assert not panel.open
    assert answer_of(counter).toPlainText() == "/门禁"
    assert counter.pane.form is not None


def test_rec_6_a_slash_typed_anew_where_one_was_left_asks_again(counter: RegisterDesk, qtbot: QtBot) -> None:
    panel = answering(counter)
    enter_text(answer_of(counter), "/门禁")
    wait_open(qtbot, panel)
    press(Qt.Key.Key_Escape)
    answer_of(counter).selectAll()
    enter_text(answer_of(counter), "/")
    enter_text(answer_of(counter), "门禁")
    assert wait_open(qtbot, panel)


@pytest.mark.parametrize("typed", ["短信/微信", "8:00/9:00", "and/or"])
def test_rec_6_a_slash_within_words_is_a_slash(counter: RegisterDesk, qtbot: QtBot, typed: str) -> None:
    panel = answering(counter)
    enter_text(answer_of(counter), typed)
    qtbot.wait(150)
    assert not panel.open
    press(Qt.Key.Key_Return)
    assert answer_of(counter).toPlainText() == f"{typed}\n"


@pytest.mark.parametrize("typed", ["/%_\\", "/'; DROP", '/"', "/" + "甲" * 30, "/😀 \u3000", "😀😀 /𠅤"])
def test_rec_6_hostile_words_find_nothing_and_stay(counter: RegisterDesk, qtbot: QtBot, typed: str) -> None:
    panel = answering(counter)
    enter_text(answer_of(counter), typed)
    qtbot.waitUntil(lambda: panel.open)
    assert panel.popup is not None
    assert panel.popup.words.text() == "Nothing of this in the knowledge base"
    assert answer_of(counter).toPlainText() == typed
    press(Qt.Key.Key_Return)
    assert not panel.open


def test_rec_6_an_answer_thrown_away_quotes_nothing(counter: RegisterDesk, qtbot: QtBot) -> None:
    panel = answering(counter)
    enter_text(answer_of(counter), "/月卡")
    wait_open(qtbot, panel)
    press(Qt.Key.Key_Return)
    answer_of(counter).selectAll()
    press(Qt.Key.Key_Delete)
    assert form_of(counter).editors["quoted"].value() == ""
    assert "F3" in form_of(counter).rows["result"].hint.text()


def test_rec_6_a_draft_brings_back_what_it_quotes(counter: RegisterDesk, qtbot: QtBot) -> None:
    panel = answering(counter)
    enter_text(answer_of(counter), "/月卡")
    wait_open(qtbot, panel)
    press(Qt.Key.Key_Return)
    number = form_of(counter).editors["quoted"].value()
    counter.escape()
    counter.shelf.menu_.actions()[0].trigger()
    assert form_of(counter).editors["quoted"].value() == number
    assert number in form_of(counter).rows["result"].hint.text()


@pytest.mark.parametrize(("state", "verb"), [("open", "answer"), ("promised", "result")])
def test_rec_6_the_steps_that_answer_quote_as_well(
    counter: RegisterDesk, desk: Desk, qtbot: QtBot, state: str, verb: str
) -> None:
    entry = desk.entry_in(state)
    counter.show_entry(entry.id)
    counter.steps.take(verb)
    answer_of(counter).setFocus()
    enter_text(answer_of(counter), "/燃气")
    wait_open(qtbot, panel_of(counter))
    press(Qt.Key.Key_Return)
    counter.save()
    assert counter.pane.form is None
    assert desk.read_entry(entry.id).quoted.startswith("ZS-")


# Proposed without asking


def test_rec_6_what_may_answer_is_proposed_quietly(counter: RegisterDesk, qtbot: QtBot) -> None:
    counter.new_entry()
    content = form_of(counter).editors["content"].target
    content.setFocus()
    enter_text(content, "停车月卡怎么办理")
    panel = panel_of(counter)
    qtbot.waitUntil(lambda: bool(panel.proposed))
    assert panel.proposed[0].title == CARD
    assert len(panel.proposed) <= 3
    assert focus_name(counter) == "content"
    press(Qt.Key.Key_F3)
    assert wait_open(qtbot, panel)[0] == CARD


def test_rec_6_a_click_on_what_is_proposed_opens_it_to_be_read(counter: RegisterDesk, qtbot: QtBot) -> None:
    counter.new_entry()
    form_of(counter).fill({"content": "有人晕倒，门禁卡也丢了", "kind": Kind.EMERGENCY})
    panel = panel_of(counter)
    assert isinstance(panel, EntryKnowledge)
    panel.suggest()
    last = panel.proposed[-1]
    panel._clicked(last)
    assert panel.popup is not None
    assert panel.popup.chosen() == last
    assert answer_of(counter).toPlainText() == "/"


def test_rec_6_another_kind_proposes_anew_and_nothing_is_left_of_the_old(counter: RegisterDesk, qtbot: QtBot) -> None:
    counter.new_entry()
    panel = panel_of(counter)
    assert isinstance(panel, EntryKnowledge)
    form = form_of(counter)
    form.editors["kind"].target.setFocus()
    form.editors["kind"].set_value(Kind.EMERGENCY)
    form.edited.emit("kind")
    qtbot.waitUntil(lambda: bool(panel.proposed))
    form.editors["kind"].set_value(Kind.PRAISE)
    form.edited.emit("kind")
    qtbot.waitUntil(lambda: not panel.proposed)
    assert panel.line.isHidden()


# The procedure's words


def test_rec_10_the_first_words_of_the_channel_stand_over_a_new_entry(counter: RegisterDesk) -> None:
    counter.new_entry()
    panel = panel_of(counter)
    assert isinstance(panel, EntryKnowledge)
    assert "请问有什么事需要我们帮助的" in panel.greeting.words.text()
    form = form_of(counter)
    form.editors["channel"].set_value(Channel.PHONE)
    form.edited.emit("channel")
    assert "您好，翠湖花园客服中心。" in panel.greeting.words.text()
    assert "请您稍候" in panel.greeting.words.text()
    form.editors["channel"].set_value(Channel.INTERCOM)
    form.edited.emit("channel")
    assert panel.greeting.words.text().count("请问") == 1
    form.editors["channel"].set_value(Channel.LETTER)
    form.edited.emit("channel")
    assert panel.greeting.words.isHidden()
    assert not form.dirty


def test_rec_10_the_apology_is_one_key_when_a_promise_is_late(counter: RegisterDesk, desk: Desk, qtbot: QtBot) -> None:
    entry = desk.entry(promised_at=desk.clock.now + timedelta(hours=2))
    counter.show_entry(entry.id)
    counter.steps.take("promise_again")
    form = form_of(counter)
    bar = form.findChild(PhraseButtons)
    assert bar is not None
    assert bar.buttons[0].text().startswith("对不起，让您久等了。")
    form.editors["apology"].target.setFocus()
    qtbot.wait(1)  # it is shown
    press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    enter_text(form.editors["apology"].target, "已电话说明。")
    assert form.editors["apology"].value() == "对不起，让您久等了。已电话说明。"
    assert "apology" in form.touched
    form.editors["promised_at"].set_value(fmt.now() + timedelta(hours=9))
    enter_text(form.editors["reason"].target, "缺配件")
    counter.save()
    assert desk.read_entry(entry.id).apology == "对不起，让您久等了。已电话说明。"


def test_rec_10_a_slip_past_its_limit_has_the_apologies_too(
    open_desk: Callable[[Any], RegisterDesk], desk: Desk
) -> None:
    board = open_desk(slips_desk.DESK)
    board.show_entry(desk.slip().id)
    board.steps.take("extend")
    bar = form_of(board).findChild(PhraseButtons)
    assert bar is not None
    bar.buttons[1].click()
    assert form_of(board).editors["apology"].value() == "对不起！"


def test_rec_10_the_words_to_part_with_are_said_once_the_caller_has_the_answer(
    counter: RegisterDesk, context: Context
) -> None:
    said: list[str] = []
    context.said.connect(lambda what: said.append(what[0]))
    answering(counter, "问路")
    form_of(counter).fill({"channel": Channel.PHONE, "result": "已指路"})
    counter.save()
    assert said[-1] == "Parting words: “谢谢，再见！”"
    said.clear()
    counter.new_entry()
    form_of(counter).fill({"caller": "陈女士", "content": "灯不亮", "promised_at": fmt.now() + timedelta(hours=1)})
    counter.save()
    assert not [text for text in said if text.startswith("Parting")]


def test_rec_10_a_workplace_can_do_without_the_words(
    open_desk: Callable[[Any], RegisterDesk], context: Context, desk: Desk
) -> None:
    context.settings.phrases = False
    counter = open_desk(reception_desk.DESK)
    said: list[str] = []
    context.said.connect(lambda what: said.append(what[0]))
    panel = answering(counter, "问路")
    assert isinstance(panel, EntryKnowledge)
    assert panel.greeting.words.isHidden()
    form_of(counter).fill({"result": "已指路"})
    counter.save()
    assert not [text for text in said if text.startswith("Parting")]
    counter.show_entry(desk.entry().id)
    counter.steps.take("promise_again")
    assert form_of(counter).findChild(PhraseButtons).buttons == []


def test_rec_10_the_words_are_turned_off_in_the_settings(qtbot: QtBot, context: Context) -> None:
    made = settings_desk.DESK.build(context)
    qtbot.addWidget(made)
    assert isinstance(made, settings_desk.SettingsDesk)
    assert made.appearance.phrases.isChecked()
    made.appearance.phrases.click()
    assert context.settings.phrases is False


# The desk of the base


@pytest.fixture
def office_desk(open_desk: Callable[[Any], RegisterDesk], context: Context, office: Any) -> RegisterDesk:
    """The knowledge base with a supervisor at it."""
    context.actor = actor_of(office, Role.SUPERVISOR)
    return open_desk(knowledge_desk.DESK)


def write_by_keys(board: RegisterDesk) -> None:
    board.new_entry()
    form = form_of(board)
    assert focus_name(board) == "title"
    enter_text(form.editors["title"].target, "健身房怎么预约")
    form.editors["answer"].target.setFocus()
    enter_text(form.editors["answer"].target, "1. 到前台登记。\n2. 次日生效。")
    board.save()
    assert board.pane.form is None, form.problems


def test_rec_6_the_office_writes_an_article_by_keys(office_desk: RegisterDesk) -> None:
    write_by_keys(office_desk)
    detail = office_desk.pane.detail
    assert (detail.title, detail.state) == ("健身房怎么预约", "in_use")
    steps = knowledge_desk.facts(office_desk.context, detail)[:2]
    assert [(fact.label, fact.text) for fact in steps] == [("1", "到前台登记。"), ("2", "次日生效。")]


def test_rec_6_the_counter_proposes_and_the_office_accepts_with_one_key(
    open_desk: Callable[[Any], RegisterDesk], context: Context, office: Any
) -> None:
    board = open_desk(knowledge_desk.DESK)
    write_by_keys(board)
    assert board.pane.detail.state == "proposed"
    assert board.pane.main_step() is None
    context.actor = actor_of(office, Role.SUPERVISOR)
    context.signed_in.emit(context.actor)
    board.show_chip("proposed")
    main = board.pane.main_step()
    assert main is not None
    assert main.verb == "accept"
    board.next_step()
    assert board.pane.detail.state == "in_use"


def test_words_ask_for_their_occasion_and_the_others_for_their_kind(office_desk: RegisterDesk) -> None:
    office_desk.new_entry()
    form = form_of(office_desk)
    assert (form.rows["occasion"].isHidden(), form.rows["applies_to"].isHidden()) == (True, False)
    form.editors["kind"].target.setFocus()
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Right)
    assert (form.rows["occasion"].isHidden(), form.rows["applies_to"].isHidden()) == (False, True)


def test_titles_are_in_the_windows_language(office_desk: RegisterDesk, desk: Desk, qtbot: QtBot) -> None:
    names = [column.name for column in office_desk.model.columns]
    assert "title_en" in names
    first = desk.call("knowledge.detail", id=desk.call("knowledge.ids", query=Query(sort="id"))[0])
    assert knowledge_desk.title(office_desk.context, first) == "Power failure at the desk"
    office_desk.context.settings.language = "zh"
    assert knowledge_desk.title(office_desk.context, first) == "前台停电怎么办"


def test_the_wall_sheet_is_one_key(office_desk: RegisterDesk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: office_desk.pane.detail is not None)
    office_desk.print_entry()
    assert office_desk.preview is not None
    assert len(office_desk.preview.pages) == 1


def test_what_was_removed_of_the_first_articles_is_laid_out_again(
    office_desk: RegisterDesk, context: Context, desk: Desk
) -> None:
    said: list[str] = []
    context.said.connect(lambda what: said.append(what[0]))
    office_desk.table.setFocus()
    press(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert said[-1].startswith("0 ")
    first = desk.call("knowledge.ids", query=Query(sort="id"))[0]
    desk.as_(Role.SUPERVISOR).step("knowledge", "amend", first, ArticleDraft(title="甲", answer="乙"))
    press(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert said[-1].startswith("1 ")


def test_f1_lists_the_key(counter: RegisterDesk) -> None:
    assert ("F3", "Answer from the knowledge base (or type / in the answer)") in list(counter.keys())
