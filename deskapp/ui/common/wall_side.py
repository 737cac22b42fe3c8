"""The left of the key cabinet's desk: its cabinets, the legend, the picture, and the hook in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from deskapp.domain.keys import HookCell, State, Wall
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.parts import ChipButton, FlowLayout, em, label
from deskapp.ui.common.wall_find import find
from deskapp.ui.common.wall_legend import WallLegend
from deskapp.ui.common.wall_look import AWAY, Look, look_of
from deskapp.ui.common.wall_view import WallView

if TYPE_CHECKING:
    from deskapp.ui.context import Context

_PAUSE_MS = 120
_CLOSE_EM, _LEAST_EM, _WIDE_EM = 7, 15, 19
_SHOWN = 6


class WallSide(QWidget):
    """``turned`` says that another cabinet is in front; ``unknown`` carries what was typed and hangs in none."""

    turned = Signal()
    unknown = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.walls: tuple[Wall, ...] = ()
        self.view = WallView(context)
        self.legend = WallLegend()
        self.status = label("", "small")
        self.size_text = label("", "small")
        self.cabinets = QWidget()
        self._chips = FlowLayout(self.cabinets, gap=theme.px(6))
        self._buttons: dict[int, ChipButton] = {}
        self.locate = QLineEdit()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._build()
        self.view.markable = self._markable
        self.view.looked_at.connect(self._say)
        self.view.marked.connect(self._say)
        self.view.zoomed.connect(self._say)
        self.view.typing.connect(self._type)
        self.legend.taken.connect(self._lit)
        self.locate.textEdited.connect(self._typed)
        self.locate.returnPressed.connect(self._entered)
        self._pause.timeout.connect(self._seek)

    def _build(self) -> None:
        self._close = close = self.context.settings.scale >= theme.CLOSE
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(12), theme.px(10), theme.px(12), theme.px(6))
        head.addWidget(self.legend, 1)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        # At twice the text the room belongs to the picture: the hook in words is told by its page and its tool tip.
        self.foot = QWidget()
        self.foot.setHidden(close)
        foot = QHBoxLayout(self.foot)
        foot.setContentsMargins(theme.px(12), theme.px(4), theme.px(12), theme.px(6))
        self.status.setMinimumWidth(1)
        foot.addWidget(self.status, 1)
        foot.addWidget(self.size_text)
        column.addWidget(self.foot)
        self.locate.setPlaceholderText(self.tr("Find   /") if close else self.tr("Find: hook, unit or scan   /"))
        self.locate.setAccessibleName(self.tr("Find a hook: its number, a unit, a room, a borrower"))
        self.locate.setMinimumWidth(em(self) * (_CLOSE_EM if close else _LEAST_EM))
        self.locate.setMaximumWidth(em(self) * _WIDE_EM)
        self.locate.setMaxLength(60)

    def _markable(self, cell: HookCell) -> bool:
        """Sets that hang are lent together, sets that are out come back together."""
        marks = self.view.marks
        return cell.state in (State.IN, State.OUT) and (not marks or marks[0].state is cell.state)

    # The cabinets

    @property
    def chips(self) -> list[QWidget]:
        """The cabinets' chips, in their order."""
        return list(self._buttons.values())

    @property
    def wall(self) -> Wall | None:
        """The cabinet in front."""
        return self.view.wall

    def show_walls(self, walls: Sequence[Wall]) -> None:
        """Show the cabinets as they hang now; the one in front stays in front."""
        self.walls = tuple(walls)
        here = self.wall.id if self.wall else 0
        front = next((wall for wall in self.walls if wall.id == here), self.walls[0] if self.walls else None)
        if [wall.id for wall in self.walls] != list(self._buttons):
            self._make_chips()
        self.view.show_wall(front)
        self._count()
        self._say()

    def _make_chips(self) -> None:
        for made in self._buttons.values():
            self._chips.removeWidget(made)
            made.hide()
            made.deleteLater()
        self._buttons = {wall.id: _CabinetChip(wall) for wall in self.walls}
        for made in self._buttons.values():
            made.clicked.connect(self._chosen)
            self._chips.addWidget(made)

    def _chosen(self, _on: bool) -> None:
        self.turn_to(int(self.sender().objectName()))
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def turn_to(self, wall_id: int) -> None:
        """Bring a cabinet to the front."""
        wall = next((wall for wall in self.walls if wall.id == wall_id), None)
        if wall is not None and (self.wall is None or wall.id != self.wall.id):
            self.view.show_wall(wall)
            self.turned.emit()
        self._count()
        self._say()

    def turn(self, by: int) -> None:
        """The cabinet beside."""
        ids = [wall.id for wall in self.walls]
        if self.wall is not None and len(ids) > 1:
            self.turn_to(ids[(ids.index(self.wall.id) + by) % len(ids)])

    def _count(self) -> None:
        """How many hooks have each look; what is late in another cabinet is told by its chip."""
        at = fmt.now()
        for wall in self.walls:
            looks = Counter(look_of(cell, at) for cell in wall.hooks)
            made = self._buttons[wall.id]
            late = f"  ▲{looks[Look.LATE]}" if looks[Look.LATE] else ""
            front = self.wall is not None and wall.id == self.wall.id
            name = f"{wall.code} · {wall.name}"
            made.setText(f"{name}{late}" if front or not self._close else f"{wall.code}{late}")
            made.setToolTip(name)
            made.setChecked(front)
            if front:
                self.legend.count(looks, shown=not self._close)
        self._chips.invalidate()

    def tick(self) -> None:
        """Time has gone on: what is due may be late now."""
        self._count()
        self.view.tick()
        self._say()

    def set_of(self, set_id: int) -> HookCell | None:
        """The hook of a set, in whatever cabinet."""
        return next((cell for wall in self.walls for cell in wall.hooks if cell.set_id == set_id), None)

    def go_to(self, cell: HookCell) -> None:
        """Put the keys on a hook, in whatever cabinet it is."""
        wall = next((wall for wall in self.walls if any(each.hook_id == cell.hook_id for each in wall.hooks)), None)
        if wall is not None:
            self.turn_to(wall.id)
            self.view.go_to(cell.hook_id)

    # Finding a hook

    def start_finding(self, text: str = "") -> None:
        """The keys go to the line; what was typed in the picture begins it."""
        self.locate.setText(text)
        self.locate.setFocus(Qt.FocusReason.OtherFocusReason)
        self.locate.end(False)
        if text:
            self._typed(text)

    def stop_finding(self) -> None:
        """The line is empty again."""
        self._pause.stop()
        self.locate.clear()
        theme.mark_problem(self.locate, False)

    def _type(self, text: str) -> None:
        self.start_finding("" if text == "/" else text)

    def _typed(self, _text: str) -> None:
        # Not at once: a scanner's burst must not be slowed down, or it is no burst any more.
        self._pause.start()

    def _seek(self) -> bool:
        """Put the keys on the hook that is meant so far."""
        self._pause.stop()
        text = self.locate.text()
        found = find(self.walls, self.wall.id if self.wall else 0, text)
        theme.mark_problem(self.locate, bool(text.strip()) and found is None)
        if found is not None:
            self.go_to(found.cell)
        return found is not None

    def _entered(self) -> None:
        text = self.locate.text().strip()
        if not text or self._seek():
            self.stop_finding()
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.unknown.emit(text)

    def take_chip(self, chip: str) -> None:
        """Let what a chip of Today names stand out, and go to the first of it."""
        looks = {"in": Look.IN, "out": Look.OUT, "due": Look.DUE, "overdue": Look.LATE, "missing": Look.MISSING}
        look = looks.get(chip)
        at = fmt.now()
        having = [wall for wall in self.walls if any(look_of(cell, at) is look for cell in wall.hooks)]
        if having and self.wall not in having:
            self.turn_to(having[0].id)
        self.legend.take(look)

    # In words

    def _lit(self, look: Look | None) -> None:
        self.view.light({look} if look is not None else ())
        if look is not None:
            cell = self.view.current
            if cell is None or look_of(cell, fmt.now()) is not look:
                self.view.go_on({look})
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self, by: int) -> None:
        """On to the next hook of the look that stands out; else to the next whose set is away."""
        looks = {self.legend.current} if self.legend.current is not None else {*AWAY, Look.MISSING}
        self.view.go_on(looks, by)

    def _say(self, _what: object = None) -> None:
        marks, cell = self.view.marks, self.view.current
        if marks:
            hooks = " ".join(mark.hook for mark in marks[:_SHOWN])
            more = " …" if len(marks) > _SHOWN else ""
            chosen = (
                self.tr("Chosen {count}: {hooks} · F2 lends them together")
                if marks[0].state is State.IN
                else self.tr("Chosen {count}: {hooks} · Ctrl+Enter takes them back")
            )
            self.status.setText(chosen.format(count=len(marks), hooks=hooks + more))
        else:
            self.status.setText(self.view.words(cell) if cell is not None else "")
        self.status.setToolTip(self.status.text())
        zoom = self.view.zoom
        self.size_text.setText(self.tr("All of it") if zoom == 0 else f"{round(zoom * 100)} %")


class _CabinetChip(ChipButton):
    def __init__(self, wall: Wall) -> None:
        super().__init__(f"{wall.code} · {wall.name}")
        self.setObjectName(str(wall.id))
