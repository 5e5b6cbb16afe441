"""Tests of the terms: all twenty rows of the law are there, and the special rule beats the local one, and that Art. 19."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.utils import translation

from suggestions.rules import kinds, terms
from suggestions.rules.lengths import Length, LengthUnit
from suggestions.rules.term_rows import TERMS, Basis, MeasuredBy, Owes, Status, Trigger

TODAY = date(2026, 11, 22)
KINDS = list(kinds.KINDS)
LOCAL_KEYS = {"reply_local_qingdao", "reply_local_luoyang", "reply_local_huzhou"}
# A kind that is added is decided upon here: the reply of Art. 19, or a special one.
REPLIES = {
    "retrial_civil": "retrial_court",
    "retrial_administrative": "retrial_court",
    "violation_civil_trial": "reply_trial",
    "violation_administrative_trial": "reply_trial",
    "violation_civil_enforcement": "reply_enforcement",
    "violation_administrative_enforcement": "reply_enforcement",
    "violation_criminal": "reply",
    "violation_administrative_organ": "reply",
    "violation_other": "reply",
    "public_interest": "reply_pil",
    "social_governance": "reply",
    "other": "reply",
}


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Refusals are compared with their source strings."""
    with translation.override("en"):
        yield


def days(amount: int) -> Length:
    return Length(amount, LengthUnit.DAYS)


def months(amount: int) -> Length:
    return Length(amount, LengthUnit.MONTHS)


def rules(kind_key: str) -> kinds.KindVersion:
    return kinds.KINDS[kind_key].on(TODAY)


def test_all_rows_of_the_law_are_there_but_that_of_a_notice_which_is_no_suggestion() -> None:
    assert {term.row for term in TERMS if term.row} == set(range(1, 21)) - {18}


def test_every_row_is_live_but_the_local_ones_that_no_office_adopted() -> None:
    for term in TERMS:
        assert (term.status is Status.LIVE) != term.is_local, term.key


@pytest.mark.parametrize(
    ("key", "length", "starts_with", "owes"),
    [
        ("investigation", months(2), Trigger.INVESTIGATION_DECIDED, Owes.OFFICE),
        ("filing", days(5), Trigger.ISSUED, Owes.OFFICE),
        ("reply", months(2), Trigger.SERVED, Owes.UNIT),
        ("pil_decision_service", days(7), Trigger.PIL_CASE_OPENED, Owes.OFFICE),
        ("serve_pil", days(3), Trigger.APPROVED, Owes.OFFICE),
        ("filing_pil", days(5), Trigger.SERVED, Owes.OFFICE),
        ("reply_pil", months(2), Trigger.SERVED, Owes.UNIT),
        ("reply_urgent_pil", days(15), Trigger.SERVED, Owes.UNIT),
        ("examination_pil", months(1), Trigger.REPLY_DUE, Owes.OFFICE),
        ("out_of_area", days(30), Trigger.OUT_OF_AREA_ENTRUSTED, Owes.OFFICE),
        ("out_of_area_court", days(15), Trigger.OUT_OF_AREA_ENTRUSTED, Owes.OFFICE),
        ("serve_retrial", days(15), Trigger.APPROVED, Owes.OFFICE),
        ("filing_retrial_admin", days(5), Trigger.ISSUED, Owes.OFFICE),
        ("retrial_court", months(3), Trigger.SERVED, Owes.COURT),
        ("serve_court", days(15), Trigger.APPROVED, Owes.OFFICE),
        ("reply_enforcement", months(3), Trigger.SERVED, Owes.COURT),
        ("reply_trial", months(1), Trigger.SERVED, Owes.COURT),
        ("slack_enforcement", days(15), Trigger.SLACK_ENFORCEMENT_ASKED, Owes.COURT),
        ("objection_court_civil", months(1), Trigger.OBJECTION_RAISED, Owes.OFFICE),
        ("objection_court_enforcement", months(3), Trigger.OBJECTION_RAISED, Owes.OFFICE),
        ("objection_court_administrative", None, Trigger.OBJECTION_RAISED, Owes.OFFICE),
        ("statement_of_claim_filing", days(5), Trigger.SUED, Owes.OFFICE),
        ("suit_decision", days(3), Trigger.SUIT_DECIDED, Owes.OFFICE),
        ("suspension_filing", days(5), Trigger.EXAMINATION_SUSPENDED, Owes.OFFICE),
        ("resumption_filing", days(5), Trigger.EXAMINATION_RESUMED, Owes.OFFICE),
        ("monitoring_notice", days(10), Trigger.MONITORING_NOTICE_RECEIVED, Owes.OFFICE),
        ("objection", None, Trigger.SERVED, Owes.UNIT),
        ("answer_objection", Length(5, LengthUnit.WORKING_DAYS), Trigger.OBJECTION_RAISED, Owes.OFFICE),
        ("judge_reply", Length(10, LengthUnit.WORKING_DAYS), Trigger.REPLIED, Owes.OFFICE),
        ("promise", None, Trigger.PROMISED, Owes.UNIT),
        ("look_back", None, Trigger.CLOSED, Owes.OFFICE),
        ("visit", None, Trigger.VISIT_PLANNED, Owes.OFFICE),
    ],
)
def test_a_term_says_what_the_law_says(key: str, length: Length | None, starts_with: Trigger, owes: Owes) -> None:
    term = terms.find(key, on=TODAY)
    assert (term.length, term.starts_with, term.owes) == (length, starts_with, owes)


