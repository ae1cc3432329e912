"""Mechanisms: the phrases that name a way of working, a regime or a programme (联席会议机制)."""

import re
from collections.abc import Iterator

from taizhang.reading.clues import Choice, Clued
from taizhang.reading.lexicon import any_of

_PHRASES = """
联防联控 联防联治 联防联动 联防共治 群防群治 群防联控 联合执法 联合检查 联合督查
联合整治 联合惩戒 联合审批 联审联批 联动执法 并联审批 回头看 明察暗访 明查暗访
暗访督导 拉网式排查 拉网排查 地毯式排查 起底式排查 滚动排查 夜查 晨查 错时检查
巡回检查 交叉检查 互查互评 四不两直 双随机一公开 双随机、一公开 飞行检查
网格化管理 网格化治理 网格化监管 闭环管理 闭环处置 闭环整改 闭环监管 清单化管理
清单管理 清单式管理 清单化推进 台账管理 台账化管理 台账式管理 台账式 项目化推进
项目化管理 项目化运作 工程化推进 销号管理 销号清零 销号制 销号制度 对账销号
挂图作战 挂牌督办 挂账督办 挂账销号 提级督办 重点督办 跟踪督办 跟踪督查 跟踪问效
跟踪问责 强力督办 专项督办 专项督查 专项巡察 督查督办 督查督导 督导问效 督查问效
倒排工期 倒排时间 倒排计划 倒排施工表 倒排施工计划 倒排进度 挂图督战
一线指挥 一线调度 一线研判 一线工作法 一线办公 现场办公 现场交办 现场调度
大员上阵 试点先行 先行先试 以点带面 条抓块保 块抓条保 条块结合 条块联动 属地负责
属地管理 属地包保 分级负责 分片包干 分包联系 包片联系 包抓责任 领导包保 领导包联
领导分包 包保责任 包保责任制 包联责任 包联责任制 包案化解 领导包案 包案制
包案制度 事不过夜 立行立改 立查立改 边查边改 即知即改 即查即改 即交即办 接诉即办
未诉先办 首接负责 首问负责 首办负责 限时办结 提级办理 吹哨报到 党政同责、一岗双责
一岗双责、党政同责 党政同责 一岗双责 三管三必须 零报告 日报制度 日报告制度 日报
日报告 周报制度 周报告制度 月报制度 月报告制度 信息报送制度 应急值守 领导带班
24小时值班 值班值守 通报表扬 通报批评 通报约谈 追究责任 追责问责 问责追责
约谈问责 红黑榜 红黄牌 动态监管 动态管理 动态监测 动态清零 动态调整 实时监测
全程监管 例会研判 会商研判 综合研判 分析研判 研判调度 风险研判 集中调度 调度通报
一网通办 一网统管 一站式服务 一窗受理 一件事一次办 最多跑一次 容缺受理 告知承诺
告知承诺制 帮办代办 揭榜挂帅 赛马机制 专班推进 专班化解 专班运作 专班负责
组长负责制 河长制 河湖长制 林长制 路长制 街长制 田长制 山长制 长负责制
点长负责制 点对点 门前三包 暗访 党政同责、一岗双责、齐抓共管、失职追责
桌面推演 应急演练 实战演练 以奖代补 以考促干
以案促改 以案释法 以查促改 晾晒比拼 擂台比武 观摩评比 流动红旗 末位淘汰 末位表态
末位约谈 亮牌警示 黄牌警告 差异化管控 分类施策 分类管理 分类处置 分类管控
分级管控 分级管理 错峰生产 错峰出行 综合执法 柔性执法 三级包联 双向互动 双随机
政企联动 校地合作 结对帮扶 结对共建 优胜劣汰 示范引领 典型引路 培树典型
政府购买服务 第三方评估 网上巡查 科技监管 智慧监管 信用监管 白名单 黑名单
负面清单 权责清单 责任清单 任务清单 问题清单 项目清单 整改清单 隐患清单 措施清单
资源清单 需求清单 政策清单 三张清单 两张清单 时间表 路线图 任务书 责任状 承诺书
"""
_FIXED = Clued(any_of(_PHRASES.split()))
_MADE = Clued(
    r"(?:机制|制度|责任制|负责制|专班|台账|清单|责任体系|监管体系|考核体系|防控体系|防控网)"
    r"(?![一-龥]{0,2}(?:改革|创新|性))",
    "制班账单系网",
)
_NAME = re.compile(r"[一-龥]{1,14}$")
_OUTER = re.compile(
    r".*(?:建立健全|健全完善|建立完善|建立起?|健全|完善|落实好?|构建|形成|实行|推行|执行|制定|"
    r"制订|组建|搭建|成立|运用|发挥|深化|严格|建好|用好|抓好|坚持|打造|"
    r"优化|创新|改进|规范|理顺|畅通|强化|加强|梳理|出台|列出|明确|将|把|对照|依托|通过|结合|工作|"
    r"整治|专项|全区|机构|企业|领域|单位|部门|系统|”|的|各类|各项|各个?|相关|有关|一套|"
    r"一批|以及|着力|大力|"
    r"[一-龥](?=[一二三四五六七八九]级)|^[和与及]|[和与及](?=[一-龥]{2}$))"
)
_BLANK = frozenset(
    {
        "",
        "工作",
        "运行",
        "体制",
        "各项",
        "相关",
        "领导",
        "保障",
        "有关",
        "政策",
        "规章",
        "管理",
        "配套",
        "社会",
        "法律",
        "党内",
        "组织",
        "基本",
        "经济",
        "政治",
        "民主集",
        "完善",
        "长期",
        "创新",
        "服务",
        "沟通",
        "协调",
        "干部",
        "用人",
        "财务",
        "教育",
        "财政",
        "国家",
        "新",
        "好",
    }
)
_LIST_OF = Clued(
    r"(?:建立|健全|完善|落实|执行|实行|推行|采取|运用|用好|采用|创新|抓好|发挥)(?:健全|完善|好|"
    r"以|起)?(?P<items>(?:[一-龥“”\d+]{2,9}、)+[一-龥“”\d+]{2,9}?)(?:和[一-龥“”]{2,8}?)?"
    r"等?(?:工作|长效|管理|推进)?(?:机制|制度|模式|方式|办法|措施|工作法)",
    "、",
    "制式法施",
)
_SET = Clued(r"打好(?P<items>(?:[一-龥]{2,12}、)+[一-龥]{2,12}?)“组合拳”", "拳")
_QUOTED = Clued(
    r"(?P<front>监督执纪|网格化?|社区)?“(?P<words>[^“”]{2,24})”(?P<back>模式|计划|机制|制度|"
    r"工作法|工作制|行动计划|行动|[一-龥]{0,5}政策|闭环(?:管理|管控|监管|处置)|社区创建|联动|责任制|责任|清单|监管|闭环|管理|体系|平台)?",
    "“",
)
_COUNTED = re.compile(
    r"^(?:(?:[一三四五六七八九]|两|双|\d+\+?)(?!个(?!专项|攻坚|行动|工程|百分)|把手|盘棋|农|会$|"
    r"减$|碳$|风$|老|小$|公$|胎|"
    r"孩|核|中|带|号|线|手|心|意|定|流|人小组|张皮|癌)[^，。]{1,18})$"
)
_PRAISED = re.compile(r"好?(?:老师|教师|干部|人才|新人|青年|党员|铁军)")
_ONE_ONE = Clued(
    r"一(?P<each>[一-龥]{1,3})一(?!(?P=each))[一-龥]{0,3}[策案表单判班码图册卡账队员岗责制"
    r"组档专人议法评](?=$|[、，。；”“和）的])",
    "一",
)
_LEVELS = Clued(
    r"[一二三四五六七八九多上下]级联动(?:[一-龥]{0,4}机制)?|上下联动机制|部门联动机制|横向联动|"
    r"(?:部门|区域|政企|警企|校社)联动机制",
    "联",
    "动",
)
_RHYTHM = Clued(
    r"(?=[一每日周旬月季半])(?:(?:每|一)?[日周旬月季]|每天|半月|每半月)(?:一)?(?:例会|通报|调度|考核|报告|"
    r"汇总|监测|分析|点评|观摩|走访|督办|例会|研判|会商|排名|督查|督导|评比|讲评|清零|碰头|小结|总结|评估|报)(?:会|制度|制)?",
    "日周旬月季天",
)
_SUMMED = Clued(r"[一-龥]{2,8}(?:\+[一-龥]{2,8}){1,4}", "+")
_TRANSFORMED = Clued(r"[一-龥]{2}化(?:办学|治理|托管|运作|经营)", "化", "办治托运经")
_ACTED = re.compile(
    r"^(?:坚持|采取|采用|实行|推行|落实|严格|执行|形成|构建|打造|深化|推进|用好|创新)+"
)
_JOINT = re.compile(
    r".*(?:报告?|例会|管理|制度?|机制|台账|清单|调度|通报|会商|研判|值守|值班)[和与及]"
)
_EACH = re.compile(r"(?:各[一-龥]{0,6}|一个)专班$")
_VERB = re.compile(
    r"(?:.*(?:建立|健全|完善|落实|执行|实行|推行|采取|运用|用好|采用|创新|抓好|发挥|打好|"
    r"坚持)(?:好|起)?)"
)
_WEAK = re.compile(r"(?:格局|局面|目标|意识|理念)$")
_Candidate = tuple[int, int, str]  # a name with where it begins and ends
_WORDY = 12
_TERSE = 4


