"""``deskapp check``: prove the file; 0 sound, 1 not."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from deskapp.commands.base import SOUND, UNSOUND, Command, Invocation, Words

if TYPE_CHECKING:
    from deskapp.domain.journal import CheckReport
    from deskapp.services.duty_chain import Typed
    from deskapp.services.office import OpenOffice

#: A hash as paper and this command show it: 80 bits, in groups that can be read out.
GROUP, GROUPS = 4, 5


def _add(parser: argparse.ArgumentParser, words: Words) -> None:
    """A head of the duty log, typed in from a handover sheet."""
    parser.add_argument("--head", metavar="TEXT", help=words("cli.check.head"))


def _run(call: Invocation) -> int:
    from deskapp.commands.sentences import line_of
    from deskapp.commands.session import opened
    from deskapp.errors import StorageError
    from deskapp.services import codec
    from deskapp.services.duty_chain import printed

    try:
        with opened(call) as office:
            on_paper = printed(call.options.head)
            report = _report(call, office, on_paper)
    except StorageError as error:
        if error.code != "damaged":
            raise
        call.note(line_of(error, call.words))
        return UNSOUND
    if call.options.json:
        call.put(codec.encode(codec.plain(report) | {"sound": report.sound}))
    else:
        _tell(call, report, on_paper)
    return SOUND if report.sound else UNSOUND


def _report(call: Invocation, office: OpenOffice, printed: Typed | None) -> CheckReport:
    """Without ``--as`` nobody has to sign in: a file whose staff table is damaged could not be checked otherwise.

    Whoever can start this can read the file, and a report names numbers only.
    """
    from deskapp.commands.session import signed_in
    from deskapp.services.check import check

    if call.options.staff:
        head = call.options.head or ""
        report: CheckReport = office.call(signed_in(call, office), "journal.check", head=head)
        return report
    with office.core.transaction(None, "journal.check", writing=False) as tx:
        return check(office.core, tx, printed)


def _tell(call: Invocation, report: CheckReport, printed: Typed | None) -> None:
    if not report.sound:
        call.say("check.unsound", count=len(report.findings))
        for finding in report.findings:
            call.put("  " + call.words(f"check.{finding.code}", **finding.params))
        return
    short = report.head.hash[: GROUP * GROUPS]
    groups = " ".join(short[index : index + GROUP] for index in range(0, len(short), GROUP))
    if printed is not None:
        call.say("check.head_agrees", seq=printed.seq, short=printed.short)
    call.say("check.sound", rows=sum(report.rows.values()), seq=report.head.seq, hash=groups)


COMMAND = Command(name="check", add=_add, run=_run, options=("database", "as", "json"))
