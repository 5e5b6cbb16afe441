"""Persons who sign in, and the posts from which alone their rights come."""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Case, Func, Min, OuterRef, Q, Subquery, Value, When
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from organs.models.procuratorate import Department, Procuratorate
from organs.models.unit import Unit
from organs.origins import Origin
from organs.roles import ADMINISTRATIVE_ROLES, OFFICE_ROLES, RANKS, UNIT_ROLES, Role, Side


def rank() -> Case:
    """Returns where the role of a post stands in the order of people."""
    return Case(*(When(role=role, then=place) for place, role in enumerate(RANKS)))


class PersonQuerySet(models.QuerySet["Person"]):
    def in_order(self, on: date) -> "PersonQuerySet":
        """Returns the people by the highest post that each holds on that day, then by name; without a post last."""
        held = Post.objects.current(on).filter(person=OuterRef("pk")).order_by()
        highest = held.annotate(rank=rank()).values("person").annotate(highest=Min("rank")).values("highest")
        return self.order_by(Subquery(highest).asc(nulls_last=True), "name", "pk")


class ByNaturalKey(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(username=username)


PersonManager = ByNaturalKey.from_queryset(PersonQuerySet)


class Person(AbstractBaseUser):
    """A person acts here and is never acted upon: no field makes a person the subject of analysis."""

    username = models.CharField(_("sign-in name"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=60)
    email = models.EmailField(blank=True)
    wants_mail = models.BooleanField(default=True)
    mail_language = models.CharField(max_length=10, default="zh-hans")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    deactivated_at = models.DateTimeField(null=True, blank=True)
    # Counted up to end every session at once: a session keeps the number under which it began.
    session_epoch = models.PositiveIntegerField(default=0)
    origin = models.CharField(max_length=10, choices=Origin)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: list[str] = []

    objects = PersonManager()

    class Meta:
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(name="a_person_is_never_published", condition=~Q(origin=Origin.PUBLISHED)),
            models.CheckConstraint(
                name="who_is_deactivated_never_signs_in",
                condition=Q(is_active=True, deactivated_at__isnull=True)
                | Q(is_active=False, deactivated_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Returns what a session must show to stay this person's; it changes with the password and with the epoch."""
        key_salt = "organs.Person.session"
        value = f"{self.password}:{self.session_epoch}"
        return salted_hmac(key_salt, value, secret=secret, algorithm="sha256").hexdigest()


class PostQuerySet(models.QuerySet["Post"]):
    def in_order(self) -> "PostQuerySet":
        """Returns the posts as people stand: by rank, then by the name of who holds it."""
        return self.order_by(rank(), "person__name", "person_id", "pk")

    def current(self, on) -> "PostQuerySet":
        """Returns the posts held on that day; one that was ended at once does not count on its last day."""
        holds = Q(to_on__isnull=True) | Q(to_on__gt=on) | Q(to_on=on, ended_at__isnull=True)
        return self.filter(holds, from_on__lte=on)


class Post(models.Model):
    """A place, a role and its days; an acting post names whom it stands in for."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    side = models.CharField(max_length=6, choices=Side)
    role = models.CharField(max_length=20, choices=Role)
    procuratorate = models.ForeignKey(
        Procuratorate, null=True, blank=True, on_delete=models.PROTECT, related_name="posts"
    )
    department = models.ForeignKey(Department, null=True, blank=True, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="posts")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    # When it ended at once, with the account or before it began; without it, the last day counts whole.
    ended_at = models.DateTimeField(null=True, blank=True)
    acting_for = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="acted_by")
    # In a unit: the one procuratorate whose letters the post opens, which let the person in. Without it, every letter of the
    # unit: given by the unit's own confirmed head alone (organs/actions/unit_people.py).
    letters_of = models.ForeignKey(Procuratorate, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["person_id", "from_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="a_post_is_in_an_office_or_in_a_unit_never_both",
                condition=Q(
                    side=Side.OFFICE, procuratorate__isnull=False, unit__isnull=True, role__in=sorted(OFFICE_ROLES)
                )
                | Q(
                    side=Side.UNIT,
                    unit__isnull=False,
                    procuratorate__isnull=True,
                    department__isnull=True,
                    role__in=sorted(UNIT_ROLES),
                ),
            ),
            models.CheckConstraint(
                name="a_post_never_ends_before_it_begins",
                condition=Q(to_on__isnull=True) | Q(to_on__gte=models.F("from_on")),
            ),
            models.CheckConstraint(
                name="only_a_post_in_a_unit_is_for_the_letters_of_one_procuratorate",
                condition=Q(letters_of__isnull=True) | Q(side=Side.UNIT),
            ),
            models.CheckConstraint(
                name="what_ended_at_once_has_a_last_day",
                condition=Q(ended_at__isnull=True) | Q(to_on__isnull=False),
            ),
            ExclusionConstraint(
                name="no_person_has_posts_on_both_sides",
                expressions=[("person", RangeOperators.EQUAL), ("side", RangeOperators.NOT_EQUAL)],
            ),
            ExclusionConstraint(
                name="nobody_is_ever_two_of_the_three_administrators_at_once",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("role", RangeOperators.NOT_EQUAL),
                    (Func("from_on", "to_on", Value("[]"), function="daterange"), RangeOperators.OVERLAPS),
                ],
                condition=Q(role__in=sorted(ADMINISTRATIVE_ROLES)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role}"
