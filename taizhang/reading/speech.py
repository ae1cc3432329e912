"""Speech acts: who demands, from where on, and where the report turns back to narration."""

import re
from typing import NamedTuple

from taizhang.reading.clues import Opening
from taizhang.reading.names import NAME, POST

_ADVERB = (
    r"(?:还|又|并|也|则|都|均|再次|最后|随后|同时|现场|进一步|特别|着重|反复|一再|明确|严肃|郑重|"
    r"当场|就此|分别|重点|"
    r"对此|为此|首先|其间|鲜明)*"
)
_SAID = r"(?:强调|要求|指出|提出|表示|说|认为|希望|叮嘱|嘱咐|号召|提醒|明确|议定|部署|建议|指示)"
_AIRED = (
    rf"(?:{_SAID}(?:强调|要求|指出)?|(?:提出|作出|做出|提|讲|强调)了?[一-龥\d“”]{{0,9}}?"
    r"(?:要求|意见|希望|建议|任务|强调|部署|安排))"
)
_WHERE = (
    r"(?:在[^，]{1,24}?(?:时|中|上|后|间)|就[^，]{1,60}?|对[^，]{1,60}?|围绕[^，]{1,60}?|"
    r"结合[^，]{1,40}?|一行|边[看走听查][^，]{0,12})?"
)
_MEETING = (
    r"(?:(?:本次|此次|这次)?(?:会议|大会|全会|例会|座谈会|[一-龥]{2,14}会)|会上|会议(?:还|"
    r"同时)?|(?:督导|督查|调研|检查|指导|考核|巡查|视察|执法检查)组|组成人员|常委会|"
    r"[一-龥]{2,16}(?<!企业)(?:主要|相关|有关|分管)?(?:负责人|负责同志)|通知|方案|文件|区领导|市领导|县领导|区委|区政府|县委|县政府|市委|市政府)"
)
_SPEAKS = re.compile(
    rf"^(?P<before>[^，]*?)(?P<who>{_MEETING}|[他她]|{NAME}|并|"
    rf"^){_WHERE}{_ADVERB}(?P<verb>{_AIRED})$"
)
_SPEAKS_ON = re.compile(
    rf"(?P<who>{_MEETING}|[他她]|{NAME}|并|^){_ADVERB}(?:强调|要求|指出|提出|希望|表示|"
    rf"号召|叮嘱|嘱咐|勉励)(?P<rest>“?(?:要|一要|一是|"
    rf"各(?!项|类|种)|全[区市县旗州镇乡](?!面)|全体|必须|务必|相关|有关|广大|党员|区直|"
    rf"[一-龥（）、]{{2,24}}?(?<![主重需首只])要(?!求|素|点|道)).*)$"
)
_QUICK = re.compile(
    r"强调|要求|指出|提出|表示|说$|认为|希望|叮嘱|嘱咐|号召|提醒|明确$|议定|部署$|意见$|建议$|"
    r"任务$|指示$|部署$|安排$"
)
_NO_SPEECH = re.compile(
    r"(?:根据|按照?|依据|落实|贯彻|对照|遵照|结合|符合|达到|围绕)(?:(?![提作]出)[^，]){0,30}要求$|^(?:学习|"
    r"传达|贯彻)|的要求$|有关要求$|工作要求$|[》”]要求$|"
    r"(?:听取|通报|传达|学习|征求|反映|吸纳)[^，]*(?:意见|建议|任务)$"
)
_ANNOUNCED = re.compile(r"(?:提出|作出|做出|强调|讲)了?[^，]{0,9}(?:要求|意见|希望|部署|安排)$")
_LISTS = re.compile(r"(?:要(?!求)|一是|一要|首先|第一|各|全[区市县]|必须)")
_GATHERED = re.compile(_MEETING)
_NAMED = re.compile(NAME)
_POSTED = re.compile(rf"{POST}$")
_INTRODUCED = re.compile(rf"(?:{POST}|[、和])$")
_ANSWERS = ("表示", "说", "认为", "表态")
_PLEDGE = re.compile(r"^(?:将|下一步将?，?将|一定(?!要)|今后将|我们|会(?![议后前上场])|愿|表态)")
_CROWD = re.compile(
    r"纷纷|一致(?:表示|认为)|学员|居民|群众|商户|业主|村民|市民|同学|家长|大家|与会(?:人员|"
    r"代表|同志)|参会|代表们|"
    r"参训|企业负责人|该(?:公司|企业|局|街道|社区|镇|村)|党员们|工人|师生"
)
_PERSON = re.compile(
    rf"{POST}(?P<name>{NAME})(?=主持|出席|参加|要求|强调|表示|指出|提出|带领|带队|率|一行|先后|"
    rf"来到|到|深入|对|就|在|"
    rf"实地|调研|督导|督查|讲话|作|做|总结|听取|走访|检查|等|围绕|为|宣布|传达|通报|"
    rf"汇报|介绍|陪同|说|分别|"
    rf"结合|讲授|主讲|查看|察看|详细|随机|逐|现场|边|认真)"
)
_HEADED = re.compile(
    rf"[，。；](?P<name>{NAME})(?=(?:强调|要求|指出|提出|表示)[，：]|一行|实地|先后来到|"
    rf"主持召开|在[^，。]{{2,20}}(?:强调|要求|指出|调研))"
)
_NO_NAME = re.compile(
    r"^(?:成[员效果立]|班子|党[员组委政]|全[体区市县面]|安全|管理|高[度质标]|应[当急]|都|从|"
    r"通[过报知]|方[案面]|经[过费常]|"
    r"常[委态]|单位|向|时[候间刻]|国|后|如|查|计|同|明[确年]|施|强|包|严|于|和|平|和|冷|万|支|相|"
    r"那|终|钱|干)"
)
_NARRATES = Opening(
    r"^(?:会后(?!，?(?:要|各|务必|抓紧|尽快|立即))|会前|会上|会议期间|会中|随后|当天|当日|当晚|期间|活动中|活动现场|座谈(?:会上|"
    r"中)|据悉|据了解|据介绍|截至|"
    r"(?:与会|参会|参训|学员|大家)(?![^，]{0,6}(?:要|应|务必))|在场|近年来|近日|日前|截止|记者|图为|又讯|此前|每到一处|"
    r"会议(?!强调|要求|指出|提出|认为|明确|议定)(?:还|同时|以|由|听取|传达|学习|审议|研究|通报|"
    r"集中|组织|通过|决定|观看|宣读|对|就|邀请|在|采|结束|开始)|"
    r"(?:区|县|市)(?:委|政府|人大|政协)?(?:副)?领导[^，]{0,20}(?:参加|出席|陪同))",
    "会随当期活座据截与参学大在近日止记图又此每区县市",
)
_ATTENDED = (
    "参加",
    "出席",
    "列席",
    "陪同",
    "主持",
    "会议",
    "活动",
    "调研",
    "检查",
    "督导",
    "培训",
    "座谈",
    "座谈会",
    "仪式",
    "视察",
    "走访",
    "讲话",
    "发言",
    "致辞",
    "汇报",
    "交流",
    "授课",
    "解读",
    "讲解",
)
_ATTENDS = re.compile(
    r"(?:参加|出席|列席|陪同|主持)(?:了)?(?:此次|本次|上述)?(?:会议|活动|调研|检查|督导|培训|"
    r"座谈会?|仪式|视察|走访)?(?:并(?:讲话|发言|致辞))?$|"
    r"(?:交流|表态|典型|大会|汇报|作了|做了|分别)发言$|进行了?[^，]{0,20}(?:发言|汇报|交流|"
    r"授课|解读|讲解)$"
)


