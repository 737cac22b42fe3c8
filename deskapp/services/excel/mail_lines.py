"""The lines of the month's mail report in a file."""

from __future__ import annotations

from collections.abc import Iterator

from deskapp.domain.mail_report import BULK, FIGURES, TIMES, MailFigures, MailReport, hours, shares
from deskapp.domain.words import has_word
from deskapp.services.excel.month_table import Line, told
from deskapp.services.excel.workbook import both


def lines(found: MailReport) -> Iterator[Line]:
    """By kind, by carrier, the shares, the days."""
    yield (both("form.mail_month_table"), found.number)
    yield (both("mail_month.at"), told(found.at))
    if found.at is None or found.empty:
        yield (both("mail_month.to_come" if found.at is None else "mail_month.empty"),)
    heads = [*(both(f"mail_month.{name}") for name in FIGURES), *(both(f"mail_month.{name}_hours") for name in TIMES)]
    yield (both("mail_month.by_kind"), *heads)
    for row in found.kinds:
        yield (both(f"mail.kind.{row.kind}"), *_figures(row))
    yield (both("mail_month.sum"), *_figures(found.total))
    yield (both("mail_month.by_carrier"), *heads)
    for row in found.carriers:
        yield (_carrier(row.carrier or ""), *_figures(row))
    for name, share in shares(found.total).items():
        yield (both(f"mail_month.{name}"), share)
    for name in BULK:
        yield (both(f"mail_month.{name}"), getattr(found, name))
    yield tuple(both(f"mail_month.{name}") for name in ("day", "came", "collected"))
    for day, (came, fetched) in enumerate(found.days, 1):
        yield (f"{found.number}-{day:02d}", came, fetched)


def _carrier(code: str) -> str:
    if not code:
        return both("mail_month.no_carrier")
    return both(f"carrier.{code}") if has_word(f"carrier.{code}") else code


def _figures(row: MailFigures) -> Iterator[int | float | None]:
    """A row's figures; what took no time at all is not said to have taken none."""
    yield from (getattr(row, name) for name in FIGURES)
    yield from (hours(getattr(row, name)) for name in TIMES)
