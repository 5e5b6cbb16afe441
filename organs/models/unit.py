"""Recipient units: institutions, never people; their successors, former names and where they receive letters."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organs.access import Access
from organs.origins import Origin


class UnitKind(models.TextChoices):
    GOVERNMENT_DEPARTMENT = "government_department", _("Government department")
    COURT = "court", _("Court")
    POLICE = "police", _("Police")
    PRISON = "prison", _("Prison or detention")
    ENTERPRISE = "enterprise", _("Enterprise")
    SCHOOL = "school", _("School")
    HOSPITAL = "hospital", _("Hospital")
    ASSOCIATION = "association", _("Association")
    OTHER = "other", _("Other")


class UnitQuerySet(models.QuerySet["Unit"]):
    def visible_to(self, access: Access) -> "UnitQuerySet":
        """Returns the units that may be seen: all for an office, its own for a unit."""
        if access.is_office:
            return self
        return self.filter(pk__in=access.unit_ids)

    def named(self, words: str) -> "UnitQuerySet":
        """Returns the units whose present or former name contains the words."""
        return self.filter(Q(name__icontains=words) | Q(aliases__name__icontains=words)).distinct()


class Unit(models.Model):
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=24, choices=UnitKind)
    credit_code = models.CharField(max_length=18, null=True, blank=True)
    level = models.CharField(max_length=12, blank=True)
    region_code = models.CharField(max_length=12, blank=True)
    region_name = models.CharField(max_length=60, blank=True)
    industry = models.CharField(max_length=60, blank=True)
    address = models.CharField(max_length=200, blank=True)
    receiving_office = models.CharField(max_length=100, blank=True)
    superior = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="subordinates")
    regulator = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="regulated")
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors")
    is_placeholder = models.BooleanField(default=False)
    is_sole_trader = models.BooleanField(default=False)
    electronic_service_consent_on = models.DateField(null=True, blank=True)
    electronic_service_address = models.CharField(max_length=120, blank=True)
    # Where reminders reach those of its people who have no address of their own; nothing is ever served by it.
    mailbox = models.EmailField(blank=True)
    closed_on = models.DateField(null=True, blank=True)
    origin = models.CharField(max_length=10, choices=Origin)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["credit_code", "origin"], name="there_are_never_two_units_of_one_credit_code"
            ),
            models.CheckConstraint(name="a_unit_never_succeeds_itself", condition=~Q(successor=models.F("id"))),
        ]
        indexes = [GinIndex(fields=["name"], name="unit_name_trigrams", opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return self.name


class UnitOffice(models.Model):
    """That a procuratorate has to do with a unit: it registered it, or sent it a letter. Such offices alone change its facts."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="offices")
    procuratorate = models.ForeignKey("organs.Procuratorate", on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "procuratorate"], name="an_office_is_never_noted_twice_for_a_unit")
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.procuratorate_id}"


class UnitAlias(models.Model):
    """A former or other name; the name as served is kept on the letter."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="aliases")
    name = models.CharField(max_length=200)
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="an_alias_is_never_kept_twice")]

    def __str__(self) -> str:
        return self.name
