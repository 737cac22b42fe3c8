"""The estate: letterhead, areas, departments, buildings, units, residents with their ties, staff."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from deskapp.domain.directory import IdType, InstructionKind, Relation, Sex, UnitState, Use
from deskapp.domain.people import Role
from deskapp.models.directory import (
    Area,
    Building,
    Department,
    Entrance,
    EstateRow,
    InstructionRow,
    Resident,
    Tie,
    Unit,
)
from deskapp.models.staff import Staff
from deskapp.services import directory_codes as codes
from deskapp.services.demo import names
from deskapp.services.demo.clock import DAY, HOUR
from deskapp.services.demo.ledger import Row, yuan
from deskapp.services.demo.world import Person, World
from deskapp.services.directory_residents import resident_words
from deskapp.services.directory_writes import unit_words
from deskapp.services.staff import hasher

PIN = "1234"
AREAS = ("东区", "中区", "西区")
DEPARTMENTS = {
    "工程部": "8101",
    "秩序维护部": "8102",
    "保洁部": "8103",
    "绿化部": "8104",
    "客服中心": "8100",
    "财务部": "8105",
}
FLOORS, DOORS, ENTRANCES = 18, 2, 2
_IMPORT = "directory.import_workbook"
_STAFF = (
    ("D01", "李明辉", Role.DIRECTOR, "客服中心"),
    ("Q01", "王莉", Role.RECEPTIONIST, "客服中心"),
    ("Q02", "赵敏", Role.RECEPTIONIST, "客服中心"),
    ("Q03", "陈思远", Role.RECEPTIONIST, "客服中心"),
    ("Q04", "林晓彤", Role.RECEPTIONIST, "客服中心"),
    ("P01", "周建国", Role.STEWARD, "客服中心"),
    ("P02", "吴桂兰", Role.STEWARD, "客服中心"),
    ("P03", "郑毅", Role.STEWARD, "客服中心"),
    ("C01", "钱慧", Role.CASHIER, "财务部"),
    ("S01", "孙雅静", Role.SUPERVISOR, "客服中心"),
    ("A01", "曾立新", Role.ADMIN, "客服中心"),
)
_WORKERS = {"工程部": 8, "秩序维护部": 7, "保洁部": 5, "绿化部": 3, "客服中心": 2, "财务部": 1}
_NOTES = (
    "听力不好，请大声、慢讲",
    "行动不便，可上门办理",
    "夜班，上午勿打扰",
    "请先打座机",
    "只讲英语",
    "家有婴儿，上门前请先电话",
)
_INSTRUCTIONS = (
    (InstructionKind.PARCELS, "外出期间包裹请交 {other} 代收"),
    (InstructionKind.NO_ENTRY, "未经本人电话确认，任何人不得入户"),
    (InstructionKind.MAIL_HOLD, "出国探亲，信件报刊请暂存前台"),
    (InstructionKind.OTHER, "房屋出租中，报修请联系租户"),
    (InstructionKind.PARCELS, "生鲜件请当天电话通知"),
)


class EstateShare:
    """Everything that is there before the first caller comes."""

    order = 0

    def begin(self, world: World) -> None:
        """Set the estate up, then take its directory in, as an office would."""
        self._at = max(world.clock.midnight(0) - 30 * DAY + 9 * HOUR, 0)
        self._by = 1
        self._first_steps(world)
        areas = self._named(world, Area, "area", {name: {} for name in AREAS})
        self._staff(world, areas)
        units = self._buildings(world, areas)
        for number, (unit, area) in enumerate(units):
            self._household(world, unit, area, number)
        self._instructions(world, [unit for unit, _ in units])

    def day(self, world: World, day: int) -> None:
        """The directory stands; what changes in it is told by the registers."""

    def _put(self, world: World, model: Any, register: str, number: str = "", **values: Any) -> Row:
        row = world.ledger.new(model, **values)
        world.ledger.created(self._at, _IMPORT, self._by, register, row, number)
        return row

    def _named(self, world: World, model: Any, register: str, rows: dict[str, dict[str, Any]]) -> dict[str, int]:
        return {name: self._put(world, model, register, name, name=name, **more)["id"] for name, more in rows.items()}

    def _first_steps(self, world: World) -> None:
        """The first start: letterhead, director; then the departments and the rest of the staff."""
        letterhead = {
            "name": "翠湖花园", "name_en": "Emerald Lake Gardens", "address": "杭州市西湖区翠湖路 88 号",
            "phone": "0571-8888 0100", "complaint_line": "0571-8888 0119",
        }  # fmt: skip
        estate = world.ledger.new(EstateRow, **letterhead)
        estate["id"] = 1
        world.ledger.created(self._at, "staff.set_up", 0, "estate", estate)
        self._at += 60

    def _staff(self, world: World, areas: dict[str, int]) -> None:
        phones = {name: {"phone": phone} for name, phone in DEPARTMENTS.items()}
        world.departments = self._named(world, Department, "department", phones)
        pin_hash = hasher().hash(PIN, salt=world.rng.randbytes(16))
        own = iter(areas.values())
        for code, name, role, department in _STAFF:
            row = world.ledger.new(
                Staff, code=code, name=name, role=role.value, phone=names.mobile(world.rng), active=True,
                department_id=world.departments[department], area_id=next(own) if role is Role.STEWARD else None,
                pin_hash=pin_hash,
            )  # fmt: skip
            first = role is Role.DIRECTOR
            verb, by = ("staff.set_up", 0) if first else ("staff.save", self._by)
            world.ledger.created(self._at, verb, by, "staff", row, code)
            world.staff.setdefault(role.value, []).append(row["id"])
        for department, count in _WORKERS.items():
            people = [names.person(world.rng, woman=department in {"保洁部", "财务部"}) for _ in range(count)]
            world.workers[department] = people

    def _buildings(self, world: World, areas: dict[str, int]) -> list[tuple[Row, int]]:
        """Towers of two entrances, eighteen floors and two doors; then shops, parking and plant rooms."""
        homes = max(1, round(world.plan.units * 0.9))
        towers = -(-homes // (FLOORS * DOORS * ENTRANCES))
        found: list[tuple[Row, int]] = []
        for tower in range(1, towers + 1):
            area = list(areas.values())[(tower - 1) * len(areas) // towers]
            building = self._building(world, str(tower), f"{tower} 栋", FLOORS, area)
            for entrance in range(1, ENTRANCES + 1):
                door = self._put(
                    world, Entrance, "entrance", f"{tower}-{entrance}", building_id=building, code=str(entrance)
                )
                rooms = ((floor, number) for floor in range(1, FLOORS + 1) for number in range(1, DOORS + 1))
                for floor, number in rooms:
                    if len(found) < homes:
                        code = f"{tower}-{entrance}-{floor}{number:02d}"
                        found.append((self._unit(world, building, door["id"], code, floor, Use.HOME), area))
        return found + self._others(world, areas, world.plan.units - len(found))

    def _building(self, world: World, code: str, name: str, floors: int, area: int) -> int:
        values = {"code": code, "name": name, "floors": floors, "area_id": area}
        world.buildings[code] = int(self._put(world, Building, "building", code, **values)["id"])
        return world.buildings[code]

    def _others(self, world: World, areas: dict[str, int], count: int) -> list[tuple[Row, int]]:
        area = areas[AREAS[1]]
        kinds = (
            ("S", "翠湖商街", Use.SHOP, 1, 3),
            ("B", "地下车库", Use.PARKING, -1, 2),
            ("E", "设备楼", Use.PLANT, -1, 1),
        )
        weights = sum(kind[-1] for kind in kinds)
        found: list[tuple[Row, int]] = []
        for code, name, use, floor, weight in kinds:
            building = self._building(world, code, name, 2, area)
            for number in range(1, count * weight // weights + 1):
                unit = self._unit(world, building, None, f"{code}-{number:03d}", floor, use)
                found.append((unit, area))
        return found

    def _unit(self, world: World, building: int, entrance: int | None, code: str, floor: int, use: Use) -> Row:
        rng = world.rng
        roll = rng.random()
        state = UnitState.OCCUPIED
        if use is Use.HOME and roll < 0.14:
            state = (UnitState.VACANT, UnitState.HANDED_OVER, UnitState.FITTING_OUT)[int(roll / 0.14 * 3)]
        size = {
            Use.HOME: (7_800, 16_800),
            Use.SHOP: (3_500, 12_000),
            Use.PARKING: (1_250, 1_400),
            Use.PLANT: (2_000, 9_000),
        }
        moved = None
        if state is UnitState.OCCUPIED and use in {Use.HOME, Use.SHOP}:
            moved = (world.clock.days[0] - timedelta(days=rng.randrange(1, 2_500))).isoformat()
        row = self._put(
            world, Unit, "unit", code, building_id=building, entrance_id=entrance, code=code, floor=floor,
            squeezed=codes.squeezed(code), use=use.value, state=state.value, moved_in=moved,
            area_m2=yuan(rng.randrange(*size[use])),
        )  # fmt: skip
        world.ledger.findable("unit", row, unit_words)
        return row

    def _household(self, world: World, unit: Row, area: int, number: int) -> None:
        """Who lives there now, and perhaps who lived there before."""
        rng = world.rng
        if unit["use"] not in {Use.HOME.value, Use.SHOP.value} or unit["state"] == UnitState.VACANT.value:
            return
        first = world.clock.days[0]
        moved = (
            date.fromisoformat(unit["moved_in"]) if unit["moved_in"] else first - timedelta(days=rng.randrange(60, 400))
        )
        rare = names.RARE[number // 29 % len(names.RARE)] if number % 29 == 7 and number < 29 * 12 else ""
        self._resident(world, unit, area, Relation.OWNER, moved, None, rare)
        if rng.random() < 0.62:
            self._resident(world, unit, area, Relation.FAMILY, moved, None)
        if rng.random() < 0.22:
            since = first + timedelta(days=rng.randrange(-200, 5))
            self._resident(world, unit, area, Relation.TENANT, since, None)
        if rng.random() < 0.12:
            gone = first - timedelta(days=rng.randrange(20, 300))
            self._resident(world, unit, 0, Relation.TENANT, gone - timedelta(days=rng.randrange(180, 700)), gone)

    def _resident(
        self, world: World, unit: Row, area: int, relation: Relation, since: date, until: date | None, name: str = ""
    ) -> None:
        rng = world.rng
        woman = rng.random() < 0.5
        name = name or names.person(rng, woman=woman)
        mobile = names.mobile(rng)
        phones = f"{mobile}, {names.landline(rng)}" if rng.random() < 0.12 else mobile
        owner = relation is Relation.OWNER
        row = self._put(
            world, Resident, "resident", name=name, sex=(Sex.FEMALE if woman else Sex.MALE).value, phones=phones,
            address_as=(name[0] + ("女士" if woman else "先生")) if rng.random() < 0.3 else "",
            id_type=(IdType.ID_CARD if owner else IdType.NONE).value,
            id_number=names.id_number(rng, woman=woman) if owner else "",
            emergency_contact=f"{names.person(rng, woman=True)} {names.mobile(rng)}" if rng.random() < 0.25 else "",
            notes=rng.choice(_NOTES) if rng.random() < 0.06 else "",
        )  # fmt: skip
        world.ledger.findable("resident", row, resident_words)
        tied = {"resident_id": row["id"], "unit_id": unit["id"], "relation": relation.value, "since": since.isoformat()}
        self._put(world, Tie, "tie", **tied, until=until.isoformat() if until else None)
        if until is None:
            world.people.append(Person(row["id"], name, mobile, unit["id"], unit["code"], area))

    def _instructions(self, world: World, units: list[Row]) -> None:
        """A few in force today, a few that have run out (``DIR-4``)."""
        today = world.clock.days[-1]
        lived_in = [unit for unit in units if unit["moved_in"]]
        for number, unit in enumerate(world.rng.sample(lived_in, min(len(lived_in) // 25, 60))):
            kind, text = _INSTRUCTIONS[number % len(_INSTRUCTIONS)]
            until = today + timedelta(days=world.rng.randrange(-60, 45))
            self._put(
                world, InstructionRow, "instruction", unit["code"], unit_id=unit["id"], kind=kind.value,
                text=text.format(other=world.rng.choice(lived_in)["code"]), until=until.isoformat(), by_id=self._by,
            )  # fmt: skip


SHARE = EstateShare()
