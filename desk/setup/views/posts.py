"""Pages to give a person a post, which a second administrator confirms, and to end one."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from desk.request import Request
from desk.setup import leaving, saving, scope
from desk.setup.forms.people import EndPostForm, PostForm, post_values
from desk.setup.views import people
from followups.actions import handing_on
from followups.actions.handing_on import OpenDuties
from organs import clock, permissions
from organs.access import Access
from organs.actions import posts
from organs.models import Person, Post, Procuratorate
from organs.roles import ADMINISTRATIVE_ROLES
from organs.words import listed


def give(access: Access, *, person: Person, place: Procuratorate, cleaned: dict[str, object]) -> Post | None:
    """Gives one of the three administrators who is still missing at the top; lays every other post before a second one."""
    at = clock.now()
    if takes_one(access, place=place, role=cleaned["role"]):
        return posts.appoint_first(access=access, at=at, person=person, role=cleaned["role"], procuratorate=place)
    posts.propose(access=access, at=at, person=person, procuratorate=place, **post_values(cleaned))
    return None


def takes_one(access: Access, *, place: Procuratorate, role: str) -> bool:
    """Tells whether nobody else could confirm the post yet: it is one of the first three at the top."""
    return place.depth == 1 and role in permissions.never_held(on=clock.today(), origin=access.origin)


@require_http_methods(["GET", "POST"])
@scope.admitting_only
@scope.of_another
def new(request: Request, pk: int) -> HttpResponse:
    """Proposes a post at the place that the address names; without one, asks for the place first."""
    person = scope.person(request.access, pk)
    title = _("Give %(name)s a post") % {"name": person.name}
    place = people.place_asked(request)
    if place is None:
        return people.ask_place(
            request,
            title=title,
            lede=_("At which procuratorate?"),
            back=people.page_of(person),
            trail=people.here(person),
        )
    return saving.form_page(
        request,
        PostForm(request.POST or None, place=place, on=clock.today()),
        save=lambda cleaned: give(request.access, person=person, place=place, cleaned=cleaned),
        title=title,
        lede=_("%(place)s. A second administrator confirms it: of this procuratorate, or of one above it.")
        % {"place": place.name},
        submit=_("Propose the post"),
        done=_("The post is laid before a second administrator, unless it is one of the first three."),
        back=people.page_of(person),
        trail=people.here(person),
    )


@require_http_methods(["GET", "POST"])
@scope.deciders_only
def end(request: Request, pk: int) -> HttpResponse:
    """Ends a post after a day; of an administrator, the page says who remains."""
    post, today = scope.post(request.access, pk), clock.today()
    place = post.procuratorate or post.unit
    form = EndPostForm(request.POST or None, initial={"on": today})
    duties = _left_behind(post)
    leaving.offer_successors(form, person=post.person, duties=duties, on=today)
    return saving.form_page(
        request,
        form,
        save=lambda cleaned: handing_on.end_post(
            access=request.access, at=clock.now(), post=post, on=cleaned["on"], to=leaving.chosen(cleaned)
        ),
        template="setup/leaving.html",
        context={"pairs": leaving.pairs(duties)},
        title=_("End a post of %(name)s") % {"name": post.person.name},
        lede=" · ".join(part for part in (str(post.get_role_display()), str(place), _who_remains(post)) if part)
        + " · "
        + _("It counts until the end of that day."),
        submit=_("End the post"),
        done=_("The post ends on the day you named."),
        back=people.page_of(post.person),
        trail=people.here(post.person),
    )


def _left_behind(post: Post) -> list[OpenDuties]:
    """Returns what is open there in the person's hands, where no other post of the person goes on at the place."""
    today, here = clock.today(), post.procuratorate
    if here is None:
        return []
    others = Post.objects.current(today).filter(person=post.person, procuratorate=here, to_on__isnull=True)
    return (
        [] if others.exclude(pk=post.pk).exists() else handing_on.open_duties(person=post.person, on=today, place=here)
    )


def _who_remains(post: Post) -> str:
    if post.role not in ADMINISTRATIVE_ROLES:
        return ""
    left = [person.name for person in posts.administrators_left(post=post, on=clock.today())]
    if not left:
        return _("nobody else is %(role)s there") % {"role": post.get_role_display()}
    return _("%(role)s who remain: %(names)s") % {"role": post.get_role_display(), "names": listed(left)}