_QUOTED = re.compile(
    rf"(?<=[。！？])“(?P<said>[^“”]{{8,400}}(?:“[^“”]{{1,30}}”[^“”]{{0,200}}){{0,6}})”"
    rf"(?P<by>[^，。“”]{{0,30}}?(?P<name>{NAME})?(?:对[^，。]{{1,12}})?(?:说|强调|要求|指出|表示|叮嘱))"
    r"(?=[，。])"
)


class Quotation(NamedTuple):
    """What is said within quotation marks whose speaker is named behind them."""

    start: int
    end: int
    speaker: str | None


class Speech(NamedTuple):
    """The opening of a speech: its speaker, and where in the clause what is said begins."""

    speaker: str | None
    said_from: int


def find_persons(text: str) -> frozenset[str]:
    """Return the names of the persons whom a body shows to act or speak."""
    names = {match["name"] for match in _PERSON.finditer(text)}
    names |= {match["name"] for match in _HEADED.finditer(f"。{text}")}
    return frozenset([name for name in names if not _NO_NAME.match(name)])


def find_quotations(text: str) -> list[Quotation]:
    """Return what is quoted with its speaker named behind it (“……”督导组组长说)."""
    if "”" not in text:
        return []
    return [
        Quotation(match.start("said"), match.end("by"), match["name"])
        for match in _QUOTED.finditer(text)
        if not _CROWD.search(match["by"])
    ]


