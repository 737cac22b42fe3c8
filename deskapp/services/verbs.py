"""Service verbs: one user action, one verb, one transaction.

A verb is a method decorated with ``@writes(who)`` or ``@reads(who)``. It is written with a ``Tx`` as its first
argument and called with the ``Actor`` in its place; the decorator checks the role, opens the transaction, commits it.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Concatenate, ParamSpec, TypeVar

from sqlalchemy.orm import Session

from deskapp.domain.fields import check
from deskapp.domain.people import Actor, Role
from deskapp.errors import Invalid, NotAllowed, Problem

if TYPE_CHECKING:
    from deskapp.domain.common import Caution, Ref, TodayItem
    from deskapp.domain.journal import Finding
    from deskapp.services.office import Core

P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S", bound="Service")


@dataclass
class Tx:
    """One transaction: its session, who acts, the moment it stands for, and the verb it carries out.

    ``cautions`` and ``also`` (entries that followed along) gather what its answer will say besides; ``known`` keeps
    what was looked up once and is asked for row after row.
    """

    session: Session
    actor: Actor | None
    now: datetime
    verb: str
    cautions: list[Caution] = field(default_factory=list)
    also: list[Ref] = field(default_factory=list)
    known: dict[str, Any] = field(default_factory=dict)

    @property
    def staff_id(self) -> int:
        """The id of the person who acts; 0 for the program itself (the first set-up)."""
        return self.actor.staff_id if self.actor else 0

    def acts_as(self, roles: Set[Role]) -> bool:
        """Whether somebody acts who has one of some roles."""
        return self.actor is not None and self.actor.role in roles

    @property
    def midnight(self) -> datetime:
        """When the office's day began."""
        return self.now.astimezone().replace(hour=0, minute=0, second=0, microsecond=0)


@dataclass(frozen=True, slots=True)
class VerbSpec:
    """One verb as data: for the window, the command line and the tests. ``who`` None: no sign-in needed."""

    name: str
    who: frozenset[Role] | None
    writes: bool
    function: Callable[..., Any]

    @property
    def parameters(self) -> list[inspect.Parameter]:
        """The parameters after ``self`` and the transaction, their annotations evaluated.

        The answer's annotation is left alone: ``array[int]`` is a type only for the type checker.
        """
        declared = list(inspect.signature(self.function).parameters.values())[2:]
        names = self.function.__globals__
        return [
            p.replace(annotation=eval(p.annotation, names) if isinstance(p.annotation, str) else p.annotation)
            for p in declared
        ]


class Service:
    """The base of all services: one file a register, found by walking the folder for ``SERVICE``."""

    name: ClassVar[str]

    def __init__(self, core: Core) -> None:
        self.core = core

    def furnish(self, tx: Tx) -> None:
        """What this service lays out when the office is set up: nothing, for most."""

    def today(self, tx: Tx) -> Iterable[TodayItem]:
        """What of this service belongs in Today besides its running clocks."""
        return ()

    def prove(self, tx: Tx) -> Iterable[Finding]:
        """What this service finds wrong with the file besides its rows, their journal and their numbers."""
        return ()

    def open_to(self, tx: Tx) -> bool:
        """Whether the person may read this register's rows: what others show of it follows that (``roles.md``)."""
        mark = getattr(getattr(type(self), "rows", None), "verb_mark", None)
        return mark is not None and tx.actor is not None and tx.actor.role in mark[0]

    def problems(self, tx: Tx, draft: Any) -> list[Problem]:
        """What the fields of a draft refuse by themselves; values of the wrong type go no further."""
        found = [Problem(r.field, r.code, r.params) for r in check(draft, tx.now)]
        if any(problem.code == "wrong_type" for problem in found):
            raise Invalid(*found)
        return found

    def validated(self, tx: Tx, draft: Any, *more: Problem) -> None:
        """Refuse a draft with every problem at once (``ALL-4``)."""
        refusals = self.problems(tx, draft)
        known = {r.field for r in refusals}
        if problems := [*refusals, *(problem for problem in more if problem.field not in known)]:
            raise Invalid(*problems)

    @classmethod
    def verbs(cls) -> Iterator[VerbSpec]:
        """Every verb of this service."""
        for attribute in dir(cls):
            mark = getattr(getattr(cls, attribute, None), "verb_mark", None)
            if mark is not None:
                who, writes, function = mark
                yield VerbSpec(f"{cls.name}.{attribute.rstrip('_')}", who, writes, function)


Method = Callable[Concatenate[S, Tx, P], R]
Verb = Callable[Concatenate[S, Actor | None, P], R]


def writes(who: frozenset[Role] | None) -> Callable[[Method[S, P, R]], Verb[S, P, R]]:
    """A verb that writes: one transaction, committed when the method returns, undone when it raises."""

    def decorate(function: Method[S, P, R]) -> Verb[S, P, R]:
        return _verb(who, True, function)

    return decorate


def reads(who: frozenset[Role] | None) -> Callable[[Method[S, P, R]], Verb[S, P, R]]:
    """A verb that only reads: one consistent look."""

    def decorate(function: Method[S, P, R]) -> Verb[S, P, R]:
        return _verb(who, False, function)

    return decorate


def _verb(who: frozenset[Role] | None, writing: bool, function: Method[S, P, R]) -> Verb[S, P, R]:
    name = function.__name__.rstrip("_")

    @functools.wraps(function)
    def run(self: S, actor: Actor | None, /, *args: P.args, **kwargs: P.kwargs) -> R:
        verb = f"{self.name}.{name}"
        if who is not None and (actor is None or actor.role not in who):
            raise NotAllowed(role=f"role.{actor.role}" if actor else "–", verb=verb)
        with self.core.transaction(actor, verb, writing=writing) as tx:
            return function(self, tx, *args, **kwargs)

    run.verb_mark = (who, writing, function)  # type: ignore[attr-defined]
    return run
