"""The authorisation of a proxy 代领授权书, signed by resident, proxy and approver [001·2·4.6] (``MAIL-5``)."""

from __future__ import annotations

from collections.abc import Iterator

from deskapp.domain.directory import IdType
from deskapp.domain.paper import PrintOptions
from deskapp.domain.proxies import ProxyDetail, Relation, State
from deskapp.paper import mail_parts as parts
from deskapp.paper import pages
from deskapp.paper.cells import Block, Text, Ticks
from deskapp.paper.forms import Form
from deskapp.paper.kit import Head, Press, state_mark
from deskapp.paper.sheet import MM
from deskapp.paper.speech import Label, phone, term

_RESIDENT, _PROXY = Label("委托人（业主/住户）", "Resident"), Label("代领人", "Proxy")
_RELATION, _UNTIL = Label("与委托人关系", "Relation"), Label("有效期", "Holds")
_ONCE = Label("仅限一次领取", "For one pickup")
_TO = Label("可多次领取，至 {day}（含）", "Until {day}, that day included")
_ASKED_AT, _BY = Label("申请时间", "Asked at"), Label("受理人", "Taken down by")
_TEXT, _RULES = Label("授权内容", "Authorisation"), Label("说明", "Please note")
_MANDATE = Label(
    "本人委托上列代领人到客服中心代为领取寄交本单元的给据邮件（挂号信、特快专递、包裹、汇款单）并签收。"
    "代领人的签收视同本人签收，由此产生的责任由本人承担。",
    "I authorise the proxy named above to receive and sign for accountable mail (registered letters, express, parcels,"
    " remittances) addressed to this unit. The proxy's signature counts as mine, and I answer for it.",
)
_TERMS = Label(
    "1. 代领人领取时须出示本人有效身份证件，经片区管理员同意后方可领取。\n"
    "2. 委托人可随时向客服中心终止授权；超过有效期，授权自动失效。\n"
    "3. 证件号码仅用于核实代领人身份，纸面上以 * 遮盖。",
    "1. The proxy shows a valid ID document at each pickup; the area steward has to approve.\n"
    "2. The resident can end this authorisation at the office at any time; after its day it no longer holds.\n"
    "3. The document's number serves to check the proxy's identity only; on paper it is masked with *.",
)
_RESIDENT_SIGNS, _PROXY_SIGNS = Label("委托人签名", "Resident signs"), Label("代领人签名", "Proxy signs")
_APPROVER_SIGNS, _DATE = Label("批准人签名", "Approver signs"), Label("日期", "Date")
_APPROVED = Label("批准", "Approved")
_ASKED = Label("已向委托人本人核实", "The resident was asked and agreed")
_ENDED, _REFUSED = Label("终止原因", "Ended because"), Label("不予批准原因", "Refused because")
_EXPIRED = Label("已过期", "Expired")
_MARGIN = 18 * MM


def _who(press: Press, found: ProxyDetail) -> Iterator[Block]:
    """Who authorises whom, shown by which document, until when."""
    pair, speech = press.pair, press.speech
    document = f"{speech.word(f'directory.id_type.{found.id_type}')} {found.id_number_masked}"
    until = speech.fill(_TO, {"day": f"{found.until:%Y-%m-%d}"}) if found.until else speech.say(_ONCE)
    yield press.row(
        pair(parts.UNIT, Text(found.unit, 12, strong=True)),
        pair(_RESIDENT, Text(found.resident, 12, strong=True), 1.4),
        least=10 * MM,
    )
    yield press.row(
        pair(_PROXY, Text(found.name, 12, strong=True)),
        pair(_RELATION, speech.word(f"proxies.relation.{found.relation}"), 1.4),
        least=10 * MM,
    )
    yield press.row(pair(term("field.phone"), phone(found.phone)), pair(parts.DOCUMENT, document, 1.4), least=8 * MM)
    yield press.row(pair(_UNTIL, until, strong=True), least=8 * MM)
    yield press.row(pair(_ASKED_AT, speech.clock(found.asked_at)), pair(_BY, found.recorder, 1.4), least=7 * MM)


