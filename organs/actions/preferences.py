"""Writes what persons choose for themselves: whether reminders also come by e-mail, and in which language."""

from django.conf import settings
from django.utils.translation import gettext as _

from organs.access import Access
from organs.models import Person
from organs.refusals import Refused


def choose_mail(*, access: Access, wants_mail: bool, language: str) -> None:
    """Sets the person's own choice; the inbox stays whatever is chosen. Raises Refused for an unknown language."""
    if language not in dict(settings.LANGUAGES):
        raise Refused(_("Choose one of the languages."), field="language")
    Person.objects.filter(pk=access.person_id).update(wants_mail=wants_mail, mail_language=language)
