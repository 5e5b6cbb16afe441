"""Second factors of a person: which there are, recovery codes, removing one's own, and resetting what somebody lost."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from notices.actions import account_notices
from notices.rules.account_news import News
from organs import clock, permissions
from organs.access import Access
from organs.actions import proposals, session_epochs, setup_events, sign_in_links
from organs.models import Person, Proposal, ProposalKind
from organs.refusals import Refused
from signin.actions import identities, slowing
from signin.rules.slowing import Tried

APP, PASSKEY, RECOVERY = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES


@dataclass(frozen=True, kw_only=True)
class OwnFactor:
    """One second factor as its owner is shown it."""

    pk: int
    kind: str
    name: str
    created_at: datetime
    last_used_at: datetime | None


def of(person: Person) -> QuerySet[Authenticator]:
    """Returns the person's apps and passkeys as rows; recovery codes are none of them."""
    rows: QuerySet[Authenticator] = Authenticator.objects.filter(user=person).exclude(type=RECOVERY)
    return rows


def has_any(person: Person) -> bool:
    """Tells whether the person has a second factor; recovery codes alone are none."""
    return bool(of(person).exists())


def kinds(person: Person) -> frozenset[str]:
    """Returns the kinds of factor that the person has, recovery codes among them."""
    return frozenset(Authenticator.objects.filter(user=person).values_list("type", flat=True))


def listed(person: Person) -> list[OwnFactor]:
    """Returns the person's apps and passkeys, the oldest first."""
    return [
        OwnFactor(
            pk=row.pk,
            kind=row.type,
            name=str(row.data.get("name", "")),
            created_at=row.created_at,
            last_used_at=row.last_used_at,
        )
        for row in of(person).order_by("pk")
    ]


def codes_left(person: Person) -> int:
    """Returns how many recovery codes are unused."""
    row = Authenticator.objects.filter(user=person, type=RECOVERY).first()
    return len(row.wrap().get_unused_codes()) if row else 0


def lock(person: Person) -> None:
    """Lets changes of a person's factors happen one after another; the caller holds the transaction."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)


def make_recovery_codes(*, access: Access, at: datetime, person: Person) -> list[str]:
    """Makes new recovery codes and returns them, this once; the former ones open nothing any more."""
    if not has_any(person):
        raise Refused(_("Set up a second factor first. The codes are for the day on which it is lost."))
    with transaction.atomic():
        lock(person)
        Authenticator.objects.filter(user=person, type=RECOVERY).delete()
        codes = RecoveryCodes.activate(person).generate_codes()
        setup_events.record(access=access, at=at, verb="make recovery codes", subject=person, needs_confirmation=False)
    return list(codes)


def remove(*, access: Access, at: datetime, person: Person, pk: int) -> None:
    """Removes one of the person's own factors, and with the last one the recovery codes; ends the other sessions."""
    with transaction.atomic():
        row = of(person).filter(pk=pk).first()
        if row is None:
            raise Refused(_("This second factor was removed already."))
        kind = row.type
        row.delete()
        if not has_any(person):
            Authenticator.objects.filter(user=person).delete()
            sign_in_links.close_all(at=at, person=person)
        session_epochs.end_all(person=person)
        _record(access, at, person, verb="remove second factor", kind=kind)
        account_notices.tell(at=at, person_id=person.pk, news=News.FACTOR_REMOVED, key=pk)


def propose_reset(*, access: Access, at: datetime, person: Person, reason: str) -> Proposal:
    """Lays before a second administrator that all factors of a person who lost them be removed, with the reason.

    One administrator alone could reset the factor, make a link for the password, and sign in as that person.
    """
    on = clock.civil_day(at)
    permissions.require_administrator_of_person(access=access, person=person, on=on)
    if access.person_id == person.pk:
        raise Refused(_("Nobody resets the own second factor. Another administrator must do it."))
    if not reason.strip():
        raise Refused(_("Say how you know that it is this person who asks."), field="reason")
    _require_any(person)
    with transaction.atomic():
        list(Person.objects.select_for_update().filter(pk=person.pk))
        if Proposal.objects.filter(kind=ProposalKind.FACTOR, person=person, outcome="").exists():
            raise Refused(_("This waits for a second administrator already."))
        post = person.posts.exclude(to_on__lt=on).select_related("procuratorate", "letters_of").first()
        return proposals.propose(
            access=access,
            at=at,
            kind=ProposalKind.FACTOR,
            procuratorate=(post.procuratorate or post.letters_of) if post else None,
            person=person,
            content={"reason": reason.strip()},
        )


def confirm_reset(*, access: Access, at: datetime, proposal: Proposal) -> None:
    """Removes all factors and ends the sessions; the person, who is told, sets up new ones at the next sign-in."""
    with transaction.atomic():
        decided = proposals.confirm(access=access, at=at, proposal=proposal)
        person = Person.objects.select_for_update().get(proposals=decided.pk)
        _remove_all(access, at, person, reason=decided.content["reason"])


def reset(*, at: datetime, person: Person) -> None:
    """Removes all factors from the command line: of an administrator, where nobody else could decide it."""
    with transaction.atomic():
        _remove_all(None, at, Person.objects.select_for_update().get(pk=person.pk), reason="manage.py sign_in_link")


def _remove_all(access: Access | None, at: datetime, person: Person, *, reason: str) -> None:
    _require_any(person)
    Authenticator.objects.filter(user=person).delete()
    sign_in_links.close_all(at=at, person=person)
    identities.unlink(person=person)
    session_epochs.end_all(person=person)
    setup_events.record(access=access, at=at, verb="reset second factor", subject=person, details={"reason": reason})
    account_notices.tell(at=at, person_id=person.pk, news=News.FACTOR_RESET, key=int(at.timestamp()))


def _require_any(person: Person) -> None:
    if not Authenticator.objects.filter(user=person).exists() and not identities.is_linked(person):
        raise Refused(_("This person has no second factor."))


def note_wrong(*, at: datetime, person: Person) -> None:
    """Tells the person once a day when the second factor was wrong so often that the next try has to wait."""
    if slowing.is_slowed({Tried.SECOND_FACTOR: str(person.pk)}):
        day = clock.civil_day(at).isoformat()
        account_notices.tell(at=at, person_id=person.pk, news=News.FACTOR_TRIED, key=day)


def note_added(*, access: Access, at: datetime, person: Person, kind: str, key: int) -> None:
    """Leaves trace and notice of a new factor, and ends the other sessions; the caller holds the transaction."""
    session_epochs.end_all(person=person)
    _record(access, at, person, verb="add second factor", kind=kind)
    account_notices.tell(at=at, person_id=person.pk, news=News.FACTOR_ADDED, key=key)


def _record(access: Access, at: datetime, person: Person, *, verb: str, kind: str) -> None:
    setup_events.record(
        access=access, at=at, verb=verb, subject=person, details={"kind": kind}, needs_confirmation=False
    )