def _blank_who(press: Press) -> Iterator[Block]:
    pair, speech = press.pair, press.speech
    relations = [speech.word(f"proxies.relation.{relation}") for relation in Relation]
    documents = [speech.word(f"directory.id_type.{each}") for each in IdType if each is not IdType.NONE]
    high = 10 * MM
    yield press.row(pair(parts.UNIT, ""), pair(_RESIDENT, "", 1.4), least=high)
    yield press.row(pair(_PROXY, ""), pair(term("field.phone"), "", 1.4), least=high)
    yield press.row(pair(_RELATION, Ticks(relations)), least=high)
    yield press.row(pair(parts.DOCUMENT, Ticks(documents)), least=high)
    yield press.row(pair(Label("证件号码", "Document no."), ""), least=high)
    yield press.row(pair(_UNTIL, Ticks([speech.say(_ONCE), speech.say(Label("至以下日期（含）", "Until this day"))])),
                    pair(_DATE, press.day()), least=high)  # fmt: skip


def _came_of_it(press: Press, found: ProxyDetail) -> Iterator[Block]:
    """What was decided, and why it holds no more."""
    speech = press.speech
    if found.approved_at is not None:
        asked = speech.say(_ASKED) if found.asked_resident else ""
        said = "  ".join(part for part in (found.approved_by, speech.clock(found.approved_at), asked) if part)
        yield press.prose(_APPROVED, said, least_lines=1)
    if found.refused_reason:
        yield press.prose(_REFUSED, found.refused_reason, least_lines=1, strong=True)
    if found.ended_at is not None:
        said = "  ".join(part for part in (speech.clock(found.ended_at), found.ended_reason) if part)
        yield press.prose(_ENDED, said, least_lines=1, strong=True)
    if found.void_reason:
        yield press.voided(found.void_reason)
    if found.note:
        yield press.prose(term("field.note"), found.note, least_lines=1)


def _rows(press: Press, found: ProxyDetail | None) -> list[Block]:
    made = list(_who(press, found) if found is not None else _blank_who(press))
    mandate = press.prose(_TEXT, _paragraphs(press, _MANDATE), least_lines=3, stretch=1)
    mandate.size = 11.0
    made.append(mandate)
    if found is not None:
        made += _came_of_it(press, found)
    for label in (_RESIDENT_SIGNS, _PROXY_SIGNS, _APPROVER_SIGNS):
        made.append(
            press.row(press.pair(label, "", 1.3), press.pair(_DATE, press.moment("")), least=14 * MM, stretch=0.4)
        )
    made.append(press.prose(_RULES, _paragraphs(press, _TERMS), least_lines=3))
    return made


def _paragraphs(press: Press, label: Label) -> str:
    """A text of several sentences; in both languages one under the other."""
    said = [label.zh] * press.speech.zh + [label.en] * press.speech.en
    return "\n".join(said)


def _over(found: ProxyDetail) -> Label | None:
    """Why an authorisation holds no more: it was ended or refused, or its day is over."""
    if found.state in {State.ENDED, State.REFUSED}:
        return term(f"proxies.state.{found.state}")
    return _EXPIRED if found.state is State.APPROVED and not found.valid else None


def draw(found: ProxyDetail | None, options: PrintOptions) -> bytes:
    """One authorisation, or a blank one; one that holds no more says so beside its number."""
    title = term("form.proxy_form")
    number = found.number if found is not None else ""
    press = Press(options, title=number or title.zh)
    over = _over(found) if found is not None else None
    head = Head(
        title=title,
        number=number,
        code=number,
        marks=[press.speech.say(over)] if over is not None else [],
        watermark=state_mark(found is not None and found.state is State.VOIDED, False),
    )
    pages.single(press, [pages.Copy(head, lambda: _rows(press, found))], pages.A4, _MARGIN)
    return press.document.finish()


FORM = Form(code="proxy_form", register="proxies", source="proxies.detail", papers=("a4",), draw=draw)
