"""Two people act at the same moment: each has read the same page, exactly one wins, one event is written, the other reads why."""

import uuid
from datetime import timedelta

import pytest
from django.db import models, transaction
from django.test import Client
from django.urls import reverse

from desk import sent_once
from followups.actions import answering, replying, verifying
from followups.actions.answering import AnswerDraft
from followups.actions.replying import ReplyDraft
from notices.actions import delivering
from notices.models import Notice, OwnReminder
from organs import clock
from organs.access import Access
from organs.actions import people
from organs.models import Absence, Person, SetupEvent
from organs.refusals import NotAllowed, Refused
from organs.roles import Role, Work
from suggestions.actions import absences, admitting, copying, drafting, files, issuing, ledger, review, serving
from suggestions.actions import series as number_series
from suggestions.actions.amending import deciding, proposing
from suggestions.actions.amending.proposing import Cause
from suggestions.actions.ledger import Actor
from suggestions.actions.serving import ServiceDraft
from suggestions.documents import content
from suggestions.models import (
    AccessLog,
    Approval,
    Blob,
    GivenNumber,
    Invitation,
    NumberSeries,
    Outbox,
    SeriesYear,
    Suggestion,
    VoidSerial,
)
from suggestions.rules import lifecycle
from suggestions.rules.kinds import QUALITIES
from tests import factories
from tests.races import Race, at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def w():
    return factories.world()


def again(subject: models.Model) -> models.Model:
    """Reads a thing as another person's request would."""
    return type(subject)._base_manager.get(pk=subject.pk)


def assert_one(suggestion: Suggestion, refusals: list[Refused], step: str) -> None:
    track, key = step.split(".")
    suggestion = again(suggestion)
    assert len(refusals) == 1
    assert str(refusals[0])
    assert suggestion.events.filter(track=track, step=key).count() == 1
    assert ledger.breaks(suggestion) == []


def second(w, role: str, **place) -> Person:
    return factories.person(f"second_{role}", "另一人", role, **(place or {"procuratorate": w.county}))


# Being away


def away(w, person: Person, deputy: Person, *, by: Person | None = None, **days) -> Absence:
    today = clock.today()
    return absences.record(
        access=factories.access(by or person, today),
        at=clock.now(),
        person=person,
        procuratorate=w.county,
        **{"first_on": today, "last_on": today + timedelta(days=6), "deputies": {Work.CASES: deputy}, **days},
    )


def test_a_person_and_the_head_record_the_same_days(w):
    other = second(w, Role.PROSECUTOR)
    (refused,) = at_once(
        w.handling,
        lambda: away(w, w.handling, w.second),
        lambda: away(w, w.handling, other, by=w.head),
    )
    assert refused.field == "first_on"
    assert Absence.objects.get().deputies.count() == 1


def test_two_name_each_other(w):
    """Nobody does the work of somebody while being away: the one who is second reads that the other is."""
    (refused,) = at_once(w.second, lambda: away(w, w.handling, w.second), lambda: away(w, w.second, w.handling))
    assert refused.field == Work.CASES
    assert Absence.objects.count() == 1


def test_one_comes_back_while_the_head_moves_the_last_day(w):
    absence, today = away(w, w.handling, w.second), clock.today()
    longer = {"last_on": today + timedelta(days=9), "was": absence.last_on}

    def back():
        absences.end(access=factories.access(w.handling, today), at=clock.now(), absence=again(absence))

    def moved():
        absences.move_last_day(access=factories.access(w.head, today), at=clock.now(), absence=again(absence), **longer)

    refusals = at_once(absence, back, moved)
    ended = again(absence)
    # Whoever was first: it is over. Where the days were moved first, both happened, one after the other.
    assert ended.ended_at is not None
    assert len(refusals) == int(ended.last_on != longer["last_on"])
    assert SetupEvent.objects.filter(verb="end absence").count() == 1


def test_two_end_one_absence(w):
    absence, today = away(w, w.handling, w.second), clock.today()

    def ended(who):
        absences.end(access=factories.access(who, today), at=clock.now(), absence=again(absence))

    (refused,) = at_once(absence, lambda: ended(w.handling), lambda: ended(w.head))
    assert not isinstance(refused, NotAllowed) and str(refused)
    assert SetupEvent.objects.filter(verb="end absence").count() == 1


