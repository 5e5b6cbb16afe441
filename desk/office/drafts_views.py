"""Drafting: opening a suggestion, writing the letter beside its preview, submitting, and comparing revisions."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from desk.answers import FORBIDDEN, UNPROCESSABLE
from desk.case.visible import letter_or_404
from desk.comparison import contents
from desk.fields import upload_of
from desk.guards import office_only
from desk.office import drafts_page, drafts_presenter, drafts_preview
from desk.office.drafts_forms import NewDraftForm
from desk.office.drafts_letter_form import DraftForm
from desk.request import Request
from notices.actions import clue_notices
from organs import clock, numerals
from organs.refusals import Refused, Stale
from organs.roles import OPENING
from suggestions.actions import clues, drafting, files
from suggestions.documents import composing
from suggestions.models import Clue, Suggestion
from suggestions.rules.relations import Visibility


def internal(request: Request, pk: int) -> Suggestion:
    """Returns a suggestion whose drafts and opinions the person may read; Http404 for anybody else."""
    return letter_or_404(request, pk, needs=Visibility.INTERNAL)[0]


@office_only
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Opens a suggestion in the own procuratorate and leads to its draft."""
    if not request.access.holding(*OPENING):
        return render(request, "office/draft_new.html", {"refused": True}, status=FORBIDDEN)
    clue = _clue(request)
    form = NewDraftForm(request.POST or None, access=request.access, on=clock.today(), clue=clue)
    status = 200
    if request.POST.get("do") == "find":
        form.is_judged = False
    elif request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid() and (suggestion := _opened(request, form, clue)):
            messages.success(request, _("The draft is open. Write the letter beside its preview."))
            return redirect("draft", suggestion.pk)
    return render(request, "office/draft_new.html", {"form": form, "clue": clue}, status=status)


def _clue(request: Request) -> Clue | None:
    """Returns the clue from which the draft is opened, as its page asked; raises Http404 for one that waits for nobody here."""
    if "clue" not in request.GET:
        return None
    key = numerals.key_of(request.GET["clue"])
    clue = Clue.objects.to_assess(request.access).select_related("unit").filter(pk=key).first() if key else None
    if clue is None:
        raise Http404
    return clue


def _opened(request: Request, form: NewDraftForm, clue: Clue | None) -> Suggestion | None:
    uploads = form.cleaned_data
    now = clock.now()
    try:
        with transaction.atomic():
            suggestion = drafting.open_suggestion(
                access=request.access,
                at=now,
                procuratorate=uploads["procuratorate"],
                kind=uploads["kind"],
                head=form.head(at=now),
                department=uploads["department"],
                handling_prosecutor=uploads["handling_prosecutor"],
                members=tuple(uploads["members"]),
                begun=clues.first_texts(clue) if clue else None,
            )
            if clue is not None:
                clues.lead_to(access=request.access, at=now, clue=clue, suggestion=suggestion)
                clue_notices.tell_answered(at=now, clue=clue)
            return suggestion
    except Refused as refused:
        drafts_page.refuse(form, refused)
        return None


@office_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: Request, pk: int) -> HttpResponse:
    """The letter as it will be printed beside its parts; every button of the form posts here."""
    suggestion = internal(request, pk)
    if refusal := drafts_page.not_yours(suggestion, request.access):
        return drafts_page.refused(request, suggestion, refusal, status=FORBIDDEN if request.method == "POST" else 200)
    if request.method != "POST":
        if refusal := drafts_page.not_now(suggestion):
            return drafts_page.refused(request, suggestion, refusal, status=200)
        return drafts_page.show(request, DraftForm(access=request.access, suggestion=suggestion))
    form = DraftForm(request.POST, request.FILES, access=request.access, suggestion=suggestion)
    pressed = request.POST.get("do", "save")
    if form.rearrange(pressed):
        _attach(request, form)
        return drafts_page.show(request, form)
    if not form.is_valid():
        return drafts_page.show(request, form, status=UNPROCESSABLE)
    if pressed in {"preview", "pdf"}:
        return _preview(request, form, as_pdf=pressed == "pdf")
    return _save(request, form, pressed)


def _preview(request: Request, form: DraftForm, *, as_pdf: bool) -> HttpResponse:
    if not as_pdf:
        return drafts_page.show(request, form, letter=drafts_page.typed(form))
    try:
        return drafts_preview.pdf(drafts_page.typed(form))
    except ValueError as error:  # a forbidden character, a missing glyph, too long: the printer says which
        form.add_error(None, str(error))
        return drafts_page.show(request, form, status=UNPROCESSABLE)


