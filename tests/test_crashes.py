"""A crash between any two steps of an action leaves all of it or none; only a file without a row may remain, and it is swept."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from followups.actions import answering, closing, judging, looking_back, replying
from followups.actions.answering import AnswerDraft
from followups.actions.closing import ClosingFindings
from followups.actions.judging import MeasureJudgement
from followups.actions.looking_back import FindingDraft
from followups.actions.replying import ReplyDraft
from notices.actions import delivering
from suggestions.actions import (
    admitting,
    clocks,
    documents,
    drafting,
    files,
    issuing,
    ledger,
    objecting,
    review,
    series,
    serving,
)
from suggestions.actions.amending import deciding, proposing
from suggestions.actions.amending.proposing import Cause
from suggestions.actions.serving import InvitedDraft, ProclamationDraft, ServiceDraft
from suggestions.documents import content
from suggestions.models import Blob, Outbox
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DAY, LATER, MUCH_LATER = factories.DAY, factories.later(9), factories.later(300)
WRITES = ("INSERT", "UPDATE", "DELETE")


class Crash(BaseException):
    """The process ended here; nothing that an error is caught by catches it."""


@pytest.fixture(scope="module")
def built(module_transaction):
    with pytest.MonkeyPatch.context() as patch:
        print_once(patch)
        w = factories.world()
        w.approved, w.issued = factories.approved(w), factories.issued(w, "public_interest")
        w.drafted, w.at_decision = factories.drafted(w), factories.submitted(w, "other")
        factories.sign(w, w.at_decision, w.head)
        w.served = factories.served(w)
        factories.answered(w, w.served, DAY)
        w.replied = factories.served(w)
        factories.replied(w, w.replied, DAY)
        w.judgement = judging.propose(
            access=factories.access(w.handling),
            at=factories.at(),
            suggestion=w.replied,
            verdict="adequate",
            judgements=[MeasureJudgement(measure=each, verdict="adopted") for each in w.replied.measures.all()],
            reasons="已采纳",
        )
        w.closed = factories.whole(w)
        w.closable = closable(w)
        w.to_modify, w.to_withdraw = amended(w)
        w.token = admitting.invite(access=factories.access(w.handling), at=factories.at(), suggestion=w.served)
    return w


@pytest.fixture
def w(built, db, monkeypatch):
    print_once(monkeypatch)
    return built


def print_once(patch: pytest.MonkeyPatch) -> None:
    """Prints equal sheets once: the same sheet gives the same bytes, and these tests print each many times."""
    printed: dict[str, object] = {}
    real = documents.print_sheet

    def print_sheet(sheet, *, dated=None):
        key = f"{sheet!r} {dated}"
        if key not in printed:
            printed[key] = real(sheet, dated=dated)
        return printed[key]

    patch.setattr(documents, "print_sheet", print_sheet)


def closable(w):
    suggestion = factories.served(w)
    factories.filed(w, suggestion)
    factories.replied(w, suggestion)
    factories.judged(w, suggestion)
    factories.verified(w, suggestion)
    closing.propose(
        access=factories.access(w.handling, factories.later(30)),
        at=factories.at(factories.later(30)),
        suggestion=suggestion,
        findings=ClosingFindings(
            rectified="是",
            industry_governance="是",
            long_term_mechanism="是",
            risk="low",
            risk_reason="有长效机制",
            look_back_reason="与年度检查一并进行",
        ),
        look_back_on=MUCH_LATER,
    )
    return suggestion


def amended(w):
    """Returns a modification and a withdrawal, proposed to two letters."""
    facts = {"access": factories.access(w.handling), "at": factories.at(), "reasons": "表述不准", "cause": Cause()}
    first, other = factories.served(w), factories.served(w)
    [kept, _dropped] = first.letter.measure_texts.all()
    body = factories.body(
        measures=(
            drafting.MeasureDraft(
                text="改写后的措施", criterion=kept.criterion, legal_basis=kept.legal_basis, id=kept.measure_id
            ),
            drafting.MeasureDraft(text="新措施", criterion="完成", legal_basis="《奶业条例》"),
        )
    )
    return (
        proposing.propose_modification(suggestion=first, body=body, **facts),
        proposing.propose_withdrawal(suggestion=other, **facts),
    )


def again(subject):
    return type(subject)._base_manager.get(pk=subject.pk)


def by(person, on: date = DAY) -> dict[str, object]:
    return {"access": factories.access(person, on), "at": factories.at(on, 16)}


def look_back(w) -> None:
    row = again(w.closed)
    looking_back.record(
        **by(w.second, MUCH_LATER),
        suggestion=row,
        on=MUCH_LATER,
        basis="回访",
        findings=[FindingDraft(measure=each, found="rebounded", text="反弹") for each in row.measures.all()],
        evidence=(factories.picture(),),
    )


def proclaim(w) -> None:
    serving.serve(
        **by(w.handling),
        suggestion=again(w.issued),
        service=ServiceDraft(mode="proclamation", received_on=DAY, place="丙县", papers=(factories.picture(),)),
        proclamation=ProclamationDraft(
            reader="承办检察官甲",
            unit_head="张局长",
            unit_head_title="局长",
            invited=(InvitedDraft(name="李某", capacity="peoples_supervisor"),),
        ),
    )


def decide(w, amendment) -> None:
    deciding.decide(**by(w.chief), amendment=again(amendment), digest=amendment.digest, reasons="同意")


ACTIONS: dict[str, Callable[[SimpleNamespace], object]] = {
    "submit": lambda w: drafting.submit(**by(w.handling), suggestion=again(w.drafted)),
    "edit": lambda w: drafting.save(
        **by(w.handling), suggestion=again(w.drafted), head=factories.head(w, title="新"), body=factories.body()
    ),
    "approve": lambda w: review.sign(
        **by(w.chief), suggestion=again(w.at_decision), digest=content.digest(again(w.at_decision).letter)
    ),
    "issue": lambda w: issuing.issue(**by(w.registrar), suggestion=again(w.approved)),
    "proclaim": proclaim,
    "correct receipt": lambda w: serving.correct_receipt(
        **by(w.head, LATER), suggestion=again(w.served), on=factories.later(2), reason="有误"
    ),
    "redeem": lambda w: admitting.redeem(
        token=w.token, at=factories.at(), username="new", name="联络员", password=factories.PASSWORD
    ),
    "object": lambda w: objecting.object_to(
        **by(w.liaison), suggestion=again(w.served), grounds="不符", evidence=(factories.picture(),)
    ),
    "reply": lambda w: replying.reply(
        **by(w.liaison, LATER), suggestion=again(w.served), draft=ReplyDraft(signed_by="局长")
    ),
    "revise": lambda w: answering.revise(
        **by(w.liaison),
        measure=again(w.served.measures.first()),
        draft=AnswerDraft(attitude="refused", text="无职权"),
        reason="更正",
    ),
    "judge": lambda w: judging.countersign(**by(w.head), assessment=again(w.judgement)),
    "claim": lambda w: answering.claim(
        **by(w.liaison),
        measure=again(w.served.measures.first()),
        on=DAY,
        text="已完成。",
        evidence=(factories.picture(),),
    ),
    "close": lambda w: closing.close(**by(w.head, factories.later(30)), suggestion=again(w.closable)),
    "look back and reopen": look_back,
    "modify": lambda w: decide(w, w.to_modify),
    "withdraw": lambda w: decide(w, w.to_withdraw),
}


def state() -> dict[str, str]:
    """Returns what every table holds, as one digest a table."""
    tables = sorted(
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in settings.OWN_APPS
    )
    asked = " UNION ALL ".join(
        f"SELECT '{table}', md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {table} t"
        for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return dict(cursor.fetchall())


@contextmanager
def undone() -> Iterator[None]:
    """Undoes what is done inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Writes:
    """Counts the statements that write, and crashes in place of one of them."""

    def __init__(self, crash_at: int = 0) -> None:
        self.count, self.crash_at = 0, crash_at

    def __call__(self, execute, sql, params, many, context):
        if sql.lstrip().startswith(WRITES):
            self.count += 1
            if self.count == self.crash_at:
                raise Crash
        return execute(sql, params, many, context)


