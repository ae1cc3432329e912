"""Duties (两张清单): who leads, supports, supervises and sponsors a matter, and on what ground.

Category × place × the campaign's primary side. Every answer carries the clauses that it rests on;
where several are possible all are given, the best founded first, and a person decides.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from taizhang.rules.duty_list import (
    AREA,
    NOTHING,
    REPORTING,
    Basis,
    Book,
    Clause,
    Oversight,
    Row,
    Ruling,
    Side,
    Sponsor,
)
from taizhang.rules.places import Place, Sure
from taizhang.rules.refused import Gap, Phrase

OF_CATEGORY = 100  # a row for the very category outweighs words


@dataclass(frozen=True, slots=True)
class Matter:
    """What somebody has to answer for: its category, its words, where it may be, on which day."""

    on: date
    category: str = ""
    text: str = ""
    places: tuple[Place, ...] = ()
    clause: Clause | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing that an answer rests on: which row or document, its clause, and what it says."""

    basis: Basis
    source: str
    clause: str
    says: Phrase


@dataclass(frozen=True, slots=True)
class Answer:
    """Who may be responsible, each part on its ground, and what speaks against it."""

    lead: str  # empty where the list says the area and the place is not known
    supports: tuple[str, ...]
    area: str
    supervising: str = ""
    sponsor: Sponsor | None = None
    fallback: str = ""
    about: str = ""  # the matter, as the list calls it
    place: Place | None = None
    grounds: tuple[Ground, ...] = ()
    cautions: tuple[Phrase, ...] = ()

    @property
    def is_firm(self) -> bool:
        """Return whether a lead is known, and does not hang on a place that is only guessed."""
        is_guess = self.place is not None and self.place.sure is Sure.GUESS
        return bool(self.lead) and not (is_guess and self.lead == self.area)

    @property
    def clause(self) -> str:
        """Return the clause that the lead rests on."""
        return self.grounds[0].clause if self.grounds else ""

    @property
    def source(self) -> str:
        """Return the row or document that names the lead."""
        return self.grounds[0].source if self.grounds else ""


@dataclass(frozen=True, slots=True)
class _Claim:
    """A row that fits a matter, with the words that it was found by and the ruling above it."""

    row: Row
    weight: int
    said: tuple[str, ...]
    ruling: Ruling | None = None
    lapsed: tuple[Ruling, ...] = ()

    @property
    def rank(self) -> tuple[bool, int, str, str]:
        document = self.ruling.document if self.ruling else ""
        return self.ruling is None, -self.weight, self.row.code, document


def answers(book: Book, matter: Matter) -> tuple[Answer, ...]:
    """Return who may be responsible, the best founded first; the same units are one answer.

    A ruling in force comes before the lists, a row for the category before one found by words, a
    row for the very place before one for everywhere; then the order of the rows' codes.
    """
    found: list[Answer] = []
    for place in _distinct(matter.places) or (None,):
        claims = sorted(_claims(book, matter, place), key=lambda claim: claim.rank)
        found += [_answer(book, matter, claim, place) for claim in claims]
    merged: dict[tuple[str, str], Answer] = {}
    for answer in found:
        key = (answer.lead, answer.area)
        merged[key] = _together(merged[key], answer) if key in merged else answer
    return tuple(merged.values())


def conflicts(book: Book, found: Sequence[Answer]) -> tuple[Phrase, ...]:
    """Return in words why nobody may take the first of several answers unread."""
    said: list[Phrase] = []
    areas = tuple(dict.fromkeys(book.title(answer.area) for answer in found if answer.area))
    if len(areas) > 1:
        said.append(Phrase("地点可能在%(areas)s，请先核定属地", {"areas": areas}))
    leads = tuple(dict.fromkeys(book.title(answer.lead) for answer in found if answer.lead))
    if len(leads) > 1:
        words = "可能的牵头单位有%(n)s家：%(leads)s。依据各列于后，请选定一家"
        said.append(Phrase(words, {"n": len(leads), "leads": leads}))
    return tuple(said)


def _distinct(places: Iterable[Place]) -> tuple[Place, ...]:
    """Return the places to answer for: of a border strip only the side that leads it."""
    places = tuple(places)
    leading = {place.strip for place in places if place.strip and place.area == place.strip.lead}
    return tuple(
        place
        for place in places
        if place.strip not in leading or (place.strip and place.area == place.strip.lead)
    )


