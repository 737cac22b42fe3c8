"""The papers of duty from the command line, and F13's last word: what is printed proves the file (``DUTY-3``)."""

from __future__ import annotations

import io
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pypdf
import pytest

from deskapp.commands.printing import chosen_of, form_info, period_of, printed
from deskapp.domain.common import Query, Ref
from deskapp.domain.duty_log import Kind, LogDraft
from deskapp.domain.duty_papers import head_code
from deskapp.domain.people import Role
from deskapp.errors import NotFound
from deskapp.paper.forms import PaperOffice
from deskapp.paper.sheet import qr_path
from deskapp.services.office import open_office
from tests.factories import Desk
from tests.register_files import Answer
from tests.unit.commands.conftest import Desk as Program
from tests.unit.paper import reader
from tests.ways import handovers, roster

_TYPED = re.compile(r"^\d+ [A-Z2-7]{4}(-[A-Z2-7]{4}){3}$")
_GUARDS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'duty_log%'"


def pdf_of(desk: Desk, form: str, asked: str) -> bytes:
    papers = PaperOffice()
    info = form_info(papers, form)
    ref = period_of(info, asked) or chosen_of(desk.office, desk.actor, info, asked)
    assert ref is not None
    return printed(desk.office, papers, desk.actor, ref, info)


def test_duty_1_a_roster_is_printed_by_its_month_or_its_edition(desk: Desk) -> None:
    roster.people(desk)
    roster.publish(desk, roster.begin(desk))
    roster.publish(desk, roster.begin(desk))
    chief = desk.as_(Role.SUPERVISOR)
    assert "2026-12/2" in reader.text_of(pdf_of(chief, "duty_roster", "2026-12"))
    assert "2026-12/1" in reader.text_of(pdf_of(chief, "duty_roster", "2026-12/1"))
    for asked in ("2026-11", "2026-12/3", "12"):
        with pytest.raises(NotFound):
            pdf_of(chief, "duty_roster", asked)


def test_duty_1_a_month_without_an_edition_is_the_office_s_draft_and_nobody_else_s(desk: Desk) -> None:
    roster.people(desk)
    roster.begin(desk)
    assert "未发布" in reader.text_of(pdf_of(desk.as_(Role.SUPERVISOR), "duty_roster", "2026-12"))
    with pytest.raises(NotFound):
        pdf_of(desk.as_(Role.RECEPTIONIST), "duty_roster", "2026-12")


def test_duty_3_the_log_is_printed_by_day_and_by_month(desk: Desk) -> None:
    desk.call("duty_log.write", draft=LogDraft(kind=Kind.EVENT, text="水泵房巡视，正常"))
    for form in ("%Y-%m-%d", "%Y-%m", "%Y%m%d"):
        asked = f"{desk.clock.now.astimezone():{form}}"
        assert "水泵房巡视，正常" in reader.text_of(pdf_of(desk, "duty_log", asked))


@pytest.fixture
def sheet(desk: Desk) -> bytes:
    """The sheet of a handover that was taken; the log goes on after it."""
    taken = handovers.taken(desk)
    papers = PaperOffice()
    pdf = printed(
        desk.office, papers, desk.actor, Ref("handovers", taken.id, taken.number), form_info(papers, "handover")
    )
    desk.call("duty_log.write", draft=LogDraft(kind=Kind.EVENT, text="接班后巡视，正常"))
    desk.office.close()
    return pdf


def typed_from(pdf: bytes) -> str:
    """The line on the paper that is typed."""
    lines = [run.text for _page, runs in reader.read(pdf) for run in runs]
    return next(line for line in lines if _TYPED.match(line))


def cut(place: Path, seq: int) -> None:
    """The log's end torn out by another program, the guards put back as they were."""
    with closing(sqlite3.connect(place)) as file, file:
        guards = file.execute(_GUARDS).fetchall()
        for name, _ in guards:
            file.execute(f"DROP TRIGGER {name}")
        for table in ("duty_log_body", "duty_log"):
            file.execute(f"DELETE FROM {table} WHERE seq >= ?", (seq,))
        for _, statement in guards:
            file.execute(statement)


def test_f13_what_is_read_from_the_sheet_and_typed_proves_the_log(deskapp: Program, sheet: bytes, place: Path) -> None:
    line = typed_from(sheet)
    for said in (line, line.lower(), line.replace("-", " ")):
        answer: Answer = deskapp("check", "--head", said, database=place)
        assert (answer.code, answer.err) == (0, "")


def test_f13_what_is_scanned_from_the_sheet_proves_the_log_too(
    deskapp: Program, desk: Desk, sheet: bytes, place: Path
) -> None:
    reopened = open_office(place, clock=desk.clock)
    row = reopened.call(desk.actor, "handovers.ids", query=Query())[0]
    scanned = head_code(reopened.call(desk.actor, "handovers.detail", id=row).head)
    reopened.close()
    # The code on the paper has these very modules.
    content = pypdf.PdfReader(io.BytesIO(sheet)).pages[0].get_contents()
    assert content is not None
    assert qr_path(scanned)[1].encode() in content.get_data()
    assert scanned.startswith(typed_from(sheet))
    answer = deskapp("check", "--head", scanned, database=place)
    assert (answer.code, answer.err) == (0, "")
    other = scanned.replace(scanned.split()[1][:4], "AAAA")
    assert deskapp("check", "--head", other, database=place).code == 1


def test_f13_the_sheet_tells_when_the_log_s_end_was_cut_off(deskapp: Program, sheet: bytes, place: Path) -> None:
    seq = int(typed_from(sheet).split()[0])
    cut(place, seq)
    answer = deskapp("check", "--head", typed_from(sheet), database=place)
    assert answer.code == 1
    assert f"the paper names {seq}" in answer.out


def test_f13_the_last_page_of_a_printed_log_proves_it_as_well(deskapp: Program, desk: Desk, place: Path) -> None:
    for number in range(60):
        desk.call("duty_log.write", draft=LogDraft(kind=Kind.EVENT, text=f"第{number}件：" + "巡视正常。" * 20))
        desk.clock.forward(minutes=1)
    pdf = pdf_of(desk, "duty_log", f"{desk.clock.now.astimezone():%Y-%m-%d}")
    ends = [run.text for _page, runs in reader.read(pdf) for run in runs if "本页末校验码" in run.text]
    desk.office.close()
    assert len(ends) > 2
    for end in ends:
        line = end.partition("）")[2].strip()
        answer = deskapp("check", "--head", line, database=place)
        assert (answer.code, answer.err) == (0, ""), line


def test_duty_3_the_code_is_what_the_head_says(desk: Desk) -> None:
    desk.call("duty_log.write", draft=LogDraft(kind=Kind.EVENT, text="巡视"))
    head = desk.call("duty_log.head")
    assert head_code(head).startswith(f"{head.seq} {head.short} {head.count} ")
    assert head_code(head).endswith(f"{head.at.astimezone():%Y-%m-%d %H:%M}")
