"""A letter that has left is modified or withdrawn by its own decision; nothing asked, answered or promised goes astray."""

import io
from dataclasses import replace
from datetime import date, timedelta

import pypdf
import pytest
from django.urls import reverse
from django.utils import translation

from desk.case import waiting
from desk.comparison import versions
from desk.steps import registry
from followups.actions import closing, judging
from followups.actions.closing import ClosingFindings
from followups.conditions import closing_conditions
from organs.refusals import NotAllowed, Refused, Stale
from organs.roles import Side
from suggestions.actions import clocks, examining, files, filing, instructing, ledger, objecting, serving
from suggestions.actions.amending import deciding, proposing
from suggestions.actions.amending.proposing import Cause
from suggestions.actions.drafting import MeasureDraft
from suggestions.actions.review import ResolutionDraft
from suggestions.documents import composing, document_facts
from suggestions.models import LetterVersion, Suggestion
from suggestions.printing import wording
from suggestions.rules import letter_fields
from suggestions.rules.letter_fields import OnModification
from tests import factories
from tests.desk.steps.step_pages import client_of
from tests.factories import access, at, later, picture
from tests.suggestions.documents.letter_changes import other_value

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ON = later(10)
DUE = later(60)
OWN = Cause()


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def served(w):
    return factories.served(w)


def reworded(suggestion, *, keep_second=True, new=True):
    """Returns the body of a next version: the first measure reworded, the second kept or dropped, one new."""
    first, second = suggestion.measures.order_by("position")
    drafts = [
        MeasureDraft(id=first.pk, text="依法查处全部违规商户", criterion="无一家违规", legal_basis="《奶业条例》")
    ]
    if keep_second:
        text = second.text
        drafts.append(
            MeasureDraft(id=second.pk, text=text.text, criterion=text.criterion, legal_basis=text.legal_basis)
        )
    if new:
        drafts.append(MeasureDraft(text="建立抽检台账", criterion="台账齐全", legal_basis="《奶业条例》"))
    return replace(factories.body(), measures=tuple(drafts))


def propose(w, suggestion, *, who=None, body=None, cause=OWN, on=ON, reasons="引用条款有误"):
    return proposing.propose_modification(
        access=access(who or w.handling, on),
        at=at(on),
        suggestion=suggestion,
        reasons=reasons,
        body=body or reworded(suggestion),
        cause=cause,
    )


def propose_withdrawal(w, suggestion, *, who=None, cause=OWN, on=ON, reasons="事实不成立"):
    return proposing.propose_withdrawal(
        access=access(who or w.handling, on), at=at(on), suggestion=suggestion, reasons=reasons, cause=cause
    )


def decide(w, amendment, *, who=None, on=ON, **facts):
    facts = {"digest": amendment.digest, **facts}
    deciding.decide(access=access(who or w.chief, on), at=at(on, 11), amendment=amendment, **facts)


def text_of(document):
    pages = pypdf.PdfReader(io.BytesIO(files.place(document.blob_id).read_bytes())).pages
    return "".join(page.extract_text() for page in pages).replace("\n", "")


# What becomes of each field of the letter


@pytest.mark.parametrize("name", letter_fields.TYPED_COLUMNS)
def test_a_field_of_the_next_version_is_as_proposed_or_as_it_was(w, served, name):
    column = LetterVersion._meta.get_field(name)
    former, body = served.letter, reworded(served)
    other = other_value(column, body.columns()[name])
    urgent = {"is_urgent": True}  # only then a letter may set its own period for the reply (P19 Art. 19)
    amendment = propose(w, served, body=replace(body, values={**body.values, **urgent, name: other}))
    row = next(row for row in letter_fields.TYPED if name in row.columns_of_model)
    stays = row.on_modification == OnModification.COPIED
    assert getattr(amendment.letter, name) == (getattr(former, name) if stays else other)


# Who proposes, who decides, over which text


def test_the_handling_prosecutor_proposes_and_another_chief_decides(w, served):
    for who in (w.second, w.head, w.registrar, w.liaison):
        with pytest.raises(NotAllowed):
            propose_withdrawal(w, served, who=who)
    amendment = propose_withdrawal(w, served)
    for who in (w.handling, w.head, w.registrar, w.liaison):
        with pytest.raises(NotAllowed):
            decide(w, amendment, who=who)
    decide(w, amendment, who=w.deputy)
    served.refresh_from_db()
    assert served.document_state == "withdrawn"


