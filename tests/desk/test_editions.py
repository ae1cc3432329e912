"""A new edition of the pack: looked at before it is adopted, and nobody is left behind."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from taizhang.org.models import Edition, EditionDraft
from taizhang.packs.source import files_of
from taizhang.rules.lifecycle.states import Role
from taizhang.web.clock import today
from tests.org.build import a_person, a_post, an_administrator, region, the_pack

pytestmark = pytest.mark.django_db
FILES = files_of(the_pack().content)


@pytest.fixture
def alice(client):
    """The administrator, signed in."""
    person = an_administrator()
    client.force_login(person)
    return person


def upload(client, name: str, text: str):
    file = SimpleUploadedFile(name, text.encode())
    return client.post(reverse("edition-change"), {"files": [file]})


def adopt(client, **given):
    page = client.get(reverse("edition-change"))
    initial = page.context["form"].initial
    return client.post(reverse("edition-adopt"), {**initial, **given}), initial


def with_units(old: str, new: str) -> str:
    assert FILES["units.csv"].count(old) == 1
    return FILES["units.csv"].replace(old, new)


def row(start: str) -> str:
    return next(line for line in FILES["units.csv"].split("\n") if line.startswith(start))


def test_a_changed_sheet_is_compared_and_adopted_from_the_day_that_was_chosen(client, alice):
    renamed = with_units(row("cgj,"), row("cgj,").replace("局", "总局", 1))
    assert upload(client, "units.csv", renamed).status_code == 302
    page = client.get(reverse("edition-change")).content.decode()
    assert "总局" in page
    assert "<del>" in page
    since = today() + timedelta(days=3)
    response, _ = adopt(client, since=since.isoformat())
    assert response.status_code == 302
    newest = Edition.objects.of_region(region()).first()
    assert newest.effective_from == since
    assert "总局" in newest.content
    assert not EditionDraft.objects.exists()


def test_a_broken_sheet_names_its_line_and_leaves_nothing(client, alice):
    response = upload(
        client, "units.csv", with_units(row("cgj,"), row("cgj,").replace(",line,", ",lime,"))
    )
    assert response.status_code == 422
    number = FILES["units.csv"].split("\n").index(row("cgj,")) + 1
    (problem,) = response.context["problems"]
    assert (problem.file, problem.line, problem.field) == ("units.csv", number, "side")
    assert not EditionDraft.objects.exists()
    assert Edition.objects.count() == 1


def test_the_same_pack_again_is_not_a_new_edition(client, alice):
    response = upload(client, "units.csv", FILES["units.csv"])
    assert response.status_code == 422
    assert "完全相同" in response.content.decode()


def test_another_districts_pack_is_refused(client, alice):
    other = {name: text.replace("990104", "990105") for name, text in FILES.items()}
    files = [SimpleUploadedFile(name.split("/")[-1], text.encode()) for name, text in other.items()]
    response = client.post(reverse("edition-change"), {"files": files})
    assert response.status_code == 422
    assert "990105" in response.content.decode()


def test_a_draft_that_was_changed_meanwhile_is_not_adopted(client, alice):
    upload(client, "units.csv", with_units(row("cgj,"), row("cgj,").replace("局", "总局", 1)))
    _, initial = client.get(reverse("edition-change")), None
    initial = client.get(reverse("edition-change")).context["form"].initial
    upload(client, "units.csv", with_units(row("cgj,"), row("cgj,").replace("局", "大队", 1)))
    response = client.post(reverse("edition-adopt"), initial)
    assert response.status_code == 422
    assert Edition.objects.count() == 1


def test_an_edition_does_not_begin_in_the_past(client, alice):
    upload(client, "units.csv", with_units(row("cgj,"), row("cgj,").replace("局", "总局", 1)))
    response, _ = adopt(client, since=(today() - timedelta(days=1)).isoformat())
    assert response.status_code == 422
    assert Edition.objects.count() == 1


def test_a_unit_with_people_cannot_be_left_out_without_an_heir(client, alice):
    unit = next(u for u in the_pack().units if u.kind == "community")
    bob = a_person("bob", full_name="卜二")
    a_post(bob, Role.HANDLER, unit=unit.code)
    kept = [line for line in FILES["units.csv"].split("\n") if not line.startswith(f"{unit.code},")]
    assert upload(client, "units.csv", "\n".join(kept)).status_code == 302
    response, _ = adopt(client)
    assert response.status_code == 422
    assert "successor" in response.content.decode()
    assert Edition.objects.count() == 1


def test_a_draft_can_be_put_aside(client, alice):
    upload(client, "units.csv", with_units(row("cgj,"), row("cgj,").replace("局", "总局", 1)))
    client.post(reverse("edition-drop"))
    assert not EditionDraft.objects.exists()


def test_an_edition_is_downloaded_edited_and_uploaded_as_it_was(client, alice):
    held = client.get(reverse("edition-files", args=[the_pack().digest]))
    again = SimpleUploadedFile("pack.zip", held.content)
    response = client.post(reverse("edition-change"), {"files": [again]})
    assert "完全相同" in response.content.decode()


@pytest.mark.parametrize("name", ["edition-change", "edition-adopt", "edition-drop"])
def test_editions_are_adopted_by_administrators_alone(client, name):
    charlie = a_person("charlie")
    a_post(charlie, *(set(Role) - {Role.ADMIN}))
    client.force_login(charlie)
    assert client.post(reverse(name)).status_code == 403
    assert client.get(reverse("edition-files", args=["x"])).status_code == 403