# The draft and its gates


def test_two_save_one_draft(w):
    suggestion = factories.drafted(w)
    expected_revision = suggestion.letter.revision

    def save(who, title):
        drafting.save(
            access=factories.access(who),
            at=factories.at(),
            suggestion=again(suggestion),
            head=factories.head(w, title=title),
            body=factories.body(),
            expected_revision=expected_revision,
        )

    refusals = at_once(suggestion, lambda: save(w.handling, "标题甲"), lambda: save(w.assistant, "标题乙"))
    assert len(refusals) == 1
    assert suggestion.letter.revisions.count() == again(suggestion.letter).revision == expected_revision + 1


def test_a_draft_submitted_twice_is_submitted_once(w):
    suggestion = factories.drafted(w)

    def submit():
        drafting.submit(access=factories.access(w.handling), at=factories.at(), suggestion=again(suggestion))

    assert_one(suggestion, at_once(suggestion, submit, submit), "document.submit")


def sign(suggestion: Suggestion, who: Person, **facts) -> None:
    row = again(suggestion)
    review.sign(
        access=factories.access(who), at=factories.at(), suggestion=row, digest=content.digest(row.letter), **facts
    )


def test_two_reviewers_sign_at_one_gate(w):
    suggestion = factories.submitted(w)
    other = second(w, Role.DEPARTMENT_HEAD, procuratorate=w.county, department=w.department)
    ticked = {"verdicts": dict.fromkeys(QUALITIES, True)}
    refusals = at_once(
        suggestion, lambda: sign(suggestion, w.head, **ticked), lambda: sign(suggestion, other, **ticked)
    )
    assert_one(suggestion, refusals, "document.pass")
    assert Approval.objects.count() == 1


def test_chief_and_deputy_approve_one_letter(w):
    suggestion = factories.submitted(w, "other")
    sign(suggestion, w.head, verdicts=dict.fromkeys(QUALITIES, True))
    refusals = at_once(suggestion, lambda: sign(suggestion, w.chief), lambda: sign(suggestion, w.deputy))
    assert_one(suggestion, refusals, "document.approve")
    assert Approval.objects.filter(gate="decision").count() == 1


def test_of_approval_and_recall_one_wins(w):
    suggestion = factories.submitted(w, "other")
    sign(suggestion, w.head, verdicts=dict.fromkeys(QUALITIES, True))

    def recall():
        drafting.recall(access=factories.access(w.handling), at=factories.at(), suggestion=again(suggestion))

    refusals = at_once(suggestion, lambda: sign(suggestion, w.chief), recall)
    assert len(refusals) == 1
    assert suggestion.events.filter(step__in=["approve", "recall"]).count() == 1
    assert again(suggestion).document_state in {"approved", "draft"}
    assert ledger.breaks(again(suggestion)) == []


# Issue and numbers


def issue(w, suggestion: Suggestion, who: Person | None = None, number: str = "") -> None:
    issuing.issue(
        access=factories.access(who or w.registrar),
        at=factories.at(),
        suggestion=again(suggestion),
        national_number=number,
    )


def test_two_issue_one_letter(w):
    suggestion = factories.approved(w)
    other = second(w, Role.REGISTRAR)
    refusals = at_once(suggestion, lambda: issue(w, suggestion), lambda: issue(w, suggestion, other))
    assert_one(suggestion, refusals, "document.issue")
    assert list(GivenNumber.objects.values_list("printed", flat=True)) == ["丙县检建〔2026〕1号"]
    assert (SeriesYear.objects.get().last, suggestion.documents.count(), suggestion.clocks.running().count()) == (
        1,
        1,
        1,
    )


def numbers(*suggestions: Suggestion) -> list[str]:
    return sorted(again(again(suggestion).letter).document_number for suggestion in suggestions)


