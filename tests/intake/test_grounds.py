"""A requirement that names nobody shows every unit that the duty list knows, with its ground."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from taizhang.intake.suggestions import suggest
from taizhang.packs.load import Pack, load
from taizhang.reading.model import Article, Requirement
from taizhang.rules.lifecycle.states import Role
from tests.intake.build import AT, DEMO, a_document, a_person

SILENT = """关于做好近期城市管理工作的通知

各有关单位：

1.完成望舒街道空中缆线捆扎和飞线整治。
2.及时清运望舒街道至映霞街道沿线的暴露垃圾。

清河区人民政府办公室
2026年11月20日
"""


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load(DEMO)


def leads(pack: Pack, text: str) -> tuple[str, ...]:
    found = Requirement(((0, 1),), text, "action")
    article = Article("f", "notice", (), None)
    return suggest(pack, article, found, date(2026, 11, 23), supervising="dcb").draft.leads


def test_the_street_that_the_words_name_leads_what_the_list_gives_to_the_area(pack: Pack) -> None:
    assert leads(pack, "及时清运澄漪街道的暴露垃圾") == ("990104001",)


def test_no_street_is_picked_where_the_words_name_two(pack: Pack) -> None:
    assert leads(pack, "及时清运望舒街道至映霞街道沿线的暴露垃圾") == ()


def test_a_lapsed_ruling_is_not_followed(pack: Pack) -> None:
    text = "望舒街道空中缆线杂乱"
    assert leads(pack, text) == ("cgj",)
    found = Requirement(((0, 1),), text, "action")
    late = suggest(
        pack, Article("f", "notice", (), None), found, date(2027, 1, 4), supervising="dcb"
    )
    assert late.draft.leads == ("kgj",)


@pytest.mark.django_db
def test_the_page_shows_each_answer_with_its_ground_and_why_one_has_to_choose(
    settings: Any,
) -> None:
    settings.CLOCK_AHEAD = AT - timezone.now()
    document = a_document(SILENT, "通知.txt")
    client = Client()
    client.force_login(a_person("alice", "dcb", Role.INTAKE, Role.SUPERVISOR))
    shown = client.get(reverse("document-detail", args=[document.pk])).content.decode()
    assert "清编办〔2026〕6号" in shown
    assert "可能的牵头单位有2家" in shown
    assert "地点可能在望舒街道、映霞街道" in shown