def find_mechanisms(text: str) -> list[str]:
    """Return the mechanisms that a flat text names, in printed order, each once."""
    found = [
        candidate
        for pattern, read in _WAYS.called_for(text)
        for match in pattern.finditer(text)
        for candidate in read(match)
    ]
    found.sort(key=lambda item: (item[0], -item[1]))
    kept: list[str] = []
    taken = 0
    for start, end, words in found:
        if start >= taken:
            kept.append(words)
            taken = end
    return list(dict.fromkeys(kept))


def _named(match: re.Match[str]) -> Iterator[_Candidate]:
    yield (*match.span(), match[0].strip("“”"))


def _summed(match: re.Match[str]) -> Iterator[_Candidate]:
    words = _ACTED.sub("", match[0])
    yield (match.end() - len(words), match.end(), words)


def _listed(match: re.Match[str]) -> Iterator[_Candidate]:
    end = match.end("items")
    for item in reversed(match["items"].split("、")):
        verb = _VERB.match(item)
        name = item[verb.end() :] if verb else item
        if len(name) > 1 and not _WEAK.search(name):
            yield (end - len(name), end, name.strip("“”"))
        if verb:
            break
        end -= len(item) + 1


def _quoted(match: re.Match[str]) -> Iterator[_Candidate]:
    words, back = match["words"], match["back"] or ""
    if back.startswith("闭环"):
        yield (*match.span(), match[0])
        return
    known = _ONE_ONE.pattern.search(words) or _FIXED.pattern.fullmatch(words)
    if known or _PRAISED.match(match.string, match.end()):
        return
    if back.endswith("政策") and "+" not in words:
        back = ""
    if back.endswith("政策"):
        yield (*match.span(), f"“{words}”{back}")
    elif _COUNTED.match(words) and "+" not in words:
        front = match["front"] or ""
        tail = back if back in {"社区创建", "模式", "工作法", "责任制"} else ""
        yield (*match.span(), f"{front}“{words}”{tail}" if front or tail else words)
    elif "+" in words and not back:
        yield (*match.span(), words)
    elif back:
        yield (*match.span(), f"“{words}”{back}")


