"""Headlines: which lines between the bodies name which article, and which are only slogans."""

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from operator import add

from taizhang.reading.flat import Flat
from taizhang.reading.names import NAME
from taizhang.reading.pages import Block, Page

_MEETS = re.compile(
    r"召开|举行|举办|(?:推进|座谈|动员|部署|调度|专题|工作|培训|研讨|观摩|交流|联席|现场|全体|"
    r"扩大|办公|党课|汇报|"
    r"誓师|点评|促进|例|常务)会(?:议)?|会议$|委员会会议|专题学习|中心组"
)
_DOES = re.compile(
    r"督导|调研|察看|查看|视察|检查|暗访|走访|慰问|看望|学习|培训|开展|部署|启动|推动|推进|"
    r"改进|宣讲|巡查|督查|"
    r"听取|审议|调度|研究|指导|加大|讲授|党课|授课|会见|开工|揭牌|签约|打造|加快|掀起"
)
_WHO = re.compile(
    rf"^(?:{NAME}(?={_DOES.pattern}|实地|带队|深入|到|赴|在)|我?[区县市旗州省]|全[区县市旗省]|"
    r"[一-龥]{1,7}?[区县市旗州镇乡局委办院会街道](?=[一-龥]{2}))"
)
_SLOGAN = re.compile(
    r"^(?:强化|推动|推进|持续|扎实|确保|打造|让|为|以|把|深入|全力|全面|切实|加快|加强|提升|"
    r"提高|形成|保障|建立|健全|"
    r"丰富|狠抓|着力|凝聚|聚焦|坚持|坚定|坚决|守牢|守住|筑牢|抓实|抓好|压实|不断|努力|奋力|"
    r"奋战|扛稳|扛牢|"
    r"绷紧|紧盯|紧扣|突出|优化|深化|落实|统筹|合力|齐心|用心|全速|高标准|高质量|严格|严防|从严|"
    r"牢记|"
    r"计划|力争|营造|维护|树立|树牢|弘扬|传承|凝心|同心|补齐|筑|厚植|激发|绘|书写|谱写|赋能|"
    r"点亮|擦亮|跑出|按下|汇聚|传递|守护|护航|助力|织密|拧紧|破解|答好|奏响|画好|激活|开创|创新|抢抓|锚定|真抓|"
    r"对标|倾|交出|走好|用|当好|做|办好|抓|绷|扛|讲好|护)"
)
_JOINS = re.compile(r"^(?:召开|举行|举办|开展|组织|在[一-龥]{1,12}?(?:召开|举行|举办))")
_HELD = re.compile(r"召开|举行|举办|开展")
_DANGLES = re.compile(r"(?:^[^会班动式]*(?:召开|举行|举办|开展)|的|和|与|及|暨|、)$")
_COMPLETE = re.compile(r"(?:会|会议|召开|举行|班|仪式|活动)$")
_ANEW = re.compile(r"^(?:强调|要求|指出)|(?:出席|讲话|主持)")
_ENOUGH = 0.12
_LEAD = 90
_NARROW = 30
_SET = 4
_FAR = 40


@dataclass(slots=True)
class Phrase:
    """A piece of a headline: a run of the flat text, with what stood before it."""

    start: int
    end: int
    before: str  # space | line | full (a line as long as the column) | gap
    text: str = ""
    _event: bool | None = None

    @property
    def is_event(self) -> bool:
        """Tell whether the phrase says who did what."""
        if self._event is None:
            self._event = _tells_event(self.text)
        return self._event


@dataclass(slots=True)
class Title:
    """What an article is called: the phrases of its headline and of its kicker."""

    headline: list[Phrase] = field(default_factory=list)
    kicker: list[Phrase] = field(default_factory=list)


def _tells_event(text: str) -> bool:
    if _MEETS.search(text):
        return True
    named = _WHO.match(text) and _DOES.search(text)
    return bool(named) and not _SLOGAN.match(text)


