"""Circulars: the list, one with who took notice and who has not, issuing, and taking notice."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from desk import saving
from desk.components import Action
from desk.guards import only
from desk.guidance.forms import CircularForm
from desk.lists import addresses
from desk.request import Request
from followups.actions import circulating
from followups.models import Circular
from followups.rules import guidance
from insights import paging
from organs import clock

reading_only = only(
    lambda request: request.access is not None and bool(request.access.holding(*guidance.READING)), policy="circulars"
)
circulating_only = only(
    lambda request: request.access is not None and bool(request.access.holding(*guidance.CIRCULATING)),
    policy="circulars issued",
)


@reading_only
@require_safe
def listed(request: Request) -> HttpResponse:
    """The circulars of the own office and of those above it, the newest first."""
    faults = addresses.faults(request.GET, known=())
    rows = Circular.objects.visible_to(request.access) if not faults.words else Circular.objects.none()
    page = paging.page(
        rows.select_related("office"),
        keys=("-issued_on", "-id"),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    waiting = set(Circular.objects.to_acknowledge(request.access).values_list("pk", flat=True))
    context = {
        "rows": [(row, row.pk in waiting) for row in page.rows],
        "faults": faults,
        "may_issue": bool(circulating.offices(request.access)),
        "next": f"{reverse('circulars')}?after={page.after}" if page.after else "",
        "previous": f"{reverse('circulars')}?before={page.before}" if page.before else "",
    }
    return render(request, "guidance/circulars.html", context, status=faults.status)


@circulating_only
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Issues a circular to all offices below."""
    if not circulating.offices(request.access):
        raise Http404
    form = CircularForm(request.POST or None, access=request.access)

    return saving.form_page(
        request,
        form,
        save=lambda _cleaned: circulating.issue(
            access=request.access, at=clock.now(), office=form.cleaned_data["office"], draft=form.draft()
        ),
        title=_("Issue a circular"),
        lede=_("All offices below read it and take notice; the page shows which have and which have not yet."),
        done=_("Circular issued"),
        submit=_("Issue"),
        back=reverse("circulars"),
        page_of=lambda made: reverse("circular", args=[made.pk]) if isinstance(made, Circular) else "",
        trail=_trail(),
    )


@reading_only
@require_safe
def shown(request: Request, pk: int) -> HttpResponse:
    """One circular; the office that issued it sees who took notice, and who has not."""
    circular = _circular(request, pk)
    faults = addresses.faults(request.GET, known=())
    is_own = circular.office_id in request.access.procuratorate_ids
    taken = circular.acknowledged.select_related("office")
    offices = circular.addressees()
    left = offices.exclude(pk__in=circular.acknowledged.values("office_id"))
    page = paging.page(
        left if is_own and not faults.words else left.none(),
        keys=("code", "id"),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    own_offices = circulating.own_addressees(request.access, circular)
    address = reverse("circular", args=[pk])
    context = {
        "circular": circular,
        "is_own": is_own,
        "taken": taken if is_own else taken.filter(office__in=request.access.procuratorate_ids),
        "left": page.rows,
        "left_count": left.count() if is_own else 0,
        "count": offices.count() if is_own else 0,
        "faults": faults,
        "actions": [Action(label=_("Take notice"), href=reverse("circular-acknowledge", args=[pk]))]
        if own_offices
        else [],
        "next": f"{address}?after={page.after}" if page.after else "",
        "previous": f"{address}?before={page.before}" if page.before else "",
        "trail": _trail(),
    }
    return render(request, "guidance/circular.html", context, status=faults.status)


@reading_only
@require_http_methods(["GET", "HEAD", "POST"])
def acknowledge(request: Request, pk: int) -> HttpResponse:
    """Takes notice of a circular for the own office."""
    circular = _circular(request, pk)
    own_offices = circulating.own_addressees(request.access, circular)
    if not own_offices:
        raise Http404
    return saving.form_page(
        request,
        saving.SureForm(request.POST if request.method == "POST" else None),
        save=lambda _cleaned: circulating.acknowledge(access=request.access, at=clock.now(), circular=circular),
        title=_("Take notice"),
        lede=_("%(office)s takes notice of “%(title)s”. Your name and today stand with it.")
        % {"office": own_offices[0].name, "title": circular.title},
        done=_("Notice taken"),
        submit=_("Take notice"),
        back=reverse("circular", args=[pk]),
        trail=[*_trail(), (circular.title, reverse("circular", args=[pk]))],
    )


def _circular(request: Request, pk: int) -> Circular:
    found = Circular.objects.visible_to(request.access).select_related("office").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _trail() -> list[tuple[str, str]]:
    return [(_("Desk"), reverse("desk")), (_("Circulars"), reverse("circulars"))]
