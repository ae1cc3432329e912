"""The door: who comes in, in which post, and what a first password lets one do."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.test import RequestFactory
from django.urls import reverse

from taizhang.org import actions
from taizhang.org.actors import Acting, acting_in, names
from taizhang.org.context import frame
from taizhang.org.models import Failure
from taizhang.org.passwords import first_password, require_three_kinds
from taizhang.rules.lifecycle.facts import Actor
from taizhang.rules.lifecycle.states import Role
from taizhang.web import clock
from tests.org.build import MORNING, PASSWORD, a_person, a_post, another_unit, office, the_pack

pytestmark = pytest.mark.django_db
NEW = "Neues-Wort-7"


def enter(client, username="anyi", password=PASSWORD, **given):
    return client.post(reverse("sign-in"), {"username": username, "password": password, **given})


def actor(client) -> Actor:
    response = client.get(reverse("settings-pack"))
    return acting_in(response.wsgi_request).actor


def test_the_sign_in_page_is_open_to_everybody(client):
    assert "登录台账" in client.get(reverse("sign-in")).content.decode()


def test_who_knows_the_password_comes_in_and_goes_on_where_they_wanted(client):
    a_post(a_person())
    response = enter(client, next=reverse("settings-pack"))
    assert response["Location"] == reverse("settings-pack")
    assert client.get(reverse("settings-pack")).status_code == 200
    again = client.get(reverse("sign-in"), {"next": reverse("settings-pack")})
    assert again["Location"] == reverse("settings-pack")


def test_nobody_is_sent_on_to_another_site(client):
    a_person()
    assert "evil" not in enter(client, next="https://evil.example/")["Location"]


@pytest.mark.parametrize("username", ["anyi", "nobody"])
def test_a_wrong_password_says_no_more_than_that(client, username):
    a_person()
    response = enter(client, username, "wrong")
    assert "登录名或密码不对" in response.content.decode()
    assert Failure.objects.count() == 1


@pytest.mark.parametrize("username", ["anyi", "nobody"])
def test_after_five_failures_even_the_right_password_waits(client, username):
    a_person()
    for _ in range(5):
        enter(client, username, "wrong")
    assert "以后再试" in enter(client, username).content.decode()
    assert Failure.objects.count() == 5


def test_a_success_forgets_the_failures_before_it(client):
    a_person()
    for _ in range(4):
        enter(client, "anyi", "wrong")
    assert enter(client).status_code == 302
    assert not Failure.objects.exists()


def test_somebody_who_has_left_does_not_come_in(client, django_user_model):
    a_person()
    django_user_model.objects.get_queryset().update(is_active=False)
    assert "登录名或密码不对" in enter(client).content.decode()


def test_who_signs_out_is_out(client):
    a_person()
    enter(client)
    client.post(reverse("sign-out"))
    assert client.get(reverse("settings-pack")).status_code == 302
    assert client.get(reverse("sign-out")).status_code in {302, 405}


def test_a_first_password_opens_nothing_but_its_own_change(client):
    person = a_person(must_change=True)
    a_post(person, Role.ADMIN)
    enter(client)
    for name in ("settings-pack", "settings-people"):
        assert client.get(reverse(name))["Location"] == reverse("change-password")
    assert "初始密码" in client.get(reverse("change-password")).content.decode()
    words = {"old": PASSWORD, "new": NEW, "again": NEW}
    assert client.post(reverse("change-password"), words).status_code == 302
    assert client.get(reverse("settings-pack")).status_code == 200


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"old": "wrong"}, "原密码不对"),
        ({"new": "Short-1", "again": "Short-1"}, "密码"),
        ({"new": "onlysmallletters", "again": "onlysmallletters"}, "三种"),
        ({"again": "Something-else-1"}, "不一样"),
        ({"new": PASSWORD, "again": PASSWORD}, "不能与原密码相同"),
    ],
)
def test_a_password_that_will_not_do_is_refused_at_its_field(client, given, words):
    a_person()
    enter(client)
    fields = {"old": PASSWORD, "new": NEW, "again": NEW, **given}
    response = client.post(reverse("change-password"), fields)
    assert words in response.content.decode()
    client.post(reverse("sign-out"))
    assert enter(client).status_code == 302


def test_a_reset_ends_every_open_session(client):
    person = a_person()
    enter(client)
    actions.reset_password(person, password=NEW, by=Actor("system"), at=clock.now())
    assert client.get(reverse("settings-pack"))["Location"].startswith(reverse("sign-in"))


def test_one_acts_in_the_first_post_until_one_chooses_another(client):
    person = a_person()
    first = a_post(person, Role.HANDLER)
    second = a_post(person, Role.HEAD, unit=another_unit(), at=MORNING + timedelta(hours=1))
    enter(client)
    assert actor(client) == Actor("person", person.id, first.id, office(), {Role.HANDLER})
    client.post(reverse("switch-post"), {"post": second.id})
    assert actor(client) == Actor("person", person.id, second.id, another_unit(), {Role.HEAD})


def test_nobody_acts_in_somebody_elses_post(client):
    person, other = a_person(), a_person("bob")
    mine, theirs = a_post(person), a_post(other, Role.ADMIN)
    enter(client)
    response = client.post(reverse("switch-post"), {"post": theirs.id})
    (told,) = get_messages(response.wsgi_request)
    assert "不是您现任的岗位" in str(told)
    assert actor(client).post == mine.id


def test_a_post_that_has_ended_is_not_acted_in_any_longer(client):
    person = a_person()
    first = a_post(person)
    second = a_post(person, Role.HEAD, unit=another_unit(), at=MORNING + timedelta(hours=1))
    enter(client)
    client.post(reverse("switch-post"), {"post": first.id})
    actions.end_post(first, by=Actor("system"), at=MORNING + timedelta(hours=2), reason="调离")
    assert actor(client).post == second.id
    actions.end_post(second, by=Actor("system"), at=MORNING + timedelta(hours=2), reason="调离")
    assert actor(client) == Actor("person", person.id)


def test_the_frame_says_who_one_is_and_lists_the_posts():
    person = a_person()
    posts = (a_post(person, Role.SUPERVISOR), a_post(person, Role.HEAD, unit=another_unit()))
    request = RequestFactory().get("/")
    request.acting = Acting(person, posts, posts[0])
    shown = frame(request, todo=3)
    assert (shown.person, shown.unit) == ("安一", the_pack().units.title(office()))
    assert [choice.is_current for choice in shown.posts] == [True, False]
    request.acting = Acting(person, (), None)
    assert frame(request).unit == "没有现任岗位"


def test_names_of_people_come_in_one_query(django_assert_num_queries):
    one, two = a_person(), a_person("bob", full_name="卜二")
    with django_assert_num_queries(1):
        assert names([one.id, two.id, None, one.id, 5]) == {one.id: "安一", two.id: "卜二"}


def test_a_made_password_is_good_enough_and_never_the_same():
    made = {first_password() for _ in range(50)}
    assert len(made) == 50
    for password in made:
        require_three_kinds(password)
        assert len(password) >= 8
