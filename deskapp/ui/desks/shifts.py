"""Setting up the roster: the shifts, and who takes part (``DUTY-1``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFocusEvent, QIcon, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QTableWidget, QTableWidgetItem

from deskapp.domain.people import OFFICE
from deskapp.domain.roster import Person
from deskapp.domain.shifts import REGISTER, Shift
from deskapp.ui import theme
from deskapp.ui.actions import native
from deskapp.ui.common import roster_look
from deskapp.ui.common.facts import Facts
from deskapp.ui.common.list_table import ListTable
from deskapp.ui.common.parts import em, label, while_alive
from deskapp.ui.common.rack_desk import RackDesk
from deskapp.ui.common.register_spec import Fact
from deskapp.ui.common.roster_top import swatch
from deskapp.ui.common.shift_steps import SetUpForm, ShiftSteps
from deskapp.ui.spec import DeskSpec

_NAME = 1
#: How many columns the people's list has; the name takes the rest.
_PEOPLE = 7
#: So many characters of a name are always seen; these columns go for it, in this order.
_NAME_EM = 6
_SHORT_EM = 32
_MAY_GO = ((4, 2, 7, 6), (6, 5, 0, 2))


class ShiftsDesk(RackDesk):
    """Two lists, shifts above and people below, Tab between them; beside them the one in front, or a form."""

    verb = "shifts.all"
    place = REGISTER
    title = "register.shifts"
    followed = frozenset({REGISTER, "roster_person", "staff"})
    counts = 4
    steps_kind = ShiftSteps
    steps: ShiftSteps

    @property
    def may_keep(self) -> bool:
        """Whether the signed-in person makes rosters (``roles.md``); everybody else looks."""
        return self.context.acts_as(OFFICE)

    @property
    def person(self) -> Person | None:
        """The person who is chosen, or None."""
        at = self.people_table.currentRow()
        return self.people[at] if 0 <= at < len(self.people) else None

    def words(self) -> tuple[str, str]:
        """What the desk is for."""
        about = self.tr("Shifts with their times, the least number of people for each kind of day, and who takes part.")
        return about, self.tr("+ Shift")

    def titles(self) -> Sequence[str]:
        """The heads of the shifts' list."""
        name = partial(self.context.label, REGISTER)
        kinds = (self.tr("Workday"), self.tr("Weekend"), self.tr("Holiday"))
        return ("", name("name"), self.tr("Key"), name("times"), name("hours"), *kinds)

    def arrange(self) -> None:
        """The second list, below the first; what is chosen in the one that has the keys is in front."""
        self.of_people = False
        self.people: tuple[Person, ...] = ()
        self.people_table = ListTable(_PEOPLE)
        table = self.people_table
        table.setHorizontalHeaderLabels(self._person_titles())
        table.setAccessibleName(self.context.word("register.roster_person"))
        table.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + theme.px(16))
        table.horizontalHeader().setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        head = label(self.context.word("register.roster_person"), "strong")
        head.setContentsMargins(theme.px(10), theme.px(10), theme.px(10), theme.px(6))
        self.inside.addWidget(head)
        self.inside.addWidget(table, 2)
        for each in (self.stack, table):
            each.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._share()
        side = theme.px(22)
        self.table.setIconSize(QSize(side, side))
        for each in (self.table, table):
            each.installEventFilter(self)
        table.currentCellChanged.connect(self._person_chosen)
        table.cellClicked.connect(self._person_clicked)
        table.entered.connect(self.go_in)
        QShortcut(QKeySequence("Ctrl+D"), self).activated.connect(self.steps.turn)

    def _person_titles(self) -> Sequence[str]:
        name = self.context.label
        return (self.tr("No."), name("staff", "name"), name("staff", "role"), self.tr("Takes part"),
                name("roster", "experienced"), self.tr("Shifts"), self.tr("Hours at most"))  # fmt: skip

    def at_rest(self) -> bool:
        """No form is beside the lists."""
        return self.pane.form is None

    def empty_words(self) -> tuple[str, str]:
        """What stands where there is no shift."""
        if not self.may_keep:
            return self.tr("There are no shifts yet"), self.tr("The supervisor sets them up.")
        return self.tr("There are no shifts yet"), self.tr(
            "F2 makes one: its name, its times, how many people it needs."
        )

    # The lists

    def reload(self) -> None:
        """Read both lists again; everybody may look at them."""
        for part in (self.new_button, self.more):
            part.setVisible(self.may_keep)
        self.shelf.load()
        self.context.ask(self.verb, while_alive(self, self._show), owner=self, token="list")
        self.context.ask("roster.people", while_alive(self, self._show_people), owner=self, token="people")

    def texts(self, row: Shift) -> Sequence[str]:
        """The cells of one shift."""
        name = row.name if row.active else self.tr("{name} · no longer used").format(name=row.name)
        needed = (row.cover_working, row.cover_weekend, row.cover_holiday)
        return ("", name, row.letter.upper(), self._times(row), roster_look.figure(round(row.hours, 2)),
                *map(str, needed))  # fmt: skip

    def _show(self, rows: Sequence[Shift]) -> None:
        super()._show(rows)
        self._light()

    def _times(self, row: Shift) -> str:
        over = self.tr("{start}–{end} next day") if row.ends <= row.starts else "{start}–{end}"
        return over.format(start=f"{row.starts:%H:%M}", end=f"{row.ends:%H:%M}")

    def _write(self, at: int, row: Shift) -> None:
        super()._write(at, row)
        cell = self.table.item(at, 0)
        assert cell is not None
        look = swatch(row, theme.px(22))
        icon = QIcon(look)
        icon.addPixmap(look, QIcon.Mode.Selected)
        cell.setIcon(icon)
        cell.setData(Qt.ItemDataRole.AccessibleTextRole, row.short)

    def _show_people(self, people: Sequence[Person]) -> None:
        before = self.person
        self.people = tuple(people)
        table = self.people_table
        table.blockSignals(True)
        table.setRowCount(len(people))
        for at, person in enumerate(people):
            self._write_person(at, person)
        wanted = before.staff_id if before is not None else 0
        found = next((at for at, person in enumerate(people) if person.staff_id == wanted), 0)
        table.setCurrentCell(found if people else -1, 0)
        table.blockSignals(False)
        self._fit_people()
        self._newer()
        self._light()
        if self.at_rest() and self.of_people:
            self.look()

    def _write_person(self, at: int, person: Person) -> None:
        on = person.on_roster
        hours = "" if person.hours is None else str(person.hours)
        said = (person.code, person.name, self.context.word(f"role.{person.role}"), "✓" if on else "–",
                "★" if person.experienced else "", person.shifts.upper(), hours)  # fmt: skip
        for column, text in enumerate(said):
            cell = QTableWidgetItem(text)
            if not on:
                cell.setForeground(QColor(theme.tokens().muted))
            self.people_table.setItem(at, column, cell)

    def _fit_people(self) -> None:
        table, metrics = self.people_table, self.fontMetrics()
        for column in (at for at in range(_PEOPLE) if at != _NAME):
            cells = [table.horizontalHeaderItem(column), *(table.item(at, column) for at in range(len(self.people)))]
            words = max(metrics.horizontalAdvance(cell.text()) for cell in cells if cell is not None)
            table.setColumnWidth(column, min(words, em(self) * 8) + em(self) + theme.px(12))
        self._make_room(table, _MAY_GO[1])

    def _fit(self) -> None:
        super()._fit()
        self._make_room(self.table, _MAY_GO[0])

    def _make_room(self, table: ListTable, order: Iterable[int]) -> None:
        """Names are read in full: where room is short other columns go; what they say stands beside the list."""
        columns = [at for at in range(table.columnCount()) if at != _NAME]
        room = table.viewport().width() - em(self) * _NAME_EM
        for column in columns:
            table.setColumnHidden(column, False)
        taken = sum(map(table.columnWidth, columns))
        for column in order:
            if taken <= room:
                return
            taken -= table.columnWidth(column)
            table.setColumnHidden(column, True)

    def _newer(self) -> None:
        form = self.pane.form
        if not isinstance(form, SetUpForm) or form.plan.subject is None:
            return
        shifts = {shift.id: shift.version for shift in self.rows}
        people = {person.staff_id: person.version for person in self.people}
        known = shifts if form.plan.register == REGISTER else people
        if form.plan.subject in known:
            form.follow_version(known[form.plan.subject])

    def choose_person(self, staff_id: int) -> None:
        """Put somebody in front."""
        at = next((at for at, person in enumerate(self.people) if person.staff_id == staff_id), -1)
        self.people_table.setCurrentCell(at, 0)

    # Which of the two is in front

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the list that gets the keys is the one in front."""
        if event.type() == QEvent.Type.FocusIn and watched in (self.table, self.people_table):
            self.look_at_people(watched is self.people_table)
        return super().eventFilter(watched, event)

    def look_at_people(self, on: bool) -> None:
        """Turn to the people, or to the shifts; a form that is open stays until something else is chosen."""
        if on == self.of_people:
            return
        self.of_people = on
        self.main = self.people_table if on else self.table
        self._share()
        self._light()
        if self.at_rest():
            self.look()

    def _share(self) -> None:
        """Where room is short, as at twice the text, the list in front has most of it."""
        short = self.height() < em(self) * _SHORT_EM
        shares = ((1, 4) if self.of_people else (4, 1)) if short else (1, 2)
        for part, share in zip((self.stack, self.people_table), shares, strict=True):
            self.inside.setStretchFactor(part, share)

    def _light(self) -> None:
        """Only the list in front shows what is chosen in it."""
        front, other = (self.people_table, self.table) if self.of_people else (self.table, self.people_table)
        _select(other, -1)
        _select(front, front.currentRow())

    def _person_chosen(self, row: int, _column: int, before: int, _before_column: int) -> None:
        if row != before and row >= 0:
            self.steps.leave()
            self.look()

    def _person_clicked(self, _row: int, _column: int) -> None:
        self.turn(page=True)
        if self.pane.page is None:
            self.look()

    def look(self) -> None:
        """What is known of the one in front, and what may be done with it."""
        shift: Shift | None = self.row
        person = self.person
        page = Facts(self.context)
        if self.of_people and person is not None:
            page.show_facts(self._person_facts(person))
            badge = "" if person.on_roster else self.tr("not on the roster")
            self.pane.show_page(page, f"{person.code} {person.name}", self.context.word(f"role.{person.role}"), badge)
        elif not self.of_people and shift is not None:
            page.show_facts(self._shift_facts(shift))
            badge = "" if shift.active else self.tr("no longer used")
            self.pane.show_page(page, shift.name, self._times(shift), badge)
        else:
            self.pane.show_page(None, "")
            return
        self.pane.offer(self.steps.pushes() if self.may_keep else ())

    def _shift_facts(self, shift: Shift) -> Sequence[Fact]:
        word, name = self.context.word, self.context.label
        yes = self.tr("yes") if shift.late else ""
        said = {
            "short": shift.short, "letter": shift.letter.upper(), "colour": word(f"shifts.colour.{shift.colour}"),
            "hours": roster_look.figure(round(shift.hours, 2)), "pause": str(shift.pause or ""), "late": yes,
        }  # fmt: skip
        kinds = ("cover_working", "cover_weekend", "cover_holiday")
        needed = [Fact(label=name(REGISTER, kind), text=str(getattr(shift, kind))) for kind in kinds]
        return [*(Fact(label=name(REGISTER, field), text=text) for field, text in said.items()), *needed]

    def _person_facts(self, person: Person) -> Sequence[Fact]:
        name = self.context.label
        known = {shift.letter: shift.name for shift in self.rows}
        taken = " ".join(known.get(letter, letter) for letter in person.shifts)
        said = {
            "on_roster": self.tr("yes") if person.on_roster else self.tr("no"),
            "experienced": self.tr("yes") if person.experienced else self.tr("no"),
            "hours": str(person.hours) if person.hours is not None else self.tr("as the rulebook allows"),
            "shifts": taken or self.tr("all"), "note": person.note,
        }  # fmt: skip
        return [Fact(label=name("roster", field), text=text) for field, text in said.items()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: columns go where room is short."""
        super().resizeEvent(event)
        self._share()
        QTimer.singleShot(0, self, self._room_again)  # once the splitter has its sizes

    def _room_again(self) -> None:
        for table, order in zip((self.table, self.people_table), _MAY_GO, strict=True):
            self._make_room(table, order)

    # The window asks (``spec.Desk``)

    def new_entry(self) -> None:
        """F2: a new shift."""
        if self.may_keep:
            self.steps.open("new")
        else:
            self.context.say(self.tr("Shifts are set up by the supervisor and the director."))

    def show_entry(self, entry_id: int) -> None:
        """Bring a shift to the front."""
        self.look_at_people(False)
        super().show_entry(entry_id)

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this place."""
        return [
            (native("Tab"), self.tr("From the shifts to the people")),
            (native("Return"), self.tr("Change the one in front; in a form, on to the next field")),
            (native("Ctrl+D"), self.tr("No longer used, takes no part any more, or again")),
            (native("Ctrl+M"), self.tr("What else can be done")),
        ]

    def go_in(self) -> None:
        """Enter: change the one in front, or go on with the form that is open."""
        if self.pane.form is None:
            self.steps.amend()
        super().go_in()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the keys go to the form, or to the list in front."""
        if self.of_people and self.pane.form is None:
            self.people_table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().focusInEvent(event)


def _select(table: QTableWidget, row: int) -> None:
    if row < 0:
        table.clearSelection()
    else:
        table.selectRow(row)


DESK = DeskSpec(
    code="shifts",
    order=86,
    title="register.shifts",
    icon="mdi6.calendar-clock-outline",
    build=ShiftsDesk,
    registers=(REGISTER, "roster_person"),
)
