"""The one view behind every step: fetch, show the form, perform, answer; refusals stand at their field and nothing is lost."""

from django.contrib import messages
from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from desk import second_factor
from desk.answers import FORBIDDEN, UNPROCESSABLE, status_of
from desk.guards import office_only, unit_only
from desk.request import Request
from desk.steps import base, registry
from desk.steps.base import StepContext, StepForm
from organs import clock
from organs.refusals import NotAllowed, Refused
from organs.roles import Side
from organs.words import Words, listed
from suggestions.access import permissions, person_relations, visible_records
from suggestions.actions import ledger
from suggestions.models import Event, Measure, Suggestion
from suggestions.rules import states
from suggestions.rules.relations import Visibility
from suggestions.rules.steps import Step

#: Where more than this leads to where a step begins, naming it all helps nobody.
MOST_BEFORE = 3


@office_only
def office_step(request: Request, pk: int, step: str, subject_pk: int) -> HttpResponse:
    """The prosecutors' side."""
    return _step_view(request, pk, step, subject_pk, side=Side.OFFICE, paper=False)


@office_only
def paper_step(request: Request, pk: int, step: str, subject_pk: int) -> HttpResponse:
    """What the unit did on paper, recorded by the office with the scan."""
    return _step_view(request, pk, step, subject_pk, side=Side.OFFICE, paper=True)


@unit_only
def portal_step(request: Request, pk: int, step: str, subject_pk: int) -> HttpResponse:
    """The recipient's side."""
    return _step_view(request, pk, step, subject_pk, side=Side.UNIT, paper=False)


def _step_view(request: Request, pk: int, step: str, subject_pk: int, *, side: Side, paper: bool) -> HttpResponse:
    visible = Suggestion.objects.visible_to(request.access).with_relations_of(request.access)
    suggestion = visible.for_list().filter(pk=pk).first()
    form_class = registry.REGISTRY.get((side, paper, step))
    if suggestion is None or form_class is None:
        raise Http404
    subject = registry.find_subject(step=form_class.row(), suggestion=suggestion, pk=subject_pk)
    if subject is None or not registry.is_about(form_class, subject):
        raise Http404
    if form_class.page:
        return redirect(registry.address(form_class, suggestion, subject))
    context = base.context_of(access=request.access, suggestion=suggestion, subject=subject)
    refusal = _not_yours(form_class, context) or (request.method != "POST" and _not_now(form_class, context))
    if refusal:
        page = _frame(suggestion, side) | {"title": form_class.title(), "refusal": refusal}
        return render(request, "steps/refused.html", page, status=FORBIDDEN)
    if form_class.row().signs and (page := second_factor.step_up(request)):
        return page
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = form_class(*sent, context=context)
    status = 200
    if request.method == "POST" and form.rearranges():
        return render(request, form_class.template, _page(form, suggestion, side))
    if request.method == "POST" and form.is_valid():
        try:
            form.perform(at=clock.now())
        except Refused as refused:
            form.refuse(refused)
            status = status_of(refused)
        else:
            messages.success(request, _said(form, suggestion, side))
            return redirect(landing(request, suggestion, side))
    elif request.method == "POST":
        status = UNPROCESSABLE
    return render(request, form_class.template, _page(form, suggestion, side), status=status)


def _said(form: StepForm, suggestion: Suggestion, side: Side) -> Words:
    """Returns what was done, and to which measure; for the unit with the way to its receipt."""
    done = form.done_label()
    if done == form.row().done_label:
        done = recorded(done, form.context.subject)
    if side != Side.UNIT or not form.row().by_unit:
        return done
    return with_receipt(done, suggestion, step=form.row())


def recorded(done: Words, subject: models.Model) -> str:
    """Returns the sentence that a page begins with after a step: what is now in the record."""
    if isinstance(subject, Measure):
        return _("“%(what)s” is recorded of measure %(number)d.") % {"what": done, "number": subject.position}
    return _("“%(what)s” is recorded.") % {"what": done}


def with_receipt(done: Words, suggestion: Suggestion, *, step: Step) -> SafeString:
    """Returns what was done, and the way to the receipt of the last such entry."""
    event = suggestion.events.filter(track=step.track, step=step.key).order_by("-seq").first()
    href = reverse("portal-receipt", args=[suggestion.pk, event.seq]) if event else ""
    return format_html('{} <a href="{}">{}</a>', done, href, _("Receipt with day and digest"))


