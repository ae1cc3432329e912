"""The pack's duty list as the rules take it, with what is laid down beside it."""

from collections.abc import Iterable, Iterator, Mapping

from taizhang.packs.model import Category, Duty
from taizhang.packs.problems import Findings
from taizhang.packs.read_sponsors import (
    RULINGS,
    SPONSORS,
    SUPERVISION,
    read_rulings,
    read_sponsors,
    read_supervision,
)
from taizhang.packs.units import UnitTree
from taizhang.rules.duty_list import Basis, Book, Row


def read_book(
    files: Mapping[str, str],
    tree: UnitTree,
    categories: Mapping[str, Category],
    duties: Iterable[Duty],
    findings: Findings,
) -> Book:
    """Return duties and, where there are any, rulings, supervision and sponsors."""
    return Book(
        rows=tuple(_rows(duties, categories)),
        titles={unit.code: unit.title for unit in tree},
        rulings=read_rulings(files[RULINGS], tree, categories, findings)
        if RULINGS in files
        else (),
        oversight=read_supervision(files[SUPERVISION], tree, categories, findings)
        if SUPERVISION in files
        else (),
        sponsors=read_sponsors(files[SPONSORS], tree, findings) if SPONSORS in files else (),
    )


def _rows(duties: Iterable[Duty], categories: Mapping[str, Category]) -> Iterator[Row]:
    """Yield the rows of the list; a category that has none speaks for itself."""
    listed = set()
    for duty in duties:
        listed.add(duty.category)
        yield Row(
            duty.code,
            duty.matter,
            duty.lead,
            duty.supports,
            duty.category,
            duty.keywords,
            duty.place,
            duty.area_duty,
            duty.basis,
        )
    for category in categories.values():
        if category.lead and category.code not in listed:
            yield Row(
                category.code,
                category.name,
                category.lead,
                category=category.code,
                basis=category.basis,
                origin=Basis.CATEGORY,
            )
