"""The words of what is entered afterwards 补录, in both languages (``DUTY-9``)."""

from __future__ import annotations

WORDS = {
    "register.afterwards": ("Entered afterwards", "停电补录"),
    "register.afterwards.one": ("Line entered afterwards", "补录行"),
    "afterwards.what.inquiry": ("Inquiry", "接待"),
    "afterwards.what.repair": ("Repair", "报修"),
    "afterwards.what.key_out": ("Key out", "借钥匙"),
    "afterwards.what.key_back": ("Key back", "还钥匙"),
    "afterwards.what.parcel_in": ("Parcel in", "收件"),
    "afterwards.what.parcel_out": ("Parcel out", "取件"),
    "afterwards.what.log": ("Duty log", "值班记录"),
    "afterwards.field.when": ("Happened at", "发生时间"),
    "afterwards.field.what": ("What", "事项"),
    "afterwards.field.name": ("Name", "姓名"),
    "afterwards.field.ref": ("Hook, tracking no.", "挂位／运单号"),
    "afterwards.field.text": ("What about", "内容"),
    "afterwards.field.result": ("Answer given", "答复"),
    "afterwards.field.by": ("Written by", "手写人"),
    "afterwards.field.paper": ("Paper no.", "纸单号"),
    "afterwards.field.reason": ("Why entered later", "补记原因"),
    "afterwards.field.lines": ("Lines", "行"),
    "afterwards.reason": ("Written by hand in a power cut", "停电期间手写记录"),
    "afterwards.written_by": ("written by {by}", "手写人：{by}"),
    "afterwards.on_paper": ("paper {paper}", "纸单号：{paper}"),
    "problem.not_of_the_staff": (
        "{value} is not one of the staff. Enter a loan to somebody else on the key loans page: it asks for document and "
        "deposit.",
        "{value} 不是本处员工。外单位人员借钥匙须登记证件和押金，请到“钥匙借用”页补记。",
    ),
    "problem.several_of_the_staff": (
        "{value} is the name of several people. Type the staff number.",
        "有多名员工叫 {value}，请填工号。",
    ),
    "problem.key_not_out_then": ("{value} was not lent.", "{value} 没有借出记录。"),
    "problem.no_such_what": (
        "No such kind: {value}. One of {letters}.",
        "没有这种事项：{value}。可填：{letters}。",
    ),
}