class Likeness:
    """How much of a phrase's wording an article shares, rare word pairs counting most."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._whole = "\n".join(texts)
        self._starts = [0, *accumulate(len(text) + 1 for text in texts)]
        self._rarity = [math.log(1 + len(texts) / max(count, 1)) for count in range(len(texts) + 1)]
        self._places: dict[str, tuple[float, list[tuple[int, bool]]]] = {}
        self._shares: dict[str, list[float]] = {}

    def of(self, phrase: str, article: int) -> float:
        """Return the share of a phrase's weight that the article holds, its lead counting twice."""
        return self.of_all(phrase)[article]

    def of_all(self, phrase: str) -> list[float]:
        """Return that share of each article."""
        if phrase not in self._shares:
            self._shares[phrase] = self._measured(phrase)
        return self._shares[phrase]

    def _measured(self, phrase: str) -> list[float]:
        """Return the shares of all articles."""
        held = [0.0] * (len(self._starts) - 1)
        whole = 0.0
        for pair in dict.fromkeys(map(add, phrase, phrase[1:])):
            weight, places = self._places.get(pair) or self._found(pair)
            whole += weight
            for article, twice in places:
                held[article] += weight + weight if twice else weight
        return [share / (2 * (whole or 1.0)) for share in held]

    def _found(self, pair: str) -> tuple[float, list[tuple[int, bool]]]:
        """Return the weight of a pair and which articles hold it, in their lead or only later."""
        places: list[tuple[int, bool]] = []
        at = self._whole.find(pair)
        while at >= 0:
            article = bisect_right(self._starts, at) - 1
            places.append((article, at - self._starts[article] + 1 < _LEAD))
            at = self._whole.find(pair, self._starts[article + 1])
        self._places[pair] = found = self._rarity[len(places)], places
        return found


def match_headlines(flat: Flat, page: Page) -> list[Title]:
    """Return the title of each body: by position where each has its block, else by wording."""
    texts = [flat.text[body.start : body.end] for body in page.bodies]
    whole = "\n".join(texts)
    width = _column(flat) if any(len(block.lines) > 1 for block in page.blocks) else 0
    groups = [(block, _phrases(flat, block, whole, width)) for block in page.blocks]
    likeness = Likeness(texts)
    if _each_has_its_own(page, groups, likeness):
        titles = {
            block.after + 1: _within(phrases, likeness, block.after + 1)
            for block, phrases in groups
        }
        return [titles.get(number, Title()) for number in range(len(page.bodies))]
    return _Matcher(page, groups, likeness).titles()


def _phrases(flat: Flat, block: Block, whole: str, width: int) -> list[Phrase]:
    """Return the phrases of a block, those joined again that a line or a space had cut."""
    found: list[Phrase] = []
    for number, line in enumerate(block.lines):
        for order, (start, end) in enumerate(flat.parts(line.start, line.end)):
            before = "space" if order else _before(block, number, width)
            start += len(flat.text[start:end]) - len(flat.text[start:end].lstrip("—-■◆●▲"))
            text = flat.text[start:end]
            above = found[-1] if found else None
            if above and above.end == start and _goes_on(above.text, text, before, whole):
                found[-1] = Phrase(above.start, end, above.before, above.text + text)
            else:
                found.append(Phrase(start, end, before, text))
    return found


def _before(block: Block, number: int, width: int) -> str:
    """Return what parts a line of a block from the one above: a gap, a line end or a full line."""
    if not number or block.lines[number].after_gap:
        return "gap"
    above = block.lines[number - 1]
    return "full" if above.end - above.start == width else "line"


def _goes_on(above: str, text: str, before: str, whole: str) -> bool:
    """Tell whether a phrase is the rest of the one before it."""
    if _DANGLES.search(above) or (_JOINS.match(text) and not _HELD.search(above)):
        return True
    if above[-2:] + text[:2] in whole:
        return True
    if before not in {"line", "full"} or _SLOGAN.match(text) or _ANEW.search(text):
        return False
    if _SLOGAN.match(above) and _WHO.match(text):
        return False
    if before == "full":
        return not (_MEETS.search(above) and _COMPLETE.search(above))
    return above[-1] + text[0] in whole


def _around(block: Block, bodies: int) -> range:
    """Return the articles near enough to a block to be told of: all, on any printed page."""
    return range(max(0, block.after - _FAR), min(bodies, block.after + _FAR + 2))


def _column(flat: Flat) -> int:
    """Return how many characters fill a line of the page's columns, 0 if lines are not set so."""
    lengths = Counter(line.end - line.start for line in flat.lines)
    width, count = lengths.most_common(1)[0] if lengths else (0, 0)
    return width if count > _SET and width <= _NARROW else 0


