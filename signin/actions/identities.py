"""Whose account an identity provider opens: that of the subject once linked, before that the one whose sign-in name a claim holds.

It opens accounts of the prosecutors' side that exist, and makes none. A name links once: another subject under the same name is
refused, since providers give names anew.
"""

from datetime import date, datetime

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from organs.actions import setup_events
from organs.models import Person, Post, Procuratorate
from organs.origins import Origin
from organs.refusals import NotAllowed

LONGEST_SUBJECT = 191


def find(*, at: datetime, on: date, issuer: str, subject: str, username: str) -> Person:
    """Returns the person to sign in, and links the subject at the first time; raises NotAllowed, in the same words for all."""
    refusal = NotAllowed(_("No account here belongs to this sign-in. Ask the administrator of your place."))
    if not subject or len(subject) > LONGEST_SUBJECT or "\0" in subject + username:
        raise refusal
    linked = SocialAccount.objects.filter(provider=issuer, uid=subject).select_related("user").first()
    person: Person | None = (
        linked.user if linked else Person.objects.filter(username=username).first() if username else None
    )
    if person is None or not _may_come_from_there(person, on=on):
        raise refusal
    if linked is None:
        if SocialAccount.objects.filter(provider=issuer, user=person).exists():
            raise refusal
        try:
            with transaction.atomic():
                SocialAccount.objects.create(provider=issuer, uid=subject, user=person)
                setup_events.record(
                    access=None, at=at, verb="link identity", subject=person, details={"provider": issuer}
                )
        except IntegrityError as just_linked:
            raise refusal from just_linked
    return person


def _may_come_from_there(person: Person, *, on: date) -> bool:
    """Tells whether the provider may open this account: an open one, with posts in offices of its part of the tree alone."""
    if not person.is_active or (settings.PRODUCTION and person.origin == Origin.SAMPLE):
        return False
    held = Post.objects.filter(person=person).exclude(to_on__lt=on)
    if not held.exists() or held.filter(unit__isnull=False).exists():
        return False
    if not settings.OIDC_PROCURATORATE:
        return True
    top = Procuratorate.objects.filter(code=settings.OIDC_PROCURATORATE, closed_on=None).first()
    if top is None:
        return False
    within = Procuratorate.objects.filter(**{f"anc{top.depth}": top.pk})
    return not held.exclude(procuratorate__in=within).exists()


def is_linked(person: Person) -> bool:
    """Tells whether a provider opens the person's account."""
    return bool(SocialAccount.objects.filter(user=person).exists())


def unlink(*, person: Person) -> int:
    """Takes the links of a person away, so that the name links anew; the caller holds the transaction. Returns how many."""
    return int(SocialAccount.objects.filter(user=person).delete()[0])
