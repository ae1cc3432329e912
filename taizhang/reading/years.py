"""The year of a page that prints none: printed years, anniversaries, plans and campaigns."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from taizhang.reading.lexicon import any_of

_ISSUE = re.compile(r"(20\d\d)年(\d{1,2})月(\d{1,2})日(?=星期|出版|第|$)")
_PRINTED = re.compile(
    r"(20(?<![到至—\-~～]20)\d\d)年(?!代|版)(?P<loose>底|末|以来|前|起|之前|[—\-~～至到])?"
)
_DONE = "(?:问题|成果)?(?:整改|普查|验收)"
_CAMPAIGNS: tuple[tuple[str, tuple[int, int], tuple[int, int], int], ...] = (
    # words, first month, last month, weight
    (r"不忘初心、牢记使命”?主题教育", (2019, 6), (2020, 1), 4),
    (r"党史学习教育", (2021, 2), (2022, 1), 4),
    (r"政法队伍教育整顿|政法教育整顿", (2021, 1), (2021, 12), 4),
    (r"中国特色社会主义思想主题教育", (2023, 4), (2024, 1), 4),
    (r"党纪学习教育", (2024, 4), (2024, 9), 4),
    (r"中央八项规定精神学习教育", (2025, 3), (2025, 8), 4),
    (r"群众路线教育实践活动", (2013, 6), (2014, 10), 4),
    (r"三严三实”?专题教育", (2015, 4), (2016, 1), 4),
    (r"两学一做”?学习教育", (2016, 2), (2017, 12), 3),
    (r"双减", (2021, 7), (2022, 8), 2),
    (r"扫黑除恶专项斗争", (2018, 1), (2020, 12), 1),
    (r"常态化(?:推进|开展)?扫黑除恶", (2021, 1), (2022, 12), 2),
    (r"场所码", (2022, 1), (2022, 12), 3),
    (r"第九版(?:最新)?(?:新冠|防控)|第九版", (2022, 6), (2022, 12), 4),
    (r"第八版", (2021, 5), (2022, 6), 3),
    (r"核酸(?:检测|查验|采样)|新冠|疫情防控", (2020, 1), (2022, 12), 1),
    (r"复工复产", (2020, 2), (2020, 6), 2),
    (r"六稳|六保", (2020, 4), (2021, 12), 2),
    (r"脱贫攻坚(?:收官|决战|决胜)|决战脱贫攻坚|决胜全面建成小康", (2020, 1), (2020, 12), 3),
    (r"七次(?:全国)?人口普查", (2020, 3), (2021, 5), 4),
    (r"四次(?:全国)?经济普查", (2018, 6), (2019, 6), 4),
    (r"五次(?:全国)?经济普查", (2023, 6), (2024, 6), 4),
    (r"迎接党的十九大", (2017, 1), (2017, 10), 4),
    (r"(?:学习|贯彻|宣传|落实)[^，。]{0,8}党的十九大精神", (2017, 10), (2018, 12), 3),
    (r"十九届四中全会", (2019, 10), (2020, 9), 3),
    (r"十九届五中全会", (2020, 10), (2021, 10), 3),
    (r"十九届六中全会", (2021, 11), (2022, 9), 3),
    (r"(?:迎接|喜迎|迎)[^，。]{0,6}党?的?二十大", (2022, 1), (2022, 10), 4),
    (r"(?:学习|贯彻|宣传|落实)[^，。]{0,8}(?:党的)?二十大精神", (2022, 10), (2023, 12), 3),
    (r"党的二十大(?:胜利|顺利|即将)?召开(?!以来)", (2022, 1), (2022, 10), 4),
    (r"党的十九大(?:胜利|顺利|即将)?召开(?!以来)", (2017, 1), (2017, 10), 4),
    (r"打击整治养老诈骗", (2022, 4), (2022, 10), 3),
    (r"夏季治安打击整治", (2022, 6), (2023, 9), 2),
    (r"自建房(?:安全)?(?:专项整治|隐患|排查)", (2022, 4), (2023, 12), 2),
    (r"安全生产(?:专项整治)?三年行动|安全生产专项整治三年", (2020, 4), (2022, 12), 2),
    (r"安全生产治本攻坚", (2024, 1), (2026, 12), 2),
    (r"灾后(?:恢复)?重建", (2021, 7), (2022, 12), 1),
    (r"农村乱占耕地建房", (2020, 7), (2021, 12), 2),
    (r"五星”?支部", (2022, 3), (2024, 12), 2),
    (r"四史”?学习教育|四史”?宣传教育", (2020, 1), (2021, 12), 2),
    (rf"脱贫攻坚{_DONE}|扶贫{_DONE}", (2018, 1), (2020, 12), 1),
    (r"二十届三中全会", (2024, 7), (2025, 9), 3),
    (r"二十届四中全会", (2025, 10), (2026, 9), 3),
    (r"十三五”?(?:规划)?(?:圆满)?收官", (2020, 1), (2020, 12), 4),
    (r"十四五”?(?:规划)?(?:开局|开好局)", (2020, 10), (2021, 12), 4),
    (r"十四五”?(?:规划)?收官", (2025, 1), (2025, 12), 4),
    (r"十五五”?(?:规划)?(?:开局|开好局)", (2025, 10), (2026, 12), 4),
    (r"十四五", (2020, 10), (2025, 12), 1),
    (r"十五五", (2025, 6), (2030, 12), 1),
    (r"保交楼|问题楼盘", (2021, 9), (2024, 6), 1),
    (r"问题楼盘化解|停工楼盘", (2022, 6), (2023, 12), 1),
    (r"大规模设备更新|以旧换新", (2024, 3), (2025, 12), 2),
    (r"万人助万企", (2021, 6), (2023, 12), 2),
    (r"三个一批", (2021, 7), (2023, 12), 1),
    (r"能力作风建设年", (2022, 1), (2022, 12), 4),
    (r"蓝天保卫战三年行动", (2018, 6), (2020, 12), 2),
    (r"创建?全国文明城市|文明城市(?:创建|提名)", (2015, 1), (2026, 12), 0),
)
_LITERAL = re.compile(r"[一-龥]{2,}(?![?*])")


def _clues(pattern: str) -> tuple[str, ...]:
    """Return words of which one must stand in a text that the pattern is to match."""
    bare, depth = "", 0
    for char in pattern:
        depth += char in "(["
        bare += char if not depth else ("|" if char == "|" and depth == 0 else " ")
        depth -= char in ")]"
    words = [_LITERAL.findall(part) for part in bare.split("|")]
    return tuple(max(found, key=len) for found in words) if all(words) else ("",)


COUNTED: tuple[tuple[tuple[str, ...], re.Pattern[str], int], ...] = tuple(
    (_clues(pattern), re.compile(pattern), base)
    for pattern, base in (
        (r"建党(?:成立)?(\d{2,3})周年|中国共产党成立(\d{2,3})周年", 1921),
        (r"新中国成立(\d{2,3})周年|建国(\d{2,3})周年|国庆(\d{2,3})周年", 1949),
        (r"建军(\d{2,3})周年", 1927),
        (r"改革开放(\d{2,3})周年", 1978),
        (r"抗战胜利(\d{2,3})周年|抗日战争(?:暨世界反法西斯战争)?胜利(\d{2,3})周年", 1945),
        (r"第(\d{2,3})个(?:全国)?教师节", 1984),
        (r"第(\d{1,3})个(?:中国)?记者节", 1999),
        (r"第(\d{1,3})个(?:中国)?医师节", 2017),
        (r"第(\d{1,3})个(?:全民)?国家安全教育日", 2015),
        (r"第(\d{1,3})个国家宪法日", 2013),
        (r"第(\d{1,3})个(?:国家)?烈士纪念日", 2013),
        (r"第(\d{1,3})个(?:国家|全国)?扶贫日", 2013),
        (r"第(\d{1,3})个(?:中国)?农民丰收节", 2017),
        (r"第(\d{1,3})个(?:全国)?安全生产月", 2001),
        (r"第(\d{1,3})个(?:中国)?人民警察节", 2020),
        (r"第(\d{1,3})个全国生态日", 2022),
        (r"第(\d{2,3})届(?:中国)?进博会|第(\d{2,3})届(?:中国)?国际进口博览会", 2017),
    )
)
CAMPAIGNS = tuple(
    (_clues(pattern), re.compile(pattern), first, last, weight)
    for pattern, first, last, weight in _CAMPAIGNS
    if weight
)

COUNTED_CLUE = re.compile(any_of(clue for clues, *_ in COUNTED for clue in clues))
CAMPAIGN_CLUE = re.compile(any_of(clue for clues, *_ in CAMPAIGNS for clue in clues))


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a page says about its year: the range of months, how much it weighs, its words."""

    first: tuple[int, int]
    last: tuple[int, int]
    weight: float
    words: str

    def holds(self, year: int, month: int | None) -> bool:
        """Tell whether a month, or any month of a year, lies within."""
        if month is None:
            return self.first[0] <= year <= self.last[0]
        return self.first <= (year, month) <= self.last


