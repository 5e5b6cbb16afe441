"""The suggestion: who issues it, to whom, and where each of its axes stands; its text is in letter.py."""

from typing import TYPE_CHECKING

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organs.access import Access
from organs.models import Department, Person, Procuratorate, Unit, UnitKind
from organs.models.procuratorate import DEPTHS
from organs.origins import Origin
from organs.words import Words
from suggestions.models import standing
from suggestions.models.state_checks import state_check
from suggestions.models.vocabulary import ProblemCategory
from suggestions.rules import case_sources, kinds, routes, states

if TYPE_CHECKING:
    from suggestions.models.letter import LetterVersion

AXES = {
    "document": "document_state",
    "reply": "reply_state",
    "case": "case_state",
    "examination": "examination_state",
}


NOT_ASKED = _("Not asked for any more")


class Batch(models.Model):
    """Letters of the same text to several recipients: one suggestion each, one number each."""

    name = models.CharField(max_length=120)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def visible_to(self, access: Access) -> "SuggestionQuerySet":
        """Returns the suggestions that the person may know of: the only door to them."""
        return self.filter(standing.visible(access))

    def with_relations_of(self, access: Access) -> "SuggestionQuerySet":
        """Returns the rows with how the person stands to each, in the same statement; `relations.loaded` reads it."""
        rows = self.annotate(relations_held=standing.held(access))
        return rows.annotate(relations_lent=standing.held_by_deputy(access)) if access.stand_ins else rows

    def of_origin(self, origin: str) -> "SuggestionQuerySet":
        return self.filter(origin=origin)

    def below(self, *, procuratorate_id: int, depth: int) -> "SuggestionQuerySet":
        """Returns the suggestions of a procuratorate and of all below it."""
        return self.filter(**{f"anc{depth}": procuratorate_id})

    def out(self) -> "SuggestionQuerySet":
        """Returns the suggestions whose letter has left the office."""
        return self.filter(document_state__in=sorted(states.DOCUMENT.of("left")))

    def for_list(self) -> "SuggestionQuerySet":
        """Returns the rows with what a list shows, so that a page never asks again."""
        return self.select_related("unit", "procuratorate", "letter", "problem_category", "handling_prosecutor")


