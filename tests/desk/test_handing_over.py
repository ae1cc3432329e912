"""Handing over (交接): nothing open stays with a person whose posts have ended."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taizhang.config.checking import check_all
from taizhang.config.stop import OK
from taizhang.desk.actions.succeeding import Will, hand_on
from taizhang.desk.estates import Estate
from taizhang.ledger import actions, checks
from taizhang.ledger.leavers import abandoned
from taizhang.ledger.models import Item
from taizhang.org.actions import add_people
from taizhang.org.models import Person, Post
from taizhang.packs.people import NewPerson
from taizhang.record.models import Entry
from taizhang.rules.lifecycle.facts import SYSTEM
from taizhang.rules.lifecycle.states import Command, RequestKind, Role, State
from taizhang.rules.refused import Refused
from tests.build import (
    DAY,
    FAILED,
    HOUR,
    MONDAY,
    PASSED,
    REGION,
    SUBMITTED,
    a_command_id,
    a_dispatched,
    demo_pack,
    do,
)
from tests.desk.people import THURSDAY, a_staffed_district, actor, client_of

C, R = Command, Role
LATER = THURSDAY + HOUR  # when the pages have done what these tests asked of them
pytestmark = pytest.mark.django_db
SECOND_LEADER = NewPerson("deputy_leader", "舒区长", "qld", "常务副区长", (R.LEADER,))


@pytest.fixture(autouse=True)
def _a_staffed_district(settings: Any) -> None:
    a_staffed_district(settings)
    add_people(
        [SECOND_LEADER], pack=demo_pack(), password="Qinghe-2026-ok", must_change=False,
        by=SYSTEM, at=MONDAY - DAY,
    )  # fmt: skip


def post_of(username: str) -> Post:
    return Post.objects.select_related("person").get(person__username=username)


def somebody(username: str) -> Person:
    return Person.objects.get(username=username)


def accepted() -> Item:
    handler = {"handler": post_of("alice").person_id}
    return do(a_dispatched(), C.ACCEPT, handler, by=actor("alice"))


def suspended() -> Item:
    item = accepted()
    asked = actions.ask(
        item.pk, RequestKind.SUSPENSION, {"until": MONDAY + 60 * DAY, "reason": "等规划"},
        by=actor("alice"), at=item.last_at + HOUR, command_id=a_command_id(),
    )  # fmt: skip
    return actions.answer(
        item.pk, asked.facts.requests[0].id, granted=True, by=actor("director"),
        at=asked.last_at + HOUR, command_id=a_command_id(),
    )  # fmt: skip


def submitted() -> Item:
    return do(accepted(), C.SUBMIT, SUBMITTED, by=actor("head"))


def sent_back() -> Item:
    return do(submitted(), C.VERIFY_FAIL, FAILED, by=actor("director"))


def closed() -> Item:
    return do(submitted(), C.VERIFY_PASS, PASSED, by=actor("director"))


def archived() -> Item:
    return do(closed(), C.ARCHIVE, by=actor("director"))


MAKING = {
    "accepted": accepted, "suspended": suspended, "submitted": submitted, "sent back": sent_back,
    "closed": closed, "archived": archived,
}  # fmt: skip


def sponsored(item: Item, leader: str = "leader") -> Item:
    fields = {"sponsor": somebody(leader).pk, "reason": "包保分工"}
    return do(item, C.AMEND, fields, by=actor("admin"))


def hand_over(who: str, post: Post, **fields: Any) -> Any:
    client = client_of(who)
    address = f"/settings/hand-over?post={post.pk}"
    page = client.get(address)
    if page.status_code != 200:
        return page
    form = page.context["form"]
    sent = {"reason": "调离", "ends": "on", "command_id": form["command_id"].value(), **fields}
    return client.post(address, sent)


def numbers(items: Any) -> list[str]:
    return sorted(item.number for item in items)


@pytest.mark.parametrize("stage", [name for name in MAKING if name != "archived"])
def test_what_is_open_goes_to_another_wherever_it_stands_and_the_post_ends(stage: str) -> None:
    item, successor = MAKING[stage](), somebody("head")
    answer = hand_over("admin", post_of("alice"), handler=successor.pk)
    assert answer.status_code == 302
    after = Item.objects.get(pk=item.pk)
    assert (after.handler, after.state) == (successor.pk, item.state)
    assert post_of("alice").ends is not None
    assert list(abandoned(LATER)) == []
    assert checks.check().breaches == []


def test_what_has_ended_stays_as_it_was() -> None:
    item = archived()
    assert hand_over("admin", post_of("alice")).status_code == 302
    assert Item.objects.get(pk=item.pk).seq == item.seq


def test_a_successor_is_named_from_the_unit_itself() -> None:
    item, stranger = accepted(), somebody("bob")
    for fields in ({}, {"handler": stranger.pk}):
        assert hand_over("admin", post_of("alice"), **fields).status_code == 422
    assert Item.objects.get(pk=item.pk).handler == item.handler
    assert post_of("alice").ends is None
    will = Will("调离", handler=stranger)
    with pytest.raises(Refused, match="本单位现任"):
        hand_on(post_of("alice"), will, by=actor("admin"), at=THURSDAY, command_id=a_command_id())


@pytest.mark.parametrize("stage", list(MAKING))
def test_what_a_leader_stands_for_goes_to_a_named_leader(stage: str) -> None:
    item = MAKING[stage]()
    if stage != "archived":
        item = sponsored(item)
    successor = somebody("deputy_leader")
    fields = {"sponsor": successor.pk} if stage != "archived" else {}
    assert hand_over("admin", post_of("leader"), **fields).status_code == 302
    after = Item.objects.get(pk=item.pk)
    assert after.sponsor == (successor.pk if fields else None)
    assert after.state == item.state
    assert list(abandoned(LATER)) == []
    assert checks.check().breaches == []


def test_a_sponsor_may_stay_for_a_reason_that_the_item_keeps_and_the_check_names() -> None:
    item = sponsored(accepted())
    answer = hand_over("admin", post_of("leader"))
    assert answer.status_code == 422
    assert "写明暂不更换的理由" in answer.content.decode()
    assert hand_over("admin", post_of("leader"), staying="等区委研究分工").status_code == 302
    last = Entry.objects.of(REGION, "item", item.pk).last()
    assert (last.command, "sponsor" in last.data) == ("amend", False)
    [warning] = abandoned(LATER)
    assert str(warning) == f"事项 {item.number}：包保领导已无现任岗位，请办理交接"


def test_what_was_left_with_nobody_is_named_by_the_check_and_breaks_no_promise(
    capsys: pytest.CaptureFixture[str],
) -> None:
    item = accepted()
    Post.objects.filter(person__username="alice").update(ends=MONDAY + DAY)
    assert check_all() == OK
    said = capsys.readouterr().out
    assert f"⚠ 事项 {item.number}：经办人已无现任岗位，请办理交接" in said
    assert said.count("⚠") == 1
    assert "核验通过" in said


def test_only_a_leader_in_office_stands_for_items() -> None:
    sponsored(accepted())
    will = Will("调离", sponsor=somebody("bob"))
    with pytest.raises(Refused, match="现任领导"):
        hand_on(post_of("leader"), will, by=actor("admin"), at=THURSDAY, command_id=a_command_id())


def test_an_administrator_changes_nothing_of_an_item_but_who_stands_for_it() -> None:
    item = accepted()
    with pytest.raises(Refused, match="只能在交接时"):
        do(item, C.AMEND, {"reason": "顺手", "criteria": "更低的标准"}, by=actor("admin"))
    with pytest.raises(Refused, match="现为“待核查”"):
        do(submitted(), C.AMEND, {"reason": "改", "criteria": "新标准"}, by=actor("director"))


def test_a_post_with_something_open_does_not_just_end() -> None:
    item = sponsored(accepted())
    for username in ("alice", "leader"):
        post = post_of(username)
        client = client_of("admin")
        for address in (f"posts/{post.pk}/end", f"people/{post.person_id}/retire"):
            answer = client.post(f"/settings/{address}", {"reason": "调离"})
            assert "还有1件未办结事项" in answer.content.decode()
        assert post_of(username).ends is None
        assert post_of(username).person.is_active
    hand_over("admin", post_of("alice"), handler=somebody("head").pk)
    client_of("admin").post(f"/settings/people/{somebody('alice').pk}/retire", {"reason": "退休"})
    assert not somebody("alice").is_active
    assert Item.objects.get(pk=item.pk).handler == somebody("head").pk


def test_requests_stay_with_the_unit_and_what_nobody_else_can_do_is_named() -> None:
    item = accepted()
    fields = {"outcome": "impossible", "reason": "建筑已灭失"}
    actions.ask(
        item.pk, RequestKind.TERMINATION, fields, by=actor("alice"), at=item.last_at + HOUR,
        command_id=a_command_id(),
    )  # fmt: skip
    page = client_of("admin").get(f"/settings/hand-over?post={post_of('leader').pk}")
    assert [number for _, number in page.context["requests"]] == [item.number]
    assert page.context["unanswered"] == []  # there is another leader
    hand_over("admin", post_of("deputy_leader"))
    estate = Estate(post_of("leader"), LATER)
    assert [request.item for request in estate.unanswered] == [item.pk]


def test_a_step_that_only_the_leaver_can_take_is_named() -> None:
    item = a_dispatched()
    assert Estate(post_of("head"), LATER).untaken == []  # Alice can accept it as well
    assert hand_over("admin", post_of("alice")).status_code == 302
    assert numbers(Estate(post_of("head"), LATER).untaken) == [item.number]
    page = client_of("admin").get(f"/settings/hand-over?post={post_of('head').pk}")
    assert "没有其他人可以办理" in page.content.decode()


def test_what_another_unit_leads_is_assigned_there_first() -> None:
    item = accepted()
    Post.objects.filter(person__username="alice").update(unit="jyj")
    page = client_of("admin").get(f"/settings/hand-over?post={post_of('alice').pk}")
    assert [one.pk for one, _ in page.context["strays"]] == [item.pk]
    answer = hand_over("admin", post_of("alice"))
    assert "由其他单位牵头" in answer.content.decode()
    assert post_of("alice").ends is None


@pytest.mark.parametrize("who", ["clerk", "director", "alice", "charlie", "leader"])
def test_only_an_administrator_hands_over_for_others(who: str) -> None:
    accepted()
    assert hand_over(who, post_of("alice")).status_code == 403


def test_the_administrator_reads_numbers_and_no_contents() -> None:
    item = accepted()
    text = client_of("admin").get(f"/settings/hand-over?post={post_of('alice').pk}").content
    assert (item.number or "-") in text.decode()
    assert item.title not in text.decode()


@contextmanager
def undone() -> Iterator[None]:
    """Take back what one example did."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    made=st.lists(st.tuples(st.sampled_from(sorted(MAKING)), st.booleans()), max_size=3),
    leaving=st.permutations(["alice", "leader"]),
    both=st.booleans(),
)
def test_nothing_open_is_left_with_a_person_whose_posts_have_ended(
    made: list[tuple[str, bool]], leaving: list[str], both: bool
) -> None:
    with undone():
        for stage, is_sponsored in made:
            item = MAKING[stage]()
            if is_sponsored and item.state != State.ARCHIVED:
                sponsored(item)
        for username in leaving if both else leaving[:1]:
            will = Will("调离", somebody("head"), somebody("deputy_leader"))
            if username == "leader":
                will = Will("调离", None, somebody("deputy_leader"))
            hand_on(
                post_of(username), will, by=actor("admin"), at=THURSDAY,
                command_id=a_command_id(),
            )  # fmt: skip
            gone = somebody(username).pk
            left = Item.objects.open()
            assert not left.filter(handler=gone).exists()
            assert not left.filter(sponsor=gone).exists()
        assert list(abandoned(LATER)) == []
        assert checks.check().breaches == []
