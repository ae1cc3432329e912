"""Requirement units: where each thing that a speech requires begins and ends, and whom it binds."""

import re
from dataclasses import dataclass, field
from itertools import zip_longest

from taizhang.reading.addressees import (
    is_audience,
    is_general,
    split_names,
    without_modal,
)
from taizhang.reading.clauses import Clause, cut_sentences
from taizhang.reading.heads import (
    FRAME,
    FRONTED,
    Head,
    bared,
    belongs,
    explains,
    find_head,
    helpers,
    is_nominal,
)
from taizhang.reading.roles import by_whom
from taizhang.reading.speech import (
    Speech,
    find_persons,
    find_quotations,
    is_pledge,
    narrates,
    opens,
)
from taizhang.reading.units import UnitName

_ARRANGED = re.compile(r"^以(?P<who>[^，]+?)为(?:主体|主导|主|责任主体)$")
_LEANS = re.compile(
    r"发挥(?P<who>各[一-龥]{0,10}?(?:指挥部|部门|单位|专班|领导小组|街道|乡镇|"
    r"办公室))[^，]{0,10}作用"
)
_MUST = re.compile(r"(?:必须|务必|应当?)")
_CUT_SHORT = re.compile(r"(?:不仅仅?|不但)是|既是")
_RESULT = re.compile(r"取得了|收到了|得到了|受到了|达到了预期|赢得了|获得了")
_REPORTED = re.compile(
    r"(?<![为除罢])了(?![解然望却之])|^(?:截至|据|目前|当前)|已(?:经|于|完成|成|有|全)|正在|"
    r"初显|显著成效|存在|尚未|仍然?(?=[存有较])|"
    r"事关|关乎|关系到|重于泰山|意义重大|至关重要|时不我待|刻不容缓|还不|不足(?!问题)|严峻|繁重|来之不易|有所|成效明显|取得[^，]*成[效绩果]|^这|^我们"
)
_IMPERATIVE = re.compile(
    r"^(?:坚持|坚定|坚决|坚守|加强|加快|加大|加密|加速|强化|突出|聚焦|着眼|着力|围绕|以|结合|"
    r"对照|对标|落实|完善|健全|建立|建好|推进|推动|深化|"
    r"深入|提升|提高|优化|严|狠抓|紧盯|紧扣|紧抓|抓|做|打|明确|压实|压紧|把|将|高|牢|树|统筹|"
    r"集中|避免|防|杜绝|确保|全|切实|认真|积极|主动|"
    r"充分|广泛|进一步|持续|不断|始终|努力|通过|针对|按|依托|依法|发挥|注重|首|先|探索|鼓励|"
    r"支持|引导|培育|盘活|用|利用|凝聚|营造|形成|维护|"
    r"保障|保持|守|扎实|稳|有序|迅速|尽快|及时|第一时间|实行|实施|开展|组织|细化|量化|强|增强|"
    r"摸清|摸排|梳理|排查|整治|治理|务必|必须|严禁|不得|切忌|切莫|"
    r"协作|协调|协同|配合|密切|畅通|规范|履行|扛|担|拓展|拓宽|创新|改进|转变|更新|吸引|引进|"
    r"培养|激发|带头|自觉|时刻|绷紧|筑牢|立足|放大|擦亮|"
    r"讲好|构建|搭建|制定|出台|编制|启动|签订|上报|报送|跟踪|督促|指导|检查|考核|问责|表彰|"
    r"解决|化解|消除|补齐|破解|处理|处置|回应|关注|关心|"
    r"重视|重点|科学|精准|精心|精细|合理|妥善|大力|奋力|全力|倾力|合力|尽|快|勇于|敢于|善于|敢|"
    r"勇|争|力争|力|多|准|实|真|学|传承|弘扬|贯彻|执行|遵守|"
    r"服从|服务|关|管|控|查|清|改|建|补|促|保|提|扩|增|减|降|稳|立|破|攻|联|参|从)"
)


@dataclass(slots=True)
class Demand:
    """A requirement unit as a run of the flat text, with whom it binds and why it was taken."""

    start: int
    end: int
    addressees: tuple[str, ...] = ()
    source: str = "implicit"
    speaker: str | None = None
    reasons: tuple[str, ...] = ()
    closed: bool = field(default=False)


