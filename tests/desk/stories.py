"""Items at each stage, made by the people of the desk's tests."""

from datetime import datetime
from typing import Any

from taizhang.ledger.models import Item
from taizhang.rules.lifecycle.states import Command
from tests.build import DISPATCHED, REGISTERED, a_proposal, do
from tests.desk.people import actor

C = Command


def a_registered(**given: Any) -> Item:
    item = a_proposal(by=actor("clerk"), **given)
    return do(item, C.REGISTER, REGISTERED, by=actor("clerk"))


def a_dispatched(deadline: str = "", **given: Any) -> Item:
    fields = {**DISPATCHED}
    if deadline:
        fields["deadline"] = datetime.fromisoformat(deadline)
    return do(a_registered(**given), C.DISPATCH, fields, by=actor("clerk"))


def an_item(deadline: str = "", **given: Any) -> Item:
    return do(a_dispatched(deadline, **given), C.ACCEPT, by=actor("alice"))
