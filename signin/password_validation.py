"""Refuses passwords that are common, dressed up or not, or that hold own words (AUTH_PASSWORD_VALIDATORS).

The common ones are Django's list of some twenty thousand. It is no collection of passwords that leaked; nobody is asked.
"""

import string
from collections.abc import Iterator

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from organs.models import Person, Procuratorate, Unit
from signin.rules import own_words

SHORTEST_STEM = 4  # letters; a shorter one says nothing of the password


class DressedUpValidator(CommonPasswordValidator):
    """Refuses a common password with figures or signs before and after it, or written twice: of Django's list few are long."""

    def validate(self, password: str, user: Person | None = None) -> None:
        """Raises ValidationError when what is left without the trimmings is common."""
        plain = password.casefold()
        half = plain[: len(plain) // 2]
        bare = {plain, plain.strip(string.digits + string.punctuation + " "), half if half * 2 == plain else ""}
        if any(len(each) >= SHORTEST_STEM and each in self.passwords for each in bare):
            raise ValidationError(self.get_error_message(), code="password_too_common")

    def get_help_text(self) -> str:
        return _("It may not be a common password, nor one with figures or signs around it.")


class OwnWordsValidator:
    """Django's interface. A person who is not kept yet says by `future_places` which offices or units the account is for."""

    def validate(self, password: str, user: Person | None = None) -> None:
        """Raises ValidationError when the password holds an own word."""
        if own_words.found_in(password, own_words.words_of(_names(user))):
            raise ValidationError(
                _(
                    "It holds your name, or that of your office or unit, or what is made of one. Others guess that first."
                ),
                code="password_of_own_words",
            )

    def get_help_text(self) -> str:
        return _("It may not hold your own name, your sign-in name, or that of your office or unit, nor their pinyin.")


def _names(user: Person | None) -> Iterator[str]:
    if user is None:
        return
    yield from (user.username, user.name)
    places: list[Procuratorate | Unit] = list(getattr(user, "future_places", ()))
    if user.pk:
        posts = user.posts.select_related("procuratorate", "unit")
        places += [place for post in posts if (place := post.procuratorate or post.unit)]
        waiting = user.proposals.filter(outcome="", procuratorate__isnull=False).select_related("procuratorate")
        places += [proposal.procuratorate for proposal in waiting]
    for place in places:
        yield from (place.name, place.region_name)
        yield (place.short_name if isinstance(place, Procuratorate) else place.credit_code) or ""
