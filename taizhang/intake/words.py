"""The Chinese words of documents: kinds, and reasons why a sentence becomes no item."""

from django.utils.translation import gettext_noop

KINDS = {
    "plan": gettext_noop("责任分工方案"),
    "notice": gettext_noop("通知"),
    "minutes": gettext_noop("会议纪要"),
    "order": gettext_noop("督办单"),
    "instruction": gettext_noop("批示件"),
    "brief": gettext_noop("督查通报"),
    "meeting": gettext_noop("会议报道"),
    "inspection": gettext_noop("调研督导报道"),
    "training": gettext_noop("学习培训报道"),
    "review": gettext_noop("人大审议报道"),
}
REASONS = {
    "principle": gettext_noop("原则性要求"),
    "existing": gettext_noop("已有事项"),
    "beyond_duty": gettext_noop("非本区职责"),
    "information": gettext_noop("情况通报"),
    "other": gettext_noop("其他"),
}
"""Why a requirement becomes no item (不立项理由); `other` needs a note."""

TYPES = {"action": gettext_noop("行动要求"), "principle": gettext_noop("原则性要求")}
URGENCIES = (gettext_noop("特提"), gettext_noop("特急"), gettext_noop("加急"), gettext_noop("平急"))
COMMANDS = {
    "receive": gettext_noop("收文"),
    "describe": gettext_noop("修改来文信息"),
    "edit": gettext_noop("修改拟立事项"),
    "bind": gettext_noop("立项"),
    "decline": gettext_noop("不立项"),
    "undo": gettext_noop("撤销决定"),
    "mark": gettext_noop("补充标注"),
    "unmark": gettext_noop("取消标注"),
    "ask_erasure": gettext_noop("申请删除原文"),
    "deny_erasure": gettext_noop("不删除原文"),
    "erase": gettext_noop("删除原文"),
}
