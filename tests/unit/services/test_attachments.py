"""A photo or scan can be attached to any entry and is stored with its hash (``ALL-8``)."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import struct
import zlib
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskapp.domain.attachments import MOST_BYTES, AttachDraft, AttachmentRow, FileLook, Kind, Media
from deskapp.domain.common import Change, Ref
from deskapp.domain.fields import unprintable
from deskapp.domain.people import Role
from deskapp.domain.reception import ReasonDraft
from deskapp.errors import Conflict, DeskError, Invalid, NotAllowed, NotFound
from deskapp.services import attachment_files
from deskapp.services.office import OpenOffice, open_office
from tests.factories import Desk, TestClock
from tests.pictures import file, paper, picture
from tests.unit.services.test_plans import watched


def attach(desk: Desk, entry: Ref, path: str, kind: Kind = Kind.PHOTO, **said: str) -> Change:
    change = desk.call(
        "attachments.attach", register=entry.register, id=entry.id, draft=AttachDraft(kind=kind, **said), path=path
    )
    assert isinstance(change, Change)
    return change


def of(desk: Desk, entry: Ref) -> tuple[AttachmentRow, ...]:
    rows = desk.call("attachments.of", register=entry.register, id=entry.id)
    assert isinstance(rows, tuple)
    return rows


@pytest.fixture
def entry(desk: Desk) -> Ref:
    made = desk.entry()
    return Ref("reception", made.id, made.number)


def refused(desk: Desk, entry: Ref, path: str) -> str:
    """The code with which a file is refused; nothing is kept."""
    with pytest.raises(Invalid) as error:
        attach(desk, entry, path)
    assert of(desk, entry) == ()
    assert [problem.field for problem in error.value.problems] == ["file"]
    return error.value.problems[0].code


# What is kept


@pytest.mark.parametrize(
    ("kind", "media"), [("JPEG", Media.JPEG), ("PNG", Media.PNG), ("WEBP", Media.WEBP), ("PDF", Media.PDF)]
)
def test_all_8_a_file_is_kept_byte_for_byte_with_its_hash(
    desk: Desk, entry: Ref, tmp_path: Path, kind: str, media: Media
) -> None:
    content = paper() if kind == "PDF" else picture(kind)
    attach(desk, entry, file(tmp_path, "纸箱 破损.bin", content), Kind.PHOTO, note="左下角凹陷")
    (row,) = of(desk, entry)
    assert (row.media, row.size, row.sha256) == (media, len(content), hashlib.sha256(content).hexdigest())
    assert (row.kind, row.name, row.note, row.number) == (Kind.PHOTO, "纸箱 破损.bin", "左下角凹陷", entry.number)
    assert (row.at, row.by) == (desk.clock.now, desk.actor.name)
    body = desk.call("attachments.body", id=row.id)
    assert (body.row, body.content) == (row, content)


def test_all_8_attachments_go_to_any_entry_of_any_register(desk: Desk, tmp_path: Path) -> None:
    slip = desk.slip_in("issued")
    path = file(tmp_path)
    change = attach(desk, Ref("slips", slip.id, slip.number), path)
    assert change.also == (Ref("slips", slip.id, slip.number),)
    assert desk.call("attachments.of", register="slips", id=slip.id)[0].number == slip.number
    assert desk.as_(Role.SUPERVISOR).call("journal.check").sound
    with pytest.raises(NotFound):
        desk.call("attachments.of", register="slips", id=99)
    for other in ("attachments", "staff", "nobody"):
        with pytest.raises(NotFound):
            desk.call("attachments.of", register=other, id=1)


def test_all_8_the_same_picture_is_kept_once_for_two_entries(
    desk: Desk, entry: Ref, place: Path, tmp_path: Path
) -> None:
    other = desk.entry()
    path = file(tmp_path)
    attach(desk, entry, path)
    attach(desk, Ref("reception", other.id, other.number), path)
    with closing(sqlite3.connect(place)) as opened:
        assert opened.execute("SELECT count(*) FROM attachment_body").fetchone() == (1,)
        assert opened.execute("SELECT count(*) FROM attachment").fetchone() == (2,)


def test_all_8_the_same_picture_twice_to_one_entry_is_refused(desk: Desk, entry: Ref, tmp_path: Path) -> None:
    attach(desk, entry, file(tmp_path))
    with pytest.raises(Invalid) as error:
        attach(desk, entry, file(tmp_path, "again.jpg"))
    assert error.value.problems[0].code == "attached_already"
    assert error.value.problems[0].params == {"number": entry.number, "name": "damage.jpg"}
    desk.call("attachments.void", id=1, version=1, draft=ReasonDraft(reason="附错"))
    attach(desk, entry, file(tmp_path, "again.jpg"))
    assert [row.voided for row in of(desk, entry)] == [True, False]


# Its history


def test_all_3_the_entrys_own_history_tells_what_was_attached_and_voided(
    desk: Desk, entry: Ref, tmp_path: Path
) -> None:
    attach(desk, entry, file(tmp_path), note="外箱破损")
    desk.clock.forward(minutes=3)
    desk.call("attachments.void", id=1, version=1, draft=ReasonDraft(reason="拍糊了"))
    history = desk.read_entry(entry.id).history
    assert [line.verb for line in history] == ["reception.record", "attachments.attach", "attachments.void"]
    assert [line.who for line in history] == [desk.actor.name] * 3
    said = {change.field: change.new for change in history[1].changes}
    assert said["attachment"] == "damage.jpg"
    assert said["note"] == "外箱破损"
    assert said["sha256"] == of(desk, entry)[0].sha256
    assert {change.field: change.new for change in history[2].changes} == {
        "attachment": "damage.jpg",
        "reason": "拍糊了",
    }
    assert desk.read_entry(entry.id).version == 1


def test_all_1_nothing_is_deleted_a_void_needs_its_reason_and_its_version(
    desk: Desk, entry: Ref, tmp_path: Path
) -> None:
    attach(desk, entry, file(tmp_path))
    with pytest.raises(Invalid):
        desk.call("attachments.void", id=1, version=1, draft=ReasonDraft(reason=" "))
    with pytest.raises(Conflict):
        desk.call("attachments.void", id=1, version=2, draft=ReasonDraft(reason="附错"))
    desk.call("attachments.void", id=1, version=1, draft=ReasonDraft(reason="附错"))
    with pytest.raises(DeskError, match="attachment_voided"):
        desk.call("attachments.void", id=1, version=2, draft=ReasonDraft(reason="再来"))
    (row,) = of(desk, entry)
    assert (row.void_reason, row.voided_at, row.voided) == ("附错", desk.clock.now, True)
    assert desk.call("attachments.body", id=1).content == picture()


# The newest of a kind


def test_all_8_the_newest_signature_of_some_entries(desk: Desk, entry: Ref, tmp_path: Path) -> None:
    other = desk.entry()
    for number, (colour, kind) in enumerate((("red", Kind.SIGNATURE), ("blue", Kind.SIGNATURE), ("green", Kind.PHOTO))):
        attach(desk, entry, file(tmp_path, f"{number}.png", picture("PNG", colour=colour)), kind)
    newest = desk.call("attachments.newest", register="reception", ids=[entry.id, other.id], kind=Kind.SIGNATURE)
    assert [row.name for row in newest] == ["1.png"]
    desk.call("attachments.void", id=2, version=1, draft=ReasonDraft(reason="不是本人"))
    newest = desk.call("attachments.newest", register="reception", ids=[entry.id, other.id], kind=Kind.SIGNATURE)
    assert [row.name for row in newest] == ["0.png"]


# Files that are refused


def test_all_4_files_that_are_none_are_refused_in_words(desk: Desk, entry: Ref, tmp_path: Path) -> None:
    assert refused(desk, entry, file(tmp_path, "empty.jpg", b"")) == "file_empty"
    assert refused(desk, entry, file(tmp_path, "virus.jpg", b"MZ\x90\x00" * 40)) == "file_type"
    assert refused(desk, entry, file(tmp_path, "page.pdf", b"<html>%PDF no</html>")) == "file_type"
    assert refused(desk, entry, str(tmp_path / "gone.jpg")) == "file_unreadable"
    assert refused(desk, entry, str(tmp_path)) == "file_unreadable"
    assert refused(desk, entry, "") == "file_unreadable"
    assert refused(desk, entry, "a\0b.jpg") == "file_unreadable"
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.jpg")
        assert refused(desk, entry, str(tmp_path / "pipe.jpg")) == "file_unreadable"
    assert refused(desk, entry, file(tmp_path, "large.jpg", picture() + bytes(MOST_BYTES))) == "file_too_large"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_all_4_a_picture_that_stops_halfway_is_refused(desk: Desk, entry: Ref, tmp_path: Path, kind: str) -> None:
    whole = picture(kind)
    assert refused(desk, entry, file(tmp_path, "half.bin", whole[: len(whole) // 2])) == "file_broken"
    assert refused(desk, entry, file(tmp_path, "head.bin", whole[:24])) == "file_broken"


def test_all_4_a_paper_that_stops_halfway_is_refused(desk: Desk, entry: Ref, tmp_path: Path) -> None:
    assert refused(desk, entry, file(tmp_path, "half.pdf", paper()[:-400] + bytes(4096))) == "file_broken"


def bomb(wide: int, high: int) -> bytes:
    """A picture of few bytes that says it is as large as a house."""

    def part(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(b"\0" * 99)) + part(b"IEND", b"")


@pytest.mark.parametrize("side", [8_000, 10_000, 60_000])
def test_all_4_a_picture_of_too_many_dots_is_refused_unread(desk: Desk, entry: Ref, tmp_path: Path, side: int) -> None:
    assert refused(desk, entry, file(tmp_path, "bomb.png", bomb(side, side))) == "file_too_many_dots"


WHOLE = (*map(picture, ("JPEG", "PNG", "WEBP")), paper())


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    whole=st.sampled_from(WHOLE), at=st.integers(0, 4000), cut=st.integers(0, 60), put=st.binary(max_size=12),
    name=st.text(max_size=40),
)  # fmt: skip
def test_f11_a_spoilt_file_is_kept_as_it_is_or_refused_in_words(
    tmp_path: Path, whole: bytes, at: int, cut: int, put: bytes, name: str
) -> None:
    at %= len(whole)
    spoilt = whole[:at] + put + whole[at + cut :]
    try:
        picked = attachment_files.pick(file(tmp_path, "spoilt.bin", spoilt))
    except Invalid as error:
        assert {problem.field for problem in error.problems} == {"file"}
    else:
        assert picked.content == spoilt
    cleaned = attachment_files.clean_name(name)
    assert 1 <= len(cleaned) <= 120
    assert not unprintable(cleaned, lines=False)


def test_all_4_every_problem_is_said_at_once(desk: Desk, entry: Ref, tmp_path: Path) -> None:
    with pytest.raises(Invalid) as error:
        attach(desk, entry, file(tmp_path, "empty.jpg", b""), note="x" * 301)
    assert {problem.field for problem in error.value.problems} == {"note", "file"}
    with pytest.raises(Invalid) as error:
        attach(desk, entry, file(tmp_path), name="a\u202eb")
    assert {problem.field for problem in error.value.problems} == {"name"}


def test_all_8_a_hostile_name_is_kept_readable(desk: Desk, entry: Ref, tmp_path: Path) -> None:
    name = "照片\u202egpj\n.exe" + "长" * 60 + ".jpg"
    attach(desk, entry, file(tmp_path, name))
    (row,) = of(desk, entry)
    assert row.name == ("照片_gpj_.exe" + "长" * 60 + ".jpg")
    long = desk.call("attachments.look", path=file(tmp_path, "b" * 240 + ".jpg", picture(colour="red")))
    assert len(long.name) <= 120
    assert long.name.endswith("b.jpg")


def test_all_8_a_file_is_looked_at_before_there_is_an_entry(desk: Desk, tmp_path: Path) -> None:
    look = desk.call("attachments.look", path=file(tmp_path, "收条.pdf", paper()))
    assert isinstance(look, FileLook)
    assert (look.media, look.kind) == (Media.PDF, Kind.PAPER)
    with pytest.raises(Invalid):
        desk.call("attachments.look", path=file(tmp_path, "no.txt", b"text"))


# Who


def test_roles_whoever_may_not_read_an_entry_sees_and_attaches_nothing(desk: Desk, tmp_path: Path) -> None:
    entry = desk.entry()
    path = file(tmp_path)
    ref = Ref("reception", entry.id, entry.number)
    attach(desk, ref, path)
    for role in (Role.ADMIN,):
        for ask in (
            lambda d: of(d, ref),
            lambda d: attach(d, ref, path),
            lambda d: d.call("attachments.body", id=1),
            lambda d: d.call("attachments.newest", register="reception", ids=[entry.id], kind=Kind.PHOTO),
            lambda d: d.call("attachments.void", id=1, version=1, draft=ReasonDraft(reason="x")),
        ):
            with pytest.raises(NotAllowed):
                ask(desk.as_(role))


def test_roles_a_steward_attaches_in_the_own_area_only(desk: Desk, tmp_path: Path) -> None:
    steward = desk.as_(Role.STEWARD)
    own, others = desk.entry(unit="3-2-1102"), desk.entry(unit="5-1-0603")
    path = file(tmp_path)
    attach(steward, Ref("reception", own.id, own.number), path)
    with pytest.raises(NotAllowed):
        attach(steward, Ref("reception", others.id, others.number), path)
    attach(desk, Ref("reception", others.id, others.number), path)
    for ask in (
        lambda: of(steward, Ref("reception", others.id)),
        lambda: steward.call("attachments.body", id=2),
    ):
        with pytest.raises(NotAllowed):
            ask()
    newest = steward.call("attachments.newest", register="reception", ids=[own.id, others.id], kind=Kind.PHOTO)
    assert [row.entry_id for row in newest] == [own.id]


# The proof


def found(place: Path, clock: TestClock) -> list[tuple[str, object]]:
    office = open_office(place, clock=clock)
    report = Desk(office, clock, Role.SUPERVISOR).call("journal.check")
    office.close()
    return [(finding.code, finding.params.get("number")) for finding in report.findings]


def tampered(place: Path, *statements: str) -> None:
    with closing(sqlite3.connect(place)) as opened:
        opened.execute("PRAGMA foreign_keys=OFF")
        for trigger in ("no_update", "no_delete", "no_replace"):
            opened.execute(f"DROP TRIGGER attachment_body_{trigger}")
        for statement in statements:
            opened.execute(statement)
        opened.commit()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE attachment_body SET content = x'00'",
        "DELETE FROM attachment_body",
        "INSERT OR REPLACE INTO attachment_body SELECT sha256, x'00' FROM attachment_body",
    ],
)
def test_all_8_the_schema_itself_refuses_to_change_a_file(
    desk: Desk, entry: Ref, place: Path, tmp_path: Path, statement: str
) -> None:
    attach(desk, entry, file(tmp_path))
    with closing(sqlite3.connect(place)) as opened, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        opened.execute(statement)


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE attachment_body SET content = content || x'00'", "attachment"),
        ("UPDATE attachment_body SET content = 'words'", "attachment"),
        ("DELETE FROM attachment_body", "attachment_gone"),
        ("UPDATE attachment SET entry_id = 2, entry_number = 'JD-202611-0002'", "row"),
        ("DELETE FROM attachment", "missing"),
    ],
)
def test_all_8_the_check_finds_a_changed_or_missing_file(
    desk: Desk, entry: Ref, place: Path, clock: TestClock, tmp_path: Path, statement: str, code: str
) -> None:
    desk.entry()
    attach(desk, entry, file(tmp_path))
    desk.office.close()
    kept = shutil.copy(place, tmp_path / "kept.db")
    assert found(Path(kept), clock) == []
    tampered(place, statement)
    assert code in {code for code, _ in found(place, clock)}
    if code.startswith("attachment"):
        assert (code, entry.number) in found(place, clock)


def test_g3_an_entrys_attachments_and_their_history_are_found_by_an_index(
    desk: Desk, office: OpenOffice, entry: Ref, tmp_path: Path
) -> None:
    attach(desk, entry, file(tmp_path))
    with watched(office) as seen:
        desk.read_entry(entry.id)
        of(desk, entry)
        desk.call("attachments.newest", register="reception", ids=[entry.id], kind=Kind.PHOTO)
    asked = [(statement, values) for statement, values in seen if "attachment" in statement or "journal" in statement]
    assert len(asked) >= 4
    with office.core.database.reader.connect() as connection:
        for statement, values in asked:
            plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
            assert not [step for step in plan if step.startswith("SCAN")], statement
