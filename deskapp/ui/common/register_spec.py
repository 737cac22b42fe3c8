"""What a register declares so that the generic desk can show it: data and a few small functions, no widgets."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from deskapp.ui import format as fmt

if TYPE_CHECKING:
    from deskapp.domain.common import Change, Ref
    from deskapp.domain.lifecycle import Lifecycle
    from deskapp.ui.common.detail_panel import DetailPanel
    from deskapp.ui.common.form import Form
    from deskapp.ui.common.register_desk import RegisterDesk
    from deskapp.ui.context import Context


class Shape(StrEnum):
    """How a state is told apart without its colour."""

    DOT = "dot"
    RING = "ring"
    HALF = "half"
    CHECK = "check"
    ARROW = "arrow"
    TRIANGLE = "triangle"
    BANG = "bang"
    CROSS = "cross"


@dataclass(frozen=True, slots=True)
class Mark:
    """A state as it is drawn: a shape and a tone (``info``, ``late``, ``soon``, ``ok``, ``muted``)."""

    shape: Shape
    tone: str = "muted"


class Cell(StrEnum):
    """How a column writes its values."""

    STATE = "state"
    TEXT = "text"
    NUMBER = "number"
    WORD = "word"
    MOMENT = "moment"
    CLOCK = "clock"
    AGE = "age"
    MONEY = "money"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column.

    ``name`` is the row's attribute, ``title`` the field whose label heads it (by default the same) or
    ``heading`` the words themselves; ``width`` in Chinese characters, 0 for the one column that
    takes the rest; ``sort`` the key the service sorts by, empty for none; ``rank`` says what goes first when there is
    little room (the highest); ``chips`` limits the column to some chips; ``says`` writes the cell's words where
    they are more than the attribute's. The row of a clock has its ``started`` too.
    """

    name: str
    title: str = ""
    heading: Callable[[], str] | None = None
    cell: Cell = Cell.TEXT
    width: float = 0
    sort: str = ""
    rank: int = 0
    chips: tuple[str, ...] = ()
    says: Callable[[Context, Any], str] | None = None


