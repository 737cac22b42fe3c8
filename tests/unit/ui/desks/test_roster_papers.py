"""What the roster's page writes and prints besides the roster: workbook, the month's duty report."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from deskapp.app import open_papers
from deskapp.domain.people import Role
from deskapp.ui.context import Context
from deskapp.ui.desks.roster import RosterDesk
from tests.factories import Desk, actor_of
from tests.unit.ui.hands import put_up
from tests.ways import roster


def build(qtbot: QtBot, context: Context, desk: Desk, role: Role = Role.SUPERVISOR) -> RosterDesk:
    """The page with a published December in front."""
    if desk.as_(Role.SUPERVISOR).call("roster.month", month=roster.MONTH) is None:
        roster.people(desk)
        roster.publish(desk, roster.begin(desk))
    context.papers = open_papers()
    context.actor = actor_of(desk.office, role)  # type: ignore[arg-type]
    made = RosterDesk(context)
    put_up(qtbot, made, 1250, 720)
    made.show_month(roster.MONTH)
    return made


def offered(page: RosterDesk) -> dict[str, object]:
    page.acts.fill(page.menu)
    return {action.text().partition("\t")[0]: action for action in page.menu.actions()}


def choose(page: RosterDesk, path: Path) -> None:
    """Take a place in the file dialogue that is open."""
    dialog = page.findChildren(QFileDialog)[-1]
    dialog.fileSelected.emit(str(path))
    dialog.close()


def test_duty_1_the_month_in_front_is_written_as_a_workbook(
    qtbot: QtBot, context: Context, desk: Desk, tmp_path: Path
) -> None:
    page = build(qtbot, context, desk)
    assert "To Excel…" in offered(page)
    page.acts.workbook()
    choose(page, tmp_path / "十二月.xlsx")
    assert "2026 年 12 月" in load_workbook(tmp_path / "十二月.xlsx").active["A2"].value


def test_reports_duty_the_month_in_front_is_printed_and_written(
    qtbot: QtBot, context: Context, desk: Desk, tmp_path: Path
) -> None:
    page = build(qtbot, context, desk)
    assert {"Monthly duty report  2026-12", "Excel: Monthly duty report  2026-12"} <= offered(page).keys()
    page.acts.report()
    assert page.pages.preview is not None
    assert (page.pages.preview.form.code, page.pages.preview.job.data.number) == ("duty_month_table", "2026-12")
    page.escape()
    assert page.pages.preview is None
    page.acts.report_workbook()
    choose(page, tmp_path / "十二月.xlsx")
    assert load_workbook(tmp_path / "十二月.xlsx").active["B1"].value == "2026-12"


@pytest.mark.parametrize(("role", "prints"), [(Role.RECEPTIONIST, True), (Role.STEWARD, False)])
def test_roles_only_the_office_writes_files(
    qtbot: QtBot, context: Context, desk: Desk, role: Role, prints: bool
) -> None:
    page = build(qtbot, context, desk, role)
    found = offered(page)
    assert ("Monthly duty report  2026-12" in found) is prints
    assert not {name for name in found if "Excel" in name}
    page.acts.report()
    assert (page.pages.preview is not None) is prints
