"""Whether there is a screen to open a window on; light, since every start of the window asks."""

from __future__ import annotations

import sys
from collections.abc import Mapping

_UNSEEN = {"offscreen", "minimal"}


def can_open(environ: Mapping[str, str]) -> bool:
    """Qt has something to draw on, be it unseen; without it Qt ends the process with words of its own."""
    wanted = any(environ.get(name) for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"))
    return wanted or not sys.platform.startswith("linux")


def can_be_seen(environ: Mapping[str, str]) -> bool:
    """Somebody can look at what is drawn."""
    return can_open(environ) and environ.get("QT_QPA_PLATFORM", "").partition(":")[0] not in _UNSEEN
