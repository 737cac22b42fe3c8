"""What counting the mail shelves calls by names of its own, in both languages (``domain.inventories.said``)."""

WORDS = {
    "inventories.mail.all": ("All mail shelves", "全部邮件货架"),
    "inventories.mail.all_hint": ("Empty: all shelves", "空着表示全部货架"),
    "inventories.mail.all_well": (
        "{total} places counted: everything is as it should be.",
        "{total} 个货位清点完毕，账实相符。",
    ),
    "inventories.mail.nothing_seen": ("Scan what lies here; E if nothing does.", "请扫此位的邮件；没有邮件按 E。"),
    "inventories.mail.places": ("Places and items", "货位与邮件"),
    "inventories.mail.line": ("Place, item code or its last four", "货位、邮件编号或尾四位"),
    "inventories.mail.line.hint": ("Scan; or place, code, last four  Enter", "扫码；或货位、编号、尾四位  回车"),
    "inventories.mail.line.other": (
        "Scan or type what lies at {place} without an entry",
        "请扫或输入 {place} 上的账外邮件编号",
    ),
    "inventories.mail.help.present": ("This place is done: on to the next", "此位点完，到下一位"),
    "inventories.mail.help.other": ("Not in the register: then scan it", "账外：再扫登记簿里没有的邮件"),
    "inventories.mail.help.figures": ("The last four of a number, then Enter", "尾四位，再按回车"),
    "inventories.mail.help.line": ("To the line for places and codes", "到货位／编号输入框"),
    "inventories.mail.count": ("{count} item(s)", "{count} 件"),
    "inventories.mail.next": ("Next place", "下一位"),
    "inventories.mail.seen": ("{count} seen", "已点 {count} 件"),
    "inventories.mail.result": (
        "{total} places, {counted} counted, {things} items seen; {different} differences, {explained} explained",
        "共 {total} 个货位，已点 {counted} 个，实点邮件 {things} 件；差异 {different} 处，已说明 {explained} 处",
    ),
    "inventories.mail.how": (
        "Look at each place: tick empty, or write how many items lie there and the last four of each one's number.",
        "请看实物逐位清点：没有邮件的在空位打√，有邮件的写明件数，并逐件写编号尾四位。",
    ),
    "inventories.mail.codes": ("Items (last four of each number)", "邮件编号（尾四位）"),
    "inventories.mail.summary": (
        "{total} places, {counted} counted, {things} items seen, {different} differences, all explained.",
        "共 {total} 个货位，已点 {counted} 个，实点邮件 {things} 件，差异 {different} 处，均已说明。",
    ),
    "inventories.mail.mark.present": ("Lies here", "在架"),
    "inventories.mail.mark.other": ("Not in the register", "账外"),
    "inventories.mail.mark.unlisted": ("No entry", "无登记"),
    "inventories.mail.mark.unseen": ("Not seen", "未见"),
    "inventories.mail.difference.misplaced": ("Wrong place", "放错货位"),
    "inventories.mail.resolution.put_back": ("Put back, or found again", "已放回／找回"),
    "inventories.mail.resolution.moved": ("Lies here from now on", "改放此位"),
    "inventories.mail.field.part": ("Shelf", "清点范围"),
    "inventories.mail.field.place": ("Place", "货位"),
    "inventories.mail.field.keys": ("Items", "件数"),
    "inventories.mail.field.total": ("Places", "货位数"),
    "inventories.mail.today.counting": (
        "Count of the mail shelves: {counted} of {total} places counted",
        "邮件货架清点：已点 {counted}/{total} 个货位",
    ),
    "inventories.mail.today.compared": (
        "Count of the mail shelves: {left} difference(s) to explain",
        "邮件货架清点：{left} 处差异待说明",
    ),
    "form.mail_count_sheet": ("Mail shelf count sheet", "邮件货架清点表"),
    "form.mail_count_result": ("Result of the mail shelf count", "邮件货架清点结果"),
    "problem.inventory_unknown_thing": (
        "No item has the code {value}. If it does lie here, press O and scan it again.",
        "没有编号为 {value} 的邮件。如确在此位，请按 O 后再扫，记为账外。",
    ),
    "problem.inventory_thing_is_a_place": (
        "{value} is the label of a place. Scan the item.",
        "{value} 是货位标签，请扫邮件。",
    ),
    "problem.inventory_several_things": (
        "{count} items end in {value}. Scan it, or type more of its number.",
        "有 {count} 件邮件的编号以 {value} 结尾，请扫码或多输入几位。",
    ),
    "problem.inventory_not_empty": (
        "{count} item(s) were seen at {value}. Take them back first.",
        "{value} 已点到 {count} 件邮件，请先撤销。",
    ),
    "problem.inventory_thing_not_known": (
        "{value}: the register does not know this item. Check it in, and say so in the explanation.",
        "{value}：登记簿中没有此件，请补登记后在说明中写明。",
    ),
    "problem.inventory_thing_elsewhere": (
        "{number} is {state}: deal with it where that is written down, then explain the difference.",
        "{number} 现为“{state}”，请先在原登记处办理，再说明差异。",
    ),
}
