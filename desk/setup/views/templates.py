"""Pages for templates of documents: all kinds of a procuratorate, one kind as a form beside its places, and its versions."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from desk.answers import CONFLICT, UNPROCESSABLE, pdf_answer
from desk.request import Request
from desk.saving import try_to_save
from desk.setup import document_places, document_previews, document_versions, place, scope
from desk.setup.document_previews import Preview
from desk.setup.forms.documents import SuggestionKindForm, TemplateForm
from followups.documents.document_kinds import KINDS
from organs import clock
from organs.models import Procuratorate
from organs.refusals import Refused
from suggestions.actions import templates as actions
from suggestions.documents import composing, template_preview
from suggestions.documents.document_shape import DocumentKind
from suggestions.models import DocumentTemplate
from suggestions.printing import typesetting
from suggestions.rules import kinds

TO_CORRECT = gettext_lazy("What is typed has to be corrected before it can be shown.")


def page_of(procuratorate: Procuratorate) -> str:
    return reverse("setup-templates-of", args=[procuratorate.pk])


def trail(procuratorate: Procuratorate, *more: tuple[str, str]) -> list[tuple[str, str]]:
    return [
        (_("Set-up"), reverse("setup")),
        (_("Document templates"), reverse("setup-templates")),
        (procuratorate.name, page_of(procuratorate)),
        *more,
    ]


@require_safe
@scope.administrators_only
def listed(request: Request) -> HttpResponse:
    """Leads to the procuratorate that is asked for; the own one when none is."""
    return place.lead(request, page_of=page_of)


@require_safe
@scope.administrators_only
def shown(request: Request, pk: int) -> HttpResponse:
    """Every kind of document with the version of its template that is in force."""
    procuratorate = scope.procuratorate(request.access, pk)
    context = place.choice(request, procuratorate) | {
        "procuratorate": procuratorate,
        "rows": document_versions.in_force(procuratorate),
    }
    return render(request, "setup/templates.html", context)


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What is written on: a kind of document of a procuratorate, and the version that is in force."""

    request: Request
    procuratorate: Procuratorate
    kind: DocumentKind
    suggestion_kind: str
    former: DocumentTemplate

    @property
    def address(self) -> str:
        """The page of this template, with the kind of suggestion that it is for."""
        of = f"?of={self.suggestion_kind}" if self.suggestion_kind else ""
        return reverse("setup-template", args=[self.procuratorate.pk, self.kind.key]) + of

    def page(self, form: TemplateForm, preview: Preview, *, status: int = 200, **beside: object) -> HttpResponse:
        """Shows the form beside its places and the preview; to the script that asked for the preview, that alone."""
        context = {
            "procuratorate": self.procuratorate,
            "kind": self.kind,
            "article": document_versions.article(self.kind, suggestion_kind=self.suggestion_kind),
            "of": self.suggestion_kind,
            "choice": SuggestionKindForm(initial={"of": self.suggestion_kind}),
            "address": self.address,
            "form": form,
            "former": self.former,
            "preview": preview,
            "places": document_places.rows(self.kind, suggestion_kind=self.suggestion_kind),
            "alone": document_places.alone(self.kind),
            "trail": trail(self.procuratorate),
            "here": self.kind.label,
            **beside,
        }
        if self.request.htmx:
            return render(self.request, "setup/template.html#preview", context)
        return render(self.request, "setup/template.html", context, status=status)


@require_http_methods(["GET", "POST"])
@scope.administrators_only
@vary_on_headers("HX-Request")
def template(request: Request, pk: int, kind: str) -> HttpResponse:
    """Writes the template of one kind, for all kinds of suggestion or for one; the buttons save it, or show what it prints."""
    procuratorate, row, of = scope.procuratorate(request.access, pk), _kind(kind), _suggestion_kind(request)
    former = composing.in_force(kind=row, procuratorate=procuratorate, suggestion_kind=of)
    desk = Desk(request=request, procuratorate=procuratorate, kind=row, suggestion_kind=of, former=former)
    if request.method != "POST":
        return _opened(desk)
    pressed = request.POST.get("do", "save")
    form = TemplateForm(request.POST)
    return _tried(desk, form, as_pdf=pressed == "pdf") if pressed in {"preview", "pdf"} else _saved(desk, form)


def _kind(key: str) -> DocumentKind:
    if key not in KINDS:
        raise Http404
    return KINDS[key]