def test_two_letters_issued_at_the_same_moment_get_numbers_one_after_the_other(w):
    letters = [factories.approved(w) for _each in range(3)]
    issue(w, letters[0])
    assert at_once(SeriesYear.objects.get(), *(lambda row=row: issue(w, row) for row in letters[1:])) == []
    assert numbers(*letters) == ["丙县检建〔2026〕1号", "丙县检建〔2026〕2号", "丙县检建〔2026〕3号"]
    assert SeriesYear.objects.get().last == 3
    for suggestion in letters:
        assert ledger.breaks(again(suggestion)) == []


@pytest.mark.parametrize(("fails", "serial"), [(True, 1), (False, 2)])
def test_the_first_two_numbers_of_a_year_leave_no_gap_whether_the_first_issue_holds_or_fails(w, fails, serial):
    first, other = factories.opened(w), factories.approved(w)
    race = Race(lambda: issue(w, other))
    with transaction.atomic():
        number_series.give(suggestion=first, on=factories.DAY, at=factories.at())
        race.start()
        assert race.threads[0].is_alive(), "the second issue did not wait for the first"
        transaction.set_rollback(fails)
    race.finish()
    assert race.errors == []
    assert numbers(other) == [f"丙县检建〔2026〕{serial}号"]
    assert list(GivenNumber.objects.order_by("serial").values_list("serial", flat=True)) == list(range(1, serial + 1))
    assert SeriesYear.objects.get().last == serial


def test_one_number_of_the_national_system_goes_to_one_letter(w):
    number_series.define(
        access=None,
        at=factories.at(),
        procuratorate=w.county,
        kind="social_governance",
        mode="national",
        pattern="丙县检建〔{year}〕{serial}号",
        origin="live",
    )
    first, other = factories.opened(w), factories.approved(w)
    race = Race(lambda: issue(w, other, number="丙县检建〔2026〕9号"))
    with transaction.atomic():
        number_series.give(suggestion=first, on=factories.DAY, at=factories.at(), national_number="丙县检建〔2026〕9号")
        race.start()
    race.finish()
    assert [type(error) for error in race.errors] == [Refused]
    assert again(other).document_state == "approved"
    assert GivenNumber.objects.get().suggestion_id == first.pk


def test_two_offices_set_one_prefix_and_one_of_them_reads_who_has_it(w):
    facts = {"access": None, "at": factories.at(), "mode": "own", "origin": "live"}
    pattern = "丙县检新建〔{year}〕{serial}号"
    race = Race(lambda: number_series.define(procuratorate=w.county, kind="other", pattern=pattern, **facts))
    with transaction.atomic():
        number_series.define(procuratorate=w.county, kind="social_governance", pattern=pattern, **facts)
        race.start()
        assert race.threads[0].is_alive(), "the second office did not wait for the first"
    race.finish()
    assert [type(error) for error in race.errors] == [Refused]
    assert w.county.name in str(race.errors[0])
    assert NumberSeries.objects.filter(prefix="丙县检新建").count() == 1


def test_a_serial_that_somebody_else_prints_a_moment_ago_is_void_and_the_next_one_is_given(w):
    first, other = factories.opened(w), factories.approved(w)
    elsewhere = NumberSeries.objects.get(procuratorate=w.county, kind="other")
    race = Race(lambda: issue(w, other))
    with transaction.atomic():
        GivenNumber.objects.create(
            series=elsewhere, year=2026, printed="丙县检建〔2026〕1号", suggestion=first, given_at=factories.at()
        )
        race.start()
        assert race.threads[0].is_alive(), "the issue did not wait for the other number"
    race.finish()
    assert race.errors == []
    assert numbers(other) == ["丙县检建〔2026〕2号"]
    assert list(VoidSerial.objects.values_list("serial", "printed")) == [(1, "丙县检建〔2026〕1号")]


# Service, copies, and what follows


def test_two_serve_one_letter(w):
    suggestion = factories.issued(w)

    def serve(who):
        serving.serve(
            access=factories.access(who),
            at=factories.at(),
            suggestion=again(suggestion),
            service=ServiceDraft(mode="direct", received_on=factories.DAY, signed_by="收发室", signed_as="mail"),
        )

    refusals = at_once(suggestion, lambda: serve(w.handling), lambda: serve(w.registrar))
    assert_one(suggestion, refusals, "document.serve")
    assert suggestion.services.count() == 1
    assert suggestion.clocks.filter(term="reply").count() == 1


