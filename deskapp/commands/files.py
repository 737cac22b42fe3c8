"""Files a command reads and writes: whole or not at all, and a refusal that names the path."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from deskapp.errors import DeskError


def read_document(name: str) -> bytes:
    """The bytes of a file, or of stdin for ``-``."""
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise DeskError("unreadable", path=name, reason=_reason(error)) from error


def ready_for(target: Path) -> Path:
    """The path to write to, refused before any work when its folder is not there or it is a folder itself."""
    if not target.parent.is_dir():
        raise DeskError("no_folder", path=str(target.parent))
    if target.is_dir():
        raise DeskError("unwritable", path=str(target), reason=_reason(IsADirectoryError(21, os.strerror(21))))
    return target


def write_whole(target: Path, content: bytes) -> None:
    """Write a file under a passing name and put it in its place only when it is complete."""
    ready_for(target)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise DeskError("unwritable", path=str(target), reason=_reason(error)) from error


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
