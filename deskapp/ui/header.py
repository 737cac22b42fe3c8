"""The strip on top: whose estate this is, Find anything, who is signed in, lock, menu."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QWidget

from deskapp.ui import icons, theme
from deskapp.ui.actions import Actions, native
from deskapp.ui.context import Context
from deskapp.ui.search_box import SearchBox
from deskapp.ui.skeleton import HEADER


class Header(QFrame):
    """Made anew with the window's content; knows no desk."""

    def __init__(self, context: Context, actions: Actions, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        theme.look(self, "strip")
        self.setFixedHeight(theme.px(HEADER))
        self._estate = QLabel()
        theme.look(self._estate, "heading")
        self._estate.setMaximumWidth(theme.px(300))
        self.search = SearchBox(context)
        self.search.setMinimumWidth(theme.px(220))
        self.search.setMaximumWidth(theme.px(640))
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.person = QPushButton()
        theme.look(self.person, "quiet")
        self.person.setIcon(icons.icon("account-outline"))
        self.person.setMenu(_person_menu(actions, self.person))
        self.lock = _icon_button("lock-outline", actions.qt("lock").text(), native("Ctrl+L"))
        self.lock.clicked.connect(actions.qt("lock").trigger)
        self.menu = _icon_button("menu", self.tr("Menu"), native("Alt+M"))
        self.menu.setMenu(menu)
        self._signed_in_only = (self.search, self.person, self.lock)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(self._estate)
        row.addSpacing(theme.px(16))
        row.addWidget(self.search, 6)
        row.addStretch(1)
        for part in (self.person, self.lock, self.menu):
            row.addWidget(part)
        self.set_person()

    def set_estate(self, name: str) -> None:
        """Show the estate's name, cut in the middle where it is too long."""
        metrics = self._estate.fontMetrics()
        self._estate.setText(metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, self._estate.maximumWidth()))
        self._estate.setToolTip(name)

    def set_person(self) -> None:
        """Show who is signed in, or hide what nobody may use before."""
        actor = self._context.actor
        for part in self._signed_in_only:
            part.setVisible(actor is not None)
        if actor is not None:
            self.person.setText(actor.name)
            self.person.setToolTip(f"{actor.code} · {self._context.word(f'role.{actor.role.value}')}")
            self.person.setAccessibleName(self.tr("Signed in: {name}").format(name=actor.name))


def _icon_button(name: str, title: str, keys: str) -> QPushButton:
    button = QPushButton()
    theme.look(button, "icon")
    button.setIcon(icons.icon(name))
    button.setAccessibleName(title)
    button.setToolTip(f"{title} ({keys})")
    return button


def _person_menu(actions: Actions, parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    for action in ("lock", "desk_settings"):
        menu.addAction(actions.qt(action))
    return menu
