"""The page of a draft put together from the form, the preview and the checks; also when it is stale or may not be edited."""

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.vary import vary_on_headers

from desk.answers import CONFLICT
from desk.case import turns
from desk.comparison import contents
from desk.components import Change
from desk.office import drafts_presenter, drafts_preview
from desk.office.drafts_letter_form import DraftForm
from desk.request import Request
from desk.steps import case_pairs
from organs import clock
from organs.access import Access
from organs.refusals import NotAllowed, Refused, Stale
from suggestions.access import permissions, person_relations
from suggestions.actions import review
from suggestions.documents import composing, content, gates
from suggestions.models import Clue, Suggestion
from suggestions.printing.sheets import Sheet
from suggestions.rules import letter_fields, lifecycle

# Where a refusal of the actions stands on these forms, when its field has another name there.
PLACES = {"unit": "unit_words", "name": "new_unit_name", "reply_amount": "reply_amount"}


def frame(suggestion: Suggestion) -> dict[str, object]:
    """Returns what every page of a draft names."""
    return {
        "suggestion": suggestion,
        "kind": suggestion.family,
        "trail": [(suggestion.title, reverse("suggestion", args=[suggestion.pk]))],
        "returned": _returned(suggestion),
        "instruction": _instruction(suggestion),
    }


def _instruction(suggestion: Suggestion) -> Clue | None:
    """Returns the instruction that the draft follows, with the office that gave it; None where there is none."""
    return (
        Clue.objects.filter(suggestion=suggestion, instructed_by__isnull=False).select_related("instructed_by").first()
    )


def _returned(suggestion: Suggestion) -> dict[str, object] | None:
    """Returns why the draft came back, and the way to say that it is dealt with; None where no return is open."""
    found = review.open_returns(suggestion) if suggestion.document_state == "draft" else []
    if not found:
        return None
    return {
        "pairs": case_pairs.returned(found, suggestion),
        "href": reverse("step", args=[suggestion.pk, "document.settle_return", 0]),
    }


def not_yours(suggestion: Suggestion, access: Access) -> str:
    """Returns, in words, why this person never edits the draft; "" when they may."""
    try:
        held = person_relations.loaded(suggestion)
        permissions.require(access=access, step=lifecycle.TABLE["document.edit"], suggestion=suggestion, held=held)
    except NotAllowed as refused:
        return str(refused)
    return ""


def not_now(suggestion: Suggestion) -> str:
    """Returns, in words, why the text is not being written at this stage; "" when it is."""
    if suggestion.document_state in lifecycle.TABLE["document.edit"].sources:
        return ""
    return _("The draft is no longer being written. Recall it, or reopen its text, to edit.")


def refused(request: Request, suggestion: Suggestion, refusal: str, *, status: int) -> HttpResponse:
    """Shows the letter with the refusal where the form would be."""
    context = frame(suggestion) | {
        "refusal": refusal,
        "stages": drafts_presenter.stages(suggestion),
        "sheet": drafts_preview.sheet(composing.letter(suggestion.letter)),
    }
    return render(request, "office/draft_refused.html", context, status=status)


def typed(form: DraftForm) -> Sheet:
    """Returns the letter of what stands in a judged form."""
    return drafts_preview.typed_letter(suggestion=form.suggestion, unit=form.chosen_unit, body=form.body())


@vary_on_headers("HX-Request")
def show(
    request: Request,
    form: DraftForm,
    *,
    letter: Sheet | None = None,
    status: int = 200,
    stale: Stale | None = None,
    changes: list[Change] | None = None,
) -> HttpResponse:
    """Shows the page; to the script that asked for the preview, the preview alone."""
    suggestion = form.suggestion
    context = {
        "form": form,
        "suggestion": suggestion,
        "sheet": drafts_preview.sheet(letter or composing.letter(suggestion.letter)),
        "is_typed": letter is not None,
    }
    if request.htmx:
        if letter is None:
            context["sheet"] = drafts_preview.PreviewSheet(
                refusal=_("Save first: the page then says what needs correcting.")
            )
        return render(request, "office/draft.html#preview", context)
    checks = drafts_presenter.checks(suggestion=suggestion, access=request.access)
    lacking = sum(not check.is_met for check in checks)
    context |= frame(suggestion) | {
        "parts": drafts_presenter.form_parts(form),
        "copies": drafts_presenter.copy_rows(form.copies),
        "checks": checks,
        "lacking": lacking,
        "decision": drafts_presenter.decision(suggestion),
        "stages": drafts_presenter.stages(suggestion),
        "turn": turns.of_draft(suggestion=suggestion, access=request.access, lacking=lacking, today=clock.today()),
        "first_gate": gates.ordered(form.rules, procuratorate_id=suggestion.procuratorate_id)[0],
        "rules": form.rules,
        "last_saved": drafts_presenter.last_saved(suggestion.letter),
        "files": drafts_presenter.files(suggestion, form.data if form.is_bound else None),
        "stale": stale,
        "changes": changes,
    }
    return render(request, "office/draft.html", context, status=status)


def stale(request: Request, form: DraftForm, refusal: Stale) -> HttpResponse:
    """Shows what was typed beside what somebody else saved meanwhile; saving again is then deliberate."""
    suggestion = Suggestion.objects.for_list().select_related("issued_by").get(pk=form.suggestion.pk)
    if suggestion.document_state != "draft":
        form.add_error(None, str(refusal))
        return show(request, form, status=CONFLICT)
    body = form.body()
    typed_now = drafts_preview.typed_content(
        suggestion=suggestion,
        title=form.cleaned_data["title"],
        unit=form.chosen_unit,
        route=form.cleaned_data["route"] or form.usual_route,
        addressed_as=form.cleaned_data["addressed_as"],
        body=body,
    )
    saved = content.of_letter(suggestion.letter)
    found = contents.changes(suggestion=suggestion, before=saved, after=typed_now)
    now = body.columns()
    for row in letter_fields.TYPED:
        if not row.is_signed:
            before = getattr(suggestion.letter, row.key)
            found += contents.text_change(label=str(row.label), before=before, after=str(now[row.key]))
    letter = drafts_preview.typed_letter(suggestion=suggestion, unit=form.chosen_unit, body=body)
    form.data = form.data.copy()
    form.data["expected_revision"] = str(suggestion.letter.revision)
    form.suggestion = suggestion
    return show(request, form, letter=letter, status=CONFLICT, stale=refusal, changes=found)


def refuse(form: Form, refusal: Refused) -> None:
    """Shows a refusal of an action at its field, or on top when it has none here."""
    field = PLACES.get(refusal.field or "", refusal.field)
    form.add_error(field if field in form.fields else None, str(refusal))
