"""On what occasion a form is filled in, and what follows from it: choices and suggestions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from taizhang.ledger.models import Item
from taizhang.org.models import Post
from taizhang.org.packs import edition
from taizhang.packs.answers import find_answers
from taizhang.packs.duties import suggest_categories
from taizhang.packs.load import Pack
from taizhang.packs.model import SOURCE_WORDS, Campaign, Category, Source, UnitKind
from taizhang.rules.duties import Answer
from taizhang.rules.lifecycle.facts import Actor
from taizhang.rules.lifecycle.states import Role
from taizhang.rules.workdays import SHANGHAI
from taizhang.web.moments import limit_words

UNNAMED = {UnitKind.DISTRICT, UnitKind.GRID, UnitKind.BUILDING}
Choices = list[tuple[str, object]]


@dataclass(frozen=True, slots=True)
class Occasion:
    """Which item, by whom, when, under which rules; `entries` are those that may be named."""

    item: Item
    pack: Pack
    actor: Actor
    now: datetime
    entries: Sequence[tuple[int, str]] = ()

    @property
    def text(self) -> str:
        """Return the words that suggestions are made from."""
        return f"{self.item.title} {self.item.place}"

    @property
    def campaign(self) -> Campaign:
        """Return the item's campaign as the pack has it now, the usual one where it has not."""
        return self.pack.campaigns.get(self.item.campaign, self.pack.default_campaign)

    def suggested_category(self) -> str:
        """Return the likeliest category, as the choice of it is written."""
        if self.item.category in self.pack.categories:
            return f"{self.item.category}/1"
        found = suggest_categories(self.pack, self.text)
        taken = [code for code in found if self.campaign.takes(code)]
        return f"{taken[0]}/1" if taken else ""

    def answers(self) -> tuple[Answer, ...]:
        """Return who may be responsible by the duty list (两张清单), the best founded first."""
        return find_answers(
            self.pack,
            on=self.now.astimezone(SHANGHAI).date(),
            category=self.item.category or self.suggested_category().partition("/")[0],
            text=self.text,
            area=self.item.area,
            campaign=self.campaign,
        )

    def basis(self) -> str:
        """Return the basis to begin with; a newspaper's report alone is none."""
        source = self.item.source
        if source == Source.MEDIA or source not in list(Source):
            return ""
        return SOURCE_WORDS[Source(source)]


def category_choices(pack: Pack, campaign: Campaign) -> Choices:
    """Return every condition of the campaign's categories, group by group (类别与立案条件)."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for category in pack.categories.values():
        if campaign.takes(category.code):
            groups.setdefault(category.group, []).extend(_conditions(category))
    return [("", gettext("请选择")), *groups.items()]


def _conditions(category: Category) -> Iterator[tuple[str, str]]:
    for condition in category.conditions:
        limit = f"（{limit_words(condition.handling)}）" if condition.handling else ""
        several = f"：{condition.when}" if condition.when else ""
        yield f"{category.code}/{condition.number}", f"{category.name}{several}{limit}"


def closing_standard(pack: Pack, choice: str) -> str:
    """Return the closing standard (销号标准) of a chosen condition, or nothing."""
    code, _, number = choice.partition("/")
    category = pack.categories.get(code)
    if category is None or not number.isdigit():
        return ""
    return category.condition(int(number)).closing


@lru_cache(maxsize=16)
def unit_names(digest: str) -> SafeString:
    """Return the names that a unit's field offers; every page with a form has them once."""
    units = edition(digest).units
    named = (unit for unit in units if unit.kind not in UNNAMED and not unit.successor)
    options = format_html_join(
        "", '<option value="{}">{}</option>',
        ((u.title, u.name if u.name != u.title else "") for u in named),
    )  # fmt: skip
    return format_html('<datalist id="unit-names">{}</datalist>', options)


def people_choices(
    region: str, now: datetime, *, unit: str = "", roles: Sequence[Role]
) -> list[tuple[str, str]]:
    """Return the people who hold one of these roles now, in one unit or anywhere."""
    posts = Post.objects.current(now).of_region(region).select_related("person")
    if unit:
        posts = posts.of_units([unit])
    wanted = set(roles)
    found = {
        str(post.person_id): f"{post.person.full_name}（{post.title}）"
        for post in posts.order_by("begins", "id")
        if post.role_set & wanted
    }
    return [("", gettext("请选择")), *found.items()]
