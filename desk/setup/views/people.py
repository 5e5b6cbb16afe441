"""Pages for people: list, one person with all posts, admission, closing and opening the account, a new password."""

import secrets

from django.contrib import messages
from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from desk.parts import Action, Badge, Pair, Refusal
from desk.setup import paging, saving, scope, wording
from desk.setup.forms.people import AdmitForm, DeactivateForm, PeopleFilter, PersonForm, PlaceForm, post_facts
from desk.setup.forms.shared import SureForm
from organs import clock, permissions
from organs.access import Access
from organs.actions import people as actions
from organs.actions import setup_events
from organs.models import Person, Post, Procuratorate, Unit

# Without letters and digits that are read as one another.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("People"), reverse("setup-people")), *more]


def page_of(person: Person) -> str:
    return reverse("setup-person", args=[person.pk])


def here(person: Person) -> list[tuple[str, str]]:
    return trail((person.name, page_of(person)))


@require_safe
@scope.administrators_only
def listed(request: HttpRequest) -> HttpResponse:
    """Everybody with a post in the own part of the tree, and the people of units."""
    form = PeopleFilter(request.GET)
    form.fields["procuratorate"].offer(scope.procuratorates(request.access))
    today = clock.today()
    held = Post.objects.current(today).filter(person__is_active=True)
    posts = held.select_related("procuratorate", "unit", "department")
    rows = _chosen(form, permissions.people_administered_by(request.access))
    rows = rows.prefetch_related(Prefetch("posts", queryset=posts, to_attr="posts_today"))
    page = paging.page_of(request, rows, keys=["username", "id"])
    people = [(person, [wording.post_words(post) for post in person.posts_today]) for person in page.rows]
    return render(request, "setup/people.html", {"form": form, "page": page, "people": people})


def _chosen(form: PeopleFilter, rows: QuerySet[Person]) -> QuerySet[Person]:
    if not form.is_valid():
        return rows.none()
    held = Post.objects.current(clock.today()).filter(person=OuterRef("pk"))
    if words := form.cleaned_data["q"]:
        rows = rows.filter(Q(name__icontains=words) | Q(username__icontains=words))
    if procuratorate := form.cleaned_data["procuratorate"]:
        rows = rows.filter(Exists(held.filter(procuratorate=procuratorate)))
    match form.cleaned_data["state"]:
        case "open":
            return rows.filter(is_active=True)
        case "closed":
            return rows.filter(is_active=False)
        case "none":
            return rows.filter(~Exists(held), is_active=True)
    return rows


