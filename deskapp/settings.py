"""What one workplace remembers: typed, with defaults, in one small file of the person's configuration folder."""

from __future__ import annotations

import json
import locale
import os
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from platformdirs import user_config_path, user_data_path

from deskapp.domain.words import Language

LANGUAGES = ("auto", "zh", "en")
THEMES = ("auto", "light", "dark")
SCALES = (100, 110, 125, 150, 175, 200)


@dataclass
class Settings:
    """The settings of a workplace. ``path`` is where they are kept; none keeps them in memory only (tests, pictures).

    ``language`` and ``theme`` ``auto`` follow the desktop; ``scale`` is the text size in percent; ``database`` a file
    or an SQLAlchemy URL; ``forms`` remembers paper, language, printer and offsets for each form;
    ``sound`` lets an emergency be heard (``REC-5``).
    ``phrases`` shows the procedure's words where they are needed (``REC-10``).
    """

    path: Path | None = None
    language: str = "auto"
    theme: str = "auto"
    scale: int = 100
    database: str = ""
    last_person: str = ""
    forms: dict[str, dict[str, Any]] = field(default_factory=dict)
    splitter: int = 0
    sound: bool = True
    phrases: bool = True

    @classmethod
    def load(cls, path: Path | None = None) -> Settings:
        """The settings at ``path`` (or in the person's configuration folder); an unreadable file gives defaults."""
        path = path or Path(
            os.environ.get("DESKAPP_SETTINGS") or user_config_path("deskapp", appauthor=False) / "settings.json"
        )
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            kept = {}
        known = {f.name: type(getattr(cls(), f.name)) for f in fields(cls) if f.name != "path"}
        good = {
            name: kept[name] for name in known if isinstance(kept, dict) and isinstance(kept.get(name), known[name])
        }
        return cls(path=path, **good)

    def save(self) -> None:
        """Write them down, whole or not at all; a folder that cannot be written to loses nothing but the choice."""
        if self.path is None:
            return
        body = {name: value for name, value in asdict(self).items() if name != "path"}
        part = self.path.with_suffix(".part")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(body, ensure_ascii=False, indent=1), encoding="utf-8")
            part.replace(self.path)
        except OSError:
            part.unlink(missing_ok=True)

    @property
    def language_now(self) -> Language:
        """The language to speak: the one chosen, or the desktop's; Chinese is the working language of the counter."""
        if self.language != "auto":
            return Language(self.language)
        here = os.environ.get("LC_ALL") or os.environ.get("LANG") or locale.getlocale()[0] or ""
        return Language.ENGLISH if here.lower().startswith("en") else Language.CHINESE

    @property
    def database_now(self) -> str:
        """The file or URL to open: the one chosen, or the default place."""
        return self.database or str(user_data_path("deskapp", appauthor=False) / "deskapp.db")
