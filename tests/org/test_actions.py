"""People, posts and editions change only with their entry, and only as the rules allow."""

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.db import DatabaseError, connection, transaction

from taizhang.org import actions
from taizhang.org.models import Edition, Failure, Person, Post
from taizhang.org.packs import current, current_edition, edition
from taizhang.packs.people import NewPerson
from taizhang.record.checks import check
from taizhang.record.models import Entry
from taizhang.record.texts import spelled_data
from taizhang.record.triggers import GUARDED, missing
from taizhang.rules.lifecycle.facts import SYSTEM, Actor
from taizhang.rules.lifecycle.states import Role
from taizhang.rules.refused import Refused
from tests.org.build import (
    MORNING,
    PASSWORD,
    a_person,
    a_post,
    an_administrator,
    an_edition,
    another_unit,
    office,
    region,
    the_pack,
)

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(hours=1)
BY = Actor("person", 5, 6, "dcb", frozenset({Role.ADMIN}))


def story(person: Person) -> list[str]:
    entries = Entry.objects.of(person.region, "people", person.id)
    return list(entries.values_list("command", flat=True))


def test_an_adopted_edition_is_kept_word_for_word():
    kept = an_edition()
    assert edition(kept.digest).content == kept.content == the_pack().content
    assert current(region()).digest == kept.digest == the_pack().digest
    entry = Entry.objects.get(kind="pack")
    assert entry.id == kept.entry
    assert entry.data["digest"] == kept.digest


def test_an_edition_is_adopted_once():
    an_edition()
    with pytest.raises(Refused, match="不必再次采用"):
        actions.adopt_pack(the_pack(), by=SYSTEM, at=LATER)
    assert Entry.objects.count() == 1


def test_before_its_day_an_edition_does_not_hold():
    day = the_pack().district.effective_from
    an_edition()
    assert current_edition(region(), day).digest == the_pack().digest
    with pytest.raises(Refused, match="没有生效的制度包"):
        current_edition(region(), day - timedelta(days=1))


def test_an_edition_that_was_never_adopted_is_not_there():
    with pytest.raises(Refused, match="没有采用过"):
        edition("f" * 64)


@pytest.mark.parametrize(
    "statement", ["UPDATE org_edition SET content = ''", "DELETE FROM org_edition"]
)
def test_an_edition_is_never_changed_or_removed(statement):
    an_edition()
    with pytest.raises(DatabaseError, match="kept as they are"), transaction.atomic():
        connection.cursor().execute(statement)
    assert missing(connection, (*GUARDED, "org_edition")) == []
    assert Edition.objects.get().content == the_pack().content


def test_a_new_person_is_written_down_without_their_name_in_the_entry():
    person = a_person(full_name="安一诺", phone="0000-1", by=BY)
    entry = Entry.objects.of(region(), "people", person.id).get()
    assert "安一诺" not in entry.body
    assert spelled_data(region(), [entry]) == [
        {"full_name": "安一诺", "phone": "0000-1", "username": "anyi"}
    ]
    assert (entry.person, entry.unit) == (5, "dcb")
    assert authenticate(username="anyi", password=PASSWORD) == person


def test_a_sign_in_name_is_given_once():
    a_person()
    with pytest.raises(Refused, match="已有人使用"):
        a_person(full_name="另一人")
    assert Person.objects.count() == 1


def test_a_post_says_what_one_may_do_where():
    person = a_person()
    post = a_post(person, Role.SUPERVISOR, Role.INTAKE, title="督查一科")
    assert post.role_set == {Role.SUPERVISOR, Role.INTAKE}
    assert list(Post.objects.current(LATER).holding(Role.INTAKE)) == [post]
    assert not Post.objects.holding(Role.HEAD).exists()
    assert list(Post.objects.of_region(region()).of_units([office()])) == [post]
    assert story(person) == ["add_person", "grant_post"]


@pytest.mark.parametrize(
    ("given", "words"),
    [({"unit": "nowhere"}, "没有代码"), ({"roles": ()}, "至少"), ({}, "已有相同职责")],
)
def test_a_post_that_makes_no_sense_is_refused(given, words):
    person = a_person()
    a_post(person, Role.HANDLER)
    fields = {"unit": office(), "title": "经办", "roles": (Role.HANDLER,)}
    with pytest.raises(Refused, match=words):
        actions.grant_post(person, pack=the_pack(), by=BY, at=LATER, **{**fields, **given})
    assert Post.objects.count() == 1
    assert len(story(person)) == 2


def test_somebody_who_has_left_is_granted_nothing():
    person = a_person()
    person.is_active = False
    with pytest.raises(Refused, match="已停用"):
        a_post(person)