@require_safe
@scope.administrators_only
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: account, every post ever held, and what may be done."""
    person = scope.person(request.access, pk)
    today = clock.today()
    posts = person.posts.select_related("procuratorate", "unit", "department", "acting_for__person")
    may_end = set(
        Post.objects.filter(person=person)
        .filter(Q(procuratorate__in=permissions.administered_by(request.access)) | Q(unit__isnull=False))
        .exclude(to_on__lt=today)
        .values_list("pk", flat=True)
        if person.is_active
        else ()
    )
    may, may_not = _actions(request.access, person)
    context = {
        "person": person,
        "badge": None if person.is_active else Badge(text=_("Account closed"), icon="no", tone="strong"),
        "pairs": _facts(person),
        "posts": [(post, post.pk in may_end) for post in posts.order_by("-from_on", "-id")],
        "actions": may,
        "refusals": may_not,
        "today": today,
    }
    return render(request, "setup/person.html", context)


def _facts(person: Person) -> list[Pair]:
    pairs = [
        Pair(label=_("Sign-in name"), value=person.username),
        Pair(label=_("E-mail"), value=person.email or "—"),
        Pair(label=_("Admitted on"), value=clock.civil_day(person.created_at).isoformat()),
    ]
    if person.must_change_password and person.is_active:
        pairs.append(Pair(label=_("Password"), value=_("set by an administrator, not changed yet")))
    if person.deactivated_at:
        pairs.append(Pair(label=_("Closed on"), value=clock.civil_day(person.deactivated_at).isoformat()))
    return pairs


def _actions(access: Access, person: Person) -> tuple[list[Action], list[Refusal]]:
    appoint = Action(label=_("Give a post"), href=reverse("setup-post-new", args=[person.pk]))
    if not permissions.may_administer_person(access=access, person=person, on=clock.today()):
        reason = _("This person also holds a post elsewhere. An administrator above both places can do this.")
        return [appoint], [Refusal(label=_("Close the account, set a password"), reason=reason)]
    if not person.is_active:
        return [
            Action(label=_("Open the account again"), href=reverse("setup-person-reactivate", args=[person.pk]))
        ], []
    return [
        appoint,
        Action(label=_("Make a new password"), href=reverse("setup-person-password", args=[person.pk])),
        Action(label=_("Correct name or e-mail"), href=reverse("setup-person-change", args=[person.pk])),
        Action(label=_("Close the account"), href=reverse("setup-person-deactivate", args=[person.pk])),
    ], []


def place_asked(request: HttpRequest) -> Procuratorate | Unit | None:
    """Returns the place that the address names; one that is not in scope is 404."""
    for name, fetch in (("procuratorate", scope.procuratorate), ("unit", scope.unit)):
        key = request.GET.get(name, "")
        if key.isdecimal() and len(key) < 19:
            return fetch(request.access, int(key))
    return None


def ask_place(request: HttpRequest, *, title: str, lede: str, back: str, trail: saving.Trail) -> HttpResponse:
    """Asks for the place first, since departments and roles follow from it."""
    form = PlaceForm()
    form.fields["procuratorate"].offer(scope.procuratorates(request.access).filter(closed_on__isnull=True))
    context = {
        "form": form,
        "title": title,
        "lede": lede,
        "cancel": back,
        "trail": [(_("Set-up"), reverse("setup")), *trail],
    }
    return render(request, "setup/place.html", context)


@never_cache
@sensitive_variables("password")
@require_http_methods(["GET", "POST"])
@scope.administrators_only
def new(request: HttpRequest) -> HttpResponse:
    """Admits a person with the first post; the password is shown once, on the answer to the form."""
    place = place_asked(request)
    title = _("Admit a person")
    if place is None:
        return ask_place(
            request,
            title=title,
            lede=_("Where will the person work? For somebody of a recipient unit, start from the unit's page."),
            back=reverse("setup-people"),
            trail=trail(),
        )
    form = AdmitForm(request.POST or None, place=place, on=clock.today())
    password = new_password()
    if form.is_bound and saving.try_to_save(form, lambda given: _admit(request, place, given, password)) == 200:
        person = Person.objects.get(username=form.cleaned_data["username"])
        return _slip(request, person, password, _("%(name)s is admitted") % {"name": person.name})
    context = {
        "form": form,
        "title": title,
        "lede": place.name,
        "submit": _("Admit"),
        "cancel": reverse("setup-people"),
        "trail": [(_("Set-up"), reverse("setup")), *trail()],
        "here": title,
    }
    return render(request, "confirm.html", context, status=saving.NOT_SAVED if form.is_bound else 200)


def _admit(request: HttpRequest, place: Procuratorate | Unit, given: dict[str, object], password: str) -> None:
    at = clock.now()
    with transaction.atomic():
        person = actions.admit(
            access=request.access,
            at=at,
            username=given["username"],
            name=given["name"],
            email=given["email"],
            password=password,
            origin=request.access.origin,
        )
        actions.appoint(access=request.access, at=at, person=person, **place_facts(place), **post_facts(given))


def place_facts(place: Procuratorate | Unit) -> dict[str, object]:
    """Returns the place as the actions take it."""
    return {"unit": place} if isinstance(place, Unit) else {"procuratorate": place}


@never_cache
@sensitive_variables("password")
@require_http_methods(["GET", "POST"])
@scope.administrators_only
def password(request: HttpRequest, pk: int) -> HttpResponse:
    """Makes a new password, which is shown once and must be changed at the next sign-in."""
    person = scope.person(request.access, pk)
    form = SureForm(request.POST if request.method == "POST" else None)
    password = new_password()

    def save(given: dict[str, object]) -> None:
        actions.set_password(access=request.access, at=clock.now(), person=person, password=password)

    if form.is_bound and saving.try_to_save(form, save) == 200:
        return _slip(request, person, password, _("New password for %(name)s") % {"name": person.name})
    context = {
        "form": form,
        "title": _("Make a new password for %(name)s") % {"name": person.name},
        "lede": _("The present one stops working at once. The new one is shown once; it must be changed at sign-in."),
        "submit": _("Make a new password"),
        "cancel": page_of(person),
        "trail": [(_("Set-up"), reverse("setup")), *here(person)],
        "here": _("New password"),
    }
    return render(request, "confirm.html", context, status=saving.NOT_SAVED if form.is_bound else 200)


def _slip(request: HttpRequest, person: Person, password: str, title: str) -> HttpResponse:
    context = {
        "person": person,
        "password": password,
        "title": title,
        "trail": [(_("Set-up"), reverse("setup")), *here(person)],
    }
    return render(request, "setup/password_slip.html", context)


def new_password() -> str:
    """Returns a password that can be read aloud and typed: four groups of four, 79 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _letter in range(4)) for _group in range(4))


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def change(request: HttpRequest, pk: int) -> HttpResponse:
    person = scope.person(request.access, pk)
    initial = {"name": person.name, "email": person.email, "seen": setup_events.last(person)}
    return saving.form_page(
        request,
        PersonForm(request.POST or None, initial=initial),
        save=lambda given: actions.rename(access=request.access, at=clock.now(), person=person, **given),
        title=_("Correct name or e-mail"),
        lede=_("What was signed keeps the name under which it was signed."),
        done=_("The person's facts are corrected."),
        back=page_of(person),
        trail=here(person),
        about=person,
    )


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Closes an account with the reason; nothing that the person said is lost."""
    person = scope.person(request.access, pk)
    return saving.form_page(
        request,
        DeactivateForm(request.POST or None),
        save=lambda given: actions.deactivate(
            access=request.access, at=clock.now(), on=clock.today(), person=person, reason=given["reason"]
        ),
        title=_("Close the account of %(name)s") % {"name": person.name},
        lede=_("Cases in this person's hands fall to the department head's desk until somebody takes them over."),
        submit=_("Close the account"),
        done=_("The account is closed."),
        back=page_of(person),
        trail=here(person),
    )


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def reactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens a closed account again, without any post."""
    person = scope.person(request.access, pk)
    form = SureForm(request.POST if request.method == "POST" else None)
    if (
        form.is_bound
        and saving.try_to_save(
            form, lambda given: actions.reactivate(access=request.access, at=clock.now(), person=person)
        )
        == 200
    ):
        messages.success(request, _("The account is open again. Give a post next."))
        return redirect(page_of(person))
    context = {
        "form": form,
        "title": _("Open the account of %(name)s again") % {"name": person.name},
        "lede": _("The former password works again; posts do not come back by themselves."),
        "submit": _("Open the account again"),
        "cancel": page_of(person),
        "trail": [(_("Set-up"), reverse("setup")), *here(person)],
        "here": _("Open again"),
    }
    return render(request, "confirm.html", context, status=saving.NOT_SAVED if form.is_bound else 200)
