"""The counts' desk: begun, counted place by place, compared, explained, signed; the monthly key table (``KEY-6``)."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QWidget

from deskapp.domain import inventories
from deskapp.domain.inventories import (
    RESOLUTIONS,
    CompareDraft,
    InventoryDetail,
    InventoryDraft,
    InventoryRow,
    State,
    Subject,
    papers_of,
    said,
)
from deskapp.ui import format as fmt
from deskapp.ui.actions import native
from deskapp.ui.common.count_board import CountBoard
from deskapp.ui.common.count_papers import CountPapers
from deskapp.ui.common.count_picture import CountPicture
from deskapp.ui.common.count_start import CountStart
from deskapp.ui.common.mail_scan import MailScanner
from deskapp.ui.common.parts import while_alive
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.common.register_spec import (
    FIRST_COLUMNS,
    Cell,
    Column,
    DeskKey,
    Fact,
    Mark,
    RegisterSpec,
    Shape,
    field_fact,
)
from deskapp.ui.spec import DeskSpec

if TYPE_CHECKING:
    from collections.abc import Callable

    from deskapp.domain.common import Change
    from deskapp.ui.context import Context
    from deskapp.ui.scanner import Scan

_MARKS = {
    State.COUNTING: Mark(Shape.HALF, "info"),
    State.COMPARED: Mark(Shape.TRIANGLE, "soon"),
    State.CLOSED: Mark(Shape.CHECK, "muted"),
    State.VOIDED: Mark(Shape.CROSS, "muted"),
}
#: Steps about one place begin with the one in front.
_OF_A_PLACE = frozenset({"explain", "untick"})


def mark(row: InventoryRow | InventoryDetail) -> Mark:
    """How a count's state is drawn."""
    return _MARKS[row.state]


def _part(context: Context, row: InventoryRow | InventoryDetail) -> str:
    if not row.part:
        return context.word(said(row.subject, "all"))
    return " · ".join((context.word(f"inventories.subject.{row.subject}"), row.part))


def title(context: Context, detail: InventoryDetail) -> str:
    """Its month and what it is a count of."""
    return " · ".join((detail.month, _part(context, detail)))


def subtitle(_context: Context, detail: InventoryDetail) -> str:
    """Number, when and by whom it was begun."""
    return " · ".join((detail.number, fmt.clock(detail.begun_at), detail.recorder))


def facts(context: Context, detail: InventoryDetail) -> Sequence[Fact]:
    """Who counted, what was concluded, who signed; the places stand in the panel."""
    line = partial(field_fact, context, "inventories")
    signed = QCoreApplication.translate("InventoriesDesk", "signed") if detail.counter_signed else ""
    counters = " · ".join(part for part in ("、".join(detail.counters), signed) if part)
    return [
        line("summary", detail.summary, "strong"),
        line("counters", counters),
        line("compared_at", fmt.clock(detail.compared_at)),
        line("uncounted_reason", detail.uncounted_reason),
        line("closed_by", detail.closed_by),
        line("closed_at", fmt.clock(detail.closed_at)),
        line("reported_to", detail.reported_to),
        line("reported_at", fmt.clock(detail.reported_at)),
        line("note", detail.note),
        Fact(label=context.word("inventories.step.void"), text=detail.void_reason),
    ]


def calls_for(detail: InventoryDetail) -> str:
    """Once everything is counted it is compared, once everything is explained it is signed, then reported."""
    match detail.state:
        case State.COUNTING:
            return "compare" if detail.counted == detail.total else "tick"
        case State.COMPARED:
            return "explain" if detail.explained < detail.different else "close"
        case State.CLOSED:
            return "" if detail.reported_at else "report"
        case _:
            return ""


def fits(detail: InventoryDetail, verb: str) -> bool:
    """Only what is left to be done is offered."""
    match verb:
        case "explain":
            return detail.different > 0
        case "close":
            return detail.explained == detail.different
        case "untick":
            return detail.counted > 0
        case "report":
            return detail.reported_at is None
        case _:
            return True


def start(context: Context, verb: str, detail: InventoryDetail | None) -> Mapping[str, Any]:
    """What a step's form begins with."""
    if verb == "begin":
        return {"month": f"{fmt.now().astimezone():%Y-%m}"}
    if detail is None:
        return {}
    if verb == "report":
        return {"reported_at": fmt.now()}
    if verb == "close":
        told = {name: getattr(detail, name) for name in ("total", "counted", "things", "different")}
        return {"summary": context.word(said(detail.subject, "summary"), **told)}
    return {}


