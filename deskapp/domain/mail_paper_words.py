"""The words of the mail register's papers, in both languages."""

WORDS = {
    "form.mail_sheet": ("Accountable mail, signing sheet", "给据邮件签收记录表"),
    "form.pickup_sheet": ("Pickup sheet", "领取签收单"),
    "form.pickup_notice": ("Pickup notice", "领取通知单"),
    "form.pickup_notices": ("Pickup notices, batch", "领取通知单（批量）"),
    "form.steward_list": ("Accountable mail for the steward", "片区给据邮件领取清单"),
    "form.return_list": ("Return list", "退件清单"),
    "form.proxy_form": ("Proxy authorisation", "代领授权书"),
    "form.mail_label": ("Item label", "邮件标签"),
    "form.shelf_labels": ("Shelf place labels", "货位标签"),
}
