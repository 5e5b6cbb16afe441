"""The first page of Set-up: what is still missing, and the areas."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from desk.request import Request
from desk.setup import missing, scope
from notices.actions import jobs
from organs import clock


@require_safe
@scope.administrators_only
def index(request: Request) -> HttpResponse:
    areas = [
        (_("Procuratorates"), _("The tree, its lines, departments"), "setup-procuratorates"),
        (_("People"), _("Accounts, posts, deputies and acting posts"), "setup-people"),
        (_("Units"), _("Recipients, former names, successors"), "setup-units"),
        (_("Number patterns"), _("How letters are numbered, kind by kind"), "setup-numbers"),
        (_("Document templates"), _("What letters, notices and records say around their facts"), "setup-templates"),
        (_("Stationery"), _("Head of letters, printing office, seal"), "setup-stationery"),
        (_("Months until the look-back"), _("By type and by the risk judged at closing"), "setup-look-backs"),
        (_("Reminders"), _("Who is told of which due day, how long before or after"), "setup-reminders"),
        (_("What would go out"), _("Reminders day by day, and whom they would tell"), "reminders-ahead"),
        (_("Calendar"), _("Holidays and make-up days that terms are counted on"), "setup-calendar"),
        (_("Lines"), _("Lines of authority and business lines"), "setup-lines"),
        (_("Problem categories"), _("By which suggestions are compared"), "setup-problem-categories"),
        (_("Changes"), _("Who changed what, and when"), "setup-changes"),
    ]
    if jobs.is_supervisor(access=request.access, at=clock.now()):
        areas.append((_("Background work"), _("Periodic jobs, e-mails and reminders on their way"), "background"))
    context = {
        "areas": [(label, note, reverse(name)) for label, note, name in areas],
        "checks": missing.checks(request.access, on=clock.today()),
    }
    return render(request, "setup/index.html", context)