def _count(desk: RegisterDesk, _detail: InventoryDetail) -> None:
    desk.go_in()


def _papers(desk: RegisterDesk) -> None:
    assert isinstance(desk, InventoriesDesk)
    desk.offer_papers()


def _papers_text() -> str:
    return QCoreApplication.translate("InventoriesDesk", "Papers: count sheet, result, the month's key table")


def _new_title() -> str:
    return QCoreApplication.translate("InventoriesDesk", "New count")


def _empty(chip: str) -> tuple[str, str]:
    begin = QCoreApplication.translate(
        "InventoriesDesk",
        "F2 begins one, of keys or mail shelves. It may be broken off and gone on with any time.",
    )
    if chip == "open":
        return QCoreApplication.translate("InventoriesDesk", "No count is under way"), begin
    return QCoreApplication.translate("InventoriesDesk", "No counts here"), begin


STATE, NUMBER, AT, _UNIT = FIRST_COLUMNS
SPEC = RegisterSpec(
    register=inventories.REGISTER,
    lifecycle=inventories.LIFECYCLE,
    chips=inventories.CHIPS,
    columns=(
        STATE,
        NUMBER,
        Column(name="month", width=4.4, sort="month"),
        Column(name="part", says=_part),
        Column(name="progress", width=5),
        Column(name="differences", width=5, rank=2),
        Column(name="at", cell=Cell.MOMENT, width=6, sort="at", rank=3),
        Column(name="handler", width=4, rank=5),
    ),
    mark=mark,
    new_verb="begin",
    new_draft=InventoryDraft,
    new_title=_new_title,
    title=title,
    subtitle=subtitle,
    facts=facts,
    empty=_empty,
    start=start,
    assists={"begin": CountStart},
    beside=("tick", "compare", "explain", "close"),
    acts={"tick": _count},
    calls_for=calls_for,
    fits=fits,
    keys=(DeskKey(key="Ctrl+Shift+P", title=_papers_text, act=_papers),),
    paper=papers_of(Subject.KEYS)[0],
    panel=CountBoard,
)