def test_the_decision_is_over_the_digest_that_was_shown(w, served):
    amendment = propose(w, served)
    with pytest.raises(Stale):
        decide(w, amendment, digest="0" * 64)
    amendment.letter.contents = {**amendment.letter.contents, "facts": "另一事实"}
    amendment.letter.save()
    with pytest.raises(Stale):
        decide(w, amendment)
    served.refresh_from_db()
    assert served.letter.version == 1


def test_the_secretary_decides_by_the_committees_resolution_only(w, served):
    amendment = propose_withdrawal(w, served)
    with pytest.raises(Refused) as refused:
        decide(w, amendment, who=w.secretary)
    assert refused.value.field == "resolution_number"
    drafted = ResolutionDraft(decided_on=ON, number="检委会〔2026〕3号", result="同意撤回")
    with pytest.raises(NotAllowed):
        decide(w, amendment, resolution=drafted)
    decide(w, amendment, who=w.secretary, resolution=drafted)
    assert amendment.resolution.number == "检委会〔2026〕3号"


def test_a_retrial_letter_is_withdrawn_by_the_committee(w):
    suggestion = factories.served(w, "retrial_civil")
    amendment = propose_withdrawal(w, suggestion)
    with pytest.raises(Refused) as refused:
        decide(w, amendment)
    assert refused.value.field == "resolution_number"


def test_of_a_retrial_letter_turn_offer_and_refusal_name_the_committee(w):
    suggestion = factories.served(w, "retrial_civil")
    propose_withdrawal(w, suggestion)
    loaded = waiting.load(Suggestion.objects.filter(pk=suggestion.pk)).get()
    assert [wait.relation for wait in waiting.waits(loaded) if wait.what == "Decide the withdrawal"] == ["secretary"]

    def hindered(who):
        held = Suggestion.objects.with_relations_of(access(who, ON)).get(pk=suggestion.pk)
        found = registry.offers(access=access(who, ON), suggestion=held, side=Side.OFFICE)
        return [str(offer.hindrance) for offer in found if offer.step.name == "amendment.decide"]

    assert hindered(w.secretary) == [""]
    assert hindered(w.chief) == ["The procuratorial committee decides on this; its secretary records the resolution."]


def test_a_refused_amendment_leaves_letter_and_measures_as_they_are(w, served):
    before = served.letter.digest
    amendment = propose(w, served)
    assert served.measures.filter(state="proposed").count() == 1
    with pytest.raises(NotAllowed):
        deciding.refuse(access=access(w.handling, ON), at=at(ON), amendment=amendment, reasons="不必")
    with pytest.raises(Refused):
        deciding.refuse(access=access(w.chief, ON), at=at(ON), amendment=amendment, reasons=" ")
    deciding.refuse(access=access(w.chief, ON), at=at(ON), amendment=amendment, reasons="原文无误")
    served.refresh_from_db()
    assert (served.letter.digest, served.measures.count()) == (before, 2)
    with pytest.raises(Stale):
        decide(w, amendment)
    decide(w, propose(w, served), new_due_on=DUE)
    served.refresh_from_db()
    assert served.letter.version == 3


def test_only_one_amendment_waits_and_none_of_a_draft_or_a_closed_case(w):
    with pytest.raises(Refused):
        propose_withdrawal(w, factories.approved(w))
    suggestion = factories.whole(w)
    with pytest.raises(Refused, match="Reopen"):
        propose_withdrawal(w, suggestion, on=later(40))
    other = factories.served(w)
    propose_withdrawal(w, other)
    with pytest.raises(Refused, match="already"):
        propose(w, other)


@pytest.mark.parametrize("reasons", ["", "  "])
def test_an_amendment_has_reasons(w, served, reasons):
    with pytest.raises(Refused) as refused:
        propose(w, served, reasons=reasons)
    assert refused.value.field == "reasons"
    assert served.versions.count() == 1


def test_a_modification_is_complete_and_asks_for_something(w, served):
    with pytest.raises(Refused) as refused:
        propose(w, served, body=replace(factories.body(), measures=()))
    assert refused.value.field == "measures"
    gone = replace(reworded(served), contents={"source": "来源", "facts": "", "problems": "问题"})
    with pytest.raises(Refused, match="not complete"):
        propose(w, served, body=gone)
    assert (served.versions.count(), served.measures.count()) == (1, 2)


