"""One writing process at a time: an operating-system lock beside the file, gone with the process that held it."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from deskapp.errors import Busy, StorageError

WAIT_SECONDS = 10.0


class WriterLock:
    """The writer's lock of one file; without a path (PostgreSQL, memory) it always lets through."""

    def __init__(self, path: Path | None, *, hold: bool, holder: str) -> None:
        self._holder_file = path.with_name(path.name + ".holder") if path else None
        self._lock = FileLock(str(path) + ".lock", thread_local=False, poll_interval=0.01) if path else None
        self._guard = threading.RLock()
        self._holding = False
        if hold:
            self._acquire()
            self._holding = True
            if self._holder_file is not None:
                self._holder_file.write_text(f"{holder} (pid {os.getpid()})", encoding="utf-8")

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock for one write; raises Busy, naming the holder, after ten seconds."""
        with self._guard:
            if self._holding or self._lock is None:
                yield
                return
            self._acquire()
            try:
                yield
            finally:
                self._lock.release()

    def _acquire(self) -> None:
        if self._lock is None:
            return
        try:
            self._lock.acquire(timeout=WAIT_SECONDS)
        except Timeout as error:
            raise Busy(holder=self._who()) from error
        except OSError as error:
            raise StorageError("read_only") from error

    def _who(self) -> str:
        try:
            return self._holder_file.read_text(encoding="utf-8") if self._holder_file else "?"
        except (OSError, UnicodeDecodeError):
            return "?"

    def release(self) -> None:
        """Give a lock back that was held for good."""
        if self._holding and self._lock is not None and self._holder_file is not None:
            self._holder_file.unlink(missing_ok=True)
            self._lock.release()
            self._holding = False
