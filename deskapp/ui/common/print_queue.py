"""What is still to print: PDFs in a folder, with what they are to be printed with, until a printer takes them (F10)."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_data_path

from deskapp.ui import format as fmt

if TYPE_CHECKING:
    from deskapp.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """What a PDF is printed with: its name, the paper's code, the printer (none: the system's own), how often."""

    name: str
    paper: str = ""
    printer: str = ""
    copies: int = 1


def queue_folder(settings: Settings) -> Path:
    """Where PDFs wait for a printer: beside the register's file, or with the person's own data."""
    place = settings.database_now
    base = user_data_path("deskapp", appauthor=False) if "://" in place else Path(place).parent
    return base / "print-queue"


def file_name(number: str) -> str:
    """A paper's number as the name of a file: an edition of a roster has a slash in it (``2026-12/3``)."""
    return re.sub(r'[\\/:*?"<>|]', "-", number)


def waiting(settings: Settings) -> list[Path]:
    """The PDFs that are still to print, the oldest first."""
    folder = queue_folder(settings)
    return sorted(folder.glob("*.pdf")) if folder.is_dir() else []


def keep(settings: Settings, pdf: bytes, ticket: Ticket) -> Path:
    """Keep a PDF to be printed later; the file is there whole or not at all."""
    folder = queue_folder(settings)
    folder.mkdir(parents=True, exist_ok=True)
    stamp = fmt.now().astimezone().strftime("%Y%m%d-%H%M%S-%f")
    file = folder / f"{stamp}_{re.sub(r'[^0-9A-Za-z._-]', '-', ticket.name)}.pdf"
    file.with_suffix(".json").write_text(json.dumps(asdict(ticket), ensure_ascii=False), encoding="utf-8")
    part = file.with_suffix(".part")
    part.write_bytes(pdf)
    part.replace(file)
    return file


def ticket_of(file: Path) -> Ticket:
    """What a waiting PDF was to be printed with; one that lost it goes to the system's own printer."""
    plain = Ticket(name=file.stem)
    try:
        kept = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return plain
    good = {
        each.name: kept[each.name]
        for each in fields(Ticket)
        if isinstance(kept, dict) and isinstance(kept.get(each.name), type(getattr(plain, each.name)))
    }
    return Ticket(**{**asdict(plain), **good})


def drop(file: Path) -> None:
    """A PDF was printed."""
    file.unlink(missing_ok=True)
    file.with_suffix(".json").unlink(missing_ok=True)