# What becomes of measures, clocks and the reply


def test_a_withdrawal_freezes_the_measures_ends_the_units_periods_and_closes(w, served):
    factories.answered(w, served)
    decide(w, propose_withdrawal(w, served))
    served.refresh_from_db()
    assert set(served.measures.values_list("state", flat=True)) == {"frozen"}
    assert [clock.term for clock in served.clocks.running()] == ["filing"]
    notice = served.documents.get(kind="withdrawal_notice")
    assert notice.shown_to == "both"
    assert "事实不成立" in text_of(notice)
    with pytest.raises(Refused, match="withdrawn"):
        factories.replied(w, served, later(12))
    factories.filed(w, served, later(12))
    on = later(13)
    facts = ClosingFindings(rectified="", industry_governance="", long_term_mechanism="", reasons="建议书已撤回")
    closing.propose(access=access(w.handling, on), at=at(on), suggestion=served, findings=facts, look_back_on=None)
    closing.close(access=access(w.head, on), at=at(on), suggestion=served)
    assert (served.case_state, served.clocks.running().count()) == ("closed", 0)
    assert ledger.breaks(served) == []


def test_each_measure_is_kept_reworded_dropped_or_new_and_keeps_its_identity(w, served):
    first, second = served.measures.all()
    decide(w, propose(w, served, body=reworded(served, keep_second=False)), new_due_on=DUE)
    served.refresh_from_db()
    fates = {text.measure_id: text.fate for text in served.letter.measure_texts.all()}
    new = served.measures.exclude(pk__in=[first.pk, second.pk]).get()
    assert fates == {first.pk: "reworded", second.pk: "dropped", new.pk: "new"}
    states = dict(served.measures.values_list("pk", "state"))
    assert states == {first.pk: "asked", second.pk: "dropped", new.pk: "asked"}
    first.refresh_from_db()
    assert first.text.text == "依法查处全部违规商户"
    assert first.texts.get(letter__version=1).text == "依法查处违规销售的商户"


def test_the_new_version_has_the_number_of_the_first_and_a_pdf_of_its_own(w, served):
    former = served.letter
    decide(w, propose(w, served))
    served.refresh_from_db()
    former.refresh_from_db()
    assert (served.letter.version, served.letter.document_number) == (2, former.document_number)
    assert served.letter.pdf_id not in (None, former.pdf_id)
    assert former.superseded_at is not None
    assert "依法查处全部违规商户" in text_of(served.documents.filter(kind="letter").latest("id"))
    assert "依法查处全部违规商户" in text_of(served.documents.get(kind="modification_notice"))


def test_what_was_enclosed_stays_enclosed_and_signed(w, served):
    files.attach(
        files=[picture("附件.png")],
        suggestion=served,
        about="letter:1",
        shown_to="both",
        added_by_id=w.handling.pk,
        at=at(),
    )
    amendment = propose(w, served)
    assert served.attachments.get(about="letter:2").name == "附件.png"
    decide(w, amendment)


def test_while_the_reply_is_awaited_its_day_is_moved_by_the_decider_and_the_former_stays(w, served):
    clock = served.clocks.of_reply().get()
    former = clock.due_on
    decide(w, propose(w, served), new_due_on=later(90))
    clock.refresh_from_db()
    assert (clock.due_on, clock.former[0]["due_on"]) == (later(90), former.isoformat())


@pytest.mark.slow
def test_the_examination_whether_to_sue_runs_from_the_day_to_which_the_period_is_moved(w):
    served = factories.served(w, "public_interest")
    examination = served.clocks.get(term="examination_pil")
    body = replace(factories.body("public_interest"), measures=reworded(served, new=False).measures)
    decide(w, propose(w, served, body=body), new_due_on=later(90))
    examination.refresh_from_db()
    assert (examination.started_on, examination.due_on) == (later(90), date(2026, 6, 30))
    assert examination.former[0]["due_on"] == "2026-06-08"


@pytest.mark.slow
def test_the_examination_whether_to_sue_follows_a_reply_that_is_asked_for_anew(w):
    served = factories.served(w, "public_interest")
    factories.replied(w, served)
    factories.judged(w, served)
    body = replace(factories.body("public_interest"), measures=reworded(served, new=False).measures)
    decide(w, propose(w, served, body=body), new_due_on=later(90))
    examination = served.clocks.running().get(term="examination_pil")
    assert (examination.started_on, examination.due_on) == (later(90), date(2026, 6, 30))