@pytest.mark.slow
@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_a_crash_before_any_write_leaves_nothing_of_the_action(w, action):
    before = state()
    writes = Writes()
    with undone(), connection.execute_wrapper(writes):
        ACTIONS[action](w)
        assert state() != before
    assert state() == before
    assert writes.count > 3
    for number in range(2, writes.count + 1):
        with pytest.raises(Crash), connection.execute_wrapper(Writes(number)):
            ACTIONS[action](w)
        assert state() == before, f"write {number} of {writes.count}"
    ACTIONS[action](w)
    assert state() != before


def crash_before(*args, **kwargs):
    raise Crash


def crash_after(real):
    def crash(*args, **kwargs):
        real(*args, **kwargs)
        raise Crash

    return crash


STEPS = {
    "a document kept": (documents, "keep", {"issue", "proclaim", "reply", "close", "look back and reopen", "modify"}),
    "a file stored": (files, "store", {"issue", "proclaim", "reply", "claim", "look back and reopen", "object"}),
    "clocks started": (clocks, "happened", {"approve", "issue", "proclaim", "reply", "object"}),
    "clocks stopped": (clocks, "stop", {"submit", "judge", "claim", "look back and reopen"}),
    "a step taken": (ledger, "take", set(ACTIONS) - {"edit", "redeem"}),
    "an event appended": (ledger, "append", {"approve", "issue", "proclaim", "reply", "close", "withdraw"}),
    "notices left": (Outbox.objects, "bulk_create", {"issue", "reply", "close", "modify"}),
    "a number given": (series, "give", {"issue"}),
    "the letter printed": (issuing, "print_letter", {"issue", "modify"}),
    "the filing opened": (issuing, "open_filing", {"issue"}),
}