@pytest.mark.slow
def test_two_plan_the_same_copy(w):
    suggestion = factories.issued(w)

    def plan(who):
        copying.plan(
            access=factories.access(who),
            at=factories.at(),
            suggestion=again(suggestion),
            unit=w.copied_unit,
            ground="departments",
        )

    assert_one(suggestion, at_once(suggestion, lambda: plan(w.chief), lambda: plan(w.deputy)), "copies.plan")
    assert suggestion.copies.count() == 1


@pytest.mark.slow
def test_two_of_the_unit_answer_one_measure_and_then_reply(w):
    suggestion = factories.served(w)
    measure = suggestion.measures.first()
    on = factories.later(2)

    def answer(who, attitude):
        answering.send(
            access=factories.access(who, on),
            at=factories.at(on),
            measure=again(measure),
            draft=AnswerDraft(attitude=attitude, text="已整改。"),
        )

    refusals = at_once(suggestion, lambda: answer(w.liaison, "refused"), lambda: answer(w.unit_head, "already_done"))
    assert_one(suggestion, refusals, "measure.answer")
    assert measure.answers.count() == 1
    factories.answered(w, suggestion)

    def reply(who):
        replying.reply(
            access=factories.access(who, on),
            at=factories.at(on),
            suggestion=again(suggestion),
            draft=ReplyDraft(signed_by="局长"),
        )

    refusals = at_once(suggestion, lambda: reply(w.liaison), lambda: reply(w.unit_head))
    assert_one(suggestion, refusals, "reply.receive")
    assert (suggestion.replies.count(), suggestion.clocks.filter(term="judge_reply").count()) == (1, 1)


@pytest.mark.slow
def test_two_verify_one_measure(w):
    suggestion = factories.served(w)
    factories.answered(w, suggestion, attitude="already_done")
    measure = suggestion.measures.first()
    on = factories.later(9)

    def verify(who):
        verifying.verify(
            access=factories.access(who, on),
            at=factories.at(on),
            measure=again(measure),
            method="on_paper",
            on=on,
            finding="属实。",
        )

    refusals = at_once(suggestion, lambda: verify(w.handling), lambda: verify(w.second))
    assert_one(suggestion, refusals, "measure.verify")
    assert measure.verifications.count() == 1


@pytest.mark.slow
def test_chief_and_deputy_decide_one_amendment(w):
    suggestion = factories.issued(w)
    amendment = proposing.propose_withdrawal(
        access=factories.access(w.handling), at=factories.at(), suggestion=suggestion, reasons="不当", cause=Cause()
    )

    def decide(who):
        deciding.decide(
            access=factories.access(who),
            at=factories.at(),
            amendment=again(amendment),
            digest=amendment.digest,
            reasons="同意",
        )

    refusals = at_once(suggestion, lambda: decide(w.chief), lambda: decide(w.deputy))
    assert_one(suggestion, refusals, "amendment.decide")
    assert_one(suggestion, refusals, "document.withdraw")


@pytest.mark.slow
def test_two_acknowledge_and_open_one_letter(w):
    suggestion = factories.served(w)

    def acknowledge(who):
        admitting.acknowledge(access=factories.access(who), at=factories.at(), suggestion=again(suggestion))

    def open_letter(who):
        admitting.opened(access=factories.access(who), at=factories.at(), suggestion=again(suggestion), what="letter")

    refusals = at_once(suggestion, lambda: acknowledge(w.liaison), lambda: acknowledge(w.unit_head))
    assert_one(suggestion, refusals, "document.acknowledge")
    assert at_once(suggestion, lambda: open_letter(w.liaison), lambda: open_letter(w.unit_head)) == []
    assert suggestion.events.filter(step="first_opening").count() == 1


# Accounts, files, notices


def redeem(token: str, username: str) -> None:
    admitting.redeem(
        token=token, at=factories.at(), username=username, name="联络员", password=factories.PASSWORD, role=Role.LIAISON
    )