class InventoriesDesk(RegisterDesk):
    """The counts; steps about one place begin with the place in front."""

    def __init__(self, context: Context) -> None:
        self._picturing = 0
        super().__init__(context, SPEC)
        assert isinstance(self.pane.panel, CountBoard)
        self.board = self.pane.panel
        self.board.explaining.connect(self._explain)
        self.picture = CountPicture(self.board)
        self.sides.stack.addWidget(self.picture.view)
        self.model.loaded.connect(self._keep_picture)
        cast(QApplication, QApplication.instance()).focusChanged.connect(self._keys_moved)
        self.papers = CountPapers(self, _papers_text())
        self.codes: MailScanner | None = None
        self.listen(time.monotonic)

    def listen(self, clock: Callable[[], float]) -> None:
        """Watch for carriers' codes and shelf labels while mail is counted, by this clock (``MAIL-9``)."""
        if self.codes is not None:
            self.codes.stop()
        self.codes = MailScanner(cast(QApplication, QApplication.instance()), self, clock, self._counts_mail)
        self.codes.setParent(self)  # it watches no longer than there is a desk
        self.codes.scanned.connect(self._scanned)

    def _counts_mail(self) -> bool:
        free = self.preview is None and self.pane.form is None
        return free and self.board.isVisible() and self.board.many and self.board.counting

    def _scanned(self, scan: Scan) -> None:
        self.take_scan(scan.code)

    # The picture, at the list's place while one counts

    def go_in(self) -> None:
        """Enter: the places of a count, with the cabinet's picture beside them where there is room."""
        detail = self.pane.detail
        if detail is not None and self.picture.fits(detail) and self.pane.form is None and not self.sides.narrow:
            self.picture.begin(detail)
            self._picturing = detail.id
        super().go_in()
        self._keep_picture()

    def _keep_picture(self) -> None:
        """As long as the same count is counted; the list comes back by itself."""
        detail = self.pane.detail
        if not self._picturing:
            return
        if detail is not None and detail.id == self._picturing and self.picture.fits(detail):
            self.sides.stack.setCurrentWidget(self.picture.view)
        else:
            self._leave_picture()

    def _leave_picture(self) -> None:
        self._picturing = 0
        self.board.home = self.board.table
        self.sides.show_list(bool(self.model.ids))

    def _show(self, detail: Any) -> None:
        super()._show(detail)
        self._keep_picture()

    def _keys_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Places are gone through in the table or in the picture: there the keys go on."""
        if new is self.picture.view or new is self.board.table:
            self.board.home = new

    def _give_keys(self) -> None:
        """While the picture stands at the list's place, the keys go on where places are gone through."""
        if self._picturing and self.preview is None and self.pane.form is None:
            self.board.take_keys()
        else:
            super()._give_keys()

    # Steps

    def take_step(self, verb: str) -> None:
        """A step about one place begins with the one in front; comparing a whole count asks nothing."""
        detail, line = self.pane.detail, self.board.line()
        if verb == "compare" and detail is not None and detail.counted == detail.total:
            self._compare(detail)
            return
        start: dict[str, Any] = {}
        if verb in _OF_A_PLACE and line is not None:
            start = {"place": line.place, "thing": line.thing}
        if verb == "explain" and (difference := getattr(line, "difference", None)) is not None:
            start["resolution"] = RESOLUTIONS[difference][0]
        self.steps.take(verb, start or None)

    def _compare(self, detail: InventoryDetail) -> None:
        done, refused = while_alive(self, self._compared), while_alive(self, self.context.say_error)
        version = detail.version
        self.context.do("inventories.compare", done, refused, id=detail.id, version=version, draft=CompareDraft())

    def _compared(self, _change: Change) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _explain(self, _place: str) -> None:
        self.take_step("explain")

    def next_step(self) -> None:
        """Ctrl+Enter: a step about one place begins with the place in front; an explained one gives way to the next."""
        main = self.pane.main_step()
        if self.preview is None and self.pane.form is None and main is not None:
            if main.verb == "explain":
                self.board.go_in()
            self.take_step(main.verb)
        else:
            super().next_step()

    def take_scan(self, code: str) -> bool:
        """A label that is scanned while a count is in front is counted, wherever on this desk the keys are."""
        free = self.preview is None and self.pane.form is None
        return free and self.board.isVisible() and self.board.take_scan(code)

    def escape(self) -> None:
        """Esc: from the line and the number of keys to the places, from the picture to the list; else as everywhere."""
        focus = QApplication.focusWidget()
        free = self.preview is None and self.pane.form is None
        if free and focus is not None and self.board.work.isAncestorOf(focus):
            self.board.take_keys()
        elif free and self._picturing:
            self._leave_picture()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().escape()

    # Paper

    def print_entry(self) -> None:
        """Ctrl+P: the sheet of a count under way, the result of one that is compared."""
        detail = self.pane.detail
        new = self.pane.form is not None and self.pane.form.plan.subject is None
        if detail is not None and self.preview is None and not new:
            sheet, result = papers_of(detail.subject)
            self.show_paper(detail.id, sheet if detail.compared_at is None else result)

    def offer_papers(self, _on: bool = False) -> None:
        """Ctrl+Shift+P: the papers of the count in front, and the key tables."""
        self.papers.offer()

    def handle(self, wish: str, argument: str) -> None:
        """Another desk wishes for a count of its own: ``mail:3`` of that shelf."""
        if wish in set(Subject) and self.steps.may(self.spec.new_verb):
            self.close_preview()
            self.steps.leave()
            self.steps.begin_new({"subject": Subject(wish), "part_id": int(argument) if argument else None})

    def keys(self) -> list[tuple[str, str]]:
        """The keys of counting come first here."""
        word = self.board.model.word
        return [
            (native("Space"), word("help.present")),
            ("E", word("mark.empty")),
            ("O", word("help.other")),
            ("0 – 9", word("help.figures")),
            ("/", word("help.line")),
            (native("Backspace"), word("step.untick")),
            *super().keys(),
        ]


DESK = DeskSpec(
    code="inventories",
    order=20,
    title="register.inventories",
    icon="mdi6.clipboard-check-outline",
    build=InventoriesDesk,
    registers=("inventories",),
)
