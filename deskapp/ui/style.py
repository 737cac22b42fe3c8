"""The one style sheet. What a widget is for is said by its property ``kind``; colours and sizes come from the tokens.

Labels: ``title heading muted small strong late soon ok info error key`` ·
badges: ``badge badge-info badge-late badge-soon badge-ok`` ·
buttons: ``primary danger quiet link chip icon cross`` (none: an outlined button) ·
frames: ``alarm arrival card pane strip foot line banner banner-info banner-late banner-soon banner-ok`` ·
item views: ``plain`` (inside a card, without a frame of its own) · scrolled ground: ``clear`` ·
fields carry ``problem`` when refused.
"""

from __future__ import annotations

from dataclasses import asdict
from string import Template

from deskapp.resources import resource
from deskapp.ui.theme import CLOSE, Tokens

_SHEET = Template("""
* { outline: none; }
QToolTip { background: $surface; color: $text; border: 1px solid $edge; padding: ${s4}px ${s6}px; }
QMainWindow, QDialog { background: $window; }
QLabel { background: transparent; }
QLabel[kind="title"] { font-size: ${f18}px; font-weight: 700; }
QLabel[kind="heading"] { font-size: ${f15}px; font-weight: 700; }
QLabel[kind="strong"] { font-weight: 700; }
QLabel[kind="muted"] { color: $muted; }
QLabel[kind="small"] { color: $muted; font-size: ${f12}px; }
QLabel[kind="late"], QLabel[kind="error"] { color: $danger; font-weight: 700; }
QLabel[kind="error"] { font-size: ${f12}px; font-weight: 400; }
QLabel[kind="soon"] { color: $warn; font-weight: 700; }
QLabel[kind="ok"] { color: $ok; font-weight: 700; }
QLabel[kind="info"] { color: $accent; font-weight: 700; }
QLabel[kind^="badge"] { font-size: ${f12}px; font-weight: 700; border-radius: ${r10}px; padding: ${s2}px ${s10}px;
  color: $muted; background: $hover; }
QLabel[kind="badge-info"] { color: $accent; background: $accent_soft; }
QLabel[kind="badge-late"] { color: $danger; background: $danger_soft; }
QLabel[kind="badge-soon"] { color: $warn; background: $warn_soft; }
QLabel[kind="badge-ok"] { color: $ok; background: $ok_soft; }

QFrame[kind="alarm"] { background: $alarm; border: 0; }
QFrame[kind="alarm"] QLabel { color: $on_alarm; font-weight: 700; }
QFrame[kind="alarm"] QPushButton { background: $on_alarm; color: $alarm; border: 2px solid $on_alarm;
  font-weight: 700; }
QFrame[kind="alarm"] QPushButton:hover, QFrame[kind="alarm"] QPushButton:pressed { text-decoration: underline; }
QFrame[kind="alarm"] QPushButton:focus { border: 2px solid #17202b; }
QFrame[kind="card"] { background: $surface; border: 1px solid $line; border-radius: 6px; }
QFrame[kind="arrival"] { background: $accent_soft; border: 0; border-bottom: 1px solid $line; }
QFrame[kind="pane"], QWidget[kind="pane"] { background: $surface; border: 0; border-left: 1px solid $line; }
QFrame[kind="strip"], QWidget[kind="strip"] { background: $surface; border: 0; border-bottom: 1px solid $line; }
QFrame[kind="foot"], QWidget[kind="foot"] { background: $surface; border: 0; border-top: 1px solid $line; }
QFrame[kind="line"] { background: $line; border: 0; max-height: 1px; min-height: 1px; }
QFrame[kind^="banner"] { background: $hover; border: 0; border-radius: 6px; }
QFrame[kind="banner-info"] { background: $accent_soft; }
QFrame[kind="banner-late"] { background: $danger_soft; }
QFrame[kind="banner-soon"] { background: $warn_soft; }
QFrame[kind="banner-ok"] { background: $ok_soft; }

QPushButton { background: $surface; color: $text; border: 1px solid $edge; border-radius: 6px;
  padding: ${s5}px ${s14}px; min-height: ${s20}px; icon-size: ${f16}px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $line; }
QPushButton:focus { border: 2px solid $accent; padding: ${s5m}px ${s14m}px; }
QPushButton:disabled { color: $muted; border-color: $line; background: $sunken; }
QPushButton[kind="primary"] { background: $accent_fill; color: $on_accent; border-color: $accent_fill;
  font-weight: 700; }
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed { background: $accent_fill_hover; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled { background: $hover; color: $muted; border-color: $line; }
QPushButton[kind="danger"] { color: $danger; border-color: $danger; }
QPushButton[kind="quiet"], QPushButton[kind="icon"] { border-color: transparent; background: transparent; }
QPushButton[kind="icon"] { icon-size: ${f20}px; padding: ${s4}px; min-width: ${s22}px; min-height: ${s22}px; }
QPushButton[kind="quiet"]:hover, QPushButton[kind="icon"]:hover { background: $hover; }
QPushButton[kind="quiet"]:focus, QPushButton[kind="icon"]:focus { border: 2px solid $accent; }
QPushButton[kind="cross"] { border: 0; background: transparent; padding: 1px; min-width: ${f16}px; min-height: ${f16}px;
  border-radius: 4px; }
QPushButton[kind="cross"]:hover { background: $line; }
QPushButton[kind="quiet"]:checked { background: $hover; }
QPushButton[kind="link"] { border-color: transparent; background: transparent; color: $accent; padding: ${s2}px ${s4}px;
  min-height: 0; text-align: left; }
QPushButton[kind="words"] { border: 0; background: transparent; color: $accent; padding: 0; min-height: 0;
  text-align: left; }
QPushButton[kind="words"]:hover, QPushButton[kind="words"]:focus { text-decoration: underline; }
QPushButton[kind="words"]:focus { background: $accent_soft; }
QWidget[kind="foot"] QPushButton[kind="link"], QWidget[kind="foot"] QPushButton[kind="words"] { font-size: ${f12}px; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border: 2px solid $accent; }
QPushButton[kind="chip"] { border-color: $line; border-radius: ${r14}px; padding: ${s3}px ${s12}px; color: $muted; }
QPushButton[kind="chip"]:hover { border-color: $edge; color: $text; }
QPushButton[kind="chip"]:checked { background: $accent_soft; border-color: $accent; color: $accent; font-weight: 700; }
QPushButton[kind="chip"]:focus { border: 2px solid $accent; padding: ${s3m}px ${s12m}px; }
QPushButton::menu-indicator { width: 0; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {
  background: $surface; color: $text; border: 1px solid $edge; border-radius: 6px; padding: ${s4}px ${s8}px;
  selection-background-color: $accent_fill; selection-color: $on_accent; min-height: ${s20}px;
  placeholder-text-color: $muted; }
QPlainTextEdit, QTextEdit { padding: ${s2}px ${s4}px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
  border: 2px solid $accent; padding: ${s4m}px ${s8m}px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: ${s2m}px ${s4m}px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QLineEdit[readOnly="true"],
QPlainTextEdit[readOnly="true"] {
  background: $sunken; border-color: $line; }
*[problem="true"] { border: 2px solid $danger; }
QComboBox { padding-right: ${s24}px; }
QComboBox::drop-down { border: 0; width: ${s24}px; }
QComboBox::down-arrow { image: url("$chevron"); width: ${s14}px; height: ${s14}px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $edge; padding: ${s4}px;
  selection-background-color: $selected; selection-color: $text; }
QCheckBox, QRadioButton { spacing: ${s8}px; background: transparent; border: 2px solid transparent; border-radius: 4px;
  padding: ${s2}px; }
QCheckBox::indicator { width: ${s16}px; height: ${s16}px; border: 1px solid $edge; border-radius: 3px;
  background: $surface; }
QCheckBox::indicator:checked { background: $accent_fill; border-color: $accent_fill; image: url("$check"); }
QCheckBox:focus, QRadioButton:focus { border: 2px solid $accent; }

QAbstractItemView { background: $surface; color: $text; border: 1px solid $line; border-radius: 6px;
  gridline-color: $line; selection-background-color: $selected; selection-color: $text;
  alternate-background-color: $sunken; }
QAbstractItemView[kind="plain"] { border: 0; background: transparent; }
QAbstractItemView:focus { border: 1px solid $accent; }
QAbstractItemView[kind="plain"]:focus { border: 0; }
QListView::item { padding: ${s4}px ${s6}px; border-radius: 4px; }
QListView::item:hover { background: $hover; }
QListView::item:selected { background: $selected; color: $text; }
QHeaderView { background: transparent; border: 0; }
QHeaderView::section { background: $surface; color: $muted; font-size: ${f12}px; font-weight: 700; border: 0;
  border-bottom: 1px solid $line; padding: ${s8}px ${s8}px; }
QTableCornerButton::section { background: $surface; border: 0; }

QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $muted; border: 0; border-bottom: 3px solid transparent;
  padding: ${s8}px ${tab}px; margin: 0 ${s2}px; font-size: ${f15}px; }
QTabBar::tab:hover { color: $text; background: $hover; }
QTabBar::tab:selected { color: $accent; border-bottom-color: $accent; font-weight: 700; }
QTabBar::tab:selected:focus { background: $accent_soft; }
QTabBar::scroller { width: ${s28}px; }
QTabBar::tear { width: 0; border: 0; }
QTabBar QToolButton { background: $surface; border: 1px solid $line; }

QMenu { background: $surface; color: $text; border: 1px solid $edge; padding: ${s4}px; }
QMenu::item { padding: ${s6}px ${s24}px ${s6}px ${s12}px; border-radius: 4px; }
QMenu::item:selected { background: $selected; color: $text; }
QMenu::item:disabled { color: $muted; }
QMenu::icon { padding-left: ${s8}px; }
QMenu::separator { height: 1px; background: $line; margin: ${s4}px ${s6}px; }

QScrollArea, QScrollArea > QWidget > QWidget[kind="clear"] { background: transparent; border: 0; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none; border: 0;
  width: 0; height: 0; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $accent_soft; }
QProgressBar { background: $hover; border: 0; border-radius: 3px; max-height: 6px; min-height: 6px;
  color: transparent; }
QProgressBar::chunk { background: $accent_fill; border-radius: 3px; }

#search { background: $sunken; padding-left: ${s28}px; }
#search:focus { background: $surface; padding-left: ${s28m}px; }
#search_popup { background: $surface; border: 1px solid $edge; border-radius: 6px; }
#toast { background: $text; border: 0; border-radius: 6px; }
#toast QLabel { color: $window; }
#toast QPushButton { color: $window; border-color: $window; background: transparent; font-weight: 700; }
#toast QPushButton:focus { border: 2px solid $window; }
#help { background: $surface; border: 1px solid $edge; border-radius: 6px; }
QLabel[kind="key"] { background: $hover; border: 1px solid $line; border-bottom: 2px solid $line; border-radius: 4px;
  padding: ${s1}px ${s6}px; font-size: ${f12}px; font-weight: 700; color: $text; }
#today_list { border: 0; background: transparent; }
""")


def style_sheet(colours: Tokens, scale: int) -> str:
    """The whole sheet for a theme and a text size in percent."""
    dark = colours.text > colours.window
    values: dict[str, str] = asdict(colours)
    values["check"] = resource("icons", "check.svg").as_posix()
    values["chevron"] = resource("icons", f"chevron-{'dark' if dark else 'light'}.svg").as_posix()
    for size in (12, 15, 16, 18, 20):
        values[f"f{size}"] = str(round(size * scale / 100))
    for size in (10, 14):
        values[f"r{size}"] = str(int(size * scale * 0.009))  # a hair less than half the height, or Qt draws none
    for size in range(1, 33):
        # Room grows half as fast as text: twice the text in the same window must still fit.
        grown = round(size * (100 + scale) / 200) if size < 18 else round(size * scale / 100)
        values[f"s{size}"] = str(grown)
        values[f"s{size}m"] = str(max(grown - 1, 0))  # a focused field has one more pixel of edge
    # All five tabs stay in sight at twice the text (English, 1366 wide): there they stand closer.
    values["tab"] = values["s12"] if scale < CLOSE else values["s4"]
    return _SHEET.substitute(values)
