"""Pages to give a person a post and to end one."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from desk.request import Request
from desk.setup import saving, scope
from desk.setup.forms.people import EndPostForm, PostForm, post_values
from desk.setup.views import people
from organs import clock
from organs.actions import people as actions


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def new(request: Request, pk: int) -> HttpResponse:
    """Gives a post at the place that the address names; without one, asks for the place first."""
    person = scope.person(request.access, pk)
    title = _("Give %(name)s a post") % {"name": person.name}
    place = people.place_asked(request)
    if place is None and (held := person.posts.filter(unit__isnull=False).select_related("unit").first()):
        place = held.unit
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
        save=lambda cleaned: actions.appoint(
            access=request.access, at=clock.now(), person=person, **people.place_values(place), **post_values(cleaned)
        ),
        title=title,
        lede=place.name,
        submit=_("Give the post"),
        done=_("The post is given."),
        back=people.page_of(person),
        trail=people.here(person),
    )


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def end(request: Request, pk: int) -> HttpResponse:
    """Ends a post after a day."""
    post = scope.post(request.access, pk)
    place = post.procuratorate or post.unit
    return saving.form_page(
        request,
        EndPostForm(request.POST or None, initial={"on": clock.today()}),
        save=lambda cleaned: actions.end_post(access=request.access, at=clock.now(), post=post, on=cleaned["on"]),
        title=_("End a post of %(name)s") % {"name": post.person.name},
        lede=f"{post.get_role_display()} · {place}",
        submit=_("End the post"),
        done=_("The post ends on the day you named."),
        back=people.page_of(post.person),
        trail=people.here(post.person),
    )
