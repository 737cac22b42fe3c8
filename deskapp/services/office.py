"""The service layer put together: the database, the clock, and every service found by walking this folder."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from deskapp import services
from deskapp.domain.people import Actor
from deskapp.errors import DeskError
from deskapp.models import load_all
from deskapp.services.database import Database
from deskapp.services.verbs import Service, Tx, VerbSpec

if TYPE_CHECKING:
    from deskapp.services.register import RegisterService

S = TypeVar("S", bound=Service)
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The moment now, aware."""
    return datetime.now(UTC)


@cache
def service_classes() -> tuple[type[Service], ...]:
    """Every ``SERVICE`` of this folder."""
    modules = (
        importlib.import_module(f"{services.__name__}.{info.name}") for info in pkgutil.iter_modules(services.__path__)
    )
    return tuple(module.SERVICE for module in modules if hasattr(module, "SERVICE"))


@cache
def verb_specs() -> dict[str, VerbSpec]:
    """Every verb of every service by name."""
    return {spec.name: spec for service in service_classes() for spec in service.verbs()}


class Core:
    """What every service stands on."""

    def __init__(self, database: Database, clock: Clock = utc_now) -> None:
        load_all()
        self.database = database
        self.clock = clock
        self._services: dict[type[Service], Service] = {kind: kind(self) for kind in service_classes()}
        self.by_name = {service.name: service for service in self._services.values()}

    @cached_property
    def registers(self) -> tuple[RegisterService[Any, Any], ...]:
        """Every register with numbers and a life cycle."""
        from deskapp.services.register import RegisterService

        return tuple(service for service in self.by_name.values() if isinstance(service, RegisterService))

    def service(self, kind: type[S]) -> S:
        """Another service, for what one transaction does in two registers."""
        return cast(S, self._services[kind])

    @contextmanager
    def transaction(self, actor: Actor | None, verb: str, *, writing: bool) -> Iterator[Tx]:
        """A transaction for one verb."""
        with self.database.write() if writing else self.database.read() as session:
            yield Tx(session, actor, self.clock(), verb)


class OpenOffice:
    """An office whose register is open: ``domain.office.Office`` in the flesh."""

    def __init__(self, database: Database, clock: Clock = utc_now) -> None:
        self.core = Core(database, clock)

    def call(self, actor: Actor | None, verb: str, /, **arguments: Any) -> Any:
        """Do ``register.verb``; raises DeskError for every refusal."""
        if verb not in verb_specs():
            raise DeskError("unknown_verb", verb=verb)
        register, name = verb.split(".")
        service = self.core.by_name[register]
        method = getattr(service, name, None) or getattr(service, f"{name}_")
        return method(actor, **arguments)

    def close(self) -> None:
        """Let go of the file."""
        self.core.database.close()


def open_office(
    place: str | Path, *, create: bool = False, hold: bool = False, holder: str = "", clock: Clock = utc_now
) -> OpenOffice:
    """Open the register at ``place`` (a file's path or a URL); raises StorageError kinds in words."""
    return OpenOffice(Database(place, create=create, hold=hold, holder=holder), clock)
