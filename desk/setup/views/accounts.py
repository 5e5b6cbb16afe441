"""Pages for the accounts of people: admission, a new password, closing and opening again."""

import secrets

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from desk.answers import UNPROCESSABLE
from desk.request import Request
from desk.setup import saving, scope
from desk.setup.forms.people import AdmitForm, DeactivateForm, post_values
from desk.setup.forms.shared import SureForm
from desk.setup.views import people
from organs import clock
from organs.actions import people as actions
from organs.models import Person, Procuratorate, Unit

# Without letters and digits that are read as one another.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@never_cache
@sensitive_variables("password")
@require_http_methods(["GET", "POST"])
@scope.administrators_only
def new(request: Request) -> HttpResponse:
    """Admits a person with the first post; the password is shown once, on the answer to the form."""
    place = people.place_asked(request)
    title = _("Admit a person")
    if place is None:
        return people.ask_place(
            request,
            title=title,
            lede=_("Where will the person work? For somebody of a recipient unit, start from the unit's page."),
            back=reverse("setup-people"),
            trail=people.trail(),
        )
    form = AdmitForm(request.POST or None, place=place, on=clock.today())
    password = new_password()
    if form.is_bound and saving.try_to_save(form, lambda cleaned: _admit(request, place, cleaned, password)) == 200:
        person = Person.objects.get(username=form.cleaned_data["username"])
        return _slip(request, person, password, _("%(name)s is admitted") % {"name": person.name})
    context = {
        "form": form,
        "title": title,
        "lede": place.name,
        "submit": _("Admit"),
        "cancel": reverse("setup-people"),
        "trail": [(_("Set-up"), reverse("setup")), *people.trail()],
        "here": title,
    }
    return render(request, "confirm.html", context, status=UNPROCESSABLE if form.is_bound else 200)


def _admit(request: Request, place: Procuratorate | Unit, cleaned: dict[str, object], password: str) -> None:
    at = clock.now()
    with transaction.atomic():
        person = actions.admit(
            access=request.access,
            at=at,
            username=cleaned["username"],
            name=cleaned["name"],
            email=cleaned["email"],
            password=password,
            origin=request.access.origin,
        )
        actions.appoint(
            access=request.access, at=at, person=person, **people.place_values(place), **post_values(cleaned)
        )


@never_cache
@sensitive_variables("password")
@require_http_methods(["GET", "POST"])
@scope.administrators_only
def password(request: Request, pk: int) -> HttpResponse:
    """Makes a new password, which is shown once and must be changed at the next sign-in."""
    person = scope.person(request.access, pk)
    form = SureForm(request.POST if request.method == "POST" else None)
    password = new_password()

    def save(cleaned: dict[str, object]) -> None:
        actions.set_password(access=request.access, at=clock.now(), person=person, password=password)

    if form.is_bound and saving.try_to_save(form, save) == 200:
        return _slip(request, person, password, _("New password for %(name)s") % {"name": person.name})
    context = {
        "form": form,
        "title": _("Make a new password for %(name)s") % {"name": person.name},
        "lede": _("The present one stops working at once. The new one is shown once; it must be changed at sign-in."),
        "submit": _("Make a new password"),
        "cancel": people.page_of(person),
        "trail": [(_("Set-up"), reverse("setup")), *people.here(person)],
        "here": _("New password"),
    }
    return render(request, "confirm.html", context, status=UNPROCESSABLE if form.is_bound else 200)


def _slip(request: Request, person: Person, password: str, title: str) -> HttpResponse:
    context = {
        "person": person,
        "password": password,
        "title": title,
        "trail": [(_("Set-up"), reverse("setup")), *people.here(person)],
    }
    return render(request, "setup/password_slip.html", context)


def new_password() -> str:
    """Returns a password that can be read aloud and typed: four groups of four, 79 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _letter in range(4)) for _group in range(4))


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def deactivate(request: Request, pk: int) -> HttpResponse:
    """Closes an account with the reason; nothing that the person said is lost."""
    person = scope.person(request.access, pk)
    return saving.form_page(
        request,
        DeactivateForm(request.POST or None),
        save=lambda cleaned: actions.deactivate(
            access=request.access, at=clock.now(), on=clock.today(), person=person, reason=cleaned["reason"]
        ),
        title=_("Close the account of %(name)s") % {"name": person.name},
        lede=_("Cases in this person's hands fall to the department head's desk until somebody takes them over."),
        submit=_("Close the account"),
        done=_("The account is closed."),
        back=people.page_of(person),
        trail=people.here(person),
    )


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def reactivate(request: Request, pk: int) -> HttpResponse:
    """Opens a closed account again, without any post."""
    person = scope.person(request.access, pk)
    form = SureForm(request.POST if request.method == "POST" else None)
    if (
        form.is_bound
        and saving.try_to_save(
            form, lambda cleaned: actions.reactivate(access=request.access, at=clock.now(), person=person)
        )
        == 200
    ):
        messages.success(request, _("The account is open again. Give a post next."))
        return redirect(people.page_of(person))
    context = {
        "form": form,
        "title": _("Open the account of %(name)s again") % {"name": person.name},
        "lede": _("The former password works again; posts do not come back by themselves."),
        "submit": _("Open the account again"),
        "cancel": people.page_of(person),
        "trail": [(_("Set-up"), reverse("setup")), *people.here(person)],
        "here": _("Open again"),
    }
    return render(request, "confirm.html", context, status=UNPROCESSABLE if form.is_bound else 200)
