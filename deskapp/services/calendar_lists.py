"""Lists of days as people bring them: ``2027-02-05 休 春节`` a line, from text, CSV or an Excel workbook."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from deskapp.domain.calendar import DayDraft, DayKind
from deskapp.domain.fields import EARLIEST, LATEST, unprintable
from deskapp.errors import DeskError, Invalid, Problem

_BETWEEN = r"[\s,，;；、]+"
_LINE = re.compile(rf"(\d{{4}})[-/.年](\d{{1,2}})[-/.月](\d{{1,2}})日?{_BETWEEN}(\S+?)(?:{_BETWEEN}(.*))?")
_KINDS = {
    "rest": DayKind.REST, "休": DayKind.REST, "休息": DayKind.REST, "放假": DayKind.REST, "休息日": DayKind.REST,
    "working": DayKind.WORKING, "班": DayKind.WORKING, "上班": DayKind.WORKING, "工作日": DayKind.WORKING,
}  # fmt: skip
_LONGEST_NAME = 40
_SHOWN = 40
#: No list of days is larger than this; a workbook's magic number.
_MOST_BYTES, _MOST_ROWS = 1_000_000, 4000
_ZIP = b"PK\x03\x04"


def read(text: str) -> tuple[list[DayDraft], list[Problem]]:
    """The days of a list, and every line that is none; empty lines and those with ``#`` are passed over."""
    drafts: dict[date, DayDraft] = {}
    problems: list[Problem] = []
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip().lstrip("\ufeff").rstrip(",，;；").strip()
        if not line or line.startswith("#"):
            continue
        draft = _read_line(line)
        if draft is None or draft.day is None:
            problems.append(Problem("text", "calendar_line", {"line": number, "text": line[:_SHOWN]}))
        elif draft.day in drafts:
            problems.append(Problem("text", "calendar_twice", {"day": draft.day}))
        else:
            drafts[draft.day] = draft
    return list(drafts.values()), problems


def _read_line(line: str) -> DayDraft | None:
    found = _LINE.fullmatch(line)
    kind = _KINDS.get(unicodedata.normalize("NFKC", found[4]).casefold()) if found else None
    if found is None or kind is None or unprintable(line, lines=False):
        return None
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
    name = (found[5] or "").strip()
    fits = EARLIEST.date() <= day < LATEST.date() and len(name) <= _LONGEST_NAME
    return DayDraft(day=day, kind=kind, name=name) if fits else None


def lines_of(path: Path) -> str:
    """What a file of days says, line by line; raises Invalid for what is neither text nor a workbook."""
    try:
        with path.open("rb") as file:
            kept = file.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise DeskError("unreadable", path=str(path), reason=reason) from error
    if len(kept) > _MOST_BYTES:
        raise Invalid(Problem("path", "not_a_list"))
    if kept.startswith(_ZIP):
        return "".join(f"{line}\n" for line in _rows(path))
    for encoding in ("utf-8-sig", "utf-16" if kept[:2] in {b"\xff\xfe", b"\xfe\xff"} else "gb18030"):
        try:
            text = kept.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace('"', "")
    raise Invalid(Problem("path", "not_a_list"))


def write_text(path: Path, text: str) -> None:
    """Write a list where it can be opened by anything, Excel included; raises DeskError."""
    try:
        path.write_text(text, encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise DeskError("unwritable", path=str(path), reason=reason) from error


def _rows(path: Path) -> Iterator[str]:
    """The first sheet of a workbook, a row a line; a heading without a digit is no day."""
    from deskapp.services.excel.reading import plain_rows

    for at, row in enumerate(plain_rows(path, _MOST_ROWS)):
        line = " ".join(filter(None, map(_cell, row)))
        if line and (at or any(sign.isdigit() for sign in line)):
            yield line


def _cell(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return " ".join(str(value).split()) if value is not None else ""
