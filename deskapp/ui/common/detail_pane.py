"""The pane beside the table: an entry with its one next step and its history, or a form."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from deskapp.domain.lifecycle import Step
from deskapp.ui import theme
from deskapp.ui.actions import native
from deskapp.ui.common.attachments_part import AttachmentsPart
from deskapp.ui.common.facts import ClockFrame, Facts, divider
from deskapp.ui.common.form_row import FormRow
from deskapp.ui.common.parts import FlowLayout, button, clear, em, keyed, label
from deskapp.ui.common.register_spec import FormAct, RegisterSpec
from deskapp.ui.common.timeline import Timeline
from deskapp.ui.common.why_panel import WhyPanel

if TYPE_CHECKING:
    from deskapp.ui.common.form import Form
    from deskapp.ui.context import Context

# Buttons beside the primary one; what is more goes into the menu.
_BESIDE = 2
_LAID_OUT_MS = 40
# Where the body stands, under the head.
_BODY = 1
_BADGES = {"info": "badge-info", "late": "badge-late", "soon": "badge-soon", "ok": "badge-ok"}


class DetailPane(QFrame):
    """Shows; what is to be done is said by signals and done by the desk.

    ``stepped`` carries a verb, ``own_key`` a key of the desk's own, ``saving`` the index of the way to finish the form
    (0: its verb), ``leaving`` is Esc.
    """

    stepped = Signal(str)
    own_key = Signal(str)
    saving = Signal(int)
    leaving = Signal()

    def __init__(self, context: Context, spec: RegisterSpec) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.context = context
        self.spec = spec
        self.form: Form | None = None
        self.detail: Any = None
        self.primary: QPushButton | None = None
        self._main: Step | None = None
        self._rare: list[QAction] = []
        edge = theme.px(16)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = QWidget()
        self._build_head(QVBoxLayout(self.head), edge)
        column.addWidget(self.head)
        column.addWidget(self._build_body(edge), 1)
        self.area.verticalScrollBar().rangeChanged.connect(self._keep_in_view)
        self.foot = QFrame()
        self.foot.setProperty("kind", "foot")
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.foot)
        self._buttons.setContentsMargins(edge, theme.px(10), edge, theme.px(10))
        self._buttons.setSpacing(theme.px(8))
        self._others = QWidget()
        self._beside = FlowLayout(self._others, gap=theme.px(8))
        self._buttons.addWidget(self._others)
        column.addWidget(self.foot)
        self.menu = QMenu(self)
        cast(QApplication, QApplication.instance()).focusChanged.connect(self._follow)
        self.show_nothing()

    def _build_head(self, column: QVBoxLayout, edge: int) -> None:
        column.setContentsMargins(edge, theme.px(12), edge, theme.px(8))
        column.setSpacing(theme.px(4))
        self.back = button(self.tr("‹ List  Esc"), "link")
        self.back.clicked.connect(self._leave)
        self.back.hide()
        line = QHBoxLayout()
        line.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        self.title = label("", "heading", wrap=True)
        self.badge = label("", "badge")
        line.addWidget(self.title, 1)
        line.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(line)
        self.subtitle = label("", "muted", wrap=True)
        column.addWidget(self.subtitle)

    def _build_body(self, edge: int) -> QScrollArea:
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setProperty("kind", "clear")
        self._body = QVBoxLayout(body)
        self._body.setContentsMargins(edge, theme.px(4), edge, theme.px(12))
        self._body.setSpacing(theme.px(12))
        self.clock = ClockFrame(self.context)
        self.clock.asked.connect(self.toggle_why)
        self.why = WhyPanel(self.context, self.spec.register)
        self.why.opened.connect(self.clock.told_below)
        self.panel = self.spec.panel(self.context) if self.spec.panel is not None else None
        self.facts = Facts(self.context)
        self.attachments = AttachmentsPart(self.context, self.spec.register, self.spec.lifecycle)
        self.attachments.viewer_made.connect(self._add_viewer)
        self.attachments.opened.connect(self._make_room)
        self.attachments.wanted.connect(self._look_at_attachments)
        self.setAcceptDrops(True)
        self.installEventFilter(self.attachments)
        self._line = divider()
        self.timeline = Timeline(self.context, self.spec.register, self.spec.creating)
        for widget in (self.clock, self.why, self.panel, self.facts, self.attachments, self._line, self.timeline):
            if widget is not None:
                self._body.addWidget(widget)
        self._body.addStretch(1)
        self.area.setWidget(body)
        return self.area

    # What is shown

    def show_nothing(self) -> None:
        """No entry and no form."""
        self.detail = None
        self.attachments.show_nothing()
        self._head("", "", "")
        self._show_detail_parts(False)
        self._clear_buttons()

    def show_detail(self, detail: Any) -> None:
        """Show an entry; a form that is open stays in front of it."""
        new = self.detail is None or self.detail.id != detail.id
        self.detail = detail
        if self.form is not None and self.form.plan.subject is None:
            return
        mark = self.spec.mark(detail)
        self._head(
            self.spec.title(self.context, detail),
            self.spec.subtitle(self.context, detail),
            self.context.word(f"{self.spec.register}.state.{detail.state}"),
        )
        theme.look(self.badge, _BADGES.get(mark.tone, "badge"))
        self.clock.show_clock(self.spec.clock(self.context, detail))
        self.why.follow(detail.id, running=self.clock.runs)
        if self.panel is not None:
            self.panel.show_detail(detail)
        self.facts.show_facts(self.spec.facts(self.context, detail))
        self.attachments.follow(detail.id, detail.number)
        self.timeline.show_rows(detail.history)
        self._show_detail_parts(True)
        if self.form is None:
            self._step_buttons()
            if new:
                self.area.verticalScrollBar().setValue(0)
            self._settle()

    def _head(self, title: str, subtitle: str, badge: str) -> None:
        for part, text in ((self.title, title), (self.subtitle, subtitle), (self.badge, badge)):
            part.setText(text)
            part.setVisible(bool(text))

    def _show_detail_parts(self, on: bool) -> None:
        for widget in (self.panel, self.facts, self.attachments, self._line, self.timeline):
            if widget is not None:
                widget.setVisible(on)
        if not on:
            self.clock.hide()
            self.why.hide()

    def show_form(self, form: Form, acts: Sequence[FormAct]) -> None:
        """Put a form in front: alone for a new entry, over the entry's facts for a step."""
        self.close_form()
        self.attachments.look_away()
        self.form = form
        if form.plan.subject is None:
            self._head(form.plan.title, "", "")
            self._show_detail_parts(False)
        else:
            form.layout_.insertWidget(0, label(form.plan.title, "strong"))
        self._body.insertWidget(1, form)
        form.at_end.connect(self._to_primary)
        self._clear_buttons()
        self._add_primary(form.plan.save_text, "Ctrl+S", partial(self._save, 0))
        for at, act in enumerate(acts, 1):
            self._add(act.text(), act.key, partial(self._save, at))
        self._add(self.tr("Leave"), "Esc", self._leave, kind="quiet")
        form.refused.connect(self._look_at)
        self.area.verticalScrollBar().setValue(0)
        self._settle()

    def close_form(self) -> None:
        """Take the form away; what it kept stays kept."""
        if self.form is None:
            return
        self.form.hide()
        self._body.removeWidget(self.form)
        self.form.deleteLater()
        self.form = None
        if self.detail is not None:
            self.show_detail(self.detail)
        else:
            self.show_nothing()

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        """The field that has the keys stays in view."""
        if new is not None and self.form is not None and self.form.isAncestorOf(new):
            self.form.follow(new)
            self._keep_in_view()

    def _keep_in_view(self, *_range: int) -> None:
        """Also when what stands over it grows or shrinks: a unit's card comes when it is read."""
        here = QApplication.focusWidget()
        if here is not None and self.form is not None and self.form.isAncestorOf(here):
            self.area.ensureWidgetVisible(here, 0, em(self) * 3)

    def _look_at(self, row: QWidget) -> None:
        """A refused field is in view with what is said of it."""
        tall = row.height() > self.area.viewport().height()
        seen = row.problem_line if tall and isinstance(row, FormRow) else row
        # The sentence under the field has to be laid out first.
        look = partial(self.area.ensureWidgetVisible, seen, 0, em(self) * (6 if tall else 1))
        QTimer.singleShot(_LAID_OUT_MS, self, look)

    # Buttons

    def offered(self) -> tuple[Step, ...]:
        """The steps open to the signed-in person from the entry's state."""
        if self.detail is None or self.context.actor is None:
            return ()
        steps = self.spec.lifecycle.offered(self.detail.state, self.context.actor.role)
        return tuple(step for step in steps if self.spec.fits(self.detail, step.verb))

    def main_step(self) -> Step | None:
        """The one step that the entry calls for now."""
        steps = self.offered()
        wanted = self.spec.calls_for(self.detail) if steps else ""
        own = next((step for step in steps if step.verb == wanted), None)
        return own or next((step for step in steps if step.primary), None)

    def _step_buttons(self) -> None:
        self._clear_buttons()
        steps = self.offered()
        main = self._main = self.main_step()
        if main is not None:
            self._add_primary(self._word(main.verb), "Ctrl+Return", partial(self.stepped.emit, main.verb))
        others = [step.verb for step in steps if step is not main]
        wanted = dict.fromkeys((*self.spec.ahead(self.detail), *self.spec.beside))
        beside = [verb for verb in wanted if verb in others][:_BESIDE]
        self._own_buttons()
        for verb in beside:
            key = next((key.key for key in self.spec.keys if key.key and key.verb == verb), "")
            self._add(self._word(verb), key, partial(self.stepped.emit, verb))
        rare = [verb for verb in others if verb not in beside]
        for verb in rare:
            action = self.menu.addAction(self._word(verb))
            action.triggered.connect(partial(self._chosen, verb))
            self._rare.append(action)
        if rare:
            self.more = self._add("…", "", self.show_menu)
            self.more.setToolTip(self.tr("More steps") + "  " + native("Ctrl+M"))
            self.more.setAccessibleName(self.tr("More steps"))
        self.foot.setVisible(bool(steps) or self._beside.count() > 0)

    def _own_buttons(self) -> None:
        """The desk's own keys that are no steps, where they are of use."""
        for key in self.spec.keys:
            if key.button is not None and (text := key.button(self.context, self.detail)):
                self._add(text, key.key, partial(self.own_key.emit, key.key))

    def _word(self, verb: str) -> str:
        return self.context.word(f"{self.spec.register}.step.{verb}")

    def _clear_buttons(self) -> None:
        clear(self._beside)
        if self.primary is not None:
            self._buttons.removeWidget(self.primary)
            self.primary.hide()
            self.primary.deleteLater()
        self.menu.clear()
        self._rare.clear()
        self.primary = None
        self.foot.setVisible(False)

    def _add_primary(self, text: str, key: str, act: Any) -> None:
        self.primary = self._make(text, key, act, "primary")
        self._buttons.insertWidget(0, self.primary, 1)
        QWidget.setTabOrder(self.primary, self._others)

    def _add(self, text: str, key: str, act: Any, kind: str = "") -> QPushButton:
        made = self._make(text, key, act, kind)
        self._beside.addWidget(made)
        return made

    def _make(self, text: str, key: str, act: Any, kind: str) -> QPushButton:
        made = keyed(text, key, kind)
        made.clicked.connect(partial(_do, act))
        self.foot.setVisible(True)
        return made

    def show_menu(self) -> None:
        """Open the rarer steps."""
        if self._rare and self.form is None:
            self.menu.popup(self.more.mapToGlobal(QPoint(0, -self.menu.sizeHint().height())))
            self.menu.setActiveAction(self._rare[0])

    def _chosen(self, verb: str, _on: bool = False) -> None:
        self.stepped.emit(verb)

    def _save(self, way: int) -> None:
        self.saving.emit(way)

    def _leave(self, _on: bool = False) -> None:
        self.leaving.emit()

    def _to_primary(self) -> None:
        if self.primary is not None:
            self.primary.setFocus(Qt.FocusReason.TabFocusReason)

    def go_in(self) -> None:
        """The keys go into the pane: to the form, or to the next step."""
        if self.form is not None:
            self.form.begin()
        elif self.panel is not None and self.panel.go_in():
            return
        elif self.primary is not None:
            self._to_primary()

    def tick(self) -> None:
        """Time has gone on."""
        self.clock.tick()
        self.why.tick()
        if self.form is None and self.detail is not None and self.main_step() != self._main:
            self._step_buttons()

    def toggle_why(self) -> None:
        """Open or close why the entry is due when it is (``ALL-10``)."""
        if not self.why.isHidden():
            self.why.hide()
        elif self.detail is not None and not self.clock.isHidden():
            self.why.open_for(self.detail.id)
            QTimer.singleShot(_LAID_OUT_MS, self, self._look_at_why)

    def _add_viewer(self, viewer: QWidget) -> None:
        cast(QVBoxLayout, self.layout()).insertWidget(_BODY + 1, viewer, 1)

    def _make_room(self, on: bool) -> None:
        """An attachment that is looked at closely has the place of the entry's words and steps."""
        self.area.setHidden(on)
        self.foot.setHidden(on or (self.primary is None and not self._beside.count()))

    def _look_at_attachments(self) -> None:
        look = partial(self.area.ensureWidgetVisible, self.attachments.box, 0, em(self))
        QTimer.singleShot(_LAID_OUT_MS, self, look)

    def _look_at_why(self) -> None:
        """All of it in view, or as much as there is room for."""
        wanted = self.why.geometry().bottom() + theme.px(8) - self.area.viewport().height()
        bar = self.area.verticalScrollBar()
        bar.setValue(min(max(bar.value(), wanted), self.why.y()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: buttons stand below each other where they do not fit beside."""
        super().resizeEvent(event)
        self._settle()

    def _settle(self) -> None:
        """Sizes are known once what was made has been shown."""
        QTimer.singleShot(0, self, self._arrange)

    def _arrange(self) -> None:
        wide = self._others.sizeHint().width() + theme.px(8) + 2 * theme.px(16)
        wide += self.primary.sizeHint().width() if self.primary is not None else 0
        beside = wide <= self.width()
        self._buttons.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)


def _do(act: Any, _on: bool = False) -> None:
    act()
