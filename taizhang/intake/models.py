"""What came in (来文) and what each sentence of it became; rows repeat the document's entries."""

from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar, NamedTuple

from django.db import models
from django.db.models import Count, Q
from django.urls import reverse

from taizhang.ledger.models import Item
from taizhang.record.models import Erasure
from taizhang.record.texts import texts_of
from taizhang.rules.lifecycle.facts import Actor
from taizhang.rules.lifecycle.states import FINISHED, Role

NEWS = frozenset({"meeting", "inspection", "training", "review"})
"""Kinds that are a newspaper's report: that alone is no basis for an item (立项依据)."""

READERS = frozenset({Role.INTAKE, Role.SUPERVISOR, Role.ARBITER, Role.LEADER})
"""Roles of the offices that may read a whole document; handlers see excerpts on their items."""

UNDECIDED, BOUND, DECLINED = "undecided", "bound", "declined"


class DocumentQuerySet(models.QuerySet["Document"]):
    """The questions people ask of what came in."""

    def of_region(self, region: str) -> "DocumentQuerySet":
        return self.filter(region=region)

    def readable_by(self, actor: Actor, *, offices: frozenset[str]) -> "DocumentQuerySet":
        """Keep what the actor may read: nothing outside the offices, and no office's secrets."""
        if actor.unit not in offices or not actor.roles & READERS:
            return self.none()
        if Role.LEADER in actor.roles:
            return self
        return self.filter(Q(confidential=False) | Q(unit=actor.unit))

    def undecided(self) -> "DocumentQuerySet":
        return self.filter(undecided__gt=0)

    def decided(self) -> "DocumentQuerySet":
        return self.filter(undecided=0)

    def matching(self, words: str) -> "DocumentQuerySet":
        words = words.strip()
        if not words:
            return self
        return self.filter(
            Q(title__contains=words)
            | Q(number__contains=words)
            | Q(issuer__contains=words)
            | Q(leader__contains=words)
            | Q(series__contains=words)
        )

    def newest_first(self, before: int | None = None) -> "DocumentQuerySet":
        """Sort by the moment of arrival, going on behind a row."""
        page = self if before is None else self.filter(pk__lt=before)
        return page.order_by("-pk")


