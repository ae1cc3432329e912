"""The settings: administrators keep people and posts, everybody reads the pack."""

import re

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from taizhang.org.models import Person, Post
from taizhang.rules.lifecycle.states import Role
from tests.org.build import (
    PASSWORD,
    a_person,
    a_post,
    an_administrator,
    another_unit,
    office,
    region,
    the_pack,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(client):
    """The administrator, signed in."""
    person = an_administrator()
    client.force_login(person)
    return person


@pytest.fixture
def bob():
    """A handler, about whom it is."""
    person = a_person("bob", full_name="卜二")
    a_post(person, Role.HANDLER, title="河道经办")
    return person


PAGES = [
    ("get", "settings-people", ()),
    ("get", "person-add", ()),
    ("post", "person-add", ()),
    ("get", "person-detail", ("bob",)),
    ("post", "person-grant", ("bob",)),
    ("post", "person-reset", ("bob",)),
    ("post", "person-retire", ("bob",)),
    ("post", "post-end", ("post",)),
]


@pytest.mark.parametrize(("method", "name", "args"), PAGES)
def test_people_are_kept_by_administrators_alone(client, bob, method, name, args):
    ids = {"bob": bob.id, "post": bob.posts.get().id}
    charlie = a_person("charlie")
    a_post(charlie, *(set(Role) - {Role.ADMIN}))
    client.force_login(charlie)
    before = list(Person.objects.order_by("id").values_list("password", flat=True))
    response = getattr(client, method)(reverse(name, args=[ids[arg] for arg in args]))
    assert response.status_code == 403
    assert "系统管理员维护" in response.content.decode()
    assert list(Person.objects.order_by("id").values_list("password", flat=True)) == before


@pytest.mark.parametrize(("method", "name", "args"), PAGES)
def test_people_of_another_region_are_out_of_reach(client, alice, bob, method, name, args):
    if not args:
        pytest.skip("names nobody")
    ids = {"bob": bob.id, "post": bob.posts.get().id}
    Person.objects.filter(id=bob.id).update(region="990105")
    Post.objects.filter(person=bob).update(region="990105")
    response = getattr(client, method)(reverse(name, args=[ids[arg] for arg in args]))
    assert response.status_code == 404


def test_the_list_shows_people_with_their_posts_and_finds_them(client, alice, bob):
    page = client.get(reverse("settings-people")).content.decode()
    assert "卜二" in page
    assert "河道经办" in page
    found = client.get(reverse("settings-people"), {"q": "卜"}).content.decode()
    assert reverse("person-detail", args=[bob.id]) in found
    assert reverse("person-detail", args=[alice.id]) not in found
    assert "没有找到" in client.get(reverse("settings-people"), {"q": "zzz"}).content.decode()


def test_the_list_is_as_quick_with_many_people(client, alice, django_assert_max_num_queries):
    for number in range(60):
        a_post(a_person(f"p{number:03}"))
    with django_assert_max_num_queries(7):
        page = client.get(reverse("settings-people"))
    content = page.content.decode()
    assert content.count("data-label") >= 50
    older = re.search(r'href="\?(after=[^"]+)"', content)
    assert "p059" in client.get(reverse("settings-people") + "?" + older[1]).content.decode()


def test_a_new_person_gets_a_password_that_is_shown_once(client, alice):
    fields = {"username": "xinren", "full_name": "辛人", "phone": ""}
    response = client.post(reverse("person-add"), fields)
    person = Person.objects.get(username="xinren")
    assert response["Location"] == reverse("person-detail", args=[person.id])
    (told,) = get_messages(response.wsgi_request)
    password = re.search(r"初始密码：(\S+)（", str(told))[1]
    assert person.check_password(password)
    assert person.must_change_password
    assert password in client.get(response["Location"]).content.decode()
    assert password not in client.get(response["Location"]).content.decode()


@pytest.mark.parametrize(
    ("username", "words"), [("bob", "已有人使用"), ("Großes B", "小写字母"), ("", "")]
)
def test_a_name_that_will_not_do_is_refused_at_its_field(client, alice, bob, username, words):
    fields = {"username": username, "full_name": "辛人"}
    response = client.post(reverse("person-add"), fields)
    assert response.status_code == 200
    assert words in response.content.decode()
    assert Person.objects.count() == 2


def test_a_post_is_granted_and_ended_on_the_persons_page(client, alice, bob):
    fields = {"unit": another_unit(), "title": "负责人", "roles": ["head", "handler"]}
    client.post(reverse("person-grant", args=[bob.id]), fields)
    post = bob.posts.get(unit=another_unit())
    assert post.role_set == {Role.HEAD, Role.HANDLER}
    client.post(reverse("post-end", args=[post.id]), {"reason": "轮岗"})
    post.refresh_from_db()
    assert post.ends is not None
    page = client.get(reverse("person-detail", args=[bob.id])).content.decode()
    assert "负责人" in page
    assert page.count("停用岗位") == 1


def test_what_cannot_be_granted_or_ended_says_why(client, alice, bob):
    same = {"unit": office(), "title": "又一个", "roles": ["handler"]}
    response = client.post(reverse("person-grant", args=[bob.id]), same)
    assert "已有相同职责" in response.content.decode()
    nowhere = {"unit": "nowhere", "title": "x", "roles": ["handler"]}
    client.post(reverse("person-grant", args=[bob.id]), nowhere)
    assert bob.posts.count() == 1
    end = reverse("post-end", args=[alice.posts.get().id])
    assert "最后一个" in client.post(end, {"reason": "调离"}).content.decode()
    assert client.post(end, {"reason": ""}).status_code == 200
    assert alice.posts.get().ends is None


def test_who_has_left_is_retired_for_a_reason(client, alice, bob):
    address = reverse("person-retire", args=[bob.id])
    assert "停用须写明原因" in client.post(address, {}).content.decode()
    bob.refresh_from_db()
    assert bob.is_active
    client.post(address, {"reason": "调离"})
    bob.refresh_from_db()
    assert not bob.is_active
    page = client.get(reverse("person-detail", args=[bob.id])).content.decode()
    assert "账号已停用" in page
    assert address not in page
    mine = reverse("person-retire", args=[alice.id])
    assert "最后一个" in client.post(mine, {"reason": "调离"}).content.decode()


def test_a_reset_gives_a_new_first_password(client, alice, bob):
    client.post(reverse("person-reset", args=[bob.id]))
    bob.refresh_from_db()
    assert bob.must_change_password
    assert not bob.check_password(PASSWORD)


@pytest.mark.parametrize("tab", ["units", "campaigns", "categories", "editions", "nonsense"])
def test_everybody_reads_the_pack(client, bob, tab):
    client.force_login(bob)
    page = client.get(reverse("settings-pack"), {"tab": tab}).content.decode()
    pack = the_pack()
    shown = {
        "units": [unit.name for unit in pack.units],
        "nonsense": [pack.units.root.name],
        "campaigns": [campaign.name for campaign in pack.campaigns.values()],
        "categories": [category.name for category in pack.categories.values()],
        "editions": [pack.digest],
    }
    assert [name for name in shown[tab] if name not in page] == []
    assert region() in page
    assert reverse("settings-people") not in page