def _each_has_its_own(
    page: Page, groups: list[tuple[Block, list[Phrase]]], likeness: Likeness
) -> bool:
    """Tell whether each body stands under a block, and no block speaks rather of another body."""
    places = [block.after + 1 for block, _ in groups]
    if sorted(places) != list(range(len(page.bodies))):
        return False
    if any(sum(phrase.is_event for phrase in phrases) > 1 for _, phrases in groups):
        return False
    for block, phrases in groups:
        words = "".join(phrase.text for phrase in phrases)
        near = _around(block, len(page.bodies))
        best = max(likeness.of_all(words)[near.start : near.stop])
        if best > 2 * likeness.of(words, block.after + 1) + 0.1:
            return False
    return True


def _within(phrases: list[Phrase], likeness: Likeness, article: int) -> Title:
    """Return the title that a block of its own gives to an article."""
    events = [phrase for phrase in phrases if phrase.is_event]
    if events:
        best = max(events, key=lambda phrase: likeness.of(phrase.text, article))
        return Title([best], [phrase for phrase in phrases if phrase is not best])
    last = max((n for n, phrase in enumerate(phrases) if phrase.before == "gap"), default=0)
    return Title(phrases[last:], phrases[:last])


class _Matcher:
    """The matching of a page's headlines by what they say."""

    def __init__(
        self, page: Page, groups: list[tuple[Block, list[Phrase]]], likeness: Likeness
    ) -> None:
        self.bodies = range(len(page.bodies))
        self.groups = groups
        self.likeness = likeness
        self.found: dict[int, Title] = {}
        self.of_event: dict[int, int] = {}  # start of an event phrase → its article

    def titles(self) -> list[Title]:
        self._match_events()
        for block, phrases in self.groups:
            for unit, neighbours in _slogans(phrases):
                self._place(block, unit, neighbours)
        return [self.found.get(article, Title()) for article in self.bodies]

    def _match_events(self) -> None:
        events = [
            (block, phrase)
            for block, phrases in self.groups
            for phrase in phrases
            if phrase.is_event
        ]
        scored = sorted(
            (
                (
                    self.likeness.of(phrase.text, article) + self._nearness(block, article),
                    -n,
                    -article,
                )
                for n, (block, phrase) in enumerate(events)
                for article in _around(block, len(self.bodies))
            ),
            reverse=True,
        )
        used: set[int] = set()
        for score, minus_n, minus_article in scored:
            n, article = -minus_n, -minus_article
            if score >= _ENOUGH and n not in used and article not in self.found:
                used.add(n)
                self.found[article] = Title([events[n][1]])
                self.of_event[events[n][1].start] = article

    def _nearness(self, block: Block, article: int) -> float:
        """Return the small advantage of the article that the block stands over or under."""
        return {0: 0.02, 1: 0.01}.get(block.after + 1 - article, 0.0)

    def _place(self, block: Block, unit: list[Phrase], neighbours: list[Phrase]) -> None:
        """Give a slogan to a neighbour as kicker, or to an article without headline as headline."""
        words = "".join(phrase.text for phrase in unit)
        near = [
            self.of_event[phrase.start] for phrase in neighbours if phrase.start in self.of_event
        ]
        bare = [
            article for article in _around(block, len(self.bodies)) if article not in self.found
        ]
        best_near = max(near, key=lambda article: self.likeness.of(words, article), default=None)
        best_bare = max(
            bare,
            key=lambda article: self.likeness.of(words, article) + self._nearness(block, article),
            default=None,
        )
        if (best_near is None and best_bare is not None) or (
            best_bare is not None
            and best_near is not None
            and (self.likeness.of(words, best_bare) > self.likeness.of(words, best_near))
        ):
            self.found[best_bare] = Title(unit)
        elif best_near is not None:
            self.found[best_near].kicker.extend(unit)


def _slogans(phrases: list[Phrase]) -> list[tuple[list[Phrase], list[Phrase]]]:
    """Return the runs of phrases that tell no event, each with the events next to it."""
    units: list[tuple[list[Phrase], list[Phrase]]] = []
    index = 0
    while index < len(phrases):
        if phrases[index].is_event:
            index += 1
            continue
        last = index + 1
        while last < len(phrases) and not phrases[last].is_event and phrases[last].before != "gap":
            last += 1
        beside = phrases[max(0, index - 1) : index] + phrases[last : last + 1]
        units.append((phrases[index:last], [phrase for phrase in beside if phrase.is_event]))
        index = last
    return units