def find_demands(
    text: str, offset: int = 0, *, units: tuple[UnitName, ...] = (), speaking: bool = False
) -> list[Demand]:
    """Return the requirement units of a body; `speaking` says that all of it is demand."""
    listener = _Listener(find_persons(text), units, text, offset, speaking=speaking)
    sentences = list(cut_sentences(text, offset))
    for sentence, after in zip_longest(sentences, sentences[1:]):
        listener.hear(sentence, after[0].text if after else "")
    return listener.found


class _Listener:
    """Follows a body clause by clause and collects what is required."""

    def __init__(
        self,
        persons: frozenset[str],
        units: tuple[UnitName, ...],
        text: str,
        offset: int,
        *,
        speaking: bool,
    ) -> None:
        self._text, self._offset = text, offset
        self.found: list[Demand] = []
        self._persons = persons
        self._person = re.compile("|".join(sorted(persons))) if persons else None
        self._seen: str | None = None  # the person last seen to act
        self._units = units
        self._open = speaking
        quotations = find_quotations(text)
        self._quoted = {offset + each.start: each.speaker for each in quotations}
        self._quotes_end = {offset + each.end for each in quotations}
        self._spoken = False  # a demand was heard in this speech
        self._speaker: str | None = None
        self._audience: tuple[str, ...] = ()
        self._settled = False
        self._addressed = False  # somebody was named since the last verb of speech
        self._near: tuple[str, ...] = ()
        self._unit: Demand | None = None
        self._waiting: list[Clause] = []

    def hear(self, sentence: list[Clause], after: str) -> None:
        """Take in one sentence; `after` are the first words of the next one."""
        self._near = ()
        fresh = True
        for index, clause in enumerate(sentence):
            following = sentence[index + 1].text if index + 1 < len(sentence) else after
            said = self._said(clause, following)
            if said is None:
                continue
            fresh = self._take(said, fresh)
            if said.ends_unit:
                self._finish()
                self._near = ()
        self._finish()

    def _said(self, clause: Clause, following: str) -> Clause | None:
        """Return what of a clause is said by a speaker, None if nothing is."""
        speech = opens(clause.text, clause.stop, following, self._persons)
        if speech is not None:
            self._begin(speech)
            self._seen = speech.speaker or self._seen
            if speech.said_from >= len(clause.text):
                return None
            cut = speech.said_from
            return bared(Clause(clause.start + cut, clause.end, clause.stop, clause.text[cut:]))
        if clause.end in self._quotes_end:
            self._drop()
            self._open = False
            return None
        if self._quoted and (at := self._quotation(clause)) is not None:
            self._begin(Speech(self._quoted[at], 0))
        person = self._person.search(clause.text) if self._person else None
        if person:
            self._seen = person[0]
        if is_pledge(clause.text, clause.stop, following) or (
            self._open and (person or (narrates(clause.text) and not self._helped(clause)))
        ):
            self._drop()
            self._open = False
        return bared(clause) if self._open else None

    def _helped(self, clause: Clause) -> bool:
        """Tell whether a clause names who takes part in what was just arranged."""
        return self._unit is not None and clause.stop == "，" and bool(helpers(clause.text))

    def _quotation(self, clause: Clause) -> int | None:
        """Return where a quotation begins at a clause, None where none does."""
        return next((at for at in (clause.start, clause.start + 1) if at in self._quoted), None)

    def _begin(self, speech: Speech) -> None:
        self._drop()
        speaker = speech.speaker or self._seen
        if speaker is not None and speaker != self._speaker:
            self._speaker, self._audience = speaker, ()
        self._settled = self._addressed = False
        self._open, self._spoken = True, False
        self._near = ()

    def _drop(self) -> None:
        self._close()
        self._waiting.clear()

    def _take(self, clause: Clause, fresh: bool) -> bool:
        """Add a clause to the unit or open a new one; return whether none was opened yet."""
        helped = helpers(clause.text)
        if self._arranges(clause, helped):
            return fresh
        head = find_head(clause)
        if head is None or (head.rule == "modal" and self._stresses(clause)):
            self._go_on(clause)
            return fresh
        start = self._settle_waiting(head, arranged=bool(helped))
        self._close()
        names = split_names(head.who, self._units) if head.who else ()
        unit = Demand(start, clause.end, reasons=(head.rule,))
        self._address(unit, names, fresh)
        self._unit = unit
        self._spoken = True
        short = _CUT_SHORT.search(clause.text)
        if short and short.start() > head.start - clause.start + 4:
            unit.end, unit.closed = clause.start + short.start(), True
        return False

    def _stresses(self, clause: Clause) -> bool:
        """Tell whether 务必 or 必须 only stresses what the unit above has begun to demand."""
        above = self._unit
        return above is not None and not above.closed and bool(_MUST.match(clause.text))

    def _arranges(self, clause: Clause, helped: str | None) -> bool:
        """Take a clause into an arrangement of one unit (以X为主体，Y全力配合)."""
        above = self._unit
        if helped and above is not None and not above.closed:
            known = above.addressees if above.source == "explicit" else ()
            above.end, above.source = clause.end, "explicit"
            above.addressees = known + split_names(helped, self._units)
            return True
        if above is None or not above.reasons or above.reasons[-1] != "arrangement":
            match = _ARRANGED.match(clause.text) if clause.text[0] == "以" else None
            if match and above is not None and not above.closed:
                above.end = clause.end
                above.reasons = (*above.reasons, "arrangement")
                words = self._text[above.start - self._offset : clause.start - self._offset]
                leans = tuple(found["who"] for found in _LEANS.finditer(words))
                above.addressees = leans + split_names(match["who"], self._units)
                above.source = "explicit"
                return True
            return False
        run = without_modal(clause.text)
        if run is None:
            return False
        above.end = clause.end
        above.addressees += split_names(clause.text[run[0] : run[1]], self._units)
        above.reasons = (*above.reasons, "arranged")
        return True

    def _go_on(self, clause: Clause) -> None:
        unit = self._unit
        if unit is None or unit.closed:
            if unit is None or not explains(clause.text):
                self._waiting.append(clause)
        elif explains(clause.text) or ("了" in clause.text and _RESULT.search(clause.text)):
            unit.closed = True
        elif FRONTED.match(clause.text) and clause.stop == "，" and is_nominal(clause.text):
            self._waiting.append(clause)
        else:
            unit.end = clause.end
            self._waiting.clear()

    def _settle_waiting(self, head: Head, *, arranged: bool = False) -> int:
        """Make a unit of what waited before a head, and return where the head's own unit starts."""
        start = head.start
        waiting = self._waiting
        self._waiting = []
        if waiting and arranged and not any(_REPORTED.search(each.text) for each in waiting):
            return waiting[0].start  # 工地一律停工，区住建局牵头: what is to be led
        while waiting and belongs(waiting[-1], head, bool(waiting[:-1])):
            start = waiting.pop().start
        if waiting:
            self._close()
            self._own(waiting)
        return start

    def _own(self, clauses: list[Clause]) -> None:
        """Make a unit of clauses without 要, if they demand something."""
        while clauses and FRAME.match(clauses[0].text):
            clauses = clauses[1:]
        clauses = [clause for clause in clauses if not explains(clause.text)]
        if not clauses or any(_REPORTED.search(clause.text) for clause in clauses):
            return
        if not self._spoken and not _IMPERATIVE.match(clauses[0].text):
            return
        unit = Demand(clauses[0].start, clauses[-1].end, reasons=("no-modal",))
        self._address(unit, (), False)
        self._spoken = True
        self._unit = unit
        self._close()

    def _finish(self) -> None:
        """Close the unit at the end of a sentence or part of one."""
        if self._unit is not None:
            if self._waiting and not self._unit.closed:
                self._unit.end = self._waiting[-1].end
            self._waiting.clear()
            self._close()
        waiting, self._waiting = self._waiting, []
        if waiting:
            self._own(waiting)

    def _close(self) -> None:
        if self._unit is not None:
            self._charge(self._unit)
            self._unit.speaker = self._speaker
            self.found.append(self._unit)
            self._unit = None

    def _charge(self, unit: Demand) -> None:
        """Bind those whom the unit names behind 由, where it has nobody of its own."""
        if unit.source == "explicit":
            return
        named = by_whom(
            self._text[unit.start - self._offset : unit.end - self._offset], self._units
        )
        if named:
            unit.addressees, unit.source = named, "explicit"

    def _address(self, unit: Demand, names: tuple[str, ...], fresh: bool) -> None:
        """Set whom a unit binds: the addressee named, or the nearest, or the speech's."""
        if names:
            unit.addressees, unit.source = names, "explicit"
            self._near = names
            first = not self._settled and (not self._addressed or is_audience(names[0]))
            if first or (fresh and is_general(names[0])):
                self._audience, self._settled = names, False
            self._addressed = True
            return
        self._settled = True
        unit.addressees = self._near or self._audience
        unit.source = "inherited" if unit.addressees else "implicit"
