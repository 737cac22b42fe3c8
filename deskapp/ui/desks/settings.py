"""Settings: how the window looks, the letterhead, and the way to the rulebook and the calendar."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from deskapp.domain.common import Change
from deskapp.domain.directory import Estate
from deskapp.domain.fields import fields_of
from deskapp.domain.people import OFFICE
from deskapp.errors import DeskError, Invalid
from deskapp.settings import LANGUAGES, SCALES, THEMES
from deskapp.ui import theme
from deskapp.ui.common.parts import while_alive
from deskapp.ui.context import Context
from deskapp.ui.quiet_desk import QuietDesk
from deskapp.ui.spec import DeskSpec

#: How the fields of ``Estate`` are called where the words know them by another name.
_LABELS = {"name": "estate", "name_en": "estate_en", "phone": "estate_phone"}


#: From this text size on the cards stand below each other.
_STACKED = 150


class SettingsDesk(QuietDesk):
    """Three cards on one page."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        inner = QWidget()
        theme.look(inner, "clear")
        grid = QGridLayout(inner)
        grid.setContentsMargins(16, 16, 16, 16)
        grid.setSpacing(theme.px(14))
        self.appearance = AppearanceCard(context)
        self.letterhead = LetterheadCard(context)
        self.office = OfficeCard(context)
        grid.addWidget(self.appearance, 0, 0)
        grid.addWidget(self.letterhead, 1, 0)
        grid.setColumnStretch(0, 1)
        if context.settings.scale < _STACKED:
            grid.addWidget(self.office, 0, 1)
            grid.setColumnStretch(1, 1)
        else:
            grid.addWidget(self.office, 2, 0)
        grid.setRowStretch(3, 1)
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(scroll)
        self.setFocusProxy(self.appearance.language)

    def save(self) -> None:
        """Ctrl+S saves the letterhead."""
        self.letterhead.save()


class _Card(QFrame):
    """A titled card with a form."""

    def __init__(self, title: str) -> None:
        super().__init__()
        theme.look(self, "card")
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(*(theme.px(18),) * 4)
        self.box.setSpacing(theme.px(10))
        self.heading = QLabel(title)
        theme.look(self.heading, "heading")
        self.box.addWidget(self.heading)
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(theme.px(16))
        self.form.setVerticalSpacing(theme.px(8))
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.box.addLayout(self.form)

    def row(self, label: str, field: QWidget) -> None:
        """Add one field with its label."""
        name = QLabel(label)
        theme.look(name, "muted")
        name.setBuddy(field)
        field.setAccessibleName(label)
        self.form.addRow(name, field)


class AppearanceCard(_Card):
    """Language, theme, text size and sound of this workplace; each holds from the moment it is chosen."""

    def __init__(self, context: Context) -> None:
        super().__init__("")
        self._context = context
        self.heading.setText(self.tr("Appearance at this workplace"))
        desktop = self.tr("As the desktop")
        settings = context.settings
        # A language is called by its own name, whatever the window speaks.
        self.language = self._box(dict(zip(LANGUAGES, (desktop, "中文", "English"), strict=True)), settings.language)
        names = (desktop, self.tr("Light"), self.tr("Dark"))
        self.theme = self._box(dict(zip(THEMES, names, strict=True)), settings.theme)
        self.scale = self._box({scale: f"{scale} %" for scale in SCALES}, settings.scale)
        self.row(self.tr("Language"), self.language)
        self.row(self.tr("Colours"), self.theme)
        self.row(self.tr("Text size"), self.scale)
        self.sound = QCheckBox(self.tr("An emergency is heard"))
        self.sound.setChecked(settings.sound)
        self.sound.toggled.connect(self._sound_chosen)
        self.row(self.tr("Sound"), self.sound)
        self.phrases = QCheckBox(self.tr("Show the words of the procedure (greeting, apology, parting)"))
        self.phrases.setChecked(settings.phrases)
        self.phrases.clicked.connect(self._phrases_chosen)
        self.form.addRow(self.phrases)
        self.box.addStretch(1)

    def _phrases_chosen(self, on: bool) -> None:
        """The words at hand or not (``REC-10``); the next form knows."""
        self._context.settings.phrases = on
        self._context.settings.save()

    def _box(self, choices: dict[str, str] | dict[int, str], chosen: object) -> QComboBox:
        box = QComboBox()
        for value, text in choices.items():
            box.addItem(text, value)
        box.setCurrentIndex(max(box.findData(chosen), 0))
        box.activated.connect(self._chosen)
        return box

    def _chosen(self, _index: int) -> None:
        settings = self._context.settings
        now = (self.language.currentData(), self.theme.currentData(), self.scale.currentData())
        if now == (settings.language, settings.theme, settings.scale):
            return
        settings.language, settings.theme, settings.scale = now
        settings.save()
        self._context.appearance_changed.emit()

    def _sound_chosen(self, on: bool) -> None:
        self._context.settings.sound = on
        self._context.settings.save()