class Suggestion(models.Model):
    """One suggestion has one recipient and one number; `anc1`-`anc5` are its owner's ancestors by depth."""

    procuratorate = models.ForeignKey(Procuratorate, on_delete=models.PROTECT, related_name="suggestions")
    drafted_by = models.ForeignKey(Procuratorate, on_delete=models.PROTECT, related_name="+")
    issued_by = models.ForeignKey(Procuratorate, on_delete=models.PROTECT, related_name="+")
    joint_issuers = models.ManyToManyField(
        Procuratorate, blank=True, through="suggestions.JointSigning", related_name="joint_suggestions"
    )
    #: The office above to which an approved text was reported and which has not taken it up yet (P19 Art. 3(2)).
    reported_to = models.ForeignKey(Procuratorate, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    issuer_as_stated = models.CharField(max_length=200, blank=True)
    route = models.CharField(max_length=12, choices=kinds.ROUTE_CHOICES, default=kinds.Route.DIRECT.value)
    route_note = models.TextField(blank=True)
    addressed_as = models.CharField(max_length=10, blank=True, choices=routes.ADDRESSED_AS_CHOICES)
    anc1 = models.BigIntegerField(null=True)
    anc2 = models.BigIntegerField(null=True)
    anc3 = models.BigIntegerField(null=True)
    anc4 = models.BigIntegerField(null=True)
    anc5 = models.BigIntegerField(null=True)
    depth = models.PositiveSmallIntegerField()
    department = models.ForeignKey(Department, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    handling_prosecutor = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="handled_suggestions"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="suggestions")
    unit_as_stated = models.CharField(max_length=200, blank=True)
    batch = models.ForeignKey(Batch, null=True, blank=True, on_delete=models.PROTECT, related_name="suggestions")
    kind = models.CharField(max_length=40, choices=kinds.KIND_CHOICES)
    origin = models.CharField(max_length=10, choices=Origin)
    title = models.CharField(max_length=200)
    case_name = models.CharField(max_length=200, blank=True)
    case_code = models.CharField(max_length=40, blank=True)
    industry = models.CharField(max_length=100, blank=True)
    problem_category = models.ForeignKey(
        ProblemCategory, null=True, blank=True, on_delete=models.PROTECT, related_name="suggestions"
    )
    case_source = models.CharField(max_length=10, blank=True, choices=case_sources.options)
    case_source_note = models.CharField(max_length=40, blank=True)
    investigation_decided_on = models.DateField(null=True, blank=True)
    investigation_decided_by = models.CharField(max_length=60, blank=True)
    opening_version = models.CharField(max_length=60)
    #: The case in which a later find of the same nature is handled together with the earlier one (PIL21 Art. 69).
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")

    document_state = models.CharField(max_length=12)
    gate = models.CharField(max_length=20, blank=True)
    reply_state = models.CharField(max_length=16, default="not_due")
    case_state = models.CharField(max_length=8, default="open")
    examination_state = models.CharField(max_length=12, default="not_begun")
    round = models.PositiveSmallIntegerField(default=1)
    moves = models.PositiveIntegerField(default=0)
    letter = models.ForeignKey(
        "suggestions.LetterVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closing_proposed = models.BooleanField(default=False)
    closing_findings = models.JSONField(default=dict, blank=True)
    closing_version = models.CharField(max_length=60, blank=True)

    opened_at = models.DateTimeField()
    issued_on = models.DateField(null=True, blank=True)
    issued_precision = models.CharField(max_length=5, default="day")
    announced_on = models.DateField(null=True, blank=True)
    served_on = models.DateField(null=True, blank=True)
    replied_on = models.DateField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    first_opened_at = models.DateTimeField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    look_back_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=10, blank=True)

    seq = models.PositiveIntegerField(default=0)
    head_hash = models.CharField(max_length=64, blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            state_check(
                field="document_state",
                states=states.DOCUMENT,
                name="a_document_state_is_always_one_of_its_table",
            ),
            state_check(field="reply_state", states=states.REPLY, name="a_reply_state_is_always_one_of_its_table"),
            state_check(field="case_state", states=states.CASE, name="a_case_state_is_always_one_of_its_table"),
            state_check(
                field="examination_state",
                states=states.EXAMINATION,
                name="an_examination_state_is_always_one_of_its_table",
            ),
            models.CheckConstraint(
                name="a_suggestion_stands_under_its_own_procuratorate",
                condition=Q(
                    *(Q(depth=depth, **{f"anc{depth}": F("procuratorate_id")}) for depth in DEPTHS), _connector=Q.OR
                ),
            ),
            models.CheckConstraint(
                name="a_letter_never_leaves_without_a_day_of_issue_unless_published",
                condition=Q(origin=Origin.PUBLISHED)
                | ~Q(document_state__in=sorted(states.DOCUMENT.of("left")))
                | Q(issued_on__isnull=False),
            ),
            models.CheckConstraint(
                name="a_served_letter_always_has_a_day_of_receipt_unless_published",
                condition=Q(origin=Origin.PUBLISHED) | ~Q(document_state="served") | Q(served_on__isnull=False),
            ),
            models.CheckConstraint(
                name="a_unit_never_replies_before_service_unless_published",
                condition=Q(origin=Origin.PUBLISHED)
                | Q(served_on__isnull=False)
                | Q(replied_on__isnull=True, acknowledged_at__isnull=True),
            ),
            models.CheckConstraint(
                name="a_live_suggestion_always_has_a_handling_prosecutor",
                condition=Q(origin=Origin.PUBLISHED) | Q(handling_prosecutor__isnull=False),
            ),
            models.CheckConstraint(
                name="a_suggestion_always_names_the_rules_that_it_was_opened_under", condition=~Q(opening_version="")
            ),
            models.CheckConstraint(
                name="a_case_is_never_closed_without_the_rules_of_its_day",
                condition=Q(closed_on__isnull=True) | ~Q(closing_version=""),
            ),
            models.CheckConstraint(
                name="a_merged_case_always_says_into_which_other",
                condition=Q(document_state="merged", merged_into__isnull=False) & ~Q(merged_into=F("id"))
                | ~Q(document_state="merged") & Q(merged_into__isnull=True),
            ),
            models.CheckConstraint(
                name="a_letter_is_never_in_review_without_a_gate",
                condition=~Q(document_state="in_review") | ~Q(gate=""),
            ),
        ]
        indexes = [
            *(
                models.Index(F(f"anc{depth}"), F("issued_on").desc(), F("id").desc(), name=f"suggestion_anc{depth}")
                for depth in DEPTHS
            ),
            models.Index(fields=["unit", "-id"], name="suggestion_unit"),
            models.Index(fields=["handling_prosecutor", "-id"], name="suggestion_handling"),
            models.Index(
                fields=["procuratorate", "document_state"],
                name="suggestion_open_cases",
                condition=Q(case_state="open"),
            ),
            GinIndex(fields=["title"], name="suggestion_title_trigrams", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def family(self) -> kinds.Kind:
        """The kind with all its versions: what it is called, whatever the day."""
        return kinds.KINDS[self.kind]

    @property
    def rules(self) -> kinds.KindVersion:
        """The version of its kind under which its letter was written."""
        return self.current_letter.rules

    @property
    def is_to_court(self) -> bool:
        """Tells whether its papers speak to a court: by its kind, or since the recipient is one."""
        return self.rules.recipient_last or self.unit.kind == UnitKind.COURT

    @property
    def named_case(self) -> str:
        """The name of the case as its papers give it; where none was typed, that of the letter."""
        return self.case_name.strip() or f"“{self.title}”一案"

    @property
    def spoken_to(self) -> str:
        """How its papers speak to the recipient."""
        return "你院" if self.is_to_court else "你单位"

    @property
    def handed_over(self) -> str:
        """What its papers say of the way to the recipient: to a court the file goes with it (CIV21 Art. 87, 102)."""
        return "移送" if self.rules.recipient_last else "送达"

    @property
    def current_letter(self) -> "LetterVersion":
        """The version that is drafted or in force: each suggestion has one as soon as it is opened. Else raises LookupError."""
        if self.letter is None:
            raise LookupError(f"suggestion {self.pk} has no letter")
        return self.letter

    @property
    def handler_ids(self) -> frozenset[int]:
        """Who handles the case, as a set to compare people with: empty where nobody does, as of what was published."""
        return frozenset({self.handling_prosecutor_id} if self.handling_prosecutor_id else ())

    @property
    def has_left(self) -> bool:
        """Tells whether the letter has left the office."""
        return self.document_state in states.DOCUMENT.of("left")

    @property
    def has_ended_unissued(self) -> bool:
        """Tells whether no letter comes of it: it was dropped, or is handled in another case."""
        return self.document_state in states.DOCUMENT.of("ended unissued")

    @property
    def awaits_no_reply(self) -> bool:
        """Tells whether a reply that was awaited is asked for no more: its letter was withdrawn."""
        return self.document_state == "withdrawn" and self.reply_state == "awaited"

    @property
    def reply_label(self) -> Words:
        """Where the reply stands; of a withdrawn letter none is awaited."""
        return NOT_ASKED if self.awaits_no_reply else states.REPLY[self.reply_state].label

    @property
    def ancestors(self) -> tuple[int | None, ...]:
        return (self.anc1, self.anc2, self.anc3, self.anc4, self.anc5)
