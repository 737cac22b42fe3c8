"""``deskapp --demo`` without a screen: a visitor's words become a slip on paper, and pictures show the window."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from operator import methodcaller
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from deskapp.commands.base import SOUND, Invocation
from deskapp.domain.common import Query, Ref
from deskapp.domain.paper import PaperLanguage
from deskapp.domain.words import Language
from deskapp.errors import DeskError

if TYPE_CHECKING:
    from deskapp.domain.directory import UnitCard
    from deskapp.domain.office import Office
    from deskapp.domain.people import Actor
    from deskapp.domain.slips import SlipDraft

#: The papers of the order that are left: paper, language.
SHEETS = (("a4x3", "zh"), ("a4x3", "en"), ("a4x3", "both"), ("a5x3", "zh"))
SIZE = (1366, 768)
FORM = "dispatch_order"
#: Further desks of which a picture is left.
DESKS = (
    "keys", "loans", "mail", "pickups", "complaints", "followups", "calendar", "roster", "duty_log", "handovers",
)  # fmt: skip
#: Papers of the newest entry of other registers that are left as well.
NEWEST = (("key_loan", "loans"), ("pickup_sheet", "pickups"), ("handover", "handovers"))
#: Papers of a month or of this very moment.
OF_NOW = (("duty_roster", "{month}"), ("duty_log", "{month}"), ("lights_out", "now"))


def demonstrate(call: Invocation, folder: Path) -> int:
    """Do the job and leave its papers and pictures in ``folder``, one line each."""
    from deskapp.commands.window import open_demo

    _make(folder)
    call.say("cli.demonstration.unseen", folder=folder)
    with TemporaryDirectory(prefix="deskapp-", ignore_cleanup_errors=True) as hidden:
        place = Path(hidden) / "demo.db"
        opened = open_demo(place)
        office, actor = opened.office, opened.actor
        assert actor is not None
        try:
            entry = _record(office, actor)
            call.say("cli.demonstration.recorded", number=entry.number)
            slip = _order(office, actor, entry)
            call.say("cli.demonstration.ordered", number=slip.number)
            for path in (*_print(office, actor, slip, folder), *_draw(office, actor, entry, slip, place, folder)):
                call.put(f"  {path}")
        finally:
            office.close()
    return SOUND


def _make(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise DeskError("unwritable", path=str(folder), reason=error.strerror or str(error)) from error


def _record(office: Office, actor: Actor) -> Ref:
    """The visitor's words: a resident of the estate reports a leak by phone, and is promised an answer."""
    from deskapp.domain.reception import Channel, EntryDraft, Kind, Urgency

    card = _somebody(office, actor)
    resident = card.residents[0]
    default = office.call(actor, "reception.promise_default", kind=Kind.REPAIR, channel=Channel.PHONE)
    draft = EntryDraft(
        unit=card.unit,
        resident_id=resident.resident_id,
        caller=resident.address_as or resident.name,
        phone=resident.phones[0] if resident.phones else "",
        channel=Channel.PHONE,
        kind=Kind.REPAIR,
        urgency=Urgency.URGENT,
        content="厨房水槽下的水管漏水，水已流到地板上。家里现在有人，请尽快派师傅上门。",
        promised_at=default.due,
    )
    ref: Ref = office.call(actor, "reception.record", draft=draft).ref
    return ref


def _somebody(office: Office, actor: Actor) -> UnitCard:
    """The first unit that somebody lives in."""
    ids = office.call(actor, "directory.ids", query=Query(chip="occupied", sort="id"))
    for row in office.call(actor, "directory.rows", ids=list(ids[:50])):
        card: UnitCard = office.call(actor, "directory.unit_card", unit=row.code)
        if card.residents:
            return card
    raise DeskError("not_found", number="–")


def _order(office: Office, actor: Actor, entry: Ref) -> Ref:
    """One key: what the entry says is carried over, the department and the item are added."""
    from deskapp.domain.slips import Item

    carried: SlipDraft = office.call(actor, "slips.from_entry", entry_id=entry.id)
    departments = office.call(actor, "directory.departments")
    engineers = next((one for one in departments if "工程" in one.text), departments[0])
    draft = replace(carried, department_id=engineers.id, item=Item.PLUMBING)
    ref: Ref = office.call(actor, "slips.order", draft=draft).ref
    return ref


def _print(office: Office, actor: Actor, slip: Ref, folder: Path) -> Iterator[Path]:
    from deskapp.commands.files import write_whole
    from deskapp.commands.printing import form_info, printed
    from deskapp.paper.forms import PaperOffice

    papers = PaperOffice()
    form = form_info(papers, FORM)
    for paper, language in SHEETS:
        pdf = printed(office, papers, actor, slip, form, paper=paper, language=PaperLanguage(language))
        path = folder / f"{FORM}-{paper}-{language}.pdf"
        write_whole(path, pdf)
        yield path
    for code, register in NEWEST:
        newest = office.call(actor, f"{register}.ids", query=Query())[:1]
        for row in office.call(actor, f"{register}.rows", ids=list(newest)):
            ref = Ref(register, row.id, row.number)
            path = folder / f"{code}-zh.pdf"
            write_whole(
                path, printed(office, papers, actor, ref, form_info(papers, code), language=PaperLanguage("zh"))
            )
            yield path
    yield from _of_now(office, actor, folder)


def _of_now(office: Office, actor: Actor, folder: Path) -> Iterator[Path]:
    from deskapp.commands.files import write_whole
    from deskapp.commands.printing import chosen_of, form_info, period_of, printed
    from deskapp.paper.forms import PaperOffice

    papers, month = PaperOffice(), f"{date.today():%Y-%m}"
    for code, named in OF_NOW:
        form, asked = form_info(papers, code), named.format(month=month)
        if (ref := period_of(form, asked) or chosen_of(office, actor, form, asked)) is not None:
            path = folder / f"{code}-zh.pdf"
            write_whole(path, printed(office, papers, actor, ref, form, language=PaperLanguage("zh")))
            yield path


def _draw(office: Office, actor: Actor, entry: Ref, slip: Ref, place: Path, folder: Path) -> Iterator[Path]:
    """The reception desk, the slips desk and the preview, then the desks that keep promises, in both languages."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from deskapp.commands.picture import keep, shown
    from deskapp.settings import Settings

    for language in (Language.CHINESE, Language.ENGLISH):
        settings = Settings(language=language.value, theme="light", database=str(place))
        for name, ref in (("reception", entry), ("slips", slip), ("preview", slip)):
            window = shown(settings, office, actor, ref.register, SIZE, ref)
            if name == "preview":
                window.to_desk(methodcaller("print_entry"))
            path = folder / f"{name}-{language.value}.png"
            keep(window, path)
            yield path
        for desk in DESKS:
            path = folder / f"{desk}-{language.value}.png"
            keep(shown(settings, office, actor, desk, SIZE), path)
            yield path
