"""The ledger's rows (台账): what the entries of items add up to, laid out for lists and filters."""

import json
from collections.abc import Collection, Iterable
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import connections, models
from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import RawSQL

from taizhang.ledger import grams
from taizhang.ledger.doers import DECIDERS, DISTRICT_WIDE, DOERS, WORKERS
from taizhang.record.ids import is_tracking_code, plain_code
from taizhang.rules.lifecycle.facts import Actor, Facts
from taizhang.rules.lifecycle.states import ENDED, Command, Role
from taizhang.rules.lights import Light, light

C, R = Command, Role
FEW = 200


class ItemQuerySet(models.QuerySet["Item"]):
    """The questions people ask of the ledger."""

    region: str | None = None

    def of_region(self, region: str) -> "ItemQuerySet":
        rows = self.filter(region=region)
        rows.region = region
        return rows

    def _clone(self) -> "ItemQuerySet":
        clone: ItemQuerySet = super()._clone()  # type: ignore[misc]  # not in the stubs
        clone.region = self.region
        return clone

    def open(self) -> "ItemQuerySet":
        return self.exclude(state__in=ENDED)

    def unfinished(self) -> "ItemQuerySet":
        return self.filter(finished=False)

    def overdue(self, *, now: datetime) -> "ItemQuerySet":
        return self.unfinished().filter(due_at__lt=now)

    def near(self, *, now: datetime) -> "ItemQuerySet":
        return self.unfinished().filter(due_at__gte=now, yellow_at__lte=now)

    def with_light(self, light: Light, *, now: datetime) -> "ItemQuerySet":
        if light is Light.RED:
            return self.overdue(now=now)
        if light is Light.YELLOW:
            return self.near(now=now)
        if light is Light.GREEN:
            return self.unfinished().filter(yellow_at__gt=now)
        return self.filter(finished=True)

    def visible_to(self, actor: Actor, *, offices: Iterable[str]) -> "ItemQuerySet":
        """Keep what the actor may see: the office all but what is confidential, others their own.

        `offices` are the units of supervision and of the leaders (`terms.offices`).
        """
        involved = self._involving(actor.unit or "")
        if actor.unit in set(offices) and actor.roles & DISTRICT_WIDE:
            return self.filter(Q(confidential=False) | involved)
        if not actor.roles - {R.ADMIN}:
            return self.none()
        return self.filter(involved)

    def _involving(self, unit: str) -> Q:
        parts = Involvement.objects.filter(unit=unit)
        if self.region is not None:  # looked up once, not row by row
            return Q(pk__in=parts.filter(region=self.region).values("item"))
        return Q(Exists(parts.filter(region=OuterRef("region"), item=OuterRef("pk"))))

    def _anywhere(self) -> "ItemQuerySet":
        rows: ItemQuerySet = self.model._default_manager.all()
        return rows if self.region is None else rows.of_region(self.region)

    def _one_of(self, first: Q, second: Q) -> "ItemQuerySet":
        """Keep what is either; a union, since each half has its own index and an OR has none."""
        rows = self._anywhere()
        found = rows.filter(first).values("pk").union(rows.filter(second).values("pk"))
        return self.filter(pk__in=found)

    def awaiting(self, actor: Actor, asked: Collection[int] | None = None) -> "ItemQuerySet":
        """Keep what waits for this actor: the next action of its unit, or a request to decide.

        `asked` are the items with such a request, where they are known already.
        """
        able = Q(next_action__in=[c for c, doers in DOERS.items() if actor.roles & doers])
        if actor.roles & WORKERS:  # the lead of a parent supervises its children
            able |= Q(parent__isnull=False, next_action__in=(C.REGISTER, C.DISPATCH, C.CONFIRM))
        mine = self.filter(able, next_unit=actor.unit or "")
        if asked is not None and not asked:
            return mine
        # Joined by OR the two would cost a look at every row of the region.
        requested = OpenRequestRow.objects.awaiting(actor).values("item")
        both = mine.order_by().values("pk").union(requested, all=True)
        return self.filter(pk__in=both)

    def matching(self, words: str) -> "ItemQuerySet":
        """Keep what has the words in title, text, place or outside number, or is so numbered."""
        words = words.strip()
        if not words:
            return self
        named, found = self._named(words), self._containing(words)
        return self._one_of(found, Q(pk__in=named)) if named else self.filter(found)

    def _named(self, words: str) -> list[int]:
        """Return the items whose number has these words, or whose tracking code they are."""
        ways = Q()
        if any(letter.isdigit() for letter in words):
            ways |= Q(number__contains=words)
        if is_tracking_code(words):
            ways |= Q(tracking=plain_code(words))
        return (
            list(self._anywhere().filter(ways).values_list("pk", flat=True)[:FEW]) if ways else []
        )

    def _containing(self, words: str) -> Q:
        scan = Q(haystack__contains=words.lower())
        if not grams.phrases(words):
            return scan
        sql, query = grams.lookup(words, connections[self.db].vendor)
        narrowed = Q(pk__in=RawSQL(sql, [query]))  # noqa: S611  (a constant)
        return narrowed if grams.is_exact(words) else narrowed & scan

    def in_due_order(self, after: tuple[datetime, int] | None = None) -> "ItemQuerySet":
        """Sort by due moment, going on behind the row that was last on the page before."""
        if after is None:
            return self.order_by("due_at", "pk")
        at, id = after
        return self.filter(due_at__gte=at).exclude(due_at=at, pk__lte=id).order_by("due_at", "pk")

    def newest_first(self, before: int | None = None) -> "ItemQuerySet":
        """Sort by the moment of opening, the newest first, going on behind a row."""
        page = self if before is None else self.filter(pk__lt=before)
        return page.order_by("-pk")

    def for_lists(self) -> "ItemQuerySet":
        return self.defer("facts_text", "haystack")

    def count_up_to(self, cap: int = 999) -> int:
        """Return the number of rows, or `cap + 1` when there are more; in order, as the page."""
        return self[: cap + 1].count()


