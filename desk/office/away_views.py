"""Being away: who stands in for whom, recording it, another last day, ending it early, and what came meanwhile."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from desk import saving, second_factor
from desk.case import inbox
from desk.components import Action
from desk.guards import office_only
from desk.office import away_presenter
from desk.office.away_forms import AbsenceForm, LastDayForm
from desk.request import Request
from organs import clock, numerals
from organs.access import Access
from organs.models import Absence, Person, Procuratorate
from organs.refusals import Refused
from suggestions.access import absences as reach
from suggestions.actions import absences as actions

# Lines of what was done and of what was told; the pages of the cases have the rest.
MOST_DONE, MOST_TOLD = 100, 30


@office_only
@never_cache
@require_safe
def listed(request: Request) -> HttpResponse:
    """The own absences, those in which one stands in, and those that one keeps for others."""
    access, today = request.access, clock.today()
    rows = away_presenter.rows(list(reach.shown_to(access, on=today)), access=access, today=today)
    places = reach.places_of(access)
    context = {
        "own": [row for row in rows if row.is_own],
        "as_deputy": [row for row in rows if row.is_deputy and not row.is_own],
        "kept": [row for row in rows if not row.is_own and not row.is_deputy],
        "places": places,
        "others": [(place, people) for place in places if (people := _kept(access, place))],
        "trail": [(_("Desk"), reverse("desk"))],
    }
    return render(request, "office/absences.html", context)


@office_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: Request) -> HttpResponse:
    """Records an absence, the own one or, with `of`, that of somebody whose head or chief one is; `at` names the place."""
    place, person = _asked(request)
    if request.method != "POST" and (asked := second_factor.step_up(request)):
        return asked
    choices = reach.choices(person=person, procuratorate=place, on=clock.today())
    form = AbsenceForm(request.POST or None, choices=choices)
    is_own = person.pk == request.access.person_id
    lede = _(
        "Why somebody is away is neither asked nor kept: only the days, and who does the work. A deputy has an own post here that may"
        " do it, and signs in both names. It ends by itself; you may end it earlier."
    )
    return saving.form_page(
        request,
        form,
        save=lambda _cleaned: actions.record(
            access=request.access,
            at=clock.now(),
            person=person,
            procuratorate=place,
            first_on=form.cleaned_data["first_on"],
            last_on=form.cleaned_data["last_on"],
            deputies=form.deputies(),
        ),
        title=_("I am away") if is_own else _("%(name)s is away") % {"name": person.name},
        lede=f"{place.name} · {lede}",
        submit=_("Record"),
        done=_("It is recorded. The deputies are told."),
        back=reverse("absences"),
        trail=_trail(),
    )


@office_only
@never_cache
@require_safe
def shown(request: Request, pk: int) -> HttpResponse:
    """One absence: its days, the deputies, what they did, and to who was away what was told meanwhile."""
    access, today = request.access, clock.today()
    absence = _absence(request, pk)
    is_own = absence.person_id == access.person_id
    done = reach.done_by_deputies(absence, access=access)
    received = inbox.told_between(access, since=clock.begin_of(absence.first_on), until=reach.end_of(absence))
    may_keep = reach.may_keep(access=access, person=absence.person, procuratorate_id=absence.procuratorate_id, on=today)
    context = {
        "row": away_presenter.row(absence, access=access, today=today),
        "pairs": away_presenter.pairs(absence),
        "done": [away_presenter.done(event) for event in done[:MOST_DONE]],
        "told": [
            inbox.entry_of(notice, today=today, is_unit=False) for notice in (received[:MOST_TOLD] if is_own else ())
        ],
        "told_more": max(0, received.count() - MOST_TOLD) if is_own else 0,
        "actions": _actions(absence, may_keep=may_keep and not absence.is_over(today)),
        "is_own": is_own,
        "shows_done": is_own or any(row.person_id == access.person_id for row in absence.deputies.all()),
        "may_take_back": is_own and absence.is_over(today) and absence.taken_back_at is None,
        "trail": _trail(),
    }
    return render(request, "office/absence.html", context)


@office_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def days(request: Request, pk: int) -> HttpResponse:
    """Sets another last day."""
    absence = _kept_absence(request, pk)
    if request.method != "POST" and (asked := second_factor.step_up(request)):
        return asked
    form = LastDayForm(request.POST or None, initial={"last_on": absence.last_on, "was": absence.last_on})
    return saving.form_page(
        request,
        form,
        save=lambda _cleaned: actions.move_last_day(
            access=request.access, at=clock.now(), absence=absence, **form.cleaned_data
        ),
        title=_("Another last day"),
        lede=away_presenter.words(absence),
        done=_("The last day is changed."),
        back=reverse("absence", args=[absence.pk]),
        trail=_trail(absence),
    )


@office_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: Request, pk: int) -> HttpResponse:
    """Ends an absence at once, or calls it off before it begins."""
    absence = _kept_absence(request, pk)
    if request.method != "POST" and (asked := second_factor.step_up(request)):
        return asked
    return saving.form_page(
        request,
        saving.SureForm(request.POST if request.method == "POST" else None),
        save=lambda _cleaned: actions.end(access=request.access, at=clock.now(), absence=absence),
        title=_end_words(absence),
        lede=_("%(words)s. The deputies' rights end at once; what they did stays done.")
        % {"words": away_presenter.words(absence)},
        submit=_end_words(absence),
        done=_("It is over. The deputies are told."),
        back=reverse("absences"),
        trail=_trail(absence),
    )


@office_only
@require_POST
def take_back(request: Request, pk: int) -> HttpResponse:
    """Says that what came meanwhile was taken over again."""
    absence = _absence(request, pk)
    try:
        actions.take_back(access=request.access, at=clock.now(), absence=absence)
        messages.success(request, _("Taken back: it no longer stands on your desk."))
    except Refused as refused:
        messages.error(request, str(refused.reason))
    return redirect("desk")


def _end_words(absence: Absence) -> str:
    return _("Call it off") if absence.first_on > clock.today() else _("End it now")


def _actions(absence: Absence, *, may_keep: bool) -> list[Action]:
    if not may_keep:
        return []
    return [
        Action(label=_end_words(absence), href=reverse("absence-end", args=[absence.pk])),
        Action(label=_("Another last day"), href=reverse("absence-days", args=[absence.pk])),
    ]


def _trail(absence: Absence | None = None) -> list[tuple[str, str]]:
    found = [(_("Desk"), reverse("desk")), (_("Away and deputies"), reverse("absences"))]
    if absence is not None:
        found.append((away_presenter.words(absence), reverse("absence", args=[absence.pk])))
    return found


def _kept(access: Access, place: Procuratorate) -> list[Person]:
    return reach.kept_people(access=access, procuratorate_id=place.pk, on=clock.today())


def _asked(request: Request) -> tuple[Procuratorate, Person]:
    """Returns the place and the person that the address names; raises Http404 for those whose absence one does not record."""
    places = reach.places_of(request.access)
    at, of = (numerals.key_of(request.GET.get(name, "")) for name in ("at", "of"))
    if (request.GET.get("at") and at is None) or (request.GET.get("of") and of is None):
        raise Http404
    place = next((each for each in places if at is None or each.pk == at), None)
    if place is None:
        raise Http404
    if of is None or of == request.access.person_id:
        return place, request.user
    person = next((each for each in _kept(request.access, place) if each.pk == of), None)
    if person is None:
        raise Http404
    return place, person


def _absence(request: Request, pk: int) -> Absence:
    found = reach.shown_to(request.access, on=clock.today()).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _kept_absence(request: Request, pk: int) -> Absence:
    absence, today = _absence(request, pk), clock.today()
    if absence.is_over(today) or not reach.may_keep(
        access=request.access, person=absence.person, procuratorate_id=absence.procuratorate_id, on=today
    ):
        raise Http404
    return absence
