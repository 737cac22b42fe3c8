"""One call of the command line from its first word to its exit code; every error is one line."""

from __future__ import annotations

import errno
import os
import re
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TextIO

from platformdirs import user_state_path

from deskapp.commands import commands
from deskapp.commands.base import FAILED, REFUSED, SOUND, Invocation, Words
from deskapp.commands.parser import build
from deskapp.commands.sentences import line_of
from deskapp.domain.words import Language
from deskapp.errors import DeskError
from deskapp.settings import Settings

#: What a shell answers for a program stopped by Ctrl+C.
INTERRUPTED = 130
_NO_ROOM = {errno.ENOSPC, errno.EFBIG, errno.EIO, getattr(errno, "EDQUOT", errno.ENOSPC)}


def run_line(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Carry out one command line and answer its exit code."""
    kept = environ.get("DESKAPP_SETTINGS")
    settings = Settings.load(Path(kept) if kept else None)
    words = Words(_language(arguments) or settings.language_now)
    return guarded(lambda: _run(arguments, environ, settings, words), words)


def _run(arguments: Sequence[str], environ: Mapping[str, str], settings: Settings, words: Words) -> int:
    options = build(words, commands()).parse_args(list(arguments))
    call = Invocation(options=options, settings=settings, words=words, environ=environ)
    if options.command is not None:
        return int(options.run(call))
    from deskapp.commands.window import open_window

    return open_window(call)


def _language(arguments: Sequence[str]) -> Language | None:
    """The language to answer in, read before the parser is made: its help is in that language too."""
    for index, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--language":
            value = value or "".join(arguments[index + 1 : index + 2])
            if value in tuple(Language):
                return Language(value)
    return None


def guarded(work: Callable[[], int], words: Words, logs: Path | None = None) -> int:
    """Do ``work``; a refusal is one line and 2, a failure of the program one line, a log file and 3."""
    _speak_utf8()
    try:
        with _uncaught_raised():
            code = work()
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except DeskError as error:
        _tell(line_of(error, words))
        return REFUSED
    except SystemExit as stop:  # argparse after --help and --version
        return stop.code if isinstance(stop.code, int) else 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _forget_stdout()  # whoever read the answer has seen enough
        return SOUND
    except OSError as error:
        return _no_room(error, words) if error.errno in _NO_ROOM else _failed(error, words, logs)
    except Exception as error:
        return _failed(error, words, logs)


def _failed(error: Exception, words: Words, logs: Path | None) -> int:
    log = _write_log(error, logs or user_state_path("deskapp", appauthor=False))
    _tell(words("cli.internal", kind=type(error).__name__, log=log or "–"))
    return FAILED


def _no_room(error: OSError, words: Words) -> int:
    """The answer itself found no room where it was sent to."""
    if error.filename is None:
        _forget_stdout()
    _tell(line_of(DeskError("unwritable", path=error.filename or "stdout", reason=error.strerror), words))
    return REFUSED


def _forget_stdout() -> None:
    """What is still to be written goes nowhere: the interpreter would complain about it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def _uncaught_raised() -> Iterator[None]:
    """Raise at the end what Qt kept from coming up: an error in one of its callbacks goes to the hook, and is lost."""
    caught: list[BaseException] = []

    def note(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        caught.append(error)

    before, sys.excepthook = sys.excepthook, note
    try:
        yield
    finally:
        sys.excepthook = before
    if caught:
        raise caught[0]


def _tell(line: str) -> None:
    print(re.sub(r"\s*[\r\n]+\s*", " ", line), file=sys.stderr)


def _speak_utf8() -> None:
    """UTF-8 into files and pipes whatever the system's own encoding; a terminal keeps its own and loses nothing."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            _prepare(stream)


def _prepare(stream: TextIO) -> None:
    encoding = stream.encoding if stream.isatty() else "utf-8"
    stream.reconfigure(encoding=encoding, errors="backslashreplace")  # type: ignore[attr-defined]


def _write_log(error: Exception, folder: Path) -> str:
    """Where the failure was written down. Places and kinds only: a message may carry a resident's name or phone."""
    lines = [f"{datetime.now().astimezone().isoformat()} deskapp: {_kinds(error)}\n"]
    lines += [line.rstrip() + "\n" for line in traceback.format_tb(error.__traceback__)]
    path = folder / f"failure-{datetime.now():%Y%m%d-%H%M%S}-{os.getpid()}.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(lines), encoding="utf-8")
    except OSError:
        return ""
    return str(path)


def _kinds(error: BaseException) -> str:
    because = error.__cause__ or error.__context__
    return type(error).__name__ + (f" <- {_kinds(because)}" if because else "")