#: What the table of every numbered register begins with.
FIRST_COLUMNS = (
    Column(name="state", cell=Cell.STATE, width=1.2),
    Column(name="number", cell=Cell.NUMBER, width=7.6, sort="id", rank=4),
    Column(name="at", cell=Cell.MOMENT, width=6, sort="at", rank=3),
    Column(name="unit", width=5, sort="unit"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of the detail: a label and words; ``ref`` makes it lead somewhere, ``tone`` makes it stand out."""

    label: str
    text: str
    ref: Ref | None = None
    tone: str = ""
    heading: bool = False


def linked_facts(context: Context, refs: Iterable[Ref]) -> Iterator[Fact]:
    """What belongs to an entry, each leading there."""
    for ref in refs:
        yield Fact(label=context.word(f"register.{ref.register}.one"), text=ref.number, ref=ref)


def field_fact(context: Context, register: str, name: str, text: str, tone: str = "") -> Fact:
    """One line of an entry's detail under the label of a field of its register."""
    return Fact(label=context.label(register, name), text=text, tone=tone)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockBox:
    """The deadline that runs since ``start``, with the sentence that says why (``ALL-10``)."""

    start: datetime
    due: datetime
    what: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormAct:
    """A second way to finish a form: its words, its key, what it does."""

    text: Callable[[], str]
    key: str
    act: Callable[[RegisterDesk, Form], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskKey:
    """A key of this desk alone.

    ``verb`` names the step whose button shows it; where it is no step, ``button`` gives the words of a button of its
    own for an entry that it is of use for, else an empty string.
    """

    key: str
    title: Callable[[], str]
    act: Callable[[RegisterDesk], None]
    verb: str = ""
    button: Callable[[Context, Any], str] | None = None


Values = Mapping[str, Any]
Hides = Callable[[Values], Collection[str]]
Assist = Callable[["Form"], object]
Act = Callable[["RegisterDesk", Any], None]


def _nothing_to_start_with(_context: Context, _verb: str, _detail: Any) -> Values:
    return {}


def _as_the_table_says(_detail: Any) -> str:
    return ""


def _every_step(_detail: Any, _verb: str) -> bool:
    return True


def _no_clock(_context: Context, _detail: Any) -> ClockBox | None:
    """Nothing runs by the hour: what is to be done by a day stands in Today."""
    return None


def written_down(at: str) -> Callable[[Context, Any], str]:
    """A title's second line: number, when (the field ``at``), by whom."""

    def subtitle(_context: Context, detail: Any) -> str:
        return f"{detail.number} · {fmt.clock(getattr(detail, at))} · {detail.recorder}"

    return subtitle


def not_somebody_elses(detail: Any, verb: str) -> bool:
    """Of what the state allows, the steps that the service says (``may``) are this person's."""
    return verb in detail.may


def _nothing_before(_detail: Any) -> tuple[str, ...]:
    return ()


def _nothing_more(_desk: RegisterDesk, _verb: str, _change: Change, _wish: str) -> None:
    """Most steps are done when they are done."""


@dataclass(frozen=True, kw_only=True)
class RegisterSpec:
    """A register's desk as data.

    ``mark`` draws a row's state; ``title``, ``subtitle``, ``clock`` and ``facts`` write an entry's detail; ``start``
    gives the values a step's form begins with; ``hides`` and ``assists`` belong to forms by their verb; ``beside``
    names the steps that get a button when they are offered; ``acts`` replaces the plain call of a step; ``done`` goes
    on after one, with the form's wish; ``form_acts`` are further buttons of a form, ``keys`` further keys of the desk;
    ``empty`` says for a chip what the place is for; ``paper`` is the form that Ctrl+P prints of the entry in front;
    ``panel`` makes a part of the detail that is more than facts (the lines of a list);
    ``chip_sorts`` names chips with an order of their own; ``calls_for`` is the verb that an entry calls for where its
    state alone does not say so (empty: the life cycle's own primary step); ``fits`` says whether an entry is
    offered a step that its state allows, ``ahead`` the steps that go before those of ``beside`` for an entry.
    """

    register: str
    lifecycle: Lifecycle
    chips: tuple[str, ...]
    columns: tuple[Column, ...]
    mark: Callable[[Any], Mark]
    new_verb: str
    new_draft: type
    new_title: Callable[[], str]
    title: Callable[[Context, Any], str]
    subtitle: Callable[[Context, Any], str]
    facts: Callable[[Context, Any], Sequence[Fact]]
    empty: Callable[[str], tuple[str, str]]
    clock: Callable[[Context, Any], ClockBox | None] = _no_clock
    start: Callable[[Context, str, Any], Values] = _nothing_to_start_with
    hides: Mapping[str, Hides] = field(default_factory=dict)
    assists: Mapping[str, Assist] = field(default_factory=dict)
    beside: tuple[str, ...] = ()
    acts: Mapping[str, Act] = field(default_factory=dict)
    done: Callable[[RegisterDesk, str, Change, str], None] = _nothing_more
    calls_for: Callable[[Any], str] = _as_the_table_says
    fits: Callable[[Any, str], bool] = _every_step
    ahead: Callable[[Any], tuple[str, ...]] = _nothing_before
    form_acts: Mapping[str, tuple[FormAct, ...]] = field(default_factory=dict)
    keys: tuple[DeskKey, ...] = ()
    paper: str = ""
    panel: Callable[[Context], DetailPanel] | None = None
    sort: str = "-id"
    chip_sorts: Mapping[str, str] = field(default_factory=dict)

    @property
    def creating(self) -> frozenset[str]:
        """The verbs that make an entry."""
        return frozenset(step.verb for step in self.lifecycle.steps if not step.source)