@pytest.mark.slow
def test_a_withdrawal_ends_the_examination_that_would_have_begun(w):
    served = factories.served(w, "public_interest")
    decide(w, propose_withdrawal(w, served))
    assert not served.clocks.running().filter(term="examination_pil").exists()
    assert examining.begin_those_due(at=at(later(100))) == 0


def test_without_a_new_day_the_legal_period_runs_on(w, served):
    former = served.clocks.of_reply().get().due_on
    decide(w, propose(w, served))
    assert served.clocks.of_reply().get().due_on == former


def test_a_reworded_measure_of_a_judged_reply_is_asked_anew_by_the_day_of_the_decider(w, served):
    factories.replied(w, served)
    factories.judged(w, served)
    first, second = served.measures.all()
    amendment = propose(w, served, body=reworded(served, new=False))
    with pytest.raises(Refused) as refused:
        decide(w, amendment)
    assert refused.value.field == "new_due_on"
    with pytest.raises(Refused, match="past"):
        decide(w, amendment, new_due_on=later(9))
    decide(w, amendment, new_due_on=DUE)
    served.refresh_from_db()
    assert (served.reply_state, served.outcome, served.replied_on) == ("awaited", "", None)
    assert served.clocks.running().of_reply().get().due_on == DUE
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.round, first.promised_on, first.judged) == ("asked", 2, None, "")
    assert (second.state, second.round, second.judged) == ("accepted", 1, "adopted")
    assert not served.clocks.running().filter(about=f"measure:{first.pk}").exists()
    assert served.clocks.running().filter(about=f"measure:{second.pk}").exists()
    factories.replied(w, served, later(12))
    served.refresh_from_db()
    assert (served.reply_state, served.replies.count()) == ("received", 2)
    assert first.answers.filter(sent_at__isnull=False).count() == 2


def test_a_judgement_of_the_former_text_is_no_longer_countersigned(w, served):
    factories.replied(w, served)
    assessment = judging.propose(
        access=access(w.handling, later(7)),
        at=at(later(7)),
        suggestion=served,
        verdict="adequate",
        judgements=[judging.MeasureJudgement(measure=each, verdict="adopted") for each in served.measures.all()],
        reasons="已采纳",
    )
    decide(w, propose(w, served), new_due_on=DUE)
    assert not served.clocks.running().filter(term="judge_reply").exists()
    factories.replied(w, served, later(12))
    served.refresh_from_db()
    assert judging.open_proposal(served) is None
    with pytest.raises(Stale, match="earlier"):
        judging.countersign(access=access(w.head, later(13)), at=at(later(13)), assessment=assessment)


def test_a_modification_that_asks_nothing_anew_leaves_the_judged_reply(w, served):
    factories.replied(w, served)
    factories.judged(w, served)
    first, second = served.measures.all()
    kept = MeasureDraft(
        id=first.pk, text=first.text.text, criterion=first.text.criterion, legal_basis=first.text.legal_basis
    )
    amendment = propose(w, served, body=replace(factories.body(), measures=(kept,)))
    with pytest.raises(Refused) as refused:
        decide(w, amendment, new_due_on=DUE)
    assert refused.value.field == "new_due_on"
    decide(w, amendment)
    served.refresh_from_db()
    second.refresh_from_db()
    assert (served.reply_state, second.state) == ("adequate", "dropped")
    assert not served.clocks.running().filter(about=f"measure:{second.pk}").exists()


def test_a_letter_that_is_not_served_yet_is_modified_without_a_day(w):
    suggestion = factories.issued(w)
    amendment = propose(w, suggestion)
    with pytest.raises(Refused) as refused:
        decide(w, amendment, new_due_on=DUE)
    assert refused.value.field == "new_due_on"
    decide(w, amendment)
    assert (suggestion.measures.filter(state="asked").count(), suggestion.clocks.of_reply().count()) == (3, 0)


# What an amendment follows


def upheld(w, suggestion, result="upheld_modify"):
    objection = objecting.object_to(access=access(w.liaison, ON), at=at(ON), suggestion=suggestion, grounds="不当")
    objecting.take_up(access=access(w.handling, ON), at=at(ON), objection=objection)
    objecting.decide(access=access(w.chief, ON), at=at(ON), objection=objection, result=result, reasons="确有不当")
    return objection


