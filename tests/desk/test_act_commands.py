"""Every command and request goes through the door once, as a person would give it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from taizhang.ledger.models import Item
from taizhang.rules.lifecycle.states import Command, RequestKind
from tests.build import FAILED, PASSED, SUBMITTED, a_proposal, do
from tests.desk.people import a_staffed_district, actor, client_of
from tests.desk.pictures import a_picture
from tests.desk.pressing import answered, press
from tests.desk.stories import a_dispatched, a_registered, an_item

pytestmark = pytest.mark.django_db
C, R = Command, RequestKind


@pytest.fixture(autouse=True)
def district(db: Any, settings: Any) -> None:
    a_staffed_district(settings)


def a_photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("整改后.jpg", a_picture(), "image/jpeg")


def a_submitted() -> Item:
    return do(an_item(), C.SUBMIT, SUBMITTED, by=actor("head"))


def a_closed() -> Item:
    return do(a_submitted(), C.VERIFY_PASS, PASSED, by=actor("director"))


def a_suspended() -> Item:
    item = press("alice", an_item(), "ask/suspension", until="2026-05-01T18:00", reason="等雪化")
    return answered("director", item)


def proposal() -> Item:
    return a_proposal(by=actor("clerk"))


def declined() -> Item:
    return answered("director", press("clerk", proposal(), "act/decline", **DECLINED))


DECLINED = {"outcome": "beyond_duty", "reason": "属市管道路"}
REGISTER = {
    "category": "0101/2", "basis": "会议纪要", "approver": "区长", "supervising_unit": "dcb",
}  # fmt: skip
HAND_OUT = {"lead": "区城管局", "supports": ["区生态环境局"], "area": "990104001"}

COMMANDS: dict[Command, tuple[str, Callable[[], Item], dict[str, Any], str]] = {
    C.CHECK: ("inspector", proposal, {"finding": "true", "evidence": a_photo}, "proposed"),
    C.REGISTER: ("clerk", proposal, REGISTER, "registered"),
    C.HAND_OVER: (
        "inspector", proposal, {**REGISTER, **HAND_OUT, "evidence": a_photo}, "dispatched",
    ),
    C.FIX_ON_SPOT: (
        "inspector", lambda: a_dispatched(),
        {"before": a_photo, "after": a_photo, "stood_for_lead": "李某"}, "closed",
    ),
    C.DISPATCH: ("clerk", lambda: a_registered(), {**HAND_OUT, "days": "5"}, "dispatched"),
    C.ACCEPT: ("alice", lambda: a_dispatched(), {}, "in_progress"),
    C.RETURN: (
        "alice", lambda: a_dispatched(),
        {"reason": "非本局道路", "believed": "区住建局", "clause": "三定规定"}, "registered",
    ),
    C.RECALL: ("clerk", lambda: a_dispatched(), {"reason": "改派", "lead": "zjj"}, "dispatched"),
    C.AMEND: ("clerk", lambda: an_item(), {"reason": "补充", "criteria": "加一条"}, "in_progress"),
    C.REPORT_PROGRESS: (
        "bob", lambda: an_item(), {"progress": "已到场", "percent": "30", "evidence": a_photo},
        "in_progress",
    ),
    C.CONFIRM: ("clerk", lambda: an_item(), {"note": "节点已达到"}, "in_progress"),
    C.REPLY: ("clerk", lambda: an_item(), {"answer": "已安排"}, "in_progress"),
    C.REPEAT: ("clerk", lambda: an_item(), {"words": "又来反映"}, "in_progress"),
    C.URGE: ("director", lambda: an_item(), {"words": "请抓紧"}, "in_progress"),
    C.ESCALATE: ("director", lambda: an_item(), {"level": "1", "reason": "久拖"}, "in_progress"),
    C.RESUME: ("director", a_suspended, {}, "in_progress"),
    C.SUBMIT: (
        "head", lambda: an_item(), {"outcome": "solved", "result": "已清运", "evidence": a_photo},
        "submitted",
    ),
    C.WITHDRAW: ("alice", a_submitted, {"reason": "还要再查"}, "in_progress"),
    C.VERIFY_PASS: (
        "director", a_submitted, {"where": "on_site", "ticked": "on", "opinion": "符合"}, "closed",
    ),
    C.VERIFY_FAIL: ("director", a_submitted, FAILED, "in_progress"),
    C.ARCHIVE: ("director", lambda: a_closed(), {}, "archived"),
    C.REBOUND: (
        "director", lambda: a_closed(), {"reason": "又堆上了", "evidence": a_photo}, "registered",
    ),
    C.ANNOTATE: ("leader", lambda: an_item(), {"words": "请督查室盯紧"}, "in_progress"),
    C.ATTACH: ("alice", lambda: an_item(), {"evidence": a_photo}, "in_progress"),
    C.CORRECT: ("alice", lambda: an_item(), {"entry": "4", "words": "应为李某"}, "in_progress"),
    C.MERGE: ("clerk", lambda: an_item(), {"survivor": None, "reason": "同一处"}, "superseded"),
    C.ASSIGN: ("head", lambda: an_item(), {"handler": None}, "in_progress"),
}  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.value)
def test_a_command_goes_through_the_door(command: Command) -> None:
    username, begin, given, state = COMMANDS[command]
    item = begin()
    fields = {name: value() if callable(value) else value for name, value in given.items()}
    if "survivor" in fields:
        fields["survivor"] = an_item(title="另一处渣土").number
    if "handler" in fields:
        fields["handler"] = actor("alice").person
    after = press(username, item, f"act/{command.value}", **fields)
    assert after.state == state
    assert after.seq > item.seq


LATER = {"until": "2026-04-20T18:00", "reason": "连日降雪"}
NOT_OURS = {"reason": "非本局道路", "believed": "zjj", "clause": "三定规定"}
WISHES: dict[RequestKind, tuple[str, dict[str, Any], str, str]] = {
    R.EXTENSION: ("alice", LATER, "director", "in_progress"),
    R.SUSPENSION: ("alice", LATER, "director", "suspended"),
    R.REASSIGNMENT: ("alice", NOT_OURS, "director", "registered"),
    R.TERMINATION: ("alice", {"outcome": "impossible", "reason": "已征收"}, "leader", "closed"),
    R.VOIDING: ("clerk", {"reason": "重复录入"}, "director", "voided"),
    R.APPEAL: ("alice", {"subject": "4", "reason": "当时系统故障"}, "director", "in_progress"),
}  # fmt: skip


@pytest.mark.parametrize("kind", WISHES, ids=lambda kind: kind.value)
def test_a_request_is_asked_and_granted_through_the_door(kind: RequestKind) -> None:
    username, fields, decider, state = WISHES[kind]
    item = an_item(deadline="2026-03-31T18:00:00+08:00")
    asked = press(username, item, f"ask/{kind.value}", **fields)
    assert [request.kind for request in asked.facts.requests] == [kind]
    after = answered(decider, asked)
    assert after.state == state
    assert after.facts.requests == ()


def test_a_handler_sends_the_submission_to_the_head_for_signing() -> None:
    fields = {"outcome": "solved", "result": "已清运", "evidence": a_photo()}
    asked = press("alice", an_item(), "act/submit", **fields)
    assert asked.state == "in_progress"
    assert asked.facts.requests[0].carries is C.SUBMIT
    assert answered("head", asked).state == "submitted"


def test_an_escalation_that_only_a_leader_may_order_is_sent_to_the_leader() -> None:
    fields = {"level": "2", "reason": "久拖不决"}
    asked = press("director", an_item(), "act/escalate", **fields)
    assert asked.level == 0
    assert answered("leader", asked).level == 2


def test_a_refusal_must_say_why() -> None:
    asked = press("clerk", an_item(), "ask/voiding", reason="重复录入")
    request = asked.facts.requests[0]
    done = client_of("director").post(
        f"/items/{asked.pk}/requests/{request.id}/answer",
        {"command_id": "x", "answer": "deny", "words": ""},
        follow=True,
    )
    assert "不同意须写明理由" in done.content.decode()
    assert answered("director", asked, "deny", "不是重复").facts.requests == ()


def test_who_asked_may_take_it_back() -> None:
    asked = press("clerk", an_item(), "ask/voiding", reason="重复录入")
    request = asked.facts.requests[0]
    client = client_of("clerk")
    form = client.get(f"/items/{asked.pk}/").context["requests"][0][2]
    done = client.post(f"/items/{asked.pk}/requests/{request.id}/take-back", {**form.initial})
    assert done.status_code == 302
    assert Item.objects.get(pk=asked.pk).facts.requests == ()


def test_the_same_form_sent_twice_is_one_command() -> None:
    item, client = an_item(), client_of("alice")
    form = client.get(f"/items/{item.pk}/act/report_progress").context["form"]
    fields = {**form.initial, "progress": "已到场"}
    first, second = (client.post(f"/items/{item.pk}/act/report_progress", fields) for _ in "12")
    assert (first.status_code, second.status_code) == (302, 302)
    assert Item.objects.get(pk=item.pk).seq == item.seq + 1


def test_a_form_of_yesterday_meets_what_has_changed_since() -> None:
    item, client = an_item(), client_of("alice")
    form = client.get(f"/items/{item.pk}/act/submit").context["form"]
    do(item, C.RECALL, {"reason": "改派"}, by=actor("clerk"))
    do(item, C.DISPATCH, {"lead": "cgj"}, by=actor("clerk"))
    fields = {**form.initial, "outcome": "solved", "result": "已清运"}
    answer = client.post(f"/items/{item.pk}/act/submit", fields)
    assert answer.status_code == 409
    assert "已有变化" in answer.content.decode()


def test_a_refused_form_keeps_its_words_and_its_photo() -> None:
    item, client = a_dispatched(), client_of("alice")
    form = client.get(f"/items/{item.pk}/act/attach").context["form"]
    fields = {**form.initial, "words": "现场照片", "evidence": a_photo()}
    do(item, C.ACCEPT, by=actor("head"))
    answer = client.post(f"/items/{item.pk}/act/attach", fields)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "现场照片" in shown
    assert "已上传 1 份" in shown


def test_what_is_not_allowed_says_the_rules_own_words() -> None:
    shown = client_of("alice").get(f"/items/{an_item().pk}/act/accept").content.decode()
    assert "现为“办理中”" in shown


def test_an_unknown_command_is_not_found() -> None:
    assert client_of("alice").get(f"/items/{an_item().pk}/act/explode").status_code == 404


def test_an_item_is_divided_and_a_task_broken_down() -> None:
    whole = a_registered()
    rows = {"part-TOTAL_FORMS": 3, "part-INITIAL_FORMS": 0}
    parts = {"part-0-title": "东侧渣土", "part-1-title": "西侧渣土"}
    assert press("clerk", whole, "act/divide", reason="两处", **rows, **parts).state == "superseded"
    rows = {"child-TOTAL_FORMS": 3, "child-INITIAL_FORMS": 0}
    child = {"child-0-title": "先清东侧", "child-0-lead": "清水街道"}
    parent = press("head", an_item(), "act/split", **rows, **{**child, "child-0-lead": "990104001"})
    kid = Item.objects.get(parent=parent.pk)
    assert (kid.state, kid.number) == ("dispatched", f"{parent.number}-01")


def test_the_supervisor_breaks_an_item_down_and_the_course_says_for_whom() -> None:
    rows = {"child-TOTAL_FORMS": 3, "child-INITIAL_FORMS": 0}
    child = {"child-0-title": "先清东侧", "child-0-lead": "990104001"}
    parent = press("clerk", an_item(), "act/split", **rows, **child)
    kid = Item.objects.get(parent=parent.pk)
    assert (kid.state, kid.supervising_unit) == ("dispatched", "cgj")
    shown = client_of("clerk").get(f"/items/{kid.pk}/").content.decode()
    assert "倪经办 · 区督查办 · 经办 · 代牵头单位" in shown
