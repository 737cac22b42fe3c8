"""What every widget is handed: the way to the services, the signed-in person, the app-wide signal of changes."""

from __future__ import annotations

from collections.abc import Callable, Set
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from deskapp.domain.common import Change, Ref
from deskapp.domain.words import Language, field_word, word
from deskapp.errors import DeskError, Invalid, NotAllowed
from deskapp.ui.tasks import Runner, Task

if TYPE_CHECKING:
    from deskapp.domain.drafts import FormDraft
    from deskapp.domain.office import Office
    from deskapp.domain.paper import Papers
    from deskapp.domain.people import Actor, Role
    from deskapp.settings import Settings

Then = Callable[[Any], None]
Refused = Callable[[DeskError], None]


class Context(QObject):
    """Handed down from ``app.py``; holds no widget and knows no desk.

    ``changed`` carries the ``Change`` of every write: whoever shows one of its entries reads it again.
    ``opened`` asks the window to show an entry, ``said`` to tell the person something for a few seconds; ``queued``
    tells that what waits to be printed is another number now; ``drafts_changed`` that a form was left or its draft
    thrown away. ``unkept`` are the drafts that could not be written down, by the person's id and their own: they stay
    here, so that a full disk costs nobody a word (``ALL-7``).
    """

    changed = Signal(object)
    opened = Signal(object)
    desk_wanted = Signal(str, str)
    said = Signal(object)
    saved = Signal(object)
    signed_in = Signal(object)
    appearance_changed = Signal()
    queued = Signal()
    drafts_changed = Signal()

    def __init__(self, runner: Runner, settings: Settings) -> None:
        super().__init__()
        self.runner = runner
        self.settings = settings
        self.office: Office | None = None
        self.papers: Papers | None = None
        self.actor: Actor | None = None
        self.unkept: dict[tuple[int, str], FormDraft] = {}

    def acts_as(self, roles: Set[Role]) -> bool:
        """Whether somebody is signed in who has one of some roles; the services ask again."""
        return self.actor is not None and self.actor.role in roles

    @property
    def language(self) -> Language:
        """The language the window speaks now."""
        return self.settings.language_now

    def word(self, key: str, /, **params: Any) -> str:
        """A term of the office in the window's language."""
        return word(key, self.language, **params)

    def label(self, register: str, field: str) -> str:
        """The label of a draft's field in the window's language."""
        return field_word(register, field, self.language)

    def ask(
        self,
        verb: str,
        then: Then,
        refused: Refused | None = None,
        *,
        owner: object = None,
        token: str = "",
        **arguments: Any,
    ) -> None:
        """Read on a worker, go on with ``then`` on this thread. A newer ask of the same owner and token drops it."""
        work = partial(self._call, self.actor, verb, arguments)
        self.runner.read(Task(work, then, partial(self._failed, refused), owner, token))

    def do(self, verb: str, then: Then | None = None, refused: Refused | None = None, **arguments: Any) -> None:
        """Write on the writer's thread; then tell everybody what changed, and go on with ``then``."""
        done = partial(self._written, then)
        work = partial(self._call, self.actor, verb, arguments)
        self.runner.write(Task(work, done, partial(self._failed, refused)))

    def now(self, verb: str, **arguments: Any) -> Any:
        """Call on this very thread: for what is known to take no time and must be known at once."""
        return self._call(self.actor, verb, arguments)

    def undo_seconds(self) -> int:
        """How long a step can be taken back, by the office's own rule."""
        return int(self.now("rulebook.seconds", key="desk.undo_within"))

    def open(self, ref: Ref) -> None:
        """Show an entry wherever it belongs."""
        self.opened.emit(ref)

    def say(
        self,
        text: str,
        *,
        kind: str = "info",
        action: str = "",
        act: Callable[[], None] | None = None,
        seconds: int = 5,
    ) -> None:
        """Tell the person something in the window's corner; ``action`` is a button (undo) that does ``act``."""
        self.said.emit((text, kind, action, act, seconds))

    def say_error(self, error: DeskError) -> None:
        """Tell a refusal in words."""
        self.say(self.error_text(error), kind="error", seconds=10)

    def error_text(self, error: DeskError) -> str:
        """The sentence of a refusal in the window's language; of a refused draft, one for each problem."""
        if isinstance(error, Invalid) and error.problems:
            return " ".join(self.word(f"problem.{each.code}", **each.params) for each in error.problems)
        return self.word(f"error.{error.code}", **error.params)

    def _call(self, actor: Actor | None, verb: str, arguments: dict[str, Any]) -> Any:
        # In the name of who asked: by the time a worker comes to it, somebody else may be signed in, or nobody.
        if self.office is None:
            raise DeskError("not_ready")
        return self.office.call(actor, verb, **arguments)

    def _written(self, then: Then | None, result: Any) -> None:
        self.saved.emit(result)
        if isinstance(result, Change):
            self.changed.emit(result)
            for caution in result.warnings:
                self.say(self.word(f"warning.{caution.code}", **caution.params), kind="warning", seconds=15)
        if then is not None:
            then(result)

    def _failed(self, refused: Refused | None, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        if isinstance(error, NotAllowed) and self.actor is None:
            return  # behind the sign-in page; whoever comes in reads again in a name of their own
        if refused is not None:
            refused(error)
        else:
            self.say_error(error)
