"""One's own second factor: the page of what there is, adding an app or a passkey, recovery codes, removing, and showing it again."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from desk import second_factor, signing_in
from desk.accounts import identity_provider
from desk.accounts.forms import AppForm, PasskeyForm, PasswordOnlyForm
from desk.answers import UNPROCESSABLE
from desk.guards import signed_in
from desk.request import Request
from desk.saving import SureForm
from organs import clock
from organs.refusals import Refused
from signin.actions import codes, factors, passkeys, sessions, slowing
from signin.rules import session_marks
from signin.rules.session_marks import Factor
from signin.rules.slowing import Tried

# In the session while an app is being set up: its secret, encrypted.
NEW_APP = "secret_of_new_app"
# In the session until the next page: recovery codes just made, encrypted. The page that shows them is no answer to a POST,
# so that opening it again does nothing.
NEW_CODES = "new_recovery_codes"


@signed_in
@never_cache
@require_safe
def shown(request: Request) -> HttpResponse:
    """What there is, and what may be added; whoever must have a second factor begins here. New codes are shown once."""
    made = request.session.pop(NEW_CODES, "")
    return _page(request, new_codes=codes.opened(made) if made else None)


def _page(request: Request, *, new_codes: list[str] | None = None, refusal: str = "") -> HttpResponse:
    person, own = request.user, factors.listed(request.user)
    context = {
        "own": own,
        "has_app": any(row.kind == factors.APP for row in own),
        "app_kind": factors.APP,
        "codes_left": factors.codes_left(person),
        "new_codes": new_codes,
        "is_required": second_factor.is_required(request.access),
        "is_strong": session_marks.of(request.session).is_strong,
        "refusal": refusal,
    }
    return render(request, "accounts/second_factor.html", context, status=UNPROCESSABLE if refusal else 200)


def _first_confirm(request: Request) -> HttpResponse | None:
    """Returns the way to the page of confirmation unless the person was just there, or has just signed in."""
    marks = session_marks.of(request.session)
    latest = marks.confirmed if factors.has_any(request.user) else max(marks.began, marks.confirmed)
    if signing_in.now() - latest < second_factor.window_seconds():
        return None
    back = request.get_full_path() if request.method != "POST" else ""
    return redirect(second_factor.confirm_address(back))


def _keep_this_session(request: Request, factor: Factor) -> None:
    """Keeps the session in which a factor was changed; every other one has ended."""
    update_session_auth_hash(request, request.user)
    sessions.end_others(person_id=request.user.pk, own_key=request.session.session_key)
    if factor:
        signing_in.confirm(request, factor=factor)


@signed_in
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def app(request: Request) -> HttpResponse:
    """Sets up an app: shows its secret as a picture and as text, and adds it once it has shown a right code."""
    if page := _first_confirm(request):
        return page
    if NEW_APP not in request.session or request.method != "POST":
        request.session[NEW_APP] = request.session.get(NEW_APP) or codes.new_secret()
    encrypted, form = request.session[NEW_APP], AppForm(request.POST or None)
    if form.is_valid():
        try:
            codes.add_app(
                access=request.access,
                at=clock.now(),
                person=request.user,
                encrypted=encrypted,
                code=form.cleaned_data["code"],
            )
        except Refused as refused:
            form.add_error("code", str(refused))
        else:
            del request.session[NEW_APP]
            return _added(request, Factor.CODE)
    context = {
        "form": form,
        "picture": codes.picture_of_secret(person=request.user, encrypted=encrypted),
        "secret": codes.typed_secret(encrypted),
    }
    return render(request, "accounts/second_factor_app.html", context, status=UNPROCESSABLE if form.is_bound else 200)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def passkey(request: Request) -> HttpResponse:
    """Adds a passkey of this device, of a phone, or of a stick."""
    if page := _first_confirm(request):
        return page
    form = PasskeyForm(request.POST or None)
    if form.is_valid():
        try:
            passkeys.add(access=request.access, at=clock.now(), person=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _added(request, Factor.PASSKEY)
    context = {"form": form, "options": passkeys.begin(request.user)}
    template = "accounts/second_factor_passkey.html"
    return render(request, template, context, status=UNPROCESSABLE if form.is_bound else 200)


def _sure(request: Request, *, title: str, lede: str) -> HttpResponse:
    """Asks whether it is meant, before what cannot be taken back."""
    context = {
        "form": SureForm(),
        "title": title,
        "lede": lede,
        "submit": title,
        "cancel": reverse("second-factor"),
        "trail": [],
        "here": title,
    }
    return render(request, "confirm.html", context)


def _added(request: Request, factor: Factor) -> HttpResponse:
    """Keeps the session, and shows recovery codes where the person has none yet."""
    _keep_this_session(request, factor)
    messages.success(request, _("The second factor is set up. It is asked for from the next sign-in on."))
    if factors.codes_left(request.user):
        return redirect("second-factor")
    made = factors.make_recovery_codes(access=request.access, at=clock.now(), person=request.user)
    return _show(request, made)


def _show(request: Request, made: list[str]) -> HttpResponse:
    request.session[NEW_CODES] = codes.closed(made)
    return redirect("second-factor")


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request: Request) -> HttpResponse:
    """Makes new recovery codes, once asked whether the former ones may close, and shows them, this once."""
    if page := _first_confirm(request):
        return page
    if request.method != "POST":
        return _sure(
            request,
            title=_("Make new recovery codes"),
            lede=_("The codes made before open nothing any more, the printed ones among them."),
        )
    try:
        made = factors.make_recovery_codes(access=request.access, at=clock.now(), person=request.user)
    except Refused as refused:
        return _page(request, refusal=str(refused))
    return _show(request, made)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: Request, pk: int) -> HttpResponse:
    """Removes one factor, once asked whether it is meant; the other sessions end."""
    if page := _first_confirm(request):
        return page
    if request.method != "POST":
        own = get_object_or_404(factors.of(request.user), pk=pk)
        kind = _("App with codes") if own.type == factors.APP else _("Passkey")
        is_last = factors.of(request.user).count() == 1
        return _sure(
            request,
            title=_("Remove: %(factor)s") % {"factor": kind},
            lede=_("It is your last one: the recovery codes close with it.")
            if is_last
            else _("You sign in with the others from now on."),
        )
    try:
        factors.remove(access=request.access, at=clock.now(), person=request.user, pk=pk)
    except Refused as refused:
        return _page(request, refusal=str(refused))
    _keep_this_session(request, Factor.NONE)
    if not factors.has_any(request.user):
        signing_in.confirm(request, factor=Factor.NONE)
    messages.success(request, _("The second factor is removed."))
    return redirect("second-factor")


@signed_in
@never_cache
@identity_provider.with_form_action
@sensitive_post_parameters(second_factor.CODE, "password")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: Request) -> HttpResponse:
    """Asks for the second factor again, or for the password of whoever has none, and goes back to where one came from."""
    back = request.POST.get("next") or request.GET.get("next") or ""
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = ""
    has_factor = factors.has_any(request.user)
    answer, form = second_factor.FactorAnswer(), PasswordOnlyForm(request.POST or None)
    if request.method == "POST":
        answer = second_factor.judge(request, request.user) if has_factor else _judge_password(request)
        if not answer.error:
            signing_in.confirm(request, factor=answer.factor)
            return redirect(back or "second-factor")
    context = {
        "back": back,
        "form": form,
        "has_factor": has_factor,
        "error": answer.error,
        **second_factor.asks(request, request.user),
    }
    return render(request, "accounts/confirm.html", context, status=UNPROCESSABLE if answer.error else 200)


def _judge_password(request: Request) -> second_factor.FactorAnswer:
    tried = {Tried.SECOND_FACTOR: str(request.user.pk)}
    wait = slowing.claim(at=clock.now(), tried=tried)
    if wait:
        return second_factor.FactorAnswer(error=second_factor.wait_words(wait), wait=wait)
    if not request.user.check_password(request.POST.get("password", "")):
        return second_factor.FactorAnswer(error=_("This is not your password."))
    slowing.forgive(tried=tried)
    return second_factor.FactorAnswer()
