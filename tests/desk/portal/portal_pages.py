"""How tests come into the recipients' portal: a signed-in browser, addresses, a file to send, days from today."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from organs import clock
from organs.models import Person
from suggestions.models import Suggestion
from tests.factories import PNG


def browser(person: Person) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(Person.objects.get(pk=person.pk))
    return client


def upload(name: str = "photo.png", content: bytes = PNG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/png")


def page_of(letter: Suggestion) -> str:
    return reverse("portal-letter", args=[letter.pk])


def step_url_of(letter: Suggestion, step: str, pk: int = 0) -> str:
    return reverse("portal-step", args=[letter.pk, step, pk])


def in_days(days: int) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()
