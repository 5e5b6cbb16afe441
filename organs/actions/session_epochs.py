"""Ends every session of a person at once: the account was closed, the last post has ended, or a second factor changed."""

from datetime import date

from django.db.models import F

from organs.models import Person


def end_all(*, person: Person) -> None:
    """Makes every session of the person void; `update_session_auth_hash` keeps the one that asks."""
    Person.objects.filter(pk=person.pk).update(session_epoch=F("session_epoch") + 1)
    person.refresh_from_db(fields=["session_epoch"])


def end_all_of_the_leaving(*, person: Person, on: date) -> None:
    """Makes every session void when no post counts on that day or later; one that ends with the day counts until then."""
    if not person.posts.exclude(to_on__lt=on).filter(ended_at__isnull=True).exists():
        end_all(person=person)
