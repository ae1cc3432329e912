"""Reading [[ladder]]: when the system reminds, urges and raises, of a district or a campaign."""

from taizhang.packs.limits import limit_from_words, words_of_limit
from taizhang.packs.sheet import Sheet
from taizhang.rules.lifecycle.guards import AFTER, DUE, LADDERED, NEAR, Rung

HIGHEST = 1  # 挂牌督办 and 约谈 are a leader's to decide, not the system's (lifecycle.md)
NEAR_WORD, DUE_WORD, AFTER_WORD = "黄灯", "到期", "逾期"
HINT = "“黄灯”“到期”，或“逾期1工作日”"
_ORDER = (NEAR, DUE, AFTER)


def read_ladder(sheet: Sheet, fallback: tuple[Rung, ...]) -> tuple[Rung, ...]:
    """Return the rungs in the order in which they are reached; `ladder = []` means none."""
    if "ladder" not in sheet.values:
        return fallback
    tables = sheet.tables("ladder")
    rungs = tuple(_rung(each) for each in tables)
    for before, rung, each in zip(rungs, rungs[1:], tables[1:], strict=False):
        if _height(rung) <= _height(before):
            each.refuse("at", f"“{rung.name}”排在更晚的“{before.name}”之后", "按先后排列的各级")
    return rungs


def words_of_rung(rung: Rung) -> str:
    """Return when a rung is reached and what is done there, as a person would say it."""
    at = {NEAR: NEAR_WORD, DUE: DUE_WORD}.get(rung.at, AFTER_WORD)
    after = words_of_limit(rung.after) if rung.after else ""
    done = "提级" if rung.level else "催办" if rung.urges else "提醒"
    return f"{at}{after}{done}"


def _rung(sheet: Sheet) -> Rung:
    sheet.only("name", "at", "urge", "level", "clocks")
    said = sheet.text("at", HINT)
    at, after = {NEAR_WORD: NEAR, DUE_WORD: DUE}.get(said, AFTER), None
    if at == AFTER:
        words = said.removeprefix(AFTER_WORD)
        after = limit_from_words(words) if said.startswith(AFTER_WORD) else None
        if said and after is None:
            sheet.refuse("at", f"“{said}”不是可用的时点", HINT)
    return Rung(
        name=sheet.text("name", "这一级的名称，如“临近提醒”"),
        at=at,
        after=after,
        urges=sheet.claim("urge", True),
        level=sheet.number("level", 0, HIGHEST, 0),
        clocks=_clocks(sheet),
    )


def _clocks(sheet: Sheet) -> tuple[str, ...]:
    if "clocks" not in sheet.values:
        return LADDERED
    given = sheet.texts("clocks")
    for clock in given:
        sheet.known("clocks", clock, LADDERED, "环节")
    return given


def _height(rung: Rung) -> tuple[int, float]:
    after = rung.after.length.total_seconds() if rung.after else 0.0
    return _ORDER.index(rung.at), after
