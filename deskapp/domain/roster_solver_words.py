"""The words of generating a roster, in both languages."""

WORDS = {
    "roster_solver.keep.decided": ("Everything that is decided", "所有已排定的"),
    "roster_solver.keep.pinned": ("What is pinned", "仅固定的"),
    "roster_solver.step.solve": ("Generate", "自动排班"),
    "roster_solver.collision.kept": (
        "Cells that are decided or pinned, and are to stay as they are.",
        "已排定或已固定、须保留的格子。",
    ),
    "roster_solver.collision.cover": (
        "{shift}: {needed} on duty on {days} day(s), the first on {first}; {people} take part in the roster.",
        "{shift}须有 {needed} 人在岗（{first} 起共 {days} 天），参加排班的共 {people} 人。",
    ),
    "roster_solver.collision.experienced": (
        "{shift}: {needed} experienced on {days} day(s), the first on {first}; there are {people} in the roster.",
        "{shift}须有熟练人员 {needed} 人（{first} 起共 {days} 天），参加排班的熟练人员共 {people} 人。",
    ),
    "roster_solver.collision.rest": (
        "At least {hours} hours of rest between two shifts.",
        "两班之间休息不少于 {hours} 小时。",
    ),
    "roster_solver.collision.run": ("At most {most} days on duty in a row.", "连续值班不超过 {most} 天。"),
    "roster_solver.collision.days_off": ("At least {count} days off in the month.", "每月休息不少于 {count} 天。"),
    "roster_solver.collision.hours": (
        "At most {most} hours in the month, or what is set for the person.",
        "每月工时不超过 {most} 小时（或个人上限）。",
    ),
    "roster_solver.collision.leave": ("Approved leaves.", "已批准的请假。"),
    "roster_solver.collision.not_allowed": (
        "Shifts that somebody does not take.",
        "部分人员不排的班次。",
    ),
    "roster_solver.collision.people": (" ({count}: {names})", "（{count} 人：{names}）"),
    "error.no_solver": (
        "Generating needs OR-Tools, which is not installed. To add it: {command}. Everything else works without it.",
        "自动排班需要 OR-Tools，尚未安装。安装命令：{command}。手工排班不受影响。",
    ),
}
