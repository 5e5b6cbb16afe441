"""A paper of the case beside its letter: a decision, a notice or a record; which kinds there are is in rules/case_papers.py."""

from django.db import models
from django.db.models import Q

from organs.models import Person
from organs.words import Words
from suggestions.models.state_checks import state_check
from suggestions.models.suggestion import Suggestion
from suggestions.rules import case_papers, service_channels, states
from suggestions.rules.case_papers import CASE_PAPERS, Awaits, CasePaperKind


class CasePaper(models.Model):
    """What was made on which day, for whom, and how it came to its end: served, filed or answered.

    A party is a role and a number here, and nothing else: no name, no address. `received_by` is who signed for an organ,
    `received_as` as what (CIVPL 88), `received_on` the day from which the addressee's period runs where it runs from receipt.
    """

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=24)
    round = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, default="made")
    moves = models.PositiveIntegerField(default=0)
    made_on = models.DateField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    addressee = models.CharField(max_length=200, blank=True)
    litigant = models.CharField(max_length=24, blank=True, choices=list(case_papers.PARTIES.items()))
    litigant_number = models.PositiveSmallIntegerField(null=True, blank=True)
    proposal = models.CharField(max_length=4, blank=True, choices=list(case_papers.PROPOSALS.items()))
    received_on = models.DateField(null=True, blank=True)
    settled_on = models.DateField(null=True, blank=True)
    channel = models.CharField(max_length=12, blank=True, choices=service_channels.options)
    received_by = models.CharField(max_length=100, blank=True)
    received_as = models.CharField(max_length=20, blank=True, choices=list(service_channels.SIGNERS.items()))
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            state_check(field="kind", states=CASE_PAPERS, name="a_case_paper_is_always_of_a_kind_of_its_table"),
            state_check(field="state", states=states.PAPER, name="a_case_paper_state_is_always_one_of_its_table"),
            models.CheckConstraint(
                name="a_party_is_never_more_than_a_role_and_a_number",
                condition=Q(
                    kind="party_notice",
                    litigant_number__gte=1,
                    addressee="",
                    text="",
                    received_by="",
                    received_as="",
                    answer="",
                )
                & ~Q(litigant="")
                | ~Q(kind="party_notice") & Q(litigant="", litigant_number__isnull=True),
            ),
            models.CheckConstraint(
                name="a_settled_case_paper_always_says_when",
                condition=Q(state="made") | Q(settled_on__isnull=False),
            ),
            models.CheckConstraint(
                name="a_report_always_proposes_how_the_case_goes_on",
                condition=~Q(kind="conclusion_report") | ~Q(proposal=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion_id} {self.kind}"

    @property
    def row(self) -> CasePaperKind:
        return CASE_PAPERS[self.kind]

    @property
    def state_label(self) -> Words:
        return states.PAPER[self.state].label

    @property
    def goes_to(self) -> str:
        """The party, by role and number, or the addressee; "" for a paper that names neither."""
        return f"{self.get_litigant_display()} {self.litigant_number}" if self.litigant else self.addressee

    @property
    def awaits_receipt(self) -> bool:
        """Tells whether it has still to be recorded when the addressee received it, from which the period runs."""
        return self.row.starts_on_receipt and self.received_on is None and self.is_awaiting

    @property
    def is_awaiting(self) -> bool:
        """Tells whether it has still to be served, filed or answered; the highest office files with nobody.

        Of a case that was merged nothing is awaited: it is handled in the other.
        """
        if self.state != "made" or self.row.awaits is Awaits.NOTHING or self.suggestion.document_state == "merged":
            return False
        return self.row.awaits is not Awaits.FILING or self.suggestion.procuratorate.parent_id is not None
