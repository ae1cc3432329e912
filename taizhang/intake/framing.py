"""What frames a document beyond its title: whose words it holds, and which meeting series."""

import re

from taizhang.reading.model import Article

_BY = re.compile(r"(?:批示|讲话|签批)(?:人|领导|同志)[：:]\s*(?P<who>[^\s，。；、（(]{2,16})")
_SERIES = re.compile(
    r"(?P<body>[区县市][委政][^\s，。“”《》、]{0,6}?|全[区县市]|[^\s，。“”《》、第]{0,8}?(?:指挥部|领导小组|专班))?"
    r"(?:第?[一二三四五六七八九十百\d]+届)?(?:第?[一二三四五六七八九十百\d]+次)?"
    r"(?P<series>常务会议|常委会会议|常委会（扩大）会议|工作例会|办公会议|办公会|调度会|推进会|周例会|月例会|专题会议?|现场会|动员会)"
)


def leader_in(article: Article, text: str) -> str:
    """Return whose speech or instruction the document is, as printed, or nothing."""
    found = _BY.search(text)
    if found and article.kind in {"instruction", "order"}:
        return found["who"]
    if article.chair is not None:
        return article.chair.name
    return article.speakers[0].name if article.speakers else ""


def series_in(article: Article, text: str) -> str:
    """Return the series that a meeting belongs to, without its ordinal number."""
    if article.kind not in {"minutes", "meeting"}:
        return ""
    for place in (article.headline or "", text[:400] if article.kind == "minutes" else ""):
        found = _SERIES.search("".join(place.split()))
        if found:
            return (found["body"] or "") + found["series"]
    return ""
