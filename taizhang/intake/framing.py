"""What frames a document: whose words it holds, what it is about, and which meeting series."""

import re

from taizhang.reading.model import Article

_HEAD = 400  # a document says in its first lines who met
_BY = re.compile(r"(?:批示|签批|讲话)(?:人|领导|同志)[：:](?P<who>[^\n，。；、（(]{2,24})")
_CHAIR = re.compile(r"(?P<who>[一-龥]{2,12}?)(?:同志)?主持(?:召开|会议)")
_POST = re.compile(
    r"(?:中共|[区县市]委|[区县市]政府|常委|党组|副?书记|(?:常务)?副?[区县市]长|(?:副|常务副)?主任|秘书长|同志)"
)
_BODY = (
    r"(?P<body>[区县市](?:人民政府|政府|委)|全[区县市]|"
    r"[^\s，。“”《》、第]{2,10}?(?:指挥部|领导小组|专班))"
)
_ORDINAL = r"(?:第?[一二三四五六七八九十百\d]+届)?(?:第?[一二三四五六七八九十百\d]+次)?"
# Meetings of a body, and meetings that are called for a purpose.
_REGULAR = re.compile(
    _BODY + _ORDINAL + r"(?P<series>常务会议?|常委会会议|常委会（扩大）会议|工作例会|例会|"
    r"办公会议?|专题会议?|全体会议)"
)
_CALLED = re.compile(
    r"(?:召开|举行|参加|^)(?:全?[区县市])?(?P<series>(?:(?!召开|举行)[一-龥“”]){4,24}?"
    r"(?:推进会|调度会|现场会|动员会|例会|部署会)议?)"
)
_SUBJECT = re.compile(
    r"(?:^|[\t\n])[ \u3000]*(?:(?:来文|来件|来函|原文|文件|材料)(?:标题|名称|题目)|"
    r"(?:督办|交办|批示|转办|来文)?(?:事项|事由)(?:名称)?|标题|题目|主题)"
    r"(?:[：:][ \t\u3000]*|\t)(?P<subject>[^\n\t]{4,200})"
)
_FORMS = frozenset({"instruction", "order"})


def title_in(article: Article, text: str) -> str:
    """Return what a form (批示抄清, 督办单) says that it is about, else the headline, if any."""
    headline = article.headline or ""
    if article.kind in _FORMS and "关于" not in headline and (found := _SUBJECT.search(text)):
        return found["subject"].strip().removeprefix("《").removesuffix("》")
    return headline


def leader_in(article: Article, text: str) -> str:
    """Return whose speech or instruction the document is, as printed, or nothing."""
    found = _BY.search(text)
    if found and article.kind in {"instruction", "order"}:
        return name_in(found["who"])
    if article.chair is not None:
        return article.chair.name
    if article.speakers:
        return article.speakers[0].name
    if article.kind == "minutes":
        found = _CHAIR.search(text[:_HEAD])
    return name_in(found["who"]) if found else ""


def name_in(words: str) -> str:
    """Return the name among titles (区长 某某): the last word that is no title."""
    rest = [part for word in words.split() for part in _POST.split(word) if part]
    return rest[-1] if rest else ""


def series_in(article: Article, text: str) -> str:
    """Return the series that a meeting belongs to, without its ordinal number."""
    if article.kind not in {"minutes", "meeting"}:
        return ""
    head = text[:_HEAD] if article.kind == "minutes" else ""
    for place in (article.headline or "", head):
        words = "".join(place.split())
        if found := _REGULAR.search(words):
            return f"{found['body']}{found['series']}".replace("人民政府", "政府")
        if found := _CALLED.search(words):
            return found["series"]
    return ""
