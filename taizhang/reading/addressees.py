"""Addressees: whom a clause puts a duty on (各级各部门要…, 区城管局牵头…, 包村干部要…)."""

import re
from collections.abc import Iterable, Iterator

from taizhang.reading.clues import Hinted, Opening
from taizhang.reading.units import UnitName, is_known

UNIT_TAIL = (
    r"(?:部门|单位|采样点|网点|站点|工地|场所|景区|热线|市场|商超|超市|局委|委局|委办局?|局办|办事处|街道办?|乡镇|镇街|街镇|镇办|乡办|办公室|园区|"
    r"开发区|高新区|管委会|"
    r"(?:分)?指挥部|(?:工作|督导|督查|检查|巡查|领导|攻坚|推进|专项|执法|工作领导)?小?组|专班|"
    r"服务中心|中心|政府|"
    r"党委|党工委|党组织|党组|党支部|支部|总支|基层|社区|村居?|村委会|居委会|学校|院校|高校|"
    r"医院|机构|企业|公司|集团|"
    r"协会|商会|机关|系统|战线|科室|站所|[一-龥]所|大队|中队|支队|队伍|委员会|联席会议|法院|"
    r"检察院|人大|政协|工会|"
    r"团委|妇联|工商联|残联|科协|网格|平台公司|属地|辖区|上下|各级|各方|层级|[一-龥]局|"
    r"[一-龥]委|[一-龥]办|"
    r"[一-龥]乡|[一-龥]镇|[一-龥]街道|[一-龥]院|[一-龥]站|[一-龥]队|[一-龥]部|[一-龥]室|[一-龥]处)"
)
PERSON_TAIL = (
    r"(?:干部|领导班子|领导成员|班子成员|班子|领导|负责人|责任人|负责同志|“?一把手”?|书记|主任|"
    r"党员|团员|委员|代表|"
    r"网格员|[河林路街田山湖警]长|校长|园长|院长|教师|教职工|工作人员|人员|同志|队员|民警|辅警|"
    r"职工|青年|检察官|法官|"
    r"专家|工作者|志愿者|包保人|包联人|组长|骨干|群众|市民|居民|学生|家长|主体|[一-龥]户|"
    r"[一-龥]员|[一-龥]者|“?三人小组”?|“[一-龥]{2,6}”)"
)
_ASIDE = r"(?:（[一-龥、]{1,12}）)?"
_TAIL = re.compile(
    rf"(?:(?:{UNIT_TAIL}|{PERSON_TAIL}){_ASIDE}|[县市区乡镇村街]（[一-龥、]{{1,8}}）)$"
)
_UNIT_END = re.compile(rf"(?:{UNIT_TAIL}{_ASIDE}|[县市区乡镇村街]（[一-龥、]{{1,8}}）)$")
_WITH = re.compile(
    rf"(?:会同|联合)(?P<with>[一-龥、（）]{{2,60}}?(?:{UNIT_TAIL}))(?=[在于要]|抓紧|尽快|"
    rf"制定|研究|开展|推进|做好|加强|建立|共同|负责|组织|对|按|每|适时|加快|提出|完成|采取|通过|"
    rf"以|全面|加大|强化|联合|深入|及时|积极|切实|严格|进一步|定期|不定期|认真|做|抓|开|制|逐)"
)
_BAD_START = re.compile(
    r"^(?:对(?!口)|在|以|把|将|从|围绕|针对|按照|通过|为|向|与|让|使|被|就|因|当(?!地)|如|若|"
    r"是|有(?!关)|加强|强化|坚持|推动|推进(?!办|组|专班)|落实|"
    r"压实|突出|发挥|充分|充实|组织(?!部|委)|督促|引导|指导|做好|抓好|完善|健全|建立|提高|提升|"
    r"凡是|不|无论|只有|用|比|据|根据|"
    r"结合|依托|面对|随着|鼓励|支持|帮助|动员|依托|深入|走进|协调|联合|会同|服务|监督|要求|"
    r"确保|促进|倒逼|助力|联动|统筹|配合|打造|锻造|建设|培育|抓|各(?:项(?!目)|类|种|行业|领域|环节|"
    r"方面|个(?!部门|单位)|阶段|自))"
)
_LISTED = re.compile(r"、(?![^（）]*）)|，|以及|及其|(?<=[一-龥”）])[和与及](?=[一-龥“])")
_FILLER = re.compile(
    r"(?:还|也|都|更|则|均|又|仍|就|务必|始终|一定|尤其|特别|同时|首先|一律|全部|今后|下一步|"
    r"接下来)+$"
)
_LEADING = Opening(
    r"^(?:下一步|下步|今后|接下来|当前|目前|同时|此外|其中|特别是|尤其是|首先|其次|最后|另外|"
    r"由|请|希望|号召|要求)+",
    "下今接当目同此其特尤首最另由请希号要",
)
MODAL = re.compile(
    r"要(?<![重主需首纪摘概紧只不想简扼次提必]要)(?![求素点道闻害么塞领件务职员地义目旨是命])"
    r"(?!紧(?![盯扣抓跟紧贴密]))|"
    r"应(?<![供适相反对效感响一不答呼]应)当?(?![对急用该变付邀届邀战收])(?=[一-龥])|"
    r"必须(?!要)|务必(?!要)"
)
_BRIEF = 2
LONGEST = 36  # characters of one addressee
_THINKING = re.compile(
    r"认识|看到|意识|牢记|明白|知道|清楚|强调|指出|要求|认为|表示|提出|思想|做到|坚持|确保|需"
)
_FRONTED = re.compile(r"(?:对(?!照|标|接)|针对|在|凡|从|关于)")
_OURSELVES = re.compile(r"^(?:我|咱|自己|大家|他|她|你|这|那)")
_SHARED = re.compile(r"(?:部门|单位|系统|机关|战线|[局委办所站室]|企业|干部|负责人|负责同志|人员)$")
MAY_ACT = re.compile(  # what one of the four patterns below needs
    "^[各相有职责主监牵属成广全基区县市省科镇乡村街社包驻党供]|[每定牵负会按分各请对等]|队伍|部门"
)
_BARE = Hinted(
    rf"^(?P<who>(?:全[区市县省旗州镇乡街院校局系][一-龥]{{0,2}})?(?:各|相关|有关|职能|责任|"
    rf"主管|监管|牵头|属地|成员|广大|全体|基层|"
    rf"区直|区级|县直|市直|县处级|科级|镇村|乡村|村组|镇街|街道|社区|包村|包片|驻村|[一-龥]{{2,5}}(?=队伍|部门)|区委|区政府|县委|县政府|"
    rf"市委|市政府|区|县|市|包|党员)[一-龥“”（）]{{0,16}}?"
    rf"(?:{UNIT_TAIL}|{PERSON_TAIL})"
    rf"(?:“?一把手”?|(?:主要|分管)?(?:负责人|领导|负责同志))?"
    rf"(?:(?:、|和|及|与|以及)[一-龥“”（）]{{0,16}}?(?:{UNIT_TAIL}|{PERSON_TAIL}))*)"
    r"(?=(?:全力|切实|主动|积极|认真|严格|深刻|立即|坚决|坚持|牢固|增强|提高|压实|扛|突出|聚焦|紧盯|用好|严守|遵守|抓实|时刻|始终|持续|保持|迅速|及时|分别|共同|密切|充分|"
    r"进一步|按照?|按职责|牵头|负责|靠前|"
    r"强化|加强|落实|做好|抓好|配合|协同|协助|抓紧|尽快|立即|加快|加大|持续|扎实|深入|全面|"
    r"联合|会同|带头|"
    r"组织|指导|督促|开展|履行|统筹|明确|建立|制定|完善|安排|各司其职|各负其责|守土|结合|围绕|"
    r"对照|于|每[月周季日年天半旬个隔]|定期|分片|分工|包片|包保|包抓|昼夜|值守|轮流|亲自|具体抓|\d{1,2}小时|下沉|深入|走村))",
    "^[各相有职责主监牵属成广全基区县市科镇乡村街社包驻党]|队伍|部门",
)
_DUTY = Hinted(
    rf"^(?P<who>[一-龥“”（）]{{1,12}}?(?:{UNIT_TAIL})(?:(?:、|和|及|与|以及)[一-龥“”（）]{{0,12}}?(?:{UNIT_TAIL}))*)"
    r"(?=每(?:[月周季日年天半旬]|个[月季])|定期|牵头|负责|会同|按(?:照)?(?:各自)?职责|按分工|分别|各司其职|各负其责|"
    r"请(?:于|按|在|抓紧|认真|结合)|"
    r"对[^，]{2,24}?(?:进行|实行|开展|实施))",
    "[每定牵负会按分各请对]",
)
_DOES = Opening(
    rf"^(?P<who>(?:[区县市省镇乡]|供[电水暖气热]|各)[一-龥（）]{{0,12}}?(?:局|委|办|中心|公司|街道|镇|乡|[大支中]队|"
    rf"督查室|法院|检察院|部|政府)(?:、[一-龥（）]{{2,12}}?(?:{UNIT_TAIL}))*)"
    r"(?=(?:汇总|保障|提供|安排|制定|完成|梳理|提出|落实|做好|抓好|加强|加大|建立|拿出|出台|编制|筹集|拨付|协调|指导|督促|跟踪|核实|核查|报送|选派|抽调|配备|设置|公开|公示|审核)(?!情况|的|了|好的))",
    "区县市省镇乡供各",
)  # 区教育局汇总各单位准备情况
_ETC = Hinted(
    r"^(?P<who>[一-龥、（）]{2,30}等(?:有关|相关|职能|责任)?(?:部门|单位))"
    r"(?=[一-龥])(?![的和与及等]|负责[人同]|主要负责|参[加会]|组成|共同参)",
    "等",
)  # 自然资源、住建等部门开辟绿色通道
_AUDIENCE = re.compile(
    r"^(?:全[区市县省旗州镇乡体]|各级|各(?:有关|相关|职能|责任|成员)?(?:部门|单位|乡办|街道|"
    r"乡镇|镇街|镇|方)|"
    r"相关|有关|党员|领导干部|广大)"
)
_GENERAL = re.compile(
    r"^(?:全[区市县省旗州镇乡](?:上下|各级|党员|广大|各|干部)|各级各|各级党|各级领导|各级干部|"
    r"各级$|广大党员|党员|领导干部)"
)


