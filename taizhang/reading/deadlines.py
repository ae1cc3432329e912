"""Time limits (时限) as printed, each with the last day that it allows where one can be computed.

Every library tried read 第一时间 as one o'clock; so this is a normaliser of our own. A limit keeps
its printed words; words of urgency (尽快) never get a day.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from taizhang.reading import limit_words, limits
from taizhang.reading.clues import Choice, Clued
from taizhang.reading.limits import Days, Reading
from taizhang.reading.model import Deadline, Range

FOLD = str.maketrans("０１２３４５６７８９（）：．／－，；", "0123456789():./-,;")
SPACE = re.compile(r"\s+")
ACT = re.compile(
    r"[^,，。；;、]{0,10}?(开工|动工|完工|竣工|建成|投用|投入使用|投入运营|通车|交付|封顶|"
    r"办结|销号|"
    r"整改到位|完成|上报|报送|报回|反馈|提交|印发|出台|启动|开放|验收|交房|挂牌|达到|实现|落实|报)"
)
DOING = re.compile(
    r"[^,，。；;、]{0,8}?(新建|改造|新增|实施|打造|建设|创建|培育|整治|引进|基本|力争|累计)"
)
NOT_A_LIMIT = re.compile(r"以来|来,|起[^草]|(?:印发|召开|发布|下发|修订|出台)[的)]|的")
BY_THEN = ("到", "力争", "争取")
TITLE = 60  # characters before a limit in which a title may begin
OF_THE_PAST = ("自", "从", "截至", "截止", "截止到")
PRESSED = re.compile(r"(?:压[缩减]|缩短|控制|精简|减少|降)[一-龥]{0,4}(?:至|到|在|为)(?:约|平均)?$")


class FoundDeadline(NamedTuple):
    """A time limit and the characters of the text that print it."""

    span: Range
    deadline: Deadline


Read = Callable[[re.Match[str], Days], Reading | None]
_PRINTED: tuple[tuple[Clued, Read], ...] = (
    (limit_words.RECURRING, limits.recurring),
    (limit_words.SPAN, limits.span),
    (limit_words.FESTIVAL, limits.before_festival),
    (limit_words.PLAN_PERIOD, limits.plan_period),
    (limit_words.POINT, limits.point),
    (limit_words.YEAR_ONLY, limits.whole_year),
    (limit_words.PLAN_YEAR, limits.plan_year),
    (limit_words.DASHED, limits.dashed),
    (limit_words.WEEKDAY, limits.weekday),
    (limit_words.MONTH_DAY, limits.month_day),
    (limit_words.NEAR, limits.near),
    (limit_words.BUDGET, limits.budget),
    (limit_words.DURATION, limits.duration),
    (limit_words.SEASON, limits.no_day),
    (limit_words.SAME_DAY, limits.same_day),
    (limit_words.URGENT, limits.urgent),
)
_BEHIND_LABELS: tuple[tuple[Clued, Read], ...] = (
    (limit_words.BARE_BUDGET, limits.budget),
    (limit_words.STANDING, limits.no_day),
)
RULES = Choice(_PRINTED)
LABELLED_RULES = Choice((*_PRINTED, *_BEHIND_LABELS))  # where a label says that a limit follows


def find_deadlines(
    text: str, *, anchor: date | None, labelled: bool = False, year: int | None = None
) -> list[FoundDeadline]:
    """Return the time limits of a text in printed order, none overlapping another.

    `anchor` is the day of the document; a month without a year is the next one from there. A year
    printed earlier in the text (or `year`, that of the plan) goes before it. `labelled` says that
    the text stands after 完成时限 or in its column, where any date is a limit.
    """
    rules = (LABELLED_RULES if labelled else RULES).called_for(text)
    if not rules:
        return []
    flat, back = compact(text)
    found: list[FoundDeadline] = []
    known: int | None = None
    for match, read in candidates(flat, rules, labelled):
        reading = read(match, Days(anchor, known, labelled, year))
        if reading is None or not stands(flat, match, reading, labelled):
            continue
        start, end = back[match.start()], back[match.end() - 1] + 1
        found.append(
            FoundDeadline((start, end), printed(text[start:end], reading, flat[match.end() :]))
        )
        known = reading.year or known
    return found


def primary(found: list[FoundDeadline]) -> Deadline | None:
    """Return the limit that counts, with the words of the others beside it.

    That is the first date or budget, else the first period with a day, else the first.
    """
    limits = [f.deadline for f in found]
    if not limits:
        return None
    chosen = weightiest(limits)
    more = tuple([d.text for d in limits if d is not chosen])
    return chosen._replace(more=more) if more else chosen


def weightiest(limits: Sequence[Deadline]) -> Deadline:
    """Return the first date or budget, else the first period with a day, else the first limit."""
    dated = [d for d in limits if d.iso]
    exact = [d for d in dated if d.kind != "period"]
    hard = [d for d in limits if d.kind in {"date", "budget"}]
    return (exact or dated or hard or list(limits))[0]


def compact(text: str) -> tuple[str, Sequence[int]]:
    """Return the text without white space and with folded digits, and the way back."""
    if not SPACE.search(text):
        return text.translate(FOLD), range(len(text))
    back = [i for i, c in enumerate(text) if not c.isspace()]
    return "".join(text[i] for i in back).translate(FOLD), back


def candidates(
    flat: str, rules: Iterable[tuple[re.Pattern[str], Read]], labelled: bool
) -> Iterator[tuple[re.Match[str], Read]]:
    """Yield matches in printed order; where two overlap, the earlier, then the longer one."""
    matches = [(match, read) for pattern, read in rules for match in pattern.finditer(flat)]
    matches.sort(key=lambda m: (m[0].start(), -m[0].end()))
    taken = 0
    for match, read in matches:
        if match.start() < taken or match.end() == match.start():
            continue
        taken = match.end()
        if labelled or not rejected(flat, match):
            yield match, read


def rejected(flat: str, match: re.Match[str]) -> bool:
    """Tell whether the words are a date in a title (《…》) or the beginning of something."""
    start = match.start()
    reach = max(0, start - TITLE)
    return bool(
        flat.rfind("《", reach, start) > flat.rfind("》", reach, start)
        or flat.endswith(OF_THE_PAST, 0, start)
        or PRESSED.search(flat, max(0, start - 9), start)
        or NOT_A_LIMIT.match(flat, match.end())
    )


def stands(flat: str, match: re.Match[str], reading: Reading, labelled: bool) -> bool:
    """Tell whether a bare date is a limit: only with something to be done by then."""
    return (
        labelled
        or not reading.bare
        or match.group() == "今年"
        or bool(ACT.match(flat, match.end()) or DOING.match(flat, match.end()))
        or flat.endswith(BY_THEN, 0, match.start())
    )


def printed(words: str, reading: Reading, after: str) -> Deadline:
    """Return the limit with its printed words and the act that is named right after it."""
    act = ACT.match(after)
    return Deadline(
        text=SPACE.sub("", words),
        kind=reading.kind,
        iso=reading.iso,
        soft=reading.soft,
        days=reading.days,
        unit=reading.unit,
        act=act[1] if act and not reading.soft else None,
    )
