"""Who may come in, and as whom."""

from __future__ import annotations

from pathlib import Path

import pytest

from deskapp.domain.directory import SetUpDraft, StaffDraft
from deskapp.domain.people import Role
from deskapp.errors import DeskError, Invalid, NotAllowed, SignInFailed
from deskapp.services.office import OpenOffice, open_office
from tests.factories import PIN, Desk

FIRST = SetUpDraft(
    estate="翠湖", estate_phone="0871 123", staff_code="1", staff_name="王丽", pin="1234", pin_again="1234"
)


def test_the_first_start_sets_up_once(tmp_path: Path) -> None:
    office = open_office(tmp_path / "new.db", create=True)
    assert not office.call(None, "staff.is_set_up")
    office.call(None, "staff.set_up", draft=FIRST)
    assert office.call(None, "staff.sign_in", code="1", pin="1234").role is Role.DIRECTOR
    assert office.call(None, "directory.estate").name == "翠湖"
    with pytest.raises(DeskError) as caught:
        office.call(None, "staff.set_up", draft=FIRST)
    assert caught.value.code == "set_up_already"
    office.close()


def test_all_4_a_bad_set_up_is_refused_whole(tmp_path: Path) -> None:
    office = open_office(tmp_path / "new.db", create=True)
    bad = SetUpDraft(estate="", estate_phone="x", staff_code="1", staff_name="王丽", pin="123", pin_again="1234")
    with pytest.raises(Invalid) as caught:
        office.call(None, "staff.set_up", draft=bad)
    assert {(p.field, p.code) for p in caught.value.problems} >= {
        ("estate", "required"), ("estate_phone", "phone"), ("pin", "secret_length"), ("pin_again", "pin_differs"),
    }  # fmt: skip
    assert not office.call(None, "staff.is_set_up")
    office.close()


def test_sign_in_says_the_same_for_every_mistake(office: OpenOffice) -> None:
    assert office.call(None, "staff.sign_in", code="0001", pin=PIN).name == "周敏"
    for code, pin in (("0001", "9999"), ("nobody", PIN), ("", "")):
        with pytest.raises(SignInFailed) as caught:
            office.call(None, "staff.sign_in", code=code, pin=pin)
        assert caught.value.code == "sign_in_failed"


def test_after_five_wrong_tries_the_sixth_waits(office: OpenOffice) -> None:
    for tries in range(5):
        with pytest.raises(SignInFailed):
            office.call(None, "staff.sign_in", code="0010" + " " * tries, pin="0000")
    with pytest.raises(SignInFailed) as caught:
        office.call(None, "staff.sign_in", code="0010", pin=PIN)
    assert caught.value.code == "sign_in_wait"
    assert office.call(None, "staff.sign_in", code="0001", pin=PIN)


def test_a_pin_is_argon2id_and_never_in_the_journal(desk: Desk, place: Path) -> None:
    admin = desk.as_(Role.ADMIN)
    change = admin.call("staff.save", draft=StaffDraft(code="77", name="新人", pin="908172"))
    history = desk.call("journal.history", register="staff", id=change.id)
    assert "908172" not in str(history)
    assert "argon2id" not in str(history)
    desk.office.close()
    assert b"908172" not in place.read_bytes()
    assert b"$argon2id$v=19$m=65536,t=3,p=4$" in place.read_bytes()


def test_staff_are_closed_not_deleted_and_one_keeper_stays(desk: Desk) -> None:
    director = desk.as_(Role.DIRECTOR)
    for code in ("0001", "0015"):
        row = next(row for row in director.call("staff.list") if row.code == code)
        director.call(
            "staff.save", draft=StaffDraft(id=row.id, code=row.code, name=row.name, role=row.role, active=False)
        )
    last = next(row for row in director.call("staff.list") if row.role is Role.DIRECTOR and row.active)
    with pytest.raises(Invalid) as caught:
        director.call("staff.save", draft=StaffDraft(id=last.id, code=last.code, name=last.name, role=Role.CASHIER))
    assert caught.value.problems[0].code == "last_keeper"
    assert "0001" not in {person.code for person in desk.office.call(None, "staff.people")}


def test_a_code_is_taken_once_and_a_new_person_needs_a_pin(desk: Desk) -> None:
    with pytest.raises(Invalid) as caught:
        desk.as_(Role.ADMIN).call("staff.save", draft=StaffDraft(code="0001", name="重名"))
    assert {p.field: p.code for p in caught.value.problems} == {"code": "duplicate", "pin": "required"}
    with pytest.raises(NotAllowed):
        desk.call("staff.save", draft=StaffDraft(code="88", name="新人", pin=PIN))


def test_what_is_kept_of_a_person_can_be_edited(desk: Desk) -> None:
    director = desk.as_(Role.DIRECTOR)
    row = director.call("staff.list")[0]
    draft = director.call("staff.detail", id=row.id)
    assert (draft.code, draft.pin) == (row.code, "")