def _not_yours(form_class: type[StepForm], context: StepContext) -> str:
    """Returns, in words, who may do this when the person may not: the page then shows nothing of what is decided on."""
    try:
        permissions.require(
            access=context.access,
            step=form_class.row(),
            suggestion=context.suggestion,
            from_paper=form_class.paper,
            held=context.held,
        )
    except NotAllowed as refused:
        return str(refused)
    return ""


def _not_now(form_class: type[StepForm], context: StepContext) -> str:
    """Returns, in words, why no form is offered at this point; a form that is sent is left to the action to refuse."""
    fits = registry.fits(form=form_class, subject=context.subject, suggestion=context.suggestion)
    if not fits:
        return moot(context, side=form_class.side, step=form_class.row())
    if not form_class.is_offered(context):
        return str(form_class.hindrance(context)) or moot(context, side=form_class.side, step=form_class.row())
    return str(form_class.hindrance(context))


def moot(context: StepContext, *, side: Side, step: Step | None = None) -> str:
    """Returns why a step is not possible at this point: what was done last about the same thing, where it stands, and what comes first.

    Without a `step` what was done last is that of the whole case.
    """
    suggestion, visibility = context.suggestion, Visibility.RECIPIENT
    if side == Side.OFFICE:
        visibility = person_relations.visibility(access=context.access, suggestion=suggestion, held=context.held)
    events = visible_records.events(suggestion, visibility=visibility).order_by("-seq")
    last = (step and _about(events, step, context.subject).first()) or events.first()
    parts = [_("This is not possible at this point.")]
    if last is not None:
        said = base.STEPS[f"{last.track}.{last.step}"].done_label
        when = timezone.localtime(last.recorded_at).strftime("%Y-%m-%d %H:%M")
        words = _("The last that was done: “%(what)s”, by %(who)s, %(when)s.")
        parts.append(words % {"what": said, "who": last.signed_name, "when": when})
    if state := getattr(context.subject, "state_label", "") or _state_of(suggestion):
        parts.append(_("It stands at “%(state)s” now.") % {"state": state})
    if step and (before := _before(step)):
        parts.append(_("It is possible after: %(what)s.") % {"what": listed(before)})
    parts.append(_("The page of the suggestion says what can be done, and by whom."))
    return " ".join(parts)


def _about(events: QuerySet[Event], step: Step, subject: models.Model) -> QuerySet[Event]:
    """Returns the events about the same thing: of the part of the case, or of the track on which the whole case moves."""
    if isinstance(subject, Suggestion):
        return events.filter(track=step.track)
    return events.filter(subject=ledger.subject_name(subject))


def _before(step: Step) -> list[str]:
    """Returns what leads to where the step begins, in words; nothing where very much does."""
    leading = [
        str(each.done_label)
        for each in base.STEPS.values()
        if each.track == step.track and each.target in step.sources and each.target not in step.targets
    ]
    found = list(dict.fromkeys(leading))
    return [f"“{words}”" for words in found] if len(found) <= MOST_BEFORE else []


def _state_of(suggestion: Suggestion) -> Words:
    if suggestion.case_state == "closed" and not suggestion.has_ended_unissued:
        return states.CASE["closed"].label
    return states.DOCUMENT[suggestion.document_state].label


def _page(form: StepForm, suggestion: Suggestion, side: Side) -> dict[str, object]:
    return _frame(suggestion, side) | {"form": form, "subject_title": subject_title(form.context.subject)}


def _frame(suggestion: Suggestion, side: Side) -> dict[str, object]:
    return {
        "suggestion": suggestion,
        "back": home_of(suggestion, side),
        "base": "base_portal.html" if side == Side.UNIT else "base_office.html",
        "trail": [(suggestion.title, home_of(suggestion, side))],
    }


def subject_title(subject: models.Model) -> str:
    """Returns what the step is about when it is a part of the suggestion."""
    if isinstance(subject, Suggestion):
        return ""
    text = getattr(subject, "text", None)
    return f"{subject.position}. {text.text}" if text is not None and hasattr(subject, "position") else ""


def landing(request: Request, suggestion: Suggestion, side: Side) -> str:
    """Returns the page after a step: the suggestion's, or the first page of the side for whoever no longer sees it."""
    if Suggestion.objects.visible_to(request.access).filter(pk=suggestion.pk).exists():
        return home_of(suggestion, side)
    return reverse("portal" if side == Side.UNIT else "desk")


def home_of(suggestion: Suggestion, side: Side) -> str:
    """Returns the page of the suggestion on one side."""
    return reverse("portal-letter" if side == Side.UNIT else "suggestion", args=[suggestion.pk])
