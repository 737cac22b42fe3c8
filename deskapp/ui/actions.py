"""The window's actions: each declared once; shortcuts, the menu and the F1 help are made from the list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing the window can do.

    ``do`` is a bound method of a QObject; ``title`` is in the window's language; ``keys`` in Qt's portable spelling
    (``Ctrl+K``), the first one shown; ``group`` says where it stands in menu and help (``desk``, ``entry``,
    ``window``); ``menu`` puts it under ☰.
    """

    id: str
    title: str
    do: Callable[[], None]
    keys: tuple[str, ...] = ()
    group: str = "window"
    icon: str = ""
    menu: bool = False


class Actions(QObject):
    """The registry of one window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._made: dict[str, tuple[Action, QAction]] = {}

    def add(self, actions: Sequence[Action]) -> None:
        """Take actions in; each id once."""
        for action in actions:
            if action.id in self._made:
                raise ValueError(f"two actions are called {action.id}")
            made = QAction(action.title, self)
            made.setShortcuts([QKeySequence(key) for key in action.keys])
            made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            made.triggered.connect(action.do)
            self._window.addAction(made)
            self._made[action.id] = (action, made)

    def clear(self) -> None:
        """Forget all of them (before they are made anew in another language)."""
        for _, made in self._made.values():
            self._window.removeAction(made)
            made.deleteLater()
        self._made.clear()

    def __iter__(self) -> Iterator[Action]:
        return (action for action, _ in self._made.values())

    def qt(self, action_id: str) -> QAction:
        """Qt's side of an action, for menus and buttons."""
        return self._made[action_id][1]

    def enable(self, ids: Sequence[str], on: bool) -> None:
        """Let the named actions work or not (nothing may be done before somebody is signed in)."""
        for action_id in ids:
            self._made[action_id][1].setEnabled(on)

    def group(self, name: str) -> list[tuple[str, str]]:
        """The keys of one group that work now, and what they do, for F1."""
        return [(native(a.keys[0]), a.title) for a in self if a.group == name and a.keys and self.qt(a.id).isEnabled()]


def native(keys: str) -> str:
    """A shortcut as this desktop writes it; the key is called as it is in the guide and on most keyboards."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")
