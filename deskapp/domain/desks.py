"""The names of the desks that are no registers of this version: the tab to come, and the settings."""

from __future__ import annotations

WORDS = {
    "register.mail": ("Mail register", "邮件收发"),
    "desk.settings": ("Settings", "设置"),
}
