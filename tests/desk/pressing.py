"""Pressing the buttons of the item page as a person would: open the form, fill it in, send it."""

from typing import Any

from taizhang.ledger.models import Item
from tests.desk.people import client_of


def press(username: str, item: Item, path: str, **fields: Any) -> Item:
    """Open the form, fill it in and send it with what it was given hidden."""
    client = client_of(username)
    address = f"/items/{item.pk}/{path}"
    form = client.get(address).context["form"]
    hidden = {name: form.initial[name] for name in ("command_id", "seq")}
    answer = client.post(address, {**hidden, **fields})
    assert answer.status_code == 302, said_in(answer)
    return Item.objects.get(pk=item.pk)


def said_in(answer: Any) -> Any:
    return answer.context["form"].errors if answer.context else answer.content


def answered(username: str, item: Item, answer: str = "grant", words: str = "") -> Item:
    request = item.facts.requests[-1]
    address = f"/items/{item.pk}/requests/{request.id}/answer"
    client = client_of(username)
    shown = client.get(f"/items/{item.pk}/").context["requests"]
    fresh = next(form for asked, form, _ in shown if asked.id == request.id)
    hidden = {name: fresh.initial[name] for name in ("command_id", "seq")}
    done = client.post(address, {**hidden, "answer": answer, "words": words})
    assert done.status_code == 302, done.content.decode()[-600:]
    return Item.objects.get(pk=item.pk)
