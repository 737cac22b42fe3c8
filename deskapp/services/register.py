"""What the service of every numbered register does alike: number, validate, step, journal, index, list, find."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cached_property, partial
from typing import Any, ClassVar, Generic, TypeVar, cast

from sqlalchemy import ColumnElement, Select, bindparam, false, func, inspect, select, true
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import True_

from deskapp.domain.common import Change, Hit, Query, Ref, Urgent, Waiting, pressing
from deskapp.domain.directory import UnitEvent
from deskapp.domain.entry import EntryLine
from deskapp.domain.handovers import Expected, Handed
from deskapp.domain.lifecycle import Lifecycle
from deskapp.domain.people import Role
from deskapp.errors import Conflict, Invalid, NotAllowed, NotFound, Problem, WrongStep
from deskapp.models.directory import Building, Department, Unit
from deskapp.models.staff import Staff
from deskapp.services import clocks, drafts, journal, journal_bulk, search_index
from deskapp.services.clocks import Clock, Running
from deskapp.services.numbering import next_number
from deskapp.services.register_sql import plain, plain_ids, shared
from deskapp.services.tokens import Searchable
from deskapp.services.verbs import Service, Tx

M = TypeVar("M")
RowT = TypeVar("RowT")
#: Counts on chips stop here: nobody reads more, and counting a million rows costs time.
COUNT_CAP = 1000
_UNIT = select(Unit).where(Unit.code == bindparam("code"))


class RegisterService(Service, Generic[M, RowT]):
    """One register with numbers and a life cycle.

    A subclass names its ``model``, ``prefix``, ``lifecycle`` and ``chips``, and says how a row is shown, searched,
    and what of it belongs in Today, on a unit's page and among what waits for a unit.
    """

    prefix: ClassVar[str]
    #: Numbers of papers by which an entry is found besides its own (a deposit's receipt).
    also_numbered: ClassVar[tuple[str, ...]] = ()
    lifecycle: ClassVar[Lifecycle]
    model: type[M]
    #: The chip that Today's "and so many more" opens.
    late_chip: ClassVar[str] = "open"
    #: At most so many of its clocks stand in Today singly; the rest is one row with its count.
    today_rows: ClassVar[int] = clocks.TODAY_ROWS
    #: The columns its clocks' words are made of, besides ``number`` and the clock's own: Today reads no more.
    clock_reads: ClassVar[tuple[str, ...]] = ("unit_code",)

    # What a register says of itself.

    def chip(self, tx: Tx, chip: str) -> ColumnElement[bool] | None:
        """The condition of a chip; None for all rows."""
        raise KeyError(chip)

    def sort_column(self, name: str) -> ColumnElement[Any]:
        """The column a sort name stands for."""
        if name not in inspect(self.model).columns:
            raise Invalid(Problem("sort", "unknown_choice", {"value": name}))
        column: ColumnElement[Any] = getattr(self.model, name)
        return column

    def as_rows(self, tx: Tx, found: Sequence[M]) -> Iterable[RowT]:
        """Rows as the table shows them."""
        raise NotImplementedError

    def searchable(self, row: M) -> Searchable:
        """The words a row is found by."""
        raise NotImplementedError

    def as_hit(self, row: M) -> Hit:
        """A row as the search box shows it."""
        raise NotImplementedError

    # Its clocks. A ``Clocked`` table needs none of these but the words of what falls due.

    def running_clocks(self) -> Running | None:
        """Which rows have a running clock; None for a register without any."""
        return clocks.running(self.model)

    @cached_property
    def clock_questions(self) -> clocks.Questions | None:
        """What is asked about its clocks, put into SQL once; None for a register without any."""
        found = self.running_clocks()
        return clocks.Questions.of(self.model, found, self.clock_reads, self.today_rows) if found is not None else None

    def clock(self, row: Any) -> Clock:
        """A row's clock."""
        return Clock.of(row)

    def clock_word(self, row: Any) -> str:
        """The word key of what falls due, filled with ``clock_params``."""
        return f"today.{self.name}.{row.due_what}"

    def clock_params(self, tx: Tx, row: Any) -> dict[str, Any]:
        """What the words of a clock name."""
        return {"unit": row.unit_code, "number": row.number}

    def presses(self, tx: Tx, row: Any) -> Urgent:
        """How a row's clock presses now; not at all without one, or while it stands still (``REC-3``)."""
        clock = self.clock(row)
        return pressing(tx.now, clock.start or tx.now, None if clock.paused else clock.due)

    # Following along.

    def linked(self, tx: Tx, register: str, id: int) -> Iterable[Ref]:
        """The entries of this register that belong to an entry of another one."""
        return ()

    def linked_to(self, tx: Tx, row: Any) -> tuple[Ref, ...]:
        """Every entry of the other registers that belongs to a row, as far as the person may read them."""
        others = (service for service in self.core.registers if service is not self and service.open_to(tx))
        return tuple(ref for service in others for ref in service.linked(tx, self.name, row.id))

    def heard(self, tx: Tx, register: str, row: Any, verb: str) -> None:
        """Another register's row was made or took a step, in this very transaction: what follows from it here.

        ``row`` stands already as the step left it. Entries that follow are made with ``create`` and ``save``.
        """

    def waiting(self, tx: Tx, unit_id: int) -> Iterable[Waiting]:
        """What of this register waits for a unit (``REC-1``)."""
        return ()

    def unit_events(self, tx: Tx, unit_id: int, limit: int) -> Iterable[UnitEvent]:
        """The lines of this register on a unit's page."""
        return ()

    def entered(self, tx: Tx, unit_id: int, since: datetime, until: datetime) -> Iterable[EntryLine]:
        """Who of this register could have entered a unit in a span of time (``KEY-8``)."""
        return ()

    def handed_over(self, tx: Tx) -> Iterable[Handed]:
        """What of this register whoever takes over has to know (``DUTY-4``)."""
        return ()

    def counts_at_handover(self, tx: Tx) -> Iterable[Expected]:
        """What of this register is counted by hand at the handover, and how much there should be (``DUTY-7``)."""
        return ()

    # Writing.

    def unit(self, tx: Tx, code: str, problems: list[Problem], field: str = "unit") -> Unit | None:
        """The unit a draft names; a problem if there is none of this code; refused outside a steward's area."""
        code = code.strip() if isinstance(code, str) else ""
        if not code or any(problem.field == field for problem in problems):
            return None
        found = tx.session.scalars(_UNIT, {"code": code}).first()
        if found is None:
            problems.append(Problem(field, "unknown_unit", {"value": code}))
        else:
            self.own_area(tx, found.id, code)
        return found

    def own_area(self, tx: Tx, unit_id: int | None, code: str) -> None:
        """Refuse a steward what lies outside the own area (``roles.md``)."""
        if tx.actor is None or tx.actor.role is not Role.STEWARD:
            return
        area = select(Building.area_id).join(Unit, Unit.building_id == Building.id).where(Unit.id == unit_id)
        if unit_id is None or tx.actor.area_id is None or tx.session.scalar(area) != tx.actor.area_id:
            raise NotAllowed("not_your_area", unit=code or "–")

    def own_row(self, tx: Tx, row: Any) -> None:
        """Refuse a steward an entry of another area."""
        self.own_area(tx, row.unit_id, row.unit_code)

    def readable(self, tx: Tx) -> ColumnElement[bool]:
        """The rows the person may read: a steward those of the own area (``roles.md``)."""
        if tx.actor is None or tx.actor.role is not Role.STEWARD:
            return true()
        if tx.actor.area_id is None:
            return false()
        model: Any = self.model
        # Asked row by row: the area's units as a list would be walked first, whatever else narrows the rows down.
        area = select(Unit.id).join(Building, Building.id == Unit.building_id)
        return area.where(Unit.id == model.unit_id, Building.area_id == tx.actor.area_id).exists()

    def narrowed(self, tx: Tx, asked: Select[Any]) -> Select[Any]:
        """A question about what the person may read: left as it is for whoever may read everything."""
        here = self.readable(tx)
        return asked if isinstance(here, True_) else asked.where(here)

    def load(self, tx: Tx, id: int, version: int | None = None) -> M:
        """One row for a step; raises NotFound, Conflict for a stale version, NotAllowed outside a steward's area."""
        row: Any = tx.session.get(self.model, id)
        if row is None:
            raise NotFound(number=f"{self.prefix} #{id}")
        self.own_row(tx, row)
        if version is not None and row.version != version:
            raise Conflict(number=row.number)
        return row  # type: ignore[no-any-return]

    def step(self, tx: Tx, id: int, version: int, target: str = "", draft: Any = None, *problems: Problem) -> Any:
        """Load a row for the transaction's verb, refuse what its life cycle or the draft refuses, and set its state.

        ``target`` is only needed where the verb may lead to more than one state.
        """
        row: Any = self.load(tx, id, version)
        verb = tx.verb.split(".")[1]
        targets = self.lifecycle.targets(row.state, verb)
        target = target or (targets[0] if targets else "")
        if target not in targets:
            raise WrongStep(number=row.number, state=f"{self.name}.state.{row.state}", verb=verb)
        if tx.actor is None or tx.actor.role not in self.lifecycle.who(verb, row.state):
            raise NotAllowed(role=f"role.{tx.actor.role}" if tx.actor else "–", verb=tx.verb)
        if draft is not None:
            self.validated(tx, draft, *problems)
        elif problems:
            raise Invalid(*problems)
        row.state = type(row.state)(target)
        return row

    def create(
        self, tx: Tx, row: Any, client_id: str, also: Iterable[Ref] = (), more: dict[str, Any] | None = None
    ) -> Change:
        """Number a new row, write it with its journal and index, and drop the form draft it was typed in.

        ``more`` is said in the journal besides, or in place of a column's value that is not for everybody's eyes.
        """
        row.client_id = client_id or None
        row.number = next_number(tx.session, self.prefix, tx.now)
        tx.session.add(row)
        journal.write(tx, self.name, row, number=row.number, more=more)
        search_index.put(tx.session, self.name, row.id, self.searchable(row))
        self._tell(tx, row, tx.verb)
        drafts.used(tx, client_id)
        return self.changed(tx, row, also)

    def create_all(self, tx: Tx, rows: Sequence[Any]) -> tuple[Ref, ...]:
        """Write many new rows at once as ``create`` writes one, without forms of their own."""
        for row in rows:
            row.number = next_number(tx.session, self.prefix, tx.now)
        journal_bulk.add_all(tx, self.name, rows)
        for row in rows:
            search_index.put(tx.session, self.name, row.id, self.searchable(row))
            self._tell(tx, row, tx.verb)
        return tuple(map(self.ref, rows))

    def save(
        self, tx: Tx, row: Any, before: Searchable | None = None, *, verb: str = "", more: dict[str, Any] | None = None
    ) -> None:
        """Write a changed row with its next version, its journal, and its index if its words changed."""
        row.version += 1
        journal.write(tx, self.name, row, verb=verb, number=row.number, more=more)
        after = self.searchable(row)
        if before is not None and before != after:
            search_index.put(tx.session, self.name, row.id, after, before)
        self._tell(tx, row, verb or tx.verb)

    def _tell(self, tx: Tx, row: Any, verb: str) -> None:
        if not tx.verb.startswith(f"{self.name}."):
            tx.also.append(self.ref(row))  # it follows along in another register's transaction
        for service in self.core.registers:
            if service is not self:
                service.heard(tx, self.name, row, verb.partition(".")[2])

    def changed(self, tx: Tx, row: Any, also: Iterable[Ref] = ()) -> Change:
        """The answer to a write."""
        touched = dict.fromkeys((*also, *tx.also))
        return Change(tx.verb, self.ref(row), tuple(touched), tuple(tx.cautions))

    def ref(self, row: Any) -> Ref:
        """Where a row stands."""
        return Ref(self.name, row.id, row.number)

    def same_client(self, tx: Tx, client_id: str) -> Change | None:
        """The answer given before to the very same draft: a retry makes no second entry (F4)."""
        row = drafts.made(tx, self.model, client_id)
        return self.changed(tx, row) if row is not None else None

    # Reading.

    def _chosen(self, tx: Tx, query: Query) -> Select[Any]:
        model: Any = self.model
        chosen = select(model.id).where(self.readable(tx))
        try:
            condition = self.chip(tx, query.chip)
        except KeyError as error:
            raise Invalid(Problem("chip", "unknown_choice", {"value": query.chip})) from error
        if condition is not None:
            chosen = chosen.where(condition)
        if query.text:
            chosen = chosen.where(model.id.in_(self.find_ids(tx, query.text, COUNT_CAP)))
        return chosen

    def list_ids(self, tx: Tx, query: Query) -> array[int]:
        """The ids a table shows, in order, as one compact snapshot."""
        name, falling = query.sort.lstrip("-"), query.sort.startswith("-")
        if name == "id":
            # Sorted here: unsorted, the smallest index that has the ids is read instead of the whole table.
            return array("q", sorted(plain_ids(tx, self._chosen(tx, query)), reverse=falling))
        column = self.sort_column(name)
        order = [part.desc() if falling else part.asc() for part in (column, self.sort_column("id"))]
        return array("q", plain_ids(tx, self._chosen(tx, query).order_by(*order)))

    def list_rows(self, tx: Tx, ids: Sequence[int]) -> tuple[RowT, ...]:
        """The rows of some ids in the order asked; one that is gone is left out."""
        model: Any = self.model
        asked = select(model).where(model.id.in_(list(ids)), self.readable(tx))
        found = {row.id: row for row in tx.session.scalars(asked)}
        return tuple(self.as_rows(tx, [found[id] for id in ids if id in found]))

    def count(self, tx: Tx, chips: Iterable[str]) -> dict[str, int]:
        """How many rows each chip has, counted up to ``COUNT_CAP``."""
        return {
            chip: tx.session.scalar(
                select(func.count()).select_from(self._chosen(tx, Query(chip=chip)).limit(COUNT_CAP).subquery())
            )
            or 0
            for chip in chips
        }

    def find_ids(self, tx: Tx, text: str, limit: int) -> list[int]:
        """The ids found by the words of ``text``, newest first (``ALL-5``)."""
        return search_index.find(tx.session, self.name, text, limit, self._searchables)

    def hits(self, tx: Tx, text: str, limit: int) -> list[Hit]:
        """What the search box shows of this register."""
        model: Any = self.model
        asked = select(model).where(model.id.in_(self._own_ids(tx, text, limit)), self.readable(tx))
        newest = asked.order_by(model.id.desc()).limit(limit)
        return [self.as_hit(row) for row in tx.session.scalars(newest)]

    def _own_ids(self, tx: Tx, text: str, limit: int) -> list[int]:
        """The ids found that the person may read: of what a steward's words find most lies in other areas."""
        here = self.readable(tx)
        if isinstance(here, True_):
            return self.find_ids(tx, text, limit)
        load = partial(self._searchables, here=here)
        return search_index.find(tx.session, self.name, text, limit, load, among=COUNT_CAP)

    def _searchables(
        self, session: Session, ids: Sequence[int], here: ColumnElement[bool] | None = None
    ) -> dict[int, Searchable]:
        model: Any = self.model
        asked = plain(model) if here is None else plain(model).where(here)
        found: Any = session.execute(asked, {"ids": list(ids)})
        return {row.id: self.searchable(row) for row in found}

    def by_number(self, tx: Tx, number: str) -> Ref | None:
        """The entry of a number."""
        model: Any = self.model
        row = tx.session.execute(select(model.id, model.number).where(model.number == number)).first()
        return Ref(self.name, row.id, row.number) if row else None

    @staticmethod
    def columns(row: Any, kind: type[Any], *without: str) -> dict[str, Any]:
        """The columns of a row that a data class has a field of the same name for."""
        model, shown = cast(Any, type(row)), cast(Any, kind)
        return {name: getattr(row, name) for name in shared(model, shown) if name not in without}

    @staticmethod
    def departments(tx: Tx) -> dict[int | None, str]:
        """Names of all departments by id, looked up once in a transaction."""
        if "departments" not in tx.known:
            found: dict[int | None, str] = dict(iter(tx.session.execute(select(Department.id, Department.name))))
            tx.known["departments"] = found | {None: ""}
        names: dict[int | None, str] = tx.known["departments"]
        return names

    def staff_names(self, tx: Tx, ids: Iterable[int | None]) -> dict[int | None, str]:
        """Names of staff by id."""
        wanted = {id for id in ids if id}
        names: dict[int | None, str] = {None: "", 0: ""}
        if wanted:
            names.update(iter(tx.session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(wanted)))))
        return names
