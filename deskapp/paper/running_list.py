"""The running list 应急流水登记: one line for each thing that happens without power, as it is entered afterwards."""

from __future__ import annotations

from deskapp.domain.afterwards import COLUMNS, LOOKS, REGISTER
from deskapp.domain.paper import PrintOptions
from deskapp.paper.cells import SIGN_HIGH, Block, Cell, Row, Text
from deskapp.paper.kit import Head, Press
from deskapp.paper.listing import A4_LANDSCAPE
from deskapp.paper.lists import listed
from deskapp.paper.sheet import MM
from deskapp.paper.speech import Label, term

_TITLE = Label("应急流水登记", "Running list")
_SHARES = {"when": 1.1, "what": 0.6, "unit": 1.0, "name": 1.0, "ref": 1.6, "text": 3.2, "result": 2.0, "by": 0.9}
_DAY, _HOW = Label("日期", "Day"), Label("填写", "How")
_RULES = Label(
    "一行一事，时间写到分钟；钥匙写挂位，邮件写运单号；来电后按本表补录",
    "One thing a line, its time to the minute; keys by hook, mail by number; entered afterwards in this order",
)
_LETTERS = Label("事项代码", "What, by letter")
_LINES = 17


def draw(options: PrintOptions) -> bytes:
    """One page with the columns of the page "Entered afterwards", and the letters of its kinds."""
    press = Press(options, title=_TITLE.zh)
    columns = [name for name in COLUMNS if name in _SHARES]
    heads = [(_label(name), _SHARES[name]) for name in columns]
    letters = "   ".join(
        f"{look.letter} {press.speech.word(f'{REGISTER}.what.{what}')}" for what, look in LOOKS.items()
    )
    first: list[Block] = [
        press.row(press.pair(_DAY, press.day(), 0.6), press.pair(_HOW, press.speech.say(_RULES), 1.6)),
        press.row(press.pair(_LETTERS, letters)),
    ]
    rows: list[Block] = [
        Row([Cell(Text(""), _SHARES[name]) for name in columns], least=SIGN_HIGH) for _ in range(_LINES)
    ]
    head = Head(title=_TITLE)
    listed(press, head, first, press.header_row(heads), rows, [], size=A4_LANDSCAPE, margin=10 * MM)
    return press.document.finish()


def _label(name: str) -> Label:
    return term("field.unit") if name == "unit" else term(f"{REGISTER}.field.{name}")
