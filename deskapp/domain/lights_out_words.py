"""The words of the lights-out kit 停电应急, in both languages (``DUTY-9``)."""

from __future__ import annotations

WORDS = {
    "register.lights_out": ("Lights-out pages", "停电应急页"),
    "register.lights_out.one": ("Lights-out pages", "停电应急页"),
    "form.lights_out": ("Lights-out pages", "停电应急页"),
    "form.blank_pad": ("Pad of blank forms", "空白表单簿"),
    "today.lights_out": ("Print the lights-out pages of {shift}", "打印 {shift} 班次的停电应急页"),
    "paper.mixed": ("A4 and A5", "A4 与 A5"),
    "lights_out.now": ("now", "现在"),
    "lights_out.emergency.police": ("Police", "报警"),
    "lights_out.emergency.fire": ("Fire", "火警"),
    "lights_out.emergency.ambulance": ("Ambulance", "急救"),
    "lights_out.steward": ("Area steward", "片区管家"),
}
