"""What the record holds: entries for ever, texts and identities until erased, evidence."""

import json
from functools import cached_property
from typing import Any

from django.db import models

from taizhang.rules.lifecycle.facts import Actor

# Entries that may give leave to erase: the command itself, or the grant of one that needed signing.
ERASING = ("erase", "grant")


class EntryQuerySet(models.QuerySet["Entry"]):
    """The questions people ask of the record."""

    def of(self, region: str, kind: str, stream: int) -> "EntryQuerySet":
        """Return the entries of one stream in the order in which they happened."""
        return self.filter(region=region, kind=kind, stream=stream).order_by("seq")

    def given(self, region: str, kind: str, stream: int, command_id: str) -> "EntryQuerySet":
        """Return the entry that a command id has already made in its stream, if any."""
        return self.filter(region=region, kind=kind, stream=stream, command_id=command_id)


class Entry(models.Model):
    """One fact (留痕): who gave which command to which stream, when, with what; never changed."""

    id = models.BigIntegerField(primary_key=True)
    region = models.CharField(max_length=6)
    year = models.SmallIntegerField()
    kind = models.CharField(max_length=16)
    stream = models.BigIntegerField()
    seq = models.IntegerField()
    command_id = models.CharField(max_length=36)
    at = models.DateTimeField()
    by_kind = models.CharField(max_length=8)
    person = models.BigIntegerField(null=True)
    post = models.BigIntegerField(null=True)
    unit = models.CharField(max_length=32, default="")
    command = models.CharField(max_length=32)
    # Text, not the database's own JSON: the bytes that were digested are the bytes that are kept.
    body = models.TextField()

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "kind", "stream", "seq"], name="record_entry_seq_once"
            ),
            models.UniqueConstraint(
                fields=["region", "kind", "stream", "command_id"], name="record_entry_command_once"
            ),
            models.CheckConstraint(
                condition=models.Q(seq__gte=1), name="record_entry_seq_from_one"
            ),
        ]
        indexes = [models.Index(fields=["region", "at", "id"], name="record_entry_by_moment")]

    def __str__(self) -> str:
        return f"{self.kind} {self.stream}#{self.seq} {self.command}"

    @cached_property
    def data(self) -> dict[str, Any]:
        """Return what the command carried, texts as `{"text": hash}`."""
        loaded: dict[str, Any] = json.loads(self.body)
        return loaded

    @property
    def by(self) -> Actor:
        """Return who acted, without the roles of that day: they are not part of the fact."""
        return Actor(self.by_kind, self.person, self.post, self.unit or None)


class Text(models.Model):
    """Free text of an entry, apart from it under SHA-256(salt ‖ text) so that it can be erased."""

    id = models.BigIntegerField(primary_key=True)
    region = models.CharField(max_length=6)
    hash = models.CharField(max_length=64)
    salt = models.CharField(max_length=64)
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "hash"], name="record_text_hash_once")
        ]

    def __str__(self) -> str:
        return self.hash


class Erasure(models.Model):
    """The leave to erase one text, identity or piece of evidence; without it a trigger refuses."""

    id = models.BigIntegerField(primary_key=True)
    region = models.CharField(max_length=6)
    hash = models.CharField(max_length=64)
    entry = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "hash"], name="record_erasure_once")
        ]

    def __str__(self) -> str:
        return self.hash


class Reporter(models.Model):
    """Who raised a matter (反映人), apart from every entry and export of those who handle it."""

    id = models.BigIntegerField(primary_key=True)
    region = models.CharField(max_length=6)
    kind = models.CharField(max_length=16)
    stream = models.BigIntegerField()
    name = models.CharField(max_length=64, blank=True)
    phone = models.CharField(max_length=32, blank=True)
    other = models.TextField(blank=True)
    # Whether the units that handle the matter may see who raised it.
    consent = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["region", "kind", "stream"], name="record_reporter_stream")]

    def __str__(self) -> str:
        return f"{self.kind} {self.stream}"


class Counter(models.Model):
    """The last number given out in a region, year and series (编号)."""

    region = models.CharField(max_length=6)
    year = models.SmallIntegerField()
    kind = models.CharField(max_length=32)
    value = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "year", "kind"], name="record_counter_once")
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.year} {self.kind} {self.value}"


class Evidence(models.Model):
    """A photo or file that somebody handed in, known by the hash of its bytes.

    Place and time are what the picture itself claims: shown, never trusted.
    """

    id = models.BigIntegerField(primary_key=True)
    region = models.CharField(max_length=6)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    mime = models.CharField(max_length=96)
    width = models.IntegerField(null=True)
    height = models.IntegerField(null=True)
    taken_at = models.DateTimeField(null=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    name_hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "sha256"], name="record_evidence_once"),
            models.CheckConstraint(
                condition=models.Q(width__isnull=True, height__isnull=True)
                | models.Q(width__isnull=False, height__isnull=False),
                name="record_evidence_both_sides",
            ),
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__isnull=False, longitude__isnull=False),
                name="record_evidence_whole_place",
            ),
        ]

    def __str__(self) -> str:
        return self.sha256

    @property
    def is_picture(self) -> bool:
        """Tell whether it can be shown as a picture."""
        return self.mime.startswith("image/")
