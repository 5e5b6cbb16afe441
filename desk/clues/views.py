"""The register of clues: the list, one clue with its events, registering, closing and transferring; a draft is opened from its form."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from desk import saving
from desk.clues.forms import ClueAnswerForm, ClueForm
from desk.components import Action, Pair
from desk.guards import only
from desk.lists import addresses
from desk.request import Request
from insights import paging
from insights.clue_filters import ClueFilterSet
from organs import clock
from suggestions.actions import clues as actions
from suggestions.models import Clue, Suggestion
from suggestions.rules import clues

KEYS = ("-registered_on", "-id")

# Posts that see the clues of their own office, and those that register: of the prosecutors' side alone.
clues_only = only(
    lambda request: request.access is not None and bool(request.access.holding(*clues.SEEING)), policy="clues"
)
registering_only = only(
    lambda request: request.access is not None and bool(request.access.holding(*clues.REGISTERING)),
    policy="clues registered",
)


@clues_only
@require_safe
def listed(request: Request) -> HttpResponse:
    """The clues of the own office, the newest first."""
    rows = Clue.objects.visible_to(request.access)
    filters = ClueFilterSet(request.GET, queryset=rows)
    faults = addresses.faults(request.GET, known=filters.form.fields)
    found = filters.qs if filters.is_valid() and not faults.words else Clue.objects.none()
    page = paging.page(
        found.select_related("unit", "registered_by", "procuratorate"),
        keys=KEYS,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = {
        "form": filters.form,
        "faults": faults,
        "rows": page.rows,
        "may_register": bool(request.access.holding(*clues.REGISTERING)),
        "next": _neighbour(filters, after=page.after),
        "previous": _neighbour(filters, before=page.before),
    }
    return render(request, "clues/list.html", context, status=faults.status)


def _neighbour(filters: ClueFilterSet, **mark: str) -> str:
    values = {name: value for name, value in filters.form.cleaned_data.items() if value} if filters.is_valid() else {}
    return f"{reverse('clues')}?{urlencode(values | mark)}" if any(mark.values()) else ""


@registering_only
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Registers a clue."""
    form = ClueForm(request.POST or None, access=request.access)
    return saving.form_page(
        request,
        form,
        save=lambda _cleaned: actions.register(access=request.access, at=clock.now(), **form.cleaned_data),
        title=str(clues.STEPS["register"].label),
        lede=_("The source is a kind, the matter is of an institution. Nobody who reported it is named here."),
        done=str(clues.STEPS["register"].done_label),
        back=reverse("clues"),
        page_of=_address_of,
        trail=_trail(),
    )


def _address_of(made: object) -> str:
    return reverse("clue", args=[made.pk]) if isinstance(made, Clue) else reverse("clues")


@clues_only
@require_safe
def shown(request: Request, pk: int) -> HttpResponse:
    """One clue: what it is about, what became of it, and every event."""
    clue = _clue(request, pk)
    context = {
        "clue": clue,
        "pairs": _pairs(request, clue),
        "events": clue.events.all(),
        "actions": _actions(request, clue),
        "trail": _trail(),
    }
    return render(request, "clues/clue.html", context)


@registering_only
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: Request, pk: int) -> HttpResponse:
    """Closes a clue that leads to no draft."""
    return _answered(
        request,
        pk,
        "close",
        lambda clue, at, answer, on: actions.close(access=request.access, at=at, clue=clue, reason=answer, on=on),
    )


@registering_only
@require_http_methods(["GET", "HEAD", "POST"])
def transfer(request: Request, pk: int) -> HttpResponse:
    """Says to which institution a clue goes."""
    return _answered(
        request,
        pk,
        "transfer",
        lambda clue, at, answer, on: actions.transfer(access=request.access, at=at, clue=clue, to=answer, on=on),
    )


def _answered(request: Request, pk: int, key: str, save: Callable[..., None]) -> HttpResponse:
    clue, step = _clue(request, pk), clues.STEPS[key]
    if clue.state != step.source or not actions.may(
        access=request.access, step=step, procuratorate_id=clue.procuratorate_id
    ):
        raise Http404
    form = ClueAnswerForm(request.POST or None, step=step)
    return saving.form_page(
        request,
        form,
        save=lambda cleaned: save(clue, clock.now(), cleaned["answer"], cleaned["on"]),
        title=str(step.label),
        lede=clue.matter,
        done=str(step.done_label),
        back=reverse("clue", args=[pk]),
        trail=[*_trail(), (clue.matter, reverse("clue", args=[pk]))],
    )


def _clue(request: Request, pk: int) -> Clue:
    rows = Clue.objects.visible_to(request.access)
    found = rows.select_related("unit", "registered_by", "decided_by", "procuratorate", "suggestion").filter(pk=pk)
    clue = found.first()
    if clue is None:
        raise Http404
    return clue


def _pairs(request: Request, clue: Clue) -> list[Pair]:
    decided = f"{clue.decided_on.isoformat()} {clue.decided_by.name}" if clue.decided_on and clue.decided_by else ""
    pairs = [
        Pair(label=_("What became of it"), value=str(clue.state_label)),
        Pair(label=_("Kind of source"), value=clue.get_source_display()),
        Pair(
            label=_("Institution that it concerns"),
            value=_linked(clue.concerns, reverse("unit", args=[clue.unit_id]) if clue.unit_id else ""),
            lang="zh-Hans",
        ),
        Pair(label=_("Procuratorate"), value=clue.procuratorate.name, lang="zh-Hans"),
        Pair(label=_("Registered"), value=f"{clue.registered_on.isoformat()} {clue.registered_by.name}"),
        Pair(label=_("Decided on"), value=decided),
        Pair(label=_answer_label(clue), value=clue.answer, lang="zh-Hans"),
        Pair(label=_("Draft"), value=_linked(_draft_words(request, clue), _draft_href(request, clue)), lang="zh-Hans"),
    ]
    return [pair for pair in pairs if pair.value]


def _linked(words: str, href: str) -> str:
    return format_html('<a href="{}">{}</a>', href, words) if href else words


def _answer_label(clue: Clue) -> str:
    return str(next((row.asks for row in clues.ROWS if row.target == clue.state and row.asks), ""))


def _draft_href(request: Request, clue: Clue) -> str:
    """Returns the page of the draft, for who may open it."""
    if clue.suggestion_id is None:
        return ""
    visible = Suggestion.objects.visible_to(request.access).filter(pk=clue.suggestion_id)
    return reverse("suggestion", args=[clue.suggestion_id]) if visible.exists() else ""


def _draft_words(request: Request, clue: Clue) -> str:
    if clue.suggestion is None:
        return ""
    return clue.suggestion.title if _draft_href(request, clue) else _("opened; it is shown to who works on it")


def _actions(request: Request, clue: Clue) -> list[Action]:
    hrefs = {
        "draft": f"{reverse('draft-new')}?clue={clue.pk}",
        "close": reverse("clue-close", args=[clue.pk]),
        "transfer": reverse("clue-transfer", args=[clue.pk]),
    }
    return [
        Action(label=row.label, href=hrefs[row.key])
        for row in clues.ROWS
        if row.source == clue.state
        and actions.may(access=request.access, step=row, procuratorate_id=clue.procuratorate_id)
    ]


def _trail() -> list[tuple[str, str]]:
    return [(_("Desk"), reverse("desk")), (_("Clues"), reverse("clues"))]
