"""Letting a unit in: a slip opens the letters of the procuratorate that gave it, once, until a head is confirmed by two."""

import io
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction

from notices.queries import addressees
from organs import clock, people
from organs.models import Person, Post, Proposal
from organs.refusals import NotAllowed, Refused
from organs.roles import Role
from sample import evidence
from suggestions.actions import admitting, unit_heads
from suggestions.actions.files import Upload
from suggestions.models import Invitation, Suggestion
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NEW = "a-new-password-7"


@pytest.fixture(scope="module")
def world_of_module(module_transaction) -> SimpleNamespace:
    """Two letters to one unit: the county's, and one that stands as issued by its neighbour."""
    w = factories.world()
    w.own, w.foreign = factories.served(w), factories.served(w)
    Suggestion.objects.filter(pk=w.foreign.pk).update(issued_by=w.sibling)
    w.local = factories.person("local", "管理员乙", Role.ADMINISTRATOR, procuratorate=w.county)
    w.elsewhere = factories.person("elsewhere", "管理员丙", Role.ADMINISTRATOR, procuratorate=w.sibling)
    return w


def access(person: Person):
    return people.access_of(person=Person.objects.get(pk=person.pk), on=clock.today())


def invite(w) -> str:
    return admitting.invite(access=factories.access(w.handling), at=clock.now(), suggestion=w.own)


def let_in(w, *, role: str = Role.LIAISON, username: str = "new") -> Person:
    return admitting.redeem(
        token=invite(w), at=clock.now(), username=username, name="新联络员", password=NEW, role=role
    )


def read_by(person: Person) -> set[int]:
    return set(Suggestion.objects.visible_to(access(person)).values_list("pk", flat=True))


def test_whom_a_slip_lets_in_reads_the_letters_of_that_procuratorate_alone(w):
    person = let_in(w)
    assert read_by(person) == {w.own.pk}
    assert read_by(w.unit_head) == {w.own.pk, w.foreign.pk}


def test_notices_of_another_procuratorates_letter_do_not_reach_it(w):
    person = let_in(w)
    of = {
        name: addressees.of(relation="unit", suggestion=getattr(w, name), on=clock.today())
        for name in ("own", "foreign")
    }
    assert (person.pk in of["own"], person.pk in of["foreign"]) == (True, False)
    assert w.unit_head.pk in of["foreign"]


def test_a_newer_slip_closes_the_former(w):
    former, newer = invite(w), invite(w)
    assert admitting.find_invitation(token=former, at=clock.now()) is None
    assert admitting.find_invitation(token=newer, at=clock.now()) is not None
    with pytest.raises(Refused):
        admitting.redeem(token=former, at=clock.now(), username="late", name="某", password=NEW)


def test_the_database_keeps_a_letter_from_having_two_open_links(w):
    invite(w)
    row = Invitation.objects.get(suggestion=w.own, used_at__isnull=True, revoked_at__isnull=True)
    with pytest.raises(IntegrityError, match="a_letter_never_has_two_open_links"), transaction.atomic():
        row.pk, row.token_digest = None, "0" * 64
        row.save(force_insert=True)


class TestJoining:
    def test_an_account_may_act_for_a_second_unit_too(self, w):
        admitting.join(access=access(w.other_liaison), token=invite(w), at=clock.now(), role=Role.LIAISON)
        assert access(w.other_liaison).unit_ids == {w.unit.pk, w.other_unit.pk}
        assert w.own.pk in read_by(w.other_liaison) and w.foreign.pk not in read_by(w.other_liaison)

    def test_nobody_of_a_procuratorate_joins(self, w):
        token = invite(w)
        with pytest.raises(Refused):
            admitting.join(access=access(w.handling), token=token, at=clock.now())
        assert admitting.find_invitation(token=token, at=clock.now()) is not None

    def test_who_reads_these_letters_already_leaves_the_link_unused(self, w):
        token = invite(w)
        with pytest.raises(Refused):
            admitting.join(access=access(w.unit_head), token=token, at=clock.now())
        assert admitting.find_invitation(token=token, at=clock.now()) is not None


class TestConfirmingTheHead:
    @pytest.fixture
    def head(self, w) -> Person:
        return let_in(w, role=Role.UNIT_HEAD, username="new-head")

    def propose(self, w, head: Person, by: Person | None = None, **facts) -> Proposal:
        given = {"paper": factories.picture("任命书.png")} | facts
        return unit_heads.propose(access=access(by or w.local), at=clock.now(), post=head.posts.get(), **given)

    def confirm(self, by: Person, proposal: Proposal) -> None:
        unit_heads.confirm(access=access(by), at=clock.now(), proposal=proposal)

    def test_a_paper_and_a_second_administrator_open_all_letters(self, w, head):
        proposal = self.propose(w, head)
        assert read_by(head) == {w.own.pk}
        self.confirm(w.administrator, proposal)
        assert read_by(head) == {w.own.pk, w.foreign.pk}
        assert proposal.head_paper.name == "任命书.png"

    @pytest.mark.parametrize("by", ["local", "elsewhere", "handling", "unit_head", "auditor"])
    def test_no_other_confirms_it(self, w, head, by):
        proposal = self.propose(w, head)
        with pytest.raises(NotAllowed):
            self.confirm(getattr(w, by), proposal)
        assert read_by(head) == {w.own.pk}

    @pytest.mark.parametrize("by", ["elsewhere", "handling", "unit_head", "security"])
    def test_only_an_administrator_of_the_office_that_let_the_head_in_proposes(self, w, head, by):
        with pytest.raises(NotAllowed):
            self.propose(w, head, getattr(w, by))

    def test_without_a_paper_nothing_is_proposed(self, w, head):
        with pytest.raises(Refused) as refused:
            self.propose(w, head, paper=None)
        assert refused.value.field == "paper"

    def test_a_liaison_is_not_confirmed_as_head(self, w):
        with pytest.raises(Refused) as refused:
            self.propose(w, let_in(w))
        assert refused.value.field == "post"

    def test_it_waits_once(self, w, head):
        self.propose(w, head)
        with pytest.raises(Refused):
            self.propose(w, head)

    def test_the_heads_before_go_where_the_paper_says_so(self, w, head):
        self.confirm(w.administrator, self.propose(w, head, replaces_former=True))
        former = Post.objects.get(person=w.unit_head)
        assert former.to_on == clock.today()
        assert Post.objects.get(person=w.liaison).to_on is None

    def test_they_stay_where_it_does_not(self, w, head):
        self.confirm(w.administrator, self.propose(w, head))
        assert Post.objects.get(person=w.unit_head).to_on is None

    def test_a_paper_that_is_no_paper_is_refused(self, w, head):
        script = (
            evidence.scan("任命书")
            .stream.read()
            .replace(b"/Type /Catalog", b"/Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert) >>")
        )
        with pytest.raises(Refused) as refused:
            self.propose(w, head, paper=Upload("任命书.pdf", io.BytesIO(script)))
        assert refused.value.field == "paper"
        assert not Proposal.objects.exists()
