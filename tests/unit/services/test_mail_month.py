"""The month's mail report: every figure counted a second time, in another way (``reports.md``)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from openpyxl import load_workbook

from deskapp.domain.directory import IdType
from deskapp.domain.letters import LetterDraft, LetterItem
from deskapp.domain.mail import Condition, Kind, Reason, State
from deskapp.domain.mail_report import MailFigures, MailReport, percent, shares
from deskapp.domain.people import Role
from deskapp.domain.pickups import Check
from deskapp.domain.pickups import Kind as Taker
from deskapp.domain.pickups import State as PickupState
from deskapp.domain.reception import ReasonDraft
from deskapp.domain.returns import State as ReturnState
from deskapp.errors import DeskError, NotAllowed, NotFound
from deskapp.models.directory import Unit
from deskapp.models.mail import MailItem
from deskapp.models.pickups import Pickup
from deskapp.models.returns import MailReturn
from tests.factories import Desk
from tests.ways.returns import made, sign, unknown

CARRIERS = ("post", "sf", "快狗同城", "")
Row = dict[str, Any]
OCTOBER, NOVEMBER, DECEMBER = (datetime(2026, month, 1).astimezone() for month in (10, 11, 12))


def put(desk: Desk, rows: list[Row]) -> None:
    """Write items as they stand in the register after months of work."""
    with desk.office.core.transaction(desk.actor, "mail.receive", writing=True) as tx:
        unit = tx.session.query(Unit).first()
        assert unit is not None
        pickup = Pickup(
            number="LJ-202609-0001", client_id=None, state=PickupState.DONE, kind=Taker.RESIDENT, unit_id=unit.id,
            unit_code=unit.code, taker="陈静", check=Check.KNOWN, id_type=IdType.NONE, signed=True, total=1,
            picked_at=OCTOBER, recorded_at=OCTOBER, recorder_id=1,
        )  # fmt: skip
        back = MailReturn(
            number="TJ-202609-0001", client_id=None, state=ReturnState.SIGNED, carrier="sf", made_at=OCTOBER,
            recorder_id=1, total=1, signer="赵", signed=True, signed_at=OCTOBER,
        )  # fmt: skip
        tx.session.add_all([pickup, back])
        tx.session.flush()
        for at, row in enumerate(rows):
            state = row["state"]
            known: Row = {"unit_id": unit.id, "unit_code": unit.code}
            known |= {"pickup_id": pickup.id} if state is State.COLLECTED else {}
            known |= {"return_id": back.id} if state is State.RETURNED else {}
            if state in {State.RETURN, State.RETURNED}:
                known["return_reason"] = Reason.OVERDUE
            if state in {State.WAITING, State.HELD, State.UNKNOWN, State.RETURN}:
                known |= {"due_at": row["received_at"] + timedelta(days=3), "due_start": row["received_at"]}
            said = {"damage": "角部压坏"} if row["condition"] is not Condition.GOOD else {}
            gone = {State.VOIDED: {"void_reason": "重复"}, State.MISSING: {"missing_reason": "找不到"}}.get(state, {})
            tx.session.add(
                MailItem(
                    number=f"YJ-202609-{at:04d}", client_id=None, recipient="陈静", recorded_at=row["received_at"],
                    recorder_id=1, **row, **known, **said, **gone,
                )
            )  # fmt: skip


def months_of(count: int) -> list[Row]:
    """Items that came from October to November and what became of each."""
    rng = Random("mail month")
    rows: list[Row] = []
    for _ in range(count):
        came = OCTOBER + timedelta(minutes=rng.randrange(int((DECEMBER - OCTOBER).total_seconds() / 60) - 60 * 24 * 12))
        state = rng.choices(list(State), weights=[6, 2, 0, 3, 2, 60, 12, 2, 3])[0]
        row: Row = {
            "state": state, "kind": rng.choice(list(Kind)), "carrier": rng.choice(CARRIERS), "received_at": came,
            "condition": rng.choices(list(Condition), weights=[20, 1, 1, 1])[0], "missed": 0,
        }  # fmt: skip
        if state is State.UNKNOWN or (state in {State.RETURN, State.RETURNED} and rng.random() < 0.5):
            row["unknown_at"] = came + timedelta(hours=rng.randrange(20))
        if state in {State.COLLECTED, State.RETURNED}:
            row["done_at"] = came + timedelta(minutes=rng.randrange(1, 60 * 24 * 10))
            row["missed"] = int(rng.random() < 0.3)
        if state is State.HELD:
            row["held_until"] = (came + timedelta(days=rng.randrange(1, 40))).date()
        if state is State.MISSING:
            row["missing_at"] = came + timedelta(days=rng.randrange(1, 9))
        rows.append(row)
    return rows


def within(moment: datetime | None, since: datetime, until: datetime) -> bool:
    return moment is not None and since <= moment < until


def counted(rows: list[Row], since: datetime, until: datetime, at: datetime, *, fits: Callable[[Row], bool]) -> Row:
    """The plain way: one figure after another, over all rows."""
    rows = [row for row in rows if fits(row) and row["state"] is not State.VOIDED]
    fetched = [row for row in rows if row["state"] is State.COLLECTED and within(row["done_at"], since, until)]
    back = [row for row in rows if row["state"] is State.RETURNED and within(row["done_at"], since, until)]
    took = sorted(row["done_at"] - row["received_at"] for row in fetched)
    half = len(took) // 2
    overdue = [
        row for row in rows
        if row["received_at"] + timedelta(days=3) <= at
        and (row.get("done_at") is None or row["done_at"] >= at)
        and (row.get("missing_at") is None or row["missing_at"] >= at)
        and (row.get("held_until") is None or row["held_until"] < at.date())
    ]  # fmt: skip
    return {
        "came": sum(within(row["received_at"], since, until) for row in rows),
        "collected": len(fetched),
        "returned": len(back),
        "unknown": sum(within(row.get("unknown_at"), since, until) for row in rows),
        "damaged": sum(
            within(row["received_at"], since, until) and row["condition"] is not Condition.GOOD for row in rows
        ),
        "missing": sum(within(row.get("missing_at"), since, until) for row in rows),
        "overdue": len(overdue),
        "in_time": sum(not row["missed"] for row in fetched),
        "unknown_returned": sum("unknown_at" in row for row in back),
        "unknown_in_time": sum("unknown_at" in row and not row["missed"] for row in back),
        "median": (took[half] if len(took) % 2 else (took[half - 1] + took[half]) / 2) if took else None,
        "ninth": next((span for n, span in enumerate(took, 1) if n * 10 >= len(took) * 9), None),
    }


def told(figures: MailFigures) -> Row:
    names = ("came", "collected", "returned", "unknown", "damaged", "missing", "overdue", "in_time",
             "unknown_returned", "unknown_in_time", "median", "ninth")  # fmt: skip
    return {name: getattr(figures, name) for name in names}


@pytest.mark.parametrize("month", [202610, 202611])
def test_reports_mail_every_figure_is_what_was_written(desk: Desk, month: int) -> None:
    rows = months_of(700)
    put(desk, rows)
    desk.clock.now = DECEMBER - timedelta(days=3)
    found = desk.call("mail_month.table", id=month)
    assert isinstance(found, MailReport)
    since, until = (OCTOBER, NOVEMBER) if month == 202610 else (NOVEMBER, DECEMBER)
    at = min(until, desk.clock.now)
    assert (found.number, found.at) == (f"{since:%Y-%m}", at)
    assert told(found.total) == counted(rows, since, until, at, fits=lambda row: True)
    assert found.total.overdue
    assert found.total.missing
    for kind, figures in zip(Kind, found.kinds, strict=True):
        assert told(figures) == counted(rows, since, until, at, fits=lambda row, kind=kind: row["kind"] is kind)
    assert {figures.carrier for figures in found.carriers} == set(CARRIERS)
    for figures in found.carriers:
        of = figures.carrier
        assert told(figures) == counted(rows, since, until, at, fits=lambda row, of=of: row["carrier"] == of)
    assert found.carriers[-1].carrier == ""
    came = [figures.came for figures in found.carriers[:-1]]
    assert came == sorted(came, reverse=True)
    stands = [row for row in rows if row["state"] is not State.VOIDED]
    third = since + timedelta(days=2)
    assert found.days[2] == (
        sum(within(row["received_at"], third, third + timedelta(days=1)) for row in stands),
        sum(
            row["state"] is State.COLLECTED and within(row["done_at"], third, third + timedelta(days=1))
            for row in stands
        ),
    )
    assert len(found.days) == (31 if month == 202610 else 30)


def test_reports_mail_what_the_counter_did_today_is_in_it(desk: Desk) -> None:
    late = unknown(desk)
    unknown(desk, carrier="sf")
    desk.clock.forward(hours=50)
    sign(desk, made(desk, late.number).id)
    total = desk.call("mail_month.table", id=202611).total
    assert (total.came, total.returned, total.unknown, total.overdue) == (2, 1, 2, 0)
    assert shares(total) == {"fetched_in_time": "–", "sent_back": "100.0%", "unknown_back_in_time": "0.0%"}
    desk.clock.forward(days=1)
    assert desk.call("mail_month.table", id=202611).total.overdue == 1


def test_mail_1_what_came_in_bulk_is_in_the_months_report(desk: Desk) -> None:
    rows = (LetterItem(building="3", letters=9, newspapers=3), LetterItem(building="5", letters=3))
    kept, gone = (desk.call("letters.receive", draft=LetterDraft(lines=rows)) for _ in range(2))
    desk.as_(Role.SUPERVISOR).step("letters", "void", gone.id, ReasonDraft(reason="重复登记"))
    assert kept.number != gone.number
    found = desk.call("mail_month.table", id=202611)
    assert (found.deliveries, found.letters, found.newspapers) == (1, 12, 3)
    assert found.empty  # of accountable mail
    before = desk.call("mail_month.table", id=202610)
    assert (before.deliveries, before.letters, before.newspapers) == (0, 0, 0)


def test_reports_mail_percentages_of_nothing_are_a_dash() -> None:
    assert (percent(0, 0), percent(0, 4), percent(1, 3)) == ("–", "0.0%", "33.3%")
    assert set(shares(MailFigures()).values()) == {"–"}


def test_reports_mail_an_empty_month_and_one_to_come_say_so(desk: Desk) -> None:
    empty = desk.call("mail_month.table", id=202609)
    assert (empty.empty, empty.at is not None, empty.carriers) == (True, True, ())
    assert desk.call("mail_month.table", id=202701).at is None
    for wrong in (0, 202613, 20261121):
        with pytest.raises(NotFound):
            desk.call("mail_month.table", id=wrong)


@pytest.mark.parametrize("name", ["邮件.csv", "邮件.xlsx"])
def test_reports_mail_the_same_figures_in_a_file_for_the_office(desk: Desk, tmp_path: Path, name: str) -> None:
    put(desk, months_of(200))
    desk.clock.now = DECEMBER
    with pytest.raises(NotAllowed):
        desk.call("mail_month.write_table", id=202611, path=str(tmp_path / name))
    office = desk.as_(Role.SUPERVISOR)
    found = office.call("mail_month.table", id=202611)
    path = office.call("mail_month.write_table", id=202611, path=str(tmp_path / name))
    if name.endswith(".csv"):
        text = Path(path).read_text(encoding="utf-8-sig")
        figures = (found.total.came, found.total.collected, found.total.returned)
        assert "合计 In all," + ",".join(map(str, figures)) in text
        assert "2026-11-30," in text
    else:
        rows = {row[0]: row[1:] for row in load_workbook(path).active.iter_rows(values_only=True)}
        assert rows["合计 In all"][0] == found.total.came
        assert rows["顺丰速运 SF Express"][1] == next(row.collected for row in found.carriers if row.carrier == "sf")
        assert found.total.median is not None
        assert rows["合计 In all"][7] == round(found.total.median.total_seconds() / 3600, 1)
    with pytest.raises(DeskError):
        office.call("mail_month.write_table", id=202611, path=str(tmp_path / "nowhere" / name))
