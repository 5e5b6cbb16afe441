"""How tests ask for the page of a step, send its form, and read what is offered."""

from django.test import Client
from django.urls import reverse
from django.utils import translation

import desk.steps.forms  # noqa: F401  registers the steps
from desk.steps import registry
from organs.roles import Side
from suggestions.models import Suggestion
from tests import factories


def client_of(person) -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(person, backend="organs.sign_in.PersonBackend")
    return client


def step_url(suggestion: Suggestion, step: str, subject=None) -> str:
    return reverse("step", args=[suggestion.pk, step, subject.pk if subject else 0])


def get(person, suggestion, step, subject=None):
    return client_of(person).get(step_url(suggestion, step, subject))


def post(person, suggestion, step, given, subject=None):
    (subject or suggestion).refresh_from_db()
    given = {"moves": (subject or suggestion).moves, **given}
    return client_of(person).post(step_url(suggestion, step, subject), given)


def offered(person, suggestion) -> dict[str, registry.Offer]:
    found = Suggestion.objects.get(pk=suggestion.pk)
    with translation.override("en"):
        offers = registry.offers(access=factories.access(person), suggestion=found, side=Side.OFFICE)
    return {offer.href: offer for offer in offers}
