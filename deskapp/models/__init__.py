"""The tables: one file a register. ``load_all()`` walks the folder, so that a new file is enough."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

from sqlalchemy import MetaData

from deskapp.models.base import Base


def load_all() -> MetaData:
    """Import every file of this folder and return what they declare."""
    for info in pkgutil.iter_modules(__path__):
        if not info.ispkg:
            importlib.import_module(f"{__name__}.{info.name}")
    return Base.metadata


def head_revision() -> str:
    """The newest schema this program knows, by the file names of its migrations (``0001_counter.py`` → ``0001``)."""
    versions = Path(__file__).parent / "migrations" / "versions"
    return max(path.name.split("_")[0] for path in versions.glob("[0-9]*.py"))
