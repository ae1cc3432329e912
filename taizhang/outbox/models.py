"""What was told to whom (消息), and what became of each sending (送达)."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from taizhang.rules.lifecycle.facts import Actor

NOW, LATER = "now", "later"  # at once, or in the next digest
WAITING, SENDING, FAILED, SENT, GIVEN_UP = "waiting", "sending", "failed", "sent", "given_up"
CAP = 99
BIGGEST_PAUSE = timedelta(hours=1)


def unit_address(unit: str) -> str:
    return f"u:{unit}"


def person_address(person: int) -> str:
    return f"p:{person}"


class Cursor(models.Model):
    """How far the follower has read the record; its row is the lock of whoever writes messages."""

    name = models.CharField(max_length=16, primary_key=True)
    last = models.BigIntegerField()  # the largest entry that has been read
    since = models.DateTimeField()  # older entries are shown, not sent
    deep_on = models.DateField(null=True)  # when it last looked far back

    def __str__(self) -> str:
        return f"{self.name} {self.last}"


class MessageQuerySet(models.QuerySet["Message"]):
    """The questions people ask about messages."""

    def of_region(self, region: str) -> "MessageQuerySet":
        return self.filter(region=region)

    def told_to(self, actor: Actor) -> "MessageQuerySet":
        """Keep what was told to this actor: its unit in one of its roles, or in person."""
        return self.filter(self._for_unit(actor) | self._for_person(actor))

    def told_to_unit(self, actor: Actor) -> "MessageQuerySet":
        return self.filter(self._for_unit(actor))

    def told_to_person(self, actor: Actor) -> "MessageQuerySet":
        return self.filter(self._for_person(actor))

    @staticmethod
    def _for_unit(actor: Actor) -> Q:
        anyone = Q()
        for role in sorted(actor.roles):
            anyone |= Q(roles__contains=f" {role.value} ")
        if not actor.unit or not actor.roles:
            return Q(pk__in=[])
        mine = Q(to=unit_address(actor.unit)) & anyone
        # Nobody is told of his own act; what the system did has no doer.
        return mine & (Q(doer__isnull=True) | ~Q(doer=actor.person))

    @staticmethod
    def _for_person(actor: Actor) -> Q:
        return Q(to=person_address(actor.person or 0))

    def unread_by(self, person: int) -> "MessageQuerySet":
        read_to = Subquery(ReadMark.objects.filter(person=person).values("upto")[:1])
        seen = Seen.objects.filter(person=person, message=OuterRef("pk"))
        return self.filter(pk__gt=Coalesce(read_to, Value(0))).exclude(Exists(seen))

    def newest_first(self, before: int | None = None) -> "MessageQuerySet":
        page = self if before is None else self.filter(pk__lt=before)
        return page.order_by("-pk")


class Message(models.Model):
    """One thing told to one unit or person about one entry; no words of the item are in it."""

    # Numbered by the database: in the order of telling, whatever the clock does.
    id = models.BigAutoField(primary_key=True)
    region = models.CharField(max_length=6)
    key = models.CharField(max_length=120, unique=True)
    to = models.CharField(max_length=40)
    unit = models.CharField(max_length=32)
    roles = models.CharField(max_length=120)  # words between blanks: " head handler "
    person = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=16)
    about = models.CharField(max_length=32, default="")  # a kind of request or a signed command
    urgency = models.CharField(max_length=8)
    item = models.BigIntegerField()
    entry = models.BigIntegerField()
    seq = models.IntegerField()
    doer = models.BigIntegerField(null=True)
    confidential = models.BooleanField(default=False)
    due_at = models.DateTimeField(null=True)
    at = models.DateTimeField()  # of the entry
    made_at = models.DateTimeField()

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["region", "to", "id"], name="outbox_message_to"),
            models.Index(fields=["item", "id"], name="outbox_message_item"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def role_words(self) -> frozenset[str]:
        return frozenset(self.roles.split())


class Seen(models.Model):
    """A message that somebody has opened."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE)
    person = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "person"], name="outbox_seen_once")
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.message_id}"


class ReadMark(models.Model):
    """Up to where somebody has read everything, so that counting need not look further back."""

    person = models.BigIntegerField(primary_key=True)
    upto = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.person} {self.upto}"


class ChannelQuerySet(models.QuerySet["Channel"]):
    """The questions asked about channels."""

    def active(self) -> "ChannelQuerySet":
        return self.filter(ended_at__isnull=True)

    def of_region(self, region: str) -> "ChannelQuerySet":
        return self.filter(region=region).order_by("owner", "id")


