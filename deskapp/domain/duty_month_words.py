"""The words of the month's duty report, in both languages."""

WORDS = {
    "form.duty_month_table": ("Monthly duty report", "值班月报表"),
    "duty_month.name": ("Name", "姓名"),
    "duty_month.shifts": ("Shifts", "班次"),
    "duty_month.hours": ("Hours", "工时"),
    "duty_month.late": ("Late shifts", "晚班"),
    "duty_month.weekends": ("Weekend days", "周末"),
    "duty_month.holidays": ("Public holidays", "法定节假日"),
    "duty_month.swaps": ("Swaps", "换班顶班"),
    "duty_month.sum": ("In all", "合计"),
    "duty_month.at": ("As it stood", "统计时点"),
    "duty_month.edition": ("Roster", "值班表版次"),
    "duty_month.swap_list": ("Swaps approved", "经批准的换班、顶班"),
    "duty_month.late_list": ("Late handovers", "迟到的交接班"),
    "duty_month.unsigned_list": ("Log not countersigned", "值班记录未签阅"),
    "duty_month.swap": (
        "{number}: {person} {day} {shift} for {other} {other_day} {other_shift}",
        "{number}：{person} {day} {shift} 换 {other} {other_day} {other_shift}",
    ),
    "duty_month.cover": (
        "{number}: {other} covers for {person}, {day} {shift}",
        "{number}：{other} 顶 {person} {day} {shift}",
    ),
    "duty_month.late_line": (
        "{number}: {at}, {incoming} took over from {outgoing} {minutes} min late",
        "{number}：{at} {incoming} 接 {outgoing} 的班，迟到 {minutes} 分钟",
    ),
    "duty_month.none": ("None", "无"),
    "duty_month.empty": ("No roster was published for this month.", "本月没有发布值班安排表。"),
    "duty_month.to_come": ("This month is still to come.", "本月尚未到来。"),
}
