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


class TestWord:
    """Where a second factor is required, whoever makes a link does not come in by it alone."""

    @pytest.fixture(autouse=True)
    def _required(self, settings):
        settings.SECOND_FACTOR_REQUIRED = ["office"]

    def word(self, w, by: str = "security") -> str:
        return links.give_word(access=access(getattr(w, by)), at=clock.now(), person=w.second)

    def test_the_link_opens_with_the_word_of_another_administrator_only(self, w):
        secret = make(w)
        with pytest.raises(Refused) as refusal:
            links.use(secret=secret, at=clock.now(), password=NEW)
        assert refusal.value.field == "word"
        assert Person.objects.get(pk=w.second.pk).check_password(factories.PASSWORD)
        word = self.word(w)
        assert links.use(secret=secret, at=clock.now(), password=NEW, word=word.lower()) == w.second
        assert SetupOutbox.objects.filter(person=w.second, event__actor_name=w.security.name).exists()

    def test_whoever_made_the_link_does_not_give_the_word(self, w):
        make(w)
        with pytest.raises(NotAllowed):
            self.word(w, by="administrator")
        with pytest.raises(NotAllowed):
            self.word(w, by="outsider")

    def test_five_wrong_ones_close_the_link(self, w):
        secret, word = make(w), self.word(w)
        for _time in range(links.WRONG_WORDS_MOST):
            with pytest.raises(Refused):
                links.use(secret=secret, at=clock.now(), password=NEW, word="AAAA-AAAA")
        with pytest.raises(Refused):
            links.use(secret=secret, at=clock.now(), password=NEW, word=word)
        assert Person.objects.get(pk=w.second.pk).check_password(factories.PASSWORD)

    def test_a_newer_word_voids_the_former_and_only_digests_are_kept(self, w):
        secret, former = make(w), self.word(w)
        newer = self.word(w)
        assert newer.replace("-", "") not in str(list(SignInLink.objects.values()))
        with pytest.raises(Refused):
            links.use(secret=secret, at=clock.now(), password=NEW, word=former)
        assert links.use(secret=secret, at=clock.now(), password=NEW, word=newer)

    def test_nor_does_an_office_come_in_as_somebody_whom_it_let_in_to_a_unit(self, w):
        w.liaison.posts.update(letters_of=w.county)
        secret = links.make(access=access(w.administrator), at=clock.now(), person=w.liaison)
        with pytest.raises(Refused):
            links.use(secret=secret, at=clock.now(), password=NEW)
        assert SetupOutbox.objects.get(unit=w.unit).event.verb == "make link"

    def test_the_first_administrator_needs_no_other_while_there_is_none(self, w):
        w.security.posts.all().delete()
        assert links.use(secret=make(w), at=clock.now(), password=NEW) == w.second

    def test_none_is_needed_with_a_second_factor_from_the_server_and_for_the_first_of_a_unit(self, w):
        w.liaison.posts.update(letters_of=w.county)
        w.liaison.set_unusable_password()
        w.liaison.save()
        by = access(w.administrator)
        for person, who, has_factor in ((w.second, by, True), (w.second, None, False), (w.liaison, by, False)):
            links.make(access=who, at=clock.now(), person=person, has_second_factor=has_factor)
            assert not links.waiting_for_word(person=person, at=clock.now()).exists()
            with pytest.raises(Refused):
                links.give_word(access=access(w.security), at=clock.now(), person=person)
