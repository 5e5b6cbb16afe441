"""Who comes into Set-up, and what of the tree, the people and the trace is shown there. What is not in scope is 404."""

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.shortcuts import get_object_or_404

from desk.guards import only
from desk.setup import reminder_rules_presenter
from notices.models import ReminderRule
from organs import permissions
from organs.access import Access
from organs.models import Department, Person, Post, Procuratorate, SetupEvent, Unit
from suggestions.models import DocumentTemplate, NumberSeries, Stationery

SHARED = ("unit", "calendarday", "calendaryear", "line", "businessline", "problemcategory")


# Administrators; for everybody else the page is not there.
administrators_only = only(
    lambda request: request.access is not None and request.access.is_administrator, policy="administrator"
)


def procuratorates(access: Access) -> QuerySet[Procuratorate]:
    """Returns the procuratorates that the person sets up, with their line."""
    return permissions.administered_by(access).select_related("line", "parent").order_by("code")


def procuratorate(access: Access, pk: int) -> Procuratorate:
    return get_object_or_404(procuratorates(access), pk=pk)


def department(access: Access, pk: int) -> Department:
    rows = Department.objects.select_related("procuratorate")
    return get_object_or_404(rows, pk=pk, procuratorate__in=permissions.administered_by(access))


def person(access: Access, pk: int) -> Person:
    return get_object_or_404(permissions.people_administered_by(access), pk=pk)


def post(access: Access, pk: int) -> Post:
    """Returns a post that the person may end: in the own part of the tree, or in a unit."""
    own = Q(procuratorate__in=permissions.administered_by(access)) | Q(unit__isnull=False)
    rows = Post.objects.filter(own).select_related("person", "procuratorate", "unit")
    return get_object_or_404(rows, pk=pk)


def rules_owner(access: Access, pk: int) -> Procuratorate | None:
    """Returns the procuratorate whose ladders of reminding are meant; None for those for all, which the top keeps."""
    if pk == reminder_rules_presenter.ALL and permissions.administers_all(access):
        return None
    return procuratorate(access, pk)


def reminder_rule(access: Access, pk: int) -> ReminderRule:
    """Returns a rung of the own part of the tree, also one that was taken out; for the top also one for all."""
    return get_object_or_404(_reminder_rules(access).select_related("procuratorate__parent"), pk=pk)


def _reminder_rules(access: Access) -> QuerySet[ReminderRule]:
    own = Q(procuratorate__in=permissions.administered_by(access))
    if permissions.administers_all(access):
        own |= Q(procuratorate__isnull=True)
    return ReminderRule.objects.filter(own)


def units(access: Access) -> QuerySet[Unit]:
    """Returns the units of the person's own origin: live and sample never meet; published ones are read by both."""
    return Unit.objects.visible_to(access).filter(origin__in=[access.origin, "published"])


def unit(access: Access, pk: int) -> Unit:
    return get_object_or_404(units(access), pk=pk)


def changes(access: Access) -> QuerySet[SetupEvent]:
    """Returns what was changed in the own part of the tree, in what is shared, and by the person; the top sees all."""
    if permissions.administers_all(access):
        return SetupEvent.objects.all()
    own = permissions.administered_by(access)
    within = {
        "procuratorate": own,
        "department": Department.objects.filter(procuratorate__in=own),
        "person": permissions.people_administered_by(access),
        "numberseries": NumberSeries.objects.filter(procuratorate__in=own),
        "documenttemplate": DocumentTemplate.objects.filter(procuratorate__in=own),
        "stationery": Stationery.objects.filter(procuratorate__in=own),
        "reminderrule": ReminderRule.objects.filter(Q(procuratorate__in=own) | Q(procuratorate__isnull=True)),
    }
    shown = Q(actor_id=access.person_id) | Q(subject_kind__in=SHARED)
    for kind, rows in within.items():
        keys = rows.order_by().annotate(key=Cast("pk", CharField())).values("key")
        shown |= Q(subject_kind=kind, subject_id__in=keys)
    return SetupEvent.objects.filter(shown)
