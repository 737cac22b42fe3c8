"""The words of return lists, in both languages."""

WORDS = {
    "register.returns": ("Mail sent back", "退件清单"),
    "register.returns.one": ("Return list", "退件清单"),
    "returns.state.open": ("Open", "待签收"),
    "returns.state.signed": ("Signed", "已签收"),
    "returns.state.voided": ("Voided", "作废"),
    "returns.step.make": ("Save", "登记"),
    "returns.step.sign": ("Carrier signs", "承运方签收"),
    "returns.step.add": ("Add items", "添加邮件"),
    "returns.step.drop": ("Take off items", "移出邮件"),
    "returns.step.lose_item": ("An item stays here", "邮件留下不退"),
    "returns.step.void": ("Void", "作废"),
    "returns.chip.open": ("To be signed", "待签收"),
    "returns.chip.signed": ("Signed", "已签收"),
    "returns.chip.all": ("All", "全部"),
    "returns.field.carrier": ("Carrier", "承运单位"),
    "returns.field.items": ("Items", "邮件"),
    "returns.field.item": ("Number or tracking number", "编号或单号"),
    "returns.field.total": ("Items", "件数"),
    "returns.field.made_at": ("Made at", "制单时间"),
    "returns.field.recorder": ("Made by", "制单人"),
    "returns.field.signer": ("Carrier's worker", "签收人"),
    "returns.field.signed": ("Signed for by the carrier", "承运方已在清单上签名"),
    "returns.field.signed_at": ("Signed at", "签收时间"),
    "returns.field.recipient": ("Addressee", "收件人"),
    "returns.field.tracking": ("Tracking number", "单号"),
    "returns.field.return_reason": ("Why", "退回原因"),
    # What an item's own history says of its list.
    "mail.step.enlist": ("On a return list", "列入退件清单"),
    "mail.step.unlist": ("Off the return list", "移出退件清单"),
    "problem.return_nothing": (
        "Nothing of this carrier waits to go back.",
        "没有待退回该承运单位的邮件。",
    ),
    "problem.return_whose": (
        "Whose list is it? These items name no carrier, or several.",
        "请填承运单位：所选邮件未登记承运单位，或不属同一家。",
    ),
    "problem.return_not_to_go": (
        "{number} is {state}: only what is to go back can be listed. Mark it for return first.",
        "{number} 现为“{state}”，只有待退回的邮件才能列入，请先办理退回。",
    ),
    "problem.return_listed": ("{number} is on list {list} already.", "{number} 已在清单 {list} 上。"),
    "problem.return_other_carrier": (
        "{number} came with {carrier}: it goes back on a list of its own.",
        "{number} 由{carrier}送来，应列入该单位的清单。",
    ),
    "problem.return_not_on_it": ("{value} is not on this list.", "{value} 不在本清单上。"),
    "problem.return_unsigned": (
        "Nothing leaves without the carrier's signature: have the list signed first.",
        "承运方未签名，邮件不得交出，请先请其在清单上签名。",
    ),
    "problem.return_empty": (
        "There is nothing left on this list. Add items or void it.",
        "清单上已无邮件，请添加邮件或作废清单。",
    ),
    "problem.return_came_again": (
        "{number} cannot be here again: {other} with the same tracking number has come in since.",
        "{number} 无法恢复在库：同一单号的 {other} 已再次到件。",
    ),
    "today.returns_open": ("Return lists to be signed by the carrier", "退件清单待承运方签收"),
}
