"""Erasing a document: two persons and an authority; the words go, what became of them stays."""

from typing import Any

import pytest
from django.test import Client

from taizhang.intake import actions
from taizhang.intake.checks import check
from taizhang.intake.models import Document
from taizhang.ledger import actions as ledger
from taizhang.ledger import checks as ledger_checks
from taizhang.ledger.models import Item
from taizhang.record import checks as record_checks
from taizhang.record.actions import keep
from taizhang.record.models import Entry, Evidence, Reporter, Text
from taizhang.record.texts import GONE
from taizhang.rules.lifecycle.states import Command, Role
from taizhang.rules.refused import Refused
from tests.build import PICTURES
from tests.intake.build import AT, PLAN, REGION, a_document, a_person, an_officer, command_id

pytestmark = pytest.mark.django_db
LAW = "保密法第四十八条"
SECOND = an_officer("dcb", Role.SUPERVISOR, person=12)
LEADER = an_officer("qld", Role.LEADER, person=13)
CLERK = an_officer("dcb", Role.INTAKE, person=14)
PAGE = "清河时报 2026年11月23日\n\n{}\n\n{}\n"


def said(by: Any = None) -> dict[str, Any]:
    return {"by": by or an_officer(), "at": AT, "command_id": command_id()}


def asked(document: Document, *, emergency: bool = False) -> Document:
    return actions.ask_erasure(document.pk, LAW, emergency=emergency, **said())


def erased(document: Document, *, emergency: bool = False, by: Any = SECOND) -> Document:
    asked(document, emergency=emergency)
    actions.erase(document.pk, **said(by))
    return Document.objects.get(pk=document.pk)


def sound() -> bool:
    found = [*check().breaches, *ledger_checks.check().breaches, *record_checks.check().breaches]
    assert found == []
    return not found


def words_left() -> str:
    return "\n".join(Text.objects.values_list("text", flat=True))


def test_the_words_of_a_document_go_and_its_entries_stay() -> None:
    document = a_document()
    [item] = actions.bind(document.pk, [1], actions.Leave(), **said())
    actions.decline(document.pk, [2], "other", note="已列入另一方案", **said())
    before = list(Entry.objects.of(REGION, "document", document.pk).values_list("body", flat=True))
    document = erased(document)
    assert (document.text, document.title, document.issuer, document.layout) == ("", GONE, "", {})
    rows = document.requirements.order_by("order")
    assert {(row.text, row.title, row.leads) for row in rows} == {(GONE, GONE, "")}
    assert [row.fate for row in rows] == ["bound", "declined", "declined"]
    assert "占道经营" not in words_left()
    assert "已列入另一方案" not in words_left()
    assert LAW in words_left()
    after = list(Entry.objects.of(REGION, "document", document.pk).values_list("body", flat=True))
    assert after[: len(before)] == before
    assert Item.objects.get(pk=item.pk).title == item.title  # the item goes on
    assert sound()


def test_one_person_alone_erases_nothing() -> None:
    document = a_document()
    with pytest.raises(Refused, match="没有等待"):
        actions.erase(document.pk, **said(SECOND))
    with pytest.raises(Refused, match="依据"):
        actions.ask_erasure(document.pk, "  ", emergency=False, **said())
    asked(document)
    with pytest.raises(Refused, match="已有一件"):
        asked(document)
    with pytest.raises(Refused, match="另一人"):
        actions.erase(document.pk, **said())
    with pytest.raises(Refused, match="督办岗位或领导"):
        actions.erase(document.pk, **said(CLERK))
    assert Document.objects.get(pk=document.pk).text == document.text != ""
    assert sound()


def test_what_is_not_erased_may_be_asked_again() -> None:
    document = a_document()
    asked(document)
    actions.deny_erasure(document.pk, **said(SECOND))
    assert actions.asked_erasure(document) is None
    with pytest.raises(Refused, match="没有等待"):
        actions.erase(document.pk, **said(SECOND))
    assert erased(document, by=LEADER).is_erased
    assert sound()


def test_an_erased_document_is_worked_on_no_more_and_does_not_come_back() -> None:
    document = erased(a_document())
    for act in (
        lambda: actions.undo(document.pk, [1], **said()),
        lambda: actions.describe(document.pk, {"title": "又写上"}, **said()),
        lambda: asked(document),
    ):
        with pytest.raises(Refused, match="已依规删除"):
            act()
    again = actions.receive("方案.txt", PLAN, region=REGION, by=an_officer(), at=AT)
    assert again.is_known
    assert again.documents[0].title == GONE
    assert words_left().count("新桥路") == 0


def test_a_second_press_erases_once() -> None:
    document = a_document()
    asked(document)
    once = said(SECOND)
    actions.erase(document.pk, **once)
    actions.erase(document.pk, **once)
    commands = Entry.objects.of(REGION, "document", document.pk).values_list("command", flat=True)
    assert list(commands) == ["receive", "ask_erasure", "decline", "erase"]


def test_in_an_emergency_the_items_lose_their_words_and_files(settings: Any, tmp_path: Any) -> None:
    settings.DATA_DIR = tmp_path
    document = a_document()
    made, kept = actions.bind(document.pk, [1, 2], actions.Leave(), **said())
    other = ledger.propose(REGION, {"title": "别处的事", "source": "meeting"}, **said())
    actions.bind_existing(document.pk, [3], other.pk, **said())
    piece = keep(PICTURES[0], "现场.png", region=REGION, at=AT)
    shown = {"evidence": [piece.sha256]}
    ledger.act(made.pk, Command.ATTACH, shown, **said())
    document, reader = erased(document, emergency=True), signed_in("reader", Role.SUPERVISOR)
    for item in Item.objects.filter(pk__in=[made.pk, kept.pk]):
        assert (item.title, item.place, item.haystack) == (GONE, "", "")
        assert item.state == "dispatched"
        last = Entry.objects.of(REGION, "item", item.pk).last()
        assert last.command == "erase"
        page = reader.get(f"/items/{item.pk}/").content.decode()
        assert GONE in page
        assert "主次干道" not in page
    assert Item.objects.get(pk=other.pk).title == "别处的事"  # it was not made from this
    assert not Evidence.objects.exists()
    assert not Reporter.objects.exists()
    assert "小广告" not in words_left()
    assert Item.objects.matching("路面").count() == 0
    assert sound()


def signed_in(username: str, *roles: Role) -> Client:
    client = Client()
    client.force_login(a_person(username, "dcb", *roles))
    return client


def test_two_people_erase_it_on_its_page(settings: Any) -> None:
    document = a_document()
    one, two = signed_in("one", Role.INTAKE), signed_in("two", Role.SUPERVISOR)
    address = f"/documents/{document.pk}/erase"
    assert one.post(address, {"do": "ask", "authority": ""}).status_code == 422
    page = one.get(address)
    sent = {"command_id": page.context["command_id"]}
    assert one.post(address, {"do": "ask", "authority": LAW, **sent}).status_code == 302
    page = one.get(address)
    assert 'value="erase"' not in page.content.decode()
    sent = {"command_id": page.context["command_id"]}
    assert one.post(address, {"do": "erase", **sent}).status_code == 422
    page = two.get(address)
    assert LAW in page.content.decode()
    sent = {"command_id": page.context["command_id"]}
    assert two.post(address, {"do": "erase", **sent}).status_code == 302
    shown = two.get(f"/documents/{document.pk}/").content.decode()
    assert "来文已依规删除" in shown
    assert "新桥路" not in shown
    assert two.get(f"/documents/{document.pk}/fate").status_code == 200
    assert one.get(address).status_code == 302
    assert sound()
