"""The page on which a procuratorate sets after how many months it looks back; what holds where it sets nothing stands beside."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from desk.request import Request
from desk.setup import place, saving, scope
from desk.setup.forms.look_backs import LookBacksForm
from followups.actions import look_back_periods as actions
from followups.conditions import look_back_day
from followups.conditions.look_back_day import Period
from followups.rules.look_back_terms import DEFAULTS, Place
from organs import clock
from organs.actions import setup_events
from organs.models import Procuratorate


def page_of(procuratorate: Procuratorate) -> str:
    return reverse("setup-look-backs-of", args=[procuratorate.pk])


@require_safe
@scope.administrators_only
def listed(request: Request) -> HttpResponse:
    """Leads to the procuratorate that is asked for; the own one when none is."""
    return place.lead(request, page_of=page_of)


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def shown(request: Request, pk: int) -> HttpResponse:
    """Shows the table of one procuratorate as a form; an empty place follows the nearest procuratorate above."""
    procuratorate = scope.procuratorate(request.access, pk)
    form = LookBacksForm(
        request.POST or None,
        initial={"expected_change": setup_events.last(procuratorate)},
        holding=look_back_day.holding_for(procuratorate),
        own=procuratorate.name,
        above=_above(procuratorate),
    )
    chosen = place.choice(request, procuratorate)
    return saving.form_page(
        request,
        form,
        save=lambda cleaned: actions.set_periods(
            access=request.access,
            at=clock.now(),
            procuratorate=procuratorate,
            months=form.months(),
            expected_change=cleaned["expected_change"],
        ),
        title=_("Months until the look-back"),
        done=_("The months until the look-back are set."),
        back=page_of(procuratorate),
        about=procuratorate,
        template="setup/look_backs.html",
        context={"procuratorate": procuratorate, "place": chosen["form"], "chooses": chosen["chooses"]},
    )


def _above(procuratorate: Procuratorate) -> dict[Place, Period]:
    """Returns what holds where the procuratorate sets nothing itself."""
    if procuratorate.parent is None:
        return {place: Period(months=months) for place, months in DEFAULTS.items()}
    return look_back_day.holding_for(procuratorate.parent)
