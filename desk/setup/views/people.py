"""Pages for people: the list, one person with all posts, corrections, and the place that is asked for before a post."""

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from desk.components import Action, Badge, Pair, Refusal
from desk.request import Request
from desk.setup import paging, saving, scope, wording
from desk.setup.forms.people import PeopleFilter, PersonForm, PlaceForm
from organs import clock, permissions
from organs.access import Access
from organs.actions import people as actions
from organs.actions import setup_events
from organs.models import Person, Post, Procuratorate, Unit


def trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("People"), reverse("setup-people")), *more]


def page_of(person: Person) -> str:
    return reverse("setup-person", args=[person.pk])


def here(person: Person) -> list[tuple[str, str]]:
    return trail((person.name, page_of(person)))


@require_safe
@scope.administrators_only
def listed(request: Request) -> HttpResponse:
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
def shown(request: Request, pk: int) -> HttpResponse:
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
        "pairs": _values(person),
        "posts": [(post, post.pk in may_end) for post in posts.order_by("-from_on", "-id")],
        "actions": may,
        "refusals": may_not,
        "today": today,
    }
    return render(request, "setup/person.html", context)


def _values(person: Person) -> list[Pair]:
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


def place_asked(request: Request) -> Procuratorate | Unit | None:
    """Returns the place that the address names; one that is not in scope is 404."""
    for name, fetch in (("procuratorate", scope.procuratorate), ("unit", scope.unit)):
        key = request.GET.get(name, "")
        if key.isdecimal() and len(key) < 19:
            return fetch(request.access, int(key))
    return None


def ask_place(request: Request, *, title: str, lede: str, back: str, trail: saving.Trail) -> HttpResponse:
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


def place_values(place: Procuratorate | Unit) -> dict[str, object]:
    """Returns the place as the actions take it."""
    return {"unit": place} if isinstance(place, Unit) else {"procuratorate": place}


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def change(request: Request, pk: int) -> HttpResponse:
    person = scope.person(request.access, pk)
    initial = {"name": person.name, "email": person.email, "expected_change": setup_events.last(person)}
    return saving.form_page(
        request,
        PersonForm(request.POST or None, initial=initial),
        save=lambda cleaned: actions.rename(access=request.access, at=clock.now(), person=person, **cleaned),
        title=_("Correct name or e-mail"),
        lede=_("What was signed keeps the name under which it was signed."),
        done=_("The person's facts are corrected."),
        back=page_of(person),
        trail=here(person),
        about=person,
    )
