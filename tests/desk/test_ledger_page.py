"""The ledger: who sees which rows, tabs, filters, search, pages, saved filters, export."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from openpyxl import load_workbook

from taizhang.desk.filters import TABS, Filter, filter_from
from taizhang.desk.paging import BY_DUE, NEWEST, mark_of, sorted_rows
from taizhang.ledger.models import Item, SavedFilter
from taizhang.rules.lifecycle.states import Command
from taizhang.web.clock import now
from tests.build import (
    HANDLER,
    MONDAY,
    REGION,
    a_closed,
    a_dispatched,
    a_proposal,
    a_submitted,
    an_item,
    demo_pack,
    do,
)
from tests.desk.people import a_staffed_district, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def district(db: Any, settings: Any) -> None:
    a_staffed_district(settings)


def alice() -> Client:
    """Return the browser of the office."""
    return client_of("clerk")


def bob() -> Client:
    """Return the browser of the lead of what these tests give out."""
    return client_of("alice")


def charlie() -> Client:
    return client_of("charlie")


def listed(client: Client, **asked: str) -> list[int]:
    page = client.get("/items/", asked)
    assert page.status_code == 200
    return [row.id for row in page.context["rows"]]


def test_the_office_sees_all_rows_a_unit_its_own_and_an_outsider_none() -> None:
    item, other = an_item(), a_proposal()
    assert set(listed(alice())) == {item.pk, other.pk}
    assert listed(bob()) == [item.pk]
    assert listed(charlie()) == []


def test_each_tab_keeps_the_rows_that_its_name_says() -> None:
    given_out, submitted, closed = a_dispatched(), a_submitted(), a_closed()
    fields = {"reason": "不在职责内", "believed": "sthj", "clause": "清单第3条"}
    returned = do(a_dispatched(), Command.RETURN, fields, by=HANDLER)
    found = {tab: set(listed(alice(), tab=tab)) for tab in TABS}
    assert found["open"] == {given_out.pk, submitted.pk, returned.pk}
    assert found["accept"] == {given_out.pk}
    assert found["verify"] == {submitted.pk}
    assert found["returned"] == {returned.pk}
    assert found["closed"] == {closed.pk}
    assert found["paused"] == found["again"] == set()
    assert found["all"] == {given_out.pk, submitted.pk, returned.pk, closed.pk}
    late = set(Item.objects.overdue(now=now()).values_list("pk", flat=True))
    assert found["late"] == late


def test_filters_narrow_and_are_named_and_taken_away() -> None:
    item, other = an_item(), a_proposal(source="citizen")
    asked = {"unit": "cgj", "source": "meeting", "campaign": "general", "area": "990104001"}
    page = alice().get("/items/", asked)
    assert [row.id for row in page.context["rows"]] == [item.pk]
    assert {chip.label for chip in page.context["chips"]} == {"牵头", "来源", "专项", "属地"}
    without = next(c.without for c in page.context["chips"] if c.label == "牵头")
    assert "unit=" not in without
    assert "source=meeting" in without
    assert listed(alice(), unit="-") == [other.pk]


def test_an_empty_list_names_its_filters_and_offers_to_clear_them() -> None:
    text = alice().get("/items/", {"source": "media", "q": "积水"}).content.decode()
    assert "来源：媒体" in text
    assert "搜索：积水" in text
    assert "清除筛选" in text


@pytest.mark.parametrize("name", ["tab", "unit", "light", "due", "sponsor", "state", "after"])
def test_an_address_that_means_nothing_shows_the_usual_page(name: str) -> None:
    item = an_item()
    for value in ("nothing", "²", "-5", "9" * 40, "0-", "' OR 1=1"):
        assert listed(alice(), **{name: value}) == [item.pk]


def test_two_characters_find_title_and_place_and_never_what_one_may_not_see() -> None:
    item = an_item(title="清理人民广场积水", place="柳塘路口")
    a_proposal(title="修路")
    for words in ("积水", "柳塘", "水", item.number or ""):
        assert listed(alice(), q=words) == [item.pk]
        assert listed(charlie(), q=words) == []


def test_a_search_also_finds_what_is_closed() -> None:
    item = a_closed(title="清理积水")
    assert listed(alice(), q="积水") == [item.pk]


def test_a_saved_filter_is_ones_own() -> None:
    client = alice()
    client.post("/items/filters", {"name": "城管逾期", "query": "?tab=late&unit=cgj&bad=1"})
    kept = SavedFilter.objects.get()
    assert kept.query == "?tab=late&unit=cgj"
    assert "城管逾期" in client.get("/items/").content.decode()
    assert "城管逾期" not in bob().get("/items/").content.decode()
    bob().post(f"/items/filters/{kept.pk}/drop")
    assert SavedFilter.objects.count() == 1
    client.post(f"/items/filters/{kept.pk}/drop")
    assert SavedFilter.objects.count() == 0


def test_a_filter_without_a_name_is_not_kept() -> None:
    alice().post("/items/filters", {"name": " ", "query": "?tab=late"})
    assert SavedFilter.objects.count() == 0


def test_the_export_has_the_rows_of_the_page_in_their_order_and_names_its_filters() -> None:
    for n in range(3):
        a_dispatched(title=f"=清理第{n}处")
    a_proposal(source="citizen")
    client, asked = alice(), {"source": "meeting", "tab": "accept"}
    shown = [row.title for row in client.get("/items/", asked).context["rows"]]
    answer = client.get("/items/export", asked)
    assert "attachment" in answer["Content-Disposition"]
    cells = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    notes = [str(row[0]) for row in cells[:4]]
    assert any("待签收" in note and "来源：会议部署" in note for note in notes)
    assert any("共3件" in note for note in notes)
    head = next(n for n, row in enumerate(cells) if row[3] == "事项")
    assert [row[3] for row in cells[head + 1 :]] == shown


def test_the_export_of_chosen_rows_has_those_only() -> None:
    first, second = a_dispatched(), a_dispatched()
    asked = {"ids": [str(second.pk)], "back": "?tab=accept"}
    answer = alice().get("/items/export", asked)
    cells = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    numbers = [row[1] for row in cells if row[1]]
    assert second.number in numbers
    assert first.number not in numbers


def test_an_outsider_exports_nothing() -> None:
    an_item()
    answer = charlie().get("/items/export")
    cells = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert any("共0件" in str(row[0]) for row in cells)


def test_more_rows_cost_no_more_queries(django_assert_num_queries: Any) -> None:
    clients = {"office": alice(), "unit": bob()}
    a_dispatched()
    for client in clients.values():
        client.get("/items/")
    for _ in range(5):
        a_dispatched()
    for client in clients.values():
        with django_assert_num_queries(8):
            assert len(client.get("/items/").context["rows"]) == 6


class PagesByTheirLastRow(TestCase):
    """Rows that are due or closed at the same few moments, in pages of any size."""

    def setUp(self) -> None:
        self.made = [a_proposal().pk for _ in range(8)]

    @given(st.lists(st.integers(0, 3), min_size=8, max_size=8), st.integers(1, 4))
    def test_pages_lose_no_row_and_show_none_twice(self, moments: list[int], size: int) -> None:
        for pk, moment in zip(self.made, moments, strict=True):
            at = MONDAY + timedelta(days=moment, microseconds=moment)
            Item.objects.filter(pk=pk).update(due_at=at, yellow_at=at, closed_at=at)
        for order in (BY_DUE, NEWEST):
            seen: list[int] = []
            mark = ""
            while page := list(sorted_rows(Item.objects.of_region(REGION), order, mark)[:size]):
                seen += [item.pk for item in page]
                mark = mark_of(page[-1], order)
            assert sorted(seen) == sorted(self.made)


texts = st.text(max_size=8)


@given(st.dictionaries(st.sampled_from(sorted(Filter.__slots__)), texts))
def test_whatever_an_address_says_the_filter_reads_its_own_address_again(asked: Any) -> None:
    chosen = filter_from(asked, demo_pack())
    pairs = [pair.partition("=") for pair in chosen.query()[1:].split("&")]
    assert {name for name, _, _ in pairs} <= set(Filter.__slots__)
    assert filter_from({n: getattr(chosen, n) for n in Filter.__slots__}, demo_pack()) == chosen
