"""The collection of model letters: the list, one of them with what still holds, making one, and taking one out."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from desk import saving
from desk.components import Action, Pair
from desk.guards import only
from desk.guidance.forms import ModelLetterForm, TakeOutForm
from desk.lists import addresses
from desk.request import Request
from followups.actions import collecting
from followups.models import ModelLetter
from followups.rules import guidance
from insights import paging
from organs import clock
from suggestions.models import Suggestion

models_only = only(
    lambda request: request.access is not None and bool(request.access.holding(*guidance.READING)),
    policy="model letters",
)


@models_only
@require_safe
def listed(request: Request) -> HttpResponse:
    """The models that the own office and those above it keep, the newest first."""
    faults = addresses.faults(request.GET, known=())
    rows = ModelLetter.objects.visible_to(request.access) if not faults.words else ModelLetter.objects.none()
    page = paging.page(
        rows.select_related("office"),
        keys=("-made_on", "-id"),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = {
        "rows": page.rows,
        "faults": faults,
        "next": f"{reverse('model-letters')}?after={page.after}" if page.after else "",
        "previous": f"{reverse('model-letters')}?before={page.before}" if page.before else "",
    }
    return render(request, "guidance/models.html", context, status=faults.status)


@models_only
@require_safe
def shown(request: Request, pk: int) -> HttpResponse:
    """One model: what was found and asked, why it is exemplary, and what still holds of each measure."""
    model = _model(request, pk)
    measures = model.measures.select_related("measure").prefetch_related("measure__findings__look_back")
    pairs = [
        Pair(label=_("Kind"), value=model.get_kind_display()),
        Pair(label=_("Unit"), value=model.unit_name or _("not named"), lang="zh-Hans" if model.unit_name else ""),
        Pair(label=_("Collected by"), value=model.office.name, lang="zh-Hans"),
        Pair(label=_("Made"), value=f"{model.made_on.isoformat()} {model.made_name}"),
    ]
    actions = []
    if collecting.may_take_out(request.access, model):
        actions = [Action(label=_("Take it out"), href=reverse("model-letter-take-out", args=[pk]))]
    context = {
        "model": model,
        "pairs": pairs,
        "measures": measures,
        "actions": actions,
        "case_href": _case_href(request, model),
        "trail": _trail(),
    }
    return render(request, "guidance/model.html", context)


@models_only
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, pk: int) -> HttpResponse:
    """Makes a model of a letter; to whoever wrote it or handled the case this page is not there."""
    found = Suggestion.objects.visible_to(request.access).select_related("letter", "unit").filter(pk=pk).first()
    if found is None or collecting.office_for(request.access, found) is None:
        raise Http404
    form = ModelLetterForm(request.POST or None, suggestion=found)
    return saving.form_page(
        request,
        form,
        save=lambda _cleaned: collecting.make(
            access=request.access, at=clock.now(), suggestion=found, draft=form.draft()
        ),
        title=_("Make a model of this letter"),
        lede=_("Offices below read it. It names no person, and the unit only where it agreed."),
        done=_("Model letter added to the collection"),
        back=reverse("suggestion", args=[pk]),
        page_of=lambda made: reverse("model-letter", args=[made.pk]) if isinstance(made, ModelLetter) else "",
        trail=[*_trail(), (found.title, reverse("suggestion", args=[pk]))],
    )


@models_only
@require_http_methods(["GET", "HEAD", "POST"])
def take_out(request: Request, pk: int) -> HttpResponse:
    """Takes a model out of the collection, with the reason."""
    model = _model(request, pk)
    if not collecting.may_take_out(request.access, model):
        raise Http404
    return saving.form_page(
        request,
        TakeOutForm(request.POST or None, auto_id="%s"),
        save=lambda cleaned: collecting.take_out(
            access=request.access, at=clock.now(), model=model, reason=str(cleaned["reason"])
        ),
        title=_("Take it out"),
        lede=model.title,
        done=_("Model letter taken out of the collection"),
        back=reverse("model-letters"),
        trail=[*_trail(), (model.title, reverse("model-letter", args=[pk]))],
    )


def _case_href(request: Request, model: ModelLetter) -> str:
    """Returns the page of the case, for who may open it."""
    visible = Suggestion.objects.visible_to(request.access).filter(pk=model.suggestion_id).exists()
    return reverse("suggestion", args=[model.suggestion_id]) if visible else ""


def _model(request: Request, pk: int) -> ModelLetter:
    found = ModelLetter.objects.visible_to(request.access).select_related("office").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _trail() -> list[tuple[str, str]]:
    return [(_("Desk"), reverse("desk")), (_("Model letters"), reverse("model-letters"))]
