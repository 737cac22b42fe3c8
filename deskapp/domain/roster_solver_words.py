"""The words of generating a roster, in both languages."""

WORDS = {
    "roster_solver.keep.decided": ("Everything that is decided", "所有已排定的"),
    "roster_solver.keep.pinned": ("What is pinned", "仅已锁定的"),
    "roster_solver.step.solve": ("Generate", "自动排班"),
    "roster_solver.collision.kept": (
        "Cells that are decided or pinned, and are to stay as they are.",
        "已排定或已锁定、须保留的单元格。",
    ),
    "roster_solver.collision.cover": (
        "{shift}: enough people on {days} day(s), the first on {first}.",
        "{shift}：共 {days} 天要排足人数，最早为 {first}。",
    ),
    "roster_solver.collision.experienced": (
        "{shift}: an experienced person on {days} day(s), the first on {first}.",
        "{shift}：共 {days} 天要有熟练人员，最早为 {first}。",
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
