"""What is done to a request when somebody signs in, out, or shows the second factor: session, marks, cookie of the device."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from organs import clock
from organs.models import Person
from signin import request_address
from signin.actions import devices, factors
from signin.rules import client, session_marks
from signin.rules.session_marks import Factor, Marks

# In the session of whoever was signed out because it was over: the sign-in page says so.
OVER = "session_was_over"
# In the session between password and second factor: for whom, under which password, since when, and where to go then.
PENDING = "waits_for_second_factor"
BACKEND = "organs.sign_in.PersonBackend"


def now() -> int:
    """Returns the present second, as marks count."""
    return int(clock.now().timestamp())


def begin(
    request: HttpRequest, person: Person, response: HttpResponse, *, factor: Factor = Factor.NONE
) -> HttpResponse:
    """Signs the person in, marks the session, and remembers the browser by a cookie on the response, which is returned.

    Every way of coming in ends here: password, second factor, identity provider, invitation.
    """
    login(request, person, backend=BACKEND)
    fresh_marks(request, factor=factor)
    value = devices.remember(
        at=clock.now(),
        person=person,
        value=device_of(request),
        browser=browser_of(request),
        network=network_of(request),
    )
    response.set_cookie(
        settings.KNOWN_DEVICE_COOKIE,
        devices.cookie_of(value),
        max_age=settings.KNOWN_DEVICE_DAYS * 24 * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def lead_on(request: HttpRequest, person: Person, *, to: str) -> HttpResponse:
    """Signs in whoever has no second factor; leads everybody else to the page that asks for it."""
    if not factors.has_any(person):
        return begin(request, person, redirect(to))
    request.session[PENDING] = {
        "person": person.pk,
        "hash": person.get_session_auth_hash(),
        "at": now(),
        "to": to,
    }
    return redirect("sign-in-second")


def fresh_marks(request: HttpRequest, *, factor: Factor) -> Marks:
    """Marks a session as begun now."""
    moment = now()
    marks = Marks(
        began=moment,
        used=moment,
        confirmed=moment if factor else 0,
        factor=factor,
        browser=browser_of(request),
        network=network_of(request),
    )
    session_marks.put(request.session, marks)
    return marks


def confirm(request: HttpRequest, *, factor: Factor) -> None:
    """Notes that the person has just shown the second factor."""
    session_marks.note_factor(request.session, factor=factor, now=now())


def end(request: HttpRequest) -> None:
    """Signs out; the language stays, it is in a cookie of its own."""
    logout(request)


def device_of(request: HttpRequest) -> str:
    """Returns the value of the device's cookie, "" where there is none that we signed."""
    return devices.value_of(request.COOKIES.get(settings.KNOWN_DEVICE_COOKIE, ""))


def browser_of(request: HttpRequest) -> str:
    return client.browser_of(request.headers.get("User-Agent", "")[:500])


def network_of(request: HttpRequest) -> str:
    return client.network_of(request_address.of(request))