def _claims(book: Book, matter: Matter, place: Place | None) -> Iterator[_Claim]:
    fitting = [
        _Claim(row, weight, said)
        for row in book.rows
        if _covers(row.places, place)
        for weight, said in [_fit(row, matter)]
        if weight
    ]
    ruled = [
        ruling
        for ruling in book.rulings
        if ruling.category == matter.category and _covers(_place_of(ruling), place)
    ]
    lapsed = tuple(ruling for ruling in ruled if not ruling.is_in_force(matter.on))
    first = min(fitting, key=lambda claim: claim.rank, default=None)
    for ruling in ruled:
        if ruling.is_in_force(matter.on):
            usual = first.row if first else Row("", "", ruling.lead, category=ruling.category)
            yield _Claim(usual, OF_CATEGORY + bool(ruling.place), (), ruling)
    yield from (replace(claim, lapsed=lapsed) for claim in fitting)


def _place_of(ruling: Ruling) -> tuple[str, ...]:
    return (ruling.place,) if ruling.place else ()


def _covers(wanted: tuple[str, ...], place: Place | None) -> bool:
    return not wanted or (place is not None and not set(wanted).isdisjoint(place.chain))


def _fit(row: Row, matter: Matter) -> tuple[int, tuple[str, ...]]:
    """A row for a category with words of its own is a special case: only when the text says so.

    Long words tell more than short ones: each counts by the square of its length.
    """
    said = tuple(word for word in row.keywords if word in matter.text)
    weight = sum(len(word) ** 2 for word in said)
    if row.category and matter.category:
        is_special_elsewhere = bool(row.keywords) and not said
        if row.category != matter.category or is_special_elsewhere:
            return 0, ()
        weight += OF_CATEGORY
    return weight + bool(weight and row.places), said


def _answer(book: Book, matter: Matter, claim: _Claim, place: Place | None) -> Answer:
    area = place.area if place else ""
    lead, helpers, grounds, cautions = (
        _ruled(book, claim.ruling, claim.row)
        if claim.ruling
        else _listed(book, matter, claim, area)
    )
    if place and place.strip:
        helpers.append(place.strip.beside(area))
    units = [area if unit == AREA else unit for unit in (lead, *helpers)]
    supports = tuple(dict.fromkeys(unit for unit in units[1:] if unit and unit != units[0]))
    answer = Answer(
        lead=units[0],
        supports=supports,
        area=area,
        fallback=_unit(claim.ruling.fallback, area) if claim.ruling else "",
        about=claim.row.matter,
        place=place,
        grounds=(*grounds, *_of_place(book, place)),
        cautions=(*cautions, *_of_doubt(units[0], lead, place)),
    )
    return _sponsored(book, matter, _supervised(book, matter, claim.row, answer))


def _unit(code: str, area: str) -> str:
    return area if code == AREA else code


Parts = tuple[str, list[str], list[Ground], list[Phrase]]


def _ruled(book: Book, ruling: Ruling, row: Row) -> Parts:
    """Return what a ruling says; the list below it still names the supporting units."""
    gaps: dict[str, Gap] = {
        "document": ruling.document,
        "lead": _said_unit(book, ruling.lead),
        "fallback": _said_unit(book, ruling.fallback),
        "until": ruling.expires,
    }
    says = Phrase("裁定%(document)s：%(lead)s主责，%(fallback)s兜底，有效至%(until)s", gaps)
    grounds = [Ground(Basis.RULING, ruling.document, ruling.document, says)]
    cautions = []
    if row.code:
        grounds.append(_of_row(book, row))
        if row.lead != ruling.lead:
            words = "职责清单%(code)s写的是%(lead)s牵头；裁定有效期内以裁定为准"
            cautions.append(Phrase(words, {"code": row.code, "lead": _said_unit(book, row.lead)}))
    return ruling.lead, [ruling.fallback, row.lead, *row.supports], grounds, cautions


def _listed(book: Book, matter: Matter, claim: _Claim, area: str) -> Parts:
    """Return what a row says; where it names both sides the campaign's primary side decides."""
    row = claim.row
    lead, helpers = row.lead, list(row.supports)
    grounds, cautions = [_of_row(book, row)], []
    if claim.said:
        says = Phrase("文中说到%(words)s", {"words": tuple(f"“{word}”" for word in claim.said)})
        grounds.append(Ground(Basis.WORDS, row.code, "", says))
    for ruling in claim.lapsed:
        gaps: dict[str, Gap] = {"document": ruling.document, "until": ruling.expires}
        cautions.append(Phrase("裁定%(document)s已于%(until)s到期，不再作准", gaps))
    if matter.clause and names_both_sides(row):
        is_of_area = matter.clause.primary_side is Side.AREA
        gaps = {"campaign": matter.clause.name, "line": book.title(row.lead)}
        if is_of_area and not area:
            words = "专项“%(campaign)s”以块为主，写明地点后改由属地牵头，%(line)s配合"
            cautions.append(Phrase(words, gaps))
        else:
            words = "专项“%(campaign)s”以条为主，由%(line)s牵头"
            if is_of_area:
                lead, helpers = AREA, [row.lead, *helpers]
                words = "专项“%(campaign)s”以块为主，由属地牵头，%(line)s配合，法定职责不下移"
            grounds.append(
                Ground(Basis.CAMPAIGN, matter.clause.name, matter.clause.basis, Phrase(words, gaps))
            )
    return lead, helpers, grounds, cautions


