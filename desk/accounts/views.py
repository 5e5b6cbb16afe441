"""The first page after signing in, one's own choices and password, and the one-time link of a recipient unit."""

from collections.abc import Mapping

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.i18n import set_language as django_set_language

from desk import second_factor, signing_in
from desk.accounts.forms import EnterForm, JoinForm, LinkForm, MailboxForm, MailForm, OwnPasswordForm
from desk.answers import UNPROCESSABLE
from desk.guards import for_everybody, signed_in
from desk.request import Request
from organs import clock, permissions
from organs.access import Access
from organs.actions import people, posts, preferences, sign_in_links, units
from organs.models import Person, ProposalKind, Unit
from organs.refusals import Refused
from organs.roles import ADMINISTRATIVE_ROLES
from signin.actions import factors, sessions
from signin.rules import session_marks
from suggestions.actions import admitting
from suggestions.models import Invitation

# Names of keys in the session: the link of a service slip, and that by which a password is set.
TOKEN, LINK = "one_time_link", "password_link"

set_language = for_everybody(django_set_language)


@signed_in
@require_safe
def home(request: Request) -> HttpResponse:
    """Leads each person to where the own work waits; who has no post today is told so."""
    if not request.access.posts:
        return render(request, "accounts/no_post.html", _what_is_coming(request.user))
    if request.access.is_unit:
        return redirect("portal")
    only_sets_up = all(post.role in ADMINISTRATIVE_ROLES for post in request.access.posts)
    return redirect("setup" if only_sets_up else "desk")


def _what_is_coming(person: Person) -> dict[str, object]:
    """Returns the posts that begin later, and those that wait for a second administrator."""
    later = person.posts.filter(from_on__gt=clock.today(), ended_at=None).select_related("procuratorate", "unit")
    waiting = person.proposals.filter(kind=ProposalKind.POST, outcome="").select_related("procuratorate").order_by("id")
    return {"later": later, "waiting": [(each, posts.proposed(each)) for each in waiting]}


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
    """Returns the units whose mailbox the person may name: those of which every letter is read."""
    units = Unit.objects.filter(pk__in=access.unit_ids if access else ()).order_by("name", "pk")
    speaks_for = [unit.pk for unit in units if permissions.speaks_for_unit(access=access, unit=unit)]
    return units.filter(pk__in=speaks_for)


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
        "posts": request.access.posts,
        "is_shared": not person.email and any(unit.mailbox for unit, _form in own),
        "mail_is_on": settings.MAIL_IS_ON,
        "digest_hour": settings.MAIL_DIGEST_HOUR,
        "most_urgent": settings.MAIL_URGENT_PER_DAY,
        "sessions": [(row, sessions.number_of(row)) for row in sessions.listed(request.access)],
        "own_session": request.session.session_key,
        "factors": len(factors.listed(person)),
        "codes_left": factors.codes_left(person),
    }
    return render(request, "accounts/account.html", context, status=UNPROCESSABLE if form.is_bound or refused else 200)


@signed_in
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: Request) -> HttpResponse:
    """Changes one's own password; a first one must be changed before anything else. Who has a second factor shows it."""
    if request.access.must_confirm and session_marks.of(request.session).is_strong:
        return redirect(second_factor.confirm_address(request.path))
    form = OwnPasswordForm(request.user, request.POST or None)
    if form.is_valid():
        new = form.cleaned_data["new_password1"]
        people.set_own_password(access=request.access, at=clock.now(), person=request.user, password=new)
        update_session_auth_hash(request, request.user)
        sessions.end_others(person_id=request.user.pk, own_key=request.session.session_key)
        messages.success(request, _("Your password is changed."))
        return redirect("home")
    return render(request, "password.html", {"form": form})


@for_everybody
@never_cache
@require_safe
def take_link(request: Request, secret: str) -> HttpResponse:
    """Takes the secret out of the address at once, so that no page, log or Referer ever shows it."""
    request.session[LINK] = secret
    return redirect("link-password")


@for_everybody
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: Request) -> HttpResponse:
    """Sets a person's password by a one-time link, and leads to the sign-in: whoever found the link has not signed in by it."""
    secret = request.session.get(LINK, "")
    found = sign_in_links.find(secret=secret, at=clock.now()) if secret else None
    if found is None:
        request.session.pop(LINK, None)
        return render(request, "set_password.html", {"link_is_valid": False}, status=410)
    form = LinkForm(request.POST or None, person=found.person, needs_word=found.needs_word)
    if form.is_valid():
        password, word = form.cleaned_data["password1"], form.cleaned_data.get("word", "")
        try:
            sign_in_links.use(secret=secret, at=clock.now(), password=password, word=word)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused.reason))
        else:
            request.session.flush()
            messages.success(request, _("Your password is set. Sign in with it."))
            return redirect("sign-in")
    context = {"form": form, "person": found.person}
    return render(request, "accounts/link.html", context, status=UNPROCESSABLE if form.is_bound else 200)


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
        return _join(request, invitation, token)
    form = EnterForm(request.POST or None, places=[invitation.unit])
    if form.is_valid() and (person := _redeemed(token, form)):
        request.session.pop(TOKEN, None)
        return signing_in.begin(request, person, redirect("portal"))
    context = {"form": form, "link_is_valid": True, "place": invitation.unit.name}
    return render(request, "set_password.html", context, status=UNPROCESSABLE if form.is_bound else 200)


def _join(request: Request, invitation: Invitation, token: str) -> HttpResponse:
    """Lets whoever is signed in act for the unit of the slip too; who stands on the other side is told to sign out."""
    may_join = not request.access.is_office
    form = JoinForm(request.POST or None) if may_join else None
    if form is not None and form.is_valid():
        try:
            admitting.join(access=request.access, token=token, at=clock.now(), role=form.cleaned_data["role"])
        except Refused as refused:
            form.add_error(None, str(refused.reason))
        else:
            request.session.pop(TOKEN, None)
            messages.success(request, _("You now act for %(place)s too.") % {"place": invitation.unit.name})
            return redirect("portal")
    context = {
        "form": form,
        "place": invitation.unit.name,
        "office": invitation.suggestion.issued_by.name,
        "opens_already": admitting.opens_already(access=request.access, invitation=invitation),
    }
    return render(
        request, "accounts/join.html", context, status=UNPROCESSABLE if form is not None and form.is_bound else 200
    )


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
