"""The residents of a workbook: which rows are one person, who is known already, which ties are new (``DIR-1``)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from deskapp.domain.directory import IdType, Relation, ResidentDraft, TieDraft
from deskapp.domain.fields import check
from deskapp.models.directory import Resident, Tie, Unit
from deskapp.services import directory_codes as codes
from deskapp.services import directory_residents as residents
from deskapp.services import journal_bulk, search_index
from deskapp.services.excel.reading import Line
from deskapp.services.verbs import Tx

#: What a row says of the person; the rest of its cells are the tie.
_OWN = ("name", "sex", "address_as", "id_type", "emergency_contact", "notes")


@dataclass
class Person:
    """One resident: known or new, with what the file says of them."""

    known: Resident | None
    draft: ResidentDraft
    before: ResidentDraft | None = None
    phones: set[str] = field(default_factory=set)
    number: str = ""
    mask: str = ""
    ties: list[TieDraft] = field(default_factory=list)

    @property
    def told(self) -> bool:
        """Whether anything beside the name tells this person apart."""
        return bool(self.number or self.phones or self.ties)

    @property
    def fate(self) -> str:
        """What an import does with the record: ``new``, ``changed``, ``same``."""
        if self.before is None:
            return "new"
        return "same" if replace(self.draft, ties=tuple(self.ties)) == self.before else "changed"


class _Register:
    """Everybody known so far by name: those of the register, then those of the file."""

    def __init__(self, tx: Tx) -> None:
        self.people: dict[str, list[Person]] = {}
        ties: dict[int, list[TieDraft]] = {}
        joined = select(Tie, Unit.code).join(Unit, Unit.id == Tie.unit_id).order_by(Tie.id)
        for tie, code in tx.session.execute(joined):
            made = TieDraft(unit=code, relation=tie.relation, since=tie.since, until=tie.until)
            ties.setdefault(tie.resident_id, []).append(made)
        for row in tx.session.scalars(select(Resident).where(Resident.merged_into.is_(None)).order_by(Resident.id)):
            self.add(_of_register(row, ties.get(row.id, [])))

    def add(self, person: Person) -> None:
        """Remember one more."""
        self.people.setdefault(codes.same_text(person.draft.name), []).append(person)

    def find(self, name: str, number: str, phones: set[str], unit: str) -> Person | None:
        """The one meant by a name with an ID number, a phone, or a unit; no two ID numbers are one person."""
        same = self.people.get(codes.same_text(name), [])
        fitting = [person for person in same if not number or not person.number or number in _numbers(person)]
        by_number = (person for person in fitting if number and number in _numbers(person))
        by_phone = (person for person in fitting if phones & person.phones)
        by_unit = (person for person in fitting if unit and any(tie.unit == unit for tie in person.ties))
        bare = (person for person in fitting if not (number or phones or unit or person.told))
        return next((person for way in (by_number, by_phone, by_unit, bare) for person in way), None)


def _numbers(person: Person) -> set[str]:
    """A person's ID number, and as it stands in an export."""
    return {person.number, person.mask} - {""}


def _of_register(row: Resident, ties: list[TieDraft]) -> Person:
    names = ("id", "version", "name", "sex", "address_as", "phones", "id_type", "emergency_contact", "notes")
    mask = codes.mask(row.id_number)
    draft = ResidentDraft(**{name: getattr(row, name) for name in names}, id_number=mask, ties=tuple(ties))
    phones = {codes.digits(phone) for phone in codes.split_phones(row.phones)}
    return Person(row, draft, draft, phones, row.id_number, mask, list(ties))


def plan(tx: Tx, lines: Iterable[Line], unit_code: Callable[[str], str]) -> list[Person]:
    """Who is in the file, each once, in the order of the rows; what is wrong is noted at its row."""
    register = _Register(tx)
    touched: dict[int, Person] = {}
    for line in lines:
        unit = _unit(line, unit_code)
        number = codes.tidy_id_number(line.values["id_number"])
        phones = codes.split_phones(line.values["phones"])
        _check(tx, line, number, phones, unit)
        bare = {codes.digits(phone) for phone in phones}
        person = register.find(line.values["name"], number, bare, unit)
        if person is None:
            person = Person(None, ResidentDraft(name=line.values["name"]))
            register.add(person)
        _say(person, line, number, phones)
        _tie(person, line, unit)
        touched[id(person)] = person
    return list(touched.values())