def split_names(text: str, units: tuple[UnitName, ...] = ()) -> tuple[str, ...]:
    """Return the single addressees of a list as printed, parted at 、, 和 and 及."""
    if not _LISTED.search(text):
        return (text,) if text else ()
    pieces: list[str] = []
    held = ""
    last = 0
    for match in _LISTED.finditer(text):
        piece = held + text[last : match.start()]
        sure = match[0] in "、，"
        last = match.end()
        if sure or (_parts_here(piece, text[last:]) and not is_known(text, piece, match[0], units)):
            pieces.append(piece)
            held = ""
        else:
            held = piece + match[0]
    pieces.append(held + text[last:])
    return tuple(_whole(piece for piece in pieces if piece))


def _whole(pieces: Iterable[str]) -> Iterator[str]:
    """Yield the pieces, those without a noun of their own kept with the next (教育、住建等部门)."""
    held: list[str] = []
    for piece in pieces:
        held.append(piece)
        if not _has_tail(piece):
            continue
        if len(held) > 1 and not _SHARED.search(piece):
            yield from held
        else:
            yield "、".join(held)
        held = []
    if held:
        yield "、".join(held)


def _has_tail(name: str) -> bool:
    """Tell whether a name ends in a noun for units or persons, most often a short one."""
    return bool(_TAIL.search(name, max(0, len(name) - 4)) or _TAIL.search(name))


