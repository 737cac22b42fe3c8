"""The words of must-read notes."""

from __future__ import annotations

WORDS = {
    "register.must_read": ("Must-read notes", "必读事项"),
    "register.must_read.one": ("Must-read note", "必读事项"),
    "must_read.state.in_force": ("In force", "有效"),
    "must_read.state.ended": ("Ended", "已结束"),
    "must_read.state.voided": ("Voided", "已作废"),
    "must_read.step.write": ("Write a note", "发布必读"),
    "must_read.step.read": ("I have read it", "我已阅读"),
    "must_read.step.end": ("End", "结束"),
    "must_read.step.void": ("Void", "作废"),
    "must_read.chip.unread": ("Unread", "未读"),
    "must_read.chip.in_force": ("In force", "有效"),
    "must_read.chip.all": ("All", "全部"),
    "must_read.field.title": ("Title", "标题"),
    "must_read.field.until": ("Until", "有效至"),
    "must_read.field.written_at": ("Written at", "发布时间"),
    "must_read.field.recorder": ("Written by", "发布人"),
    "must_read.field.recorder_id": ("Written by", "发布人"),
    "must_read.field.ended_at": ("Ended at", "结束时间"),
    "must_read.field.ended_reason": ("Ended because", "结束原因"),
    "must_read.field.read": ("Read", "已读"),
    "must_read.field.reader": ("Reader", "阅读人"),
    "must_read.field.readers": ("Readers", "已读人员"),
    "must_read.field.missing": ("Not read yet by", "未读人员"),
    "today.must_read.missing": ("Not read by {count} yet: {title}", "尚有 {count} 人未读：{title}"),
    "today.must_read.unread": ("To be read: {title}", "必读：{title}"),
}
