"""Work off the window's thread: one writer, several readers, results drained on the main thread by one signal."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot

Work = Callable[[], Any]
Then = Callable[[Any], None]
Failed = Callable[[Exception], None]


@dataclass(frozen=True, slots=True)
class Task:
    """One piece of work and what follows. ``owner`` and ``token``: a newer task of the same pair makes it stale."""

    work: Work
    then: Then
    failed: Failed
    owner: object = None
    token: str = ""


class Runner(Protocol):
    """What the window needs of a runner; tests inject ``InlineRunner``."""

    def read(self, task: Task) -> None:
        """Run on a reader thread."""
        ...

    def write(self, task: Task) -> None:
        """Run on the writer thread, after every write handed in before."""
        ...

    def close(self) -> None:
        """Finish what is running and take no more."""
        ...


class TaskRunner(QObject):
    """Threads for real use. Callbacks run on the thread that made the runner, in the order of completion."""

    _ready = Signal(object)

    def __init__(self, readers: int = 3) -> None:
        super().__init__()
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._readers = ThreadPoolExecutor(readers, thread_name_prefix="reader")
        self._newest: dict[tuple[int, str], int] = {}
        self._count = 0
        self._running = 0
        self._closed = False
        self._ready.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    @property
    def idle(self) -> bool:
        """Nothing is running and no result waits."""
        return self._running == 0

    def read(self, task: Task) -> None:
        """Run on a reader thread."""
        self._start(self._readers, task)

    def write(self, task: Task) -> None:
        """Run on the writer thread."""
        self._start(self._writer, task)

    def _start(self, pool: ThreadPoolExecutor, task: Task) -> None:
        if self._closed:
            return
        self._count += 1
        number = self._count
        if task.token:
            self._newest[id(task.owner), task.token] = number
        self._running += 1
        future = pool.submit(task.work)
        future.add_done_callback(_Deliver(self, task, number))

    def deliver(self, task: Task, number: int, future: Future[Any]) -> None:
        """Hand a finished task over to the main thread (called on the worker's thread)."""
        self._ready.emit((task, number, future))

    @Slot(object)
    def _finish(self, result: tuple[Task, int, Future[Any]]) -> None:
        task, number, future = result
        self._running -= 1
        if task.token and self._newest.get((id(task.owner), task.token)) != number:
            return
        self._newest.pop((id(task.owner), task.token), None)
        error = future.exception()
        if error is None:
            task.then(future.result())
        elif isinstance(error, Exception):
            task.failed(error)
        else:
            raise error

    def close(self) -> None:
        """Finish what is running, deliver it, and take no more."""
        self._closed = True
        self._readers.shutdown(wait=True)
        self._writer.shutdown(wait=True)
        QCoreApplication.sendPostedEvents(self)


@dataclass(frozen=True, slots=True)
class _Deliver:
    runner: TaskRunner
    task: Task
    number: int

    def __call__(self, future: Future[Any]) -> None:
        self.runner.deliver(self.task, self.number, future)


class InlineRunner:
    """Runs everything at once on the calling thread: for tests and for pictures."""

    def __init__(self) -> None:
        self._queue: deque[Task] = deque()
        self._busy = False

    @property
    def idle(self) -> bool:
        """Nothing is running."""
        return not self._busy

    def read(self, task: Task) -> None:
        """Run now, or right after the task that is running."""
        self._queue.append(task)
        if self._busy:
            return
        self._busy = True
        try:
            while self._queue:
                self._run(self._queue.popleft())
        finally:
            self._busy = False

    write = read

    @staticmethod
    def _run(task: Task) -> None:
        try:
            result = task.work()
        except Exception as error:
            task.failed(error)
        else:
            task.then(result)

    def close(self) -> None:
        """Nothing to finish."""
