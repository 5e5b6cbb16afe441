"""Signing in: the password, then the second factor of whoever has one; how long a try waits is in signin/rules/slowing.py."""

from collections.abc import Mapping

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from desk import second_factor, signing_in
from desk.accounts import identity_provider
from desk.accounts.forms import SignInForm
from desk.answers import UNPROCESSABLE
from desk.guards import for_everybody
from desk.request import Request
from organs import clock, sample_people
from organs.models import Person
from pending.rules import browser_keys
from signin import request_address
from signin.actions import devices, slowing
from signin.rules import client
from signin.rules.slowing import Tried

PENDING_FOR = 600  # seconds
TOO_MANY = 429


@method_decorator(identity_provider.with_form_action, name="dispatch")
class SignIn(LoginView):
    """Django's sign-in; every try is counted before the password is looked at, for names that do not exist as well."""

    template_name = "sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        self.tried = _tried(request)
        wait = slowing.claim(at=clock.now(), tried=self.tried)
        if not wait:
            return super().post(request, *args, **kwargs)
        # Unbound, so that no password is looked at; the name stays as it was typed.
        form = SignInForm(request, initial={"username": request.POST.get("username", "")})
        context = self.get_context_data(form=form, wait_words=second_factor.wait_words(wait))
        answer = self.render_to_response(context, status=TOO_MANY)
        answer.headers["Retry-After"] = str(wait)
        return answer

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        slowing.forgive(tried=self.tried)
        return signing_in.lead_on(self.request, form.get_user(), to=self.get_success_url())

    def get_context_data(self, **context: object) -> dict[str, object]:
        context["was_over"] = self.request.session.pop(signing_in.OVER, False)
        context["provider"] = identity_provider.name()
        if not settings.PRODUCTION:
            context["sample_accounts"] = sample_people.shown_accounts(on=clock.today())
            context["sample_password"] = sample_people.PASSWORD
        return super().get_context_data(**context)


class SignOut(LogoutView):
    """Django's sign-out; what this browser hid for the person while the server was away can be read by nobody any more."""

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        person_id = request.user.pk
        answer = super().post(request, *args, **kwargs)
        if person_id is not None:
            answer.delete_cookie(browser_keys.cookie_name(person_id=person_id), samesite="Strict")
        return answer


def _tried(request: HttpRequest) -> Mapping[Tried, str]:
    """Returns for what a try is counted: name and address; in a browser in which this name signed in before, for that alone."""
    name = request.POST.get("username", "").strip().casefold()
    device = signing_in.device_of(request)
    if device and devices.knows(username=name, value=device):
        return {Tried.DEVICE: f"{name}:{device}"}
    return {Tried.NAME: name, Tried.ADDRESS: client.counted_of(request_address.of(request))}


@for_everybody
@never_cache
@sensitive_post_parameters(second_factor.CODE)
@require_http_methods(["GET", "HEAD", "POST"])
def second(request: Request) -> HttpResponse:
    """Asks for the second factor after the password; ten minutes later, or after another password, it begins anew."""
    pending = request.session.get(signing_in.PENDING) or {}
    person = _waiting(pending)
    if person is None:
        request.session.pop(signing_in.PENDING, None)
        return redirect("sign-in")
    answer = second_factor.FactorAnswer()
    if request.method == "POST":
        answer = second_factor.judge(request, person)
        if answer.factor:
            del request.session[signing_in.PENDING]
            return signing_in.begin(request, person, redirect(pending["to"]), factor=answer.factor)
    context = {"error": answer.error, "cancel": reverse("sign-in"), **second_factor.asks(request, person)}
    status = TOO_MANY if answer.wait else UNPROCESSABLE if answer.error else 200
    return render(request, "accounts/second_step.html", context, status=status)


def _waiting(pending: Mapping[str, object]) -> Person | None:
    person = Person.objects.filter(pk=pending.get("person"), is_active=True).first()
    if person is None or signing_in.now() - int(str(pending["at"])) > PENDING_FOR:
        return None
    return person if constant_time_compare(str(pending["hash"]), person.get_session_auth_hash()) else None
