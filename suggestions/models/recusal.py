"""A recusal: that somebody of the office withdraws from a case, or was asked to (PIL21 Art. 19-23, CIV21 Art. 12-17)."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from organs.models import Person, Post
from organs.roles import Role
from organs.words import Words
from suggestions.models.state_checks import state_check
from suggestions.rules import case_papers, recusals, states


class RecusalQuerySet(models.QuerySet["Recusal"]):
    """Recusals, and what is asked of many at once."""

    def for_committee(self, on: date) -> Self:
        """Returns those on which the committee decides: of the chief procurator (PIL21 Art. 22, CIV21 Art. 16)."""
        return self.filter(_is_of_chief(on))

    def with_decider(self, on: date) -> Self:
        """Adds `is_for_committee` to each, for many at once."""
        return self.annotate(is_for_committee=_is_of_chief(on))


def _is_of_chief(on: date) -> Exists:
    chiefs = Post.objects.current(on).filter(role=Role.CHIEF, person=OuterRef("person"))
    return Exists(chiefs.filter(procuratorate=OuterRef("suggestion__procuratorate")))


class Recusal(models.Model):
    """Who asked, of whom, on which ground of the law, and what was decided by whom; no other person is named.

    `keeps_off` is what every right on the case asks: whoever is kept off stands in no relation to it that takes a step.
    `told_on` is the day on which the applicant was told.
    """

    suggestion = models.ForeignKey("suggestions.Suggestion", on_delete=models.PROTECT, related_name="recusals")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_by = models.CharField(max_length=6, choices=list(recusals.ASKERS.items()))
    litigant = models.CharField(max_length=24, blank=True, choices=list(case_papers.PARTIES.items()))
    litigant_number = models.PositiveSmallIntegerField(null=True, blank=True)
    manner = models.CharField(max_length=8, choices=list(recusals.MANNERS.items()))
    ground = models.CharField(max_length=14)
    asked_on = models.DateField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=14, default="asked")
    moves = models.PositiveIntegerField(default=0)
    keeps_off = models.BooleanField(default=False)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    resolution = models.ForeignKey(
        "suggestions.Resolution", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    told_on = models.DateField(null=True, blank=True)
    asked_again_on = models.DateField(null=True, blank=True)

    objects = RecusalQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            state_check(field="state", states=states.RECUSAL, name="a_recusal_state_is_always_one_of_its_table"),
            state_check(field="ground", states=recusals.GROUNDS, name="a_recusal_is_always_on_a_ground_of_the_law"),
            models.UniqueConstraint(
                fields=["suggestion", "person"],
                condition=Q(state__in=sorted(states.RECUSAL.of("standing"))),
                name="nobody_is_ever_asked_to_withdraw_twice_at_once",
            ),
            models.CheckConstraint(
                name="a_party_that_asks_for_recusal_is_a_role_and_a_number",
                condition=Q(asked_by="party", litigant_number__gte=1) & ~Q(litigant="")
                | ~Q(asked_by="party") & Q(litigant="", litigant_number__isnull=True),
            ),
            models.CheckConstraint(
                name="a_decided_recusal_always_says_when_and_by_whom",
                condition=Q(state="asked") | Q(decided_on__isnull=False, decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="nobody_ever_decides_on_the_own_recusal",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("person")) | Q(resolution__isnull=False),
            ),
            models.CheckConstraint(
                name="who_is_recused_is_always_kept_off",
                condition=Q(state="recused", keeps_off=True)
                | Q(state="asked")
                | ~Q(state__in=["asked", "recused"]) & Q(keeps_off=False),
            ),
        ]
        indexes = [models.Index(fields=["person", "suggestion"], name="recusal_kept_off", condition=Q(keeps_off=True))]

    def __str__(self) -> str:
        return f"{self.suggestion_id} {self.person_id}"

    @property
    def state_label(self) -> Words:
        return states.RECUSAL[self.state].label

    @property
    def ground_label(self) -> Words:
        return recusals.GROUNDS[self.ground].label

    @property
    def is_asked_from_outside(self) -> bool:
        """Tells whether a party or the unit asked: then the law counts days, and the applicant is told."""
        return self.asked_by in recusals.APPLICANTS
