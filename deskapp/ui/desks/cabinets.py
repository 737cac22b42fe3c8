"""Setting up the key cabinets: put one up, hang a building's keys at once, one by one, or from Excel (``KEY-1``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from deskapp.domain.keys import CabinetRow, Category, State, Wall
from deskapp.domain.people import OFFICE
from deskapp.ui.actions import native
from deskapp.ui.common.cabinet_steps import SHELF, CabinetSteps
from deskapp.ui.common.facts import Facts
from deskapp.ui.common.parts import while_alive
from deskapp.ui.common.rack_desk import RackDesk
from deskapp.ui.common.register_spec import Fact
from deskapp.ui.common.resident_pane import Push
from deskapp.ui.context import Context
from deskapp.ui.spec import DeskSpec


class CabinetsDesk(RackDesk):
    """A list of cabinets, and beside it the one in front, a form, or a workbook."""

    verb = "keys.cabinets"
    place = SHELF
    title = "register.cabinet"
    followed = frozenset({"keys", "cabinet"})
    counts = 3
    steps_kind = CabinetSteps
    steps: CabinetSteps

    @property
    def may_export(self) -> bool:
        """Whether the signed-in person may write down which key opens which door (``roles.md``)."""
        return self.context.acts_as(OFFICE)

    def words(self) -> tuple[str, str]:
        """What the desk is for."""
        about = self.tr(
            "Put a cabinet up by rows and hooks, then hang a building's keys at once or take them from Excel."
        )
        return about, self.tr("+ Cabinet")

    def titles(self) -> Sequence[str]:
        """The heads of the list."""
        label, word = self.context.label, self.context.word
        return (
            label("keys", "code"), label("keys", "name"), self.tr("Size"), word("keys.state.in"),
            word("keys.state.out"), word("keys.state.missing"), self.tr("Free"),
        )  # fmt: skip

    def arrange(self) -> None:
        """The keys of the two steps."""
        for keys, act in (("Ctrl+G", self.generate), ("Ctrl+H", self.hang)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def at_rest(self) -> bool:
        """Neither a form nor a workbook is beside the list."""
        return isinstance(self.pane.page, Facts | None)

    def empty_words(self) -> tuple[str, str]:
        """What stands where there is none."""
        if not self.may_keep:
            return self.tr("The counter keeps the key cabinets"), ""
        line = self.tr("F2 puts one up: 6 rows of 20 hooks, and a building's keys hang in it. Or Ctrl+M: from Excel.")
        return self.tr("No key cabinet yet"), line

    def texts(self, row: CabinetRow) -> Sequence[str]:
        """The cells of one line."""
        name = row.name if row.active else self.tr("{name} · taken down").format(name=row.name)
        size = self.tr("{rows} × {columns}").format(rows=row.rows, columns=row.columns)
        counts = (row.sets - row.out - row.missing, row.out, row.missing, row.hooks - row.sets if row.active else 0)
        return (row.code, name, size, *map(str, counts))

    def look(self) -> None:
        """The cabinet in front, with what is done next."""
        row: CabinetRow | None = self.row
        if row is None:
            self.pane.show_page(None, "")
            return
        page, word = Facts(self.context), self.context.word
        page.show_facts(self._counted(row))
        badge = "" if row.active else self.tr("taken down")
        size = self.tr("{rows} rows of {columns} hooks").format(rows=row.rows, columns=row.columns)
        self.pane.show_page(page, f"{row.code} {row.name}", size, badge)
        if self.may_keep and row.active:
            then = while_alive(page, partial(self._hung, page, row))
            self.context.ask("keys.wall", then, owner=self, token="wall", id=row.id)
            self.pane.offer(
                [
                    Push(word("keys.step.generate"), "Ctrl+G", self.generate),
                    Push(word("keys.step.hang"), "Ctrl+H", self.hang),
                    Push(self.tr("More"), "Ctrl+M", self.steps_menu),
                ]
            )

    def _counted(self, row: CabinetRow) -> list[Fact]:
        word, here = self.context.word, row.sets - row.out - row.missing
        states = ((State.IN, here), (State.OUT, row.out), (State.MISSING, row.missing))
        facts = [Fact(label=self.tr("Hooks"), text=f"{row.hooks:,}")]
        facts += [Fact(label=word(f"keys.state.{state.value}"), text=f"{count:,}") for state, count in states]
        return [*facts, Fact(label=self.tr("Free"), text=f"{row.hooks - row.sets:,}")]

    def _hung(self, page: Facts, row: CabinetRow, wall: Wall) -> None:
        """What hangs in it: by category, by building."""
        sets = [cell for cell in wall.hooks if cell.set_id is not None]
        kinds = Counter(cell.category for cell in sets)
        places = Counter(cell.building for cell in sets if cell.building)
        word = self.context.word
        facts = self._counted(row)
        if kinds:
            facts.append(Fact(label=word("keys.field.category"), text="", heading=True))
            counts = ((word(f"keys.category.{kind.value}"), kinds[kind]) for kind in Category if kinds[kind])
            facts += [Fact(label=title, text=f"{count:,}") for title, count in counts]
        if places:
            in_order = sorted(places.items(), key=_by_number)
            listed = (f"{name} {count}" for name, count in in_order)
            facts += [Fact(label=word("keys.field.building"), text=" · ".join(listed))]
        page.show_facts(facts)

    # The window asks (``spec.Desk``)

    def new_entry(self) -> None:
        """F2: a new cabinet."""
        self.steps.open("make_cabinet")

    def generate(self) -> None:
        """Ctrl+G: a building's keys at once."""
        self.steps.open("generate")

    def hang(self) -> None:
        """Ctrl+H: one set."""
        self.steps.open("hang")

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this place."""
        word = self.context.word
        return [
            (native("Ctrl+G"), word("keys.step.generate")),
            (native("Ctrl+H"), word("keys.step.hang")),
            (native("Ctrl+M"), self.tr("Rows, name, taking down, Excel")),
            (native("Return"), self.tr("Into the page; in a form, on to the next field")),
        ]


def _by_number(counted: tuple[str, int]) -> tuple[int, str]:
    """2 before 10."""
    return len(counted[0]), counted[0]


def build(context: Context) -> QWidget:
    """Make the page."""
    return CabinetsDesk(context)


DESK = DeskSpec(
    code="cabinets",
    order=83,
    title="register.cabinet",
    icon="mdi6.key-chain-variant",
    build=build,
    registers=("cabinet",),
)
