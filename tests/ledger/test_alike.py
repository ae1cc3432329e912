"""What may be the same matter is shown, never merged by itself."""

import pytest

from taizhang.ledger.alike import alike
from taizhang.ledger.models import Item
from taizhang.rules.alike import Bounds, Reason
from taizhang.rules.lifecycle.states import Command
from tests.build import CLERK, DAY, HOUR, MONDAY, REGION, REGISTERED, a_proposal, do

pytestmark = pytest.mark.django_db
PLACE = "澄漪路与清河大街路口"


def found(item: Item) -> list[tuple[int, tuple[Reason, ...]]]:
    rows = Item.objects.of_region(REGION)
    return [(one.item.pk, one.reasons) for one in alike(item, rows, Bounds())]


def registered(title: str, **given: object) -> Item:
    item = a_proposal(title=title, **given)
    return do(item, Command.REGISTER, REGISTERED, by=CLERK)


def test_the_same_kind_at_the_same_place_is_found_in_both_directions(district: None) -> None:
    first = registered("路口堆有建筑垃圾", place=PLACE)
    second = registered("拆下的砖瓦占了人行道", place=PLACE, at=MONDAY + 5 * HOUR)
    registered("别处的围挡倒了", place="湖东路小学门口")
    assert found(first) == [(second.pk, (Reason.SAME_PLACE,))]
    assert found(second) == [(first.pk, (Reason.SAME_PLACE,))]


def test_the_same_words_are_found_though_no_place_and_no_category_is_given(district: None) -> None:
    first = a_proposal(title="请在本周内把老旧小区改造台账报区督查室")
    again = a_proposal(title="请本周内把老旧小区改造台账报区督查室", at=MONDAY + 3 * DAY)
    a_proposal(title="请在本周内把老旧厂房改造方案报区政府")
    assert found(again) == [(first.pk, (Reason.SAME_WORDS,))]


def test_what_was_merged_away_is_not_found_again(district: None) -> None:
    first = registered("路口堆有建筑垃圾", place=PLACE)
    second = registered("路口堆有建筑垃圾", place=PLACE)
    Item.objects.filter(pk=second.pk).update(state="superseded")
    assert found(first) == []


def test_what_is_confidential_is_not_shown_beside_what_is_not(district: None) -> None:
    first = registered("路口堆有建筑垃圾", place=PLACE)
    registered("路口堆有建筑垃圾", place=PLACE, confidential=True)
    assert found(first) == []


def test_points_on_the_ground_count_before_the_names_of_places(district: None) -> None:
    first = registered("路口堆有建筑垃圾", place=PLACE, point="113.62000,34.75000")
    near = registered("砖瓦占道", place="清河大街", point="113.62010,34.75010")
    registered("砖瓦占道", place=PLACE, point="113.63000,34.75000")
    assert found(first) == [(near.pk, (Reason.SAME_POINT,))]
