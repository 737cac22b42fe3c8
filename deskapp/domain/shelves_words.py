"""The words of the mail shelves, in both languages."""

WORDS = {
    "register.shelves": ("Mail shelves", "邮件货架"),
    "register.shelves.one": ("Mail shelf", "邮件货架"),
    "shelves.step.make": ("New shelf", "新增货架"),
    "shelves.step.amend": ("Change", "更改"),
    "shelves.step.give_up": ("Give up", "停用"),
    "shelves.field.code": ("Letter", "架号"),
    "shelves.field.name": ("Name", "名称"),
    "shelves.field.rows": ("Boards", "层数"),
    "shelves.field.columns": ("Places on a board", "每层位数"),
    "shelves.field.building_id": ("Kept for building", "专放楼栋"),
    "shelves.field.building": ("Kept for", "专放楼栋"),
    "shelves.field.places": ("Places", "位数"),
    "shelves.field.items": ("Items", "在架件数"),
    "shelves.field.active": ("In use", "在用"),
    "problem.shelf_not_empty": ("{count} item(s) lie on {value}.", "{value} 架上还有 {count} 件邮件。"),
}