def _save(request: Request, form: DraftForm, pressed: str) -> HttpResponse:
    suggestion, now = form.suggestion, clock.now()
    try:
        uploads = _admitted(request, form)
        with transaction.atomic():
            drafting.save(
                access=request.access,
                at=now,
                suggestion=suggestion,
                head=form.head(at=now),
                body=form.body(),
                expected_revision=form.cleaned_data["expected_revision"],
            )
            _enclose(request, suggestion)
            _keep_files(request, form, uploads)
    except Stale as stale:
        return drafts_page.stale(request, form, stale)
    except Refused as refused:
        drafts_page.refuse(form, refused)
        return drafts_page.show(request, form, status=UNPROCESSABLE)
    if pressed == "submit":
        return _submit(request, suggestion)
    if pressed.startswith("drop_file:"):
        _drop_file(request, suggestion, pressed)
    messages.success(request, _("Saved."))
    return redirect("draft", suggestion.pk)


def _submit(request: Request, suggestion: Suggestion) -> HttpResponse:
    try:
        drafting.submit(access=request.access, at=clock.now(), suggestion=suggestion)
    except Refused as refused:
        messages.error(request, _("Saved, but not submitted. %(why)s") % {"why": refused})
        return redirect("draft", suggestion.pk)
    messages.success(request, _("Submitted for review."))
    return redirect("suggestion", suggestion.pk)


def _admitted(request: Request, form: DraftForm) -> tuple[files.Admitted, ...]:
    """Returns the chosen files as they may be kept, before the case is locked. Raises Refused."""
    keeps_taken = "keeps_taken" in request.POST
    return files.admit(upload_of(each, keeps_taken=keeps_taken) for each in request.FILES.getlist("files"))


def _keep_files(request: Request, form: DraftForm, uploads: tuple[files.Admitted, ...]) -> bool:
    if uploads:
        drafting.attach_to_letter(access=request.access, at=clock.now(), suggestion=form.suggestion, uploads=uploads)
    return bool(uploads)


def _enclose(request: Request, suggestion: Suggestion) -> None:
    """Saves titles of enclosures, and which files stay inside, where the page asked for them."""
    if asked := drafts_presenter.enclosing(drafts_presenter.attachments(suggestion), request.POST):
        drafting.enclose(access=request.access, at=clock.now(), suggestion=suggestion, titles=asked)


def _attach(request: Request, form: DraftForm) -> None:
    """Keeps chosen files although only rows changed: a browser would forget them with the next page."""
    suggestion = form.suggestion
    was_current = request.POST.get("expected_revision") == str(suggestion.letter.revision)
    try:
        is_kept = _keep_files(request, form, _admitted(request, form))
        if is_kept:
            request.FILES.clear()  # they are with the letter now: none of them waits any more
        if is_kept and was_current:
            suggestion.letter.refresh_from_db()
            form.data = form.data.copy()
            form.data["expected_revision"] = str(suggestion.letter.revision)
    except Refused as refused:
        messages.error(request, str(refused))


def _drop_file(request: Request, suggestion: Suggestion, pressed: str) -> None:
    number = pressed.removeprefix("drop_file:")
    row = next((each for each in drafts_presenter.attachments(suggestion) if str(each.pk) == number), None)
    if row:
        drafting.remove_from_letter(access=request.access, at=clock.now(), suggestion=suggestion, attachment=row)


@office_only
@require_safe
def preview_pdf(request: Request, pk: int) -> HttpResponse:
    """The saved text as PDF, with its gaps marked."""
    suggestion = internal(request, pk)
    try:
        return drafts_preview.pdf(composing.letter(suggestion.letter))
    except ValueError as error:  # the printer says which character or gap
        return drafts_page.refused(request, suggestion, str(error), status=UNPROCESSABLE)


@office_only
@require_safe
def revisions(request: Request, pk: int) -> HttpResponse:
    """Every saved revision, and the difference by word between any two of them."""
    suggestion = internal(request, pk)
    rows = list(suggestion.letter.revisions.select_related("saved_by").order_by("-number"))
    by_number = {str(row.number): row for row in rows}
    after = by_number.get(request.GET.get("to", "")) or (rows[0] if rows else None)
    before = by_number.get(request.GET.get("from", "")) or (rows[1] if len(rows) > 1 else None)
    if after and before and before.number > after.number:
        before, after = after, before
    found = None
    if after and before:
        found = contents.changes(suggestion=suggestion, before=before.content, after=after.content)
    context = drafts_page.frame(suggestion) | {
        "revisions": rows,
        "before": before,
        "after": after,
        "changes": found,
    }
    return render(request, "office/draft_revisions.html", context)