def names_both_sides(row: Row) -> bool:
    """Return whether a line unit leads and the area has more to do than to find and report."""
    if row.lead == AREA or row.area_duty in NOTHING:
        return False
    tasks = set(row.area_duty.replace("，", "、").split("、"))
    return AREA in row.supports or not tasks <= REPORTING


def _of_row(book: Book, row: Row) -> Ground:
    gaps: dict[str, Gap] = {"code": row.code, "matter": row.matter, "duty": row.area_duty}
    gaps["lead"] = _said_unit(book, row.lead)
    words = "%(code)s“%(matter)s”：%(lead)s牵头"
    if row.area_duty not in NOTHING:
        words = "%(code)s“%(matter)s”：%(lead)s牵头，属地责任为%(duty)s"
    return Ground(row.origin, row.code, row.basis, Phrase(words, gaps))


def _said_unit(book: Book, code: str) -> str:
    return "属地" if code == AREA else book.title(code)


def _of_place(book: Book, place: Place | None) -> Iterator[Ground]:
    if place is None:
        return
    if place.strip:
        gaps: dict[str, Gap] = {
            "name": place.strip.name,
            "lead": book.title(place.strip.lead),
            "other": book.title(place.strip.other),
        }
        says = Phrase("交界带“%(name)s”属两家共管，默认%(lead)s牵头，%(other)s配合", gaps)
        yield Ground(Basis.PLACE, place.strip.name, "", says)
    elif place.why.sentence:
        yield Ground(Basis.PLACE, place.finest, "", place.why)


def _of_doubt(lead: str, wanted: str, place: Place | None) -> Iterator[Phrase]:
    if wanted == AREA and not lead:
        yield Phrase("清单写由属地负责，但没有写明地点，尚不知是哪个街道（乡镇）")
    if place and place.sure is Sure.GUESS:
        yield Phrase("地点拿不准，请核定属地")


def _supervised(book: Book, matter: Matter, row: Row, answer: Answer) -> Answer:
    """Return the answer with who supervises: the closest relation laid down, or the campaign's."""
    category = matter.category or row.category
    fitting = [
        each
        for each in book.oversight
        if (not each.units or answer.lead in each.units)
        and (not each.categories or category.startswith(each.categories))
        and each.supervisor != answer.lead
    ]
    if fitting:
        closest = max(fitting, key=lambda each: (_closeness(each, category), each.supervisor))
        says = Phrase("%(unit)s对这类事项负有监管职责", {"unit": book.title(closest.supervisor)})
        ground = Ground(Basis.SUPERVISION, closest.supervisor, closest.basis, says)
        return replace(answer, supervising=closest.supervisor, grounds=(*answer.grounds, ground))
    if matter.clause is None:
        return answer
    unit = matter.clause.supervising
    if unit == answer.lead:
        caution = Phrase("%(unit)s既牵头又督办，须另定督办单位", {"unit": book.title(unit)})
        return replace(answer, cautions=(*answer.cautions, caution))
    return replace(answer, supervising=unit)


def _closeness(oversight: Oversight, category: str) -> tuple[int, bool]:
    begins = (len(code) for code in oversight.categories if category.startswith(code))
    return max(begins, default=0), bool(oversight.units)


def _sponsored(book: Book, matter: Matter, answer: Answer) -> Answer:
    """Return the answer with its sponsor: of a project that the words name, else of the place."""
    chain = answer.place.chain if answer.place else ()
    named = [each for each in book.sponsors if each.project and each.project in matter.text]
    placed = [each for each in book.sponsors if each.place and each.place in chain]
    placed.sort(key=lambda each: chain.index(each.place))
    for sponsor in (*named, *placed):
        what = sponsor.project or book.title(sponsor.place)
        says = Phrase("%(post)s包保%(what)s", {"post": sponsor.post, "what": what})
        ground = Ground(Basis.SPONSOR, what, sponsor.basis, says)
        return replace(answer, sponsor=sponsor, grounds=(*answer.grounds, ground))
    return answer


def _together(one: Answer, other: Answer) -> Answer:
    """Return two answers of the same lead as one: what the second adds comes after."""
    return replace(
        one,
        supports=tuple(dict.fromkeys((*one.supports, *other.supports))),
        grounds=(*one.grounds, *(each for each in other.grounds if each not in one.grounds)),
        cautions=(*one.cautions, *(each for each in other.cautions if each not in one.cautions)),
    )
