"""Reading categories.csv and duties.csv."""

from collections.abc import Collection

from taizhang.packs.limits import HINT, limit_from_words
from taizhang.packs.model import Category, Condition, Duty, Side
from taizhang.packs.problems import Findings
from taizhang.packs.table import Row, rows_of
from taizhang.packs.units import UnitTree
from taizhang.rules.lifecycle.guards import Milestone

AREA = "@area"
CATEGORIES = "categories.csv"
CATEGORY_COLUMNS = (
    "code", "group", "name", "when", "response", "handling", "steps", "closing", "side", "lead",
    "keywords", "basis",
)  # fmt: skip
CATEGORY_NEEDED = ("code", "group", "name", "when", "handling", "closing", "side")
DUTIES = "duties.csv"
DUTY_COLUMNS = (
    "code", "category", "matter", "keywords", "place", "lead", "supports", "area_duty", "basis",
)  # fmt: skip
DUTY_NEEDED = ("code", "matter", "lead", "basis")
_STEP_HINT = "名称=时限，多步用 | 隔开，如“制止=4工作时|拆除=20工作日”"


def read_categories(text: str, tree: UnitTree, findings: Findings) -> dict[str, Category]:
    """Return the categories by code; rows of one code are its conditions."""
    found: dict[str, Category] = {}
    for row in rows_of(CATEGORIES, text, CATEGORY_COLUMNS, CATEGORY_NEEDED, findings):
        category = _category(row, tree)
        first = found.get(category.code)
        if first is None:
            found[category.code] = category
            continue
        if first.name != category.name:
            row.refuse("name", f"代码“{category.code}”已是“{first.name}”", "同一代码同一名称")
        found[category.code] = _joined(first, category, row)
    return found


def read_duties(
    text: str, tree: UnitTree, categories: Collection[str], findings: Findings
) -> tuple[Duty, ...]:
    """Return the rows of the duty list."""
    duties: dict[str, Duty] = {}
    for row in rows_of(DUTIES, text, DUTY_COLUMNS, DUTY_NEEDED, findings):
        duty = _duty(row, tree, categories)
        if duty.code in duties:
            row.refuse("code", f"“{duty.code}”重复", "每条职责一个编号")
        duties.setdefault(duty.code, duty)
    return tuple(duties.values())


def _category(row: Row, tree: UnitTree) -> Category:
    steps = _steps(row)
    condition = Condition(
        number=1,
        when=row.needed("when", "立项条件，一句话"),
        closing=row.needed("closing", "销号标准，一句可以核对的话"),
        handling=row.limit("handling") or (steps[-1].limit if steps else None),
        response=row.limit("response"),
        steps=steps,
    )
    if condition.handling is None and not row.text("handling"):
        row.refuse("handling", "没有办理时限", HINT)
    return Category(
        code=row.needed("code", "类别代码"),
        name=row.needed("name", "类别名称"),
        group=row.needed("group", "大类名称"),
        side=row.choice("side", Side, Side.LINE),
        conditions=(condition,),
        lead=_unit(row, "lead", row.text("lead"), tree),
        keywords=row.words("keywords"),
        basis=row.text("basis"),
    )


def _joined(first: Category, more: Category, row: Row) -> Category:
    (condition,) = more.conditions
    if any(each.when == condition.when for each in first.conditions):
        row.refuse("when", f"“{condition.when}”在这一类别中重复", "每行一个不同的立项条件")
    number = len(first.conditions) + 1
    numbered = Condition(
        number, condition.when, condition.closing, condition.handling, condition.response,
        condition.steps,
    )  # fmt: skip
    return Category(
        first.code, first.name, first.group, first.side, (*first.conditions, numbered),
        first.lead, first.keywords, first.basis,
    )  # fmt: skip


def _steps(row: Row) -> tuple[Milestone, ...]:
    steps = []
    for part in row.words("steps"):
        name, _, words = part.partition("=")
        limit = limit_from_words(words)
        if limit is None or not name.strip():
            row.refuse("steps", f"“{part}”不是分步时限", _STEP_HINT)
        else:
            steps.append(Milestone(name.strip(), limit))
    return tuple(steps)


def _duty(row: Row, tree: UnitTree, categories: Collection[str]) -> Duty:
    duty = Duty(
        code=row.needed("code", "职责编号"),
        matter=row.needed("matter", "事项名称"),
        lead=_unit(row, "lead", row.needed("lead", "单位代码或 @area"), tree),
        supports=tuple(_unit(row, "supports", code, tree) for code in row.words("supports")),
        category=row.known("category", row.text("category"), categories, "类别代码"),
        keywords=row.words("keywords"),
        place=tuple(_unit(row, "place", code, tree) for code in row.words("place")),
        area_duty=row.text("area_duty"),
        basis=row.needed("basis", "法律法规或文件依据"),
    )
    if not duty.category and not duty.keywords:
        row.refuse("keywords", "既无类别也无关键词，永远查不到", "类别代码，或用 | 隔开的关键词")
    if duty.lead and duty.lead in duty.supports:
        row.refuse("supports", f"牵头单位“{duty.lead}”又作配合单位", "牵头以外的单位")
    return duty


def _unit(row: Row, field: str, code: str, tree: UnitTree) -> str:
    if code == AREA:
        return code
    row.known(field, code, [unit.code for unit in tree], "单位代码")
    if code in tree and tree.unit(code).successor:
        row.refuse(field, f"“{tree.title(code)}”已撤并", tree.unit(code).successor)
    return code
