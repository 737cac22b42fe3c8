"""The working calendar: a year at a glance, what each day is and why, the office's own word, a list imported."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QLocale, QRect, Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QScrollArea, QWidget

from deskapp.domain.calendar import REGISTER, CalendarYear, DayDetail, DayDraft, DayKind, DaySource
from deskapp.domain.common import Change
from deskapp.domain.drafts import FormDraft
from deskapp.domain.fields import EARLIEST, LATEST
from deskapp.errors import DeskError
from deskapp.ui import theme
from deskapp.ui.actions import native
from deskapp.ui.common.day_import import ImportPage
from deskapp.ui.common.day_page import DayPage, may_set
from deskapp.ui.common.draft_shelf import DraftShelf
from deskapp.ui.common.files import file_dialog
from deskapp.ui.common.form import Form
from deskapp.ui.common.parts import FlowLayout, button, label, while_alive
from deskapp.ui.common.resident_form import RecordPlan, values_of
from deskapp.ui.common.resident_pane import Push
from deskapp.ui.common.side_desk import SideDesk
from deskapp.ui.common.year_picture import YearPicture, locale_of, moved
from deskapp.ui.context import Context
from deskapp.ui.spec import DeskSpec


class CalendarDesk(SideDesk):
    """The year at the left, the chosen day beside it."""

    share = 30
    least_em = 21

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.picture = YearPicture(context)
        self.shelf = DraftShelf(context, REGISTER)
        self.year: CalendarYear | None = None
        self.title = label("", "title")
        self.notice = label("", wrap=True)
        self.line = label("", "strong", wrap=True)
        self.line.setContentsMargins(theme.px(12), theme.px(4), theme.px(12), theme.px(8))
        self._build()
        self.picture.chosen.connect(self._chosen)
        self.picture.entered.connect(self.next_step)
        self.picture.turned.connect(self._load_year)
        self.shelf.taken.connect(self._restore)
        context.changed.connect(self._changed)
        context.signed_in.connect(self._signed_in)
        self.pane.show_page(None, "")
        if context.actor is not None:
            self._load()

    def _build(self) -> None:
        holder = QWidget()
        top = FlowLayout(holder, gap=theme.px(8))
        back, on, today = button("‹"), button("›"), button(self.tr("Today"))
        for made, name, months in ((back, self.tr("The year before"), -12), (on, self.tr("The next year"), 12)):
            made.setAccessibleName(name)
            made.setToolTip(name)
            made.clicked.connect(partial(self._turn_year, months))
        today.clicked.connect(self._today)
        self.import_button, self.export_button = button(self.tr("Import…")), button(self.tr("Export…"))
        self.import_button.clicked.connect(self._import)
        self.export_button.clicked.connect(self._export)
        for part in (back, self.title, on, today, self.import_button, self.export_button, self.shelf, self._legend()):
            top.addWidget(part)
        self.column.addWidget(holder)
        self.banner = QFrame()
        theme.look(self.banner, "banner-soon")
        inside = QHBoxLayout(self.banner)
        inside.setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(6))
        inside.addWidget(self.notice)
        self.inside.addWidget(self.banner)
        self.area = QScrollArea()
        self.area.setWidget(self.picture)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.picture.setProperty("kind", "clear")
        self.hold(self.area)
        self.inside.addWidget(self.line)
        self.main = self.picture

    def _legend(self) -> QWidget:
        word = self.context.word
        rest, work = word("calendar.short.rest"), word("calendar.short.working")
        said = self.tr("{rest} day off · {work} make-up working day · ◆ set by the office").format(rest=rest, work=work)
        made = label(said, "small")
        made.setMinimumHeight(self.import_button.sizeHint().height())
        made.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        return made

    # The year

    def _load(self) -> None:
        self.import_button.setVisible(may_set(self.context))
        self.shelf.load()
        self._load_year(self.picture.day.year)
        self._read(self.picture.day)

    def _load_year(self, year: int) -> None:
        self.context.ask("calendar.year", while_alive(self, self._show_year), owner=self, token="year", year=year)

    def _show_year(self, year: CalendarYear) -> None:
        self.year = year
        self.title.setText(str(year.year))
        self.picture.show_year(year)
        self.line.setText(self.picture.words(self.picture.day))
        if isinstance(self.pane.page, DayPage):
            self.pane.page.show_year(year)
        unannounced = self.tr(
            "The make-up working days of {year} are not announced yet: holidays stand by the law alone. Once they are, "
            "import them here."
        )
        self.notice.setText(unannounced.format(year=year.year))
        self.banner.setVisible(not year.announced)

    def _turn_year(self, months: int, _on: bool = False) -> None:
        self.picture.look_at(moved(self.picture.day, months))
        self.picture.setFocus(Qt.FocusReason.OtherFocusReason)

    def _today(self, _on: bool = False) -> None:
        self.picture.look_at(self.picture.today)
        self.picture.setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self, change: Change) -> None:
        if change.ref.register == REGISTER:
            self._load_year(self.picture.day.year)
            if isinstance(self.pane.page, DayPage):
                self._read(self.picture.day)

    def _signed_in(self, _actor: object) -> None:
        self._leave()
        self.pane.show_page(None, "")
        self._load()

    # The day beside it

    def _chosen(self, day: date) -> None:
        self._leave()
        self.line.setText(self.picture.words(day))
        box: QRect = self.picture.rect_of(day).toRect()
        self.area.ensureVisible(box.center().x(), box.center().y(), box.width() * 2, box.height() * 3)
        self._read(day)

    def _read(self, day: date) -> None:
        shown, gone = while_alive(self, self._open), while_alive(self, self._gone)
        self.context.ask("calendar.day", shown, gone, owner=self, token="day", day=day)

    def _gone(self, error: DeskError) -> None:
        self.context.say_error(error)

    def _open(self, detail: DayDetail) -> None:
        year = self.year or CalendarYear(year=detail.day.year, announced=True, days=())
        page = DayPage(self.context, detail, year)
        page.wanted.connect(self.picture.look_at)
        weekday = locale_of(self.context.language).standaloneDayName(
            detail.day.isoweekday(), QLocale.FormatType.LongFormat
        )
        badge = self.context.word(f"calendar.kind.{detail.kind}")
        tone = "badge-ok" if detail.kind is DayKind.REST else "badge"
        self.pane.show_page(page, f"{detail.day} {weekday}", "", badge, tone)
        self._offer(detail)

    def _offer(self, detail: DayDetail) -> None:
        if not may_set(self.context):
            return
        pushes = [Push(self.tr("Set this day"), "Return", self.next_step)]
        if detail.source is DaySource.OFFICE:
            pushes.append(Push(self.tr("As the country has it"), "", self.follow))
        self.pane.offer(pushes)

    def follow(self) -> None:
        """Take the office's own word back."""
        self.context.do("calendar.follow_library", while_alive(self, self._set), day=self.picture.day)

    def _set(self, change: Change) -> None:
        self.shelf.busy("")
        self.shelf.load()
        self.picture.look_at(date.fromisoformat(change.number))
        self.context.say(self.tr("{day} is set. Running clocks keep their time.").format(day=change.number), kind="ok")
        self.turn(page=False)
        self.picture.setFocus(Qt.FocusReason.OtherFocusReason)

    # Forms

    def _edit(self, draft: FormDraft | None = None) -> None:
        if not may_set(self.context):
            self.context.say(self.tr("Supervisors and the director change the calendar."))
            return
        self._leave()
        day = self.picture.day
        # What is proposed is the other of what it is: that is why one sets a day.
        other = DayKind.WORKING if self.picture.kind(day) is DayKind.REST else DayKind.REST
        plan = RecordPlan(
            register=REGISTER,
            verb="set_day",
            draft=DayDraft,
            title=self.tr("Set a day"),
            save_text=self.context.word("reception.step.record"),
            start=values_of(DayDraft(day=day, kind=other)),
            first="kind",
        )
        form = Form(self.context, plan, draft)
        self.shelf.busy(form.keeper.client_id)
        form.saved.connect(self._set)
        form.at_end.connect(self._at_end)
        self.pane.show_page(form, plan.title, str(day))
        self.pane.offer([Push(plan.save_text, "Ctrl+S", self.save), self._leaving()])
        self.turn(page=True)
        form.begin()

    def _leaving(self) -> Push:
        return Push(self.tr("Leave"), "Esc", self.escape, "quiet")

    def _at_end(self) -> None:
        if self.pane.primary is not None:
            self.pane.primary.setFocus(Qt.FocusReason.TabFocusReason)

    def _import(self, _on: bool = False, draft: FormDraft | None = None) -> None:
        if not may_set(self.context):
            return
        self._leave()
        draft = draft or next((kept for kept in self.shelf.drafts if kept.place == "calendar.import"), None)
        page = ImportPage(self.context, draft)
        page.taken.connect(self._taken)
        self.shelf.busy(page.keeper.client_id)
        self.pane.show_page(page, self.tr("Import days"))
        self.pane.offer([Push(self.tr("Import"), "Ctrl+S", self.save), self._leaving()])
        self.turn(page=True)
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _taken(self, count: int) -> None:
        self.shelf.busy("")
        self.shelf.load()
        self.context.say(self.tr("%n day(s) imported.", "", count), kind="ok")
        self.turn(page=False)
        self._read(self.picture.day)
        self.picture.setFocus(Qt.FocusReason.OtherFocusReason)

    def _export(self, _on: bool = False) -> None:
        year = self.picture.day.year
        dialog = file_dialog(self, self.tr("Write the days of {year}").format(year=year))
        dialog.setNameFilter(self.tr("Text") + " (*.txt)")
        dialog.setDefaultSuffix("txt")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(self.tr("working calendar {year}.txt").format(year=year))
        dialog.fileSelected.connect(partial(self._write, year))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _write(self, year: int, path: str) -> None:
        self.context.ask("calendar.write_list", while_alive(self, self._written), year=year, path=path)

    def _written(self, path: str) -> None:
        self.context.say(self.tr("{path} is written.").format(path=path), kind="ok")

    def _restore(self, draft: FormDraft) -> None:
        if draft.place == "calendar.import":
            self._import(draft=draft)
        else:
            self._edit(draft)

    def _leave(self) -> None:
        page = self.pane.page
        if isinstance(page, ImportPage):
            page.leave()
        elif self.pane.form is not None and self.pane.form.dirty:
            self.pane.form.keeper.keep(left=True)
        self.shelf.busy("")

    def turn(self, *, page: bool) -> None:
        """Where the day's page has no room beside the year, one line says what it is."""
        super().turn(page=page)
        self.line.setVisible(self.narrow)

    # The window asks (``spec.Desk``)

    def new_entry(self) -> None:
        """F2: set the day that is looked at."""
        self._edit()

    def save(self) -> None:
        """Ctrl+S: save the form, take the list over."""
        if isinstance(self.pane.page, ImportPage):
            self.pane.page.take_over()
        elif self.pane.form is not None:
            self.pane.form.save()

    def next_step(self) -> None:
        """Enter, Ctrl+Enter: set the day; save what is open. Where room is short, first show the day."""
        if self.narrow and self.pane.isHidden():
            self.turn(page=True)
            self._at_end()
        elif self.pane.form is not None or isinstance(self.pane.page, ImportPage):
            self.save()
        else:
            self._edit()

    def escape(self) -> None:
        """Esc: back to the year; what was typed is kept."""
        self._leave()
        self._read(self.picture.day)
        self.turn(page=False)
        self.picture.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep_drafts(self) -> None:
        """Write down at once what is half typed."""
        page = self.pane.page
        if isinstance(page, (ImportPage, Form)):
            page.keeper.keep()

    def show_chip(self, chip: str) -> None:
        """Another page leads to a day (``2026-10-01``)."""
        if chip:
            day = date.fromisoformat(chip)
            if EARLIEST.date() <= day < LATEST.date():
                self.picture.look_at(day)

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this place."""
        return [
            ("← → ↑ ↓", self.tr("A day, a week back or on")),
            (f"{native('PgUp')} {native('PgDown')}", self.tr("A month back or on; with Shift a year")),
            ("T", self.tr("Today")),
            (native("Return"), self.tr("Set the day")),
        ]


def build(context: Context) -> QWidget:
    """Make the page."""
    return CalendarDesk(context)


DESK = DeskSpec(
    code="calendar", order=82, title="register.calendar", icon="mdi6.calendar-month-outline", build=build,
    registers=(REGISTER,),
)  # fmt: skip
