"""The page of a gate: the letter, what changed since the last signature, earlier opinions, and the signature or return."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from desk import second_factor
from desk.answers import CONFLICT, FORBIDDEN, UNPROCESSABLE, status_of
from desk.case import turns
from desk.comparison import contents
from desk.components import Pair, Refusal
from desk.guards import office_only
from desk.office import drafts_page, drafts_presenter, drafts_preview
from desk.office.drafts_views import internal
from desk.office.reviews_forms import PLACES, ReviewForm
from desk.request import Request
from desk.steps import views as step_views
from organs import clock
from organs.access import Access
from organs.refusals import NotAllowed, Refused, Stale
from organs.roles import Side
from suggestions.access import permissions, person_relations
from suggestions.actions import drafting
from suggestions.actions import review as reviewing
from suggestions.documents import completeness, composing, content, legal_basis
from suggestions.models import Approval, Suggestion
from suggestions.rules import letter_fields, lifecycle
from suggestions.rules.kinds import QUALITIES, VERDICT_LABELS


@office_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: Request, pk: int) -> HttpResponse:
    """Reads and signs at the gate; who does not stand there reads, and is told in words why not to sign."""
    suggestion = internal(request, pk)
    refusal = why_not(suggestion, request.access)
    if refusal:
        status = FORBIDDEN if request.method == "POST" else 200
        return _page(request, suggestion, form=None, refusal=refusal, status=status)
    form = _form(request, suggestion)
    if request.method != "POST":
        return _page(request, suggestion, form=form)
    if not form.is_valid():
        return _page(request, suggestion, form=form, status=UNPROCESSABLE)
    if not (form.returns or form.refers) and (page := second_factor.step_up(request)):
        return page
    try:
        _sign(request, suggestion, form)
    except Stale as stale:
        form.add_error(None, str(stale))
        return _page(request, suggestion, form=_read_again(form, suggestion), status=CONFLICT)
    except Refused as refused:
        field = PLACES.get(refused.field or "", refused.field)
        form.add_error(field if field in form.fields else None, str(refused))
        return _page(request, suggestion, form=form, status=status_of(refused))
    step = "refer" if form.refers else "return" if form.returns else "approve" if form.gate.decides else "pass"
    messages.success(request, lifecycle.TABLE[f"document.{step}"].done_label)
    # Whoever returns a draft may see it no longer: a chief or a reviewer sees it from submission on.
    return redirect(step_views.landing(request, suggestion, Side.OFFICE))


def why_not(suggestion: Suggestion, access: Access) -> str:
    """Returns, in words, why the person may not act at the gate; "" when they may."""
    try:
        permissions.require_gate(
            access=access,
            suggestion=suggestion,
            authors=drafting.authors(suggestion.current_letter),
            held=person_relations.loaded(suggestion),
        )
    except NotAllowed as refused:
        return str(refused)
    return ""


def _form(request: Request, suggestion: Suggestion) -> ReviewForm:
    gate = permissions.gate_of(suggestion)
    is_secretary = "secretary" in person_relations.loaded(suggestion)
    needed = reviewing.needs_resolution(suggestion=suggestion, on=clock.today())
    initial = {"digest": content.digest(suggestion.current_letter), "moves": suggestion.moves}
    return ReviewForm(
        request.POST or None,
        request.FILES or None,
        gate=gate,
        by_resolution=gate.decides and is_secretary,
        may_sign=is_secretary or not needed,
        may_refer=gate.decides and not needed and "chief" in person_relations.loaded(suggestion),
        initial=initial,
    )


def _sign(request: Request, suggestion: Suggestion, form: ReviewForm) -> None:
    cleaned = form.cleaned_data
    common = {
        "access": request.access,
        "at": clock.now(),
        "suggestion": suggestion,
        "digest": cleaned["digest"],
        "expected_moves": cleaned["moves"],
    }
    if form.returns:
        reviewing.return_draft(**common, reason=cleaned["reason"])
    elif form.refers:
        reviewing.refer(**common, reason=cleaned["referral"])
    else:
        reviewing.sign(**common, opinion=cleaned["opinion"], verdicts=form.verdicts(), resolution=form.resolution())


def _read_again(form: ReviewForm, suggestion: Suggestion) -> ReviewForm:
    """Lets the form, with what was typed, sign over the text that the page now shows."""
    suggestion.refresh_from_db()
    suggestion.current_letter.refresh_from_db()
    form.data = form.data.copy()
    form.data["digest"], form.data["moves"] = content.digest(suggestion.current_letter), str(suggestion.moves)
    return form


def _page(
    request: Request,
    suggestion: Suggestion,
    *,
    form: ReviewForm | None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    letter = suggestion.current_letter
    gate = permissions.gate_of(suggestion)
    since, changes = _since(suggestion, request.access)
    must_resolve = gate is not None and reviewing.needs_resolution(suggestion=suggestion, on=clock.today())
    context = drafts_page.frame(suggestion) | {
        "form": form,
        "gate": gate,
        "refusals": _refusals(suggestion, refusal),
        "stages": drafts_presenter.stages(suggestion),
        "turn": turns.of_draft(suggestion=suggestion, access=request.access, lacking=0, today=clock.today()),
        "sheet": drafts_preview.sheet(composing.letter(letter)),
        "letter": letter,
        "report": drafts_presenter.report(letter),
        "measures": letter.measure_texts.exclude(fate="dropped").order_by("position", "id"),
        "facts": _facts(suggestion),
        "files": drafts_presenter.files(suggestion),
        "approvals": _opinions(suggestion),
        "since": since,
        "changes": changes,
        "digest": content.digest(letter),
        "must_resolve": must_resolve,
    }
    return render(request, "office/review.html", context, status=status)


def _refusals(suggestion: Suggestion, refusal: str) -> list[Refusal]:
    """Returns why the person may not act here, and why nobody may sign: it can still be returned."""
    found = [Refusal(label=_("Sign or return"), reason=refusal)] if refusal else []
    try:
        reviewing.require_rules_of_the_day(suggestion, on=clock.today())
        completeness.require_report(suggestion)
    except Refused as not_yet:
        found.append(Refusal(label=_("Sign"), reason=str(not_yet)))
    return found


def _since(suggestion: Suggestion, access: Access):
    """Returns the last signature, the person's own or else anyone's, and what changed since then."""
    signed = suggestion.current_letter.approvals.order_by("-id")
    last = signed.filter(by_id=access.person_id).first() or signed.first()
    before = contents.stored_at(suggestion.current_letter, last.digest) if last else None
    if before is None:
        return None, []
    after = content.of_letter(suggestion.current_letter)
    return last, contents.changes(suggestion=suggestion, before=before, after=after)


def _opinions(suggestion: Suggestion) -> list[dict[str, object]]:
    gates = {gate.key: gate for gate in suggestion.rules.gates}
    return [
        {
            "gate": gates[row.gate].label if row.gate in gates else row.gate,
            "row": row,
            "verdicts": _verdict_words(row),
            "is_void": bool(row.voided_at),
            "resolution": row.resolution,
        }
        for row in suggestion.current_letter.approvals.select_related("resolution").order_by("-id")
    ]


def _verdict_words(row: Approval) -> list[str]:
    return [
        _("%(verdict)s: given") % {"verdict": label}
        if row.verdicts[key]
        else _("%(verdict)s: not given") % {"verdict": label}
        for key, label in {**VERDICT_LABELS, **QUALITIES}.items()
        if key in row.verdicts
    ]


def _facts(suggestion: Suggestion) -> list[Pair]:
    """Returns what stands around the letter and is not printed in it."""
    letter = suggestion.current_letter
    handler = suggestion.handling_prosecutor
    found = [
        (_("Handling prosecutor"), handler.name if handler else ""),
        (_("Decision to investigate"), _decision(suggestion)),
        (_("Source of the case"), str(suggestion.get_case_source_display())),
        (_("More on the source"), suggestion.case_source_note),
        (_("Case name"), suggestion.case_name),
        (_("Case code"), suggestion.case_code),
        (_("Problem category"), str(suggestion.problem_category or "")),
        (_("What the recipient is to the case"), str(suggestion.get_addressed_as_display())),
        (_("Route to the recipient"), str(suggestion.get_route_display())),
        (_("Ground of social governance"), str(letter.get_governance_ground_display())),
        (_("Facts until"), letter.facts_until.isoformat() if letter.facts_until else ""),
        *((row.label, getattr(letter, row.key)) for row in letter_fields.NOT_PRINTED if row.key != "conclusion_report"),
        (_("Legal basis, not verified"), "；".join(legal_basis.not_verified(letter))),
        *drafts_presenter.readings(letter),
        (_("Why it is urgent"), letter.contents.get("urgency", "") if letter.is_urgent else ""),
        (_("Copies"), "；".join(copy.unit.name for copy in suggestion.copies.select_related("unit"))),
    ]
    return [Pair(label=label, value=value) for label, value in found if value]


def _decision(suggestion: Suggestion) -> str:
    day = suggestion.investigation_decided_on
    return f"{day.isoformat() if day else ''} {suggestion.investigation_decided_by}".strip()
