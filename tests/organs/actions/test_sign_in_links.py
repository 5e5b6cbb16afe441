"""One-time links for passwords: they open once, until they are too old or replaced, and nobody makes one for oneself."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from organs import clock, people
from organs.actions import people as people_actions
from organs.actions import sign_in_links as links
from organs.models import Person, SetupOutbox, SignInLink
from organs.refusals import NotAllowed, Refused
from organs.roles import Role
from tests import factories

pytestmark = pytest.mark.django_db
NEW = "a-new-password-7"


def access(person: Person):
    return people.access_of(person=Person.objects.get(pk=person.pk), on=clock.today())


def make(w, by: str = "administrator") -> str:
    return links.make(access=access(getattr(w, by)), at=clock.now(), person=w.second)


def test_a_link_sets_the_password_once(w):
    secret = make(w)
    assert links.use(secret=secret, at=clock.now(), password=NEW) == w.second
    assert Person.objects.get(pk=w.second.pk).check_password(NEW)
    with pytest.raises(Refused):
        links.use(secret=secret, at=clock.now(), password="another-one-8")


def test_the_present_password_works_until_then_and_the_person_is_told(w):
    make(w)
    assert Person.objects.get(pk=w.second.pk).check_password(factories.PASSWORD)
    assert SetupOutbox.objects.get(person=w.second).event.actor_name == w.administrator.name


def test_a_newer_link_closes_the_former(w):
    former, newer = make(w), make(w)
    assert links.find(secret=former, at=clock.now()) is None
    assert links.find(secret=newer, at=clock.now()).person == w.second


def test_it_is_too_old_after_the_days_of_the_setting(w):
    secret, until = make(w), clock.now() + timedelta(days=settings.SIGN_IN_LINK_DAYS)
    assert links.find(secret=secret, at=until - timedelta(minutes=1))
    assert links.find(secret=secret, at=until + timedelta(minutes=1)) is None


def test_it_closes_with_the_account(w):
    secret = make(w)
    people_actions.deactivate(access=None, at=clock.now(), on=clock.today(), person=w.second, reason="调离")
    assert links.find(secret=secret, at=clock.now()) is None
    with pytest.raises(Refused):
        links.issue(access=None, at=clock.now(), person=w.second)


@pytest.mark.parametrize("by", ["outsider", "chief", "auditor", "liaison", "unit_head"])
def test_others_make_none(w, by):
    with pytest.raises(NotAllowed):
        make(w, by)


def test_nobody_makes_one_for_oneself(w):
    with pytest.raises(Refused):
        links.make(access=access(w.administrator), at=clock.now(), person=w.administrator)


def test_whoever_reads_all_letters_of_a_unit_is_out_of_every_offices_reach(w):
    for by in (w.administrator, w.security):
        with pytest.raises(NotAllowed):
            links.make(access=access(by), at=clock.now(), person=w.unit_head)


def test_whom_an_office_let_in_for_its_letters_it_may_give_a_link(w):
    w.liaison.posts.update(letters_of=w.county)
    assert links.make(access=access(w.administrator), at=clock.now(), person=w.liaison)
    elsewhere = factories.person("elsewhere", "管理员丙", Role.ADMINISTRATOR, procuratorate=w.sibling)
    with pytest.raises(NotAllowed):
        links.make(access=access(elsewhere), at=clock.now(), person=w.liaison)


def test_only_a_digest_is_kept(w):
    secret = make(w)
    assert secret not in str(list(SignInLink.objects.values()))


def test_the_database_keeps_a_person_from_having_two_open_links(w):
    make(w)
    with pytest.raises(IntegrityError, match="a_person_never_has_two_open_links"), transaction.atomic():
        SignInLink.objects.create(
            person=w.second, digest="0" * 64, created_at=clock.now(), expires_at=clock.now() + timedelta(days=1)
        )
