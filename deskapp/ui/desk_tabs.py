"""The tabs: five that are always there, further ones that can be closed; each desk is made when it is first shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import cast

from PySide6.QtCore import QObject, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QPushButton, QStackedWidget, QTabBar, QWidget

from deskapp.domain.common import TodayItem, Urgent
from deskapp.ui import format as fmt
from deskapp.ui import icons, theme
from deskapp.ui.context import Context
from deskapp.ui.spec import Desk, DeskSpec, desks
from deskapp.ui.today_list import urgency

#: How many tabs are always there, on Alt+1 to Alt+5.
FIXED = 5
#: The level of labels at which the tabs have nothing but their names.
_NAMES_ONLY = 2


class DeskTabs(QObject):
    """The bar and the pages, placed by the window."""

    current_changed = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._specs: list[DeskSpec] = []
        self._built: dict[str, QWidget] = {}
        self._late: Counter[str] = Counter()
        self._soon: Counter[str] = Counter()
        self.bar = _Bar(parent)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(True)
        self.bar.setElideMode(Qt.TextElideMode.ElideNone)
        self.bar.setAccessibleName(self.tr("Desks"))
        self.pages = QStackedWidget(parent)
        self._waiting = QLabel(self.tr("Opening the register…"))
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        theme.look(self._waiting, "muted")
        self.pages.addWidget(self._waiting)
        for spec in desks():
            if spec.order <= FIXED:
                self._add(spec)
        self.bar.currentChanged.connect(self._show)

    @property
    def spec(self) -> DeskSpec:
        """The desk in front."""
        return self._specs[max(self.bar.currentIndex(), 0)]

    @property
    def desk(self) -> Desk | None:
        """The widget in front, once it is made."""
        return cast("Desk | None", self._built.get(self.spec.code))

    def built(self) -> Iterator[tuple[str, Desk]]:
        """Every desk made so far, with its code."""
        return iter([(code, cast(Desk, widget)) for code, widget in self._built.items()])

    def codes(self) -> list[str]:
        """The codes of the open tabs, in order."""
        return [spec.code for spec in self._specs]

    def go(self, code: str) -> bool:
        """Bring a desk to the front, opening its tab if need be; False if there is none of that code or register."""
        spec = next((s for s in desks() if code == s.code or code in s.registers), None)
        if spec is None:
            return False
        if spec not in self._specs:
            self._add(spec)
        self.bar.setCurrentIndex(self._specs.index(spec))
        self._show()
        return True

    def close_current(self) -> None:
        """Close the tab in front if it is one that can be closed."""
        self._close(self.bar.currentIndex())

    def wake(self) -> None:
        """Make the desk in front: the register is open and somebody is signed in."""
        self._show()

    def focus(self) -> None:
        """Put the cursor into the desk in front."""
        page = self.pages.currentWidget()
        if page is not None:
            page.setFocus()

    def count(self, items: Sequence[TodayItem]) -> None:
        """Show on each tab how much of its desk is late, and how much falls due soon."""
        at = fmt.now()
        late: Counter[str] = Counter()
        soon: Counter[str] = Counter()
        for item in items:
            pressing = urgency(item, at)
            late[item.register] += item.count * (pressing is Urgent.LATE)
            soon[item.register] += item.count * (pressing is Urgent.SOON)
        if (late, soon) != (self._late, self._soon):
            self._late, self._soon = late, soon
            for index in range(self.bar.count()):
                self._label(index)
            self.bar.fit()

    def _label(self, index: int) -> None:
        """A tab's name with its counts: for the eye as far as there is room, for the ear in words."""
        spec = self._specs[index]
        name = self._context.word(spec.title)
        registers = {spec.code, *spec.registers}
        late, soon = (sum(counts[register] for register in registers) for counts in (self._late, self._soon))
        marked = f"{name} ▲{late}" if late else name
        corner = f"▲{late}" if late else ""
        self.bar.set_labels(index, (f"{marked} ●{soon}" if soon else marked, marked, name, corner))
        said = [self.tr("{count} late").format(count=late)] if late else []
        said += [self.tr("{count} due soon").format(count=soon)] if soon else []
        key = [f"Alt+{spec.order}"] if spec.order <= FIXED else []
        self.bar.setAccessibleTabName(index, ", ".join([name, *said]))
        self.bar.setTabToolTip(index, " · ".join([*key, *said]))

    def _add(self, spec: DeskSpec) -> None:
        now = theme.tokens()
        self._specs.append(spec)
        index = self.bar.addTab(icons.icon(spec.icon, now.muted, now.accent), self._context.word(spec.title))
        self._label(index)
        if spec.order > FIXED:
            self._add_cross(spec, index)
        self.bar.fit()

    def _add_cross(self, spec: DeskSpec, index: int) -> None:
        cross = QPushButton()
        theme.look(cross, "cross")
        cross.setIcon(icons.icon("close"))
        cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        cross.setAccessibleName(self.tr("Close {desk}").format(desk=self._context.word(spec.title)))
        cross.setObjectName(spec.code)
        cross.clicked.connect(self._cross_clicked)
        self.bar.setTabButton(index, QTabBar.ButtonPosition.RightSide, cross)

    def _cross_clicked(self) -> None:
        code = self.sender().objectName()
        self._close(next(i for i, spec in enumerate(self._specs) if spec.code == code))

    def _close(self, index: int) -> None:
        if index < FIXED:
            return
        spec = self._specs.pop(index)
        widget = self._built.pop(spec.code, None)
        self.bar.removeTab(index)
        if widget is not None:
            cast(Desk, widget).keep_drafts()
            self.pages.removeWidget(widget)
            widget.deleteLater()

    def _show(self, _index: int = 0) -> None:
        if self._context.office is None or self._context.actor is None:
            self.pages.setCurrentWidget(self._waiting)
            return
        spec = self.spec
        if spec.code not in self._built:
            widget = spec.build(self._context)
            self._built[spec.code] = widget
            self.pages.addWidget(widget)
        self.pages.setCurrentWidget(self._built[spec.code])
        self.current_changed.emit()


