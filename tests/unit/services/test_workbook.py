"""The directory as an Excel workbook: out and in again, every bad row named, all or nothing, no formulas."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from deskapp.domain.common import Query
from deskapp.domain.directory import (
    BadRow,
    IdType,
    ImportReport,
    InstructionDraft,
    Relation,
    ResidentDraft,
    Sex,
    TieDraft,
    UnitDraft,
    UnitState,
)
from deskapp.domain.people import Role
from deskapp.errors import Invalid, NotAllowed, StorageError
from deskapp.services.excel.workbook import quoted, unquoted
from deskapp.services.office import open_office
from tests.factories import PIN, Desk, TestClock

GOOD_ID = "11010519491231002X"


@pytest.fixture
def chief(desk: Desk) -> Desk:
    return desk.as_(Role.SUPERVISOR)


def filled(path: Path, **sheets: list[list[Any]]) -> str:
    """A workbook as somebody fills it in by hand: Chinese headings, no notes."""
    book = Workbook()
    book.remove(book.active)
    heads = {
        "楼栋": ["楼栋号", "名称", "层数", "片区"],
        "房号": ["房号", "用途", "楼层", "面积（㎡）", "状态", "入住日期"],
        "Residents": ["Name", "Sex", "Phones", "ID document", "ID number", "Unit", "Relation", "From", "To", "Notes"],
        "部门": ["名称", "电话"],
        "片区": ["名称"],
    }
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        page.append(heads[title])
        for row in rows:
            page.append(row)
    book.save(path)
    return str(path)


def take_in(desk: Desk, path: str, *, dry_run: bool = False) -> ImportReport:
    report = desk.call("directory.import_workbook", path=path, dry_run=dry_run)
    assert isinstance(report, ImportReport)
    return report


def told(report: ImportReport) -> list[tuple[str, int, str, str]]:
    return [(bad.sheet, bad.row, bad.column, bad.code) for bad in report.bad]


def directory(desk: Desk) -> dict[str, Any]:
    """Everything the directory holds, without ids and versions."""
    ids = desk.call("directory.ids", query=Query(sort="code"))
    units = [desk.call("directory.unit_draft", id=id) for id in ids]
    cards = {unit.code: desk.call("directory.unit_card", unit=unit.code).residents for unit in units}
    people = {tie.resident_id for ties in cards.values() for tie in ties}
    drafts = [desk.call("directory.resident_draft", id=id) for id in people]
    return {
        "departments": [option.text for option in desk.call("directory.departments")],
        "areas": [option.text for option in desk.call("directory.areas")],
        "buildings": [(option.code, option.text) for option in desk.call("directory.buildings")],
        "units": [dataclasses.replace(unit, id=None, version=0) for unit in units],
        "residents": sorted(
            (dataclasses.replace(d, id=None, version=0) for d in drafts), key=lambda d: (d.name, d.phones)
        ),
    }


# Out and in again


def test_an_export_comes_in_again_into_an_empty_register(desk: Desk, chief: Desk, tmp_path: Path) -> None:
    chief.call(
        "directory.save_unit",
        draft=UnitDraft(
            code="3-3-0101", area_m2=Decimal("98.55"), state=UnitState.OCCUPIED, moved_in=date(2020, 2, 29), floor=1
        ),
    )
    ties = (
        TieDraft(unit="3-3-0101", relation=Relation.OWNER, since=date(2020, 1, 1)),
        TieDraft(unit="5-1-0603", relation=Relation.TENANT, since=date(2018, 1, 1), until=date(2019, 12, 31)),
    )
    desk.call(
        "directory.save_resident",
        draft=ResidentDraft(name="𠅤䶮", sex=Sex.FEMALE, phones="+86 139 1111 2222, 0871-65001234", ties=ties),
    )
    path = str(tmp_path / "out.xlsx")
    assert chief.call("directory.export_workbook", path=path) == path
    before = directory(desk)
    empty = open_office(tmp_path / "new.db", create=True, clock=TestClock())
    try:
        furnish_staff_only(empty)
        other = _Reader(empty)
        report = take_in(other, path)
        assert report.bad == ()
        assert report.counts["residents.new"] == 3
        assert directory(other) == before
    finally:
        empty.close()


class _Reader(Desk):
    def __init__(self, office: Any) -> None:
        self.office = office
        self.actor = office.call(None, "staff.sign_in", code="0001", pin=PIN)


def furnish_staff_only(office: Any) -> None:
    from deskapp.domain.directory import SetUpDraft

    first = SetUpDraft(estate="新", estate_phone="110", staff_code="0001", staff_name="周敏", pin=PIN, pin_again=PIN)
    office.call(None, "staff.set_up", draft=first)


def test_an_export_taken_in_again_changes_nothing(desk: Desk, chief: Desk, tmp_path: Path) -> None:
    draft = ResidentDraft(name="李雷", id_type=IdType.ID_CARD, id_number=GOOD_ID, ties=(TieDraft(unit="3-2-1102"),))
    id = desk.call("directory.save_resident", draft=draft).id
    path = chief.call("directory.export_workbook", path=str(tmp_path / "out.xlsx"))
    before, head = directory(desk), desk.call("journal.head").seq
    report = take_in(chief, path)
    assert (report.bad, {key.partition(".")[2] for key in report.counts}) == ((), {"same"})
    assert (directory(desk), desk.call("journal.head").seq) == (before, head)
    assert desk.call("directory.resident", id=id).id_number_masked == "110105********002X"


def test_F17_an_export_holds_no_whole_id_number(desk: Desk, chief: Desk, tmp_path: Path) -> None:
    desk.call("directory.save_resident", draft=ResidentDraft(name="李", id_type=IdType.ID_CARD, id_number=GOOD_ID))
    path = chief.call("directory.export_workbook", path=str(tmp_path / "out.xlsx"))
    cells = {str(cell) for page in load_workbook(path).worksheets for row in page.values for cell in row}
    assert "110105********002X" in cells
    assert not any(GOOD_ID in cell for cell in cells)


def test_the_template_is_filled_in_with_drop_down_lists_and_notes(chief: Desk, tmp_path: Path) -> None:
    path = chief.call("directory.write_template", path=str(tmp_path / "模板.xlsx"))
    book = load_workbook(path)
    assert book.sheetnames == ["楼栋 Buildings", "房号 Units", "住户 Residents", "部门 Departments", "片区 Areas"]
    page = book["房号 Units"]
    assert [cell.value for cell in page[1]][:2] == ["房号 Unit *", "用途 Use"]
    assert page["A2"].value.startswith("※")
    assert page.data_validations.dataValidation[0].formula1 == '"住宅,商铺,写字间,车位,设备房"'
    assert take_in(chief, path, dry_run=True).bad == ()


# Taking in


def test_a_workbook_filled_in_by_hand_is_taken_in(desk: Desk, chief: Desk, tmp_path: Path) -> None:
    path = filled(
        tmp_path / "in.xlsx",
        楼栋=[[7, "七栋", 11, "南区"], ["5", None, 20, None]],
        房号=[
            ["7-1-0101", "住宅", 1, 88.5, "已入住", datetime(2021, 5, 1)],
            ["7栋1单元0102", "shop", "2", None, None, None],
        ],
        Residents=[
            ["韩梅", "女", 13911112222, "身份证", GOOD_ID, "7-1-0101", "业主", "2021-05-01", None, "第一行\n第二行"],
            ["韩梅", None, "139 1111 2222", None, None, "7 1 0102", "Tenant", "2022/1/1", "2022年12月31日", None],
            ["陈静", None, "13800001234", None, None, "3-2-1202", "family member", None, None, None],
        ],
        部门=[["绿化部", 8005]],
        片区=[["南区"]],
    )
    report = take_in(chief, path)
    assert report.bad == ()
    counts = {k: n for k, n in report.counts.items() if n}
    assert counts == {
        "departments.new": 1, "areas.new": 1, "buildings.new": 1, "buildings.changed": 1, "units.new": 2,
        "residents.new": 1, "residents.changed": 1,
    }  # fmt: skip
    card = desk.call("directory.unit_card", unit="7-1-0101")
    assert (card.area, card.area_m2, card.moved_in, card.state) == (
        "南区", Decimal("88.5"), date(2021, 5, 1), UnitState.OCCUPIED,
    )  # fmt: skip
    mei = desk.call("directory.resident", id=card.residents[0].resident_id)
    assert [(tie.unit, tie.relation, tie.past) for tie in mei.ties] == [
        ("7-1-0101", Relation.OWNER, False),
        ("7-1-0102", Relation.TENANT, True),
    ]
    assert (mei.id_number_masked, mei.notes) == ("110105********002X", "第一行\n第二行")
    assert GOOD_ID not in repr(mei.history)
    jing = desk.call("directory.unit_card", unit="3-2-1202").residents[0]
    assert jing.resident_id == desk.call("directory.unit_card", unit="3-2-1102").residents[0].resident_id
    assert [hit.unit for hit in desk.call("directory.find_caller", text="hm")] == ["7-1-0101"]
    assert [hit.unit for hit in desk.call("directory.find_caller", text="710102")] == ["7-1-0102"]
    assert take_in(chief, path).counts["residents.same"] == 2
    assert desk.call("journal.history", register="unit", id=card.unit_id)[0].verb == "directory.import_workbook"
    assert chief.call("journal.check").sound


def test_two_people_of_one_name_are_not_made_one(chief: Desk, tmp_path: Path) -> None:
    rows = [
        ["王伟", None, "13900000001", None, None, "3-2-1102", "业主", None, None, None],
        ["王伟", None, "13900000002", None, None, "3-2-1202", "业主", None, None, None],
        ["王伟", None, None, None, None, "5-1-0603", "业主", None, None, None],
    ]
    assert take_in(chief, filled(tmp_path / "in.xlsx", Residents=rows)).counts == {"residents.new": 3}


def test_ALL_4_a_dry_run_lists_every_bad_row_with_its_reason(desk: Desk, chief: Desk, tmp_path: Path) -> None:
    path = filled(
        tmp_path / "in.xlsx",
        楼栋=[["3-1", None, "many", "西南区"], ["8", None, 300, None], ["8", None, 3, None]],
        房号=[["9-1-0101", "城堡", 1, -5, None, "2021-02-30"], [None, "住宅", None, None, None, None]],
        Residents=[
            [None, None, "abc", None, None, "3-2-1102", None, None, None, None],
            ["甲", None, None, "ID card", "110105194912310021", "no-such", "owner", "2022-01-02", "2022-01-01", None],
            ["乙", None, None, None, "110101********1234", None, "owner", None, None, "\u202e"],
        ],
    )
    before = directory(desk)
    for dry_run in (True, False):
        report = take_in(chief, path, dry_run=dry_run)
        assert sorted(told(report)) == sorted(
            [
                ("楼栋", 2, "层数 Floors", "not_a_number"),
                ("楼栋", 2, "片区 Area", "unknown_choice"),
                ("楼栋", 2, "楼栋号 Building", "unit_code"),
                ("楼栋", 3, "层数 Floors", "out_of_range"),
                ("楼栋", 4, "楼栋号 Building", "duplicate"),
                ("房号", 2, "房号 Unit", "unknown_building"),
                ("房号", 2, "用途 Use", "unknown_choice"),
                ("房号", 2, "面积（㎡） Area (m²)", "negative_money"),
                ("房号", 2, "入住日期 Moved in", "not_a_day"),
                ("房号", 3, "房号 Unit", "required"),
                ("Residents", 2, "姓名 Name", "required"),
                ("Residents", 2, "电话 Phones", "phone"),
                ("Residents", 2, "关系 Relation", "required"),
                ("Residents", 3, "证件号码 ID number", "id_number"),
                ("Residents", 3, "房号 Unit", "unknown_unit"),
                ("Residents", 3, "止 To", "until_before_since"),
                ("Residents", 4, "证件号码 ID number", "masked_number"),
                ("Residents", 4, "房号 Unit", "required"),
                ("Residents", 4, "备注 Notes", "control_character"),
            ]
        )
        assert directory(desk) == before


def test_a_check_is_a_read_and_says_the_same(chief: Desk, tmp_path: Path) -> None:
    path = filled(tmp_path / "in.xlsx", 房号=[["9-1-0101"]])
    assert chief.call("directory.check_workbook", path=path) == take_in(chief, path, dry_run=True)


def test_a_sheet_without_a_needed_column_is_said_so(chief: Desk, tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "房号"
    book.active.append(["楼层"])
    book.save(tmp_path / "in.xlsx")
    report = take_in(chief, str(tmp_path / "in.xlsx"))
    assert report.bad == (
        BadRow(sheet="房号", row=1, column="房号 Unit", code="missing_column", params={"value": "房号 Unit"}),
    )


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"name,phone\n", b"PK\x05\x06" + bytes(18)])
def test_ALL_4_a_file_that_is_no_workbook_is_refused(chief: Desk, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "in.xlsx").write_bytes(content)
    for path in (tmp_path / "in.xlsx", tmp_path / "none.xlsx", tmp_path):
        with pytest.raises(Invalid) as caught:
            take_in(chief, str(path), dry_run=True)
        assert [(p.field, p.code) for p in caught.value.problems] == [("path", "not_a_workbook")]


def test_a_workbook_of_something_else_is_refused(chief: Desk, tmp_path: Path) -> None:
    Workbook().save(tmp_path / "in.xlsx")
    with pytest.raises(Invalid):
        take_in(chief, str(tmp_path / "in.xlsx"))


def test_a_place_that_cannot_be_written_to_is_said_so(chief: Desk, tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        chief.call("directory.export_workbook", path=str(tmp_path / "no" / "such" / "folder.xlsx"))


def test_roles_only_the_supervisor_and_the_director_import_and_export(desk: Desk, tmp_path: Path) -> None:
    for verb in ("write_template", "export_workbook"):
        with pytest.raises(NotAllowed):
            desk.call(f"directory.{verb}", path=str(tmp_path / "x.xlsx"))
    with pytest.raises(NotAllowed):
        take_in(desk, str(tmp_path / "x.xlsx"))


# Hostile cells (F15)


FORMULAS = ["=1+1", "+86", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=cmd", "\n=x"]
HOSTILE = [*FORMULAS, "'=x", "''-", "_x0041_", "a_x000D_", "'"]


def test_F15_no_cell_of_an_export_is_a_formula_and_every_text_comes_back(
    desk: Desk, chief: Desk, tmp_path: Path
) -> None:
    for number, text in enumerate(HOSTILE):
        name = "".join(char for char in text if char not in "\n\t") + str(number)
        desk.call("directory.save_resident", draft=ResidentDraft(name=name, notes=text))
    path = chief.call("directory.export_workbook", path=str(tmp_path / "out.xlsx"))
    for page in load_workbook(path).worksheets:
        for row in page.iter_rows(min_row=3):
            for cell in row:
                assert cell.data_type != "f"
                assert cell.data_type != "s" or not str(cell.value).startswith(("=", "+", "-", "@", "\t"))
    report = take_in(chief, path)
    assert (report.bad, report.counts["residents.same"]) == ((), len(HOSTILE) + 2)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="'=+-@\t\r\0 a中", max_size=8))
def test_F15_quoting_is_taken_back_exactly(text: str) -> None:
    assert unquoted(quoted(text)) == text
    assert not quoted(text).startswith(("=", "+", "-", "@", "\t", "\r", "\0"))


NOTES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co", "Zl", "Zp"]), max_size=40)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(notes=st.lists(NOTES, min_size=1, max_size=20))
def test_F15_any_text_comes_back(clock: TestClock, tmp_path: Path, notes: list[str]) -> None:
    from deskapp.services.excel import reading, workbook

    rows = [
        (f"x{n}", Sex.UNKNOWN, "", "", IdType.NONE, "", "", note, "", None, None, None) for n, note in enumerate(notes)
    ]
    workbook.write(tmp_path / "any.xlsx", {"residents": rows}, clock.now)
    lines = reading.read(tmp_path / "any.xlsx").lines["residents"]
    assert [line.values["notes"] for line in lines] == [note if note.strip() else "" for note in notes]


def test_instructions_and_history_outlive_an_import(desk: Desk, chief: Desk, tmp_path: Path) -> None:
    until = desk.clock.now.date()
    desk.call("directory.instruct", draft=InstructionDraft(unit="3-2-1102", text="勿扰", until=until))
    take_in(chief, filled(tmp_path / "in.xlsx", 房号=[["3-2-1102", None, None, None, "已入住", None]]))
    card = desk.call("directory.unit_card", unit="3-2-1102")
    assert (card.state, card.floor, card.instructions[0].text) == (UnitState.OCCUPIED, 11, "勿扰")