def find_anchors(text: str) -> list[Anchor]:
    """Return everything in a flat text from which its year can be told."""
    anchors = [
        Anchor((int(m[1]), int(m[2])), (int(m[1]), int(m[2])), 20, m[0])
        for m in _ISSUE.finditer(text)
    ]
    printed: dict[int, int] = {}
    for match in _PRINTED.finditer(text):
        year = int(match[1])
        printed[year] = max(printed.get(year, 0), 1 if match["loose"] else 3)
    anchors += [
        Anchor((year, 1), (year, 12), weight, f"{year}年") for year, weight in printed.items()
    ]
    if COUNTED_CLUE.search(text):
        anchors = list(dict.fromkeys([*anchors, *_anniversaries(text)]))
    return [*anchors, *_campaigns(text)] if CAMPAIGN_CLUE.search(text) else anchors


def _anniversaries(text: str) -> Iterator[Anchor]:
    """Yield the anniversaries and the counted days and fairs that a text names."""
    for clues, pattern, base in COUNTED:
        for match in pattern.finditer(text) if any(clue in text for clue in clues) else ():
            year = base + int(next(group for group in match.groups() if group))
            yield Anchor((year, 1), (year, 12), 8, match[0])


def _campaigns(text: str) -> Iterator[Anchor]:
    """Yield the campaigns that a text names, each with the months in which it ran."""
    for clues, pattern, first, last, weight in CAMPAIGNS:
        for clue in clues:
            if clue in text:
                break
        else:
            continue
        found = pattern.search(text)
        if found:
            yield Anchor(first, last, weight, found[0])


def infer_year(anchors: list[Anchor], month: int | None) -> tuple[int, str] | None:
    """Return the year that the anchors speak for together, with their words."""
    votes: defaultdict[int, float] = defaultdict(float)
    for anchor in anchors:
        share = {
            year for year in range(anchor.first[0], anchor.last[0] + 1) if anchor.holds(year, month)
        }
        for year in share:
            votes[year] += anchor.weight * 12 / len(share)
    if not votes:
        return None
    top = max(votes.values())
    best = [year for year, count in votes.items() if count == top]
    if len(best) > 1:
        return None
    words = [anchor.words for anchor in anchors if anchor.holds(best[0], month)]
    return best[0], "、".join(dict.fromkeys(words[:3]))


def day_of(year: int, month: int, day: int) -> date | None:
    """Return a day, None if the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
