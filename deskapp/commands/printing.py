"""A form of one entry as a PDF, as the window prints it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from deskapp.domain.common import Ref
from deskapp.domain.paper import PaperLanguage, PrintOptions
from deskapp.errors import DeskError, NotFound

if TYPE_CHECKING:
    from deskapp.domain.office import Office
    from deskapp.domain.paper import FormInfo, Papers
    from deskapp.domain.people import Actor


def form_info(papers: Papers, code: str, paper: str = "") -> FormInfo:
    """A form by its code; raises DeskError for one there is not, or that does not come on ``paper``."""
    found = {info.code: info for info in papers.forms()}.get(code)
    if found is None:
        raise DeskError("unknown_form", form=code)
    if paper and paper not in found.papers:
        raise DeskError("unknown_paper", form=f"form.{code}", paper=paper, papers=", ".join(found.papers))
    return found


def period_of(form: FormInfo, asked: str) -> Ref | None:
    """A day or a month (``2026-11-21``, ``2026-11``) for a form that lists one; None for every other form."""
    if not form.period:
        return None
    digits = asked.replace("-", "")
    if not (digits.isascii() and digits.isdecimal() and len(digits) in {6, 8}):
        raise NotFound(number=asked)
    return Ref(form.register, int(digits), asked)


#: Forms of something that is no numbered entry: the read that lists what there is, by code or name.
_CHOSEN = {
    "cabinet": "keys.cabinet_options", "shelves": "shelves.options", "area": "directory.areas",
    "roster": "duty_papers.editions", "lights_out": "lights_out.options", "blank_pad": "lights_out.pads",
}  # fmt: skip


def chosen_of(office: Office, actor: Actor, form: FormInfo, asked: str) -> Ref | None:
    """A key cabinet or a shelf by its letters, an area by its name, a roster by its month; None for any other form."""
    if form.register not in _CHOSEN:
        return None
    code = asked.strip().upper()
    options = office.call(actor, _CHOSEN[form.register])
    found = next((each for each in options if code in {each.code.upper(), each.text.strip().upper()}), None)
    if found is None:
        raise NotFound(number=asked)
    return Ref(form.register, found.id, found.code or found.text)


def printed(
    office: Office,
    papers: Papers,
    actor: Actor,
    ref: Ref,
    form: FormInfo,
    *,
    paper: str = "",
    language: PaperLanguage = PaperLanguage.CHINESE,
    count: bool = False,
    first: int = 1,
) -> bytes:
    """The PDF. ``count`` counts it as a print (``DSP-1``); otherwise it is marked as the next print would be."""
    if ref.register != form.register:
        raise DeskError("not_of_this_form", form=f"form.{form.code}", number=ref.number)
    data = office.call(actor, form.source, id=ref.id)
    reprint = int(getattr(data, "prints", 0))
    if count and form.counted:
        reprint = office.call(actor, form.counted, id=ref.id).reprint
    options = _options(office, actor, paper=paper, language=language, reprint=reprint, first=first)
    return papers.render(form.code, data, options)


def blank(
    office: Office, papers: Papers, actor: Actor, form: FormInfo, *, paper: str, language: PaperLanguage
) -> bytes:
    """The PDF of an empty form, to be filled in with a pen during a power cut (``forms.md``)."""
    return papers.render(form.code, None, _options(office, actor, paper=paper, language=language, blank=True))


def _options(office: Office, actor: Actor, **more: Any) -> PrintOptions:
    estate = office.call(actor, "directory.estate")
    return PrintOptions(estate=estate, printed_at=datetime.now(UTC), printed_by=actor.name, **more)
