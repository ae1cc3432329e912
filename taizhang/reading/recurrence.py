"""Recurrence: how often something is to happen again (定期, 每周, 周通报, 半月一调度)."""

import re
from collections.abc import Iterator

from taizhang.reading.clues import Clued
from taizhang.reading.model import Recurrence

_NOUN = (
    r"(?:例会|通报|监测|调度|考核|报告|报送|报(?![告送到名社道纸])|汇总|点评|研判|会商|排名|"
    r"排查|巡查|检查|"
    r"督查|督导|评比|评估|小结|总结|讲评|清零|公示|盘点|碰头|分析|结|清|排|演练|测评)"
)
_EVERY = r"(?:每隔?|逐|按)"
_FREQUENCIES: tuple[tuple[str, str], ...] = (
    ("regular", r"每隔?[一二两三四五六七八九十\d]+个?(?:天|日|周|月|工作日|小时)"),
    ("half-yearly", rf"{_EVERY}半年|每学期|半年一{_NOUN}|半年度?{_NOUN}"),
    ("half-monthly", rf"{_EVERY}半个?月|半月一?{_NOUN}|半月谈"),
    ("ten-days", rf"{_EVERY}(?:十天|10天|旬)|(?:一旬一|旬){_NOUN}"),
    ("quarterly", rf"{_EVERY}个?季度?|一季一|季度?{_NOUN}"),
    ("annual", r"每年度?|逐年(?!提|增|减|下|上)|一年一|(?<![与入为和])年度(?:考核|评估|述职|测评)"),
    ("monthly", rf"{_EVERY}个?月|一月一|(?<![一二三四五六七八九十\d半])月月?{_NOUN}"),
    ("weekly", rf"{_EVERY}个?(?:周|星期)|一周一|(?<![一二三四五六七八九十\d])周{_NOUN}"),
    (
        "daily",
        rf"每日|每天|逐日|按日|一日一|(?<![一二三四五六七八九十\d当今昨近节生即])日{_NOUN}|天天",
    ),
    ("regular", r"定期|(?<![日周月旬季年])例会"),
)
_NAMES = tuple(name for name, _ in _FREQUENCIES)
_GROUPS = "|".join(f"({pattern})" for _, pattern in _FREQUENCIES)
_PATTERN = Clued(
    f"(?=[每逐按半十一季年月周旬日天定例])(?:{_GROUPS})",
    "每逐按半十一季年月周旬日天定例",
)
_TERMS = ("任期", "保质", "不", "非")


def find_recurrences(text: str) -> Iterator[Recurrence]:
    """Yield how often a flat text asks for something, in printed order, each frequency once."""
    seen: set[tuple[str, str]] = set()
    for match in _PATTERN.finditer(text):
        if text[: match.start()].endswith(_TERMS):
            continue
        freq = _NAMES[(match.lastindex or len(_NAMES)) - 1]
        words = match[0]
        if words.endswith("一") and (noun := re.match(r"[一-龥]{1,2}", text[match.end() :])):
            words += noun[0]
        if (freq, words) not in seen:
            seen.add((freq, words))
            yield Recurrence(freq, words)
