"""What reminders would go out on a day to come, for those who supervise the cases; for anybody else the page is not there."""

from collections.abc import Callable
from datetime import date, timedelta
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from desk.components import Action
from desk.fields import DayField
from desk.guards import office_only
from desk.lists import filter_form, filter_words
from desk.office import reminders_presenter
from desk.request import Request
from insights import scopes
from notices.queries import reminder_outlook
from organs import clock
from organs.days import DayMeaning
from suggestions.access import supervision
from suggestions.models import Suggestion

AHEAD, SIZE = 30, 50


class DayForm(forms.Form):
    """Which day, from today on, and the cases of which procuratorates."""

    day = DayField(meaning=DayMeaning.ANY, label=gettext_lazy("Day"))
    scope = forms.ChoiceField(label=gettext_lazy("Scope"), required=False)

    def __init__(self, *args, today: date, options: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, auto_id="filter-%s", **kwargs)
        self.today, self.last = today, today + timedelta(days=AHEAD)
        self.fields["scope"].choices = options
        self.fields["day"].widget.attrs |= {"min": today.isoformat(), "max": self.last.isoformat()}

    def clean_day(self) -> date:
        day = self.cleaned_data["day"]
        if not self.today <= day <= self.last:
            words = _("Choose a day from %(first)s to %(last)s.")
            raise forms.ValidationError(words % {"first": self.today.isoformat(), "last": self.last.isoformat()})
        return day


@require_safe
@office_only
def ahead(request: Request) -> HttpResponse:
    """Lists what would go out on the chosen day, tomorrow when none is, and counts it for the coming week."""
    if not supervision.supervises(request.access):
        raise Http404
    today = clock.today()
    scope = _scope(request)
    options = filter_form.scope_options(access=request.access, origin=request.access.origin, scope=scope)
    values = {"day": request.GET.get("day", (today + timedelta(days=1)).isoformat()), "scope": scope.value}
    form = DayForm(values, today=today, options=options)
    context: dict[str, object] = {"form": form, "scope_words": scope.procuratorate and filter_words.scope_words(scope)}
    if form.is_valid():
        context |= _ahead(request, scope, form.cleaned_data["day"], today)
    return render(request, "office/reminders_ahead.html", context)


def _scope(request: Request) -> scopes.Scope:
    try:
        value = request.GET.get("scope") or scopes.EVERYTHING
        return scopes.find(access=request.access, origin=request.access.origin, value=value)
    except scopes.UnknownScope as unknown:
        raise Http404 from unknown


def _ahead(request: Request, scope: scopes.Scope, day: date, today: date) -> dict[str, object]:
    supervised = Suggestion.objects.visible_to(request.access).filter(
        supervision.supervised_by(request.access), scope.where
    )
    until = max(day, today + timedelta(days=reminders_presenter.WEEK))
    outlook = reminder_outlook.outlook(today=today, until=until, of=supervised)
    counts = outlook.per_day()
    after = reminders_presenter.read_mark(request.GET.get("after", ""))
    before = None if after else reminders_presenter.read_mark(request.GET.get("before", ""))
    found = outlook.on(day, most=SIZE + 1, after=after, before=before)
    more = len(found) > SIZE
    page = found[-SIZE:] if before else found[:SIZE]
    has_next, has_previous = (bool(page), more) if before else (more, bool(after and page))

    def address(on: date, **mark: str) -> str:
        return f"?{urlencode({'day': on.isoformat(), 'scope': scope.value} | mark)}"

    return {
        "day": day,
        "count": counts.get(day, 0),
        "days": [(each, address(each.day)) for each in reminders_presenter.days(counts, today=today, chosen=day)],
        "lines": reminders_presenter.lines(page, on=day, today=today),
        "next": address(day, after=reminders_presenter.mark_of(page[-1])) if has_next else "",
        "previous": address(day, before=reminders_presenter.mark_of(page[0])) if has_previous else "",
        "elsewhere": _elsewhere(request, [each for each in sorted(counts) if each != day], address),
    }


def _elsewhere(request: Request, filled: list[date], address: Callable[[date], str]) -> list[Action]:
    """Returns where an empty day leads: to the nearest day that is not, and to the ladders for who sets them."""
    found = []
    if filled:
        words = _("Go to %(day)s") % {"day": filled[0].isoformat()}
        found.append(Action(label=words, href=address(filled[0])))
    if request.access.is_administrator:
        found.append(Action(label=_("See the ladders"), href=reverse("setup-reminders")))
    return found