def test_an_upheld_objection_is_followed_by_what_was_decided_and_only_once(w, served):
    cause = Cause(objection=upheld(w, served))
    assert proposing.causes(served) == [cause]
    with pytest.raises(Refused) as refused:
        propose_withdrawal(w, served, cause=cause)
    assert refused.value.field == "cause"
    decide(w, propose(w, served, cause=cause))
    assert proposing.causes(served) == []
    assert not [each for each in closing_conditions.obstacles(served) if "objection" in each.reason]
    with pytest.raises(Refused) as refused:
        propose(w, served, cause=cause, body=factories.body())
    assert refused.value.field == "cause"


def instruct(w, suggestion, *, on=ON, **given):
    return instructing.give(access=access(w.higher, on), at=at(on), suggestion=suggestion, **given)


def test_an_instruction_needs_no_filing_has_its_own_notice_and_is_not_refused_below(w, served):
    instruction = instruct(w, served, what="modify", reason="引用条款有误")
    notice = served.documents.get(kind="instruction_notice")
    assert "指令变更检察建议通知书" in notice.title
    assert w.prefecture.name in text_of(notice) and "引用条款有误" in text_of(notice)
    assert notice.shown_to == "both" and "第二十二条第二款" in text_of(notice)
    with pytest.raises(Refused, match="comes first"):
        propose_withdrawal(w, served)
    amendment = propose(w, served, cause=Cause(instruction=instruction))
    with pytest.raises(Refused, match="binds"):
        deciding.refuse(access=access(w.chief, ON), at=at(ON), amendment=amendment, reasons="不同意")
    deciding.send_back(access=access(w.chief, ON), at=at(ON), amendment=amendment, reasons="第一项重写")
    assert amendment.state == "sent_back" and proposing.causes(served) == [Cause(instruction=instruction)]
    decide(w, propose(w, served, cause=Cause(instruction=instruction)))
    instruction.refresh_from_db()
    assert (instruction.state, instruction.followed_on) == ("followed", ON)
    assert proposing.causes(served) == []


def test_only_the_next_higher_one_instructs_and_one_instruction_stands_at_a_time(w, served):
    for person in (w.chief, w.supervisor, w.outsider):
        with pytest.raises(NotAllowed):
            instructing.give(access=access(person, ON), at=at(ON), suggestion=served, what="modify", reason="不当")
    instruct(w, served, what="modify", reason="不当")
    with pytest.raises(Refused, match="stands already"):
        instruct(w, served, what="withdraw", reason="不当")


def test_what_was_proposed_before_an_instruction_came_is_refused_and_the_instruction_carried_out(w, served):
    before = propose(w, served)
    instruct(w, served, what="withdraw", reason="不属监督范围")
    with pytest.raises(Refused, match="came meanwhile"):
        decide(w, before)
    deciding.refuse(access=access(w.chief, ON), at=at(ON), amendment=before, reasons="先执行指令")
    assert before.state == "refused"


def test_an_instruction_from_above_is_followed_before_the_letter_is_filed_again(w, served):
    factories.filed(w, served)
    row = served.filings.get()
    given = {"what": "withdraw", "reason": "不属监督范围"}
    instruction = instruct(w, served, on=later(5), filing=row, **given)
    with pytest.raises(Refused, match="not followed"):
        filing.file(access=access(w.manager, ON), at=at(ON), filing=row, on=ON)
    cause = Cause(instruction=instruction)
    assert proposing.causes(served) == [cause]
    with pytest.raises(Refused) as refused:
        propose(w, served, cause=cause)
    assert refused.value.field == "cause"
    decide(w, propose_withdrawal(w, served, cause=cause))
    assert w.prefecture.name in text_of(served.documents.get(kind="withdrawal_notice"))
    filing.file(access=access(w.manager, ON), at=at(ON, 15), filing=row, on=ON)
    instruction.refresh_from_db()
    assert (row.state, instruction.state) == ("filed", "followed")
    served.refresh_from_db()
    assert closing_conditions.obstacles(served) == []


def test_a_second_instruction_is_not_answered_by_the_amendment_of_the_first(w, served):
    factories.filed(w, served)
    row = served.filings.get()
    given = {"filing": row, "what": "modify", "reason": "引用条款有误"}
    first = instruct(w, served, on=later(5), **given)
    decide(w, propose(w, served, cause=Cause(instruction=first)))
    filing.file(access=access(w.manager, ON), at=at(ON, 15), filing=row, on=ON)
    after = ON + timedelta(days=2)
    instruct(w, served, on=after, **given)
    with pytest.raises(Refused, match="not followed"):
        filing.file(access=access(w.manager, after), at=at(after, 15), filing=row, on=after)