class Document(models.Model):
    """One document, or one article of a page, with counts of what its requirements became."""

    id = models.BigIntegerField(primary_key=True)  # the stream of its entries
    region = models.CharField(max_length=6)
    year = models.SmallIntegerField()
    seq = models.IntegerField(default=0)
    kind = models.CharField(max_length=16)
    source = models.CharField(max_length=32)
    title = models.CharField("标题", max_length=300)
    number = models.CharField("文号", max_length=60, blank=True)
    issuer = models.CharField("来文单位", max_length=120, blank=True)
    leader = models.CharField("批示人或讲话人", max_length=60, blank=True)
    series = models.CharField("会议系列", max_length=60, blank=True)
    urgency = models.CharField("急缓", max_length=8, blank=True)
    doc_date = models.DateField("文件日期", null=True)
    received_at = models.DateTimeField()
    unit = models.CharField(max_length=32)
    person = models.BigIntegerField(null=True)
    confidential = models.BooleanField(default=False)
    file_name = models.CharField(max_length=200)
    file_format = models.CharField(max_length=8)
    sha256 = models.CharField(max_length=64)
    part = models.SmallIntegerField(default=0)  # which article of the file
    text_hash = models.CharField(max_length=64)
    layout = models.JSONField(default=dict)  # ranges: body of an article, title lines, tables
    last_order = models.IntegerField(default=0)
    bound = models.IntegerField(default=0)
    declined = models.IntegerField(default=0)
    undecided = models.IntegerField(default=0)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["region", "sha256", "part"], name="intake_document_file_once"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["region", "undecided", "id"], name="intake_document_open"),
            models.Index(fields=["region", "series", "id"], name="intake_document_series"),
            models.Index(fields=["region", "leader", "id"], name="intake_document_leader"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("document-detail", args=[self.pk])

    @property
    def is_news(self) -> bool:
        return self.kind in NEWS

    @property
    def total(self) -> int:
        return self.bound + self.declined + self.undecided

    @property
    def is_erased(self) -> bool:
        """Return whether its words were erased by law; decided by the record, not by the row."""
        return Erasure.objects.filter(region=self.region, hash=self.text_hash).exists()

    @cached_property
    def text(self) -> str:
        """Return the raw text that every range points into; empty once erased."""
        return texts_of(self.region, [self.text_hash]).get(self.text_hash, "")


class RequirementQuerySet(models.QuerySet["Requirement"]):
    """The questions people ask about requirements."""

    def in_order(self) -> "RequirementQuerySet":
        return self.order_by("document_id", "start", "order")

    def undecided(self) -> "RequirementQuerySet":
        return self.filter(fate=UNDECIDED)

    def principles(self) -> "RequirementQuerySet":
        return self.filter(kind="principle")

    def numbered(self, orders: list[int]) -> "RequirementQuerySet":
        return self.filter(order__in=orders)


class Requirement(models.Model):
    """One thing that a document requires: where it stands, what was suggested, what it became."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="requirements")
    region = models.CharField(max_length=6)
    order = models.IntegerField()  # never used again in its document
    start = models.IntegerField()
    ranges = models.JSONField()
    text = models.TextField()
    kind = models.CharField(max_length=10)  # action | principle
    heading = models.BooleanField(default=False)
    section = models.CharField(max_length=200, blank=True)
    printed_number = models.CharField(max_length=40, blank=True)
    by_hand = models.BooleanField(default=False)
    details = models.JSONField(default=dict)  # printed words of units and limit, targets, rules
    # what it became
    fate = models.CharField(max_length=10, default=UNDECIDED)
    reason = models.CharField(max_length=16, blank=True)
    note = models.CharField(max_length=300, blank=True)
    # what it will become: suggested by the reader, corrected by people
    title = models.CharField("拟立事项", max_length=300)
    leads = models.TextField(blank=True)  # codes, separated by spaces; one item for each
    supports = models.TextField(blank=True)
    due_on = models.DateField(null=True)
    limit = models.CharField(max_length=40, blank=True)
    category = models.CharField(max_length=64, blank=True)
    campaign = models.CharField(max_length=64, blank=True)
    criteria = models.TextField(blank=True)
    standing = models.BooleanField(default=False)
    items = models.ManyToManyField(Item, through="Binding", related_name="requirements")

    objects = RequirementQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["document", "order"], name="intake_requirement_order_once"
            ),
            models.CheckConstraint(
                condition=Q(fate=DECLINED) & ~Q(reason="") | ~Q(fate=DECLINED) & Q(reason=""),
                name="intake_requirement_reason_of_declined",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["document", "start", "order"], name="intake_requirement_place")
        ]

    def __str__(self) -> str:
        return f"{self.document_id}#{self.order}"

    @property
    def lead_codes(self) -> list[str]:
        return self.leads.split()

    @property
    def support_codes(self) -> list[str]:
        return self.supports.split()

    @property
    def spans(self) -> list[tuple[int, int]]:
        return [(start, end) for start, end in self.ranges]

    @property
    def passage(self) -> str:
        """Return how an item names the sentence that it was made from."""
        return f"{self.document_id}-{self.order}"

    @property
    def printed(self) -> dict[str, Any]:
        details: dict[str, Any] = self.details
        return details


class Progress(NamedTuple):
    """How many items a document made, how many are finished, how many overdue."""

    items: int
    finished: int
    late: int


class BindingQuerySet(models.QuerySet["Binding"]):
    """The questions people ask about which item a requirement became."""

    def progress(self, documents: list[int], now: datetime) -> dict[int, Progress]:
        """Return for each document how many items it made, are finished, are overdue."""
        rows = (
            self.filter(requirement__document__in=documents)
            .values("requirement__document")
            .annotate(
                items=Count("item", distinct=True),
                finished=Count("item", distinct=True, filter=Q(item__state__in=FINISHED)),
                late=Count(
                    "item", distinct=True, filter=Q(item__finished=False, item__due_at__lt=now)
                ),
            )
        )
        return {
            row["requirement__document"]: Progress(row["items"], row["finished"], row["late"])
            for row in rows
        }


class Binding(models.Model):
    """That a requirement became this item; several may become one, and one several."""

    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT)
    item = models.ForeignKey(Item, on_delete=models.PROTECT)
    existing = models.BooleanField(default=False)  # it was in the ledger already

    objects = BindingQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["requirement", "item"], name="intake_binding_once")
        ]

    def __str__(self) -> str:
        return f"{self.requirement_id} → {self.item_id}"
