"""What is measured on: a demo file, opened, with somebody at the counter."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from random import Random

from deskapp.domain.common import Query
from deskapp.domain.people import Actor, Role
from deskapp.services import open_office
from deskapp.services.office import OpenOffice


@dataclass
class Ground:
    """A demo file and a folder for what the measuring leaves behind."""

    place: Path
    folder: Path
    own: bool
    rng: Random = field(default_factory=lambda: Random(1))

    @cached_property
    def office(self) -> OpenOffice:
        """The register, opened for reading."""
        return open_office(self.place)

    @cached_property
    def actor(self) -> Actor:
        """The supervisor, without the tenth of a second that a PIN costs."""
        return supervisor(self.office)

    @cached_property
    def ids(self) -> object:
        """Every entry's id, the newest first."""
        return self.office.call(self.actor, "reception.ids", query=Query(chip="all"))

    @cached_property
    def writable(self) -> Path:
        """A file that may be written to: the demo that was made for this run, or a copy of the one that was given."""
        if self.own:
            return self.place
        return Path(shutil.copy(self.place, self.folder / "copy.db"))

    @cached_property
    def empty(self) -> Path:
        """The same estate before its first caller."""
        from deskapp.services.demo import generate

        path = self.folder / "empty.db"
        generate(path, entries=0)
        return path

    def close(self) -> None:
        """Let go of the file."""
        if "office" in self.__dict__:
            self.office.close()


def supervisor(office: OpenOffice) -> Actor:
    """The demo's supervisor."""
    people = office.call(None, "staff.people")
    found = next(person for person in people if person.code.startswith("S"))
    return Actor(found.id, found.code, found.text, Role.SUPERVISOR)