class Channel(models.Model):
    """A way out to a unit or a person (渠道): its address is a secret and stands nowhere else."""

    id = models.BigIntegerField(primary_key=True)
    region = models.CharField(max_length=6)
    owner = models.CharField(max_length=40)  # as Message.to
    unit = models.CharField(max_length=32, default="")
    person = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=16)
    name = models.CharField("名称", max_length=40)
    url = models.CharField(max_length=1000)
    begins_behind = models.BigIntegerField(default=0)  # messages up to here are not its business
    resting_until = models.DateTimeField(null=True)  # after a failure the receiver is left alone
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = ChannelQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["region", "owner"], name="outbox_channel_owner")]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True) & ~Q(unit="") | Q(person__isnull=False, unit=""),
                name="outbox_channel_one_owner",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.owner}"


class Digest(models.Model):
    """What an owner of channels is told at once for a working day (每日汇总)."""

    region = models.CharField(max_length=6)
    owner = models.CharField(max_length=40)
    day = models.DateField()
    upto = models.BigIntegerField()  # the last message that it looked at
    made_at = models.DateTimeField()
    messages = models.ManyToManyField(Message, db_table="outbox_digest_line")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "owner", "day"], name="outbox_digest_once")
        ]

    def __str__(self) -> str:
        return f"{self.owner} {self.day}"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """The questions the sender asks."""

    def ready(self, now: datetime) -> "DeliveryQuerySet":
        """Keep what may be tried now.

        A moment further ahead than any pause is one of a clock that has since been put back.
        """
        far = now + BIGGEST_PAUSE
        next_one = Q(state__in=(WAITING, FAILED)) & (Q(next_at__lte=now) | Q(next_at__gt=far))
        left_lying = Q(state=SENDING) & (Q(lease_until__lte=now) | Q(lease_until__gt=far))
        resting = Q(channel__resting_until__gt=now, channel__resting_until__lte=far)
        return self.filter(next_one | left_lying).exclude(resting).order_by("next_at", "pk")

    def about(self, messages: Iterable[int]) -> "DeliveryQuerySet":
        """Keep the sendings of these messages, alone or in a digest."""
        wanted = list(messages)
        return self.filter(Q(message__in=wanted) | Q(digest__messages__in=wanted)).distinct()

    def unfinished(self) -> "DeliveryQuerySet":
        return self.filter(state__in=(WAITING, FAILED, SENDING))


class Delivery(models.Model):
    """One message or digest on its way through one channel."""

    id = models.BigAutoField(primary_key=True)
    region = models.CharField(max_length=6)
    key = models.CharField(max_length=80, unique=True)  # channel × entry, or channel × digest
    uid = models.CharField(max_length=32)  # the id that receivers know it by, at every attempt
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT)
    message = models.ForeignKey(Message, null=True, on_delete=models.CASCADE)
    digest = models.ForeignKey(Digest, null=True, on_delete=models.CASCADE)
    state = models.CharField(max_length=8, default=WAITING)
    attempts = models.SmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, default="")
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["next_at", "id"],
                condition=Q(state__in=("waiting", "failed", "sending")),
                name="outbox_delivery_next",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(message__isnull=False, digest__isnull=True)
                | Q(message__isnull=True, digest__isnull=False),
                name="outbox_delivery_of_one",
            ),
            models.CheckConstraint(
                condition=Q(state="sending", lease_until__isnull=False)
                | ~Q(state="sending") & Q(lease_until__isnull=True),
                name="outbox_delivery_leased",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.state}"


class LinkQuerySet(models.QuerySet["OneItemLink"]):
    """The questions asked about links."""

    def alive(self, at: datetime) -> "LinkQuerySet":
        return self.filter(revoked_at__isnull=True, ends__gt=at, begins__lte=at)

    def of_item(self, item: int) -> "LinkQuerySet":
        return self.filter(item=item).order_by("-pk")


class OneItemLink(models.Model):
    """A link that opens one item for one person in one post, or takes in what a helper sends.

    The token itself is nowhere: only its hash. Its uses are entries of a stream of its own.
    """

    id = models.BigIntegerField(primary_key=True)
    region = models.CharField(max_length=6)
    purpose = models.CharField(max_length=8)  # open | upload
    token_hash = models.CharField(max_length=64, unique=True)
    item = models.BigIntegerField()
    person = models.BigIntegerField()  # who is signed in by it, or for whom the helper acts
    post = models.BigIntegerField()
    helper = models.CharField(max_length=64, default="")  # hash of the helper's name
    begins = models.DateTimeField()
    ends = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["item", "id"], name="outbox_link_item")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.item}"


def roles_text(roles: Collection[str]) -> str:
    """Return roles as a message keeps them, so that each can be looked for between blanks."""
    return f" {' '.join(sorted(roles))} "
