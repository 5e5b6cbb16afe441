"""The page on which an administrator resets the second factor of somebody who lost it."""

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from desk.fields import TextField
from desk.request import Request
from desk.setup import saving, scope
from desk.setup.views import people
from organs import clock
from signin.actions import factors


class ResetForm(forms.Form):
    """How the administrator knows that it is this person who asks."""

    reason = TextField(
        label=gettext_lazy("How do you know that it is this person who asks?"),
        max_length=500,
        widget=forms.Textarea,
        help_text=gettext_lazy("For example: came in person, with the service card. It stays in the list of changes."),
    )


@require_http_methods(["GET", "POST"])
@scope.deciders_only
@scope.of_another
def reset(request: Request, pk: int) -> HttpResponse:
    """Proposes to remove all second factors of a person; a second administrator confirms it, and the person is told."""
    person = scope.person(request.access, pk)
    return saving.form_page(
        request,
        ResetForm(request.POST or None),
        save=lambda cleaned: factors.propose_reset(
            access=request.access, at=clock.now(), person=person, reason=cleaned["reason"]
        ),
        title=_("Reset the second factor of %(name)s") % {"name": person.name},
        lede=_(
            "Once a second administrator confirms it, apps, passkeys, recovery codes and links to an identity provider are removed, "
            "and the person is signed out and told."
        ),
        submit=_("Propose it"),
        done=_("It is laid before a second administrator."),
        back=people.page_of(person),
        trail=people.here(person),
    )
