"""Names the offices that issue a letter jointly, and takes their signatures in order, before it is issued or modified (会签)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from organs import clock
from organs.access import Access
from organs.models import Procuratorate
from organs.refusals import NotAllowed, Refused, Stale
from organs.roles import CHIEFS
from organs.words import listed
from suggestions.actions import ledger
from suggestions.actions.ledger import Actor
from suggestions.documents import content, joint_issuers
from suggestions.models import JointSigning, LetterVersion, Suggestion
from suggestions.rules.lifecycle import TABLE
from suggestions.rules.tracks import TABLE as TRACKS

MOST = 5


def name(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    offices: Sequence[Procuratorate],
    expected_moves: int | None = None,
) -> None:
    """Names the joint issuers of a draft in the order in which they sign, in the place of those named before; none leaves one issuer.

    Raises Refused for the own office, for one named twice, and for more than five.
    """
    if len({office.pk for office in offices}) < len(offices):
        raise Refused(_("Each office stands there once."), field="offices")
    if len(offices) > MOST:
        raise Refused(_("At most %d offices sign beside the own one.") % MOST, field="offices")
    with transaction.atomic():
        locked = ledger.lock(suggestion)
        if locked.procuratorate in offices:
            raise Refused(_("The own office issues it anyhow: name the others."), field="offices")
        if any(office.origin != locked.origin or office.closed_on for office in offices):
            raise Refused(_("Choose procuratorates that are open today."), field="offices")
        ledger.take(
            step=TABLE["document.join"],
            subject=suggestion,
            actor=Actor(access=access),
            at=at,
            expected_moves=expected_moves,
        )
        locked.joint_signings.all().delete()
        for position, office in enumerate(offices, start=1):
            row = JointSigning.objects.create(suggestion=locked, office=office, position=position)
            ledger.take(
                step=TRACKS["joint.name"],
                subject=row,
                actor=Actor(access=access),
                at=at,
                details={"addressee": office.name},
            )


def sign(
    *, access: Access, at: datetime, signing: JointSigning, digest: str, expected_moves: int | None = None
) -> None:
    """Signs the text that waits for a joint issuer, by its chief procurator, when all that come before have signed the same text.

    That is the approved one, and after the issue the next one that is proposed.

    Raises NotAllowed for another office's person, Stale where the text is another one by now, Refused out of order.
    """
    with transaction.atomic():
        suggestion = _locked(access, signing)
        if content.digest(_text(suggestion)) != digest:
            raise Stale(_("The text changed since this page was shown. Read it again and sign then."))
        before = joint_issuers.unsigned(suggestion)
        if not before or before[0].pk != signing.pk:
            raise Refused(_("The joint issuers sign one after another, in the order of the letter."))
        ledger.take(
            step=TRACKS["joint.sign"],
            subject=signing,
            actor=Actor(access=access),
            at=at,
            digest=digest,
            expected_moves=expected_moves,
            details={"addressee": signing.office.name},
            values={"digest": digest, "signed_on": clock.civil_day(at), "signed_by_id": access.person_id},
        )


def refuse(
    *, access: Access, at: datetime, signing: JointSigning, reason: str, expected_moves: int | None = None
) -> None:
    """Records that a joint issuer does not sign the text as it stands, with the reasons; the letter is not issued then."""
    with transaction.atomic():
        _locked(access, signing)
        ledger.take(
            step=TRACKS["joint.refuse"],
            subject=signing,
            actor=Actor(access=access),
            at=at,
            text=reason,
            expected_moves=expected_moves,
            details={"addressee": signing.office.name},
            values={"digest": "", "signed_on": None, "signed_by_id": None},
        )


def signs_for(access: Access, signing: JointSigning) -> bool:
    """Tells whether the person is chief procurator, or a deputy, of that joint issuer."""
    return any(post.procuratorate_id == signing.office_id for post in access.holding(*CHIEFS))


def _locked(access: Access, signing: JointSigning) -> Suggestion:
    suggestion = ledger.lock(signing)
    if not signs_for(access, signing):
        raise NotAllowed(_("The chief procurator of the joint issuer signs for it."))
    _text(suggestion)
    return suggestion


def _text(suggestion: Suggestion) -> LetterVersion:
    text = joint_issuers.text_to_sign(suggestion)
    if text is None:
        raise Stale(_("This letter does not wait for joint issuers now."))
    return text


def require_signed(suggestion: Suggestion) -> None:
    """Raises Refused for a letter, or its proposed next text, that a joint issuer has not signed as it stands."""
    if left := joint_issuers.unsigned(suggestion):
        raise Refused(
            _("This letter is issued jointly, and is not signed yet by: %s.")
            % listed([row.office.name for row in left])
        )
