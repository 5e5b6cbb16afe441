"""Confirms the head of a unit on a sealed paper, by two administrators: from then on that person reads all the unit's letters.

Whoever a slip lets in reads the letters of the procuratorate that gave it. Nobody of that procuratorate alone can open the
letters of another one: the unit says on paper who speaks for it, and a second administrator looks at the paper.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from organs import clock, permissions
from organs.access import Access
from organs.actions import posts, proposals, unit_people
from organs.models import Post, Proposal, ProposalKind
from organs.refusals import Refused
from organs.roles import Role
from suggestions.actions import files
from suggestions.actions.files import Upload
from suggestions.models import HeadPaper


def propose(
    *, access: Access, at: datetime, post: Post, paper: Upload | None, replaces_former: bool = False
) -> Proposal:
    """Lays the paper before a second administrator; `replaces_former` ends the posts of the heads confirmed before.

    Raises NotAllowed unless the post was given for letters of the own part of the tree, and Refused without a paper.
    """
    permissions.require_administrator(access=access, procuratorate=post.letters_of)
    if post.role != Role.UNIT_HEAD or post.letters_of is None:
        raise Refused(_("Choose the post of a head of the unit who is not confirmed yet."), field="post")
    if paper is None:
        raise Refused(_("Add the scan of the sealed paper on which the unit names its head."), field="paper")
    [admitted] = files.admit([paper], field="paper")  # before any lock is held
    with transaction.atomic():
        locked = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
        if Proposal.objects.filter(head_paper__post=locked, outcome="").exists():
            raise Refused(_("A confirmation of this head waits for a second administrator already."), field="post")
        proposal = proposals.propose(
            access=access,
            at=at,
            kind=ProposalKind.UNIT_HEAD,
            procuratorate=post.letters_of,
            person=post.person,
            unit=post.unit,
            content={"replaces_former": replaces_former},
        )
        HeadPaper.objects.create(
            proposal=proposal,
            post=locked,
            blob=files.store(content=admitted.stream, media_type=admitted.media_type, at=at),
            name=admitted.name,
        )
    return proposal


def confirm(*, access: Access, at: datetime, proposal: Proposal) -> None:
    """Opens all letters of the unit to the person of the paper, and ends the former heads' posts where the paper says so."""
    with transaction.atomic():
        decided = proposals.confirm(access=access, at=at, proposal=proposal)
        post = decided.head_paper.post
        unit_people.open_all_letters(access=access, at=at, post=post)
        if decided.content["replaces_former"]:
            today = clock.civil_day(at)
            for former in unit_people.other_heads(post, on=today):
                posts.end_checked(access=access, at=at, post=former, on=today)


def candidates(*, unit_id: int, access: Access, at: datetime) -> QuerySet[Post]:
    """Returns the posts of heads of a unit who were let in for letters of the own part of the tree and are not confirmed."""
    return (
        Post.objects.current(clock.civil_day(at))
        .filter(
            unit=unit_id,
            role=Role.UNIT_HEAD,
            person__is_active=True,
            letters_of__in=permissions.administered_by(access),
        )
        .select_related("person", "unit", "letters_of")
    )
