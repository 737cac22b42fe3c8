"""Drafts, the rulebook, Today, the vocabulary: what every register leans on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from deskapp.domain.people import Role
from deskapp.domain.reception import Urgency
from deskapp.domain.slips import Item
from deskapp.domain.words import Language, catalogue, word
from deskapp.errors import DeskError, Invalid, NotAllowed, NotFound
from deskapp.services.office import OpenOffice
from deskapp.services.rulebook import defaults
from tests.factories import Desk


def test_all_7_a_draft_survives_and_is_the_own_one(desk: Desk, office: OpenOffice) -> None:
    body = {"content": "写到一半\n的话", "promised_at": "明天 9:00", "n": [1, None]}
    desk.call("drafts.keep", client_id="a", place="reception.record", body=body)
    desk.clock.forward(minutes=1)
    desk.call("drafts.keep", client_id="b", place="slips.tell:5", body={})
    kept = desk.call("drafts.list")
    assert [(draft.client_id, draft.place) for draft in kept] == [("b", "slips.tell:5"), ("a", "reception.record")]
    assert kept[1].body == body
    assert not desk.as_(Role.SUPERVISOR).call("drafts.list")
    desk.as_(Role.SUPERVISOR).call("drafts.drop", client_id="a")
    assert len(desk.call("drafts.list")) == 2
    desk.call("drafts.drop", client_id="a")
    assert len(desk.call("drafts.list")) == 1


def test_all_7_saving_drops_the_draft_in_the_same_transaction(desk: Desk) -> None:
    desk.call("drafts.keep", client_id="a", place="reception.record", body={})
    with pytest.raises(Invalid):
        desk.call("reception.record", draft=desk.entry_draft(client_id="a", content=""))
    assert len(desk.call("drafts.list")) == 1
    desk.entry(client_id="a")
    assert not desk.call("drafts.list")


def test_all_7_a_draft_keeps_what_cannot_be_saved(desk: Desk) -> None:
    desk.call("drafts.keep", client_id="a", place="reception.record", body={"content": "\ud83d半个"})
    assert desk.call("drafts.list")[0].body["content"].endswith("半个")
    with pytest.raises(Invalid):
        desk.call("drafts.keep", client_id="a", place="x", body={"content": "长" * 200_000})


def test_every_rule_has_its_clause_and_both_titles(desk: Desk) -> None:
    rules = desk.call("rulebook.list")
    assert {rule.key for rule in rules} == set(defaults())
    assert all(rule.clause and rule.title_en and rule.title_zh and rule.value == rule.default for rule in rules)


def test_a_rule_is_changed_by_the_office_only_and_journalled(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        desk.call("rulebook.change", key="dispatch.limit.repair", value="12")
    supervisor = desk.as_(Role.SUPERVISOR)
    running = desk.slip()
    change = supervisor.call("rulebook.change", key="dispatch.limit.repair", value="12")
    rule = next(rule for rule in desk.call("rulebook.list") if rule.key == "dispatch.limit.repair")
    assert (rule.value, rule.default, rule.by) == ("12", "24", supervisor.actor.name)
    assert desk.call("journal.history", register="rulebook", id=change.id)[0].changes
    assert desk.read_slip(running.id).limit_at == running.limit_at
    new = desk.call("slips.limit_default", item=Item.PLUMBING, urgency=Urgency.NORMAL)
    assert new.due == desk.clock.now + timedelta(hours=12)


@pytest.mark.parametrize("value", ["", "-1", "zwölf", "1e3", "2 years", "1.5 wd", "１２", "9" * 7, "9" * 70])
def test_all_4_a_rule_takes_only_its_own_kind_of_value(desk: Desk, value: str) -> None:
    with pytest.raises(Invalid):
        desk.as_(Role.SUPERVISOR).call("rulebook.change", key="dispatch.limit.repair", value=value)
    with pytest.raises(NotFound):
        desk.as_(Role.SUPERVISOR).call("rulebook.change", key="no.such", value="1")


def test_today_is_ordered_late_first_then_by_time(desk: Desk) -> None:
    later, sooner = (desk.entry(promised_at=desk.clock.now + timedelta(hours=h)) for h in (30, 4))
    late = desk.entry(promised_at=desk.clock.now + timedelta(minutes=5))
    desk.clock.forward(minutes=10)
    refs = [item.ref.id for item in desk.call("today.list") if item.text == "today.promise"]
    assert refs == [late.id, sooner.id, later.id]
    assert desk.as_(Role.CASHIER).call("today.list") == ()


def test_every_word_is_there_in_both_languages() -> None:
    for key, pair in catalogue().items():
        assert pair.en.strip(), key
        assert pair.zh.strip(), key
        named = {language: set(_placeholders(getattr(pair, language.value))) for language in Language}
        assert named[Language.ENGLISH] == named[Language.CHINESE], key


def _placeholders(text: str) -> list[str]:
    from string import Formatter

    return [name for _, name, _, _ in Formatter().parse(text) if name]


def test_every_code_raised_in_the_services_has_its_words() -> None:
    for error in DeskError.__subclasses__():
        for kind in (error, *error.__subclasses__()):
            assert f"error.{kind.code}" in catalogue(), kind
    assert word("error.not_found", Language.CHINESE, number="JD-1") == "没有 JD-1。"


def test_an_unknown_verb_is_refused(desk: Desk) -> None:
    for verb in ("reception.nothing", "x", "reception.searchable"):
        with pytest.raises(DeskError) as caught:
            desk.call(verb)
        assert caught.value.code == "unknown_verb"