def test_versions_of_one_term_follow_each_other_without_gap_or_overlap() -> None:
    for key in {term.key for term in TERMS}:
        versions = sorted((term for term in TERMS if term.key == key), key=lambda term: term.version)
        assert [term.version for term in versions] == list(range(1, len(versions) + 1))
        for earlier, later in pairwise(versions):
            assert earlier.valid_to is not None
            assert later.valid_from == earlier.valid_to + timedelta(days=1)


def test_each_day_finds_its_own_version() -> None:
    assert terms.find("retrial_court", on=date(2022, 4, 9)).version == 1
    assert terms.find("retrial_court", on=date(2022, 4, 10)).version == 2


def test_a_row_without_a_length_says_where_its_end_comes_from() -> None:
    for term in TERMS:
        assert (term.length is None) == (term.measured_by is not MeasuredBy.ROW), term.key


def test_the_rows_of_the_office_are_not_called_law() -> None:
    own = {term.key for term in TERMS if term.row is None}
    papers = {"statement_of_claim_filing", "suspension_filing", "resumption_filing"}
    of_rules = {"statement_of_claim_filing", "suit_decision", "recusal", "out_of_area_court"}
    assert own == papers | of_rules | {"objection", "answer_objection", "judge_reply", "promise", "look_back", "visit"}
    assert {term.key for term in TERMS if term.basis is Basis.OFFICE} == own - of_rules
    assert {term.key for term in TERMS if term.basis is Basis.UNVERIFIED} == {"reply_trial"}
    assert {term.key for term in TERMS if term.is_local} == LOCAL_KEYS


def test_rows_name_only_kinds_that_exist() -> None:
    assert {kind for term in TERMS for kind in term.kinds or ()} <= set(KINDS)


def test_an_unknown_term_is_refused_in_words() -> None:
    with pytest.raises(terms.UnknownTerm, match="replay"):
        terms.find("replay", on=TODAY)


def test_a_term_before_its_law_is_refused_in_words() -> None:
    with pytest.raises(terms.NotInForce, match="2019-02-25"):
        terms.find("reply", on=date(2019, 2, 25))
    assert terms.find("reply", on=date(2019, 2, 26)).row == 3


@pytest.mark.parametrize("kind_key", KINDS)
def test_each_kind_has_its_reply(kind_key: str) -> None:
    assert terms.reply_term(rules=rules(kind_key), on=TODAY).key == REPLIES[kind_key]


def test_urgency_shortens_public_interest_by_law_and_others_by_the_letter() -> None:
    assert terms.reply_term(rules=rules("public_interest"), on=TODAY, urgent=True).length == days(15)
    assert terms.reply_term(rules=rules("other"), on=TODAY, urgent=True).length == months(2)
    printed = terms.reply_term(rules=rules("other"), on=TODAY, urgent=True, set_length=days(20))
    assert (printed.key, printed.length, printed.measured_by) == ("reply", days(20), MeasuredBy.LETTER)


@pytest.mark.parametrize(
    ("kind_key", "urgent", "set_length"),
    [
        ("social_governance", False, days(20)),
        ("public_interest", True, days(10)),
        ("public_interest", False, days(15)),
        ("retrial_civil", True, months(1)),
    ],
)
def test_a_letter_cannot_set_a_period_against_the_rule(kind_key: str, urgent: bool, set_length: Length) -> None:
    with pytest.raises(terms.PeriodFixed, match=f"cannot set {set_length.text()}"):
        terms.reply_term(rules=rules(kind_key), on=TODAY, urgent=urgent, set_length=set_length)


def test_a_letter_may_print_the_period_of_the_rule() -> None:
    assert terms.reply_term(rules=rules("other"), on=TODAY, set_length=months(2)) == terms.find("reply", on=TODAY)


def test_a_number_that_is_not_law_gives_way_to_the_letter() -> None:
    term = terms.reply_term(rules=rules("violation_civil_trial"), on=TODAY, set_length=months(2))
    assert (term.key, term.length) == ("reply_trial", months(2))


