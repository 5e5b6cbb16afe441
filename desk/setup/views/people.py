"""Pages for people: the list, one person with all posts, corrections, and the place that is asked for before a post."""

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from desk.components import Action, Badge, Pair, Refusal
from desk.lists import addresses
from desk.request import Request
from desk.saving import Trail
from desk.setup import paging, proposal_words, saving, scope, wording
from desk.setup.forms.people import PeopleFilter, PersonForm, PlaceForm
from organs import clock, numerals, permissions
from organs.access import Access
from organs.actions import people as actions
from organs.actions import setup_events, sign_in_links
from organs.models import Person, Post, Procuratorate
from signin.actions import factors


def trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("People"), reverse("setup-people")), *more]


def page_of(person: Person) -> str:
    return reverse("setup-person", args=[person.pk])


def here(person: Person) -> list[tuple[str, str]]:
    return trail((person.name, page_of(person)))


@require_safe
@scope.deciders_only
def listed(request: Request) -> HttpResponse:
    """Everybody with a post in the own part of the tree, and the people of the units that it has to do with."""
    form = PeopleFilter(request.GET)
    faults = addresses.faults(request.GET, known=form.fields)
    places = permissions.below_posts(request.access, *permissions.DECIDING)
    form.fields["procuratorate"].offer(places.select_related("line", "parent").order_by("code"))
    today = clock.today()
    held = Post.objects.current(today).filter(person__is_active=True)
    posts = held.select_related("procuratorate", "unit", "department")
    rows = _chosen(form, permissions.people_administered_by(request.access))
    rows = rows.none() if faults.words else rows
    rows = rows.prefetch_related(Prefetch("posts", queryset=posts, to_attr="posts_today"))
    page = paging.page_of(request, rows, keys=["username", "id"])
    people = [(person, [wording.post_words(post) for post in person.posts_today]) for person in page.rows]
    context = {"form": form, "page": page, "people": people, "faults": faults}
    return render(request, "setup/people.html", context, status=faults.status)


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
@scope.deciders_only
def shown(request: Request, pk: int) -> HttpResponse:
    """One person: account, every post ever held, and what may be done."""
    person = scope.person(request.access, pk)
    today = clock.today()
    posts = person.posts.select_related("procuratorate", "unit", "department", "acting_for__person", "letters_of")
    going_on = posts.exclude(to_on__lte=today).exclude(ended_at__isnull=False)
    may_end = {
        post.pk for post in going_on if person.is_active and permissions.may_end_post(access=request.access, post=post)
    }
    proposed = permissions.proposals_open_to(request.access).filter(person=person, outcome="")
    may, may_not = _actions(request.access, person)
    context = {
        "person": person,
        "badge": None if person.is_active else Badge(text=_("Account closed"), icon="no", tone="strong"),
        "pairs": _values(person),
        "posts": [(post, _until_words(post), post.pk in may_end) for post in posts.order_by("-from_on", "-id")],
        "proposals": [(each, proposal_words.what(each)) for each in proposed.select_related("procuratorate", "unit")],
        "actions": may,
        "refusals": may_not,
        "today": today,
    }
    return render(request, "setup/person.html", context)


def _until_words(post: Post) -> str:
    """Returns the last day of a post; of one that ended at once, the day on which it did, and that it never began where so."""
    if post.ended_at is None:
        return post.to_on.isoformat() if post.to_on else ""
    ended_on = clock.civil_day(post.ended_at)
    if ended_on < post.from_on:
        return _("never began: ended on %(day)s") % {"day": ended_on.isoformat()}
    return ended_on.isoformat()


def _values(person: Person) -> list[Pair]:
    pairs = [
        Pair(label=_("Sign-in name"), value=person.username),
        Pair(label=_("E-mail"), value=person.email or "—"),
        Pair(label=_("Admitted on"), value=clock.civil_day(person.created_at).isoformat()),
    ]
    has_factor = factors.has_any(person)
    pairs.append(Pair(label=_("Second factor"), value=_("set up") if has_factor else _("none")))
    if person.is_active and not person.has_usable_password():
        pairs.append(Pair(label=_("Password"), value=_("none yet: the person sets it by a link")))
    if person.deactivated_at:
        pairs.append(Pair(label=_("Closed on"), value=clock.civil_day(person.deactivated_at).isoformat()))
    return pairs


def _actions(access: Access, person: Person) -> tuple[list[Action], list[Refusal]]:
    if access.person_id == person.pk:
        reason = _("Nobody gives oneself a post, closes the own account or makes a link for oneself.")
        return [], [Refusal(label=_("Posts and account"), reason=reason)]
    of_unit = person.posts.filter(unit__isnull=False).exists()
    appoint = [Action(label=_("Give a post"), href=reverse("setup-post-new", args=[person.pk]))]
    if of_unit or not access.is_administrator:
        appoint = []
    if not permissions.may_administer_person(access=access, person=person, on=clock.today()):
        reason = _("This person also holds a post elsewhere. An administrator above both places can do this.")
        if of_unit:
            reason = _(
                "Who reads all letters of a unit, or those of another procuratorate too, answers to the unit's head."
            )
        return appoint if person.is_active else [], [Refusal(label=_("Close the account, make a link"), reason=reason)]
    if not person.is_active:
        return [
            Action(label=_("Open the account again"), href=reverse("setup-person-reactivate", args=[person.pk]))
        ], []
    return [
        *appoint,
        Action(label=_("Make a link for a new password"), href=reverse("setup-person-link", args=[person.pk])),
        Action(label=_("Correct name or e-mail"), href=reverse("setup-person-change", args=[person.pk])),
        *_word(access, person),
        *_reset(access, person),
        Action(label=_("Close the account"), href=reverse("setup-person-deactivate", args=[person.pk])),
    ], []


def _reset(access: Access, person: Person) -> list[Action]:
    """Returns the way to reset a second factor, where there is one and it is not one's own."""
    if access.person_id == person.pk or not factors.has_any(person):
        return []
    address = reverse("setup-person-second-factor", args=[person.pk])
    return [Action(label=_("Reset the second factor"), href=address)]


def _word(access: Access, person: Person) -> list[Action]:
    """What a second administrator gives for the link that another one made."""
    waiting = sign_in_links.waiting_for_word(person=person, at=clock.now()).first()
    if waiting is None or waiting.created_by_id == access.person_id:
        return []
    return [Action(label=_("Give the word for the link"), href=reverse("setup-person-link-word", args=[person.pk]))]


def place_asked(request: Request) -> Procuratorate | None:
    """Returns the procuratorate that the address names; one that is not in scope is 404."""
    key = numerals.key_of(request.GET.get("procuratorate", ""))
    return None if key is None else scope.procuratorate(request.access, key)


def ask_place(request: Request, *, title: str, lede: str, back: str, trail: Trail) -> HttpResponse:
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


@require_http_methods(["GET", "POST"])
@scope.deciders_only
@scope.of_another
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
