"""Generated input: typed errors only; what is taken comes back equal (F11, ``ALL-4``)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskapp.domain.reception import Channel, EntryDraft, Kind, Urgency
from deskapp.domain.slips import FinishDraft, Item, Material, SlipDraft
from deskapp.errors import DeskError
from tests.factories import Desk

MANY = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

NASTY = (
    "\0",
    "\x1b[31m",
    "\ud83d",
    "\u202eabc",
    "\ufffe",
    "\n\r\t",
    "🏠👨‍👩‍👧",
    "㛃䶮𬭎𠅤",
    "<b>&amp;",
    "％１２３",
    "'; DROP TABLE entry;--",
    "x" * 5000,
)
text = st.one_of(st.text(max_size=80), st.sampled_from(NASTY), st.text(alphabet=st.characters(), max_size=400))
anything = st.one_of(text, st.none(), st.integers(), st.floats(), st.booleans(), st.binary(max_size=9))
moments = st.one_of(st.none(), st.datetimes(timezones=st.just(UTC)), st.datetimes(), anything)


def kept(draft: Any, detail: Any, *names: str) -> None:
    """What was taken comes back equal but for the white space around it."""
    for name in names:
        assert getattr(detail, name) == getattr(draft, name).strip(), name


@MANY
@given(
    caller=text, content=text, phone=text, unit=st.one_of(st.just(""), st.just("3-2-1102"), text), result=text,
    promised=st.one_of(moments, st.just(datetime(2026, 12, 1, tzinfo=UTC))), answered=st.booleans(),
    kind=st.sampled_from(Kind), channel=st.sampled_from(Channel), urgency=st.sampled_from(Urgency),
)  # fmt: skip
def test_f11_an_entry_is_taken_whole_or_refused_in_words(desk: Desk, promised: Any, **values: Any) -> None:
    draft = EntryDraft(**values, promised_at=promised)
    before = desk.call("journal.head").seq
    try:
        change = desk.call("reception.record", draft=draft)
    except DeskError:
        assert desk.call("journal.head").seq == before
    else:
        kept(draft, desk.read_entry(change.id), "caller", "content", "phone", "unit")


@MANY
@given(field=st.sampled_from(list(EntryDraft.__dataclass_fields__)), value=anything)
def test_f11_no_field_of_an_entry_takes_a_value_of_another_kind(desk: Desk, field: str, value: Any) -> None:
    try:
        desk.call("reception.record", draft=replace(desk.entry_draft(), **{field: value}))
    except DeskError as error:
        assert error.code == "invalid"


@MANY
@given(field=st.sampled_from(list(SlipDraft.__dataclass_fields__)), value=anything)
def test_f11_no_field_of_a_slip_takes_a_value_of_another_kind(desk: Desk, field: str, value: Any) -> None:
    try:
        desk.call("slips.order", draft=replace(desk.slip_draft(), **{field: value}))
    except DeskError as error:
        assert error.code == "invalid"


@MANY
@given(
    name=text, price=st.one_of(st.decimals(), st.decimals(min_value=0, max_value=999, places=2)),
    result=text, item=st.sampled_from(Item),
)  # fmt: skip
def test_f11_materials_and_results(desk: Desk, name: str, price: Decimal, result: str, item: Item) -> None:
    slip = desk.slip_in("in_hand", item=item)
    line = Material(name=name, price=price)
    try:
        desk.step("slips", "finish", slip.id, FinishDraft(finished_at=desk.clock.now, result=result, materials=(line,)))
    except DeskError:
        assert desk.read_slip(slip.id).state == "in_hand"
    else:
        done = desk.read_slip(slip.id).now
        assert (done.result, done.materials[0].price) == (result.strip(), price)


@MANY
@given(question=text)
def test_f11_any_question_is_answered(desk: Desk, question: str) -> None:
    for verb in ("search.find", "directory.find_caller"):
        try:
            assert isinstance(desk.call(verb, text=question), tuple)
        except DeskError as error:
            assert error.code in {"invalid", "unkeepable"}


@MANY
@given(body=st.dictionaries(text, st.one_of(text, st.none(), st.integers()), max_size=4), place=text, client_id=text)
def test_f11_any_draft_is_kept_or_refused(desk: Desk, body: dict[str, Any], place: str, client_id: str) -> None:
    try:
        desk.call("drafts.keep", client_id=client_id, place=place, body=body)
    except DeskError as error:
        assert error.code == "invalid"
    else:
        assert any(draft.client_id == client_id for draft in desk.call("drafts.list"))
