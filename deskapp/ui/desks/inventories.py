"""The counts' desk: begun, counted hook by hook, compared, explained, signed; the monthly key table (``KEY-6``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QWidget

from deskapp.domain import inventories
from deskapp.domain.inventories import RESOLUTIONS, CompareDraft, InventoryDetail, InventoryDraft, InventoryRow, State
from deskapp.domain.people import OFFICE
from deskapp.ui import format as fmt
from deskapp.ui.actions import native
from deskapp.ui.common.count_board import CountBoard
from deskapp.ui.common.count_picture import CountPicture
from deskapp.ui.common.parts import keyed, while_alive
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.common.register_spec import (
    FIRST_COLUMNS,
    Cell,
    ClockBox,
    Column,
    DeskKey,
    Fact,
    Mark,
    RegisterSpec,
    Shape,
)
from deskapp.ui.common.resident_excel import ask_file
from deskapp.ui.spec import DeskSpec

if TYPE_CHECKING:
    from deskapp.domain.common import Change
    from deskapp.ui.common.form import Form
    from deskapp.ui.context import Context

SHEET, RESULT, TABLE = "key_count_sheet", "key_count_result", "key_month_table"
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


def _part(part: str) -> str:
    return part or QCoreApplication.translate("InventoriesDesk", "All cabinets")


def _part_cell(_context: Context, row: InventoryRow) -> str:
    return _part(row.part)


def title(_context: Context, detail: InventoryDetail) -> str:
    """Its month and what it is a count of."""
    return " · ".join((detail.month, _part(detail.part)))


def subtitle(_context: Context, detail: InventoryDetail) -> str:
    """Number, when and by whom it was begun."""
    return " · ".join((detail.number, fmt.clock(detail.begun_at), detail.recorder))


def clock(_context: Context, _detail: InventoryDetail) -> ClockBox | None:
    """The days of the month are not a count's own: they stand in Today."""
    return None


def facts(context: Context, detail: InventoryDetail) -> Sequence[Fact]:
    """Who counted, what was concluded, who signed; the places stand in the panel."""

    def line(name: str, text: str, tone: str = "") -> Fact:
        return Fact(label=context.label("inventories", name), text=text, tone=tone)

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


def start(_context: Context, verb: str, detail: InventoryDetail | None) -> Mapping[str, Any]:
    """What a step's form begins with."""
    if verb == "begin":
        return {"month": f"{fmt.now().astimezone():%Y-%m}"}
    if detail is None:
        return {}
    if verb == "report":
        return {"reported_at": fmt.now()}
    if verb == "close":
        said = QCoreApplication.translate(
            "InventoriesDesk", "{total} hooks, {counted} counted, {different} differences, all explained."
        )
        told = {name: getattr(detail, name) for name in ("total", "counted", "different")}
        return {"summary": said.format(**told)}
    return {}


def _all_or_one(form: Form) -> None:
    """Says what an empty choice stands for."""
    form.rows["part_id"].explain(QCoreApplication.translate("InventoriesDesk", "Empty: all cabinets"))


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
        "InventoriesDesk", "F2 begins one: of all cabinets, or of one. It may be broken off and gone on with any time."
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
        Column(name="part", says=_part_cell),
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
    clock=clock,
    empty=_empty,
    start=start,
    assists={"begin": _all_or_one},
    beside=("tick", "compare", "explain", "close"),
    acts={"tick": _count},
    calls_for=calls_for,
    fits=fits,
    keys=(DeskKey(key="Ctrl+Shift+P", title=_papers_text, act=_papers),),
    paper=SHEET,
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
        self.papers = QMenu(self)
        self.paper_button = keyed(QCoreApplication.translate("InventoriesDesk", "Papers"), "Ctrl+Shift+P")
        self.paper_button.setToolTip(_papers_text())
        self.paper_button.clicked.connect(self.offer_papers)
        row = self.top.layout()
        assert isinstance(row, QHBoxLayout)
        row.insertWidget(row.count() - 1, self.paper_button, 0, Qt.AlignmentFlag.AlignTop)

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
        start: dict[str, Any] = {"place": line.place} if verb in _OF_A_PLACE and line is not None else {}
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
            self.show_paper(detail.id, SHEET if detail.compared_at is None else RESULT)

    def offer_papers(self, _on: bool = False) -> None:
        """The papers of the count in front, and the key table of this month and the one before."""
        self.papers.clear()
        detail, word = self.pane.detail, self.context.word
        if detail is not None:
            for code in (SHEET, *((RESULT,) if detail.compared_at is not None else ())):
                said = f"{word(f'form.{code}')}  {detail.number}"
                self.papers.addAction(said).triggered.connect(partial(self._look_at_paper, code, detail.id))
        for month in self._months():
            said = f"{word(f'form.{TABLE}')}  {month:%Y-%m}"
            self.papers.addAction(said).triggered.connect(partial(self._look_at_paper, TABLE, int(f"{month:%Y%m}")))
        if self.context.actor is not None and self.context.actor.role in OFFICE:
            for month in self._months():
                said = QCoreApplication.translate("InventoriesDesk", "Excel: key table {month}")
                action = self.papers.addAction(said.format(month=f"{month:%Y-%m}"))
                action.triggered.connect(partial(self._export, int(f"{month:%Y%m}")))
        self.papers.popup(self.paper_button.mapToGlobal(self.paper_button.rect().bottomLeft()))
        self.papers.setActiveAction(self.papers.actions()[0])

    def _months(self) -> list[datetime]:
        """This month and the one before, and the month of the count in front."""
        this = fmt.now().astimezone().replace(day=1)
        months = {f"{month:%Y-%m}": month for month in (this, this - timedelta(days=1))}
        if self.pane.detail is not None:
            months.setdefault(self.pane.detail.month, datetime.strptime(self.pane.detail.month, "%Y-%m"))
        return list(months.values())

    def _look_at_paper(self, code: str, entry_id: int, _on: bool = False) -> None:
        self.show_paper(entry_id, code)

    def _export(self, month: int, _on: bool = False) -> None:
        name = QCoreApplication.translate("InventoriesDesk", "key table {month}.xlsx").format(month=month)
        ask = QCoreApplication.translate("InventoriesDesk", "Write the key table")
        ask_file(self, ask, partial(self._write, month), save_as=name)

    def _write(self, month: int, path: str) -> None:
        self.context.ask("inventories.write_table", while_alive(self, self._written), id=month, path=path)

    def _written(self, path: str) -> None:
        said = QCoreApplication.translate("InventoriesDesk", "{path} is written.")
        self.context.say(said.format(path=path), kind="ok")

    def keys(self) -> list[tuple[str, str]]:
        """The keys of counting come first here."""
        word = self.context.word
        return [
            (native("Space"), word("inventories.mark.present")),
            ("E", word("inventories.mark.empty")),
            ("O", QCoreApplication.translate("InventoriesDesk", "Another set hangs here: then scan it")),
            ("1 – 99", QCoreApplication.translate("InventoriesDesk", "So many keys, then Enter")),
            ("/", QCoreApplication.translate("InventoriesDesk", "To the line for hooks and codes")),
            (native("Backspace"), word("inventories.step.untick")),
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
