"""The register of clues before a draft: source by kind, matter and institution, what became of each; and its events."""

from typing import Self

from django.db import models
from django.db.models import Q

from organs.access import Access
from organs.models import Person, Procuratorate, Unit
from organs.origins import Origin
from organs.words import Words
from suggestions.models.state_checks import state_check
from suggestions.models.suggestion import Suggestion
from suggestions.rules import case_sources, clues


class ClueQuerySet(models.QuerySet["Clue"]):
    """Clues, as far as somebody may know of them."""

    def visible_to(self, access: Access) -> Self:
        """Returns the clues of the offices in which the person holds a post that sees them, and those with which they instructed."""
        places = {post.procuratorate_id for post in access.holding(*clues.SEEING) if post.procuratorate_id}
        return self.filter(Q(procuratorate__in=places) | Q(instructed_by__in=places), origin=access.origin)

    def to_assess(self, access: Access) -> Self:
        """Returns those that wait to be assessed where the person assesses."""
        places = {post.procuratorate_id for post in access.holding(*clues.ASSESSING) if post.procuratorate_id}
        return self.visible_to(access).filter(procuratorate__in=places, state__in=sorted(clues.STATES.of("open")))


class Clue(models.Model):
    """One clue of an institution. `unit` where it is registered, else `institution` is its name; `answer` why closed, or where to.

    Nobody who complained or reported is named: `source` is a kind of the table of sources, to which further kinds may be added.
    With `instructed_by`, a higher office instructs to suggest: `found` is what it found, `to_suggest` what is to be suggested,
    `report_by` until which day.
    """

    procuratorate = models.ForeignKey(Procuratorate, on_delete=models.PROTECT, related_name="clues")
    origin = models.CharField(max_length=9, choices=Origin)
    source = models.CharField(max_length=20, choices=case_sources.options)
    matter = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="clues")
    institution = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=11, default="registered")
    registered_on = models.DateField()
    registered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(blank=True)
    suggestion = models.OneToOneField(Suggestion, null=True, blank=True, on_delete=models.PROTECT, related_name="clue")
    instructed_by = models.ForeignKey(
        Procuratorate, null=True, blank=True, on_delete=models.PROTECT, related_name="instructed_clues"
    )
    found = models.TextField(blank=True)
    to_suggest = models.TextField(blank=True)
    report_by = models.DateField(null=True, blank=True)

    objects = ClueQuerySet.as_manager()

    class Meta:
        ordering = ["-registered_on", "-id"]
        constraints = [
            state_check(field="state", states=clues.STATES, name="a_clue_state_is_always_one_of_its_table"),
            state_check(
                field="source", states=case_sources.CASE_SOURCES, name="a_clue_is_always_of_a_source_of_the_table"
            ),
            models.CheckConstraint(
                name="a_clue_always_concerns_one_institution",
                condition=Q(unit__isnull=False, institution="") | Q(unit__isnull=True) & ~Q(institution=""),
            ),
            models.CheckConstraint(
                name="an_assessed_clue_always_says_when_and_by_whom",
                condition=Q(state="registered", decided_on__isnull=True)
                | ~Q(state="registered") & Q(decided_on__isnull=False, decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="a_clue_that_leads_to_a_draft_always_names_it",
                condition=Q(state="assessed", suggestion__isnull=False)
                | ~Q(state="assessed") & Q(suggestion__isnull=True),
            ),
            models.CheckConstraint(
                name="a_closed_or_transferred_clue_always_says_why_or_where",
                condition=~Q(state__in=["closed", "transferred"]) | ~Q(answer=""),
            ),
            models.CheckConstraint(
                name="an_instruction_to_suggest_always_says_what_and_until_when",
                condition=Q(instructed_by__isnull=True, found="", to_suggest="", report_by__isnull=True)
                | Q(instructed_by__isnull=False, report_by__isnull=False) & ~Q(found="") & ~Q(to_suggest=""),
            ),
        ]
        indexes = [
            models.Index(fields=["procuratorate", "state", "-registered_on"], name="clue_of_an_office"),
        ]

    def __str__(self) -> str:
        return self.matter

    @property
    def concerns(self) -> str:
        """The name of the institution."""
        return self.unit.name if self.unit else self.institution

    @property
    def is_instructed(self) -> bool:
        """Whether a higher office instructs to suggest."""
        return self.instructed_by_id is not None

    @property
    def state_label(self) -> Words:
        return clues.STATES[self.state].label


class ClueEvent(models.Model):
    """What was done with a clue, by whom and when; only added to."""

    clue = models.ForeignKey(Clue, on_delete=models.PROTECT, related_name="events")
    step = models.CharField(max_length=10)
    to_state = models.CharField(max_length=11)
    taken_on = models.DateField()
    recorded_at = models.DateTimeField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    person_name = models.CharField(max_length=60)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            state_check(field="step", states=clues.STEPS, name="a_clue_event_is_always_a_step_of_the_table"),
        ]

    def __str__(self) -> str:
        return f"{self.clue_id} {self.step}"

    @property
    def label(self) -> Words:
        return clues.STEPS[self.step].done_label
