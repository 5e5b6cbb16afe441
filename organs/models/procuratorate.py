"""Procuratorates as a tree of authority, their departments and lines; which cases they have is not known here."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organs.origins import Origin

DEPTHS = (1, 2, 3, 4, 5)


class Level(models.TextChoices):
    """Levels of the Organic Law, Art. 12-16; depth in the tree is another thing."""

    SUPREME = "supreme", _("Supreme")
    PROVINCIAL = "provincial", _("Provincial")
    PREFECTURE = "prefecture", _("Prefecture, branch or city")
    BASIC = "basic", _("Basic")


class Line(models.Model):
    """A line of authority: territorial, branch, XPCC, military, railway; data, since the list is not closed."""

    code = models.SlugField(primary_key=True)
    zh = models.CharField(max_length=60)
    en = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.zh


class BusinessLine(models.Model):
    """What a department does, whatever it is called locally (domain.md 6)."""

    code = models.SlugField(primary_key=True)
    zh = models.CharField(max_length=60)
    en = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.zh


class ProcuratorateQuerySet(models.QuerySet["Procuratorate"]):
    def below(self, *, procuratorate_id: int, depth: int) -> "ProcuratorateQuerySet":
        """Returns the procuratorate itself and all under it today: one equality on the column of its depth."""
        return self.filter(**{f"anc{depth}": procuratorate_id})

    def current(self) -> "ProcuratorateQuerySet":
        return self.filter(closed_on__isnull=True)


class Procuratorate(models.Model):
    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=60, blank=True)
    level = models.CharField(max_length=12, choices=Level)
    line = models.ForeignKey(Line, on_delete=models.PROTECT)
    region_code = models.CharField(max_length=12, blank=True)
    region_name = models.CharField(max_length=60, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    parent_known = models.BooleanField(default=True)
    depth = models.PositiveSmallIntegerField()
    anc1 = models.BigIntegerField(null=True)
    anc2 = models.BigIntegerField(null=True)
    anc3 = models.BigIntegerField(null=True)
    anc4 = models.BigIntegerField(null=True)
    anc5 = models.BigIntegerField(null=True)
    closed_on = models.DateField(null=True, blank=True)
    origin = models.CharField(max_length=10, choices=Origin)

    objects = ProcuratorateQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="a_procuratorate_is_its_own_ancestor_at_its_own_depth",
                condition=Q(
                    *(Q(depth=depth, **{f"anc{depth}": F("id")}) for depth in DEPTHS),
                    _connector=Q.OR,
                ),
            ),
            models.CheckConstraint(
                name="an_unknown_parent_is_no_parent",
                condition=Q(parent_known=True) | Q(parent__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=[f"anc{depth}"], name=f"procuratorate_anc{depth}") for depth in DEPTHS]

    def __str__(self) -> str:
        return self.name

    @property
    def ancestors(self) -> tuple[int | None, ...]:
        """Returns the ids of the ancestors by depth, the procuratorate itself last, then None."""
        return (self.anc1, self.anc2, self.anc3, self.anc4, self.anc5)


class Edge(models.Model):
    """Who led whom, and when; the columns anc1-anc5 hold today's tree, for access."""

    child = models.ForeignKey(Procuratorate, on_delete=models.PROTECT, related_name="edges_up")
    parent = models.ForeignKey(Procuratorate, on_delete=models.PROTECT, related_name="edges_down")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child"], condition=Q(valid_to__isnull=True), name="there_is_never_more_than_one_present_parent"
            )
        ]

    def __str__(self) -> str:
        return f"{self.child_id} < {self.parent_id}"


class Department(models.Model):
    """A department has its own name and its business lines; numbers are not uniform, so it is never an enum."""

    procuratorate = models.ForeignKey(Procuratorate, on_delete=models.PROTECT, related_name="departments")
    name = models.CharField(max_length=60)
    lines = models.ManyToManyField(BusinessLine, blank=True, related_name="departments")
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["procuratorate_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["procuratorate", "name"], name="there_are_never_two_departments_of_one_name_in_an_office"
            )
        ]

    def __str__(self) -> str:
        return self.name
