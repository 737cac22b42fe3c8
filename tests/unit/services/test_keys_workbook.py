"""The key cabinets as an Excel workbook: out and in again, every bad row named, all or nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from deskapp.domain.directory import ImportReport
from deskapp.domain.keys import CabinetDraft, Category, KeySetDraft, State
from deskapp.domain.people import Role
from deskapp.domain.reception import ReasonDraft
from deskapp.errors import NotAllowed
from tests.factories import Desk
from tests.ways.keys import UNIT, cabinet, follow, hung, lend

ROOT = Path(__file__).parents[3]
HEADS = {
    "钥匙柜": ["柜号", "名称", "行数", "每行挂位"],
    "钥匙串": ["挂位", "类别", "楼栋", "楼层", "房号", "房间或用途", "把数", "备注"],
}


def filled(path: Path, **sheets: list[list[Any]]) -> str:
    """A workbook as somebody fills it in by hand."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        page.append(HEADS[title])
        for row in rows:
            page.append(row)
    book.save(path)
    return str(path)


def take_in(desk: Desk, path: str, *, dry_run: bool = False) -> ImportReport:
    report = desk.call("keys.import_workbook", path=path, dry_run=dry_run)
    assert isinstance(report, ImportReport)
    return report


def told(report: ImportReport) -> list[tuple[str, int, str, str]]:
    return [(bad.sheet, bad.row, bad.column.partition(" ")[0], bad.code) for bad in report.bad]


def on_the_wall(desk: Desk) -> dict[str, tuple[Any, ...]]:
    """What hangs where, without ids."""
    cells = (cell for wall in desk.call("keys.walls") for cell in wall.hooks if cell.set_id is not None)
    return {cell.hook: (cell.category, cell.unit, cell.building, cell.floor, cell.place, cell.keys) for cell in cells}


def test_a_cabinet_and_its_keys_are_set_up_from_one_workbook(desk: Desk, tmp_path: Path) -> None:
    path = filled(
        tmp_path / "钥匙.xlsx",
        钥匙柜=[["a", "前台后墙", 6, 20]],
        钥匙串=[
            ["A7", "空置房", None, None, "3 2 1102", None, 2, "含信箱钥匙"],
            [None, "设备房备用", "5", -1, None, "地下室水泵房", 3, None],
            [None, "Other", None, None, None, "会议室", None, None],
        ],
    )
    assert take_in(desk, path, dry_run=True).counts == {"cabinets.new": 1, "keys.new": 3}
    assert desk.call("keys.cabinets") == ()
    assert take_in(desk, path).bad == ()
    assert on_the_wall(desk) == {
        "A001": (Category.EQUIPMENT, "", "5 栋", -1, "5 栋 地下室水泵房", 3),
        "A002": (Category.OTHER, "", "", None, "会议室", 1),
        "A007": (Category.VACANT, "3-2-1102", "3 栋", desk_floor(desk), "3-2-1102", 2),
    }
    assert desk.call("keys.detail", id=hit(desk, "A007")).note == "含信箱钥匙"


def desk_floor(desk: Desk) -> int:
    return int(desk.call("directory.unit_card", unit=UNIT).floor)


def hit(desk: Desk, text: str) -> int:
    return int(desk.call("keys.resolve", text=text)[0].set_id)


def test_an_export_taken_in_again_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    first, second, gone = hung(desk, room="储藏间"), hung(desk, unit="", room="水泵房"), hung(desk)
    lend(desk, second)
    follow(desk, gone, "hand_over", State.HANDED, hook_id=None, hook="")
    desk.step("keys", "miss", first, ReasonDraft(reason="清点时不在"))
    path = desk.as_(Role.SUPERVISOR).call("keys.export_workbook", path=str(tmp_path / "out.xlsx"))
    head, wall = desk.call("journal.head").seq, on_the_wall(desk)
    report = take_in(desk, path)
    assert (report.bad, report.counts) == ((), {"cabinets.same": 1, "keys.same": 2})
    assert (desk.call("journal.head").seq, on_the_wall(desk)) == (head, wall)


def test_which_key_opens_which_door_leaves_the_program_with_the_office_only(desk: Desk, tmp_path: Path) -> None:
    hung(desk)
    for role in (Role.RECEPTIONIST, Role.STEWARD, Role.CASHIER):
        with pytest.raises(NotAllowed):
            desk.as_(role).call("keys.export_workbook", path=str(tmp_path / "out.xlsx"))


def test_the_template_has_lists_and_notes_and_is_empty(desk: Desk, tmp_path: Path) -> None:
    path = desk.call("keys.write_template", path=str(tmp_path / "模板.xlsx"))
    book = load_workbook(path)
    assert book.sheetnames == ["钥匙柜 Key cabinets", "钥匙串 Key sets"]
    page = book["钥匙串 Key sets"]
    assert page["A2"].value.startswith("※")
    assert page["B1"].value == "类别 Category *"  # no row is taken in without it
    assert page.data_validations.dataValidation[0].formula1 == '"空置房,业主托管,设备房备用,其他"'
    assert take_in(desk, path, dry_run=True) == ImportReport(dry_run=True, counts={})


