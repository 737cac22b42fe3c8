"""The register opened for one command, and the person in whose name it is done."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from deskapp.commands.base import Invocation
from deskapp.errors import DeskError, NotFound

if TYPE_CHECKING:
    from deskapp.domain.common import Ref
    from deskapp.domain.people import Actor
    from deskapp.services.office import OpenOffice


@contextmanager
def opened(call: Invocation) -> Iterator[OpenOffice]:
    """The register, opened beside whoever else has it open; each write takes the writer's lock for itself."""
    from deskapp.services import open_office

    office = open_office(call.database)
    try:
        yield office
    finally:
        office.close()


def signed_in(call: Invocation, office: OpenOffice) -> Actor:
    """Sign in the person named by ``--as`` with the PIN of ``DESKAPP_PIN`` or the one typed."""
    code = call.options.staff
    if not code:
        raise DeskError("sign_in_needed")
    actor: Actor = office.call(None, "staff.sign_in", code=code, pin=_pin(call, code))
    return actor


def maybe_signed_in(call: Invocation, office: OpenOffice, verb: str) -> Actor | None:
    """The person a verb wants; nobody for a verb that needs no sign-in."""
    from deskapp.services.office import verb_specs

    spec = verb_specs().get(verb)
    if spec is None:
        raise DeskError("unknown_verb", verb=verb)
    return signed_in(call, office) if spec.who is not None or call.options.staff else None


def _pin(call: Invocation, code: str) -> str:
    if pin := call.environ.get("DESKAPP_PIN"):
        return pin
    if not any(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr)):
        raise DeskError("pin_needed")
    try:
        return getpass.getpass(call.words("cli.pin", code=code))
    except EOFError as error:
        raise DeskError("pin_needed") from error


def find(office: OpenOffice, actor: Actor, number: str) -> Ref:
    """The entry that a number or a scanned code stands for; raises NotFound."""
    ref: Ref | None = office.call(actor, "search.by_code", code=number)
    if ref is None:
        raise NotFound(number=number)
    return ref
