"""Signing in through an office's identity provider (OpenID Connect): allauth speaks with it, whose account it opens is decided here."""

import secrets
from collections.abc import Mapping
from functools import wraps
from urllib.parse import urlsplit

import structlog
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from desk import signing_in
from desk.guards import View, for_everybody
from organs import clock
from organs.models import Person
from organs.refusals import NotAllowed
from signin.actions import identities
from signin.rules.session_marks import Factor

PROVIDER = "office"
AGAIN_WITHIN = 300  # seconds since the provider itself asked, when it is to confirm who is signed in
log = structlog.get_logger("procuracy")


def name() -> str:
    """Returns what the provider is called on the button, "" when there is none."""
    return settings.OIDC_NAME if settings.OIDC_ISSUER else ""


def with_form_action(view: View) -> View:
    """Lets the forms of a page lead on to the provider: browsers hold `form-action` against the redirect as well."""

    @wraps(view)
    def shown(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if not settings.OIDC_ISSUER:
            return response
        issuer = urlsplit(settings.OIDC_ISSUER)
        sources = [*settings.SECURE_CSP["form-action"], f"{issuer.scheme}://{issuer.netloc}"]
        return csp_override({**settings.SECURE_CSP, "form-action": sources})(lambda _request: response)(request)

    return shown


@for_everybody
@never_cache
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Leads to the provider; whoever is signed in already is asked there again, to confirm it."""
    if not name():
        raise Http404
    nonce = secrets.token_urlsafe(24)
    again = {"prompt": "login", "max_age": "0"} if request.user.is_authenticated else {}
    to = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(to, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        to = ""
    try:
        provider = get_adapter().get_provider(request, PROVIDER)
        return provider.redirect(
            request, process="login", next_url=to or None, data={"nonce": nonce}, auth_params={"nonce": nonce, **again}
        )
    except (RequestException, KeyError, ValueError) as error:
        log.warning("identity provider away", error=type(error).__name__)
        return _refused(
            request, _("The identity provider cannot be reached. Sign in with your password, or try later.")
        )


@for_everybody
@never_cache
@require_safe
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Takes back who comes from the provider; allauth checks state, code, PKCE and the token, and asks the adapter below."""
    if not name() or provider_id != PROVIDER:
        raise Http404
    try:
        return openid_connect.callback(request, provider_id)
    except (KeyError, TypeError, ValueError) as error:  # an answer in which something is missing
        log.warning("identity provider answered badly", error=type(error).__name__)
        return _refused(request, _("The identity provider's answer could not be read. Try again."))


class ProviderAdapter(DefaultSocialAccountAdapter):
    """allauth's hooks: it makes no account and signs nobody in by itself (SOCIALACCOUNT_ADAPTER)."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Answers every time, so that nothing of allauth's own sign-in follows."""
        raise ImmediateHttpResponse(_arrived(request, sociallogin))

    def on_authentication_error(self, request: HttpRequest, provider: object, **more: object) -> None:
        """Says it on a page of ours; what exactly went wrong is in the log."""
        log.warning(
            "identity provider refused", error=str(more.get("error")), exception=type(more.get("exception")).__name__
        )
        words = _("Signing in through the identity provider did not work. Try again, or use your password.")
        raise ImmediateHttpResponse(_refused(request, words))


def _arrived(request: HttpRequest, sociallogin: SocialLogin) -> HttpResponse:
    answer = sociallogin.account.extra_data
    token, facts = answer.get("id_token") or {}, answer.get("userinfo") or {}
    if not _belongs_together(token, facts, nonce=(sociallogin.state.get("data") or {}).get("nonce")):
        return _refused(request, _("The identity provider's answer could not be read. Try again."))
    username = facts.get(settings.OIDC_CLAIM) or token.get(settings.OIDC_CLAIM)
    try:
        person = identities.find(
            at=clock.now(),
            on=clock.today(),
            issuer=settings.OIDC_ISSUER,
            subject=str(token["sub"]),
            username=username if isinstance(username, str) else "",
        )
    except NotAllowed as refused:
        log.warning("identity provider opens no account", subject=str(token["sub"])[:80])
        return _refused(request, str(refused))
    to = sociallogin.state.get("next") or reverse("home")
    if request.user.is_authenticated:
        return _confirmed(request, person, token, to=to)
    if _showed_second_factor(token):
        return signing_in.begin(request, person, redirect(to), factor=Factor.PROVIDER)
    return signing_in.lead_on(request, person, to=to)


def _belongs_together(token: Mapping[str, object], facts: Mapping[str, object], *, nonce: str | None) -> bool:
    """Tells whether the token is the provider's answer to this request, and speaks of the same subject as the facts."""
    is_own = (
        str(token.get("iss", "")).rstrip("/") == settings.OIDC_ISSUER and bool(nonce) and token.get("nonce") == nonce
    )
    return is_own and bool(token.get("sub")) and token.get("sub") == facts.get("sub")


def _confirmed(request: HttpRequest, person: Person, token: Mapping[str, object], *, to: str) -> HttpResponse:
    """Counts as showing the second factor again when the provider says that it asked just now, of the same person."""
    asked_at = token.get("auth_time")
    is_new = isinstance(asked_at, int) and signing_in.now() - asked_at < AGAIN_WITHIN
    if person.pk != request.user.pk or not is_new or not _showed_second_factor(token):
        return _refused(request, _("The identity provider did not confirm that it is you. Use your own second factor."))
    signing_in.confirm(request, factor=Factor.PROVIDER)
    return redirect(to)


def _showed_second_factor(token: Mapping[str, object]) -> bool:
    """Tells whether the provider says so in a value that OIDC_SECOND_FACTOR names."""
    methods = token.get("amr")
    said = [*(methods if isinstance(methods, list) else []), token.get("acr")]
    return any(each in settings.OIDC_SECOND_FACTOR for each in said if isinstance(each, str))


def _refused(request: HttpRequest, words: str) -> HttpResponse:
    return render(request, "accounts/provider_refused.html", {"words": words}, status=403)
