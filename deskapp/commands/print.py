"""``deskapp print``: one entry on one form, or the empty form for a power cut, as a PDF file."""

from __future__ import annotations

import argparse
from pathlib import Path

from deskapp.commands.base import SOUND, Command, Invocation, Words

#: Stands in a number's place for the empty form.
BLANK = "blank"


def _add(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("form", metavar="FORM", help=words("cli.print.form"))
    parser.add_argument("number", metavar="NUMBER", help=words("cli.print.number"))
    parser.add_argument("--to", required=True, type=Path, metavar="OUT.pdf", help=words("cli.print.to"))
    parser.add_argument("--paper", default="", metavar="PAPER", help=words("cli.print.paper"))
    parser.add_argument(
        "--language",
        dest="paper_language",
        choices=("zh", "en", "both"),
        default="zh",
        help=words("cli.print.language"),
    )
    parser.add_argument("--first", type=int, default=1, metavar="N", help=words("cli.print.first"))
    parser.add_argument("--count", action="store_true", help=words("cli.print.count"))


def _run(call: Invocation) -> int:
    from deskapp.commands.files import ready_for, write_whole
    from deskapp.commands.printing import blank, chosen_of, form_info, period_of, printed
    from deskapp.commands.session import find, opened, signed_in
    from deskapp.domain.paper import PaperLanguage
    from deskapp.paper.forms import PaperOffice

    asked, papers = call.options, PaperOffice()
    target = ready_for(asked.to)
    form = form_info(papers, asked.form, asked.paper)
    with opened(call) as office:
        actor = signed_in(call, office)
        language = PaperLanguage(asked.paper_language)
        if asked.number == BLANK:
            name = call.words(f"form.{form.code}")
            pdf = blank(office, papers, actor, form, paper=asked.paper, language=language)
        else:
            ref = period_of(form, asked.number) or chosen_of(office, actor, form, asked.number)
            ref = ref or find(office, actor, asked.number)
            name = ref.number
            pdf = printed(
                office, papers, actor, ref, form,
                paper=asked.paper, language=language, count=asked.count, first=asked.first,
            )  # fmt: skip
    write_whole(target, pdf)
    call.say("cli.print.done", number=name, path=target, size=round(len(pdf) / 1024))
    return SOUND


COMMAND = Command(name="print", add=_add, run=_run, options=("database", "as", "language"))
