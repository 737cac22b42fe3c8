"""What the rulebook says: values in words, groups, what a rule governs, refusals."""

from __future__ import annotations

from deskapp.domain.deadlines import CLOCK_UNITS, Span
from deskapp.domain.rulebook import Rule
from deskapp.domain.words import Language, has_word, word

_CLOCK_UNITS = frozenset(str(unit) for unit in CLOCK_UNITS)


def value_words(rule: Rule, value: str, language: Language) -> str:
    """A value with its unit in words: ``3 个工作日``, ``07:30–20:00``, ``每月 25–27 日``."""
    named = f"rulebook.{rule.key}"
    if value == rule.default and has_word(named):
        return word(named, language)
    if rule.unit in _CLOCK_UNITS:
        try:
            key, params = Span.parse(value, rule.unit).word
        except ValueError:  # written by hand, past the program
            return value
        return word(key, language, **params)
    shape = f"rulebook.value.{rule.unit}"
    return word(shape, language, value=value.replace("-", "–")) if has_word(shape) else value


WORDS = {
    "register.rulebook": ("Rulebook", "规程参数"),
    "rulebook.step.change": ("Changed", "修改"),
    "rulebook.field.value": ("Value", "数值"),
    "rulebook.value.s": ("{value} s", "{value} 秒"),
    "rulebook.value.year": ("{value} y", "{value} 年"),
    "rulebook.value.day": ("day {value}", "每月 {value} 日"),
    "rulebook.value.days": ("days {value}", "每月 {value} 日"),
    "rulebook.value.yuan": ("¥{value}", "¥{value}"),
    "rulebook.value.%": ("{value} %", "{value} %"),
    "rulebook.value.span": ("{value}", "{value}"),
    "rulebook.value.count": ("{value}", "{value}"),
    "rulebook.group.service": ("Service standard", "服务标准"),
    "rulebook.group.duty": ("Duty", "值班"),
    "rulebook.group.complaint": ("Complaints", "投诉"),
    "rulebook.group.dispatch": ("Dispatch", "派工"),
    "rulebook.group.mail": ("Mail", "邮件收发"),
    "rulebook.group.keys": ("Keys", "钥匙"),
    "rulebook.group.special_service": ("Special services", "特约服务"),
    "rulebook.group.utilities": ("Prepaid utilities", "代购水电气"),
    "rulebook.group.fees": ("Fees", "代收费用"),
    "rulebook.group.followup": ("Follow-ups", "回访"),
    "rulebook.group.survey": ("Surveys", "满意度调查"),
    "rulebook.group.retention": ("Retention", "资料保存"),
    "rulebook.group.reception": ("Reception", "接待"),
    "rulebook.group.event": ("Special events", "特别事件"),
    "rulebook.group.notice": ("Notices", "通知"),
    "rulebook.group.call": ("Call lists", "电话名单"),
    "rulebook.group.knowledge": ("Knowledge base", "知识库"),
    "rulebook.group.other": ("Other", "其他"),
    "rulebook.group.desk": ("This program", "本程序"),
    "rulebook.governs.clock": (
        "A clock. What it limits shows in Today with what is left of it, and as late once it has run out.",
        "计时规则。起算后在“今日”显示剩余时间，到期未办即提示超时。",
    ),
    "rulebook.governs.today": (
        "A fixed day of the month: it shows in Today from a little before until it is ticked off.",
        "每月固定事项。临近时在“今日”提示，办完勾销。",
    ),
    "rulebook.governs.target": ("A target that the reports measure against.", "考核指标，统计时以此对照。"),
    "rulebook.governs.plain": ("A number that the program takes from here.", "程序按此数值执行。"),
    "rulebook.governs.duty.hours": (
        "The hours in which somebody is on duty. Clocks set in duty hours run within them only.",
        "每日值班时段。以“值班小时”计的时限只在此时段内计时。",
    ),
    "rulebook.governs.complaint.collective_units": (
        "From so many units on, a complaint about one matter is a collective complaint.",
        "同一事项达到此户数，按集体投诉处理。",
    ),
    "rulebook.governs.keys.outside_deposit": (
        "What an outsider leaves for each set of keys.",
        "外部人员借用钥匙，每串收取的押金。",
    ),
    "rulebook.governs.reception.same_matter_within": (
        "A contact from the same unit on the same kind of matter within this time is offered to be joined.",
        "同一房号、同类事项在此期间再次来访或来电，提示并入原记录。",
    ),
    "rulebook.governs.reception.incident_within": (
        "Calls on one event within this time are offered as one incident.",
        "此期间内关于同一事件的来电，提示归并为一起事件。",
    ),
    "rulebook.governs.reception.learned_percentile": (
        "The time proposed to a caller is one that the office kept in this share of its own cases.",
        "建议的约定时间，应为本处以往在此比例的同类事项中做到的时间。",
    ),
    "rulebook.governs.reception.learned_cases": (
        "With fewer cases of its own than this the office's past proposes no time.",
        "本处同类事项少于此数时，不据以建议约定时间。",
    ),
    "rulebook.governs.notice.due_soon": (
        "From so long before it begins, a notice shows at every unit it concerns.",
        "通知生效前提前此时间，在所涉房号处提示。",
    ),
    "rulebook.governs.desk.undo_within": (
        "So long after a step the window offers to take it back.",
        "办完一步后，在此时间内可以撤销。",
    ),
    "rulebook.governs.desk.idle_lock_after": (
        "After so long without a key or a click the screen asks who is there.",
        "无操作达到此时间，窗口锁定，须重新登录。",
    ),
    "rulebook.governs.desk.fixed_day_shown": (
        "So long before it, a fixed day of the month comes up in Today.",
        "每月固定事项提前此时间在“今日”提示。",
    ),
    "rulebook.governs.desk.fixed_day_kept": (
        "A fixed day that was not ticked off stays in Today for so long.",
        "未勾销的固定事项在“今日”保留此时间。",
    ),
    "problem.rule_span": (
        "From when to when, the end after the beginning, e.g. 07:30-20:00.",
        "填起止时间，止须晚于起，如 07:30-20:00。",
    ),
    "problem.rule_days": (
        "From which day to which of a month, 1 to 31, the last not before the first, e.g. 25-27.",
        "填每月起止日（1 至 31），止不早于起，如 25-27。",
    ),
    "problem.rule_time": ("A time of the day, e.g. 09:00.", "填时刻，如 09:00。"),
    "problem.rule_whole": ("A whole number, 1 or more.", "填不小于 1 的整数。"),
    "problem.rule_unit": (
        "A clock runs in min, h, d, wd, duty, mo or day_end; this rule only in {expected}.",
        "计时单位可为 min、h、d、wd、duty、mo、day_end；本项只能用 {expected}。",
    ),
}
