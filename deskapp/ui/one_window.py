"""A register opened a second time brings the window that has it to the front, instead of a sentence and a wait."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

#: A window that is there answers at once; one that hangs is not waited for.
_ANSWER_MS = 300


def _name(place: str) -> str:
    """Short enough for every system, and the same for every spelling of a file's path."""
    full = place if "://" in place else str(Path(place).resolve())
    return "deskapp-" + hashlib.sha256(full.encode()).hexdigest()[:16]


def call_the_other(place: str) -> bool:
    """Ask the window that has this register to come to the front; False if there is none of this person's."""
    socket = QLocalSocket()
    socket.connectToServer(_name(place))
    return socket.waitForConnected(_ANSWER_MS)


class OneWindow(QObject):
    """Hears the call of a second start."""

    called = Signal()

    def __init__(self, place: str) -> None:
        super().__init__()
        self._server = QLocalServer()
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        if not self._server.listen(_name(place)):
            QLocalServer.removeServer(_name(place))  # left by one that was killed: the register's lock is ours
            self._server.listen(_name(place))

    def _answer(self) -> None:
        while self._server.hasPendingConnections():
            self._server.nextPendingConnection().deleteLater()
        self.called.emit()

    def close(self) -> None:
        """Hear no more."""
        self._server.close()