class RequestQuerySet(models.QuerySet["OpenRequestRow"]):
    """The questions people ask about open requests."""

    def awaiting(self, actor: Actor) -> "RequestQuerySet":
        """Keep what this actor may decide, by unit and role; nobody decides what he asked."""
        as_whom = [who for who, roles in DECIDERS.items() if actor.roles & roles]
        mine = self.filter(decider=actor.unit or "", decides_as__in=as_whom)
        return mine.exclude(asker=actor.person) if actor.person is not None else mine

    def overdue(self, *, now: datetime) -> "RequestQuerySet":
        return self.filter(due_at__lt=now)


class Item(models.Model):
    """One row of the ledger (事项); `facts` is the fold of its entries, the columns repeat it."""

    id = models.BigIntegerField(primary_key=True)  # the stream of its entries
    region = models.CharField(max_length=6)
    year = models.SmallIntegerField()
    seq = models.IntegerField()
    state = models.CharField(max_length=16)
    finished = models.BooleanField(default=False)
    # what it is
    number = models.CharField(max_length=40, null=True)  # noqa: DJ001  (unique where there is one)
    tracking = models.CharField(max_length=16, default="")
    campaign = models.CharField(max_length=64)
    source = models.CharField(max_length=32)
    category = models.CharField(max_length=64, default="")
    external = models.CharField(max_length=64, default="")
    title = models.CharField(max_length=300)
    place = models.CharField(max_length=200, default="")
    haystack = models.TextField(default="")  # where a search looks; empty if confidential
    standing = models.BooleanField(default=False)
    confidential = models.BooleanField(default=False)
    parent = models.BigIntegerField(null=True)
    survivor = models.BigIntegerField(null=True)
    order = models.BigIntegerField(null=True)
    # who is concerned
    intake_unit = models.CharField(max_length=32)
    supervising_unit = models.CharField(max_length=32, default="")
    lead = models.CharField(max_length=32, default="")
    supports = models.CharField(max_length=600, default="")  # codes, separated by spaces
    area = models.CharField(max_length=32, default="")
    handler = models.BigIntegerField(null=True)
    sponsor = models.BigIntegerField(null=True)
    # who is to do what by when
    next_unit = models.CharField(max_length=32, default="")
    next_action = models.CharField(max_length=32, default="")
    due_at = models.DateTimeField(null=True)
    yellow_at = models.DateTimeField(null=True)
    promised_at = models.DateTimeField(null=True)
    original_at = models.DateTimeField(null=True)
    wakes_at = models.DateTimeField(null=True)
    # what happened
    level = models.SmallIntegerField(default=0)
    returns = models.SmallIntegerField(default=0)
    reworks = models.SmallIntegerField(default=0)
    rebounds = models.SmallIntegerField(default=0)
    repeats = models.SmallIntegerField(default=0)
    urges = models.SmallIntegerField(default=0)
    percent = models.SmallIntegerField(default=0)
    outcome = models.CharField(max_length=16, default="")
    last_progress = models.CharField(max_length=200, default="")
    last_progress_at = models.DateTimeField(null=True)
    last_progress_seq = models.IntegerField(null=True)
    opened_at = models.DateTimeField()
    dispatched_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField()
    facts_text = models.TextField(db_column="facts")

    objects = ItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "number"], name="ledger_item_number_once"),
            models.UniqueConstraint(
                fields=["region", "source", "external"],
                condition=~Q(external=""),
                name="ledger_item_external_once",
            ),
            models.CheckConstraint(
                condition=Q(due_at__isnull=True, yellow_at__isnull=True, next_unit="")
                | (Q(due_at__isnull=False, yellow_at__isnull=False) & ~Q(next_unit="")),
                name="ledger_item_next_step_whole",
            ),
        ]
        # Of two that serve alike SQLite takes the later one: the narrow ones stand last.
        indexes = [
            models.Index(fields=["region", "id"], name="ledger_item_newest"),
            models.Index(fields=["region", "state", "id"], name="ledger_item_state_newest"),
            models.Index(fields=["region", "state", "due_at", "id"], name="ledger_item_state"),
            models.Index(fields=["region", "lead", "due_at", "id"], name="ledger_item_lead"),
            models.Index(
                fields=["region", "campaign", "state", "due_at", "id"], name="ledger_item_campaign"
            ),
            models.Index(
                fields=["region", "due_at", "id"],
                condition=Q(finished=False),
                name="ledger_item_due",
            ),
            models.Index(
                fields=["region", "id"],
                condition=Q(finished=True, closed_at__isnull=False),
                name="ledger_item_closed",
            ),
            models.Index(
                fields=["region", "lead", "due_at", "id"],
                condition=Q(finished=False),
                name="ledger_item_lead_due",
            ),
            models.Index(
                fields=["region", "next_unit", "next_action", "due_at", "id"],
                name="ledger_item_next",
            ),
            models.Index(fields=["region", "tracking"], name="ledger_item_tracking"),
            models.Index(
                fields=["wakes_at"], condition=Q(wakes_at__isnull=False), name="ledger_item_wakes"
            ),
            models.Index(
                fields=["parent"], condition=Q(parent__isnull=False), name="ledger_item_parent"
            ),
            models.Index(
                fields=["survivor"],
                condition=Q(survivor__isnull=False),
                name="ledger_item_survivor",
            ),
            models.Index(
                fields=["order"], condition=Q(order__isnull=False), name="ledger_item_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number or self.id} {self.state}"

    @cached_property
    def facts(self) -> Facts:
        return facts_of(self.id, self.facts_text)

    @property
    def support_units(self) -> list[str]:
        return self.supports.split()

    def light(self, now: datetime) -> Light:
        if self.due_at is None or self.yellow_at is None:
            return Light.GREY
        return light(yellow_at=self.yellow_at, due_at=self.due_at, now=now, finished=self.finished)


def facts_of(item: int, text: str) -> Facts:
    """Return the facts that a row keeps as text."""
    return Facts.from_json({"item": item, **json.loads(text)})


def facts_text(facts: Facts) -> str:
    """Return facts as a row keeps them; the same facts give the same text."""
    plain: dict[str, Any] = facts.to_json()
    plain.pop("item", None)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class Involvement(models.Model):
    """A unit's part in an item (涉及单位); who is not involved does not see it."""

    region = models.CharField(max_length=6)
    item = models.BigIntegerField()
    unit = models.CharField(max_length=32)
    part = models.CharField(max_length=12)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "unit", "item", "part"], name="ledger_involvement_once"
            )
        ]
        indexes = [models.Index(fields=["item"], name="ledger_involvement_item")]

    def __str__(self) -> str:
        return f"{self.item} {self.unit} {self.part}"