class LetterheadCard(_Card):
    """What stands on top of every form."""

    def __init__(self, context: Context) -> None:
        super().__init__("")
        self._context = context
        self.heading.setText(self.tr("Letterhead"))
        self.fields: dict[str, QLineEdit] = {}
        for spec in fields_of(Estate):
            self.fields[spec.name] = QLineEdit()
            self.row(context.label("directory", _LABELS.get(spec.name, spec.name)), self.fields[spec.name])
        self._problem = QLabel()
        theme.look(self._problem, "error")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self.button = QPushButton(self.tr("Save the letterhead"))
        self.button.clicked.connect(self.save)
        self.box.addWidget(self._problem)
        self.box.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        context.signed_in.connect(self._allow)
        self._allow()
        context.ask("directory.estate", while_alive(self, self._show), owner=self, token="estate")

    @property
    def may_keep(self) -> bool:
        """Whether the signed-in person may change it."""
        return self._context.acts_as(OFFICE)

    def _allow(self, _actor: object = None) -> None:
        self.button.setVisible(self.may_keep)
        for field in self.fields.values():
            field.setReadOnly(not self.may_keep)

    def save(self) -> None:
        """Hand the letterhead in."""
        if not self.may_keep:
            return
        self._mark({})
        draft = Estate(**{name: field.text().strip() for name, field in self.fields.items()})
        self._context.do(
            "directory.save_estate", while_alive(self, self._saved), while_alive(self, self._refused), draft=draft
        )

    def _show(self, estate: Estate) -> None:
        for name, field in self.fields.items():
            field.setText(getattr(estate, name))

    def _saved(self, _change: Change) -> None:
        self._context.say(self.tr("The letterhead is saved."))

    def _refused(self, error: DeskError) -> None:
        if isinstance(error, Invalid):
            words = self._context.word
            self._mark({p.field: words(f"problem.{p.code}", **p.params) for p in error.problems})
        else:
            self._context.say_error(error)

    def _mark(self, problems: dict[str, str]) -> None:
        line = self.tr("{field}: {problem}")
        labels = {name: self._context.label("directory", _LABELS.get(name, name)) for name in problems}
        lines = [line.format(field=labels[name], problem=text) for name, text in problems.items()]
        self._problem.setText("\n".join(lines))
        self._problem.setVisible(bool(lines))
        for name, field in self.fields.items():
            theme.mark_problem(field, name in problems)
            field.setAccessibleDescription(problems.get(name, ""))


class OfficeCard(_Card):
    """Where the office's own numbers and days are kept."""

    def __init__(self, context: Context) -> None:
        super().__init__("")
        self._context = context
        self.heading.setText(self.tr("The office's numbers and days"))
        about = {
            "rulebook": self.tr("Every number the procedures give, with its clause."),
            "calendar": self.tr("Public holidays, make-up working days, and the office's own."),
        }
        self.links: dict[str, QPushButton] = {}
        for desk, text in about.items():
            words = QLabel(text)
            theme.look(words, "muted")
            words.setWordWrap(True)
            self.links[desk] = QPushButton(context.word(f"register.{desk}") + "  ›")
            self.links[desk].clicked.connect(partial(self._go, desk))
            self.box.addWidget(self.links[desk], 0, Qt.AlignmentFlag.AlignLeft)
            self.box.addWidget(words)
        self.box.addStretch(1)

    def _go(self, desk: str, _on: bool = False) -> None:
        self._context.desk_wanted.emit(desk, "")


def build(context: Context) -> QWidget:
    """Make the page."""
    return SettingsDesk(context)


DESK = DeskSpec(code="settings", order=90, title="desk.settings", icon="mdi6.cog-outline", build=build)
