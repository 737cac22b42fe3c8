"""The made-up estate: what was made."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoSummary:
    """What the generator put where, and who can sign in (everybody's PIN is 1234)."""

    path: str
    rows: dict[str, int]
    size: int
    seconds: float
    sign_in: str
    pin: str


WORDS = {
    "demo.made": ("{rows} rows in {seconds} s: {path}", "{seconds} 秒生成 {rows} 行：{path}"),
    "demo.sign_in": ("Sign in as {code}, PIN {pin}.", "登录工号 {code}，密码 {pin}。"),
}