class OpenRequestRow(models.Model):
    """A request that awaits its decider (待决定的申请)."""

    region = models.CharField(max_length=6)
    item = models.BigIntegerField()
    request = models.IntegerField()  # seq of the entry that asked
    kind = models.CharField(max_length=16)
    carries = models.CharField(max_length=32, default="")
    asker = models.BigIntegerField(null=True)
    asking_unit = models.CharField(max_length=32, default="")
    decider = models.CharField(max_length=32)
    decides_as = models.CharField(max_length=16)
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    yellow_at = models.DateTimeField()

    objects = RequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "request"], name="ledger_request_once")
        ]
        indexes = [
            models.Index(fields=["region", "decider", "due_at"], name="ledger_request_decider")
        ]

    def __str__(self) -> str:
        return f"{self.item}#{self.request} {self.kind}"


class Order(models.Model):
    """An order (交办单): it only groups items under one number and rolls them up."""

    id = models.BigIntegerField(primary_key=True)  # the stream of its entry
    region = models.CharField(max_length=6)
    year = models.SmallIntegerField()
    number = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    unit = models.CharField(max_length=32)
    person = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "number"], name="ledger_order_number_once")
        ]

    def __str__(self) -> str:
        return self.number


class SavedFilter(models.Model):
    """A filter of the ledger that somebody keeps under a name."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    name = models.CharField("名称", max_length=40)
    query = models.CharField(max_length=1000)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="ledger_filter_name_once")
        ]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