def _suggestion_kind(request: Request) -> str:
    """Returns the kind of suggestion that an address asks for, "" for all. Raises Http404 for one that is not there."""
    of = request.GET.get("of", "")
    if of and of not in kinds.KINDS:
        raise Http404
    return of


def _opened(desk: Desk) -> HttpResponse:
    """Shows the version in force, or the one that is to be used again, as a specimen beside it."""
    again = document_versions.chosen(
        document_versions.history(desk.kind, desk.procuratorate, suggestion_kind=desk.suggestion_kind),
        desk.request.GET.get("from", ""),
    )
    start = again or desk.former
    initial = {"heading": start.heading, "text": start.text, "expected_change": actions.mark_of(desk.former)}
    sheet = template_preview.placeholder_sheet(start, kind=desk.kind, procuratorate=desk.procuratorate)
    return desk.page(TemplateForm(initial=initial), Preview(sheet=sheet), again=again)


def _saved(desk: Desk, form: TemplateForm) -> HttpResponse:
    def save(cleaned: dict[str, Any]) -> None:
        actions.write(
            access=desk.request.access,
            at=clock.now(),
            kind=desk.kind,
            procuratorate=desk.procuratorate,
            suggestion_kind=desk.suggestion_kind,
            **cleaned,
        )

    status = try_to_save(form, save)
    if status == 200:
        messages.success(desk.request, _("The new version is in force. Documents already printed stay as they are."))
        return redirect(desk.address)
    changes = None
    if status == CONFLICT:
        form.data = form.data.copy()
        form.data["expected_change"] = str(actions.mark_of(desk.former))
        changes = document_versions.changes(
            before=desk.former, heading=form.cleaned_data["heading"], text=form.cleaned_data["text"]
        )
    return desk.page(form, Preview(refusal=TO_CORRECT), changes=changes, status=status)


def _tried(desk: Desk, form: TemplateForm, *, as_pdf: bool) -> HttpResponse:
    """Shows what is typed as a sheet, or as the PDF that it would give; nothing is saved."""
    preview = _typed(desk, form) if form.is_valid() else Preview(refusal=TO_CORRECT)
    if as_pdf and preview.sheet:
        try:
            return pdf_answer(typesetting.print_preview(preview.sheet).pdf, name="preview.pdf")
        except ValueError as error:  # the printer says which character or gap
            preview = Preview(refusal=str(error))
    return desk.page(form, preview, status=UNPROCESSABLE if preview.refusal else 200, is_typed=True)


def _typed(desk: Desk, form: TemplateForm) -> Preview:
    """Returns what title and text would print; what is wrong with them stands at its field."""
    cleaned = form.cleaned_data
    try:
        heading, text = actions.checked(kind=desk.kind, heading=cleaned["heading"], text=cleaned["text"])
    except Refused as refused:
        form.add_error(refused.field, str(refused.reason))
        return Preview(refusal=str(refused.reason))
    return document_previews.of(
        desk.request,
        kind=desk.kind,
        procuratorate=desk.procuratorate,
        heading=heading,
        text=text,
        suggestion_kind=desk.suggestion_kind,
    )


@require_safe
@scope.administrators_only
def versions(request: Request, pk: int, kind: str) -> HttpResponse:
    """Every version of a kind's template that holds or held here, and the difference by word between any two."""
    procuratorate, row, of = scope.procuratorate(request.access, pk), _kind(kind), _suggestion_kind(request)
    found = document_versions.history(row, procuratorate, suggestion_kind=of)
    back = reverse("setup-template", args=[pk, kind]) + (f"?of={of}" if of else "")
    after = document_versions.chosen(found, request.GET.get("to", "")) or found[0]
    before = document_versions.chosen(found, request.GET.get("from", "")) or (found[1] if len(found) > 1 else None)
    changes = None
    if before is not None and before is not after:
        changes = document_versions.changes(before=before, heading=after.heading, text=after.text)
    context = {
        "procuratorate": procuratorate,
        "kind": row,
        "of": of,
        "suggestions": dict(kinds.KIND_CHOICES).get(of, ""),
        "versions": found,
        "before": before,
        "after": after,
        "changes": changes,
        "trail": trail(procuratorate, (str(row.label), back)),
    }
    return render(request, "setup/template_versions.html", context)
