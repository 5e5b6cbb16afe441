"""Background work for those who are told when it stands still: whether each job runs, and what waits to be sent."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from desk import wording
from desk.background import csp_reports, presenter
from desk.guards import only
from desk.request import Request
from notices.actions import jobs, mailing
from organs import clock
from organs.access import Access

# Those who are told when a job stands still.
supervisors_only = only(
    lambda request: jobs.is_supervisor(access=request.access, at=clock.now()), policy="supervisor of background work"
)


def trail(access: Access) -> list[tuple[str, str]]:
    """Returns where background work stands: below Set-up for those who may open it, else below the desk."""
    return [(_("Set-up"), reverse("setup"))] if access.is_administrator else [(_("Desk"), reverse("desk"))]


@require_safe
@never_cache
@supervisors_only
def shown(request: Request) -> HttpResponse:
    """Every job of the schedule, the e-mails on their way, the reminders of the coming week."""
    now = clock.now()
    rows = jobs.listed()
    context = {
        "trail": trail(request.access),
        "now": now,
        "jobs": [presenter.job_line(job, now=now) for job in rows],
        "mails": presenter.mails(now=now),
        "reminders": presenter.reminders(rows, now=now),
        "csp_reports": csp_reports.counts(),
    }
    return render(request, "background/background.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@supervisors_only
def try_again(request: Request) -> HttpResponse:
    """Asks first, then lets the failed e-mails be tried anew."""
    if request.method == "POST":
        count = mailing.try_again(access=request.access, at=clock.now())
        words = ngettext("%(count)s e-mail is tried again.", "%(count)s e-mails are tried again.", count)
        messages.success(request, words % {"count": wording.number(count)} if count else _("No e-mail had failed."))
        return redirect("background")
    failed = presenter.mails(now=clock.now()).failed
    if not failed:
        return redirect("background")
    context = {"trail": [*trail(request.access), (_("Background work"), reverse("background"))], "failed": failed}
    return render(request, "background/try_again.html", context)
