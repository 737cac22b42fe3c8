"""What stands beside the form of a return list: which carriers have mail to go back, and whose each item is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from deskapp.domain import carriers
from deskapp.domain.mail import PREFIX
from deskapp.domain.pickups import ItemPick
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.editor_rows import RowsEditor
from deskapp.ui.common.editors import LineEditor
from deskapp.ui.common.line_choices import LineChoices
from deskapp.ui.common.parts import em, label, while_alive
from deskapp.ui.common.return_table import whose

if TYPE_CHECKING:
    from deskapp.domain.returns import Ready, ReturnDetail, ReturnLine
    from deskapp.ui.common.editors import Editor
    from deskapp.ui.common.form import Form

_LINE_EM = 10


class ItemsHelp(QObject):
    """Watches the field ``items``: says of every line whose item it is, and takes scanned ones."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self.form = form
        self.rows = cast(RowsEditor, form.editors["items"])
        self.known: dict[str, ReturnLine] = {}
        self._labels: dict[Editor, QLabel] = {}
        form.edited.connect(self._items_edited)
        form.scans = self.take_scan
        self.ask()

    def ask(self) -> None:
        """What can be named here: what is on the list, or what waits to go on one."""
        if self.form.plan.verb == "drop":
            then = while_alive(self, self._on_it)
            self.form.context.ask("returns.detail", then, owner=self, token="lines", id=self.form.plan.subject)
        else:
            self.form.context.ask("returns.ready", while_alive(self, self.ready), owner=self, token="ready")

    def _on_it(self, detail: ReturnDetail) -> None:
        self.learn(detail.lines)

    def ready(self, groups: Sequence[Ready]) -> None:
        """What waits to go back is known now."""
        self.learn([line for group in groups for line in group.lines])

    def learn(self, lines: Sequence[ReturnLine]) -> None:
        """These items can be named."""
        self.known = {code: line for line in lines for code in (line.item.number, line.item.tracking) if code}
        self.tell()

    def _items_edited(self, name: str) -> None:
        if name == "items":
            self.tell()

    def tell(self) -> None:
        """Write beside every line whose item it is; nothing beside what only the register knows."""
        for cell in self.rows.cells:
            line = self.known.get(str(cell.raw()).strip().upper())
            late = line is not None and line.due is not None and line.due <= fmt.now()
            beside = self._beside(cell)
            beside.setText(self._said(line) if line is not None else "")
            theme.look(beside, "late" if late else "muted")

    def _said(self, line: ReturnLine) -> str:
        reason = self.form.context.word(f"mail.reason.{line.reason}")
        parts = (whose(line), reason, line.item.place, fmt.distance(line.due))
        return " · ".join(part for part in parts if part)

    def _beside(self, cell: Editor) -> QLabel:
        if cell not in self._labels:
            made = label("", "muted", wrap=True)
            for line in cell.findChildren(QLineEdit):
                line.setFixedWidth(em(line) * _LINE_EM)
            cell.box.addSpacing(em(cell) // 2)
            cell.box.addWidget(made, 1)
            self._labels[cell] = made
        return self._labels[cell]

    def take_scan(self, code: str) -> bool:
        """A label was scanned: its item stands in the next line; one that stands there already is said to."""
        number = code.partition("/")[0]
        if not number.startswith(f"{PREFIX}-"):
            return False
        typed = {str(cell.raw()).strip().upper() for cell in self.rows.cells}
        if number in typed:
            self.form.context.say(self.form.context.word("problem.named_twice", value=number), kind="warning")
            return True
        self.form.fill({"items": (*self.rows.value(), ItemPick(item=number))})
        self.tell()
        here = QApplication.focusWidget()
        if here is not None and self.rows.isAncestorOf(here):
            free = next((cell for cell in self.rows.cells if not cell.value()), self.rows.cells[-1])
            free.target.setFocus(Qt.FocusReason.OtherFocusReason)
        return True


class ReturnHelp(ItemsHelp):
    """A new list: the carrier is chosen from those that have mail to take back, and its items stand there."""

    def __init__(self, form: Form) -> None:
        self.groups: Sequence[Ready] = ()
        self._offered: list[Ready] = []
        editor = cast(LineEditor, form.editors["carrier"])
        self.editor, self.line = editor, editor.line
        self.choices = LineChoices(self.line, QCoreApplication.translate("ReturnHelp", "Carriers"), around=True)
        super().__init__(form)
        self.line.setPlaceholderText(
            QCoreApplication.translate("ReturnHelp", "Choose with ↑ ↓ Enter, or type the carrier's name")
        )
        form.rows["items"].explain(
            QCoreApplication.translate("ReturnHelp", "Empty a line to leave its item here; scan a label to add one.")
        )
        self.line.installEventFilter(self)
        self.line.textEdited.connect(self._typed)
        self.choices.entered.connect(self._enter)
        self.choices.given_up.connect(self.choices.close)
        self.choices.left.connect(self.choices.close)
        self.choices.clicked.connect(self._clicked)

    def ready(self, groups: Sequence[Ready]) -> None:
        """Carriers and their items are known now: the only one there is need not be chosen."""
        super().ready(groups)
        self.groups = groups
        start = self.form.plan.start.get("carrier", "")
        wanted = [group for group in groups if group.carrier and start in {"", group.carrier}]
        if not groups:
            nothing = QCoreApplication.translate("ReturnHelp", "Nothing waits to go back.")
            self.form.rows["carrier"].explain(nothing)
        elif self.form.dirty or self.rows.value():
            self._explain()
        elif len(wanted) == 1 and (start or len(groups) == 1):
            self._fill(wanted[0])
            self.form.touched.clear()  # nobody typed anything yet
        elif self.line.hasFocus():
            self._typed(self.line.text())

    # Choosing

    def _typed(self, text: str) -> None:
        """List the carriers that have this in one of their names."""
        wanted = text.strip().casefold()
        self._offered = [group for group in self.groups if not wanted or self._called(group, wanted)]
        if self._offered:
            self.choices.show_rows([self._words(group) for group in self._offered])
        else:
            self.choices.close()
        self.form.rows["carrier"].explain("")

    @staticmethod
    def _called(group: Ready, wanted: str) -> bool:
        names = (group.carrier, *carriers.names(group.carrier))
        return any(wanted in name.casefold() for name in names)

    def _name(self, group: Ready) -> str:
        none = QCoreApplication.translate("ReturnHelp", "No carrier noted")
        return carriers.name(group.carrier, self.form.context.language) or none

    def _words(self, group: Ready) -> str:
        """Name, how many, and how they press."""
        return "   ".join((self._name(group), self._counted(group)))

    @staticmethod
    def _counted(group: Ready) -> str:
        count = QCoreApplication.translate("ReturnHelp", "{count} item(s)").format(count=group.items)
        late = QCoreApplication.translate("ReturnHelp", "{count} late").format(count=group.late)
        return " · ".join(part for part in (count, late if group.late else fmt.distance(group.due)) if part)

    def _enter(self) -> None:
        """Enter takes the row in front; with no list open it goes on."""
        if self.choices.open:
            self._take(self.choices.row)
        self.editor.entered.emit()

    def _clicked(self, row: int) -> None:
        self._take(row)
        self.editor.entered.emit()

    def _take(self, row: int) -> None:
        self.choices.close()
        if 0 <= row < len(self._offered):
            self._fill(self._offered[row])

    def _fill(self, group: Ready) -> None:
        """The carrier's name, and a line for each of its items."""
        name = carriers.name(group.carrier, self.form.context.language)
        items = tuple(ItemPick(item=line.item.number) for line in group.lines)
        self.form.fill({"carrier": name, "items": items})
        self._explain()
        self.tell()

    def _explain(self) -> None:
        code = carriers.named(self.line.text())
        group = next((group for group in self.groups if code and group.carrier == code), None)
        self.form.rows["carrier"].explain(self._counted(group) if group is not None else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: an empty line that gets the keys offers the carriers at once."""
        if watched is self.line and event.type() is QEvent.Type.FocusIn and not self.line.text() and self.groups:
            self._typed("")
        return super().eventFilter(watched, event)
