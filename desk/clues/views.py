"""The register of clues: the list, one clue with its events, registering, instructing, closing and transferring; a draft is opened from its form."""

from collections.abc import Callable
from datetime import date, datetime
from urllib.parse import urlencode

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from desk import saving
from desk.clues.forms import ClueAnswerForm, ClueForm, ClueInstructionForm
from desk.components import Action, Pair
from desk.guards import only
from desk.lists import addresses
from desk.request import Request
from insights import paging
from insights.clue_filters import ClueFilterSet
from notices.actions import clue_notices
from organs import clock
from suggestions.actions import clues as actions
from suggestions.models import Clue, Suggestion
from suggestions.rules import clues
from suggestions.rules.states import DOCUMENT

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
        found.select_related("unit", "registered_by", "procuratorate", "instructed_by"),
        keys=KEYS,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = {
        "form": filters.form,
        "faults": faults,
        "rows": page.rows,
        "may_register": bool(request.access.holding(*clues.REGISTERING)),
        "may_instruct": bool(actions.instructing(request.access)),
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


@registering_only
@require_http_methods(["GET", "HEAD", "POST"])
def instruct(request: Request) -> HttpResponse:
    """Instructs a lower office to suggest; its heads are told."""
    if not actions.instructing(request.access):
        raise Http404
    form = ClueInstructionForm(request.POST or None, access=request.access)
    step = clues.STEPS["instruct"]
    return saving.form_page(
        request,
        form,
        save=lambda _cleaned: _instructed(request, form),
        title=str(step.label),
        lede=_(
            "It lands at the lower procuratorate: its heads are told, and a draft is opened from it or reasons given."
        ),
        done=str(step.done_label),
        back=reverse("clues"),
        page_of=_address_of,
        trail=_trail(),
    )


def _instructed(request: Request, form: ClueInstructionForm) -> Clue:
    office, lower = form.cleaned_data["office"], form.cleaned_data["lower"]
    at = clock.now()
    with transaction.atomic():
        clue = actions.instruct(access=request.access, at=at, office=office, lower=lower, draft=form.draft())
        clue_notices.tell_instructed(at=at, clue=clue)
    return clue


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
    """Closes a clue that leads to no draft; one with an instruction is answered."""
    is_instructed = _clue(request, pk).is_instructed

    def save(clue: Clue, at: datetime, answer: str, on: date) -> None:
        act = actions.decline if is_instructed else actions.close
        with transaction.atomic():
            act(access=request.access, at=at, clue=clue, reason=answer, on=on)
            clue_notices.tell_answered(at=at, clue=clue)

    return _answered(request, pk, "decline" if is_instructed else "close", save)


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
    if not step.fits(state=clue.state, is_instructed=clue.is_instructed) or not actions.may(
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
    related = ("unit", "registered_by", "decided_by", "procuratorate", "instructed_by", "suggestion__letter")
    found = rows.select_related(*related).filter(pk=pk)
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
        *_instruction(clue),
        Pair(label=_("Registered"), value=f"{clue.registered_on.isoformat()} {clue.registered_by.name}"),
        Pair(label=_("Decided on"), value=decided),
        Pair(label=_answer_label(clue), value=clue.answer, lang="zh-Hans"),
        Pair(label=_("Draft"), value=_linked(_draft_words(request, clue), _draft_href(request, clue)), lang="zh-Hans"),
    ]
    return [pair for pair in pairs if pair.value]


def _instruction(clue: Clue) -> list[Pair]:
    """Returns who instructs to suggest what, on what was found, and until when; nothing for other clues."""
    if clue.instructed_by is None or clue.report_by is None:
        return []
    return [
        Pair(label=_("Instructed by"), value=clue.instructed_by.name, lang="zh-Hans"),
        Pair(label=_("What was found"), value=clue.found, lang="zh-Hans"),
        Pair(label=_("What is to be suggested"), value=clue.to_suggest, lang="zh-Hans"),
        Pair(label=_("To be suggested or answered until"), value=clue.report_by.isoformat()),
        Pair(label=_("What came of it"), value=_came_of(clue)),
    ]


def _came_of(clue: Clue) -> str:
    """Returns how far the draft is, with the number of a letter that is issued."""
    if clue.suggestion is None:
        return ""
    letter = clue.suggestion.letter
    number = letter.document_number if letter and letter.issued_on else ""
    return " ".join(part for part in (str(DOCUMENT[clue.suggestion.document_state].label), number) if part)


def _linked(words: str, href: str) -> str:
    return format_html('<a href="{}">{}</a>', href, words) if href else words


def _answer_label(clue: Clue) -> str:
    fitting = (row for row in clues.ROWS if row.instructed in {None, clue.is_instructed})
    return str(next((row.asks for row in fitting if row.target == clue.state and row.asks), ""))


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
        "decline": reverse("clue-close", args=[clue.pk]),
        "transfer": reverse("clue-transfer", args=[clue.pk]),
    }
    return [
        Action(label=row.label, href=hrefs[row.key])
        for row in clues.ROWS
        if row.fits(state=clue.state, is_instructed=clue.is_instructed)
        and actions.may(access=request.access, step=row, procuratorate_id=clue.procuratorate_id)
    ]


def _trail() -> list[tuple[str, str]]:
    return [(_("Desk"), reverse("desk")), (_("Clues"), reverse("clues"))]