@pytest.mark.parametrize("is_set", [True, False])
def test_letter_and_notice_of_a_modification_say_the_same_day_and_no_number_of_a_draft(w, is_set):
    served = factories.served(w)
    decide(w, propose(w, served), new_due_on=DUE if is_set else None)
    letter, notice = (served.documents.filter(kind=kind).last() for kind in ("letter", "modification_notice"))
    due = served.clocks.of_reply().order_by("id").last().due_on
    assert (due == DUE) is is_set
    day = wording.day(due)
    assert day in letter.facts["facts"]["回复要求"]
    assert notice.facts["facts"]["新的回复日期"] == day
    assert "稿" not in letter.facts["facts"]["变更说明"]
    assert letter.facts["facts"]["变更说明"].startswith("（替代本院")
    assert notice.facts["facts"]["变更依据"] == "第二十二条第一款"


def test_the_page_says_what_was_printed_after_a_withdrawal_too(w, served):
    decide(w, propose(w, served), new_due_on=DUE)
    said = f"请于{wording.day(DUE)}前（含当日）"
    served.refresh_from_db()
    before, after = served.versions.order_by("version")
    shown = versions.compare(before=before, after=after)
    decide(w, propose_withdrawal(w, served, on=later(11)))
    served.refresh_from_db()
    assert served.document_state == "withdrawn"
    sheet = composing.letter_as_printed(served.letter)
    assert said in "".join(block.text for block in sheet.blocks)
    for person, name in ((w.handling, "suggestion"), (w.liaison, "portal-letter")):
        page = client_of(person).get(reverse(name, args=[served.pk])).content.decode()
        assert said in page and "请自收到本检察建议书之日起两个月内" not in page, name
    assert document_facts.due_after_change(served.letter) == DUE
    [period] = [change for change in shown.changes if change.label == "Period for the written reply"]
    assert DUE.isoformat() in "".join(run.text for run in period.runs if run.kind != "deleted")
    assert "2 months" in "".join(run.text for run in period.runs if run.kind != "inserted")


def test_the_printed_day_stays_when_the_period_is_moved_later(w, served):
    decide(w, propose(w, served))
    legal = served.clocks.of_reply().get().due_on
    event = served.events.order_by("seq").last()
    clocks.move(clock=served.clocks.of_reply().get(), due_on=DUE + timedelta(days=30), reason="延长", event=event)
    served.clocks.of_reply().update(former=[{"due_on": legal.isoformat(), "event": event.seq + 1}])
    served.refresh_from_db()
    assert document_facts.due_after_change(served.letter) == legal


def test_a_form_of_filing_names_who_decided_the_version_in_force(w, served):
    first = document_facts.decider(served.letter)
    decide(w, propose(w, served))
    served.refresh_from_db()
    assert served.letter.version == 2
    assert document_facts.decider(served.letter).startswith(f"{w.chief.name}（")
    assert document_facts.decider(served.letter) == first


def serve(w, suggestion, on):
    facts = serving.ServiceDraft(mode="direct", received_on=on, signed_by="收发室", signed_as="mail")
    serving.serve(access=access(w.handling, on), at=at(on, 16), suggestion=suggestion, service=facts)


def test_an_instruction_on_an_issued_letter_comes_first_and_nothing_is_served_before(w):
    suggestion = factories.issued(w)
    instruction = instruct(w, suggestion, on=later(1), what="modify", reason="引用条款有误")
    found = waiting.waits(waiting.load(Suggestion.objects.filter(pk=suggestion.pk)).get())
    assert str(found[0].what).startswith("Carry out the instruction")
    assert "Serve the letter" not in [str(each.what) for each in found]
    with pytest.raises(Refused, match="carried out before"):
        serve(w, suggestion, later(2))
    with pytest.raises(Refused, match="carried out before"):
        serving.announce(access=access(w.handling, ON), at=at(ON), suggestion=suggestion, on=later(20), place="本院")
    decide(w, propose(w, suggestion, cause=Cause(instruction=instruction)))
    suggestion.refresh_from_db()
    serve(w, suggestion, later(11))
    suggestion.refresh_from_db()
    assert suggestion.document_state == "served"
