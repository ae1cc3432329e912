"""Random commands of random people: whatever they do, the ledger stays whole."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from taizhang.ledger import actions, checks
from taizhang.ledger.actions import Given, Task
from taizhang.ledger.models import Item, OpenRequestRow
from taizhang.ledger.tasks import tick
from taizhang.record.models import Entry
from taizhang.rules.lifecycle.facts import Actor
from taizhang.rules.lifecycle.moves import WISHES, Field
from taizhang.rules.lifecycle.offers import Offer, answerable, offers
from taizhang.rules.lifecycle.states import Command, RequestKind
from taizhang.rules.refused import Refused
from tests.build import (
    CHANCE,
    CLERK,
    EVERYBODY,
    MONDAY,
    PHOTO,
    REGION,
    REGISTERED,
    SECOND_PHOTO,
    a_closed,
    a_command_id,
    a_district,
    a_registered,
    a_submitted,
    an_item,
)

REPORTER = Actor("reporter")
PEOPLE = st.sampled_from((*EVERYBODY, REPORTER))
UNITS = st.sampled_from(("dcb", "cgj", "sthj", "zjj", "990104001", "qld"))
COMPOSED = {Command.MERGE, Command.DIVIDE, Command.SPLIT, Command.REBASE, Command.ERASE}
# What the rules may still say of the fields once they have offered a command.
OF_FIELDS = {
    "missing", "deadline", "supports", "independent", "complained", "until", "evidence", "who",
    "limit", "percent", "subject", "window", "own", "field", "choice", "needs_signature",
    "asked", "milestone",
}  # fmt: skip


def value(draw: Any, field: Field, now: Any) -> Any:
    """Return a value that a person might give for a field, or none."""
    if not field.required and draw(st.booleans()):
        return None
    if field.kind == "choice":
        return draw(st.sampled_from(field.choices))
    made: dict[str, Any] = {
        "unit": UNITS,
        "units": st.lists(UNITS, min_size=1, max_size=2),
        "evidence": st.just([PHOTO, SECOND_PHOTO]),
        "flag": st.just(value=True),
        "number": st.integers(0, 100),
        "person": st.sampled_from([11, 12, 13]),
        "moment": st.integers(1, 60).map(lambda days: now + timedelta(days=days)),
        "entry": st.just(1),
        "short": st.sampled_from(["0101", "1"]),
    }
    if field.name == "limit":
        return "5 work_day printed"
    return draw(made.get(field.kind, st.sampled_from(["已办", "请按标准办理", "情况属实"])))


class Lives(RuleBasedStateMachine):
    """A district in which anybody tries anything."""

    items = Bundle("items")

    def __init__(self) -> None:
        super().__init__()
        CHANCE.seed(1)  # ids decide lots and orders: the same life must be lived again
        self.now = MONDAY
        self.whole = transaction.atomic()
        self.whole.__enter__()
        a_district()

    @initialize(target=items)
    def some_items_at_various_stages(self) -> Any:
        made = [a_registered(), an_item(), a_submitted(), a_closed()]
        self.now = max(item.last_at for item in made)
        return multiple(*(item.pk for item in made))

    def proposed(self, campaign: str, by: Actor, **given: Any) -> int:
        fields = {"title": "事项", "source": "meeting", "campaign": campaign, **given}
        id = a_command_id()
        return actions.propose(REGION, fields, by=by, at=self.now, command_id=id).pk

    @rule(
        target=items,
        campaign=st.sampled_from(("general", "hygienic_city", "inspection_rectification")),
        by=PEOPLE,
        reporter=st.booleans(),
    )
    def propose(self, campaign: str, by: Actor, reporter: bool) -> Any:
        try:
            return self.proposed(campaign, by, reporter=reporter)
        except Refused as why:
            if why.code != "who":
                raise
            return multiple()

    @rule(item=items, data=st.data())
    def take_the_next_step(self, item: int, data: st.DataObject) -> None:
        self.do_one_of(item, data, [o for o in self.offered(item) if o[1].is_next])

    @rule(item=items, data=st.data())
    def do_what_is_offered(self, item: int, data: st.DataObject) -> None:
        self.do_one_of(item, data, self.offered(item))

    @rule(item=items, data=st.data())
    def ask_for_something(self, item: int, data: st.DataObject) -> None:
        wishes = [o for o in self.offered(item) if o[1].kind or o[1].signer]
        self.do_one_of(item, data, wishes)

    def offered(self, item: int) -> list[tuple[Actor, Offer]]:
        row = Item.objects.get(pk=item)
        setting = actions.setting_of(row)
        return [
            (by, offer)
            for by in (*EVERYBODY, REPORTER)
            for offer in offers(row.facts, by, self.now, setting)
            if offer.is_allowed and offer.command not in COMPOSED
        ]

    def do_one_of(self, item: int, data: st.DataObject, able: list[tuple[Actor, Offer]]) -> None:
        if not able:
            return
        deeds = sorted({(offer.command, offer.kind or "") for _, offer in able})
        deed = data.draw(st.sampled_from(deeds))
        ways = [pair for pair in able if (pair[1].command, pair[1].kind or "") == deed]
        by, offer = data.draw(st.sampled_from(ways))
        given = {f.name: value(data.draw, f, self.now) for f in offer.fields}
        fields = {name: v for name, v in given.items() if v is not None}
        kind = RequestKind.SIGNATURE if offer.signer else offer.kind
        try:
            if kind is not None:
                carries = offer.command if offer.signer else None
                self.ask(item, kind, fields, by, carries)
            else:
                self.act(item, offer.command, fields, by)
        except Refused as why:
            if why.code not in OF_FIELDS:  # offered, and still refused for what it is
                raise

    @rule(item=items, by=PEOPLE, command=st.sampled_from(Command))
    def try_anything(self, item: int, by: Actor, command: Command) -> None:
        before = Entry.objects.filter(stream=item).count()
        try:
            self.act(item, command, {"kind": "voiding", "request": 1, "reason": "试试"}, by)
        except Refused:
            assert Entry.objects.filter(stream=item).count() == before

    @rule(data=st.data())
    def decide_a_request(self, data: st.DataObject) -> None:
        rows = list(OpenRequestRow.objects.order_by("item", "request"))
        if not rows:
            return
        row = data.draw(st.sampled_from(rows))
        item = Item.objects.get(pk=row.item)
        setting = actions.setting_of(item)
        able = [by for by in EVERYBODY if answerable(item.facts, by, setting)]
        by = data.draw(st.sampled_from(able or EVERYBODY))
        granted = data.draw(st.booleans())
        given = {"by": by, "at": self.now, "command_id": a_command_id(), "granted": granted}
        try:
            actions.answer(row.item, row.request, {} if granted else {"reason": "理由"}, **given)
        except Refused:
            assert Item.objects.get(pk=row.item).seq == item.seq

    @rule(gone=items, kept=items, by=PEOPLE)
    def merge(self, gone: int, kept: int, by: Actor) -> None:
        given = {"by": by, "at": self.now, "command_id": a_command_id()}
        try:
            actions.merge(gone, kept, "同一件", **given)
        except Refused:
            return
        assert Item.objects.get(pk=gone).survivor == kept

    @rule(target=items, item=items, by=PEOPLE)
    def split(self, item: int, by: Actor) -> Any:
        register = {k: v for k, v in REGISTERED.items() if k != "supervising_unit"}
        task = Task({"title": "子事项"}, register, {"lead": "zjj"})
        given = {"by": by, "at": self.now, "command_id": a_command_id()}
        try:
            return multiple(*(child.pk for child in actions.split(item, [task], **given)))
        except Refused:
            return multiple()

    @rule(target=items, item=items, by=PEOPLE)
    def divide(self, item: int, by: Actor) -> Any:
        given = {"by": by, "at": self.now, "command_id": a_command_id()}
        try:
            made = actions.divide(item, [{"title": "一"}, {"title": "二"}], "两件", **given)
            return multiple(*(each.pk for each in made))
        except Refused:
            return multiple()

    @rule(hours=st.integers(1, 24 * 20))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        tick(self.now)
        assert 0 in (tick(self.now) for _ in range(9))  # an item's clocks one after the other

    @rule(some=st.lists(items, min_size=1, max_size=3, unique=True))
    def urge_many(self, some: list[int]) -> None:
        before = Entry.objects.count()
        listed = [Given(i, Command.URGE, {"words": "抓紧"}, a_command_id()) for i in some]
        try:
            actions.bulk(listed, by=CLERK, at=self.now)
        except actions.BulkRefused:
            assert Entry.objects.count() == before

    def act(self, item: int, command: Command, fields: dict[str, Any], by: Actor) -> None:
        actions.act(item, command, fields, by=by, at=self.now, command_id=a_command_id())

    def ask(
        self,
        item: int,
        kind: RequestKind,
        fields: dict[str, Any],
        by: Actor,
        carries: Command | None,
    ) -> None:
        assert kind in WISHES
        actions.ask(
            item, kind, fields, by=by, at=self.now, command_id=a_command_id(), carries=carries
        )

    @invariant()
    def every_open_item_waits_for_somebody(self) -> None:
        assert not Item.objects.open().filter(next_unit="").exists()
        assert not OpenRequestRow.objects.filter(decider="").exists()

    def teardown(self) -> None:
        try:
            assert checks.check().breaches == []
        finally:
            transaction.set_rollback(True)
            self.whole.__exit__(None, None, None)


@pytest.mark.django_db
@pytest.mark.slow
def test_whatever_people_do_the_ledger_stays_whole() -> None:
    examples = min(settings().max_examples, 200)
    run_state_machine_as_test(
        Lives, settings=settings(max_examples=examples, stateful_step_count=30, deadline=None)
    )
