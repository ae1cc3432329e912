"""Evidence and notices: only to those who may see the item, and harmless in the browser."""

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from taizhang.ledger.models import Item, Order
from taizhang.record.actions import keep
from taizhang.record.ids import short_code
from taizhang.rules.lifecycle.states import Command
from tests.build import MONDAY, REGION, do
from tests.desk.people import a_staffed_district, actor, client_of
from tests.desk.pictures import a_picture
from tests.desk.stories import a_registered, an_item

pytestmark = pytest.mark.django_db
C = Command


@pytest.fixture(autouse=True)
def district(db: Any, settings: Any) -> None:
    a_staffed_district(settings)


def an_item_with(data: bytes, name: str) -> tuple[Item, str]:
    sha = keep(data, name, region=REGION, at=MONDAY).sha256
    return do(an_item(), C.ATTACH, {"evidence": [sha]}, by=actor("alice")), sha


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)  # read to its end, the client closes it


@pytest.mark.parametrize("username", ["alice", "bob", "clerk", "leader"])
def test_who_sees_the_item_sees_its_pictures(username: str) -> None:
    picture = a_picture()
    item, sha = an_item_with(picture, "现场.jpg")
    response = client_of(username).get(f"/evidence/{sha}?item={item.pk}")
    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "attachment" not in response.get("Content-Disposition", "")
    assert body(response) == picture


def test_a_small_picture_is_a_jpeg() -> None:
    item, sha = an_item_with(a_picture("PNG"), "现场.png")
    response = client_of("alice").get(f"/evidence/{sha}?item={item.pk}&size=thumb")
    assert response["Content-Type"] == "image/jpeg"
    assert body(response).startswith(b"\xff\xd8")


def test_an_iphones_picture_is_shown_as_jpeg() -> None:
    item, sha = an_item_with(a_picture("HEIF"), "现场.heic")
    response = client_of("alice").get(f"/evidence/{sha}?item={item.pk}")
    assert response["Content-Type"] == "image/jpeg"
    assert body(response).startswith(b"\xff\xd8")


def test_a_paper_is_given_out_under_its_own_name() -> None:
    paper = io.BytesIO()
    Document().save(paper)
    item, sha = an_item_with(paper.getvalue(), "情况说明.docx")
    response = client_of("bob").get(f"/evidence/{sha}?item={item.pk}")
    assert body(response) == paper.getvalue()
    disposition = response["Content-Disposition"]
    assert disposition.startswith("attachment")
    assert "%E6%83%85%E5%86%B5%E8%AF%B4%E6%98%8E.docx" in disposition
    assert "情况说明.docx" in client_of("bob").get(f"/items/{item.pk}/").content.decode()


def test_an_outsider_gets_nothing_and_no_item_opens_anothers_evidence() -> None:
    item, sha = an_item_with(a_picture(), "现场.jpg")
    other = an_item(title="另一件")
    assert client_of("charlie").get(f"/evidence/{sha}?item={item.pk}").status_code == 404
    assert client_of("alice").get(f"/evidence/{sha}?item={other.pk}").status_code == 404
    assert client_of("alice").get(f"/evidence/{sha}").status_code == 404


def test_nobody_hands_in_a_file_by_a_hash_that_was_not_sealed_for_them() -> None:
    _, sha = an_item_with(a_picture(), "现场.jpg")
    other, client = an_item(title="另一件"), client_of("bob")
    form = client.get(f"/items/{other.pk}/act/attach").context["form"]
    fields = {**form.initial, "evidence-kept": sha}
    assert client.post(f"/items/{other.pk}/act/attach", fields).status_code == 422


def test_what_is_no_picture_or_paper_is_refused_with_the_reason() -> None:
    item, client = an_item(), client_of("alice")
    form = client.get(f"/items/{item.pk}/act/attach").context["form"]
    bad = SimpleUploadedFile("工具.exe", b"MZ" + b"\0" * 400)
    answer = client.post(f"/items/{item.pk}/act/attach", {**form.initial, "evidence": bad})
    assert answer.status_code == 422
    assert "工具.exe" in answer.content.decode()


@pytest.mark.parametrize("username", ["clerk", "director", "deputy"])
def test_the_office_downloads_the_notice(username: str) -> None:
    item = an_item(words="沿河路的渣土要尽快清理")
    response = client_of(username).get(f"/items/{item.pk}/notice.docx")
    assert response.status_code == 200
    document = Document(io.BytesIO(response.content))
    cells = "\n".join(
        cell.text for table in document.tables for row in table.rows for cell in row.cells
    )
    assert "沿河路的渣土要尽快清理" in cells
    assert "区城市管理局" in cells


@pytest.mark.parametrize("username", ["alice", "charlie", "inspector"])
def test_nobody_else_makes_a_notice(username: str) -> None:
    assert client_of(username).get(f"/items/{an_item().pk}/notice.docx").status_code == 403


def test_there_is_no_notice_before_the_hand_over() -> None:
    answer = client_of("clerk").get(f"/items/{a_registered().pk}/notice.docx")
    assert answer.status_code == 409
    assert "尚未交办" in answer.content.decode()


def test_the_notices_of_an_order_come_in_one_archive() -> None:
    client = client_of("clerk")
    form = client.get("/quick/").context["form"]
    fields = {"command_id": form["command_id"].value(), "campaign": "general"}
    fields |= {"title": "清雪", "units": ["区城管局", "区住建局"], "source": "meeting"}
    assert client.post("/quick/", fields).status_code == 302
    order = Order.objects.get()
    answer = client.get(f"/orders/{order.pk}/notices.zip")
    assert answer.status_code == 200, answer.content.decode()[-900:]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert sorted(archive.namelist()) == [
            f"督办通知单-{order.number}-0{n}.docx" for n in (1, 2)
        ]
    assert client_of("alice").get(f"/orders/{order.pk}/notices.zip").status_code == 403
    assert "共2件" in client.get(f"/orders/{order.pk}/").content.decode()
    assert "共1件" in client_of("alice").get(f"/orders/{order.pk}/").content.decode()
    assert client_of("charlie").get(f"/orders/{order.pk}/").status_code == 404


def test_a_short_link_leads_to_the_item_of_whoever_may_see_it(client: Any) -> None:
    item = an_item()
    link = f"/i/{short_code(item.pk)}"
    assert client_of("alice").get(link)["Location"] == f"/items/{item.pk}/"
    assert client_of("charlie").get(link).status_code == 404
    assert client_of("alice").get("/i/0").status_code == 404
    assert client.get(link)["Location"].startswith("/sign-in")
