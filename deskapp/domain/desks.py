"""The names of the desks that are no registers of this version: the two tabs to come, and the settings."""

from __future__ import annotations

WORDS = {
    "register.mail": ("Mail register", "邮件收发"),
    "register.roster": ("Duty roster", "值班排班"),
    "desk.settings": ("Settings", "设置"),
}
