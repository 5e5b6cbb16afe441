"""Pages for stationery: head, mark, printing office and seal of a procuratorate, and a specimen letter on it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from desk.answers import CONFLICT, UNPROCESSABLE, pdf_answer
from desk.request import Request
from desk.saving import SureForm, try_to_save
from desk.setup import place, saving, scope
from desk.setup.forms.documents import StationeryForm
from organs import clock, numerals
from organs.models import Procuratorate
from organs.refusals import Refused
from suggestions.actions import documents, files
from suggestions.actions import stationery as actions
from suggestions.documents import composing, template_preview
from suggestions.printing import fonts, pictures, renderer
from suggestions.printing.renderer import Rendered

TYPED = ("head", "mark", "printing_office", "enquiry_line", "has_copy_number", "remark")


def page_of(procuratorate: Procuratorate) -> str:
    return reverse("setup-stationery-of", args=[procuratorate.pk])


def trail(procuratorate: Procuratorate) -> list[tuple[str, str]]:
    return [(_("Stationery"), reverse("setup-stationery")), (procuratorate.name, page_of(procuratorate))]


@require_safe
@scope.administrators_only
def listed(request: Request) -> HttpResponse:
    """Leads to the procuratorate that is asked for; the own one when none is."""
    return place.lead(request, page_of=page_of)


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def shown(request: Request, pk: int) -> HttpResponse:
    """Sets how a procuratorate's letters look; the buttons save it, or show a specimen of what is typed."""
    procuratorate = scope.procuratorate(request.access, pk)
    if request.method != "POST":
        stationery = composing.stationery_of(procuratorate)
        initial = {name: getattr(stationery, name) for name in TYPED}
        form = StationeryForm(initial={**initial, "expected_change": actions.last_change(procuratorate)})
        return _page(request, procuratorate, form)
    form = StationeryForm(request.POST, request.FILES)
    pressed = request.POST.get("do", "save")
    if pressed in {"preview", "pdf"}:
        return _tried(request, procuratorate, form, as_pdf=pressed == "pdf")
    return _saved(request, procuratorate, form)


def _saved(request: Request, procuratorate: Procuratorate, form: StationeryForm) -> HttpResponse:
    def save(cleaned: dict[str, object]) -> None:
        upload = cleaned.pop("seal")
        seal = files.Upload(upload.name, upload) if upload else None
        actions.write(access=request.access, at=clock.now(), procuratorate=procuratorate, seal=seal, **cleaned)

    status = try_to_save(form, save)
    if status == 200:
        messages.success(request, _("The stationery is saved. Documents already printed stay as they are."))
        return redirect(page_of(procuratorate))
    if status == CONFLICT:
        form.data = form.data.copy()
        form.data["expected_change"] = str(actions.last_change(procuratorate))
    return _page(request, procuratorate, form, status=status)


def _tried(request: Request, procuratorate: Procuratorate, form: StationeryForm, *, as_pdf: bool) -> HttpResponse:
    """Shows a specimen on what is typed, with the seal that is saved; nothing is saved."""
    if not form.is_valid():
        return _page(request, procuratorate, form, status=UNPROCESSABLE)
    typed = {name: form.cleaned_data[name] for name in TYPED}
    try:
        rendered = _sample_letter(procuratorate, typed)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused.reason))
        return _page(request, procuratorate, form, status=UNPROCESSABLE)
    return pdf_answer(rendered.pdf, name="preview.pdf") if as_pdf else _page(request, procuratorate, form, typed=typed)


def _sample_letter(procuratorate: Procuratorate, typed: dict[str, str | bool]) -> Rendered:
    """Prints a specimen on the stationery as saved, what is typed standing in for it; raises Refused."""
    stationery = composing.stationery_of(procuratorate)
    stationery.procuratorate = procuratorate
    if typed:
        for name, value in actions.checked(**typed).items():
            setattr(stationery, name, value)
    return documents.print_sheet(template_preview.letter(stationery))


def _page(
    request: Request,
    procuratorate: Procuratorate,
    form: StationeryForm,
    *,
    typed: dict[str, str | bool] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "procuratorate": procuratorate,
        "place": place.choice(request, procuratorate),
        "form": form,
        "stationery": composing.stationery_of(procuratorate),
        "is_typed": typed is not None,
        "stand_ins": stand_ins(),
        "is_fangsong_waiting": fonts.is_fangsong_waiting(renderer.printer().font_set, work=renderer.work_folder()),
        **_pages(procuratorate, typed or {}),
    }
    return render(request, "setup/stationery.html", context, status=status)


def stand_ins() -> list[tuple[str, str]]:
    """Returns each face that the standard asks for with the one that stands in for it on this installation."""
    return fonts.stand_ins(renderer.printer().font_set)


def _pages(procuratorate: Procuratorate, typed: dict[str, str | bool]) -> dict[str, object]:
    """Returns the addresses of the specimen's pages as pictures, or in words why there is none."""
    try:
        rendered = _sample_letter(procuratorate, typed)
    except Refused as refused:
        return {"pages": [], "refusal": str(refused.reason)}
    href = reverse("setup-stationery-page", args=[procuratorate.pk])
    numbers = range(1, rendered.pages + 1)
    return {
        "pages": [f"{href}?{urlencode({**typed, 'page': number, 'of': rendered.sha256[:12]})}" for number in numbers]
    }


@require_safe
@scope.administrators_only
def sample_letter(request: Request, pk: int) -> HttpResponse:
    """A page of the specimen as a picture; what the address holds stands in for what is saved."""
    procuratorate = scope.procuratorate(request.access, pk)
    typed = _typed(request) if "head" in request.GET else {}
    number = numerals.key_of(request.GET.get("page", "1")) or 0
    try:
        rendered = _sample_letter(procuratorate, typed)
        drawn = pictures.page(rendered.pdf, sha256=rendered.sha256, number=number)
    except (Refused, pictures.NoPicture) as refused:
        raise Http404 from refused
    return _picture(drawn)


def _typed(request: Request) -> dict[str, str | bool]:
    """Returns what an address of the specimen holds; a tick is there or not."""
    typed: dict[str, str | bool] = {name: request.GET.get(name, "") for name in TYPED}
    return typed | {"has_copy_number": request.GET.get("has_copy_number") == "True"}


@require_safe
@scope.administrators_only
def seal(request: Request, pk: int) -> HttpResponse:
    """The picture of the seal, for those who set it up; it has no other address."""
    stationery = composing.stationery_of(scope.procuratorate(request.access, pk))
    path = files.place(stationery.seal_id or "-")
    if stationery.seal_id is None or not path.exists():
        raise Http404
    return _picture(path.read_bytes())


def _picture(content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="image/png")
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def remove_seal(request: Request, pk: int) -> HttpResponse:
    """Takes the seal away, after a question."""
    procuratorate = scope.procuratorate(request.access, pk)
    if composing.stationery_of(procuratorate).seal_id is None:
        return redirect(page_of(procuratorate))
    return saving.form_page(
        request,
        SureForm(request.POST if request.method == "POST" else None),
        save=lambda cleaned: actions.remove_seal(access=request.access, at=clock.now(), procuratorate=procuratorate),
        title=_("Remove the seal"),
        lede=_(
            "Documents are printed without a seal from then on, to be sealed by hand. Those already printed keep it."
        ),
        submit=_("Remove it"),
        done=_("The seal is removed."),
        back=page_of(procuratorate),
        trail=trail(procuratorate),
    )
