"""The file: engines, the writer's lock, transactions. One connection writes; readers only read."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.orm import Session

from deskapp.errors import NewerDatabase, NoDatabase, StorageError
from deskapp.models import head_revision
from deskapp.services import dialects
from deskapp.services.lock import WriterLock


def as_url(place: str | Path) -> URL:
    """A file's path or an SQLAlchemy URL as a URL."""
    text = str(place)
    return make_url(text) if "://" in text else URL.create("sqlite", database=text)


class Database:
    """One register file (or PostgreSQL database), opened.

    ``hold`` keeps the writer's lock as long as it is open (the window); otherwise each write takes it and lets it go.
    Raises NoDatabase when there is none and ``create`` is false, NewerDatabase, Busy, StorageError.
    """

    def __init__(self, place: str | Path, *, create: bool = False, hold: bool = False, holder: str = "") -> None:
        self.url = as_url(place)
        self.dialect = dialects.for_url(self.url)
        self.path = Path(self.url.database) if self.url.database and self.dialect.is_file else None
        if self.path is not None and not self.path.exists():
            if not create:
                raise NoDatabase(path=str(self.path))
            self._make_folder(self.path.parent)
        self.lock = WriterLock(self.path, hold=hold, holder=holder)
        self._writing = threading.Lock()
        self.writer = self._engine(writing=True)
        self.reader = self._engine(writing=False)
        try:
            with dialects.said():
                self._prepare()
        except BaseException as error:
            self.close()
            if isinstance(error, StorageError) and error.code == "not_a_database":
                raise StorageError(error.code, path=str(self.path)) from error
            raise

    @staticmethod
    def _make_folder(folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError("read_only") from error

    def _engine(self, *, writing: bool) -> Engine:
        engine = create_engine(self.url, **self.dialect.engine_options(writing=writing))
        self.dialect.listen(engine, writing=writing)
        return engine

    def _prepare(self) -> None:
        found = self.revision()
        known = head_revision()
        if found == known:
            return
        if found > known:
            raise NewerDatabase(found=found, known=known)
        from deskapp.services.migrate import upgrade

        with self.lock.held():
            upgrade(self)

    def revision(self) -> str:
        """The schema's revision in the file, or an empty string for a new one."""
        with self.reader.connect() as connection:
            return self.dialect.revision(connection)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One transaction that may write: committed at the end, rolled back on any error."""
        with (
            dialects.said(),
            self._writing,
            self.lock.held(),
            Session(self.writer, expire_on_commit=False, autoflush=False) as session,
            session.begin(),
        ):
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """One consistent look; nothing can be written through it."""
        with dialects.said(), Session(self.reader, autoflush=False) as session, session.begin():
            yield session

    def close(self) -> None:
        """Let go of the file and of the writer's lock."""
        self.reader.dispose()
        self.writer.dispose()
        self.lock.release()
