"""The people of a unit: its confirmed head keeps the list, whoever a procuratorate let in does not, and everybody is told."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from organs import clock, people, permissions
from organs.actions import posts, sign_in_links, unit_people, units
from organs.models import Person, Post, SetupOutbox
from organs.refusals import NotAllowed, Refused
from organs.roles import Role
from tests import factories

pytestmark = pytest.mark.django_db
TODAY, NOW = clock.today, clock.now


def access(person: Person):
    return people.access_of(person=Person.objects.get(pk=person.pk), on=TODAY())


@pytest.fixture
def w(w: SimpleNamespace) -> SimpleNamespace:
    """The unit's head is confirmed; a second head and a liaison were let in by the county for its letters."""
    w.let_in = factories.person("let_in", "联络员戊", Role.LIAISON, unit=w.unit)
    w.second_head = factories.person("second_head", "单位负责人乙", Role.UNIT_HEAD, unit=w.unit)
    Post.objects.filter(person__in=[w.let_in, w.second_head]).update(letters_of=w.county)
    return w


def admit(by: Person, w, **facts) -> tuple[Person, str]:
    given = {"username": "colleague", "name": "联络员己"} | facts
    return unit_people.admit(access=access(by), at=NOW(), unit=w.unit, **given)


class TestTheConfirmedHead:
    def test_lets_a_colleague_in_for_all_letters(self, w):
        person, secret = admit(w.unit_head, w)
        post = person.posts.get()
        assert (post.unit, post.letters_of, post.role) == (w.unit, None, Role.LIAISON)
        assert not person.has_usable_password()
        assert sign_in_links.find(secret=secret, at=NOW()).person == person

    def test_gives_all_letters_to_whom_an_office_let_in(self, w):
        unit_people.give_all_letters(access=access(w.unit_head), at=NOW(), post=w.let_in.posts.get())
        assert access(w.let_in).whole_unit_ids == {w.unit.pk}
        with pytest.raises(Refused):
            unit_people.give_all_letters(access=access(w.unit_head), at=NOW(), post=w.let_in.posts.get())

    def test_all_letters_close_the_link_of_whoever_had_those_of_one_office(self, w):
        w.liaison.posts.update(letters_of=w.county)
        secret = sign_in_links.make(access=access(w.administrator), at=clock.now(), person=w.liaison)
        unit_people.give_all_letters(access=access(w.unit_head), at=clock.now(), post=w.liaison.posts.get())
        assert sign_in_links.find(secret=secret, at=clock.now()) is None

    def test_nobody_is_given_all_letters_before_the_own_password(self, w):
        w.liaison.posts.update(letters_of=w.county)
        w.liaison.set_unusable_password()
        w.liaison.save()
        with pytest.raises(Refused):
            unit_people.give_all_letters(access=access(w.unit_head), at=clock.now(), post=w.liaison.posts.get())

    def test_ends_posts_but_not_the_own_while_alone(self, w):
        unit_people.end_post(access=access(w.unit_head), at=NOW(), post=w.let_in.posts.get(), on=TODAY())
        assert w.let_in.posts.get().to_on == TODAY()
        own = w.unit_head.posts.get()
        with pytest.raises(Refused):
            unit_people.end_post(access=access(w.unit_head), at=NOW(), post=own, on=TODAY())
        unit_people.give_all_letters(access=access(w.unit_head), at=NOW(), post=w.second_head.posts.get())
        unit_people.end_post(access=access(w.unit_head), at=NOW(), post=own, on=TODAY())

    def test_makes_a_link_for_a_colleague_of_this_unit_alone(self, w):
        post = w.let_in.posts.get()
        assert unit_people.make_link(access=access(w.unit_head), at=NOW(), post=post)
        posts.appoint(at=NOW(), person=w.let_in, role=Role.LIAISON, unit=w.other_unit, from_on=TODAY())
        with pytest.raises(Refused):
            unit_people.make_link(access=access(w.unit_head), at=NOW(), post=post)


@pytest.mark.parametrize("by", ["liaison", "let_in", "second_head", "other_liaison", "administrator", "handling"])
def test_nobody_else_keeps_the_list(w, by):
    who = access(getattr(w, by))
    post = w.let_in.posts.get()
    for act in (
        lambda: unit_people.admit(access=who, at=NOW(), unit=w.unit, username="x", name="某"),
        lambda: unit_people.give_all_letters(access=who, at=NOW(), post=post),
        lambda: unit_people.end_post(access=who, at=NOW(), post=post, on=TODAY()),
        lambda: unit_people.make_link(access=who, at=NOW(), post=post),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert w.let_in.posts.get().letters_of == w.county


def test_each_change_is_told_to_the_unit(w):
    SetupOutbox.objects.all().delete()
    admit(w.unit_head, w)
    unit_people.give_all_letters(access=access(w.unit_head), at=NOW(), post=w.let_in.posts.get())
    unit_people.end_post(access=access(w.unit_head), at=NOW(), post=w.let_in.posts.get(), on=TODAY())
    units.name_mailbox(access=access(w.unit_head), at=NOW(), unit=w.unit, mailbox="a@unit.example")
    verbs = [row.event.verb for row in SetupOutbox.objects.filter(unit=w.unit).order_by("id")]
    assert verbs == ["appoint", "give all letters", "end post", "change"]


class TestFactsOfAUnit:
    def change(self, by: Person, w, **facts) -> None:
        units.change(access=access(by), at=NOW(), on=TODAY(), unit=w.unit, **facts)

    def test_an_office_that_has_nothing_to_do_with_it_changes_nothing(self, w):
        units.note_office(at=NOW(), unit=w.unit, procuratorate_id=w.county.pk)
        elsewhere = factories.person("elsewhere", "管理员丙", Role.ADMINISTRATOR, procuratorate=w.sibling)
        own = factories.person("own", "管理员丁", Role.ADMINISTRATOR, procuratorate=w.county)
        for by in (elsewhere, w.handling, w.liaison, w.security):
            with pytest.raises(NotAllowed):
                self.change(by, w, mailbox="stolen@example.org")
        self.change(own, w, address="丙县新路2号")
        self.change(w.administrator, w, address="丙县新路3号")

    def test_who_registers_it_has_to_do_with_it(self, w):
        new = units.register(access=access(w.outsider), at=NOW(), name="丁县学校", kind="school", origin="live")
        assert [row.procuratorate for row in new.offices.all()] == [w.sibling]

    def test_a_letter_makes_an_office_one_that_has_to_do_with_it(self, w):
        factories.issued(w)
        assert [row.procuratorate for row in w.unit.offices.all()] == [w.county]

    def test_the_mailbox_is_named_by_whoever_reads_all_letters(self, w):
        for by in (w.liaison, w.unit_head):
            units.name_mailbox(access=access(by), at=NOW(), unit=w.unit, mailbox="a@unit.example")
        units.note_office(at=NOW(), unit=w.unit, procuratorate_id=w.county.pk)
        assert permissions.speaks_for_unit(access=access(w.let_in), unit=w.unit)
        units.note_office(at=NOW(), unit=w.unit, procuratorate_id=w.sibling.pk)
        with pytest.raises(NotAllowed):
            units.name_mailbox(access=access(w.let_in), at=NOW(), unit=w.unit, mailbox="b@unit.example")


def test_a_post_that_ended_opens_nothing(w):
    Post.objects.filter(person=w.let_in).update(to_on=TODAY() - timedelta(days=1))
    with pytest.raises(Refused):
        unit_people.give_all_letters(access=access(w.unit_head), at=NOW(), post=w.let_in.posts.get())
