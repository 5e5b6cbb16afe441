"""Pages of the draws for looking back. A plan is previewed as often as one likes; the draw is confirmed over what was seen."""

from collections.abc import Iterator

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from desk import saving
from desk.answers import UNPROCESSABLE, status_of
from desk.draws import frame_export, presenter
from desk.draws.forms import EvaluationForm, PlanForm
from desk.guards import office_only
from desk.request import Request
from followups.actions import drawing, evaluating
from followups.draws import draw_record
from followups.draws.draw_reach import reaches
from followups.models import Draw, Evaluator, Standing
from followups.models.draw import DrawQuerySet
from insights import exports, paging
from organs import clock
from organs.refusals import Refused

# More cases than this are not read one by one; a narrower period lets single ones be left out.
MOST_SHOWN = 400


def _draws(request: Request) -> DrawQuerySet:
    return Draw.objects.visible_to(request.access).with_signers().select_related("procuratorate", "department")


def _find(request: Request, pk: int) -> Draw:
    found = _draws(request).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@office_only
@require_safe
def listed(request: Request) -> HttpResponse:
    """Lists the draws of the own procuratorate and of those below it, the newest first."""
    counted = _draws(request).annotate(within=Count("cases", filter=~Q(cases__standing=Standing.EXCLUDED)))
    page = paging.page(counted, keys=("-id",), after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    context = {
        "rows": [(row, presenter.reach_words(row)) for row in page.rows],
        "next": f"?after={page.after}" if page.after else "",
        "previous": f"?before={page.before}" if page.before else "",
        "may_draw": bool(reaches(request.access)),
    }
    return render(request, "draws/list.html", context)


@office_only
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Plans a draw: preview of frame and strata, and the draw itself once it is confirmed."""
    if not reaches(request.access):
        raise Http404
    form = PlanForm(request.POST if request.method == "POST" else None, access=request.access, today=clock.today())
    context: dict[str, object] = {"form": form, "most_shown": MOST_SHOWN}
    status = 200
    if form.is_bound and not form.is_valid():
        status = UNPROCESSABLE
    elif form.is_bound:
        if request.POST.get("do") == "draw":
            try:
                made = _draw(request, form)
            except Refused as refused:
                status = _refuse(form, refused)
            else:
                messages.success(request, _("The cases are drawn; their offices are told."))
                return redirect("draw", made.pk)
        status = max(status, _preview(request, form, context))
    return render(request, "draws/new.html", context, status=status)


def _preview(request: Request, form: PlanForm, context: dict[str, object]) -> int:
    """Adds the frame to the page, and what a confirmation is given over where the plan can be drawn; returns the status."""
    try:
        plan = form.plan(by_hand=form.by_hand())
        frame = drawing.preview(access=request.access, plan=plan, on=clock.today())
        context |= presenter.of_frame(frame, {})
        context |= presenter.of_frame(frame, drawing.allocation(frame)) | {"expected_digest": frame.digest}
    except Refused as refused:
        return _refuse(form, refused)
    return 200


def _draw(request: Request, form: PlanForm) -> Draw:
    if not form.cleaned_data["is_sure"]:
        raise Refused(_("Tick that you drew over the frame below; the draw cannot be taken back."), field="is_sure")
    return drawing.draw(
        access=request.access,
        at=clock.now(),
        plan=form.plan(by_hand=form.by_hand()),
        expected_digest=form.cleaned_data["expected_digest"],
        seed=form.cleaned_data["seed"],
        seed_from=form.cleaned_data["seed_from"],
    )


def _refuse(form: PlanForm, refused: Refused) -> int:
    """Says the refusal at its field, or on top; returns the status under which the form is shown again."""
    if str(refused) not in [str(error) for errors in form.errors.values() for error in errors]:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    return status_of(refused)


@office_only
@require_safe
def shown(request: Request, pk: int) -> HttpResponse:
    """Shows one draw: plan, seed, strata, drawn cases with what became of them, the rest of the frame, what was left out."""
    draw = _find(request, pk)
    context = presenter.of_draw(draw) | {
        "differences": draw_record.differences(draw),
        "records": [
            (evaluator.label, reverse(f"draw-{evaluator}-evaluation", args=[pk]))
            for evaluator in Evaluator
            if evaluating.may_record(request.access, draw=draw, by=evaluator)
        ],
    }
    return render(request, "draws/draw.html", context)


@office_only
@require_http_methods(["GET", "POST"])
def committee_evaluation(request: Request, pk: int) -> HttpResponse:
    """The form with which the secretary records what the committee says of the drawn letters."""
    return _evaluation(request, pk, by=Evaluator.COMMITTEE, title=_("Record the committee's evaluation"))


@office_only
@require_http_methods(["GET", "POST"])
def panel_evaluation(request: Request, pk: int) -> HttpResponse:
    """The form with which case management records what a panel from outside says of the drawn letters."""
    return _evaluation(request, pk, by=Evaluator.PANEL, title=_("Record a panel's evaluation"))


def _evaluation(request: Request, pk: int, *, by: Evaluator, title: str) -> HttpResponse:
    draw = _find(request, pk)
    if not evaluating.may_record(request.access, draw=draw, by=by):
        raise Http404
    form = EvaluationForm(request.POST if request.method == "POST" else None, by=by)
    home = reverse("draw", args=[pk])
    return saving.form_page(
        request,
        form,
        save=lambda _cleaned: evaluating.record(
            access=request.access, at=clock.now(), draw=draw, by=by, draft=form.draft()
        ),
        title=title,
        lede=_("It is never changed; what is said later is recorded beside it."),
        done=_("The evaluation is recorded."),
        back=f"{home}#evaluations",
        trail=[(_("Draws for looking back"), reverse("draws")), (_("Draw %(number)d") % {"number": pk}, home)],
    )


@office_only
@require_safe
def printed(request: Request, pk: int) -> HttpResponse:
    """Shows the same for paper: nothing folded, no navigation."""
    draw = _find(request, pk)
    return render(request, "draws/print.html", presenter.of_draw(draw) | {"differences": draw_record.differences(draw)})


@office_only
@require_safe
def export(request: Request, pk: int) -> StreamingHttpResponse:
    """Streams the frame with strata, hashes and ranks, so that the draw can be checked with other tools."""
    draw = _find(request, pk)
    response = StreamingHttpResponse(_lines(draw, translation.get_language()), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="draw-{draw.pk}.csv"'
    return response


def _lines(draw: Draw, language: str | None) -> Iterator[str]:
    with translation.override(language):
        yield from exports.csv_lines(header=frame_export.header(), rows=frame_export.rows(draw))
