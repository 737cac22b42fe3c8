"""What the mail of a made-up estate is made of: carriers and their numbers, senders, damage, reasons."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from deskapp.domain.carriers import s10_digit
from deskapp.domain.mail import Kind

#: Of a hundred items so many come with each carrier.
_SHARES = (
    ("zto", 20), ("yto", 16), ("jt", 14), ("yunda", 13), ("sto", 11), ("sf", 11), ("jd", 7), ("post", 5), ("ems", 3),
)  # fmt: skip
SHELVES = (("A", "一号架", 5, 8), ("B", "二号架", 5, 8), ("C", "大件区", 2, 6))
SENDERS = ("", "", "", "", "天猫超市", "京东自营", "某某旗舰店", "市社保中心", "招商银行信用卡中心", "市中级人民法院")
ORIGINS = ("杭州", "广州", "义乌", "上海", "成都", "北京", "郑州", "深圳", "苏州", "武汉", "")
DAMAGE = {
    "damaged": ("外箱一角压瘪", "胶带开裂，内物未见缺失", "外包装破洞约 3 厘米", "箱体变形，快递员已确认"),
    "wet": ("外箱底部受潮", "雨天到件，面单浸湿"),
    "opened": ("封口已开，内物三件，快递员在场清点",),
}
HELD = ("业主出差，下周取", "回老家，月底前取", "住院期间请代为保管", "出国旅游，请暂存")
LEFT = ("已发短信", "微信留言", "已留单", "家人代接，转告")
REFUSED = ("业主表示未购买", "业主要求退回商家", "到付费用有异议")
MISSED = ("盘点时不在架上", "业主来取时找不到")
FOUND = ("夹在大件后面", "放错货架", "误放信报箱")
CARRIERS_PEOPLE = ("小周", "老李", "小马", "张师傅", "吴师傅", "小何")


class Waybill(NamedTuple):
    """Carrier, number and kind of an item."""

    carrier: str
    tracking: str
    kind: Kind


def waybill(rng: Random, serial: int) -> Waybill:
    """The next item's number in its carrier's shape; no number comes twice."""
    carrier = rng.choices([code for code, _ in _SHARES], [share for _, share in _SHARES])[0]
    tail = f"{rng.randrange(1000):03d}{serial % 10**7:07d}"
    match carrier:
        case "sf":
            return Waybill(carrier, f"SF1{rng.randrange(30, 40)}{tail}", Kind.EXPRESS)
        case "jd":
            return Waybill(carrier, f"JDVA{rng.randrange(10)}{tail}", Kind.PARCEL)
        case "yto":
            return Waybill(carrier, f"YT8{rng.randrange(10, 99)}{tail}", Kind.PARCEL)
        case "jt":
            return Waybill(carrier, f"JT3{rng.randrange(10, 99)}{tail}", Kind.PARCEL)
        case "zto":
            return Waybill(carrier, f"78{rng.randrange(10, 99)}{tail}", Kind.PARCEL)
        case "sto":
            return Waybill(carrier, f"77{rng.randrange(100, 999)}{tail}", Kind.PARCEL)
        case "yunda":
            return Waybill(carrier, f"43{rng.randrange(100, 999)}{tail}", Kind.PARCEL)
        case "ems":
            return Waybill(carrier, f"11{rng.randrange(10)}{tail}", Kind.EXPRESS)
        case _:
            return _posted(rng, serial)


def _posted(rng: Random, serial: int) -> Waybill:
    """By the post: mostly registered letters, some parcels, now and then a money order that has no number."""
    roll = rng.random()
    if roll < 0.06:
        return Waybill("post", "", Kind.REMITTANCE)
    digits = f"{serial % 10**8:08d}"
    if roll < 0.3:
        return Waybill("post", f"PA{rng.randrange(100):03d}{digits}", Kind.PARCEL)
    return Waybill("post", f"R{rng.choice('ABCR')}{digits}{s10_digit(digits)}CN", Kind.REGISTERED)
