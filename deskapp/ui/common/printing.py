"""From an entry to its form's PDF, counted, and on to the printer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Signal

from deskapp.domain.common import Change, Ref
from deskapp.domain.paper import FormInfo, PaperLanguage, PrintOptions
from deskapp.domain.slips import Printed
from deskapp.errors import DeskError
from deskapp.ui import format as fmt
from deskapp.ui.common.parts import while_alive
from deskapp.ui.common.print_press import Printing
from deskapp.ui.common.print_queue import Ticket
from deskapp.ui.tasks import Task

if TYPE_CHECKING:
    from deskapp.domain.directory import Estate
    from deskapp.domain.paper import Papers
    from deskapp.settings import Settings
    from deskapp.ui.context import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintChoice:
    """What a workplace remembers for a form; no printer is the system's own, ``at_once`` prints without a look.

    ``first`` is the first free place of a label sheet: of this sheet alone, so it is not remembered.
    """

    paper: str = ""
    language: str = PaperLanguage.CHINESE.value
    printer: str = ""
    copies: int = 1
    at_once: bool = False
    first: int = 1

    @classmethod
    def of(cls, settings: Settings, form: FormInfo) -> PrintChoice:
        """The choice remembered for a form; what does not fit it any more is left out."""
        kept = settings.forms.get(form.code, {})
        plain = cls(paper=form.papers[0])
        good: dict[str, Any] = {
            name: value for name, value in kept.items() if isinstance(value, type(getattr(plain, name, None)))
        }
        choice = replace(plain, **good)
        if choice.paper not in form.papers:
            choice = replace(choice, paper=plain.paper)
        languages = {language.value for language in PaperLanguage}
        return choice if choice.language in languages else replace(choice, language=plain.language)

    def remember(self, settings: Settings, form: FormInfo) -> None:
        """Keep it for the next time; what else is kept for the form (offsets) stays."""
        settings.forms[form.code] = {**settings.forms.get(form.code, {}), **asdict(replace(self, first=1))}
        settings.save()


def form_of(context: Context, code: str) -> FormInfo | None:
    """A form by its code."""
    forms = context.papers.forms() if context.papers is not None else ()
    return next((form for form in forms if form.code == code), None)


#: A read with its arguments.
Asked = tuple[str, dict[str, Any]]


class PrintJob(QObject):
    """One entry's form: read, drawn, counted, printed or saved; ``asked`` reads several entries for one paper.

    ``known`` says that the entry was read, ``drawn`` carries (pdf, pictures, missing), ``ready`` the counted PDF, its
    ``Printed`` and ``missing``: the characters that no font here has.
    """

    known = Signal()
    drawn = Signal(object, object, str)
    ready = Signal(object, object, str)
    refused = Signal(object)

    def __init__(
        self, parent: QObject, context: Context, form: FormInfo, entry_id: int, asked: Asked | None = None
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.form = form
        self.entry_id = entry_id
        self.asked = asked or (form.source, {"id": entry_id})
        self.data: Any = None
        self.estate: Estate | None = None

    def read(self) -> None:
        """Read the entry and the letterhead; ``known`` follows."""
        self.context.ask("directory.estate", while_alive(self, self._got_estate), while_alive(self, self.refused.emit))

    def _got_estate(self, estate: Estate) -> None:
        self.estate = estate
        verb, arguments = self.asked
        self.context.ask(verb, while_alive(self, self._got_data), while_alive(self, self.refused.emit), **arguments)

    def _got_data(self, data: Any) -> None:
        self.data = data
        self.known.emit()

    def draw(self, choice: PrintChoice, dpi: int, printed: Printed | None = None) -> None:
        """Draw the PDF on a worker: with pictures for a preview, with its reprint number once it is counted."""
        papers, actor, estate = self.context.papers, self.context.actor, self.estate
        if papers is None or estate is None or self.data is None:
            return
        options = PrintOptions(
            estate=estate,
            printed_at=printed.at if printed else fmt.now(),
            printed_by=printed.by if printed else (actor.name if actor else ""),
            paper=choice.paper,
            language=PaperLanguage(choice.language),
            reprint=printed.reprint if printed else 0,
            first=choice.first,
        )
        work = partial(_draw, papers, self.form.code, self.data, options, dpi)
        then = while_alive(self, partial(self._drew, printed))
        self.context.runner.read(Task(work, then, while_alive(self, self._failed), self, "draw"))

    def _drew(self, printed: Printed | None, result: tuple[bytes, Any, str]) -> None:
        pdf, pictures, missing = result
        if printed is None:
            self.drawn.emit(pdf, pictures, missing)
        else:
            self.ready.emit(pdf, printed, missing)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        self.refused.emit(error)

    def count(self, choice: PrintChoice) -> None:
        """Count the print (``DSP-1``) and draw it with its number; ``ready`` follows. Not every form is counted."""
        if not self.form.counted:
            actor = self.context.actor
            by = actor.name if actor else ""
            self.draw(choice, 0, Printed(id=self.entry_id, number=self.data.number, reprint=0, at=fmt.now(), by=by))
            return
        then = while_alive(self, partial(self._counted, choice))
        self.context.do(self.form.counted, then, while_alive(self, self.refused.emit), id=self.entry_id)

    def _counted(self, choice: PrintChoice, printed: Printed) -> None:
        # The answer is no Change: whoever shows the entry still has to learn of its count.
        self.context.changed.emit(Change(self.form.counted, Ref(self.form.register, self.entry_id, printed.number)))
        self.draw(choice, 0, printed)


def _draw(papers: Papers, code: str, data: Any, options: PrintOptions, dpi: int) -> tuple[bytes, Any, str]:
    pdf = papers.render(code, data, options)
    return pdf, papers.pictures(pdf, dpi) if dpi else [], papers.missing_characters("\n".join(_texts(data)))


def _texts(value: Any) -> Iterator[str]:
    """Every word that an entry holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif is_dataclass(value):
        for each in fields(value):
            if each.name != "history":  # is never printed
                yield from _texts(getattr(value, each.name))