def test_a_local_rule_governs_only_where_the_office_adopted_it() -> None:
    assert terms.reply_term(rules=rules("other"), on=TODAY, region="370200").key == "reply"
    adopted = terms.reply_term(rules=rules("other"), on=TODAY, region="370200", adopted_local_keys=LOCAL_KEYS)
    assert (adopted.key, adopted.length) == ("reply_local_qingdao", days(30))
    assert terms.reply_term(
        rules=rules("other"), on=TODAY, region="330500", adopted_local_keys=LOCAL_KEYS
    ).length == days(60)
    assert (
        terms.reply_term(rules=rules("other"), on=TODAY, region="653125", adopted_local_keys=LOCAL_KEYS).key == "reply"
    )
    assert terms.reply_term(rules=rules("other"), on=TODAY, adopted_local_keys=LOCAL_KEYS).key == "reply"


def test_special_beats_local_and_the_urgent_letter_beats_local() -> None:
    special = terms.reply_term(rules=rules("public_interest"), on=TODAY, region="370200", adopted_local_keys=LOCAL_KEYS)
    assert special.key == "reply_pil"
    urgent = terms.reply_term(
        rules=rules("other"), on=TODAY, region="370200", adopted_local_keys=LOCAL_KEYS, urgent=True, set_length=days(7)
    )
    assert (urgent.key, urgent.length) == ("reply", days(7))


@pytest.mark.parametrize(
    ("event", "kind_key", "on", "keys"),
    [
        (Trigger.INVESTIGATION_DECIDED, "other", TODAY, {"investigation"}),
        (Trigger.APPROVED, "public_interest", TODAY, {"serve_pil"}),
        (Trigger.APPROVED, "retrial_civil", TODAY, {"serve_retrial"}),
        (Trigger.APPROVED, "violation_civil_trial", TODAY, {"serve_court"}),
        (Trigger.APPROVED, "social_governance", TODAY, set()),
        (Trigger.ISSUED, "social_governance", TODAY, {"filing"}),
        (Trigger.ISSUED, "retrial_administrative", TODAY, {"filing_retrial_admin"}),
        (Trigger.ISSUED, "retrial_civil", TODAY, {"filing"}),
        (Trigger.ISSUED, "public_interest", TODAY, set()),
        (Trigger.ISSUED, "public_interest", date(2020, 5, 25), {"filing"}),
        (Trigger.SERVED, "public_interest", TODAY, {"filing_pil", "objection"}),
        (Trigger.SERVED, "public_interest", date(2020, 5, 25), {"objection"}),
        (Trigger.SERVED, "social_governance", TODAY, {"objection"}),
        (Trigger.REPLY_DUE, "public_interest", TODAY, {"examination_pil"}),
        (Trigger.REPLIED, "other", TODAY, {"judge_reply"}),
        (Trigger.OBJECTION_RAISED, "other", TODAY, {"answer_objection"}),
        (Trigger.OBJECTION_RAISED, "violation_civil_trial", TODAY, {"objection_court_civil"}),
        (Trigger.OBJECTION_RAISED, "violation_civil_enforcement", TODAY, {"objection_court_enforcement"}),
        (
            Trigger.OBJECTION_RAISED,
            "violation_administrative_trial",
            TODAY,
            {"objection_court_administrative", "answer_objection"},
        ),
        (Trigger.PIL_CASE_OPENED, "public_interest", TODAY, {"pil_decision_service"}),
    ],
)
def test_an_event_starts_the_special_term_else_the_general_one(
    event: Trigger, kind_key: str, on: date, keys: set[str]
) -> None:
    assert {term.key for term in terms.starting(event=event, kind_key=kind_key, on=on)} == keys


@pytest.mark.parametrize("kind_key", KINDS)
def test_every_kind_is_filed_exactly_once(kind_key: str) -> None:
    started = [
        term
        for event in (Trigger.ISSUED, Trigger.SERVED)
        for term in terms.starting(event=event, kind_key=kind_key, on=TODAY)
        if term.stopped_by is Trigger.FILED
    ]
    assert len(started) == 1


@pytest.mark.parametrize("key", ["serve_retrial", "serve_court", "out_of_area_court", "monitoring_notice", "recusal"])
def test_what_civil_and_administrative_rules_both_say_begins_for_each_kind_with_its_own_rules(key: str) -> None:
    (term,) = TERMS.by_key[key]
    for kind in KINDS:
        if not term.applies_to(kind) or "court" in kind:
            continue
        first = {"civil": date(2021, 8, 1), "administrative": date(2021, 9, 1), "public": date(2021, 7, 1)}
        [begins] = [day for word, day in first.items() if word in kind]
        assert term.begins(kind) == begins
        on = {
            day: term in terms.starting(event=term.starts_with, kind_key=kind, on=day)
            for day in (begins, begins - timedelta(days=1))
        }
        assert on == {begins: True, begins - timedelta(days=1): False}
