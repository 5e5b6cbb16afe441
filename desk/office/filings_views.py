"""What lower procuratorates filed on record and waits for the own office's review; the steps themselves are in desk/steps."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from desk import wording
from desk.guards import office_only
from desk.request import Request
from desk.steps import registry
from organs import clock
from organs.numerals import key_of
from organs.roles import Side
from suggestions.models import Filing, Suggestion
from suggestions.rules import tracks
from suggestions.rules.relations import HIGHER_ROLES
from suggestions.rules.states import FILING

WAITING = sorted(FILING.of("with the higher"))
PAGE = 50


@office_only
@require_safe
def filings(request: Request) -> HttpResponse:
    """Lists the filings sent to the own office and not reviewed yet, in the order of their letters."""
    access = request.access
    offices = {post.procuratorate_id for post in access.holding(*HIGHER_ROLES)}
    rows = (
        Filing.objects.filter(higher__in=offices, state__in=WAITING)
        .filter(suggestion__in=Suggestion.objects.visible_to(access))
        .select_related("suggestion__unit", "suggestion__procuratorate", "suggestion__letter")
        .order_by("pk")
    )
    after = key_of(request.GET.get("after", ""))
    page = list(rows.filter(pk__gt=after or 0)[: PAGE + 1])
    following = f"?after={page[PAGE - 1].pk}" if len(page) > PAGE else ""
    today = clock.today()
    shown = [
        {
            "row": row,
            "suggestion": row.suggestion,
            "href": reverse("suggestion", args=[row.suggestion_id]),
            "state": tracks.TABLE.label("filing", row.state),
            "waits": wording.waited(row.filed_on, today) if row.filed_on else "",
            "actions": [
                (form.title(), registry.address(form, row.suggestion, row))
                for step in ("filing.receive", "filing.review", "filing.instruct")
                if (form := registry.REGISTRY[Side.OFFICE, False, step]) and row.state in form.row().sources
            ],
        }
        for row in page[:PAGE]
    ]
    return render(request, "office/draft_filings.html", {"rows": shown, "next": following, "may_review": bool(offices)})
