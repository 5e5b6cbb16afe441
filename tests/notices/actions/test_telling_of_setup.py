"""What was changed about who may act for a unit is told to its people and to the offices with open letters, once."""

import pytest
from django.urls import reverse

from desk.case import inbox
from notices.actions import delivering
from notices.models import Notice
from organs import clock
from organs.actions import people, posts, proposals, sign_in_links, unit_people, units
from organs.models import SetupOutbox
from organs.people import access_of
from organs.roles import Role
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def told() -> set[str]:
    return set(Notice.objects.filter(about__startswith="setup:").values_list("person__username", flat=True))


@pytest.fixture
def w(w):
    w.suggestion = factories.served(w)
    w.local = factories.person("local", "管理员乙", Role.ADMINISTRATOR, procuratorate=w.county)
    return w


def test_an_admission_reaches_the_unit_and_the_office_with_an_open_letter(w):
    head = access_of(person=w.unit_head, on=clock.today())
    unit_people.admit(access=head, at=clock.now(), unit=w.unit, username="new", name="新联络员")
    delivering.deliver_setup(at=clock.now())
    assert told() == {"liaison", "new", "handling", "local"}


def test_who_did_it_and_other_units_and_offices_read_nothing(w):
    units.change(access=None, at=clock.now(), on=clock.today(), unit=w.other_unit, mailbox="a@unit.example")
    delivering.deliver_setup(at=clock.now())
    assert told() == {"other_liaison"}


def test_it_is_told_once(w):
    units.change(access=None, at=clock.now(), on=clock.today(), unit=w.unit, mailbox="a@unit.example")
    assert delivering.deliver_setup(at=clock.now()) == 1
    assert delivering.deliver_setup(at=clock.now()) == 0
    assert Notice.objects.filter(person=w.liaison, about__startswith="setup:").count() == 1


def test_a_link_is_told_to_the_person_alone(w):
    administrator = access_of(person=w.administrator, on=clock.today())
    sign_in_links.make(access=administrator, at=clock.now(), person=w.second)
    delivering.deliver_setup(at=clock.now())
    assert told() == {"second"}


def test_every_notice_has_words_in_either_inbox(w):
    """Every act that leaves a row in the outbox has its sentence."""
    head, administrator = (access_of(person=each, on=clock.today()) for each in (w.unit_head, w.administrator))
    person, _secret = unit_people.admit(access=head, at=clock.now(), unit=w.unit, username="new", name="新联络员")
    person.set_password(factories.PASSWORD)
    person.save()
    post = person.posts.get()
    post.letters_of = w.county
    post.save()
    unit_people.give_all_letters(access=head, at=clock.now(), post=post)
    units.name_mailbox(access=head, at=clock.now(), unit=w.unit, mailbox="a@unit.example")
    unit_people.end_post(access=head, at=clock.now(), post=post, on=clock.today())
    units.succeed(access=None, at=clock.now(), on=clock.today(), unit=w.unit, successor=w.other_unit)
    sign_in_links.make(access=administrator, at=clock.now(), person=w.second)
    people.rename(access=administrator, at=clock.now(), person=w.second, name="检察官乙乙", email="")
    proposal = posts.propose(
        access=administrator, at=clock.now(), person=w.second, role=Role.CHIEF, from_on=clock.today(),
        procuratorate=w.county,
    )  # fmt: skip
    posts.confirm(access=access_of(person=w.security, on=clock.today()), at=clock.now(), proposal=proposal)
    waiting = SetupOutbox.objects.filter(sent_at__isnull=True).count()
    assert delivering.deliver_setup(at=clock.now()) == waiting == 11
    for reader, is_unit in ((w.liaison, True), (w.handling, False), (w.second, False)):
        access = access_of(person=reader, on=clock.today())
        entries = [inbox.entry_of(each, today=clock.today(), is_unit=is_unit) for each in inbox.unread(access)]
        said = [entry for entry in entries if entry.href and not entry.text]
        assert said and all(entry.title for entry in said)


class TestProposals:
    """A proposal is told to who may decide it, and the decision to who proposed it."""

    def proposed(self, w):
        return posts.propose(
            access=access_of(person=w.administrator, on=clock.today()), at=clock.now(), person=w.second,
            role=Role.CHIEF, from_on=clock.today(), procuratorate=w.county,
        )  # fmt: skip

    def entry(self, person):
        (notice,) = inbox.unread(access_of(person=person, on=clock.today())).filter(about__startswith="setup:")
        return inbox.entry_of(notice, today=clock.today(), is_unit=False)

    def test_it_reaches_those_next_to_its_place_and_leads_to_its_page(self, w):
        proposal = self.proposed(w)
        delivering.deliver_setup(at=clock.now())
        assert told() == {"local"}
        entry = self.entry(w.local)
        assert entry.href == reverse("setup-proposal", args=[proposal.pk])
        assert entry.title == f"Waits for a second administrator: A post · {w.second.name} · {w.county.name}"

    def test_where_nobody_else_is_it_reaches_the_place_above(self, w):
        people.deactivate(access=None, at=clock.now(), on=clock.today(), person=w.local, reason="调离")
        self.proposed(w)
        delivering.deliver_setup(at=clock.now())
        assert told() == {"security"}

    def test_what_was_decided_meanwhile_waits_for_nobody(self, w):
        posts.confirm(access=access_of(person=w.security, on=clock.today()), at=clock.now(), proposal=self.proposed(w))
        delivering.deliver_setup(at=clock.now())
        assert told() == {"administrator", "second"}

    def test_the_author_reads_that_it_was_declined(self, w):
        proposal, decider = self.proposed(w), access_of(person=w.security, on=clock.today())
        proposals.refuse(access=decider, at=clock.now(), proposal=proposal, reason="名额已满")
        delivering.deliver_setup(at=clock.now())
        assert told() == {"administrator"}
        assert self.entry(w.administrator).title.startswith("Not confirmed: A post")

    def test_who_takes_it_back_is_not_told(self, w):
        proposal = self.proposed(w)
        author = access_of(person=w.administrator, on=clock.today())
        proposals.withdraw(access=author, at=clock.now(), proposal=proposal)
        delivering.deliver_setup(at=clock.now())
        assert told() == set()

    def test_once_it_is_decided_it_waits_in_no_inbox(self, w):
        proposal = self.proposed(w)
        delivering.deliver_setup(at=clock.now())
        assert self.entry(w.local)
        posts.confirm(access=access_of(person=w.security, on=clock.today()), at=clock.now(), proposal=proposal)
        delivering.deliver_setup(at=clock.now())
        assert not inbox.unread(access_of(person=w.local, on=clock.today())).filter(about__startswith="setup:").exists()