def opens(clause: str, stop: str, following: str, persons: frozenset[str]) -> Speech | None:
    """Return the speech that a clause opens, None if it opens none."""
    if not _QUICK.search(clause):
        return None
    if _CROWD.search(clause) or _PLEDGE.match(following):
        return None
    announced = stop == "。" and _ANNOUNCED.search(clause) and _LISTS.match(following)
    if (stop in "，：" or announced) and not _NO_SPEECH.search(clause):
        match = _SPEAKS.match(clause)
        if match and _credible(match, persons) and _verb_fits(match["verb"], stop):
            return Speech(_speaker(match["who"]), len(clause))
    match = _SPEAKS_ON.search(clause)
    if (
        match
        and not _NO_SPEECH.search(clause[: match.start("rest")])
        and _trusted(match, clause, persons)
    ):
        return Speech(_speaker(match["who"]), match.start("rest"))
    return None


def _verb_fits(verb: str, stop: str) -> bool:
    return stop == "：" or verb not in {"部署", "明确"}


def _credible(match: re.Match[str], persons: frozenset[str]) -> bool:
    """Tell whether the subject of a verb of speech is somebody who may demand."""
    who, before = match["who"], match["before"]
    if not who:
        return not before and match["verb"] not in {"要求", "说", "希望", "部署", "提出"}
    if _GATHERED.fullmatch(who) or who in "他她并":
        return True
    return who in persons or not before or bool(_INTRODUCED.search(before))


def _trusted(match: re.Match[str], clause: str, persons: frozenset[str]) -> bool:
    who, before = match["who"], clause[: match.start()]
    if not who:
        return not before
    if _NAMED.fullmatch(who) and not _GATHERED.fullmatch(who):
        return who in persons or not before or bool(_POSTED.search(before))
    return True


def _speaker(who: str) -> str | None:
    if not who or who in "他她并":
        return None
    return who if _NAMED.fullmatch(who) and not who.endswith("会") else "会议"


def is_pledge(clause: str, stop: str, following: str) -> bool:
    """Tell whether somebody who was addressed answers (学员纷纷表示, …表示将)."""
    if stop not in "，：" or not clause.endswith(_ANSWERS):
        return False
    return bool(_CROWD.search(clause) or _PLEDGE.match(following))


def narrates(clause: str) -> bool:
    """Tell whether a clause reports what happened instead of demanding."""
    if clause.endswith(_ATTENDED) and _ATTENDS.search(clause):
        return True
    return bool(_NARRATES.match(clause))
