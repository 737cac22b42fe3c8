"""What was written by hand is entered afterwards: checked at once, entered once, with its true times (``DUTY-9``)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from deskapp.domain.afterwards import LOOKS, MOST, PaperLine, SheetDraft, Verdict, What, what_of
from deskapp.domain.common import Query
from deskapp.domain.people import Role
from deskapp.errors import Invalid, NotAllowed
from deskapp.services.afterwards import WAYS
from tests.factories import Desk
from tests.ways.keys_hung import hung
from tests.ways.mail import shelf

STAFF = "员工10"
_SERIAL = iter(range(10_000))


def line(desk: Desk, what: What, ago: int = 60, **values: Any) -> PaperLine:
    """A line of the running list, so many minutes old."""
    given: dict[str, Any] = {
        "when": desk.clock.now - timedelta(minutes=ago), "what": what, "by": "李梅", "paper": "12",
        "reason": "停电期间手写记录", "client_id": f"line-{next(_SERIAL)}",
    }  # fmt: skip
    return PaperLine(**given | values)


def a_night(desk: Desk) -> list[PaperLine]:
    """One line of every kind, in the order of the paper; the last two follow from earlier ones."""
    hook = hung(desk).hook
    shelf(desk)
    return [
        line(desk, What.INQUIRY, 90, unit="3-2-1102", name="陈静", text="问何时来电", result="预计七点"),
        line(desk, What.REPAIR, 80, unit="3-2-1102", name="陈静", text="门禁打不开"),
        line(desk, What.KEY_BACK, 20, ref=hook, text="完好"),
        line(desk, What.KEY_OUT, 70, name=STAFF, ref=hook, text="查电表"),
        line(desk, What.PARCEL_IN, 60, unit="3-2-1102", name="陈静", ref="SF0000000000001"),
        line(desk, What.PARCEL_OUT, 30, name="陈静", ref="SF0000000000001"),
        line(desk, What.LOG, 50, text="配电房送电"),
    ]


def enter_all(desk: Desk, lines: list[PaperLine]) -> dict[str, Any]:
    """In order of time, as the page does."""
    ordered = sorted(lines, key=lambda each: each.when or datetime.max)
    return {each.client_id: desk.call("afterwards.enter", draft=each) for each in ordered}


def faults(verdicts: tuple[Verdict, ...]) -> list[list[tuple[str, str]]]:
    return [[(fault.column, fault.key) for fault in verdict.faults] for verdict in verdicts]


def journalled(desk: Desk) -> int:
    return int(desk.as_(Role.DIRECTOR).call("journal.head").seq)


def test_duty_9_every_kind_has_its_way_and_its_letter() -> None:
    assert set(WAYS) == set(LOOKS) == set(What)
    letters = [look.letter for look in LOOKS.values()]
    assert len(set(letters)) == len(letters)
    for what, look in LOOKS.items():
        assert what_of(look.letter.lower()) is what
        assert set(look.needs) <= set(look.uses)
    assert what_of("X") is None
    assert what_of("还钥匙") is What.KEY_BACK


def test_duty_9_a_sheet_is_checked_as_a_whole_and_nothing_is_kept(desk: Desk) -> None:
    lines = a_night(desk)
    before = journalled(desk)
    verdicts = desk.call("afterwards.check", draft=SheetDraft(lines=tuple(lines)))
    assert [verdict.client_id for verdict in verdicts] == [each.client_id for each in lines]
    assert faults(verdicts) == [[]] * len(lines)
    assert journalled(desk) == before
    for register in ("loans", "mail", "pickups"):
        assert not desk.call(f"{register}.ids", query=Query())
    first = desk.call("reception.record", draft=desk.entry_draft())
    assert first.number.endswith("-0001")


def test_duty_9_lines_are_entered_with_their_true_times_and_why(desk: Desk) -> None:
    lines = a_night(desk)
    entered = enter_all(desk, lines)
    told = {each.what: entered[each.client_id] for each in lines}
    entry = desk.read_entry(told[What.INQUIRY].id)
    assert (entry.at, entry.recorded_at) == (lines[0].when, desk.clock.now)
    assert entry.happened_reason == "停电期间手写记录；手写人：李梅；纸单号：12"
    assert entry.result == "预计七点"
    promised = desk.read_entry(told[What.REPAIR].id)
    assert promised.state == "promised"
    assert promised.promised_at is not None
    assert promised.promised_at > desk.clock.now
    loan = desk.call("loans.detail", id=told[What.KEY_OUT].id)
    assert (loan.lent_at, loan.returned_at, loan.state) == (lines[3].when, lines[2].when, "closed")
    assert told[What.KEY_BACK].id == loan.id
    item = desk.call("mail.detail", id=told[What.PARCEL_IN].id)
    assert (item.received_at, item.state) == (lines[4].when, "collected")
    pickup = desk.call("pickups.detail", id=told[What.PARCEL_OUT].id)
    assert (pickup.picked_at, pickup.taker) == (lines[5].when, "陈静")
    day = (lines[6].when or desk.clock.now).astimezone().date()
    (log,) = desk.call("duty_log.page", since=day, until=day).entries
    assert (log.at, log.text, log.seq) == (lines[6].when, "配电房送电", told[What.LOG].id)
    assert "李梅" in log.happened_reason


def test_duty_9_entered_twice_is_entered_once(desk: Desk) -> None:
    lines = a_night(desk)
    first = enter_all(desk, lines)
    before = journalled(desk)
    again = enter_all(desk, lines)
    assert {id: change.ref for id, change in again.items()} == {id: change.ref for id, change in first.items()}
    assert journalled(desk) == before
    verdicts = desk.call("afterwards.check", draft=SheetDraft(lines=tuple(lines)))
    assert faults(verdicts) == [[]] * len(lines)


def test_duty_9_every_bad_cell_is_named_at_once(desk: Desk) -> None:
    hook = hung(desk).hook
    tomorrow = desk.clock.now + timedelta(days=1)
    lines = (
        line(desk, What.INQUIRY, unit="9-9-9999", name="", text=""),
        line(desk, What.INQUIRY, when=None, name="陈静", text="问路", by=""),
        line(desk, What.LOG, when=tomorrow, text="说"),
        line(desk, What.KEY_OUT, name="谁也不是", ref=hook, text="看房"),
        line(desk, What.KEY_OUT, name=STAFF, ref="Z-99", text="看房"),
        line(desk, What.KEY_BACK, ref=hook),
        line(desk, What.PARCEL_IN, unit="9-9-9999", name="陈静"),
        line(desk, What.PARCEL_OUT, name="陈静", ref="SF404"),
        line(desk, What.LOG, text="说", paper="一" * 30),
        PaperLine(client_id="empty"),
    )
    told = faults(desk.call("afterwards.check", draft=SheetDraft(lines=lines)))
    assert told[0] == [("name", "problem.required"), ("text", "problem.required")]
    assert told[1] == [("when", "problem.required"), ("by", "problem.required")]
    assert told[2] == [("when", "problem.in_future")]
    assert told[3] == [("name", "problem.not_of_the_staff")]
    assert told[4] == [("ref", "problem.unknown_key")]
    assert told[5] == [("ref", "problem.key_not_out_then")]
    assert told[6] == [("unit", "problem.unknown_unit")]
    assert [column for column, _key in told[7]][:1] == ["ref"]
    assert told[8] == [("paper", "problem.too_long")]
    assert {column for column, _key in told[9]} == {"when", "what", "by", "reason"}


def test_duty_9_what_is_refused_is_entered_nowhere(desk: Desk) -> None:
    before = journalled(desk)
    with pytest.raises(Invalid) as refused:
        desk.call("afterwards.enter", draft=line(desk, What.PARCEL_IN, unit="9-9-9999", name="陈静"))
    assert [(problem.field, problem.code) for problem in refused.value.problems] == [("unit", "unknown_unit")]
    assert journalled(desk) == before


def test_duty_9_a_key_lent_in_the_power_cut_cannot_be_lent_again_before_it_is_back(desk: Desk) -> None:
    hook = hung(desk).hook
    lines = (
        line(desk, What.KEY_OUT, 60, name=STAFF, ref=hook, text="查电表"),
        line(desk, What.KEY_OUT, 50, name=STAFF, ref=hook, text="再查"),
        line(desk, What.KEY_BACK, 40, ref=hook),
        line(desk, What.KEY_OUT, 30, name=STAFF, ref=hook, text="第三次"),
    )
    told = faults(desk.call("afterwards.check", draft=SheetDraft(lines=lines)))
    assert told == [[], [("ref", "problem.key_out")], [], []]


def test_duty_9_another_time_than_the_one_entered_is_told(desk: Desk) -> None:
    hook = hung(desk).hook
    enter_all(
        desk, [line(desk, What.KEY_OUT, 60, name=STAFF, ref=hook, text="查"), line(desk, What.KEY_BACK, 40, ref=hook)]
    )
    with pytest.raises(Invalid) as refused:
        desk.call("afterwards.enter", draft=line(desk, What.KEY_BACK, 10, ref=hook))
    assert [problem.code for problem in refused.value.problems] == ["back_already"]


def test_duty_9_a_sheet_holds_so_many_lines(desk: Desk) -> None:
    lines = tuple(line(desk, What.LOG, text="说") for _ in range(MOST + 1))
    with pytest.raises(Invalid):
        desk.call("afterwards.check", draft=SheetDraft(lines=lines))


def test_duty_9_a_full_sheet_is_checked_within_three_seconds(desk: Desk) -> None:
    from time import process_time

    lines = tuple(line(desk, What.INQUIRY, n % 50 + 1, name="陈静", text="问", result="答") for n in range(MOST))
    began = process_time()
    verdicts = desk.call("afterwards.check", draft=SheetDraft(lines=lines))
    assert faults(verdicts) == [[]] * MOST
    assert process_time() - began < 3


@pytest.mark.parametrize("role", [Role.CASHIER, Role.STEWARD, Role.ADMIN])
def test_duty_9_only_the_counter_enters_afterwards(desk: Desk, role: Role) -> None:
    with pytest.raises(NotAllowed):
        desk.as_(role).call("afterwards.check", draft=SheetDraft())
