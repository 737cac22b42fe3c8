"""The journal 操作日志: who changed what, when, for every register; append-only, each row bound to the one before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

REGISTER = "journal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The journal's last row: what a printed head is compared with."""

    seq: int
    at: datetime | None
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing a check found wrong: ``check.<code>`` with its parameters."""

    code: str
    params: dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """What ``deskapp check`` looked at and what it found."""

    rows: dict[str, int]
    findings: tuple[Finding, ...]
    head: Head

    @property
    def sound(self) -> bool:
        """Nothing was found wrong."""
        return not self.findings


WORDS = {
    "register.journal": ("Journal", "操作日志"),
    "register.estate.one": ("Estate", "项目"),
    "register.area.one": ("Area", "片区"),
    "register.department.one": ("Department", "部门"),
    "register.building.one": ("Building", "楼栋"),
    "register.entrance.one": ("Entrance", "单元"),
    "register.unit.one": ("Unit", "房号"),
    "register.resident.one": ("Resident", "住户"),
    "register.tie.one": ("Tie to a unit", "房号关联"),
    "register.instruction.one": ("Standing instruction", "长期嘱托"),
    "register.staff.one": ("Member of staff", "员工"),
    "register.rulebook.one": ("Rule", "规程参数"),
    "check.integrity": ("The file itself is damaged: {what}.", "文件本身已损坏：{what}。"),
    "check.foreign_key": (
        "{table} row {row} refers to something that is not there.",
        "{table} 第 {row} 行指向不存在的记录。",
    ),
    "check.chain": ("The journal is broken at sequence {seq}.", "操作日志在序号 {seq} 处断开。"),
    "check.gap": ("Journal sequence {seq} is missing.", "操作日志缺少序号 {seq}。"),
    "check.row": ("{register} {number} was changed outside the program.", "{register} {number} 在程序之外被改动。"),
    "check.missing": (
        "{register} {number} stands in the journal and is gone.",
        "{register} {number} 有日志而记录已不在。",
    ),
    "check.number_gap": ("Number {number} is missing.", "单号 {number} 缺失。"),
    "check.sound": (
        "Checked {rows} rows: sound. Journal head {seq} · {hash}",
        "已核对 {rows} 行：完好。日志末尾 {seq} · {hash}",
    ),
    "check.head_agrees": (
        "The duty log agrees with the paper: entry {seq}, {short}",
        "值班记录与单据相符：第 {seq} 条，{short}",
    ),
    "check.unsound": ("{count} finding(s):", "发现 {count} 处问题："),
}
