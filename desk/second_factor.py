"""The second factor: of whom it is required, whether it must be shown again, and the page that asks for it before a step goes on.

Nothing typed is lost by it: a GET leads to the page of confirmation and back; a POST is answered with a page that carries what
was typed and sends it again together with the code.
"""

from dataclasses import dataclass, replace

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk import carrying, signing_in
from desk.answers import FORBIDDEN
from desk.request import Request
from organs import clock
from organs.access import Access
from organs.models import Person
from organs.refusals import Refused
from signin.actions import codes, factors, passkeys, slowing
from signin.rules.session_marks import Factor, Marks
from signin.rules.slowing import Tried

# What a person may open who must set up or show a second factor first.
ADDRESSES = frozenset(
    {
        "second-factor",
        "second-factor-app",
        "second-factor-passkey",
        "second-factor-codes",
        "second-factor-remove",
        "confirm",
        "identity-provider",
        "openid_connect_callback",
    }
)
# Fields of the page that asks; never among what a form carries.
CODE, PROOF, REPEATED = "second_factor_code", "second_factor_proof", "second_factor_repeated"
OWN_FIELDS = frozenset({CODE, PROOF, REPEATED, "csrfmiddlewaretoken"})


def is_required(access: Access) -> bool:
    """Tells whether the person's side must have a second factor; whoever has no post needs none, and sees nothing."""
    sides = settings.SECOND_FACTOR_REQUIRED
    return (access.is_office and "office" in sides) or (access.is_unit and "unit" in sides)


def must_confirm(access: Access, marks: Marks, *, now: int) -> bool:
    """Tells whether an office person must show the second factor before signing or setting up; who has none need not."""
    if not access.is_office or not (marks.is_strong or is_required(access)):
        return False
    return not marks.is_confirmed(now=now, within=window_seconds())


def window_seconds() -> int:
    """Returns for how long a second factor that was shown counts."""
    return settings.STEP_UP_MINUTES * 60


def confirm_address(back: str) -> str:
    """Returns the address of the page that asks for it, and goes back from there."""
    return f"{reverse('confirm')}?{urlencode({'next': back})}" if back else reverse("confirm")


def idle_seconds(access: Access) -> int:
    """Returns how long a session of the person's side may rest."""
    return 60 * (settings.SESSION_IDLE_MINUTES_UNIT if access.is_unit else settings.SESSION_IDLE_MINUTES_OFFICE)


@dataclass(frozen=True, kw_only=True)
class FactorAnswer:
    """What became of a second factor that was sent: by which it was shown, or why not, and how long to wait."""

    factor: Factor = Factor.NONE
    error: str = ""
    wait: int = 0


def judge(request: Request, person: Person) -> FactorAnswer:
    """Judges the code or the passkey in a POST; every try is counted before, and a right one is taken back."""
    code, proof = request.POST.get(CODE, ""), request.POST.get(PROOF, "")
    if not code.strip() and not proof:
        return FactorAnswer(error=_("Type the code, or use your passkey."))
    tried = {Tried.SECOND_FACTOR: str(person.pk)}
    wait = slowing.claim(at=clock.now(), tried=tried)
    if wait:
        return FactorAnswer(error=wait_words(wait), wait=wait)
    try:
        if proof:
            factor = passkeys.take(at=clock.now(), person=person, proof=proof)
        else:
            factor = codes.take(at=clock.now(), person=person, code=code)
    except Refused as refused:
        return FactorAnswer(error=str(refused))
    if factor:
        slowing.forgive(tried=tried)
        return FactorAnswer(factor=factor)
    factors.note_wrong(at=clock.now(), person=person)
    return FactorAnswer(error=_("This was not right. A code is taken once only; wait for the next one and try again."))


def wait_words(seconds: int) -> str:
    """Returns in words how long to wait."""
    if seconds < 60:
        return ngettext(
            "Too many tries went wrong. Wait %(count)d second and try again.",
            "Too many tries went wrong. Wait %(count)d seconds and try again.",
            seconds,
        ) % {"count": seconds}
    minutes = -(-seconds // 60)
    return ngettext(
        "Too many tries went wrong. Wait %(count)d minute and try again.",
        "Too many tries went wrong. Wait %(count)d minutes and try again.",
        minutes,
    ) % {"count": minutes}


def asks(request: Request, person: Person) -> dict[str, object]:
    """Returns what the fields of the second factor need: which kinds the person has, and the challenge for a passkey."""
    kinds = factors.kinds(person)
    return {
        "has_app": factors.APP in kinds,
        "has_codes": factors.RECOVERY in kinds,
        "passkey_options": passkeys.begin_proof(person),
        "provider": settings.OIDC_NAME if settings.OIDC_ISSUER else "",
    }


def step_up(request: Request) -> HttpResponse | None:
    """Returns the page that asks for the second factor, or None when the request may go on: then it counts as confirmed."""
    if not request.access.must_confirm:
        return None
    if request.method != "POST":
        return redirect(confirm_address(request.get_full_path()))
    answer = FactorAnswer()
    if OWN_FIELDS & set(request.POST) - {"csrfmiddlewaretoken"}:
        answer = judge(request, request.user)
        if answer.factor:
            signing_in.confirm(request, factor=answer.factor)
            request.access = replace(request.access, must_confirm=False)
            return None
    return _asked_again(request, answer)


def _asked_again(request: Request, answer: FactorAnswer) -> HttpResponse:
    """Returns the page that carries what was typed; chosen files are named, since no page can choose them again."""
    context = {
        **carrying.carried(request, without=OWN_FIELDS),
        "action": request.get_full_path(),
        "error": answer.error,
        "confirm": reverse("confirm"),
        **asks(request, request.user),
    }
    response = render(request, "accounts/step_up.html", context, status=FORBIDDEN)
    response.headers["Cache-Control"] = "no-store"
    return response
