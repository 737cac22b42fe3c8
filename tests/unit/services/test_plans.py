"""What runs after every save asks an index, however many entries there are (G3): the plans of SQLite itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from deskapp.domain.common import Query
from deskapp.domain.duty_log import Kind as LogKind
from deskapp.domain.duty_log import LogDraft
from deskapp.domain.lifecycle import NEW, Lifecycle
from deskapp.domain.loans import Kind as LoanKind
from deskapp.domain.mail import ShelveDraft
from deskapp.domain.people import Role
from deskapp.domain.reception import Channel, Kind
from deskapp.services import clocks
from deskapp.services.office import OpenOffice
from tests.factories import Desk
from tests.made_up import made_up
from tests.ways import handovers as handover_ways
from tests.ways import mail as mail_ways
from tests.ways import own_form
from tests.ways import swaps as swap_ways
from tests.ways.loans import lend, outside_draft


@contextmanager
def watched(office: OpenOffice, *, writing: bool = False) -> Iterator[list[tuple[str, Any]]]:
    """The statements that readers, or the writer, run meanwhile."""
    seen: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        seen.append((statement, parameters))

    engine = office.core.database.writer if writing else office.core.database.reader
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def walked_whole(office: OpenOffice, statements: list[tuple[str, Any]]) -> list[str]:
    """The statements that read every row of a register, from its table or from an index that leaves none out."""
    tables = {service.model.__tablename__ for service in office.core.registers}
    found = []
    with office.core.database.reader.connect() as connection:
        partial = connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %'"
        )
        few = {name for (name,) in partial}
        for statement, parameters in statements:
            if statement.startswith(("SELECT", "WITH")):
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
                scans = [m for row in plan if (m := re.fullmatch(_SCAN, row[3]))]
                if any(scan["table"] in tables and scan["index"] not in few for scan in scans):
                    found.append(statement)
    return found


_PARTIAL = "SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %'"
#: A walk through a table, by way of an index or not; one through a partial index sees only the rows it is for.
_SCAN = r"SCAN (?P<table>\w+)(?: USING (?:COVERING )?INDEX (?P<index>\w+))?"


def test_g3_a_walk_through_a_table_is_noticed(office: OpenOffice) -> None:
    walks = (
        "SELECT * FROM entry",
        "SELECT unit_id FROM slip ORDER BY unit_id",
        "SELECT count(*) FROM (SELECT 1 FROM complaint WHERE caller = 'x')",
    )
    assert walked_whole(office, [(walk, ()) for walk in walks]) == list(walks)
    runs = "SELECT id FROM complaint WHERE state NOT IN ('closed', 'voided')"
    assert walked_whole(office, [(runs, ()), ("SELECT * FROM entry WHERE id = 1", ())]) == []


@pytest.mark.parametrize("role", [Role.RECEPTIONIST, Role.STEWARD, Role.SUPERVISOR])
def test_g3_what_follows_every_save_walks_no_table(office: OpenOffice, desk: Desk, role: Role) -> None:
    person = desk.as_(role)
    now = desk.clock.now
    for name in registers_of(office, person):
        with watched(office) as statements:
            person.call(f"{name}.counts")
        assert statements, name
        assert walked_whole(office, statements) == [], name
    with watched(office) as statements:
        person.call("today.list")
        person.call("today.due", since=now - timedelta(hours=1), until=now)
        person.call("today.alarms")
        person.call("slips.copies_out")
    assert len(statements) > len(office.core.registers)
    assert walked_whole(office, statements) == []


def registers_of(office: OpenOffice, person: Desk) -> list[str]:
    """The registers that somebody may read, found as the office finds them."""
    with office.core.transaction(person.actor, "test.look", writing=False) as tx:
        return [service.name for service in office.core.registers if service.open_to(tx)]


def test_g3_every_register_answers_for_a_unit_and_for_anothers_entry_by_an_index(
    office: OpenOffice, desk: Desk
) -> None:
    unit = desk.entry().unit_id
    assert unit is not None
    for service in office.core.registers:
        with (
            office.core.transaction(desk.as_(Role.DIRECTOR).actor, "test.look", writing=False) as tx,
            watched(office) as statements,
        ):
            assert list(service.waiting(tx, unit)) is not None
            clocks.spans(service, tx, "dispatch.limit.other")
            for other in office.core.registers:
                assert list(service.linked(tx, other.name, 1)) is not None
        assert walked_whole(office, statements) == [], service.name


def test_g3_picking_a_unit_walks_no_table(office: OpenOffice, desk: Desk) -> None:
    with watched(office) as statements:
        desk.call("directory.unit_card", unit="3-2-1102")
        desk.call("reception.same_matter", unit="3-2-1102", kind=Kind.REPAIR)
    assert walked_whole(office, statements) == []


def test_key_2_what_is_asked_while_somebody_waits_for_keys_walks_no_table(office: OpenOffice, desk: Desk) -> None:
    made = lend(desk, outside_draft(desk, 2))
    desk.call("keys.walls")
    with watched(office) as statements:
        for typed in (made.lines[0].hook, made.lines[0].number, "3-2-1102"):
            assert desk.call("keys.resolve", text=typed)
        for typed in (made.borrower, "7788", desk.actor.name):
            assert desk.call("loans.borrowers", text=typed)
        desk.call("loans.terms", kind=LoanKind.OUTSIDE, sets=2)
        desk.call("loans.holdings")
        desk.call("loans.envelopes")
        desk.call("loans.detail", id=made.id)
        desk.call("keys.detail", id=made.lines[0].set_id)
        desk.call("transfers.known", unit="3-2-1102")
        desk.call("entry.who", unit="3-2-1102", since=made.lent_at - timedelta(hours=1), until=desk.clock.now)
    assert walked_whole(office, statements) == []


def test_key_4_bringing_keys_back_walks_no_table(office: OpenOffice, desk: Desk) -> None:
    made = lend(desk, outside_draft(desk, 2))
    with watched(office, writing=True) as statements:
        desk.call("loans.scan_back", text=made.lines[0].number)
    assert statements
    assert walked_whole(office, statements) == []


def test_mail_2_what_is_asked_while_a_parcel_is_scanned_walks_no_table(office: OpenOffice, desk: Desk) -> None:
    mail_ways.shelf(desk)
    item = mail_ways.receive(desk)
    with watched(office) as statements:
        for typed in ("陈", "cj", "3-2-1102", "1234"):
            assert desk.call("mail.addressees", text=typed)
        assert desk.call("mail.known", tracking=item.tracking)
        for typed in (item.number, item.tracking, item.tracking[-4:], item.place, "3-2-1102", item.recipient):
            assert desk.call("mail.found", text=typed), typed
        desk.call("shelves.listed")
        desk.call("mail.detail", id=item.id)
        desk.call("mail.steward_list", id=1)
        desk.call("mail.notice", id=item.id)
        desk.call("mail.notices_due", id=20261121)
        desk.call("mail.day", id=20261121)
    assert walked_whole(office, statements) == []


def test_mail_2_checking_in_telling_and_shelving_walk_no_table(office: OpenOffice, desk: Desk) -> None:
    mail_ways.shelf(desk)
    with watched(office, writing=True) as statements:
        item = mail_ways.receive(desk)
        mail_ways.told(desk, item.id)
        desk.step("mail", "shelve", item.id, ShelveDraft(place="A-1-02"))
    assert statements
    assert walked_whole(office, statements) == []


def plans(office: OpenOffice, statements: list[tuple[str, Any]]) -> str:
    """How SQLite answers the questions of some statements."""
    with office.core.database.reader.connect() as connection:
        return "\n".join(
            row[3]
            for statement, parameters in statements
            if statement.startswith(("SELECT", "WITH"))
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        )


def test_mail_3_what_lies_here_is_never_looked_for_among_all_that_a_unit_ever_got(
    office: OpenOffice, desk: Desk
) -> None:
    mail_ways.shelf(desk)
    item = mail_ways.receive(desk)
    with watched(office) as statements:
        desk.call("mail.addressees", text=item.recipient)
        desk.call("mail.found", text=item.unit)
        desk.call("mail.notice", id=item.id)
        desk.call("pickups.offer", text=item.tracking)
        desk.call("directory.unit_card", unit=item.unit)
    with watched(office, writing=True) as written:
        mail_ways.receive(desk)
    asked = [one for one in (*statements, *written) if "mail_item" in one[0]]
    found = plans(office, asked)
    assert "ix_mail_item_unit_here (unit_id=?)" in found
    assert "ix_mail_item_unit (" not in found


@pytest.mark.parametrize("sort", ["at", "-at", "unit", "-due", "handler"])
def test_mail_2_what_is_here_is_sorted_without_a_walk_through_all_that_came(
    office: OpenOffice, desk: Desk, sort: str
) -> None:
    mail_ways.receive(desk)
    with watched(office) as statements:
        for chip in ("here", "notify", "unknown", "return", "steward", "damaged"):
            desk.call("mail.ids", query=Query(chip=chip, sort=sort))
    assert walked_whole(office, statements) == []


def test_mail_month_counts_what_was_unknown_or_missed_by_an_index_of_those_few(office: OpenOffice, desk: Desk) -> None:
    mail_ways.receive(desk)
    with watched(office) as statements:
        desk.call("mail_month.table", id=202611)
    found = plans(office, statements)
    assert "ix_mail_item_unknown (" in found
    assert "ix_mail_item_missing (" in found
    assert walked_whole(office, statements) == []


def test_rec_8_rec_9_what_is_proposed_while_somebody_speaks_walks_no_table(office: OpenOffice, desk: Desk) -> None:
    entry = desk.entry()
    with watched(office) as statements:
        desk.call("reception.promise_default", kind=Kind.REPAIR, channel=Channel.PHONE)
        desk.call("reception.alike", unit="3-2-1202", kind=Kind.REPAIR)
        desk.call("reception.rows", ids=[entry.id])
        desk.call("reception.detail", id=entry.id)
    assert statements
    assert walked_whole(office, statements) == []


def test_rec_9_the_newest_of_a_kind_are_read_in_order_from_the_index(office: OpenOffice, desk: Desk) -> None:
    with watched(office) as statements:
        desk.call("reception.promise_default", kind=Kind.REPAIR, channel=Channel.PHONE)
    asked = [one for one in statements if "promise_start" in one[0]]
    assert len(asked) == 1
    with office.core.database.reader.connect() as connection:
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked[0][0]}", asked[0][1])]
    assert any("ix_entry_kind (kind=?)" in line for line in plan)
    assert not any("TEMP B-TREE" in line for line in plan)


def test_rec_8_an_incident_is_found_by_its_index(office: OpenOffice, desk: Desk) -> None:
    first = desk.entry()
    desk.entry(unit="3-2-1202", incident_id=first.id)
    with watched(office) as statements:
        desk.call("reception.rows", ids=[first.id])
    (asked,) = [one for one in statements if "GROUP BY entry.incident_id" in one[0]]
    with office.core.database.reader.connect() as connection:
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked[0]}", asked[1])]
    assert any("ix_entry_incident" in line for line in plan)


def test_g3_a_longer_today_asks_no_more_of_the_disk(office: OpenOffice, desk: Desk) -> None:
    """Whatever a clock's words are made of comes with its row: no register asks for it row after row."""
    rows = 3
    for service in office.core.registers:
        if service.clock_questions is None:
            continue
        for _ in range(rows):
            one_more(desk, service.lifecycle)
        with (
            office.core.transaction(desk.as_(Role.DIRECTOR).actor, "test.look", writing=False) as tx,
            watched(office) as statements,
        ):
            assert len(list(clocks.listed(service, tx))) >= rows, service.name
        asked = [statement for statement, _ in statements if statement.startswith("SELECT")]
        assert len(asked) <= 2, (service.name, asked)


