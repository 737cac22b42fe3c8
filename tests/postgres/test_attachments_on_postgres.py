"""Attachments on PostgreSQL: kept byte for byte, never changed, proved (``ALL-8``)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from deskapp.domain.attachments import AttachDraft, Kind
from deskapp.domain.people import Role
from deskapp.domain.reception import ReasonDraft
from deskapp.errors import Invalid
from deskapp.services.office import OpenOffice, open_office
from tests.factories import Desk, TestClock, furnish
from tests.pictures import file, picture


@pytest.fixture
def url(server: str) -> str:
    """A database of the test's own."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE attachments"))
    engine.dispose()
    return server.rpartition("/")[0] + "/attachments"


@pytest.fixture
def office(url: str) -> Iterator[OpenOffice]:
    """A furnished register in it."""
    opened = open_office(url, create=True, clock=TestClock())
    furnish(opened)
    yield opened
    opened.close()


def test_all_8_a_file_is_kept_never_changed_and_proved(office: OpenOffice, url: str, tmp_path: Path) -> None:
    desk = Desk(office, TestClock())
    entry = desk.entry()
    for path in (file(tmp_path), file(tmp_path, "名.png", picture("PNG"))):
        desk.call("attachments.attach", register="reception", id=entry.id, draft=AttachDraft(), path=path)
    with pytest.raises(Invalid):
        desk.call("attachments.attach", register="reception", id=entry.id, draft=AttachDraft(), path=file(tmp_path))
    assert desk.call("attachments.body", id=1).content == picture()
    desk.call("attachments.void", id=1, version=1, draft=ReasonDraft(reason="附错"))
    newest = desk.call("attachments.newest", register="reception", ids=[entry.id], kind=Kind.PHOTO)
    assert [row.name for row in newest] == ["名.png"]
    assert [line.verb for line in desk.read_entry(entry.id).history][-1] == "attachments.void"
    assert desk.as_(Role.SUPERVISOR).call("journal.check").findings == ()
    engine = create_engine(url)
    with engine.begin() as connection, pytest.raises(DBAPIError, match="append-only"):
        connection.execute(text("UPDATE attachment_body SET content = 'x'"))
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE attachment_body DISABLE TRIGGER attachment_body_append_only"))
        connection.execute(text("UPDATE attachment_body SET content = content || 'x'"))
    engine.dispose()
    codes = [finding.code for finding in desk.as_(Role.SUPERVISOR).call("journal.check").findings]
    assert codes == ["attachment", "attachment"]
