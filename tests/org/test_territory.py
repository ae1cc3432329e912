"""The pack's page says whose ground is nobody's, who sponsors what, and which rulings count."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from taizhang.rules.lifecycle.states import Role
from tests.org.build import a_person, a_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    bob = a_person("bob")
    a_post(bob, Role.HANDLER)
    client.force_login(bob)
    return lambda: client.get(reverse("settings-pack"), {"tab": "territory"}).content.decode()


def test_everybody_reads_where_the_map_leaves_ground_to_nobody(page):
    shown = page()
    assert "无主地带：150.104617,30.047557" in shown
    assert "公顷" in shown


def test_strips_sponsors_and_supervision_are_listed_by_name(page):
    shown = page()
    assert "柳叶渠沿线" in shown
    assert "望舒街道牵头，棠梨街道配合" in shown
    assert "老酒厂片区 <b>常务副区长</b>" in shown
    assert "<b>区创卫办</b> 各街道（乡镇）" in shown
    assert "@area" not in shown


def test_a_ruling_that_has_lapsed_is_marked(page, settings):
    settings.CLOCK_AHEAD = datetime(2026, 12, 31, 4, tzinfo=UTC) - timezone.now()
    assert "区城管局主责，区科工信局兜底" in page()
    assert "已到期" not in page()
    settings.CLOCK_AHEAD += timedelta(days=1)
    assert "已到期" in page()
