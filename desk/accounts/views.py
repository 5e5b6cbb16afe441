"""Signing in and out, the first page after it, one's own password, and the one-time link of a recipient unit."""

from collections.abc import Mapping

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.views import LoginView
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.i18n import set_language as django_set_language

from desk.accounts.forms import EnterForm, MailboxForm, MailForm, OwnPasswordForm, SignInForm
from desk.answers import UNPROCESSABLE
from desk.guards import for_everybody, signed_in
from desk.request import Request
from organs import clock, sample_people
from organs.access import Access
from organs.actions import people, preferences, units
from organs.models import Unit
from organs.refusals import Refused
from suggestions.actions import admitting
from suggestions.models import Invitation

BACKEND = "django.contrib.auth.backends.ModelBackend"
TOKEN = "one_time_link"  # noqa: S105 the name of a key in the session

set_language = for_everybody(django_set_language)


class SignIn(LoginView):
    """Django's sign-in; a sample installation also says who may sign in."""

    template_name = "sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **context: object) -> dict[str, object]:
        if not settings.PRODUCTION:
            context["sample_accounts"] = sample_people.shown_accounts(on=clock.today())
            context["sample_password"] = sample_people.PASSWORD
        return super().get_context_data(**context)


@signed_in
@require_safe
def home(request: Request) -> HttpResponse:
    """Leads each person to where the own work waits; who has no post today is told so."""
    if not request.access.posts:
        return render(request, "accounts/no_post.html")
    if request.access.is_unit:
        return redirect("portal")
    only_sets_up = all(post.role == "administrator" for post in request.access.posts)
    return redirect("setup" if only_sets_up else "desk")


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: Request) -> HttpResponse:
    """What a person chooses for oneself: e-mail and its language; the ways to calendar and password."""
    person = request.user
    initial = {"wants_mail": person.wants_mail, "language": person.mail_language}
    form = MailForm(request.POST or None, initial=initial)
    if form.is_valid():
        preferences.choose_mail(access=request.access, **form.cleaned_data)
        messages.success(request, _("Your choice is kept."))
        return redirect("account")
    return _account_page(request, form=form)


@signed_in
@never_cache
@require_POST
def mailbox(request: Request, pk: int) -> HttpResponse:
    """Names the mailbox that the people of one's unit share, or switches it off."""
    unit = get_object_or_404(_own_units(request.access), pk=pk)
    form = MailboxForm(request.POST, auto_id=_mailbox_ids(unit))
    if form.is_valid():
        units.name_mailbox(access=request.access, at=clock.now(), unit=unit, mailbox=form.cleaned_data["mailbox"])
        messages.success(request, _("The mailbox of your unit is kept."))
        return redirect("account")
    return _account_page(request, mailboxes={unit.pk: form})


def _own_units(access: Access | None) -> QuerySet[Unit]:
    return Unit.objects.filter(pk__in=access.unit_ids if access else ()).order_by("name", "pk")


def _mailbox_ids(unit: Unit) -> str:
    return f"mailbox_{unit.pk}_%s"


def _account_page(
    request: Request, *, form: MailForm | None = None, mailboxes: Mapping[int, MailboxForm] | None = None
) -> HttpResponse:
    """Shows the page; a form that was refused stands in it as it was typed."""
    person, refused = request.user, dict(mailboxes or {})
    form = form or MailForm(initial={"wants_mail": person.wants_mail, "language": person.mail_language})
    own = [
        (unit, refused.get(unit.pk) or MailboxForm(initial={"mailbox": unit.mailbox}, auto_id=_mailbox_ids(unit)))
        for unit in _own_units(request.access)
    ]
    context = {
        "form": form,
        "person": person,
        "mailboxes": own,
        "is_shared": not person.email and any(unit.mailbox for unit, _form in own),
        "mail_is_on": settings.MAIL_IS_ON,
        "digest_hour": settings.MAIL_DIGEST_HOUR,
        "most_urgent": settings.MAIL_URGENT_PER_DAY,
    }
    return render(request, "accounts/account.html", context, status=UNPROCESSABLE if form.is_bound or refused else 200)


@signed_in
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: Request) -> HttpResponse:
    """Changes one's own password; a first one must be changed before anything else."""
    form = OwnPasswordForm(request.user, request.POST or None)
    if form.is_valid():
        new = form.cleaned_data["new_password1"]
        people.set_password(access=request.access, at=clock.now(), person=request.user, password=new)
        update_session_auth_hash(request, request.user)
        messages.success(request, _("Your password is changed."))
        return redirect("home")
    return render(request, "password.html", {"form": form, "must_change": request.user.must_change_password})


@for_everybody
@never_cache
@require_safe
def follow_link(request: Request, token: str) -> HttpResponse:
    """Takes the token out of the address at once, so that no page, log or Referer ever shows it."""
    request.session[TOKEN] = token
    return redirect("portal-enter-account")


@for_everybody
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: Request) -> HttpResponse:
    """Opens the account of a recipient unit's person from the one-time link, and signs the person in."""
    token = request.session.get(TOKEN, "")
    invitation = admitting.find_invitation(token=token, at=clock.now()) if token else None
    if invitation is None:
        request.session.pop(TOKEN, None)
        return render(request, "set_password.html", {"link_is_valid": False}, status=410)
    if request.access is not None:
        return render(request, "accounts/already_signed_in.html", _meeting(request, invitation))
    form = EnterForm(request.POST or None)
    if form.is_valid() and (person := _redeemed(token, form)):
        request.session.pop(TOKEN, None)
        login(request, person, backend=BACKEND)
        return redirect("portal")
    context = {"form": form, "link_is_valid": True, "place": invitation.unit.name}
    return render(request, "set_password.html", context, status=UNPROCESSABLE if form.is_bound else 200)


def _meeting(request: Request, invitation: Invitation) -> dict[str, object]:
    return {"place": invitation.unit.name, "is_of_unit": invitation.unit_id in request.access.unit_ids}


def _redeemed(token: str, form: EnterForm):
    cleaned = form.cleaned_data
    try:
        return admitting.redeem(
            token=token,
            at=clock.now(),
            username=cleaned["username"],
            name=cleaned["name"],
            password=cleaned["password1"],
            role=cleaned["role"],
        )
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused.reason))
        return None