def ticket_for(printed: Printed, choice: PrintChoice) -> Ticket:
    """What a counted print goes to its printer with."""
    name = printed.number if not printed.reprint else f"{printed.number}-r{printed.reprint}"
    return Ticket(name=name, paper=choice.paper, printer=choice.printer, copies=choice.copies)


def missing_words(missing: str) -> str:
    """Which characters will print as boxes; empty for none."""
    text = QCoreApplication.translate("Printing", "No font here has these characters, they print as boxes: {text}")
    return text.format(text=" ".join(missing)) if missing else ""


class UnseenPrint(QObject):
    """Counts and prints an entry's form; lives until that is done, whatever page asked for it."""

    def __init__(
        self, context: Context, form: FormInfo, entry_id: int, choice: PrintChoice, asked: Asked | None = None
    ) -> None:
        super().__init__(context)
        self.context, self.choice = context, choice
        self.job = PrintJob(self, context, form, entry_id, asked)
        self.job.known.connect(self._read)
        self.job.ready.connect(self._ready)
        self.job.refused.connect(self._refused)
        self.job.read()

    def _read(self) -> None:
        self.job.count(self.choice)

    def _ready(self, pdf: bytes, printed: Printed, missing: str) -> None:
        if missing:
            self.context.say(missing_words(missing), kind="warning", seconds=12)
        Printing(self.context, pdf, ticket_for(printed, self.choice)).start()
        self._end()

    def _refused(self, error: DeskError) -> None:
        self.context.say_error(error)
        self._end()

    def _end(self) -> None:
        self.deleteLater()


def at_once(context: Context, code: str, entry_id: int) -> bool:
    """Print without a look if this workplace chose so; says whether it did."""
    form = form_of(context, code)
    if form is None:
        return False
    choice = PrintChoice.of(context.settings, form)
    if choice.at_once:
        UnseenPrint(context, form, entry_id, choice)
    return choice.at_once
