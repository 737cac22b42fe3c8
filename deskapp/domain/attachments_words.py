"""The words of attachments, in both languages (``ALL-8``)."""

WORDS = {
    "register.attachments": ("Attachments", "附件"),
    "register.attachments.one": ("Attachment", "附件"),
    "attachments.kind.photo": ("Photo", "照片"),
    "attachments.kind.signature": ("Signature", "签名"),
    "attachments.kind.paper": ("Signed paper", "签字纸件"),
    "attachments.kind.other": ("Other", "其他"),
    "attachments.media.jpeg": ("JPEG picture", "JPEG 图片"),
    "attachments.media.png": ("PNG picture", "PNG 图片"),
    "attachments.media.webp": ("WebP picture", "WebP 图片"),
    "attachments.media.pdf": ("PDF", "PDF"),
    "attachments.step.attach": ("Attached", "添加附件"),
    "attachments.step.void": ("Attachment voided", "作废附件"),
    "attachments.field.kind": ("Kind", "类别"),
    "attachments.field.name": ("File name", "文件名"),
    "attachments.field.file": ("File", "文件"),
    "field.attachment": ("Attachment", "附件"),
    "problem.file_unreadable": (
        "{name} cannot be read ({reason}). Is it still there?",
        "{name} 无法读取（{reason}）。文件还在吗？",
    ),
    "problem.file_empty": ("{name} is empty: there is nothing to keep.", "{name} 是空文件，没有内容可存。"),
    "problem.file_too_large": (
        "{name} has {size}; at most {max}. Take the photo smaller, or scan fewer pages.",
        "{name} 有 {size}，最多 {max}。请调小照片，或分次扫描。",
    ),
    "problem.file_type": (
        "{name} is no JPEG, PNG, WebP or PDF, whatever its name says. An iPhone's photo: choose “Most Compatible”.",
        "{name} 的内容不是 JPEG、PNG、WebP 或 PDF（不看文件名）。苹果手机照片请选“兼容性最佳”格式。",
    ),
    "problem.file_broken": (
        "{name} is damaged or not complete. Copy it again, or take it anew.",
        "{name} 已损坏或不完整，请重新拷贝或重新拍摄。",
    ),
    "problem.file_too_many_dots": (
        "{name} has {dots} million dots; at most {max}. Save it smaller.",
        "{name} 有 {dots} 百万像素，最多 {max}。请缩小后再存。",
    ),
    "problem.attached_already": (
        "The same picture is attached to {number} already ({name}).",
        "{number} 已附有同一文件（{name}）。",
    ),
    "error.attachment_voided": ("{name} is voided already.", "{name} 已经作废。"),
    "error.unreadable_pdf": (
        "This PDF cannot be shown: it is damaged, or locked with a password.",
        "此 PDF 无法显示：文件已损坏，或设有打开密码。",
    ),
    "error.unreadable_picture": ("This picture cannot be shown.", "此图片无法显示。"),
    "check.attachment": (
        "{number}: the attachment {name} was changed outside the program (its hash does not fit).",
        "{number} 的附件 {name} 在程序之外被改动（哈希不符）。",
    ),
    "check.attachment_gone": (
        "{number}: the file of the attachment {name} is gone.",
        "{number} 的附件 {name} 文件已不在。",
    ),
    "cli.attach": ("Attach a photo or scan to an entry.", "给一条记录添加照片或扫描件。"),
    "cli.attach.file": ("JPEG, PNG, WebP or PDF, at most 15 MB", "JPEG、PNG、WebP 或 PDF，最大 15 MB"),
    "cli.attach.kind": (
        "photo, signature, paper or other (default: paper for a PDF, else photo)",
        "photo 照片、signature 签名、paper 签字纸件、other 其他（默认：PDF 为签字纸件，其余为照片）",
    ),
    "cli.attach.note": ("what can be seen on it", "说明"),
    "cli.attach.done": (
        "{number}: attached {name} · SHA-256 {sha256}",
        "{number} 已添加附件 {name} · SHA-256 {sha256}",
    ),
    "cli.attachments": (
        "List an entry's attachments, or write their files into a folder.",
        "列出一条记录的附件，或把文件存到文件夹。",
    ),
    "cli.attachments.to": ("write every file that counts into this folder", "把有效附件的文件存到此文件夹"),
    "cli.attachments.none": ("{number} has no attachments.", "{number} 没有附件。"),
    "cli.attachments.line": (
        "{at}  {kind}  {name}  {size}  {by}  SHA-256 {sha256}",
        "{at}  {kind}  {name}  {size}  {by}  SHA-256 {sha256}",
    ),
    "cli.attachments.voided": ("    void: {reason}", "    作废：{reason}"),
    "cli.attachments.written": ("{path} ({size})", "{path}（{size}）"),
}
