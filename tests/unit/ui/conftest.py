"""A window and a context around a real register of the test's own; work runs at once, on the test's thread."""

from __future__ import annotations

from tests.window import context, locked, settings, window

__all__ = ["context", "locked", "settings", "window"]