def _bared(name: str) -> str:
    """Return the name of a mechanism without the verb and the field before it."""
    cut = _OUTER.match(name)
    bare = name[cut.end() :] if cut else name
    if not bare and (verb := _VERB.match(name)) and len(name) - verb.end() > _TERSE:
        bare = name[verb.end() :]
    return (bare[-6:] if len(bare) > _WORDY else bare).strip("“”")


def _made(match: re.Match[str]) -> Iterator[_Candidate]:
    """Yield a named mechanism, without the verb and the field before its name."""
    kind, text = match[0], match.string
    before = _NAME.search(text, max(0, match.start() - 14), match.start())
    name = before[0] if before else ""
    joint = _JOINT.match(name)
    if joint is not None:
        name = name[joint.end() :]
    bare = _bared(name)
    if kind in {"台账", "专班", "清单"}:
        bare = bare[-2:] if len(bare) >= 2 else ""
        if kind == "专班":
            bare = "工作" if name.endswith("工作") else bare
    elif bare in _BLANK:
        return
    if (
        len(bare) == 1
        or bare.endswith("建")
        or (kind == "专班" and _EACH.search(text, max(0, match.end() - 9), match.end()))
    ):
        return
    words = bare + kind
    if words == "清单":
        return
    yield (match.end() - len(words), match.end(), words)


_WAYS = Choice(
    (
        (_LIST_OF, _listed),
        (_SET, _listed),
        (_QUOTED, _quoted),
        (_ONE_ONE, _named),
        (_LEVELS, _named),
        (_RHYTHM, _named),
        (_FIXED, _named),
        (_TRANSFORMED, _named),
        (_SUMMED, _summed),
        (_MADE, _made),
    )
)
