"""Which editor serves which marker: a new marker is one line here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from deskapp.domain import fields
from deskapp.ui.common.editor_choice import PickEditor, choice_editor
from deskapp.ui.common.editor_moment import DayEditor, MomentEditor
from deskapp.ui.common.editor_rows import RowsEditor
from deskapp.ui.common.editor_tally import TallyEditor
from deskapp.ui.common.editors import (
    Editor,
    FlagEditor,
    HiddenEditor,
    LineEditor,
    MoneyEditor,
    NumberEditor,
    SecretEditor,
)
from deskapp.ui.common.unit_field import UnitField

if TYPE_CHECKING:
    from deskapp.ui.context import Context

Make = Callable[["Context", fields.FieldSpec, str, str], Editor]


def _plain(kind: type[Editor]) -> Make:
    """An editor that does not ask which register it stands in."""

    def make(context: Context, spec: fields.FieldSpec, title: str, _register: str) -> Editor:
        return kind(context, spec, title)

    return make


KINDS: dict[type[Any], Make] = {
    fields.Text: _plain(LineEditor),
    fields.Phone: _plain(LineEditor),
    fields.UnitCode: UnitField,
    fields.Pick: PickEditor,
    fields.Choice: choice_editor,
    fields.Moment: MomentEditor,
    fields.Day: DayEditor,
    fields.Flag: _plain(FlagEditor),
    fields.Money: _plain(MoneyEditor),
    fields.Number: _plain(NumberEditor),
    fields.Rows: RowsEditor,
    fields.Tally: TallyEditor,
    fields.Secret: _plain(SecretEditor),
    fields.Hidden: _plain(HiddenEditor),
}
