"""Persons who sign in, and the posts from which alone their rights come."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q

from organs.models.procuratorate import Department, Procuratorate
from organs.models.unit import Unit
from organs.origins import Origin
from organs.roles import OFFICE_ROLES, UNIT_ROLES, Role, Side


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(username=username)


class Person(AbstractBaseUser):
    """A person acts here and is never acted upon: no field makes a person the subject of analysis."""

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    email = models.EmailField(blank=True)
    wants_mail = models.BooleanField(default=True)
    mail_language = models.CharField(max_length=10, default="zh-hans")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    deactivated_at = models.DateTimeField(null=True, blank=True)
    must_change_password = models.BooleanField(default=False)
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


class PostQuerySet(models.QuerySet["Post"]):
    def current(self, on) -> "PostQuerySet":
        """Returns the posts held on that day."""
        return self.filter(Q(from_on__lte=on), Q(to_on__isnull=True) | Q(to_on__gte=on))


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
    acting_for = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="acted_by")

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
            ExclusionConstraint(
                name="no_person_has_posts_on_both_sides",
                expressions=[("person", RangeOperators.EQUAL), ("side", RangeOperators.NOT_EQUAL)],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role}"
