"""Life cycles as tables: state, verb, next state, who may, what it asks for.

The service refuses what is not in the table, the detail pane offers what is, the guide's picture is drawn from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from deskapp.domain.people import Role

#: The state of an entry that does not exist yet.
NEW = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One row of the table.

    ``verb`` is the service's verb without its register (``receive``); ``form`` the draft class it asks for, if any;
    ``primary`` marks the step that the state calls for; ``undo`` the verb that takes it back for a few seconds.
    """

    verb: str
    source: str
    target: str
    who: frozenset[Role]
    form: type | None = None
    primary: bool = False
    undo: str = ""


@dataclass(frozen=True)
class Lifecycle:
    """The whole table of one register."""

    register: str
    steps: tuple[Step, ...]

    @cached_property
    def states(self) -> tuple[str, ...]:
        """Every state in the order in which the table first names it."""
        return tuple(dict.fromkeys(s for step in self.steps for s in (step.source, step.target) if s != NEW))

    @cached_property
    def final(self) -> frozenset[str]:
        """The states that call for nothing more: no primary step leads out of them."""
        return frozenset(s for s in self.states if not any(t.source == s and t.primary for t in self.steps))

    def targets(self, state: str, verb: str) -> tuple[str, ...]:
        """Where ``verb`` may lead from ``state``; empty when the table has no such step."""
        return tuple(step.target for step in self.steps if step.source == state and step.verb == verb)

    def offered(self, state: str, role: Role) -> tuple[Step, ...]:
        """The steps that ``role`` may take from ``state``, the primary one first, each verb once."""
        fitting = [step for step in self.steps if step.source == state and role in step.who]
        fitting.sort(key=lambda step: not step.primary)
        return tuple(
            {step.verb: step for step in reversed(fitting)}[verb] for verb in dict.fromkeys(s.verb for s in fitting)
        )

    def who(self, verb: str, state: str | None = None) -> frozenset[Role]:
        """Everyone who may take ``verb`` from ``state`` (from some state if None)."""
        steps = (step for step in self.steps if step.verb == verb and state in (None, step.source))
        return frozenset(role for step in steps for role in step.who)

    def mermaid(self) -> str:
        """The table as a Mermaid state diagram, for the guide."""
        rows = [
            f"    {step.source or '[*]'} --> {step.target}: {step.verb}"
            for step in self.steps
            if step.source != step.target
        ]
        return "\n".join(["stateDiagram-v2", *dict.fromkeys(rows)])


def table(register: str, *rows: Step | tuple[Step, ...]) -> Lifecycle:
    """A life cycle from steps and groups of steps, in order."""
    return Lifecycle(register, tuple(step for row in rows for step in (row if isinstance(row, tuple) else (row,))))


def each(
    *sources: str, to: str | None = None, verb: str, who: frozenset[Role], form: type | None = None
) -> tuple[Step, ...]:
    """The same secondary step from several states, to one state or (``to=None``) back to the state it started from."""
    return tuple(Step(verb=verb, source=s, target=s if to is None else to, who=who, form=form) for s in sources)
