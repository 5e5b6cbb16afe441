"""What a higher office circulates to those below, and which of them took notice (P19 Art. 29); of institutions alone."""

from typing import Self

from django.db import models
from django.db.models import Q, QuerySet

from followups.rules import guidance
from organs.access import Access
from organs.models import Person, Procuratorate
from organs.models.procuratorate import DEPTHS
from organs.origins import Origin


def above_and_own(access: Access, *roles: str) -> QuerySet[Procuratorate]:
    """Returns the offices in which the person holds such a post, and all that stand above them."""
    own = Procuratorate.objects.filter(pk__in={post.procuratorate_id for post in access.holding(*roles)})
    ids = {each for row in own for each in row.ancestors if each}
    return Procuratorate.objects.filter(pk__in=ids)


class CircularQuerySet(models.QuerySet["Circular"]):
    """Circulars, as far as somebody is to read them."""

    def visible_to(self, access: Access) -> Self:
        """Returns the circulars of the own office and of those above it; of a unit's people none."""
        return self.filter(office__in=above_and_own(access, *guidance.READING), origin=access.origin)

    def to_acknowledge(self, access: Access) -> Self:
        """Returns those of which an office of the person has not taken notice, where the person takes notice for it."""
        own = Procuratorate.objects.filter(
            pk__in={post.procuratorate_id for post in access.holding(*guidance.ACKNOWLEDGING)}
        )
        found = self.none()
        for office in own:
            above = {each for each in office.ancestors if each and each != office.pk}
            found |= self.filter(office__in=above, origin=access.origin).exclude(acknowledged__office=office)
        return found.distinct()


class Circular(models.Model):
    """One circular: number and title, what was found, and what is to be done; issued once and never changed."""

    office = models.ForeignKey(Procuratorate, on_delete=models.PROTECT, related_name="circulars")
    origin = models.CharField(max_length=10, choices=Origin)
    number = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    text = models.TextField()
    issued_on = models.DateField()
    issued_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    issued_name = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()

    objects = CircularQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["office", "number"], name="a_circular_s_number_is_never_given_twice"),
            models.CheckConstraint(
                name="a_circular_always_has_number_title_and_text", condition=~Q(number="") & ~Q(title="") & ~Q(text="")
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def addressees(self) -> QuerySet[Procuratorate]:
        """Returns the offices below that are open today."""
        below = Q(**{f"anc{self.office.depth}": self.office_id}) if self.office.depth in DEPTHS else Q(pk__in=[])
        return Procuratorate.objects.current().filter(below, origin=self.office.origin).exclude(pk=self.office_id)


class Acknowledgement(models.Model):
    """An office below took notice of a circular: by whom, and when."""

    circular = models.ForeignKey(Circular, on_delete=models.PROTECT, related_name="acknowledged")
    office = models.ForeignKey(Procuratorate, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    person_name = models.CharField(max_length=60)
    acknowledged_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["acknowledged_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["circular", "office"], name="an_office_never_acknowledges_a_circular_twice"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.circular_id} {self.office_id}"
