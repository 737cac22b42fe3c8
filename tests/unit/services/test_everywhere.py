"""What every register owes the others: found by the one search box, told on its unit's page (``ALL-5``)."""

from __future__ import annotations

from pathlib import Path

import pytest

from deskapp.domain.attachments import AttachDraft
from deskapp.domain.calls import CallListDraft
from deskapp.domain.common import Query
from deskapp.domain.notices import NoticeDraft
from tests.factories import Desk
from tests.made_up import made_up
from tests.pictures import file
from tests.ways import events, loans, mail, transfers
from tests.ways.complaints import lead
from tests.ways.specials import order

UNIT = "3-2-1102"
ABOUT_A_UNIT = (
    "reception",
    "slips",
    "complaints",
    "followups",
    "specials",
    "events",
    "calls",
    "notices",
    "loans",
    "transfers",
    "mail",
    "pickups",
)


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """One entry of every register at least, all about one unit."""
    desk.slip_in("issued")
    lead(desk, "closed")
    order(desk)
    desk.call("events.record", draft=events.draft(desk))
    desk.call("calls.make", draft=CallListDraft(title="业主大会通知", ordered_by="主任", say="周六开会"))
    desk.call("notices.announce", draft=made_up(NoticeDraft, desk))
    loans.lend(desk, loans.staff_draft(desk))
    transfers.record(desk, transfers.taken(desk))
    mail.hand_out(desk, mail.receive(desk))
    return desk


@pytest.mark.parametrize("register", ABOUT_A_UNIT)
def test_all_5_an_entry_is_found_by_its_number(busy: Desk, register: str) -> None:
    id = busy.call(f"{register}.ids", query=Query(chip="all"))[0]
    number = busy.call(f"{register}.rows", ids=[id])[0].number
    assert busy.call("search.find", text=number)[0].ref.number == number
    assert busy.call("search.by_code", code=number.lower().replace("-", " ")).id == id


@pytest.mark.parametrize("register", ["reception", "slips", "complaints", "followups", "specials"])
@pytest.mark.parametrize("typed", ["chennvshi", "cns", "陈女", "1234", UNIT])
def test_all_5_an_entry_is_found_by_name_pinyin_phone_and_unit(busy: Desk, register: str, typed: str) -> None:
    assert register in {hit.ref.register for hit in busy.call("search.find", text=typed, limit=50)}


@pytest.mark.parametrize("register", ABOUT_A_UNIT)
def test_a_units_page_tells_of_every_register(busy: Desk, register: str) -> None:
    unit_id = busy.entry(unit=UNIT).unit_id
    assert register in {event.ref.register for event in busy.call("directory.unit_history", unit_id=unit_id)}


@pytest.mark.parametrize("register", ABOUT_A_UNIT)
def test_all_8_a_photo_is_attached_to_an_entry_of_every_register(busy: Desk, register: str, tmp_path: Path) -> None:
    id = busy.call(f"{register}.ids", query=Query(chip="all"))[0]
    photo = AttachDraft(note="左下角凹陷")
    busy.call("attachments.attach", register=register, id=id, draft=photo, path=file(tmp_path))
    assert [row.note for row in busy.call("attachments.of", register=register, id=id)] == ["左下角凹陷"]
    assert busy.call(f"{register}.detail", id=id).history[-1].verb == "attachments.attach"
