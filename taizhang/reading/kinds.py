"""Action or principle: whether somebody could check that a requirement was met."""

import re


def _each(verbs: str, rest: str) -> str:
    """Return an expression for the same words behind each verb.

    An alternative that begins with a character, not with a choice, is found far faster.
    """
    return "|".join(verb + rest for verb in verbs.split())


_SET_UP = (
    r"(?:健全|完善|起)?[^，；]{0,40}?(?:机制|"
    r"制度|台账|专班|清单|队伍|体系|平台|小组|档案|专区|库|网络|方案)"
)
_DRAWN_UP = (
    r"[^，；]{0,30}?(?:方案|计划|办法|细则|清单|台账|标准|预案|规划|意见|报告|责任书|"
    r"承诺书|时间表|路线图|施工表)"
)
_MADE = re.compile(
    _each("建立 成立 组建 搭建 设立 构建 组织成立 抽调", _SET_UP)
    + "|"
    + _each(
        "制定 制订 出台 编制 拟定 印发 修订 起草 拿出 梳理 列出 形成 建好 完善 细化 签订", _DRAWN_UP
    )
    + r"|梳理[^，；]{0,10}(?:积案|案件|线索|问题)"
)
_NAMED = re.compile(
    r"(?:完善|健全|落实|深化|推行|实行|推进|创新|"
    r"严格执行)(?:好)?[^，；、]{2,20}?(?:(?<!工作)(?<!运行)(?<!长效)(?<!体制)机制|制度(?!化|"
    r"改革)|模式|计划|清单)"
)
_INSPECTED = re.compile(
    r"回头看|明[察查]暗访|暗访|拉网式?排查|地毯式|夜查|晨查|联合执法|联合检查|专项检查|"
    r"专项整治行动|专项督查|专项行动|督导检查|监督检查|督办检查|检查督办|问题核查|"
    r"跟踪督查|核查|普查|摸排|"
    + _each("开展 组织 进行 实施 加大 全面 深入 逐[栋户项一]", r"[^，；]{0,8}排查")
    + r"|排查[^，；]{0,4}(?:登记|问题)|巡查|大检查|大排查|抽查|起底|清查|指导、监督和考核|"
    r"督导考核|督查考核"
)
_SANCTIONED = re.compile(
    r"取缔|关停|拆除|查处|问责|追究|追责|通报表扬|通报批评|表彰|约谈|严惩|处罚|立案|曝光|停工|"
    r"吊销|扣分|奖惩"
)
_REPORTED = re.compile(
    r"上报|报送|印发(?![的《])|公布(?!的)|发布(?!的)|汇报|通报|反馈|公示|公开|日报|零报告|报区|报县|报市|征求[^，；]{0,8}意见|听证|"
    r"调研报告"
)
_CARRIED_OUT = (
    r"(?:(?!作为)[^，；]){1,24}?(?:建设|改造|工程|项目|培训|演练|比武|整顿|试点|清零|任务|目标|招标|"
    r"招商|运营机构|活动|宣传|行动|普法|排查|整治|竞赛|评选|创建)"
)
_DONE = re.compile(
    _each("完成 启动 开工 竣工 交付 投用 建成 引入 引进 签约 开展 组织 举办 实施", _CARRIED_OUT)
    + r"|做好[^，；]{2,24}?(?:整顿|演练|比武|调查|普查|登记|招生|换届)"
)
_NUMBER = re.compile(
    r"[0-9一两二三四五六七八九十](?:个(?:试点|以上|项目)|(?<=[0-9])(?:个|家|所|处|座|条|项|%|亿|万|"
    r"公里|平方|户|人|名|套|栋|台|微克|吨|亩|次|天))"
)
_SOFT_MECHANISM = re.compile(
    r"^(?:条抓块保|块抓条保|条块结合|属地负责|属地管理|.*一岗双责|党政同责|三管三必须|立行立改|"
    r"长效机制|监督执纪“四种形态”|分类施策|奖优罚劣|动态管理|"
    r"以点带面|精细化管理|一网通办|一网统管|一件事|一事件|常态长效机制|规定动作|自选动作|"
    r"分析研判|示范引领|优胜劣汰|网格化.*|闭环管理|.*[、，].*|[一二三四五六七八九十]项.*|"
    r"“[^”]*”.*创建)$"
)


_CONCRETE = re.compile(
    r"严禁|禁止|不(?<![等慢拖松急]不)得|备足|配齐|配备|储备|开通|增设|安装|发放|调配|检修|抢修|修复|修缮|清运|清理|疏浚|拆除|"
    r"办结|审批|备案|登记|建档|签订|招聘|选派|抽调|轮训|"
    + _each("组织 开展 举办", r"[^，；]{0,10}(?:培训|演练)")
    + r"|安排[^，；]{0,6}(?:警力|专人|人员|力量|资金)|整改(?:到位|完成|完毕|销号)|全覆盖|零遗漏|"
    r"“[^”]{2,40}”责任制|包[村户保联案](?!干部|领导)"
)
_RULES = (
    ("makes", _MADE),
    ("named-regime", _NAMED),
    ("inspects", _INSPECTED),
    ("sanctions", _SANCTIONED),
    ("reports", _REPORTED),
    ("delivers", _DONE),
    ("concrete", _CONCRETE),
    ("counted", _NUMBER),
)


def is_action(
    text: str, mechanisms: list[str], *, dated: bool, counted: bool
) -> tuple[bool, tuple[str, ...]]:
    """Return whether a requirement is an action, and the ids of the rules that say so."""
    reasons = [rule for rule, pattern in _RULES if pattern.search(text)]
    if dated:
        reasons.append("dated")
    if counted and "counted" not in reasons:
        reasons.append("counted")
    if any(not _SOFT_MECHANISM.match(name) for name in mechanisms):
        reasons.append("mechanism")
    return bool(reasons), tuple(reasons)
