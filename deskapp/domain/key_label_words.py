"""The words of the cabinet's map, of the labels, and of the sheets they are printed on."""

WORDS = {
    "form.cabinet_map": ("Key cabinet map", "钥匙柜挂位图"),
    "form.key_label": ("Key label", "单个钥匙标签"),
    "form.key_labels": ("Key labels", "钥匙标签"),
    "paper.label_l7160": ("Labels 63.5 × 38.1 mm, 3 × 7 (L7160)", "标签 63.5×38.1 mm，3×7（L7160）"),
    "paper.label_l7651": ("Labels 38.1 × 21.2 mm, 5 × 13 (L7651)", "标签 38.1×21.2 mm，5×13（L7651）"),
    "paper.label_l7636": ("Labels 45.7 × 21.2 mm, 4 × 12 (L7636)", "标签 45.7×21.2 mm，4×12（L7636）"),
    "paper.label_3657": ("Labels 48.5 × 25.4 mm, 4 × 10 (3657)", "标签 48.5×25.4 mm，4×10（3657）"),
    "paper.label_tag": ("Key tags 30 × 20 mm, A4 to cut", "钥匙牌 30×20 mm，A4 裁切"),
    "error.bad_label_sheets": ("{file} is no good: {reason}", "标签纸数据 {file} 有误：{reason}"),
    "cli.print.first": (
        "labels: the first free place of a used sheet, counted along the rows from 1",
        "标签：已用过的标签纸上第一个空位，从 1 起逐行数",
    ),
}
