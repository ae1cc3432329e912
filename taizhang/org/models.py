"""Who there is: people, the posts in which they act, adopted editions, and failed sign-ins."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from taizhang.rules.lifecycle.states import Role

# domain.md 11.3, practice of graded protection (等保): five failures close the door for a while.
FAILURES = 5
LOCKED = timedelta(minutes=10)


class PersonQuerySet(models.QuerySet["Person"]):
    """The questions people ask about people."""

    def active(self) -> "PersonQuerySet":
        return self.filter(is_active=True)

    def of_region(self, region: str) -> "PersonQuerySet":
        return self.filter(region=region).order_by("username")

    def matching(self, words: str) -> "PersonQuerySet":
        return self.filter(
            Q(username__icontains=words) | Q(full_name__contains=words) | Q(phone__contains=words)
        )

    def numbered(self, ids: Iterable[int]) -> "PersonQuerySet":
        return self.filter(id__in=set(ids))


class PersonManager(BaseUserManager["Person"]):
    """Finds a person by sign-in name."""

    def get_queryset(self) -> PersonQuerySet:
        return PersonQuerySet(self.model, using=self._db)

    def active(self) -> PersonQuerySet:
        return self.get_queryset().active()

    def of_region(self, region: str) -> PersonQuerySet:
        return self.get_queryset().of_region(region)

    def numbered(self, ids: Iterable[int]) -> PersonQuerySet:
        return self.get_queryset().numbered(ids)


class Person(AbstractBaseUser):
    """Somebody who can sign in; what they may do stands in their posts."""

    id = models.BigIntegerField(primary_key=True)
    region = models.CharField(max_length=6)
    username = models.CharField("登录名", max_length=32, unique=True)
    full_name = models.CharField("姓名", max_length=32)
    phone = models.CharField("电话", max_length=32, blank=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)

    objects = PersonManager()

    USERNAME_FIELD = "username"

    class Meta:
        indexes = [models.Index(fields=["region", "username"], name="org_person_by_region")]

    def __str__(self) -> str:
        return self.full_name


class PostQuerySet(models.QuerySet["Post"]):
    """The questions people ask about posts."""

    def current(self, at: datetime) -> "PostQuerySet":
        return self.filter(Q(ends__isnull=True) | Q(ends__gt=at), begins__lte=at)

    def of_region(self, region: str) -> "PostQuerySet":
        return self.filter(region=region)

    def of_units(self, units: Iterable[str]) -> "PostQuerySet":
        return self.filter(unit__in=list(units))

    def holding(self, role: Role) -> "PostQuerySet":
        # The words are stored as JSON; both databases find one of them in its quotation marks.
        return self.filter(roles__icontains=f'"{role.value}"')


class Post(models.Model):
    """A person acting in a unit (岗位) with certain roles, from one moment to another."""

    id = models.BigIntegerField(primary_key=True)
    region = models.CharField(max_length=6)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    unit = models.CharField(max_length=32)
    title = models.CharField("职务", max_length=64)
    roles = models.JSONField(default=list)
    begins = models.DateTimeField()
    ends = models.DateTimeField(null=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["region", "unit"], name="org_post_by_unit")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=models.F("begins")),
                name="org_post_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.title}"

    @property
    def role_set(self) -> frozenset[Role]:
        return frozenset(Role(word) for word in self.roles)


class EditionQuerySet(models.QuerySet["Edition"]):
    """The questions people ask about editions."""

    def of_region(self, region: str) -> "EditionQuerySet":
        return self.filter(region=region).order_by("-effective_from", "-id")

    def effective(self, on: date) -> "EditionQuerySet":
        return self.filter(effective_from__lte=on)


class Edition(models.Model):
    """One adopted edition of the district's pack (制度包), word for word, never changed."""

    id = models.BigIntegerField(primary_key=True)
    region = models.CharField(max_length=6)
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=64)
    adopted_at = models.DateTimeField()
    effective_from = models.DateField()
    # The texts of the pack's files in their canonical form, which the digest is of.
    content = models.TextField()
    entry = models.BigIntegerField()

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "digest"], name="org_edition_adopted_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.digest[:8]}"


class FailureQuerySet(models.QuerySet["Failure"]):
    """The questions the door asks."""

    def recent(self, key: str, at: datetime) -> "FailureQuerySet":
        return self.filter(key=key, at__gt=at - 2 * LOCKED).order_by("-at")

    def stale(self, at: datetime) -> "FailureQuerySet":
        return self.filter(at__lte=at - 2 * LOCKED)


class Failure(models.Model):
    """One failed sign-in; the name is kept as a keyed hash, since it may be a password."""

    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    objects = FailureQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["key", "at"], name="org_failure_recent")]

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.at:%F %T}"


class DraftQuerySet(models.QuerySet["EditionDraft"]):
    """The questions about what is being prepared."""

    def of_region(self, region: str) -> "DraftQuerySet":
        return self.filter(region=region)


class EditionDraft(models.Model):
    """An edition that was uploaded and checked but not adopted yet (待采用); one a district."""

    region = models.CharField(max_length=6, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    at = models.DateTimeField()
    content = models.TextField()

    objects = DraftQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.region} {self.at:%F %T}"
