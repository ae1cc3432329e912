"""The pages of what comes in, through the door: Alice takes in, Bob reads, Charlie sees nothing."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from taizhang.intake.models import Document
from taizhang.ledger.models import Item
from taizhang.org.models import Person
from taizhang.rules.lifecycle.states import Role
from tests.intake.build import DEMO, PLAN, a_district, a_document, a_person, command_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> Client:
    return signed_in(a_person("alice", "dcb", Role.INTAKE, Role.SUPERVISOR))


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def decided(client: Client, document: Document, do: str, **fields: Any) -> Any:
    given = {"do": do, "command_id": command_id(), **fields}
    return client.post(reverse("document-decide", args=[document.pk]), given)


def typed(document: Document, **changed: str) -> dict[str, str]:
    """Return the fields of every row as the page shows them, with changes."""
    page = {}
    for row in document.requirements.all():
        page |= {
            f"title-{row.order}": row.title,
            f"campaign-{row.order}": row.campaign,
            f"category-{row.order}": row.category,
            f"leads-{row.order}": "城管局" if row.leads == "cgj" else "市场监管局",
            f"supports-{row.order}": "",
            f"due-{row.order}": row.due_on.isoformat() if row.due_on else "",
            f"criteria-{row.order}": "",
        }
    return page | changed


def test_pasted_text_becomes_a_document_with_its_requirements(alice: Client) -> None:
    response = alice.post(reverse("document-new"), {"text": PLAN, "name": "分工方案"}, follow=True)
    assert response.status_code == 200
    document = Document.objects.get()
    assert response.redirect_chain[-1][0] == document.get_absolute_url()
    assert "清理主次干道沿线非法小广告" in response.content.decode()
    assert document.undecided == 3


def test_an_uploaded_file_that_came_in_before_is_recognised(alice: Client) -> None:
    for _ in range(2):
        file = SimpleUploadedFile("方案.txt", PLAN.encode())
        response = alice.post(reverse("document-new"), {"files": file}, follow=True)
    assert "此前已收文" in response.content.decode()
    assert Document.objects.count() == 1


def test_a_list_shows_what_is_undecided_and_what_is_done(alice: Client) -> None:
    document = a_document()
    page = alice.get(reverse("document-list")).content.decode()
    assert document.title in page
    decided(alice, document, "decline", ids=[1, 2, 3], reason="information")
    assert document.title not in alice.get(reverse("document-list")).content.decode()
    assert document.title in alice.get(reverse("document-list") + "?tab=done").content.decode()


def test_three_rows_become_three_dispatched_items(alice: Client) -> None:
    document = a_document()
    response = decided(alice, document, "bind", ids=[1, 2, 3], **typed(document))
    assert response.status_code == 302, response.content.decode()
    assert set(Item.objects.values_list("state", flat=True)) == {"dispatched"}
    page = alice.get(document.get_absolute_url()).content.decode()
    assert "清督〔2026〕" in page


def test_words_that_mean_no_unit_are_refused_at_their_row(alice: Client) -> None:
    document = a_document()
    fields = typed(document, **{"leads-2": "无此单位"})
    response = decided(alice, document, "bind", ids=[1, 2], **fields)
    assert response.status_code == 422
    page = response.content.decode()
    assert "牵头单位“无此单位”不是现行制度包里的单位" in page
    assert 'value="无此单位"' in page
    assert not Item.objects.exists()
    document.refresh_from_db()
    assert document.undecided == 3


def test_the_table_of_fates_comes_as_page_word_and_excel(alice: Client) -> None:
    document = a_document()
    decided(alice, document, "bind", ids=[1], **typed(document))
    decided(alice, document, "decline", ids=[2], reason="beyond_duty")
    page = alice.get(reverse("document-fate", args=[document.pk])).content.decode()
    for word in ("办理中", "不立项", "未定", "非本区职责"):
        assert word in page
    for form in ("docx", "xlsx"):
        response = alice.get(reverse("document-fate-file", args=[document.pk, form]))
        assert response.content.startswith(b"PK")
    assert alice.get(reverse("document-fate-file", args=[document.pk, "pdf"])).status_code == 404


@pytest.mark.parametrize("role", [Role.HANDLER, Role.HEAD, Role.ADMIN])
def test_charlie_of_a_bureau_sees_no_document_at_all(role: Role) -> None:
    document = a_document()
    charlie = signed_in(a_person("charlie", "cgj", role))
    for name, args in (
        ("document-list", []),
        ("document-new", []),
        ("document-detail", [document.pk]),
        ("document-fate", [document.pk]),
        ("document-fate-file", [document.pk, "docx"]),
        ("fate-list", []),
    ):
        response = charlie.get(reverse(name, args=args))
        assert response.status_code == 403, name
        assert document.title not in response.content.decode()


def test_bob_of_the_leaders_reads_but_decides_nothing() -> None:
    document = a_document()
    bob = signed_in(a_person("bob", "qld", Role.LEADER))
    page = bob.get(document.get_absolute_url())
    assert page.status_code == 200
    assert "批量立项交办" not in page.content.decode()
    assert decided(bob, document, "decline", ids=[1], reason="information").status_code == 422
    document.refresh_from_db()
    assert document.undecided == 3


@pytest.mark.parametrize("name", ["document-detail", "document-fate"])
def test_a_page_asks_the_database_as_often_for_many_rows_as_for_few(
    alice: Client, name: str
) -> None:
    document = a_document()
    address = reverse(name, args=[document.pk])
    decided(alice, document, "bind", ids=[1], **typed(document))
    alice.get(address)  # the first page after a start parses the pack
    few = queries_of(alice, address)
    decided(alice, document, "bind", ids=[2, 3], **typed(document))
    assert queries_of(alice, address) == few <= 14


def test_the_list_asks_the_database_as_often_for_many_documents_as_for_one(alice: Client) -> None:
    a_document()
    address = reverse("document-list")
    alice.get(address)
    few = queries_of(alice, address)
    for n in range(4):
        a_document(PLAN.replace("31号", f"4{n}号"))
    assert queries_of(alice, address) == few <= 12


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
        return len(asked)


def test_a_missed_passage_is_marked_by_its_words(alice: Client) -> None:
    document = a_document()
    given = {"words": "冬季城市\n管理重点任务", "kind": "principle", "command_id": command_id()}
    response = alice.post(reverse("document-mark", args=[document.pk]), given)
    assert response.status_code == 302, re.findall(r"<p>([^<]*)</p>", response.content.decode())
    made = document.requirements.get(by_hand=True)
    ((start, end),) = made.spans
    assert document.text[start:end] == "冬季城市管理重点任务"


def test_the_frame_of_a_document_can_be_corrected(alice: Client) -> None:
    document = a_document()
    given = {
        "title": "冬季城市管理分工方案", "number": "", "issuer": "区政府办", "leader": "樊知行",
        "series": "区政府常务会议", "urgency": "加急", "doc_date": "2026-11-19",
        "source": "instruction", "command_id": command_id(),
    }  # fmt: skip
    response = alice.post(reverse("document-describe", args=[document.pk]), given)
    assert response.status_code == 302
    document.refresh_from_db()
    assert (document.leader, document.source) == ("樊知行", "instruction")
    page = alice.get(reverse("fate-list") + "?series=区政府常务会议").content.decode()
    assert "区政府常务会议 落实去向表" in page


def test_the_index_of_fates_names_series_and_leaders(alice: Client) -> None:
    a_district()
    assert alice.get(reverse("fate-list")).status_code == 200


def test_charlie_sees_the_sentence_on_his_item_and_nothing_else_of_the_document(
    alice: Client,
) -> None:
    document = a_document()
    decided(alice, document, "bind", ids=[1, 3], **typed(document))
    item = Item.objects.get(lead="cgj")
    charlie = signed_in(a_person("charlie", "cgj", Role.HANDLER))
    page = charlie.get(reverse("item-detail", args=[item.pk]))
    assert page.status_code == 200
    words = page.content.decode()
    assert "背街小巷路面修补" in words
    assert "小广告" not in words
    assert "农贸市场周边" not in words
    assert document.get_absolute_url() not in words
    other = Item.objects.get(lead="scj")
    assert charlie.get(reverse("item-detail", args=[other.pk])).status_code == 404


@pytest.mark.parametrize("broken", ["", "x", "1"])
def test_a_form_without_its_id_is_refused_and_nothing_is_done(alice: Client, broken: str) -> None:
    document = a_document()
    response = decided(alice, document, "decline", ids=[1], reason="other", command_id=broken)
    assert response.status_code == 422
    assert "刷新页面" in response.content.decode()
    document.refresh_from_db()
    assert document.undecided == 3


def test_one_row_is_decided_by_its_own_button(alice: Client) -> None:
    document = a_document()
    decided(alice, document, "bind:1", **typed(document))
    decided(alice, document, "decline:2", ids=[3], **{"reason-2": "existing", "note-2": "同第1条"})
    number = Item.objects.get().number
    decided(alice, document, "existing:3", **{"existing-3": number})
    document.refresh_from_db()
    assert (document.bound, document.declined, document.undecided) == (2, 1, 0)
    decided(alice, document, "undo:3")
    document.refresh_from_db()
    assert document.undecided == 1
    assert decided(alice, document, "existing:3", **{"existing-3": "无此号"}).status_code == 422


def test_what_the_form_corrects_is_kept_when_it_is_saved(alice: Client) -> None:
    document = a_document()
    fields = typed(document, **{"title-1": "修补新桥路", "leads-1": "各街道", "due-1": ""})
    assert decided(alice, document, "save", **fields).status_code == 302
    row = document.requirements.get(order=1)
    assert row.title == "修补新桥路"
    assert len(row.lead_codes) > 1
    assert row.due_on is None
    page = alice.get(document.get_absolute_url()).content.decode()
    assert 'value="各街道"' in page


def test_an_unknown_button_is_refused(alice: Client) -> None:
    document = a_document()
    assert decided(alice, document, "vanish").status_code == 422


def test_principles_are_declined_by_one_button(alice: Client) -> None:
    path = next((DEMO / "samples").glob("08-*.docx"))
    document = a_document(path.read_bytes(), path.name)
    assert decided(alice, document, "principles").status_code == 302
    assert not document.requirements.principles().undecided().exists()


def test_deciding_one_row_loses_nothing_that_was_typed_into_another(alice: Client) -> None:
    document = a_document()
    fields = typed(document, **{"title-2": "清理小广告", "leads-3": "无此单位"})
    response = alice.post(
        reverse("document-decide", args=[document.pk]),
        {"do": "bind:1", "command_id": command_id(), **fields},
        follow=True,
    )
    assert document.requirements.get(order=2).title == "清理小广告"
    page = response.content.decode()
    assert "第3条没有保存" in page
    assert document.requirements.get(order=3).fate == "undecided"
