"""What stands beside and below the duty log: one entry, the chain and its head, the day's countersignature."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from deskapp.domain.duty_log import REGISTER, ChainState, Head, LogEntry, SignedDay
from deskapp.errors import DeskError
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.facts import Facts
from deskapp.ui.common.log_book import erased, signed_words
from deskapp.ui.common.parts import FlowLayout, button, keyed, label, while_alive
from deskapp.ui.common.register_spec import Fact

if TYPE_CHECKING:
    from deskapp.ui.context import Context


def head_text(head: Head) -> str:
    """A head as it is typed in elsewhere: its sequence and 80 bits in groups."""
    return f"{head.seq} {head.short}"


class EntryPage(QWidget):
    """One entry whole."""

    def __init__(self, context: Context, entry: LogEntry) -> None:
        super().__init__()
        self.context = context
        self.entry = entry
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        text = label(erased(entry) if entry.erased else fmt.phones(entry.text), wrap=True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        font = text.font()
        font.setStrikeOut(entry.corrected_by is not None)
        font.setItalic(entry.erased)
        text.setFont(font)
        column.addWidget(text)
        facts = Facts(context)
        facts.show_facts(list(self._facts()))
        column.addWidget(facts)

    def _facts(self) -> Iterator[Fact]:
        entry, word = self.entry, self.context.label
        whole = "%Y-%m-%d %H:%M"
        yield Fact(label=word(REGISTER, "at"), text=f"{entry.at.astimezone():{whole}}")
        recorded = f"{entry.recorded_at.astimezone():{whole}}" if entry.recorded_at != entry.at else ""
        yield Fact(label=word(REGISTER, "recorded_at"), text=recorded)
        yield Fact(label=word(REGISTER, "happened_reason"), text=entry.happened_reason, tone="soon")
        yield Fact(label=word(REGISTER, "by"), text=entry.by)
        yield Fact(label=word(REGISTER, "corrects"), text=f"#{entry.corrects}" if entry.corrects else "")
        yield Fact(label=word(REGISTER, "reason"), text=entry.reason)
        newer = f"#{entry.corrected_by}" if entry.corrected_by else ""
        yield Fact(label=word(REGISTER, "corrected_by"), text=newer, tone="soon")
        if entry.about is not None:
            yield Fact(label=word(REGISTER, "about"), text=entry.about.number, ref=entry.about)


class ChainPage(QWidget):
    """The chain proved, and against a head typed in from paper (``DUTY-3``)."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        self.facts = Facts(context)
        column.addWidget(self.facts)
        self.verdict = label("", wrap=True)
        column.addWidget(self.verdict)
        about = QCoreApplication.translate(
            "DutyLogDesk",
            "Type in the head from a handover sheet or another page, number and sixteen characters, then Enter:",
        )
        column.addWidget(label(about, "muted", wrap=True))
        self.line = QLineEdit()
        self.line.setMaxLength(120)
        self.line.setPlaceholderText("128 ABCD-EFGH-IJKL-MNOP")
        self.line.setAccessibleName(QCoreApplication.translate("DutyLogDesk", "Head from paper"))
        self.line.returnPressed.connect(self.prove)
        column.addWidget(self.line)
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        column.addWidget(self.problem)

    def prove(self) -> None:
        """Prove the log, against what stands in the line."""
        self.problem.hide()
        self._say(QCoreApplication.translate("DutyLogDesk", "Checking…"), "muted")
        shown, refused = while_alive(self, self._shown), while_alive(self, self._refused)
        self.context.ask("duty_log.chain", shown, refused, owner=self, token="chain", head=self.line.text().strip())

    def _say(self, text: str, kind: str) -> None:
        self.verdict.setText(text)
        theme.look(self.verdict, kind)

    def _refused(self, error: DeskError) -> None:
        self._say("", "")
        self.problem.setText(self.context.error_text(error))
        self.problem.show()

    def _shown(self, state: ChainState) -> None:
        word, head = self.context.label, state.head
        lines = [
            Fact(label=word(REGISTER, "seq"), text=f"{head.seq:,}"),
            Fact(label=word(REGISTER, "entries"), text=f"{state.entries:,}"),
            Fact(label=word(REGISTER, "recorded_at"), text=fmt.clock(head.at)),
            Fact(label=word(REGISTER, "hash"), text=head.short, tone="strong"),
        ]
        self.facts.show_facts(lines)
        if not state.sound:
            told = (self.context.word(f"check.{each.code}", **each.params) for each in state.findings[:5])
            self._say("\n".join(told), "late")
        elif self.line.text().strip():
            said = QCoreApplication.translate("DutyLogDesk", "Sound, and the paper's head stands in it.")
            self._say(said, "ok")
        else:
            said = self.tr("Sound: %n entries, none touched.", "", state.entries)
            self._say(said, "ok")


class LogFoot(QFrame):
    """Below the book: the day's countersignature, and the head of the chain, which can be copied."""

    signed = Signal()
    chained = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.setProperty("kind", "foot")
        self._head: Head | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(6))
        column.setSpacing(theme.px(4))
        line = QHBoxLayout()
        self.state = label("", "strong", wrap=True)
        self.sign = keyed(context.word("duty_log.step.sign"), "S")
        self.sign.clicked.connect(self._sign)
        line.addWidget(self.state, 1)
        line.addWidget(self.sign)
        column.addLayout(line)
        below = QWidget()
        flow = FlowLayout(below, gap=theme.px(8))
        self.head = label("", "small")
        self.head.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy_button = button(QCoreApplication.translate("DutyLogDesk", "Copy  H"), "words")
        self.copy_button.clicked.connect(self.copy)
        self.prove = button(QCoreApplication.translate("DutyLogDesk", "Check the chain  K"), "words")
        self.prove.clicked.connect(self._chained)
        for part in (self.head, self.copy_button, self.prove):
            flow.addWidget(part)
        column.addWidget(below)

    def show_day(self, day: SignedDay | None, head: Head | None, *, may_sign: bool) -> None:
        """Show a day's signature and the head; of no day, or one that is not over, nothing is missing."""
        self._head = head = head or self._head
        self.state.setText("" if day is None else signed_words(day))
        theme.look(self.state, "ok" if day is not None and day.signed else "soon")
        over = day is not None and day.day < fmt.now().astimezone().date()
        open_day = day is not None and over and not day.signed and (day.entries > 0 or not day.rest)
        self.state.setVisible(day is not None and (day.signed_at is not None or open_day))
        self.sign.setVisible(open_day and may_sign)
        if head is None:
            return
        said = QCoreApplication.translate("DutyLogDesk", "Head of the log: #{seq} · {count} entries · {short}")
        self.head.setText(said.format(seq=head.seq, count=head.count, short=head.short))

    def copy(self, _on: bool = False) -> None:
        """The head as it is typed in elsewhere goes to the clipboard."""
        if self._head is not None:
            QGuiApplication.clipboard().setText(head_text(self._head))
            self.context.say(QCoreApplication.translate("DutyLogDesk", "The head is copied."))

    def _sign(self, _on: bool = False) -> None:
        self.signed.emit()

    def _chained(self, _on: bool = False) -> None:
        self.chained.emit()
