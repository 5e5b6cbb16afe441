"""Number series per procuratorate and kind, their counters, and every number ever given."""

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from organs.models import Procuratorate
from organs.origins import Origin
from suggestions.models.suggestion import Suggestion
from suggestions.rules import kinds, number_patterns


class NumberSeries(models.Model):
    """`own` counts here, gap-free per year; `national` waits for the number of the unified system (P19 Art. 7).

    `prefix` is what stands before the year in `pattern`. It is empty in a series that was set before prefixes were checked and
    has another shape: that one goes on, until it is set anew. A kind that counts with another kind of its office has a row
    that `shares` that one's, and prints nothing of its own (unified numbering, P19 Art. 7).
    """

    MODES = [("own", "own"), ("national", "national")]

    procuratorate = models.ForeignKey(Procuratorate, on_delete=models.PROTECT, related_name="number_series")
    kind = models.CharField(max_length=40, choices=kinds.KIND_CHOICES)
    mode = models.CharField(max_length=8, choices=MODES)
    pattern = models.CharField(max_length=60)
    prefix = models.CharField(max_length=number_patterns.LONGEST_PREFIX, blank=True, default="")
    shares = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="shared_by")
    origin = models.CharField(max_length=10, choices=Origin)

    class Meta:
        ordering = ["procuratorate_id", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["procuratorate", "kind"], name="there_is_never_more_than_one_series_of_a_kind"
            ),
            models.UniqueConstraint(
                fields=["prefix"], condition=~Q(prefix=""), name="two_series_never_print_the_same_prefix"
            ),
            models.CheckConstraint(
                name="a_series_prints_its_prefix_and_nothing_else",
                condition=Q(prefix="") | Q(pattern=Concat(F("prefix"), Value(number_patterns.ENDING))),
            ),
            models.CheckConstraint(
                name="a_series_that_shares_another_prints_nothing_of_its_own",
                condition=Q(shares__isnull=True) | (Q(pattern="", prefix="") & ~Q(shares=F("id"))),
            ),
        ]

    def __str__(self) -> str:
        return self.counted_by.pattern

    @property
    def counted_by(self) -> "NumberSeries":
        """The series from which the kind takes its numbers: this one, or that which it shares."""
        return self.shares or self

    @property
    def is_to_set_anew(self) -> bool:
        """Tells whether it was set before prefixes were checked, with a pattern of another shape."""
        return self.shares_id is None and not self.prefix


class SeriesYear(models.Model):
    """The locked row from which the next serial of a year is taken."""

    series = models.ForeignKey(NumberSeries, on_delete=models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="a_series_never_counts_a_year_twice")]

    def __str__(self) -> str:
        return f"{self.series_id} {self.year}"


class GivenNumber(models.Model):
    """A number once given stays given; a void number stays void and is never used again."""

    series = models.ForeignKey(NumberSeries, on_delete=models.PROTECT, related_name="numbers")
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField(null=True, blank=True)
    printed = models.CharField(max_length=60)
    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="numbers")
    given_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "year", "serial"], name="a_serial_is_never_given_twice"),
            models.UniqueConstraint(fields=["printed"], name="a_printed_number_is_never_given_twice"),
            models.CheckConstraint(
                name="a_serial_begins_with_one", condition=Q(serial__gte=1) | Q(serial__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.printed


class VoidReason(models.TextChoices):
    ON_ANOTHER_LETTER = "on_letter", _("Another letter bears this number already")


class VoidSerial(models.Model):
    """A serial that no letter of its series bears, with the reason, so that every gap is explained."""

    series = models.ForeignKey(NumberSeries, on_delete=models.PROTECT, related_name="void_serials")
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    printed = models.CharField(max_length=60)
    reason = models.CharField(max_length=10, choices=VoidReason)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-year", "-serial"]
        constraints = [
            models.UniqueConstraint(fields=["series", "year", "serial"], name="a_serial_is_never_void_twice"),
            models.CheckConstraint(name="a_void_serial_begins_with_one", condition=Q(serial__gte=1)),
        ]

    def __str__(self) -> str:
        return self.printed
