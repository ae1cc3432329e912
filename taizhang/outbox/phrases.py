"""What each kind of message says, once; pages show it in the reader's language."""

from django.utils.translation import gettext, gettext_noop

from taizhang.rules.lifecycle.states import Command, RequestKind
from taizhang.web.labels import word_of

PHRASES: dict[str, str] = {
    "to_check": gettext_noop("请核实"),
    "to_register": gettext_noop("请立项"),
    "to_dispatch": gettext_noop("请交办"),
    "to_arbitrate": gettext_noop("多次退回，请裁定"),
    "to_verify": gettext_noop("请核查"),
    "to_revisit": gettext_noop("请回头看"),
    "to_confirm": gettext_noop("请确认"),
    "dispatched": gettext_noop("新交办，请签收"),
    "support": gettext_noop("列为配合单位，请配合"),
    "area": gettext_noop("抄送：属地事项"),
    "supervise": gettext_noop("改由本单位督办"),
    "handed_over": gettext_noop("督查员已现场交办"),
    "fixed": gettext_noop("督查时已当场整改"),
    "arbitrated": gettext_noop("已裁定由本单位主责，请签收"),
    "stands_in": gettext_noop("已裁定由本单位兜底"),
    "deemed": gettext_noop("到期未签收，已视同签收"),
    "returned": gettext_noop("被退回，请重新交办"),
    "recalled": gettext_noop("已撤回，不再由本单位办理"),
    "assigned": gettext_noop("分办给您"),
    "amended": gettext_noop("要求有调整"),
    "progress": gettext_noop("配合单位报来进展"),
    "not_kept": gettext_noop("确认结果：没有保持住"),
    "repeated": gettext_noop("群众重复反映"),
    "reminded": gettext_noop("时限临近，请抓紧"),
    "urged": gettext_noop("催办"),
    "escalated": gettext_noop("提级督办"),
    "resumed": gettext_noop("暂缓到期，恢复办理"),
    "suspended": gettext_noop("已同意暂缓"),
    "withdrawn": gettext_noop("撤回了销号申请，暂不用核查"),
    "passed": gettext_noop("核查通过"),
    "rework": gettext_noop("核查不通过，请继续整改"),
    "closed": gettext_noop("已销号"),
    "revisited": gettext_noop("回头看已通过"),
    "rebounded": gettext_noop("出现反弹"),
    "merged": gettext_noop("已并入另一事项"),
    "absorbed": gettext_noop("并入了另一事项"),
    "divided": gettext_noop("已分立为几件"),
    "declined": gettext_noop("不予立项"),
    "rebased": gettext_noop("时限因换版重新计算"),
    "extended": gettext_noop("已同意延期"),
    "ended": gettext_noop("已终止或撤销"),
    "asked": gettext_noop("有申请等您决定"),
    "taken_back": gettext_noop("申请已收回"),
    "granted": gettext_noop("申请已同意"),
    "denied": gettext_noop("申请未同意"),
}
URGENT = frozenset({"urged", "escalated", "rework", "rebounded", "repeated", "returned"})


def phrase_of(kind: str, about: str = "") -> str:
    """Return what a message says, with the request that it is about."""
    said = gettext(PHRASES[kind])
    return f"{said}：{_word(about)}" if about else said


def _word(about: str) -> str:
    if about in list(RequestKind):
        return word_of(RequestKind(about), "request")
    return word_of(Command(about), "command")