class _Bar(QTabBar):
    """A bar that does without its icons, then without its counts, before it hides a tab (English at 200 %)."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._labels: list[tuple[str, ...]] = []
        self._fitting = self._cornered = False
        self._full = QSize(theme.px(18), theme.px(18))
        self.setIconSize(self._full)

    def set_labels(self, index: int, labels: tuple[str, ...]) -> None:
        """What a tab may be called, the longest first: ``fit`` chooses; last, what goes into its corner instead."""
        self._labels[index] = labels

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Drop the icons, or show them again."""
        super().resizeEvent(event)
        self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Before it is shown it wears no style, and its tabs look narrower than they are."""
        super().showEvent(event)
        self.fit()

    def tabInserted(self, index: int) -> None:
        """One more has to fit."""
        super().tabInserted(index)
        self._labels.insert(index, (*(self.tabText(index),) * 3, ""))
        self.fit()

    def tabRemoved(self, index: int) -> None:
        """Perhaps all fit again."""
        super().tabRemoved(index)
        del self._labels[index]
        self.fit()

    def fit(self) -> None:
        """Say as much as there is room for: first without icons, then without what is due soon, then without counts."""
        if self._fitting:
            return
        self._fitting = True
        for size, level in ((self._full, 0), (QSize(0, 0), 0), (QSize(0, 0), 1), (QSize(0, 0), _NAMES_ONLY)):
            self._wear(size, level)
            if sum(self.tabSizeHint(index).width() for index in range(self.count())) <= self.width():
                self._scroll_back()
                break
        self._fitting = False

    def _scroll_back(self) -> None:
        """All fit again: a bar that had to scroll before would stay where it was."""
        here = self.currentIndex()
        if self.count() and self.tabRect(0).left() < 0:
            blocker = QSignalBlocker(self)
            self.setCurrentIndex(0)
            self.setCurrentIndex(here)
            blocker.unblock()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Counts that the names leave no room for stand small in the corner over them."""
        super().paintEvent(event)
        if not self._cornered:
            return
        painter = QPainter(self)
        font = QFont(self.font())
        font.setPixelSize(theme.px(8))
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(theme.tokens().danger))
        for index, labels in enumerate(self._labels):
            corner = self.tabRect(index).adjusted(0, 1, -3, 0)
            painter.drawText(corner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, labels[-1])
        painter.end()

    def _wear(self, size: QSize, level: int) -> None:
        self._cornered = level == _NAMES_ONLY
        if self.iconSize() != size:
            self.setIconSize(size)
        for index, labels in enumerate(self._labels):
            text = labels[level]
            if self.tabText(index) != text:
                self.setTabText(index, text)
