"""Every promise that the database itself keeps, broken once around the actions; a promise without a breach fails here."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, connection, models, transaction

from followups.actions import answering
from followups.actions.answering import AnswerDraft
from followups.models import (
    Acknowledgement,
    Answer,
    AssessedMeasure,
    Assessment,
    Circular,
    Draw,
    DrawnCase,
    Escalation,
    Evaluation,
    Finding,
    LaterDate,
    LookBack,
    LookBackPeriod,
    ModelLetter,
    ModelMeasure,
    Progress,
    QualityReview,
    QualitySheet,
    Reply,
    SentBack,
    Signature,
    Support,
    Visit,
    VisitedMeasure,
)
from notices.actions import delivering
from notices.models import JobRun, Mail, Notice, OwnReminder, Reminder, ReminderRule
from organs.models import (
    Absence,
    CalendarAddress,
    Department,
    Deputy,
    Edge,
    Post,
    Proposal,
    SetupEvent,
    SetupOutbox,
    SignInLink,
    Unit,
    UnitAlias,
    UnitOffice,
)
from pending.models import KeptText, SentForm
from signin.models import KnownDevice
from suggestions.models import (
    Amendment,
    Approval,
    Attachment,
    Blob,
    CalendarDay,
    CaseMember,
    CasePaper,
    Clock,
    Clue,
    ClueEvent,
    Copy,
    Correction,
    DocumentTemplate,
    Event,
    Filing,
    GivenNumber,
    Instruction,
    Investigation,
    InvestigationAct,
    Invitation,
    JointSigning,
    LocalRule,
    MeasureText,
    NumberSeries,
    Objection,
    Opinion,
    Outbox,
    Recusal,
    Revision,
    SeriesYear,
    Service,
    Suggestion,
    VoidSerial,
)
from tests import factories
from tests.followups.draws import drawn_cases

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

BREACHES: dict[str, Callable[[SimpleNamespace], object]] = {}


def promises() -> list[str]:
    """Returns the names of all constraints of our models."""
    ours = (model for model in apps.get_models() if model._meta.app_label in settings.OWN_APPS)
    return sorted(constraint.name for model in ours for constraint in model._meta.constraints)


@pytest.fixture(scope="module")
def built(module_transaction):
    w = factories.world()
    w.suggestion = factories.served(w)
    w.measure, w.other_measure = w.suggestion.measures.all()
    answering.send(
        access=factories.access(w.liaison),
        at=factories.at(),
        measure=w.measure,
        draft=AnswerDraft(attitude="accepted", promised_on=factories.later(9), text="已部署。"),
    )
    delivering.deliver(at=factories.at())
    return w


@pytest.fixture
def w(built, db):
    return built


@pytest.mark.parametrize("promise", promises())
def test_the_database_refuses_what_would_break_its_promise(w, promise):
    assert promise in BREACHES, f"nothing here breaks {promise}"
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        BREACHES[promise](w)
    assert refusal.value.__cause__.diag.constraint_name == promise


def test_every_breach_belongs_to_a_promise():
    assert sorted(BREACHES) == promises()


def test_every_promise_reads_as_a_sentence():
    assert [name for name in promises() if len(name.split("_")) < 4] == []


def breaks(promise: str):
    def keep(breach):
        BREACHES[promise] = breach
        return breach

    return keep


def again(row: models.Model | None) -> None:
    """Writes a row a second time, under another key."""
    assert row is not None
    row.pk = None
    row._state.adding = True
    row.save(force_insert=True)


def change(subject: models.Model, **values) -> None:
    type(subject)._base_manager.filter(pk=subject.pk).update(**values)


# Who


@breaks("a_person_is_never_published")
def _(w):
    change(w.handling, origin="published")


@breaks("who_is_deactivated_never_signs_in")
def _(w):
    change(w.handling, deactivated_at=factories.at())


@breaks("a_post_is_in_an_office_or_in_a_unit_never_both")
def _(w):
    Post.objects.filter(person=w.handling).update(unit=w.unit)


@breaks("a_post_never_ends_before_it_begins")
def _(w):
    Post.objects.filter(person=w.handling).update(to_on=date(2017, 12, 31))


@breaks("no_person_has_posts_on_both_sides")
def _(w):
    Post.objects.create(person=w.handling, side="unit", role="liaison", unit=w.unit, from_on=factories.DAY)


@breaks("nobody_ever_has_two_calendar_addresses_that_open")
def _(w):
    for digest in ("0" * 64, "1" * 64):
        CalendarAddress.objects.create(person=w.handling, digest=digest, language="en", made_at=factories.at())


@breaks("a_procuratorate_is_its_own_ancestor_at_its_own_depth")
def _(w):
    change(w.county, anc4=w.sibling.pk)


@breaks("an_unknown_parent_is_no_parent")
def _(w):
    change(w.county, parent_known=False)


@breaks("there_is_never_more_than_one_present_parent")
def _(w):
    Edge.objects.create(child=w.county, parent=w.province)


@breaks("there_are_never_two_departments_of_one_name_in_an_office")
def _(w):
    Department.objects.create(procuratorate=w.county, name=w.department.name)


@breaks("there_are_never_two_units_of_one_credit_code")
def _(w):
    Unit.objects.filter(pk__in=[w.unit.pk, w.other_unit.pk]).update(credit_code="11650000010000000X")


@breaks("a_unit_never_succeeds_itself")
def _(w):
    change(w.unit, successor=w.unit)


@breaks("an_alias_is_never_kept_twice")
def _(w):
    again(UnitAlias.objects.create(unit=w.unit, name="丙县工商局"))


# The suggestion and its text


@breaks("a_document_state_is_always_one_of_its_table")
def _(w):
    change(w.suggestion, document_state="lost")


@breaks("a_reply_state_is_always_one_of_its_table")
def _(w):
    change(w.suggestion, reply_state="lost")


@breaks("a_case_state_is_always_one_of_its_table")
def _(w):
    change(w.suggestion, case_state="lost")


@breaks("an_examination_state_is_always_one_of_its_table")
def _(w):
    change(w.suggestion, examination_state="lost")


@breaks("a_suggestion_stands_under_its_own_procuratorate")
def _(w):
    change(w.suggestion, anc4=w.sibling.pk)


@breaks("a_letter_never_leaves_without_a_day_of_issue_unless_published")
def _(w):
    change(w.suggestion, issued_on=None)


@breaks("a_served_letter_always_has_a_day_of_receipt_unless_published")
def _(w):
    change(w.suggestion, served_on=None)


@breaks("a_unit_never_replies_before_service_unless_published")
def _(w):
    draft = factories.drafted(w)
    Suggestion.objects.filter(pk=draft.pk).update(replied_on=factories.DAY)


@breaks("a_live_suggestion_always_has_a_handling_prosecutor")
def _(w):
    change(w.suggestion, handling_prosecutor=None)


@breaks("a_merged_case_always_says_into_which_other")
def _(w):
    change(w.suggestion, document_state="merged")


@breaks("a_letter_is_never_in_review_without_a_gate")
def _(w):
    change(w.suggestion, document_state="in_review", gate="")


@breaks("nobody_is_ever_twice_on_one_case")
def _(w):
    again(CaseMember.objects.filter(suggestion=w.suggestion).first())


@breaks("a_letter_never_has_two_equal_versions")
def _(w):
    again(w.suggestion.versions.get())


@breaks("a_rendered_letter_always_has_its_digest")
def _(w):
    change(w.suggestion.letter, digest="")


@breaks("a_letter_always_names_the_rules_that_it_was_written_under")
def _(w):
    change(w.suggestion.letter, kind_version="")


@breaks("a_suggestion_always_names_the_rules_that_it_was_opened_under")
def _(w):
    change(w.suggestion, opening_version="")


@breaks("a_case_is_never_closed_without_the_rules_of_its_day")
def _(w):
    change(w.suggestion, closed_on=factories.DAY, closing_version="")


@breaks("a_service_always_names_the_rules_of_its_day")
def _(w):
    Service.objects.update(kind_version="")


@breaks("a_letter_is_never_filed_without_the_rules_of_its_day")
def _(w):
    Filing.objects.update(filed_on=factories.DAY, kind_version="")


@breaks("a_revision_number_is_never_given_twice")
def _(w):
    again(Revision.objects.filter(letter=w.suggestion.letter).first())


@breaks("a_measure_state_is_always_one_of_its_table")
def _(w):
    change(w.measure, state="lost")


@breaks("a_measure_never_has_two_texts_in_a_version")
def _(w):
    again(MeasureText.objects.filter(measure=w.measure).get())


@breaks("a_gate_is_never_passed_twice_over_one_text")
def _(w):
    again(Approval.objects.filter(letter=w.suggestion.letter, gate="policy").get())


@breaks("a_blob_is_named_by_its_sha256")
def _(w):
    Blob.objects.create(sha256="../../etc/passwd", size=1, media_type="application/pdf", stored_at=factories.at())


@breaks("a_file_never_replaces_a_later_one")
def _(w):
    names, blob = ("1.pdf", "2.pdf"), Blob.objects.first()
    facts = {"about": f"measure:{w.measure.pk}", "added_at": factories.at(), "shown_to": "both", "blob": blob}
    first, second = (Attachment.objects.create(suggestion=w.suggestion, name=name, **facts) for name in names)
    Attachment.objects.filter(pk=first.pk).update(replaces=second)


# Numbers, service, clocks


@breaks("there_is_never_more_than_one_series_of_a_kind")
def _(w):
    again(NumberSeries.objects.filter(procuratorate=w.county, kind=w.suggestion.kind).get())


@breaks("a_series_never_counts_a_year_twice")
def _(w):
    again(SeriesYear.objects.get())


@breaks("a_serial_is_never_given_twice")
def _(w):
    number = GivenNumber.objects.get()
    number.printed = "另一文号"
    again(number)


@breaks("a_printed_number_is_never_given_twice")
def _(w):
    number = GivenNumber.objects.get()
    number.serial += 1
    again(number)


@breaks("a_serial_begins_with_one")
def _(w):
    GivenNumber.objects.update(serial=0)


@breaks("two_series_never_print_the_same_prefix")
def _(w):
    series = NumberSeries.objects.get(kind="other")
    series.procuratorate = w.sibling
    again(series)


@breaks("a_series_prints_its_prefix_and_nothing_else")
def _(w):
    change(NumberSeries.objects.get(kind="other"), pattern="丙县检他〔{year}〕{serial}号")


def void_serial(**values) -> VoidSerial:
    facts = {"year": 2026, "serial": 7, "printed": "丙县检建〔2026〕7号", "reason": "on_letter"}
    return VoidSerial.objects.create(
        series=NumberSeries.objects.get(kind="other"), recorded_at=factories.at(), **facts | values
    )


@breaks("a_serial_is_never_void_twice")
def _(w):
    again(void_serial())


@breaks("a_void_serial_begins_with_one")
def _(w):
    void_serial(serial=0)


@breaks("a_letter_is_never_served_twice")
def _(w):
    again(Service.objects.get())


@breaks("a_notice_of_withdrawal_is_never_served_twice")
def _(w):
    row = Service.objects.get()
    row.withdrawal = amendment(w)
    again(row)
    again(row)


@breaks("what_was_served_is_never_tried_again")
def _(w):
    Service.objects.filter(succeeded=True).update(next_on=factories.DAY)


@breaks("successful_service_always_has_a_day_of_receipt")
def _(w):
    Service.objects.update(received_on=None)


@breaks("electronic_service_never_goes_without_consent")
def _(w):
    Service.objects.update(mode="electronic", consented_on=None)


@breaks("a_duty_never_has_two_running_clocks")
def _(w):
    again(Clock.objects.filter(suggestion=w.suggestion, term="reply").get())


@breaks("a_day_is_never_entered_twice")
def _(w):
    again(CalendarDay.objects.first())


# Looking back


@breaks("a_procuratorate_never_sets_a_look_back_period_twice")
def _(w):
    again(LookBackPeriod.objects.create(procuratorate=w.county, type="other", risk="high", months=3))


@breaks("a_look_back_period_is_never_nothing_nor_endless")
def _(w):
    LookBackPeriod.objects.create(procuratorate=w.county, type="other", risk="high", months=61)


def made_draw(w, **values) -> Draw:
    facts = {
        "procuratorate": w.county,
        "origin": "live",
        "closed_from": factories.DAY,
        "closed_to": factories.DAY,
        "types": ["other"],
        "states": ["verified"],
        "recent_days": 0,
        "strata": [],
        "size": 1,
        "look_back_on": factories.later(30),
        "seed": "7",
        "algorithm": "sha256-rank/1",
        "digest": "0" * 64,
        "drawn_by": w.manager,
        "drawn_at": factories.at(),
        "drawn_on": factories.DAY,
    }
    return Draw.objects.create(**{**facts, **values})


def drawn_case(w, **values) -> DrawnCase:
    facts = {"suggestion": w.suggestion, "standing": "drawn", "stratum": "", "rank": 1, "sha256": "0" * 64}
    values.setdefault("draw", None)
    values["draw"] = values["draw"] or made_draw(w)
    return DrawnCase.objects.create(**{**facts, **values})


@breaks("a_draw_never_goes_without_a_seed")
def _(w):
    made_draw(w, seed="")


@breaks("a_draw_always_draws_at_least_one_case")
def _(w):
    made_draw(w, size=0)


@breaks("a_period_of_closing_never_ends_before_it_begins")
def _(w):
    made_draw(w, closed_from=factories.later(1))


@breaks("a_drawn_case_is_always_looked_back_at_after_the_draw")
def _(w):
    made_draw(w, look_back_on=factories.DAY)


@breaks("a_draw_of_a_department_never_reaches_below")
def _(w):
    made_draw(w, department=w.department, with_below=True)


@breaks("a_case_never_stands_twice_in_a_draw")
def _(w):
    drawn_case(w, draw=drawn_case(w).draw, rank=2)


@breaks("a_rank_is_never_given_twice_in_a_stratum")
def _(w):
    other = factories.drafted(w)
    drawn_case(w, draw=drawn_case(w).draw, suggestion=other)


@breaks("a_case_is_left_out_of_a_draw_with_a_reason_or_has_a_rank_in_it")
def _(w):
    drawn_case(w, standing="excluded", exclusion="by_hand", because="", rank=None, sha256="")


# The ledger and the notices


@breaks("an_event_number_is_never_given_twice")
def _(w):
    again(Event.objects.filter(suggestion=w.suggestion).first())


@breaks("an_event_number_begins_with_one")
def _(w):
    Event.objects.filter(suggestion=w.suggestion, seq=1).update(seq=0)


@breaks("a_relation_is_never_told_twice_of_one_event")
def _(w):
    again(Outbox.objects.first())


@breaks("nobody_is_ever_told_twice_of_one_event")
def _(w):
    again(Notice.objects.first())


# The parallel tracks


@breaks("a_filing_state_is_always_one_of_its_table")
def _(w):
    Filing.objects.update(state="lost")


@breaks("a_suggestion_is_never_filed_twice")
def _(w):
    again(Filing.objects.get())


@breaks("a_copy_state_is_always_one_of_its_table")
def _(w):
    Copy.objects.create(suggestion=w.suggestion, unit=w.copied_unit, ground="departments", state="lost")


@breaks("a_unit_never_gets_the_same_copy_twice")
def _(w):
    again(Copy.objects.create(suggestion=w.suggestion, unit=w.copied_unit, ground="departments"))


def objected(w, **values) -> Objection:
    facts = {"suggestion": w.suggestion, "letter": w.suggestion.letter, "raised_on": factories.DAY, "grounds": "不符"}
    return Objection.objects.create(**{**facts, **values})


@breaks("an_objection_state_is_always_one_of_its_table")
def _(w):
    objected(w, state="lost")


@breaks("there_is_never_more_than_one_open_objection")
def _(w):
    objected(w, state="under_review")
    objected(w, state="raised")


@breaks("an_objection_is_never_withdrawn_without_a_reason")
def _(w):
    objected(w, state="withdrawn")


def amendment(w, **values) -> Amendment:
    facts = {
        "suggestion": w.suggestion,
        "what": "withdraw",
        "reasons": "不当",
        "proposed_by": w.handling,
        "proposed_at": factories.at(),
        "digest": "0" * 64,
    }
    return Amendment.objects.create(**{**facts, **values})


@breaks("an_amendment_state_is_always_one_of_its_table")
def _(w):
    amendment(w, state="lost")


def instruction(w, **values) -> Instruction:
    facts = {"suggestion": w.suggestion, "office": w.prefecture, "what": "modify", "reason": "不当"}
    return Instruction.objects.create(**{**facts, "given_on": factories.DAY, "given_by": w.higher, **values})


@breaks("an_instruction_state_is_always_one_of_its_table")
def _(w):
    instruction(w, state="lost")


@breaks("an_instruction_always_has_its_reasons")
def _(w):
    instruction(w, reason="")


@breaks("there_is_never_more_than_one_standing_instruction")
def _(w):
    again(instruction(w))


@breaks("there_is_never_more_than_one_open_amendment")
def _(w):
    amendment(w)
    amendment(w)


@breaks("a_modification_always_has_a_letter")
def _(w):
    amendment(w, what="modify", letter=None)


def opinion(w, **values) -> Opinion:
    facts = {
        "suggestion": w.suggestion,
        "letter": w.suggestion.letter,
        "asked_of": "recipient",
        "addressee": w.unit.name,
        "questions": "建议是否可行",
        "asked_on": factories.DAY,
        "asked_by": w.handling,
    }
    return Opinion.objects.create(**{**facts, **values})


def recusal(w, **values) -> Recusal:
    facts = {
        "suggestion": w.suggestion,
        "person": w.handling,
        "asked_by": "self",
        "ground": "relation",
        "manner": "written",
        "asked_on": factories.DAY,
        "recorded_by": w.handling,
    }
    return Recusal.objects.create(**{**facts, **values})


DECIDED = {"decided_on": factories.DAY}


def clue(w, **values) -> Clue:
    facts = {
        "procuratorate": w.county,
        "origin": "live",
        "source": "demand",
        "matter": "河道垃圾未清运",
        "unit": w.unit,
        "registered_on": factories.DAY,
        "registered_by": w.handling,
    }
    return Clue.objects.create(**{**facts, **values})


def joint_signing(w, **values) -> JointSigning:
    return JointSigning.objects.create(**{"suggestion": w.suggestion, "office": w.sibling, "position": 1, **values})


@breaks("a_joint_signing_state_is_always_one_of_its_table")
def _(w):
    joint_signing(w, state="lost")


@breaks("an_office_never_issues_a_letter_twice")
def _(w):
    joint_signing(w)
    joint_signing(w, position=2)


@breaks("two_offices_never_sign_at_one_place")
def _(w):
    joint_signing(w)
    joint_signing(w, office=w.prefecture)


@breaks("a_joint_signature_always_says_over_what_when_and_by_whom")
def _(w):
    joint_signing(w, state="signed")


@breaks("a_clue_state_is_always_one_of_its_table")
def _(w):
    clue(w, state="lost", decided_on=factories.DAY, decided_by=w.handling)


@breaks("a_clue_is_always_of_a_source_of_the_table")
def _(w):
    clue(w, source="rumour")


@breaks("a_clue_always_concerns_one_institution")
def _(w):
    clue(w, institution="县水利局")


@breaks("an_assessed_clue_always_says_when_and_by_whom")
def _(w):
    clue(w, state="closed", answer="已纠正")


@breaks("a_clue_that_leads_to_a_draft_always_names_it")
def _(w):
    clue(w, state="assessed", decided_on=factories.DAY, decided_by=w.handling)


@breaks("a_closed_or_transferred_clue_always_says_why_or_where")
def _(w):
    clue(w, state="closed", decided_on=factories.DAY, decided_by=w.handling)


@breaks("an_instruction_to_suggest_always_says_what_and_until_when")
def _(w):
    clue(w, instructed_by=w.prefecture, found="监控长期离线", report_by=factories.DAY)


@breaks("a_clue_event_is_always_a_step_of_the_table")
def _(w):
    ClueEvent.objects.create(
        clue=clue(w),
        step="forget",
        to_state="closed",
        taken_on=factories.DAY,
        recorded_at=factories.at(),
        person=w.handling,
        person_name="甲",
    )


def investigation(w, **values) -> Investigation:
    facts = {"suggestion": w.suggestion, "asked_on": factories.DAY, "asked_by": w.handling}
    return Investigation.objects.create(**{**facts, **values})


def investigation_act(w, **values) -> InvestigationAct:
    facts = {
        "suggestion": w.suggestion,
        "means": "hear_unit",
        "done_on": factories.DAY,
        "first": w.handling,
        "entered_by": w.handling,
    }
    return InvestigationAct.objects.create(**{**facts, **values})


@breaks("an_investigation_state_is_always_one_of_its_table")
def _(w):
    investigation(w, state="lost", decided_on=factories.DAY, decided_by=w.chief)


@breaks("an_investigation_is_never_asked_for_twice_at_once")
def _(w):
    again(investigation(w))


@breaks("a_decided_investigation_always_says_when_and_by_whom")
def _(w):
    investigation(w, state="ordered")


@breaks("nobody_ever_decides_on_the_own_request_to_investigate")
def _(w):
    investigation(w, state="ordered", decided_on=factories.DAY, decided_by=w.handling)


@breaks("an_investigation_act_state_is_always_one_of_its_table")
def _(w):
    investigation_act(w, state="lost")


@breaks("an_investigation_act_is_always_by_a_means_of_art_14")
def _(w):
    investigation_act(w, means="freezing")


@breaks("who_was_asked_is_never_more_than_a_role_and_a_number")
def _(w):
    investigation_act(w, means="question", questioned="informed", questioned_number=1, institution="某某")


@breaks("the_two_of_an_investigation_act_are_always_two")
def _(w):
    investigation_act(w, second=w.handling)


@breaks("a_recusal_state_is_always_one_of_its_table")
def _(w):
    recusal(w, state="lost", decided_by=w.chief, **DECIDED)


@breaks("a_recusal_is_always_on_a_ground_of_the_law")
def _(w):
    recusal(w, ground="brother")


@breaks("nobody_is_ever_asked_to_withdraw_twice_at_once")
def _(w):
    again(recusal(w))


@breaks("a_party_that_asks_for_recusal_is_a_role_and_a_number")
def _(w):
    recusal(w, asked_by="party")


@breaks("a_decided_recusal_always_says_when_and_by_whom")
def _(w):
    recusal(w, state="rejected")


@breaks("nobody_ever_decides_on_the_own_recusal")
def _(w):
    recusal(w, state="rejected", decided_by=w.handling, **DECIDED)


@breaks("who_is_recused_is_always_kept_off")
def _(w):
    recusal(w, state="recused", decided_by=w.chief, **DECIDED)


@breaks("an_opinion_state_is_always_one_of_its_table")
def _(w):
    opinion(w, state="lost", answered_on=factories.DAY, answer="同意", has_agreed=True)


@breaks("nobody_is_ever_asked_again_before_answering")
def _(w):
    again(opinion(w))


@breaks("a_given_opinion_always_says_when_what_and_whether_it_agrees")
def _(w):
    opinion(w, state="answered", answered_on=factories.DAY, answer="另行研究", has_agreed=None)


def case_paper(w, **values) -> CasePaper:
    facts = {
        "suggestion": w.suggestion,
        "kind": "opening_decision",
        "made_on": factories.DAY,
        "made_by": w.handling,
        "text": "事实",
    }
    return CasePaper.objects.create(**{**facts, **values})


@breaks("a_case_paper_is_always_of_a_kind_of_its_table")
def _(w):
    case_paper(w, kind="invented")


@breaks("a_case_paper_state_is_always_one_of_its_table")
def _(w):
    case_paper(w, state="lost", settled_on=factories.DAY)


@breaks("a_party_is_never_more_than_a_role_and_a_number")
def _(w):
    case_paper(w, kind="party_notice", litigant="applicant", litigant_number=1, text="姓名")


@breaks("a_settled_case_paper_always_says_when")
def _(w):
    case_paper(w, state="served")


@breaks("a_report_always_proposes_how_the_case_goes_on")
def _(w):
    case_paper(w, kind="conclusion_report")


def correction(w, **values) -> Correction:
    facts = {
        "suggestion": w.suggestion,
        "letter": w.suggestion.letter,
        "place": "事实部分",
        "wrong": "八家",
        "right": "8家",
        "reason": "笔误",
        "proposed_by": w.handling,
        "proposed_at": factories.at(),
    }
    return Correction.objects.create(**{**facts, **values})


@breaks("a_correction_state_is_always_one_of_its_table")
def _(w):
    correction(w, state="lost")


@breaks("a_slip_of_the_pen_is_never_corrected_twice")
def _(w):
    correction(w, state="made")
    correction(w, right="捌家")


@breaks("a_correction_always_changes_something")
def _(w):
    correction(w, right="八家")


@breaks("nobody_ever_decides_on_an_own_correction")
def _(w):
    correction(w, state="made", decided_by=w.handling)


# What the unit does, and how it is judged


def draft_of_answer(w, **values) -> Answer:
    facts = {"measure": w.other_measure, "round": 1, "saved_by": w.liaison, "saved_at": factories.at()}
    return Answer.objects.create(**{**facts, **values})


@breaks("a_measure_never_has_two_drafts_of_an_answer")
def _(w):
    draft_of_answer(w)
    draft_of_answer(w)


@breaks("a_sent_refusal_always_has_reasons")
def _(w):
    draft_of_answer(w, attitude="refused", text="", sent_at=factories.at())


@breaks("a_sent_acceptance_always_has_a_day")
def _(w):
    draft_of_answer(w, attitude="other_way", promised_on=None, sent_at=factories.at())


def judgement(w, **values) -> Assessment:
    facts = {
        "suggestion": w.suggestion,
        "verdict": "adequate",
        "outcome": "adopted",
        "reasons": "已整改",
        "proposed_by": w.handling,
        "proposed_at": factories.at(),
    }
    return Assessment.objects.create(**{**facts, **values})


@breaks("a_verdict_is_always_one_of_its_table")
def _(w):
    judgement(w, verdict="splendid")


@breaks("there_is_never_more_than_one_open_judgement")
def _(w):
    again(judgement(w))


@breaks("a_reply_is_never_taken_back_without_a_reason")
def _(w):
    facts = {"suggestion": w.suggestion, "round": 1, "received_on": factories.DAY, "signed_by": "局长"}
    Reply.objects.create(**facts, received_at=factories.at(), withdrawn_at=factories.at())


@breaks("a_measure_is_never_assessed_twice_in_one_judgement")
def _(w):
    again(AssessedMeasure.objects.create(assessment=judgement(w), measure=w.measure, verdict="adopted"))


def look_back(w, **values) -> LookBack:
    facts = {
        "suggestion": w.suggestion,
        "looked_on": factories.DAY,
        "basis": "实地回访",
        "looked_by": w.second,
        "recorded_at": factories.at(),
    }
    return LookBack.objects.create(**{**facts, **values})


@breaks("the_next_look_back_never_lies_before_this_one")
def _(w):
    look_back(w, next_on=factories.DAY - timedelta(days=1))


@breaks("the_word_on_a_promised_day_always_has_reasons_and_a_day")
def _(w):
    w.measure.promises.update(word="too_late")


@breaks("a_sent_answer_that_it_is_done_since_receipt_always_has_its_day")
def _(w):
    draft_of_answer(w, attitude="done_since", done_on=None, sent_at=factories.at())


def progress(w, **values) -> Progress:
    facts = {"done_on": factories.DAY, "text": "已停售", "logged_at": factories.at()}
    return Progress.objects.create(measure=w.measure, **facts, **values)


@breaks("a_day_on_the_way_is_never_reached_twice")
def _(w):
    again(progress(w, milestone_on=factories.DAY, milestone="停售"))


@breaks("a_day_on_the_way_always_says_what_is_reached_by_then")
def _(w):
    progress(w, milestone_on=factories.DAY, milestone="")


@breaks("a_claim_is_never_sent_back_without_a_reason")
def _(w):
    SentBack.objects.create(measure=w.measure, round=1, sent_back_on=factories.DAY, reason="")


@breaks("a_look_back_never_finds_a_measure_twice")
def _(w):
    again(Finding.objects.create(look_back=look_back(w), measure=w.measure, found="holding", text="仍在落实"))


def escalation(w, **values) -> Escalation:
    facts = {
        "suggestion": w.suggestion,
        "rung": "report_higher",
        "addressee": w.prefecture.name,
        "undone": "未整改",
        "no_justified_reason": "没有说明理由",
        "reasons": "请予协调",
        "proposed_by": w.handling,
        "proposed_at": factories.at(),
    }
    return Escalation.objects.create(**{**facts, **values})


@breaks("an_escalation_state_is_always_one_of_its_table")
def _(w):
    escalation(w, state="lost")


@breaks("there_is_never_more_than_one_open_escalation_of_a_rung")
def _(w):
    escalation(w, state="sent", decided_by=w.chief, sent_on=factories.DAY)
    escalation(w)


@breaks("a_rung_that_must_be_necessary_always_says_why")
def _(w):
    escalation(w, rung="inform_government_discipline")


@breaks("nobody_ever_decides_on_an_own_escalation")
def _(w):
    escalation(w, state="decided", decided_by=w.handling)


@breaks("an_escalation_is_never_called_off_without_a_reason")
def _(w):
    escalation(w, state="called_off", called_off_by=w.chief)


@breaks("an_escalation_is_never_sent_without_a_decision_and_a_day")
def _(w):
    escalation(w, state="sent", decided_by=w.chief)


def visit(w, **values) -> Visit:
    facts = {
        "suggestion": w.suggestion,
        "means": "visit",
        "state": "planned",
        "planned_on": factories.DAY,
        "planned_by": w.handling,
    }
    return Visit.objects.create(**{**facts, **values})


def held(w, **values) -> Visit:
    facts = {"visited_on": factories.DAY, "recorded_by": w.handling, "recorded_at": factories.at()}
    return visit(w, state="held", **{**facts, **values})


@breaks("a_visit_state_is_always_one_of_its_table")
def _(w):
    visit(w, state="lost")


@breaks("a_record_of_a_visit_is_never_taken_twice")
def _(w):
    key = uuid.uuid4()
    held(w, key=key)
    held(w, key=key)


@breaks("a_planned_visit_always_has_a_day_and_who_planned_it")
def _(w):
    visit(w, planned_on=None)


@breaks("a_visit_is_never_held_without_a_day_and_who_recorded_it")
def _(w):
    held(w, recorded_by=None)


@breaks("a_visit_is_never_called_off_without_a_reason")
def _(w):
    visit(w, state="called_off")


@breaks("a_visit_never_looks_at_a_measure_twice")
def _(w):
    row = VisitedMeasure.objects.create(visit=visit(w), measure=w.measure, number=1)
    VisitedMeasure.objects.create(visit=row.visit, measure=w.measure, number=2)


@breaks("a_visit_never_numbers_two_measures_alike")
def _(w):
    row = VisitedMeasure.objects.create(visit=visit(w), measure=w.measure, number=1)
    VisitedMeasure.objects.create(visit=row.visit, measure=w.other_measure, number=1)


@breaks("a_side_never_signs_the_record_of_a_visit_twice")
def _(w):
    again(Signature.objects.create(visit=held(w), side="unit", name="王科长", way="typed"))


@breaks("a_drawn_signature_always_has_its_picture")
def _(w):
    Signature.objects.create(visit=held(w), side="unit", name="王科长", way="drawn")


# Documents


def template(**values):
    """Returns a kept template that came with the software."""
    row = {"kind": "letter", "number": 99, "heading": "检察建议书", "text": "{落款}", "sha256": "0" * 64}
    return DocumentTemplate.objects.create(**{**row, "made_at": factories.at(), **values})


@breaks("a_template_never_has_two_equal_versions")
def _(w):
    template()
    template(sha256="1" * 64)


@breaks("a_template_never_comes_twice_with_the_software")
def _(w):
    template()
    template(number=100)


def test_a_suggestion_never_goes_to_a_unit_of_another_origin(w):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        Unit.objects.filter(pk=w.other_unit.pk).update(origin="sample")
        Suggestion.objects.filter(pk=w.suggestion.pk).update(unit=w.other_unit)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert refusal.value.__cause__.diag.constraint_name == "a_suggestion_and_its_unit_never_differ_in_origin"


# Reviews of quality


def quality_review(w, **facts):
    given = {"suggestion": w.suggestion, "looked_back": False, "assigned_by": w.manager, "assigned_on": factories.DAY}
    if "drawn_case" not in facts:
        given["drawn_case"] = drawn_cases.row_of(w, w.suggestion)
    return QualityReview.objects.create(**given | facts)


def quality_sheet(w, **facts):
    given = {"person": w.secretary, "place": 1}
    if "review" not in facts:
        given["review"] = quality_review(w)
    return QualitySheet.objects.create(**given | facts)


@breaks("a_quality_review_state_is_always_one_of_its_table")
def _(w):
    quality_review(w, state="lost")


@breaks("a_quality_review_that_was_decided_always_says_by_whom_and_why")
def _(w):
    quality_review(w, state="reviewed", grades={"topic": "good"}, decided_by=w.manager, decided_on=factories.DAY)


@breaks("the_grades_of_a_quality_review_are_never_known_before_its_end")
def _(w):
    quality_review(w, grades={"topic": "good"})


@breaks("a_quality_review_never_has_two_sheets_of_one_place")
def _(w):
    quality_sheet(w, review=quality_sheet(w).review, person=w.analyst)


@breaks("nobody_ever_reviews_the_quality_of_a_letter_twice")
def _(w):
    quality_sheet(w, review=quality_sheet(w).review, place=2)


@breaks("a_quality_review_always_has_two_sheets")
def _(w):
    quality_sheet(w, place=3)


@breaks("a_quality_sheet_always_has_its_grades_with_its_day")
def _(w):
    quality_sheet(w, spoken_on=factories.DAY)


def circular(w, **values) -> Circular:
    facts = {
        "office": w.prefecture,
        "origin": "live",
        "number": "乙检通〔2026〕1号",
        "title": "关于回访情况的通报",
        "text": "各院应当按期回访。",
        "issued_on": factories.DAY,
        "issued_by": w.higher,
        "issued_name": w.higher.name,
        "recorded_at": factories.at(),
    }
    return Circular.objects.create(**{**facts, **values})


@breaks("a_circular_s_number_is_never_given_twice")
def _(w):
    circular(w)
    circular(w)


@breaks("a_circular_always_has_number_title_and_text")
def _(w):
    circular(w, title="")


@breaks("an_office_never_acknowledges_a_circular_twice")
def _(w):
    facts = {
        "circular": circular(w),
        "office": w.county,
        "person": w.head,
        "person_name": w.head.name,
        "acknowledged_on": factories.DAY,
        "recorded_at": factories.at(),
    }
    Acknowledgement.objects.create(**facts)
    Acknowledgement.objects.create(**facts)


def model_letter(w, **values) -> ModelLetter:
    facts = {
        "suggestion": w.suggestion,
        "office": w.county,
        "origin": "live",
        "kind": w.suggestion.kind,
        "title": "督促整治消防通道",
        "text": "某单位未履行职责。",
        "merits": "措施具体。",
        "made_by": w.manager,
        "made_name": w.manager.name,
        "made_on": factories.DAY,
        "recorded_at": factories.at(),
    }
    return ModelLetter.objects.create(**{**facts, **values})


@breaks("an_office_never_collects_a_letter_twice")
def _(w):
    model_letter(w)
    model_letter(w)


@breaks("a_model_never_names_a_unit_that_did_not_agree")
def _(w):
    model_letter(w, unit_name=w.unit.name)


@breaks("a_model_is_never_taken_out_without_by_whom_and_why")
def _(w):
    model_letter(w, taken_out_on=factories.DAY)


@breaks("a_model_never_says_a_measure_twice")
def _(w):
    facts = {"model": model_letter(w), "measure": w.suggestion.measures.first(), "position": 1, "text": "清运垃圾"}
    ModelMeasure.objects.create(**facts)
    ModelMeasure.objects.create(**facts)


@breaks("an_evaluation_always_says_by_which_decision_or_by_whom")
def _(w):
    Evaluation.objects.create(
        draw=drawn_cases.row_of(w, w.suggestion).draw,
        by="panel",
        held_on=factories.DAY,
        report="已评估",
        result="通过",
        recorded_by=w.manager,
        recorded_at=factories.at(),
    )


# Later days


def support(w, **facts):
    given = {"suggestion": w.suggestion, "kind": "training", "given_on": factories.DAY, "text": "培训一次"}
    return Support.objects.create(**given | {"recorded_by": w.handling, "recorded_at": factories.at()} | facts)


@breaks("a_support_state_is_always_one_of_its_table")
def _(w):
    support(w, state="lost")


@breaks("a_support_always_says_what_was_done")
def _(w):
    support(w, text="")


@breaks("a_support_is_never_confirmed_without_a_day")
def _(w):
    support(w, state="confirmed")


def later_date(w, **facts):
    given = {
        "suggestion": w.suggestion,
        "clock": w.suggestion.clocks.of_reply().get(),
        "asked_on": factories.DAY,
        "legal_on": factories.later(60),
        "wanted_on": factories.later(70),
        "reason": "汛期",
    }
    return LaterDate.objects.create(**given | facts)


def agreed(w, **facts):
    given = {"state": "agreed", "agreed_on": factories.later(70), "advised_by": w.handling, "decided_by": w.head}
    return later_date(w, **given | facts)


@breaks("a_later_date_state_is_always_one_of_its_table")
def _(w):
    later_date(w, state="granted")


@breaks("there_is_never_more_than_one_open_request_for_a_later_date")
def _(w):
    again(later_date(w))


@breaks("a_later_date_always_lies_after_the_legal_day")
def _(w):
    later_date(w, wanted_on=factories.later(60))


@breaks("an_agreed_later_date_always_has_a_day_and_who_agreed")
def _(w):
    agreed(w, agreed_on=None, decision_reasons="同意")


@breaks("a_later_date_is_never_refused_or_changed_without_reasons")
def _(w):
    agreed(w, agreed_on=factories.later(65))


@breaks("nobody_ever_decides_a_later_date_on_an_own_view")
def _(w):
    agreed(w, decided_by=w.handling)


# Local rules


def local_rule(w, **facts):
    given = {"procuratorate": w.county, "term": "reply_local_qingdao", "from_on": factories.DAY, "reason": "决定"}
    return LocalRule.objects.create(**given | {"adopted_at": factories.at()} | facts)


@breaks("a_local_rule_is_never_adopted_twice_at_once")
def _(w):
    again(local_rule(w))


@breaks("a_local_rule_is_never_adopted_or_given_up_without_reasons")
def _(w):
    change(local_rule(w), until_on=factories.DAY)


@breaks("a_local_rule_never_ends_before_it_begins")
def _(w):
    change(local_rule(w), until_on=factories.later(-1), until_reason="废止")


# What people are told, and by what


def a_notice(w, **values) -> Notice:
    facts = {"person": w.handling, "suggestion": w.suggestion, "about": "own:1", "delivered_at": factories.at()}
    return Notice.objects.create(**facts | values)


def a_mail(w, **values) -> Mail:
    facts = {
        "person": w.handling,
        "kind": "digest",
        "day": factories.DAY,
        "subject": "Procuracy",
        "body": "…",
        "message_id": "<1@example>",
        "made_at": factories.at(),
        "next_attempt_at": factories.at(),
    }
    return Mail.objects.create(**facts | values)


def a_rung(**values) -> ReminderRule:
    facts = {"subject": "reply", "days": -3, "relations": ["unit"], "channel": "digest", "made_at": factories.at()}
    return ReminderRule.objects.create(**facts | values)


def a_reminder(w, **values) -> Reminder:
    facts = {
        "clock": w.suggestion.clocks.get(term="reply"),
        "due_on": factories.DAY,
        "planned_for": factories.DAY,
        "planned_at": factories.at(),
    }
    return Reminder.objects.create(**facts | {"rule": values.get("rule") or a_rung()} | values)


@breaks("nobody_is_ever_told_twice_of_one_thing")
def _(w):
    again(a_notice(w))


@breaks("a_notice_is_of_an_event_or_of_something_else")
def _(w):
    a_notice(w, about="")


@breaks("only_some_notices_are_of_no_suggestion")
def _(w):
    a_notice(w, suggestion=None)


@breaks("a_device_is_known_once_to_each_person")
def _(w):
    for _time in range(2):
        KnownDevice.objects.create(person=w.handling, digest="0" * 64, first_at=factories.at(), last_at=factories.at())


@breaks("a_form_is_never_taken_twice")
def _(w):
    for _time in range(2):
        SentForm.objects.create(person=w.handling, token=uuid.UUID(int=1), digest="0" * 64, sent_at=factories.at())


@breaks("a_form_never_keeps_two_texts")
def _(w):
    for _time in range(2):
        KeptText.objects.create(person=w.handling, address="/", fields={}, kept_at=factories.at())


@breaks("nothing_is_ever_mailed_that_was_not_chosen_for_mail")
def _(w):
    a_notice(w, mail=a_mail(w))


@breaks("nobody_gets_two_digests_of_one_day")
def _(w):
    a_mail(w)
    a_mail(w, message_id="<2@example>")


@breaks("no_unit_gets_two_digests_of_one_day")
def _(w):
    a_mail(w, person=None, unit=w.unit)
    a_mail(w, person=None, unit=w.unit, message_id="<2@example>")


@breaks("a_mail_goes_to_a_person_or_to_a_unit")
def _(w):
    a_mail(w, unit=w.unit)


@breaks("a_shared_mailbox_is_only_told_of_due_days")
def _(w):
    a_notice(w, person=w.liaison, unit=w.unit, mailing="digest")


@breaks("a_message_id_is_never_given_twice")
def _(w):
    a_mail(w)
    a_mail(w, day=factories.later(1))


@breaks("a_mail_is_leased_exactly_while_it_is_being_sent")
def _(w):
    a_mail(w, state="sending")


@breaks("a_mail_has_a_moment_of_sending_exactly_when_sent")
def _(w):
    a_mail(w, state="sent")


@breaks("a_job_is_never_listed_twice")
def _(w):
    again(JobRun.objects.create(name="remind", expected_every=timedelta(minutes=5)))


@breaks("a_subject_never_has_the_same_rule_twice")
def _(w):
    again(a_rung())


@breaks("grace_is_only_given_after_the_due_day")
def _(w):
    a_rung(grace=3)


@breaks("a_reminder_rule_always_tells_somebody")
def _(w):
    a_rung(relations=[])


@breaks("nobody_is_ever_called_late_for_a_right_that_lapsed")
def _(w):
    a_rung(subject="objection", days=1)


@breaks("a_reminder_rule_never_speaks_twice_of_one_due_day")
def _(w):
    a_reminder(w, rule=a_reminder(w).rule)


@breaks("a_reminder_never_comes_to_two_ends")
def _(w):
    a_reminder(w, sent_at=factories.at(), told_count=1, cancelled_at=factories.at(), cancelled_because="moved")


@breaks("a_reminder_is_cancelled_exactly_for_a_reason")
def _(w):
    a_reminder(w, cancelled_at=factories.at())


@breaks("a_sent_reminder_always_says_how_many_it_told")
def _(w):
    a_reminder(w, sent_at=factories.at())


@breaks("an_own_reminder_never_comes_to_two_ends")
def _(w):
    at = factories.at()
    OwnReminder.objects.create(
        person=w.handling, suggestion=w.suggestion, remind_on=factories.DAY, made_at=at, sent_at=at, cancelled_at=at
    )


@breaks("a_letter_never_has_two_open_links")
def _(w):
    for number in range(2):
        Invitation.objects.create(
            suggestion=w.suggestion,
            unit=w.unit,
            token_digest=str(number) * 64,
            created_by=w.handling,
            created_at=factories.at(),
            expires_at=factories.at(),
        )


def _link(w: SimpleNamespace, number: int, **facts: object) -> SignInLink:
    return SignInLink.objects.create(
        person=w.second, digest=str(number) * 64, created_at=factories.at(), expires_at=factories.at(), **facts
    )


@breaks("a_person_never_has_two_open_links")
def _(w):
    _link(w, 1), _link(w, 2)


@breaks("a_series_that_shares_another_prints_nothing_of_its_own")
def _(w):
    change(w.county.number_series.get(kind="other"), shares=w.county.number_series.get(kind="social_governance"))


@breaks("a_link_is_used_or_revoked_never_both")
def _(w):
    _link(w, 1, used_at=factories.at(), revoked_at=factories.at())


@breaks("a_link_and_its_word_are_never_of_one_administrator")
def _(w):
    by = {"created_by": w.administrator, "word_by": w.administrator}
    _link(w, 1, needs_word=True, word_digest="0" * 64, word_at=factories.at(), **by)


@breaks("a_link_that_needs_a_word_is_never_used_without_one")
def _(w):
    _link(w, 1, needs_word=True, used_at=factories.at())


@breaks("a_word_of_a_link_is_given_by_somebody_on_a_day")
def _(w):
    _link(w, 1, needs_word=True, word_digest="0" * 64)


def _proposal(w: SimpleNamespace, **facts: object) -> Proposal:
    return Proposal.objects.create(
        kind="post",
        procuratorate=w.county,
        person=w.second,
        proposed_by=w.administrator,
        proposed_at=factories.at(),
        **facts,
    )


@breaks("a_proposal_is_open_or_decided_by_somebody_on_a_day")
def _(w):
    _proposal(w, outcome="confirmed", decided_by=w.security)


@breaks("nobody_ever_confirms_an_own_proposal")
def _(w):
    _proposal(w, outcome="confirmed", decided_by=w.administrator, decided_at=factories.at())


@breaks("nobody_ever_decides_what_favours_oneself")
def _(w):
    _proposal(w, outcome="confirmed", decided_by=w.second, decided_at=factories.at())


@breaks("an_act_in_setup_is_told_to_a_unit_a_person_or_who_decides")
def _(w):
    SetupOutbox.objects.create(event=SetupEvent.objects.first())


@breaks("an_office_is_never_noted_twice_for_a_unit")
def _(w):
    for _each in range(2):
        UnitOffice.objects.create(unit=w.other_unit, procuratorate=w.sibling, since=factories.at())


@breaks("nobody_is_ever_two_of_the_three_administrators_at_once")
def _(w):
    Post.objects.create(
        person=w.administrator,
        side="office",
        role="audit_admin",
        procuratorate=w.supreme,
        from_on=factories.DAY,
    )


@breaks("only_a_post_in_a_unit_is_for_the_letters_of_one_procuratorate")
def _(w):
    Post.objects.filter(person=w.second).update(letters_of=w.county)


@breaks("what_ended_at_once_has_a_last_day")
def _(w):
    Post.objects.filter(person=w.second).update(ended_at=factories.at())


def _absence(w: SimpleNamespace, **facts: object) -> Absence:
    days = {"first_on": factories.DAY, "last_on": factories.later(4)}
    return Absence.objects.create(
        person=w.second, procuratorate=w.county, recorded_by=w.second, recorded_at=factories.at(), **days | facts
    )


@breaks("an_absence_never_ends_before_it_begins")
def _(w):
    _absence(w, last_on=factories.later(-1))


@breaks("who_ends_an_absence_early_is_known")
def _(w):
    _absence(w, ended_at=factories.at())


@breaks("nobody_is_away_twice_at_once")
def _(w):
    _absence(w)
    _absence(w, first_on=factories.later(4), last_on=factories.later(9))


@breaks("a_kind_of_work_never_has_two_deputies_in_one_absence")
def _(w):
    absence = _absence(w)
    for person in (w.handling, w.head):
        Deputy.objects.create(absence=absence, work="cases", person=person)


@breaks("a_deputy_has_a_known_kind_of_work")
def _(w):
    Deputy.objects.create(absence=_absence(w), work="everything", person=w.head)


@breaks("whom_a_deputy_signed_for_is_named")
def _(w):
    change(Approval.objects.first(), signed_for=w.chief)


@breaks("who_was_acted_for_is_named")
def _(w):
    again_for = Event.objects.first()
    again_for.pk, again_for.seq, again_for.acted_for_name = None, 9_999, "检察长甲"
    again_for.save(force_insert=True)