@pytest.mark.parametrize("step", sorted(STEPS))
def test_a_crash_before_or_after_a_step_leaves_nothing_of_the_action(w, monkeypatch, step):
    place, name, through = STEPS[step]
    real = getattr(place, name)
    before = state()
    for action in sorted(through):
        for crash in (crash_before, crash_after(real)):
            with monkeypatch.context() as patch, pytest.raises(Crash):
                patch.setattr(place, name, crash)
                ACTIONS[action](w)
            assert state() == before, action


def test_a_number_is_not_consumed_by_an_issue_that_crashed(w, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(clocks, "happened", crash_before)
        for _time in range(3):
            with pytest.raises(Crash):
                ACTIONS["issue"](w)
    ACTIONS["issue"](w)
    # four letters of this kind were issued before
    earlier = w.approved.issued_by.number_series.get(kind=w.approved.kind).numbers.exclude(suggestion=w.approved)
    assert again(w.approved).numbers.get().serial == earlier.count() + 1


def kept() -> dict[str, Path]:
    return {path.name: path for path in Path(settings.FILES).rglob("*") if path.is_file()}


def test_the_file_of_an_action_that_crashed_is_swept_and_no_other(w, monkeypatch):
    ACTIONS["claim"](w)
    before = kept()
    assert Blob.objects.filter(pk__in=before).count() == len(before) == 1
    with monkeypatch.context() as patch:
        patch.setattr(clocks, "happened", crash_before)
        with pytest.raises(Crash):
            ACTIONS["issue"](w)
    orphans = kept().keys() - before.keys()
    assert len(orphans) == 1
    assert not Blob.objects.filter(pk__in=orphans).exists()
    tomorrow = datetime.now(tz=factories.SHANGHAI) + timedelta(days=1)
    assert files.sweep(older_than=tomorrow) == 1
    assert kept() == before
    ACTIONS["issue"](w)
    assert kept().keys() >= {again(again(w.approved).letter).pdf_id}


def test_a_worker_that_crashes_while_delivering_delivers_all_the_next_time(w):
    waiting = Outbox.objects.filter(sent_at__isnull=True).count()
    before = state()
    assert waiting > 20
    writes = Writes()
    with undone(), connection.execute_wrapper(writes):
        delivering.deliver(at=factories.at())
    for number in (1, 2, writes.count // 2, writes.count):
        with pytest.raises(Crash), connection.execute_wrapper(Writes(number)):
            delivering.deliver(at=factories.at())
        assert state() == before
    assert delivering.deliver(at=factories.at()) == waiting
