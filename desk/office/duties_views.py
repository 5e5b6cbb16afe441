"""The duties of both sides beside each other, by age; every number opens exactly its list, below it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from desk import wording
from desk.case import clock_presenter
from desk.guards import office_only
from desk.lists import filter_form, filter_words, rows
from desk.request import Request
from insights import open_duties, paging
from insights.filters import SuggestionFilter
from insights.open_duties import AGES, COUNTED, Age
from organs import clock
from organs.origins import Origin
from organs.roles import Side
from organs.words import Words
from suggestions.access import supervision
from suggestions.models import Clock, Suggestion
from suggestions.rules.duties import Duty

FIELDS = ("scope", "kind", "turn", "origin")
KEYS = ("due_on", "id")
CHOSEN = {"duty": frozenset(open_duties.BY_KEY), "age": frozenset(open_duties.AGE_BY_KEY)}
RELATED = ("unit", "letter", "procuratorate", "handling_prosecutor")


@dataclass(frozen=True, kw_only=True)
class DutyCell:
    """One number, with the address of its list; it has none when there is nothing to list."""

    count: int
    href: str
    label: Words
    is_late: bool
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class DutyRow:
    """One duty of the list: by when, what, of which suggestion, and whose."""

    due: date
    due_words: str
    due_href: str
    is_late: bool
    duty: str
    title: str
    href: str
    unit: str
    organ: str
    handler: str
    number: str


@office_only
@require_safe
def both_sides(request: Request) -> HttpResponse:
    """Shows the duties of both sides by age and, of the number that was chosen, the list."""
    today = clock.today()
    filter_request = filter_form.read(request, names=FIELDS, on=today, own=CHOSEN)
    context: dict[str, object] = {
        "form": filter_request.form,
        "faults": filter_request.faults,
        "scope_words": filter_words.scope_words(filter_request.scope),
        "is_published": filter_request.origin == Origin.PUBLISHED,
        "supervises": supervision.supervises(request.access),
    }
    if filter_request.filter is not None:
        suggestions = filter_request.filter.suggestions(access=request.access, on=today)
        clocks = Clock.objects.filter(suggestion__in=suggestions.order_by().values("pk"))
        chosen = _chosen(request)
        context |= _sides(filter_request.filter, open_duties.count(clocks, on=today), chosen)
        context |= _list(request, filter_request.filter, clocks, chosen, today)
    return render(request, "office/duties.html", context, status=filter_request.faults.status)


def _chosen(request: Request) -> tuple[Duty, Age] | None:
    duty = open_duties.BY_KEY.get(request.GET.get("duty", ""))
    age = open_duties.AGE_BY_KEY.get(request.GET.get("age", ""))
    return (duty, age) if duty and age else None


def address(suggestion_filter: SuggestionFilter, duty: Duty, age: Age, **more: str) -> str:
    """Returns the address of the list behind one number."""
    picked = urlencode({"duty": duty.key, "age": age.key} | more)
    return f"{reverse('duties')}?{suggestion_filter.query()}&{picked}"


def _sides(
    suggestion_filter: SuggestionFilter, counts: Mapping[tuple[str, str], int], chosen: tuple[Duty, Age] | None
) -> dict[str, object]:
    def cells(duty: Duty) -> tuple[Words, list[DutyCell]]:
        return duty.label, [
            DutyCell(
                count=counts[duty.key, age.key],
                href=f"{address(suggestion_filter, duty, age)}#list" if counts[duty.key, age.key] else "",
                label=age.words,
                is_late=age.first is not None,
                is_open=chosen == (duty, age),
            )
            for age in AGES
        ]

    return {
        "ages": [age.label for age in AGES],
        "of_units": [cells(duty) for duty in COUNTED if duty.side is Side.UNIT],
        "of_office": [cells(duty) for duty in COUNTED if duty.side is Side.OFFICE],
    }


def _list(
    request: Request,
    suggestion_filter: SuggestionFilter,
    clocks: QuerySet[Clock],
    chosen: tuple[Duty, Age] | None,
    today: date,
) -> dict[str, object]:
    if chosen is None:
        return {"chosen": None}
    duty, age = chosen
    found = open_duties.listed(clocks, duty=duty, age=age, on=today)
    page = paging.page(
        found.select_related(*(f"suggestion__{name}" for name in RELATED)),
        keys=KEYS,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    return {
        "chosen": (duty.label, age.words),
        "lines": [_duty_row(row, today) for row in page.rows],
        "next": f"{address(suggestion_filter, duty, age, after=page.after)}#list" if page.after else "",
        "previous": f"{address(suggestion_filter, duty, age, before=page.before)}#list" if page.before else "",
    }


def _duty_row(row: Clock, today: date) -> DutyRow:
    suggestion: Suggestion = row.suggestion
    return DutyRow(
        due=row.due_on,
        due_words=wording.from_today(row.due_on, today),
        due_href=clock_presenter.address(row, reader=Side.OFFICE),
        is_late=row.due_on < today,
        duty=clock_presenter.duty(row, {}),
        title=suggestion.title,
        href=reverse("suggestion", args=[suggestion.pk]),
        unit=rows.unit_name(suggestion),
        organ=rows.organ_name(suggestion),
        handler=rows.handler_name(suggestion.handling_prosecutor),
        number=(suggestion.letter.document_number if suggestion.letter else "") or "",
    )
