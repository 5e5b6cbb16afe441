"""Local rules on the period of the reply that a procuratorate has adopted: since when, by whom, why; the rules are in term_rows.py."""

from django.db import models
from django.db.models import F, Q

from organs.models import Person, Procuratorate
from suggestions.models.vocabulary import ProblemCategory


class LocalRuleQuerySet(models.QuerySet["LocalRule"]):
    def in_force(self, on) -> "LocalRuleQuerySet":
        """Returns the rules that are adopted on that day."""
        return self.filter(Q(from_on__lte=on), Q(until_on__isnull=True) | Q(until_on__gte=on))


class LocalRule(models.Model):
    """A local row of the terms, adopted from a day on under its full title and article, as whoever adopts it read them.

    It governs the letters of its subject whose investigation is decided while it holds; without a subject it governs none.
    """

    procuratorate = models.ForeignKey(Procuratorate, on_delete=models.PROTECT, related_name="local_rules")
    term = models.CharField(max_length=40)
    from_on = models.DateField()
    title = models.CharField(max_length=200, blank=True, default="")
    provision = models.CharField(max_length=60, blank=True, default="")
    subject = models.ForeignKey(ProblemCategory, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    adopted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    adopted_at = models.DateTimeField()
    until_on = models.DateField(null=True, blank=True)
    until_reason = models.TextField(blank=True)
    given_up_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    given_up_at = models.DateTimeField(null=True, blank=True)

    objects = LocalRuleQuerySet.as_manager()

    class Meta:
        ordering = ["procuratorate_id", "from_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["procuratorate", "term"],
                condition=Q(until_on__isnull=True),
                name="a_local_rule_is_never_adopted_twice_at_once",
            ),
            models.CheckConstraint(
                name="a_local_rule_is_never_adopted_or_given_up_without_reasons",
                condition=~Q(reason="") & (Q(until_on__isnull=True) | ~Q(until_reason="")),
            ),
            models.CheckConstraint(
                name="a_local_rule_never_ends_before_it_begins",
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procuratorate_id} {self.term}"
