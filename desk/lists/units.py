"""Recipient units: the list by present and former names, and one unit with all that it was ever asked. No natural person is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from desk.components import Badge, Pair
from desk.guards import office_only
from desk.lists import addresses, filter_form, rows
from desk.request import Request
from insights import paging
from insights.filters import SuggestionFilter
from organs import clock
from organs.access import Access
from organs.filters import UnitFilterSet
from organs.models import Unit
from organs.origins import Origin
from organs.words import Words, listed
from suggestions.models import Measure, Suggestion

KEYS = ("name", "id")
NEWEST = 50


@dataclass(frozen=True, kw_only=True)
class UnitRow:
    """One line of the list of units; `count` is how many suggestions to it one may see."""

    name: str
    href: str
    former: str
    kind: Words
    region: str
    count: int
    count_href: str
    flags: Sequence[Badge]


@dataclass(frozen=True, kw_only=True)
class UnitSuggestion:
    """One suggestion to the unit, with what it asked and where each measure stands."""

    row: rows.SuggestionRow
    measures: Sequence[tuple[str, Badge]]


@office_only
@require_safe
def unit_list(request: Request) -> HttpResponse:
    """Shows the units whose present or former name contains the words, by name."""
    origin = request.GET.get("origin", "")
    if origin not in Origin.values:
        origin = filter_form.default_origin(request.access)
    params = request.GET.copy()
    params["origin"] = origin
    unit_filters = UnitFilterSet(
        params,
        queryset=Unit.objects.visible_to(request.access),
        origins=filter_form.origins(request.access, origin),
    )
    values = {"origin": origin}
    if unit_filters.is_valid():
        values |= {name: value for name, value in unit_filters.form.cleaned_data.items() if value}
    unread = [*(name for name in unit_filters.form.errors if name != "origin")]
    unread += ["origin"] if request.GET.get("origin", "") not in {"", *Origin.values} else []
    faults = addresses.faults(request.GET, known=unit_filters.form.fields, unread=unread)
    page = paging.page(
        (unit_filters.qs if unit_filters.is_valid() and not faults.words else Unit.objects.none()).prefetch_related(
            "aliases"
        ),
        keys=KEYS,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = {
        "form": unit_filters.form,
        "faults": faults,
        "rows": _rows(page.rows, request.access),
        "next": _address(values, after=page.after),
        "previous": _address(values, before=page.before),
        "clear": f"{reverse('unit-list')}?{urlencode({'origin': origin})}",
    }
    return render(request, "lists/unit_list.html", context, status=faults.status)


def _address(values: dict[str, str], **mark: str) -> str:
    return f"{reverse('unit-list')}?{urlencode(values | mark)}" if any(mark.values()) else ""


def _rows(units: Sequence[Unit], access: Access) -> list[UnitRow]:
    counts = dict(
        Suggestion.objects.visible_to(access)
        .filter(unit__in=[unit.pk for unit in units])
        .order_by()
        .values_list("unit_id")
        .annotate(Count("pk"))
    )
    return [
        UnitRow(
            name=unit.name,
            href=reverse("unit", args=[unit.pk]),
            former=listed(alias.name for alias in unit.aliases.all()),
            kind=unit.get_kind_display(),
            region=unit.region_name,
            count=counts.get(unit.pk, 0),
            count_href=_suggestions_of(unit),
            flags=flags(unit),
        )
        for unit in units
    ]


def _suggestions_of(unit: Unit) -> str:
    to_unit = SuggestionFilter(origin=unit.origin, unit=unit.pk)
    return f"{reverse('suggestion-list')}?{to_unit.query()}"


def flags(unit: Unit) -> list[Badge]:
    """Returns what must be known before a unit is read as one institution among others."""
    found = []
    if unit.is_sole_trader:
        found.append(Badge(text=_("Sole trader"), icon="person"))
    if unit.is_placeholder:
        found.append(Badge(text=_("Not named by the source"), icon="info"))
    if unit.closed_on or unit.successor_id:
        found.append(Badge(text=_("Former unit"), icon="no"))
    if unit.origin == Origin.PUBLISHED:
        found.append(Badge(text=Origin.PUBLISHED.label, icon="doc"))
    return found


@office_only
@require_safe
def unit(request: Request, pk: int) -> HttpResponse:
    """Shows a unit and all that it was ever asked by procuratorates that the person may see, each with its state."""
    today = clock.today()
    found = get_object_or_404(
        Unit.objects.visible_to(request.access)
        .select_related("successor", "superior", "regulator")
        .prefetch_related("aliases", "predecessors"),
        pk=pk,
    )
    newest = _newest(request.access, found)
    context = {
        "unit": found,
        "flags": flags(found),
        "pairs": _pairs(found),
        "suggestions": [_unit_suggestion(suggestion, today) for suggestion in newest[:NEWEST]],
        "all_href": _suggestions_of(found),
        "has_more": len(newest) > NEWEST,
        "trail": [(_("Units"), reverse("unit-list"))],
    }
    return render(request, "lists/unit.html", context)


def _newest(access: Access, unit: Unit) -> list[Suggestion]:
    measures = Measure.objects.exclude(state="proposed").select_related("text").order_by("position", "id")
    found = Suggestion.objects.visible_to(access).filter(unit=unit)
    shown = rows.suggestions_for_list(found).prefetch_related(
        Prefetch("measures", queryset=measures, to_attr="asked_measures")
    )
    return list(shown.order_by("-issued_on", "-id")[: NEWEST + 1])


def _unit_suggestion(suggestion: Suggestion, today: date) -> UnitSuggestion:
    return UnitSuggestion(
        row=rows.row(suggestion, today=today),
        measures=[(rows.measure_words(measure), rows.measure_badge(measure)) for measure in suggestion.asked_measures],
    )


def _pairs(unit: Unit) -> list[Pair]:
    values = [
        (_("Kind"), unit.get_kind_display()),
        (_("Unified social credit code"), unit.credit_code),
        (_("Region"), unit.region_name),
        (_("Administrative code of its area"), unit.region_code),
        (_("Industry"), unit.industry),
        (_("Address"), unit.address),
        (_("Receiving office"), unit.receiving_office),
        (_("Superior"), _link(unit.superior)),
        (_("Regulator"), _link(unit.regulator)),
        (_("Former and other names"), _names(unit)),
        (_("Succeeded by"), _link(unit.successor)),
        (_("Successor of"), format_html_join(", ", "{}", ((_link(former),) for former in unit.predecessors.all()))),
        (_("Electronic service"), _consent(unit)),
        (_("Closed on"), unit.closed_on),
    ]
    return [Pair(label=label, value=value) for label, value in values if value]


def _names(unit: Unit) -> str:
    names = []
    for alias in unit.aliases.all():
        until = gettext("until %(day)s") % {"day": alias.until_on.isoformat()} if alias.until_on else ""
        names.append(f"{alias.name} ({until})" if until else alias.name)
    return listed(names)


def _consent(unit: Unit) -> str:
    if not unit.electronic_service_consent_on:
        return ""
    return gettext("consented on %(day)s") % {"day": unit.electronic_service_consent_on.isoformat()}


def _link(unit: Unit | None) -> str:
    if unit is None:
        return ""
    return format_html('<a href="{}">{}</a>', reverse("unit", args=[unit.pk]), unit.name)
