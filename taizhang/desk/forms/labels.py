"""What the fields of commands are called and what is said beside them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from taizhang.rules.lifecycle.fields import FIELD_WORDS
from taizhang.rules.lifecycle.states import Command, RequestKind

C, R = Command, RequestKind
Word = str | Promise
Key = tuple[Command | RequestKind | None, str]

LABELS: dict[Key, Word] = {
    (None, "finding"): _("核实结论"),
    (None, "deadline_basis"): _("调整时限的依据"),
    (None, "deadline_words"): _("时限要求（原话）"),
    (None, "standing"): _("长期坚持事项（没有办结期限，按周期确认）"),
    (None, "zero"): _("零报告：本期没有新进展"),
    (None, "kept"): _("仍在保持"),
    (None, "answer_by"): _("要求回复时间"),
    (None, "until"): _("延至"),
    (None, "stands_in"): _("兜底单位"),
    (None, "sponsor"): _("包保领导"),
    (None, "place"): _("地点"),
    (None, "request_number"): _("新诉求的工单号"),
    (None, "entry"): _("哪一条记录"),
    (None, "subject"): _("对哪一条记录申诉"),
    (None, "survivor"): _("并入哪一件"),
    (None, "note"): _("说明"),
    (None, "pack"): _("换用的版本"),
    (C.REPORT_PROGRESS, "evidence"): _("照片、佐证"),
    (C.VERIFY_PASS, "ticked"): _("已对照销号标准逐项核对，全部符合"),
    (C.VERIFY_FAIL, "missing"): _("还差什么"),
    (C.URGE, "words"): _("催办内容"),
    (C.ANNOTATE, "words"): _("批注"),
    (C.REPEAT, "words"): _("这次反映的内容"),
    (C.CORRECT, "words"): _("更正为"),
    (C.ATTACH, "words"): _("说明"),
    (C.RETURN, "reason"): _("为什么不是本单位的事"),
    (C.RETURN, "clause"): _("依据的职责条款"),
    (R.REASSIGNMENT, "clause"): _("依据的职责条款"),
    (R.REASSIGNMENT, "reason"): _("为什么不是本单位的事"),
    (R.SUSPENSION, "until"): _("暂缓至"),
    (R.TERMINATION, "outcome"): _("终止类型"),
}
HINTS: dict[Key, Word] = {
    (C.REGISTER, "criteria"): _("不填则用所选类别的销号标准。"),
    (C.HAND_OVER, "criteria"): _("不填则用所选类别的销号标准。"),
    (C.FIX_ON_SPOT, "criteria"): _("不填则用所选类别的销号标准。"),
    (None, "supports"): _("可写多个单位，也可写“各街道”等单位组。"),
    (None, "basis"): _("会议纪要、批示、文件等；仅有新闻报道不能作为依据。"),
    (C.REPORT_PROGRESS, "progress"): _("做了什么、谁做的、结果如何。"),
    (C.SUBMIT, "result"): _("对照销号标准写明结果。"),
    (C.ERASE, "authority"): _("写明依据的法律条款或上级决定；须第二人签批。"),
    (C.AMEND, "supervising_unit"): _("更换督办单位由领导签批。"),
    (C.ESCALATE, "level"): _("挂牌督办和约谈由领导签批。"),
    (C.AMEND, "deadline"): _("原定时限保留在案。"),
    (None, "believed"): _("系统不会自动改派，由督办单位决定。"),
    (C.RECALL, "lead"): _("填写则撤回后立即改派给该单位。"),
}


def label_of(kind: Command | RequestKind, name: str) -> Word:
    """Return what a field is called in this command or request."""
    found = LABELS.get((kind, name)) or LABELS.get((None, name))
    return found or _(FIELD_WORDS.get(name, name))


def hint_of(kind: Command | RequestKind, name: str) -> Word:
    """Return what is said under a field, or nothing."""
    return HINTS.get((kind, name)) or HINTS.get((None, name)) or ""