def test_g6_who_does_not_care_about_a_save_asks_nothing(office: OpenOffice, desk: Desk) -> None:
    """Every register hears of every save: an ordinary entry or slip touches no table of another register."""
    desk.entry(), desk.slip()  # what is looked up once is known by now
    others = {service.name: service.model.__tablename__ for service in office.core.registers}
    for own, verb, draft in (
        ("reception", "reception.record", desk.entry_draft()),
        ("slips", "slips.order", desk.slip_draft()),
    ):
        with watched(office, writing=True) as statements:
            desk.call(verb, draft=draft)
        tables = {name for statement, _ in statements for name in re.findall(r"(?:FROM|INTO|UPDATE) (\w+)", statement)}
        assert others[own] in tables
        assert tables & ({*others.values()} - {others[own]}) == set(), verb
        assert len(statements) <= 11, statements


def one_more(desk: Desk, cycle: Lifecycle) -> None:
    """One more entry of a register, as its first step makes it; a draft waits for nobody."""
    first = next(step for step in cycle.steps if step.source == NEW and step.target != "draft")
    draft = own_form(cycle.register, first.verb, desk, 0) or made_up(first.form, desk)
    desk.call(f"{cycle.register}.{first.verb}", draft=draft)


def test_duty_5_the_days_nobody_has_signed_are_asked_for_at_once(office: OpenOffice, desk: Desk) -> None:
    """One question for a year of days: by the index of the log's times, and put in the same words every day."""
    desk.call("duty_log.write", draft=LogDraft(kind=LogKind.EVENT, text="停电"))
    chief, asked = desk.as_(Role.SUPERVISOR), []
    for days in (2, 40):
        desk.clock.forward(days=days)
        with watched(office) as statements:
            assert chief.call("duty_log.unsigned")
        asked.append([statement for statement, _ in statements])
        found = plans(office, statements)
        assert "SEARCH duty_log USING COVERING INDEX ix_duty_log_at (at>? AND at<?)" in found
        assert "SCAN duty_log" not in found.replace("SCAN duty_log_", "")
    assert asked[0] == asked[1]


def test_duty_4_what_is_asked_while_the_desk_is_handed_over_walks_no_table(office: OpenOffice, desk: Desk) -> None:
    swap_ways.rostered(desk)
    id = handover_ways.begin(desk).id
    with watched(office) as statements:
        for verb in ("handovers.current", "handovers.takers", "handovers.supervisors", "handovers.counts"):
            desk.call(verb)
        desk.call("handovers.detail", id=id)
        desk.call("roster.on_duty")
        desk.call("lights_out.sheet", id=0)
        desk.call("must_read.ids", query=Query(chip="unread"))
    assert statements
    assert walked_whole(office, statements) == []
