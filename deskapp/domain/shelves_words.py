"""The words of the mail shelves' set-up, in both languages."""

WORDS = {
    "register.shelves": ("Mail shelves", "邮件货架设置"),
    "register.shelves.one": ("Mail shelf", "邮件货架"),
    "shelves.step.make": ("New shelf", "新建货架"),
    "shelves.step.amend": ("Name and building", "名称与专用楼栋"),
    "shelves.step.give_up": ("Give up the shelf", "停用货架"),
    "shelves.field.code": ("Letter", "架号"),
    "shelves.field.name": ("Name", "名称"),
    "shelves.field.rows": ("Boards", "层数"),
    "shelves.field.columns": ("Places on a board", "每层货位"),
    "shelves.field.building_id": ("Only for building", "专用楼栋"),
    "shelves.field.places": ("Places", "货位"),
    "shelves.field.items": ("Items", "邮件"),
    "problem.shelf_not_empty": (
        "{count} item(s) lie on shelf {value}. Move or hand them out first.",
        "货架 {value} 上还有 {count} 件邮件，请先移走或办理领取。",
    ),
}