def _parts_here(left: str, right: str) -> bool:
    return _has_tail(left) and _has_tail(right) and len(left) > 1


def is_addressee(text: str) -> bool:
    """Tell whether every member of a list of nouns can be told to do something."""
    if not text or len(text) > 90 or _BAD_START.match(text):
        return False
    pieces = split_names(text)
    return _has_tail(pieces[-1]) and not any(
        len(piece) > LONGEST or _BAD_START.match(piece) for piece in pieces
    )


def before_modal(clause: str) -> tuple[int, int, int] | None:
    """Return where the addressee before 要 begins and ends, and where 要 stands, if there is one.

    An empty run says that 要 stands without an addressee.
    """
    for match in MODAL.finditer(clause):
        at = match.start()
        text = clause[:at]
        end = len(text) - len(found[0]) if (found := _FILLER.search(text)) else len(text)
        begin = found.end() if (found := _LEADING.match(text[:end])) else 0
        if begin >= end:
            return (begin, begin, at)
        if match[0] == "要" and len(clause) - match.end() <= _BRIEF and _is_topic(text):
            break  # 资金拨付要快: a remark within what was demanded
        if is_addressee(text[begin:end]):
            return (begin, end, at)
        if match[0] == "要":
            return (0, 0, at) if _is_topic(text) else None
    return None


def _is_topic(text: str) -> bool:
    """Tell whether the words before 要 are what the duty is about, not a clause of their own."""
    if _THINKING.search(text) or _OURSELVES.match(text) or len(text) > 40:
        return False
    return bool(_FRONTED.match(text)) or (len(text) <= 12 and not _BAD_START.match(text))


def without_modal(clause: str) -> tuple[int, int] | None:
    """Return the run of an addressee that a verb follows directly (各责任单位牵头…)."""
    begin = found.end() if (found := _LEADING.match(clause)) else 0
    rest = clause[begin:]
    if not MAY_ACT.search(rest):
        return None
    match = _BARE.match(rest) or _DUTY.match(rest) or _DOES.match(rest) or _ETC.match(rest)
    if match is None or not is_addressee(match["who"]):
        return None
    return (begin, begin + match.end("who"))


def partners(clause: str, at: int) -> list[str]:
    """Return with whom the addressee is to act (会同区财政局制定…), read where its verb stands."""
    match = _WITH.match(clause, at)
    return [match["with"]] if match and is_addressee(match["with"]) else []


def is_audience(name: str) -> bool:
    """Tell whether an addressee can stand for all that a speech goes on to demand."""
    return bool(_AUDIENCE.match(name))


def is_general(name: str) -> bool:
    """Tell whether an addressee is everybody, so that it stands for the rest of a speech."""
    return bool(_GENERAL.match(name)) and not name.endswith(("负责人", "负责同志"))


def is_unit(name: str) -> bool:
    """Tell whether an addressee is a body rather than persons."""
    return bool(_UNIT_END.search(name))
