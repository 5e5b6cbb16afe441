"""The people of a unit, as the unit keeps them: everybody there reads who may act for it, its confirmed head changes the list."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from desk import links, saving, sent_once
from desk.components import Action
from desk.guards import unit_only
from desk.portal.people_forms import ColleagueForm, EndColleagueForm
from desk.request import Request
from desk.saving import SureForm
from organs import clock, permissions
from organs.actions import unit_people as actions
from organs.models import Person, Post, Unit


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """One line of the list: a post, what the reader may do about it, and why it cannot end where it cannot."""

    post: Post
    is_own: bool
    actions: list[Action]
    stays_because: str = ""


@dataclass(frozen=True, kw_only=True)
class UnitPeople:
    """A unit with its people; `may_admit` is true for its confirmed head, `has_head` tells whether there is one."""

    unit: Unit
    colleagues: list[Colleague]
    may_admit: bool
    has_head: bool


@unit_only
@require_safe
def listed(request: Request) -> HttpResponse:
    """Who may act for the unit, and whose letters each of them reads."""
    units = Unit.objects.filter(pk__in=request.access.unit_ids).order_by("name", "pk")
    return render(request, "portal/people.html", {"units": [_people(request, unit) for unit in units]})


def _people(request: Request, unit: Unit) -> UnitPeople:
    is_head = permissions.heads_unit(access=request.access, unit=unit)
    posts = list(_posts(unit))
    return UnitPeople(
        unit=unit,
        colleagues=[
            Colleague(
                post=post,
                is_own=post.person_id == request.access.person_id,
                actions=_actions(request, post) if is_head else [],
                stays_because=_stays_because(request, post) if is_head else "",
            )
            for post in posts
        ],
        may_admit=is_head,
        has_head=any(post.role == "unit_head" and post.letters_of_id is None for post in posts),
    )


def _posts(unit: Unit):
    rows = Post.objects.current(clock.today()).filter(unit=unit, person__is_active=True)
    return rows.select_related("person", "letters_of", "unit").in_order()


def _actions(request: Request, post: Post) -> list[Action]:
    found = []
    if post.letters_of_id:
        found.append(Action(label=_("Give all letters"), href=reverse("portal-person-all-letters", args=[post.pk])))
    if post.to_on and post.to_on <= clock.today():
        return []
    if post.person_id != request.access.person_id:
        found.append(Action(label=_("Link for a password"), href=reverse("portal-person-link", args=[post.pk])))
    if not _stays_because(request, post):
        found.append(Action(label=_("End the post"), href=reverse("portal-person-end", args=[post.pk])))
    return found


def _stays_because(request: Request, post: Post) -> str:
    """Returns why the reader's own post does not end: nobody else could keep the list of the unit's people."""
    if post.person_id != request.access.person_id or actions.other_heads(post, on=clock.today()).exists():
        return ""
    return _("You are the only confirmed head. Let another one in before you leave.")


def _own_unit(request: Request, pk: int) -> Unit:
    """Returns a unit that the reader heads. Raises Http404."""
    unit = get_object_or_404(Unit, pk=pk, pk__in=request.access.unit_ids)
    return get_object_or_404(Unit, pk=unit.pk if permissions.heads_unit(access=request.access, unit=unit) else 0)


def _colleague(request: Request, pk: int) -> Post:
    """Returns a present post of a unit that the reader heads. Raises Http404."""
    post = get_object_or_404(Post.objects.select_related("person", "unit", "letters_of"), pk=pk, unit__isnull=False)
    _own_unit(request, post.unit_id)
    return post


@never_cache
@sensitive_variables("secret")
@unit_only
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, pk: int) -> HttpResponse:
    """Lets a colleague in for all letters of the unit; the link to a first password is shown once."""
    unit = _own_unit(request, pk)
    form = ColleagueForm(request.POST or None)
    made: list[tuple[Person, str]] = []

    def save(cleaned: dict[str, object]) -> None:
        made.append(actions.admit(access=request.access, at=clock.now(), unit=unit, **cleaned))

    title = _("Let a colleague in")
    if form.is_bound and saving.try_to_save(form, save) == 200:
        person, secret = made[0]
        slip = _slip(request, person, secret, _("%(name)s is let in") % {"name": person.name})
        return sent_once.taken(slip, leads_to=reverse("portal-people"))
    return saving.form_page(
        request,
        form,
        save=save,
        title=title,
        lede=_(
            "For %(unit)s, with all its letters. All people of the unit and the procuratorates that write to it are told."
        )
        % {"unit": unit.name},
        submit=_("Let in"),
        done="",
        back=reverse("portal-people"),
        trail=_trail(),
    )


@never_cache
@sensitive_variables("secret")
@unit_only
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: Request, pk: int) -> HttpResponse:
    """Makes a link by which a colleague sets a new password; it is shown once."""
    post = _colleague(request, pk)
    form = SureForm(request.POST if request.method == "POST" else None)
    secrets: list[str] = []

    def save(_cleaned: dict[str, object]) -> None:
        secrets.append(actions.make_link(access=request.access, at=clock.now(), post=post))

    if form.is_bound and saving.try_to_save(form, save) == 200:
        return _slip(request, post.person, secrets[0], _("A link for %(name)s") % {"name": post.person.name})
    return saving.form_page(
        request,
        form,
        save=save,
        title=_("Make a link for %(name)s") % {"name": post.person.name},
        lede=_(
            "The person sets a new password by it, once. The present one works until then. The link is shown only once, and the "
            "person is told that you made it."
        ),
        submit=_("Make the link"),
        done="",
        back=reverse("portal-people"),
        trail=_trail(),
    )


def _slip(request: Request, person: Person, secret: str, title: str) -> HttpResponse:
    context = {
        "slip": links.slip(request, person=person, secret=secret, at=clock.now(), is_unit=True),
        "title": title,
        "trail": _trail(),
        "back": reverse("portal-people"),
    }
    return render(request, "setup/link_slip.html", context)


@unit_only
@require_http_methods(["GET", "HEAD", "POST"])
def all_letters(request: Request, pk: int) -> HttpResponse:
    """Lets a colleague read and answer every letter of the unit."""
    post = _colleague(request, pk)
    return saving.form_page(
        request,
        SureForm(request.POST if request.method == "POST" else None),
        save=lambda _cleaned: actions.give_all_letters(access=request.access, at=clock.now(), post=post),
        title=_("Give %(name)s all letters of the unit") % {"name": post.person.name},
        lede=_("Until now: the letters of %(office)s only.") % {"office": post.letters_of or "—"},
        submit=_("Give all letters"),
        done=_("%(name)s now reads and answers all letters of the unit.") % {"name": post.person.name},
        back=reverse("portal-people"),
        trail=_trail(),
    )


@unit_only
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: Request, pk: int) -> HttpResponse:
    """Ends the post of a colleague, or one's own where another confirmed head remains."""
    post = _colleague(request, pk)
    return saving.form_page(
        request,
        EndColleagueForm(request.POST or None, initial={"on": clock.today()}),
        save=lambda cleaned: actions.end_post(access=request.access, at=clock.now(), post=post, **cleaned),
        title=_("End the post of %(name)s") % {"name": post.person.name},
        lede=_("From the next day on the person reads nothing of %(unit)s. What was said for it stays.")
        % {"unit": post.unit.name},
        submit=_("End the post"),
        done=_("The post ends on the day you named."),
        back=reverse("portal-people"),
        trail=_trail(),
    )


def _trail() -> list[tuple[str, str]]:
    return [(_("Letters to your unit"), reverse("portal")), (_("People of your unit"), reverse("portal-people"))]
