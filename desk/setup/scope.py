"""Who comes into Set-up, and what of the tree, the people and the trace is shown there. What is not in scope is 404."""

from collections.abc import Callable
from functools import wraps

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from desk import second_factor
from desk.answers import FORBIDDEN
from desk.guards import View, only
from desk.request import Request
from desk.setup import reminder_rules_presenter
from notices.models import ReminderRule
from organs import clock, permissions
from organs.access import Access
from organs.models import Department, Person, Post, Procuratorate, Proposal, SetupEvent, Unit
from organs.roles import ADMINISTRATIVE_ROLES, Role
from suggestions.models import DocumentTemplate, NumberSeries, Stationery

SHARED = ("unit", "calendarday", "calendaryear", "line", "businessline", "problemcategory")


# Buttons that show what is typed and change nothing; an action that did all the same would be refused by the trace.
SHOWS_ONLY = frozenset({"preview", "pdf"})


def _guard(*roles: Role, policy: str) -> Callable[[View], View]:
    """Returns a guard for pages of Set-up: for everybody else the page is not there, and a change asks for the second factor."""
    may_enter = only(lambda request: request.access is not None and request.access.has(*roles), policy=policy)

    def guard(view: View) -> View:
        @wraps(view)
        def asked(request: Request, *args: object, **kwargs: object) -> HttpResponse:
            changes = request.method == "POST" and request.POST.get("do") not in SHOWS_ONLY
            if changes and (page := second_factor.step_up(request)):
                return page
            return view(request, *args, **kwargs)

        return may_enter(asked)

    return guard


# The system administrator sets up; the security administrator decides with him who may do what; the audit administrator reads what
# both did.
trace_readers_only = _guard(*ADMINISTRATIVE_ROLES, policy="any administrator")
deciders_only = _guard(*permissions.DECIDING, policy="deciding administrator")
admitting_only = _guard(Role.ADMINISTRATOR, policy="administrator")


def administrators_only(view: View) -> View:
    """Guards for the system administrator; while one of the three is missing at the top, the page leads to where they are admitted."""

    @wraps(view)
    def once_complete(request: Request, *args: object, **kwargs: object) -> HttpResponse:
        if permissions.missing_administrators(on=clock.today(), origin=request.access.origin):
            return redirect("setup")
        return view(request, *args, **kwargs)

    return admitting_only(once_complete)


def procuratorates(access: Access) -> QuerySet[Procuratorate]:
    """Returns the procuratorates that the person sets up, with their line."""
    return permissions.administered_by(access).select_related("line", "parent").order_by("code")


def procuratorate(access: Access, pk: int) -> Procuratorate:
    return get_object_or_404(procuratorates(access), pk=pk)


def of_another(view: View) -> View:
    """Guards what nobody does with the own account: in place of the form stands why, and who can."""

    @wraps(view)
    def asked(request: Request, pk: int) -> HttpResponse:
        if pk != request.access.person_id:
            return view(request, pk)
        page = {
            "title": _("Not for oneself"),
            "refusal": _("Nobody gives oneself a post, closes the own account or makes a link for oneself."),
            "base": "base_office.html",
            "back": reverse("setup-person", args=[pk]),
            "back_words": _("Back"),
            "trail": [(_("Set-up"), reverse("setup")), (_("People"), reverse("setup-people"))],
        }
        return render(request, "steps/refused.html", page, status=FORBIDDEN)

    return asked


def department(access: Access, pk: int) -> Department:
    rows = Department.objects.select_related("procuratorate")
    return get_object_or_404(rows, pk=pk, procuratorate__in=permissions.administered_by(access))


def person(access: Access, pk: int) -> Person:
    return get_object_or_404(permissions.people_administered_by(access), pk=pk)


def post(access: Access, pk: int) -> Post:
    """Returns a post that the person may end: in the own part of the tree, or in a unit for letters of that part."""
    places = permissions.below_posts(access, *permissions.DECIDING)
    own = Q(procuratorate__in=places) | Q(letters_of__in=places)
    rows = Post.objects.filter(own).select_related("person", "procuratorate", "unit")
    return get_object_or_404(rows, pk=pk)


def proposal(access: Access, pk: int) -> Proposal:
    rows = permissions.proposals_open_to(access).select_related(
        "procuratorate", "person", "unit", "proposed_by", "decided_by"
    )
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
    if any(post.depth == 1 for post in access.holding(*ADMINISTRATIVE_ROLES)):
        return SetupEvent.objects.all()
    own = permissions.below_posts(access, *ADMINISTRATIVE_ROLES)
    within = {
        "procuratorate": own,
        "department": Department.objects.filter(procuratorate__in=own),
        "person": Person.objects.filter(Q(posts__procuratorate__in=own) | Q(posts__letters_of__in=own)),
        "proposal": Proposal.objects.filter(procuratorate__in=own),
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
