"""Who could have entered a unit in a span of time: every register is asked what it knows (``KEY-8``)."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path

from deskapp.domain import entry
from deskapp.domain.entry import REGISTER, EntryAsk, EntryLine, EntryList, Way, asked_id, of_asked_id
from deskapp.domain.fields import check
from deskapp.domain.people import COUNTER, OFFICE
from deskapp.domain.slips import Printed
from deskapp.domain.words import Language
from deskapp.errors import Invalid, NotFound, Problem
from deskapp.models.directory import Unit
from deskapp.services import entry_lines, journal
from deskapp.services.calendar_lists import write_text
from deskapp.services.directory_writes import UNIT, unit_of
from deskapp.services.verbs import Service, Tx, reads, writes

#: A phone begins with a plus, and is no formula.
_PHONE = frozenset("0123456789 +-()")


class EntryService(Service):
    """No register of its own: it gathers what the others say. Who prints it or writes it down is journalled."""

    name = REGISTER

    @reads(COUNTER)
    def who(self, tx: Tx, unit: str, since: datetime, until: datetime) -> EntryList:
        """Every loan, slip, hand-over and missing set that overlaps a span, in order of time (``KEY-8``)."""
        return self._list(tx, *self._asked(tx, unit, since, until))

    def _asked(self, tx: Tx, unit: str, since: datetime, until: datetime) -> tuple[Unit, datetime, datetime]:
        problems = [Problem(*refusal) for refusal in check(EntryAsk(unit=unit, since=since, until=until), tx.now)]
        found = None if problems else unit_of(tx, unit)
        if not problems and found is None:
            problems.append(Problem("unit", "unknown_unit", {"value": unit}))
        if not problems and until <= since:
            problems.append(Problem("until", "span_backwards"))
        if problems or found is None:
            raise Invalid(*problems)
        return found, since, until

    def _list(self, tx: Tx, unit: Unit, since: datetime, until: datetime) -> EntryList:
        lines: list[EntryLine] = [*entry_lines.of_missing(tx, unit.id, since, until)]
        for register in self.core.registers:
            if register.open_to(tx):
                lines += register.entered(tx, unit.id, since, until)
        return EntryList(
            id=asked_id(unit.id, since, until), number=unit.code, unit_id=unit.id, since=since, until=until, at=tx.now,
            lines=tuple(sorted(lines, key=_in_time)),
        )  # fmt: skip

    @reads(COUNTER)
    def sheet(self, tx: Tx, id: int) -> EntryList:
        """The list of a unit and a span that ``asked_id`` made one number of: what its paper is drawn from."""
        return self._list(tx, *self._named(tx, id))

    @staticmethod
    def _named(tx: Tx, id: int) -> tuple[Unit, datetime, datetime]:
        try:
            unit_id, since, until = of_asked_id(id)
        except ValueError as error:
            raise NotFound(number=str(id)[:20]) from error
        unit = tx.session.get(Unit, unit_id) if unit_id < 2**63 else None
        if unit is None or until <= since:
            raise NotFound(number=str(id)[:20])
        return unit, since, until

    @writes(COUNTER)
    def print(self, tx: Tx, id: int) -> Printed:
        """A list of persons leaves the program on paper: the journal says by whom, of which unit and span."""
        unit, since, until = self._named(tx, id)
        self._noted(tx, unit, since, until)
        return Printed(id=id, number=unit.code, reprint=0, at=tx.now, by=tx.actor.name if tx.actor else "")

    @writes(OFFICE)
    def write_csv(self, tx: Tx, unit: str, since: datetime, until: datetime, path: str, language: Language) -> str:
        """The list in a file that table programs open; the journal says who wrote it. Returns its path."""
        asked = self._asked(tx, unit, since, until)
        self._noted(tx, *asked)
        text = io.StringIO()
        lines = csv.writer(text, lineterminator="\n")
        lines.writerow(entry.heads(language))
        for line in self._list(tx, *asked).lines:
            lines.writerow([_plain(cell) for cell in entry.cells(line, language)])
        write_text(Path(path), text.getvalue())
        return path

    @staticmethod
    def _noted(tx: Tx, unit: Unit, since: datetime, until: datetime) -> None:
        span = {"since": [None, since.isoformat()], "until": [None, until.isoformat()]}
        journal.write(tx, UNIT, unit, number=unit.code, more=span)


def _in_time(line: EntryLine) -> tuple[datetime, int, str]:
    return line.since, list(Way).index(line.way), line.ref.number


def _plain(cell: str) -> str:
    """Words stay words: nothing that somebody typed is reckoned with by a table program."""
    from deskapp.services.excel.workbook import quoted

    return cell if set(cell) <= _PHONE else quoted(cell)


SERVICE = EntryService
