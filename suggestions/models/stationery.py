"""What documents are printed on: the templates in their versions, and each procuratorate's head and seal."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organs.models import Person, Procuratorate
from suggestions.models.file import Blob


class DocumentTemplateQuerySet(models.QuerySet["DocumentTemplate"]):
    def of(
        self, *, kind: str, procuratorate: Procuratorate | None, suggestion_kind: str = ""
    ) -> "DocumentTemplateQuerySet":
        """Returns the versions that one procuratorate wrote of one kind; those that came with the software for None."""
        return self.filter(kind=kind, suggestion_kind=suggestion_kind, procuratorate=procuratorate)

    def holding_for(self, procuratorate: Procuratorate) -> "DocumentTemplateQuerySet":
        """Returns what a procuratorate and those above it wrote, of each kind the one in force first: the nearest, the last."""
        above = [pk for pk in procuratorate.ancestors if pk]
        order = ("kind", "suggestion_kind", "-procuratorate__depth", "-number")
        return self.filter(procuratorate_id__in=above).order_by(*order)


class DocumentTemplate(models.Model):
    """One version of the template of a kind of document; a change adds a version, none is ever changed.

    `procuratorate` None: it came with the software. A procuratorate's own version holds for all below it as well.
    `suggestion_kind` limits it to documents of suggestions of one kind; "" is for all that have none of their own.
    """

    kind = models.CharField(max_length=40)
    suggestion_kind = models.CharField(max_length=40, blank=True, default="")
    procuratorate = models.ForeignKey(
        Procuratorate, null=True, blank=True, on_delete=models.PROTECT, related_name="document_templates"
    )
    number = models.PositiveIntegerField()
    heading = models.CharField(max_length=60)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = DocumentTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "suggestion_kind", "procuratorate_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["procuratorate", "kind", "suggestion_kind", "number"],
                nulls_distinct=False,
                name="a_template_never_has_two_equal_versions",
            ),
            models.UniqueConstraint(
                fields=["kind", "suggestion_kind", "sha256"],
                condition=Q(procuratorate__isnull=True),
                name="a_template_never_comes_twice_with_the_software",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.heading} {self.number}"


class Stationery(models.Model):
    """How a procuratorate's letters look: plain legal form, red head (GB/T 9704-2012, 7.2.4) or form of a letter (10.1), seal, office."""

    class Head(models.TextChoices):
        PLAIN = "plain", _("Plain, as legal documents are")
        RED = "red", _("Red head with a red line")
        LETTER = "letter", _("Form of a letter with red double lines")

    procuratorate = models.OneToOneField(Procuratorate, on_delete=models.PROTECT, related_name="stationery")
    head = models.CharField(max_length=8, choices=Head, default=Head.PLAIN)
    mark = models.CharField(max_length=60, blank=True)
    printing_office = models.CharField(max_length=60, blank=True)
    #: The office's own number, printed behind the contact of letters and notices.
    enquiry_line = models.CharField(max_length=30, blank=True)
    #: Six digits top left (7.2.1), and a remark in brackets under the date (7.3.6).
    has_copy_number = models.BooleanField(default=False)
    remark = models.CharField(max_length=60, blank=True)
    seal = models.ForeignKey(Blob, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.procuratorate.name