def _unit(line: Line, unit_code: Callable[[str], str]) -> str:
    typed = line.values["unit"]
    unit = unit_code(typed) if typed else ""
    if typed and not unit:
        line.refuse("unit", "unknown_unit", value=typed[:30])
    if typed and line.values["relation"] is None:
        line.refuse("relation", "required")
    if not typed and (line.values["relation"] or line.values["since"] or line.values["until"]):
        line.refuse("unit", "required")
    return unit


def _check(tx: Tx, line: Line, number: str, phones: tuple[str, ...], unit: str) -> None:
    values = line.values
    given = {name: values[name] for name in _OWN if values[name] is not None}
    tie = TieDraft(unit=unit or "-", since=values["since"], until=values["until"])
    draft = ResidentDraft(**given, phones=values["phones"], id_number=values["id_number"], ties=(tie,))
    for refusal in check(draft, tx.now):
        line.refuse(refusal.field.rpartition(".")[2], refusal.code, **refusal.params)
    for problem in codes.phone_problems(phones, tx.now):
        line.refuse(problem.field, problem.code, **problem.params)
    if not codes.is_mask(number):
        for problem in codes.id_number_problems(values["id_type"] or IdType.NONE, number):
            line.refuse(problem.field, problem.code, **problem.params)
    if values["since"] and values["until"] and values["until"] < values["since"]:
        line.refuse("until", "until_before_since")


def _say(person: Person, line: Line, number: str, phones: tuple[str, ...]) -> None:
    """What a row says of the person; an empty cell says nothing."""
    given = {name: line.values[name] for name in _OWN if line.values[name] not in (None, "")}
    if phones:
        given["phones"] = codes.join_phones(phones)
        person.phones |= {codes.digits(phone) for phone in phones}
    if codes.is_mask(number):
        if number not in _numbers(person):
            line.refuse("id_number", "masked_number")
    elif number and number != person.number:
        given["id_number"] = person.number = number
        person.mask = codes.mask(number)
    person.draft = replace(person.draft, **given)


def _tie(person: Person, line: Line, unit: str) -> None:
    """The tie of a row: one that stands already with its dates filled in, or a new one."""
    relation: Relation | None = line.values["relation"]
    if not unit or relation is None:
        return
    since, until = line.values["since"], line.values["until"]
    for at, tie in enumerate(person.ties):
        if tie.unit == unit and tie.relation is relation and _one_stay(tie, since):
            person.ties[at] = replace(tie, since=since or tie.since, until=until or tie.until)
            return
    person.ties.append(TieDraft(unit=unit, relation=relation, since=since, until=until))


def _one_stay(tie: TieDraft, since: date | None) -> bool:
    """Whether a row speaks of a tie that stands: from the same day, or one of the two does not say since when."""
    return since is None or tie.since is None or since == tie.since


# Doing it


def carry_out(tx: Tx, people: list[Person]) -> None:
    """Write new residents in batches, known ones through the verb's own way."""
    for person in people:
        if person.fate == "changed":
            residents.save_resident(tx, replace(person.draft, ties=tuple(person.ties)))
    new = [person for person in people if person.fate == "new"]
    rows = [_row(person) for person in new]
    journal_bulk.add_all(tx, residents.RESIDENT, rows, hide=_hide)
    units = {row.code: row.id for row in tx.session.execute(select(Unit.code, Unit.id))}
    ties = [_tie_row(row.id, tie, units) for row, person in zip(rows, new, strict=True) for tie in person.ties]
    journal_bulk.add_all(tx, "tie", ties)
    for row in rows:
        search_index.put(tx.session, residents.RESIDENT, row.id, residents.resident_words(row))


def _row(person: Person) -> Resident:
    draft = person.draft
    values = {name: getattr(draft, name) for name in (*_OWN, "phones")}
    return Resident(**values, id_number=person.number, version=1)


def _hide(changes: dict[str, Any]) -> None:
    if "id_number" in changes:
        changes["id_number"] = [None, codes.mask(changes["id_number"][1])]


def _tie_row(resident_id: int, tie: TieDraft, units: dict[str, int]) -> Tie:
    dates = {"since": tie.since, "until": tie.until}
    return Tie(resident_id=resident_id, unit_id=units[tie.unit], relation=tie.relation, **dates)
