"""Pages for the accounts of people: admission, a link for a new password, closing and opening again."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from desk import links, sent_once
from desk.answers import UNPROCESSABLE
from desk.request import Request
from desk.saving import SureForm, try_to_save
from desk.setup import leaving, saving, scope
from desk.setup.forms.people import AdmitForm, DeactivateForm
from desk.setup.views import people, posts
from followups.actions import handing_on
from organs import clock
from organs.actions import people as actions
from organs.actions import sign_in_links
from organs.models import Person, Procuratorate
from signin.actions import factors


@never_cache
@sensitive_variables("secret")
@require_http_methods(["GET", "POST"])
@scope.admitting_only
def new(request: Request) -> HttpResponse:
    """Admits a person and proposes the first post; the link to a first password is shown once, on the answer to the form."""
    place = people.place_asked(request)
    title = _("Admit a person")
    if place is None:
        return people.ask_place(
            request,
            title=title,
            lede=_("Where will the person work? People of recipient units come in by the link on a service slip."),
            back=reverse("setup-people"),
            trail=people.trail(),
        )
    form = AdmitForm(request.POST or None, place=place, on=clock.today())
    secrets: list[str] = []
    if form.is_bound and try_to_save(form, lambda cleaned: secrets.append(_admit(request, place, cleaned))) == 200:
        person = Person.objects.get(username=form.cleaned_data["username"])
        slip = _slip(request, person, secrets[0], _("%(name)s is admitted") % {"name": person.name})
        return sent_once.taken(slip, leads_to=people.page_of(person))
    context = {
        "form": form,
        "title": title,
        "lede": _("%(place)s. A second administrator confirms the post: of this procuratorate, or of one above it.")
        % {"place": place.name},
        "submit": _("Admit"),
        "cancel": reverse("setup-people"),
        "trail": [(_("Set-up"), reverse("setup")), *people.trail()],
        "here": title,
    }
    return render(request, "confirm.html", context, status=UNPROCESSABLE if form.is_bound else 200)


def _admit(request: Request, place: Procuratorate, cleaned: dict[str, object]) -> str:
    """Adds the person, lays the post before a second administrator, and returns the secret of the link."""
    access, at = request.access, clock.now()
    with transaction.atomic():
        person = actions.admit(
            access=access,
            at=at,
            username=cleaned["username"],
            name=cleaned["name"],
            email=cleaned["email"],
            origin=access.origin,
        )
        posts.give(access, person=person, place=place, cleaned=cleaned)
        needs_word = sign_in_links.takes_a_word(access=access, person=person, on=clock.civil_day(at))
        return sign_in_links.issue(access=access, at=at, person=person, needs_word=needs_word)


@never_cache
@sensitive_variables("secret")
@require_http_methods(["GET", "POST"])
@scope.deciders_only
@scope.of_another
def link(request: Request, pk: int) -> HttpResponse:
    """Makes a link by which the person sets a new password; it is shown once."""
    person = scope.person(request.access, pk)
    form = SureForm(request.POST if request.method == "POST" else None)
    secrets: list[str] = []

    def save(cleaned: dict[str, object]) -> None:
        has_factor = factors.has_any(person)
        made = sign_in_links.make(access=request.access, at=clock.now(), person=person, has_second_factor=has_factor)
        secrets.append(made)

    if form.is_bound and try_to_save(form, save) == 200:
        return _slip(request, person, secrets[0], _("A link for %(name)s") % {"name": person.name})
    context = {
        "form": form,
        "title": _("Make a link for %(name)s") % {"name": person.name},
        "lede": _(
            "The person sets a new password by it, once. The present one works until then. The link is shown only once, and the "
            "person is told that you made it."
        ),
        "submit": _("Make the link"),
        "cancel": people.page_of(person),
        "trail": [(_("Set-up"), reverse("setup")), *people.here(person)],
        "here": _("Link"),
    }
    return render(request, "confirm.html", context, status=UNPROCESSABLE if form.is_bound else 200)


@never_cache
@sensitive_variables("word")
@require_http_methods(["GET", "POST"])
@scope.deciders_only
@scope.of_another
def link_word(request: Request, pk: int) -> HttpResponse:
    """Gives the word with which the link opens that another administrator made; it is shown once."""
    person = scope.person(request.access, pk)
    form = SureForm(request.POST if request.method == "POST" else None)
    words: list[str] = []

    def save(cleaned: dict[str, object]) -> None:
        words.append(sign_in_links.give_word(access=request.access, at=clock.now(), person=person))

    title = _("The word for the link of %(name)s") % {"name": person.name}
    trail = [(_("Set-up"), reverse("setup")), *people.here(person)]
    if form.is_bound and try_to_save(form, save) == 200:
        context = {"word": words[0], "person": person, "title": title, "trail": trail, "back": people.page_of(person)}
        return render(request, "setup/link_word.html", context)
    context = {
        "form": form,
        "title": title,
        "lede": _(
            "Give it to the person face to face, or by a telephone call to a number that you know, and to nobody else: with the link "
            "and the word one comes in. A word that was given before is void."
        ),
        "submit": _("Give the word"),
        "cancel": people.page_of(person),
        "trail": trail,
        "here": pgettext("of a link", "Word"),
    }
    return render(request, "confirm.html", context, status=UNPROCESSABLE if form.is_bound else 200)


def _slip(request: HttpRequest, person: Person, secret: str, title: str) -> HttpResponse:
    at = clock.now()
    context = {
        "slip": links.slip(request, person=person, secret=secret, at=at),
        "needs_word": sign_in_links.waiting_for_word(person=person, at=at).exists(),
        "title": title,
        "trail": [(_("Set-up"), reverse("setup")), *people.here(person)],
        "back": people.page_of(person),
    }
    return render(request, "setup/link_slip.html", context)


@require_http_methods(["GET", "POST"])
@scope.deciders_only
@scope.of_another
def deactivate(request: Request, pk: int) -> HttpResponse:
    """Closes an account with the reason; nothing that the person said is lost."""
    person, today = scope.person(request.access, pk), clock.today()
    form, duties = DeactivateForm(request.POST or None), handing_on.open_duties(person=person, on=today)
    leaving.offer_successors(form, person=person, duties=duties, on=today)
    return saving.form_page(
        request,
        form,
        save=lambda cleaned: handing_on.close_account(
            access=request.access,
            at=clock.now(),
            person=person,
            reason=cleaned["reason"],
            to=leaving.chosen(cleaned),
        ),
        template="setup/leaving.html",
        context={"pairs": leaving.pairs(duties)},
        title=_("Close the account of %(name)s") % {"name": person.name},
        lede=_("What is still open in this person's hands stands below. Hand it on here, in the same step."),
        submit=_("Close the account"),
        done=_("The account is closed."),
        back=people.page_of(person),
        trail=people.here(person),
    )


@require_http_methods(["GET", "POST"])
@scope.deciders_only
@scope.of_another
def reactivate(request: Request, pk: int) -> HttpResponse:
    """Opens a closed account again, without any post and without the former password."""
    person = scope.person(request.access, pk)
    form = SureForm(request.POST if request.method == "POST" else None)
    if (
        form.is_bound
        and try_to_save(form, lambda cleaned: actions.reactivate(access=request.access, at=clock.now(), person=person))
        == 200
    ):
        messages.success(request, _("The account is open again. Make a link and propose a post next."))
        return redirect(people.page_of(person))
    context = {
        "form": form,
        "title": _("Open the account of %(name)s again") % {"name": person.name},
        "lede": _("Neither posts nor the former password come back by themselves."),
        "submit": _("Open the account again"),
        "cancel": people.page_of(person),
        "trail": [(_("Set-up"), reverse("setup")), *people.here(person)],
        "here": _("Open again"),
    }
    return render(request, "confirm.html", context, status=UNPROCESSABLE if form.is_bound else 200)