def test_a_one_time_link_opens_one_account(w):
    suggestion = factories.issued(w)
    token = admitting.invite(access=factories.access(w.handling), at=factories.at(), suggestion=suggestion)
    refusals = at_once(
        Invitation.objects.get(), lambda: redeem(token, "first_come"), lambda: redeem(token, "second_come")
    )
    assert len(refusals) == 1
    admitted = Person.objects.get(username__endswith="_come")
    assert again(Invitation.objects.get()).used_by == admitted
    assert admitted.posts.get().unit == w.unit


def test_one_sign_in_name_goes_to_one_person(w):
    facts = {"access": None, "at": factories.at(), "name": "甲", "password": factories.PASSWORD, "origin": "live"}
    race = Race(lambda: people.admit(username="wanted", **facts))
    with transaction.atomic():
        people.admit(username="wanted", **facts)
        race.start()
    race.finish()
    assert [(type(error), error.field) for error in race.errors] == [(Refused, "username")]
    assert Person.objects.filter(username="wanted").count() == 1


def test_equal_bytes_stored_at_once_are_one_blob():
    def store() -> None:
        files.store(content=factories.PNG, media_type="image/png", at=factories.at())

    race = Race(store)
    with transaction.atomic():
        store()
        race.start()
    race.finish()
    assert race.errors == []
    assert files.place(Blob.objects.get().pk).read_bytes() == factories.PNG


def test_two_workers_deliver_each_notice_once(w):
    suggestion = factories.issued(w)
    waiting = Outbox.objects.filter(sent_at__isnull=True).count()
    delivered: list[int] = []

    def deliver() -> None:
        delivered.append(delivering.deliver(at=factories.at()))

    race = Race(deliver, deliver, deliver)
    race.start()
    race.finish()
    assert race.errors == []
    assert sum(delivered) == waiting > 0
    assert not Outbox.objects.filter(sent_at__isnull=True).exists()
    told = [*Notice.objects.filter(suggestion=suggestion).values_list("person_id", "event_id")]
    assert len(told) == len(set(told)) > 0


@pytest.mark.slow
def test_a_worker_passes_by_what_another_is_delivering(w):
    factories.issued(w)
    held = Outbox.objects.filter(sent_at__isnull=True).first()
    waiting = Outbox.objects.filter(sent_at__isnull=True).count()
    delivered: list[int] = []
    race = Race(lambda: delivered.append(delivering.deliver(at=factories.at())))
    with transaction.atomic():
        Outbox.objects.select_for_update().get(pk=held.pk)
        race.start()
        race.finish()
    assert delivered == [waiting - 1]
    assert again(held).sent_at is None


@pytest.mark.slow
def test_pictures_that_a_browser_asks_for_at_once_are_one_reading(w):
    suggestion = factories.served(w)
    printed = suggestion.documents.get(kind="letter")

    def see(width):
        client = Client()
        client.force_login(Person.objects.get(pk=w.liaison.pk))
        assert client.get(reverse("document-page", args=[printed.pk, 1]), {"width": width}).status_code == 200

    assert at_once(printed, lambda: see(900), lambda: see(450)) == []
    assert AccessLog.objects.filter(what=f"document:{printed.pk}").count() == 1
    assert again(suggestion).events.filter(step="first_opening").count() == 1


# The ledger itself


def test_a_step_outside_a_transaction_is_a_fault_of_the_program():
    with pytest.raises(RuntimeError):
        ledger.take(
            step=lifecycle.TABLE["document.return"],
            subject=Suggestion(pk=1),
            actor=Actor(access=Access(person_id=1, name="甲", origin="live", posts=())),
            at=factories.at(),
        )


# Forms


def test_one_form_that_is_sent_twice_at_the_same_moment_does_its_thing_once(w):
    suggestion = factories.drafted(w)
    sent, answers = {"on": (clock.today() + timedelta(days=9)).isoformat(), sent_once.FIELD: str(uuid.uuid4())}, []

    def send():
        client = Client()
        client.force_login(w.handling, backend="organs.sign_in.PersonBackend")
        answers.append(client.post(reverse("own-reminder-set", args=[suggestion.pk]), sent))

    assert at_once(suggestion, send, send) == []
    assert [answer.status_code for answer in answers] == [302, 302]
    assert OwnReminder.objects.filter(suggestion=suggestion).count() == 1