def test_an_ended_post_is_past_from_that_moment_on():
    person = a_person()
    post = a_post(person)
    actions.end_post(post, by=BY, at=LATER, reason="调离")
    assert list(Post.objects.current(LATER - timedelta(seconds=1))) == [post]
    assert not Post.objects.current(LATER).exists()
    assert story(person)[-1] == "end_post"
    with pytest.raises(Refused, match="已经停用"):
        actions.end_post(post, by=BY, at=LATER, reason="调离")


def test_a_post_ends_for_a_reason():
    post = a_post(a_person())
    with pytest.raises(Refused, match="原因"):
        actions.end_post(post, by=BY, at=LATER, reason=" ")


def test_who_leaves_holds_no_post_and_does_not_come_in():
    person = a_person()
    a_post(person, Role.HANDLER)
    a_post(person, Role.HEAD, unit=another_unit())
    with pytest.raises(Refused, match="原因"):
        actions.retire(person, by=BY, at=LATER, reason="")
    actions.retire(person, by=BY, at=LATER, reason="退休")
    assert not Post.objects.current(LATER).exists()
    assert authenticate(username="anyi", password=PASSWORD) is None
    assert story(person)[-3:] == ["end_post", "end_post", "retire"]
    with pytest.raises(Refused, match="已经停用"):
        actions.retire(person, by=BY, at=LATER, reason="退休")


def test_the_last_administrator_does_not_retire():
    person = an_administrator()
    with pytest.raises(Refused, match="最后一个"):
        actions.retire(person, by=BY, at=LATER, reason="退休")
    person.refresh_from_db()
    assert person.is_active
    assert Post.objects.current(LATER).exists()


def test_the_last_administrator_stays():
    first = an_administrator()
    with pytest.raises(Refused, match="最后一个"):
        actions.end_post(first.posts.get(), by=BY, at=LATER, reason="调离")
    second = an_administrator("guanli2")
    actions.end_post(first.posts.get(), by=BY, at=LATER, reason="调离")
    with pytest.raises(Refused, match="最后一个"):
        actions.end_post(second.posts.get(), by=BY, at=LATER, reason="调离")


def test_a_reset_password_must_be_changed_and_opens_a_locked_door():
    person = a_person()
    for second in range(5):
        actions.note_failure("anyi", at=MORNING + timedelta(seconds=second))
    assert actions.locked_until("anyi", at=LATER - timedelta(minutes=55)) is not None
    actions.reset_password(person, password="Neu-12345", by=BY, at=LATER)
    assert actions.locked_until("anyi", at=LATER - timedelta(minutes=55)) is None
    fresh = Person.objects.get()
    assert fresh.must_change_password
    assert fresh.check_password("Neu-12345")
    assert "Neu-12345" not in Entry.objects.get(command="reset_password").body


def test_a_chosen_password_is_another_one():
    person = a_person(must_change=True)
    by = Actor("person", person.id)
    with pytest.raises(Refused, match="不能与原密码相同"):
        actions.change_password(person, password=PASSWORD, by=by, at=LATER)
    actions.change_password(person, password="Anders-2026", by=by, at=LATER)
    assert not Person.objects.get().must_change_password
    assert story(person) == ["add_person", "change_password"]


def test_the_door_closes_for_ten_minutes_after_five_failures_in_ten_minutes():
    for minute in range(4):
        actions.note_failure("Anyi", at=MORNING + timedelta(minutes=minute))
    fourth = MORNING + timedelta(minutes=3)
    assert actions.locked_until("anyi", at=fourth) is None
    fifth = MORNING + timedelta(minutes=9)
    actions.note_failure("anyi", at=fifth)
    opens = fifth + timedelta(minutes=10)
    assert actions.locked_until("anyi", at=opens - timedelta(seconds=1)) == opens
    assert actions.locked_until("anyi", at=opens) is None
    assert actions.locked_until("somebody", at=fifth) is None


def test_slow_failures_do_not_close_the_door_and_are_forgotten():
    for turn in range(8):
        at = MORNING + timedelta(minutes=4 * turn)
        actions.note_failure("anyi", at=at)
        assert actions.locked_until("anyi", at=at) is None
    assert Failure.objects.count() == 5
    assert "anyi" not in Failure.objects.values_list("key", flat=True)


def test_the_people_of_a_list_come_all_or_none():
    an_edition()
    good = NewPerson("yi", "某一", office(), "经办", (Role.HANDLER,))
    bad = NewPerson("er", "某二", "nowhere", "经办", (Role.HANDLER,))

    def create(*people):
        return actions.add_people(people, pack=the_pack(), password=PASSWORD, by=SYSTEM, at=MORNING)

    with pytest.raises(Refused, match="nowhere"):
        create(good, bad)
    assert not Person.objects.exists()
    assert create(good, NewPerson("er", "某二", another_unit(), "经办", (Role.HEAD,)))
    assert authenticate(username="er", password=PASSWORD) is not None
    assert check().breaches == []