def test_every_bad_row_is_named_and_nothing_is_written(desk: Desk, tmp_path: Path) -> None:
    cabinet(desk, rows=1, columns=3)
    desk.call("keys.hang", draft=KeySetDraft(hook="A1", room="配电房"))
    path = filled(
        tmp_path / "in.xlsx",
        钥匙柜=[["A", None, 1, 2], ["B2", "后墙", 2, 2], ["C", None, 1, 1], ["C", "重复", 1, 1]],
        钥匙串=[
            ["A1", "其他", None, None, None, "水泵房", 1, None],
            ["A9", "其他", None, None, None, "水泵房", 1, None],
            ["A2", "错", None, None, "9-9-9", None, 0, None],
            ["A3", "其他", "9", None, None, None, 1, None],
            ["A3", "其他", None, None, None, None, 1, None],
            ["a2", "其他", None, None, None, "甲", 1, None],
            ["A3", "其他", None, None, None, "乙", 1, None],
            ["A3", "其他", None, None, None, "丙", 1, None],
            [None, "其他", None, None, None, "丁", 1, None],
        ],
    )
    report = take_in(desk, path)
    assert told(report) == [
        ("钥匙柜", 2, "行数", "cabinet_size"),
        ("钥匙柜", 3, "柜号", "letters_only"),
        ("钥匙柜", 4, "名称", "required"),
        ("钥匙柜", 5, "柜号", "duplicate"),
        ("钥匙串", 2, "挂位", "hook_of_another"),
        ("钥匙串", 3, "挂位", "unknown_hook"),
        ("钥匙串", 4, "类别", "unknown_choice"),
        ("钥匙串", 4, "房号", "unknown_unit"),
        ("钥匙串", 4, "把数", "out_of_range"),
        ("钥匙串", 5, "楼栋", "unknown_building"),
        ("钥匙串", 6, "房号", "a_door"),
        ("钥匙串", 9, "挂位", "duplicate"),
        ("钥匙串", 10, "挂位", "no_free_hook"),
    ]
    assert list(on_the_wall(desk)) == ["A001"]
    assert desk.call("keys.check_workbook", path=path).bad == report.bad


def test_a_row_of_the_same_door_is_put_right_and_a_cabinet_grows(desk: Desk, tmp_path: Path) -> None:
    cabinet(desk, rows=1, columns=2)
    hung(desk), hung(desk, unit="", room="水泵房")
    path = filled(
        tmp_path / "in.xlsx",
        钥匙柜=[["A", "新墙", 2, 2]],
        钥匙串=[
            ["A1", "业主托管", None, None, UNIT, None, 3, None],
            [None, "设备房备用", None, None, None, "水泵房", 1, None],
            [None, "其他", None, None, None, "会议室", 1, None],
        ],
    )
    assert take_in(desk, path).counts == {"cabinets.changed": 1, "keys.changed": 2, "keys.new": 1}
    assert {hook: (said[0], said[-1]) for hook, said in on_the_wall(desk).items()} == {
        "A001": (Category.TRUST, 3),
        "A002": (Category.EQUIPMENT, 1),
        "A003": (Category.OTHER, 1),
    }
    (row,) = desk.call("keys.cabinets")
    assert (row.name, row.rows) == ("新墙", 2)
    again = take_in(desk, path).counts
    assert again == {"cabinets.same": 1, "keys.same": 3}


@pytest.mark.parametrize("text", ["=1+1", "@x"])
def test_f15_no_cell_is_a_formula(desk: Desk, tmp_path: Path, text: str) -> None:
    desk.call("keys.make_cabinet", draft=CabinetDraft(code="A", name=text, rows=1, columns=1))
    hung(desk, note=text)
    path = desk.as_(Role.SUPERVISOR).call("keys.export_workbook", path=str(tmp_path / "out.xlsx"))
    assert load_workbook(path)["钥匙串 Key sets"]["H3"].value == f"'{text}"
    assert take_in(desk, path).counts == {"cabinets.same": 1, "keys.same": 1}


def test_five_thousand_sets_come_in_at_once(desk: Desk, tmp_path: Path) -> None:
    rows = [[None, "设备房备用", "3", 1, None, f"井道 {n}", 2, None] for n in range(5_000)]
    path = filled(tmp_path / "in.xlsx", 钥匙柜=[["A", "一", 60, 60], ["B", "二", 60, 60]], 钥匙串=rows)
    assert take_in(desk, path).counts["keys.new"] == 5_000
    assert sum(row.sets for row in desk.call("keys.cabinets")) == 5_000


def test_opening_the_office_reads_in_nothing_that_writes_or_reads_workbooks() -> None:
    code = (
        "import importlib, pkgutil, sys, deskapp.services as all_of; "
        "[importlib.import_module(f'deskapp.services.{m.name}') for m in pkgutil.iter_modules(all_of.__path__)]; "
        "print([name for name in ('xlsxwriter', 'openpyxl') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT)
    assert done.stdout.decode().strip() == "[]"
