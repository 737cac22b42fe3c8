"""Keys received 钥匙领取单, and keys left in trust 钥匙托管单: itemised, signed, a copy for each side (``KEY-5``)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from deskapp.domain.paper import PrintOptions
from deskapp.domain.transfers import Kind, State, TransferDetail, TransferLine
from deskapp.paper import pages
from deskapp.paper.cells import SIGN_HIGH, Block, Cell, Row, Text, Ticks
from deskapp.paper.forms import Form
from deskapp.paper.kit import Head, Press, state_mark
from deskapp.paper.lists import listed
from deskapp.paper.sheet import MM
from deskapp.paper.speech import Label, Speech, field, phone, term

_COPIES = (Label("客服中心留存联", "Office copy"), Label("业主联", "Resident's copy"))
_ORDINALS = (Label("第一联", "Copy 1"), Label("第二联", "Copy 2"))
_NUMBER, _SET, _REMARK = Label("序", "No."), Label("钥匙编号", "Set"), Label("备注", "Remark")
_DOCUMENT = Label("证件", "ID document")
_SUM = Label("合计", "In all")
_TAKER, _OWNER = Label("领取人签名", "Received by"), Label("托管人签名", "Left by")
_EITHER = Label("领取/托管人签名", "Resident signs")
_OFFICE_SIGNS, _DATE = Label("经办人签名", "Office signs"), Label("日期", "Date")
_STATEMENT = Label("双方确认", "Agreed")
_TAKEN = Label(
    "以上钥匙已当面清点，数量无误，自签名时起由领取人保管。",
    "Counted together and found correct; from the signature on they are in the receiver's keeping.",
)
_LEFT = Label(
    "以上钥匙已当面清点，数量无误，由客服中心代为保管，只按上列要求交付。",
    "Counted together and found correct; the office keeps them and gives them only as said above.",
)
_ROW, _BLANK_ROW, _BLANK_ROWS = 6.4 * MM, 9 * MM, 16
_MARGIN = 14 * MM

_transfer = partial(field, "transfers")
#: Columns with their widths; what it is takes the rest.
_COLUMNS = (
    (_NUMBER, 10 * MM), (_transfer("hook"), 22 * MM), (_SET, 34 * MM), (_transfer("description"), 0.0),
    (_transfer("count"), 18 * MM), (_REMARK, 40 * MM),
)  # fmt: skip


def _cells(words: Sequence[Text]) -> list[Cell]:
    return [Cell(content, width=width) for content, (_, width) in zip(words, _COLUMNS, strict=True)]


def _line(number: int, line: TransferLine, before: TransferLine | None) -> Row:
    """One line; its set is named once."""
    again = before is not None and before.set_id == line.set_id
    texts = (
        Text(str(number), align="c"),
        Text("" if again else line.hook, strong=True),
        Text("" if again else line.number),
        Text(line.description),
        Text(str(line.count), align="r"),
        Text(""),
    )
    return Row(_cells(texts), least=_ROW)


def _lines(press: Press, found: TransferDetail | None) -> list[Block]:
    if found is None:
        return [Row(_cells([Text("")] * len(_COLUMNS)), least=_BLANK_ROW, spare=True) for _ in range(_BLANK_ROWS)]
    befores = (None, *found.lines)
    return [_line(at, line, before) for at, (line, before) in enumerate(zip(found.lines, befores, strict=False), 1)]


def _total(press: Press, found: TransferDetail) -> Row:
    total = (
        Text(""), Text(""), Text(""), Text(press.speech.say(_SUM), strong=True, align="r"),
        Text(str(found.keys), strong=True, align="r"), Text(""),
    )  # fmt: skip
    return Row(_cells(total), least=_ROW)


def _first(press: Press, found: TransferDetail) -> list[Block]:
    pair, speech = press.pair, press.speech
    document = " ".join(part for part in (_document(speech, found), found.id_number_masked) if part)
    made: list[Block] = [
        press.row(
            pair(_transfer("unit"), Text(found.unit, 11, strong=True)),
            pair(_transfer("resident"), found.resident, strong=True),
            pair(_transfer("relation"), speech.word(f"directory.relation.{found.relation}")),
        ),
        press.row(
            pair(_transfer("phone"), phone(found.phone)),
            pair(_DOCUMENT, document, 1.6),
            pair(_transfer("at"), speech.clock(found.at), 1.4),
        ),
    ]
    if found.void_reason:
        made.append(press.voided(found.void_reason))
    return made


def _document(speech: Speech, found: TransferDetail) -> str:
    return speech.word(f"directory.id_type.{found.id_type}") if found.id_number_masked else ""


def _blank_first(press: Press) -> list[Block]:
    pair = press.pair
    kinds = [press.speech.word(f"transfers.kind.{kind}") for kind in Kind]
    return [
        press.row(pair(_transfer("kind"), Ticks(kinds)), least=8 * MM),
        press.row(pair(_transfer("unit"), ""), pair(_transfer("resident"), ""), pair(_transfer("relation"), ""),
                  least=8 * MM),
        press.row(pair(_transfer("phone"), ""), pair(_DOCUMENT, "", 1.6), pair(_transfer("at"), press.moment(""), 1.4),
                  least=8 * MM),
    ]  # fmt: skip


def _last(press: Press, found: TransferDetail | None) -> list[Block]:
    """How many in all, what the owner asks, what both agree on, who signs."""
    made: list[Block] = [_total(press, found)] if found is not None else []
    trust = found is not None and found.kind is Kind.ENTRUSTED
    if found is None or trust:
        instruction = found.instruction if found else ""
        made.append(press.prose(_transfer("instruction"), instruction, least_lines=2))
        until = f"{found.until:%Y-%m-%d}" if found is not None and found.until else ""
        made.append(press.row(press.pair(_transfer("until"), press.day(until)), least=7 * MM))
    if found is not None and found.note:
        made.append(press.prose(_transfer("note"), found.note, least_lines=1))
    if found is not None:
        made.append(press.prose(_STATEMENT, press.speech.say(_LEFT if trust else _TAKEN), least_lines=1))
    signs = _EITHER if found is None else _OWNER if trust else _TAKER
    recorder = Text(found.recorder if found else "", 7, top=True, grey=0.2)
    pairs = (press.pair(signs, ""), press.pair(_OFFICE_SIGNS, recorder), press.pair(_DATE, press.day()))
    return [*made, press.row(*pairs, least=SIGN_HIGH + 2 * MM)]


def draw(found: TransferDetail | None, options: PrintOptions) -> bytes:
    """One entry, or a blank form, in one copy or in the two that belong to it."""
    trust = found is not None and found.kind is Kind.ENTRUSTED
    title = term("form.key_trust" if trust else "form.key_handover")
    if found is None:
        title = Label(f"{title.zh}（{term('form.key_trust').zh}）", f"{title.en} / {term('form.key_trust').en}")
    press = Press(options, title=found.number if found else title.zh)
    number, both = found.number if found else "", options.paper == "a4x2"
    voided = found is not None and found.state is State.VOIDED
    for at, name in enumerate(_COPIES[: 2 if both else 1]):
        head = Head(
            title=title,
            number=number,
            code=number,
            copy=press.speech.say(name) if both else "",
            copy_note=press.speech.say(_ORDINALS[at]) if both else "",
            watermark=state_mark(voided, False),
        )
        first = _first(press, found) if found is not None else _blank_first(press)
        rows, last = _lines(press, found), _last(press, found)
        listed(press, head, first, press.header_of_widths(_COLUMNS), rows, last, size=pages.A4, margin=_MARGIN)
    return press.document.finish()


FORM = Form(code="key_handover", register="transfers", source="transfers.detail", papers=("a4x2", "a4"), draw=draw)
