"""The list of suggestions and its export: one filter, one door, pages by key; rows are shaped in rows.py."""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from desk import wording
from desk.components import Action, Chip
from desk.guards import office_only
from desk.lists import export, filter_form, filter_words, rows
from desk.request import Request
from insights import exports, paging
from insights.scopes import Scope
from organs import clock
from organs.models import Level
from organs.roles import OPENING
from suggestions.models import Measure, Suggestion

# The first stand in the bar, the others behind "More".
BAR = ("q", "scope", "kind", "stage", "due", "turn")
MORE = ("category", "source", "mode", "issued_from", "issued_to", "origin")
HIDDEN = ("unit", "region", "figure", "part")
NAMES = (*BAR, *MORE, *HIDDEN)
SUGGESTION_KEYS = ("-issued_on", "-id")
MEASURE_KEYS = ("-id",)
MOST = 1000


@office_only
@require_safe
def suggestion_list(request: Request) -> HttpResponse:
    """Shows a page of the suggestions chosen; measures, where the figure chosen counts measures."""
    today = clock.today()
    filter_request = filter_form.read(request, names=NAMES, on=today)
    form, suggestion_filter, path = filter_request.form, filter_request.filter, reverse("suggestion-list")
    page, total = None, ""
    if suggestion_filter is not None:
        found = suggestion_filter.rows(access=request.access, on=today)
        page = _page(request, found, measures=suggestion_filter.counts_measures)
        total = count_words(found, page)
    context = {
        "form": form,
        "faults": filter_request.faults,
        "bar": [form[name] for name in BAR],
        "more": [form[name] for name in MORE],
        "is_more_open": any(form[name].value() for name in MORE if name != "origin"),
        "chips": _chips(request, filter_request, path),
        "clear": f"{path}?{filter_request.unfiltered.query()}",
        "scope_words": filter_words.scope_words(filter_request.scope),
        "origin_words": dict(form.fields["origin"].choices)[filter_request.origin],
        "suggestion_filter": suggestion_filter,
        "figure_words": filter_words.figure_words(suggestion_filter) if suggestion_filter else "",
        "definition": suggestion_filter.figure_row.definition
        if suggestion_filter and suggestion_filter.figure_row
        else "",
        "rows": [_row(found_row, today) for found_row in page.rows] if page else [],
        "total": total,
        "shows_organ": not _is_own(request, filter_request.scope),
        "next": f"{path}?{suggestion_filter.query()}&after={page.after}" if page and page.after else "",
        "previous": f"{path}?{suggestion_filter.query()}&before={page.before}" if page and page.before else "",
        "export": f"{reverse('suggestion-export')}?{suggestion_filter.query()}" if suggestion_filter else "",
        "open_draft": draft_address(request),
        "empty_actions": _ways_out(request, filter_request, path),
    }
    return render(request, "lists/suggestion_list.html", context, status=filter_request.faults.status)


@office_only
@require_safe
def suggestion_export(request: Request) -> StreamingHttpResponse:
    """Streams all rows chosen as CSV, in the order of the list."""
    today = clock.today()
    suggestion_filter = filter_form.read(request, names=NAMES, on=today).filter
    if suggestion_filter is None:
        raise Http404
    found = suggestion_filter.rows(access=request.access, on=today)
    export = _lines(found, measures=suggestion_filter.counts_measures, language=translation.get_language())
    response = StreamingHttpResponse(export, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="suggestions-{today.isoformat()}.csv"'
    return response


def _chips(request: Request, filter_request: filter_form.FilterRequest, path: str) -> list[Chip]:
    if filter_request.filter is None:
        return []
    return filter_words.chips(
        form=filter_request.form, suggestion_filter=filter_request.filter, access=request.access, path=path
    )


def _page(request: Request, found: QuerySet, *, measures: bool) -> paging.Page:
    shaped = rows.measures_for_list(found) if measures else rows.suggestions_for_list(found)
    return paging.page(
        shaped,
        keys=MEASURE_KEYS if measures else SUGGESTION_KEYS,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )


def _row(found: Suggestion | Measure, today: date) -> rows.SuggestionRow:
    if isinstance(found, Measure):
        return rows.row(found.suggestion, today=today, measure=found)
    return rows.row(found, today=today)


def _lines(found: QuerySet, *, measures: bool, language: str | None) -> Iterator[str]:
    """Yields the export in the reader's language: it is written after the view has answered."""
    with translation.override(language):
        if measures:
            ordered = rows.measures_for_list(found).order_by(*MEASURE_KEYS)
            values = (export.cells(row.suggestion, row) for row in ordered.iterator(chunk_size=500))
        else:
            ordered = rows.suggestions_for_list(found).order_by(*SUGGESTION_KEYS)
            values = (export.cells(row) for row in ordered.iterator(chunk_size=500))
        yield from exports.csv_lines(header=export.header(measures=measures), rows=values)


def count_words(found: QuerySet, page: paging.Page) -> str:
    """Returns how many rows there are, counted up to a thousand and no further."""
    if not page.after and not page.before:
        return wording.number(len(page.rows))
    counted = found.order_by()[: MOST + 1].count()
    return f"{wording.number(MOST)}+" if counted > MOST else wording.number(counted)


def _is_own(request: Request, scope: Scope) -> bool:
    """Tells whether all rows are of the person's own procuratorate."""
    place = scope.procuratorate
    return (
        place is not None
        and place.pk in request.access.procuratorate_ids
        and (scope.alone or place.level == Level.BASIC)
    )


def draft_address(request: Request) -> str:
    """Returns where this person opens a suggestion, empty for those who do not draft."""
    return reverse("draft-new") if request.access.has(*OPENING) else ""


def _ways_out(request: Request, filter_request: filter_form.FilterRequest, path: str) -> list[Action]:
    """Returns what helps on an empty page: open a suggestion, drop the filters, look at what is published."""
    found = []
    if href := draft_address(request):
        found.append(Action(label=_("Open a suggestion"), href=href))
    plain = filter_request.unfiltered
    if filter_request.filter != plain:
        found.append(Action(label=_("Remove all filters"), href=f"{path}?{plain.query()}"))
    elif filter_request.origin != "published":
        found.append(Action(label=gettext("See published suggestions"), href=f"{path}?origin=published"))
    return found
