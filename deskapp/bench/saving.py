"""G6: saving, against raw SQLite writing one row a transaction in the same mode."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from deskapp.bench.figures import Goal, compared, figure, timed
from deskapp.bench.ground import Ground, supervisor
from deskapp.domain.reception import EntryDraft, Kind
from deskapp.services import open_office
from deskapp.services.office import OpenOffice

SAVES = 300


class Saver:
    """Records entries, each with other words."""

    def __init__(self, office: OpenOffice) -> None:
        self._office = office
        self._actor = supervisor(office)
        self._count = 0

    def save(self) -> None:
        """One entry with a promise."""
        self._count += 1
        n = self._count
        draft = EntryDraft(
            unit="1-1-101",
            caller=f"测量{n}",
            phone=f"138{n:08d}",
            kind=Kind.REPAIR,
            content=f"厨房下水管漏水,已关总阀,第 {n} 次测量,请尽快派人",
            promised_at=datetime.now().astimezone() + timedelta(hours=2),
        )
        self._office.call(self._actor, "reception.record", draft=draft)


class RawSaver:
    """The floor: one row of the same shape, one transaction, WAL, FULL."""

    def __init__(self, folder: Path, pattern: Path, *, synchronous: str) -> None:
        self.connection = sqlite3.connect(folder / f"raw-{synchronous}.db", isolation_level=None)
        for pragma in ("journal_mode=WAL", f"synchronous={synchronous}", "wal_autocheckpoint=4000"):
            self.connection.execute(f"PRAGMA {pragma}")
        with closing(sqlite3.connect(pattern)) as other:
            row = other.execute("SELECT * FROM entry ORDER BY id DESC LIMIT 1")
            names = [column[0] for column in row.description]
            self._row = row.fetchone()[1:]
        self.connection.execute(f"CREATE TABLE entry ({names[0]} INTEGER PRIMARY KEY, {', '.join(names[1:])})")
        self._insert = f"INSERT INTO entry ({', '.join(names[1:])}) VALUES ({', '.join('?' * (len(names) - 1))})"

    def save(self) -> None:
        """One row."""
        self.connection.execute("BEGIN IMMEDIATE")
        self.connection.execute(self._insert, self._row)
        self.connection.execute("COMMIT")


def measure(ground: Ground) -> Iterable[dict[str, Any]]:
    """A save to the disk, the service's own part of it, and its fsyncs."""
    ground.close()
    ground.__dict__.pop("office", None)
    place = ground.writable
    yield _on_disk(ground, place)
    yield _in_memory(ground, place)
    if shutil.which("strace"):
        yield _fsyncs(place)


def _times(ground: Ground, place: Path, synchronous: str) -> tuple[list[float], list[float]]:
    raw = RawSaver(ground.folder, place, synchronous=synchronous)
    office = open_office(place, hold=True)
    try:
        connection: Any = office.core.database.writer.raw_connection()
        connection.driver_connection.execute(f"PRAGMA synchronous={synchronous}")
        connection.close()
        saver = Saver(office)
        for _ in range(20):
            saver.save()
            raw.save()
        pairs = [(timed(raw.save), timed(saver.save)) for _ in range(SAVES)]
    finally:
        office.close()
        raw.connection.close()
    return [floor for floor, _ in pairs], [ours for _, ours in pairs]


def _on_disk(ground: Ground, place: Path) -> dict[str, Any]:
    floors, found = _times(ground, place, "FULL")
    return compared("G6", "save, to the disk", floors, found, Goal(more=1.0))


def _in_memory(ground: Ground, place: Path) -> dict[str, Any]:
    """Without fsync the disk's moods fall away: what is left is the service's own work."""
    floors, found = _times(ground, place, "OFF")
    return compared("G6", "save, the service's own part, p95", floors, found, Goal(more=1.0), by="p95")


def _fsyncs(place: Path) -> dict[str, Any]:
    few, many = 20, 120
    count = (_counted(place, many) - _counted(place, few)) / (many - few)
    return figure("G6", "fsyncs a save", 1.0, count, "fsync", Goal(most=1.1))


def _counted(place: Path, saves: int) -> int:
    """How many fsyncs a process makes that saves so often."""
    command = [
        "strace",
        "-f",
        "-qq",
        "-e",
        "trace=fsync,fdatasync",
        sys.executable,
        "-m",
        __spec__.name,
        str(place),
        str(saves),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return len(re.findall(r"\b(?:fsync|fdatasync)\(", done.stderr))


def _save_often(arguments: list[str]) -> None:
    office = open_office(arguments[0], hold=True)
    saver = Saver(office)
    for _ in range(int(arguments[1])):
        saver.save()
    office.close()


MEASURES = {"G6": measure}

if __name__ == "__main__":
    _save_often(sys.argv[1:])
