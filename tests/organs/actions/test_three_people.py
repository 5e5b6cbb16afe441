"""Nobody becomes all three administrators: none of them leaves the top empty, and none makes another's way in."""

from types import SimpleNamespace

import pytest
from django.core.management import call_command

from organs import clock, permissions
from organs.actions import people, posts, proposals, sign_in_links
from organs.models import Outcome, Person, Post, Proposal
from organs.people import access_of
from organs.refusals import NotAllowed, Refused
from organs.roles import ADMINISTRATIVE_ROLES, Role

pytestmark = pytest.mark.django_db

NOW, TODAY = clock.now, clock.today
THREE = ("administrator", "security", "auditor")


def access(person: Person):
    return access_of(person=Person.objects.get(pk=person.pk), on=TODAY())


def proposed(w: SimpleNamespace, role: str = Role.CHIEF, person: Person | None = None) -> Proposal:
    return posts.propose(
        access=access(w.administrator), at=NOW(), person=person or w.second, role=role, from_on=TODAY(),
        procuratorate=w.county,
    )  # fmt: skip


@pytest.mark.parametrize("who", THREE)
@pytest.mark.parametrize("by", ["administrator", "security"])
def test_the_last_of_each_at_the_top_stays(w, who, by):
    last = getattr(w, who)
    with pytest.raises(Refused):
        people.deactivate(access=access(getattr(w, by)), at=NOW(), on=TODAY(), person=last, reason="调离")
    with pytest.raises(Refused):
        posts.end(access=access(getattr(w, by)), at=NOW(), post=last.posts.get(), on=TODAY())
    assert Person.objects.get(pk=last.pk).is_active


@pytest.mark.parametrize("role", ADMINISTRATIVE_ROLES[1:])
def test_what_somebody_held_before_is_never_given_by_one_person_again(w, role):
    Post.objects.filter(role=role).update(to_on=TODAY() - TODAY().resolution)
    assert role in permissions.missing_administrators(on=TODAY(), origin="live")
    with pytest.raises(NotAllowed):
        posts.appoint_first(
            access=access(w.administrator), at=NOW(), person=w.outsider, role=role, procuratorate=w.supreme
        )


@pytest.mark.parametrize("who", THREE)
def test_no_administrator_makes_a_link_for_another(w, who):
    person = getattr(w, who)
    by = w.security if who == "administrator" else w.administrator
    with pytest.raises(NotAllowed, match="sign_in_link"):
        sign_in_links.make(access=access(by), at=NOW(), person=person)
    assert not person.sign_in_links.exists()


def test_the_server_makes_it_and_resets_what_was_lost(w, capsys):
    call_command("sign_in_link", "security")
    assert "/link/" in capsys.readouterr().out
    assert w.security.sign_in_links.get().created_by is None


def test_what_nobody_could_decide_is_not_laid_before_anybody(w):
    Post.objects.filter(role=Role.SECURITY_ADMINISTRATOR).exclude(person=w.security).delete()
    Post.objects.filter(person=w.security).update(to_on=TODAY() - TODAY().resolution)
    with pytest.raises(Refused):
        proposals.propose(
            access=access(w.administrator), at=NOW(), kind="calendar", procuratorate=None, content={"moves": 0}
        )
    assert not Proposal.objects.exists()


def test_one_post_is_proposed_and_held_once(w):
    first = proposed(w)
    with pytest.raises(Refused):
        proposed(w)
    posts.confirm(access=access(w.security), at=NOW(), proposal=first)
    with pytest.raises(Refused):
        proposed(w)
    assert w.second.posts.filter(role=Role.CHIEF).count() == 1


def test_what_waits_ends_with_the_account_and_does_not_come_back_with_it(w):
    proposal = proposed(w)
    people.deactivate(access=access(w.administrator), at=NOW(), on=TODAY(), person=w.second, reason="调离")
    proposal.refresh_from_db()
    assert (proposal.outcome, proposal.decided_by) == (Outcome.WITHDRAWN, w.administrator)
    people.reactivate(access=None, at=NOW(), person=Person.objects.get(pk=w.second.pk))
    with pytest.raises(Refused):
        posts.confirm(access=access(w.security), at=NOW(), proposal=proposal)
