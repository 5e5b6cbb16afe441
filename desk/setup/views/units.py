"""Pages for recipient units: list, registration, change, successor."""

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from desk.components import Action, Pair
from desk.lists import addresses
from desk.request import Request
from desk.setup import paging, saving, scope
from desk.setup.forms.proposals import ConfirmHeadForm
from desk.setup.forms.units import SuccessorForm, UnitDetailsForm, UnitSearchForm
from organs import clock, permissions
from organs.access import Access
from organs.actions import setup_events
from organs.actions import units as actions
from organs.models import Unit
from suggestions.actions import files, unit_heads

FIELDS = (
    "name",
    "kind",
    "credit_code",
    "level",
    "region_code",
    "region_name",
    "industry",
    "address",
    "receiving_office",
    "mailbox",
    "superior",
    "regulator",
    "is_sole_trader",
    "is_placeholder",
    "electronic_service_consent_on",
    "electronic_service_address",
)


def trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Units"), reverse("setup-units")), *more]


def page_of(unit: Unit) -> str:
    return reverse("setup-unit", args=[unit.pk])


@require_safe
@scope.administrators_only
def listed(request: Request) -> HttpResponse:
    """Every unit, by name; a search finds former names too."""
    form = UnitSearchForm(request.GET)
    faults = addresses.faults(request.GET, known=form.fields)
    rows = scope.units(request.access).select_related("successor")
    if faults.words:
        rows = rows.none()
    if form.is_valid():
        if words := form.cleaned_data["q"].strip():
            named = Unit.objects.named(words).order_by().values("pk")
            rows = rows.filter(Q(pk__in=named) | Q(credit_code=words.upper()))
        if kind := form.cleaned_data["kind"]:
            rows = rows.filter(kind=kind)
    page = paging.page_of(request, rows, keys=["name", "id"])
    return render(request, "setup/units.html", {"form": form, "page": page, "faults": faults}, status=faults.status)


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def new(request: Request) -> HttpResponse:
    form = UnitDetailsForm(request.POST or None, units=_of_origin(request))
    return saving.form_page(
        request,
        form,
        save=lambda _cleaned: actions.register(
            access=request.access,
            at=clock.now(),
            origin=request.access.origin,
            name=form.cleaned_data["name"],
            kind=form.cleaned_data["kind"],
            **form.facts(),
        ),
        title=_("Register a unit"),
        lede=_("Institutions only. A sole trader's name is a person's name: tick the box."),
        submit=_("Register"),
        done=_("The unit is registered."),
        back=reverse("setup-units"),
        page_of=page_of,
        trail=trail(),
        template="setup/unit_form.html",
    )


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def shown(request: Request, pk: int) -> HttpResponse:
    """One unit: its facts as a form, former names, people with an account, successor."""
    unit = scope.unit(request.access, pk)
    initial = {name: getattr(unit, name) for name in FIELDS} | {"expected_change": setup_events.last(unit)}
    form = UnitDetailsForm(request.POST or None, initial=initial, units=_of_origin(request))
    today = clock.today()
    return saving.form_page(
        request,
        form,
        save=lambda _cleaned: actions.change(
            access=request.access,
            at=clock.now(),
            on=today,
            unit=unit,
            expected_change=form.cleaned_data["expected_change"],
            name=form.cleaned_data["name"],
            kind=form.cleaned_data["kind"],
            **form.facts(),
        ),
        title=unit.name,
        done=_("The unit is changed. A former name stays findable."),
        back=page_of(unit),
        trail=trail(),
        about=unit,
        template="setup/unit.html",
        context={
            "unit": unit,
            "aliases": unit.aliases.all(),
            "may_change": permissions.may_change_unit(access=request.access, unit=unit),
            "pairs": _pairs(unit),
            "offices": [row.procuratorate for row in unit.offices.select_related("procuratorate")],
            "posts": unit.posts.current(today)
            .filter(person__is_active=True)
            .select_related("person", "letters_of")
            .in_order(),
            "actions": _actions(request.access, unit),
        },
    )


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def confirm_head(request: Request, pk: int) -> HttpResponse:
    """Lays the sealed paper by which a unit names its head before a second administrator."""
    unit = scope.unit(request.access, pk)
    candidates = unit_heads.candidates(unit_id=unit.pk, access=request.access, at=clock.now())
    if not candidates.exists():
        return redirect(page_of(unit))
    form = ConfirmHeadForm(request.POST or None, request.FILES or None)
    form.fields["post"].queryset = candidates

    def save(cleaned: dict[str, object]) -> None:
        unit_heads.propose(
            access=request.access,
            at=clock.now(),
            post=cleaned["post"],
            paper=files.Upload(cleaned["paper"].name, cleaned["paper"]),
            replaces_former=cleaned["replaces_former"],
        )

    return saving.form_page(
        request,
        form,
        save=save,
        title=_("Confirm the head of %(name)s") % {"name": unit.name},
        lede=_("From then on that person reads and answers all letters of the unit, and keeps the list of its people."),
        submit=_("Propose it"),
        done=_("The paper is laid before a second administrator."),
        back=page_of(unit),
        trail=trail((unit.name, page_of(unit))),
    )


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def succeed(request: Request, pk: int) -> HttpResponse:
    """Records which unit took over; letters stay with the one that was served."""
    unit = scope.unit(request.access, pk)
    if unit.successor_id or not permissions.may_change_unit(access=request.access, unit=unit):
        return redirect(page_of(unit))
    initial = {"on": clock.today(), "expected_change": setup_events.last(unit)}
    form = SuccessorForm(request.POST or None, initial=initial, units=_of_origin(request))
    return saving.form_page(
        request,
        form,
        save=lambda cleaned: actions.succeed(access=request.access, at=clock.now(), unit=unit, **cleaned),
        title=_("A successor of %(name)s") % {"name": unit.name},
        lede=_("Letters stay with the unit that was served. New ones go to the successor."),
        submit=_("Record the successor"),
        done=_("The successor is recorded."),
        back=page_of(unit),
        trail=trail((unit.name, page_of(unit))),
        about=unit,
    )


def _pairs(unit: Unit) -> list[Pair]:
    """Returns the facts for whoever only reads them."""
    facts = (
        (_("Kind"), unit.get_kind_display()),
        (_("Credit code"), unit.credit_code),
        (_("Area"), unit.region_name),
        (_("Address"), unit.address),
        (_("Superior organ"), unit.superior),
        (_("Industry regulator"), unit.regulator),
    )
    return [Pair(label=label, value=str(value)) for label, value in facts if value]


def _of_origin(request: Request):
    return Unit.objects.visible_to(request.access).filter(origin=request.access.origin)


def _actions(access: Access, unit: Unit) -> list[Action]:
    found = []
    if unit_heads.candidates(unit_id=unit.pk, access=access, at=clock.now()).exists():
        href = reverse("setup-unit-head", args=[unit.pk])
        found.append(Action(label=_("Confirm the head by a sealed paper"), href=href))
    if not unit.successor_id and permissions.may_change_unit(access=access, unit=unit):
        found.append(Action(label=_("Record a successor"), href=reverse("setup-unit-successor", args=[unit.pk])))
    return found
