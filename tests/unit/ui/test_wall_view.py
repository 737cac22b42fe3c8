"""The painted picture of a cabinet: what is drawn, where, in which words; keys, sizes, ticks (``KEY-1``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deskapp.app import application
from deskapp.domain.keys import Category, HookCell, State, Wall
from deskapp.settings import Settings
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.wall_find import find
from deskapp.ui.common.wall_layout import ZOOMS, Detail, grid_for
from deskapp.ui.common.wall_look import MARKS, Look, Tick, look_of, row_heads
from deskapp.ui.common.wall_paint import WallPaint
from deskapp.ui.common.wall_view import WallView
from deskapp.ui.context import Context
from deskapp.ui.tasks import InlineRunner
from tests.unit.ui.hands import press

CONTROL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
ROOM = QSize(1000, 620)


def cell(n: int, columns: int, **values: object) -> HookCell:
    """The n-th hook of a cabinet, with a set of two keys."""
    row, column = (n - 1) // columns + 1, (n - 1) % columns + 1
    made = HookCell(
        hook_id=n, hook=f"A{n:03d}", row=row, column=column, set_id=n, number=f"YC-202611-{n:04d}", state=State.IN,
        category=Category.VACANT, building="3 栋", floor=row, unit=f"3-1-{row:02d}{column:02d}",
        place=f"3-1-{row:02d}{column:02d}", keys=2,
    )  # fmt: skip
    return replace(made, **values)  # type: ignore[arg-type]


def empty(n: int, columns: int) -> HookCell:
    """A hook without a set."""
    return HookCell(hook_id=n, hook=f"A{n:03d}", row=(n - 1) // columns + 1, column=(n - 1) % columns + 1)


def lent(n: int, columns: int, due: timedelta | None, borrower: str = "李强") -> HookCell:
    """A set that is out."""
    at = fmt.now()
    return cell(
        n, columns, state=State.OUT, loan_id=7, loan="YS-202611-0001", borrower=borrower, phone="13800001234",
        started=at - timedelta(hours=9), due=None if due is None else at + due,
    )  # fmt: skip


def wall(rows: int, columns: int, *others: HookCell, code: str = "A", id: int = 1) -> Wall:
    """A cabinet full of sets, with these instead of what would hang there."""
    by_id = {other.hook_id: other for other in others}
    hooks = tuple(by_id.get(n) or cell(n, columns) for n in range(1, rows * columns + 1))
    return Wall(id=id, version=1, code=code, name="前台", rows=rows, columns=columns, at=fmt.now(), hooks=hooks)


@pytest.fixture
def context(qapp: QApplication, settings: Settings) -> Context:
    application(settings)
    return Context(InlineRunner(), settings)


@pytest.fixture
def view(qtbot: QtBot, context: Context) -> Iterator[WallView]:
    made = WallView(context)
    qtbot.addWidget(made)
    made.resize(ROOM)
    made.show()
    made.activateWindow()
    QTest.qWaitForWindowActive(made)
    made.setFocus()
    return made


def test_key_1_only_the_hooks_that_are_seen_are_painted(view: WallView) -> None:
    view.show_wall(wall(40, 50))
    view.grab()
    rows, columns = view.grid.within(view.viewport().rect())
    assert view.drawn == len(rows) * len(columns) < 200
    QApplication.processEvents()
    view.viewport().repaint(QRect(0, 0, 10, 10))
    assert view.drawn == 1


def test_key_1_a_key_press_paints_the_hook_that_was_left_and_the_one_that_was_reached(view: WallView) -> None:
    view.show_wall(wall(40, 50))
    view.grab()
    QApplication.processEvents()
    for key, held in ((Qt.Key.Key_Down, NONE), (Qt.Key.Key_Right, NONE), (Qt.Key.Key_Left, NONE)):
        press(key, held)
        QApplication.processEvents()
        assert view.drawn == 2, key
    view.go_to(next(cell.hook_id for cell in view.wall.hooks if (cell.row, cell.column) == (4, 6)))
    QApplication.processEvents()
    assert view.drawn == 2, "what lies between two hooks far apart is left as it is"


def test_key_1_two_thousand_hooks_are_seen_at_once_at_the_smallest_size(view: WallView) -> None:
    view.show_wall(wall(40, 50))
    for _ in ZOOMS:
        press(Qt.Key.Key_Minus, CONTROL)
    assert view.zoom == 0
    view.grab()
    assert view.drawn == 2000
    assert view.horizontalScrollBar().maximum() == 0
    assert view.verticalScrollBar().maximum() == 0
    press(Qt.Key.Key_0, CONTROL)
    assert view.zoom == 1


def test_key_1_cells_share_the_room_and_never_get_too_thin(view: WallView) -> None:
    view.show_wall(wall(2, 10))
    assert view.horizontalScrollBar().maximum() == 0
    assert view.grid.size.width() > view.viewport().width() - view.grid.columns
    view.show_wall(wall(2, 30, id=2))
    assert view.horizontalScrollBar().maximum() > 0
    assert view.grid.wide >= 66


@pytest.mark.parametrize(
    ("hook", "look"),
    [
        (cell(1, 5), Look.IN),
        (lent(1, 5, None), Look.OUT),
        (lent(1, 5, timedelta(days=3)), Look.OUT),
        (lent(1, 5, timedelta(minutes=-1)), Look.LATE),
        (cell(1, 5, state=State.MISSING), Look.MISSING),
        (empty(1, 5), Look.EMPTY),
    ],
)
def test_key_1_a_hook_has_the_look_of_its_set(hook: HookCell, look: Look) -> None:
    assert look_of(hook, fmt.now()) is look


def test_key_10_a_set_is_due_on_its_day_and_late_at_its_minute() -> None:
    due = datetime(2026, 11, 22, 10, 0, tzinfo=UTC).astimezone()
    out = replace(lent(1, 5, None), due=due)
    assert look_of(out, due - timedelta(days=1)) is Look.OUT
    assert look_of(out, due - timedelta(minutes=1)) is Look.DUE
    assert look_of(out, due) is Look.LATE


def test_every_look_has_a_shape_of_its_own_beside_its_colour() -> None:
    assert len({mark.shape for mark in MARKS.values()}) == len(MARKS) == len(Look) - 1


def _luminance(colour: str) -> float:
    parts = (part / 255 for part in QColor(colour).getRgb()[:3])
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("now", [theme.LIGHT, theme.DARK])
def test_words_are_read_on_the_ground_of_every_look(now: theme.Tokens) -> None:
    pairs = [
        (now.text, now.accent_soft), (now.muted, now.accent_soft), (now.muted, now.sunken), (now.accent, now.surface),
        (now.warn, now.surface), (now.danger, now.danger_soft), (now.muted, now.danger_soft), (now.text, now.selected),
        (now.danger, now.surface), (now.muted, now.selected),
    ]  # fmt: skip
    for ink, ground in pairs:
        light, dark = sorted((_luminance(ink), _luminance(ground)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, ground)


def test_a_hook_is_told_in_words_with_borrower_and_due_time(view: WallView) -> None:
    view.show_wall(wall(1, 5, lent(1, 5, timedelta(hours=-2)), empty(2, 5), cell(3, 5, wanted_by="PG-202611-0001")))
    said = view.accessibleName()
    for part in ("A001", "3-1-0101", "李强", "138 0000 1234", "late 2 h", "Overdue"):
        assert part in said
    assert view.accessibleDescription() == "Row 1, hook 1 of 5"
    press(Qt.Key.Key_Right)
    assert view.accessibleName() == "A002 · Empty hook"
    press(Qt.Key.Key_Right)
    assert "asked for by PG-202611-0001" in view.accessibleName()


def test_arrows_home_end_and_pages_go_from_hook_to_hook(view: WallView) -> None:
    view.show_wall(wall(20, 6))

    def at() -> str:
        return view.current.hook if view.current else ""

    for key, held, there in (
        (Qt.Key.Key_Right, None, "A002"),
        (Qt.Key.Key_End, None, "A006"),
        (Qt.Key.Key_Right, None, "A007"),
        (Qt.Key.Key_Left, None, "A006"),
        (Qt.Key.Key_Down, None, "A012"),
        (Qt.Key.Key_Home, None, "A007"),
        (Qt.Key.Key_End, CONTROL, "A120"),
        (Qt.Key.Key_Right, None, "A120"),
        (Qt.Key.Key_Home, CONTROL, "A001"),
        (Qt.Key.Key_Up, None, "A001"),
    ):
        press(key, *([held] if held else []))
        assert at() == there
        assert view.viewport().rect().contains(view.rect_of(view.current)) if view.current else False
    press(Qt.Key.Key_PageDown)
    assert view.current is not None
    assert view.current.row > 4


def test_space_chooses_several_sets_and_not_an_empty_hook(view: WallView) -> None:
    view.show_wall(wall(1, 5, empty(2, 5)))
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Space, CONTROL)
    assert [chosen.hook for chosen in view.marks] == ["A001", "A003"]
    assert view.accessibleName().endswith("chosen")
    press(Qt.Key.Key_Space)
    assert [chosen.hook for chosen in view.marks] == ["A001"]


def test_another_state_of_the_cabinet_keeps_the_hook_in_front_and_the_chosen_ones(view: WallView) -> None:
    view.show_wall(wall(2, 5))
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Down):
        press(key)
    view.show_wall(wall(2, 5, lent(2, 5, timedelta(hours=3))))
    assert view.current is not None
    assert view.current.hook == "A007"
    assert [chosen.hook for chosen in view.marks] == ["A001"]


def test_the_mouse_looks_at_a_hook_and_chooses_it_with_ctrl(view: WallView, qtbot: QtBot) -> None:
    view.show_wall(wall(2, 5))
    third = view.rect_of(view.wall.hooks[2]).center() if view.wall else QPoint()
    with qtbot.waitSignal(view.looked_at) as looked:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=third)
    assert looked.args[0].hook == "A003"
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, CONTROL, third)
    assert [chosen.hook for chosen in view.marks] == ["A003"]
    with qtbot.waitSignal(view.entered):
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=third)


def test_ctrl_and_the_wheel_change_the_size(view: WallView) -> None:
    view.show_wall(wall(10, 10))
    before = view.grid.wide
    middle = QPointF(view.viewport().rect().center())
    event = QWheelEvent(
        middle, middle, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, CONTROL, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(view.viewport(), event)
    assert view.zoom > 1
    assert view.grid.wide > before


def test_key_6_a_count_ticks_the_hooks(view: WallView, qtbot: QtBot) -> None:
    view.show_wall(wall(1, 5))
    view.set_ticks({})
    with qtbot.waitSignal(view.ticked) as ticked:
        press(Qt.Key.Key_Space)
    assert ticked.args == [1]
    assert view.marks == ()
    bare = view.grab().toImage()
    view.set_ticks({1: Tick.SEEN, 2: Tick.EMPTY, 3: Tick.DIFFERS})
    assert view.grab().toImage() != bare
    assert view.accessibleName().endswith("counted")


def test_key_6_a_blind_count_shows_nothing_of_what_is_expected(view: WallView) -> None:
    full, bare = wall(2, 5), wall(2, 5, *(empty(n, 5) for n in range(1, 11)))
    view.show_wall(full)
    open_picture = view.grab().toImage()
    view.blind = True
    view.set_ticks({4: Tick.SEEN})
    with_sets = view.grab().toImage()
    assert view.accessibleName() == "A001"
    view.show_wall(bare)
    assert view.grab().toImage() == with_sets
    assert with_sets != open_picture


@pytest.mark.parametrize("scale", [100, 150, 200])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_text_of_any_size_is_not_cut(qtbot: QtBot, scale: int, language: str) -> None:
    application(Settings(language=language, theme="light", scale=scale))
    unit = scale / 100
    grid = grid_for(6, 20, QSize(700, 500), 1.0, unit)
    paint = WallPaint(QApplication.font(), grid, unit, 1.0, 1.0)
    assert paint.detail is Detail.ALL
    lines = {name: QFontMetrics(font) for name, font in paint.fonts.items()}
    high = lines["hook"].height() + lines["place"].height() + lines["line"].height() + lines["due"].height()
    assert high - round(8 * unit) <= grid.high
    assert lines["place"].horizontalAdvance("3-1-1102") <= grid.wide - 2 * round(7 * unit)
    application(Settings(language="en", theme="light"))


def test_key_1_rows_are_headed_by_building_and_floors() -> None:
    made = wall(3, 4, cell(5, 4, floor=-1), cell(9, 4, building="5 栋"), *(empty(n, 4) for n in (10, 11, 12)))
    bare = wall(1, 2, empty(1, 2), empty(2, 2))
    assert row_heads(made)[1] == ("3 栋", "Floor 1")
    assert row_heads(made)[2] == ("3 栋", "Floor -1–2")
    assert row_heads(made)[3][0] == "5 栋"
    assert row_heads(bare)[1] == ("", "Row 1")


@pytest.mark.parametrize(
    ("typed", "hook"),
    [
        ("A034", "A034"),
        ("a34", "A034"),
        ("34", "A034"),
        ("3-1-0302", "A022"),
        ("310302", "A022"),
        ("3 1 0302", "A022"),
        ("YC-202611-0017", "A017"),
        ("ａ００７", "A007"),
        ("a01", "A001"),
        ("A04", "A004"),
        ("欧阳", "A012"),
        ("水泵", "A013"),
        ("Z9", ""),
        ("", ""),
    ],
)
def test_key_1_a_hook_is_found_by_number_room_code_or_borrower(typed: str, hook: str) -> None:
    made = wall(6, 10, lent(12, 10, None, "欧阳震华"), cell(13, 10, unit="", place="3 栋 水泵房"))
    found = find([made], 1, typed)
    assert (found.cell.hook if found else "") == hook


def test_key_1_the_cabinet_in_front_goes_without_its_letter() -> None:
    first = wall(1, 5)
    second = wall(1, 5, *(replace(cell(n, 5), hook=f"B{n:03d}", hook_id=90 + n) for n in range(1, 6)), code="B", id=2)
    second = replace(second, hooks=tuple(replace(one, hook=f"B{n:03d}") for n, one in enumerate(second.hooks, 1)))
    for here, hook in ((1, "A003"), (2, "B003")):
        found = find([first, second], here, "3")
        assert found is not None
        assert found.cell.hook == hook
    other = find([first, second], 1, "b3")
    assert other is not None
    assert other.wall.id == 2


def test_a_long_door_goes_without_its_building_before_it_is_elided(view: WallView) -> None:
    view.show_wall(
        wall(1, 30, cell(1, 30, unit="", place="3 栋 1单元消防控制室"), cell(2, 30, unit="", place="3 栋 泵房"))
    )
    view.grab()
    paint = view.paint
    assert paint is not None
    first, second = view.wall.hooks[:2] if view.wall else ()
    assert paint.name_of(first, 60) == "1单元消防控制室"
    assert paint.name_of(second, 60) == "3 栋 泵房"
    assert paint.name_of(cell(3, 30), 10) == "3-1-0103"
