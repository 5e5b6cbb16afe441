"""A draw of closed cases for looking back, with its whole frame; a draw is never changed, so that it can be drawn again."""

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from organs.access import Access
from organs.models import Department, Person, Procuratorate
from organs.origins import Origin
from organs.words import both_names
from suggestions.models import Event, Suggestion


class Standing(models.TextChoices):
    EXCLUDED = "excluded", _("Left out")
    IN_FRAME = "in_frame", _("In the frame, not drawn")
    DRAWN = "drawn", _("Drawn")


class Exclusion(models.TextChoices):
    RECENT = "recent", _("Looked back at lately")
    PLANNED = "planned", _("A look-back is planned by then anyway")
    BY_HAND = "by_hand", _("Left out by hand")


class DrawQuerySet(models.QuerySet["Draw"]):
    def visible_to(self, access: Access) -> "DrawQuerySet":
        """Returns the draws of the person's own procuratorate and of all below it: there the person reads every case."""
        posts = [post for post in access.posts if post.depth]
        if not posts:
            return self.none()
        own = Q(*((f"procuratorate__anc{post.depth}", post.procuratorate_id) for post in posts), _connector=Q.OR)
        return self.filter(own, origin=access.origin)

    def with_signers(self) -> "DrawQuerySet":
        """Adds `acted_for_name`: who was away where a deputy drew, as the events of the drawn cases say it."""
        drawn = Event.objects.filter(
            track="case",
            step="draw",
            digest=OuterRef("digest"),
            suggestion__draws__draw=OuterRef("pk"),
            suggestion__draws__standing=Standing.DRAWN,
        )
        absent = Subquery(drawn.order_by("pk").values("acted_for_name")[:1])
        return self.select_related("drawn_by").annotate(acted_for_name=Coalesce(absent, Value("")))


class Draw(models.Model):
    """Who drew when from which closed cases, how they were sorted into strata, and the seed that decided.

    `types`, `states` and `strata` say what the frame was made of; `seed_from` is empty for a seed that the system made at
    the moment of the draw, else it says where the given one comes from. `digest` is over all of it and every case.
    """

    procuratorate = models.ForeignKey(Procuratorate, on_delete=models.PROTECT, related_name="draws")
    department = models.ForeignKey(Department, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    with_below = models.BooleanField(default=False)
    origin = models.CharField(max_length=10, choices=Origin)
    closed_from = models.DateField()
    closed_to = models.DateField()
    types = models.JSONField()
    states = models.JSONField()
    recent_days = models.PositiveIntegerField()
    strata = models.JSONField()
    size = models.PositiveIntegerField()
    look_back_on = models.DateField()
    seed = models.CharField(max_length=64)
    seed_from = models.CharField(max_length=200, blank=True)
    algorithm = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    drawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()
    drawn_on = models.DateField()

    objects = DrawQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="a_draw_never_goes_without_a_seed", condition=~Q(seed="")),
            models.CheckConstraint(name="a_draw_always_draws_at_least_one_case", condition=Q(size__gte=1)),
            models.CheckConstraint(
                name="a_period_of_closing_never_ends_before_it_begins", condition=Q(closed_to__gte=F("closed_from"))
            ),
            models.CheckConstraint(
                name="a_drawn_case_is_always_looked_back_at_after_the_draw", condition=Q(look_back_on__gt=F("drawn_on"))
            ),
            models.CheckConstraint(
                name="a_draw_of_a_department_never_reaches_below",
                condition=Q(department__isnull=True) | Q(with_below=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.procuratorate_id} {self.drawn_on}"

    @property
    def signed_name(self) -> str:
        """Who drew, with both names where a deputy did; of draws that were asked for with `with_signers`."""
        return both_names(self.drawn_by.name, vars(self)["acted_for_name"])


class DrawnCaseQuerySet(models.QuerySet["DrawnCase"]):
    def drawn(self) -> "DrawnCaseQuerySet":
        return self.filter(standing=Standing.DRAWN)

    def in_frame(self) -> "DrawnCaseQuerySet":
        """Returns the cases that could be drawn, drawn or not."""
        return self.exclude(standing=Standing.EXCLUDED)


class DrawnCase(models.Model):
    """One closed case of a draw: left out and why, or in the frame with its stratum, its hash and its rank there.

    `because` is the reason in words of what was left out by hand, and the day of the look-back that speaks against it else.
    """

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="cases")
    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="draws")
    standing = models.CharField(max_length=8, choices=Standing)
    stratum = models.CharField(max_length=80)
    exclusion = models.CharField(max_length=8, choices=Exclusion, blank=True)
    because = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    rank = models.PositiveIntegerField(null=True, blank=True)

    objects = DrawnCaseQuerySet.as_manager()

    class Meta:
        ordering = ["draw_id", "stratum", "rank", "suggestion_id"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "suggestion"], name="a_case_never_stands_twice_in_a_draw"),
            models.UniqueConstraint(
                fields=["draw", "stratum", "rank"], name="a_rank_is_never_given_twice_in_a_stratum"
            ),
            models.CheckConstraint(
                name="a_case_is_left_out_of_a_draw_with_a_reason_or_has_a_rank_in_it",
                condition=Q(standing=Standing.EXCLUDED, rank__isnull=True, sha256="")
                & ~Q(exclusion="")
                & ~Q(because="")
                | Q(standing__in=[Standing.IN_FRAME, Standing.DRAWN], exclusion="", because="", rank__gte=1)
                & ~Q(sha256=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draw_id} {self.suggestion_id} {self.standing}"
