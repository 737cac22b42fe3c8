"""Schema changes by Alembic, each in one transaction, with a copy of the file kept before it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from deskapp import models
from deskapp.errors import StorageError

if TYPE_CHECKING:
    from alembic.config import Config

    from deskapp.services.database import Database


def config() -> Config:
    """Alembic's configuration, made here: there is no ini file to forget. Imported late: starts need none of it."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(Path(models.__file__).parent / "migrations"))
    return made


def upgrade(database: Database) -> None:
    """Bring the schema up to date; a file that holds something is copied beside itself first and the copy verified."""
    from alembic import command

    before = database.revision()
    if before and database.path is not None:
        keep_copy(database.path, database.path.with_name(f"{database.path.name}.before-{models.head_revision()}"))
    made = config()
    with database.writer.begin() as connection:
        made.attributes["connection"] = connection
        made.attributes["extras"] = database.dialect
        command.upgrade(made, "head")


def keep_copy(source: Path, target: Path) -> None:
    """Copy a register file while it is in use, and check the copy; raises StorageError if the copy is not sound."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
        verdict = new.execute("PRAGMA integrity_check").fetchone()[0]
    if verdict != "ok":
        raise StorageError("damaged", reason=verdict)
