"""The first page of Set-up: what is still missing, and the areas."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from desk.components import CheckItem
from desk.request import Request
from desk.setup import missing, scope
from notices.actions import jobs
from organs import clock, permissions
from organs.actions import proposals
from organs.permissions import DECIDING
from organs.roles import ADMINISTRATIVE_ROLES, Role
from organs.words import Words


@dataclass(frozen=True, kw_only=True)
class Area:
    """One area of Set-up, for whom, and whether it waits until all three administrators are there."""

    label: Words
    note: Words
    name: str
    roles: Sequence[Role]
    waits: bool = True


AREAS = (
    Area(
        label=_("Procuratorates"),
        note=_("The tree, its lines, departments"),
        name="setup-procuratorates",
        roles=(Role.ADMINISTRATOR,),
    ),
    Area(
        label=_("People"),
        note=_("Accounts, posts, deputies and acting posts"),
        name="setup-people",
        roles=DECIDING,
        waits=False,
    ),
    Area(
        label=_("Second administrator"),
        note=_("What waits for one: posts, heads of units, the calendar"),
        name="setup-proposals",
        roles=ADMINISTRATIVE_ROLES,
    ),
    Area(
        label=_("Units"),
        note=_("Recipients, former names, successors"),
        name="setup-units",
        roles=(Role.ADMINISTRATOR,),
    ),
    Area(
        label=_("Number patterns"),
        note=_("How letters are numbered, kind by kind"),
        name="setup-numbers",
        roles=(Role.ADMINISTRATOR,),
    ),
    Area(
        label=_("Document templates"),
        note=_("What letters, notices and records say around their facts"),
        name="setup-templates",
        roles=(Role.ADMINISTRATOR,),
    ),
    Area(
        label=_("Stationery"),
        note=_("Head of letters, printing office, seal"),
        name="setup-stationery",
        roles=(Role.ADMINISTRATOR,),
    ),
    Area(
        label=_("Order of the gates"),
        note=_("Legal-policy review before or after the department head"),
        name="setup-gates",
        roles=(Role.ADMINISTRATOR,),
    ),
    Area(
        label=_("Months until the look-back"),
        note=_("By type and by the risk judged at closing"),
        name="setup-look-backs",
        roles=(Role.ADMINISTRATOR,),
    ),
    Area(
        label=_("Reminders"),
        note=_("Who is told of which due day, how long before or after"),
        name="setup-reminders",
        roles=(Role.ADMINISTRATOR,),
    ),
    Area(
        label=_("What would go out"),
        note=_("Reminders day by day, and whom they would tell"),
        name="reminders-ahead",
        roles=(Role.ADMINISTRATOR,),
    ),
    Area(
        label=_("Calendar"),
        note=_("Holidays and make-up days that terms are counted on"),
        name="setup-calendar",
        roles=(Role.ADMINISTRATOR,),
    ),
    Area(
        label=_("Lines"),
        note=_("Lines of authority and business lines"),
        name="setup-lines",
        roles=(Role.ADMINISTRATOR,),
    ),
    Area(
        label=_("Problem categories"),
        note=_("By which suggestions are compared"),
        name="setup-problem-categories",
        roles=(Role.ADMINISTRATOR,),
    ),
    Area(
        label=_("Changes"),
        note=_("Who changed what, and when"),
        name="setup-changes",
        roles=ADMINISTRATIVE_ROLES,
        waits=False,
    ),
)
BACKGROUND = Area(
    label=_("Background work"),
    note=_("Periodic jobs, e-mails and reminders on their way"),
    name="background",
    roles=ADMINISTRATIVE_ROLES,
)


@require_safe
@scope.trace_readers_only
def index(request: Request) -> HttpResponse:
    """What the person may set up or read; while one of the three administrators is missing, that comes first and alone."""
    access = request.access
    lacking = permissions.missing_administrators(on=clock.today(), origin=access.origin)
    areas = [area for area in AREAS if access.has(*area.roles) and not (lacking and area.waits)]
    if not lacking and jobs.is_supervisor(access=access, at=clock.now()):
        areas.append(BACKGROUND)
    context = {
        "areas": [(area.label, area.note, reverse(area.name)) for area in areas],
        "checks": _first_people(lacking)
        if lacking
        else missing.checks(access, on=clock.today())
        if access.is_administrator
        else [],
        "is_first": bool(lacking),
        "waiting": proposals.waiting_for(access),
    }
    return render(request, "setup/index.html", context)


def _first_people(lacking: Sequence[Role]) -> list[CheckItem]:
    """Names who of the three administrators is still missing at the top."""
    return [
        CheckItem(
            text=_("Nobody is yet: %(role)s") % {"role": role.label},
            is_met=False,
            note=_("System, security and audit administrator are three people, and nothing else is set up before."),
            href=reverse("setup-person-new"),
        )
        for role in lacking
    ]
